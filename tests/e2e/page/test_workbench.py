"""The workbench: one window, groups of tabs, borders that can be dragged; the lecture hall; and a narrow window."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from pagesim_py import labs
from pagesim_py.labs import Step
from tests.e2e.student import Student

DESKTOP = (1440, 900)
SMALL = (1280, 720)
TOLD = {
    "walk": "#walk .drawn .wide [role=button]",
    "tables": "#tables tr.marked",
    "tlb": "#tlb tbody tr:first-child",
    "screen": "#screen",
    "exception": "#exception h3",
    "events": "#events [aria-current] button",
    "registers": "#registers tbody tr:first-child",
    "descriptors": "#descriptors h3:first-child, #descriptors .idt:visible",
}
"""Of each panel, what has to be in sight for the panel to tell anything."""


@pytest.fixture
def student(page: Page, site_url: str) -> Student:
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return Student(page, site_url).open()


def length(locator: Locator, of: str) -> float:
    """The width or the height."""
    found = box(locator)
    return found["width"] if of == "width" else found["height"]


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found is not None, locator
    return found


def is_inside(inner: FloatRect, outer: FloatRect) -> bool:
    """Whether the one lies in the other, to a pixel."""
    return (
        inner["x"] >= outer["x"] - 1
        and inner["y"] >= outer["y"] - 1
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1
    )


# -- what an experiment is about is in sight


@pytest.mark.parametrize("lab", labs.names())
@pytest.mark.parametrize("size", [DESKTOP, SMALL])
def test_what_each_experiment_is_about_is_in_the_window_after_run(
    page: Page, site_url: str, lab: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    student = Student(page, site_url).open(f"index.html?lab={lab}")
    steps = labs.load(lab).steps
    for number, step in enumerate(steps, 1):
        student.press("Next")
        experiment = page.get_by_role("region", name=f"Experiment {number} of {len(steps)}")
        expect(experiment).to_contain_text(step.title)
        student.run()
        sees(page, step, size)
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()


def sees(page: Page, step: Step, size: tuple[int, int]) -> None:
    """What the experiment is about lies in the window, and in its panel."""
    window = FloatRect(x=0, y=0, width=size[0], height=size[1])
    for part in ("#task", "#panel-timeline", "#source .cm-editor"):
        assert is_inside(box(page.locator(part)), window), (step.id, part)
    for name in step.front:
        panel = page.locator(f"#panel-{name}")
        expect(panel).to_be_visible()
        assert is_inside(box(panel), window), (step.id, name)
        for told in page.locator(TOLD[name]).all():
            assert is_inside(box(told), box(panel)), (step.id, name, told.text_content())
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]


def test_a_step_back_from_the_first_experiment_is_the_labs_own_text(student: Student) -> None:
    student.press("Next")
    student.press("Previous")
    expect(student.page.get_by_role("region", name="Lab: Page fault")).to_be_visible()
    expect(student.page.get_by_role("button", name="Previous", exact=True)).to_be_disabled()


def test_the_whole_text_comes_to_the_front_and_takes_the_focus(student: Student) -> None:
    student.press("The whole text of this lab")
    expect(student.page.get_by_role("tab", name="About this lab")).to_have_attribute("aria-selected", "true")
    expect(student.page.get_by_role("heading", name="About this lab")).to_be_focused()


# -- tabs


def test_tabs_are_chosen_by_click_and_by_arrow_keys(student: Student) -> None:
    page = student.page
    page.get_by_role("tab", name="Page tables").click()
    expect(page.get_by_role("tabpanel", name="Page tables")).to_be_visible()
    expect(page.get_by_role("tabpanel", name="Translation")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="TLB")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="TLB")).to_be_visible()
    page.keyboard.press("Home")
    expect(page.get_by_role("tabpanel", name="Translation")).to_be_visible()


def test_a_panel_that_comes_to_the_front_shows_the_present(student: Student) -> None:
    student.run("Halted")
    student.seek_to("fault raised")
    page = student.page
    page.get_by_role("tab", name="Registers").click()
    rip = page.get_by_role("tabpanel", name="Registers").get_by_role("row", name=re.compile("^RIP"))
    expect(rip).to_contain_text("osirs::_start")


def test_a_tab_is_moved_kept_and_put_back(student: Student) -> None:
    page = student.page
    page.get_by_role("tab", name="Page tables").click()
    page.get_by_role("button", name="Move Page tables to the group “Screen”").click()
    beside = page.get_by_role("tablist", name="Screen")
    expect(beside.get_by_role("tab", name="Page tables")).to_have_attribute("aria-selected", "true")
    page.reload()
    student.wait()
    expect(beside.get_by_role("tab", name="Page tables")).to_be_visible()
    student.press("Reset layout")
    expect(page.get_by_role("tablist", name="Pictures").get_by_role("tab", name="Page tables")).to_be_visible()
    expect(page.get_by_role("button", name="Reset layout")).to_be_hidden()


def test_a_tab_is_dragged_to_another_group(student: Student) -> None:
    page = student.page
    page.get_by_role("tab", name="Events").drag_to(page.locator("#group-left .only"))
    expect(page.get_by_role("tablist", name="Screen").get_by_role("tab", name="Events")).to_be_visible()


def test_a_group_that_is_left_empty_gives_its_room_away(student: Student) -> None:
    page = student.page
    before = box(page.locator("#panel-exception"))
    page.get_by_role("button", name="Move Screen to the group “State”").click()
    page.get_by_role("tab", name="Exception").click()
    assert box(page.locator("#panel-exception"))["width"] > before["width"] * 1.8


def test_a_lab_has_its_own_arrangement_until_the_reader_has_another(student: Student) -> None:
    page = student.page
    page.get_by_label("Lab", exact=True).select_option(label="Exception handlers")
    pictures = page.get_by_role("tablist", name="Pictures")
    expect(pictures.get_by_role("tab", name="Descriptors")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Move Descriptors to the group “Screen”").click()
    page.get_by_label("Lab", exact=True).select_option(label="Page fault")
    expect(page.get_by_role("tablist", name="Screen").get_by_role("tab", name="Descriptors")).to_be_visible()
    student.press("Reset layout")
    expect(page.get_by_role("tablist", name="State").get_by_role("tab", name="Descriptors")).to_be_visible()


def test_the_playground_is_among_the_labs_and_back_is_the_lab_of_before(student: Student) -> None:
    page = student.page
    page.get_by_label("Lab", exact=True).select_option(label="Playground: no kernel")
    expect(page).to_have_url(re.compile(r"/playground\.html"))
    expect(page.get_by_role("button", name="Map", exact=True)).to_be_visible()
    page.go_back()
    assert page.get_by_label("Lab", exact=True).evaluate("node => node.selectedOptions[0].text") == "Page fault"


# -- borders


@pytest.mark.parametrize(
    ("name", "side", "key"),
    [
        ("Width of the source", "#side", "ArrowRight"),
        ("Height of the pictures", "#group-upper", "ArrowDown"),
        ("Width of the screen", "#group-left", "ArrowRight"),
    ],
)
def test_a_border_is_moved_by_keys_and_by_dragging_and_stays(student: Student, name: str, side: str, key: str) -> None:
    page = student.page
    border = page.get_by_role("separator", name=name)
    measure = "height" if "Height" in name else "width"
    before = length(page.locator(side), measure)
    border.focus()
    page.keyboard.press(key)
    page.keyboard.press(key)
    by_keys = length(page.locator(side), measure)
    assert by_keys > before
    at = box(border)
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 60, steps=3)
    page.mouse.up()
    dragged = length(page.locator(side), measure)
    assert dragged == pytest.approx(by_keys + 60, abs=8)
    page.reload()
    student.wait()
    assert length(page.locator(side), measure) == pytest.approx(dragged, abs=2)
    border.focus()
    page.keyboard.press("Enter")
    assert length(page.locator(side), measure) == pytest.approx(before, abs=2)


def test_a_border_stops_before_a_side_is_gone(student: Student) -> None:
    border = student.page.get_by_role("separator", name="Width of the source")
    border.focus()
    for key, value in (("Home", "15"), ("End", "85")):
        student.page.keyboard.press(key)
        expect(border).to_have_attribute("aria-valuenow", value)


# -- the screen is folded to what is used of it


def test_the_screen_is_folded_to_its_used_lines_and_unfolded(student: Student) -> None:
    student.run("Halted")
    rows = student.page.locator("#screen > span:not(.folded)")
    used = len(student.screen)
    expect(rows).to_have_count(max(used, 8))
    student.press("All 25 lines")
    expect(rows).to_have_count(25)
    expect(student.page.get_by_role("button", name="All 25 lines")).to_have_attribute("aria-pressed", "true")


def test_lines_that_the_program_has_used_stay_while_it_is_stepped_back(student: Student) -> None:
    student.run("Halted")
    before = box(student.page.locator("#screen"))
    student.page.get_by_role("button", name="First step").click()
    expect(student.page.locator("#position")).to_contain_text("Step 1 ")
    assert box(student.page.locator("#screen")) == before


# -- in a lecture hall


def test_in_a_lecture_there_is_one_picture_and_a_clicker_steps(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    student = Student(page, site_url).open("index.html?mode=lecture")
    student.run("Halted")
    expect(page.get_by_role("tabpanel", name="Translation")).to_be_visible()
    expect(page.locator("#panel-screen")).to_be_hidden()
    size = page.locator(".cm-content").evaluate("n => n.getBoundingClientRect().height / n.offsetHeight * 13")
    assert size >= 17
    page.keyboard.press("PageUp")
    expect(page.locator("#position")).not_to_contain_text("halt")
    page.keyboard.press("PageDown")
    expect(page.locator("#position")).to_contain_text("halt")
    page.get_by_role("button", name="Lecture").click()
    expect(page.get_by_role("region", name="Screen")).to_be_visible()
    expect(page).not_to_have_url(re.compile("mode=lecture"))


# -- narrow, and zoomed


def test_in_a_narrow_window_the_links_stay_in_view_and_unfold_a_panel(student: Student) -> None:
    page = student.page
    page.set_viewport_size({"width": 720, "height": 450})  # a desktop at 200 %
    links = page.get_by_role("navigation", name="Panels")
    links.get_by_role("link", name="Registers").click()
    registers = page.get_by_role("region", name="Registers")
    expect(registers).to_be_in_viewport()
    expect(registers).to_contain_text("RIP")
    expect(links).to_be_in_viewport()
    page.get_by_role("button", name="Hide Registers").click()
    expect(registers.get_by_role("row").first).to_be_hidden()
    for first, second in [("Experiment", "Translation"), ("Translation", "Screen")]:
        title = re.compile(f"^({first}|Lab: )")
        above, below = page.get_by_role("region", name=title).first, page.get_by_role("region", name=second)
        assert box(above)["y"] < box(below)["y"]
    page.set_viewport_size({"width": 360, "height": 225})  # at 400 %
    links.get_by_role("link", name="TLB").click()
    expect(page.get_by_role("region", name="TLB")).to_be_in_viewport(ratio=0.2)
    expect(page.get_by_role("region", name="Timeline")).not_to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 360, 600, 800, 1000, 1100, 1280, 1920, 2560])
def test_nothing_is_cut_off_at_any_width(student: Student, width: int) -> None:
    page = student.page
    page.set_viewport_size({"width": width, "height": max(600, width * 9 // 16)})
    student.run("Halted")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("Run", "Reset", "Share", "Help"):
        button = page.get_by_role("button", name=name, exact=True)
        assert button.evaluate("n => n.scrollWidth <= n.clientWidth && n.getBoundingClientRect().right <= innerWidth")


def test_on_a_large_screen_everything_grows(student: Student) -> None:
    page = student.page
    before = box(page.get_by_role("button", name="Run", exact=True))["height"]
    page.set_viewport_size({"width": 2560, "height": 1440})
    after = box(page.get_by_role("button", name="Run", exact=True))["height"]
    assert after >= 1.4 * before

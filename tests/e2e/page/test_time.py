"""Playing the recording, stepping by own lines and by table levels, marks on the slider, lists of chosen kinds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.page.test_long_runs import starts_counting
from tests.e2e.student import Student


@pytest.fixture
def student(student: Student) -> Student:
    student.run("Halted")
    return student


def play(student: Student) -> Locator:
    return student.page.get_by_role("button", name=re.compile("^(Play|Pause)$"))


def speed(student: Student, text: str) -> None:
    student.page.get_by_label("Steps a second").select_option(text)


def position(student: Student) -> Locator:
    return student.page.locator("#position")


NOTE_POSITIONS = """() => {
  const position = document.getElementById('position');
  window.positions = [];
  new MutationObserver(() => {
    const text = position.textContent;
    if (window.positions.at(-1)?.[1] !== text) window.positions.push([performance.now(), text]);
  }).observe(position, { childList: true, characterData: true, subtree: true });
}"""


def positions(page: Page) -> list[int]:
    """The numbers of the steps that were shown, in order."""
    texts = page.evaluate("window.positions.map(([, text]) => text)")
    return [int(found[1].replace(",", "")) for text in texts if (found := re.match(r"Step ([\d,]+) of", text))]


def test_play_goes_through_every_step_to_the_end_and_can_begin_again(student: Student) -> None:
    page = student.page
    speed(student, "10/s")
    page.evaluate(NOTE_POSITIONS)
    play(student).click()
    expect(play(student)).to_have_text("Pause")
    expect(position(student)).to_have_text(re.compile("^Step 25 of 25"), timeout=30_000)
    expect(play(student)).to_have_text("Play")
    assert positions(page) == list(range(1, 26))
    page.evaluate("window.positions.length = 0")
    page.keyboard.press("F7")
    expect(play(student)).to_have_text("Pause")
    expect(position(student)).to_have_text(re.compile("^Step 3 of"))
    page.keyboard.press("F7")
    expect(play(student)).to_have_text("Play")


def test_play_keeps_to_its_speed(student: Student) -> None:
    page = student.page
    student.press("First step")
    expect(position(student)).to_have_text(re.compile("^Step 1 of"))
    page.evaluate(NOTE_POSITIONS)
    speed(student, "5/s")
    play(student).click()
    expect(position(student)).to_have_text(re.compile(r"^Step (9|1\d) of"), timeout=30_000)
    play(student).click()
    times = page.evaluate("window.positions.map(([when]) => when)")
    assert times[-1] - times[0] > 200 * (len(times) - 1) - 400, "no more than five a second"


@pytest.mark.parametrize("deed", ["step", "key", "slider", "line", "type", "escape"])
def test_play_stops_when_the_reader_does_anything_else(student: Student, deed: str) -> None:
    page = student.page
    student.press("First step")
    speed(student, "2/s")
    play(student).click()
    expect(position(student)).to_have_text(re.compile("^Step [2-9] of"))
    if deed == "step":
        student.press("Back")
    elif deed == "key":
        page.keyboard.press("F8")
    elif deed == "slider":
        page.get_by_role("slider", name="Position on the timeline").press("End")
    elif deed == "line":
        student.seek_to("fault raised")
    elif deed == "type":
        page.locator("#source .cm-content").click()
        page.keyboard.type("// ")
    else:
        page.keyboard.press("Escape")
    expect(play(student)).to_have_text("Play")
    page.wait_for_timeout(1500)  # until the last step that was asked for is there
    before = position(student).inner_text()
    page.wait_for_timeout(1200)
    assert position(student).inner_text() == before


def test_play_goes_on_while_the_reader_scrolls_and_with_less_motion(student: Student) -> None:
    page = student.page
    page.emulate_media(reduced_motion="reduce")
    student.press("First step")
    speed(student, "10/s")
    play(student).click()
    page.mouse.wheel(0, 300)
    page.keyboard.press("Tab")
    expect(position(student)).to_have_text(re.compile("^Step 25 of 25"), timeout=30_000)


def test_the_speed_is_kept_and_positions_are_not_told_while_playing(student: Student) -> None:
    speed(student, "5/s")
    play(student).click()
    expect(position(student)).to_have_attribute("aria-live", "off")
    play(student).click()
    expect(position(student)).to_have_attribute("aria-live", "polite")
    student.page.reload()
    expect(student.page.get_by_label("Steps a second")).to_have_value("5")


def test_steps_by_my_lines_visit_the_lines_of_main(student: Student) -> None:
    student.press("First step")
    expect(position(student)).to_contain_text("Step 1 of 25")
    student.page.get_by_label("Step by").select_option("my lines")
    expect(position(student)).to_contain_text("Step 0 of ")
    student.page.get_by_role("slider", name="Position on the timeline").press("Home")
    expect(position(student)).to_contain_text("Start")
    line = student.page.locator("#source [data-executing]")
    seen = []
    for _ in range(4):
        before = position(student).inner_text()
        student.press("Forward")
        expect(position(student)).not_to_have_text(before)
        expect(position(student)).to_contain_text("src/main.rs")
        expect(line).to_have_count(1)
        seen.append(line.inner_text().strip())
    assert seen[:2] == ['osirs::println!("Hello World!");', "osirs::init();"]
    assert seen[-1] == "unsafe { *ptr = 42; }"
    expect(student.page.get_by_role("tab", name="main.rs")).to_have_attribute("aria-selected", "true")
    student.press("Back")
    expect(line).to_have_text(re.compile(r"^\s*" + re.escape(seen[2])))


def test_the_end_key_leads_behind_the_last_stop(student: Student) -> None:
    student.page.get_by_label("Step by").select_option("statement")
    last = student.page.get_by_role("button", name="Last step")
    expect(last).to_be_disabled()
    student.press("Back")
    expect(last).to_be_enabled()
    slider = student.page.get_by_role("slider", name="Position on the timeline")
    most = slider.get_attribute("max")
    assert most is not None
    expect(slider).to_have_value(most)  # at its end already: the browser tells of no input
    slider.press("End")
    expect(position(student)).to_contain_text("halt")
    expect(last).to_be_disabled()


def test_a_walk_is_gone_through_level_by_level(student: Student) -> None:
    page = student.page
    student.seek_to("page walk", 5)
    walk = student.panel("Translation")
    expect(walk).to_contain_text("0xdeadbeaf")
    walk.get_by_role("button", name="Level by level").click()
    expect(page.get_by_label("Step by")).to_have_value("levels")
    expect(position(student)).to_contain_text("page walk, CR3 read")
    expect(walk.locator(".verdict")).to_contain_text("The walk so far: CR3 read.")
    expect(page.locator("#walk .drawing:visible [aria-label^='Level 4, entry 0']")).to_have_count(0)
    student.press("Forward")
    expect(position(student)).to_contain_text("level 4 read")
    expect(page.locator("#walk .drawing:visible [aria-label^='Level 4, entry 0']")).to_have_count(1)
    expect(walk).not_to_contain_text("refused here")
    student.press("Forward")
    expect(walk.locator(".drawing:visible")).to_contain_text("refused here")
    student.press("Back")
    expect(position(student)).to_contain_text("level 4 read")
    number = position(student).inner_text().split(" of ")[0]
    student.press("Forward")
    student.press("Forward")
    expect(position(student)).not_to_contain_text(number)
    expect(position(student)).to_contain_text("fault raised")


def test_marks_are_gone_to_from_the_list_and_from_the_slider(student: Student) -> None:
    page = student.page
    opener = page.get_by_role("button", name="Marks", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    marks = page.get_by_role("group", name="Marks on the timeline")
    expect(marks.get_by_role("button")).to_have_count(4)
    expect(marks.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(position(student)).to_have_text("Step 16 of 25: fault raised")
    page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(opener).to_be_focused()
    drawn = page.locator("#marks .at path")
    expect(drawn).to_have_count(4)
    box = drawn.first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(position(student)).to_have_text(re.compile("^Step 8 of 25"))
    assert student.screen == ["Hello World!"]


def test_a_mark_stands_under_the_sliders_thumb_when_it_is_gone_to(student: Student) -> None:
    page = student.page
    student.seek_to("fault raised")
    slider = page.locator("#timeline").bounding_box()
    mark = page.locator("#marks .fault path").bounding_box()
    assert slider is not None
    assert mark is not None
    thumb = 16
    at = slider["x"] + thumb / 2 + (slider["width"] - thumb) * 16 / 25
    assert abs(mark["x"] + mark["width"] / 2 - at) < 2


def test_the_list_is_narrowed_down_to_kinds(student: Student) -> None:
    page = student.page
    student.panel("Events")
    kinds = page.get_by_role("group", name="Show only")
    kinds.get_by_text("Shown: every step").click()
    kinds.get_by_role("button", name="Page walks").click()
    expect(kinds.get_by_role("button", name="Page walks")).to_have_attribute("aria-pressed", "true")
    expect(kinds).to_contain_text("Shown: Page walks")
    expect(page.locator("#events li")).to_have_count(8)
    kinds.get_by_role("button", name="My lines").click()
    expect(page.locator("#events li")).to_have_count(12)
    student.run("Halted")
    student.panel("Events")
    expect(page.locator("#events li")).to_have_count(12)
    page.get_by_label("Step by").select_option("my lines")
    student.saved('"by":"lines"')
    page.reload()
    student.wait().panel("Events")
    expect(page.get_by_label("Step by")).to_have_value("lines")
    expect(page.locator("#events li")).to_have_count(12)
    student.press("Reset layout")
    expect(page.locator("#events li")).to_have_count(25)
    expect(page.get_by_label("Step by")).to_have_value("events")
    expect(page.get_by_role("button", name="Reset layout")).to_be_hidden()
    kinds.get_by_text("Shown: every step").click()
    kinds.get_by_role("button", name="Page walks").click()
    expect(page.locator("#events li")).to_have_count(8)
    kinds.get_by_role("button", name="All").click()
    expect(page.locator("#events li")).to_have_count(25)
    expect(kinds.get_by_role("button", name="Page walks")).to_have_attribute("aria-pressed", "false")


def test_what_was_chosen_outlives_the_worker(page: Page, site_url: str) -> None:
    student = Student(page, site_url).open("index.html?suspend=off")
    page.get_by_label("Step by").select_option("my lines")
    student.panel("Events")
    kinds = page.get_by_role("group", name="Show only")
    kinds.get_by_text("Shown: every step").click()
    kinds.get_by_role("button", name="Faults").click()
    expect(kinds).to_contain_text("Shown: Faults")
    starts_counting(student)
    student.press("Stop")  # which ends the worker
    student.ended("Stopped after")
    expect(kinds).to_contain_text("Shown: Faults")
    expect(page.get_by_label("Step by")).to_have_value("lines")
    expect(student.panel("Events")).to_contain_text("There is nothing of what is chosen above in this run.")
    student.press("Back")
    expect(position(student)).to_contain_text("src/main.rs")

"""The page on a phone, on paper, and for those who need more contrast."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pagesim_py import labs
from tests.e2e.page.test_access import axe
from tests.e2e.student import Student

PHONE = {"width": 390, "height": 844}
SMALL = """[...document.querySelectorAll('button, select, input, summary, a[href], [role=tab], [role=slider]')]
  .filter((one) => one.checkVisibility() && !one.classList.contains('skip'))
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 90)])
  .filter(([box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([, html]) => html)"""


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_pressed_is_at_least_24_pixels_high_and_wide(student: Student, width: int) -> None:
    student.page.set_viewport_size({"width": width, "height": 844})
    assert student.page.evaluate(SMALL) == []


def test_on_a_phone_no_field_makes_the_browser_zoom(page: Page, site_url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(site_url + "index.html")
    fields = page.locator("input:visible, select:visible, #source .cm-content")
    assert fields.count() >= 5
    for field in fields.all():
        assert field.evaluate("node => node.type === 'range' || parseFloat(getComputedStyle(node).fontSize) >= 16")


def test_on_a_phone_the_timeline_is_within_reach_of_the_thumb_and_covers_nothing(student: Student) -> None:
    page = student.page
    page.set_viewport_size(PHONE)
    for place in ("0", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        box = page.get_by_role("button", name="Back", exact=True).bounding_box()
        assert box is not None
        assert 700 < box["y"] < box["y"] + box["height"] <= 844
    last = page.locator("footer").bounding_box()
    bar = student.panel("Timeline").bounding_box()
    assert last is not None
    assert bar is not None
    assert last["y"] + last["height"] <= bar["y"] + 1


def test_on_a_phone_rows_of_tables_have_two_lines_and_nothing_is_cut_off(student: Student) -> None:
    page = student.page
    page.set_viewport_size(PHONE)
    cr2 = student.panel("Registers").get_by_role("row", name="CR2").first
    value, meaning = cr2.locator("td").nth(0).bounding_box(), cr2.locator("td").nth(1).bounding_box()
    assert value is not None
    assert meaning is not None
    assert meaning["y"] >= value["y"] + value["height"] - 1
    wide = """[...document.querySelectorAll('.body')].filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.id)"""
    assert page.evaluate(wide) == []
    assert axe(page) == []


def test_a_print_is_a_handout(student: Student) -> None:
    page = student.page
    page.get_by_label("Experiment", exact=True).select_option("write-code")
    student.write(
        "// mine\n"
        + labs.load("page-fault").step("write-code").files["src/main.rs"]
        + "// of note\n" * 80
        + "// the end"
    )
    student.run("Halted")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#printed")).to_contain_text("// mine")
    page.set_viewport_size({"width": 794, "height": 1123})  # a sheet, which is narrower than the window
    printed = page.locator("body").inner_text()
    for text in (
        "Write to the kernel's own code",
        "Look for:",
        "// mine",
        "// the end",
        "EXCEPTION: PAGE FAULT",
        "Questions",
    ):
        assert text in printed, text
    for text in ("read-only", "Gate 14"):
        assert text in printed, text
    for name in ("Run", "Share", "Back", "Translate", "Close"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_hidden()
    for name in ("events", "registers", "tables", "space"):
        expect(page.locator(f"#panel-{name}")).to_be_hidden()
    expect(page.locator("body")).to_have_css("color", "rgb(27, 30, 33)")
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 5
    page.emulate_media(media="screen")
    expect(page.locator("html")).to_have_attribute("data-layout", "column")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_more_contrast_quiet_text_is_not_quiet(page: Page, site_url: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(site_url + "index.html")
    expect(page.locator("#source .cm-content")).to_be_visible()
    before = page.locator("#picture-note").evaluate("node => getComputedStyle(node).color")
    page.emulate_media(color_scheme=scheme, contrast="more")
    after = page.locator("#picture-note").evaluate("node => getComputedStyle(node).color")
    assert before != after
    assert axe(page) == []

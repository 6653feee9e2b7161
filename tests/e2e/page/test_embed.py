"""The page in a frame of another: its height stays, and the address chooses what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.student import PATIENCE, Student

PANELS = "source,screen,timeline,walk,exception,events,registers"
COURSE_PAGE = """<iframe title="lab" style="border:0;width:{width}px;height:300px" src="{src}"></iframe><script>
const told = [];
addEventListener('message', ({{ data }}) => {{
  if (data?.type !== 'pagesim:height') return;
  told.push(data.height);
  document.querySelector('iframe').style.height = data.height + 'px';
}});
</script>"""


@pytest.mark.parametrize("width", [360, 600, 800, 1000])
def test_running_and_stepping_and_typing_leave_the_height_as_it_is(
    page: Page, site_url: str, framed: Callable[[str], str], width: int
) -> None:
    page.set_viewport_size({"width": 1100, "height": 800})
    src = f"{site_url}embed.html?lab=page-fault&experiment=no-page-fault-handler&panels={PANELS}"
    page.goto(framed(COURSE_PAGE.format(width=width, src=src)))
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-ready", "true", timeout=PATIENCE)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    page.evaluate("told.length = 0")
    frame.get_by_role("button", name="Run", exact=True).click()
    expect(frame.locator("#status")).to_have_text(re.compile("^Halted"), timeout=PATIENCE)
    frame.get_by_role("button", name="First step").click()
    position = frame.locator("#position")
    for step in range(1, 32):
        expect(position).to_have_text(re.compile(f"^Step {step} of "))
        frame.get_by_role("button", name="Forward").click()
    frame.get_by_role("tab", name="main.rs").click()
    frame.locator("#source .cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("fn main() { mistake }\n" * 40)
    frame.get_by_role("button", name="Run", exact=True).click()
    expect(frame.locator("#status")).to_have_text(re.compile("^Error"), timeout=PATIENCE)
    assert page.evaluate("told") == []
    assert frame.locator("html").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_the_flags_of_the_page_tables_are_seen_in_a_frame_of_any_width(page: Page, site_url: str) -> None:
    student = Student(page, site_url).open("embed.html?lab=page-fault&panels=walk,tables,exception")
    panel = student.panel("Page tables")
    for width in (360, 600, 800, 1000, 1400):
        page.set_viewport_size({"width": width, "height": 800})
        frame = panel.bounding_box()
        assert frame is not None
        for flag in ("P", "R/W", "U/S", "XD"):
            at = panel.get_by_role("columnheader", name=flag, exact=True).bounding_box()
            assert at is not None
            assert frame["x"] <= at["x"], (width, flag)
            assert at["x"] + at["width"] <= frame["x"] + frame["width"], (width, flag)


def test_the_address_names_an_experiment_whose_task_and_text_are_shown(page: Page, site_url: str) -> None:
    page.goto(site_url + "embed.html?lab=page-fault&experiment=screen&panels=source,screen")
    expect(Student(page, site_url).experiment).to_contain_text("Read the first cell of the screen")
    expect(page.locator("#source")).to_contain_text("0xb8000 as *mut u8")


def test_the_code_for_embedding_names_the_experiment(page: Page, site_url: str) -> None:
    page.goto(site_url + "index.html?lab=page-fault&experiment=screen")
    page.get_by_role("button", name="Embed", exact=True).click()
    code = page.get_by_role("textbox", name="Code for embedding").input_value()
    found = re.search(r'<page-sim lab="page-fault" experiment="screen" panels="([a-z,]+)" title=', code)
    assert found is not None
    assert set(found[1].split(",")) == {"source", "screen", "timeline", "walk"}
    assert " code=" not in code


def test_texts_of_the_students_own_can_be_chosen_between_where_there_are_any(page: Page, site_url: str) -> None:
    page.goto(site_url + "embed.html?lab=page-fault&panels=source")
    expect(page.get_by_label("Text", exact=True)).to_be_hidden()
    page.locator("#source .cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("// mine\n")
    menu = page.get_by_label("Text", exact=True)
    menu.select_option(label="As the lab gives it")
    expect(page.locator("#source")).to_contain_text("0xdeadbeaf")
    menu.select_option(label="My version")
    expect(page.locator("#source")).to_contain_text("// mine")

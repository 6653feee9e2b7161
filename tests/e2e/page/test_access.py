"""The page for everyone: axe, keyboard, narrow windows, copied text, no scripts; and embedded elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.servers import serve
from tests.e2e.student import Student

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def axe(page: Page) -> list[str]:
    """What axe finds wrong, a line each."""
    page.evaluate(AXE.read_text("utf8"))
    found: list[Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_axe_finds_nothing(page: Page, site_url: str, scheme: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    student = Student(page, site_url).open()
    assert axe(page) == []
    student.run("Halted")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert axe(page) == []
    student.translate("0xb8000")
    expect(student.panel("Translation")).to_contain_text("4 KiB page")
    student.press("Share")
    assert axe(page) == []


def test_axe_finds_nothing_in_messages_and_help(student: Student) -> None:
    student.write("fn main() { mistake }\n")
    student.run("Error")
    assert axe(student.page) == []
    student.press("Help")
    assert axe(student.page) == []


def test_the_page_is_run_and_stepped_by_keyboard_alone(student: Student) -> None:
    page = student.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to Run")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    names = []
    for _ in range(60):
        focused = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        names.append(focused)
        if focused == "timeline":
            break
        if page.evaluate("document.activeElement.classList.contains('cm-content')"):
            page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    assert "timeline" in names
    assert {"reset", "share", "help", "screen"} <= set(names)
    page.keyboard.press("Control+Enter")
    student.ended("Halted")
    page.locator("#step-back").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#position")).not_to_contain_text("halt")


def test_the_focus_is_always_seen(student: Student) -> None:
    for name in ("Reset", "Share", "Help"):
        button = student.page.get_by_role("button", name=name, exact=True)
        button.focus()
        student.page.keyboard.press("Shift+Tab")
        student.page.keyboard.press("Tab")
        expect(button).to_be_focused()
        expect(button).to_have_css("outline-style", "solid")


def test_with_forced_colours_what_is_marked_has_an_outline(student: Student) -> None:
    student.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    student.run("Halted")
    student.seek_to("fault raised")
    marks = ("#events [aria-current] button", "#source .cm-executing", "td.decided", "#files [aria-selected=true]")
    for mark in marks:
        expect(student.page.locator(mark).first).to_have_css("outline-style", "solid")
    assert axe(student.page) == []


def test_the_dialog_gives_the_focus_back(student: Student) -> None:
    student.press("Help")
    expect(student.page.get_by_role("dialog", name="Help")).to_be_visible()
    student.page.keyboard.press("Escape")
    expect(student.page.get_by_role("button", name="Help")).to_be_focused()


@pytest.mark.parametrize("width", [1100, 1280, 1440])
def test_the_bar_leads_to_every_other_page(student: Student, site_dir: Path, width: int) -> None:
    page = student.page
    page.set_viewport_size({"width": width, "height": 900})
    more = page.get_by_role("button", name="More", exact=True)
    more.click()
    pages = page.get_by_role("navigation", name="Other pages")
    links = [str(link.get_attribute("href")) for link in pages.get_by_role("link").all()]
    others = {path.name for path in site_dir.glob("*.html")} - {"index.html", "embed.html"}
    assert {link.removeprefix("./") for link in links} == {*others, "docs/index.html"}
    assert (site_dir / "docs" / "index.html").is_file()
    expect(pages.get_by_role("link").first).to_be_focused()
    box, below = pages.bounding_box(), more.bounding_box()
    assert box is not None
    assert below is not None
    assert below["y"] + below["height"] <= box["y"] < below["y"] + below["height"] + 12
    assert 0 <= box["x"] < box["x"] + box["width"] <= width
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(pages).to_be_hidden()
    expect(more).to_be_focused()


def test_where_there_is_no_documentation_a_page_says_how_it_is_made(student: Student, site_dir: Path) -> None:
    page = student.page
    student.press("Help")
    page.get_by_role("dialog").get_by_role("link", name="Documentation").click()
    if (site_dir / "docs" / "objects.inv").exists():  # `make docs` has put it there
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("pagesim"))
        return
    expect(page.get_by_role("heading", level=1)).to_have_text("The documentation is not part of this site")
    expect(page.locator("code").first).to_have_text("make docs")
    assert axe(page) == []
    page.get_by_role("link", name="To the labs").click()
    student.wait()


def test_no_width_scrolls_sideways(student: Student) -> None:
    student.run("Halted")
    for width in (320, 390, 768, 1024, 1440):
        student.page.set_viewport_size({"width": width, "height": 800})
        student.page.wait_for_function("width => innerWidth === width", arg=width)
        assert student.page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_matters_is_seen_without_scrolling_on_a_desktop(student: Student) -> None:
    student.page.set_viewport_size({"width": 1440, "height": 900})
    student.run("Halted")
    decided = student.panel("Translation").get_by_role("button", name="Level 3, entry 3")
    others = ("#source .cm-editor", "#screen", "#timeline", "#walk .verdict", "#exception h3")
    for part in (decided, *(student.page.locator(selector).first for selector in others)):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, part


def test_the_screen_has_the_adapters_font_and_shape(student: Student) -> None:
    student.page.set_viewport_size({"width": 1440, "height": 900})
    assert student.page.evaluate("document.fonts.check('16px \"Pagesim VGA\"')")
    student.press("All 25 lines")
    box = student.page.locator("#screen").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(720 / 400, abs=0.02)


def test_text_copied_from_the_screen_has_no_blanks_at_the_ends(student: Student) -> None:
    student.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    student.run("Halted")
    student.page.evaluate("getSelection().selectAllChildren(document.getElementById('screen'))")
    student.page.keyboard.press("ControlOrMeta+c")
    copied = student.page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n")[:2] == ["Hello World!", "EXCEPTION: PAGE FAULT"]


def test_the_first_picture_is_there_without_any_script(browser: Browser, site_url: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site_url + "index.html")
    assert "EXCEPTION: PAGE FAULT" in (page.locator("#screen").text_content() or "")
    refused = "Write refused: level 3, entry 3 is not present (error code 0x2 = W)."
    expect(page.locator("#walk")).to_contain_text(refused)
    expect(page.locator("#status")).to_have_text(re.compile("^Loading"))
    expect(page.locator("#source")).to_contain_text("0xdeadbeaf")
    page.close()


# -- embedded


def test_an_embedded_lab_shows_the_chosen_panels_only(page: Page, site_url: str) -> None:
    student = Student(page, site_url).open("embed.html?lab=page-fault&panels=screen,walk&theme=dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for name, seen in [("Screen", True), ("Translation", True), ("Exception", False), ("Events", False)]:
        expect(student.panel(name)).to_be_visible(visible=seen)
    expect(page.locator("#source")).to_be_hidden()
    student.run("Halted")
    assert "EXCEPTION: PAGE FAULT" in student.screen
    assert axe(page) == []


def test_an_embedded_lab_of_another_origin_runs_and_tells_its_height(
    page: Page, site_url: str, framed: Callable[[str], str]
) -> None:
    body = (
        f'<iframe title="lab" style="width:100%;height:300px" src="{site_url}embed.html?panels=source,screen">'
        "</iframe><script>addEventListener('message', ({data}) => { if (data?.type === 'pagesim:height')"
        " document.querySelector('iframe').style.height = data.height + 'px'; })</script>"
    )
    page.goto(framed(body))
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-ready", "true")
    frame.get_by_role("button", name="Run", exact=True).click()
    expect(frame.locator("#status")).to_have_text(re.compile("^Halted"))
    assert "EXCEPTION: PAGE FAULT" in (frame.locator("#screen").text_content() or "")
    height = page.locator("iframe").bounding_box()
    assert height is not None
    assert height["height"] > 400
    assert frame.locator("html").evaluate("node => node.scrollHeight <= node.clientHeight")


def test_the_code_for_embedding_works_where_it_is_put(
    student: Student, page: Page, framed: Callable[[str], str]
) -> None:
    student.press("Embed")
    student.page.get_by_role("checkbox", name="Registers").check()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    student.press("Copy embed code")
    expect(page.get_by_text("Copied.")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    page.goto(framed(code))
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-ready", "true")
    expect(frame.get_by_role("region", name="Registers")).to_be_visible()
    expect(frame.locator("#panel-exception")).to_be_hidden()


def test_without_storage_the_page_says_that_nothing_is_saved(
    page: Page, site_dir: Path, framed: Callable[[str], str]
) -> None:
    with serve(site_dir, headers={"Access-Control-Allow-Origin": "*"}) as server:
        page.goto(framed(f'<iframe title="lab" sandbox="allow-scripts" src="{server.url("index.html")}"></iframe>'))
        frame = page.frame_locator("iframe")
        expect(frame.locator("html")).to_have_attribute("data-ready", "true")
        expect(frame.get_by_text("Not saved here")).to_be_visible()

"""The built site itself on every kind of host: a student opens it there, presses Run and reads the screen."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.e2e.servers import serve

ENDS = re.compile("^(Halted|Panicked|Triple fault|Still running|Error)")
READY = "['ready', 'refused'].some(name => document.documentElement.dataset[name] === 'true')"


def run_lab(place: Page | Frame) -> None:
    """Press Run on the lab's own text; the fault that it provokes must be on the screen."""
    place.wait_for_function(READY)
    place.locator("#run").click()
    expect(place.locator("#status")).to_have_text(ENDS)
    screen = place.locator("#screen").text_content() or ""
    assert len(screen.split("\n")) == 25
    assert "EXCEPTION: PAGE FAULT" in screen
    assert "Accessed Address: VirtAddr(0xdeadbeaf)" in screen
    assert "It did not crash!" not in screen


@pytest.mark.parametrize("name", ["index.html", "", "embed.html"])
def test_below_a_sub_path_of_a_plain_server(page: Page, site_url: str, name: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(site_url + name)
    if name == "embed.html":
        page.wait_for_function(READY)
    else:
        run_lab(page)
    assert page.evaluate("crossOriginIsolated") is False
    assert said == []


def test_in_a_frame_of_another_origin(page: Page, site_url: str, framed: Callable[[str], str]) -> None:
    page.goto(framed(f'<iframe src="{site_url}index.html" width="1200" height="900"></iframe>'))
    run_lab(page.frames[1])


def test_in_a_sandboxed_frame_whose_host_allows_reading(
    page: Page, site_dir: Path, framed: Callable[[str], str]
) -> None:
    with serve(site_dir, headers={"Access-Control-Allow-Origin": "*"}) as server:
        address = server.url("index.html")
        page.goto(framed(f'<iframe sandbox="allow-scripts" src="{address}" width="1200" height="900"></iframe>'))
        run_lab(page.frames[1])
        expect(
            page.frame_locator("iframe").get_by_text(re.compile("not saved here", re.IGNORECASE)).first
        ).to_be_visible()


def test_without_the_snapshot(page: Page, site_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(site_dir, tmp_path / "site", copy_function=os.link)
    next((tmp_path / "site").glob("*/runtime/snapshot.bin")).unlink()
    with serve(tmp_path / "site") as server:
        page.goto(server.url("index.html"))
        run_lab(page)


def test_a_start_that_does_not_get_on_says_so_and_can_be_begun_again_at_once(page: Page, site_dir: Path) -> None:
    with serve(site_dir, silent="snapshot.bin") as server:
        page.goto(server.url("index.html"))
        notice = page.get_by_role("alert")
        expect(notice).to_contain_text("Python has not got on for some seconds")
        notice.get_by_role("button", name="Start it again now").click()
        expect(notice).to_be_hidden()
        run_lab(page)


def test_offline_after_the_first_visit(context: BrowserContext, site_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "lab").symlink_to(site_dir)
    first = context.new_page()
    with serve(tmp_path) as server:
        first.goto(server.url("lab/"))
        first.wait_for_function(READY)
        first.wait_for_function("navigator.serviceWorker.controller !== null")
    first.close()
    for name in ("lab/", "lab/index.html", "lab/embed.html"):
        page = context.new_page()  # the server is gone
        page.goto(server.url(name))
        if name.endswith("embed.html"):
            page.wait_for_function(READY)
        else:
            run_lab(page)
        page.close()


def test_the_first_picture_is_there_without_any_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "index.html")
    text = page.locator("#screen").text_content() or ""
    assert "EXCEPTION: PAGE FAULT" in text
    assert "0xdeadbeaf" in page.locator("#walk").inner_text()
    context.close()


def test_opened_as_a_file_it_says_what_to_do(page: Page, site_dir: Path, problems: list[str]) -> None:
    page.goto((site_dir / "index.html").as_uri())
    expect(page.locator("#cannot-run")).to_contain_text("python -m http.server")
    expect(page.locator("#status")).to_have_text(re.compile("^Error: "))

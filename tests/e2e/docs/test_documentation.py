"""The documentation as it is read in a browser: nothing from elsewhere, no link into nothing, for everyone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page.test_access import axe
from tests.e2e.servers import Server, serve

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / os.environ["PAGESIM_DOCS"]
SITE = DOCS.parent
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.html"))
READ = [page for page in PAGES if page not in ("genindex.html", "py-modindex.html")]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(SITE) as server:
        yield server


def test_every_link_leads_to_a_file_and_nothing_comes_from_elsewhere() -> None:
    assert len(READ) > 25
    for name in PAGES:
        text = (DOCS / name).read_text("utf8")
        assert re.search(r'<link rel="shortcut icon" href="[^"]*icon\.svg[^"]*"', text), f"{name} has no icon"
        for tag, address in re.findall(r"<(\w+)[^>]*?\s(?:src|href)=\"([^\"]+)\"", text):
            if re.match(r"https?:", address):
                assert tag == "a", f"{name} asks for {address}"
            elif not address.startswith(("#", "data:")):
                target = (DOCS / name).parent / re.split(r"[?#]", address.replace("&amp;", "&"))[0]
                assert target.resolve().is_relative_to(SITE), f"{name}: {address}"
                assert target.exists(), f"{name}: {address}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, server: Server, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for name in READ:
        page.goto(server.url(f"docs/{name}"))
        page.evaluate("document.querySelectorAll('page-sim').forEach(lab => lab.remove())")  # looked at by itself
        if wrong := axe(page):
            found[name] = wrong
    assert found == {}


def test_on_a_phone_nothing_is_cut_off(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    wide = {}
    for name in READ:
        page.goto(server.url(f"docs/{name}"))
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[name] = over
    assert wide == {}


LIVE = [page for page in READ if "<page-sim" in (DOCS / page).read_text("utf8")]


def test_live_examples_are_put_there_by_our_own_extension() -> None:
    assert {"instructors/ten-minutes.html", "students/first-run.html", "students/panels.html"} <= set(LIVE)
    for name in READ:
        text = (DOCS / name).read_text("utf8")
        assert "<iframe" not in text
        assert bool(re.search(r'<script [^>]*page-sim\.js[?"]', text)) == (name in LIVE), name


@pytest.mark.parametrize("name", LIVE)
def test_each_live_example_runs(page: Page, server: Server, name: str) -> None:
    page.goto(server.url(f"docs/{name}"))
    lab = page.locator("page-sim").first
    lab.scroll_into_view_if_needed()
    frame = page.frame_locator("page-sim iframe").first
    expect(frame.locator("html")).to_have_attribute("data-ready", "true", timeout=120_000)
    frame.get_by_role("button", name="Run", exact=True).click()
    expect(frame.locator("#status")).to_have_text(re.compile("^Halted"), timeout=120_000)
    link = lab.evaluate("lab => lab.querySelector('a').href")
    assert page.request.get(str(link)).ok, "the link for who has no scripts"


def test_it_can_be_searched(page: Page, server: Server) -> None:
    page.goto(server.url("docs/index.html"))
    page.get_by_role("textbox", name="Search").first.fill("recursive")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results li").first).to_be_visible()

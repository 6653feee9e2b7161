"""mdBook, Canvas, slides, and a page by hand: what the dialog shows is put there as it is."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.servers import Server
from tests.hosts.conftest import ROOT, Snippets, tool
from tests.hosts.labs import axe, frame_of, runs

ASKED = {"lab": "page-fault", "experiment": "store", "panels": "source,screen", "title": 'A "store" & more'}
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">'
#: Attributes of a frame that Canvas keeps; scripts and styles of a page it takes out.
KEPT_BY_CANVAS = set(
    "src width height name align frameborder scrolling sandbox allowfullscreen title style class id".split()
)


class Tags(HTMLParser):
    """The tags of a text, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html(page: Page, snippets: Callable[..., Snippets], tmp_path: Path, host: Server) -> None:
    (tmp_path / "page.html").write_text(
        f"{PAGE}<main><h1>A course</h1>{snippets(**ASKED)['html']['code']}</main>", "utf8"
    )
    page.goto(host.url("page.html"))
    runs(page)
    assert page.locator("page-sim iframe").get_attribute("title") == 'A "store" & more'
    assert axe(page, "main") == []


def test_mdbook(page: Page, snippets: Callable[..., Snippets], site_dir: Path, tmp_path: Path, host: Server) -> None:
    made = snippets(**ASKED)["mdbook"]
    setting = made["once"].partition("# book.toml\n")[2]
    (tmp_path / "book.toml").write_text(f'[book]\ntitle = "A course"\n\n{setting}\n')
    shutil.copyfile(site_dir / "page-sim.js", tmp_path / "page-sim.js")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "SUMMARY.md").write_text("# Summary\n\n- [Paging](./paging.md)\n")
    (tmp_path / "src" / "paging.md").write_text(f"# Paging\n\nText.\n\n{made['code']}\n\nMore *text*.\n")
    tool("mdbook", "build", cwd=tmp_path)
    page.goto(host.url("book/paging.html"))
    expect(page.locator("em")).to_have_text("text")
    runs(page)
    assert axe(page, "page-sim") == []


def test_mdbooks_preprocessor(page: Page, site_url: str, tmp_path: Path, host: Server) -> None:
    command = f'command = "{sys.executable} -m pagesim_py mdbook"'
    url = site_url.replace(" ", "%20")
    (tmp_path / "book.toml").write_text(
        f'[book]\ntitle = "A course"\n\n[preprocessor.pagesim]\n{command}\nurl = "{url}"\n'
    )
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "SUMMARY.md").write_text("# Summary\n\n- [Paging](./paging.md)\n")
    mark = '{{#pagesim page-fault experiment="store" panels="source,screen"}}'
    (tmp_path / "src" / "paging.md").write_text(f"# Paging\n\nText.\n\n{mark}\n\nMore *text*.\n")
    tool("mdbook", "build", cwd=tmp_path)
    page.goto(host.url("book/paging.html"))
    expect(page.locator("em")).to_have_text("text")
    runs(page)
    (tmp_path / "src" / "paging.md").write_text("{{#pagesim page-fault colour=red}}\n")
    assert "pagesim: paging.md: colour is no attribute" in tool("mdbook", "build", cwd=tmp_path, may_fail=True)


def test_canvas_keeps_all_of_it(page: Page, snippets: Callable[..., Snippets], tmp_path: Path, host: Server) -> None:
    code = snippets(**ASKED)["canvas"]["code"]
    [(tag, attributes)] = Tags(code).found
    assert tag == "iframe"
    assert set(attributes) <= KEPT_BY_CANVAS
    listener = (
        "<script>addEventListener('message', ({ data, source }) => { if (data.subject === 'lti.frameResize')"
        " for (const one of document.querySelectorAll('iframe'))"
        " if (one.contentWindow === source) one.height = data.height; })"
        "</script>"
    )
    (tmp_path / "page.html").write_text(f"{PAGE}{code}{listener}", "utf8")
    page.goto(host.url("page.html"))
    runs(page, "iframe")
    assert page.locator("iframe").get_attribute("height") != "700"


def test_runestone_has_an_interactive_whose_frame_is_ours(snippets: Callable[..., Snippets], site_url: str) -> None:
    from xml.etree import ElementTree

    element = ElementTree.fromstring(snippets(**ASKED)["runestone"]["code"])
    assert element.tag == "interactive"
    assert element.get("iframe") == f"{site_url}embed.html?lab=page-fault&experiment=store&panels=source,screen"
    assert element.get("{http://www.w3.org/XML/1998/namespace}id") == "pagesim-page-fault-store"


def test_slides(page: Page, snippets: Callable[..., Snippets], tmp_path: Path, host: Server) -> None:
    """Nothing starts before its slide comes, and the keys that turn slides work inside the frame, too."""
    shutil.copytree(ROOT / "tests" / "hosts" / "npm" / "node_modules" / "reveal.js" / "dist", tmp_path / "reveal")
    code = snippets(**ASKED)["slides"]["code"]
    (tmp_path / "deck.html").write_text(
        f'{PAGE}<link rel="stylesheet" href="reveal/reveal.css"><div class="reveal"><div class="slides">'
        f"<section><h2>One</h2></section><section>{code}</section><section><h2>Three</h2></section></div></div>"
        '<script src="reveal/reveal.js"></script><script>Reveal.initialize({ hash: true, viewDistance: 1 })</script>',
        "utf8",
    )
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(host.url("deck.html"))
    expect(page.get_by_role("heading", name="One")).to_be_visible()
    page.keyboard.press("PageDown")
    frame = runs(page, "iframe")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] > 400
    assert frame.locator("html").evaluate("node => node.scrollHeight <= node.clientHeight")
    assert page.evaluate("document.activeElement.localName") == "iframe"  # so the deck itself hears no key
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name="Three")).to_be_visible()
    assert re.search(r"#/2$", page.url)


def test_a_question_stands_in_a_page(
    page: Page, snippets: Callable[..., Snippets], tmp_path: Path, host: Server
) -> None:
    code = snippets(assignment="a1-page-fault", question="unset", title="A question")["html"]["code"]
    (tmp_path / "page.html").write_text(f"{PAGE}<main><h1>A course</h1>{code}</main>", "utf8")
    page.goto(host.url("page.html"))
    frame = frame_of(page)
    expect(frame.get_by_label("Login or student number")).to_be_visible()

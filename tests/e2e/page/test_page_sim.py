"""<page-sim> on a course's page: what its readers see, and what the page's own scripts can do with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.page.test_access import axe
from tests.e2e.student import PATIENCE

TOLD = """<script>
const told = [];
for (const name of ['ready', 'state', 'check', 'height'])
  addEventListener(`pagesim-${name}`, ({ detail, target }) => told.push([target.id, name, detail]));
</script>"""


def script(site_url: str) -> str:
    return f'<script src="{site_url}page-sim.js"></script>{TOLD}'


def lab(page: Page, id: str) -> FrameLocator:
    return page.frame_locator(f"#{id} iframe")


def is_ready(page: Page, id: str) -> None:
    page.wait_for_function("id => told.some(([who, what]) => who === id && what === 'ready')", arg=id, timeout=PATIENCE)


def call(page: Page, id: str, code: str) -> Any:
    return page.evaluate(f"document.getElementById('{id}').{code}")


def test_a_lab_starts_when_it_is_seen_fits_its_height_and_answers_the_page(
    page: Page, site_url: str, framed: Callable[[str], str]
) -> None:
    page.set_viewport_size({"width": 900, "height": 800})
    body = (
        '<p><input id="search" autofocus aria-label="Search"></p>'
        '<page-sim id="far" lab="page-fault" style="margin-top: 3000px"><a href="/lab">The lab</a></page-sim>'
        '<page-sim id="one" lab="page-fault" step="store" panels="screen, walk" theme="dark" at="#PF"'
        ' title="A write to a page that is not there"></page-sim>'
    )
    page.goto(framed(script(site_url) + body))
    expect(page.locator("#far iframe")).to_have_count(0)
    picture = page.get_by_role("img", name="pagesim: page-fault: the picture that it begins with")
    assert picture.evaluate("node => node.decode().then(() => node.naturalWidth)") > 300
    page.locator("#one").scroll_into_view_if_needed()
    is_ready(page, "one")
    frame = page.locator("#one iframe")
    expect(frame).to_have_attribute("title", "A write to a page that is not there")
    src = frame.get_attribute("src")
    assert src == f"{site_url}embed.html?lab=page-fault&experiment=store&panels=screen,walk&at=%23PF&theme=dark"
    expect(lab(page, "one").locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#search")).to_be_focused()  # nothing of ours has taken the focus

    outcome = call(page, "one", "run()")
    assert isinstance(outcome, dict)
    assert outcome["phase"] == "halted"
    expect(lab(page, "one").locator("#position")).to_contain_text("fault raised")
    assert call(page, "one", "seek('halt')") == {"found": True, "position": outcome["status"] and "Step 25 of 25: halt"}
    assert call(page, "one", "seek('soon').catch(error => error.message)").startswith("A moment is like #PF, halt")
    expect(page.locator("#search")).to_be_focused()
    height = frame.evaluate("node => node.clientHeight")
    told = page.evaluate("told.findLast(([who, what]) => who === 'one' && what === 'height')[2].height")
    assert height == told > 300
    assert page.evaluate("document.getElementById('one').panels = 'screen'") == "screen"
    expect(page.locator("#one")).to_have_attribute("panels", "screen")
    expect(page.locator("#one iframe")).to_have_attribute("src", re.compile("panels=screen&"))


def test_of_many_labs_two_are_live_and_a_parked_one_keeps_its_work(
    page: Page, site_url: str, framed: Callable[[str], str]
) -> None:
    page.set_viewport_size({"width": 900, "height": 700})
    labs = "".join(f'<page-sim id="lab{number}" panels="source,screen"></page-sim>' for number in range(10))
    page.goto(framed(script(site_url) + labs))
    is_ready(page, "lab0")
    first = lab(page, "lab0")
    first.locator("#source .cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("#![no_std]\n#![no_main]\nuse osirs::println;\n// my own work\n")
    page.wait_for_function("told.some(([who, what]) => who === 'lab0' && what === 'state')")
    for number in (4, 9):
        page.locator(f"#lab{number}").scroll_into_view_if_needed()
        is_ready(page, f"lab{number}")
        frames = page.evaluate(
            "[...document.querySelectorAll('page-sim')].map(one => one.shadowRoot.querySelectorAll('iframe').length)"
        )
        assert sum(frames) <= 2
    expect(page.locator("#lab0").get_by_text("Parked while others run; your work is kept.")).to_be_attached()
    page.evaluate("told.length = 0")
    page.locator("#lab0").scroll_into_view_if_needed()
    is_ready(page, "lab0")
    expect(first.locator("#source")).to_contain_text("// my own work")


def test_without_a_site_it_says_where_one_is_named_and_on_paper_it_is_a_picture(
    page: Page, site_url: str, framed: Callable[[str], str]
) -> None:
    page.goto(
        framed(
            script(site_url) + '<main><h1>Paging</h1><page-sim id="one" base="javascript:alert(1)"></page-sim></main>'
        )
    )
    expect(page.get_by_text("Where is pagesim? Say so with base=")).to_be_visible()
    assert axe(page) == []
    frame = '<page-sim id="one" lab="page-fault" panels="screen"></page-sim>'
    page.goto(framed(f"{script(site_url)}<main><h1>Paging</h1>{frame}</main>"))
    is_ready(page, "one")
    expect(page.locator("#one iframe")).to_be_visible()
    assert axe(page) == []
    page.emulate_media(media="print")
    expect(page.locator("#one iframe")).to_be_hidden()
    expect(page.locator("#one img")).to_be_visible()


def test_the_two_hear_only_each_other(page: Page, site_url: str, framed: Callable[[str], str]) -> None:
    """A frame of somebody else's says that it is ours; ours is told things that are no requests."""
    liar = framed(
        "<script>parent.postMessage({type: 'pagesim:height', height: 77}, '*');"
        "parent.frames[0].postMessage({type: 'pagesim:setState', id: 'x', state: '1.AAAA'}, '*');</script>"
    )
    page.goto(
        framed(
            script(site_url)
            + f'<page-sim id="one" panels="screen"></page-sim><iframe title="liar" src="{liar}"></iframe>'
        )
    )
    is_ready(page, "one")
    page.evaluate(f"document.querySelector('[title=liar]').src = '{liar}?again'")
    hostile: list[Any] = [
        None, 5, "text", [], {"type": 5}, {"type": "pagesim:height", "height": 1}, {"type": "pagesim:run"},
        {"type": "pagesim:setState", "id": {}, "state": "1.x"}, {"type": "pagesim:answer", "id": "1", "ok": True},
    ]  # fmt: skip
    window = "document.getElementById('one').shadowRoot.querySelector('iframe').contentWindow"
    page.evaluate(f"all => all.forEach(one => {window}.postMessage(one, '*'))", hostile)
    refused = call(page, "one", "setState('1.AAAA').catch(error => error.message)")
    assert refused == "it is damaged or was cut off"
    expect(lab(page, "one").locator("#notice")).to_contain_text("cannot be brought back: it is damaged or was cut off")
    heights = page.evaluate("told.filter(([, what]) => what === 'height').map(([, , {height}]) => height)")
    assert 77 not in heights
    assert call(page, "one", "run().then(({phase}) => phase)") == "halted"


def test_the_files_are_small(site_dir: Path) -> None:
    """As they are, not compressed: a course page's reader waits for them. The module is also a widget."""
    for name, most in (("page-sim.js", 6000), ("page-sim.mjs", 6600)):
        text = (site_dir / name).read_bytes()
        assert len(text) < most
        assert not re.search(rb"import[\s\"'({*]", text)


def test_what_is_no_address_is_said_and_a_right_one_is_taken(
    page: Page, site_url: str, framed: Callable[[str], str]
) -> None:
    for wrong in ("http://[", "mailto:a@b.example", ""):
        page.goto(framed(script(site_url) + f'<page-sim id="one" base="{wrong}" panels="screen"></page-sim>'))
        expect(page.get_by_text("Where is pagesim? Say so with base=")).to_be_visible()
        expect(page.locator("#one").get_by_role("button", include_hidden=True)).to_be_hidden()
    call(page, "one", f"base = '{site_url.rstrip('/')}'")
    page.locator("#one").get_by_role("button").click()
    is_ready(page, "one")
    expect(page.locator("#one iframe")).to_have_attribute("src", f"{site_url}embed.html?panels=screen")
    refused = call(page, "one", "setState('').catch(error => error.message)")
    assert refused == "setState needs the text that getState gave"
    call(page, "one", "base = 'http://['")  # while it is live
    expect(page.locator("#one iframe")).to_have_count(0)
    expect(page.get_by_text("Where is pagesim? Say so with base=")).to_be_visible()

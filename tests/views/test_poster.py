"""The pictures that stand for a lab: whole SVG files, for an img element and for paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from pagesim_py.session import posters
from pagesim_py.views import poster

WEB = Path(__file__).resolve().parents[2] / "web"
SVG = "{http://www.w3.org/2000/svg}"


@cache
def css() -> str:
    return poster.style([(WEB / name).read_text("utf8") for name in ("style.css", "drawings.css")])


@cache
def pictures() -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(picture) for name, picture in posters.of_labs(["page-fault"], css())}


def test_a_lab_and_each_of_its_experiments_has_one() -> None:
    assert {"page-fault", "page-fault.store", "page-fault.screen"} <= set(pictures())
    assert len(pictures()) > 10


def test_it_shows_the_screen_and_the_walk_as_the_program_leaves_them_and_says_so_in_words() -> None:
    sheet = pictures()["page-fault"]
    shown = [(one.text or "").replace("\u00a0", " ") for one in sheet.iter(f"{SVG}text")]
    assert {"Hello World!", "EXCEPTION: PAGE FAULT", "refused here", "entry 3"} <= set(shown)
    told = sheet.findtext(f"{SVG}desc") or ""
    assert "Write refused: level 3, entry 3 is not present" in told
    assert "EXCEPTION: PAGE FAULT" in told
    assert sheet.get("role") == "img"


def test_nothing_in_it_is_a_button_a_script_or_asked_for_elsewhere() -> None:
    for sheet in pictures().values():
        assert {one.tag.removeprefix(SVG) for one in sheet.iter()} <= {
            "svg", "title", "desc", "style", "rect", "text", "path", "polygon",
        }  # fmt: skip
        assert not any("tabindex" in one.attrib or "role" in one.attrib for one in sheet.iter() if one is not sheet)
    assert "url(" not in css()
    assert "@font-face" not in css()


def test_every_colour_that_its_rules_name_is_declared_in_it() -> None:
    import re

    text = css()
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= set(re.findall(r"(--[\w-]+):", text)) | {"--hue"}


def test_an_assignment_has_its_title_and_summary() -> None:
    [(name, picture)] = posters.of_assignments([{"name": "b2", "title": "A & B", "summary": "Map <pages>."}], css())
    assert name == "a.b2"
    shown = [(one.text or "").replace("\u00a0", " ") for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    assert shown == ["A & B", "Map <pages>."]

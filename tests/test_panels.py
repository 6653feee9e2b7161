"""The one list of panels: page, frames, labs and session know the same ones, and make only those that are asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pagesim_py import session
from pagesim_py.labs.loader import PANELS, PICTURES
from pagesim_py.session import Session, pictures

WEB = Path(__file__).parent.parent / "web"
SECTIONS = "".join((WEB / "parts" / f"{name}.html").read_text("utf8") for name in ("panels", "stage"))


@pytest.fixture(scope="module")
def ran() -> Session:
    door = Session()
    door.request({"action": "run", "files": door.files})
    return door


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_is_a_section_of_the_page_with_its_title(name: str) -> None:
    front = '(?: data-front="true")?'
    section = re.search(
        rf'<section id="panel-{name}" class="panel"{front} aria-labelledby="title-{name}">.*?</section>', SECTIONS, re.S
    )
    assert section is not None
    assert f'<h2 id="title-{name}"' in section[0]
    if name in PICTURES:
        assert re.search(rf'<\w+ id="{name}" [^>]*><!--panel:{name}--></', section[0])


def test_the_page_has_no_other_panels() -> None:
    assert set(re.findall(r'<section id="panel-(\w+)"', SECTIONS)) == {*PANELS, "experiment", "tests"}


def test_frames_know_which_group_holds_a_panel() -> None:
    """In two columns the last of an odd number of groups takes both, says a script that runs before they are there."""
    told = re.search(r"const groups = \{(.*?)\}", (WEB / "embed.html").read_text("utf8"))
    assert told is not None
    upper = SECTIONS[SECTIONS.index('id="group-upper"') : SECTIONS.index('id="splitter-upper"')]
    left = SECTIONS[SECTIONS.index('id="group-left"') : SECTIONS.index('id="splitter-left"')]
    expected = dict.fromkeys(re.findall(r'id="panel-(\w+)"', upper), "group-upper")
    expected |= dict.fromkeys(re.findall(r'id="panel-(\w+)"', left), "group-left")
    assert dict(re.findall(r"(\w+): '([\w-]+)'", told[1])) == {"source": "panel-source", **expected}


@pytest.mark.parametrize("name", PICTURES)
def test_only_the_panels_that_are_asked_for_are_made(ran: Session, name: str) -> None:
    ran._sent.clear()
    for at in (5, 20):
        panels = ran.request({"action": "seek", "at": at, "panels": [name]})["panels"]
        assert set(panels) - set(pictures.ALWAYS) <= {name}
    ran._sent.clear()
    assert ran.request({"action": "look", "panels": [name]})["panels"][name]


@pytest.mark.parametrize("name", PICTURES)
def test_a_machine_that_has_only_booted_fills_the_panels_too(name: str) -> None:
    door = Session()
    door.request({"action": "open", "lab": "page-fault"})
    door.request({"action": "translate", "address": "0x201000"})
    assert door.request({"action": "look"})["panels"].get(name, "") == "", "nothing has changed"
    door._sent.clear()
    assert door.request({"action": "look", "panels": PICTURES})["panels"][name]


def test_the_page_is_told_which_panels_there_are_and_which_it_came_with() -> None:
    picture = session.first_picture()
    first = json.loads(picture["first"])
    assert tuple(first["panels"]) == PICTURES
    for name in PICTURES:
        assert (pictures.LATER in picture[name]) == (name not in first["pictured"])


def test_after_warming_up_the_panels_that_the_page_did_not_come_with_can_be_had() -> None:
    session.warm_up()
    shown = json.loads(session.handle(json.dumps({"action": "open", "lab": "page-fault", "shown": True})))
    assert shown["shown"] is True
    assert shown["panels"] == {}
    panels = json.loads(session.handle(json.dumps({"action": "look", "panels": ["space", "walk"]})))["panels"]
    assert set(panels) - set(pictures.ALWAYS) == {"space"}

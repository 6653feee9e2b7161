"""The session with the project's own compiler: the labs' programs, and what the build renders ahead of time."""

from __future__ import annotations

import json
import time

import pytest

from pagesim_py import labs, session
from pagesim_py.session import Session
from tests.views.reading import read

STEPS = [(name, step.id) for name in labs.names() for step in labs.load(name).steps]
PANELS = ("screen", "walk", "tables", "registers", "exception", "events")


@pytest.fixture(scope="module")
def door() -> Session:
    return Session()


@pytest.mark.parametrize(("name", "step"), STEPS, ids=["-".join(one) for one in STEPS])
def test_every_experiment_fills_every_panel_at_any_position(door: Session, name: str, step: str) -> None:
    door.request({"action": "open", "lab": name})
    door._sent.clear()
    answer = door.request({"action": "run", "files": labs.load(name).step(step).files})
    assert answer["state"]["phase"] in ("halted", "panicked", "triple_fault", "running", "exited"), answer["state"][
        "status"
    ]
    panels = answer["panels"]
    for panel in PANELS:
        read(panels[panel])
    stops = answer["state"]["stops"]
    for stop in {0, 1, stops // 2, stops - 1}:
        state = door.request({"action": "seek", "stop": stop})["state"]
        assert state["stop"] == max(stop, 0)
    assert door.request({"action": "seek", "stop": stops})["state"]["at"] == answer["state"]["at"]


def test_the_first_picture_has_every_panel_and_the_labs() -> None:
    picture = session.first_picture()
    assert set(PANELS) <= set(picture)
    lines = read(picture["screen"]).raw_text.split("\n")
    assert len(lines) == 25
    assert lines[1].rstrip() == "EXCEPTION: PAGE FAULT"
    assert read(picture["walk"]).all("div")[0].attributes["data-level"] == "3"
    assert "<" not in picture["first"], "it stands inside a script element"
    first = json.loads(picture["first"])
    assert [lab["name"] for lab in first["labs"]] == list(labs.names())
    assert first["state"]["phase"] == "halted"
    assert "0xdeadbeaf" in read(picture["source"]).text


def test_the_first_picture_is_the_same_every_time() -> None:
    assert session.first_picture() == session.first_picture()


def test_after_warming_up_opening_the_first_lab_shows_its_run() -> None:
    session.warm_up()
    answer = json.loads(session.handle(json.dumps({"action": "open", "lab": session.DEFAULT_LAB})))
    assert answer["state"]["phase"] == "halted"
    assert set(PANELS) <= set(answer["panels"])
    picture = session.first_picture()
    assert {name: picture[name] for name in PANELS} == {name: answer["panels"][name] for name in PANELS}


def test_a_page_that_shows_the_first_picture_is_sent_no_panel() -> None:
    session.warm_up()
    opened = {"action": "open", "lab": session.DEFAULT_LAB, "shown": True}
    answer = json.loads(session.handle(json.dumps(opened)))
    assert answer["panels"] == {}
    assert answer["state"]["phase"] == "halted"
    assert answer["state"]["symbols"]
    further = json.loads(session.handle(json.dumps({"action": "step", "by": -1})))
    assert "events" in further["panels"]
    assert "messages" not in further["panels"], "what the picture has already is not sent again"

    other = json.loads(session.handle(json.dumps({**opened, "files": {"src/main.rs": "fn main() {}"}})))
    assert set(PANELS) <= set(other["panels"]), "but of other files everything is"


def test_a_real_mistake_has_its_place_and_caret(door: Session) -> None:
    files = dict(labs.load("page-fault").files)
    files["src/main.rs"] = files["src/main.rs"].replace("*ptr = 42;", "*ptr = answr;")
    state = door.request({"action": "run", "files": files})["state"]
    assert state["phase"] == "error"
    (message,) = state["messages"]
    assert (message["code"], message["file"]) == ("E0425", "src/main.rs")
    assert message["rendered"].split("\n")[4].strip(" |").startswith("^^^^^")


def test_names_are_the_students_own_paths(door: Session) -> None:
    door.request({"action": "open", "lab": "page-fault"})
    door.request({"action": "run", "files": labs.load("page-fault").files})
    answer = door.request({"action": "translate", "address": "page_fault_handler"})
    assert answer["state"]["addressError"] is None
    assert "osirs::interrupts::page_fault_handler" in read(answer["panels"]["walk"]).text


def test_a_long_run_is_stepped_quickly(door: Session) -> None:
    """89,000 statements of the stack overflow; a second of the CPU's time is many times what a step takes."""
    door.request({"action": "open", "lab": "double-fault"})
    door.request({"action": "stops", "kind": "all"})
    door.request({"action": "run", "files": labs.load("double-fault").step("stack-overflow").files})
    door.request({"action": "seek", "stop": 40_000})
    start = time.process_time()
    for _ in range(5):
        door.request({"action": "step", "by": -1})
    assert time.process_time() - start < 5

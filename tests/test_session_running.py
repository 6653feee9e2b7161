"""Programs that run long: shown while they run, stopped without a loss, continued, thought of as time and memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pagesim_py.labs import Lab
from pagesim_py.session import RequestError, Session, watching
from pagesim_py.session import run as session_run
from pagesim_py.session.running import Hooks
from pagesim_py.timeline import Stops, kept
from tests.handmade import HandmadeEngine
from tests.views.reading import read

Answer = dict[str, Any]
PANELS = {"screen", "walk", "tables", "registers", "exception", "events"}


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(watching, "INTERVAL", 0.0)  # every look is shown
    session = Session(HandmadeEngine())
    session.steps.by = "all"
    return session


def run(door: Session, behaviour: str = "endless", **fields: Any) -> Answer:
    return ask(door, "run", files={"src/main.rs": f"// behaves {behaviour}\n"}, **fields)


def ask(door: Session, action: str, **fields: Any) -> Answer:
    return door.request({"action": action, **fields})


def stops_at(door: Session, steps: int) -> list[dict[str, Any]]:
    """The reader presses Stop when ``steps`` are shown; what is shown until then."""
    shown: list[dict[str, Any]] = []

    def show(news: dict[str, Any]) -> None:
        shown.append(news)
        if news["steps"] == steps:
            ask(door, "stop")

    door.runner.hooks.show = show
    return shown


def panels(door: Session) -> dict[str, str]:
    """All panels, as for a page that has none."""
    door._sent.clear()
    return ask(door, "seek", at=door._run().position)["panels"]  # type: ignore[no-any-return]


# -- while it runs


def test_the_screen_is_shown_while_the_program_runs(door: Session) -> None:
    shown = stops_at(door, 200)
    run(door, "tires", until=1000)
    assert [news["steps"] for news in shown] == list(range(10, 20, 10))
    door.runner.limits.patience = 0
    shown.clear()
    ask(door, "continue")
    run(door)
    assert len(shown) > 10
    assert shown[-1] == {"steps": 200, "text": "200 steps so far"}, "a screen that is as it was is not sent again"


def test_each_picture_of_the_screen_is_the_machine_at_that_step(door: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 100_000_000)
    shown = stops_at(door, 60)
    run(door, "tires")
    for news in shown:
        line = read(news["screen"]).raw_text.split("\n")[0]
        assert line.rstrip() == "." * (news["steps"] - 1)


# -- Stop


def test_stop_keeps_what_there_is(door: Session) -> None:
    stops_at(door, 50)
    answer = run(door)
    state = answer["state"]
    assert (state["phase"], state["steps"], state["more"]) == ("stopped", 50, True)
    assert state["status"] == "Stopped after 50 steps. Continue goes on from there."
    assert set(answer["panels"]) >= PANELS
    assert state["stop"] == state["stops"] > 50
    assert ask(door, "seek", stop=3)["state"]["stop"] == 3


def test_a_stop_that_comes_between_two_runs_stops_nothing(door: Session) -> None:
    ask(door, "stop")
    assert run(door, "page_fault")["state"]["phase"] == "halted"


def test_to_the_same_step_it_is_the_same_run(door: Session) -> None:
    stops_at(door, 70)
    run(door)
    stopped, state = panels(door), door.state()
    door.runner.hooks.show = None
    run(door, until=70)
    assert panels(door) == stopped
    again = door.state()
    assert again | {"symbols": None} == state | {"symbols": None}


def test_keys_that_had_been_typed_come_along(door: Session) -> None:
    run(door, "waits")
    typed = ask(door, "key", keys=["x", "Enter"])["state"]["typed"]
    assert typed == ["x", "Enter"]
    screen = panels(door)["screen"]
    other = Session(HandmadeEngine())
    run(other, "waits", keys=typed)
    assert panels(other)["screen"] == screen


# -- Continue


def continued_by_running_again(door: Session) -> None:
    ask(door, "continue")


def suspended(door: Session, between: Callable[[], object], goes_on: bool = True) -> list[Answer]:
    """A front end that keeps a stopped program waiting: ``between`` is done until it goes on."""
    paused: list[Answer] = []

    def suspend() -> bool:
        paused.append(ask(door, "seek", at=door._run().last))
        between()
        return goes_on and len(paused) == 1

    door.runner.hooks.suspend = suspend
    return paused


@pytest.mark.parametrize("look_back", [False, True])
def test_continue_goes_on_from_there_in_both_ways_and_comes_to_the_same(door: Session, look_back: bool) -> None:
    stops_at(door, 50)
    run(door)
    stops_at(door, 130)
    ask(door, "continue")
    again, state = panels(door), door.state()
    assert state["steps"] == 130

    other = Session(HandmadeEngine())
    other.steps.by = "all"

    def show(news: dict[str, Any]) -> None:
        if news["steps"] in (50, 130):
            ask(other, "stop")

    def between() -> None:
        if look_back:
            for at in (0, 7, 90, 3):
                ask(other, "seek", at=at)

    other.runner.hooks = Hooks(show)
    paused = suspended(other, between)
    run(other)
    assert [answer["state"]["steps"] for answer in paused] == [50, 130]
    assert paused[0]["state"]["phase"] == "stopped"
    assert panels(other) == again
    assert other.state() | {"symbols": None} == state | {"symbols": None}


def test_what_waited_as_long_as_it_may_waits_longer(door: Session) -> None:
    first = run(door, "tires")["state"]
    assert (first["phase"], first["steps"], first["more"]) == ("running", 10, True)
    assert ask(door, "continue")["state"]["steps"] == 40
    assert ask(door, "continue")["state"]["steps"] == 160
    assert run(door, "tires")["state"]["steps"] == 10, "a new run begins anew"


def test_there_is_nothing_to_continue_when_it_is_over(door: Session) -> None:
    run(door, "page_fault")
    with pytest.raises(RequestError, match="nothing to continue"):
        ask(door, "continue")


def test_from_the_last_stop_there_is_a_way_to_the_very_end(door: Session) -> None:
    door.steps.by = "events"
    stops_at(door, 50)
    end = run(door)["state"]
    assert (end["stop"], end["atEnd"]) == (end["stops"], True)
    back = ask(door, "step", by=-1)["state"]
    assert (back["stop"], back["atEnd"]) == (end["stops"], False), "statements follow the last event"
    assert ask(door, "step", by=1)["state"]["at"] == end["at"]


# -- compiling


def test_files_that_have_just_run_are_not_compiled_again(door: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile = door.engine.compile

    def watched(files: dict[str, str], lab: Lab) -> Any:
        compiled.append(files["src/main.rs"])
        return compile(files, lab)

    monkeypatch.setattr(door.engine, "compile", watched)
    first = run(door, "page_fault")
    door._sent.clear()
    again = run(door, "page_fault")
    assert again == first
    assert len(compiled) == 1
    run(door, "panics")
    run(door, "page_fault")
    assert len(compiled) == 3, "another text is"
    ask(door, "run", files={"src/main.rs": "mistake"})
    assert run(door, "page_fault")["panels"] != {}
    assert len(compiled) == 5, "and after a mistake"
    run(door, "page_fault", lab="mapping")
    assert len(compiled) == 6, "and in another lab"
    ask(door, "warm", files=door.files)
    assert len(compiled) == 7, "and for warming up, which is about compiling"


# -- time


def test_after_a_time_with_nothing_new_it_is_reported(door: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "QUIET", 0.02)
    state = run(door)["state"]
    assert (state["phase"], state["more"]) == ("running", True)
    assert state["status"].startswith("Still running. For 0 seconds nothing has changed on the screen, after ")
    before = state["steps"]
    state = ask(door, "continue")["state"]
    assert state["steps"] > before, "the time until there does not count"


def test_any_run_is_reported_in_the_end(door: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LONGEST", 0.02)
    monkeypatch.setattr(watching, "PATIENCE", 1 << 50)
    assert run(door, "tires")["state"]["phase"] == "running"


# -- memory


@pytest.fixture
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "ROOM", 1 << 15)
    monkeypatch.setattr(kept, "BLOCK", 16)
    monkeypatch.setattr(session_run, "MARGIN", 40)


@pytest.mark.usefixtures("_little_room")
@pytest.mark.parametrize("stops", list(Stops))
def test_what_is_not_kept_is_run_again_when_somebody_looks(door: Session, stops: Stops) -> None:
    files = {"src/main.rs": "// behaves endless\n"}
    ask(door, "run", files=files, until=3000)
    assert door.run is not None
    end, machine = door.run.timeline, door.run.machine
    assert len(machine.log or ()) < 600
    whole = Session(HandmadeEngine())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "ROOM", 1 << 30)
        ask(whole, "run", files=files, until=3000)
    for one in (door, whole):
        one._run().stops = stops
    total = whole.state()["stops"]
    assert door.state()["stops"] == total
    for stop in (total, 0, 1, total // 2, total // 2 + 1, total // 3, total - 1, total):
        ours, theirs = ask(door, "seek", stop=stop), ask(whole, "seek", stop=stop)
        for name in ("stop", "at", "position", "place", "stops"):
            assert ours["state"][name] == theirs["state"][name], (stop, name)
        both = panels(door), panels(whole)
        for name in ("screen", "tables", "exception"):
            assert both[0][name] == both[1][name], (stop, name)
        # beside the entry that an access of then used, the drawing shows the others if they can be had at once
        assert read(both[0]["walk"]).text == read(both[1]["walk"]).text, stop
        for by in (1, -1, -1, 2):
            assert ask(door, "step", by=by)["state"]["at"] == ask(whole, "step", by=by)["state"]["at"]
    assert door.run.timeline is end, "the end was kept"


@pytest.mark.usefixtures("_little_room")
def test_the_slider_says_what_is_kept(door: Session) -> None:
    assert run(door, until=20)["state"]["kept"] is None
    state = run(door, until=3000)["state"]
    assert state["kept"].endswith(f" to {state['stops']:,}. Earlier ones are run again when you go there.")


@pytest.mark.usefixtures("_little_room")
def test_the_list_of_steps_goes_all_the_way_back(door: Session) -> None:
    run(door, until=3000)
    position = door._run().position
    lines = read(ask(door, "window", to=1)["panels"]["events"])
    assert "data-at" in str(lines.all("button")[0].attributes)
    assert lines.all("button")[0].attributes["data-at"] == "1"
    assert door._run().position == position, "scrolling is no seeking"


@pytest.mark.usefixtures("_little_room")
def test_the_way_back_can_be_stopped_and_nothing_is_lost(door: Session) -> None:
    run(door, until=3000)
    before = door.state()

    def show(_news: dict[str, Any]) -> None:
        ask(door, "stop")

    door.runner.hooks.show = show
    after = ask(door, "seek", stop=1500)["state"]
    assert (after["at"], after["position"]) == (before["at"], before["position"])
    door.runner.hooks.show = None
    assert ask(door, "seek", stop=1500)["state"]["stop"] == 1500


# -- a program that is rejected


def test_the_last_run_stays_when_the_text_has_a_mistake(door: Session) -> None:
    run(door, "page_fault")
    shown = panels(door)
    answer = ask(door, "run", files={"src/main.rs": "fn f() {\n    mistake\n}\n"})
    state = answer["state"]
    assert state["phase"] == "error"
    assert state["status"] == (
        "Error in src/main.rs, line 2: cannot find `mistake`. The panels still show the last run"
    )
    assert state["stale"]
    assert state["stops"] > 0
    assert state["place"] is None, "the lines are those of another text"
    assert set(answer["panels"]) <= {"messages"}
    assert {name: html for name, html in panels(door).items() if name != "messages"} == {
        name: html for name, html in shown.items() if name != "messages"
    }
    assert ask(door, "seek", stop=1)["state"]["stop"] == 1
    assert ask(door, "seek", stop=1)["state"]["phase"] == "error"
    state = run(door, "panics")["state"]
    assert (state["phase"], state["stale"]) == ("panicked", False)


def test_keys_and_continue_wait_until_the_mistake_is_mended(door: Session) -> None:
    run(door, "waits")
    state = ask(door, "run", files={"src/main.rs": "mistake"})["state"]
    assert not state["listens"]
    assert not state["more"]


def test_the_state_can_be_sent() -> None:
    door = Session(HandmadeEngine())
    assert json.loads(json.dumps(run(door, "page_fault")["state"]))["events"] > 0

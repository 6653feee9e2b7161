"""Going through a recording: by own lines, by the levels of a walk, and lists of chosen kinds of steps."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import labs
from pagesim_py.cli.events import lines as lines_of_command
from pagesim_py.machine.events import Event, PageWalked
from pagesim_py.session import RequestError, Session
from pagesim_py.session import run as session_run
from pagesim_py.session.own import own_files
from pagesim_py.session.run import Run
from pagesim_py.timeline import kept
from pagesim_py.timeline.kinds import CHOICES, KINDS
from pagesim_py.views.walk_scene import looks
from tests.handmade import HandmadeEngine
from tests.views.reading import read

Answer = dict[str, Any]
MAIN = "src/main.rs"


@cache
def seed() -> Session:
    """The first lab, run."""
    door = Session()
    door.request({"action": "run", "files": door.files})
    return door


def ask(door: Session, action: str, **fields: Any) -> Answer:
    return door.request({"action": action, **fields})


def run_of(door: Session) -> Run:
    return door._run()


def own_positions(run: Run) -> list[int]:
    """Found without a selection: one look at every entry."""
    found = []
    for index, entry in enumerate(run.timeline.log):
        place = run.place_of(entry) if type(entry) is int else None
        if place is not None and place.file in run.own:
            found.append(index + 1)
    return found


# -- own lines


def test_own_are_main_what_the_experiment_brings_and_what_was_changed() -> None:
    lab = labs.load("page-fault")
    changed = dict(lab.files)
    assert own_files(lab, None, changed) == {MAIN}
    changed["src/interrupts.rs"] += "// mine\n"
    changed["src/new.rs"] = "// mine\n"
    assert own_files(lab, None, changed) == {MAIN, "src/interrupts.rs", "src/new.rs"}
    windows = {path: text.replace("\n", "\r\n") for path, text in lab.files.items()}
    assert own_files(lab, None, windows) == {MAIN}, "only the line ends differ"
    experiment = next(step for step in lab.steps if set(step.own) - {MAIN})
    assert own_files(lab, experiment, experiment.files) >= set(experiment.own)


def test_the_first_labs_lines_are_stepped_through_one_by_one() -> None:
    door = seed()
    ask(door, "stops", kind="lines")
    ask(door, "seek", at=0)
    places = []
    while not (state := ask(door, "step", by=1)["state"])["atEnd"]:
        places.append(state["place"])
    text = door.files[MAIN].split("\n")
    assert [place["file"] for place in places] == [MAIN] * 4
    assert text[places[-1]["line"] - 1].strip() == "unsafe { *ptr = 42; }"
    assert state["stop"] == state["stops"] > 1000, "the slider counts statements"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_step_by_own_lines_goes_to_the_nearest_from_anywhere(data: st.DataObject) -> None:
    door = seed()
    run = run_of(door)
    run.own = data.draw(st.sampled_from([(MAIN,), ("src/interrupts.rs",), (MAIN, "src/interrupts.rs"), ("none.rs",)]))
    run._selected.clear()
    positions = own_positions(run)
    ask(door, "stops", kind="lines")
    at = data.draw(st.integers(0, run.last) | st.sampled_from([0, run.last, *positions, *(p - 1 for p in positions)]))
    ask(door, "seek", at=at)
    assert ask(door, "step", by=1)["state"]["at"] == next((one for one in positions if one > at), run.last)
    ask(door, "seek", at=at)
    assert ask(door, "step", by=-1)["state"]["at"] == next((one for one in reversed(positions) if one < at), 0)
    run.own = (MAIN,)
    run._selected.clear()


@pytest.fixture
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "ROOM", 1 << 15)
    monkeypatch.setattr(kept, "BLOCK", 16)
    monkeypatch.setattr(session_run, "MARGIN", 40)


def seldom() -> Session:
    door = Session(HandmadeEngine())
    ask(door, "stops", kind="lines")
    ask(door, "run", files={MAIN: "// behaves seldom\n", "src/interrupts.rs": "a;\nb;\nc;\n"}, until=3000)
    run_of(door).own = ("src/interrupts.rs",)
    return door


@pytest.mark.usefixtures("_little_room")
def test_own_lines_are_found_in_what_is_not_kept_too() -> None:
    door = seldom()
    run = run_of(door)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "ROOM", 1 << 30)
        whole = seldom()
    assert run_of(whole).end.first == 0 < run.end.first
    positions = own_positions(run_of(whole))
    assert len(positions) == 6
    made = 0
    again = run._again
    assert again is not None

    def counted(start: int, stop: int) -> Any:
        nonlocal made
        made += 1
        return again(start, stop)

    run._again = counted
    shown = ["screen", "walk", "exception", "events", "registers"]
    ask(door, "seek", at=run.last, panels=shown)
    back = [ask(door, "step", by=-1, panels=shown)["state"]["at"] for _ in positions]
    assert back == positions[::-1]
    assert made <= len(positions), "what holds no own line is not run again"
    assert ask(door, "step", by=-1)["state"]["at"] == 0
    assert [ask(door, "step", by=1)["state"]["at"] for _ in positions] == positions
    assert ask(door, "step", by=1)["state"]["atEnd"]
    ask(door, "seek", at=positions[3])
    assert ask(door, "step", by=-2)["state"]["at"] == positions[1]
    assert ask(door, "step", by=4)["state"]["at"] == positions[5]


# -- levels


@pytest.mark.parametrize(("lab", "experiment"), [("page-fault", None), ("page-fault", "repair"), ("recursive", None)])
def test_by_levels_every_walk_is_gone_through_and_back_again(lab: str, experiment: str | None) -> None:
    door = Session()
    ask(door, "open", lab=lab, experiment=experiment)
    ask(door, "run", files=door.files)
    run = run_of(door)
    expected: list[tuple[int, int | None]] = []
    for index in run.timeline.event_indices[:60]:
        event = run.timeline.log[index]
        if isinstance(event, PageWalked):
            expected += [(index + 1, level) for level in range(looks(event.walk))]
        expected.append((index + 1, None))
    ask(door, "stops", kind="levels")
    ask(door, "seek", at=0)
    went = []
    for _ in expected:
        state = ask(door, "step", by=1)["state"]
        went.append((state["at"], state["reached"]))
    assert went[:-1] == expected[:-1], "the last step goes on to the run's end"
    ask(door, "seek", at=expected[-1][0])
    back = [(state["at"], state["reached"]) for _ in expected[:-1] for state in [ask(door, "step", by=-1)["state"]]]
    assert back == expected[-2::-1]
    assert ask(door, "step", by=-1)["state"]["at"] == 0


def test_half_way_through_a_walk_nothing_is_told_of_its_end() -> None:
    door = seed()
    run = run_of(door)
    position = next(
        index + 1
        for index in run.timeline.event_indices
        if isinstance(event := run.timeline.log[index], PageWalked) and event.walk.address == 0xDEADBEAF
    )
    ask(door, "stops", kind="levels")
    ask(door, "seek", at=position - 1)
    door._sent.clear()
    first = ask(door, "step", by=1)
    assert first["state"]["position"].endswith(": page walk, CR3 read")
    assert (first["state"]["at"], first["state"]["reached"]) == (position, 0)
    panel = read(first["panels"]["walk"])
    assert "The walk so far: CR3 read." in panel.text
    assert "refused" not in panel.text
    assert "not present" not in panel.text.split("What the words mean")[0]
    assert "0x1000" in panel.text
    second = ask(door, "step", by=1)
    panel = read(second["panels"]["walk"])
    assert "Level 4, entry 0" in panel.text
    assert "Level 3, entry 3" not in panel.text
    assert panel.text.count("not read yet") >= 3
    third = ask(door, "step", by=1)
    assert third["state"]["reached"] is None
    assert "level 3, entry 3 is not present" in read(third["panels"]["walk"]).text
    assert ask(door, "step", by=-1)["state"]["reached"] == 1


def test_the_slider_lands_on_whole_walks_and_a_typed_address_is_not_gone_through() -> None:
    door = seed()
    ask(door, "stops", kind="levels")
    assert ask(door, "seek", stop=1)["state"]["reached"] is None
    ask(door, "seek", stop=0)
    assert ask(door, "step", by=1)["state"]["reached"] == 0
    assert ask(door, "seek", stop=1)["state"]["reached"] is None
    ask(door, "translate", address="0xb8000")
    ask(door, "seek", stop=0)
    assert ask(door, "step", by=1)["state"]["reached"] is None
    ask(door, "translate", address="")
    assert ask(door, "stops", kind="levels", begin=True)["state"]["reached"] == 0
    assert ask(door, "stops", kind="events")["state"]["reached"] is None


def test_at_a_walk_that_is_the_runs_end_there_is_still_something_ahead() -> None:
    door = Session(HandmadeEngine())
    ask(door, "stops", kind="levels")
    ask(door, "run", files={MAIN: "// behaves endless\n"}, until=3)
    run = run_of(door)
    walk = next(i for i in run.timeline.event_indices if isinstance(run.timeline.log[i], PageWalked))
    ask(door, "seek", at=walk)
    state = ask(door, "step", by=1)["state"]
    assert (state["reached"], state["atEnd"]) == (0, False)


# -- kinds


def listed(door: Session) -> list[tuple[int, str]]:
    """All lines of the list, window by window: position, text."""
    door._sent.clear()
    found: dict[int, str] = {}
    to: int | None = 0
    while to is not None:
        door._sent.clear()
        panel = read(ask(door, "window", to=to)["panels"]["events"])
        for one in panel.all("button", "line"):
            found[int(one.attributes["data-at"])] = one.text
        later = [one for one in panel.all("button", "more") if one.text.startswith("Later")]
        to = int(later[0].attributes["data-to"]) if later else None
    return sorted(found.items())


@settings(max_examples=40, deadline=None)
@given(kinds=st.sets(st.sampled_from(list(KINDS)), min_size=1), by=st.sampled_from(["events", "lines", "all"]))
def test_the_list_of_some_kinds_is_what_the_command_lists(kinds: set[str], by: str) -> None:
    door = seed()
    ask(door, "stops", kind=by)
    ask(door, "kinds", kinds=sorted(kinds))
    run = run_of(door)
    expected = lines_of_command(run, kinds, None)
    shown = listed(door)
    events = [run.timeline.log[at - 1] for at, _ in shown]
    assert events == [line.event for line in expected]
    assert [text for _, text in shown] == [f"{line.event.title} {line.event.sentence}" for line in expected]
    ask(door, "kinds", kinds=[])
    ask(door, "stops", kind="events")


@settings(max_examples=25, deadline=None)
@given(
    kinds=st.sets(st.sampled_from(CHOICES), min_size=1),
    around=st.integers(0, 10_000),
)
def test_a_window_of_chosen_lines_counts_what_lies_outside(kinds: set[str], around: int) -> None:
    door = seed()
    run = run_of(door)
    ask(door, "kinds", kinds=sorted(kinds))
    door._sent.clear()
    panel = read(ask(door, "window", to=min(around, run.last))["panels"]["events"])
    wanted = []
    own = set(own_positions(run))
    for index, entry in enumerate(run.timeline.log):
        kind = next((k for k, cs in KINDS.items() if isinstance(entry, cs)), "") if isinstance(entry, Event) else ""
        is_statement = type(entry) is int
        if kind in kinds or (is_statement and "statement" in kinds) or (index + 1 in own and "own" in kinds):
            wanted.append(index + 1)
    lines = [int(one.attributes["data-at"]) for one in panel.all("button", "line")]
    more = {one.text.split(":")[0]: int(one.text.split()[1].replace(",", "")) for one in panel.all("button", "more")}
    before, after = more.get("Earlier", 0), more.get("Later", 0)
    assert lines == wanted[before : len(wanted) - after]
    assert len(lines) <= 101
    assert len(lines) == len(wanted) or len(lines) == 101
    if not wanted:
        assert "There is nothing of what is chosen above in this run." in panel.text
    ask(door, "kinds", kinds=[])


def test_only_the_line_where_the_timeline_stands_is_the_current_one() -> None:
    door = seed()
    ask(door, "stops", kind="events")
    ask(door, "kinds", kinds=["walk"])
    door._sent.clear()
    panel = read(ask(door, "seek", stop=3)["panels"]["events"])
    current = [item for item in panel.all("li") if item.attributes.get("aria-current")]
    assert len(current) == 1
    assert current[0].text.startswith("page walk")
    door._sent.clear()
    panel = read(ask(door, "seek", stop=4)["panels"]["events"])
    assert [item for item in panel.all("li") if item.attributes.get("aria-current")] == []
    ask(door, "kinds", kinds=[])


@pytest.mark.usefixtures("_little_room")
def test_chosen_lines_of_what_is_not_kept_can_be_gone_to() -> None:
    door = seldom()
    ask(door, "kinds", kinds=["own"])
    door._sent.clear()
    answer = ask(door, "seek", at=run_of(door).last)
    panel = read(answer["panels"]["events"])
    earlier = panel.all("button", "more")[0]
    assert earlier.text == "Earlier: steps that are not kept, run again to look there"
    door._sent.clear()
    moved = read(ask(door, "window", to=int(earlier.attributes["data-to"]))["panels"]["events"])
    assert int(earlier.attributes["data-to"]) < run_of(door).end.first
    assert moved.all("button", "more")


def test_what_cannot_be_chosen_is_said() -> None:
    door = seed()
    with pytest.raises(RequestError, match="Steps go by events, statements, all, lines, levels, not by years"):
        ask(door, "stops", kind="years")
    wrongs: tuple[Any, ...] = (None, "walk", ["walk", "run"], [3], [[]])
    for wrong in wrongs:
        with pytest.raises(RequestError, match="The kinds of steps are fault, delivery"):
            ask(door, "kinds", kinds=wrong)


def test_the_choice_outlives_a_run_and_is_told() -> None:
    door = Session(HandmadeEngine())
    ask(door, "stops", kind="lines")
    ask(door, "kinds", kinds=["own", "fault"])
    state = ask(door, "run", files={MAIN: "// behaves page_fault\n"})["state"]
    assert (state["by"], state["kinds"]) == ("lines", ["fault", "own"])
    assert state["stops"] == 5, "statements"


# -- moments that an author names


@pytest.mark.parametrize(
    ("moment", "title"),
    [("#PF", "fault raised"), ("write 0xdeadbeaf", "page walk"), ("halt", "halt"), ("16", "fault raised")],
)
def test_an_author_names_a_moment_and_the_run_goes_there(moment: str, title: str) -> None:
    door = seed()
    assert ask(door, "seek", moment=moment)["found"] is True
    assert run_of(door).event.title == title


def test_a_run_without_the_moment_stays_where_it_is() -> None:
    door = seed()
    ask(door, "seek", stop=3)
    assert ask(door, "seek", moment="#BP")["found"] is False
    assert ask(door, "seek", moment="999999999")["found"] is False
    assert run_of(door).stop == 3


def test_what_is_no_moment_is_refused_with_those_there_are() -> None:
    with pytest.raises(RequestError, match="like #PF, halt, write 0xb8000 or a step's number, not 'soon'"):
        ask(seed(), "seek", moment="soon")

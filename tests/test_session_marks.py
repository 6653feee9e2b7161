"""The marks along the slider: faults, interrupts and prints, counted in the steps that the slider counts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from pagesim_py.machine.events import DoubleFaulted, FaultRaised, InterruptRaised, TripleFaulted
from pagesim_py.session import Session
from pagesim_py.session import marks as session_marks
from pagesim_py.session import run as session_run
from pagesim_py.session.marks import marks
from pagesim_py.timeline import Stops, kept
from pagesim_py.views.marks import FAULT, INTERRUPT, PRINT, Mark, listed, strip, words
from tests.handmade import HandmadeEngine
from tests.views.reading import read

CLASSES = {FAULT: (FaultRaised, DoubleFaulted, TripleFaulted), INTERRUPT: (InterruptRaised,)}


@cache
def ran(lab: str, experiment: str | None) -> Session:
    door = Session()
    door.request({"action": "open", "lab": lab, "experiment": experiment})
    door.request({"action": "run", "files": door.files})
    return door


LABS = [("page-fault", None), ("page-fault", "repair"), ("handlers", "three-times"), ("double-fault", "no-spare-stack")]


@pytest.mark.parametrize(("lab", "experiment"), LABS)
@pytest.mark.parametrize("stops", list(Stops))
def test_every_fault_interrupt_and_print_has_its_mark(lab: str, experiment: str | None, stops: Stops) -> None:
    run = ran(lab, experiment)._run()
    run.stops = stops
    shown = marks(run)
    assert shown == sorted(shown, key=lambda mark: (mark.first, mark.at))
    timeline, total = run.end, run.stop_count
    for kind in (FAULT, INTERRUPT, PRINT):
        ours = [mark for mark in shown if mark.kind == kind]
        indices = (
            list(timeline.screen_changes)
            if kind == PRINT
            else [i for i in timeline.event_indices if isinstance(timeline.log[i], CLASSES[kind])]
        )
        assert sum(mark.number for mark in ours) == len(indices)
        assert len(ours) <= session_marks.PLACES + 1
        steps = [timeline.count(stops, index + 1) for index in indices]
        for mark in ours:
            assert mark.first in steps
            assert mark.last in steps
            assert sum(mark.first <= step <= mark.last for step in steps) == mark.number
        for one, other in pairwise(ours):
            assert one.last < other.first
            if total > session_marks.PLACES:
                edge = one.last if kind == PRINT else one.first
                assert other.first - edge >= total / session_marks.PLACES, "they would lie on one another"
    run.stops = Stops.EVENTS


def test_a_mark_goes_to_where_it_happened() -> None:
    door = ran("page-fault", None)
    by_words = {words(mark): mark for mark in marks(door._run())}
    fault = by_words["#PF at step 16"]
    state = door.request({"action": "seek", "at": fault.at})["state"]
    assert state["position"] == "Step 16 of 25: fault raised"
    first = next(mark for mark in by_words.values() if mark.kind == PRINT)
    door._sent.clear()
    answer = door.request({"action": "seek", "at": first.at, "panels": ["screen"]})
    assert read(answer["panels"]["screen"]).raw_text.startswith("Hello World!")


def test_the_list_says_the_same_as_the_drawing_and_is_reached_by_keys() -> None:
    door = ran("page-fault", None)
    shown = marks(door._run())
    drawn, told = strip(shown, 25), read(listed(shown, False))
    assert [int(at) for at in re.findall(r'data-at="(\d+)"', drawn)] == [mark.at for mark in shown]
    assert [button.text for button in told.all("button")] == [words(mark) for mark in shown]
    assert {button.attributes["data-action"] for button in told.all("button")} == {"seek"}


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (Mark(FAULT, 16, 16, 1, 1, "#PF"), "#PF at step 16"),
        (Mark(FAULT, 0, 0, 1, 1, "#PF"), "#PF before step 1"),
        (Mark(FAULT, 4, 1009, 1, 3), "3 faults, steps 4 to 1,009"),
        (Mark(FAULT, 4, 4, 1, 2), "2 faults, step 4"),
        (Mark(INTERRUPT, 7, 7, 1, 1, "#BP"), "Interrupt #BP at step 7"),
        (Mark(INTERRUPT, 7, 9, 1, 2), "2 interrupts, steps 7 to 9"),
        (Mark(PRINT, 3, 3, 1, 12), "Print at step 3"),
        (Mark(PRINT, 0, 0, 1, 12), "Print before step 1"),
        (Mark(PRINT, 0, 5, 1, 12), "Prints, before step 1 to step 5"),
        (Mark(PRINT, 6, 1069, 1, 12), "Prints, steps 6 to 1,069"),
    ],
)
def test_a_mark_in_words(mark: Mark, text: str) -> None:
    assert words(mark) == text


def test_what_is_not_kept_has_no_marks_and_the_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "ROOM", 1 << 15)
    monkeypatch.setattr(kept, "BLOCK", 16)
    monkeypatch.setattr(session_run, "MARGIN", 40)
    door = Session(HandmadeEngine())
    answer = door.request({"action": "run", "files": {"src/main.rs": "// behaves seldom\n"}, "until": 3000})
    assert answer["state"]["kept"] is not None
    run = door._run()
    assert all(mark.at > run.end.first for mark in marks(run))
    told = read(answer["panels"]["mark-list"]).text
    assert "nothing printed in what is kept of this run." in told
    assert "Earlier steps are not kept" in told


def test_a_run_without_any_says_so() -> None:
    door = Session(HandmadeEngine())
    answer = door.request({"action": "run", "files": {"src/main.rs": "// behaves endless\n"}, "until": 30})
    assert read(answer["panels"]["mark-list"]).text == "No faults, no interrupts, nothing printed in this run."
    assert answer["panels"]["marks"] == ""


def test_the_marks_are_sent_once_and_again_when_the_slider_counts_otherwise() -> None:
    door = ran("page-fault", None)
    door._sent.clear()
    assert door.request({"action": "seek", "at": 5})["panels"]["marks"]
    assert "marks" not in door.request({"action": "seek", "at": 90})["panels"]
    assert "marks" in door.request({"action": "stops", "kind": "all"})["panels"]
    door.request({"action": "stops", "kind": "events"})

"""Cases on the booted starter: what is drawn is what was asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.homework import AssignmentError
from pagesim_py.homework.draw import Stream
from pagesim_py.homework.places import GROWTH
from pagesim_py.homework.programs import places_of
from pagesim_py.homework.situation import outcome_of
from pagesim_py.machine.paging import Outcome
from tests.homework.every_kind import every_kind

tags = st.text(max_size=8)


@settings(max_examples=60, deadline=None)
@given(tags, st.integers(0, 3), st.sampled_from(["lower", "upper", "any"]))
def test_so_many_tables_are_missing(tag: str, missing: int, half: str) -> None:
    places = places_of(every_kind())
    if half == "upper" and missing < 3:
        return  # nothing is mapped there, so all three tables are missing
    page = places.unmapped_page(Stream(tag), missing, half)
    found = places.machine.walk(page)
    assert found.outcome is Outcome.NOT_PRESENT
    assert found.steps[-1].level == missing + 1
    assert page % 4096 == 0
    assert half == "any" or (page >> 63 == 1) == (half == "upper")
    assert all(page - run.end >= GROWTH for run in places.runs if page >= run.end), "a larger kernel could reach it"


@settings(max_examples=40, deadline=None)
@given(tags)
def test_a_mapped_page_is_mapped(tag: str) -> None:
    places = places_of(every_kind())
    assert places.machine.walk(places.mapped_page(Stream(tag))).outcome is Outcome.PAGE


@settings(max_examples=60, deadline=None)
@given(
    tags,
    st.sampled_from(["0x0", "0x2", "0x10", "0x3", "0x11", "none", "0x4", "0x6", "0x14", "0x5", "0x7", "0x15", "#GP"]),
)
def test_an_access_ends_as_it_was_asked_to(tag: str, outcome: str) -> None:
    found = places_of(every_kind()).access(Stream(tag), outcome, {"cpl": [0, 3]} if outcome == "#GP" else {})
    assert outcome_of(found.fault()) == outcome


def test_what_cannot_happen_there() -> None:
    with pytest.raises(AssignmentError, match='on = "tables"'):
        places_of(every_kind()).access(Stream("x"), "0x9", {})
    with pytest.raises(AssignmentError, match="no unmapped page"):
        places_of(every_kind()).unmapped_page(Stream("x"), 0, "upper")


def test_looking_for_cases_changes_nothing() -> None:
    places = places_of(every_kind())
    before = len(places.machine.memory.frames)
    places.__dict__.pop("holes", None)
    places.__dict__.pop("runs", None)
    assert places.holes
    assert places.runs
    assert len(places.machine.memory.frames) == before

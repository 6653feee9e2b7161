"""What changed between two moments."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.session import RequestError, Session
from pagesim_py.session.comparing import compared
from pagesim_py.views.changes import Changes, Entry, Word
from tests.views.reading import Node, read


@pytest.fixture
def door() -> Session:
    session = Session()
    session.request({"action": "run", "files": session.files, "panels": []})
    return session


def ask(door: Session, action: str = "look", **fields: Any) -> Node:
    door._sent.clear()
    return read(door.request({"action": action, "panels": ["changes"], **fields})["panels"]["changes"])


def to(door: Session, title: str) -> int:
    for number in range(door.state()["stops"], 0, -1):
        if door.request({"action": "seek", "stop": number, "panels": []})["state"]["position"].endswith(f": {title}"):
            return number
    raise AssertionError(title)


def rows(panel: Node, look: str) -> list[list[str]]:
    return panel.one("table", look).one("tbody").rows()


def test_a_pushed_frame_is_six_words_of_the_stack(door: Session) -> None:
    stop = to(door, "frame pushed")
    panel = ask(door)
    assert panel.one("p", "span-of").text == f"From step {stop - 1} to step {stop}"
    found = rows(panel, "memory-changed")
    assert [row[2] for row in found] == ["0x2", "0x201039", "0x8", "0x2", "0x10000201fd0", "0x0"]
    assert {row[0].split()[1] for row in found} == {"stack"}, "SS was 0 and is 0"


def test_since_the_start_there_are_registers_entries_lines_and_memory(door: Session) -> None:
    panel = ask(door, "since", name="start")
    assert ["CR2", "0x0", "0xdeadbeaf"] in [row[:3] for row in rows(panel, "registers-changed")]
    assert ["row 1", "", "EXCEPTION: PAGE FAULT"] in [row[:3] for row in rows(panel, "screen-changed")]
    entries = rows(panel, "entries-changed")
    assert entries[0][1:3] == ["0x409000 P | XD", "0x409000 P | A | XD"]
    assert "level 1, entry 9" in entries[0][0]
    assert [one.text for one in panel.all("button") if one.attributes.get("aria-pressed") == "true"] == ["the start"]


def test_each_jump_leads_to_the_last_time_that_it_changed(door: Session) -> None:
    run = door.run
    assert run is not None
    found = compared(run, "start", None)
    assert isinstance(found, Changes)
    both: list[Entry | Word] = [*found.entries, *found.memory]
    assert len(both) > 50
    for one in both:
        for at, value in ((one.at - 1, None), (one.at, one.new)):
            with run.visiting(at):
                now = run.machine.memory.read_u64(one.address)
            assert (now == value) if value is not None else (now != one.new)


@pytest.mark.parametrize("kind", ["events", "statements"])
def test_what_changed_is_what_two_looks_at_memory_tell_apart(door: Session, kind: str) -> None:
    run = door.run
    assert run is not None
    door.request({"action": "stops", "kind": kind, "panels": []})
    frames = sorted(run.machine.memory.frames)
    for mark, here in ((3, 17), (17, 3), (10, 11), (0, run.last)):
        with run.visiting(mark):
            then = {number: bytes(run.machine.memory.read(number << 12, 4096)) for number in frames}
        run.seek(here)
        now = {number: bytes(run.machine.memory.read(number << 12, 4096)) for number in frames}
        found = compared(run, "mark", mark)
        assert isinstance(found, Changes)
        old, new = (then, now) if mark < here else (now, then)
        told = {(one.address, one.old, one.new) for one in found.entries}
        told |= {(one.address, one.old, one.new) for one in found.memory}
        expected = set()
        for number in frames:
            for offset in range(0, 4096, 8):
                pair = [int.from_bytes(side[number][offset : offset + 8], "little") for side in (old, new)]
                if pair[0] != pair[1] and not 0xB8000 <= (number << 12) + offset < 0xB8000 + 4000:
                    expected.add(((number << 12) + offset, *pair))
        assert told == expected
        assert run.position == here, "looking changes nothing"


def test_a_marked_moment_can_be_compared_with_from_elsewhere(door: Session) -> None:
    stop = to(door, "fault raised")
    panel = ask(door, "since", name="here")
    assert "This is the moment itself" in panel.text
    to(door, "handler entered")
    assert ask(door).one("p", "span-of").text.startswith(f"From step {stop} to")
    door.request({"action": "seek", "stop": 2, "panels": []})
    assert ask(door).one("p", "span-of").text == f"From step 2 to step {stop}", "the earlier comes first"


def test_there_are_sentences_where_nothing_can_be_compared(door: Session) -> None:
    door.request({"action": "seek", "stop": 0, "panels": []})
    assert "there is no step before it" in ask(door).text
    assert "no exception before" in ask(door, "since", name="raised").text
    with pytest.raises(RequestError, match="before, start, raised, mark or here"):
        door.request({"action": "since", "name": "other"})
    with pytest.raises(RequestError, match="press Run first"):
        Session().request({"action": "since", "name": "start"})

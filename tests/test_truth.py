"""What the panels say of the present is what the machine holds at that moment, read by other code (tests/plain.py).

A panel may show the past only if it says so ("as it was"). Looked at are the positions at which a step by event stops
(all of them but in three recordings of several hundred events each) and some of those between; with
PAGESIM_EVERY_POSITION=1 every one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

from pagesim_py import Machine, labs
from pagesim_py.machine.events import Cr2Written, FaultRaised, FramePushed, InterruptRaised
from pagesim_py.machine.vga import CODE_PAGE_437
from pagesim_py.session import Session
from pagesim_py.session.run import Run
from tests import plain
from tests.views.reading import Node, read

STEPS = [(name, step.id) for name in labs.names() for step in labs.load(name).steps]
PAST = re.compile(r"\bas it was\b|\bas they were\b", re.IGNORECASE)
USED = 0x60
"""A and D: the walk that is shown sets them."""
MOST = 25
"""Positions of a long recording, spread over it, beside those at its events."""
EVENTS = 100
"""If a recording has no more events than this, the positions just after all of them."""
CHECKED = ["screen", "walk", "tables", "registers", "exception"]


@pytest.fixture(scope="module")
def door() -> Session:
    return Session()


def started(door: Session, lab: str, step: str) -> Run:
    files = labs.load(lab).step(step).files
    door.request({"action": "open", "lab": lab, "experiment": step})
    door.request({"action": "stops", "kind": "all"})
    door.request({"action": "run", "files": files, "experiment": step})
    assert door.run is not None
    return door.run


def positions(run: Run) -> Iterator[int]:
    """The positions at the events, every one around the first and the last exceptions, and many others."""
    timeline = run.timeline
    if os.environ.get("PAGESIM_EVERY_POSITION"):
        yield from range(len(timeline) + 1)
        return
    wanted = {0, len(timeline), *range(0, len(timeline), max(1, len(timeline) // MOST))}
    if len(timeline.event_indices) <= EVENTS:
        wanted.update(index + 1 for index in timeline.event_indices)
    for one in [*timeline.deliveries[:2], *timeline.deliveries[-1:]]:
        wanted.update(range(one.start - 2, one.end + 4))
    for number, index in enumerate(run.returned):
        if index is not None and number in (0, len(run.returned) - 1):
            wanted.update(range(index - 1, index + 8))
    yield from sorted(one for one in wanted if 0 <= one <= len(timeline))


def at(door: Session, position: int) -> dict[str, Node]:
    door._sent.clear()
    answer = door.request({"action": "seek", "at": position, "panels": CHECKED})
    return {name: read(html) for name, html in answer["panels"].items()}


@pytest.mark.parametrize(("lab", "step"), STEPS, ids=["-".join(one) for one in STEPS])
def test_the_panels_say_what_the_machine_holds(door: Session, lab: str, step: str) -> None:
    run = started(door, lab, step)
    log, machine = run.timeline.log, run.machine
    entry = door.engine.boot(run.program, door.lab).cpu.rip
    said_past = 0
    for position in positions(run):
        panels = at(door, position)
        assert run.position == position
        state = plain.state(log, position)
        screen(panels["screen"], machine)
        registers(panels["registers"], machine, state, entry)
        tables(panels["tables"], machine)
        exception(panels["exception"], machine, log, position, state)
        said_past += translation(panels["walk"], machine, door, run)
        placed(door, run, state)
    assert said_past, "the accesses of the program are followed"


@pytest.mark.parametrize(("lab", "step"), STEPS[::4], ids=["-".join(one) for one in STEPS[::4]])
def test_a_typed_address_is_shown_as_it_is_now(door: Session, lab: str, step: str) -> None:
    """Whatever has happened to it: also an address that the program has just been refused."""
    run = started(door, lab, step)
    faults = [e.fault.address for e in run.timeline.log if isinstance(e, FaultRaised) and e.fault.address is not None]
    chosen = sorted({0xB8000, 0xDEADBEAF, 0x201008, 1 << 47, *faults[:2], *faults[-2:]})
    for position in list(positions(run))[::7]:
        run.seek(position)
        for address in chosen:
            door._sent.clear()
            answer = door.request({"action": "translate", "address": hex(address), "panels": CHECKED})
            panels = {name: read(html) for name, html in answer["panels"].items()}
            assert PAST.search(panels["walk"].text) is None
            assert answer["state"]["address"] == hex(address)
            translation(panels["walk"], run.machine, door, run)
            tables(panels["tables"], run.machine)


def test_what_was_repaired_is_present_now(door: Session) -> None:
    """The handler has made the entry and returned, the store was tried again: both are told, each with its time."""
    run = started(door, "page-fault", "repair")
    door._sent.clear()
    panel = read(door.request({"action": "seek", "at": len(run.timeline)})["panels"]["walk"])
    assert "Write refused: level 1, entry 144 is not present" in panel.one("div", "then").text
    assert panel.one("div", "then").text.startswith("As it was at step ")
    assert panel.one("div", "now").text == "The same access nowWrite allowed: 0xb8f00."
    assert panel.one("table", "beside").rows()[-1][2].endswith("page 0xb8000changed")
    door._sent.clear()
    typed = read(door.request({"action": "translate", "address": "0x90f00"})["panels"]["walk"])
    assert typed.one("p", "verdict").text.startswith("Mapped: physical address 0xb8f00.")
    assert "TLB: it holds this page, at 0xb8000" in typed.one("p", "tlb").text


# -- the panels, each against the machine


def screen(panel: Node, machine: Machine) -> None:
    cells = machine.memory.read(0xB8000, 4000)
    rows = ["".join(CODE_PAGE_437[byte] for byte in cells[at : at + 160 : 2]) for at in range(0, 4000, 160)]
    assert panel.raw_text.split("\n") == rows


def registers(panel: Node, machine: Machine, state: plain.State, entry: int) -> None:
    cpu = machine.cpu
    for row in panel.one("table", "registers").one("tbody").all("tr"):
        name, value = row.all("abbr")[0].text, int(row.all("code")[0].text, 16) if row.all("code") else None
        if name == "CPL":
            assert row.all("td")[0].all("code")[0].text == str(cpu.cpl)
        elif name == "RIP":
            assert value == (entry if state.rip is None else state.rip)
        elif name in ("CR0", "CR2", "CR3", "CR4", "EFER", "RFLAGS", "CS", "SS"):
            assert value == getattr(cpu, name.lower())
        elif name in ("IDTR", "GDTR"):
            assert value == getattr(cpu, name.lower()).base


def tables(panel: Node, machine: Machine) -> None:
    """Every entry that has a row is in memory as the row says; the marked rows are the walk of one address."""
    top = machine.cpu.cr3 & ~0xFFF
    for row in panel.one("table", "tree").one("tbody").all("tr"):
        path = row.attributes.get("data-path")
        if path is None:
            continue
        at, value = top, 0
        for number, index in enumerate(path.split(".")):
            first, _, last = index.partition("-")
            value = plain.u64(machine, at + 8 * int(first))
            assert value & 1, "a row is shown for an entry that is not present"
            if last:
                assert number == path.count(".")
                assert plain.u64(machine, at + 8 * int(last)) & 1
            at = value & (1 << 52) - 1 & ~0xFFF
        flags = [cell.text for cell in row.all("td", "flag")]
        if flags:
            assert flags == [str(value >> bit & 1) for bit in (0, 1, 2, 63, 5, 6, 7, 8)]


def exception(panel: Node, machine: Machine, log: list[Any], position: int, state: plain.State) -> None:
    raised = [entry for entry in log[:position] if isinstance(entry, FaultRaised | InterruptRaised)]
    if panel.all("p", "none"):
        assert not raised
        return
    assert raised
    when = panel.one("span", "when").text
    if not PAST.search(when):
        last = log[position - 1]
        assert state.under_way or last in log[position - 1 : position]
        events = [entry for entry in log[:position] if isinstance(entry, Cr2Written | FramePushed)]
        story = panel.one("ol", "story").text
        if "CR2 gets" in story and any(isinstance(entry, Cr2Written) for entry in events):
            assert f"CR2 gets the address that failed: {machine.cpu.cr2:#x}." in story
        for address, value, _ in frame_of(panel):
            if address != "–":
                where = plain.physical(machine, int(address, 16))
                assert where is not None
                assert plain.u64(machine, where) == int(value, 16)
    elif "Now its handler runs." in when:
        assert state.handlers
    for address, value, _ in frame_of(panel):
        if " now " in value:
            where = plain.physical(machine, int(address, 16))
            assert where is not None
            assert plain.u64(machine, where) == int(value.split(" now ")[1], 16)


def frame_of(panel: Node) -> list[list[str]]:
    """The rows of the frame; none if no frame could be pushed."""
    return [row for table in panel.all("table", "frame") for row in table.rows()[1:]]


def translation(panel: Node, machine: Machine, door: Session, run: Run) -> bool:
    """Whether the panel says that it shows the past; then its other column is the present."""
    data = panel.all("div")[0].attributes
    address = int(data["data-address"], 16)
    way = plain.entries(machine, address)
    held = plain.held(machine, address)
    tlb = panel.one("p", "tlb").text
    if way:
        assert ("it holds this page" in tlb) == (held is not None)
    past = PAST.search(panel.text) is not None
    assert past == ("data-then" in data)
    if past:
        beside = panel.one("table", "beside").one("tbody").all("tr")
        here = run.position
        assert columns(beside, 1) == [entry.value for entry in way]
        then = columns(beside, 0)
        run.seek(int(data["data-then"]))
        before = plain.entries(machine, address)
        run.seek(here)
        assert [value | USED for value in then] == [entry.value | USED for entry in before]
        assert f"step {run.timeline.count(run.stops, int(data['data-then'])):,}" in panel.text
        return True
    rows = panel.one("table", "levels").one("tbody").all("tr")
    shown = [int(row.all("td")[2].text, 16) for row in rows if "unreached" not in row.attributes.get("class", "")]
    assert shown == [entry.value for entry in way]
    if way:
        assert (data["data-level"], data["data-index"]) == (str(way[-1].level), str(way[-1].number))
    where = plain.physical(machine, address)
    assert data.get("data-physical") == (None if where is None else hex(where))
    return False


def columns(rows: list[Node], number: int) -> list[int]:
    """The entries in a column of "then and now"; levels that are not reached have none."""
    cells = [row.all("td")[number] for row in rows]
    return [int(cell.all("code")[0].text, 16) for cell in cells if "not reached" not in cell.text]


def placed(door: Session, run: Run, state: plain.State) -> None:
    """The marked line of the source is that of the statement, also just after a handler has returned."""
    place = door.state()["place"]
    if state.statement is None:
        assert place is None
        return
    line = run.program.line(state.statement)
    if line is not None:
        assert (place["file"], place["line"]) == (line[0], line[1])

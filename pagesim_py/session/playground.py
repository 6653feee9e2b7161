"""The playground's requests. The page holds the list of operations; what is kept here only saves doing them again.

    playground  {operations, do?, address?, frame?, opened?, folded?}
                    ``operations`` as a link has them (absent: empty tables); ``do`` is one more, addresses as typed
                    ``address`` is looked at, as typed; ``opened`` and ``folded`` are paths of the page tables
                    ``frame``, a physical address: the ways to it are shown

Answers carry the panels and ``state``: {operations, address, told, error, from, script}. ``error`` is a sentence about
what could not be done; nothing has changed then. A fault is no error: it is how an access went.
"""

from __future__ import annotations

from typing import Any

from pagesim_py.boot import Named, areas
from pagesim_py.machine.address import PAGE_SIZE, page_size
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.ways import ways_to
from pagesim_py.playground import (
    Access,
    Edit,
    Invalidate,
    Map,
    Operation,
    OperationError,
    Playground,
    Reach,
    Start,
    Step,
    Unmap,
    data,
    read,
    script,
)
from pagesim_py.playground.operations import MOST, read_one, read_start
from pagesim_py.playground.play import replay
from pagesim_py.playground.remedies import KINDS, remedies
from pagesim_py.playground.tables import tables as all_tables
from pagesim_py.playground.told import outcome, title
from pagesim_py.playground.ways import window_run
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.session.fields import RequestError
from pagesim_py.views import playground as view
from pagesim_py.views import playground_ways, space, tables, tlb, walk
from pagesim_py.views.html import Html, el, join
from pagesim_py.views.tables import path_of
from pagesim_py.views.translation import Subject, Translation, look

EMPTY: list[Any] = [{"do": "start", "from": "empty", "levels": 4}]
DRAWN = 24
"""Areas that are drawn at most."""


class Bench:
    """What is kept between the requests of one page."""

    def __init__(self) -> None:
        self.play: Playground | None = None
        self.sent: dict[str, int] = {}

    def act(self, request: dict[str, Any]) -> dict[str, Any]:
        """Does one request; the answer. RequestError for one that no page makes."""
        error, came = None, True
        try:
            start, operations = read(request.get("operations", EMPTY))
            play = self._at(start, operations)
        except OperationError as wrong:
            error, came = f"This list of operations cannot be used: {_plain(wrong)}.", False
            play = self._at(*read(EMPTY))
        done: Operation | Start | None = None
        if error is None and request.get("do") is not None:
            try:
                play, done = self._do(play, request["do"])
            except (OperationError, AddressError) as wrong:
                error = str(wrong)
        address = _aimed(done) if done is not None else None
        if address is None:
            typed = request.get("address")
            try:
                address = self._typed(play, typed) if isinstance(typed, str) and typed.strip() else None
            except AddressError as wrong:
                error = error or str(wrong)
        if address is None:
            address = play.begun.address
        panels = self._panels(play, address, _frame(request), _paths(request, "opened"), _paths(request, "folded"))
        step = play.steps[-1] if play.steps else None
        state = {
            "operations": [data(play.start), *map(data, play.operations)],
            "address": hex(address),
            "told": _told(done, step),
            "error": error,
            "usable": came,
            "script": script(play),
        }
        return {"ok": True, "panels": self._changed(panels), "state": state}

    def _at(self, start: Start, operations: list[Operation]) -> Playground:
        kept, self.play = self.play, None  # if it fails in between, what is kept stands nowhere
        self.play = replay(start, operations, kept)
        return self.play

    def _do(self, play: Playground, asked: object) -> tuple[Playground, Operation | Start]:
        if isinstance(asked, dict) and asked.get("do") == "start":
            start = read_start(asked)
            self.play = Playground(start)
            return self.play, start
        operation = read_one(asked, lambda text: self._typed(play, text))
        if len(play.steps) >= MOST - 1:
            raise OperationError(f"There are {MOST} operations, and more than that a link does not carry: begin anew.")
        play.do(operation)
        return play, operation

    def _typed(self, play: Playground, text: str) -> int:
        cpu = play.machine.cpu
        try:
            return parse(text, Symbols({}), {"cr2": cpu.cr2, "cr3": cpu.cr3})
        except AddressError as error:
            if "symbol" not in str(error):
                raise
            shown = text.strip()[:40]
            raise AddressError(f"{shown} is no address: write it as 0x5000, 20480, cr2 or cr3 + 8.") from None

    def _changed(self, panels: dict[str, Html]) -> dict[str, str]:
        changed = {}
        for name, html in panels.items():
            if self.sent.get(name) != hash(html):
                self.sent[name] = hash(html)
                changed[name] = str(html)
        return changed

    def _panels(
        self, play: Playground, address: int, frame: int | None, opened: set[str], folded: set[str]
    ) -> dict[str, Html]:
        machine = play.machine
        now = look(machine, address)
        last = play.steps[-1].operation if play.steps else None
        asked = KINDS[last.kind] if isinstance(last, Access) and last.address == address else None
        way = (opened | set(path_of(now.walk))) - folded
        named = [*play.begun.named, *_named(play)]
        return {
            "result": view.told(play.steps[-1] if play.steps else None),
            "helps": view.helps(remedies(play)) or join(),
            "walk": walk.render(Translation(Subject(address), now, None, asked)),
            "entries": view.entries(now.walk, view.stale_entries(machine, address)),
            "tables": tables.render(machine, way, now.walk),
            "tlb": tlb.render(machine, None, address),
            "switches": view.switches(machine.cpu),
            "ways": playground_ways.render(play.costs(address), address),
            "space": _space(machine, named, space.Shown(address, now.walk.physical), frame),
            "steps": view.steps(play.start, play.steps, play.begun.notes),
            "script": view.program(script(play)),
        }


def first_panels() -> dict[str, str]:
    """The panels of empty tables, by names that begin with ``play-``: what the page comes with."""
    panels: dict[str, str] = Bench().act({})["panels"]
    return {f"play-{name}": html for name, html in panels.items()}


def _frame(request: dict[str, Any]) -> int | None:
    given = request.get("frame")
    if given is None:
        return None
    try:
        return int(given, 16)
    except (TypeError, ValueError):
        raise RequestError("The request needs frame: a physical address as text.") from None


def _paths(request: dict[str, Any], name: str) -> set[str]:
    given = request.get(name, [])
    if not isinstance(given, list) or not all(isinstance(path, str) for path in given):
        raise RequestError(f"The request needs {name}: a list of paths.")
    return set(given)


def _plain(error: OperationError) -> str:
    return str(error).rstrip(".")


def _told(done: Operation | Start | None, step: Step | None) -> str | None:
    """The sentence that answers what was just done."""
    if done is None:
        return None
    return f"{title(done)}." if step is None else f"{title(done)}. {outcome(step)}"


def _aimed(operation: Operation | Start) -> int | None:
    """The address that an operation is about; None if it is about none."""
    match operation:
        case Map(page=address) | Unmap(page=address) | Edit(address=address) | Access(address=address):
            return address
        case Invalidate(address):
            return address
    return None


def _space(machine: Machine, named: list[Named], shown: space.Shown, frame: int | None) -> Html:
    """The address space. A paste may have thousands of runs: the first are drawn."""
    found = areas(machine, named, "mapped")
    if not found:
        return el("p", "Nothing is mapped: every access is a page fault.", class_="none")
    reaching = [] if frame is None else ways_to(machine, frame)
    drawn = space.render(found[:DRAWN], {"here": shown.address}, frame, reaching, shown)
    left = len(found) - DRAWN
    return join(
        drawn, el("p", f"Of {len(found):,} areas the first {DRAWN} are shown.", class_="none") if left > 0 else None
    )


def _named(play: Playground) -> list[Named]:
    """What the steps have mapped, by their numbers; the ways to reach the tables."""
    machine = play.machine
    found = []
    for number, step in enumerate(play.steps, 1):
        match step.operation:
            case Map(page, _, level, _, _) if step.fault is None:
                found.append(Named(page, page + page_size(level), f"mapped in step {number}", "data"))
    ways = {step.operation.by for step in play.steps if isinstance(step.operation, Reach)}
    run = window_run(machine) if "window" in ways else None
    if run is not None:
        found.append(Named(run.address, run.end, "physical memory (window)", "window"))
    if "identity" in ways:
        of_itself = all_tables(machine.memory, machine.memory, machine.mmu.control)
        found += [Named(table, table + PAGE_SIZE, "tables (identity)", "tables") for table in of_itself]
    return found

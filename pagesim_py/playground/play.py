"""The playground itself: the machine, and the steps that were taken. Each step is undone exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pagesim_py.machine.address import page_size
from pagesim_py.machine.bits import MASK64
from pagesim_py.machine.control import CR3_NO_FLUSH
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import state_of_tables
from pagesim_py.machine.mmu import Watching
from pagesim_py.machine.paging import Outcome, walk
from pagesim_py.playground import ways
from pagesim_py.playground.calls import Call, Value, set_cpl, store
from pagesim_py.playground.frames import Frames
from pagesim_py.playground.operations import (
    BITS,
    Access,
    Edit,
    Invalidate,
    Map,
    Operation,
    OperationError,
    Protect,
    Reach,
    Reload,
    Start,
    Switch,
    Unmap,
)
from pagesim_py.playground.starts import begin
from pagesim_py.playground.tables import Taking, map_page, tables


class Step(NamedTuple):
    """An operation that was done: its calls, and how it went."""

    operation: Operation
    calls: tuple[Call, ...]
    answer: Value | None
    """What the last call gave, None for nothing."""
    fault: Fault | None
    """What the CPU refused; the calls behind were not made."""
    by_copy: bool
    """Of an access: whether the TLB had a copy of the translation, so that no walk was needed."""
    entries: int
    """Entries that were written."""
    frames: int
    """Frames taken for tables."""
    dropped: int
    """Copies that the TLB has lost by it."""


class _Before(NamedTuple):
    """What the machine's log does not know."""

    log: int
    cpl: int
    frames: Frames
    watching: Watching


class Playground:
    """A machine, and what was done to it. OperationError if it cannot be begun."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.begun = begin(start)
        self.machine: Machine = self.begun.machine
        self.frames = self.begun.frames
        self.steps: list[Step] = []
        self._before: list[_Before] = []
        self._log: list[Any] = []
        self._costs: tuple[object, tuple[object, ...], list[ways.Cost]] | None = None
        self.machine.log = self._log

    @property
    def operations(self) -> list[Operation]:
        """What was done since the start."""
        return [step.operation for step in self.steps]

    def do(self, operation: Operation) -> Step:
        """Does ``operation``. A fault is how it went; OperationError if it cannot be tried, and nothing has changed."""
        cpu = self.machine.cpu
        before = _Before(len(self._log), cpu.cpl, self.frames, self.machine.mmu.watching())
        taking = Taking(self.frames)
        by_copy, copies = self._held(operation), len(self.machine.tlb)
        calls: list[Call] = []
        answer, fault = None, None
        try:
            for call in self._plan(operation, taking):
                calls.append(call)
                answer = call.run(self.machine)
        except Fault as refused:
            fault = refused
            if refused.cr2 is not None:
                cpu.write_cr2(refused.cr2)
        except OperationError:
            self._back(before)
            raise
        self.frames = taking.frames
        written = sum(call.name == "memory.write_u64" or call.arguments[1:2] == (8,) for call in calls)
        dropped = max(0, copies - len(self.machine.tlb))
        step = Step(operation, tuple(calls), answer, fault, by_copy, written, taking.count, dropped)
        self.steps.append(step)
        self._before.append(before)
        return step

    def undo(self) -> None:
        """Takes the last step back. IndexError if there is none."""
        self.steps.pop()
        self._back(self._before.pop())

    def _back(self, before: _Before) -> None:
        while len(self._log) > before.log:
            self.machine.undo(self._log.pop())
        self.machine.cpu.cpl = before.cpl
        self.machine.mmu.watch_as(before.watching)
        self.frames = before.frames

    def past(self) -> dict[str, tuple[int, int]]:
        """For each way that was set up here: entries written and frames taken."""
        found: dict[str, tuple[int, int]] = {}
        for step in self.steps:
            if isinstance(step.operation, Reach):
                entries, frames = found.get(step.operation.by, (0, 0))
                found[step.operation.by] = (entries + step.entries, frames + step.frames)
        return found

    def costs(self, address: int) -> list[ways.Cost]:
        """The three ways to reach the tables, side by side. Only what changes tables or takes frames changes them."""
        past = self.past()
        tables, asked = state_of_tables(self.machine), (address, self.frames, past)
        if self._costs is None or self._costs[0] is not tables or self._costs[1] != asked:
            self._costs = tables, asked, ways.costs(self.machine, self.frames, address, past)
        return self._costs[2]

    # -- plans

    def _held(self, operation: Operation) -> bool:
        machine = self.machine
        return isinstance(operation, Access) and machine.tlb.find(operation.address, machine.mmu.tag) is not None

    def _plan(self, operation: Operation, taking: Taking) -> Iterator[Call]:
        """The calls of ``operation``, read off the machine as they are made."""
        cpl = operation.cpl if isinstance(operation, Access) else 0
        if self.machine.cpu.cpl != cpl and not (isinstance(operation, Map | Unmap | Edit) and operation.by == "memory"):
            yield set_cpl(cpl)
        match operation:
            case Map():
                made = ways.way(self.machine, operation.by)
                memory = self.machine.memory
                if operation.frame is not None:
                    taking.frames = taking.frames.reserve(operation.frame, page_size(operation.level))
                yield from map_page(memory, memory, self.machine.mmu.control, taking, operation, made)
            case Unmap(page, by):
                yield self._change(page, None, 0, by)
            case Edit(address, level, entry, by):
                yield self._change(address, level, entry, by)
            case Access(kind, address, _, value):
                yield _access(kind, address, value)
            case Invalidate(address):
                yield Call("cpu.invlpg", (address,))
            case Reload():
                yield Call("cpu.mov_to_cr3", (self.machine.cpu.cr3 & ~CR3_NO_FLUSH,), may_fault=True)
            case Switch(bit, on):
                yield self._switch(bit, on)
            case Protect(value):
                yield Call("cpu.wrpkru", (value,), may_fault=True)
            case Reach(by):
                yield from self._reach(by, taking)

    def _reach(self, by: str, taking: Taking) -> Iterator[Call]:
        memory = self.machine.memory
        calls = 0
        for call in ways.plan(self.machine, memory, taking, by):
            calls += 1
            yield call
        if calls == 0:
            count = len(tables(memory, memory, self.machine.mmu.control))
            raise OperationError(f"Each of the {count} tables is mapped at its own address already.")

    def _change(self, address: int, level: int | None, entry: int, by: str) -> Call:
        """The entry of ``level`` on the walk of ``address`` becomes ``entry``; None: of the one that maps the page."""
        control = self.machine.mmu.control
        found = walk(self.machine.memory, control, address & MASK64)
        if found.outcome is Outcome.NON_CANONICAL:
            raise OperationError(f"{address:#x} is not canonical: no entry belongs to it.")
        if level is None:
            if found.outcome is not Outcome.PAGE:
                raise OperationError(f"{address:#x} is not mapped: there is nothing to unmap.")
            level = found.steps[-1].level
        step = next((one for one in found.steps if one.level == level), None)
        if step is None:
            last = found.steps[-1].level
            raise OperationError(
                f"The walk of {address:#x} ends at level {last}: it comes to no entry of level {level}."
            )
        made = ways.way(self.machine, by)
        return made.write(control.levels, level, address, step.address, entry)

    def _switch(self, bit: str, on: bool) -> Call:
        register, mask = BITS[bit]
        cpu = self.machine.cpu
        word: int = getattr(cpu, register)
        word = word | mask if on else word & ~mask
        name = {"cr0": "mov_to_cr0", "cr4": "mov_to_cr4", "efer": "wrmsr_efer", "rflags": "popfq"}[register]
        return Call(f"cpu.{name}", (word,), may_fault=True)


def _access(kind: str, address: int, value: int) -> Call:
    if kind == "write":
        return store(address, 1, value)
    name = "cpu.fetch" if kind == "fetch" else "cpu.load"
    return Call(name, (address, 1), may_fault=True)


def replay(start: Start, operations: list[Operation], kept: Playground | None = None) -> Playground:
    """The playground after ``operations``: ``kept``, if it is one with the same start, is taken back and on.

    OperationError if one of them cannot be done; ``kept`` is of no more use then.
    """
    if kept is None or kept.start != start:
        kept = Playground(start)
    done = kept.operations
    same = 0
    while same < min(len(done), len(operations)) and done[same] == operations[same]:
        same += 1
    while len(kept.steps) > same:
        kept.undo()
    for number, operation in enumerate(operations[same:], same + 2):
        try:
            kept.do(operation)
        except OperationError as error:
            raise OperationError(f"Operation {number}: {str(error)[0].lower()}{str(error)[1:]}") from None
    return kept

"""Misconceptions about what a program does: exceptions, handlers, the TLB."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from pagesim_py.homework.story import Change, Story
from pagesim_py.machine.events import (
    FaultRaised,
    FramePushed,
    InterruptReturned,
    PageTableEdited,
    PageWalked,
    TlbFlushed,
    TranslationInvalidated,
)
from pagesim_py.machine.flags import CR0_WP, CR4_PGE, ENTRY_P
from pagesim_py.machine.machine import Machine


class Telling(Protocol):
    """The question's program: what it does, also on a machine that was changed before."""

    def story(self, change: tuple[str, Change] | None = None) -> Story:
        """The truth, or what happens after ``change``."""


Tell = Callable[[Telling], "Story | None"]
Order = Callable[[list[str]], "list[str] | None"]
Points = Callable[[Story, Mapping[str, Any]], "int | None"]
TELLS: dict[str, Tell] = {}
ORDERS: dict[str, Order] = {}
POINTS: dict[str, Points] = {}


def tells(function: Tell) -> Tell:
    """Registers the wrong expectation under its name."""
    TELLS[function.__name__] = function
    return function


def orders(function: Order) -> Order:
    """Registers the wrong order under its name."""
    ORDERS[function.__name__.removeprefix("order_")] = function
    return function


def points(function: Points) -> Points:
    """Registers the wrong moment under its name."""
    POINTS[function.__name__.removeprefix("point_")] = function
    return function


def _parts(text: str) -> list[str]:
    """``#PF 0x2 0xdeadbeaf`` in its parts."""
    return text.split()


def _page_faults(story: Story, change: Callable[[list[str], int], list[str]]) -> Story | None:
    """Every page fault that reached a handler, told otherwise; ``change`` gets its parts and its number."""
    if not any(text.startswith("#PF") for text in story.exceptions):
        return None
    told = tuple(
        " ".join(change(_parts(text), number)) if text.startswith("#PF") else text
        for number, text in enumerate(story.exceptions)
    )
    return replace(story, exceptions=told)


# -- faults in delivery


@tells
def reset_is_a_halt(telling: Telling) -> Story | None:
    """After an exception without a handler the CPU stops."""
    story = telling.story()
    return replace(story, end="halted") if story.end == "triple fault" else None


@orders
def order_reset_is_a_halt(events: list[str]) -> list[str] | None:
    """As above."""
    return [*events[:-1], "Halted"] if events and events[-1] == "TripleFaulted" else None


@tells
def double_fault_needs_two_bugs(telling: Telling) -> Story | None:
    """A double fault is a second mistake of the program; one mistake raises its own exception."""
    story = telling.story()
    if not any(text.startswith("#DF") for text in story.exceptions) or not story.raised:
        return None
    told = tuple(story.raised[0] if text.startswith("#DF") else text for text in story.exceptions)
    return replace(story, exceptions=told)


@orders
def order_double_fault_needs_two_bugs(events: list[str]) -> list[str] | None:
    """As above: the first gate is read and its handler entered."""
    if "DoubleFaulted" not in events:
        return None
    return [name for name in events if name not in ("DoubleFaulted", "DeliveryFailed")]


@tells
def missing_gate_is_skipped(telling: Telling) -> Story | None:
    """An exception that nobody handles is ignored, and the program goes on."""
    story = telling.story()
    if not story.raised:
        return None
    return replace(story, exceptions=(), end="halted")


@orders
def order_missing_gate_is_skipped(events: list[str]) -> list[str] | None:
    """As above: after the gate was found empty, the CPU returns."""
    if "DeliveryFailed" not in events and "DoubleFaulted" not in events:
        return None
    first = min(events.index(name) for name in ("DeliveryFailed", "DoubleFaulted") if name in events)
    return [*events[:first], "InterruptReturned"]


@tells
def delivery_touches_no_memory(telling: Telling) -> Story | None:
    """Delivering an exception cannot fail: the CPU needs no memory for it."""
    story = telling.story()
    if not any(text.startswith("#PF") for text in story.raised) or story.end != "triple fault":
        return None
    return replace(story, exceptions=(story.raised[0],), end="halted")


# -- what a handler is told


@tells
def fault_is_the_read(telling: Telling) -> Story | None:
    """The access that failed is a read."""
    found = _page_faults(telling.story(), lambda parts, _: [parts[0], hex(int(parts[1], 16) & ~2), *parts[2:]])
    return found


@points
def point_fault_is_the_read(story: Story, moment: Mapping[str, Any]) -> int | None:
    """As above: the read before the fault is taken for it."""
    if moment.get("kind") != "FaultRaised":
        return None
    faults = [number for number, event in enumerate(story.events) if isinstance(event, FaultRaised)]
    if not faults:
        return None
    for number in range(faults[0] - 1, -1, -1):
        event = story.events[number]
        if isinstance(event, PageWalked) and event.fault is None and not event.access.is_write:
            return number + 1
    return None


@tells
def p_means_was_present_is_the_cause(telling: Telling) -> Story | None:
    """P = 1 says that the page was not present."""
    return _page_faults(telling.story(), lambda parts, _: [parts[0], hex(int(parts[1], 16) ^ 1), *parts[2:]])


def _without_write_protect(machine: Machine) -> None:
    machine.cpu.poke(cr0=machine.cpu.cr0 & ~CR0_WP)


@tells
def ring_0_ignores_rw(telling: Telling) -> Story:
    """The kernel may write whatever is present."""
    return telling.story(("CR0.WP = 0", _without_write_protect))


@tells
def cr2_is_page_base(telling: Telling) -> Story | None:
    """CR2 holds the beginning of the page."""
    return _page_faults(telling.story(), lambda parts, _: [*parts[:2], hex(int(parts[2], 16) & ~0xFFF)])


@tells
def cr2_is_rip(telling: Telling) -> Story | None:
    """CR2 holds the address of the instruction that failed."""
    story = telling.story()
    rips = [event.saved.rip for event in story.events if isinstance(event, FramePushed) and event.vector == 14]
    if not rips:
        return None
    return _page_faults(story, lambda parts, number: [*parts[:2], hex(rips[min(number, len(rips) - 1)])])


@points
def point_cr2_is_rip(story: Story, moment: Mapping[str, Any]) -> int | None:
    """The frame, which holds the instruction pointer, is taken for CR2."""
    if moment.get("kind") != "Cr2Written":
        return None
    return next((number for number, event in enumerate(story.events, 1) if isinstance(event, FramePushed)), None)


@tells
def saved_rip_is_next_statement(telling: Telling) -> Story | None:
    """A handler returns to the statement after the one that failed."""
    story = telling.story()
    line = None if story.line is None else story.line + 1
    if any(isinstance(event, InterruptReturned) for event in story.events):
        # One that has repaired nothing is called once, and the program goes on to its end.
        end = "halted" if story.end == "running" else story.end
        return replace(story, end=end, line=line)
    return None if line is None else replace(story, line=line)


@tells
def non_canonical_is_pf(telling: Telling) -> Story | None:
    """An address that is not canonical raises a page fault."""
    story = telling.story()
    for event in story.events:
        if isinstance(event, FaultRaised) and event.fault.vector == 13 and event.fault.address is not None:
            access = event.fault.access
            code = 2 if access is not None and access.is_write else 0
            told = f"#PF {code:#x} {event.fault.address:#x}"
            return replace(
                story, exceptions=tuple(told if text.startswith("#GP") else text for text in story.exceptions)
            )
    return None


@tells
def ss_survives_gdt(telling: Telling) -> Story | None:
    """The stack segment goes on working, whatever the new GDT holds at its selector."""
    story = telling.story()
    if not any(text.startswith(("#GP", "#SS", "#DF")) for text in (*story.exceptions, *story.raised)):
        return None
    kept = tuple(text for text in story.exceptions if not text.startswith(("#GP", "#SS", "#DF")))
    return replace(story, exceptions=kept, end="halted")


# -- mappings and the TLB


def _without_tlb(machine: Machine) -> None:
    machine.tlb.enabled = False


@tells
def every_access_walks(telling: Telling) -> Story:
    """The CPU reads the tables at every access, so that a change of an entry is seen at once."""
    return telling.story(("every access walks", _without_tlb))


def _without_global_pages(machine: Machine) -> None:
    machine.cpu.poke(cr4=machine.cpu.cr4 & ~CR4_PGE)


@tells
def reload_keeps_nothing_global(telling: Telling) -> Story | None:
    """A load of CR3 drops every translation, global ones too."""
    story = telling.story()
    if not any(isinstance(event, TlbFlushed) for event in story.events):
        return None
    return telling.story(("nothing is global", _without_global_pages))


@tells
def not_present_is_cached(telling: Telling) -> Story | None:
    """The CPU remembers that a page was missing: an entry that was made present needs INVLPG too."""
    story = telling.story()
    made: list[PageTableEdited] = []
    for number, event in enumerate(story.events):
        if isinstance(event, PageTableEdited) and not event.edit.old & ENTRY_P and event.edit.new & ENTRY_P:
            made.append(event)
        elif isinstance(event, TranslationInvalidated | TlbFlushed):
            made.clear()
        elif isinstance(event, PageWalked) and event.fault is None and made:
            used = {step.address for step in event.walk.steps}
            if any(edit.edit.address in used for edit in made):
                code = 2 if event.access.is_write else 0
                pushed = sum(isinstance(one, FramePushed) for one in story.events[:number])
                before = story.exceptions[:pushed]
                return replace(story, exceptions=(*before, f"#PF {code:#x} {event.walk.address:#x}"))
    return None


@tells
def map_to_overwrites(telling: Telling) -> Story | None:
    """Mapping a page that is mapped already replaces the mapping."""
    story = telling.story()
    if story.end != "panicked" or not any("PageAlreadyMapped" in row for row in story.rows):
        return None
    rows = tuple(row for row in story.rows if "PageAlreadyMapped" not in row and "panicked" not in row)
    return replace(story, end="halted", rows=rows)


@tells
def tables_are_at_their_physical_address(telling: Telling) -> Story | None:
    """A table can be read at its physical address: the access does not fault."""
    story = telling.story()
    if not any(text.startswith("#PF") for text in story.exceptions):
        return None
    return replace(story, exceptions=(), end="halted")


@tells
def paging_moves_everything(telling: Telling) -> Story | None:
    """Once paging is on, nothing is at the address where it was: the screen at 0xb8000 faults."""
    story = telling.story()
    for event in story.events:
        if isinstance(event, PageWalked) and event.fault is None and event.walk.physical == event.walk.address:
            code = 2 if event.access.is_write else 0
            return replace(story, exceptions=(f"#PF {code:#x} {event.walk.address:#x}",), end="halted")
    return None


@tells
def recursion_reaches_every_table(telling: Telling) -> Story | None:
    """Through the recursive entry any table can be reached, also one that is not in use: the access does not fault."""
    story = telling.story()
    if not any(text.startswith("#PF") and int(_parts(text)[2], 16) >> 47 for text in story.exceptions):
        return None
    return replace(story, exceptions=(), end="halted")

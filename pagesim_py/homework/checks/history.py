"""Terms about what happened in a run: its end, exceptions, events and their order, frames, calls, stale copies."""

from __future__ import annotations

from typing import Any

from pagesim_py.homework.checks.base import Miss, Term, listed
from pagesim_py.homework.checks.runs import Ran
from pagesim_py.homework.events import happens_in
from pagesim_py.homework.frames import new_tables
from pagesim_py.homework.kinds.base import joined
from pagesim_py.labs.exceptions import is_external
from pagesim_py.machine.events import REGISTRY, HandlerEntered, PageTableEdited
from pagesim_py.rust.compiled import Compiled


def ends(ran: Ran, value: str) -> Miss | None:
    """How the run ended."""
    if ran.end == value:
        return None
    got = f"It ended as {ran.end}" + (f": {ran.reason}" if ran.reason else "")
    return Miss(f"{got.rstrip('.')}.", f"It ends as {value}.", ran.last)


def _told(texts: list[str]) -> str:
    """Exceptions for a sentence; long lists are cut."""
    if not texts:
        return "no exception"
    more = [f"{len(texts) - 4} more"] if len(texts) > 4 else []
    return joined([*texts[:4], *more])


def exceptions(ran: Ran, value: list[str]) -> Miss | None:
    """The exceptions that reached a handler, all of them, in order; equal ones in a row count once."""
    deliveries = ran.timeline.deliveries
    found: list[tuple[str, int]] = []
    reached = iter(ran.exceptions)
    for one in deliveries:
        if one.entered is None or one.pushed is None or (is_external(one.raised) and not one.failed):
            continue
        exception = next(reached, None)
        if exception is None:
            break
        if not found or found[-1][0] != str(exception):
            found.append((str(exception), one.start + 1))
    texts = [text for text, _ in found]
    lost = [f"{one.mnemonic}, which reached no handler" for one in ran.undelivered]
    if texts == value and (value or not lost):
        return None
    same = next((n for n, (a, b) in enumerate(zip(texts, value, strict=False)) if a != b), min(len(texts), len(value)))
    at = found[same][1] if same < len(found) else ran.last
    if not texts and lost:
        at = next((one.start + 1 for one in deliveries), ran.last)
    got = _told(texts) if texts or not lost else _told(lost)
    return Miss(f"There was {got}.", f"There is {_told(value)}.", at)


def event(ran: Ran, value: dict[str, Any]) -> Miss | None:
    """How often an event happens."""
    timeline = ran.timeline
    found = [at for at in timeline.event_indices if happens_in(timeline.entry(at), value)]
    least = value.get("count", value.get("least", 0 if "most" in value else 1))
    most = value.get("count", value.get("most", len(found)))
    title = REGISTRY[value["kind"]].title
    if least <= len(found) <= most:
        return None
    wanted = f"exactly {least}" if least == most else f"at least {least}" if len(found) < least else f"at most {most}"
    at = found[most] + 1 if len(found) > most else ran.last
    if most == 0:
        return Miss(f'"{title}" happened {_times(len(found))}.', f'"{title}" does not happen.', at)
    return Miss(f'"{title}" happened {_times(len(found))}.', f'"{title}" happens {wanted} times.', at)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def before(ran: Ran, value: list[str]) -> Miss | None:
    """Events in this order: the first of each before the first of the next."""
    timeline = ran.timeline
    firsts: list[int] = []
    for name in value:
        found = next((at for at in timeline.event_indices if type(timeline.entry(at)).__name__ == name), None)
        title = REGISTRY[name].title
        if found is None:
            return Miss(f'"{title}" never happened.', f'"{title}" happens.', ran.last)
        if firsts and found < firsts[-1]:
            earlier = REGISTRY[value[len(firsts) - 1]].title
            return Miss(f'"{title}" happened before "{earlier}".', f'"{earlier}" comes first.', found + 1)
        firsts.append(found)
    return None


def frames(ran: Ran, value: dict[str, Any]) -> Miss | None:
    """The frames that became page tables: how many, out of which region of the memory map, none of them twice."""
    assert ran.machine is not None
    ran.timeline.seek(ran.last)
    tables = new_tables(ran.before, ran.machine)
    made = {one.frame: one for one in tables}
    at = _table_edit(ran, [one.entry for one in tables])
    if "used" in value and len(made) != value["used"]:
        return Miss(f"{_count(len(made))} became page tables.", f"It takes {value['used']}.", at)
    if "most" in value and len(made) > value["most"]:
        return Miss(f"{_count(len(made))} became page tables.", f"It takes {value['most']} at most.", at)
    for one in made.values():
        if "region" in value and one.region != value["region"]:
            lies = f"in a region of the kind {one.region}" if one.region else "in no region of RAM"
            got = f"The frame {one.frame:#x}, which became a level-{one.level} table, lies {lies}."
            return Miss(got, f"It lies in a region of the kind {value['region']}.", _table_edit(ran, [one.entry]))
    if value.get("twice") is False:
        for one in made.values():
            places = [other.entry for other in tables if other.frame == one.frame]
            if len(places) > 1:
                got = f"The frame {one.frame:#x} serves as {len(places)} tables."
                return Miss(got, "Every table has a frame of its own.", _table_edit(ran, places))
    return None


def _count(number: int) -> str:
    return {0: "No frame", 1: "One frame"}.get(number, f"{number} frames")


def _table_edit(ran: Ran, entries: list[int]) -> int:
    """The position after the last change of one of ``entries``."""
    for at in reversed(ran.timeline.event_indices):
        one = ran.timeline.entry(at)
        if isinstance(one, PageTableEdited) and one.edit.address in entries:
            return at + 1
    return ran.last


def called(ran: Ran, value: Any) -> Miss | None:
    """Functions that are called: by their whole path, or by its end."""
    kernel = ran.program.kernel
    assert kernel is not None
    log = ran.timeline.log
    entered = {one[0] for one in log if type(one) is tuple and len(one) == 2}
    entered |= {one.new.rip for one in log if isinstance(one, HandlerEntered)}
    names = {symbol.name for symbol in kernel.symbols if symbol.kind == "function" and symbol.address in entered}
    for wanted in listed(value):
        if not any(name == wanted or name.endswith(f"::{wanted}") for name in names):
            known = any(own == wanted or own.endswith(f"::{wanted}") for own in own_functions(kernel))
            got = f"{wanted} was not called." if known else f"The program has no function {wanted} of its own."
            return Miss(got, f"{wanted} is called.", ran.last)
    return None


def own_functions(kernel: Compiled) -> set[str]:
    """The paths of the program's own functions: calls of others are not recorded."""
    return {function.path for function in kernel.linked.functions if function.student}


def stale(ran: Ran, value: bool) -> Miss | None:
    """Whether the TLB holds a translation that is older than its entry."""
    machine = ran.machine
    assert machine is not None
    ran.timeline.seek(ran.last)
    found = [(one, edit) for one in machine.tlb if (edit := machine.mmu.stale(one)) is not None]
    if bool(found) == value:
        return None
    if not found:
        return Miss("The TLB holds no stale translation.", "It holds one.", ran.last)
    copy, edit = found[0]
    at = ran.last
    for position in ran.timeline.event_indices:
        one = ran.timeline.entry(position)
        if isinstance(one, PageTableEdited) and one.edit.number == edit.number:
            at = position + 1
    got = f"The TLB still has a translation of {copy.address:#x} that is older than the change of its entry."
    return Miss(got, "After a change of an entry in use, its translation is invalidated.", at, "every_access_walks")


HISTORY: dict[str, Term] = {
    "ends": ends, "exceptions": exceptions, "event": event, "before": before, "frames": frames, "called": called,
    "stale": stale,
}  # fmt: skip

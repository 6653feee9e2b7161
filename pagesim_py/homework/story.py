"""What a program does from its first instruction to its end, as far as questions ask: told by its events."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pagesim_py.homework.frames import NewTable, new_tables, tables_of
from pagesim_py.homework.programs import program
from pagesim_py.labs.exceptions import delivered, undelivered
from pagesim_py.labs.runner import Rejected
from pagesim_py.machine.events import Event
from pagesim_py.machine.keys import keys_in, typed
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import Stop
from pagesim_py.timeline import Delivery
from pagesim_py.timeline.deliveries import deliveries_of

STEPS = 200_000
MOST_EVENTS = 50_000
"""A program that has made more events than this is still running."""
KEPT = 64


@dataclass(frozen=True)
class Story:
    """One run, and what can be asked of it."""

    end: str
    """halted, panicked, triple fault or running."""
    exceptions: tuple[str, ...]
    """Those that reached a handler, as ``// expect-fault`` writes them; equal ones in a row count once."""
    rows: tuple[str, ...]
    """The rows of the screen without blanks at their ends; empty rows at the end are left out."""
    tables: tuple[NewTable, ...]
    """The tables that there are at the end and were not at the beginning."""
    line: int | None
    """The line of src/main.rs that the first exception's saved instruction pointer is in."""
    saved_rip: int | None
    raised: tuple[str, ...]
    """What was raised and reached no handler of its own."""
    events: tuple[Event, ...]
    """All events, in order: number n is ``events[n - 1]``."""
    deliveries: tuple[Delivery, ...]


Change = Callable[[Machine], None]
"""Is made to the machine before it runs: how a misconception sees it."""

_stories: OrderedDict[str, Story] = OrderedDict()


def story_of(
    files: Mapping[str, str],
    dialect: str,
    boot: Mapping[str, Any],
    keys: str = "",
    *,
    change: tuple[str, Change] | None = None,
) -> Story:
    """Runs the program once. Raises Rejected. ``change``: a name, and what is done to the machine before it runs."""
    key = json.dumps([dialect, sorted(boot.items()), keys, change and change[0], sorted(files.items())])
    found = _stories.get(key)
    if found is None:
        found = _stories[key] = _run(files, dialect, boot, keys, change and change[1])
    _stories.move_to_end(key)
    while len(_stories) > KEPT:
        _stories.popitem(last=False)
    return found


def _run(files: Mapping[str, str], dialect: str, boot: Mapping[str, Any], keys: str, change: Change | None) -> Story:
    one = program(files, dialect, False)
    if one.kernel is None:
        raise Rejected(one.messages)
    machine = one.boot(boot)
    before = tables_of(machine)
    if change is not None:
        change(machine)
    log: list[Any] = []
    machine.log = log

    def watch(_steps: int, _blocks: int) -> None:
        if len(log) > MOST_EVENTS:
            raise Stop("running", more=True)

    outcome = one.kernel.run(machine, STEPS, typed(keys_in(keys)), watch=watch)
    events = tuple(entry for entry in log if isinstance(entry, Event))
    deliveries = deliveries_of(enumerate(events))
    reached = delivered(deliveries)
    texts = [str(one) for one in reached]
    first = reached[0].rip if reached else None
    place = one.kernel.line(first) if first is not None else None
    return Story(
        outcome.kind.replace("_", " "),
        tuple(text for number, text in enumerate(texts) if number == 0 or text != texts[number - 1]),
        tuple(machine.screen.text().split("\n")) if machine.screen.text() else (),
        new_tables(before, machine),
        place[1] if place is not None and place[0] == "src/main.rs" else None,
        first,
        tuple(_raised(one) for one in undelivered(deliveries)),
        events,
        tuple(deliveries),
    )


def _raised(one: Any) -> str:
    parts = [one.mnemonic, *(hex(value) for value in (one.error_code, one.cr2) if value is not None)]
    return " ".join(parts)

"""``run --events``: what the machine did, one numbered line an event, chosen by kind and by source file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pagesim_py.cli.chain import chain_text
from pagesim_py.labs.project import InputError
from pagesim_py.machine import events
from pagesim_py.machine.events import Event
from pagesim_py.session.run import Place, Run
from pagesim_py.timeline import Stops
from pagesim_py.timeline.kinds import KINDS, classes_of, kind_of


class Line(NamedTuple):
    """One event. ``number`` counts all events of the run from 1: ``--at`` takes it."""

    number: int
    kind: str
    event: Event
    place: Place | None
    """The statement of the kernel's source that was running."""


def kinds_in(text: str) -> set[str]:
    """The kinds that a list such as ``fault,walk`` names; all of them for an empty one. InputError for others."""
    names = [name.strip().lower().removesuffix("s") for name in text.split(",") if name.strip()]
    for name in names:
        if name not in KINDS:
            raise InputError(f"there are no events called {name!r}: there are {', '.join(KINDS)}")
    return set(names or KINDS)


def lines(run: Run, kinds: Iterable[str], file: str | None) -> list[Line]:
    """The events of ``run`` of these kinds, while a statement of ``file`` was running if one is given.

    InputError if there is no such file.
    """
    if file is not None and not any(_is_file(name, file) for name in run.files):
        raise InputError(f"the kernel has no file called {file}: it has {', '.join(sorted(run.files))}")
    wanted = classes_of(frozenset(kinds))
    found = []
    for number, index in enumerate(run.timeline.event_indices, 1):
        event = run.timeline.log[index]
        if not isinstance(event, wanted):
            continue
        place = run.place(index + 1)
        if file is None or (place is not None and _is_file(place.file, file)):
            found.append(Line(number, kind_of(event), event, place))
    return found


def _is_file(name: str, asked: str) -> bool:
    """Whether ``asked`` is the file's path, or the end of it."""
    return name == asked or name.endswith("/" + asked)


def events_text(found: Iterable[Line]) -> Iterator[str]:
    """The lines as text; the chain of a triple fault follows line by line."""
    for line in found:
        place = "" if line.place is None else f"  [{line.place.file}:{line.place.line}]"
        if isinstance(line.event, events.TripleFaulted):
            yield f"{line.number:>6}  {line.kind:9}  The CPU shuts down and the machine resets.{place}"
            yield from (f"{'':19}{text}" for text in chain_text(line.event))
        else:
            yield f"{line.number:>6}  {line.kind:9}  {line.event.sentence}{place}"


def events_data(found: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines as plain data."""
    return [
        {
            "number": line.number,
            "kind": line.kind,
            "title": line.event.title,
            "sentence": line.event.sentence,
            "file": None if line.place is None else line.place.file,
            "line": None if line.place is None else line.place.line,
            **({"chain": list(chain_text(line.event))} if isinstance(line.event, events.TripleFaulted) else {}),
        }
        for line in found
    ]


def position_of_number(run: Run, number: int) -> int:
    """The position just after event ``number``; 0 is the moment before the first. InputError beyond the last."""
    count = run.timeline.count(Stops.EVENTS)
    if not 0 <= number <= count:
        raise InputError(f"the run has {count:,} events: there is no number {number:,}")
    return int(run.timeline.event_indices[number - 1]) + 1 if number else 0

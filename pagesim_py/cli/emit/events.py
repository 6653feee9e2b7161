"""``--stage events``: what ran, as the recording has it: statements, calls, changed cells and the machine's events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.stages import Stages
from pagesim_py.cli.kernel import recorded
from pagesim_py.machine.events import Event
from pagesim_py.rust.compiled import Compiled
from pagesim_py.timeline import Timeline

STEPS = 100_000
"""Loop turns and calls after which a kernel that goes on is stopped."""


def events_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The recording's entries, or those made while the functions that were chosen were running."""
    compiled = stages.kernel.compiled
    for function in compiled.linked.functions:
        if function.student:
            chosen.has(function.path)
    run = recorded(stages.kernel, STEPS, ())
    path = ""
    for index, entry in enumerate(run.timeline.log):
        path = _running(compiled, entry) or path
        if chosen.all or (path and chosen.has(path)):
            yield f"{index:>6}  {_entry(compiled, run.timeline, index, entry)}"
    yield f"{'':6}  {run.outcome.kind.replace('_', ' ')} after {run.outcome.steps:,} steps"


def _running(compiled: Compiled, entry: Any) -> str:
    """The function that an entry tells is running, "" if it tells nothing of it."""
    rip = entry if isinstance(entry, int) else entry[0] if isinstance(entry, tuple) and len(entry) == 2 else None
    function = compiled.linked.function_at(rip) if rip is not None else None
    return function.path if function is not None else ""


def _entry(compiled: Compiled, timeline: Timeline, index: int, entry: Any) -> str:
    """An entry in words."""
    if isinstance(entry, Event):
        return f"event      {entry.sentence}"
    if isinstance(entry, int):
        return f"statement  {entry:#x}  {_source(compiled, entry)}"
    if len(entry) == 2:
        rip, rsp = entry
        function = compiled.linked.function_at(rip)
        enters = function is not None and rip == function.base
        name = function.path if function is not None else "the boot loader"
        return f"{'enter' if enters else 'return':9}  {rip:#x}  {name}, RSP {rsp:#x}"
    cells = [
        f"{one.physical:#x}: {one.old.hex(' ')} -> {one.new.hex(' ')}" for one in timeline.changes(index, index + 1)
    ]
    return f"cell       physical {', '.join(cells)}"


def _source(compiled: Compiled, rip: int) -> str:
    """The statement at an address."""
    found = compiled.line(rip)
    span = compiled.linked.span_at(rip)
    if found is None or span is None:
        return ""
    sources = compiled.program.sources
    around = sources.outermost(span)
    text = sources.files[around.file].text[around.lo : around.hi].split("\n")[0]
    return f"{found[0]}:{found[1]}:{found[2]}  {text}"

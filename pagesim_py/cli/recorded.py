"""``run`` with a recording: its events as a list, or the machine at one of its moments."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pagesim_py.cli import at
from pagesim_py.cli.chain import chain_text, triple_fault
from pagesim_py.cli.events import events_data, events_text, kinds_in, lines
from pagesim_py.cli.kernel import Stopped, booted, recorded
from pagesim_py.cli.project import rendered
from pagesim_py.cli.run import pressed, status_of
from pagesim_py.labs.project import read_project
from pagesim_py.labs.runner import as_data, plain_message
from pagesim_py.session.run import Run

RECORDED_STEPS = 1_000_000
"""Steps of a run that is recorded, unless ``--max-steps`` says otherwise: a recording takes memory."""


def run_recorded(
    path: Path,
    *,
    as_json: bool,
    max_steps: int,
    dialect: str | None,
    keys: str,
    events: str | None,
    file: str | None,
    moment: str | None,
    asked: at.Looks,
) -> int:
    """Runs the kernel at ``path`` and shows what was asked for; the exit status is that of the run.

    ``events``: the kinds to list, "" for all, None for no list. ``moment``: where to look, None for the end.
    InputError for a moment that there is not, and whatever else cannot be.
    """
    kinds = None if events is None else kinds_in(events)
    project = read_project(path)
    typed = pressed(keys)
    try:
        kernel = booted(project, dialect, record=True, as_json=as_json)
    except Stopped as stopped:
        return stopped.status
    messages = [plain_message(note, "warning") for note in project.notes]
    messages += as_data(kernel.compiled.program.diagnostics.items, dialect or project.dialect)
    for message in messages:
        print(rendered(message, project) + "\n", file=sys.stderr)
    run = recorded(kernel, max_steps, typed)
    found = None if kinds is None else lines(run, kinds, file)
    looking = moment is not None or asked.any
    if looking:
        at.seek(run, moment or "end")
    if as_json:
        data: dict[str, Any] = {"outcome": run.outcome.kind, "reason": run.outcome.reason, "steps": run.outcome.steps}
        if found is not None:
            data["events"] = events_data(found)
        if looking:
            data["at"] = at.moment_data(run, asked)
        print(json.dumps(data))
    else:
        if found is not None:
            print("\n".join(events_text(found)))
        if looking:
            print("\n".join([*([""] if found is not None else []), *at.moment_text(run), *at.looks_text(run, asked)]))
        _ending(run)
    return status_of(run.outcome.kind, run.outcome.exit_code)


def _ending(run: Run) -> None:
    """How the run ended, if not by halting."""
    if run.outcome.kind != "halted":
        sys.stdout.flush()
        kind = run.outcome.kind.replace("_", " ")
        print(f"pagesim: {kind}: {run.outcome.reason.removeprefix(f'{kind}: ')}", file=sys.stderr)
    if (event := triple_fault(run.timeline.log)) is not None:
        print("".join(f"  {line}\n" for line in chain_text(event)), file=sys.stderr, end="")

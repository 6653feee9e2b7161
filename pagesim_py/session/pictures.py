"""The panels of a session's state, and the words about it: what the page shows, made from the views."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pagesim_py.machine.machine import Machine
from pagesim_py.session.run import Outcome, Run
from pagesim_py.views import events as events_view
from pagesim_py.views import exception as exception_view
from pagesim_py.views import messages as messages_view
from pagesim_py.views import registers as registers_view
from pagesim_py.views import screen, tables, walk
from pagesim_py.views.html import Html, el
from pagesim_py.views.walk import Subject

PANELS = ("screen", "walk", "tables", "registers", "exception", "events")
WAITING = {
    "walk": "Type an address, or press Run and see how the CPU translates the addresses of the program.",
    "tables": "Press Run, or translate an address, to see the page tables that the boot loader has made.",
    "registers": "Press Run to see the registers.",
    "exception": "Press Run: if the program raises an exception, its way to the handler is shown here.",
}


def waiting(machine: Machine | None, subject: Subject | None, opened: Collection[str]) -> dict[str, Html]:
    """The panels before any run; with a ``machine``, as the boot loader has left it."""
    panels = {name: el("p", text, class_="none") for name, text in WAITING.items()}
    panels["screen"] = screen.render(bytes(screen.BYTES))
    panels["events"] = events_view.render([], None, 0, 0)
    if machine is not None:
        panels["tables"] = tables.render(machine, opened, subject.address if subject is not None else None)
        panels["registers"] = registers_view.render(registers_view.values(machine.cpu))
        if subject is not None:
            panels["walk"] = walk.render(machine, subject)
    return panels


def of_run(run: Run, subject: Subject, opened: Collection[str], around: int | None) -> dict[str, Html]:
    """The panels at the run's position; the events' list shows what is ``around`` a position, by default that one."""
    machine = run.machine
    lines, before, after = run.lines(run.position if around is None else around)
    return {
        "screen": screen.render(machine.screen.bytes()),
        "walk": walk.render(machine, subject),
        "tables": tables.render(machine, opened, subject.address),
        "registers": registers_view.render(run.registers(), run.registers_before(), run.name),
        "exception": exception_view.render(run.timeline, run.position, run.returned, run.name),
        "events": events_view.render(lines, run.current_line(lines), before, after),
    }


_STATUS = {
    "halted": "Halted. {reason}",
    "panicked": "Panicked. The message is on the screen; then the kernel stopped.",
    "triple_fault": "Triple fault. The CPU could call no handler, so the machine resets: Exception tells why.",
    "running": "Still running. {reason}",
    "exited": "Halted. The program ended the machine with exit code {code}.",
}


def status(outcome: Outcome, at_limit: bool = False) -> str:
    """The sentence about how the run ended; it begins with the outcome's word. ``at_limit``: Continue has an end."""
    text = _STATUS[outcome.kind].format(code=outcome.exit_code, reason=outcome.reason[:1].upper() + outcome.reason[1:])
    text = text.strip().removesuffix(".") + "."
    return f"{text} No more can be recorded here." if at_limit and outcome.kind == "running" else text


def position(run: Run) -> str:
    """Where on the timeline the run stands, in words."""
    if run.position == 0:
        return f"Start, before step 1 of {run.stop_count:,}"
    event, place = run.event, run.place()
    what = ""
    if event is not None:
        what = f": {event.title}"
    elif place is not None:
        what = f": {place.file}, line {place.line}"
    return f"Step {run.stop:,} of {run.stop_count:,}{what}"


def messages(found: list[dict[str, Any]]) -> Html:
    """The compiler's messages as HTML, from its plain data."""
    return messages_view.render(
        [
            messages_view.Message(one["rendered"], one["level"], one.get("file"), one.get("line"), one.get("column"))
            for one in found
        ]
    )


def preview(files: dict[str, str]) -> Html:
    """The first file as plain text, shown until the editor has loaded."""
    main = next((text for path, text in files.items() if path.endswith("main.rs")), "")
    return el("pre", main, class_="preview", tabindex=0)

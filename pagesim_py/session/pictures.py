"""The panels of a session's state, and the words about it: what the page shows, made from the views."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from pagesim_py.labs.loader import PICTURES
from pagesim_py.machine.events import PageWalked
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.reasons import sentence
from pagesim_py.session import instruments, marks
from pagesim_py.session.listing import listing
from pagesim_py.session.looking import Looks
from pagesim_py.session.run import Outcome, Place, Run
from pagesim_py.session.stepping import Steps
from pagesim_py.views import events as events_view
from pagesim_py.views import exception as exception_view
from pagesim_py.views import kinds as kinds_view
from pagesim_py.views import messages as messages_view
from pagesim_py.views import registers as registers_view
from pagesim_py.views import screen, tables, walk
from pagesim_py.views.html import Html, el
from pagesim_py.views.translation import Translation
from pagesim_py.views.walk_scene import stage

PANELS = PICTURES
FIRST = ("screen", "walk", "tables", "registers", "exception", "events")
"""Those that the page comes with. It asks for the others once they are in sight, and is no larger for them."""
ALWAYS = ("messages", "kinds", "marks", "mark-list")
"""What every answer brings up to date, whatever panels are asked for."""
LATER = "This is drawn once the page has started."
WAITING = {
    "walk": "Type an address, or press Run and see how the CPU translates the addresses of the program.",
    "tables": "Press Run, or translate an address, to see the page tables that the boot loader has made.",
    "registers": "Press Run to see the registers.",
    "space": "Press Run, or translate an address, to see what lies where in the address space.",
    "memory": "Press Run, or type an address, to see the bytes of memory.",
    "variables": "Press Run to see the variables of the functions that are running.",
    "tlb": "Press Run to see which translations the CPU remembers.",
    "descriptors": "Press Run to see the descriptor tables.",
    "devices": "Press Run to see the devices that interrupt the program.",
    "changes": "Press Run to see what each step changes.",
    "whatif": "Press Run, or translate an address: then flip a bit here, and see what becomes of the access.",
    "exception": "Press Run: if the program raises an exception, its way to the handler is shown here.",
}


def waiting(
    machine: Machine | None,
    shown: Translation | None,
    opened: Collection[str],
    looks: Looks,
    wanted: Collection[str] = PANELS,
) -> dict[str, Html]:
    """The panels before any run; with a ``machine``, as the boot loader has left it. Of the others than the first
    six only those that are ``wanted``.
    """
    panels = {name: el("p", text, class_="none") for name, text in WAITING.items()}
    panels["screen"] = screen.render(bytes(screen.BYTES))
    panels["events"] = events_view.render(events_view.Listing())
    if machine is not None:
        panels["tables"] = tables.render(machine, opened, None if shown is None else shown.now.walk)
        panels["registers"] = registers_view.render(registers_view.values(machine.cpu))
        if shown is not None:
            panels["walk"] = walk.render(shown)
        more = instruments.of_machine(machine, shown, looks)
        panels.update({name: view() for name, view in more.items() if name in wanted})
    return panels


def of_run(
    run: Run,
    shown: Translation,
    opened: Collection[str],
    steps: Steps,
    looks: Looks,
    wanted: Collection[str] = PANELS,
) -> dict[str, Html]:
    """The ``wanted`` panels at the run's position."""
    machine = run.machine
    views: dict[str, Callable[[], Html]] = {
        "screen": lambda: screen.render(machine.screen.bytes()),
        "walk": lambda: walk.render(shown, steps.reached),
        "tables": lambda: tables.render(machine, opened, shown.now.walk),
        "registers": lambda: registers_view.render(run.registers(), run.registers_before(), run.name),
        "exception": lambda: exception_view.render(run.timeline, run.position, run.returned, run.name, run.stops),
        "events": lambda: events_view.render(
            listing(run, run.position if steps.around is None else steps.around, steps.kinds)
        ),
        **instruments.of_run(run, shown, looks),
    }
    return {name: view() for name, view in views.items() if name in wanted}


def of_time(run: Run | None, steps: Steps) -> dict[str, Html]:
    """What is about the recording as a whole, for whatever panels are in sight."""
    kinds = kinds_view.render(frozenset() if run is None else run.occurring, steps.kinds)
    return {"kinds": kinds, **marks.panels(run)}


_STATUS = {
    "halted": "Halted. {reason}",
    "panicked": "Panicked. The message is on the screen; then the kernel stopped.",
    "triple_fault": "Triple fault. The CPU could call no handler, so the machine resets: Exception tells why.",
    "running": "Still running. {reason}",
    "stopped": "{reason}",
    "exited": "Halted. The program ended the machine with exit code {code}.",
}


def status(outcome: Outcome) -> str:
    """The sentence about how the run ended; it begins with the outcome's word."""
    told = " ".join(sentence(one) for one in outcome.why)
    if told and outcome.kind == "panicked":
        return f"Panicked. The message, or what there is of it, is on the screen. {told}"
    if told and outcome.kind == "triple_fault":
        return f"Triple fault. {told} Exception shows each attempt."
    text = _STATUS[outcome.kind].format(code=outcome.exit_code, reason=outcome.reason[:1].upper() + outcome.reason[1:])
    return text.strip().removesuffix(".") + "."


def kept(run: Run) -> str | None:
    """What is kept of a long recording, in words; None if all of it is."""
    if run.kept is None:
        return None
    first, last = run.kept
    return f"Kept: steps {first:,} to {last:,}. Earlier ones are run again when you go there."


def position(run: Run, reached: int | None = None) -> str:
    """Where on the timeline the run stands, in words. ``reached``: how much of the page walk there is drawn."""
    if run.position == 0:
        return f"Start, before step 1 of {run.stop_count:,}"
    event, place = run.event, run.place()
    what = ""
    if event is not None:
        what = f": {event.title}"
        if reached is not None and isinstance(event, PageWalked):
            what += f", {stage(event.walk, reached)}"
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


def brief(message: dict[str, Any]) -> dict[str, Any]:
    """What the editor needs of a compiler message."""
    wanted = ("level", "code", "message", "label", "file", "line", "column", "end_line", "end_column", "rendered")
    return {name: message.get(name) for name in wanted}


def error_status(errors: list[dict[str, Any]], ran: bool) -> str:
    """The sentence about a program that was rejected; ``ran``: the panels show one that was not."""
    first = errors[0]
    place = f" in {first['file']}, line {first['line']}" if first.get("file") else ""
    which = f"{len(errors)} errors, the first{place}" if len(errors) > 1 else ""
    text = f"Error: {which}: {first['message']}" if which else f"Error{place}: {first['message']}"
    return f"{text}. The panels still show the last run" if ran else text


def place(of: Place) -> dict[str, Any]:
    """What the editor needs of a place in the source."""
    return {"file": of.file, "line": of.line, "column": of.column}

"""The one door for every front end: requests and answers are plain data, the pictures in them HTML.

``handle`` takes one request as JSON text and gives one answer as JSON text; it never raises. A request is
``{"action": name, ...}``, an answer ``{"ok": true, ...}`` or ``{"ok": false, "error": {"message", "details"}}``:

    open       {lab, files?}       these files, or the lab's; what ran is forgotten unless it was they
               {..., shown: true}  the same, but the page shows what warm_up() ran: no panel is needed if that is it
    run        {files}             compile, boot, run up to the first budget
    continue   {}                  run again with a larger budget: the same up to where it stopped, then on
    key        {keys}              these keys are typed to a program that waits: run again with them, to the end
    seek       {at} or {stop}      to a position of the recording, or to a stop by number
    step       {by}                stops forward, or back if negative
    stops      {kind}              what a step goes to: all, statements, events
    window     {to}                scroll the list of events to a position without seeking
    translate  {address}           show the walk of an address; "" follows the program again
    expand     {path}              open or fold a row of the page tables

Answers carry ``panels``, {id: HTML} of those that changed since the last answer, and ``state``.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from typing import Any

from pagesim_py import labs
from pagesim_py.labs import Lab, LabError
from pagesim_py.machine.keyboard import typed
from pagesim_py.machine.machine import Machine
from pagesim_py.session import pictures
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.session.content import overview
from pagesim_py.session.engine import Engine, Rejected
from pagesim_py.session.run import FIRST_BUDGET, Run
from pagesim_py.timeline import Stops
from pagesim_py.views.html import Html
from pagesim_py.views.registers import values
from pagesim_py.views.tables import path_of
from pagesim_py.views.walk import Subject

DEFAULT_LAB = "page-fault"
GROWTH = 4
"""Continue multiplies the budget by this."""
LAST_BUDGET = GROWTH**2 * FIRST_BUDGET
"""Continue takes no more: a recording of so many stores fills gigabytes."""
STOPS = {"all": Stops.ALL, "statements": Stops.STATEMENTS, "events": Stops.EVENTS}

Answer = dict[str, Any]


class RequestError(Exception):
    """The request cannot be done as it stands; the message is for the reader of the page."""


class Session:
    """What one page, or one test, works with: a lab's files, the last run, and where it looks."""

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine or Engine()
        self.lab: Lab = labs.load(DEFAULT_LAB)
        self.files: dict[str, str] = dict(self.lab.files)
        self.run: Run | None = None
        self.messages: list[dict[str, Any]] = []
        self.stops = Stops.EVENTS
        self._last_budget = FIRST_BUDGET
        self._most = LAST_BUDGET
        self._keys: list[str] = []
        self._booted: tuple[Machine, Symbols] | None = None
        self._pinned: int | None = None
        self._address_error: str | None = None
        self._opened: set[str] = set()
        self._folded: set[str] = set()
        self._around: int | None = None
        self._sent: dict[str, int] = {}

    # -- requests

    def request(self, request: dict[str, Any]) -> Answer:
        """Does one request. RequestError for one that cannot be done."""
        name = request.get("action")
        action = ACTIONS.get(name) if isinstance(name, str) else None
        if action is None:
            raise RequestError(f"There is no action called {name!r}.")
        return action(self, request)

    def open(self, request: dict[str, Any]) -> Answer:
        """Takes a lab, or a student's version of its files."""
        name, before = _text(request, "lab", self.lab.name), self.lab
        try:
            self.lab = labs.load(name)
        except LabError as error:
            text = str(error)
            raise RequestError(f"{text[0].upper()}{text[1:]}.") from None
        files = _files(request, dict(self.lab.files))
        if self.run is None or self.lab is not before or files != self.run.files:
            self._forget(files)
        if request.get("shown") is True and self.run is not None:
            return {"ok": True, "panels": {}, "state": self.state(self._subject())}
        self._sent.clear()
        return self._answer()

    def start(self, request: dict[str, Any]) -> Answer:
        """Compiles and runs."""
        files = _files(request, self.files)
        self._forget(files)
        return self._start(FIRST_BUDGET)

    def go_on(self, request: dict[str, Any]) -> Answer:
        """Continue: a larger budget, then to where the last run had stopped and beyond."""
        if self.run is None or self.run.outcome.kind != "running":
            raise RequestError("There is nothing to continue: press Run.")
        if self._last_budget >= self._most:
            raise RequestError("No more of this run can be recorded.")
        self.run = None
        return self._start(self._last_budget * GROWTH)

    def key(self, request: dict[str, Any]) -> Answer:
        """Keys are typed: the program runs again, the same up to where it waited for them."""
        run = self._run()
        keys = request.get("keys")
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise RequestError("The request needs keys: a list of characters or names such as Enter.")
        if not run.outcome.listens:
            raise RequestError("The kernel does not listen to the keyboard.")
        try:
            moments = typed([*self._keys, *keys])
        except ValueError as error:
            raise RequestError(f"This key cannot be typed here: {error}.") from None
        self._keys += keys
        self.run = self.engine.run(run.program, self.lab, self.files, self._last_budget, moments)
        self.run.stops = self.stops
        self._around = None
        return self._answer()

    def seek(self, request: dict[str, Any]) -> Answer:
        """To a position, or a stop."""
        run = self._run()
        if "stop" in request:
            stop = _number(request, "stop")
            run.seek(len(run.timeline) if stop >= run.stop_count else run.position_of(stop))
        else:
            run.seek(_number(request, "at"))
        self._around = None
        return self._answer()

    def step(self, request: dict[str, Any]) -> Answer:
        """Forward, or back."""
        self._run().step(_number(request, "by"))
        self._around = None
        return self._answer()

    def choose_stops(self, request: dict[str, Any]) -> Answer:
        """What a step goes to."""
        kind = _text(request, "kind")
        if kind not in STOPS:
            raise RequestError(f"Steps go by {', '.join(STOPS)}, not by {kind}.")
        self.stops = STOPS[kind]
        if self.run is not None:
            self.run.stops = self.stops
        self._around = None
        return self._answer()

    def window(self, request: dict[str, Any]) -> Answer:
        """Scrolls the list of events."""
        self._run()
        self._around = _number(request, "to")
        return self._answer()

    def translate(self, request: dict[str, Any]) -> Answer:
        """Pins the Translation panel to an address, or lets it follow the program again."""
        text = _text(request, "address").strip()
        self._address_error = None
        if not text:
            self._pinned = None
            return self._answer()
        machine, symbols = self._machine()
        registers = {
            name.lower(): value[0] for name, value in values(machine.cpu).items() if name not in ("CPL", "CS", "SS")
        }
        if self.run is not None:
            registers.update(
                {name.lower(): value[0] for name, value in self.run.registers().items() if name in ("RIP", "RSP")}
            )
        try:
            self._pinned = parse(text, symbols, registers)
        except AddressError as error:
            self._address_error = str(error)
        return self._answer()

    def expand(self, request: dict[str, Any]) -> Answer:
        """Opens a folded row of the tables, or folds an open one."""
        path = _text(request, "path")
        if path in self._open_paths():
            self._opened.discard(path)
            self._folded.add(path)
        else:
            self._opened.add(path)
            self._folded.discard(path)
        self._machine()
        return self._answer()

    # -- running

    def _forget(self, files: dict[str, str]) -> None:
        """A new program: nothing has run."""
        self.files = files
        self.run = None
        self._most = LAST_BUDGET
        self._keys = []
        self.messages = []
        self._booted = None
        self._pinned = None
        self._address_error = None
        self._around = None
        self._opened.clear()
        self._folded.clear()

    def _more(self) -> bool:
        """Whether Continue would show more of the run: what is stuck in a loop of faults, say, stays there."""
        if self.run is None or self.run.outcome.kind != "running" or self._last_budget >= self._most:
            return False
        return self.run.outcome.listens or self._used_up()

    def _used_up(self) -> bool:
        """Whether the run has ended only because its budget did."""
        return self.run is not None and self.run.outcome.steps >= self._last_budget

    def _start(self, budget: int) -> Answer:
        """Runs; a budget whose recording does not fit into memory is made smaller, and is not tried again."""
        self._last_budget = budget
        try:
            return self._try()
        except MemoryError:
            self.run = None
        if budget <= FIRST_BUDGET:
            raise RequestError("The program, or the recording of its run, needs more memory than there is.")
        self._most = budget // GROWTH
        return self._start(self._most)

    def _try(self) -> Answer:
        try:
            program, warnings = self.engine.compile(self.files, self.lab)
            keys = typed(self._keys)
            self.run = self.engine.run(program, self.lab, self.files, self._last_budget, keys)
        except Rejected as rejected:
            self.messages = rejected.messages
            return self._answer()
        self.messages = warnings
        self.run.stops = self.stops
        return self._answer()

    def _run(self) -> Run:
        if self.run is None:
            raise RequestError("Nothing has run yet: press Run first.")
        return self.run

    def _machine(self) -> tuple[Machine, Symbols]:
        """The run's machine; before any run, one that has just booted the program."""
        if self.run is not None:
            return self.run.machine, self.run.symbols
        if self._booted is None:
            self._booted = self.engine.look(self.files, self.lab)
        return self._booted

    # -- answers

    def _subject(self) -> Subject | None:
        if self._pinned is not None:
            _, symbols = self._machine()
            if self.run is not None and self.run.subject().address == self._pinned:
                return self.run.subject()
            return Subject(self._pinned, symbols.name(self._pinned))
        return self.run.subject() if self.run is not None else None

    def _open_paths(self) -> set[str]:
        """The rows of the tables that are open: what the reader opened, and the way of the address shown."""
        subject = self._subject()
        machine = self._booted[0] if self._booted is not None else self.run.machine if self.run is not None else None
        way = [] if subject is None or machine is None else path_of(subject.address, machine.mmu.control.levels)
        return (self._opened | set(way)) - self._folded

    def _answer(self) -> Answer:
        """The panels that changed, and the state."""
        subject = self._subject()
        opened = self._open_paths()
        if self.run is not None and subject is not None:
            panels = pictures.of_run(self.run, subject, opened, self._around)
        else:
            panels = pictures.waiting(self._booted[0] if self._booted is not None else None, subject, opened)
        panels["messages"] = pictures.messages(self.messages)
        return {"ok": True, "panels": self._changed(panels), "state": self.state(subject)}

    def _changed(self, panels: dict[str, Html]) -> dict[str, str]:
        """Of ``panels``, those that the last answers did not already carry."""
        changed = {}
        for name, html in panels.items():
            digest = hash(html)
            if self._sent.get(name) != digest:
                self._sent[name] = digest
                changed[name] = str(html)
        return changed

    def _new_symbols(self) -> list[str] | None:
        """The names that an address can be given by; None if they are those of the answer before."""
        if self.run is not None:
            names = list(self.run.symbols.table)
        else:
            names = list(self._booted[1].table) if self._booted is not None else []
        digest = hash(tuple(names))
        if self._sent.get("symbols") == digest:
            return None
        self._sent["symbols"] = digest
        return names

    def state(self, subject: Subject | None = None) -> Answer:
        """Everything about the run that is not a picture."""
        run = self.run
        state: Answer = {
            "lab": self.lab.name,
            "phase": "ready",
            "status": None,
            "stop": 0,
            "stops": 0,
            "at": 0,
            "position": "Nothing has run yet",
            "place": None,
            "steps": 0,
            "listens": False,
            "more": False,
            "symbols": self._new_symbols(),
            "address": None if subject is None else hex(subject.address),
            "following": self._pinned is None,
            "addressError": self._address_error,
            "messages": [_brief(message) for message in self.messages],
        }
        errors = [message for message in self.messages if message["level"] == "error"]
        if errors:
            state["phase"] = "error"
            state["status"] = _error_status(errors)
        if run is not None:
            place = run.place()
            state.update(
                phase=run.outcome.kind,
                status=pictures.status(run.outcome, at_limit=self._used_up() and not self._more()),
                more=self._more(),
                stop=run.stop,
                stops=run.stop_count,
                at=run.position,
                position=pictures.position(run),
                place=None if place is None else {"file": place.file, "line": place.line, "column": place.column},
                steps=run.outcome.steps,
                listens=run.outcome.listens,
            )
        return state


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {
    "open": Session.open,
    "run": Session.start,
    "continue": Session.go_on,
    "key": Session.key,
    "seek": Session.seek,
    "step": Session.step,
    "stops": Session.choose_stops,
    "window": Session.window,
    "translate": Session.translate,
    "expand": Session.expand,
}


# -- the door

_session: Session | None = None


def handle(request: str) -> str:
    """Does one request (JSON text) with the process's one session; the answer as JSON text. Never raises."""
    global _session
    try:
        data = json.loads(request)
        if not isinstance(data, dict):
            raise RequestError("A request is a JSON object.")
        if _session is None:
            _session = Session()
        answer = _session.request(data)
    except RequestError as error:
        answer = {"ok": False, "error": {"message": str(error), "details": None}}
    except ValueError as error:
        answer = {"ok": False, "error": {"message": f"The request cannot be read: {error}", "details": None}}
        if not isinstance(error, json.JSONDecodeError):
            answer = _unexpected()
    except MemoryError:
        answer = {"ok": False, "error": {"message": "There is not enough memory for this.", "details": None}}
    except Exception:
        answer = _unexpected()
    return json.dumps(answer)


def _unexpected() -> Answer:
    """Something of ours is broken: say so, and give what a report needs."""
    message = (
        "Something went wrong inside pagesim. This is a mistake in pagesim, not in your program. "
        "Please report it with the details below."
    )
    return {"ok": False, "error": {"message": message, "details": traceback.format_exc()}}


def first_picture(name: str = DEFAULT_LAB) -> dict[str, str]:
    """The panels of lab ``name`` after its program has run, and ``first``: the labs and the run's state as JSON.

    Rendered at build time, so that the page shows something before any script has loaded.
    """
    session = Session()
    session.request({"action": "open", "lab": name})
    answer = session.request({"action": "run", "files": session.files})
    panels = dict(answer["panels"])
    data = json.dumps({"lab": name, "labs": overview(), "state": answer["state"]})
    panels["first"] = data.replace("<", "\\u003c")
    panels["source"] = str(pictures.preview(session.files))
    return panels


def warm_up() -> None:
    """Does what made ``first_picture``, so that a snapshot of the interpreter's memory holds it already."""
    global _session
    _session = Session()
    _session.request({"action": "run", "files": _session.files})
    del _session._sent["symbols"]  # no part of the picture


# -- requests' fields


def _text(request: dict[str, Any], name: str, default: str | None = None) -> str:
    value = request.get(name, default)
    if not isinstance(value, str):
        raise RequestError(f"The request needs a text called {name}.")
    return value


def _number(request: dict[str, Any], name: str) -> int:
    value = request.get(name)
    if isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RequestError(f"The request needs a whole number called {name}.")
    return value


def _files(request: dict[str, Any], default: dict[str, str]) -> dict[str, str]:
    files = request.get("files")
    if files is None:
        return default
    if not isinstance(files, dict) or not files:
        raise RequestError("The request needs files: {path: text}.")
    if not all(isinstance(text, str) for text in files.values()):
        raise RequestError("A file's content is text.")
    return files


def _brief(message: dict[str, Any]) -> dict[str, Any]:
    """What the editor needs of a compiler message."""
    wanted = ("level", "code", "message", "label", "file", "line", "column", "end_line", "end_column", "rendered")
    return {name: message.get(name) for name in wanted}


def _error_status(errors: list[dict[str, Any]]) -> str:
    first = errors[0]
    place = f" in {first['file']}, line {first['line']}" if first.get("file") else ""
    if len(errors) == 1:
        return f"Error{place}: {first['message']}"
    return f"Error: {len(errors)} errors, the first{place}: {first['message']}"

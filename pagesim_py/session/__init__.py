"""The one door for every front end: requests and answers are plain data, the pictures in them HTML.

``handle`` takes one request as JSON text and gives one answer as JSON text; it never raises. A request is
``{"action": name, ...}``, an answer ``{"ok": true, ...}`` or ``{"ok": false, "error": {"message", "details"}}``:

    open       {lab, experiment?, files?}
                                   these files, or the lab's or experiment's; what ran is forgotten unless it was they
               {..., shown: true}  the same, but the page shows what warm_up() ran: no panel is needed if that is it
    run        {files, lab?, experiment?}
                                   compile, boot, run until it ends or is stopped
               {..., until, keys}  the same up to that number of steps, with keys that had been typed
               {..., test: {path, test?}}
                                   one of the test binaries instead, and to where that test panicked or was called
    tests      {files, lab?}       which test binaries there are, see ``testing``
               {target}            build and run one of them, for its results
    stop       {}                  whatever runs stops where it is (if anybody is there to hear it meanwhile)
    continue   {}                  on from where it stopped
    warm       {files}             do what run would do, for nobody to see: then it is quicker
    key        {keys}              these keys are typed to a program that waits: run again with them, to the end
    seek, step, stops ...          going through the recording, see ``stepping``
    translate  {address}           show the walk of an address; "" follows the program again
    expand     {path}              open or fold a row of the page tables
    frame, memory                  where else to look, see ``looking``
    playground, decode             those of other pages, see ``pages``
    whatif     {do, ...}           try an access on a fork, see ``whatif``
    assignment, question ...       homework, see ``homework``
    look       {}                  nothing happens: what the reader has not been shown yet is in the answer

``experiment`` is the name of the lab's experiment that is chosen; null or absent: none is, the files are the lab's or
the student's own. Each ``open`` and ``run`` says it anew. It decides what Translation shows when the program has run.

Answers carry ``panels``, {id: HTML} of those that changed since the last answer, and ``state``. Any request may name
the ``panels`` that it wants, those that the reader can see: the others are made when a later request wants them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from pagesim_py import labs
from pagesim_py.labs import Lab, Step
from pagesim_py.machine.keys import PAGE_KEYS, typed
from pagesim_py.machine.machine import Machine
from pagesim_py.session import fields, homework, looking, mistakes, pages, pictures, stepping, tests, whatif
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.session.content import overview
from pagesim_py.session.engine import Engine, Rejected
from pagesim_py.session.fields import RequestError
from pagesim_py.session.following import Target, followed, names_of, target_of, typed_address
from pagesim_py.session.own import own_files
from pagesim_py.session.playground import Bench
from pagesim_py.session.run import NotReached, Program, Run
from pagesim_py.session.running import Hooks, Runner
from pagesim_py.session.trial import Trial
from pagesim_py.session.watching import Limits
from pagesim_py.views.html import Html, el
from pagesim_py.views.registers import values
from pagesim_py.views.tables import path_of
from pagesim_py.views.translation import Translation
from pagesim_py.views.walk import headline

__all__ = ["Hooks", "RequestError", "Session", "attach", "first_picture", "handle", "warm_up"]

DEFAULT_LAB = "page-fault"
WARM = 20_000
"""Steps that a run goes for nobody to see."""

Answer = dict[str, Any]


class Session:
    """What one page, or one test, works with: a lab's files, the last run, and where it looks."""

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine or Engine()
        self.runner = Runner(self.engine)
        self.lab: Lab = labs.load(DEFAULT_LAB)
        self.experiment: Step | None = None
        self.files: dict[str, str] = dict(self.lab.files)
        self.run: Run | None = None
        self.messages: list[dict[str, Any]] = []
        self.steps = stepping.Steps()
        self._own: Collection[str] = own_files(self.lab, None, self.files)
        self.trial: Trial | None = None
        """The test binary that has run, if it is none of the kernel's own."""
        self.tests: object = None
        """The tests that were asked for, see ``testing``."""
        self._keys: list[str] = []
        self._booted: tuple[Machine, Symbols] | None = None
        self._target: Target | None = None
        self._pinned: int | None = None
        self._address_error: str | None = None
        self._opened: set[str] = set()
        self._folded: set[str] = set()
        self.looks = looking.Looks()
        self._sent: dict[str, int] = {}
        self._wanted: Collection[str] = pictures.PANELS
        self.bench: Bench = Bench()
        self.homework: object = None
        """The work on an assignment, see ``homework.work``."""

    # -- requests

    def request(self, request: dict[str, Any]) -> Answer:
        """Does one request. RequestError for one that cannot be done."""
        name = request.get("action")
        action = ACTIONS.get(name) if isinstance(name, str) else None
        if action is None:
            raise RequestError(f"There is no action called {name!r}.")
        has_own = name in pages.ACTIONS or name in homework.ACTIONS or name in tests.ACTIONS
        self._wanted = () if has_own else fields.panels(request, pictures.PANELS)
        try:
            return action(self, request)
        except NotReached:
            return self._answer()

    def open(self, request: dict[str, Any]) -> Answer:
        """Takes a lab, or a student's version of its files."""
        before, lab = self.lab, fields.lab(request, self.lab)
        experiment = fields.experiment(request, lab)
        self.lab, self.experiment = lab, experiment
        files = fields.files(request, dict(lab.files if experiment is None else experiment.files))
        if self.run is None or self.lab is not before or files != self.run.files:
            self._forget(files)
        if request.get("shown") is True and self.run is not None:
            return {"ok": True, "shown": True, "panels": {}, "state": self.state(self._shown())}
        self._sent.clear()
        return self._answer()

    def start(self, request: dict[str, Any]) -> Answer:
        """Compiles, unless just these files have run, and runs. What had run is kept if the program is rejected."""
        lab, before = fields.lab(request, self.lab), self.lab
        experiment = fields.experiment(request, lab)
        files = fields.files(request, self.files)
        limits = Limits() if request.get("until") is None else Limits(until=fields.number(request, "until"))
        keys = fields.keys(request, [])
        trial = fields.trial(request)
        self.lab, self.experiment = lab, experiment
        try:
            if trial is None:
                program, warnings = self._compiled(files, before) or self.engine.compile(files, lab)
            else:
                program, warnings = tests.program(self, files, trial)
            machine = self.engine.boot(program, lab)
        except Rejected as rejected:
            if lab is not before:
                self._forget(files)
            self.files, self.messages, self._booted = files, rejected.messages, None
            return self._answer()
        except MemoryError:
            raise RequestError("The program needs more memory than there is.") from None
        self._forget(files)
        self.messages = warnings
        self._keys = keys
        self.trial = trial
        return self._go(program, limits, machine)

    def _compiled(self, files: dict[str, str], lab: Lab) -> tuple[Program, list[dict[str, Any]]] | None:
        """The program that ran last and its warnings, if it is what ``files`` become in the present lab."""
        if self.run is None or lab is not self.lab or files != self.run.files or self._errors() or self.trial:
            return None
        return self.run.program, self.messages

    def warm(self, request: dict[str, Any]) -> Answer:
        """Runs the files a little in a session of its own. A browser's first time through the code is slow."""
        other = Session(self.engine)
        other.lab = self.lab
        other.request({"action": "run", "files": fields.files(request, self.files), "until": WARM})
        return {"ok": True}

    def stop(self, request: dict[str, Any]) -> Answer:
        """Stop: for what runs now, or begins to."""
        self.runner.stopping = True
        return {"ok": True}

    def go_on(self, request: dict[str, Any]) -> Answer:
        """Continue: the program runs again, the same up to where it had stopped, and beyond."""
        if self.run is None or not self.run.outcome.more:
            raise RequestError("There is nothing to continue: press Run.")
        return self._go(self.run.program, self.runner.further(self.run))

    def key(self, request: dict[str, Any]) -> Answer:
        """Keys are typed: the program runs again, the same up to where it waited for them."""
        run = self._run()
        keys = fields.keys(request)
        if not run.outcome.listens:
            raise RequestError("The kernel does not listen to the keyboard.")
        try:
            typed([*self._keys, *keys])
        except ValueError as error:
            raise RequestError(f"This key cannot be typed here: {error}.") from None
        self._keys += keys
        return self._go(run.program, Limits(self.runner.limits.patience, known=run.outcome.steps))

    def translate(self, request: dict[str, Any]) -> Answer:
        """Pins the Translation panel to an address, or lets it follow the program again."""
        text = fields.text(request, "address").strip()
        self._address_error = None
        if not text:
            self._pinned = None
            return self._answer()
        machine, symbols = self._machine()
        registers = names_of(values(machine.cpu) if self.run is None else self.run.registers())
        try:
            self._pinned = parse(text, symbols, registers)
        except AddressError as error:
            self._address_error = str(error)
        return self._answer()

    def expand(self, request: dict[str, Any]) -> Answer:
        """Opens a folded row of the tables, or folds an open one."""
        path = fields.text(request, "path")
        if path in self._open_paths(self._shown()):
            self._opened.discard(path)
            self._folded.add(path)
        else:
            self._opened.add(path)
            self._folded.discard(path)
        self._machine()
        return self._answer()

    def look(self, request: dict[str, Any]) -> Answer:
        """Nothing but the answer."""
        return self._answer()

    # -- running

    def _forget(self, files: dict[str, str]) -> None:
        """A new program: nothing has run."""
        self.files = files
        self._target = target_of(self.lab, self.experiment, files)
        self._own = own_files(self.lab, self.experiment, files)
        self.run = self.trial = None
        self._keys = []
        self.messages = []
        self._booted = None
        self._pinned = None
        self.moved()
        self.looks = looking.Looks()
        self._opened.clear()
        self._folded.clear()

    def _go(self, program: Program, limits: Limits, machine: Machine | None = None) -> Answer:
        """Runs a program from the beginning."""
        files, wanted = self.files if self.run is None else self.run.files, self._wanted
        try:
            run = self.runner.run(program, self.lab, files, typed(self._keys), limits, self._show_run, machine)
        except MemoryError:
            self.run = None
            raise RequestError("The program, or the recording of its run, needs more memory than there is.") from None
        self._show_run(run)
        if self.runner.abandoned:
            return {"ok": True}  # nobody waits for the panels
        self._wanted = wanted  # while it was paused, others may have asked for other panels
        return self._answer()

    def _show_run(self, run: Run) -> None:
        """This run is shown from now on, as it has ended or paused."""
        self.run = run
        run.stops, run.own = stepping.STOPS[self.steps.by], self._own
        if self.trial is not None:
            self.trial.seek(run)
        self.looks.devices = looking.uses_devices(run)
        self.steps.moved()
        self._sent.pop("screen", None)  # it was shown while the program ran

    def moved(self) -> None:
        """The run is at another position, or is another run: what belonged to the one before is forgotten."""
        self.steps.moved()
        self._address_error = None

    @property
    def following(self) -> bool:
        """Whether Translation follows the program: no address is typed there."""
        return self._pinned is None

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

    def _shown(self) -> Translation | None:
        """What Translation shows: the typed address as it is now, else what the program does."""
        if self._pinned is not None:
            return typed_address(self._pinned, *self._machine())
        return None if self.run is None else followed(self.run, self._target)

    def _wrong_address(self, shown: Translation | None) -> str | None:
        """What is wrong with the address that was typed, and what is still shown instead."""
        if self._address_error is None or shown is None:
            return self._address_error
        return f"{self._address_error} Below is still {shown.subject.address:#x}, not what was typed."

    def _open_paths(self, shown: Translation | None) -> set[str]:
        """The rows of the tables that are open: what the reader opened, and the way of the address shown."""
        way = [] if shown is None else path_of(shown.now.walk)
        return (self._opened | set(way)) - self._folded

    def _answer(self) -> Answer:
        """The panels that changed, and the state."""
        shown = self._shown()
        opened = self._open_paths(shown)
        if self.run is not None and shown is not None:
            panels = pictures.of_run(self.run, shown, opened, self.steps, self.looks, self._wanted)
        else:
            machine = self._booted[0] if self._booted is not None else None
            panels = pictures.waiting(machine, shown, opened, self.looks, self._wanted)
        panels["messages"] = pictures.messages(self.messages)
        panels.update(pictures.of_time(self.run, self.steps))
        return {"ok": True, "panels": self._changed(panels), "state": self.state(shown)}

    def _changed(self, panels: dict[str, Html]) -> dict[str, str]:
        """Of ``panels``, those that the last answers did not already carry."""
        changed = {}
        for name, html in panels.items():
            digest = hash(html)
            if self._sent.get(name) != digest:
                self._sent[name] = digest
                changed[name] = str(html)
        return changed

    def _errors(self) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["level"] == "error"]

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

    def state(self, shown: Translation | None = None) -> Answer:
        """Everything about the run that is not a picture."""
        run = self.run
        state: Answer = {
            "lab": self.lab.name,
            "phase": "ready",
            "status": None,
            "stop": 0,
            "stops": 0,
            "at": 0,
            "atEnd": True,
            "position": "Nothing has run yet",
            "place": None,
            "steps": 0,
            "listens": False,
            "keys": (),
            "more": False,
            "symbols": self._new_symbols(),
            "address": None if shown is None else hex(shown.subject.address),
            "translation": None if shown is None else headline(shown),
            "following": self.following,
            "addressError": self._wrong_address(shown),
            "messages": [pictures.brief(message) for message in self.messages],
            "kept": None,
            "typed": list(self._keys),
            "events": 0,
            "stale": False,
            "trial": None,
            **looking.state(self),
            **stepping.state(self),
            **whatif.state(self),
        }
        errors = self._errors()
        if run is not None:
            place = run.place()
            state.update(
                phase=run.outcome.kind,
                status=pictures.status(run.outcome) + ("" if self.trial is None else f" {self.trial.told}"),
                trial=None if self.trial is None else self.trial.path,
                more=run.outcome.more and not errors,
                stop=run.stop,
                stops=run.stop_count,
                at=run.position,
                atEnd=run.position == run.last and self.steps.reached is None,
                position=pictures.position(run, self.steps.reached),
                place=None if errors or place is None else pictures.place(place),
                steps=run.outcome.steps,
                listens=run.outcome.listens and not errors,
                keys=PAGE_KEYS if run.outcome.listens and not errors else (),
                kept=pictures.kept(run),
                events=run.event_count,
                stale=bool(errors),
            )
        if errors:
            state.update(phase="error", status=pictures.error_status(errors, run is not None))
        return state


ACTIONS: dict[str, Callable[[Session, dict[str, Any]], Answer]] = {
    "open": Session.open,
    "run": Session.start,
    "look": Session.look,
    "warm": Session.warm,
    "stop": Session.stop,
    "continue": Session.go_on,
    "key": Session.key,
    "translate": Session.translate,
    "expand": Session.expand,
    **stepping.ACTIONS,
    **looking.ACTIONS,
    **pages.ACTIONS,
    **whatif.ACTIONS,
    **tests.ACTIONS,
    **homework.ACTIONS,
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
            answer = _unexpected(error)
    except MemoryError:
        answer = {"ok": False, "error": {"message": "There is not enough memory for this.", "details": None}}
    except Exception as error:
        answer = _unexpected(error)
    return json.dumps(answer)


def _unexpected(error: Exception) -> Answer:
    """Something of ours is broken: say so, and give what a report needs."""
    lab, files = (None, {}) if _session is None else (_session.lab.dialect, _session.files)
    return {"ok": False, "error": {"message": mistakes.sentence(error), "details": mistakes.report(error, lab, files)}}


def attach(hooks: Hooks) -> None:
    """What the front end can do for a program that the process's session runs."""
    global _session
    if _session is None:
        _session = Session()
    _session.runner.hooks = hooks


def first_picture(name: str = DEFAULT_LAB) -> dict[str, str]:
    """The panels of lab ``name`` after its program has run, and ``first``: the labs and the run's state as JSON.

    Rendered at build time, so that the page shows something before any script has loaded.
    """
    session = Session()
    session.request({"action": "open", "lab": name, "panels": pictures.FIRST})
    answer = session.request({"action": "run", "files": session.files, "panels": pictures.FIRST})
    panels = {name: str(el("p", pictures.LATER, class_="none")) for name in pictures.PANELS}
    panels.update(answer["panels"])
    known = {"panels": pictures.PANELS, "pictured": pictures.FIRST}
    data = json.dumps({"lab": name, "labs": overview(), **known, "state": answer["state"]})
    panels["first"] = data.replace("<", "\\u003c")
    bare = {"lab": "", "labs": [], "panels": pictures.PANELS, "pictured": [], "state": {}}
    panels["bare"] = json.dumps(bare)
    panels["source"] = str(pictures.preview(session.files))
    return panels


def warm_up() -> None:
    """Does what made ``first_picture``, so that a snapshot of the interpreter's memory holds it already."""
    global _session
    _session = Session()
    _session.request({"action": "run", "files": _session.files})
    for panel in set(pictures.PANELS) - set(pictures.FIRST):
        _session._sent.pop(panel)
    del _session._sent["symbols"]  # no part of the picture

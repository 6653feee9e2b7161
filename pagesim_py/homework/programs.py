"""Compiles and boots the programs that questions and checks are about; each is compiled once, whoever asks."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pagesim_py.homework.format import Assignment, AssignmentError
from pagesim_py.homework.places import Places
from pagesim_py.labs.expect import without_expectations
from pagesim_py.labs.loader import LabError, load
from pagesim_py.labs.runner import Rejected, booted, compiled, plain_message
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.diagnostics import InternalError

if TYPE_CHECKING:
    from pagesim_py.rust.compiled import Compiled

KEPT = 12
"""Compiled programs that are kept: a class's files come one after the other, the questions' programs over and over."""


class Program:
    """A compiled program: the kernel and the compiler's warnings, or the messages with which it was rejected."""

    def __init__(self, files: Mapping[str, str], dialect: str, record: bool) -> None:
        self.files = dict(files)
        self.dialect = dialect
        self.kernel: Compiled | None = None
        self.messages: list[dict[str, Any]] = []
        try:
            self.kernel, self.messages = compiled(files, dialect, None, None, record)
        except Rejected as rejected:
            self.messages = rejected.messages
        except (InternalError, RecursionError) as error:
            # A student's text that the compiler stumbles over is a row in the report, not the end of it.
            self.messages = [plain_message(f"pagesim itself made a mistake while compiling it ({error})")]

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """The messages that are warnings."""
        return [one for one in self.messages if one.get("level") == "warning"]

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The messages that are errors."""
        return [one for one in self.messages if one.get("level") == "error"]

    def boot(self, options: Mapping[str, Any]) -> Machine:
        """The machine at the first instruction. Raises Rejected."""
        if self.kernel is None:
            raise Rejected(self.messages)
        return booted(self.kernel, options)


_programs: OrderedDict[str, Program] = OrderedDict()
_places: OrderedDict[str, Places] = OrderedDict()


def program(files: Mapping[str, str], dialect: str, record: bool) -> Program:
    """``files``, compiled; ``record``: for a run that can be gone back in."""
    key = json.dumps([dialect, record, sorted(files.items())])
    found = _programs.get(key)
    if found is None:
        found = _programs[key] = Program(files, dialect, record)
    _programs.move_to_end(key)
    while len(_programs) > KEPT:
        _programs.popitem(last=False)
    return found


def forget() -> None:
    """Forgets what was compiled."""
    _programs.clear()
    _places.clear()


def places_of(assignment: Assignment) -> Places:
    """What can be drawn on the booted starter. AssignmentError if the starter does not compile or boot."""
    found = _places.get(assignment.digest)
    if found is None:
        try:
            machine = program(assignment.files, assignment.dialect, False).boot(assignment.boot)
        except Rejected as rejected:
            raise AssignmentError(f"the starter is rejected: {rejected}") from None
        found = _places[assignment.digest] = Places(machine)
    while len(_places) > KEPT:
        _places.popitem(last=False)
    return found


def source_of(assignment: Assignment, name: str) -> tuple[dict[str, str], Mapping[str, Any], str]:
    """The files, boot options and dialect of the program that a question's ``run`` names.

    ``starter``; LAB/STEP, a lab's experiment; tests/NAME.rs, which stands in for the starter's src/main.rs; or
    LAB/STEP + tests/NAME.rs, in an experiment.
    AssignmentError if there is no such thing.
    """
    name, plus, test = (part.strip() for part in name.partition("+"))
    if plus:
        files, boot, dialect = source_of(assignment, name)
        return {**files, **_main_of(assignment, test)}, boot, dialect
    if name == "starter":
        return assignment.files, assignment.boot, assignment.dialect
    if name.startswith("tests/"):
        return {**assignment.files, **_main_of(assignment, name)}, assignment.boot, assignment.dialect
    lab_name, slash, step = name.partition("/")
    if not slash:
        raise AssignmentError(f"'run' is starter, tests/NAME.rs, LAB/STEP or LAB/STEP + tests/NAME.rs, not {name!r}")
    try:
        lab = load(lab_name)
        return lab.step(step).files, lab.boot, lab.dialect
    except LabError as error:
        raise AssignmentError(str(error)) from None


def _main_of(assignment: Assignment, name: str) -> dict[str, str]:
    if name not in assignment.tests:
        known = ", ".join(assignment.tests) or "none"
        raise AssignmentError(f"there is no {name!r} (there are: {known})")
    return {"src/main.rs": assignment.tests[name]}


def test_in(run: str) -> str | None:
    """The file of tests/ that a question's ``run`` names; None if it names none."""
    last = run.rpartition("+")[2].strip()
    return last if last.startswith("tests/") else None


def shown_of(assignment: Assignment, name: str) -> dict[str, str]:
    """Of the program that ``run`` names, the files to show: the main file, and what the lab's experiment brings."""
    files, _, _ = source_of(assignment, name)
    shown = ["src/main.rs"]
    if not name.startswith("tests/") and name != "starter":
        lab, _, step = name.partition("+")[0].strip().partition("/")
        shown += [path for path in load(lab).step(step).own if path != "src/main.rs"]
    return {path: without_expectations(files[path]) for path in shown}

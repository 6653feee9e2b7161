"""The runs that checks look at: each program is compiled once, each run made once, for all checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pagesim_py.homework.format import Check
from pagesim_py.homework.frames import tables_of
from pagesim_py.homework.programs import Program, program
from pagesim_py.labs.exceptions import Delivered, Undelivered, delivered, undelivered
from pagesim_py.labs.runner import Rejected, plain_message
from pagesim_py.machine.keys import keys_in, typed
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import Stop
from pagesim_py.timeline import Timeline

MOST_ENTRIES = 1_000_000
"""Entries of a recording; a run that makes more is taken as still running."""


@dataclass(frozen=True)
class Ask:
    """How a program is run."""

    replaced: str | None
    boot: Mapping[str, Any]
    keys: str
    max_steps: int

    @property
    def data(self) -> dict[str, Any]:
        """As results tell it."""
        return {"with": self.replaced, "boot": dict(self.boot), "keys": self.keys, "max_steps": self.max_steps}


class Ran:
    """One run, with its recording. ``stopped`` says why there is none: it was rejected."""

    def __init__(self, one: Program, ask: Ask, boot: Mapping[str, Any]) -> None:
        self.program = one
        self.ask = ask
        self.stopped: list[dict[str, Any]] = []
        self.end = ""
        self.reason = ""
        self.machine: Machine | None = None
        self.before: dict[int, list[tuple[int, int]]] = {}
        self._log: list[Any] = []
        try:
            self._run(boot)
        except Rejected as rejected:
            self.stopped = rejected.messages or [{"message": "it is rejected", "file": None, "line": None}]

    def _run(self, boot: Mapping[str, Any]) -> None:
        machine = self.program.boot({**boot, **self.ask.boot})
        kernel = self.program.kernel
        assert kernel is not None
        self.before = tables_of(machine)
        machine.log = self._log
        log = self._log

        def watch(_steps: int, _blocks: int) -> None:
            if len(log) > MOST_ENTRIES:
                raise Stop("running", more=True)

        try:
            outcome = kernel.run(machine, self.ask.max_steps, typed(keys_in(self.ask.keys)), watch=watch)
        except Exception as error:  # whatever a student's program brings about, the others are graded
            what = f"{type(error).__name__}: {error}"[:200]
            raise Rejected([plain_message(f"pagesim itself made a mistake while running it ({what})")]) from None
        self.machine = machine
        self.end = outcome.kind.replace("_", " ")
        self.reason = outcome.reason

    @cached_property
    def timeline(self) -> Timeline:
        """The recording, with the machine at its end."""
        assert self.machine is not None
        return Timeline(self.machine, self._log)

    @property
    def last(self) -> int:
        """The last position."""
        return len(self._log)

    @cached_property
    def exceptions(self) -> list[Delivered]:
        """The exceptions that reached a handler."""
        return delivered(self.timeline.deliveries)

    @cached_property
    def undelivered(self) -> list[Undelivered]:
        """What was raised and reached none."""
        return undelivered(self.timeline.deliveries)

    def place(self, position: int, files: Mapping[str, str]) -> tuple[str | None, int | None]:
        """File and line of the student's code that was running at ``position``: the innermost of ``files``."""
        kernel = self.program.kernel
        if kernel is None:
            return None, None
        timeline, at = self.timeline, position
        for _ in range(2000):
            rip = timeline.statement(at)
            if rip is None:
                return None, None
            found = kernel.line(rip)
            if found is not None and found[0] in files:
                return found[0], found[1]
            earlier = timeline.moment(at).start
            if earlier >= at:
                return None, None
            at = earlier
        return None, None


class Runs:
    """The runs of one student's files; ``tests`` gives the text of a replaced main file."""

    def __init__(
        self, files: Mapping[str, str], dialect: str, boot: Mapping[str, Any], tests: Mapping[str, str]
    ) -> None:
        self.files = dict(files)
        self.dialect = dialect
        self.boot = boot
        self.tests = tests
        self._ran: dict[str, Ran] = {}

    def with_tests(self, tests: Mapping[str, str]) -> Runs:
        """The runs of the same files with other texts of replaced main files; runs of the student's own are shared."""
        other = Runs(self.files, self.dialect, self.boot, tests)
        other._ran = {key: ran for key, ran in self._ran.items() if ran.ask.replaced is None}
        return other

    def program(self, replaced: str | None = None) -> Program:
        """The program, with a replaced main file if one is named."""
        files = self.files if replaced is None else {**self.files, "src/main.rs": self.tests[replaced]}
        return program(files, self.dialect, True)

    def run(self, check: Check, boot: Mapping[str, Any]) -> Ran:
        """The run that ``check`` needs with these options of the boot loader."""
        ask = Ask(check.replaced, boot, check.keys, check.max_steps)
        key = json.dumps(ask.data, sort_keys=True)
        if key not in self._ran:
            self._ran[key] = Ran(self.program(check.replaced), ask, self.boot)
        return self._ran[key]

"""Tests of a kernel's package: each target is a kernel of its own, which says by its exit code whether it has passed.

The exit code reaches the test runner as that of QEMU: (value << 1) | 1 for a value written to the device
isa-debug-exit, its lowest 8 bits (QEMU, hw/misc/debugexit.c; exit(3)); 0 if the machine would have been reset, with
``-no-reboot``. What counts as success is told by ``[package.metadata.bootimage]``, as bootimage 0.10 reads it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pagesim_py.labs.project import Project
from pagesim_py.labs.runner import Result
from pagesim_py.labs.targets import Target
from pagesim_py.machine.ports import DEBUG_EXIT
from pagesim_py.rust.run.tests import TestCall

PASSED, FAILED, NOT_RUN = "passed", "failed", "not run"
WHERE = "[package.metadata.bootimage] of Cargo.toml"
KNOWN = {
    "build-command": list,
    "run-command": list,
    "run-args": list,
    "test-args": list,
    "test-timeout": int,
    "test-success-exit-code": int,
    "test-no-reboot": bool,
}


class SettingsError(Exception):
    """What bootimage would stop at; the message says what."""


@dataclass(frozen=True)
class Settings:
    """What bootimage is told about tests. ``success``: the exit code that counts as success, None: 0; ``no_reboot``:
    a reset ends the machine.
    """

    success: int | None = None
    no_reboot: bool = True
    notes: tuple[str, ...] = ()
    """What would be otherwise with QEMU, a sentence each."""


def settings_of(manifest: Mapping[str, Any]) -> Settings:
    """What a parsed Cargo.toml tells bootimage. SettingsError for what it refuses."""
    package = manifest.get("package")
    metadata = package.get("metadata") if isinstance(package, Mapping) else None
    table = metadata.get("bootimage") if isinstance(metadata, Mapping) else None
    if table is None:
        return Settings()
    if not isinstance(table, Mapping):
        raise SettingsError(f"{WHERE} is a table")
    for key, value in table.items():
        kind = KNOWN.get(key)
        if kind is None:
            near = difflib.get_close_matches(key, KNOWN, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"it knows {', '.join(KNOWN)}"
            raise SettingsError(f"{WHERE}: bootimage stops at the key `{key}`: {hint}")
        if type(value) is not kind:
            word = {list: "a list of strings", int: "a whole number", bool: "true or false"}[kind]
            raise SettingsError(f"{WHERE}: `{key}` is {word}, not {value!r}")
    if table.get("test-timeout", 0) < 0:
        raise SettingsError(f"{WHERE}: `test-timeout` is a number of seconds, not {table['test-timeout']}")
    arguments = " ".join(map(str, table.get("test-args", ())))
    notes = []
    if "isa-debug-exit" not in arguments:
        notes.append(
            f"{WHERE}: `test-args` has no `-device isa-debug-exit,iobase={DEBUG_EXIT:#x},iosize=0x04`: in QEMU "
            "nothing would listen at that port, and no test would end; in pagesim it is there"
        )
    elif f"iobase={DEBUG_EXIT:#x}" not in arguments.lower().replace("0x0", "0x"):
        notes.append(f"{WHERE}: `test-args` puts isa-debug-exit at another port; in pagesim it is at {DEBUG_EXIT:#x}")
    return Settings(table.get("test-success-exit-code"), table.get("test-no-reboot", True), tuple(notes))


def options_of(project: Project, target: Target, only: str = "") -> dict[str, Any]:
    """What to tell the compiler so that it builds a target of ``project`` as a test. ``only``: of the tests, those in
    whose path this stands.
    """
    options: dict[str, Any] = {
        **project.options,
        "main_file": target.path,
        "test": True,
        "harness": only if target.harness else None,
    }
    if target.kind == "test":
        options["crate"] = target.name.replace("-", "_")
    return options


@dataclass(frozen=True)
class Verdict:
    """What came of one target: ``outcome`` is PASSED or FAILED, ``status`` QEMU's exit status, None if it would not
    have ended; ``why`` a sentence about a failure.
    """

    outcome: str
    status: int | None
    why: str = ""


def verdict_of(result: Result, settings: Settings) -> Verdict:
    """Whether a target's run counts as passed."""
    status: int | None = None
    if result.exit_code is not None:
        status = result.exit_code & 0xFF
    elif result.kind == "triple_fault" and settings.no_reboot:
        status = 0
    if status is None:
        reset = " The machine would be reset again and again." if result.kind == "triple_fault" else ""
        return Verdict(FAILED, None, f"It does not end: {result.reason}{reset}")
    wanted = 0 if settings.success is None else settings.success
    if status == wanted:
        return Verdict(PASSED, status)
    if result.exit_code is None:
        return Verdict(FAILED, status, f"A triple fault: {result.reason.removeprefix('triple fault: ')}")
    says = f"{wanted} is success"
    if settings.success is None:
        says += f", as {WHERE} has no `test-success-exit-code`"
    if not result.exit_code:
        return Verdict(FAILED, status, f"{result.reason} QEMU's exit status is 0; {says}.")
    value = result.exit_code >> 1
    return Verdict(
        FAILED,
        status,
        f"It wrote {value:#x} to port {DEBUG_EXIT:#x}: QEMU's exit status is ({value:#x} << 1) | 1 = {status}; {says}.",
    )


@dataclass(frozen=True)
class TestResult:
    """One test function. ``steps`` and ``output``, what it sent over the serial port, are None if it was not called."""

    path: str
    outcome: str
    steps: int | None = None
    output: str | None = None
    ended_at: int | None = None
    """The number of the last event while it ran; None if nothing was recorded."""


def tests_of(paths: Iterable[str], result: Result, passed: bool) -> list[TestResult]:
    """What came of the tests with these ``paths``. One that did not return has failed, unless its target has passed."""
    calls: dict[str, list[TestCall]] = {}
    for call in result.tests:
        calls.setdefault(call.path, []).append(call)
    found = []
    sent = bytes(result.machine.uart.output)
    for path in paths:
        made = calls.get(path)
        if not made:
            found.append(TestResult(path, NOT_RUN))
            continue
        call = made.pop(0)
        ended = result.steps if call.ended is None else call.ended
        output = sent[call.sent[0] : call.sent[1]].decode("utf-8", "replace")
        outcome = FAILED if call.ended is None and not passed else PASSED
        found.append(TestResult(path, outcome, ended - call.began, output, call.exit))
    return found


def missed_of(found: Iterable[TestResult]) -> str:
    """A sentence about the tests that were not called; no text if all were."""
    outcomes = [one.outcome for one in found]
    missed = outcomes.count(NOT_RUN)
    if not missed:
        return ""
    if missed == len(outcomes):
        return "no test was called: does `_start` call the harness's main function?"
    return "1 test not called" if missed == 1 else f"{missed} tests not called"

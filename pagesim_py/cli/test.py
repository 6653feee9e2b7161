"""``test``: builds a package's tests and runs each target on a machine of its own, as ``cargo test`` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pagesim_py.cli.patience import STEPS, Patience, no_end
from pagesim_py.cli.project import rendered
from pagesim_py.cli.run import as_data as run_data
from pagesim_py.labs.project import InputError, Project, read_tested
from pagesim_py.labs.runner import Rejected, Result, kernel_of, plain_message, run_kernel
from pagesim_py.labs.targets import Target, TargetError, chosen, default_features, package_name, targets_of
from pagesim_py.labs.testing import (
    FAILED,
    NOT_RUN,
    PASSED,
    Settings,
    SettingsError,
    TestResult,
    Verdict,
    missed_of,
    options_of,
    settings_of,
    tests_of,
    verdict_of,
)
from pagesim_py.rust.dialects import known_dialect
from pagesim_py.rust.image.keeper import Keeper
from pagesim_py.rust.run.turns import FAR
from pagesim_py.views.numbers import count

TESTS_FAILED = 101
"""Cargo's exit status if tests fail or are not compiled."""


@dataclass(frozen=True)
class Asked:
    """What the command line asks for. ``only``: tests in whose path this stands. In ``bins`` and ``tests``, "" means
    all of them.
    """

    only: str = ""
    lib: bool = False
    bins: Sequence[str] = ()
    tests: Sequence[str] = ()
    no_fail_fast: bool = False
    no_run: bool = False


@dataclass
class Attempt:
    """One target: what was compiled, and what came of it."""

    target: Target
    keeper: Keeper
    kernel: Any = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    result: Result | None = None
    verdict: Verdict | None = None
    tests: list[TestResult] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The paths of the tests that its harness calls."""
        return [] if self.kernel is None else [path for path, _ in self.kernel.linked.tests]

    @property
    def outcome(self) -> str:
        """In a word."""
        if self.kernel is None:
            return "compile_error"
        return NOT_RUN if self.verdict is None else self.verdict.outcome


def test(path: Path, asked: Asked, *, as_json: bool, max_steps: int | None, dialect: str | None) -> int:
    """Tests the package at ``path``; the exit status. InputError if there is nothing that could be tested."""
    project = read_tested(path)
    try:
        version = known_dialect(dialect or project.dialect)
        targets = targets_of(project.manifest, project.files)
        name = package_name(project.manifest)
        features = default_features(project.manifest)
        wanted = chosen(targets, features, name, lib=asked.lib, bins=list(asked.bins), tests=list(asked.tests))
        settings = settings_of(project.manifest)
    except (TargetError, SettingsError, ValueError) as error:
        raise InputError(str(error)) from None
    if not targets:
        raise InputError(f"{path} has nothing to test: no src/lib.rs, no src/main.rs, no tests/*.rs")
    notes = [plain_message(note, "warning") for note in (*project.notes, *settings.notes)]
    for note in notes:
        _say(note["rendered"])
    attempts = [_compile(project, version, target, asked.only) for target in wanted]
    broken = [attempt for attempt in attempts if attempt.kernel is None]
    if broken:
        for attempt in broken:
            errors = sum(message["level"] == "error" for message in attempt.messages)
            previous = "1 previous error" if errors == 1 else f"{errors} previous errors"
            _say(f"error: could not compile `{name}` ({attempt.target.shown}) due to {previous}")
    elif not asked.no_run:
        if asked.only:
            attempts = [one for one in attempts if one.paths or asked.only in one.target.name]
        _run_all(project, settings, attempts, asked, max_steps, sys.stderr if as_json else sys.stdout)
    if as_json:
        print(json.dumps(_data(attempts, notes)))
    sys.stdout.flush()
    failed = [attempt for attempt in attempts if attempt.outcome == FAILED]
    if not broken and not asked.no_run:
        _sum_up(attempts, failed, asked)
    for attempt in attempts:
        attempt.keeper.keep()
    return TESTS_FAILED if broken or failed else 0


def _compile(project: Project, dialect: str, target: Target, only: str) -> Attempt:
    """Compiles a target, and prints the compiler's messages."""
    options = options_of(project, target, only)
    attempt = Attempt(target, Keeper(dialect, project.files, {"package": project.package, **options}))

    def work() -> tuple[Any, list[dict[str, Any]]]:
        return kernel_of(project.files, dialect, project.package, options, attempt.keeper)

    try:
        attempt.kernel, attempt.messages = attempt.keeper.attempt(work, Rejected)
    except Rejected as error:
        attempt.messages = error.messages
    for message in attempt.messages:
        _say(f"{rendered(message, project)}\n")
    return attempt


def _run_all(
    project: Project, settings: Settings, attempts: list[Attempt], asked: Asked, max_steps: int | None, where: TextIO
) -> None:
    """Runs the targets, up to the first that fails unless all are wanted; what they send is printed to ``where``."""
    for attempt in attempts:
        _run(project, settings, attempt, max_steps, where)
        if attempt.outcome == FAILED and not asked.no_fail_fast:
            return


def _run(project: Project, settings: Settings, attempt: Attempt, max_steps: int | None, where: TextIO) -> None:
    """Runs a target, and prints what it sends, and why it failed."""
    _say(f"     Running {attempt.target.title}")
    try:
        result = run_kernel(
            attempt.kernel,
            attempt.messages,
            max_steps=max_steps or FAR,
            boot=project.boot,
            patience=FAR if max_steps else STEPS,
            look=no_end if max_steps else Patience(),
        )
    except Rejected as error:
        attempt.verdict = Verdict(FAILED, None, error.messages[0]["message"])
        _say(f"pagesim: {attempt.verdict.why}")
        return
    attempt.result, attempt.verdict = result, verdict_of(result, settings)
    attempt.tests = tests_of(attempt.paths, result, attempt.outcome == PASSED)
    print(result.serial, end="" if result.serial.endswith("\n") else "\n", file=where, flush=True)
    if attempt.outcome == PASSED:
        return
    shown = "\n".join(line.rstrip() for line in result.screen).rstrip("\n")
    if shown:
        _say(f"--- screen\n{shown}")
    _say(f"error: test failed, to rerun pass `{attempt.target.option}`\n")
    _say(f"pagesim: {attempt.verdict.why}")
    for one in attempt.tests:
        if one.outcome == FAILED:
            _say(f"pagesim: the test `{one.path}` did not return")
    if missed := missed_of(attempt.tests):
        _say(f"pagesim: {missed}")


def _sum_up(attempts: list[Attempt], failed: list[Attempt], asked: Asked) -> None:
    """The last lines."""
    if failed and asked.no_fail_fast:
        _say(f"error: {count(len(failed), 'target')} failed:")
        for attempt in failed:
            _say(f"    `{attempt.target.option}`")
    tests = [one for attempt in attempts for one in attempt.tests]
    if asked.only and not attempts:
        _say(f"pagesim: no test has {asked.only!r} in its path")
    words = [f"{sum(attempt.outcome == kind for attempt in attempts)} {kind}" for kind in (PASSED, FAILED, NOT_RUN)]
    _say(
        f"\npagesim: {count(len(attempts), 'target')}: {', '.join(words)}; {count(len(tests), 'test function')}: "
        + ", ".join(f"{sum(one.outcome == kind for one in tests)} {kind}" for kind in (PASSED, FAILED, NOT_RUN))
    )


def _data(attempts: list[Attempt], notes: list[dict[str, Any]]) -> dict[str, Any]:
    """What came of the targets as plain data."""
    return {"messages": notes, "targets": [_target_data(attempt) for attempt in attempts]}


def _target_data(attempt: Attempt) -> dict[str, Any]:
    verdict, result = attempt.verdict, attempt.result
    tests = attempt.tests or [TestResult(path, NOT_RUN) for path in attempt.paths]
    return {
        "kind": attempt.target.kind,
        "name": attempt.target.name,
        "path": attempt.target.path,
        "harness": attempt.target.harness,
        "outcome": attempt.outcome,
        "exit_status": verdict.status if verdict is not None else None,
        "why": verdict.why if verdict is not None else "",
        "tests": [
            {"path": one.path, "outcome": one.outcome, "steps": one.steps, "output": one.output} for one in tests
        ],
        "messages": attempt.messages,
        "run": None if result is None else run_data(result),
    }


def _say(text: str) -> None:
    if text:
        print(text, file=sys.stderr)

"""A package's tests: each test binary is built and run on a machine of its own, as ``pagesim test`` does it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pagesim_py.labs import Lab
from pagesim_py.labs.laid_out import project_of
from pagesim_py.labs.packages import MANIFEST
from pagesim_py.labs.project import InputError, Project
from pagesim_py.labs.runner import Rejected, Result, compiled, plain_message, run_kernel
from pagesim_py.labs.targets import Target, TargetError, chosen, default_features, package_name, targets_of
from pagesim_py.labs.testing import (
    FAILED,
    PASSED,
    Settings,
    SettingsError,
    missed_of,
    options_of,
    settings_of,
    tests_of,
    verdict_of,
)
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import INTERVAL, LONGEST, QUIET, Stop
from pagesim_py.session.fields import RequestError
from pagesim_py.session.trial import Trial
from pagesim_py.session.watching import PATIENCE
from pagesim_py.views import tests as tests_view
from pagesim_py.views.numbers import count
from pagesim_py.views.tests import BROKEN, Binary

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session
    from pagesim_py.session.run import Program


@dataclass
class Tests:
    """The test binaries of some files, and what has come of them."""

    project: Project
    settings: Settings
    targets: list[Target]
    binaries: list[Binary]
    notes: tuple[str, ...]
    stopped: bool = False


def listed(session: Session, files: dict[str, str], lab: Lab) -> Answer:
    """Which test binaries ``files`` have."""
    try:
        session.tests = tests = _tests(files, lab)
    except (InputError, TargetError, SettingsError, ValueError) as error:
        raise RequestError(f"The tests cannot be run: {error}.") from None
    return _answer(tests)


def _tests(files: dict[str, str], lab: Lab) -> Tests:
    project = project_of(files, tests=True) if MANIFEST in files else Project(files, lab.dialect, boot=lab.boot)
    manifest = project.manifest
    features, name = default_features(manifest), package_name(manifest)
    targets = targets_of(manifest, project.files)
    wanted = chosen(targets, features, name, lib=False, bins=[], tests=[])
    settings = settings_of(manifest)
    binaries = [Binary(target.path, target.harness) for target in wanted]
    return Tests(project, settings, wanted, binaries, (*project.notes, *settings.notes))


def ran(session: Session, number: int) -> Answer:
    """Builds and runs the binary of that number."""
    tests = session.tests
    if not isinstance(tests, Tests) or not 0 <= number < len(tests.targets):
        raise RequestError("There is no such test binary: ask which there are first.")
    target, project = tests.targets[number], tests.project
    options = options_of(project, target)
    before = tests.binaries[number]
    session.runner.stopping, tests.stopped = False, False
    _tell(session, f"{target.path}: compiling")
    try:
        kernel, messages = compiled(project.files, project.dialect, project.package, options)
        result = run_kernel(
            kernel, messages, boot=project.boot, patience=PATIENCE, look=_look(session, target.path)
        )  # fmt: skip
    except Rejected as error:
        tests.binaries[number] = replace(before, outcome=BROKEN, messages=error.messages)
        return _answer(tests)
    except MemoryError:
        raise RequestError(f"{target.path} needs more memory than there is.") from None
    tests.stopped = result.kind == "stopped"
    tests.binaries[number] = _done(before, [path for path, _ in kernel.linked.tests], result, tests)
    return _answer(tests)


def _done(binary: Binary, paths: list[str], result: Result, tests: Tests) -> Binary:
    """What came of a binary that has run."""
    verdict = verdict_of(result, tests.settings)
    found = tests_of(paths, result, verdict.outcome == PASSED)
    screen = "\n".join(line.rstrip() for line in result.screen).strip("\n")
    return replace(
        binary,
        outcome=verdict.outcome,
        status=verdict.status,
        why=verdict.why,
        missed=missed_of(found) if verdict.outcome == FAILED else "",
        tests=tuple(found),
        serial=result.serial,
        screen=screen,
        messages=result.messages,
    )


def _look(session: Session, path: str) -> Any:
    """Shows how far a binary is; ends its run if that is asked for, or if it shows nothing new any more."""
    began = changed = time.monotonic()
    then = began + INTERVAL
    seen: object = None

    def look(machine: Machine, steps: int) -> None:
        nonlocal then, changed, seen
        now = time.monotonic()
        if now < then:
            return
        sent = (machine.screen.bytes(), len(machine.uart.output))
        if sent != seen:
            seen, changed = sent, now
        _tell(session, f"{path}: {count(steps, 'step')} so far", steps)
        then = time.monotonic() + INTERVAL
        if session.runner.stopping:
            raise Stop("stopped", f"it was stopped after {count(steps, 'step')}.", more=True)
        if now - changed > QUIET:
            why = f"for {QUIET:.0f} seconds it has shown nothing new, after {count(steps, 'step')} in all."
            raise Stop("running", why, more=True)
        if now - began > LONGEST:
            raise Stop("running", f"it has taken {count(steps, 'step')}.", more=True)

    return look


def _tell(session: Session, text: str, steps: int = 0) -> None:
    show = session.runner.hooks.show
    if show is not None:
        show({"steps": steps, "text": text})


def _answer(tests: Tests) -> Answer:
    panel = tests_view.render(tests.binaries, tests.notes)
    told = {"number": len(tests.targets), "told": tests_view.told(tests.binaries), "stopped": tests.stopped}
    return {"ok": True, "panels": {"tests": str(panel)}, "tests": told}


def program(session: Session, files: dict[str, str], trial: Trial) -> tuple[Program, list[dict[str, Any]]]:
    """The binary of ``trial``, recorded when it runs, and the compiler's warnings. Raises Rejected."""
    try:
        tests = _tests(files, session.lab)
    except (InputError, TargetError, SettingsError, ValueError) as error:
        raise Rejected([plain_message(str(error))]) from None
    target = next((one for one in tests.targets if one.path == trial.path), None)
    if target is None:
        raise RequestError(f"There is no test binary {trial.path[:80]!r}.")
    return session.engine.build(tests.project, options_of(tests.project, target))

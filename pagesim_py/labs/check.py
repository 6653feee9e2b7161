"""Checks a lab's folder: what lab.toml says, and that every step does what its ``// expect`` comments say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pagesim_py.labs.expect import Expected, differences, expectations
from pagesim_py.labs.loader import Lab, LabError, Step, load_folder
from pagesim_py.labs.moments import WantedAccess, happens
from pagesim_py.labs.runner import Rejected, run_files

MAX_STEPS = 2_000_000
"""Steps after which a step counts as still running."""


def check_lab(folder: Path | str) -> list[str]:
    """What is wrong with the lab in ``folder``, a sentence each; empty if nothing is."""
    try:
        lab = load_folder(Path(folder))
    except LabError as error:
        return [str(error)]
    problems = _files(lab)
    if not lab.steps:
        return problems + run_and_compare(lab, Step("start", "", "", "", None, None, (), lab.sources, ()))
    for step in lab.steps:
        problems += run_and_compare(lab, step)
    return problems


def expected_of(step: Step) -> Expected:
    """What the step's own files say, or src/main.rs if it brings none."""
    return expectations(step.sources, step.own or ("src/main.rs",))


def run_and_compare(lab: Lab, step: Step) -> list[str]:
    """Runs a step; what differs from its expectations."""
    expected = expected_of(step)
    where = f"step {step.id}: "
    problems = [f"{where}{path}:{line}: this is no expectation: {text}" for path, line, text in expected.malformed]
    if not expected:
        return [*problems, f"{where}nothing is expected: write // expect: comments into its files"]
    try:
        result = run_files(step.sources, dialect=lab.dialect, boot=lab.boot, max_steps=MAX_STEPS, keys=expected.keys)
    except Rejected as rejected:
        return problems + _compare_messages(expected, rejected, where)
    if expected.errors:
        path, line, text = expected.errors[0]
        return [*problems, f"{where}{path}:{line} should be rejected ({text}), but the program compiles"]
    faults = [str(one) for one in result.exceptions]
    problems += _moment(step, result.machine.log or [], where)
    return problems + differences(expected, result.screen, faults, result.kind.replace("_", " "), where=where)


def _moment(step: Step, log: list[Any], where: str) -> list[str]:
    """Whether the moment that ``at`` names comes; an address that is a name is not looked up here."""
    if step.at is None:
        return []
    address = None
    if isinstance(step.at, WantedAccess):
        try:
            address = int(step.at.address, 0)
        except ValueError:
            return []
    if any(happens(entry, step.at, address) for entry in log):
        return []
    return [f"{where}what 'at' names never happens while it runs"]


def _compare_messages(expected: Expected, rejected: Rejected, where: str) -> list[str]:
    found = [(message["file"], message["line"], message["message"]) for message in rejected.messages]
    if not expected.errors:
        file, line, text = next((one for one in found if one[0]), (None, None, str(rejected)))
        return [f"{where}{file}:{line}: {text}" if file else f"{where}{text}"]
    return [
        f"{where}{path}:{line}: no message has {text!r} there"
        for path, line, text in expected.errors
        if not any(file == path and at == line and text in message for file, at, message in found)
    ]


def _files(lab: Lab) -> list[str]:
    """What is wrong before anything runs."""
    problems = []
    if not lab.text.strip():
        problems.append("text.md is missing or empty: say what to do and what to look for")
    for path, text in lab.sources.items():
        if "\t" in text:
            problems.append(f"{path} has tabs; use four spaces")
        long = next((i for i, line in enumerate(text.splitlines(), 1) if len(line) > 120), None)
        if long is not None:
            problems.append(f"{path}:{long} is longer than 120 characters")
    return problems

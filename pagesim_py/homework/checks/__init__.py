"""Checks of a program: on the compiler's answer, the machine, its tables and its history, not on the program's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pagesim_py.homework.checks.base import Miss, listed
from pagesim_py.homework.checks.history import HISTORY
from pagesim_py.homework.checks.runs import Ran, Runs
from pagesim_py.homework.checks.state import STATE
from pagesim_py.homework.format import Check
from pagesim_py.homework.results import CheckResult

__all__ = ["RUN_TERMS", "Runs", "perform"]

RUN_TERMS = {**STATE, **HISTORY}
"""The terms that need a run."""


def perform(check: Check, runs: Runs, fill: Callable[[Any], Any], edited: Mapping[str, str]) -> CheckResult:
    """Performs ``check``. ``fill`` puts the drawn values in, ``edited`` are the files that the student may change."""
    say = str(fill(check.say))
    one = runs.program(check.replaced)
    if one.kernel is None:
        return _rejected(check, say, one.errors or one.messages)
    for term in ("warnings", "source"):
        if term in check.terms:
            found = _warnings(one.warnings, check) if term == "warnings" else _source(fill(check.terms[term]), edited)
            if found is not None:
                return _of(check, say, *found)
    wanted = {term: fill(value) for term, value in check.terms.items() if term in RUN_TERMS}
    if not wanted:
        return CheckResult(check.id, True, say)
    ran: Ran | None = None
    for boot in check.boots:
        ran = runs.run(check, boot)
        if ran.stopped:
            return _rejected(check, say, ran.stopped)
        for term, value in wanted.items():
            miss = RUN_TERMS[term](ran, value)
            if miss is not None:
                file, line = ran.place(miss.at, edited) if miss.at is not None else (None, None)
                return _of(check, say, miss, file, line, ran)
    assert ran is not None
    return CheckResult(check.id, True, say, run=ran.ask.data)


def _of(
    check: Check, say: str, miss: Miss, file: str | None = None, line: int | None = None, ran: Ran | None = None
) -> CheckResult:
    data = None if ran is None else ran.ask.data
    return CheckResult(check.id, False, say, miss.got, miss.wanted, miss.at, file, line, miss.mutant, data)


def _rejected(check: Check, say: str, messages: list[dict[str, Any]]) -> CheckResult:
    first = messages[0] if messages else {}
    got = f"The program is rejected: {first.get('message', 'it does not compile')}."
    if check.replaced is not None and first.get("file") == "src/main.rs":
        got = f"With the main file of this check, {got[0].lower()}{got[1:]}"
    return CheckResult(check.id, False, say, got, "It compiles.", None, first.get("file"), first.get("line"))


def _warnings(warnings: list[dict[str, Any]], check: Check) -> tuple[Miss, str | None, int | None] | None:
    """Warnings of the compiler, but not those of a main file that the check brings."""
    own = [one for one in warnings if check.replaced is None or one.get("file") != "src/main.rs"]
    most = check.terms["warnings"]
    if len(own) <= most:
        return None
    count = "One warning" if len(own) == 1 else f"{len(own)} warnings"
    wanted = "The compiler warns of nothing." if most == 0 else f"The compiler warns {most} times at most."
    return Miss(f"{count}: {own[0]['message']}.", wanted), own[0].get("file"), own[0].get("line")


def _source(value: Mapping[str, Any], edited: Mapping[str, str]) -> tuple[Miss, str | None, int | None] | None:
    """What the text of the student's files has, comments and blanks aside."""
    files = {path: text for path, text in edited.items() if value.get("file", path) == path}
    code = {path: _bare(text) for path, text in files.items()}
    for text in listed(value.get("has", [])):
        if not any(_bare(text) in one for one in code.values()):
            where = value.get("file") or " or ".join(files) or "the files"
            return Miss(f"{text} is nowhere in {where}.", f"{text} is there."), value.get("file"), None
    for text in listed(value.get("not", [])):
        for path, one in code.items():
            if _bare(text) in one:
                line = next((n for n, row in enumerate(files[path].splitlines(), 1) if _bare(text) in _bare(row)), None)
                return Miss(f"{text} is in {path}.", f"{text} is not there."), path, line
    return None


_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)


def _bare(text: str) -> str:
    """Without comments and blanks."""
    return "".join(_COMMENT.sub(lambda found: found[0] if found[0].startswith('"') else "", text).split())

"""The row of somebody whose work could not be graded: it took too long, too much memory, or met a mistake of ours."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.handed import Handed
from pagesim_py.homework.grading.rows import Row, _guess, graded
from pagesim_py.homework.identity import Row as Listed
from pagesim_py.homework.submission import SubmissionError, parse

TOO_MUCH = "grading took too much memory and was stopped"


def failed(one: Handed, roster: Sequence[Listed], why: str) -> Row:
    """A row that says ``why``, with the name that the file or the roster gives."""
    name, section = "", ""
    who = _guess(one.hint, roster)
    if one.raw is not None:
        with contextlib.suppress(SubmissionError):
            told = parse(one.raw).student
            who, name = told.key, told.name
    for listed in roster:
        if listed.student.key == who:
            name, section = listed.student.name or name, listed.section
    return Row(who, name, section, one.origin, error=why)


def graded_at_any_rate(
    one: Handed, assignment: Assignment, roster: Sequence[Listed] = (), *, key: bytes | None = None
) -> Row:
    """``graded`` in this process: whatever happens there is a row, and the others go on."""
    try:
        return graded(one, assignment, roster, key=key)
    except MemoryError:
        return failed(one, roster, TOO_MUCH)
    except Exception as error:  # a mistake of ours: told in the row
        return failed(one, roster, f"{type(error).__name__}: {str(error)[:200]}")

"""Fills one column of the gradebook that Canvas exports, so that it can be imported again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row
from pagesim_py.homework.identity import normal_id

LOGINS = ("SIS Login ID", "SIS User ID", "ID")
BEGINNING = ("Student", "ID", "SIS User ID", "SIS Login ID", "Root Account", "Section")
VALUES = ("grade", "points")


class GradebookError(ValueError):
    """The gradebook cannot be filled; the message says why."""


def filled_gradebook(
    gradebook: str, assignment: Assignment, rows: Sequence[Row], column: str | None = None, value: str = "grade"
) -> tuple[str, list[str]]:
    """The gradebook's text with one column filled, and sentences about who is not in it. GradebookError says what is
    missing.

    ``column``: the beginning of its name; by default the column whose name begins with the assignment's title or id.
    ``value``: ``grade`` is A, B, F; ``points`` the share of points reached, of the points that are possible there.
    Students with no grade keep what is there.
    """
    table = list(csv.reader(io.StringIO(gradebook.removeprefix("\ufeff"))))
    if not table or not set(table[0]) & set(LOGINS):
        raise GradebookError(f"this is no gradebook of Canvas: its first line has none of {', '.join(LOGINS)}")
    header = table[0]
    login = header.index(next(name for name in LOGINS if name in header))
    at = _column(header, assignment, column)
    best: dict[str, Row] = {}
    for row in rows:
        if row.spec and (row.student not in best or (row.score or 0) > (best[row.student].score or 0)):
            best[row.student] = row
    possible: float | None = None
    filled: set[str] = set()
    for line in table[1:]:
        line += [""] * (len(header) - len(line))
        if line[0].strip().startswith("Points Possible"):
            possible = _number(line[at])
            continue
        try:
            who = normal_id(line[login])
        except ValueError:
            continue
        found = best.get(who)
        if found is None:
            continue
        filled.add(who)
        line[at] = found.spec if value == "grade" else _points(found, possible)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    lost = [f"{who} is not in the gradebook" for who in best if who not in filled]
    return out.getvalue(), lost


def _column(header: Sequence[str], assignment: Assignment, wanted: str | None) -> int:
    starts = [wanted] if wanted else [assignment.title, assignment.id, assignment.name]
    for start in starts:
        found = [
            number for number, name in enumerate(header)
            if name not in BEGINNING and re.match(re.escape(start) + r"(?![\w-])", name, re.IGNORECASE)
        ]  # fmt: skip
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise GradebookError(f"several columns begin with {start!r}: give more of the name")
    known = ", ".join(repr(name) for name in header if name not in BEGINNING)
    raise GradebookError(f"no column begins with {' or '.join(map(repr, starts))}; there are {known or 'none'}")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _points(row: Row, possible: float | None) -> str:
    if row.score is None or not row.most:
        return "0"
    share = row.score / row.most
    return f"{row.score if possible is None else round(share * possible, 2):g}"

"""The table as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row, requirements

BEFORE = ("student", "name", "variant", "spec")
AFTER = ("score", "signed", "replayed", "pagesim", "notes")


def as_csv(assignment: Assignment, rows: Sequence[Row]) -> str:
    """A line for each row; whether a requirement is met is yes, no, or empty if it was not looked at."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    named = requirements(assignment)
    writer.writerow([*BEFORE, *named, *AFTER])
    for row in rows:
        met = [yes(row.results.get(name)) for name in named]
        signed = yes(row.signed) or ("unchecked" if row.tagged else "unsigned" if row.submission else "")
        score = "" if row.score is None else f"{row.score:g}"
        cells = [row.student, row.name, row.variant, row.spec, *met, score, signed, yes(row.replayed), row.pagesim,
                 notes_of(row)]  # fmt: skip
        writer.writerow([plain(cell) for cell in cells])
    return out.getvalue()


def as_json(assignment: Assignment, rows: Sequence[Row]) -> str:
    """Everything that is known: answers, files and logs too."""
    told = {"id": assignment.id, "version": assignment.version, "digest": assignment.digest, "title": assignment.title}
    data = {
        "format": "pagesim-grades-1", "assignment": told, "requirements": requirements(assignment),
        "rows": [row.as_data() for row in rows],
    }  # fmt: skip
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def yes(value: bool | None) -> str:
    """``yes``, ``no``, or nothing."""
    return "" if value is None else "yes" if value else "no"


def notes_of(row: Row) -> str:
    """All that is to be said of a row, as one text."""
    error = [f"{row.error[0].upper()}{row.error[1:].rstrip('.')}."] if row.error else []
    return " ".join([*error, *(say for _, say in row.notes)])


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that is one line."""
    text = " ".join(cell.split()) if "\n" in cell or "\r" in cell or "\t" in cell else cell
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text

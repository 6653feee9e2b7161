"""The command grade: from what a class has handed in to a table that can be trusted."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pagesim_py.cli.homework import assignment_of, key_in, roster_of
from pagesim_py.homework import Assignment
from pagesim_py.homework.exports import (
    as_csv,
    as_json,
    classroom50,
    filled_gradebook,
    gradescope,
    gradescope_files,
)
from pagesim_py.homework.exports.canvas import GradebookError
from pagesim_py.homework.exports.table import notes_of, plain
from pagesim_py.homework.grading import Row, completed, handed_in
from pagesim_py.homework.grading.apart import Limits, grade_all
from pagesim_py.homework.identity import normal_id
from pagesim_py.homework.loader import folder_of
from pagesim_py.labs.project import InputError

UNREAD = 2
"""The exit status if a file could not be read."""


@dataclass(frozen=True)
class Wanted:
    """What is to be written, and where."""

    csv: Path | None = None
    json: Path | None = None
    html: Path | None = None
    canvas: Path | None = None
    canvas_column: str | None = None
    canvas_value: str = "grade"
    gradescope: Path | None = None
    gradescope_zip: Path | None = None
    classroom50: Path | None = None


def grade(
    name: str,
    paths: Sequence[Path],
    *,
    roster: Path | None,
    key_file: Path | None,
    student: str | None,
    folder: str | None,
    seconds: float | None,
    jobs: int | None,
    wanted: Wanted,
) -> int:
    """Grades all that lies at ``paths`` and writes what is ``wanted``; 2 if something could not be read."""
    assignment = assignment_of(name)
    place = Path(name) if Path(name).is_dir() else Path(str(folder_of(assignment.name)))
    if wanted.gradescope_zip is not None:
        _write_zip(wanted.gradescope_zip, gradescope_files(place))
        if not paths:
            return 0
    if not paths:
        raise InputError("say what to grade: submissions, folders, or zips")
    if student is not None:
        try:
            normal_id(student)
        except ValueError as error:
            raise InputError(f"--student: {error}") from None
    listed = roster_of(roster) if roster is not None else []
    key = key_in(key_file) if key_file is not None else None
    gradebook = _text(wanted.canvas) if wanted.canvas is not None else None
    handed = handed_in(paths, assignment, folder)
    limits = Limits()
    limits.seconds = seconds or limits.seconds
    limits.jobs = jobs or limits.jobs
    show = sys.stderr.isatty()

    def progress(done: int, most: int, who: str) -> None:
        if show:
            print(f"\r\x1b[K{done} of {most} graded: {who[:60]}", end="", file=sys.stderr, flush=True)

    if show:
        print(f"{len(handed)} to grade ...", end="", file=sys.stderr, flush=True)
    rows = grade_all(
        handed, assignment, listed, key=key, student=student, limits=limits, progress=progress, place=place
    )
    if show:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    found = completed(rows, listed)
    _print(found)
    _write(assignment, found, wanted, gradebook)
    return UNREAD if any(row.unread for row in found) else 0


def _print(rows: Sequence[Row]) -> None:
    """A line for each student: grade, score, what is not met, notes."""
    for row in rows:
        missed = ", ".join(name for name, met in row.results.items() if not met)
        score = "" if row.score is None else f"{row.score:g}/{row.most or 0:g}"
        parts = [row.spec or "-", score, f"not met: {missed}" if missed else "", notes_of(row)]
        print("\t".join([row.student, *(" ".join(part.split()) for part in parts)]).rstrip())


def _write(assignment: Assignment, rows: Sequence[Row], wanted: Wanted, gradebook: str | None) -> None:
    if wanted.csv is not None:
        save(wanted.csv, as_csv(assignment, rows))
    if wanted.json is not None:
        save(wanted.json, as_json(assignment, rows))
    if wanted.html is not None:
        from pagesim_py.views.homework.report import report

        save(wanted.html, report(assignment, rows))
    if wanted.canvas is not None and gradebook is not None:
        try:
            text, lost = filled_gradebook(gradebook, assignment, rows, wanted.canvas_column, wanted.canvas_value)
        except GradebookError as error:
            raise InputError(f"{wanted.canvas}: {error}") from None
        for sentence in lost:
            print(f"{wanted.canvas}: {plain(sentence)}", file=sys.stderr)
        out = wanted.canvas.with_name(f"{wanted.canvas.stem}-graded.csv")
        save(out, text)
    if wanted.gradescope is not None:
        save(wanted.gradescope, gradescope(assignment, _only(rows, "--gradescope")))
    if wanted.classroom50 is not None:
        row = _only(rows, "--classroom50")
        try:
            save(wanted.classroom50, classroom50(assignment, row, os.environ, time.time()))
        except KeyError as error:
            raise InputError(f"--classroom50 needs {error.args[0]} in the environment, as its runner sets it") from None


def _only(rows: Sequence[Row], option: str) -> Row:
    if len(rows) != 1:
        raise InputError(f"{option} is for the work of one student; here are {len(rows)} rows")
    return rows[0]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text") from None


def save(path: Path, text: str) -> None:
    """Writes a file and says so. InputError if it cannot be written."""
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from None
    print(f"wrote {path}", file=sys.stderr)


def _write_zip(path: Path, files: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o755 if name in ("setup.sh", "run_autograder") else 0o644) << 16
            archive.writestr(info, content)
    try:
        path.write_bytes(out.getvalue())
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from None
    print(f"wrote {path}", file=sys.stderr)

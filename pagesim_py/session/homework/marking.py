"""Does what grade.html asks: a class's files are taken, graded one after the other, and shown as a table.

    grade {do: begin, name, files, folder?, rows?}    an assignment, and rows that a session before this one has made
          {do: roster, text}   {do: key, data}        "" takes it away again
          {do: file, path, data, size?}               the next bytes (base64) of a file that was dropped; with ``size``
                                                      it has so many and is too large to be read
          {do: find}                                  what was dropped: an assignment of the course's own, or what
                                                      students handed in
          {do: next}                                  grades the next student, and quick ones after them
          {do: give-up, why}                          the next student gets a row that says why there is no grade
          {do: sort, by}   {do: student, row}         the order of the table; one student's work
          {do: export, as}                            csv, json or html: what the command ``grade`` writes

Bytes come in pieces, so that a large file stands in the way of nothing else. Answers carry ``panels`` and, under
``grade``, what the page has to know. The rows that ``next`` answers let another session go on where this one ended.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pagesim_py.homework.exports.table import as_csv, as_json
from pagesim_py.homework.format import Assignment, AssignmentError
from pagesim_py.homework.given import load_given
from pagesim_py.homework.grading.dropped import Dropped, DroppedError, belongs_to
from pagesim_py.homework.grading.failing import failed, graded_at_any_rate
from pagesim_py.homework.grading.handed import LARGEST_ZIP, Handed
from pagesim_py.homework.grading.rows import Row, completed
from pagesim_py.homework.identity import Row as Listed
from pagesim_py.homework.identity import Student, read_roster, secret, sign
from pagesim_py.homework.submission import LONGEST_CODE
from pagesim_py.homework.variant import Variant
from pagesim_py.session import fields
from pagesim_py.session.fields import RequestError
from pagesim_py.views.homework import a_class as view
from pagesim_py.views.homework.report import report

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session

AT_ONCE = 0.25
"""Seconds for which one request grades what is graded quickly."""
MANY = 150
"""Rows from which on the table is not shown anew with each of them."""
PAUSE = 3.0
"""Seconds between two pictures of a table with many rows."""


class Marking:
    """What one class has handed in to one assignment, as far as it is graded."""

    def __init__(self, assignment: Assignment, files: dict[str, str], folder: str | None) -> None:
        self.assignment = assignment
        self.files = files
        """The assignment's, as the page has them."""
        self.folder = folder
        self.roster: list[Listed] = []
        self.key: bytes | None = None
        self.dropped: Dropped | None = None
        self.handed: list[Handed] = []
        self.rows: list[Row] = []
        """Of those in ``handed`` that are graded, in the same order."""
        self.sort: tuple[str, bool] = ("", False)
        """The column, and whether its order is turned round; the empty string is the roster's order."""
        self.open: str | None = None
        """The key of the row that is shown in full."""
        self.pictured = 0.0

    @property
    def over(self) -> bool:
        """Whether everybody is graded."""
        return len(self.rows) >= len(self.handed)

    def table(self) -> list[Row]:
        """The rows as the command has them: only when all are graded it can be said who handed nothing in."""
        return completed(self.rows, self.roster) if self.over and self.handed else completed(self.rows)

    def close(self) -> None:
        """Forgets files that were dropped and not yet looked at."""
        if self.dropped is not None:
            self.dropped.close()
            self.dropped = None


def act(session: Session, request: dict[str, Any]) -> Answer:
    """Does one request. RequestError for one that cannot be done."""
    name = fields.text(request, "do")
    if name == "begin":
        return _begin(session, request)
    marking = session.homework
    if not isinstance(marking, Marking):
        raise RequestError("There is no assignment yet: choose one first.")
    if name not in _DOES:
        raise RequestError(f"Grading does not know how to {name[:40]!r}.")
    try:
        return _DOES[name](marking, request)
    except (DroppedError, AssignmentError) as error:
        raise RequestError(_sentence(str(error))) from None


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def _begin(session: Session, request: dict[str, Any]) -> Answer:
    files, name = fields.strings(request, "files"), fields.text(request, "name")
    found = load_given(name, files)
    if isinstance(session.homework, Marking):
        session.homework.close()
    made = session.homework = Marking(found, files, fields.text(request, "folder", "").strip().strip("/") or None)
    rows = request.get("rows", [])
    if not isinstance(rows, list):
        raise RequestError("The request's rows are a list.")
    try:
        made.rows = [Row.from_data(row) for row in rows]
    except ValueError as error:
        raise RequestError(f"The rows cannot be gone on with: {error}.") from None
    return _answer(made, view.ALL, id=found.id, largest=LONGEST_CODE, largestZip=LARGEST_ZIP)


def _roster(marking: Marking, request: dict[str, Any]) -> Answer:
    text = fields.text(request, "text")
    try:
        marking.roster = read_roster(text) if text.strip() else []
    except ValueError as error:
        raise RequestError(f"The roster cannot be used: {error}.") from None
    return _answer(marking, ())


def _key(marking: Marking, request: dict[str, Any]) -> Answer:
    data = _bytes(request)
    try:
        marking.key = secret(data) if data else None
    except ValueError as error:
        raise RequestError(f"The key's file {error}.") from None
    return _answer(marking, ())


def _bytes(request: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(fields.text(request, "data", ""), validate=True)
    except (binascii.Error, ValueError):
        raise RequestError("The request's data are no base64.") from None


def _file(marking: Marking, request: dict[str, Any]) -> Answer:
    if marking.dropped is None:
        marking.dropped = Dropped()
    path = fields.text(request, "path")
    if request.get("size") is None:
        marking.dropped.add(path, _bytes(request))
    else:
        marking.dropped.too_large(path, fields.number(request, "size"))
    return {"ok": True, "panels": {}, "grade": {}}


def _find(marking: Marking, request: dict[str, Any]) -> Answer:
    dropped = marking.dropped or Dropped()
    try:
        own = dropped.assignment()
        found = dropped.handed_in(marking.assignment, marking.folder) if dropped.tops else []
    finally:
        dropped.close()
        marking.dropped = None
    marking.handed += found
    told: dict[str, Any] = {"found": len(found), "belongs": belongs_to(found)}
    if own is not None:
        top, name, files = own
        one = load_given(name, files)
        told["own"] = {"top": top, "name": name, "id": one.id, "title": one.title, "files": files}
    return _answer(marking, ("class-summary", "class-table"), **told)


def _next(marking: Marking, request: dict[str, Any]) -> Answer:
    until = time.monotonic() + AT_ONCE
    made: list[Row] = []
    while not marking.over:
        one = marking.handed[len(marking.rows)]
        made.append(graded_at_any_rate(one, marking.assignment, marking.roster, key=marking.key))
        marking.rows.append(made[-1])
        if time.monotonic() > until:
            break
    return _graded(marking, made)


def _give_up(marking: Marking, request: dict[str, Any]) -> Answer:
    if marking.over:
        raise RequestError("Everybody is graded already.")
    one = marking.handed[len(marking.rows)]
    marking.rows.append(failed(one, marking.roster, fields.text(request, "why")[:200]))
    return _graded(marking, marking.rows[-1:])


def _graded(marking: Marking, made: Sequence[Row]) -> Answer:
    now = time.monotonic()
    shows = marking.over or len(marking.rows) < MANY or now > marking.pictured + PAUSE
    if shows:
        marking.pictured = now
    return _answer(marking, view.TOGETHER if shows else ("class-summary",), rows=[row.as_data() for row in made])


def _sort(marking: Marking, request: dict[str, Any]) -> Answer:
    by = fields.text(request, "by")
    if by not in view.columns(marking.assignment):
        raise RequestError(f"The table has no column {by[:60]!r}.")
    marking.sort = (by, not marking.sort[1] if marking.sort[0] == by else view.begins_down(by))
    return _answer(marking, ("class-table",))


def _student(marking: Marking, request: dict[str, Any]) -> Answer:
    key = fields.text(request, "row")
    row = _row(marking, key)
    marking.open = key
    return _answer(marking, ("class-student", "class-table"), review=_review(marking, row))


def _row(marking: Marking, key: str) -> Row:
    for row in marking.table():
        if view.key_of(row) == key:
            return row
    raise RequestError("There is no such row in the table.")


def _review(marking: Marking, row: Row) -> dict[str, Any] | None:
    """What another page needs to open the student's work; None if there is none that could be opened."""
    if row.evaluation is None:
        return None
    one = marking.assignment
    told: dict[str, Any] = {
        "assignment": {"name": one.name, "title": one.title, "summary": one.summary, "files": marking.files}
    }
    told |= {"results": row.evaluation["questions"], "compiles": row.evaluation["compiles"]}
    if row.submission is not None:
        who = row.submission
        told["who"] = {
            "student": who["student"]["id"], "title": row.name or who["student"]["name"], "tag": who["tag"],
            "reroll": who["reroll"], "attempt": who["attempt"],
        }  # fmt: skip
        told["saved"] = {"submission": json.dumps(row.submission, ensure_ascii=False, separators=(",", ":"))}
    else:
        told |= _folder(marking, row)
    return told


def _folder(marking: Marking, row: Row) -> dict[str, Any]:
    """Whose Cargo folder it is, and the program that it makes."""
    one = marking.assignment
    whose = next(
        (listed.student for listed in marking.roster if listed.student.key == row.student), Student(row.student)
    )
    if marking.key is not None:
        whose = replace(whose, tag=sign(marking.key, one.id, whose))
    key, pairs = view.key_of(row), zip(marking.handed, marking.rows, strict=False)
    files = next((handed.files for handed, made in pairs if view.key_of(made) == key), {})
    starter = Variant(one, whose).files
    kept = {path: text for path, text in starter.items() if path in files or not one.may_edit(path)}
    who = {"student": whose.id, "title": row.name, "tag": whose.tag, "reroll": whose.reroll, "attempt": 0}
    return {"who": who, "program": {**kept, **files}}


def _export(marking: Marking, request: dict[str, Any]) -> Answer:
    writers: dict[str, Callable[[Assignment, Sequence[Row]], str]] = {"csv": as_csv, "json": as_json, "html": report}
    kind = fields.text(request, "as")
    if kind not in writers:
        raise RequestError(f"There are {', '.join(writers)}, and not {kind[:20]!r}.")
    text = str(writers[kind](marking.assignment, marking.table()))
    return {
        "ok": True,
        "panels": {},
        "grade": {},
        "file": {"name": f"{marking.assignment.name}-grades.{kind}", "text": text},
    }


def _answer(marking: Marking, panels: Sequence[str], **told: Any) -> Answer:
    done, of = len(marking.rows), len(marking.handed)
    following = None if marking.over else marking.handed[done].hint
    shown = view.Class(
        marking.assignment, marking.table() if panels else (), done, of, marking.sort, marking.open, len(marking.roster)
    )
    made = {name: str(html) for name, html in view.panels(shown, panels).items()}
    return {"ok": True, "panels": made, "grade": {"done": done, "of": of, "next": following, **told}}


_DOES: dict[str, Callable[[Marking, dict[str, Any]], Answer]] = {
    "roster": _roster, "key": _key, "file": _file, "find": _find, "next": _next, "give-up": _give_up, "sort": _sort,
    "student": _student, "export": _export,
}  # fmt: skip

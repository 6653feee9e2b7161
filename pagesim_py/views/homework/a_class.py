"""The panels of grade.html: how far grading is, the class as a whole, the table, one student's work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pagesim_py.homework.exports.table import notes_of
from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row, requirements
from pagesim_py.views.homework.overview import overview
from pagesim_py.views.homework.student_work import work
from pagesim_py.views.html import Child, Html, button, el, join
from pagesim_py.views.numbers import count

ALL = ("class-summary", "class-overview", "class-table", "class-student")
TOGETHER = ("class-summary", "class-overview", "class-table")
"""Those that change with each student that is graded."""

NOTES = {
    "claimed": "edited claim", "variant": "other’s file", "log": "cut log", "seal": "changed after",
    "edits": "files not from log", "answers": "answers not from log", "assignment": "other version",
    "pagesim": "other pagesim", "signature": "wrong signature", "tries": "too many tries",
    "end-state": "ends otherwise", "folded": "folded log", "left-out": "left out", "folder": "folder",
    "reroll": "other reroll", "roster": "not on roster", "twice": "twice", "same-files": "same files",
    "missing": "nothing handed in",
    "unchanged": "starter unchanged",
}  # fmt: skip
"""What a note is about, in a few words; its sentence stands with the student's work."""
MILD = frozenset({"folded", "folder", "same-files", "left-out", "twice"})
"""Notes that are information, and no reason for a look."""
FEW = 8
"""Requirements up to which their names stand across; more of them stand upright, so that the table stays narrow."""


@dataclass(frozen=True)
class Class:
    """What is shown. ``rows`` are those of the command's table, ``done`` of ``of`` are graded."""

    assignment: Assignment
    rows: Sequence[Row]
    done: int
    of: int
    sort: tuple[str, bool]
    open: str | None
    listed: int
    """Students on the roster."""


def panels(shown: Class, names: Sequence[str]) -> dict[str, Html]:
    """Those that are wanted, by the ids of their places in the page."""
    makers = {"class-summary": summary, "class-overview": _overview, "class-table": table, "class-student": student}
    return {name: makers[name](shown) for name in names}


def key_of(row: Row) -> str:
    """What a row is asked for by."""
    return f"{row.student}\n{row.origin}"


# -- how far it is


def summary(shown: Class) -> Html:
    """One sentence about what there is, one about what came of it."""
    if not shown.of:
        about = f" The roster has {count(shown.listed, 'student')}." if shown.listed else ""
        return el("p", f"Nothing to grade yet.{about}")
    title = el("strong", f"{shown.assignment.title}, version {shown.assignment.version}: ")
    if shown.done < shown.of:
        says = f"{shown.done} of {shown.of} graded." if shown.done else f"{shown.of} to grade."
        return el("p", title, says, " ", _grades(shown.rows))
    return el("p", title, f"all {shown.of} graded." if shown.of > 1 else "graded.", " ", _grades(shown.rows))


def _grades(rows: Sequence[Row]) -> Html | None:
    if not rows:
        return None
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.spec or "not graded"] = counts.get(row.spec or "not graded", 0) + 1
    parts = [el("span", el("strong", grade), f" {number}", class_="tally") for grade, number in sorted(counts.items())]
    return el("span", [join(" ", part) for part in parts], class_="tallies")


def _overview(shown: Class) -> Html:
    return overview(shown.assignment, shown.rows, key_of)


# -- the table


def columns(assignment: Assignment) -> list[str]:
    """What the table can be sorted by."""
    return ["student", "grade", *requirements(assignment), "score", "notes"]


def begins_down(column: str) -> bool:
    """Whether a first press puts the largest first: what is worth a look comes first."""
    return column == "notes"


def ordered(shown: Class) -> list[Row]:
    """The rows as they are sorted; those alike stay in the roster's order."""
    by, down = shown.sort
    if by == "student":
        return sorted(shown.rows, key=lambda row: row.student, reverse=down)
    if by == "grade":
        order = {grade: place for place, (grade, _) in enumerate(shown.assignment.spec)}
        return sorted(shown.rows, key=lambda row: order.get(row.spec, len(order) if row.spec else -1), reverse=down)
    if by == "score":
        return sorted(shown.rows, key=lambda row: -1.0 if row.score is None else row.score, reverse=down)
    if by == "notes":
        return sorted(shown.rows, key=_worth_a_look, reverse=down)
    if by:
        place = {False: 0, None: 1, True: 2}
        return sorted(shown.rows, key=lambda row: place[row.results.get(by)], reverse=down)
    return list(shown.rows)


def _worth_a_look(row: Row) -> int:
    return 100 * bool(row.error) + 10 * sum(kind not in MILD for kind, _ in row.notes) + len(row.notes)


def table(shown: Class) -> Html:
    """Students by requirements."""
    if not shown.rows:
        return el("p", "The table comes with the first student that is graded.", class_="none")
    named = requirements(shown.assignment)
    heads = [_head(shown, "student", "Student"), _head(shown, "grade", "Grade")]
    heads += [_head(shown, name, name, class_="requirement") for name in named]
    heads += [_head(shown, "score", "Score"), _head(shown, "notes", "Notes")]
    body = [_line(shown, row, named) for row in ordered(shown)]
    judged = [row for row in shown.rows if row.evaluation is not None]
    met = [el("td", f"{sum(row.results.get(name, False) for row in judged)}") for name in named]
    foot = el("tr", el("th", "met by", scope="row"), el("td", f"of {len(judged)}"), met, el("td"), el("td"))
    caption = el("caption", "Each student, each requirement. A heading sorts; a name opens the work.", class_="quiet")
    return el(
        "table", caption, el("thead", el("tr", heads)), el("tbody", body), el("tfoot", foot), class_="marks",
        data_upright="true" if len(named) > FEW else "false",
    )  # fmt: skip


def _head(shown: Class, by: str, label: str, **attributes: str) -> Html:
    at, down = shown.sort
    way = None if at != by else "descending" if down else "ascending"
    mark = {None: None, "ascending": "▲", "descending": "▼"}[way]
    inside = button([el("span", label), el("span", mark, aria_hidden="true")], "sort", data_by=by)
    return el("th", inside, scope="col", aria_sort=way, **attributes)


def _line(shown: Class, row: Row, named: Sequence[str]) -> Html:
    key = key_of(row)
    name = el("small", row.name) if row.name and row.name != row.student else None
    who = button(
        row.student, "student", data_row=key, class_="link", aria_pressed="true" if key == shown.open else "false"
    )
    score = "" if row.score is None else f"{row.score:g}/{row.most or 0:g}"
    grade = el(
        "td",
        row.spec or join(el("span", "–", aria_hidden="true"), el("span", "not graded", class_="unseen")),
        class_="grade",
    )
    return el(
        "tr", el("th", who, " ", name, scope="row"), grade, [_cell(row.results.get(one)) for one in named],
        el("td", score, class_="score"), el("td", _notes(row), class_="notes"),
        data_open="true" if key == shown.open else None, data_grade=row.spec or None,
    )  # fmt: skip


def _cell(met: bool | None) -> Html:
    if met is None:
        return el(
            "td", el("span", "·", aria_hidden="true"), el("span", "not looked at", class_="unseen"), class_="nothing"
        )
    mark, word = ("✓", "met") if met else ("✗", "not met")
    return el(
        "td", el("span", mark, aria_hidden="true"), el("span", word, class_="unseen"), class_="yes" if met else "no"
    )


def _notes(row: Row) -> list[Child]:
    told: list[Child] = [el("span", notes_of(row), class_="bad")] if row.error else []
    if row.replayed:
        told.append(el("span", "replayed", class_="note good"))
    if row.signed:
        told.append(el("span", "signed", class_="note good"))
    for kind in () if row.error else dict.fromkeys(kind for kind, _ in row.notes):
        told.append(el("span", NOTES.get(kind, kind), class_="note" if kind in MILD else "note bad"))
    if row.hints:
        told.append(el("span", count(row.hints, "hint"), class_="note"))
    return [join(one, " ") for one in told]


# -- one student


def student(shown: Class) -> Html:
    """The work of the student whose row is open."""
    row = next((row for row in shown.rows if key_of(row) == shown.open), None)
    if row is None:
        return el("p", "Press a name in the table to see answers, files and what was missed.", class_="none")
    name = f" {row.name}" if row.name and row.name != row.student else ""
    heading = el("h3", f"{row.student}{name}: {row.spec or 'no grade'}", id="class-who", tabindex="-1")
    facts = [
        ("Score", "" if row.score is None else f"{row.score:g} of {row.most or 0:g}"), ("Section", row.section),
        ("Signed", _signed(row)), ("Replayed", _replayed(row)),
        ("Made with pagesim", row.pagesim),
    ]  # fmt: skip
    told = [el("div", el("dt", name), el("dd", value)) for name, value in facts if value]
    return join(heading, el("dl", told, class_="facts-of") if told else None, work(row, _opens, 4))


def _signed(row: Row) -> str:
    if row.signed is not None:
        return "yes, by this key" if row.signed else "no: not by this key"
    return "not looked at: there is no key" if row.tagged else "no" if row.submission else ""


def _replayed(row: Row) -> str:
    if row.submission is None:
        return ""
    words = {True: "yes: the last run ends as the file says", False: "no: see the notes", None: "nothing to compare"}
    return words[row.replayed]


def _opens(question: str, check: Mapping[str, Any] | None) -> Html:
    """Opens the work in the workbench, in a window of its own."""
    if check is None:
        return button(
            "Open this question",
            "review",
            data_question=question,
            class_="small",
            aria_label=f"Open this question: {question}",
        )
    label = "Show the moment" if check.get("at") is not None else "Show the run"
    if check.get("run") is None:
        label = "Open the program"
    says = f"{label}: {check['say']}"
    return button(label, "review", data_question=question, data_check=check["id"], class_="small", aria_label=says)

"""What a class has handed in: the table, how many show which misconception, each student's work in full."""

from __future__ import annotations

from collections.abc import Sequence

from pagesim_py.homework.exports.table import notes_of
from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row, requirements
from pagesim_py.views.document import document
from pagesim_py.views.homework.beliefs import beliefs
from pagesim_py.views.homework.student_work import headline, work
from pagesim_py.views.html import Html, el
from pagesim_py.views.numbers import count


def report(assignment: Assignment, rows: Sequence[Row]) -> Html:
    """The whole report as one document."""
    title = f"{assignment.title}: grades"
    about = f"{assignment.id}, version {assignment.version}, content {assignment.digest}. {_summary(rows)}"
    numbers = {id(row): number for number, row in enumerate(rows, 1)}
    works = [
        el("details", el("summary", headline(row)), work(row), id=f"student-{number}")
        for number, row in enumerate(rows, 1)
    ]

    def named(row: Row) -> Html:
        return el("a", row.student, href=f"#student-{numbers[id(row)]}")

    return document(
        title, el("h1", title), el("p", about), el("h2", "Table"), table(assignment, rows),
        el("h2", "What they believe"), beliefs(rows, named, experiments=False), el("h2", "Student by student"), works,
    )  # fmt: skip


def _summary(rows: Sequence[Row]) -> str:
    grades: dict[str, int] = {}
    for row in rows:
        grades[row.spec or "no grade"] = grades.get(row.spec or "no grade", 0) + 1
    listed = ", ".join(f"{number} \N{MULTIPLICATION SIGN} {grade}" for grade, number in sorted(grades.items()))
    return f"{count(len(rows), 'row')}: {listed}." if rows else "Nothing was handed in."


def table(assignment: Assignment, rows: Sequence[Row]) -> Html:
    """Students by requirements; a cell says yes or no in words."""
    named = requirements(assignment)
    heads = ["Student", "Grade", *named, "Score", "Signed", "Replayed", "Notes"]
    head = el("thead", el("tr", [el("th", one, scope="col") for one in heads]))
    body = [_line(row, number, named) for number, row in enumerate(rows, 1)]
    met = [sum(row.results.get(name, False) for row in rows) for name in named]
    foot = el(
        "tfoot", el("tr", el("th", "met by", scope="row"), el("td"), [el("td", one) for one in met], [el("td")] * 4)
    )
    whole = el("table", el("caption", "Each student, each requirement", class_="quiet"), head, el("tbody", body), foot)
    return el("div", whole, class_="wide", role="region", aria_label="Table of grades", tabindex="0")


def _line(row: Row, number: int, named: Sequence[str]) -> Html:
    who = el("a", row.student, href=f"#student-{number}")
    score = "" if row.score is None else f"{row.score:g} of {row.most or 0:g}"
    cells = [_cell(row.results.get(name)) for name in named]
    signed = _word(row.signed) or ("not looked at" if row.tagged else "unsigned" if row.submission else "")
    return el(
        "tr", el("th", who, f" {row.name}" if row.name else None, scope="row"),
        el("td", row.spec or "–", class_="grade"), cells, el("td", score), el("td", signed),
        el("td", _word(row.replayed)), el("td", notes_of(row), class_="notes"),
    )  # fmt: skip


def _cell(met: bool | None) -> Html:
    return el("td", _word(met), class_=None if met is None else "yes" if met else "no")


def _word(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"

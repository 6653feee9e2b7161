"""A class as a whole: how often each requirement is met, and who believes what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.rows import Row, requirements
from pagesim_py.views.homework.beliefs import beliefs
from pagesim_py.views.html import Html, button, el, join


def overview(assignment: Assignment, rows: Sequence[Row], key_of: Callable[[Row], str]) -> Html:
    """Requirements, the least met first, and misconceptions, the most frequent first."""
    judged = [row for row in rows if row.evaluation is not None]
    if not judged:
        return el("p", "It comes with the first student that is graded.", class_="none")

    def named(row: Row) -> Html:
        return button(row.student, "student", data_row=key_of(row), class_="small")

    return join(
        el("div", el("h3", "Requirements, least met first"), _requirements(assignment, judged)),
        el("div", el("h3", "What they seem to think"), beliefs(judged, named)),
    )


def _requirements(assignment: Assignment, rows: Sequence[Row]) -> Html:
    says = {
        f"{question.id}.{check['id']}": str(check["say"])
        for row in rows if row.evaluation is not None
        for question in assignment.questions
        for one in row.evaluation["questions"] if one["id"] == question.id for check in one["checks"]
    }  # fmt: skip
    titles = {question.id: question.title for question in assignment.questions}
    found = []
    for name in requirements(assignment):
        seen = [row.results[name] for row in rows if name in row.results]
        if seen:
            found.append((sum(seen) / len(seen), name, sum(seen), len(seen)))
    found.sort(key=lambda one: one[0])
    lines = [
        el(
            "tr", el("th", name, el("small", f" {titles.get(name) or _bare(says.get(name, ''))}"), scope="row"),
            el("td", f"{met} of {of}", class_="score"),
            el("td", el("meter", f"{met} of {of}", min=0, max=of, value=met, aria_label=f"{name}: {met} of {of}")),
        )
        for _, name, met, of in found
    ]  # fmt: skip
    head = el("thead", el("tr", el("th", "Requirement", scope="col"), el("th", "Met", scope="col"), el("td")))
    return el("table", head, el("tbody", lines), class_="shares")


def _bare(text: str) -> str:
    """Without what is another value for each student."""
    return "" if "0x" in text else text

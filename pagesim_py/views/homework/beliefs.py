"""Who in a class seems to believe what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pagesim_py.homework.grading.rows import Row, counts_of
from pagesim_py.homework.mutants import mutants
from pagesim_py.views.homework.question import experiment
from pagesim_py.views.html import Html, code, el, join


def beliefs(rows: Sequence[Row], named: Callable[[Row], Html], experiments: bool = True) -> Html:
    """How many of the graded students show each misconception, the most frequent first, what is true instead, and who.

    ``named`` shows a student. With ``experiments`` each has the link to the one that refutes it.
    """
    students = len({row.student for row in rows if row.evaluation is not None})
    found = counts_of(rows)
    if not found:
        return el("p", "No answer is one that a known misconception gives.")
    known = mutants()
    items = []
    for name, number in found:
        told = known.get(name)
        who = [join(" ", named(row)) for row in rows if name in row.mutants]
        if told is None:  # of another version of pagesim
            items.append(el("li", el("p", el("strong", f"{number} of {students}"), ": ", code(name)), el("p", who)))
            continue
        items.append(
            el(
                "li", el("p", el("strong", f"{number} of {students}"), f" answer as if {told.belief}."),
                el("p", told.sentence, (" ", experiment(told.experiment)) if experiments else None, class_="quiet"),
                el("details", el("summary", "Who"), el("p", who)),
            )
        )  # fmt: skip
    return el("ul", items, class_="beliefs")

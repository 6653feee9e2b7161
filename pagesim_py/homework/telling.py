"""Whether a question tells its misconceptions apart: each answers otherwise than the truth, and than the others."""

from __future__ import annotations

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.kinds import KINDS, Value
from pagesim_py.homework.mutants import Mutant, mutants

DRAWN = frozenset({"error-code", "indices", "decides", "walk", "entry", "repair", "number", "choice"})
"""The kinds whose misconceptions depend on what is drawn alone: no program has to run."""


def collisions(asked: Asked) -> list[tuple[str, str]]:
    """Pairs of misconceptions with the same answer; "truth" stands for the right one. Empty if all are told apart.

    One that answers nothing in this case collides with nothing.
    """
    question = asked.question
    if question.kind not in DRAWN:
        return []
    kind = KINDS[question.kind]
    answers: dict[str, str] = {repr(kind.truth(asked)): "truth"}
    found = []
    for name in question.mutants:
        value = kind.wrong(asked, mutants()[name])
        if value is None:
            continue
        other = answers.setdefault(repr(value), name)
        if other != name:
            found.append((name, other))
    return found


def believed(asked: Asked, value: Value) -> Mutant | None:
    """The misconception that ``value`` comes from: one of the question's own, else any; None if none fits."""
    kind = KINDS[asked.question.kind]
    known = mutants()
    own = [known[name] for name in asked.question.mutants]
    for mutant in [*own, *(one for name, one in known.items() if name not in asked.question.mutants)]:
        if kind.wrong(asked, mutant) == value:
            return mutant
    return None

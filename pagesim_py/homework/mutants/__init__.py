"""Misconceptions as mutants: each is a wrong version of a pure function, with a sentence and the experiment of a lab
that refutes it. They give feedback (the answer is what the mutant answers), distractors, and the quality of draws.

    reads    an access and its tables -> what somebody reads out of them
    tells    what a program does -> what somebody expects it to do
    orders   the events of a delivery in order -> the order somebody expects
    counts   a function of numbers -> the number somebody gets
    fills    an entry that is to be written -> what somebody writes
    points   the moment that is asked for -> the moment somebody takes for it
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files

from pagesim_py.homework.mutants.counts import COUNTS, Count
from pagesim_py.homework.mutants.readings import FILLS, READS
from pagesim_py.homework.mutants.stories import ORDERS, POINTS, TELLS, Points, Telling
from pagesim_py.homework.situation import Reading, Situation
from pagesim_py.homework.story import Story

__all__ = ["Mutant", "Telling", "mutant", "mutants"]


@dataclass(frozen=True)
class Mutant:
    """One misconception."""

    name: str
    sentence: str
    """What to tell somebody who seems to have it: what is true, not what is wrong."""
    belief: str
    """The misconception itself, as a clause: ``a reset is a halt``; the report counts who has it."""
    experiment: str
    """LAB/STEP: the experiment that refutes it."""
    confusions: tuple[int, ...]
    """The numbers of the confusions seen among students and readers that it stands for."""
    reads: Callable[[Situation], Reading | None] | None = None
    tells: Callable[[Telling], Story | None] | None = None
    orders: Callable[[list[str]], list[str] | None] | None = None
    counts: Count | None = None
    fills: Callable[[Situation, int], int | None] | None = None
    points: Points | None = None


@cache
def mutants() -> dict[str, Mutant]:
    """All of them, by name."""
    text = (package_files("pagesim_py.homework.mutants") / "mutants.toml").read_text("utf-8")
    return {
        name: Mutant(
            name, told["sentence"], told["belief"], told["experiment"], tuple(told["confusions"]), READS.get(name),
            TELLS.get(name), ORDERS.get(name), COUNTS.get(name), FILLS.get(name), POINTS.get(name),
        )
        for name, told in tomllib.loads(text).items()
    }  # fmt: skip


def mutant(name: str) -> Mutant:
    """The mutant called ``name``. KeyError if there is none."""
    return mutants()[name]

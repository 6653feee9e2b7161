"""What the views of homework show, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pagesim_py.homework.results import QuestionResult

STATES = {
    "met": ("✓", "met"),
    "missed": ("✗", "not met"),
    "stale": ("↻", "changed since the check"),
    "noted": ("✓", "noted, not scored"),
    "typed": ("…", "not checked yet"),
    "closed": ("–", "not open yet"),
    "open": ("", "not answered"),
}
"""The state of a question: its mark, and what that says."""


@dataclass(frozen=True)
class Item:
    """A question in the list."""

    id: str
    title: str
    state: str
    tags: Sequence[str] = ()


@dataclass(frozen=True)
class Shown:
    """An assignment as one student sees it now, with one question at hand."""

    title: str
    version: str
    student: str
    name: str
    variant: str
    signed: bool
    practice: bool
    review: bool
    """Somebody looks at what a student has handed in."""
    text: str
    spec: Sequence[tuple[str, Sequence[str]]]
    grade: str
    """The grade that what is judged so far makes."""
    missing: Sequence[str]
    """The ids of the questions that are not met."""
    items: Sequence[Item]
    current: str
    data: Mapping[str, Any]
    """The question at hand, see ``homework.question_data``."""
    value: Any
    """What stands in its form."""
    result: QuestionResult | None
    state: str
    shows_answer: bool
    tries: int
    tries_left: int | None
    hints: int
    """How many are open."""
    closed: Sequence[tuple[str, str]]
    """Id and title of the questions that are to be met before."""
    committed: bool
    """Whether Run is open."""
    key: Mapping[str, Any] | None
    """The answer, if it is to be shown for practice."""
    exported: Mapping[str, Any] | None
    """What is ready to hand in."""
    unjudged: Sequence[str]
    """The ids of the questions whose answer, as it stands now, was not judged."""

    def title_of(self, question: str) -> str:
        """Number and title of a question."""
        number = next(number for number, item in enumerate(self.items, 1) if item.id == question)
        return f"{number}. {self.items[number - 1].title}"

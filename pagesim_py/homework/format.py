"""What an assignment is made of, as data; ``loader`` reads it from a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from pagesim_py.labs.expect import without_expectations
from pagesim_py.labs.loader import LabError

FORMAT = 1
SEEDS = ("student", "everyone", "attempt")
REVEALS = ("when-right", "after-attempts", "on-submit", "never")
MAX_STEPS = 200_000
"""Steps of a run that a check looks at, unless it says otherwise."""


class AssignmentError(LabError):
    """An assignment that does not exist, or a folder that is no proper one; the message says what to change."""


@dataclass(frozen=True)
class Draw:
    """One drawn value: its name, the picker, what the picker is to make, and its options."""

    name: str
    picker: str
    wanted: Any
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Check:
    """One check of a program. ``terms`` are those of the closed vocabulary; all of them must hold in all ``boots``."""

    id: str
    say: str
    """What is required, as a sentence for the student; names in braces are drawn."""
    terms: Mapping[str, Any]
    replaced: str | None = None
    """The file, tests/NAME.rs, that stands in for src/main.rs; None: the student's own."""
    boots: tuple[Mapping[str, Any], ...] = ({},)
    """Options of the boot loader, beside those of the assignment; one run for each."""
    keys: str = ""
    """What is typed, as the command's ``--keys`` takes it."""
    max_steps: int = MAX_STEPS


@dataclass(frozen=True)
class Question:
    """One question. ``options`` are the keys that only its kind has."""

    id: str
    kind: str
    ask: str
    title: str
    after: tuple[str, ...] = ()
    """The questions that are to be met before this one opens."""
    tags: tuple[str, ...] = ()
    attempts: int = 0
    """Tries; 0: no limit."""
    reveal: str = "when-right"
    hints: tuple[str, ...] = ()
    mutants: tuple[str, ...] = ()
    """The misconceptions that this question is to tell apart; its draws are chosen so that it does."""
    points: float = 1
    draws: tuple[Draw, ...] = ()
    checks: tuple[Check, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def edit(self) -> tuple[str, ...]:
        """Paths, or patterns of paths, that a student may change here."""
        return tuple(self.options.get("edit", ()))


@dataclass(frozen=True)
class Assignment:
    """An assignment. ``name`` is its folder's, ``id`` is what variants come from and never changes."""

    name: str
    id: str
    version: str
    title: str
    summary: str
    dialect: str
    panels: tuple[str, ...]
    address: str | None
    boot: Mapping[str, Any]
    seed: str
    attempts: int
    reveal: str
    spec: tuple[tuple[str, tuple[str, ...]], ...]
    """Grade and what it takes, best first; a term is all, compiles, a question's id or a tag."""
    draws: tuple[Draw, ...]
    questions: tuple[Question, ...]
    text: str
    sources: Mapping[str, str]
    """Path to text of the starter, with drawn values as the author wrote them."""
    tests: Mapping[str, str]
    """Path (tests/NAME.rs) to text of the files that checks run with instead of src/main.rs."""
    digest: str = ""
    """16 hexadecimal digits, different for every different content."""

    @property
    def files(self) -> dict[str, str]:
        """The starter as students get it, before their drawn values are put in: src/main.rs first, then by path."""
        ordered = sorted(self.sources, key=lambda path: (path != "src/main.rs", path))
        return {path: without_expectations(self.sources[path]) for path in ordered}

    @property
    def edit(self) -> tuple[str, ...]:
        """Patterns of the paths that some question lets a student change."""
        return tuple(dict.fromkeys(path for question in self.questions for path in question.edit))

    def may_edit(self, path: str) -> bool:
        """Whether a student may change or add the file ``path``."""
        return any(fnmatchcase(path, pattern) for pattern in self.edit)

    def question(self, question_id: str) -> Question:
        """The question called ``question_id``; AssignmentError if there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        known = ", ".join(question.id for question in self.questions)
        raise AssignmentError(f"{self.name} has no question called {question_id!r}; it has {known}")


def digest_of(table: Mapping[str, Any], *texts: Mapping[str, str]) -> str:
    """16 hexadecimal digits for the content of an assignment."""
    content = json.dumps([table, *map(dict, texts)], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]

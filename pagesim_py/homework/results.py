"""What was found out about a student's work, as data: the page, the command and the report show the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class CheckResult:
    """One check of a program in one of its runs: the first that missed it, or the last."""

    id: str
    ok: bool
    say: str
    """What is required."""
    got: str = ""
    """What there is instead, as a sentence; empty if all is well."""
    wanted: str = ""
    at: int | None = None
    """The position in the recording of ``run`` at which it was missed; None if there is no such moment."""
    file: str | None = None
    line: int | None = None
    """The line of the student's source that was running then, from 1."""
    mutant: str | None = None
    run: dict[str, Any] | None = None
    """The run: {"with": tests/NAME.rs or None, "boot": options, "keys": ..., "max_steps": ...}."""


@dataclass(frozen=True)
class QuestionResult:
    """One question. ``ok`` is None if it is not answered yet, or never scored."""

    id: str
    kind: str
    title: str
    ok: bool | None
    answered: bool
    say: str = ""
    """A sentence for the student that gives nothing away."""
    error: str | None = None
    """What is wrong with the form of the answer, which then counts as no try."""
    value: Any = None
    """The answer as it was understood."""
    got: str = ""
    wanted: str = ""
    """The right answer: shown as the question's ``reveal`` says (see ``evaluate.may_show``)."""
    details: tuple[str, ...] = ()
    """Further sentences, which may give the answer away too."""
    mutant: str | None = None
    feedback: str = ""
    """What is true, said to somebody who seems to have the misconception; gives no answer away."""
    experiment: str = ""
    """LAB/STEP that shows it."""
    partial: float | None = None
    checks: tuple[CheckResult, ...] = ()
    scored: bool = True

    @property
    def first_missed(self) -> CheckResult | None:
        """The first check that is not met."""
        return next((check for check in self.checks if not check.ok), None)


@dataclass(frozen=True)
class Evaluation:
    """One student's work on one assignment."""

    assignment: str
    version: str
    student: str
    variant: str
    spec: str
    """The grade: the first whose terms hold, else F."""
    compiles: bool
    questions: tuple[QuestionResult, ...]
    met: tuple[str, ...]
    """Terms of the spec, and QUESTION or QUESTION.CHECK."""
    not_met: tuple[str, ...]
    score: float
    most: float
    """Points reached, and points there are."""
    warnings: tuple[dict[str, Any], ...] = ()
    messages: tuple[dict[str, Any], ...] = ()
    """The compiler's, for the student's program."""
    unchanged: bool = False
    """Whether a program was asked for, and the files are still the starter's."""
    notes: tuple[str, ...] = field(default=())
    """What was left out of account, such as files that nobody may change."""

    def question(self, question_id: str) -> QuestionResult:
        """The result of one question. KeyError if there is none."""
        for one in self.questions:
            if one.id == question_id:
                return one
        raise KeyError(question_id)

    def as_data(self) -> dict[str, Any]:
        """Plain data, as JSON has it."""
        return asdict(self)

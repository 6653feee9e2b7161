"""One student's work on one assignment, as the page has it: the record, what stands in the forms, the verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from pagesim_py.homework.evaluate import may_show, question_data, spec_of
from pagesim_py.homework.format import Assignment, Question
from pagesim_py.homework.identity import Student
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.record import Record, SubmissionError, parse
from pagesim_py.homework.results import Evaluation, QuestionResult
from pagesim_py.homework.variant import Variant
from pagesim_py.session.homework.restored import is_typed, result_of

RUNNING = ("predict", "order", "point")
"""The kinds about a program of the question's own, which the editor shows and Run runs."""
CODE = ("rust", "parsons")


class Work:
    """``record`` is what will be handed in; the rest is what the page shows of it."""

    def __init__(
        self, assignment: Assignment, student: Student, *, practice: bool = False, review: bool = False
    ) -> None:
        self.assignment = assignment
        self.variant = Variant(assignment, student)
        self.record = Record(self.variant)
        self.practice = practice
        self.review = review
        """Whether somebody else looks at what a student has handed in: everything is open, nothing is handed in."""
        self.current = assignment.questions[0].id
        self.typed: dict[str, Any] = {}
        """By question: what stands in its form, judged or not."""
        self.results: dict[str, QuestionResult] = {}
        """The last verdicts."""
        self.judged: dict[str, str] = {}
        """By question: what was judged, so that a verdict on something older is told from one on what is there now."""
        self.revealed: set[str] = set()
        self.compiles = True
        self.exported: dict[str, Any] | None = None
        """What was made ready to hand in, until something changes."""
        self._data: dict[str, dict[str, Any]] = {}

    # -- questions

    def question(self, name: str) -> Question:
        """A question. AssignmentError if there is none of that name."""
        return self.assignment.question(name)

    def data(self, question: Question) -> dict[str, Any]:
        """The question as plain data: it does not change."""
        if question.id not in self._data:
            self._data[question.id] = question_data(self.variant, question)
        return self._data[question.id]

    def closed(self, question: Question) -> list[Question]:
        """The questions that are to be met before this one opens, as far as they are not."""
        if self.practice or self.review:
            return []
        return [self.question(name) for name in question.after if not self.met(name)]

    def met(self, name: str) -> bool:
        """Whether a question is met: by what is there now, as far as it was judged."""
        found = self.results.get(name)
        return found is not None and bool(found.ok)

    def state(self, question: Question) -> str:
        """met, missed, stale (changed since), typed (not judged yet), noted (never scored), closed, open."""
        found = self.results.get(question.id)
        if self.closed(question):
            return "closed"
        if found is not None and found.error is None and found.answered:
            if self.digest(question) != self.judged.get(question.id):
                return "stale"
            if not found.scored:
                return "noted"
            return "met" if found.ok else "missed"
        if question.kind == "rust":
            return "open"
        return "typed" if self.typed.get(question.id) not in (None, "", [], {}) else "open"

    def digest(self, question: Question) -> str:
        """What there is to judge, as a text."""
        what = self.record.files if question.kind == "rust" else self.typed.get(question.id)
        return json.dumps(what, sort_keys=True, default=str)

    def committed(self, question: Question) -> bool:
        """Whether Run is open: a prediction was made, or none is needed."""
        return (
            question.kind != "predict"
            or self.review
            or question.id in self.record.answers
            or question.id in self.revealed
        )

    def shows_answer(self, question: Question) -> bool:
        """Whether the answer may be shown."""
        found = self.results.get(question.id)
        if question.id in self.revealed or self.review:
            return True
        return found is not None and may_show(question, found, self.record.tries(question.id))

    # -- verdicts

    def note(self, question: Question, result: QuestionResult) -> None:
        """Takes over a verdict."""
        self.results[question.id] = result
        self.exported = None
        if result.error is None:
            self.judged[question.id] = self.digest(question)

    def note_all(self, evaluation: Evaluation) -> None:
        """Takes over the verdicts on everything."""
        self.compiles = evaluation.compiles
        for result in evaluation.questions:
            if result.answered:
                self.note(self.question(result.id), result)

    def standing(self) -> tuple[str, list[str]]:
        """The grade as far as everything was judged, and the ids of the questions that are not met yet."""
        scored = [one for one in self.assignment.questions if KINDS[one.kind].scored]
        results = [
            self.results.get(one.id) or QuestionResult(one.id, one.kind, one.title, None, False) for one in scored
        ]
        results = [
            replace(result, ok=False) if self.state(one) == "stale" else result
            for one, result in zip(scored, results, strict=True)
        ]
        grade, _, _ = spec_of(self.assignment, results, self.compiles)
        return grade, [one.id for one in results if not one.ok]

    def score(self, question: Question | None = None) -> float:
        """The part of the points, from 0 to 1, that the last verdicts give: of one question, or of all that are scored.

        A question that is never scored has all of its own once it is answered.
        """
        asked = [question] if question is not None else [q for q in self.assignment.questions if KINDS[q.kind].scored]
        most = sum(one.points for one in asked)
        if most == 0:
            return 0.0
        return sum(one.points for one in asked if self.met(one.id) or self.state(one) == "noted") / most

    # -- what the page keeps

    def saved(self) -> dict[str, Any]:
        """Plain data from which ``restore`` goes on."""
        return {
            "submission": self.record.exported().decode(),
            "typed": self.typed, "judged": self.judged, "current": self.current, "compiles": self.compiles,
            "results": {name: self._bare(name, one) for name, one in self.results.items()},
        }  # fmt: skip

    def brief(self, *, program: bool = True) -> dict[str, Any]:
        """The same in few characters: without how it came about and what was said, perhaps without the program too."""
        submission = self.record.brief(program=program).as_data()
        known = {name: one["value"] for name, one in submission["answers"].items()}
        fresh = [name for name, digest in self.judged.items() if digest == self.digest(self.question(name))]
        return {
            "submission": json.dumps(submission, separators=(",", ":"), ensure_ascii=False),
            "typed": {name: one for name, one in self.typed.items() if known.get(name) != one},
            "fresh": [name for name in fresh if program or self.question(name).kind != "rust"],
            "current": self.current, "compiles": self.compiles,
            "results": {
                name: {"id": name, "kind": one.kind, "title": "", "ok": one.ok, "answered": True, "scored": one.scored}
                for name, one in self.results.items() if one.answered and one.error is None
            },
        }  # fmt: skip

    def _bare(self, name: str, result: QuestionResult) -> dict[str, Any]:
        """A verdict without what may not be shown: whoever looks into the browser's storage finds no key there."""
        shown = self.shows_answer(self.question(name))
        return asdict(result if shown else replace(result, wanted="", details=()))

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Goes on where ``saved`` ended. SubmissionError if it cannot be read, or is somebody else's."""
        submission = parse(str(saved.get("submission", "")))
        if submission.student.key != self.variant.student.key:
            raise SubmissionError(f"this belongs to {submission.student.id}, not to {self.variant.student.id}")
        self.record = Record.restored(submission, self.assignment)
        known = {one.id for one in self.assignment.questions}
        values = {name: one["value"] for name, one in self.record.answers.items() if is_typed(one["value"])}
        typed = saved.get("typed")
        self.typed = {**values, **{key: one for key, one in _table(typed).items() if key in known and is_typed(one)}}
        self.judged = {key: str(one) for key, one in _table(saved.get("judged")).items() if key in known}
        fresh = [one for one in known if one in (saved.get("fresh") or ())]
        self.judged |= {name: self.digest(self.question(name)) for name in fresh}
        self.compiles = saved.get("compiles") is not False
        self._take(_table(saved.get("results")))
        if isinstance(saved.get("current"), str) and saved["current"] in known:
            self.current = saved["current"]

    def take_results(self, results: Mapping[Any, Any]) -> None:
        """Takes over verdicts, by question, on what is there now: those of who has graded it."""
        self._take(results)
        self.judged |= {name: self.digest(self.question(name)) for name in self.results}

    def _take(self, results: Mapping[Any, Any]) -> None:
        known = {one.id for one in self.assignment.questions}
        for name, told in results.items():
            found = result_of(told) if name in known else None
            if found is not None:
                self.results[name] = found


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}

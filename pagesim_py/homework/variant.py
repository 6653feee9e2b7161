"""One student's variant of an assignment: all drawn values, the questions with them, the files with them.

A case is drawn again until every misconception that a question is to tell apart answers otherwise than the truth, and
otherwise than the other ones. Which answer a case has is drawn first, and stays the same meanwhile: so answers come as
often as the author's list says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from pagesim_py.homework.asked import Asked, stream_of
from pagesim_py.homework.draw import Stream
from pagesim_py.homework.format import Assignment, AssignmentError, Draw, Question
from pagesim_py.homework.functions import call_of
from pagesim_py.homework.identity import Student, variant_code
from pagesim_py.homework.names import filled, filled_rust
from pagesim_py.homework.pickers import Drawn, pick
from pagesim_py.homework.programs import places_of
from pagesim_py.homework.telling import collisions

TRIES = 60
"""Cases that are drawn for one variant at most, before the last one is taken as it is."""


class Variant:
    """What ``student`` gets of ``assignment``. AssignmentError if something cannot be drawn."""

    def __init__(self, assignment: Assignment, student: Student) -> None:
        self.assignment = assignment
        self.student = student
        self.code = variant_code(assignment.id, student, assignment.seed)
        """8 hexadecimal digits, shown on page, sheet, submission and report."""
        shared = [question for question in assignment.questions if not question.draws]
        self.values: dict[str, Drawn] = self._drawn("", assignment.draws, {}, shared)
        self.own: dict[str, dict[str, Drawn]] = {
            question.id: self._drawn(question.id, question.draws, self.values, [question])
            for question in assignment.questions
            if question.draws
        }

    def _drawn(
        self, scope: str, draws: tuple[Draw, ...], before: Mapping[str, Drawn], questions: Iterable[Question]
    ) -> dict[str, Drawn]:
        if not draws:
            return {}
        telling = [one for one in questions if one.mutants and depends_on(one, draws)]
        found: dict[str, Drawn] = {}
        for attempt in range(TRIES):
            found = self._once(scope, draws, attempt, before)
            values = {**before, **found}
            if not any(collisions(Asked(self.assignment, self.student, one, values)) for one in telling):
                break
        return found

    def _once(self, scope: str, draws: tuple[Draw, ...], attempt: int, before: Mapping[str, Drawn]) -> dict[str, Drawn]:
        def places() -> object:
            return places_of(self.assignment)

        found: dict[str, Drawn] = {}
        for draw in draws:

            def streams(purpose: str, name: str = draw.name) -> Stream:
                number = 0 if purpose == "answer" else attempt
                return stream_of(self.assignment, self.student, scope, f"draw {name} {purpose} {number}")

            if draw.picker == "compute":
                asked = Asked(self.assignment, self.student, self.assignment.questions[0], {**before, **found})
                found[draw.name] = Drawn(draw.name, draw.picker, call_of(asked, draw.wanted).value)
                continue
            try:
                found[draw.name] = pick(draw, streams, places)  # type: ignore[arg-type]
            except ValueError as error:
                if isinstance(error, AssignmentError):
                    raise
                raise AssignmentError(f"{draw.name} cannot be drawn: {error}") from None
        return found

    def asked(self, question: Question | str) -> Asked:
        """The question as this student gets it."""
        one = self.assignment.question(question) if isinstance(question, str) else question
        return Asked(self.assignment, self.student, one, {**self.values, **self.own.get(one.id, {})})

    @cached_property
    def files(self) -> dict[str, str]:
        """The starter with the student's drawn numbers."""
        return self.filled(self.assignment.files)

    def filled(self, files: Mapping[str, str]) -> dict[str, str]:
        """Rust files, such as a solution, with the student's drawn numbers."""
        return {path: filled_rust(text, self._number) for path, text in files.items()}

    @property
    def text(self) -> str:
        """The assignment's text with the student's drawn values."""
        return str(filled(self.assignment.text, self._shown))

    def test(self, path: str, question: Question) -> str:
        """A file of tests/ with the drawn numbers of ``question``."""
        return filled_rust(self.assignment.tests[path], self.asked(question).number)

    def _number(self, name: str) -> int:
        return self._global.number(name)

    def _shown(self, name: str) -> str:
        first = name.partition(".")[0]
        return self._global.lookup(name) if first in self.values else f"{{{name}}}"

    @cached_property
    def _global(self) -> Asked:
        return Asked(self.assignment, self.student, self.assignment.questions[0], self.values)


def depends_on(question: Question, draws: tuple[Draw, ...]) -> bool:
    """Whether the question's own keys name one of ``draws``: otherwise drawing again changes nothing."""
    text = repr(question.options) + question.ask
    return any(draw.name in text for draw in draws) or "run" in question.options


def variant_of(assignment: Assignment, student: Student) -> Variant:
    """The variant of ``student``."""
    return Variant(assignment, student)

"""A question as one student gets it: with the drawn values put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pagesim_py.homework.draw import Stream
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.identity import Student, seed_parts
from pagesim_py.homework.names import filled, filled_rust
from pagesim_py.homework.pickers import Drawn
from pagesim_py.homework.programs import places_of, shown_of, source_of
from pagesim_py.homework.situation import Situation
from pagesim_py.homework.story import Change, Story, story_of
from pagesim_py.labs.runner import Rejected


@dataclass(frozen=True)
class Asked:
    """``question`` of ``assignment`` for ``student``; ``values`` are the drawn ones that it may name."""

    assignment: Assignment
    student: Student
    question: Question
    values: Mapping[str, Drawn]

    def stream(self, tag: str) -> Stream:
        """The student's random numbers for one purpose of this question."""
        return stream_of(self.assignment, self.student, self.question.id, tag)

    def lookup(self, name: str) -> str:
        """What a name in braces stands for."""
        first, _, attribute = name.partition(".")
        if first not in self.values:
            known = ", ".join(self.values) or "none"
            raise AssignmentError(f"question {self.question.id}: nothing called {first!r} is drawn (drawn: {known})")
        drawn = self.values[first]
        try:
            return drawn.part(attribute) if attribute else drawn.shown
        except KeyError:
            raise AssignmentError(
                f"question {self.question.id}: {first!r} has no {attribute!r} that could be shown"
            ) from None

    def number(self, name: str) -> int:
        """The number that a name stands for."""
        first, _, attribute = name.partition(".")
        self.lookup(name)
        return int(self.values[first].part(attribute), 0) if attribute else self.values[first].address

    def filled(self, value: Any) -> Any:
        """``value`` with the names in its texts replaced."""
        return filled(value, self.lookup)

    @property
    def ask(self) -> str:
        """The question's text."""
        return str(self.filled(self.question.ask))

    @property
    def situation(self) -> Situation:
        """The access that the question is ``of``; for an address, a read of it by the kernel on the booted machine."""
        drawn = self.values[self.question.options["of"]]
        if isinstance(drawn.value, Situation):
            return drawn.value
        machine = places_of(self.assignment).machine
        return Situation(machine.memory, machine.mmu.control, drawn.address)

    @property
    def address(self) -> int:
        """The address that the question is ``of``."""
        return self.values[self.question.options["of"]].address

    def rust(self, files: Mapping[str, str]) -> dict[str, str]:
        """Rust files with the drawn numbers put in."""
        return {path: filled_rust(text, self.number) for path, text in files.items()}

    @property
    def program(self) -> dict[str, str]:
        """The files that make the program of ``run`` what it is: path to text, as the question shows them."""
        return self.rust(shown_of(self.assignment, self.question.options["run"]))

    def story(self, change: tuple[str, Change] | None = None) -> Story:
        """What the program that the question names in ``run`` does. AssignmentError if it is rejected."""
        files, boot, dialect = source_of(self.assignment, self.question.options["run"])
        try:
            return story_of(self.rust(files), dialect, boot, change=change)
        except Rejected as rejected:
            name = self.question.options["run"]
            raise AssignmentError(f"question {self.question.id}: {name} is rejected: {rejected}") from None


def stream_of(assignment: Assignment, student: Student, question: str, tag: str) -> Stream:
    """Random numbers for one purpose: assignment, student, question, reroll, tag."""
    key, *rest = seed_parts(student, assignment.seed)
    return Stream(assignment.id, key, question, *rest, tag)

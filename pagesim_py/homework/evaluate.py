"""The one way from a student's work to results: the page, the command and the report all come through here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.checks import Runs, perform
from pagesim_py.homework.format import Assignment, Question
from pagesim_py.homework.identity import Student
from pagesim_py.homework.kinds import KINDS, FormError, assembled
from pagesim_py.homework.mutants import mutants
from pagesim_py.homework.results import CheckResult, Evaluation, QuestionResult
from pagesim_py.homework.telling import believed
from pagesim_py.homework.variant import Variant

LONGEST_FILE = 200_000
"""Characters of one file of a student."""
MOST_FILES = 40
_PATH = re.compile(r"src/(?:[a-z0-9_]{1,60}/){0,4}[a-z0-9_]{1,60}\.rs")
CODE = ("rust", "parsons")
UNCHANGED = "Nothing was changed yet: this is the program that you were given."

Progress = Callable[[str], None]
"""Is given the id of each question that is done."""


def evaluate(
    assignment: Assignment,
    student: Student | Variant,
    answers: Mapping[str, Any],
    files: Mapping[str, str | None],
    *,
    only: str | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Judges all answers and runs all checks; scores are never taken from anywhere else.

    ``answers``: by question, what was typed or the form's data. ``files``: path to text of those that differ from the
    starter, None for one that was removed. ``only`` judges a single question. AssignmentError if the assignment itself
    is at fault; nothing that a student can hand in raises anything.
    """
    variant = student if isinstance(student, Variant) else Variant(assignment, student)
    merged, notes = merged_files(variant, files)
    chosen = [one for one in assignment.questions if only is None or one.id == only]
    notes += [
        f"there is no question {name[:60]!r}" for name in answers if name not in {q.id for q in assignment.questions}
    ]
    runs = Runs(merged, assignment.dialect, assignment.boot, {})
    found = []
    for question in chosen:
        found.append(_question(variant, question, answers.get(question.id), runs, merged))
        if progress is not None:
            progress(question.id)
    has_code = any(question.kind == "rust" for question in chosen)
    own = runs.program() if has_code else None
    compiles = own is None or own.kernel is not None
    spec, met, not_met = spec_of(assignment, found, compiles)
    scored = [one for one in found if one.scored]
    points = {question.id: question.points for question in assignment.questions}
    return Evaluation(
        assignment.id, assignment.version, variant.student.id, variant.code, spec, compiles, tuple(found), met, not_met,
        sum(points[one.id] for one in scored if one.ok), sum(points[one.id] for one in scored),
        tuple(own.warnings) if own is not None else (), tuple(own.errors) if own is not None else (),
        unchanged=own is not None and merged == variant.files, notes=tuple(notes),
    )  # fmt: skip


def evaluate_question(
    assignment: Assignment,
    student: Student | Variant,
    question: str,
    answer: Any = None,
    files: Mapping[str, str | None] | None = None,
) -> QuestionResult:
    """One question alone. AssignmentError if there is none of that name."""
    assignment.question(question)
    answers = {} if answer is None else {question: answer}
    return evaluate(assignment, student, answers, files or {}, only=question).questions[0]


def merged_files(variant: Variant, files: Mapping[str, str | None]) -> tuple[dict[str, str], list[str]]:
    """The student's program: the starter with the files changed that may be changed; and what was left out."""
    merged = dict(variant.files)
    notes = []
    if len(files) > MOST_FILES:
        notes.append(f"{len(files)} files were handed in; the first {MOST_FILES} are looked at")
    for path, text in list(files.items())[:MOST_FILES]:
        name = repr(path[:80])
        if not _PATH.fullmatch(path) or not variant.assignment.may_edit(path):
            if text != merged.get(path):
                notes.append(f"{name} is no file that may be changed here: it is left out")
        elif text is None:
            merged.pop(path, None)
        elif not isinstance(text, str) or not _is_text(text):
            notes.append(f"{name} holds no text: it is left out")
        elif len(text) > LONGEST_FILE:
            notes.append(f"{name} has {len(text):,} characters; {LONGEST_FILE:,} are allowed: it is left out")
        else:
            merged[path] = text
    return merged, notes


def _is_text(text: str) -> bool:
    """Whether it can be stored as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _question(variant: Variant, question: Question, raw: Any, runs: Runs, files: Mapping[str, str]) -> QuestionResult:
    asked = variant.asked(question)
    kind = KINDS[question.kind]
    empty = QuestionResult(question.id, question.kind, question.title, None, False, scored=kind.scored)
    if question.kind == "rust":
        checked = _by_checks(asked, runs, files, "files")
        untouched = not checked.ok and files == variant.files
        return replace(checked, say=f"{UNCHANGED} {checked.say}") if untouched else checked
    if raw is None or raw == "":
        return replace(empty, say="Not answered yet.")
    try:
        value = kind.parse(asked, raw)
    except FormError as error:
        text = str(error)
        return replace(empty, error=text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else "."))
    if question.kind == "parsons":
        own = assembled(asked, value)
        return _by_checks(asked, Runs(own, variant.assignment.dialect, variant.assignment.boot, {}), own, value)
    judged = kind.judge(asked, value)
    held = believed(asked, value) if judged.ok is False else None
    return replace(
        empty, ok=judged.ok, answered=True, say=judged.say, value=value, got=kind.write(asked, value),
        wanted=judged.wanted, details=judged.details, partial=judged.partial,
        mutant=None if held is None else held.name, feedback="" if held is None else held.sentence,
        experiment="" if held is None else held.experiment,
    )  # fmt: skip


def _by_checks(asked: Asked, runs: Runs, files: Mapping[str, str], value: Any) -> QuestionResult:
    """A program, judged by the checks of its question."""
    question, assignment = asked.question, asked.assignment
    tests = asked.rust({path: assignment.tests[path] for path in {one.replaced for one in question.checks} if path})
    here = runs if runs.tests == tests else runs.with_tests(tests)
    edited = {path: text for path, text in files.items() if assignment.may_edit(path)}
    if question.kind == "parsons":
        edited = {question.options["into"]: files[question.options["into"]]}
    found: list[CheckResult] = [perform(check, here, asked.filled, edited) for check in question.checks]
    missed = next((check for check in found if not check.ok), None)
    mutant = next((check.mutant for check in found if check.mutant), None)
    told = mutants()[mutant] if mutant is not None else None
    return QuestionResult(
        question.id, question.kind, question.title, missed is None, True,
        "All checks are met." if missed is None else f"Not met yet: {missed.say.rstrip('.')}. {missed.got}",
        value=value, got=" ".join(value) if isinstance(value, list) else "", mutant=mutant,
        feedback="" if told is None else told.sentence, experiment="" if told is None else told.experiment,
        checks=tuple(found),
    )  # fmt: skip


def spec_of(
    assignment: Assignment, results: list[QuestionResult], compiles: bool
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The grade that ``results`` make, and what is met and what is not: terms, QUESTION, QUESTION.CHECK."""
    scored = [one for one in results if one.scored]
    tags = {question.id: question.tags for question in assignment.questions}

    def holds(term: str) -> bool:
        if term == "compiles":
            return compiles
        if term == "all":
            return compiles and all(one.ok for one in scored)
        about = [one for one in scored if one.id == term or term in tags[one.id]]
        return bool(about) and all(one.ok for one in about)

    met: list[str] = []
    not_met: list[str] = []
    (met if compiles else not_met).append("compiles")
    for one in scored:
        (met if one.ok else not_met).append(one.id)
        for check in one.checks:
            (met if check.ok else not_met).append(f"{one.id}.{check.id}")
    for tag in dict.fromkeys(tag for question in assignment.questions for tag in question.tags):
        (met if holds(tag) else not_met).append(tag)
    grade = next((grade for grade, terms in assignment.spec if all(map(holds, terms))), "F")
    return grade, tuple(met), tuple(not_met)


# -- what the page needs to show a question


def question_data(variant: Variant, question: str | Question) -> dict[str, Any]:
    """A question as plain data: text, form, hints, checks. It holds no answer."""
    asked = variant.asked(question)
    one = asked.question
    return {
        "id": one.id, "kind": one.kind, "title": one.title, "ask": asked.ask, "after": list(one.after),
        "tags": list(one.tags), "attempts": one.attempts, "reveal": one.reveal, "points": one.points,
        "hints": [str(asked.filled(hint)) for hint in one.hints], "scored": KINDS[one.kind].scored,
        "form": KINDS[one.kind].form(asked),
        "checks": [{"id": check.id, "say": str(asked.filled(check.say))} for check in one.checks],
        "edit": list(one.edit), "run": one.options.get("run"),
    }  # fmt: skip


def may_show(question: Question, result: QuestionResult, tries: int = 0, submitted: bool = False) -> bool:
    """Whether ``wanted`` and ``details`` of the result may be shown to the student now."""
    match question.reveal:
        case "never":
            return False
        case "on-submit":
            return submitted
        case "after-attempts":
            return bool(result.ok) or submitted or (question.attempts > 0 and tries >= question.attempts)
    return bool(result.ok)


def key_of(variant: Variant, question: str | Question) -> dict[str, Any]:
    """The key: the right answer as text, the sentence that goes with it, and what each misconception answers."""
    asked = variant.asked(question)
    kind = KINDS[asked.question.kind]
    truth = kind.truth(asked)
    judged = kind.judge(asked, truth)
    wrong = {}
    for name in asked.question.mutants:
        value = kind.wrong(asked, mutants()[name])
        if value is not None and value != truth:
            wrong[name] = kind.write(asked, value)
    return {
        "id": asked.question.id, "answer": kind.write(asked, truth), "wanted": judged.wanted,
        "details": list(judged.details), "mutants": wrong,
    }  # fmt: skip


def paper_of(variant: Variant, question: str | Question) -> list[str]:
    """The lines below the question on a sheet or in a terminal."""
    asked = variant.asked(question)
    kind = KINDS[asked.question.kind]
    return kind.paper(asked) if kind.on_paper else ["Run this at home, in the page."]

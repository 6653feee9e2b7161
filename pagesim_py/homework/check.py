"""Checks an assignment's folder: that it loads, that its solutions do what they should, that its draws are good."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pagesim_py.homework.evaluate import evaluate
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.identity import Student
from pagesim_py.homework.kinds import KINDS, FormError
from pagesim_py.homework.loader import load_folder, solutions
from pagesim_py.homework.mutants import mutants
from pagesim_py.homework.programs import test_in
from pagesim_py.homework.results import Evaluation
from pagesim_py.homework.telling import DRAWN, collisions
from pagesim_py.homework.variant import Variant, depends_on

SOLVED = 3
"""Variants for which the reference is run."""
OFTEN = 0.6
"""An answer that comes more often than this is guessed too easily."""
FEW = 20
"""Fewer variants than this say nothing about how often an answer comes."""
_FAILS = re.compile(r"// fails:[ \t]*(.+)")
_LINK = re.compile(r"\]\(([^)#?\s]+)")


@dataclass
class Report:
    """What was found. ``problems`` are to be mended, ``warnings`` to be thought about."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    variants: int = 0
    """How many variants were drawn."""
    distinct: int = 0
    """How many of them differ."""
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    """By question: how often each answer came."""


def check_assignment(
    folder: Path | str,
    seeds: int = 200,
    *,
    solve: bool = True,
    solved: int = SOLVED,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Checks the assignment in ``folder`` with ``seeds`` variants; ``solve``: its solutions are run too, the
    reference for ``solved`` of them.
    """
    report = Report()
    say = progress or (lambda _text: None)
    place = Path(folder)
    try:
        assignment = load_folder(place)
        reference, wrong = solutions(place)
    except AssignmentError as error:
        report.problems.append(str(error))
        return report
    _texts(assignment, place, report)
    try:
        if solve and any(question.kind == "rust" for question in assignment.questions):
            say("starter")
            _starter(assignment, report)
            _reference(assignment, reference, solved, report, say)
            for name, files in wrong.items():
                say(f"wrong/{name}")
                _wrong(assignment, name, {**reference, **files}, report)
        elif solve:
            _reference(assignment, {}, solved, report, say)
        _variants(assignment, seeds, report, say)
    except AssignmentError as error:
        report.problems.append(str(error))
    return report


# -- files


def _texts(assignment: Assignment, place: Path, report: Report) -> None:
    if not assignment.text.strip():
        report.problems.append("text.md is missing or empty: say what to do and what to look for")
    for path, text in {**assignment.sources, **assignment.tests}.items():
        if "\t" in text:
            report.problems.append(f"{path} has tabs; use four spaces")
        long = next((i for i, line in enumerate(text.splitlines(), 1) if len(line) > 120), None)
        if long is not None:
            report.problems.append(f"{path}:{long} is longer than 120 characters")
    for target in _LINK.findall(assignment.text):
        if "://" not in target and not (place / target).exists():
            report.problems.append(f"text.md links to {target}, which is not there")


# -- solutions


def _missed(evaluation: Evaluation) -> list[str]:
    """The checks that are not met, as QUESTION.CHECK."""
    return [f"{one.id}.{check.id}" for one in evaluation.questions for check in one.checks if not check.ok]


def _starter(assignment: Assignment, report: Report) -> None:
    variant = Variant(assignment, Student("starter"))
    for question in assignment.questions:
        if question.kind == "rust":
            found = evaluate(assignment, variant, {}, {}, only=question.id)
            if not _missed(found):
                report.problems.append(f"the starter meets all checks of {question.id}: nothing is left to do")
            if not found.compiles:
                report.warnings.append(f"the starter does not compile: {found.messages[0]['message']}")


def _reference(
    assignment: Assignment, files: Mapping[str, str], solved: int, report: Report, say: Callable[[str], None]
) -> None:
    if not files and any(question.kind == "rust" for question in assignment.questions):
        report.problems.append("reference/src is missing: the solution, of which only changed files lie there")
        return
    for path in files:
        if not assignment.may_edit(path):
            report.problems.append(f"reference/{path} is no file that a student may change: see 'edit'")
    for number in range(1, solved + 1):
        say(f"reference, variant {number}")
        variant = Variant(assignment, Student(f"seed-{number}"))
        answers = {}
        for question in assignment.questions:
            kind = KINDS[question.kind]
            asked = variant.asked(question)
            answers[question.id] = kind.write(asked, kind.truth(asked))
        found = evaluate(assignment, variant, answers, variant.filled(files))
        for one in found.questions:
            missed = one.first_missed
            if missed is not None:
                report.problems.append(f"the reference misses {one.id}.{missed.id}: {missed.got}")
            elif one.scored and not one.ok:
                report.problems.append(f"the right answer to {one.id} is not taken as right: {one.error or one.say}")
        grade = assignment.spec[0][0] if assignment.spec else "F"
        if found.spec != grade and not report.problems:
            report.problems.append(f"the reference with all right answers gets {found.spec}, not {grade}")
        if report.problems:
            return


def fails_of(files: Mapping[str, str]) -> list[str] | None:
    """What a wrong solution says that it fails; None if it does not say."""
    for text in files.values():
        first = text.lstrip("\ufeff").splitlines()[:1]
        found = _FAILS.fullmatch(first[0].strip()) if first else None
        if found:
            return [name.strip() for name in found[1].split(",") if name.strip()]
    return None


def _wrong(assignment: Assignment, name: str, files: Mapping[str, str], report: Report) -> None:
    says = fails_of(files)
    where = f"wrong/{name}"
    if says is None:
        report.problems.append(f"{where}: the first line of one of its files is // fails: CHECK, CHECK ...")
        return
    variant = Variant(assignment, Student("seed-1"))
    found = evaluate(assignment, variant, {}, variant.filled(files))
    missed = _missed(found)
    short = {one.partition(".")[2] for one in missed}
    known = {f"{question.id}.{check.id}" for question in assignment.questions for check in question.checks}
    known_short = {one.partition(".")[2] for one in known}
    for one in says:
        if one == "compiles":
            continue
        if one not in known and one not in known_short:
            report.problems.append(f"{where}: there is no check {one!r} (there are: {', '.join(sorted(known_short))})")
    if "compiles" in says:
        if found.compiles:
            report.problems.append(f"{where} is said not to compile, and compiles")
        return
    if not found.compiles:
        report.problems.append(f"{where} does not compile: {found.messages[0]['message']}")
        return
    for one in says:
        if one not in missed and one not in short and (one in known or one in known_short):
            report.problems.append(f"{where} is said to fail {one}, and meets it")
    for one in missed:
        if one not in says and one.partition(".")[2] not in says:
            check = next(
                check for result in found.questions for check in result.checks if f"{result.id}.{check.id}" == one
            )
            report.problems.append(f"{where} fails {one} too, and does not say so: {check.got}")


# -- variants


def _variants(assignment: Assignment, seeds: int, report: Report, say: Callable[[str], None]) -> None:
    seen: set[str] = set()
    changing = [one for one in assignment.questions if _changes(assignment, one)]
    told: set[str] = set()
    silent = {(question.id, name) for question in assignment.questions for name in question.mutants}
    for number in range(1, seeds + 1):
        if number % 100 == 0:
            say(f"variant {number}")
        student = Student(f"seed-{number}")
        variant, again = Variant(assignment, student), Variant(assignment, student)
        seen.add(_contents(variant))
        for question in assignment.questions:
            if question.kind == "rust" or (question not in changing and number > 1):
                continue
            silent -= {(question.id, name) for name in _answering(variant, question, silent)}
            for text in _question(variant, again, question, report):
                if text not in told:
                    told.add(text)
                    report.problems.append(f"{text} (first with student {student.id})")
    for name, mutant in sorted(silent):
        report.problems.append(f"{name}: {mutant} never answers otherwise than the truth: leave it out of 'mutants'")
    report.variants, report.distinct = seeds, len(seen)
    if assignment.seed != "everyone" and assignment.draws and seeds >= FEW and len(seen) < seeds // 2:
        report.warnings.append(f"of {seeds} variants only {len(seen)} differ: let more be drawn")
    for question in changing:
        counter = report.answers.get(question.id, Counter())
        if seeds >= FEW and counter:
            answer, count = counter.most_common(1)[0]
            if count > OFTEN * seeds and len(counter) > 1:
                share = 100 * count // seeds
                report.warnings.append(f"{question.id}: the answer {answer[:60]!r} comes in {share} % of the variants")


def _answering(variant: Variant, question: Question, silent: set[tuple[str, str]]) -> list[str]:
    """The question's misconceptions that answer something wrong in this variant, of those that never did before."""
    names = [name for name in question.mutants if (question.id, name) in silent]
    if not names:
        return []
    asked, kind = variant.asked(question), KINDS[question.kind]
    truth = kind.truth(asked)
    return [name for name in names if kind.wrong(asked, mutants()[name]) not in (None, truth)]


def _changes(assignment: Assignment, question: Question) -> bool:
    """Whether the question's answer depends on what is drawn."""
    draws = (*assignment.draws, *question.draws)
    if question.kind in ("essay", "text", "rust", "point", "order", "parsons"):
        return False
    return any(depends_on(question, (draw,)) for draw in draws) and (
        question.kind in DRAWN
        or any(f"{{{draw.name}" in text for draw in draws for text in _programs(assignment, question))
    )


def _programs(assignment: Assignment, question: Question) -> list[str]:
    """The texts of the program that the question names, as far as values are drawn into them."""
    run = test_in(str(question.options.get("run", "")))
    return [assignment.tests[run]] if run else list(assignment.sources.values())


def _contents(variant: Variant) -> str:
    values = {**variant.values, **{f"{q}.{n}": v for q, own in variant.own.items() for n, v in own.items()}}
    return repr([(name, one.shown) for name, one in sorted(values.items())])


def _question(variant: Variant, again: Variant, question: Question, report: Report) -> list[str]:
    """What is wrong with the question in this variant; ``again`` is the same one, made a second time."""
    asked = variant.asked(question)
    kind = KINDS[question.kind]
    truth = kind.truth(asked)
    found = []
    if kind.truth(again.asked(question)) != truth:
        found.append(f"{question.id}: the answer is not the same when it is computed again")
    written = kind.write(asked, truth)
    report.answers.setdefault(question.id, Counter())[_answer(asked, written)] += 1
    try:
        read: Any = kind.parse(asked, written)
    except FormError as error:
        return [*found, f"{question.id}: its own answer {written!r} cannot be read: {error}"]
    if read != truth:
        found.append(f"{question.id}: its own answer {written!r} is read as something else")
    if kind.scored and question.kind != "parsons" and not kind.judge(asked, truth).ok:
        found.append(f"{question.id}: its own answer {written!r} is judged wrong")
    for one, other in collisions(asked):
        what = "the truth" if other == "truth" else other
        found.append(f"{question.id}: {one} answers the same as {what}")
    return found


def _answer(asked: Any, written: str) -> str:
    """What is counted: of a choice the option's text, since its letter is drawn."""
    if asked.question.kind in ("choice", "choices"):
        return str(KINDS[asked.question.kind].judge(asked, KINDS[asked.question.kind].truth(asked)).wanted[4:])
    return written

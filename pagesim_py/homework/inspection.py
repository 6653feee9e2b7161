"""Whether the parts of an assignment fit together: names in braces, misconceptions, files, programs, checks."""

from __future__ import annotations

from collections.abc import Iterable

from pagesim_py.homework.events import check_moment
from pagesim_py.homework.format import Assignment, AssignmentError, Check, Draw, Question
from pagesim_py.homework.functions import check_computed
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.mutants import mutants
from pagesim_py.homework.names import named_in, named_in_rust
from pagesim_py.homework.pickers import PARTS, check_draw
from pagesim_py.homework.programs import test_in
from pagesim_py.homework.reading import near
from pagesim_py.homework.terms import check_terms

FILE = "assignment.toml"


def inspect(assignment: Assignment) -> None:
    """AssignmentError for the first thing that does not fit."""
    _draws(assignment.draws, [], f"{FILE}, [draw]")
    shared = [draw.name for draw in assignment.draws]
    _names(named_in(assignment.text.replace("{}", "")), shared, "text.md")
    for path, text in assignment.sources.items():
        _names(named_in_rust(text), shared, path)
    tested: set[str] = set()
    for question in assignment.questions:
        _question(assignment, question, shared)
        tested |= {check.replaced for check in question.checks if check.replaced}
        run = test_in(str(question.options.get("run", "")))
        tested |= {run} if run else set()
    for path in assignment.tests:
        if path not in tested:
            raise AssignmentError(f"{path} is used by no check and no question")


def _question(assignment: Assignment, question: Question, shared: list[str]) -> None:
    where = f"{FILE}, question {question.id}"
    for draw in question.draws:
        if draw.name in shared:
            raise AssignmentError(f"{where}: {draw.name!r} is drawn for the whole assignment already")
    _draws(question.draws, shared, f"{where}, [question.draw]")
    drawn = [*shared, *(draw.name for draw in question.draws)]
    _names(named_in([question.ask, question.hints, dict(question.options)]), drawn, where)
    for name in question.mutants:
        if name not in mutants():
            raise AssignmentError(f"{where}: there is no mutant {name!r}{near(name, mutants())}")
    try:
        KINDS[question.kind].check(question, assignment)
    except AssignmentError as error:
        text = str(error)
        raise AssignmentError(text if text.startswith(FILE) else f"{FILE}, {text}") from None
    for check in question.checks:
        _check(assignment, check, drawn, f"{where}, check {check.id}")
    run = test_in(str(question.options.get("run", "")))
    if run is not None:
        _names(named_in_rust(assignment.tests[run]), drawn, run)


def _draws(draws: tuple[Draw, ...], before: list[str], where: str) -> None:
    """Each draw; one that is computed may name those before it."""
    known = list(before)
    for draw in draws:
        check_draw(draw, where)
        if draw.picker == "compute":
            check_computed(draw.wanted, f"{where}, {draw.name}", known)
        known.append(draw.name)


def _check(assignment: Assignment, check: Check, drawn: list[str], where: str) -> None:
    _names(named_in([check.say, dict(check.terms)]), drawn, where)
    if check.replaced is not None:
        if check.replaced not in assignment.tests:
            known = ", ".join(assignment.tests) or "none"
            raise AssignmentError(
                f"{where}: 'with' names a file of tests/; there is no {check.replaced!r} (there are: {known})"
            )
        _names(named_in_rust(assignment.tests[check.replaced]), drawn, check.replaced)
    check_terms(check.terms, where)
    if "event" in check.terms:
        check_moment(check.terms["event"], f"{where}, event", {"count": int, "least": int, "most": int})


def _names(names: Iterable[str], drawn: list[str], where: str) -> None:
    for name in names:
        first, dot, attribute = name.partition(".")
        if first not in drawn:
            known = f"; drawn are {', '.join(drawn)}" if drawn else "; nothing is drawn"
            raise AssignmentError(f"{where}: {{{name}}} names nothing that is drawn{known}")
        if dot and attribute not in PARTS:
            raise AssignmentError(f"{where}: {{{name}}}: there is no {attribute!r}{near(attribute, PARTS)}")

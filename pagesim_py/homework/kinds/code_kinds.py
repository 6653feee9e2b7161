"""Kinds that are answered with a program: rust, parsons. Both are judged by running it (see ``checks``)."""

from __future__ import annotations

import re
from typing import Any

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.kinds.base import FormError, Judged, Kind, Value, letters
from pagesim_py.homework.kinds.run_kinds import parse_letters

MARKER = "// lines go here"
PATH = re.compile(r"src/(?:[a-z0-9_*?]+/)*[a-z0-9_*?]+\.rs")


def _lines(asked: Asked) -> list[str]:
    """All lines in the order in which the student sees them."""
    options = asked.question.options
    return asked.stream("lines").shuffled([*options["lines"], *options.get("distractors", ())])


def _parsons_truth(asked: Asked) -> Value:
    shown = _lines(asked)
    free = dict(enumerate(shown))
    found = []
    for line in asked.question.options["lines"]:
        number = next(number for number, other in free.items() if other == line)
        del free[number]
        found.append(letters(len(shown))[number])
    return found


def _parse_parsons(asked: Asked, raw: Any) -> Value:
    found = parse_letters(len(_lines(asked)), raw, "letters in order")
    if not found:
        raise FormError("no line is chosen yet")
    return found


def assembled(asked: Asked, value: Value) -> dict[str, str]:
    """The starter with the chosen lines put in where the marker is, as far in as the marker."""
    shown = dict(zip(letters(len(_lines(asked))), _lines(asked), strict=True))
    path = asked.question.options["into"]
    files = asked.rust(asked.assignment.files)
    text = []
    for line in files[path].splitlines():
        if line.strip() == MARKER:
            depth = len(line) - len(line.lstrip())
            text += _indented([shown[letter] for letter in value], depth)
        else:
            text.append(line)
    return {**files, path: "\n".join(text) + "\n"}


def _indented(lines: list[str], depth: int) -> list[str]:
    """Indented as the braces say."""
    found = []
    for line in lines:
        inner = line.strip()
        if inner.startswith("}"):
            depth = max(depth - 4, 0)
        found.append(" " * depth + inner)
        if inner.endswith("{"):
            depth += 4
    return found


def _parsons_form(asked: Asked) -> dict[str, Any]:
    shown = _lines(asked)
    options = [{"value": one, "label": line} for one, line in zip(letters(len(shown)), shown, strict=True)]
    return {"control": "lines-in-order", "options": options, "file": asked.question.options["into"]}


def _parsons_paper(asked: Asked) -> list[str]:
    lines = [f"  ({option['value']}) {option['label']}" for option in _parsons_form(asked)["options"]]
    return [*lines, "order: ______________________________"]


def _by_checks(asked: Asked, _value: Value) -> Judged:
    """The sentence; whether it is right the checks say."""
    wanted = " ".join(_parsons_truth(asked)) if asked.question.kind == "parsons" else "all checks met"
    return Judged(None, "", wanted)


def _check_parsons(question: Question, assignment: Assignment) -> None:
    where = f"question {question.id}"
    path = question.options["into"]
    if path not in assignment.sources:
        raise AssignmentError(f"{where}: 'into' names a file of the starter; {path!r} is none")
    if sum(line.strip() == MARKER for line in assignment.sources[path].splitlines()) != 1:
        raise AssignmentError(f"{where}: {path} has one line {MARKER!r}, where the lines are put")
    for key in ("lines", "distractors"):
        if not all(isinstance(line, str) and line.strip() for line in question.options.get(key, ())):
            raise AssignmentError(f"{where}: {key!r} is a list of lines")
    count = len(question.options["lines"]) + len(question.options.get("distractors", ()))
    if len(question.options["lines"]) < 2 or count > 40:
        raise AssignmentError(f"{where}: at least 2 lines are put in order, and at most 40 are shown")


def _check_rust(question: Question, assignment: Assignment) -> None:
    where = f"question {question.id}"
    if not question.options["edit"]:
        raise AssignmentError(f"{where}: 'edit' names the files that the student may change")
    for path in question.options["edit"]:
        if not isinstance(path, str) or not PATH.fullmatch(path):
            raise AssignmentError(f"{where}: 'edit' names files such as src/memory.rs or src/*.rs, not {path!r}")


PARSONS = Kind(
    _parsons_truth, _parse_parsons, _by_checks, _parsons_form, write=lambda _asked, value: " ".join(value),
    paper=_parsons_paper, check=_check_parsons,
)  # fmt: skip
RUST = Kind(
    lambda _asked: "files", lambda _asked, _raw: "files", _by_checks,
    lambda asked: {"control": "files", "edit": list(asked.question.edit)}, check=_check_rust, on_paper=False,
)  # fmt: skip

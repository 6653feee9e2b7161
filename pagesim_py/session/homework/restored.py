"""What a browser, or the page around it, has kept of a student's work: it may be anything until it is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pagesim_py.homework.results import CheckResult, QuestionResult

Test = Callable[[Any], bool]
LISTS = ("bits", "chosen", "entries")
"""Of a form's value, the fields that are lists of texts; the others are texts or numbers."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_text, value))


def _or_none(test: Test) -> Test:
    return lambda value: value is None or test(value)


_CHECK: dict[str, Test] = {
    "id": _text, "ok": _flag, "say": _text, "got": _text, "wanted": _text, "at": _or_none(_number),
    "file": _or_none(_text), "line": _or_none(_number), "mutant": _or_none(_text),
    "run": _or_none(lambda value: isinstance(value, dict)),
}  # fmt: skip
_RESULT: dict[str, Test] = {
    "id": _text, "kind": _text, "title": _text, "ok": _or_none(_flag), "answered": _flag, "say": _text,
    "error": _or_none(_text), "value": lambda value: True, "got": _text, "wanted": _text,  # no view shows the value
    "details": _texts, "mutant": _or_none(_text), "feedback": _text, "experiment": _text,
    "partial": _or_none(_number), "scored": _flag,
}  # fmt: skip


def is_typed(value: Any) -> bool:
    """Whether it can be what stands in a form: texts and numbers, lists of texts, and fields with these."""
    if isinstance(value, dict):
        return all(_texts(one) if key in LISTS else one is None or _scalar(one) for key, one in value.items())
    return _scalar(value) or _texts(value)


def _scalar(value: Any) -> bool:
    return _text(value) or _number(value)


def result_of(told: Any) -> QuestionResult | None:
    """A verdict; None if it is none, or another pagesim's: then the question is judged again."""
    if not isinstance(told, Mapping):
        return None
    checks = told.get("checks", ())
    plain = {key: value for key, value in told.items() if key != "checks"}
    if not isinstance(checks, list | tuple) or not _fits(plain, _RESULT):
        return None
    if not all(isinstance(check, Mapping) and _fits(check, _CHECK) for check in checks):
        return None
    plain["details"] = tuple(plain.get("details", ()))
    try:
        return QuestionResult(**plain, checks=tuple(CheckResult(**check) for check in checks))
    except TypeError:  # a field is missing
        return None


def _fits(told: Mapping[str, Any], tests: Mapping[str, Test]) -> bool:
    return all(key in tests and tests[key](value) for key, value in told.items())

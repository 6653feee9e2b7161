"""What is kept of homework elsewhere, in a learning system perhaps, comes back as data that may be anything."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from pagesim_py.homework.results import QuestionResult
from pagesim_py.session.homework.restored import is_typed, result_of
from tests.homework.every_kind import TOML
from tests.test_session_homework import Page

HOSTILE: list[Any] = [
    5, [[1]], {"chosen": 3}, {"entries": 5, "physical": []}, {"bits": ["P", 7], "other": []}, {"event": "x", "says": 5},
    {"a": {"b": []}},
]  # fmt: skip
GOOD = {"id": "q", "kind": "number", "title": "T", "ok": True, "answered": True}


@pytest.fixture(scope="module")
def page() -> Page:
    return Page("every-kind", files={"assignment.toml": TOML})


@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_is_kept_of_the_forms_the_questions_are_shown(page: Page, value: Any) -> None:
    questions = page.work.assignment.questions
    saved = {
        "submission": page.work.saved()["submission"], "typed": {one.id: value for one in questions}, "judged": value,
        "current": value, "results": {one.id: {**GOOD, "id": one.id, "say": value} for one in questions},
    }  # fmt: skip
    page.ask("assignment", name="every-kind", files={"assignment.toml": TOML}, student="ada", saved=saved)
    for one in questions:
        assert page.ask("question", question=one.id)["ok"]


def test_a_verdict_is_taken_only_if_every_field_is_what_it_is_to_be() -> None:
    assert result_of(GOOD) == QuestionResult("q", "number", "T", True, True)
    for name in [one.name for one in fields(QuestionResult) if one.name != "value"]:
        assert result_of({**GOOD, name: {"x": [[]]}}) is None, name
    others: list[Any] = [None, 5, [], {}, {**GOOD, "more": 1}, {**GOOD, "checks": [{"id": "c"}]}]
    for wrong in others:
        assert result_of(wrong) is None


def test_what_forms_hold_is_kept() -> None:
    for value in ("0x5000", 5, ["set P at level 1"], {"bits": ["P"]}, {"other": "none"}, {"event": 3, "says": "x"}):
        assert is_typed(value)


def test_the_score_is_the_part_of_the_points_that_the_last_verdicts_give() -> None:
    page = Page("recursive")
    assert page.told["score"] == page.told["question_score"] == 0
    page.ask("check", question="itself", value=page.key("itself"))
    scored = [one for one in page.work.assignment.questions if one.kind != "essay"]
    points = next(one.points for one in scored if one.id == "itself")
    assert page.told["question_score"] == 1
    assert page.told["score"] == points / sum(one.points for one in scored)
    page.ask("answer", question="itself", value="0x1")
    assert page.told["score"] == points / sum(one.points for one in scored), "a change is not judged yet"
    again = Page("recursive", saved=page.work.saved())
    assert again.told["score"] == page.told["score"]

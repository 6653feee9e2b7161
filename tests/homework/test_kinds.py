"""Every kind of question, over many students: the truth, what is typed, what misconceptions answer."""

# ruff: noqa: E501  (one answer a line)

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.homework import Student, evaluate_question, question_data, variant_of
from pagesim_py.homework.evaluate import key_of, may_show, paper_of
from pagesim_py.homework.kinds import KINDS, FormError
from pagesim_py.homework.mutants import mutants
from pagesim_py.homework.schema import KINDS as IN_TOML
from pagesim_py.homework.telling import collisions
from tests.homework.every_kind import every_kind

ids = st.integers(0, 1 << 40).map(lambda number: Student(f"s{number}"))
questions = st.sampled_from([question.id for question in every_kind().questions])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def test_every_kind_of_the_format_is_there() -> None:
    assert set(KINDS) == set(IN_TOML)
    assert {question.kind for question in every_kind().questions} == set(KINDS) - {"rust", "parsons"}


@settings(max_examples=60, deadline=None)
@given(ids, questions)
def test_the_truth_stays_is_read_back_and_is_right(student: Student, name: str) -> None:
    variant, again = variant_of(every_kind(), student), variant_of(every_kind(), student)
    asked = variant.asked(name)
    kind = KINDS[asked.question.kind]
    truth = kind.truth(asked)
    assert kind.truth(again.asked(name)) == truth
    assert question_data(variant, name) == question_data(again, name)
    assert kind.parse(asked, kind.write(asked, truth)) == truth
    assert kind.judge(asked, truth).ok is (True if kind.scored else None)


@settings(max_examples=60, deadline=None)
@given(ids, questions)
def test_misconceptions_are_told_apart(student: Student, name: str) -> None:
    asked = variant_of(every_kind(), student).asked(name)
    kind = KINDS[asked.question.kind]
    assert collisions(asked) == []
    for mutant in map(mutants().get, asked.question.mutants):
        assert mutant is not None
        value = kind.wrong(asked, mutant)
        if value is None or value == kind.truth(asked):
            continue
        assert kind.parse(asked, kind.write(asked, value)) == value
        result = evaluate_question(asked.assignment, student, name, kind.write(asked, value))
        assert result.ok is False
        assert result.mutant == mutant.name
        assert (result.feedback, result.experiment) == (mutant.sentence, mutant.experiment)


@settings(max_examples=150, deadline=None)
@given(questions, JSON)
def test_whatever_is_typed_is_an_answer_or_a_sentence(name: str, raw: Any) -> None:
    asked = variant_of(every_kind(), Student("ada")).asked(name)
    kind = KINDS[asked.question.kind]
    try:
        value = kind.parse(asked, raw)
    except FormError:
        return
    assert kind.judge(asked, value).ok in (True, False, None)
    assert kind.parse(asked, kind.write(asked, value)) == value


TYPED = [
    ("code-boot", "0x3g", "no number"), ("code-boot", "0x80", "too large"), ("code-boot", {"bits": "P"}, "tick"),
    ("indices", "1 2 3", "five numbers"), ("indices", "1 2 3 x 5", "level 1"), ("indices", "1 2 beef 4 5", "0xbeef"),
    ("decides", "9 NOT_PRESENT", "level from 4 to 1"), ("decides", "3 WHATEVER", "no rule WHATEVER"),
    ("walk-small", "0x1000", "1 to 4 entries"), ("entry", "0x1000 | Q", "neither a number nor a bit"),
    ("repair", "break it", "set RW at level 2"), ("repair", "set RW at level 1; set US at level 1; set P at level 1", "at most 2"),
    ("delivery", "a a", "twice"), ("delivery", "z", "none of the letters"), ("exceptions", "fault", "#PF 0x2"),
    ("moment", "0", "numbers 1 to"), ("choice", "a b", "choose one"), ("choices", [], "nothing is chosen"),
    ("why", "too short", "at least 3 words"), ("frames", "", "nothing is written"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "says"), TYPED)
def test_slips_cost_no_attempt(name: str, raw: Any, says: str) -> None:
    asked = variant_of(every_kind(), Student("ada")).asked(name)
    with pytest.raises(FormError, match=says):
        KINDS[asked.question.kind].parse(asked, raw)
    if raw != "":
        result = evaluate_question(every_kind(), Student("ada"), name, raw)
        assert (result.ok, result.answered) == (None, False)
        assert result.error
        assert result.error[0] == result.error[0].upper()


SAME = [
    ("code-drawn", "P | W", "0x3"), ("code-drawn", {"bits": ["W", "P"]}, "0x3"), ("code-drawn", "no fault", "none"),
    ("code-drawn", {"other": "#GP"}, "#GP"), ("code-drawn", {"bits": []}, "0x0"), ("code-drawn", "3", "0x3"),
    ("indices", "0x1b 0o33 27 0b11 1_000", [27, 27, 27, 3, 1000]), ("decides", {"level": 3, "rule": "NOT_PRESENT"}, "3 NOT_PRESENT"),
    ("decides", "level 3, not present", "3 NOT_PRESENT"), ("entry", "0xb8000 | P | RW", "0xb8003"),
    ("entry", {"frame": "0xb8000", "bits": ["P", "XD"]}, "0x80000000000b8001"), ("exceptions", "no exception", ["none"]),
    ("exceptions", "pf 0x2 0xDEADBEAF, #bp", ["#PF 0x2 0xdeadbeaf", "#BP"]), ("frames", "3 frames", 3),
    ("walk-small", {"entries": ["4096", "", ""], "physical": ""}, ["0x1000", "none"]), ("moment", {"event": 3}, 3),
    ("repair", "Set R/W at the level-2 entry", ["set RW at level 2"]), ("choices", {"chosen": ["b", "a"]}, ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "value"), SAME)
def test_ways_of_writing_the_same(name: str, raw: Any, value: Any) -> None:
    asked = variant_of(every_kind(), Student("ada")).asked(name)
    assert KINDS[asked.question.kind].parse(asked, raw) == value


def test_any_right_entry_passes() -> None:
    asked = variant_of(every_kind(), Student("ada")).asked("entry")
    kind = KINDS["entry"]
    truth = int(kind.truth(asked), 16)
    accessed_and_dirty = 0x60
    assert kind.judge(asked, hex(truth | accessed_and_dirty)).ok
    assert not kind.judge(asked, hex(truth | 4)).ok, "user code could read it then"
    assert not kind.judge(asked, hex(truth + 0x1000)).ok


def test_a_repair_may_be_larger_than_needed_and_is_told_so() -> None:
    asked = variant_of(every_kind(), Student("ada")).asked("repair")
    kind = KINDS["repair"]
    truth = kind.truth(asked)
    more = kind.judge(asked, sorted([*truth, "set P at level 1"], reverse=True))
    assert more.ok
    assert "fewer" in more.say or len(truth) == 2


def test_an_order_is_partly_right() -> None:
    asked = variant_of(every_kind(), Student("ada")).asked("delivery")
    kind = KINDS["order"]
    truth = kind.truth(asked)
    swapped = [truth[1], truth[0], *truth[2:]]
    assert kind.judge(asked, swapped).partial == pytest.approx((len(truth) - 1) / len(truth))
    assert kind.judge(asked, truth[:4]).ok is False


def test_answers_come_as_often_as_listed() -> None:
    variants = [variant_of(every_kind(), Student(f"n{number}")) for number in range(200)]
    codes = [KINDS["error-code"].truth(variant.asked("code-boot")) for variant in variants]
    assert set(codes) == set(every_kind().draws[4].wanted)
    assert max(codes.count(code) for code in set(codes)) < 0.2 * len(codes)


def test_a_form_and_a_sheet_hold_no_answer() -> None:
    variant = variant_of(every_kind(), Student("ada"))
    for question in every_kind().questions:
        data = question_data(variant, question)
        assert data["ask"]
        assert data["form"]["control"]
        paper_of(variant, question)
        assert key_of(variant, question)["answer"]
    options = question_data(variant, "choice")["form"]["options"]
    assert all(set(option) == {"value", "label"} for option in options)


def test_when_the_right_answer_may_be_shown() -> None:
    from dataclasses import replace

    question = replace(every_kind().question("frames"), reveal="after-attempts", attempts=2)
    wrong = evaluate_question(every_kind(), Student("ada"), "frames", "77")
    assert not may_show(question, wrong, tries=1)
    assert may_show(question, wrong, tries=2)
    assert not may_show(replace(question, reveal="never"), wrong, tries=9, submitted=True)
    assert may_show(replace(question, reveal="on-submit"), wrong, submitted=True)
    assert not may_show(replace(question, reveal="when-right"), wrong, tries=9, submitted=True)

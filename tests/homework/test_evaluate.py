"""From a student's work to a grade, with the assignments that come along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pagesim_py.homework import Student, evaluate, load, variant_of
from pagesim_py.homework.check import check_assignment, fails_of
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.loader import folder_of, solutions

SHIPPED = ("a1-page-fault", "b2-mapping", "recursive")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_comes_along_is_fine(name: str) -> None:
    """Reference and wrong solutions of one variant; hundreds of variants are drawn by hand."""
    report = check_assignment(Path(str(folder_of(name))), seeds=6, solved=1)
    assert report.problems == []
    assert report.distinct == 6
    _, wrong = solutions(folder_of(name))
    assert len(wrong) >= 6
    assert all(fails_of(files) for files in wrong.values())


def test_a_student_who_has_done_nothing_yet() -> None:
    assignment = load("a1-page-fault")
    found = evaluate(assignment, Student("ada"), {}, {})
    assert found.spec == "B"
    assert found.score == 0
    assert found.unchanged
    assert found.question("handler").say.startswith("Nothing was changed yet: ")
    assert not any(one.answered for one in found.questions if one.kind != "rust")
    assert "handler.caught" in found.not_met
    assert "handler.breakpoints" in found.met
    json.dumps(found.as_data())


def test_all_right_but_one_answer_is_no_a() -> None:
    assignment = load("a1-page-fault")
    variant = variant_of(assignment, Student("ada"))
    answers = {}
    for question in assignment.questions:
        asked = variant.asked(question)
        answers[question.id] = KINDS[question.kind].write(asked, KINDS[question.kind].truth(asked))
    reference = variant.filled(solutions(folder_of(assignment.name))[0])
    done = evaluate(assignment, variant, answers, dict(reference))
    assert (done.spec, done.unchanged) == ("A", False)
    answers["loop"] = "halted"
    found = evaluate(assignment, variant, answers, dict(reference))
    assert (found.spec, found.most - found.score) == ("B", 1)
    assert found.question("loop").mutant == "saved_rip_is_next_statement"
    assert "loop" in found.not_met


def test_files_that_nobody_may_change_are_left_out() -> None:
    assignment = load("b2-mapping")
    files = {
        "src/main.rs": "fn main() {}", "src/lib.rs": None, "../../etc/passwd": "x", "src/../x.rs": "x",
        "tests/near.rs": "cheat", "src/memory.rs\0": "x",
    }  # fmt: skip
    found = evaluate(assignment, Student("ada"), {"nobody": 1}, files, only="frames")
    assert len(found.notes) == len(files) + 1
    assert any("memory.rs" in note for note in found.notes)


def test_files_that_are_too_long_or_too_many() -> None:
    assignment = load("b2-mapping")
    found = evaluate(assignment, Student("ada"), {}, {"src/memory.rs": "x" * 200_001}, only="frames")
    assert "200,001 characters" in found.notes[0]
    many = {f"src/a{number}.rs": "" for number in range(50)}
    assert "50 files" in evaluate(assignment, Student("ada"), {}, many, only="frames").notes[0]


@pytest.mark.parametrize("text", ["\ud800", 7, b"x", ["x"]])
def test_files_that_hold_no_text(text: object) -> None:
    files = {"src/memory.rs": text}
    found = evaluate(load("b2-mapping"), Student("ada"), {}, files, only="frames")
    assert "holds no text" in found.notes[0]


NO_ANSWERS = ["\ud800", 10**5000, -1, 2.5, True, ["\udfff"], {"bits": [{}]}, "9" * 30_000]


@pytest.mark.parametrize("number", range(len(NO_ANSWERS)))
def test_answers_that_are_none(number: int) -> None:
    names = ("frames", "split", "mend", "when-flush")
    found = evaluate(load("b2-mapping"), Student("ada"), dict.fromkeys(names, NO_ANSWERS[number]), {})
    assert all(found.question(name).error for name in names)
    json.dumps(found.as_data()).encode()


PROGRAMS = [
    "fn main() { loop {} }", "", "\0", "#![no_std]\n" * 5000, "(" * 3000, "const X: u8 = 1 / 0;",
    'mod osirs; include!("/etc/passwd");',
    '#![no_main]\n#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { _start() }',
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_programs_that_nobody_means(number: int) -> None:
    """They are rejected or fail their checks; nothing is raised."""
    found = evaluate(load("a1-page-fault"), Student("ada"), {}, {"src/main.rs": PROGRAMS[number]}, only="main")
    assert found.questions[0].ok is False
    assert found.questions[0].first_missed is not None

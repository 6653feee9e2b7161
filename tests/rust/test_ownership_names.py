"""The compiler's own variables are told from the student's by what they are, not by their names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagesim_py.rust import check
from tests.rust.test_rejections import MAIN, errors_of

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(check.__file__).parent.glob("*.py")))
NAMES = sorted(
    {*re.findall(r'new_local\(\s*"(\w+)"', SOURCES), *re.findall(r'local\.name(?:, [\w.]+)* = "(\w+)"', SOURCES)}
    | {"iter", "next", "left_val", "right_val", "args", "result", "pieces", "env", "value", "place", "it", "ret", "loc"}
)
WRONG = """#![no_std]
struct Thing;
fn eat(_: Thing) {}
fn change(_: &mut u8) {}
fn taken() { let NAME = Thing; eat(NAME); eat(NAME); }
fn assigned() { let NAME = 1; NAME = 2; }
fn borrowed() { let NAME = 1; change(&mut NAME); }
fn part() { let NAME = (1, 2); NAME.0 = 3; }
fn parameter(NAME: Thing) { eat(NAME); eat(NAME); }
fn bound(pair: (Thing, u8)) { let (NAME, _) = pair; eat(NAME); eat(NAME); }
fn unset() { let NAME: u8; change(&mut { NAME }); }
"""
FOUND = [(5, "E0382"), (6, "E0384"), (7, "E0596"), (8, "E0594"), (9, "E0382"), (10, "E0382"), (11, "E0381")]


def test_the_names_that_the_checker_gives_are_found() -> None:
    assert {"val", "residual", "lhs"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_called_like_the_compilers_own_is_the_students(name: str) -> None:
    found = errors_of({"src/lib.rs": WRONG.replace("NAME", name), "src/main.rs": MAIN})
    assert [(line, code) for _, line, _, code, _ in found] == FOUND


def test_question_marks_and_assignments_to_patterns_keep_to_their_own_variables() -> None:
    right = """#![no_std]
fn halved(val: Result<u8, u8>) -> Result<u8, u8> { let residual = val?; let lhs = val?; Ok(residual + lhs) }
fn swapped(mut lhs: u8, mut val: u8) -> (u8, u8) { (lhs, val) = (val, lhs); (lhs, val) }
fn kept(val: Option<&mut u8>) -> Option<u8> { let lhs = val?; *lhs += 1; Some(*lhs) }
"""
    assert errors_of({"src/lib.rs": right, "src/main.rs": MAIN}) == []

"""Malformed programs get rustc's message at rustc's place (recorded from rustc 1.95, edition 2024)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rust.syntax import Parsed

_TEXT = (Path(__file__).parent / "data" / "syntax_errors.txt").read_text()
CASES = re.findall(r"^=== (.*)\n((?:.*\n)*?)--- (\d+:\d+) (error.*?): (.*)$", _TEXT, re.MULTILINE)


def test_the_cases_are_read() -> None:
    assert len(CASES) > 300


@pytest.mark.parametrize(("source", "place", "code", "message"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_first_error(source: str, place: str, code: str, message: str) -> None:
    errors = Parsed(source).errors
    assert errors, "accepted"
    got = re.fullmatch(r"src/main.rs:(\d+:\d+) (error(?:\[E\d+\])?): ((?:.|\n)*)", errors[0])
    assert got is not None, errors[0]
    assert (got[1], got[2]) == (place, code), errors[0]
    if message != "*":  # the wording is our own there
        assert got[3] == message


@pytest.mark.parametrize("source", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_no_cascade(source: str) -> None:
    """One mistake does not bring a crowd of messages."""
    assert len(Parsed(source).errors) <= 4

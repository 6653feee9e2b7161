"""A small assignment with a number, an essay and a program, and the work of a student on it: quick to grade."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from pagesim_py.homework import Assignment, Student, Variant, evaluate_question, load_folder
from pagesim_py.homework.checks import Runs
from pagesim_py.homework.format import Check
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.record import Record, end_state

TOML = """
format = 1
id = "small"
version = "1"
title = "Small"
base = "mapping"
[draw]
page = { page = "unmapped" }
[[question]]
id = "frames"
kind = "number"
answer = "missing_tables(page)"
mutants = ["always_three"]
attempts = 3
hints = ["one", "two"]
ask = "How many for {page}?"
[[question]]
id = "why"
kind = "essay"
ask = "Why?"
[[question]]
id = "code"
kind = "rust"
edit = ["src/main.rs", "src/new.rs"]
ask = "Do it."
[[question.check]]
id = "builds"
say = "It compiles"
compiles = true
[[question.check]]
id = "says"
say = "It says hello"
screen = "hello from me"
"""


@cache
def folder() -> Path:
    """Where the assignment lies."""
    place = Path(mkdtemp()) / "small"
    place.mkdir()
    (place / "assignment.toml").write_text(TOML)
    (place / "text.md").write_text("# Small\n")
    (place / "reference" / "src").mkdir(parents=True)
    (place / "reference" / "src" / "main.rs").write_text("// the solution\n")
    return place


@cache
def small() -> Assignment:
    return load_folder(folder())


class Clock:
    """A clock that goes on at each look."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        self.now += 1.5
        return self.now


def result(record: Record, question: str, raw: Any) -> Any:
    return evaluate_question(small(), record.variant, question, raw)


def solved(variant: Variant) -> str:
    """A main file that meets all checks."""
    return variant.files["src/main.rs"].replace(
        "osirs::init();", 'osirs::init();\n    osirs::println!("hello from me");'
    )


def worked(student: Student | None = None, *, answers: tuple[str, ...] = (), main: str = "") -> Record:
    """The work of a student who answers (by default wrongly, then with a slip, then right), edits and runs."""
    variant = Variant(small(), student or Student("ada", "Ada L."))
    record = Record(variant, now=Clock())
    asked = variant.asked("frames")
    for raw in answers or ("7", "0x3g", str(KINDS["number"].truth(asked))):
        record.answered("frames", raw, result(record, "frames", raw))
    record.hinted("frames")
    text = main or variant.files["src/main.rs"] + "\n// done\n"
    record.edited({**variant.files, "src/main.rs": text + "// é\n"})
    record.edited({**variant.files, "src/main.rs": text})
    ran = Runs({**variant.files, "src/main.rs": text}, small().dialect, small().boot, {}).run(Check("r", "", {}), {})
    if ran.machine is not None:
        record.ran(ran.end.replace(" ", "_"), 5, end_state(ran.machine))
    return record


def handed_in(student: Student | None = None, **told: Any) -> bytes:
    """The file of such a student."""
    record = worked(student, **told)
    return record.exported(record.evaluate())

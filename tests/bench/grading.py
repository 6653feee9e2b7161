"""A class's submissions graded by the command: 30 students with the reference or one of the wrong solutions and all
answers right, each program run under every main file of the assignment's checks; beside the same, one at a time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pagesim_py.homework import Student, Variant, load
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.loader import solutions
from pagesim_py.homework.record import Record

ASSIGNMENT = "a1-page-fault"
FOLDER = Path(__file__).parents[2] / "pagesim_py" / "homework" / "assignments" / ASSIGNMENT
STUDENTS = 30
GOAL = 60.0
"""Seconds that a class may take on two cores."""


def submission(number: int) -> bytes:
    """What the student of that number hands in."""
    assignment = load(ASSIGNMENT)
    variant = Variant(assignment, Student(f"student-{number:02}"))
    reference, wrong = solutions(FOLDER)
    programs = [reference, *({**reference, **files} for _, files in sorted(wrong.items()))]
    record = Record(variant)
    own = {path: text for path, text in variant.filled(programs[number % len(programs)]).items() if text is not None}
    record.edited({**variant.files, **own})
    for question in assignment.questions:
        kind, asked = KINDS[question.kind], variant.asked(question)
        value: Any = kind.write(asked, kind.truth(asked))
        record.answers[question.id] = {"value": value, "tries": 1, "at": 0.0}
    return record.exported()


def grade(paths: list[Path], jobs: int) -> float:
    """Seconds that the command takes."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pagesim_py", "grade", ASSIGNMENT, *map(str, paths), "--jobs", str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - begun
    rows = sum(path.stem in done.stdout for path in paths)
    if rows != len(paths):
        raise RuntimeError(f"{rows} of {len(paths)} students have a row:\n{done.stdout}\n{done.stderr}")
    return seconds


def measure(say: Callable[[str], None]) -> None:
    """Grade a class by two processes at a time, then by one."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"student-{number:02}.json" for number in range(STUDENTS)]
        for number, path in enumerate(paths):
            path.write_bytes(submission(number))
        two, one = grade(paths, 2), grade(paths, 1)
    say(f"a class of {STUDENTS} for {ASSIGNMENT}, graded by two processes: {two:.1f} s ({two / GOAL:.0%} of the goal)")
    say(f"the same by one: {one:.1f} s, {one / two:.2f} x that, {one / STUDENTS:.2f} s for each student")

"""``moodle``: an assignment's closed questions as Moodle XML."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pagesim_py.cli.homework import assignment_of, key_in, signed
from pagesim_py.homework import AssignmentError, Student, Variant
from pagesim_py.homework.exports.moodle import export
from pagesim_py.labs.project import InputError

MOST = 500


def moodle(name: str, count: int, only: Sequence[str], key_file: Path | None, out: Path) -> int:
    """Writes the questions in ``count`` variants."""
    assignment = assignment_of(name)
    if count > MOST:
        raise InputError(f"--variants {count}: at most {MOST} go into one file")
    key = None if key_file is None else key_in(key_file)
    try:
        for one in only:
            assignment.question(one)
        students = [signed(key, assignment, Student(f"moodle-{number}")) for number in range(1, count + 1)]
        made = export(assignment, [Variant(assignment, student) for student in students], only)
    except AssignmentError as error:
        raise InputError(str(error)) from None
    for question, why in made.left_out.items():
        print(f"left out: {question} ({why})", file=sys.stderr)
    if not made.questions:
        raise InputError(
            f"{assignment.title} has no closed question among these: there is nothing that Moodle could grade"
        )
    try:
        out.write_bytes(made.xml)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from None
    total = sum(made.questions.values())
    print(f"{out}: {len(made.questions)} questions, {total} variants of them, a category each")
    return 0

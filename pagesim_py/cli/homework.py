"""The commands about assignments: check-assignment, ask, key, who, links."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from pathlib import Path

from pagesim_py.homework import Assignment, AssignmentError, Student, Variant, load, load_folder
from pagesim_py.homework.check import FEW, Report
from pagesim_py.homework.check import check_assignment as check_folder
from pagesim_py.homework.evaluate import key_of, paper_of
from pagesim_py.homework.identity import Row, link, read_roster, secret, sign
from pagesim_py.homework.search import holders
from pagesim_py.labs.project import InputError


def assignment_of(name: str) -> Assignment:
    """The assignment that comes with pagesim, or the one in a folder. InputError if there is none."""
    try:
        if Path(name).is_dir():
            return load_folder(Path(name))
        return load(name)
    except AssignmentError as error:
        raise InputError(str(error)) from None


def roster_of(path: Path) -> list[Row]:
    """The roster in the file ``path``. InputError says what is wrong with it."""
    try:
        return read_roster(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        what = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        raise InputError(f"{path}: {what}") from None


def key_in(path: Path) -> bytes:
    """The secret in the file ``path``, without the line end. InputError if it is too short to be one."""
    try:
        return secret(path.read_bytes())
    except FileNotFoundError:
        raise InputError(
            f"{path} is not there. Make it once, and keep it to yourself: "
            f'python -c "import secrets; print(secrets.token_hex(32))" > {path}'
        ) from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path} {error}") from None


def check_assignment(folder: Path, seeds: int) -> int:
    """Checks the assignment in ``folder``; 1 if something is to be mended."""
    show = sys.stderr.isatty()

    def progress(text: str) -> None:
        if show:
            print(f"\r\x1b[K{text} ...", end="", file=sys.stderr, flush=True)

    report = check_folder(folder, seeds, progress=progress)
    if show:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    for text in report.problems:
        print(f"{folder}: {text}", file=sys.stderr)
    for text in report.warnings:
        print(f"{folder}: warning: {text}", file=sys.stderr)
    if report.variants:
        print(f"{report.variants} variants drawn, {report.distinct} of them different")
    _distribution(report)
    if not report.problems:
        print(f"{folder}: the assignment is fine")
    return 1 if report.problems else 0


def _distribution(report: Report) -> None:
    """How often answers come, where that says something."""
    for question, counter in report.answers.items():
        total = sum(counter.values())
        if total < FEW:
            continue
        if len(counter) == 1:
            print(f"  {question}: {next(iter(counter))[:40]!r} for everyone")
            continue
        top = ", ".join(f"{answer[:40]!r} {100 * count // total} %" for answer, count in counter.most_common(4))
        print(f"  {question}: {len(counter)} answers; {top}")


def ask(
    name: str,
    student: str | None,
    seed: int | None,
    question: str | None,
    *,
    answers: bool,
    reroll: int = 0,
    key_file: Path | None = None,
) -> int:
    """Prints the questions of one variant, or with ``answers`` the key."""
    variant = _variant(assignment_of(name), student, seed, reroll, None if key_file is None else key_in(key_file))
    assignment = variant.assignment
    try:
        chosen = assignment.questions if question is None else (assignment.question(question),)
        who = f"student {variant.student.id}" if student is not None else f"seed {variant.student.id.split('-')[-1]}"
        print(f"{assignment.title} ({assignment.id} {assignment.version}): {who}, variant {variant.code}")
        for one in chosen:
            number = assignment.questions.index(one) + 1
            print(f"\n{number}. {one.title} [{one.id}]")
            asked = variant.asked(one)
            print(asked.ask.strip())
            if not answers:
                print("\n".join(paper_of(variant, one)))
                continue
            key = key_of(variant, one)
            print(f"Answer: {key['wanted']}")
            for text in key["details"]:
                print(f"  {text}")
            for mutant, answer in key["mutants"].items():
                shown = ", ".join(answer.splitlines())
                print(f"  {shown} is what {mutant} answers")
    except AssignmentError as error:
        raise InputError(str(error)) from None
    return 0


def _variant(assignment: Assignment, student: str | None, seed: int | None, reroll: int, key: bytes | None) -> Variant:
    if student is None and (reroll or key is not None):
        raise InputError("--reroll and --key-file belong to a student: give --student too")
    if student is not None and seed is not None:
        raise InputError("give --student or --seed, not both")
    if student is None and seed is None:
        import secrets

        seed = 1 + secrets.randbelow(1_000_000)
    try:
        if student is None:
            return Variant(assignment, Student(f"seed-{seed}"))
        return Variant(assignment, signed(key, assignment, Student(student, reroll=reroll)))
    except (AssignmentError, ValueError) as error:
        raise InputError(str(error)) from None


def signed(key: bytes | None, assignment: Assignment, student: Student) -> Student:
    """The student as their own link makes them; without a key they have none."""
    return student if key is None else replace(student, tag=sign(key, assignment.id, student))


def who(name: str, roster: Path, values: list[str], key_file: Path | None = None) -> int:
    """Lists the students whose draws have all of ``values``; 1 if nobody does. ``key_file``: they have signed links."""
    assignment = assignment_of(name)
    key = None if key_file is None else key_in(key_file)
    found = []
    for row in roster_of(roster):
        try:
            where = holders(Variant(assignment, signed(key, assignment, row.student)), values)
        except ValueError as error:
            raise InputError(str(error)) from None
        if where is not None:
            found.append((row, where))
    for row, where in found:
        print(f"{row.student.id}\t{row.student.name}\t{', '.join(where)}")
    if not found:
        print("nobody on the roster has these values", file=sys.stderr)
    return 0 if found else 1


def links(name: str, roster: Path, key_file: Path, address: str) -> int:
    """Prints the students' own links as CSV: id, name, section, link."""
    assignment = assignment_of(name)
    key = key_in(key_file)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "name", "section", "link"])
    for row in roster_of(roster):
        student = row.student
        made = link(key, assignment.id, assignment.name, student, address)
        writer.writerow([student.id, student.name, row.section, made])
    return 0

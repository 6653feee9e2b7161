"""Who works on an assignment: the student's name for the draws, the variant code, signed links, rosters."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import re
import unicodedata
from dataclasses import dataclass

TAG_DIGITS = 20
"""Hexadecimal digits of a signature: 80 bits."""
LONGEST_ID = 100
"""Characters of a student's id."""
_TAG = re.compile(rf"[0-9a-f]{{{TAG_DIGITS}}}")


@dataclass(frozen=True)
class Student:
    """A student. ``id`` is what the course calls them (login, number, e-mail address), ``name`` is for reading only.

    ``reroll`` counts the times that an instructor gave them other values; ``tag`` is the signature of their link, or
    the empty string. ``attempt`` is the number of a practice run, where an assignment draws anew for each.
    """

    id: str
    name: str = ""
    reroll: int = 0
    tag: str = ""
    attempt: int = 0

    @property
    def key(self) -> str:
        """The id as draws use it: Unicode form NFKC, letter case folded, spaces trimmed."""
        return normal_id(self.id)


def normal_id(text: str) -> str:
    """A student's id as draws use it. ValueError if it is empty, too long, or has control characters."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()
    if not folded:
        raise ValueError("the student's id is empty: type what the course calls you, such as your login")
    if len(folded) > LONGEST_ID:
        raise ValueError(f"the student's id is {len(folded)} characters long; {LONGEST_ID} are allowed")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in folded):
        raise ValueError("the student's id has a character that cannot be printed")
    return folded


def variant_code(assignment_id: str, student: Student, seed: str = "student") -> str:
    """8 hexadecimal digits that stand for the values that ``student`` gets."""
    text = "\0".join(("pagesim-variant-1", assignment_id, *seed_parts(student, seed)))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def seed_parts(student: Student, seed: str) -> tuple[str, ...]:
    """What the draws depend on of ``student``: everything, nothing, or the number of the attempt too."""
    if seed == "everyone":
        return ("", "0", "")
    parts = (student.key, str(student.reroll), student.tag)
    return (*parts, str(student.attempt)) if seed == "attempt" else parts


# -- signed links

SHORTEST_KEY = 16
"""Bytes."""


def secret(data: bytes) -> bytes:
    """The key that a file with ``data`` holds, without the line end. ValueError if it is too short to be one."""
    key = data.strip()
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"holds {len(key)} bytes: a key has {SHORTEST_KEY} or more")
    return key


def sign(key: bytes, assignment_id: str, student: Student) -> str:
    """The tag of the student's link: 80 bits of HMAC-SHA256, as hexadecimal digits."""
    message = "|".join((_bar(assignment_id), _bar(student.key), str(student.reroll)))
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()[:TAG_DIGITS]


def is_signed(key: bytes, assignment_id: str, student: Student) -> bool:
    """Whether the student's tag is the one that ``key`` makes."""
    return hmac.compare_digest(sign(key, assignment_id, student), student.tag)


def link(key: bytes, assignment_id: str, name: str, student: Student, address: str = "homework.html") -> str:
    """The student's own link. Its part after ``#`` is never sent to a server."""
    from urllib.parse import quote

    rolled = f".{student.reroll}" if student.reroll else ""
    return f"{address}?a={quote(name)}#s={quote(student.key, safe='')}.{sign(key, assignment_id, student)}{rolled}"


def student_of(fragment: str) -> Student:
    """The student of a link's part after ``#s=``: ID.TAG or ID.TAG.REROLL. ValueError says what is wrong."""
    from urllib.parse import unquote

    parts = fragment.rsplit(".", 2)
    if len(parts) == 3 and _TAG.fullmatch(parts[1]) and re.fullmatch(r"[0-9]{1,4}", parts[2]):
        return Student(normal_id(unquote(parts[0])), tag=parts[1], reroll=int(parts[2]))
    name, _, tag = fragment.rpartition(".")
    if not name or not _TAG.fullmatch(tag):
        raise ValueError("this link is not whole: copy all of it, also what comes after the last point")
    return Student(normal_id(unquote(name)), tag=tag)


def _bar(text: str) -> str:
    """The separator must not come from a name."""
    return text.replace("\\", "\\\\").replace("|", "\\|")


# -- rosters


@dataclass(frozen=True)
class Row:
    """One line of a roster."""

    student: Student
    section: str


def read_roster(text: str) -> list[Row]:
    """The students of a CSV file with the columns id, name, section, reroll; only id is needed. ValueError names the
    line that cannot be read.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    columns = [column.strip().lower() for column in reader.fieldnames or ()]
    if "id" not in columns:
        there = ", ".join(columns) or "nothing"
        raise ValueError(f"the roster's first line names the columns, and one is id; it has {there}")
    reader.fieldnames = columns
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for row in reader:
        number = reader.line_num
        cells = {column: (value or "").strip() for column, value in row.items() if isinstance(column, str)}
        if not any(cells.values()):
            continue
        try:
            student_id = normal_id(cells["id"])
        except ValueError as error:
            raise ValueError(f"line {number} of the roster: {error}") from None
        if student_id in seen:
            raise ValueError(f"line {number} of the roster: {student_id!r} is in line {seen[student_id]} already")
        seen[student_id] = number
        rolled = cells.get("reroll", "") or "0"
        if not re.fullmatch(r"[0-9]{1,4}", rolled):
            raise ValueError(f"line {number} of the roster: reroll is a number from 0 to 9999, not {rolled!r}")
        student = Student(student_id, cells.get("name", ""), int(rolled))
        rows.append(Row(student, cells.get("section", "")))
    return rows

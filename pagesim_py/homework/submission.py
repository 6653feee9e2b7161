"""A submission: one JSON file that a student hands in, read with limits, written always in the same form.

Nothing in it is believed but the answers and the files: whatever can be computed is computed again.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pagesim_py.homework.identity import LONGEST_ID, Student, normal_id

FORMAT = "pagesim-submission-1"
FILE_NAME = "pagesim.json"
CODE = "pagesim1."
"""Paste codes begin with this."""
LARGEST = 1_000_000
"""Bytes of a submission."""
DEEPEST = 16
LONGEST_NUMBER = 20
"""Digits."""
MOST_ANSWERS = 500
MOST_FILES = 40
MOST_ENTRIES = 20_000
LONGEST_CODE = LARGEST * 4 // 3 + 100


class SubmissionError(ValueError):
    """What was handed in is no submission; the message is a sentence that says why, and what would be right."""


@dataclass(frozen=True)
class Submission:
    """What a student hands in. The fields are the JSON file's."""

    assignment: Mapping[str, str]
    """id, version, digest."""
    pagesim: Mapping[str, str]
    """version, build."""
    student: Student
    variant: str
    answers: Mapping[str, Mapping[str, Any]]
    """By question: {"value", "tries", "at"}; ``at`` in seconds since the work began."""
    files: Mapping[str, str | None]
    """Path to text of the files that differ from the starter; None: removed."""
    log: Sequence[Mapping[str, Any]] = ()
    claimed: Mapping[str, Any] = field(default_factory=dict)
    """{"spec": "A", "checks": {"handler.caught": true}}: what the page showed. Never believed."""
    chain: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """By question: the answer, as ``evaluate`` takes it."""
        return {name: one["value"] for name, one in self.answers.items()}

    def as_data(self) -> dict[str, Any]:
        """Plain data, as the file has it."""
        return {
            "format": FORMAT, "assignment": dict(self.assignment), "pagesim": dict(self.pagesim),
            "student": {"id": self.student.id, "name": self.student.name}, "tag": self.student.tag,
            "reroll": self.student.reroll, "attempt": self.student.attempt, "variant": self.variant,
            "answers": {name: dict(one) for name, one in self.answers.items()}, "files": dict(self.files),
            "log": [dict(one) for one in self.log], "claimed": dict(self.claimed), "chain": self.chain,
        }  # fmt: skip


def export(submission: Submission) -> bytes:
    """The file: UTF-8, 2 spaces, sorted keys, so that Git shows what has changed.

    SubmissionError if it is too large.
    """
    data = (json.dumps(submission.as_data(), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
    if len(data) > LARGEST:
        raise SubmissionError(
            f"the submission would have {len(data):,} bytes; {LARGEST:,} are allowed: make the files shorter"
        )
    return data


def paste_code(submission: Submission) -> str:
    """The same as one line of text that can be pasted into a form: ``pagesim1.`` and base64url."""
    compact = json.dumps(submission.as_data(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(compact.encode()) + packer.flush()
    return CODE + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def parse(raw: bytes | str) -> Submission:
    """Reads a file or a paste code. SubmissionError says in a sentence what is wrong with it.

    Takes well below a second, whatever is given: sizes are looked at before anything is read.
    """
    if len(raw) > LONGEST_CODE:
        raise SubmissionError(f"this has {len(raw):,} bytes; a submission has {LARGEST:,} at most: it is another file")
    if isinstance(raw, bytes):
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SubmissionError("this is no text in UTF-8: hand in the file that the page has saved") from None
    else:
        text = raw.removeprefix("\ufeff")
    text = text.strip()
    if text.startswith(CODE):
        text = _unpacked(text)
    if not text:
        raise SubmissionError("this is empty: hand in the file that the page has saved")
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise SubmissionError(f"this is longer than {LARGEST:,} bytes: it is no submission")
    return submission_of(_json(text))


def _unpacked(code: str) -> str:
    """The text in a paste code; blanks and line ends that a form has put into it are left out."""
    packed = re.sub(r"\s+", "", code.removeprefix(CODE))
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj(-15)
        text = reader.decompress(data, LARGEST + 1)
        if len(text) > LARGEST:
            raise SubmissionError(f"this code unpacks to more than {LARGEST:,} bytes: it is no submission")
        if not reader.eof:
            raise SubmissionError("this code is not whole: copy all of it, to its last character")
        return text.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, SubmissionError):
            raise
        raise SubmissionError("this code is damaged: copy all of it again, from pagesim1. to its end") from None


# -- JSON, with limits

_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
"""A string; one that is not closed goes to the end, so that looking for strings takes one pass."""


def _json(text: str) -> Any:
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", _TEXT.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            raise SubmissionError(f"this is nested more than {DEEPEST} deep: it is no submission")
    try:
        return json.loads(text, parse_int=_int, parse_float=_float, parse_constant=_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SubmissionError(f"this is no JSON ({where}): hand in the file that the page has saved") from None
    except RecursionError:
        raise SubmissionError("this is nested too deeply: it is no submission") from None


def _int(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise SubmissionError(f"this has a number of {len(text)} digits: it is no submission")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise SubmissionError(f"this has the number {text[:20]}, which is too large: it is no submission")
    return number


def _constant(text: str) -> Any:
    raise SubmissionError(f"this has {text}, which is no number: it is no submission")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise SubmissionError("this has the same name twice in one object: it is no submission")
    return found


# -- the fields

_WORD = re.compile(r"[a-z0-9-]{1,100}")
_HEX = re.compile(r"[0-9a-f]{0,64}")


def submission_of(data: Any) -> Submission:
    """Plain data as a submission. SubmissionError names the field that is missing or is something else."""
    if not isinstance(data, dict):
        raise SubmissionError("this is JSON, but no submission: hand in the file that the page has saved")
    if data.get("format") != FORMAT:
        shown = repr(data.get("format"))[:60]
        raise SubmissionError(f"this is JSON, but no submission: its 'format' is {shown}, and not {FORMAT!r}")
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise SubmissionError("this has half of a character (a lone surrogate): it is no submission") from None
    assignment = _texts(data, "assignment", ("id", "version", "digest"))
    pagesim = _texts(data, "pagesim", ("version", "build"))
    if not _WORD.fullmatch(assignment["id"]):
        raise SubmissionError("'assignment.id' has small letters, digits and hyphens")
    return Submission(
        assignment, pagesim, _student(data), _hex(data, "variant"), _answers(data), _files(data), _log(data),
        _claimed(data), _hex(data, "chain"),
    )  # fmt: skip


def _student(data: Mapping[str, Any]) -> Student:
    told = _texts(data, "student", ("id", "name"))
    try:
        normal_id(told["id"])
    except ValueError as error:
        raise SubmissionError(str(error)) from None
    if len(told["name"]) > 2 * LONGEST_ID:
        raise SubmissionError(f"the student's name has {len(told['name'])} characters; {2 * LONGEST_ID} are allowed")
    tag = _hex(data, "tag")
    reroll, attempt = (_count(data, key, 9999) for key in ("reroll", "attempt"))
    return Student(told["id"], told["name"], reroll, tag, attempt)


def _texts(data: Mapping[str, Any], key: str, names: Sequence[str]) -> dict[str, str]:
    found = _table(data, key)
    for name in names:
        if not isinstance(found.get(name), str) or len(found[name]) > 500:
            raise SubmissionError(f"'{key}.{name}' is missing, or no text: hand in the file that the page has saved")
    return {name: found[name] for name in names}


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key)
    if not isinstance(found, dict):
        raise SubmissionError(f"{key!r} is missing, or no object: hand in the file that the page has saved")
    return found


def _hex(data: Mapping[str, Any], key: str) -> str:
    found = data.get(key)
    if not isinstance(found, str) or not _HEX.fullmatch(found):
        raise SubmissionError(f"{key!r} is missing, or is not of hexadecimal digits")
    return found


def _count(data: Mapping[str, Any], key: str, most: int) -> int:
    found = data.get(key, 0)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= most:
        raise SubmissionError(f"{key!r} is a number from 0 to {most}")
    return found


def _answers(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = _table(data, "answers")
    if len(found) > MOST_ANSWERS:
        raise SubmissionError(f"there are {len(found)} answers; {MOST_ANSWERS} are allowed")
    for name, one in found.items():
        if not isinstance(one, dict) or "value" not in one:
            raise SubmissionError(f"the answer to {name[:60]!r} is an object with 'value', 'tries' and 'at'")
        _count(one, "tries", 1_000_000)
        at = one.get("at", 0)
        if isinstance(at, bool) or not isinstance(at, int | float):
            raise SubmissionError(f"'at' of the answer to {name[:60]!r} is a number of seconds")
    return found


def _files(data: Mapping[str, Any]) -> dict[str, str | None]:
    found = _table(data, "files")
    if len(found) > MOST_FILES:
        raise SubmissionError(f"there are {len(found)} files; {MOST_FILES} are allowed")
    if not all(text is None or isinstance(text, str) for text in found.values()):
        raise SubmissionError("'files' has a text for each path, or null")
    return found


def _log(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = data.get("log")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise SubmissionError("'log' is missing, or no list of objects: hand in the file that the page has saved")
    if len(found) > MOST_ENTRIES:
        raise SubmissionError(f"the log has {len(found)} entries; {MOST_ENTRIES} are allowed")
    return found


def _claimed(data: Mapping[str, Any]) -> dict[str, Any]:
    found = _table(data, "claimed")
    checks = found.get("checks", {})
    if not isinstance(found.get("spec", ""), str) or not isinstance(checks, dict):
        raise SubmissionError("'claimed' has a text 'spec' and an object 'checks'")
    return found

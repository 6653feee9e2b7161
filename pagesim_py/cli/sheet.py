"""The command sheet: an assignment on paper, with the values that the page would give the same students."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from pagesim_py.cli.grade import save
from pagesim_py.cli.homework import assignment_of, key_in, roster_of
from pagesim_py.homework import Assignment, AssignmentError, Student, Variant
from pagesim_py.homework.identity import link as signed_link
from pagesim_py.homework.identity import sign
from pagesim_py.labs.project import InputError

MOST = 2_000
"""Pages."""

NO_CODE = "The links are printed as text only: for QR codes, too, install pagesim[paper]."


def sheet(
    name: str,
    roster: Path | None,
    seeds: str | None,
    out: Path,
    key: Path | None,
    key_file: Path | None,
    address: str | None = None,
) -> int:
    """Writes the sheet to ``out``, and the key to ``key``. ``address``: where the page is, whose link they carry."""
    from pagesim_py.views import paper, qr

    assignment = assignment_of(name)
    students = _seeded(seeds) if seeds is not None else [row.student for row in roster_of(roster)] if roster else []
    if not students:
        raise InputError("the roster names nobody")
    if key is not None and key.resolve() == out.resolve():
        raise InputError(f"{key} would be sheet and key at once: name two files")
    secret = None if key_file is None else key_in(key_file)
    if secret is not None:
        students = [replace(one, tag=sign(secret, assignment.id, one)) for one in students]
    show = sys.stderr.isatty()

    def its_page(variant: Variant) -> str:
        assert address is not None
        if secret is None:
            return f"{address}?a={quote(assignment.name)}"
        return signed_link(secret, assignment.id, assignment.name, variant.student, address)

    link = None
    if address is not None:
        _check_address(address)
        link = its_page
        if not qr.can_draw():
            print(NO_CODE, file=sys.stderr)

    def progress(done: int) -> None:
        if show:
            print(f"\r\x1b[K{done} of {len(students)} pages", end="", file=sys.stderr, flush=True)

    try:
        variants = [_variant(assignment, student) for student in students]
        save(out, paper.sheet(assignment.title, variants, progress, link))
        if key is not None:
            save(key, paper.key(assignment.title, variants, progress))
    except AssignmentError as error:
        raise InputError(str(error)) from None
    return 0


def _check_address(address: str) -> None:
    """InputError unless a phone can open it."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise InputError(
            f"--address is the page's own, such as https://example.org/pagesim/homework.html, not {address!r}"
        )


def _variant(assignment: Assignment, student: Student) -> Variant:
    try:
        return Variant(assignment, student)
    except AssignmentError:
        raise
    except ValueError as error:
        raise InputError(str(error)) from None


def _seeded(text: str) -> list[Student]:
    """The students seed-FIRST to seed-LAST, as ``ask --seed`` calls them."""
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last or last - first >= MOST:
        raise InputError(f"--seeds is a number or a range such as 1-30, of {MOST:,} at most, not {text!r}")
    return [Student(f"seed-{number}") for number in range(first, last + 1)]

"""What has a name in plain words: exceptions, error codes, and numbers that stand alone."""

# ruff: noqa: E501  (patterns are not cut)

from __future__ import annotations

import re

from pagesim_py.decoder import names
from pagesim_py.decoder.pieces import HEX, NUM, Kind, Reader, read_number
from pagesim_py.machine import vectors

_TITLE = re.compile(
    rf"(?:\bexception\s{{0,2}}[:-]?\s{{0,3}})?\b({'|'.join(map(re.escape, names.TITLES))})\b", re.IGNORECASE
)
_SHORT = re.compile(
    rf"\bexception\s{{0,2}}[:-]?\s{{0,3}}({'|'.join(names.SHORT_TITLES)})\b|\b({'|'.join(names.SHORT_TITLES)})\s{{1,2}}exception\b",
    re.IGNORECASE,
)
_MNEMONIC = re.compile(
    rf"(?<![\w#])({'|'.join(name for name in names.MNEMONICS if name.startswith('#'))})(?:\(({NUM})\)|(?![\w-]))"
)
_VECTOR = re.compile(
    rf"\b(?:exception|vector|interrupt|trap)(?:\s{{1,2}}(?:number|vector|no\.?))?\s{{0,2}}[:=#]?\s{{0,3}}({NUM})",
    re.IGNORECASE,
)
_TRIPLE = re.compile(r"\btriple[ _-]fault(?:ed)?\b", re.IGNORECASE)
_CODE = re.compile(
    rf"\b(page[ -]fault[ _]|#PF[ _]|selector[ _])?(?:error[ _]?code|err(?:or)?code|errno|error|err|code)\s{{0,24}}[:=(]{{1,2}}\s{{0,3}}"
    rf"(?:Some\()?({NUM})",
    re.IGNORECASE,
)
_CODE_AND_HEX = re.compile(rf"\b(?:error[ _]?code|errcode)\s{{1,3}}(?:is\s|was\s|of\s)?({HEX})", re.IGNORECASE)
_REGISTER = re.compile(rf"\b(rip|rsp|cr[0234]|efer|rflags)\s{{1,3}}(?:is\s|was\s|of\s|at\s)?({HEX})", re.IGNORECASE)
_NUMBER = re.compile(HEX)
_WHOLE = re.compile(rf"\s{{0,99}}({NUM})\s{{0,99}}")


def read(reader: Reader) -> None:
    """Takes all that is recognised here."""
    for match in reader.find(_TRIPLE):
        reader.draft(Kind.TRIPLE, *match.span()).done()
    for match in reader.find(_CODE):
        if (match[1] or "").lower().startswith(("page", "#pf")):
            kind = Kind.FAULT_CODE
        elif match[1]:
            kind = Kind.SELECTOR_CODE
        else:
            kind = Kind.CODE
        draft = reader.draft(kind, *match.span())
        draft.group("code", match, 2)
        _doubt(draft.notes, match[2])
        draft.done()
    for match in reader.find(_CODE_AND_HEX):
        draft = reader.draft(Kind.CODE, *match.span())
        draft.group("code", match, 1)
        draft.done()
    for match in reader.find(_REGISTER):
        draft = reader.draft(Kind.REGISTER, *match.span())
        draft.words["name"] = match[1].lower()
        draft.group(match[1].lower(), match, 2)
        draft.done()
    for pattern, table in ((_TITLE, names.TITLES), (_SHORT, names.SHORT_TITLES)):
        for match in reader.find(pattern):
            title = next(group for group in match.groups() if group is not None)
            draft = reader.draft(Kind.EXCEPTION, *match.span())
            draft.values["vector"] = table[title.lower()]
            draft.words["title"] = title
            draft.done()
    for match in reader.find(_MNEMONIC):
        draft = reader.draft(Kind.EXCEPTION, *match.span())
        draft.values["vector"] = names.MNEMONICS[match[1]]
        draft.words["title"] = match[1]
        draft.group("code", match, 2)
        draft.done()
    for match in reader.find(_VECTOR):
        number = read_number(match[1])
        if number is not None and number in vectors.VECTORS:
            draft = reader.draft(Kind.EXCEPTION, *match.span())
            draft.group("vector", match, 1)
            _doubt(draft.notes, match[1])
            draft.done()
    whole = _WHOLE.fullmatch(reader.text) if len(reader.text) < 300 else None
    if whole is not None and reader.is_free(*whole.span(1)):
        draft = reader.draft(Kind.NUMBER, *whole.span(1))
        draft.group("number", whole, 1)
        _doubt(draft.notes, whole[1])
        if draft.values:
            draft.done()
        return
    for match in reader.find(_NUMBER):
        draft = reader.draft(Kind.NUMBER, *match.span())
        draft.group("number", match, 0)
        if draft.values:
            draft.done()


def _doubt(notes: list[str], digits: str) -> None:
    """A number of several decimal digits may have been meant as hexadecimal."""
    if digits.isdecimal() and len(digits) > 1:
        notes.append(f"{digits} is read as decimal; if it is hexadecimal, write 0x{digits}")

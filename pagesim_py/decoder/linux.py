"""What Linux prints of a fault: headline, kind of access, error code, the entries of the walk."""

# ruff: noqa: E501  (patterns are not cut)

from __future__ import annotations

import re

from pagesim_py.decoder.pieces import BARE, Kind, Reader
from pagesim_py.machine import vectors

_WORD = r"(?:0x)?(?:[0-9a-f]{16}|[0-9a-f]{8})\b"
_HEADLINE = re.compile(
    rf"\bBUG: (?:unable to handle (?:kernel )?(?:page fault|paging request|NULL pointer dereference)|kernel NULL pointer "
    rf"dereference)[ ,]{{0,3}}(?:for address|at|address)[: ]{{1,3}}({_WORD})",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    rf"\b(general protection fault|stack segment|invalid opcode|divide error|double fault|int3|traps)"
    rf"(?:, (?:probably|maybe) for (?:non-canonical address|address) ({_WORD}))?: ([0-9a-f]{{4}}) \[#\d{{1,4}}\](?: [A-Z_]{{2,24}}){{0,9}}",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"#PF: (supervisor|user) (read access|write access|instruction fetch|read|write) in (kernel|user) mode\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"#PF: error_code\((0x[0-9a-f]{1,8})\)(?: - (not-present page|permissions violation|reserved bit violation|"
    r"protection keys violation|[a-z -]{3,40}))?",
    re.IGNORECASE,
)
_OOPS = re.compile(r"\bOops: (?:Oops: )?([0-9a-f]{4}) \[#\d{1,4}\](?: [A-Z_]{2,24}){0,9}", re.IGNORECASE)
_RIP = re.compile(
    rf"\bR?IP: (?:([0-9a-f]{{4}}):)?(?:\[<)?({_WORD})?(?:>\])?\s{{0,2}}([\w.]{{2,99}}\+0x[0-9a-f]{{1,8}}/0x[0-9a-f]{{1,8}}(?: \[\w{{1,60}}\])?)?",
    re.IGNORECASE,
)
_ENTRIES = re.compile(
    rf"\bPGD (?P<PGD>{BARE})(?: P4D (?P<P4D>{BARE}))?(?: PUD (?P<PUD>{BARE}))?(?: PMD (?P<PMD>{BARE}))?(?: PTE (?P<PTE>{BARE}))?",
    re.IGNORECASE,
)
_SEGFAULT = re.compile(
    r"\b(?:[\w./-]{1,40}\[\d{1,9}\]: )?segfault at ([0-9a-f]{1,16}) ip ([0-9a-f]{8,16}) sp ([0-9a-f]{8,16}) error ([0-9a-f]{1,4})\b",
    re.IGNORECASE,
)
_E820 = re.compile(
    r"\bBIOS-e820: \[mem (0x[0-9a-f]{1,16})-(0x[0-9a-f]{1,16})\] ([A-Za-z][A-Za-z0-9 ()]{1,30})", re.IGNORECASE
)
_VECTORS = {
    "general protection fault": vectors.GP,
    "stack segment": vectors.SS,
    "invalid opcode": vectors.UD,
    "divide error": vectors.DE,
    "double fault": vectors.DF,
    "int3": vectors.BP,
}


def read(reader: Reader) -> None:
    """Takes all that is recognised here."""
    for match in reader.find(_HEADLINE):
        draft = reader.draft(Kind.OOPS, *match.span())
        draft.values["vector"] = vectors.PF
        draft.group("cr2", match, 1, 16)
        draft.done()
    for match in reader.find(_GENERAL):
        draft = reader.draft(Kind.OOPS, *match.span())
        if (vector := _VECTORS.get(match[1].lower())) is not None:
            draft.values["vector"] = vector
        draft.group("address", match, 2, 16)
        draft.group("code", match, 3, 16)
        draft.done()
    for match in reader.find(_ACCESS):
        draft = reader.draft(Kind.ACCESS, *match.span())
        draft.words.update(who=match[1].lower(), access=match[2].lower(), mode=match[3].lower())
        draft.done()
    for match in reader.find(_CODE):
        draft = reader.draft(Kind.FAULT_CODE, *match.span())
        draft.group("code", match, 1)
        if match[2] is not None:
            draft.words["says"] = match[2].strip()
        draft.done()
    for match in reader.find(_OOPS):
        draft = reader.draft(Kind.CODE, *match.span())
        draft.group("code", match, 1, 16)
        draft.done()
    for match in reader.find(_SEGFAULT):
        draft = reader.draft(Kind.OOPS, *match.span())
        draft.values["vector"] = vectors.PF
        for number, name in enumerate(("cr2", "rip", "rsp", "code"), 1):
            draft.group(name, match, number, 16)
        draft.done()
    for match in reader.find(_ENTRIES):
        draft = reader.draft(Kind.ENTRIES, *match.span())
        for name in ("PGD", "P4D", "PUD", "PMD", "PTE"):
            draft.group(name, match, name, 16)
        draft.done()
    for match in reader.find(_RIP):
        if match[2] is None and match[3] is None:
            continue
        draft = reader.draft(Kind.REGISTER, match.start(), match.end() - (len(match[0]) - len(match[0].rstrip())))
        draft.words["name"] = "rip" if match[2] is not None else "cs"
        draft.group("cs", match, 1, 16)
        draft.group("rip", match, 2, 16)
        if match[3] is not None:
            draft.words["place"] = match[3]
        draft.done()
    for match in reader.find(_E820):
        draft = reader.draft(Kind.REGION, *match.span())
        draft.group("start", match, 1)
        draft.group("last", match, 2)
        if "last" in draft.values:
            draft.values["end"] = draft.values["last"] + 1
        draft.words["type"] = match[3].strip()
        draft.done()

"""Registers as emulators, Linux and one's own kernel print them: ``NAME=value`` and ``NAME: value``, one or many.

Neighbouring registers make one dump; a register that comes again begins the next.
"""

from __future__ import annotations

import re

from pagesim_py.decoder.pieces import Draft, Kind, Reader

_GENERAL = "R[ABCD]X|R[SD]I|R[BS]P|R[0-9]{1,2}|E[ABCD]X|E[SD]I|E[BS]P"
_SHOWN = "RIP|EIP|RFLAGS|RFL|EFLAGS|EFL|CR[02348]|EFER|IA32_EFER|DR[0-7]|PKRU|PKRS"
_FIELDS = "instruction_pointer|stack_pointer|cpu_flags|code_segment|stack_segment"
"""The fields of a frame whose first line is missing, or of a kernel that prints them one by one."""
_SMALL = "CPL|II|A20|SMM|HLT|CCS|CCD|CCO"
_TOKEN = re.compile(
    rf"\b(?:(?P<name>{_GENERAL}|{_SHOWN}|{_FIELDS})\s{{0,24}}(?P<sign>[=:])\s{{0,9}}(?:VirtAddr\(\s{{0,40}})?"
    r"(?:(?P<selector>[0-9a-f]{4}):)?"
    r"(?P<value>0x[0-9a-f](?:[_`']?[0-9a-f]){0,20}|[0-9a-f](?:[_`']?[0-9a-f]){0,20})(?![0-9a-z_:])"
    r"|(?P<segment>[ECSDFG]S|LDT|TR)\s?=\s?(?P<sel>[0-9a-f]{4}) (?P<base>[0-9a-f]{16}|[0-9a-f]{8}) "
    r"(?P<limit>[0-9a-f]{8}) (?P<attributes>[0-9a-f]{8})(?P<words>[^\n]{0,40})"
    r"|(?P<table>GDT|IDT)=\s{1,9}(?P<tbase>[0-9a-f]{16}|[0-9a-f]{8}) (?P<tlimit>[0-9a-f]{8})"
    rf"|(?P<small>{_SMALL})\s?=\s?(?P<digit>[0-9a-fA-Z]{{1,16}})(?![0-9A-Za-z_])"
    r"|(?P<lsegment>CS|DS|ES|FS|GS|SS):\s{1,3}(?P<lsel>[0-9a-f]{4})(?![0-9a-z_(]))",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?:\s{0,40},?\s{0,40}\))?[ \t]{0,9}(?:\[[^\]\n]{0,12}\])?[ \t]{0,9},?\s{0,40}")
_ONE_NAME = {
    "RFL": "rflags", "EFL": "rflags", "EFLAGS": "rflags", "IA32_EFER": "efer", "EIP": "rip", "ESP": "rsp", "EBP": "rbp",
    "INSTRUCTION_POINTER": "rip", "STACK_POINTER": "rsp", "CPU_FLAGS": "rflags", "CODE_SEGMENT": "cs",
    "STACK_SEGMENT": "ss", "EAX": "rax", "EBX": "rbx", "ECX": "rcx", "EDX": "rdx", "ESI": "rsi", "EDI": "rdi",
}  # fmt: skip

_WIDE = frozenset("rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip cr2 cr3".split())
"""Registers that a 64-bit dump prints with 16 digits."""


def read(reader: Reader) -> None:
    """Takes all registers."""
    draft: Draft | None = None
    end = -1
    for match in reader.find(_TOKEN):
        joined = draft is not None and _GAP.fullmatch(reader.text, end, match.start()) is not None
        if not joined or draft is None or _names(match) & draft.values.keys():
            if draft is not None:
                _finish(draft)
            draft = None
            if match["lsegment"] is not None and _TOKEN.match(reader.text, match.end() + 1) is None:
                continue  # "CS: 0010" alone can be anything
            draft = reader.draft(Kind.REGISTERS, match.start(), match.end())
        _add(draft, match)
        draft.end = end = match.end()
    if draft is not None:
        _finish(draft)


def _names(match: re.Match[str]) -> set[str]:
    if match["name"] is not None:
        return {_name(match["name"])}
    word = match["segment"] or match["table"] or match["small"] or match["lsegment"] or ""
    return {word.lower(), word.lower() + "_base"}


def _name(text: str) -> str:
    return _ONE_NAME.get(text.upper(), text.lower())


def _add(draft: Draft, match: re.Match[str]) -> None:
    if match["name"] is not None:
        name = _name(match["name"])
        base, note = _base(match["value"], match.string[match.end("name") : match.start("value")] == "=")
        if name in _WIDE and _is_cut(draft, match["value"]):
            draft.notes.append(f"{name.upper()} is cut off: it has fewer digits than those before")
            return
        draft.group(name, match, "value", base)
        if note:
            draft.notes.append(f"{name.upper()}: {note}")
        if match["selector"] is not None and name == "rip":
            draft.group("cs", match, "selector", 16)
        elif match["selector"] is not None and name == "rsp":
            draft.group("ss", match, "selector", 16)
        if match["name"].upper() in ("EIP", "EAX"):
            draft.notes.append("it is a 32-bit dump: the CPU was not in 64-bit mode when it was made")
    elif match["segment"] is not None:
        name = match["segment"].lower()
        draft.group(name, match, "sel", 16)
        draft.group(f"{name}_base", match, "base", 16)
        draft.group(f"{name}_limit", match, "limit", 16)
        draft.group(f"{name}_attributes", match, "attributes", 16)
    elif match["table"] is not None:
        name = match["table"].lower()
        draft.group(f"{name}_base", match, "tbase", 16)
        draft.group(f"{name}_limit", match, "tlimit", 16)
    elif match["small"] is not None:
        if match["small"].upper() in ("CPL", "HLT"):
            draft.group(match["small"].lower(), match, "digit", 16)
        else:
            draft.words[match["small"].lower()] = match["digit"]
    else:
        draft.group(match["lsegment"].lower(), match, "lsel", 16)


def _is_cut(draft: Draft, digits: str) -> bool:
    """Whether a dump with 16 digits a register ends with fewer here."""
    whole = any(end - start == 16 for name, (start, end) in draft.places.items() if name in _WIDE)
    return whole and len(digits) < 16 and not digits.lower().startswith("0x")


def _base(digits: str, attached: bool) -> tuple[int, str | None]:
    """How digits are to be read, and what to say where they could be read otherwise."""
    bare = digits.replace("_", "").replace("`", "").replace("'", "")
    if bare.lower().startswith("0x") or len(bare) in (8, 16) or re.search("[a-fA-F]", bare):
        return 16, None
    if len(bare) == 1:
        return 10, None
    if attached or bare.startswith("0"):
        return 16, f"{digits} is read as hexadecimal, as emulators print it"
    return 10, f"{digits} is read as decimal, as Rust prints it; if it is hexadecimal, write 0x{digits}"


def _finish(draft: Draft) -> None:
    """One register alone is a register; more are a dump. Without any value there is no piece."""
    if not draft.values:
        return
    draft.notes = list(dict.fromkeys(draft.notes))
    if len(draft.values) == 1:
        draft.kind = Kind.REGISTER
        draft.words["name"] = next(iter(draft.values))
    draft.done()

"""What Rust kernels print: the ``Debug`` of the x86_64 and bootloader crates, in their versions' forms.

0.14.2 prints flags without their type's name, later versions with it; ``{:#?}`` puts each field into a line of its own;
0.15 has selectors and RFlags in the frame where 0.14 has numbers.
"""

# ruff: noqa: E501  (patterns are not cut)

from __future__ import annotations

import re

from pagesim_py.decoder import names
from pagesim_py.decoder.pieces import HEX, NUM, Draft, Kind, Reader, W, read_number

_TYPE_TABLES = {
    "PageFaultErrorCode": names.FAULT_CODE,
    "PageTableFlags": names.PAGE_FLAGS,
    "Cr0Flags": names.CR0_FLAGS,
    "Cr3Flags": names.CR3_FLAGS,
    "Cr4Flags": names.CR4_FLAGS,
    "EferFlags": names.EFER_FLAGS,
    "RFlags": names.RFLAGS_FLAGS,
}
_REGISTER_OF = {"Cr0Flags": "cr0", "Cr4Flags": "cr4", "EferFlags": "efer", "RFlags": "rflags"}
_FLAG_CHARS = r"[A-Z0-9a-fx_|\s]{0,1500}"

_FRAME = re.compile(rf"\b(?:InterruptStackFrame(?:Value)?|ExceptionStackFrame){W}\{{")
_FIELDS = {
    "rip": re.compile(rf"\binstruction_pointer{W}:{W}(?:VirtAddr{W}\({W})?({NUM})"),
    "rsp": re.compile(rf"\bstack_pointer{W}:{W}(?:VirtAddr{W}\({W})?({NUM})"),
    "cs": re.compile(rf"\bcode_segment{W}:{W}(?:SegmentSelector{W}\({W})?({NUM})"),
    "ss": re.compile(rf"\bstack_segment{W}:{W}(?:SegmentSelector{W}\({W})?({NUM})"),
    "rflags": re.compile(rf"\bcpu_flags{W}:{W}({NUM})"),
}
_SELECTORS = {
    name: re.compile(
        rf"\b{field}{W}:{W}(SegmentSelector{W}\{{{W}index{W}:{W}([0-9]{{1,4}}){W},{W}rpl{W}:{W}Ring([0-3]){W},?{W}\}})"
    )
    for name, field in (("cs", "code_segment"), ("ss", "stack_segment"))
}
_FRAME_FLAGS = re.compile(
    rf"\bcpu_flags{W}:{W}(?:RFlags{W}\({W}({_FLAG_CHARS}),?{W}\)|([A-Z][A-Z_]{{1,40}}(?:{W}\|{W}[A-Z0-9a-fx_]{{2,40}}){{0,24}}))"
)
_LABEL = r"(?:\b[Ee](?:rror|RROR)[ _]?[Cc](?:ode|ODE)\s{0,3}[:=]\s{0,9})?"
_CODE = re.compile(rf"{_LABEL}\bPageFaultErrorCode{W}(?:(\()|\{{{W}bits{W}:)")
_BARE_CODE = re.compile(
    rf"{_LABEL}\b(PROTECTION_VIOLATION|CAUSED_BY_WRITE|USER_MODE|MALFORMED_TABLE|INSTRUCTION_FETCH|PROTECTION_KEY)\b"
    rf"(?:{W}\|{W}(?:0x[0-9a-f]{{1,16}}|[A-Z_]{{3,30}})\b){{0,9}}"
)
_EMPTY_CODE = re.compile(r"(?i)\berror[ _]code\s{0,3}[:=]\s{0,9}(\(empty\))")
_SELECTOR_CODE = re.compile(rf"{_LABEL}\bSelectorErrorCode{W}\{{{W}flags{W}:{W}({NUM}){W},?{W}\}}")
_ENTRY = re.compile(
    rf"(?:\b(?:L|P|[Ll]evel[ -]?)([1-5])\s{{1,3}}[Ee]ntry\s{{1,3}}([0-9]{{1,4}})\s{{0,3}}:\s{{0,9}})?\bPageTableEntry{W}\{{"
)
_ENTRY_ADDRESS = re.compile(rf"\baddr{W}:{W}(?:PhysAddr{W}\({W})?({NUM})")
_ENTRY_FLAGS = re.compile(
    rf"\bflags{W}:{W}(?:PageTableFlags{W}\({W}({_FLAG_CHARS}),?{W}\)|((?:[A-Z][A-Z_0-9]{{1,30}}|\(empty\)|{NUM})"
    rf"(?:{W}\|{W}[A-Z0-9a-fx_]{{2,30}}){{0,24}}))"
)
_ENTRY_PARTS = re.compile(
    rf"(?:(?m:^)[ \t]{{0,20}}([0-9]{{1,4}}):[ \t]{{1,9}})?\bPhysAddr{W}\({W}({NUM}){W},?{W}\)[, \t]{{1,9}}PageTableFlags{W}\(({W}{_FLAG_CHARS}),?{W}\)"
)
_CR3_PAIR = re.compile(
    rf"(?:\bCR3\b[^\n(]{{0,20}})?\({W}(PhysFrame\[[0-9]KiB\]\({W}({NUM}){W},?{W}\)){W},{W}"
    rf"(Cr3Flags{W}\({W}({_FLAG_CHARS}),?{W}\)|\(empty\)|[A-Z_]{{3,40}}(?:{W}\|{W}[A-Z_]{{3,40}})?|[0-9]{{1,4}}){W},?{W}\)",
    re.IGNORECASE,
)
_FRAME_NUMBER = re.compile(
    rf"(\bcr3\b[^\n(]{{0,20}})?\bPhysFrame\[([0-9]{{1,3}}[KMG]iB)\]\({W}({NUM}){W},?{W}\)", re.IGNORECASE
)
_FLAGS_ALONE = re.compile(
    rf"(?i:\b(?:cr0|cr4|efer|rflags)\s{{0,3}}[:=]\s{{0,9}})?\b(PageTableFlags|Cr0Flags|Cr4Flags|EferFlags|RFlags){W}\(({W}{_FLAG_CHARS}),?{W}\)"
)
_TABLE = re.compile(
    rf"(?i)\b(?:level[ -]?|L|P)([1-5])\s{{1,3}}(?:page[ -]?)?table\b[ \w]{{0,12}}:?\s{{0,3}}"
    rf"(?:PhysAddr\({W}({NUM}){W},?{W}\)|PhysFrame\[[0-9]{{1,3}}[KMG]iB\]\({W}({NUM}){W},?{W}\)|({HEX}))"
)
_TRANSLATION = re.compile(
    rf"\b(?:VirtAddr\({W}({NUM}){W},?{W}\)|({HEX})){W}[-=]>{W}(?:Some\({W}|Ok\({W})?"
    rf"(?:PhysAddr\({W}({NUM}){W},?{W}\)|({HEX})|(None))"
)
_REGION = re.compile(
    rf"\bMemoryRegion{W}\{{{W}range{W}:{W}FrameRange{W}(?:\({W}({NUM})\.\.({NUM}){W},?{W}\)|"
    rf"\{{{W}start_frame_number{W}:{W}({NUM}){W},{W}end_frame_number{W}:{W}({NUM}){W},?{W}\}}){W},{W}"
    rf"region_type{W}:{W}([A-Za-z]{{2,20}}){W},?{W}\}}"
)
_API_REGION = re.compile(
    rf"\bMemoryRegion{W}\{{{W}start{W}:{W}({NUM}){W},{W}end{W}:{W}({NUM}){W},{W}kind{W}:{W}([A-Za-z]{{2,20}})[^{{}}]{{0,80}}\}}"
)
_BOOT_FIELD = re.compile(rf"\b(physical_memory_offset|recursive_page_table_addr){W}:{W}(?:Some{W}\({W})?({NUM})")
_GATE = re.compile(rf"(?:\b([a-z0-9_]{{4,40}}){W}:{W})?\bEntry{W}\{{{W}handler_addr{W}:{W}({NUM})")
_GATE_OPTIONS = re.compile(rf"\bEntryOptions{W}\({W}({NUM})")
_GATE_SELECTOR = re.compile(
    rf"\b(?:gdt_selector|code_selector|cs){W}:{W}(?:({NUM})|SegmentSelector{W}\{{{W}index{W}:{W}([0-9]{{1,4}}){W},{W}rpl{W}:{W}Ring([0-3]))"
)
_DESCRIPTORS = re.compile(rf"\b(UserSegment|SystemSegment|Entry){W}\({W}({NUM})(?:{W},{W}({NUM}))?{W},?{W}\)")
_NOT_VALID = re.compile(rf"\b(?:VirtAddrNotValid|PhysAddrNotValid){W}\({W}({NUM})")
_ACCESSED = re.compile(
    rf"(?i)\b(?:access(?:ed)?|fault(?:ing|ed)?|page[ -]?fault)\s{{1,3}}(?:addr(?:ess)?|va|at)\b[ \t:=]{{0,24}}"
    rf"(?:(?:Ok|Some){W}\({W})?(?:(VirtAddr(?:NotValid)?){W}\({W}|Err{W}\({W}VirtAddrNotValid{W}\({W})?({NUM}|[0-9a-f]{{16}}\b)"
)
_ADDRESS = re.compile(rf"\b(VirtAddr|PhysAddr){W}\({W}({NUM}){W},?{W}\)")


def read(reader: Reader) -> None:
    """Takes all that is recognised here."""
    _frames(reader)
    _codes(reader)
    _entries(reader)
    _entry_parts(reader)
    _cr3(reader)
    _tables(reader)
    _boot_info(reader)
    _descriptors(reader)
    _flags(reader)


def _frames(reader: Reader) -> None:
    for match in reader.find(_FRAME):
        end, closed = reader.body(match.end())
        draft = reader.draft(Kind.FRAME, match.start(), end)
        last = match.end()
        for name, pattern in _FIELDS.items():
            if (found := pattern.search(reader.text, match.end(), end)) is not None:
                draft.group(name, found, 1)
                last = max(last, found.end())
        for name, pattern in _SELECTORS.items():
            if (found := pattern.search(reader.text, match.end(), end)) is not None:
                draft.value(name, int(found[2]) << 3 | int(found[3]), *found.span(1))
                last = max(last, found.end())
        if "rflags" not in draft.values and (found := _FRAME_FLAGS.search(reader.text, match.end(), end)) is not None:
            group = 1 if found[1] is not None else 2
            _flag_value(draft, "rflags", found[group], names.RFLAGS_FLAGS, *found.span(group))
            last = max(last, found.end())
        missing = [field for field in ("rip", "cs", "rflags", "rsp", "ss") if field not in draft.values]
        if not closed:
            draft.end = last
            draft.notes.append("it is cut off: its closing bracket is missing")
        if missing:
            draft.notes.append(f"without {', '.join(name.upper() for name in missing)}")
        draft.done()


def _flag_value(draft: Draft, name: str, text: str, table: dict[str, int], start: int, end: int) -> None:
    """A word written as flags. With a name that there is not, it has no value, only a note."""
    word, unknown = names.read_flags(text, table)
    if unknown:
        draft.notes.append(f"{', '.join(unknown)[:80]} is no flag of it, so its value is not known")
        draft.words[name] = " ".join(text.split())[:200]
        return
    written = draft.reader.text[start:end]
    start += len(written) - len(written.lstrip())
    draft.value(name, word, start, start + len(written.strip().rstrip(",")))


def _codes(reader: Reader) -> None:
    for match in reader.find(_CODE):
        end, closed = reader.body(match.end(), 400)
        inside_end = end - 1 if closed else _first_line_end(reader.text, match.end(), end)
        draft = reader.draft(Kind.FAULT_CODE, match.start(), end if closed else max(inside_end, match.end()))
        if closed:
            text = reader.text[match.end() : inside_end]
            _flag_value(draft, "code", text, names.FAULT_CODE, match.end(), inside_end)
        else:
            draft.notes.append("it is cut off, so its value is not known")
        draft.done()
    for match in reader.find(_BARE_CODE):
        draft = reader.draft(Kind.FAULT_CODE, *match.span())
        text = reader.text[match.start(1) : match.end()]
        _flag_value(draft, "code", text, names.FAULT_CODE, match.start(1), match.end())
        draft.done()
    for match in reader.find(_EMPTY_CODE):
        draft = reader.draft(Kind.FAULT_CODE, *match.span())
        draft.value("code", 0, *match.span(1))
        draft.done()
    for match in reader.find(_SELECTOR_CODE):
        draft = reader.draft(Kind.SELECTOR_CODE, *match.span())
        draft.group("code", match, 1)
        draft.done()


def _first_line_end(text: str, start: int, end: int) -> int:
    stop = text.find("\n", start, end)
    return end if stop < 0 else stop


def _entries(reader: Reader) -> None:
    for match in reader.find(_ENTRY):
        end, closed = reader.body(match.end(), 1200)
        draft = reader.draft(Kind.ENTRY, match.start(), end)
        draft.group("level", match, 1)
        draft.group("index", match, 2)
        if draft.values.get("index", 0) > 511:
            draft.notes.append(f"a table has entries 0 to 511, not {draft.values.pop('index')}")
        address = _ENTRY_ADDRESS.search(reader.text, match.end(), end)
        flags = _ENTRY_FLAGS.search(reader.text, match.end(), end)
        if not closed:
            last = max([match.end(), *(one.end() for one in (address, flags) if one is not None)])
            draft.end = last
            draft.notes.append("it is cut off, so its value is not known")
        elif address is not None and flags is not None:
            group = 1 if flags[1] is not None else 2
            word, unknown = names.read_flags(flags[group], names.PAGE_FLAGS)
            base = read_number(address[1])
            if unknown:
                draft.notes.append(f"{', '.join(unknown)[:80]} is no flag of it, so its value is not known")
            elif base is not None:
                draft.group("address", address, 1)
                draft.value("flags", word, *flags.span(group))
                draft.values["entry"] = base | word
        draft.done()


def _entry_parts(reader: Reader) -> None:
    """An entry printed as its address and its flags, perhaps with its index in front."""
    for match in reader.find(_ENTRY_PARTS):
        draft = reader.draft(Kind.ENTRY, *match.span())
        draft.group("index", match, 1)
        if draft.values.get("index", 0) > 511:
            draft.notes.append(f"a table has entries 0 to 511, not {draft.values.pop('index')}")
        draft.group("address", match, 2)
        _flag_value(draft, "flags", match[3], names.PAGE_FLAGS, *match.span(3))
        if draft.values.keys() >= {"address", "flags"}:
            draft.values["entry"] = draft.values["address"] | draft.values["flags"]
        draft.done()


def _cr3(reader: Reader) -> None:
    for match in reader.find(_CR3_PAIR):
        draft = reader.draft(Kind.REGISTER, *match.span())
        draft.words["name"] = "cr3"
        base = read_number(match[2])
        flags = match[4] if match[4] is not None else match[3]
        word, unknown = names.read_flags("" if flags == "(empty)" else flags, names.CR3_FLAGS)
        if base is not None and not unknown:
            draft.values["cr3"] = base | word
            draft.value("frame", base, *match.span(2))
        draft.done()


def _tables(reader: Reader) -> None:
    for match in reader.find(_TABLE):
        draft = reader.draft(Kind.TABLE, *match.span())
        draft.group("level", match, 1)
        for group in (2, 3, 4):
            draft.group("address", match, group)
        draft.done()
    for match in reader.find(_FRAME_NUMBER):
        labelled = match[1] is not None
        draft = reader.draft(Kind.REGISTER if labelled else Kind.PHYSICAL_FRAME, *match.span())
        if labelled:
            draft.words["name"] = "cr3"
        draft.words["size"] = match[2]
        draft.group("cr3" if labelled else "address", match, 3)
        draft.done()
    for match in reader.find(_TRANSLATION):
        draft = reader.draft(Kind.TRANSLATION, *match.span())
        draft.group("address", match, 1)
        draft.group("address", match, 2)
        draft.group("physical", match, 3)
        draft.group("physical", match, 4)
        if match[5] is not None:
            draft.words["physical"] = "None"
        draft.done()


def _boot_info(reader: Reader) -> None:
    for match in reader.find(_REGION):
        draft = reader.draft(Kind.REGION, *match.span())
        in_bytes = match[1] is not None
        for name, group in (("start", 1 if in_bytes else 3), ("end", 2 if in_bytes else 4)):
            draft.group(name if in_bytes else f"{name}_frame", match, group)
            if not in_bytes and f"{name}_frame" in draft.values:
                draft.values[name] = draft.values[f"{name}_frame"] << 12
        draft.words["type"] = match[5]
        draft.done()
    for match in reader.find(_API_REGION):
        draft = reader.draft(Kind.REGION, *match.span())
        draft.group("start", match, 1)
        draft.group("end", match, 2)
        draft.words["type"] = match[3]
        draft.done()
    for match in reader.find(_BOOT_FIELD):
        draft = reader.draft(Kind.BOOT_FIELD, *match.span())
        draft.words["name"] = match[1]
        draft.group("value", match, 2)
        draft.done()


def _descriptors(reader: Reader) -> None:
    for match in reader.find(_GATE):
        opening = reader.text.index("{", match.start())
        end, _ = reader.body(opening + 1, 600)
        draft = reader.draft(Kind.GATE, match.start(), end)
        draft.group("offset", match, 2)
        if match[1] is not None and match[1] in names.IDT_FIELDS:
            draft.values["vector"] = names.IDT_FIELDS[match[1]]
        if (options := _GATE_OPTIONS.search(reader.text, match.end(), end)) is not None:
            draft.group("options", options, 1)
        if (selector := _GATE_SELECTOR.search(reader.text, match.end(), end)) is not None:
            if selector[1] is not None:
                draft.group("selector", selector, 1)
            else:
                draft.values["selector"] = int(selector[2]) << 3 | int(selector[3])
        draft.done()
    for match in reader.find(_DESCRIPTORS):
        draft = reader.draft(Kind.DESCRIPTOR, *match.span())
        draft.group("low", match, 2)
        draft.group("high", match, 3)
        draft.done()


def _flags(reader: Reader) -> None:
    for match in reader.find(_FLAGS_ALONE):
        register = _REGISTER_OF.get(match[1])
        draft = reader.draft(Kind.ENTRY if register is None else Kind.REGISTER, *match.span())
        if register is not None:
            draft.words["name"] = register
        _flag_value(draft, register or "flags", match[2], _TYPE_TABLES[match[1]], *match.span(2))
        draft.done()


def read_addresses(reader: Reader) -> None:
    """Takes the addresses that no longer form has claimed."""
    for match in reader.find(_ACCESSED):
        draft = reader.draft(Kind.REGISTER, *match.span())
        draft.words["name"] = "cr2"
        digits = match[2]
        draft.group("cr2", match, 2, 16 if len(digits) == 16 and not digits.startswith("0x") else None)
        if not draft.values:
            continue
        draft.done()
    for match in reader.find(_NOT_VALID):
        draft = reader.draft(Kind.ADDRESS, *match.span())
        draft.words["type"] = "VirtAddr"
        draft.group("address", match, 1)
        draft.done()
    for match in reader.find(_ADDRESS):
        draft = reader.draft(Kind.ADDRESS, *match.span())
        draft.words["type"] = match[1]
        draft.group("address", match, 2)
        draft.done()

"""What QEMU, its monitor, gdb and Bochs print: interrupts, lists of what is mapped, dumps of memory."""

# ruff: noqa: E501  (patterns are not cut)

from __future__ import annotations

import re

from pagesim_py.decoder import names
from pagesim_py.decoder.pieces import BARE, HEX, NUM, Draft, Kind, Reader, read_number
from pagesim_py.machine.flags import ENTRY_P

_DELIVERY = re.compile(
    r"\b(?:\d{1,9}:\s{1,3})?v=(?P<vector>[0-9a-f]{2})\s{1,3}e=(?P<code>[0-9a-f]{4,8})(?:\s{1,3}i=(?P<soft>[0-9a-f])"
    r"(?:\s{1,3}cpl=(?P<cpl>[0-3])(?:\s{1,3}IP=(?P<cs>[0-9a-f]{4}):(?P<rip>[0-9a-f]{16}|[0-9a-f]{8})\b"
    r"(?:\s{1,3}pc=(?P<pc>[0-9a-f]{16}|[0-9a-f]{8})\b(?:\s{1,3}SP=(?P<ss>[0-9a-f]{4}):(?P<rsp>[0-9a-f]{16}|[0-9a-f]{8})\b"
    r"(?:\s{1,3}CR2=(?P<cr2>[0-9a-f]{16}|[0-9a-f]{8})\b|\s{1,3}env->regs\[R_EAX\]=(?P<rax>[0-9a-f]{16}|[0-9a-f]{8})\b)?)?)?)?)?)?",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"\bcheck_exception\s{1,3}old:\s{0,3}(0x[0-9a-f]{1,8})\s{1,3}new\s{1,3}(0x[0-9a-f]{1,8})\b", re.IGNORECASE
)
_TLB = re.compile(r"^[ \t]{0,9}([0-9a-f]{16}): ([0-9a-f]{16}) ([X-][G-][P-][D-][A-][C-][T-][U-][W-])[ \t]*$", re.M)
_MEM = re.compile(r"^[ \t]{0,9}([0-9a-f]{16})-([0-9a-f]{16}) ([0-9a-f]{16}) ([u-][r-][w-])[ \t]*$", re.M)
_MAP = re.compile(
    r"^[ \t]{0,9}([0-9a-f]{16})-([0-9a-f]{16}) ([0-9a-f]{16}) ([u-][r-][w-][x-]) ([0-9a-f]{16}|- {15}) ([^\n]{1,80})$",
    re.M,
)
_PG = re.compile(
    r"^[ \t]{0,16}\[([0-9a-f]{3,13})-([0-9a-f]{3,13})\][ \t]{1,4}(PML5|PML4|PDPE|PDPT|PDP|PDE|PTE)\[([0-9a-f]{1,3})"
    r"(?:-([0-9a-f]{1,3}))?\][ \t]{1,4}([-XSGDACTUWP]{6,12})(?:[ \t]{1,4}([0-9a-f]{3,13})(?:-([0-9a-f]{3,13}))?)?[ \t]*$",
    re.M,
)
_COMMAND = re.compile(rf"(?<![\w.])(xp|x)\s?/(\d{{0,6}})([a-z]{{0,3}})\s{{1,4}}(?:&?({NUM})|([$&][\w.]{{1,40}}))")
_PAGE = re.compile(rf"(?m)^[ \t]{{0,9}}page\s{{1,3}}({HEX})[ \t]*$")
_INFO = re.compile(r"(?<![\w.])info (tlb|mem|pg|registers|gdt|idt|creg|tab)\b")
_TOKEN = re.compile(r"0x([0-9a-fA-F]{1,16})(?![0-9a-fA-F])")
_DUMP = re.compile(
    r"^[ \t]{0,9}(?:0x)?((?<=0x)[0-9a-fA-F]{3,16}|[0-9a-fA-F]{16}|[0-9a-fA-F]{8})(?:[ \t]{1,3}<[^>\n]{0,99}>)?:[ \t]{1,9}"
    r"((?:0x[0-9a-fA-F]{1,16}(?:[ \t]{1,9}|$)){1,16})$",
    re.M,
)
_BOCHS_GATE = re.compile(
    r"\bIDT\[0x([0-9a-f]{2})\]=64-Bit (Interrupt|Trap) Gate target=0x([0-9a-f]{4}):(0x[0-9a-f]{8,16}), DPL=([0-3])",
    re.IGNORECASE,
)
_BOCHS_TABLE = re.compile(
    r"\b(Interrupt|Global) Descriptor Table \(base=(0x[0-9a-f]{8,16}), limit=([0-9]{1,5})\)", re.IGNORECASE
)
_OWN_STEP = re.compile(
    r"^[ \t]{0,4}level ([1-5])  table (0x[0-9a-f]{1,16})  entry +(\d{1,3}) at (0x[0-9a-f]{1,16})  (0x[0-9a-f]{16})  [^\n]{0,120}$",
    re.M,
)
_NAMED_ENTRY = re.compile(
    rf"\b(?:((?i:PML5E?|PML4E?|PDPTE?|PDPE|PDE?|PTE?|P[1-4]))(?:\s{{0,2}}\[\s{{0,3}}({NUM})\s{{0,3}}\])?|(?:L|[Ll]evel[ -])([1-5])"
    rf"(?:\s{{1,2}}[Ee]ntry)?\s{{1,3}}([0-9]{{1,3}}))\s{{0,3}}(?:=>|[:=])\s{{0,3}}(0x{BARE})"
    r"(?:[ \t]{1,9}(?:PS|ps)[ \t]{1,9}[A-Za-z \t]{5,40})?"
)

_LEVEL_VALUE = re.compile(r"\b[Ll]evel[ -]([1-5])(?: entry)?:[ \t]{1,3}(0x[0-9a-fA-F_]{2,20})(?![0-9A-Za-z_])")
_INDEX_VALUE = re.compile(r"^[ \t]{0,20}([0-9]{1,3}):[ \t]{1,3}(0x[0-9a-fA-F_]{2,20})[ \t]*$", re.M)


def read(reader: Reader) -> None:
    """Takes all that is recognised here."""
    _interrupts(reader)
    _commands(reader)
    _own_steps(reader)
    _pages(reader)
    _words(reader)
    _entries(reader)
    _values(reader)
    for match in reader.find(_BOCHS_TABLE):
        name = "idt" if match[1].lower() == "interrupt" else "gdt"
        draft = reader.draft(Kind.REGISTERS, *match.span())
        draft.group(f"{name}_base", match, 2)
        draft.group(f"{name}_limit", match, 3)
        draft.done()
    for match in reader.find(_BOCHS_GATE):
        draft = reader.draft(Kind.GATE, *match.span())
        draft.group("vector", match, 1, 16)
        draft.group("selector", match, 3, 16)
        draft.group("offset", match, 4)
        draft.group("dpl", match, 5)
        draft.words["type"] = match[2].lower()
        draft.done()


def _values(reader: Reader) -> None:
    """Numbers that look like entries: present, with a level or an index in front. A table's address has no low bits."""
    for match in reader.find(_LEVEL_VALUE):
        value = read_number(match[2])
        if value is not None and value & 0xFFF:
            draft = reader.draft(Kind.ENTRY, *match.span())
            draft.group("level", match, 1)
            draft.group("entry", match, 2)
            draft.done()
    for match in reader.find(_INDEX_VALUE):
        value = read_number(match[2])
        if value is not None and value & ENTRY_P and value & 0xFFE and int(match[1]) < 512:
            draft = reader.draft(Kind.ENTRY, *match.span())
            draft.group("index", match, 1)
            draft.group("entry", match, 2)
            draft.notes.append("it is taken as an entry, because of its index and its low bits; it is not called one")
            draft.done()


def _interrupts(reader: Reader) -> None:
    for match in reader.find(_DELIVERY):
        draft = reader.draft(Kind.DELIVERY, *match.span())
        width = len(match["rip"] or "")
        for name in ("vector", "code", "soft", "cpl", "cs", "rip", "ss", "rsp", "cr2", "rax"):
            if name in ("rsp", "cr2", "rax") and len(match[name] or "") != width:
                continue  # fewer digits than RIP has: the rest is missing
            draft.group(name, match, name, 16)
        if not draft.values.keys() & {"cr2", "rax"}:
            draft.notes.append("it is cut off")
        draft.done()
    for match in reader.find(_CHECK):
        draft = reader.draft(Kind.CHECK, *match.span())
        draft.group("old", match, 1)
        draft.group("new", match, 2)
        draft.done()


def _commands(reader: Reader) -> None:
    for match in reader.find(_COMMAND):
        draft = reader.draft(Kind.COMMAND, *match.span())
        draft.words["name"] = match[1]
        draft.words["text"] = " ".join(match[0].split())
        draft.group("address", match, 4)
        draft.done()
    for match in reader.find(_PAGE):
        draft = reader.draft(Kind.COMMAND, *match.span())
        draft.words["name"] = "page"
        draft.words["text"] = " ".join(match[0].split())
        draft.group("address", match, 1)
        draft.done()
    for match in reader.find(_INFO):
        draft = reader.draft(Kind.COMMAND, *match.span())
        draft.words["name"] = draft.words["text"] = match[0]
        draft.done()


def _own_steps(reader: Reader) -> None:
    """The lines that pagesim's own ``walk`` prints."""
    for match in reader.find(_OWN_STEP):
        draft = reader.draft(Kind.ENTRY, *match.span())
        for number, name in enumerate(("level", "table", "index", "at", "entry"), 1):
            draft.group(name, match, number)
        draft.done()


def _pages(reader: Reader) -> None:
    for match in reader.find(_TLB):
        draft = reader.draft(Kind.PAGE, *match.span())
        draft.group("address", match, 1, 16)
        draft.group("physical", match, 2, 16)
        draft.words["flags"] = match[3]
        draft.done()
    for match in reader.find(_MEM):
        draft = reader.draft(Kind.RANGE, *match.span())
        for number, name in enumerate(("start", "end", "size"), 1):
            draft.group(name, match, number, 16)
        draft.words["rights"] = match[4]
        start, end, size = (draft.values.get(name, 0) for name in ("start", "end", "size"))
        if end - start != size:
            draft.notes.append(f"{end:#x} - {start:#x} is {end - start:#x}, not {size:#x}")
        draft.done()
    for match in reader.find(_MAP):  # the lines of pagesim's own map
        draft = reader.draft(Kind.RANGE, *match.span())
        for number, name in enumerate(("start", "end", "size"), 1):
            draft.group(name, match, number, 16)
        if "runs of frames" in match[6]:
            draft.notes.append("its frames lie in several runs, of which the line shows the first frame only")
        elif match[5].strip() != "-":
            draft.group("physical", match, 5, 16)
        draft.words["rights"] = match[4]
        draft.words["name"] = match[6].strip()
        draft.done()
    for match in reader.find(_PG):
        level = names.LEVELS[match[3]]
        draft = reader.draft(Kind.RANGE, *match.span())
        draft.group("start_page", match, 1, 16)
        draft.group("end_page", match, 2, 16)
        draft.group("index", match, 4, 16)
        draft.values["level"] = level
        draft.group("frame", match, 7, 16)
        draft.words["flags"] = match[6]
        draft.done()


def _words(reader: Reader) -> None:
    """Lines of memory that go on where the line before ended make one dump."""
    draft: Draft | None = None
    width = 0
    for match in reader.find(_DUMP):
        first = read_number(match[1], 16)
        words = list(_TOKEN.finditer(reader.text, *match.span(2)))
        size = _size(words[0][1])
        if first is None or not size:
            continue
        begins = draft is None or size != width or first != draft.values["address"] + width * _count(draft)
        if draft is not None and (begins or reader.text[draft.end : match.start()].strip()):
            draft.done()
            draft = None
        if draft is None:
            draft = reader.draft(Kind.WORDS, match.start(), match.end())
            draft.group("address", match, 1, 16)
            draft.values["size"] = width = size
        for word in words:
            if _size(word[1]) != size:
                draft.notes.append(f"{word[0]} has another length than the words before: it is cut off, and left out")
                break
            draft.group(f"word{_count(draft)}", word, 1, 16)
        draft.end = match.end()
    if draft is not None:
        draft.done()


def _size(digits: str) -> int:
    """The bytes of a word that is printed with these digits; 0 if none is."""
    return len(digits) // 2 if len(digits) in (2, 4, 8, 16) else 0


def _count(draft: Draft) -> int:
    return len(draft.values) - 2


def _entries(reader: Reader) -> None:
    for match in reader.find(_NAMED_ENTRY):
        draft = reader.draft(Kind.ENTRY, *match.span())
        if match[1] is not None:
            draft.values["level"] = names.LEVELS[match[1].upper()]
            draft.group("index", match, 2)
        else:
            draft.group("level", match, 3)
            draft.group("index", match, 4)
        if draft.values.get("index", 0) > 511:
            draft.notes.append(f"a table has entries 0 to 511, not {draft.values.pop('index')}")
        draft.group("entry", match, 5)
        draft.done()

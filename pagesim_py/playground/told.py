"""Operations in words: what they are, and how a step went."""

from __future__ import annotations

from pagesim_py.machine.faults import explain
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.vectors import PF
from pagesim_py.playground.operations import (
    FLAGS,
    Access,
    Edit,
    Invalidate,
    Map,
    Operation,
    Protect,
    Reach,
    Reload,
    Start,
    Switch,
    Unmap,
)
from pagesim_py.playground.play import Step
from pagesim_py.playground.tables import NAMES

STARTS = {
    "empty": "Begin with empty tables, {levels} levels",
    "boot": "Begin with the boot loader’s tables",
    "paste": "Begin with what was pasted",
}
REACHES = {
    "identity": "Map each table at its own address (identity)",
    "window": "Map all physical memory at an offset (window)",
    "recursive": "Point an entry of the top table to the top table (recursive)",
}
THROUGH = {
    "memory": "",
    "identity": ", through the identity mapping",
    "window": ", through the window",
    "recursive": ", through the recursive entry",
}


def title(operation: Start | Operation) -> str:
    """What is done, as a heading without a full stop."""
    match operation:
        case Start(source, levels, _):
            return STARTS[source].format(levels=levels)
        case Map(page, frame, level, flags, by):
            names = [name for name, mask in FLAGS.items() if flags & mask]
            where = "a free frame" if frame is None else f"the frame {frame:#x}"
            rights = f" with {', '.join(names)}" if names else ""
            return f"Map the {NAMES[level]} page {page:#x} to {where}{rights}{THROUGH[by]}"
        case Unmap(page, by):
            return f"Unmap {page:#x}{THROUGH[by]}"
        case Edit(address, level, entry, by):
            return f"Edit the level-{level} entry of {address:#x}: {entry:#x}{THROUGH[by]}"
        case Access(kind, address, cpl, value):
            what = {"read": "Read", "write": f"Write {value:#x} to", "fetch": "Fetch code at"}[kind]
            return f"{what} {address:#x} at CPL {cpl}"
        case Invalidate(address):
            return f"INVLPG {address:#x}"
        case Reload():
            return "Reload CR3"
        case Switch(bit, on):
            return f"{'Set' if on else 'Clear'} {bit}"
        case Protect(value):
            return f"WRPKRU {value:#x}"
        case Reach(by):
            return REACHES[by]


def outcome(step: Step) -> str:
    """How it went, as a sentence."""
    fault = step.fault
    if fault is not None:
        code = "" if fault.error_code is None else f" with error code {fault.error_code:#x}"
        bits = f" ({ERROR.text(fault.error_code)})" if fault.vector == PF and fault.error_code else ""
        return f"{fault.mnemonic}{code}{bits}: {explain(fault)}."
    match step.operation:
        case Access(kind, _, _, value):
            how = "The TLB’s copy was used, no table was read" if step.by_copy else "The CPU walked the tables"
            if kind == "write":
                return f"Written: {value:#x}. {how}."
            answer = step.answer
            read = answer[0] if isinstance(answer, bytes) else answer
            return f"{'Fetched' if kind == 'fetch' else 'Read'}: {read:#x}. {how}."
        case Map():
            if step.frames == 0:
                return f"{_entries(step.entries)} written; all tables were there."
            tables = "1 new table" if step.frames == 1 else f"{step.frames} new tables"
            written = f"{_entries(step.entries)} written, {tables}."
            return f"{written} The TLB keeps no copy of what is missing: no INVLPG is needed."
        case Unmap() | Edit():
            return "Written. The TLB has not been told: it keeps the copies that it has."
        case Invalidate(address):
            if step.dropped == 0:
                return f"The TLB held no copy of the page of {address:#x}: nothing has changed."
            return f"The TLB’s copy of the page of {address:#x} is gone: the next access walks the tables."
        case Reload():
            return f"{_copies(step.dropped)} All that is not global is forgotten."
        case Switch(bit, on):
            lost = f" {_copies(step.dropped)}" if step.dropped else ""
            return f"{bit} is {int(on)} now.{lost}"
        case Protect(value):
            return f"PKRU is {value:#x} now. No copy need be forgotten: keys are asked at each access."
        case Reach():
            tables = "table" if step.frames == 1 else "tables"
            return f"{_entries(step.entries)} written; {step.frames or 'no'} {tables} of its own."
    return "Done."


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _copies(number: int) -> str:
    what = "no copy" if number == 0 else "1 copy" if number == 1 else f"{number:,} copies"
    return f"The TLB has lost {what}."

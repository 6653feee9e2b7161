"""Questions that are answered by changing tables: entry, repair. Any right answer passes, not just the one we know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.kinds.base import FormError, Judged, Kind, Value, number_of, shown_tables, table_of, text_of
from pagesim_py.homework.kinds.reading_kinds import needs_access
from pagesim_py.homework.mutants import Mutant
from pagesim_py.homework.situation import KINDS, Reading, Situation, code_words, reading
from pagesim_py.machine.address import index
from pagesim_py.machine.flags import ENTRY, ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import ADDRESS_BITS

Reads = Callable[[Situation], "Reading | None"]
FLAGS = {"P": ENTRY_P, "RW": ENTRY_RW, "US": ENTRY_US, "XD": ENTRY_XD}
_ALIASES = {"R/W": "RW", "U/S": "US", "W": "RW", "WRITABLE": "RW", "U": "US", "USER": "US", "PRESENT": "P", "NX": "XD"}
_ACCESS = re.compile(r"(read|write|fetch) by (kernel|user) gives (ok|#PF(?: 0x[0-9a-f]+)?)")


class Wish(NamedTuple):
    """An access and what it is to give: ``ok``, ``#PF``, or ``#PF 0x3``."""

    text: str
    kind: str
    cpl: int
    gives: str

    def holds(self, situation: Situation, reads: Reads = reading) -> bool:
        """Whether it does, in the tables of ``situation``, to somebody who ``reads`` them so."""
        found = reads(situation.made(KINDS[self.kind], cpl=self.cpl))
        outcome = "?" if found is None else found.outcome
        if self.gives == "ok":
            return outcome == "none"
        return outcome.startswith("0x") and self.gives in ("#PF", f"#PF {outcome}")


def wish_of(text: str) -> Wish:
    """``write by user gives #PF 0x7`` as a wish. ValueError says how to write one."""
    found = _ACCESS.fullmatch(text.strip())
    if found is None:
        raise ValueError(
            f'an access is written like "write by kernel gives ok" or "read by user gives #PF", not {text!r}'
        )
    return Wish(text.strip(), found[1], 3 if found[2] == "user" else 0, found[3])


def _wishes(asked: Asked, key: str) -> list[Wish]:
    return [wish_of(text) for text in asked.question.options.get(key, ())]


def _check_wishes(question: Question, assignment: Assignment, key: str) -> None:
    needs_access(question, assignment)
    for text in question.options.get(key, ()):
        if not isinstance(text, str):
            raise AssignmentError(f"question {question.id}: {key!r} is a list of texts, not {text!r}")
        try:
            wish_of(text)
        except ValueError as error:
            raise AssignmentError(f"question {question.id}: {key!r}: {error}") from None


def _missed(situation: Situation, wishes: Sequence[Wish]) -> list[str]:
    """Sentences on the accesses that end otherwise than wished."""
    found = []
    for wish in wishes:
        if not wish.holds(situation):
            outcome = reading(situation.made(KINDS[wish.kind], cpl=wish.cpl)).outcome
            who = "user code" if wish.cpl == 3 else "the kernel"
            found.append(f"A {wish.kind} by {who} gives {code_words(outcome)}; it is to give {wish.gives}.")
    return found


# -- entry: one entry is written


def _hole(asked: Asked) -> tuple[int, int]:
    """The physical address of the entry that is to be written, and the frame or table that it is to name."""
    one = asked.situation
    level = asked.question.options["level"]
    tables = {step.level: step.table for step in one.walk.steps}
    if level not in tables:
        raise AssignmentError(f"question {asked.question.id}: the walk does not come to level {level}")
    return tables[level] + 8 * index(one.address, level), _frame(asked, level)


def _frame(asked: Asked, level: int) -> int:
    """What the entry is to name: the next table where there is one among the entries shown, else a free frame."""
    used = {address & ~0xFFF for address, _ in asked.situation.listed}
    tables = [step.table for step in asked.situation.walk.steps]
    if level > 1:
        below = sorted(used - set(tables))
        wanted = index(asked.situation.address, level - 1)
        for table in below:
            if any(address == table + 8 * wanted and entry & ENTRY_P for address, entry in asked.situation.listed):
                return table
    stream = asked.stream(f"frame {asked.situation.address:#x}")
    while True:
        frame = (1 + stream.below(0x3FFFF)) << 12
        if frame not in used:
            return frame


def _right_entries(asked: Asked, reads: Reads = reading) -> Iterator[int]:
    """Right entries, those with few bits first."""
    at, frame = _hole(asked)
    wishes = _wishes(asked, "accesses")
    for count in range(len(FLAGS) + 1):
        for names in combinations(FLAGS, count):
            value = frame | sum(FLAGS[name] for name in names)
            situation = asked.situation.with_entries({at: value})
            if all(wish.holds(situation, reads) for wish in wishes):
                yield value


def _entry_truth(asked: Asked) -> Value:
    found = next(_right_entries(asked), None)
    if found is None:
        raise AssignmentError(f"question {asked.question.id}: no entry makes all 'accesses' end as they are to")
    return hex(found)


def _parse_entry(_asked: Asked, raw: Any) -> Value:
    """``0xb8003``, or ``0xb8000 | P | RW``, or a form's {"frame": ..., "bits": [...]}."""
    table = table_of(raw)
    if table is not None:
        bits = table.get("bits", [])
        if not isinstance(bits, list):
            raise FormError("tick the bits of the entry that are 1")
        raw = " | ".join([text_of(table.get("frame", ""), "the frame's address"), *map(str, bits)])
    text = text_of(raw, "an entry")
    value = 0
    for word in re.split(r"\s*[|+]\s*|\s+(?=[A-Za-z/])", text):
        name = _ALIASES.get(word.upper(), word.upper())
        if name in ENTRY.names((1 << 64) - 1):
            value |= ENTRY.mask(name)
        elif re.match(r"0[xob]|[0-9]", word, re.IGNORECASE):
            value |= number_of(word)
        else:
            raise FormError(
                f"{word[:30]} is neither a number nor a bit of an entry: write it like 0xb8003, or 0xb8000 | P | RW"
            )
    return hex(value)


def _entry_judge(asked: Asked, value: Value) -> Judged:
    at, frame = _hole(asked)
    entry = int(value, 16)
    right = _entry_truth(asked)
    wanted = f"for example {right} ({ENTRY.text(int(right, 16) & ~ADDRESS_BITS)}, frame {frame:#x})"
    situation = asked.situation.with_entries({at: entry})
    if entry & ADDRESS_BITS != frame:
        return Judged(False, f"The entry names the frame {entry & ADDRESS_BITS:#x}; it is to name {frame:#x}.", wanted)
    missed = _missed(situation, _wishes(asked, "accesses"))
    if missed:
        return Judged(False, missed[0], wanted, tuple(missed[1:]))
    return Judged(True, "Right: every access ends as it is to.", wanted)


def _entry_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    if mutant.fills is not None:
        found = mutant.fills(asked.situation, int(_entry_truth(asked), 16))
        return None if found is None else hex(found)
    if mutant.reads is None:
        return None
    by_mutant = next(_right_entries(asked, mutant.reads), None)
    return None if by_mutant is None else hex(by_mutant)


def entry_task(asked: Asked) -> dict[str, Any]:
    """What is to be written where, as data."""
    at, frame = _hole(asked)
    return {"at": hex(at), "frame": hex(frame), "level": asked.question.options["level"]}


def _entry_form(asked: Asked) -> dict[str, Any]:
    shown = shown_tables(asked)
    bits = [{"value": bit.name, "label": bit.name, "words": bit.title} for bit in ENTRY if bit.width == 1]
    return {
        "control": "entry", "bits": bits, **entry_task(asked), "tables": shown.data() if shown else None,
        "accesses": [wish.text for wish in _wishes(asked, "accesses")], "address": hex(asked.situation.address),
    }  # fmt: skip


def _entry_paper(asked: Asked) -> list[str]:
    shown = shown_tables(asked)
    at, frame = _hole(asked)
    return [
        *(shown.lines() if shown else []),
        f"Write the entry at physical {at:#x}, which is to name the frame {frame:#x}, so that",
        *(f"  - {wish.text}" for wish in _wishes(asked, "accesses")),
        "entry: 0x ________________",
    ]


ENTRY_KIND = Kind(
    _entry_truth, _parse_entry, _entry_judge, _entry_form, paper=_entry_paper, wrong=_entry_wrong,
    check=lambda question, assignment: _check_wishes(question, assignment, "accesses"),
)  # fmt: skip


# -- repair: entries are changed, bit by bit

_EDIT = re.compile(
    r"(set|clear)\s+([A-Za-z/]+)\s+(?:at|in|of)\s+(?:the\s+)?(?:level[\s-]*)?([1-4])(?:[\s-]*entry)?", re.IGNORECASE
)


class Edit(NamedTuple):
    """One bit of one entry of the walk."""

    level: int
    bit: str
    on: bool

    def __str__(self) -> str:
        return f"{'set' if self.on else 'clear'} {self.bit} at level {self.level}"


def _edit_of(text: str) -> Edit:
    found = _EDIT.fullmatch(text.strip())
    name = _ALIASES.get(found[2].upper(), found[2].upper()) if found else ""
    if found is None or name not in FLAGS:
        bits = ", ".join(FLAGS)
        raise FormError(f'an edit is like "set RW at level 2", with one of {bits}; not {text.strip()[:40]!r}')
    return Edit(int(found[3]), name, found[1].lower() == "set")


def _edited(situation: Situation, edits: Sequence[Edit]) -> Situation:
    """The tables after the edits. An entry of a level that the walk does not come to cannot be edited."""
    for edit in sorted(edits, reverse=True):
        step = next((step for step in situation.walk.steps if step.level == edit.level), None)
        if step is None:
            continue
        mask = FLAGS[edit.bit]
        situation = situation.with_entries({step.address: step.entry | mask if edit.on else step.entry & ~mask})
    return situation


def _repaired(asked: Asked, edits: Sequence[Edit], reads: Reads = reading) -> bool:
    situation = _edited(asked.situation, edits)
    found = reads(situation)
    return (
        found is not None
        and found.outcome == "none"
        and all(wish.holds(situation, reads) for wish in _wishes(asked, "still"))
    )


def _repairs(asked: Asked, reads: Reads = reading) -> Iterator[tuple[Edit, ...]]:
    """Right repairs, the smallest first."""
    one = asked.situation
    levels = [level for level in (4, 3, 2, 1) if level >= (one.walk.level or 1)]
    read = {step.level: step.entry for step in one.walk.steps}
    single = [
        Edit(level, bit, on) for level in levels for bit in FLAGS for on in (True, False)
        if level not in read or bool(read[level] & FLAGS[bit]) != on
    ]  # fmt: skip
    for count in range(asked.question.options["edits"] + 1):
        for edits in combinations(single, count):
            if _repaired(asked, edits, reads):
                yield edits


def _written(edits: Sequence[Edit]) -> list[str]:
    return [str(edit) for edit in sorted(edits, reverse=True)]


def _repair_truth(asked: Asked) -> Value:
    found = next(_repairs(asked), None)
    if found is None:
        raise AssignmentError(
            f"question {asked.question.id}: no {asked.question.options['edits']} edits make the access succeed"
        )
    return _written(found)


def _parse_repair(asked: Asked, raw: Any) -> Value:
    parts = raw if isinstance(raw, list | tuple) else re.split(r"[;\n]+", text_of(raw, "the edits"))
    texts = [text_of(part, "an edit") for part in parts if str(part).strip()]
    edits = [_edit_of(text) for text in texts]
    most = asked.question.options["edits"]
    if not edits:
        raise FormError("no edit is written here yet, such as set RW at level 2")
    if len(edits) > most:
        allowed = "edit is" if most == 1 else "edits are"
        raise FormError(f"at most {most} {allowed} allowed here, and these are {len(edits)}")
    if len({(edit.level, edit.bit) for edit in edits}) < len(edits):
        raise FormError("the same bit is edited twice")
    return _written(edits)


def _repair_judge(asked: Asked, value: Value) -> Judged:
    edits = [_edit_of(text) for text in value]
    wanted = "; ".join(_repair_truth(asked))
    situation = _edited(asked.situation, edits)
    outcome = reading(situation).outcome
    missed = _missed(situation, _wishes(asked, "still"))
    if outcome != "none":
        return Judged(False, f"The access still does not succeed: it gives {code_words(outcome)}.", wanted)
    if missed:
        return Judged(False, missed[0], wanted, tuple(missed[1:]))
    more = len(edits) - len(_repair_truth(asked))
    return Judged(True, "Right." if more <= 0 else f"Right, though fewer edits are enough: {wanted}.", wanted)


def _repair_wrong(asked: Asked, mutant: Mutant) -> Value | None:
    if mutant.reads is None:
        return None
    found = next(_repairs(asked, mutant.reads), None)
    return _written(found) if found else None


def _repair_form(asked: Asked) -> dict[str, Any]:
    shown = shown_tables(asked)
    one = asked.situation
    return {
        "control": "edits", "most": asked.question.options["edits"], "bits": list(FLAGS), "levels": [4, 3, 2, 1],
        "tables": shown.data() if shown else None, "still": [wish.text for wish in _wishes(asked, "still")],
        "access": {"phrase": one.phrase, "address": hex(one.address), "cpl": one.control.cpl},
    }  # fmt: skip


def _repair_paper(asked: Asked) -> list[str]:
    shown = shown_tables(asked)
    wishes = _wishes(asked, "still")
    return [
        *(shown.lines() if shown else []),
        *(["It has to stay so that"] if wishes else []), *(f"  - {wish.text}" for wish in wishes),
        *(f"edit {number}: set / clear ____ at level ____" for number in range(1, asked.question.options["edits"] + 1)),
    ]  # fmt: skip


def _check_repair(question: Question, assignment: Assignment) -> None:
    _check_wishes(question, assignment, "still")
    if not 1 <= question.options["edits"] <= 3:
        raise AssignmentError(f"question {question.id}: 'edits' is 1 to 3, not {question.options['edits']}")


REPAIR = Kind(
    _repair_truth, _parse_repair, _repair_judge, _repair_form, write=lambda _asked, value: "; ".join(value),
    paper=_repair_paper, wrong=_repair_wrong, check=_check_repair,
)  # fmt: skip

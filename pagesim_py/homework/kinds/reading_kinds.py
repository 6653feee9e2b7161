"""Questions about one access and its tables: error-code, indices, decides, walk."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.format import Assignment, AssignmentError, Question
from pagesim_py.homework.kinds.base import (
    FormError,
    Judged,
    Kind,
    Value,
    number_of,
    shown_tables,
    table_of,
    text_of,
    words_of,
)
from pagesim_py.homework.mutants import Mutant
from pagesim_py.homework.situation import Reading, code_words, reading
from pagesim_py.machine.faults import Rule, explain, explain_error_code
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.verdict import SHORT

BITS = tuple(bit.name for bit in ERROR)
_NOTHING = re.compile(r"none|no[ -]?(page[ -]?)?fault|nothing|ok", re.IGNORECASE)
_MNEMONIC = re.compile(r"#(GP|SS|DF|UD)", re.IGNORECASE)
LEVELS = (4, 3, 2, 1)
FIELDS = ("level 4", "level 3", "level 2", "level 1", "offset")
_RULES = tuple(rule.name for rule in SHORT if rule is not Rule.NON_CANONICAL)


def needs_access(question: Question, assignment: Assignment) -> None:
    """``of`` names an access that is drawn."""
    draws = {draw.name: draw for draw in (*assignment.draws, *question.draws)}
    name = question.options["of"]
    if name not in draws:
        known = ", ".join(draws) or "none"
        raise AssignmentError(
            f"question {question.id}: 'of' names a drawn value, and {name!r} is none (drawn are: {known})"
        )
    if draws[name].picker not in ("access", "tables"):
        raise AssignmentError(
            f"question {question.id}: 'of' names an access here, drawn with access = [...] or tables = ..., "
            f"and {name!r} is drawn with {draws[name].picker}"
        )


def needs_address(question: Question, assignment: Assignment) -> None:
    """``of`` names something with an address."""
    draws = {draw.name: draw for draw in (*assignment.draws, *question.draws)}
    name = question.options["of"]
    if name not in draws or draws[name].picker == "one-of":
        known = ", ".join(one for one in draws if draws[one].picker != "one-of") or "none"
        raise AssignmentError(
            f"question {question.id}: 'of' names a drawn page, address or access, and {name!r} is none "
            f"(drawn are: {known})"
        )


def mutated(answer: Callable[[Reading], Value]) -> Callable[[Asked, Mutant], Value | None]:
    """What a misconception of reading answers."""

    def wrong(asked: Asked, mutant: Mutant) -> Value | None:
        if mutant.reads is None:
            return None
        found = mutant.reads(asked.situation)
        return None if found is None else answer(found)

    return wrong


def _tables_form(asked: Asked, form: dict[str, Any]) -> dict[str, Any]:
    shown = shown_tables(asked)
    one = asked.situation
    form["access"] = {"phrase": one.phrase, "address": hex(one.address), "cpl": one.control.cpl}
    if shown is not None:
        form["tables"] = shown.data()
        form["cpu"] = {"CR0.WP": int(one.control.wp), "EFER.NXE": int(one.control.nxe)}
        if one.control.pke:
            form["cpu"]["PKRU"] = hex(one.control.pkru)
    return form


def _tables_paper(asked: Asked) -> list[str]:
    shown = shown_tables(asked)
    if shown is None:
        return []
    control = asked.situation.control
    keys = f", PKRU = {control.pkru:#x}" if control.pke else ""
    return [*shown.lines(), f"CR0.WP = {control.wp:d}, EFER.NXE = {control.nxe:d}{keys}"]


# -- error-code


def _code_truth(asked: Asked) -> Value:
    return reading(asked.situation).outcome


def parse_code(_asked: Asked, raw: Any) -> Value:
    """``0x3``, ``P | W``, ``none``, or what a form with ticks gives: {"bits": [...]} or {"other": "none"}."""
    table = table_of(raw)
    if table is not None:
        if table.get("other"):
            return parse_code(_asked, table["other"])
        if "bits" not in table or not isinstance(table["bits"], list):
            raise FormError("tick the bits that are set, or say that there is no fault")
        raw = " ".join(str(bit) for bit in table["bits"]) or "0"
    text = text_of(raw, "an error code, or none")
    if _NOTHING.fullmatch(text):
        return "none"
    if _MNEMONIC.fullmatch(text):
        return text.upper()
    words = [word for word in re.split(r"[\s,|+]+", text) if word]
    by_name = {name.lower(): name for name in BITS}
    if all(word.lower() in by_name for word in words):
        code = 0
        for word in words:
            code |= ERROR.mask(by_name[word.lower()])
        return hex(code)
    return hex(number_of(text.removeprefix("#PF").strip() or text, 0x3F))


def _code_judge(asked: Asked, value: Value) -> Judged:
    one = asked.situation
    fault = one.fault()
    truth = reading(one).outcome
    wanted = code_words(truth)
    why = "The access is allowed." if fault is None else f"{fault.mnemonic}: {explain(fault)}."
    if value == truth:
        return Judged(True, "Right.", wanted, (why,))
    details: list[str] = [why]
    say = "That is not what the CPU does."
    if value.startswith("0x") and truth.startswith("0x"):
        got, right = int(value, 16), int(truth, 16)
        off = [bit for bit in ERROR if (got ^ right) & bit.mask]
        say = "One bit is wrong." if len(off) == 1 else f"{len(off)} bits are wrong."
        details += [
            f"{bit.name} is {int(bit.set)}: {bit.sentence}."
            for bit in explain_error_code(right)
            if got >> bit.position & 1 != bit.set
        ]
    elif value == "none":
        say = "There is a fault."
    elif truth == "none":
        say = "There is no fault."
    elif truth.startswith("#"):
        say = "There is a fault, but not a page fault."
    return Judged(False, say, wanted, tuple(details))


def _code_form(asked: Asked) -> dict[str, Any]:
    bits = [{"value": bit.name, "label": bit.name, "words": bit.title} for bit in ERROR]
    other = [{"value": "none", "label": "no fault"}, {"value": "#GP", "label": "another exception: #GP"}]
    return _tables_form(asked, {"control": "ticks", "options": bits, "other": other})


def _code_paper(asked: Asked) -> list[str]:
    ticks = "   ".join(f"[ ] {name}" for name in BITS)
    return [*_tables_paper(asked), f"{ticks}   [ ] no fault   [ ] #GP"]


ERROR_CODE = Kind(
    _code_truth, parse_code, _code_judge, _code_form, paper=_code_paper, wrong=mutated(lambda one: one.outcome),
    check=needs_access,
)  # fmt: skip


# -- indices


def _indices_truth(asked: Asked) -> Value:
    return list(reading(asked.situation).indices)


def _parse_indices(_asked: Asked, raw: Any) -> Value:
    words = words_of(raw, "five numbers")
    if len(words) != len(FIELDS):
        raise FormError(f"five numbers are expected, {', '.join(FIELDS)}; there are {len(words)}")
    found = []
    for field, word in zip(FIELDS, words, strict=True):
        try:
            found.append(number_of(word))
        except FormError as error:
            raise FormError(f"{field}: {error}") from None
    return found


def _indices_judge(asked: Asked, value: Value) -> Judged:
    truth = _indices_truth(asked)
    wanted = ", ".join(f"{field} {number}" for field, number in zip(FIELDS, truth[:4], strict=False))
    wanted += f", offset {truth[4]:#x}"
    if value == truth:
        return Judged(True, "Right.", wanted)
    off = [field for field, got, right in zip(FIELDS, value, truth, strict=True) if got != right]
    large = [field for field, got in zip(FIELDS, value, strict=True) if got > (4095 if field == "offset" else 511)]
    say = f"Not right yet: {', '.join(off)}."
    if large:
        say += f" {large[0].capitalize()} cannot be that large: it has {12 if large[0] == 'offset' else 9} bits."
    bits = "Bits 47 to 39, 38 to 30, 29 to 21 and 20 to 12 are the indices, bits 11 to 0 the offset."
    return Judged(False, say, wanted, (bits,))


def _indices_form(asked: Asked) -> dict[str, Any]:
    return {
        "control": "fields", "address": hex(asked.address),
        "fields": [{"name": field, "label": field, "most": 4095 if field == "offset" else 511} for field in FIELDS],
    }  # fmt: skip


INDICES = Kind(
    _indices_truth, _parse_indices, _indices_judge, _indices_form,
    write=lambda _asked, value: " ".join(map(str, value)),
    paper=lambda _asked: ["   ".join(f"{field}: ________" for field in FIELDS)],
    wrong=mutated(lambda one: list(one.indices)), check=needs_address,
)  # fmt: skip


# -- decides


def _decides(one: Reading) -> Value:
    if one.outcome == "none" or one.level is None or one.rule is None:
        return "none"
    return f"{one.level} {one.rule.name}"


def _parse_decides(_asked: Asked, raw: Any) -> Value:
    table = table_of(raw)
    if table is not None:
        if table.get("other"):
            return _parse_decides(_asked, table["other"])
        if not table.get("level") or not table.get("rule"):
            raise FormError("choose the level of the entry that decided, and the rule")
        raw = f"{table['level']} {table['rule']}"
    text = text_of(raw, "a level and a rule")
    if _NOTHING.fullmatch(text):
        return "none"
    found = re.fullmatch(r"(?:level\s*)?([0-9])[\s,:]+([A-Za-z_ -]+)", text)
    if found is None or int(found[1]) not in LEVELS:
        raise FormError(f"a level from 4 to 1 and a rule are expected, such as 3 NOT_PRESENT; not {text[:40]}")
    rule = re.sub(r"[\s-]+", "_", found[2].strip()).upper()
    if rule not in _RULES:
        raise FormError(f"there is no rule {rule[:40]}; the rules are {', '.join(_RULES)}")
    return f"{found[1]} {rule}"


def _decides_judge(asked: Asked, value: Value) -> Judged:
    one = asked.situation
    fault = one.fault()
    truth = _decides(reading(one))
    wanted = "no entry refuses: the access succeeds" if fault is None else explain(fault)
    if value == truth:
        return Judged(True, "Right.", wanted)
    if "none" in (value, truth):
        return Judged(False, "The access is allowed." if truth == "none" else "Some entry does refuse it.", wanted)
    same_level = value.split()[0] == truth.split()[0]
    same_rule = value.split()[1] == truth.split()[1]
    say = "The level is right, the rule is not." if same_level else "The rule is right, the level is not."
    return Judged(False, say if same_level or same_rule else "Neither level nor rule is right.", wanted)


def _decides_form(asked: Asked) -> dict[str, Any]:
    rules = [{"value": name, "label": SHORT[Rule[name]].format(entry="the entry", key="the page's")} for name in _RULES]
    levels = [{"value": str(level), "label": f"level {level}"} for level in LEVELS]
    form = {"control": "decides", "levels": levels, "rules": rules, "other": [{"value": "none", "label": "no fault"}]}
    return _tables_form(asked, form)


DECIDES = Kind(
    lambda asked: _decides(reading(asked.situation)), _parse_decides, _decides_judge, _decides_form,
    paper=lambda asked: [*_tables_paper(asked), "level: ____   rule: ______________________   [ ] no fault"],
    wrong=mutated(_decides), check=needs_access,
)  # fmt: skip


# -- walk


def _walked(one: Reading) -> Value:
    return [hex(address) for address in one.entries] + ["none" if one.physical is None else hex(one.physical)]


def _parse_walk(_asked: Asked, raw: Any) -> Value:
    table: Mapping[str, Any] | None = table_of(raw)
    if table is not None:
        entries = table.get("entries")
        if not isinstance(entries, list):
            raise FormError("fill in the physical addresses of the entries, one a level")
        raw = [*[one for one in entries if str(one).strip()], table.get("physical") or "none"]
    words = words_of(raw.replace("->", " ") if isinstance(raw, str) else raw, "the entries' addresses")
    if not 2 <= len(words) <= 5:
        raise FormError(
            "the physical addresses of 1 to 4 entries are expected, and then the physical address that the walk ends "
            "at, or none"
        )
    last = words.pop()
    end = "none" if _NOTHING.fullmatch(last) else hex(number_of(last))
    return [*(hex(number_of(word)) for word in words), end]


def _walk_judge(asked: Asked, value: Value) -> Judged:
    one = asked.situation
    truth = _walked(reading(one))
    steps = [
        f"Level {step.level}, entry {step.index}, at {step.address:#x}: {step.entry:#x}, {step.outcome.value}."
        for step in one.walk.steps
    ]
    wanted = f"{', '.join(truth[:-1])}; then {truth[-1] if truth[-1] != 'none' else 'no physical address'}"
    if value == truth:
        return Judged(True, "Right.", wanted, tuple(steps))
    for level, got, right in zip(LEVELS, value[:-1], truth[:-1], strict=False):
        if got != right:
            return Judged(False, f"The entry of level {level} is not read at {got}.", wanted, tuple(steps))
    if len(value) != len(truth):
        more = "goes on" if len(value) < len(truth) else "ends earlier"
        return Judged(False, f"So far it is right, but the walk {more}.", wanted, tuple(steps))
    return Judged(False, "All entries are right; the physical address is not.", wanted, tuple(steps))


def _walk_form(asked: Asked) -> dict[str, Any]:
    fields = [{"name": f"level {level}", "label": f"entry of level {level}, at physical"} for level in LEVELS]
    return _tables_form(asked, {"control": "walk", "fields": fields, "last": "physical address, or none"})


WALK = Kind(
    lambda asked: _walked(reading(asked.situation)), _parse_walk, _walk_judge, _walk_form,
    write=lambda _asked, value: f"{' '.join(value[:-1])} -> {value[-1]}",
    paper=lambda asked: [
        *_tables_paper(asked), *(f"entry of level {level} at: ______________" for level in LEVELS),
        "physical address (or none): ______________",
    ],
    wrong=mutated(_walked), check=needs_access,
)  # fmt: skip

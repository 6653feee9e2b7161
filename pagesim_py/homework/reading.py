"""Reads the checks of a question out of assignment.toml."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from pagesim_py.homework import schema
from pagesim_py.homework.format import MAX_STEPS, AssignmentError, Check
from pagesim_py.labs.loader import BOOT_KEYS, NAME, check_table
from pagesim_py.machine.keys import keys_in

MOST_STEPS = 2_000_000
"""More than this a check may not ask for: the run is recorded."""


def read_checks(tables: list[Any], where: str) -> tuple[Check, ...]:
    """The checks of one question; AssignmentError if one is no proper check."""
    found: list[Check] = []
    for number, table in enumerate(tables, 1):
        if not isinstance(table, dict):
            raise AssignmentError(f"{where}: a check is a table: begin each with [[question.check]]")
        found.append(_check(table, f"{where}, check {table.get('id', f'number {number}')}"))
        if any(other.id == found[-1].id for other in found[:-1]):
            raise AssignmentError(f"{where}: two checks have the id {found[-1].id!r}")
    return tuple(found)


def _check(table: Mapping[str, Any], where: str) -> Check:
    known = {"id": str, "say": str, **schema.RUNS, **schema.TERMS}
    check_table(table, known, ("id", "say"), where)
    if not NAME.fullmatch(table["id"]):
        raise AssignmentError(f"{where}: an id has small letters, digits and single hyphens")
    terms = {key: value for key, value in table.items() if key in schema.TERMS}
    if not terms:
        raise AssignmentError(f"{where} looks at nothing: it needs one of {', '.join(schema.TERMS)}")
    for term, value in terms.items():
        _term(term, value, f"{where}, {term}")
    boots = table.get("boots", [{}])
    if not boots or not all(isinstance(boot, dict) for boot in boots):
        raise AssignmentError(
            f"{where}: 'boots' is a list of tables such as {{ physical_memory_offset = 0x28000000000 }}"
        )
    for boot in boots:
        check_table(boot, BOOT_KEYS, (), f"{where}, boots")
    keys = table.get("keys", "")
    try:
        keys_in(keys)
    except ValueError as error:
        raise AssignmentError(f"{where}: 'keys': {error}") from None
    steps = table.get("max_steps", MAX_STEPS)
    if not 1 <= steps <= MOST_STEPS:
        raise AssignmentError(f"{where}: 'max_steps' is a number from 1 to {MOST_STEPS:,}, not {steps:,}")
    return Check(table["id"], table["say"], terms, table.get("with"), tuple(boots), keys, steps)


def _term(term: str, value: Any, where: str) -> None:
    if term in schema.TERM_KEYS:
        keys, needs = schema.TERM_KEYS[term]
        check_table(value, keys, needs, where)
    if term in ("screen", "screen-not", "serial", "called", "exceptions", "before") and isinstance(value, list):
        if not all(isinstance(one, str) for one in value):
            raise AssignmentError(f"{where} is a list of texts, not {value!r}")
    if term == "before" and len(value) < 2:
        raise AssignmentError(f"{where} lists at least two events, in the order in which they have to come")
    if term == "source" and not {"has", "not"} & set(value):
        raise AssignmentError(f"{where} says what the source 'has', or what it has 'not'")
    if term == "frames" and not value:
        raise AssignmentError(f"{where} says 'used', 'most', 'region' or 'twice'")


def near(name: str, known: Any) -> str:
    """``; did you mean ...?``, or the list of what is known."""
    found = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {found[0]!r}?" if found else f" (known are {', '.join(sorted(known))})"

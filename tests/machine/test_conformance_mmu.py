"""Recorded single accesses: our machine must agree with every one, in result, fault and accessed/dirty bits.

The file holds accesses recorded by a bare-metal program; the manual decided where CPU models differ.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pagesim_py import Access, Fault, Machine

SAMPLE = Path(__file__).parents[1] / "data" / "conformance" / "mmu_sample.jsonl.gz"

KINDS = {
    "read": Access.READ,
    "write": Access.WRITE,
    "fetch": Access.FETCH,
    "rmw": Access.READ_MODIFY_WRITE,
    "implicit_read": Access.IMPLICIT_READ,
    "stack_read": Access.STACK_READ,
    "stack_write": Access.STACK_WRITE,
}
RAM = 64 << 30
PE, WP, PG = 1 << 0, 1 << 16, 1 << 31
PAE, PGE, LA57, SMEP, SMAP, PKE, PKS = (1 << bit for bit in (5, 7, 12, 20, 21, 22, 24))
LME, LMA, NXE = 1 << 8, 1 << 10, 1 << 11
AC = 1 << 18


def make(case: dict[str, Any]) -> Machine:
    """The machine of one case."""
    machine = Machine(ram_bytes=RAM, physical_address_bits=case["physical_address_bits"])
    for address, value in case["entries"]:
        machine.memory.write_u64(int(address, 16), int(value, 16))
    cr4 = PAE
    for name, bit in (("pge", PGE), ("la57", LA57), ("smep", SMEP), ("smap", SMAP), ("pke", PKE), ("pks", PKS)):
        cr4 |= bit * case[name]
    machine.cpu.poke(
        cr0=PE | PG | WP * case["wp"],
        cr3=int(case["cr3"], 16),
        cr4=cr4,
        efer=LME | LMA | NXE * case["nxe"],
        pkru=int(case["pkru"], 16),
        pkrs=int(case["pkrs"], 16),
        rflags=2 | AC * case["ac"],
        cpl=case["cpl"],
    )
    return machine


def difference(case: dict[str, Any]) -> str | None:
    """What our machine does differently from ``case``; None if it agrees."""
    machine = make(case)
    return compare(case, machine) or compare_again(case, machine)


def compare_again(case: dict[str, Any], machine: Machine) -> str | None:
    """The same once more, with accessed and dirty bits set and tables known, but an empty TLB: the quick way."""
    for (entry, _), after in zip(case["entries"], case["expect"]["after"], strict=True):
        machine.memory.write_u64(int(entry, 16), int(after, 16))
    machine.cpu.poke()
    different = compare(case, machine)
    return different and f"the second time: {different}"


def compare(case: dict[str, Any], machine: Machine) -> str | None:
    """What the access does differently from ``case``; None if it agrees."""
    expect = case["expect"]
    address = int(case["address"], 16)
    kind = KINDS[case["kind"]]
    try:
        got = machine.cpu.access(address, case["size"], kind)
    except Fault as fault:
        if expect["ok"]:
            return f"unexpected {fault}"
        cr2 = None if expect["cr2"] is None else int(expect["cr2"], 16)
        if (fault.vector, fault.error_code, fault.cr2) != (expect["vector"], expect["error_code"], cr2):
            return f"another fault: {fault!r}"
    else:
        if not expect["ok"]:
            return f"no fault, but {[hex(a) for a in got]}"
        want = [None if p is None else int(p, 16) for p in expect["physical"]]
        if len(got) != len(want):
            return f"another number of pages: {got}"
        for ours, theirs in zip(got, want, strict=True):
            if theirs is None:
                if machine.memory.is_ram(ours >> 12):
                    return f"{ours:#x} is RAM, should be a hole"
            elif ours != theirs:
                return f"another physical address: {ours:#x}"
    for (entry, _), after, optional in zip(case["entries"], expect["after"], expect["optional"], strict=True):
        now = machine.memory.read_u64(int(entry, 16))
        if (now ^ int(after, 16)) & ~int(optional, 16):
            return f"entry {entry} is {now:#x} afterwards, should be {after}"
    return None


def cases() -> list[dict[str, Any]]:
    """All recorded cases."""
    with gzip.open(SAMPLE, "rt") as lines:
        return [json.loads(line) for line in lines]


CLASSES = (
    "perm4k", "perm2m", "perm1g", "rsvd", "rand", "cross", "canoncross", "noncanon", "recursive", "ad", "pk", "pks",
    "implicit", "rmw", "stack", "present", "hole",
)  # fmt: skip


@pytest.fixture(scope="module")
def recorded() -> dict[str, list[dict[str, Any]]]:
    """All recorded cases by class."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in CLASSES}
    for case in cases():
        found[case["class"]].append(case)
    return found


@pytest.mark.parametrize("name", CLASSES)
def test_every_recorded_access_agrees(name: str, recorded: dict[str, list[dict[str, Any]]]) -> None:
    chosen = recorded[name]
    assert chosen, f"the sample has no case of class {name}"
    wrong = [(text, case) for case in chosen if (text := difference(case)) is not None]
    assert not wrong, f"{len(wrong)} of {len(chosen)} differ; first: {wrong[0][0]}\n{json.dumps(wrong[0][1])}"


def test_the_sample_is_complete(recorded: dict[str, list[dict[str, Any]]]) -> None:
    assert sum(Counter({name: len(found) for name, found in recorded.items()}).values()) == 28_901

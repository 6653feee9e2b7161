"""Every legal combination of entry bits, control bits and kinds of access, against the oracle.

The list of ingredients is the coverage. A failure prints itself by their names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from pagesim_py import Access, Fault, Machine
from tests.sweeps.oracle import is_legal, predict

BIT = {"p": 1 << 0, "rw": 1 << 1, "us": 1 << 2, "a": 1 << 5, "d": 1 << 6, "xd": 1 << 63, "rsvd": 1 << 50}
LARGE = 1 << 7
KEY = 5
CR0, CR4, EFER = (1 << 31) | 1, 1 << 5, 0x500
CR4_BITS = {"cpu.smep": 1 << 20, "cpu.smap": 1 << 21, "cpu.pke": 1 << 22, "cpu.pks": 1 << 24}
CODE = {"P": 1, "W": 2, "U": 4, "RSVD": 8, "I": 16, "PK": 32}

ROOT, TABLES, TARGET = 0x1000, (0x2000, 0x3000, 0x4000), 1 << 30
PAGE = {1: 0x1234_5000, 2: 0x1220_0000, 3: 0x4000_0000}
"""By the leaf's level: the page tried, in level-4 slot 0. One entry above each leaf is the ``dir``."""


PLAIN_KINDS = (Access.READ, Access.WRITE)


class Bench:
    """One machine, whose leaf and dir entries are set anew for each case.

    ``above`` says how many levels above the leaf the dir stands, ``rsvd`` which bit of the dir and which of the leaf
    is the reserved one, ``noise`` which bits are set in both besides, ``pat`` which in the leaf, ``kinds`` how is read
    and written.
    """

    def __init__(
        self,
        level: int,
        five: bool = False,
        *,
        above: int = 1,
        rsvd: tuple[int, int] = (BIT["rsvd"], BIT["rsvd"]),
        noise: int = 0,
        pat: int = 0,
        kinds: tuple[Access, Access] = PLAIN_KINDS,
    ) -> None:
        self.machine = Machine(ram_bytes=4 << 30, physical_address_bits=40)
        self.level = level
        self.base_cr4 = CR4 | (1 << 12 if five else 0)
        self.address = PAGE[level] | 0x678
        chain = [ROOT, *TABLES] if not five else [0x8000, ROOT, *TABLES]
        top = len(chain)
        self.places = []
        for i, table in enumerate(chain):
            at = table + (self.address >> 12 + 9 * (top - 1 - i) & 511) * 8
            if i + 1 < top:
                self.machine.memory.write_u64(at, chain[i + 1] | 0x27)
            self.places.append(at)
        self.root = chain[0]
        self.leaf = self.places[top - level]
        self.dir = self.places[top - level - above]
        self.below = chain[top - level - above + 1]
        self.rsvd = {"dir": rsvd[0], "leaf": rsvd[1]}
        self.noise = noise
        self.pat = pat
        self.kinds = kinds

    def entries(self, bits: frozenset[str]) -> tuple[int, int]:
        """The dir and leaf entries that ``bits`` describes."""
        both = []
        for name, value in (("dir", self.below), ("leaf", TARGET | (LARGE if self.level > 1 else 0) | KEY << 59)):
            for bit, mask in (BIT | {"rsvd": self.rsvd[name]}).items():
                if f"{name}.{bit}" in bits:
                    value |= mask
            both.append(value | self.noise | (self.pat if name == "leaf" else 0))
        return both[0], both[1]

    def run(self, bits: frozenset[str]) -> str | None:
        """What differs from the oracle, or None."""
        machine = self.machine
        dir_before, leaf_before = self.entries(bits)
        machine.memory.write_u64(self.dir, dir_before)
        machine.memory.write_u64(self.leaf, leaf_before)
        keys = ("leaf.key_ad" in bits) << 2 * KEY | ("leaf.key_wd" in bits) << 2 * KEY + 1
        machine.cpu.poke(
            cr0=CR0 | ("cpu.wp" in bits) << 16,
            cr3=self.root,
            cr4=self.base_cr4 | sum(mask for name, mask in CR4_BITS.items() if name in bits),
            efer=EFER | ("cpu.nxe" in bits) << 11,
            rflags=2 | ("cpu.ac" in bits) << 18,
            pkru=keys,
            pkrs=keys,
            cpl=3 if "try.user" in bits else 0,
        )
        kind = Access.FETCH if "try.fetch" in bits else self.kinds["try.write" in bits]
        if "try.implicit" in bits:
            kind = Access.IMPLICIT_WRITE if "try.write" in bits else Access.IMPLICIT_READ
        want = predict(bits)
        try:
            (got,) = machine.cpu.access(self.address, 1, kind)
            if want.code is not None:
                return f"no fault, but {sorted(want.code)} predicted"
            size = 1 << 12 + 9 * (self.level - 1)
            if got != TARGET + self.address % size:
                return f"physical address {got:#x}"
        except Fault as fault:
            if want.code is None:
                return f"unpredicted {fault}"
            if fault.vector != 14 or fault.cr2 != self.address:
                return f"vector {fault.vector}, CR2 {fault.cr2}"
            if fault.error_code != sum(CODE[name] for name in want.code):
                return f"error code {fault.error_code:#x}, predicted {sorted(want.code)}"
        for name, place, before in (("dir", self.dir, dir_before), ("leaf", self.leaf, leaf_before)):
            after = machine.memory.read_u64(place)
            changed = {f"{name}.{bit}" for bit, mask in BIT.items() if (after ^ before) & mask}
            must = {bit for bit in want.must if bit.startswith(name) and bit not in bits}
            may = {bit for bit in want.may if bit.startswith(name)}
            if not must <= changed <= may:
                return f"newly set in {name}: {sorted(changed)}, predicted {sorted(must)} to {sorted(may)}"
        return None


def combinations(names: Iterable[str], always: Iterable[str] = ()) -> Iterable[frozenset[str]]:
    """Every legal subset of ``names``, each with ``always`` added."""
    fixed = frozenset(always)
    names = tuple(names)
    for chosen in itertools.product((False, True), repeat=len(names)):
        bits = frozenset(itertools.compress(names, chosen)) | fixed
        if is_legal(bits):
            yield bits


def sweep(bench: Bench, cases: Iterable[frozenset[str]], least: int) -> None:
    """Runs all ``cases``; ``least`` guards against a sweep that has become empty."""
    count = 0
    for bits in cases:
        wrong = bench.run(bits)
        assert wrong is None, f"{wrong}; ingredients: {' '.join(sorted(bits))}"
        count += 1
    assert count >= least


RIGHTS = ("dir.rw", "dir.us", "dir.xd", "leaf.rw", "leaf.us", "leaf.xd")
TRIES = ("try.write", "try.fetch", "try.user", "try.implicit")
PRESENT = ("dir.p", "leaf.p")


USED = ("dir.a", "leaf.a")
"""With these set before, the machine may take its quick way through the tables."""


@pytest.mark.parametrize(("level", "before"), [(1, ()), (1, USED), (1, (*USED, "leaf.d")), (2, ()), (3, USED)])
def test_rights_are_those_of_all_levels_together(level: int, before: tuple[str, ...]) -> None:
    names = (*RIGHTS, *TRIES, "cpu.wp", "cpu.nxe", "cpu.smep", "cpu.smap")
    sweep(Bench(level), combinations(names, (*PRESENT, *before)), 10_000)


PARENTS = [
    (leaf, five, above)
    for leaf in (1, 2, 3)
    for five in (False, True)
    for above in range(1, (5 if five else 4) - leaf + 1)
]
"""The leaf's level, five levels or four, how far above the dir stands."""


@pytest.mark.parametrize(("level", "five", "above"), PARENTS)
def test_the_rights_of_every_level_above_count(level: int, five: bool, above: int) -> None:
    names = (*RIGHTS, *TRIES, "cpu.wp", "cpu.nxe")
    sweep(Bench(level, five, above=above), combinations(names, PRESENT), 2_000)


RESERVED = [
    # leaf's level, five levels?, dir above by, reserved bit of the dir, reserved bit of the leaf
    (1, False, 1, 40, 40), (1, False, 2, 51, 51), (1, False, 3, 7, 45), (1, True, 4, 7, 51), (1, True, 3, 7, 40),
    (2, False, 1, 40, 13), (2, False, 2, 7, 20), (2, True, 3, 7, 17), (3, False, 1, 7, 13), (3, True, 2, 7, 29),
    (3, False, 1, 45, 20),
]  # fmt: skip


@pytest.mark.parametrize(("level", "five", "above", "in_dir", "in_leaf"), RESERVED)
def test_each_reserved_bit_refuses_whatever_the_access(
    level: int, five: bool, above: int, in_dir: int, in_leaf: int
) -> None:
    names = ("dir.p", "dir.rsvd", "leaf.p", "leaf.rsvd", "leaf.rw", *TRIES, "cpu.wp", "cpu.nxe")
    bench = Bench(level, five, above=above, rsvd=(1 << in_dir, 1 << in_leaf))
    sweep(bench, combinations(names, ("dir.us", "leaf.us", "dir.rw")), 1_000)


IGNORED = 1 << 3 | 1 << 4 | 7 << 9 | 0x7F << 52
"""PWT, PCD, and the bits that the CPU leaves to software."""


@pytest.mark.parametrize(("level", "pat"), [(1, 1 << 7), (2, 1 << 12), (3, 1 << 12)])
def test_ignored_bits_and_pat_change_nothing(level: int, pat: int) -> None:
    bench = Bench(level, noise=IGNORED, pat=pat)
    sweep(bench, combinations((*RIGHTS, *TRIES, "cpu.wp", "cpu.nxe"), PRESENT), 2_000)


@pytest.mark.parametrize(
    "kinds", [(Access.STACK_READ, Access.STACK_WRITE), (Access.READ, Access.READ_MODIFY_WRITE)], ids=["stack", "rmw"]
)
def test_stack_accesses_and_read_modify_writes_follow_the_rules_of_reads_and_writes(
    kinds: tuple[Access, Access],
) -> None:
    names = ("dir.rw", "leaf.p", "leaf.rw", "leaf.us", "leaf.key_ad", "leaf.key_wd", "try.write", "try.user")
    cpu = ("cpu.wp", "cpu.smap", "cpu.ac", "cpu.pke")
    sweep(Bench(1, kinds=kinds), combinations((*names, *cpu), ("dir.p", "dir.us", "cpu.nxe")), 4_000)


def test_five_levels_follow_the_same_rules() -> None:
    sweep(Bench(1, five=True), combinations((*RIGHTS, *TRIES, "cpu.wp", "cpu.nxe"), PRESENT), 2_000)


def test_smap_looks_at_ac_for_explicit_accesses_only() -> None:
    names = ("dir.us", "leaf.us", "leaf.rw", *TRIES, "cpu.wp", "cpu.smap", "cpu.smep", "cpu.ac", "cpu.nxe")
    sweep(Bench(1), combinations(names, (*PRESENT, "dir.rw")), 2_500)


@pytest.mark.parametrize("before", [(), USED])
def test_presence_and_reserved_bits_come_before_rights(before: tuple[str, ...]) -> None:
    names = ("dir.p", "dir.rsvd", "dir.xd", "dir.rw", "leaf.p", "leaf.rsvd", "leaf.xd", "leaf.us", *TRIES, "cpu.nxe")
    sweep(Bench(1), combinations((*names, "cpu.smep"), ("dir.us", *before)), 9_000)


def test_keys_apply_to_data_accesses_and_are_the_leafs() -> None:
    names = ("dir.us", "leaf.us", "leaf.rw", "leaf.key_ad", "leaf.key_wd", *TRIES, "cpu.wp", "cpu.pke", "cpu.pks")
    sweep(Bench(2), combinations((*names, "cpu.smap"), (*PRESENT, "dir.rw", "cpu.nxe")), 4_000)


@pytest.mark.parametrize("level", [1, 3])
def test_accessed_and_dirty_bits_are_set_when_the_access_succeeds(level: int) -> None:
    names = ("dir.a", "leaf.a", "leaf.d", "leaf.p", "leaf.rw", "leaf.us", "dir.rw", *TRIES, "cpu.wp")
    sweep(Bench(level), combinations(names, ("dir.p", "dir.us", "cpu.nxe")), 1_000)

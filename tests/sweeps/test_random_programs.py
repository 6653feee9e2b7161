"""Random programs of accesses, table edits, invalidations and changes of control state, on the machine and the model.

After every step both must agree in the result, in every paging-structure entry and in everything that the TLB holds.
Tables of every level may point to one another, so walks also go through recursive entries. The seeds are fixed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from pagesim_py import Access, Fault, Machine
from pagesim_py.machine.control import FEATURES
from pagesim_py.machine.tlb import Tlb
from tests.sweeps.model import Model, Refused

PHYSICAL_BITS = 40
SLOTS = (0, 1, 511)
TABLES = {
    1: (0x1000, 0x2000, 0x3000),
    2: (0x4000, 0x5000),
    3: (0x6000, 0x7000),
    4: (0x8000, 0x9000),
    5: (0xA000, 0xB000),
}
ENTRY_BITS = {0: 0.98, 1: 0.85, 2: 0.7, 3: 0.2, 4: 0.2, 5: 0.5, 6: 0.5, 8: 0.3, 9: 0.2, 52: 0.2, 58: 0.2, 63: 0.1}
CR4_BITS = {"pge": 7, "pcide": 17, "smep": 20, "smap": 21, "pke": 22, "pks": 24}
KEYS = (0, 3, 12, 8, 3 << 10, 1 << 30, 2 << 30)
NO_FLUSH = 1 << 63


class Pair:
    """The machine and the model, with the same tables, and the choices that ``seed`` makes."""

    def __init__(self, seed: int, recording: bool) -> None:
        self.random = random.Random(seed)
        chance = self.random.random
        self.levels = 5 if chance() < 0.3 else 4
        big_pages = chance() < 0.8
        self.machine = Machine(
            1 << PHYSICAL_BITS,
            PHYSICAL_BITS,
            FEATURES if big_pages else FEATURES - {"gbpages"},
            tlb=Tlb(64, 64, 64, 64),
        )
        self.places = [
            (level, table + 8 * slot)
            for level in range(1, self.levels + 1)
            for table in TABLES[level]
            for slot in SLOTS
        ]
        root = TABLES[self.levels][0]
        self.model = Model({}, root, self.levels, PHYSICAL_BITS, big_pages)
        for level, at in self.places:
            self.write(at, self.entry(level))
        self.machine.cpu.poke(cr0=0x8001_0011, cr3=root, cr4=0x20 | (self.levels == 5) << 12, efer=0xD00, rflags=2)
        self.machine.log = [] if recording else None
        self.addresses = [self.address() for _ in range(10)]
        self.done: list[str] = []

    def entry(self, level: int) -> int:
        """A paging-structure entry that may stand in a table of ``level``."""
        choose, chance = self.random.choice, self.random.random
        value = sum(1 << bit for bit, share in ENTRY_BITS.items() if chance() < share) | choose((0, 0, 1, 5, 15)) << 59
        if level == 1:
            value |= choose((0x10_0000, 0x10_1000, 0x3FF_F000, TABLES[1][0])) | choose((0, 0, 1 << 7))
        elif level in (2, 3) and chance() < 0.4:
            value |= 1 << 7 | choose((0, 1 << 30, 2 << 30)) | choose((0, 0, 0, 1 << 12))
            value |= 1 << choose((13, 20, 21, 29)) if chance() < 0.04 else 0
        else:
            value |= choose(TABLES[level - 1] if chance() < 0.9 else TABLES[level])
            value |= 1 << 7 if level > 3 and chance() < 0.03 else 0
        return value | (1 << choose((40, 45, 51)) if chance() < 0.03 else 0)

    def address(self) -> int:
        value = 0
        for _ in range(self.levels):
            value = value << 9 | self.random.choice(SLOTS)
        value = value << 12 | self.random.choice((0, 0x123, 0xFF8, 0xFFD))
        bits = 12 + 9 * self.levels
        if value >> bits - 1:
            value |= (1 << 64) - (1 << bits)
        return value ^ (1 << self.random.randrange(bits, 64) if self.random.random() < 0.02 else 0)

    def write(self, at: int, value: int) -> None:
        self.machine.memory.write_u64(at, value)
        self.model.words[at] = value

    def both(self, ours: Callable[[], object], theirs: Callable[[], None], refused: bool) -> None:
        """A privileged instruction: done on both, or refused by #GP if the manual says so."""
        cpl = self.machine.cpu.cpl
        self.machine.cpu.cs = 8
        if refused:
            with pytest.raises(Fault) as caught:
                ours()
            assert (caught.value.vector, caught.value.error_code) == (13, 0)
        else:
            ours()
            theirs()
        self.machine.cpu.cs = 8 | cpl

    # -- steps

    def access(self) -> None:
        address, size = self.random.choice(self.addresses), self.random.choice((1, 1, 4, 8))
        kind = self.random.choice(list(Access))
        self.done.append(f"{kind.name} of {size} at {address:#x}, CPL {self.machine.cpu.cpl}")
        got: Any
        want: Any
        try:
            got = self.machine.cpu.access(address, size, kind)
        except Fault as fault:
            got = fault.vector, fault.error_code, fault.cr2
        try:
            want = self.model.access(address, size, kind.name)
        except Refused as refused:
            want = refused.args
        assert got == want

    def edit(self) -> None:
        level, at = self.random.choice(self.places)
        value = self.entry(level)
        if self.random.random() < 0.5:
            value = self.model.words[at] ^ 1 << self.random.choice((0, 1, 2, 5, 6, 8, 63))
        self.done.append(f"[{at:#x}] = {value:#x}")
        self.write(at, value)

    def invlpg(self) -> None:
        address = self.random.choice(self.addresses)
        self.done.append(f"invlpg {address:#x}")
        pcid = self.model.pcid
        forget = self.model.forget_address
        self.both(
            lambda: self.machine.cpu.invlpg(address), lambda: forget(address, pcid, globals_too=True), refused=False
        )

    def invpcid(self) -> None:
        number, pcid, address = (
            self.random.randrange(4),
            self.random.choice((0, 1, 5)),
            self.random.choice(self.addresses),
        )
        self.done.append(f"invpcid {number}, {pcid}, {address:#x}")
        model = self.model
        forget = (
            lambda: model.forget_address(address, pcid, globals_too=False),
            lambda: model.forget_pcid(pcid),
            lambda: model.forget_all(),
            lambda: model.forget_all(keep_globals=True),
        )[number]
        bad = (number < 2 and pcid != 0 and not model.pcide) or (number == 0 and not model.is_canonical(address))
        self.both(lambda: self.machine.cpu.invpcid(number, pcid, address), forget, bad)

    def cr3(self) -> None:
        value = (
            self.random.choice(TABLES[self.levels]) | self.random.choice((0, 1, 5)) | self.random.choice((0, NO_FLUSH))
        )
        self.done.append(f"cr3 = {value:#x}")

        def change() -> None:
            self.model.cr3 = value & ~NO_FLUSH
            if not value & NO_FLUSH:
                self.model.forget_pcid(self.model.pcid)

        self.both(lambda: self.machine.cpu.mov_to_cr3(value), change, bool(value & NO_FLUSH) and not self.model.pcide)

    def cr4(self) -> None:
        name = self.random.choice(list(CR4_BITS))
        self.done.append(f"cr4 ^= {name}")
        model, cpu = self.model, self.machine.cpu
        was = getattr(model, name)

        def change() -> None:
            setattr(model, name, not was)
            if name == "pge" or (name, was) in (("pcide", True), ("smep", False)):
                model.forget_all()

        bad = name == "pcide" and not was and model.cr3 & 0xFFF != 0
        self.both(lambda: cpu.mov_to_cr4(cpu.cr4 ^ 1 << CR4_BITS[name]), change, bad)

    def wp_or_nxe(self) -> None:
        model, cpu = self.model, self.machine.cpu
        if self.random.random() < 0.6:
            self.done.append("cr0 ^= wp")
            self.both(lambda: cpu.mov_to_cr0(cpu.cr0 ^ 1 << 16), lambda: setattr(model, "wp", not model.wp), False)
        else:
            self.done.append("efer ^= nxe")
            self.both(lambda: cpu.wrmsr_efer(cpu.efer ^ 1 << 11), lambda: setattr(model, "nxe", not model.nxe), False)
            model.forget_all()

    def cpl_or_ac(self) -> None:
        cpu, model = self.machine.cpu, self.model
        if self.random.random() < 0.5:
            cpu.rflags ^= 1 << 18
            model.ac = not model.ac
        else:
            model.cpl = 3 - model.cpl
            cpu.cs = 8 | model.cpl
        self.done.append(f"ac {model.ac}, cpl {model.cpl}")

    def keys(self) -> None:
        model, cpu = self.model, self.machine.cpu
        pkrs, pkru = (self.random.choice((*KEYS, self.random.getrandbits(32))) for _ in range(2))
        self.done.append(f"pkrs = {pkrs:#x}, pkru = {pkru:#x}")
        self.both(lambda: cpu.wrmsr_pkrs(pkrs), lambda: setattr(model, "pkrs", pkrs), False)
        if model.pke:
            cpu.wrpkru(pkru)
            model.pkru = pkru

    def step(self) -> None:
        doings = (
            self.access,
            self.edit,
            self.invlpg,
            self.invpcid,
            self.cr3,
            self.cr4,
            self.wp_or_nxe,
            self.cpl_or_ac,
            self.keys,
        )
        (doing,) = self.random.choices(doings, (65, 10, 2, 2, 4, 4, 2, 4, 2))
        doing()

    def compare(self) -> None:
        """Every entry, and everything in the TLB."""
        for at, value in self.model.words.items():
            assert self.machine.memory.read_u64(at) == value, f"entry {at:#x}"
        ours = {
            (one.address, one.size, one.frame, one.pcid, one.dirty, one.writable, one.user, one.executable, one.key)
            for one in self.machine.tlb
        }
        theirs = {tuple(vars(one).values()) for one in self.model.tlb}
        assert ours == theirs
        assert len(self.machine.tlb) == len(theirs)


PROGRAMS, STEPS = 64, 300


@pytest.mark.parametrize("recording", [False, True])
def test_a_random_program_does_the_same_on_the_machine_and_the_model(recording: bool) -> None:
    held = 0
    for seed in range(PROGRAMS):
        pair = Pair(seed + PROGRAMS * recording, recording)
        for _ in range(STEPS):
            try:
                pair.step()
                pair.compare()
            except AssertionError as error:
                raise AssertionError(f"seed {seed}: {error}\n" + "\n".join(pair.done[-12:])) from None
            held += len(pair.model.tlb)
    assert held > PROGRAMS * STEPS, "a program whose accesses all fault would show little"

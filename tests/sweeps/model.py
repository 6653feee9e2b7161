"""A second CPU to compare with: walk, rights, accessed and dirty bits, and a TLB without limits, as plainly as can be.

Written from the manual (SDM vol. 3A 4.5 to 4.10) in another shape than the machine: one loop over whole entries held in
a dictionary, translations in a list that is searched from end to end, no masks prepared, no shortcuts.
"""

from __future__ import annotations

from dataclasses import dataclass

WORD = (1 << 64) - 1
WRITES = {"WRITE", "READ_MODIFY_WRITE", "STACK_WRITE", "IMPLICIT_WRITE"}
ADDRESS = 0xF_FFFF_FFFF_F000


class Refused(Exception):
    """The access faults: vector, error code, CR2."""


@dataclass
class Held:
    """One translation in the TLB."""

    start: int
    size: int
    frame: int
    pcid: int | None
    dirty: bool
    writable: bool
    user: bool
    executable: bool
    key: int

    def covers(self, address: int) -> bool:
        return self.start <= address < self.start + self.size


@dataclass
class Model:
    """The state that an access depends on. ``words`` are the paging-structure entries by physical address."""

    words: dict[int, int]
    cr3: int
    levels: int
    physical_bits: int
    big_pages: bool
    pcide: bool = False
    pge: bool = False
    smep: bool = False
    smap: bool = False
    pke: bool = False
    pks: bool = False
    wp: bool = True
    nxe: bool = True
    ac: bool = False
    cpl: int = 0
    pkru: int = 0
    pkrs: int = 0

    def __post_init__(self) -> None:
        self.tlb: list[Held] = []

    # -- accesses

    def access(self, address: int, size: int, kind: str) -> tuple[int, ...]:
        """Physical addresses, one for each page touched. Raises Refused."""
        places = [address]
        last = address + size - 1 & WORD
        if last >> 12 != address >> 12:
            places.append(last >> 12 << 12)
        for place in places:
            if not self.is_canonical(place):
                raise Refused(12 if kind.startswith("STACK") else 13, 0, None)
        return tuple(self.translate(place, kind) for place in places)

    def is_canonical(self, address: int) -> bool:
        sign = 12 + 9 * self.levels - 1
        return len({address >> bit & 1 for bit in range(sign, 64)}) == 1

    @property
    def pcid(self) -> int:
        return self.cr3 % 4096 if self.pcide else 0

    def translate(self, address: int, kind: str) -> int:
        own = kind.startswith("IMPLICIT")
        told = 2 if kind in WRITES else 0
        told |= 4 if self.cpl == 3 and not own else 0
        told |= 16 if kind == "FETCH" and (self.nxe or self.smep) else 0
        held = self.find(address)
        if held is None or (kind in WRITES and not held.dirty and not self.refusal(held, kind)):
            if held is not None:
                self.tlb.remove(held)
            held = self.walk(address, kind, told)
        refused = self.refusal(held, kind)
        if refused:
            self.fail(address, told | refused)
        return held.frame + address - held.start

    def fail(self, address: int, code: int) -> None:
        """A page fault also forgets what the TLB holds for the page."""
        self.forget_address(address, self.pcid, globals_too=True)
        raise Refused(14, code, address)

    def walk(self, address: int, kind: str, told: int) -> Held:
        """What the tables say; sets accessed and dirty bits and fills the TLB if the access is allowed."""
        table = self.cr3 & ADDRESS
        path = []
        for level in range(self.levels, 0, -1):
            at = table + 8 * (address >> 12 + 9 * (level - 1) & 511)
            entry = self.words.get(at, 0)
            if not entry & 1:
                self.fail(address, told)
            large = bool(entry & 128) and level > 1
            size = 1 << 12 + 9 * (level - 1)
            may_be_large = level == 2 or (level == 3 and self.big_pages)
            wrong = entry & ADDRESS and (entry & ADDRESS) >> self.physical_bits
            wrong = wrong or (entry >> 63 and not self.nxe) or (large and not may_be_large)
            wrong = wrong or (large and may_be_large and (entry & ADDRESS) % size & ~(1 << 12))
            if wrong:
                self.fail(address, told | 1 | 8)
            path.append(at)
            if level == 1 or large:
                break
            self.words[at] |= 32
            table = entry & ADDRESS
        entries = [self.words[at] for at in path]
        leaf = entries[-1]
        found = Held(
            address // size * size,
            size,
            (leaf & ADDRESS) // size * size,
            None if leaf & 256 and self.pge else self.pcid,
            False,
            all(entry & 2 for entry in entries),
            all(entry & 4 for entry in entries),
            not any(entry >> 63 for entry in entries),
            leaf >> 59 & 15,
        )
        if not self.refusal(found, kind):
            self.words[path[-1]] |= 32 | (64 if kind in WRITES else 0)
            found.dirty = bool(self.words[path[-1]] & 64)
            same = (found.start, found.size, found.pcid)
            self.tlb = [one for one in self.tlb if (one.start, one.size, one.pcid) != same]
            self.tlb.append(found)
        return found

    def refusal(self, page: Held, kind: str) -> int:
        """The error code's P and PK bits if the rights refuse, else 0."""
        own = kind.startswith("IMPLICIT")
        user = self.cpl == 3 and not own
        respects = user or self.wp
        if kind == "FETCH":
            refused = (user and not page.user) or (self.nxe and not page.executable)
            return int(refused or (self.smep and not user and page.user))
        refused = user and not page.user
        refused = refused or (kind in WRITES and respects and not page.writable)
        refused = refused or (self.smap and not user and page.user and (own or not self.ac))
        keys = (self.pkru if self.pke else 0) if page.user else (self.pkrs if self.pks and not user else 0)
        no_access, no_write = keys >> 2 * page.key & 1, keys >> 2 * page.key + 1 & 1
        if no_access or (no_write and kind in WRITES and respects):
            return 1 | 32
        return int(refused)

    # -- the TLB

    def find(self, address: int) -> Held | None:
        """The one to use: the smallest, then the PCID's own; the manual leaves it open where several can be."""
        can = [one for one in self.tlb if one.covers(address) and one.pcid in (None, self.pcid)]
        return min(can, key=lambda one: (one.size, one.pcid is None), default=None)

    def forget_address(self, address: int, pcid: int, *, globals_too: bool) -> None:
        self.tlb = [
            one
            for one in self.tlb
            if not one.covers(address) or not (one.pcid == pcid or (globals_too and one.pcid is None))
        ]

    def forget_pcid(self, pcid: int) -> None:
        self.tlb = [one for one in self.tlb if one.pcid != pcid]

    def forget_all(self, *, keep_globals: bool = False) -> None:
        self.tlb = [one for one in self.tlb if keep_globals and one.pcid is None]

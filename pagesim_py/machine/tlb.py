"""The translation look-aside buffer: lookup, fill, drop; it never walks (SDM vol. 3A 4.10).

Entries are tagged with their PCID, or are global. Two arrays stand side by side: one for 4 KiB pages, one for
large pages; each has sets of ``ways`` entries, and a full set gives up the one that was filled first, so a
hit changes nothing. Which set: the low bits of the page number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pagesim_py.machine.address import SHIFT
from pagesim_py.machine.flags import ENTRY_KEY_SHIFT, ENTRY_RW, ENTRY_US, ENTRY_XD

GLOBAL_TAG = 0
"""The tag of global entries; others have PCID + 1."""
TAG_BITS = 13
"""Bits of a key that hold the tag, below the page number."""


class Stored(NamedTuple):
    """One translation as the TLB holds it. Addresses in bytes."""

    page: int
    """The linear address (64 bits, sign extension and all) >> the page's shift."""
    tag: int
    level: int
    frame: int
    """Physical address of the page's first byte."""
    all_of: int
    any_of: int
    dirty: int
    entries: tuple[int, ...]
    """The raw entries it was made from, top level first."""
    root: int
    """Physical address of the top table it was made from."""

    @property
    def address(self) -> int:
        """The linear address of the page's first byte."""
        return self.page << SHIFT[self.level]

    @property
    def size(self) -> int:
        """Bytes of the page."""
        return 1 << SHIFT[self.level]

    @property
    def pcid(self) -> int | None:
        """The process-context identifier; None if the entry is global."""
        return None if self.tag == GLOBAL_TAG else self.tag - 1

    @property
    def is_global(self) -> bool:
        """Whether it survives a load of CR3."""
        return self.tag == GLOBAL_TAG

    @property
    def writable(self) -> bool:
        """R/W of all entries together."""
        return bool(self.all_of & ENTRY_RW)

    @property
    def user(self) -> bool:
        """U/S of all entries together."""
        return bool(self.all_of & ENTRY_US)

    @property
    def executable(self) -> bool:
        """No entry has XD."""
        return not self.any_of & ENTRY_XD

    @property
    def key(self) -> int:
        """The leaf's protection key."""
        return self.entries[-1] >> ENTRY_KEY_SHIFT & 15

    @property
    def entry_addresses(self) -> tuple[int, ...]:
        """Physical addresses of the entries it was made from, top level first."""
        table, found = self.root, []
        level = self.level + len(self.entries) - 1
        for entry in self.entries:
            found.append(table + (self.address >> SHIFT[level] & 0x1FF) * 8)
            table = entry & 0x000F_FFFF_FFFF_F000
            level -= 1
        return tuple(found)


class Place(NamedTuple):
    """Where an entry sits: which array and set, and how many were filled before it in that set."""

    array: int
    index: int  # type: ignore[assignment]
    position: int


Raw = tuple[int, int, int, int, int, int, int, tuple[int, ...], int]
Set = dict[int, Raw]
"""A set holds plain tuples with the fields of ``Stored``, because making those is quicker."""


class Tlb:
    """``sets`` x ``ways`` entries for 4 KiB pages and ``large_sets`` x ``large_ways`` for 2 MiB and 1 GiB pages.

    The numbers of sets are powers of two. Iterating gives every entry held.
    """

    def __init__(
        self, sets: int = 128, ways: int = 12, large_sets: int = 8, large_ways: int = 4, *, enabled: bool = True
    ) -> None:
        for count in (sets, large_sets):
            if count < 1 or count & (count - 1):
                raise ValueError(f"the number of sets is a power of two, not {count}")
        if ways < 1 or large_ways < 1:
            raise ValueError("a set has at least one way")
        self.ways = (ways, large_ways)
        self.arrays: tuple[list[Set], list[Set]] = ([{} for _ in range(sets)], [{} for _ in range(large_sets)])
        self.small_mask = sets - 1
        self.large_mask = large_sets - 1
        self.enabled = enabled
        """False: nothing is looked up or remembered; every access walks."""
        self.others = 0
        """Global and large entries held: with none, one look for the page's own tag is the whole lookup."""
        self.large_count = 0
        """Entries held for large pages: with none, lookup need not try them."""
        self.global_count = 0
        """Global entries held: with none, lookup need not try their tag."""

    def copy(self) -> Tlb:
        """Another one of the same size that holds the same."""
        sets, large_sets = map(len, self.arrays)
        other = Tlb(sets, self.ways[0], large_sets, self.ways[1], enabled=self.enabled)
        other.load(self.contents())
        return other

    def __iter__(self) -> Iterator[Stored]:
        for array in self.arrays:
            for one in array:
                yield from map(Stored._make, one.values())

    def __len__(self) -> int:
        return sum(len(one) for array in self.arrays for one in array)

    def holding(self, address: int) -> list[Stored]:
        """Every entry that translates ``address``, whatever its tag and page size."""
        found = []
        for level in (1, 2, 3):
            page = address >> SHIFT[level]
            one = self.arrays[level > 1][page & (self.large_mask if level > 1 else self.small_mask)]
            entries = map(Stored._make, one.values())
            found += [entry for entry in entries if entry.page == page and entry.level == level]
        return found

    def find(self, address: int, tag: int) -> Stored | None:
        """The entry that translates ``address`` for ``tag`` (PCID + 1), or a global one; None on a miss."""
        page = address >> 12
        one = self.arrays[0][page & self.small_mask]
        found = one.get(page << TAG_BITS | tag)
        if found is None and self.global_count:
            found = one.get(page << TAG_BITS | GLOBAL_TAG)
        if found is None and self.large_count:
            found = self._find_large(address, tag)
        return None if found is None else Stored._make(found)

    def _find_large(self, address: int, tag: int) -> Raw | None:
        sets, mask = self.arrays[1], self.large_mask
        for level, page in ((2, address >> SHIFT[2]), (3, address >> SHIFT[3])):
            one = sets[page & mask]
            if one:
                key = (page << 2 | level) << TAG_BITS  # as ``key`` makes it
                found = one.get(key | tag) or one.get(key | GLOBAL_TAG)
                if found is not None:
                    return found
        return None

    @staticmethod
    def key(page: int, tag: int, level: int) -> int:
        """The key of an entry in its set. Large pages of different sizes get different keys."""
        return (page << 2 | level if level > 1 else page) << TAG_BITS | tag

    def set_of(self, entry: Stored) -> tuple[Set, int, int]:
        """The set where ``entry`` belongs, the number of its array and its index there."""
        array = 0 if entry.level == 1 else 1
        index = entry.page & (self.large_mask if array else self.small_mask)
        return self.arrays[array][index], array, index

    def fill(self, entry: Raw) -> tuple[Raw, Place] | None:
        """Puts ``entry`` in; the entry it pushed out of a full set, with its place, or None."""
        page, tag, level, *_ = entry
        if level > 1:
            array, index, key = 1, page & self.large_mask, (page << 2 | level) << TAG_BITS | tag  # as ``key`` makes it
        else:
            array, index, key = 0, page & self.small_mask, page << TAG_BITS | tag
        one = self.arrays[array][index]
        victim = None
        if key not in one:
            if len(one) >= self.ways[array]:
                pushed = one.pop(next(iter(one)))
                victim = pushed, Place(array, index, 0)
                self._count(pushed, -1)
            self._count(entry, 1)
        one[key] = entry
        return victim

    def drop(self, entry: Stored) -> Place:
        """Takes ``entry`` out; the place where it was. KeyError if it is not held."""
        one, array, index = self.set_of(entry)
        key = self.key(entry.page, entry.tag, entry.level)
        position = list(one).index(key) if key in one else -1
        self._take(one, key)
        return Place(array, index, position)

    def put_back(self, entry: Stored, place: Place) -> None:
        """Undoes ``drop``: puts ``entry`` exactly where it was."""
        one = self.arrays[place.array][place.index]
        items = list(one.items())
        items.insert(place.position, (self.key(entry.page, entry.tag, entry.level), entry))
        one.clear()
        one.update(items)
        self._count(entry, 1)

    def clear(self) -> None:
        """Forgets everything."""
        for array in self.arrays:
            for one in array:
                if one:
                    one.clear()
        self.others = self.large_count = self.global_count = 0

    def contents(self) -> tuple[Stored, ...]:
        """Every entry held, set by set in order of filling: enough for ``load`` to bring it all back."""
        return tuple(self)

    def load(self, contents: tuple[Stored, ...]) -> None:
        """Brings back what ``contents`` gave."""
        self.clear()
        for entry in contents:
            self.fill(entry)

    def _take(self, one: Set, key: int) -> Stored:
        entry = Stored._make(one.pop(key))
        self._count(entry, -1)
        return entry

    def _count(self, entry: Raw, by: int) -> None:
        if entry[2] > 1:
            self.large_count += by
        elif entry[1] != GLOBAL_TAG:
            return
        if entry[1] == GLOBAL_TAG:
            self.global_count += by
        self.others = self.large_count + self.global_count

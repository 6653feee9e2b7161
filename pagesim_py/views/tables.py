"""The page tables as a tree, from the top table down: present entries first, runs of alike entries folded.

A row is named by its path: the indices from the top table down, joined by dots (``0.1.3``); a folded run by
``first-last`` in place of the last index. The caller keeps the set of open paths; the view keeps nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from pagesim_py.machine.address import ENTRIES, PAGE_SIZE, SHIFT, canonical
from pagesim_py.machine.flags import ENTRY_P
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import ADDRESS_BITS, Control, Walk, levels
from pagesim_py.views.entry import COLUMNS, flag_cells, flag_heads
from pagesim_py.views.html import Html, button, code, el, join, words
from pagesim_py.views.numbers import count, size

FOLD_FROM = 3
"""Alike entries in a row are folded from this many on."""
SHOWN_OF_RUN = 64
"""Entries of an opened run that are listed one by one; the rest stays folded."""
MAX_ROWS = 600


class Table(NamedTuple):
    """One table: its level, physical address, the first address it covers, and its path."""

    level: int
    at: int
    covers: int
    path: str


class Run(NamedTuple):
    """Alike entries ``first`` to ``last`` of a table; each maps or points ``stride`` bytes after the one before."""

    first: int
    last: int
    entry: int
    is_page: bool
    stride: int

    @property
    def length(self) -> int:
        """How many entries."""
        return self.last - self.first + 1


def runs(words: memoryview, maps: int, page: int) -> list[Run]:
    """The present entries of a table as runs. ``maps`` is the mask that tells a page, ``page`` its size in bytes."""
    found: list[Run] = []
    for index, entry in enumerate(words):
        if not entry & ENTRY_P:
            continue
        if found:
            run = found[-1]
            if run.last == index - 1:
                strides = (run.stride,) if run.length > 1 else (page if run.is_page else PAGE_SIZE, 0)
                for stride in strides:
                    if entry == run.entry + run.length * stride:
                        found[-1] = run._replace(last=index, stride=stride)
                        break
                else:
                    found.append(Run(index, index, entry, bool(entry & maps), 0))
                continue
        found.append(Run(index, index, entry, bool(entry & maps), 0))
    return found


def path_of(walk: Walk) -> list[str]:
    """The paths of the rows that ``walk`` passes, top row first: none if it looks at no table."""
    indices = [str(step.index) for step in walk.steps]
    return [".".join(indices[:depth]) for depth in range(1, len(indices) + 1)]


class _Tree:
    """One rendering: what is open, which path is marked, how many rows are left."""

    def __init__(self, machine: Machine, opened: Collection[str], marked: Walk | None) -> None:
        self.memory = machine.memory
        self.control: Control = machine.mmu.control
        self.by_level = {
            level.number: level
            for level in levels(
                self.control.levels, self.control.physical_bits, self.control.nxe, self.control.big_pages
            )
        }
        self.opened = opened
        self.marked = [] if marked is None else path_of(marked)
        self.left = MAX_ROWS

    def rows(self, table: Table, depth: int) -> Iterator[Html]:
        """The rows of one table, and of what is open below it."""
        words = memoryview(self.memory.read(table.at, PAGE_SIZE)).cast("Q")
        marked = next((int(path.rsplit(".", 1)[-1]) for path in self.marked if _parent(path) == table.path), None)
        present = 0
        for run in runs(words, self.by_level[table.level].maps, 1 << SHIFT[table.level]):
            present += run.length
            yield from self._run(table, run, depth, marked)
        yield self._absent(words, table, depth, ENTRIES - present, marked)

    def _run(self, table: Table, run: Run, depth: int, marked: int | None) -> Iterator[Html]:
        """A run as one folded row, or entry by entry; the marked entry always stands alone."""
        if self.left <= 0:
            return
        if run.length >= FOLD_FROM:
            name = _join(table.path, f"{run.first}-{run.last}")
            if name not in self.opened:
                if marked is not None and run.first <= marked <= run.last:
                    for part in _around(run, marked):
                        yield from self._run(table, part, depth, None)
                    return
                yield self._folded(table, run, depth, name, False)
                return
            yield self._folded(table, run, depth, name, True)
            if run.length > SHOWN_OF_RUN:
                rest = _part(run, run.first + SHOWN_OF_RUN, run.last)
                run = _part(run, run.first, run.first + SHOWN_OF_RUN - 1)
                yield from self._each(table, run, depth + 1)
                yield from self._run(table, rest, depth + 1, marked)
                return
            yield from self._each(table, run, depth + 1)
            return
        yield from self._each(table, run, depth)

    def _each(self, table: Table, run: Run, depth: int) -> Iterator[Html]:
        """The entries of a run one by one, and the tables opened below them."""
        for index in range(run.first, run.last + 1):
            if self.left <= 0:
                return
            raw = run.entry + (index - run.first) * run.stride
            path = _join(table.path, str(index))
            covers = table.covers + (index << SHIFT[table.level])
            is_open = not run.is_page and path in self.opened
            yield self._row(table, index, raw, run.is_page, covers, path, depth, is_open)
            if is_open:
                below = Table(table.level - 1, raw & ADDRESS_BITS, covers, path)
                yield from self.rows(below, depth + 1)

    def _row(
        self, table: Table, index: int, raw: int, is_page: bool, covers: int, path: str, depth: int, is_open: bool
    ) -> Html:
        self.left -= 1
        target = raw & ADDRESS_BITS & (-1 << SHIFT[table.level] if is_page else -1)
        if is_page:
            label = el("span", index)
            what = f"{size(1 << SHIFT[table.level])} page"
        else:
            label = _opener(index, path, is_open, f"entry {index} of level {table.level}")
            what = f"level-{table.level - 1} table"
        on_way = path in self.marked
        return el(
            "tr",
            el("th", label, scope="row", class_=f"depth d{min(depth, 9)}"),
            el("td", code(self._address(covers))),
            el("td", what, " at ", code(target), el("span", "on the walk", class_="mark") if on_way else None),
            flag_cells(raw),
            class_="marked" if on_way else None,
            data_path=path,
        )

    def _folded(self, table: Table, run: Run, depth: int, name: str, is_open: bool) -> Html:
        self.left -= 1
        covers = table.covers + (run.first << SHIFT[table.level])
        reach = run.length << SHIFT[table.level]
        if run.is_page:
            what = count(
                run.length, f"page of {size(1 << SHIFT[table.level])}", f"pages of {size(1 << SHIFT[table.level])}"
            )
        else:
            what = count(run.length, f"level-{table.level - 1} table")
        same = " all at " if run.length > 1 and run.stride == 0 else " from "
        target = run.entry & ADDRESS_BITS & (-1 << SHIFT[table.level] if run.is_page else -1)
        label = _opener(f"{run.first}–{run.last}", name, is_open, f"entries {run.first} to {run.last}")
        return el(
            "tr",
            el("th", label, scope="row", class_=f"depth d{min(depth, 9)}"),
            el("td", code(self._address(covers)), el("small", f" {size(reach)}")),
            el("td", what, same, code(target)),
            flag_cells(run.entry),
            class_="run",
            data_path=name,
        )

    def _absent(self, words: memoryview, table: Table, depth: int, number: int, marked: int | None) -> Html:
        """One row for all entries that are not present; the marked one is named."""
        if number == 0 or self.left <= 0:
            return join()
        self.left -= 1
        here = marked is not None and not words[marked] & ENTRY_P
        note = el("span", f"among them entry {marked}: the walk ends there", class_="mark") if here else None
        text = join(count(number, "entry", "entries"), " not present ", note)
        return el(
            "tr",
            el("td"),
            el("td", text, colspan=2 + len(COLUMNS), class_=f"depth d{min(depth, 9)}"),
            class_="absent marked" if here else "absent",
        )

    def _address(self, address: int) -> int:
        return canonical(address, self.control.linear_bits)


def render(machine: Machine, opened: Collection[str] = (), marked: Walk | None = None) -> Html:
    """The tree with the rows of ``opened`` expanded; those on the walk ``marked``, one made now, are marked."""
    tree = _Tree(machine, opened, marked)
    root = machine.mmu.control.root
    heads = [el("th", title, scope="col") for title in ("Entry", "First address", "Maps or points to")]
    caption = el("caption", f"Level-{tree.control.levels} table at physical address ", code(root), ", from CR3")
    body = list(tree.rows(Table(tree.control.levels, root, 0, ""), 0))
    if tree.left <= 0:
        note = el("td", f"More than {MAX_ROWS} rows: fold some to see the rest.", colspan=3 + len(COLUMNS))
        body.append(el("tr", note, class_="absent"))
    table = el("table", caption, el("thead", el("tr", heads, flag_heads())), el("tbody", body), class_="tree")
    return join(table, words(*WORDS))


def _opener(label: str | int, path: str, is_open: bool, what: str) -> Html:
    verb = "Fold" if is_open else "Open"
    return button(
        label,
        "expand",
        data_path=path,
        aria_expanded="true" if is_open else "false",
        class_="open",
        title=f"{verb} {what}",
    )


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _join(path: str, last: str) -> str:
    return f"{path}.{last}" if path else last


def _part(run: Run, first: int, last: int) -> Run:
    return run._replace(first=first, last=last, entry=run.entry + (first - run.first) * run.stride)


def _around(run: Run, index: int) -> list[Run]:
    """``run`` cut into what is before ``index``, ``index`` alone, and what is after it."""
    cut = [(run.first, index - 1), (index, index), (index + 1, run.last)]
    return [_part(run, first, last) for first, last in cut if first <= last]


WORDS = (
    ("entry", "one of the 512 entries of a table; the number is its index"),
    ("run", "entries in a row that differ only in the frame, which follows on; open it to see each"),
    ("present", "bit P = 1; all other entries of the table are counted in its last row"),
    ("R/W", "1: writes are allowed, if every level on the way says so"),
    ("U/S", "1: user-mode code may use it, if every level on the way says so"),
    ("XD", "1: instructions may not be fetched there, if any level on the way says so; also called NX"),
    ("A, D", "accessed and dirty: the CPU sets them when it uses an entry, and when the page is written"),
    ("PS", "1 at level 2 or 3: the entry maps a large page instead of pointing to a table"),
)

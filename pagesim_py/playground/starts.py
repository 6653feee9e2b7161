"""The machines to begin with: empty tables, the boot loader's, those of a paste."""

from __future__ import annotations

from typing import NamedTuple

from pagesim_py.boot import STAND_IN, Named, RegionType, boot
from pagesim_py.decoder import CannotRebuild, decode, rebuild
from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE
from pagesim_py.machine.flags import CR4_LA57, CR4_PAE, ENTRY_P
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import mappings_and_loops
from pagesim_py.machine.paging import ADDRESS_BITS
from pagesim_py.playground.frames import Frames
from pagesim_py.playground.operations import OperationError, Start

ROOT = 0x1000
"""Where the empty top table lies; frame 0 stays unused, so that no mistake hides behind a 0."""
FIRST = 0x40_0000
"""What to look at first in empty tables: an address where no table will lie, as identity needs those."""
LONGEST = 1 << 20
"""Characters of a paste at most."""


class Begun(NamedTuple):
    """The machine, and what is known about it."""

    machine: Machine
    frames: Frames
    lines: tuple[str, ...]
    """The lines of Python that make it, with the name ``machine``; what they import comes first."""
    address: int
    """What to look at first."""
    notes: tuple[str, ...] = ()
    """What had to be assumed."""
    named: tuple[Named, ...] = ()


def begin(start: Start) -> Begun:
    """The machine of ``start``. OperationError if a paste does not suffice for one."""
    if start.source == "boot":
        return _booted()
    if start.source == "paste":
        return _rebuilt(start.text)
    return _empty(start.levels)


def _empty(levels: int) -> Begun:
    machine = Machine()
    lines = ["machine = Machine()", f"machine.cpu.poke(cr3={ROOT:#x})"]
    if levels == 5:
        machine.cpu.poke(cr3=ROOT, cr4=CR4_PAE | CR4_LA57)
        lines[1] = f"machine.cpu.poke(cr3={ROOT:#x}, cr4={CR4_PAE | CR4_LA57:#x})  # LA57: five levels"
    else:
        machine.cpu.poke(cr3=ROOT)
    frames = Frames(_whole(machine)).reserve(ROOT, PAGE_SIZE)
    return Begun(machine, frames, tuple(lines), FIRST)


def _whole(machine: Machine) -> tuple[tuple[int, int], ...]:
    return tuple((max(start, PAGE_SIZE), end) for start, end in machine.memory.regions)


def _booted() -> Begun:
    machine = boot(STAND_IN)
    usable = tuple(
        (region.start << PAGE_SHIFT, region.end << PAGE_SHIFT)
        for region in machine.memory_map
        if region.type is RegionType.Usable
    )
    lines = ("from pagesim_py.boot import STAND_IN, boot", "machine = boot(STAND_IN)")
    return Begun(machine, Frames(usable), lines, 0x201000, (), machine.named)


def _rebuilt(text: str) -> Begun:
    if len(text) > LONGEST:
        raise OperationError(f"The paste has more than {LONGEST:,} characters: give the part with the tables.")
    try:
        rebuilt = rebuild(decode(text))
    except CannotRebuild as error:
        raise OperationError(f"No machine can be rebuilt from this paste: {error}.") from None
    machine = rebuilt.machine
    frames = Frames(_whole(machine)).reserve(machine.mmu.control.root, PAGE_SIZE)
    used = {at & -PAGE_SIZE for at in rebuilt.known.entries}
    used |= {entry & ADDRESS_BITS for entry in rebuilt.known.entries.values() if entry & ENTRY_P}
    for start, size in _runs(sorted(used)):
        frames = frames.reserve(start, size)
    lines = (
        "from pagesim_py.decoder import decode, rebuild",
        f"machine = rebuild(decode({_quoted(text)})).machine",
    )
    address = rebuilt.address if rebuilt.address is not None else _first(machine)
    return Begun(machine, frames, lines, address, tuple(rebuilt.assumed))


def _first(machine: Machine) -> int:
    """The first address that is mapped; 0 if none is."""
    return next((run.address for run in mappings_and_loops(machine)[0]), 0)


def _runs(frames: list[int]) -> list[tuple[int, int]]:
    """Frames in a row as one: (start, size)."""
    found: list[tuple[int, int]] = []
    for frame in frames:
        if found and frame == found[-1][0] + found[-1][1]:
            found[-1] = (found[-1][0], found[-1][1] + PAGE_SIZE)
        else:
            found.append((frame, PAGE_SIZE))
    return found


def _quoted(text: str) -> str:
    """The text as Python writes it, a line of it in a line of the script where that can be."""
    plain = all(char == "\n" or char.isprintable() for char in text) and "\\" not in text and '"""' not in text
    return f'"""\\\n{text}"""' if plain and not text.endswith('"') else repr(text)

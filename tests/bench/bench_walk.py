"""How fast is an access? Ours against volatility3's Intel32e layer, and against a bare walk, over the same tables.

    python -m tests.bench.bench_walk

volatility3 is needed for the bench only; without it its lines are left out. Ours is the whole architectural
access: canonical check, TLB, walk, rights, accessed and dirty bits, fill.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from pagesim_py import Machine
from pagesim_py.machine.tlb import Tlb

ROOT, FIRST_TABLE, FIRST_FRAME = 0x1000, 0x2000, 0x200_0000
PAGES, HOT = 4096, 64
ROUNDS = 15


def build(tlb: Tlb | None = None) -> tuple[Machine, list[int]]:
    """A machine with 4096 pages mapped at random addresses within 4 GiB, and an address in each."""
    rng = random.Random(1)
    machine = Machine(64 << 20, tlb=tlb)
    memory = machine.memory
    free = FIRST_TABLE
    addresses = []
    for i, page in enumerate(rng.sample(range(1 << 20), PAGES)):
        address = 0x7F00_0000_0000 | page << 12
        table = ROOT
        for shift in (39, 30, 21):
            at = table + (address >> shift & 511) * 8
            if not memory.read_u64(at):
                memory.write_u64(at, free | 0x67)
                free += 0x1000
            table = memory.read_u64(at) & 0xF_FFFF_FFFF_F000
        memory.write_u64(table + (address >> 12 & 511) * 8, FIRST_FRAME + (i << 12) | 0x67)
        addresses.append(address | rng.randrange(4096))
    assert free < FIRST_FRAME
    machine.cpu.poke(cr3=ROOT)
    return machine, addresses


def measure(doings: dict[str, Callable[[int], Any]], addresses: Sequence[int]) -> dict[str, float]:
    """Nanoseconds of CPU time for one call of each: the best of some rounds over all addresses, taken in turns."""
    best = dict.fromkeys(doings, float("inf"))
    for _ in range(ROUNDS):
        for name, doing in doings.items():
            start = time.process_time_ns()
            for address in addresses:
                doing(address)
            best[name] = min(best[name], (time.process_time_ns() - start) / len(addresses))
    return best


def bare_walk(machine: Machine) -> Callable[[int], int]:
    """The floor: four entries read from the same bytes, nothing checked, in one inlined function."""
    words = machine.memory.words
    root = words[ROOT >> 12]

    def walk(address: int) -> int:
        entry = root[address >> 39 & 511]
        entry = words[entry >> 12 & 0xFF_FFFF_FFFF][address >> 30 & 511]
        entry = words[entry >> 12 & 0xFF_FFFF_FFFF][address >> 21 & 511]
        entry = words[entry >> 12 & 0xFF_FFFF_FFFF][address >> 12 & 511]
        return entry & 0xF_FFFF_FFFF_F000 | address & 0xFFF

    return walk


def volatility(machine: Machine) -> Callable[[int], Any] | None:
    """volatility3's translation over a copy of the same memory; None if it is not installed."""
    try:
        from volatility3.framework import contexts
        from volatility3.framework.layers import intel, physical
    except ImportError:
        return None
    size = max(machine.memory.frames) + 1 << 12
    context = contexts.Context()
    context.add_layer(physical.BufferDataLayer(context, "base", "base", machine.memory.read(0, size)))
    context.config["intel.memory_layer"] = "base"
    context.config["intel.page_map_offset"] = ROOT
    layer = intel.Intel32e(context, "intel", "intel")
    translate: Callable[[int], Any] = layer._translate
    return translate


def main() -> None:
    """Prints the comparison."""
    machine, addresses = build(Tlb(sets=1, ways=1))
    cached, _ = build()
    access = machine.cpu.access
    bare, theirs = bare_walk(machine), volatility(machine)
    for address in addresses:
        access(address)
        cached.cpu.access(address)
        assert access(address) == (bare(address),)
        assert theirs is None or theirs(address)[0] == bare(address)
    others = {"bare inlined walk": bare}
    if theirs is not None:
        others["volatility3 Intel32e"] = theirs
    hot = addresses[:HOT] * (PAGES // HOT)
    for title, ours, set_of in (
        (f"{PAGES} random pages, every one a miss", access, addresses),
        (f"{HOT} hot pages", cached.cpu.access, hot),
    ):
        print(title)
        found = measure({"pagesim": ours, **others}, set_of)
        for name, nanoseconds in found.items():
            print(f"  {name:<28}{nanoseconds:9.0f} ns   {nanoseconds / found['pagesim']:6.2f} x ours")


if __name__ == "__main__":
    main()

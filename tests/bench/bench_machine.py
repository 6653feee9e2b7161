"""What the machine costs besides a walk: folding an address space, untouched memory, the recording.

python -m tests.bench.bench_machine
"""

from __future__ import annotations

import struct
import time
import tracemalloc
from collections.abc import Callable

from pagesim_py import Machine
from pagesim_py.machine.mappings import mappings

ROOT, FIRST_TABLE = 0x1000, 0x2000
GIB = 1 << 30
ACCESSES = 50_000
ROUNDS = 5


def seconds(doing: Callable[[], object]) -> float:
    """The best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        doing()
        best = min(best, time.perf_counter() - start)
    return best


def one_gib() -> Machine:
    """A machine with 1 GiB mapped in 262,144 pages of 4 KiB."""
    machine = Machine(2 * GIB)
    memory = machine.memory
    level_3, level_2 = FIRST_TABLE, FIRST_TABLE + 0x1000
    memory.write_u64(ROOT, level_3 | 3)
    memory.write_u64(level_3 + 8, level_2 | 3)
    for number in range(512):
        table = level_2 + (number + 1) * 0x1000
        memory.write_u64(level_2 + number * 8, table | 3)
        frames = range(GIB + number * (2 << 20), GIB + (number + 1) * (2 << 20), 4096)
        memory.write(table, struct.pack("<512Q", *(frame | 3 for frame in frames)))
    machine.cpu.poke(cr3=ROOT)
    return machine


def access_time(record: bool) -> float:
    """Nanoseconds of a load and a store of 8 bytes on 64 pages in turn, hits all, with or without recording."""
    machine = one_gib()
    cpu = machine.cpu
    addresses = [GIB + (number % 64) * 4096 + number % 512 * 8 for number in range(ACCESSES)]

    def run() -> None:
        machine.log = [] if record else None
        for address in addresses:
            cpu.store(address, 8, cpu.load(address, 8) + 1)

    run()
    return seconds(run) / ACCESSES * 1e9


def main() -> None:
    """Prints the figures."""
    machine = one_gib()
    print("folding 1 GiB mapped in 4 KiB pages (262,144 entries) into runs")
    print(f"  {seconds(lambda: mappings(machine)) * 1000:.0f} ms, {len(mappings(machine))} run(s)")

    tracemalloc.start()
    small = Machine(GIB)
    after_small = tracemalloc.get_traced_memory()[0]
    large = Machine(64 * GIB, physical_address_bits=40)
    after_large = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print("memory of a machine that nothing has touched")
    print(f"  1 GiB: {after_small // 1024} KiB, 64 GiB: {(after_large - after_small) // 1024} KiB of Python's")
    del small, large

    off, on = access_time(False), access_time(True)
    print("a load and a store through the TLB")
    print(f"  recording off {off:.0f} ns, on {on:.0f} ns: {on / off:.2f} x")


if __name__ == "__main__":
    main()

"""What the machine costs besides a plain walk: folding an address space, untouched memory, the recording, other pages.

python -m tests.bench.bench_machine

Times are the CPU's, the best of some rounds, so that other work on the computer disturbs them little.
"""

from __future__ import annotations

import struct
import time
import tracemalloc
from collections.abc import Callable

from pagesim_py import Access, Machine
from pagesim_py.machine.mappings import mappings
from pagesim_py.machine.tlb import Tlb
from pagesim_py.rust.compiled import compile, prepare

ROOT, FIRST_TABLE = 0x1000, 0x2000
GIB = 1 << 30
ACCESSES = 50_000
ROUNDS = 7
PGE, LA57, PKE = 1 << 7, 1 << 12, 1 << 22

#: Loops of the lab language: arithmetic, stores through a pointer, and a bit of all with calls.
LOOPS = {
    "arithmetic": "let mut i = 0u64; let mut sum = 0u64; while i < 60_000 { sum = sum.wrapping_add(i); i += 1; }",
    "stores": "for n in 0..60_000usize { unsafe { (0xb8000 as *mut u16).add(n & 1023).write_volatile(n as u16) }; }",
    "calls and an array": """
        let mut table = [0u32; 64];
        let mut sum = 1u32;
        for i in 0..30_000usize {
            sum = mix(sum, i as u32);
            table[i % 64] = table[i % 64].wrapping_add(sum);
        }""",
}
KERNEL = """
#![no_std]
#![no_main]
fn mix(a: u32, b: u32) -> u32 { a.wrapping_mul(31) ^ (b >> 3) }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    BODY
    mix(1, 2);
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! { loop {} }
"""


def seconds(doing: Callable[[], object]) -> float:
    """The best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        doing()
        best = min(best, time.process_time() - start)
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


def loop_time(body: str, record: bool) -> tuple[float, int]:
    """Seconds and steps of a kernel that runs ``body``, to its end, compiled before."""
    compiled = compile({"src/main.rs": KERNEL.replace("BODY", body)}, record=record)
    best, steps = float("inf"), 0
    for _ in range(ROUNDS):
        machine = prepare(compiled)
        start = time.process_time()
        outcome = compiled.run(machine)
        best = min(best, time.process_time() - start)
        if outcome.kind != "halted":
            raise RuntimeError(f"the loop did not run to its end: {outcome.reason}")
        steps = outcome.steps
    return best, steps


def paged(leaf: int, levels: int = 4, bits: int = 0) -> tuple[Machine, list[int]]:
    """A machine with 512 pages, whose TLB holds one, and an address in each page. ``leaf``: the level that maps."""
    machine = Machine(16 << 40, 48, tlb=Tlb(1, 1, 1, 1))
    memory = machine.memory
    shift = 12 + 9 * (leaf - 1)
    free, table = FIRST_TABLE, ROOT
    for _ in range(levels, leaf, -1):
        memory.write_u64(table, free | 0x67)
        table, free = free, free + 0x1000
    for number in range(512):
        memory.write_u64(table + 8 * number, (1 << 39) + (number << shift) | (leaf > 1) << 7 | 0x67 | bits)
    machine.cpu.poke(cr3=ROOT, cr4=0x20 | (levels == 5) * LA57)
    return machine, [number << shift | number * 8 for number in range(512)]


def miss_time(machine: Machine, addresses: list[int], kind: Access = Access.READ) -> float:
    """Nanoseconds of an access that misses the TLB."""
    access, record = machine.cpu.access, machine.log is not None

    def run() -> None:
        if record:
            machine.log = []
        for address in addresses:
            access(address, 1, kind)

    run()
    return seconds(run) / len(addresses) * 1e9


def misses() -> list[tuple[str, float]]:
    """What a miss takes, by what is missed."""
    machine, addresses = paged(1)
    found = [("4 KiB, 4 levels", miss_time(machine, addresses))]
    found.append(("the same, a write", miss_time(machine, addresses, Access.WRITE)))
    machine.log = []
    found.append(("the same, recorded", miss_time(machine, addresses)))
    machine.log = None
    machine.cpu.poke(cr4=0x20 | PKE, pkru=1 << 30)
    found.append(("protection keys on, one refuses", miss_time(machine, addresses)))
    machine, addresses = paged(1, bits=1 << 8)
    machine.cpu.poke(cr4=0x20 | PGE)
    found.append(("global", miss_time(machine, addresses)))
    for name, leaf, levels in (("4 KiB, 5 levels", 1, 5), ("2 MiB", 2, 4), ("1 GiB", 3, 4)):
        found.append((name, miss_time(*paged(leaf, levels))))
    return found


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

    print("one access that misses the TLB")
    plain = None
    for name, nanoseconds in misses():
        plain = plain or nanoseconds
        print(f"  {name:<34}{nanoseconds:7.0f} ns   {nanoseconds / plain:5.2f} x")

    off, on = access_time(False), access_time(True)
    print("what recording costs")
    print(f"  {'a load and a store, TLB hits':<34}off {off:5.0f} ns, on {on:5.0f} ns: {on / off:.2f} x")
    for name, body in LOOPS.items():
        (off, steps), (on, _) = loop_time(body, False), loop_time(body, True)
        off, on = off / steps * 1e9, on / steps * 1e9
        print(f"  {'lab language, ' + name:<34}off {off:5.0f} ns, on {on:5.0f} ns a step: {on / off:.2f} x")


if __name__ == "__main__":
    main()

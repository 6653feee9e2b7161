"""Random lists of operations, and machines compared bit for bit."""

from __future__ import annotations

from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.machine.machine import Snapshot
from pagesim_py.machine.memory import Snapshot as MemorySnapshot
from pagesim_py.playground import (
    Access,
    Edit,
    Invalidate,
    Map,
    Operation,
    OperationError,
    Playground,
    Protect,
    Reach,
    Reload,
    Start,
    Switch,
    Unmap,
)
from pagesim_py.playground.operations import BITS, FLAGS, WAYS

PAGES = (
    0,
    0x1000,
    0x5000,
    0x6000,
    0x20_0000,
    0x4000_0000,
    0x20_1000,
    0x180_0000_0000,
    0xFFFF_8000_0000_0000,
    0xFFF << 52,
)
FRAMES = (None, None, None, 0x1000, 0x2000, 0x9000, 0x20_0000, 0x4000_0000, 0x8_0000_0000_0000)

pages = st.sampled_from(PAGES)
addresses = st.builds(int.__add__, pages, st.sampled_from((0, 1, 0xFFF, 0x1F_F000)))
by = st.sampled_from(("memory", "memory", *WAYS))
flags = st.integers(0, 15).map(lambda n: sum(mask for i, mask in enumerate(FLAGS.values()) if n >> i & 1))
entry_values = st.one_of(
    st.sampled_from((0, 0x9003, 0x1003, 0x9001, 0x83, 0x9007, 1 << 63 | 0x9003, 0x9000, 1 << 51 | 3)),
    st.integers(0, (1 << 64) - 1),
)
operations = st.one_of(
    st.builds(Map, pages, st.sampled_from(FRAMES), st.integers(1, 3), flags, by),
    st.builds(Map, pages, st.none(), st.just(1), flags, st.just("memory")),
    st.builds(Unmap, addresses, by),
    st.builds(Edit, addresses, st.integers(1, 5), entry_values, by),
    st.builds(Access, st.sampled_from(("read", "fetch")), addresses, st.sampled_from((0, 3)), st.just(42)),
    st.builds(Access, st.just("write"), addresses, st.sampled_from((0, 3)), st.integers(0, 255)),
    st.builds(Invalidate, addresses),
    st.builds(Reload),
    st.builds(Switch, st.sampled_from(tuple(BITS)), st.booleans()),
    st.builds(Protect, st.integers(0, 0xFFFF_FFFF)),
    st.builds(Reach, st.sampled_from(WAYS)),
)
starts = st.sampled_from([Start(), Start(levels=5)])


def played(start: Start, asked: list[Operation]) -> Playground:
    """The playground after those of the operations that can be tried."""
    play = Playground(start)
    for operation in asked:
        try:
            play.do(operation)
        except OperationError:
            continue
    return play


def state(machine: Machine) -> Snapshot:
    """All that a machine's future depends on. Frames that read as if nobody had touched them do not count."""
    taken = machine.snapshot()
    lazy = machine.memory.lazy
    frames = {n: data for n, data in taken.memory.frames.items() if any(data) or n in lazy}
    return taken._replace(memory=MemorySnapshot(frames))


def differ(one: Machine, other: Machine) -> list[str]:
    """The parts in which two machines differ; a failing test need not print their memories."""
    first, second = state(one), state(other)
    return [name for name in first._fields if getattr(first, name) != getattr(second, name)]

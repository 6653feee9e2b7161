"""Recordings are large: they are gone as soon as nobody holds them, and Python's cycle collector does not walk them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from typing import Any
from weakref import ref

import pytest

from pagesim_py.boot import BootedMachine
from pagesim_py.rust.compiled import LONG, compile, prepare
from pagesim_py.timeline import Timeline
from tests.machine.helpers import kernel, map_page

SOURCE = """\
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let cells = 0xb8000 as *mut u16;
    for i in 0..TURNS {
        unsafe { cells.add(i % 2000).write_volatile(i as u16) };
    }
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
"""


def recorded(turns: int) -> BootedMachine:
    compiled = compile({"src/main.rs": SOURCE.replace("TURNS", str(turns))})
    machine = prepare(compiled)
    assert compiled.run(machine).kind == "halted"
    return machine


@pytest.fixture
def _no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
def test_a_machine_is_gone_when_nobody_holds_it() -> None:
    machine = kernel()
    machine.log = []
    machine.memory.write_u64(map_page(machine, 0x40_0000, 0x7003), 0x7003)
    machine.cpu.store(0x40_0000, 8, 1)
    parts: list[ref[Any]] = [ref(machine), ref(machine.cpu), ref(machine.mmu), ref(machine.memory), ref(machine.board)]
    del machine
    assert [part() for part in parts] == [None] * len(parts)


@pytest.mark.usefixtures("_no_collector")
def test_a_run_and_its_timeline_are_gone_when_nobody_holds_them() -> None:
    machine = recorded(100)
    timeline = Timeline(machine)
    timeline.seek(50)
    parts: list[ref[Any]] = [ref(machine), ref(machine.cpu), ref(machine.memory), ref(timeline)]
    del machine, timeline
    assert [part() for part in parts] == [None] * len(parts)


def test_the_cycle_collector_does_not_walk_a_long_recording_when_the_run_is_over() -> None:
    machine = recorded(LONG)
    assert machine.log is not None
    assert len(machine.log) > LONG
    generations = (0, 1) if sys.version_info < (3, 14) else (0,)
    young = {id(one) for generation in generations for one in gc.get_objects(generation=generation)}
    assert not any(id(entry) in young for entry in machine.log)

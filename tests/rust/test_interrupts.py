"""Kernels that live with interrupts: how they wake, what stops them, what the student is told."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.machine import events
from pagesim_py.machine.keys import typed
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.compiled import Compiled, Outcome, compile, prepare
from pagesim_py.timeline import Timeline

KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs)]

use core::fmt::Write;
use core::panic::PanicInfo;
use pic8259::ChainedPics;
use x86_64::instructions::{hlt, interrupts, port::Port};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut PICS: ChainedPics = unsafe { ChainedPics::new(32, 40) };
static mut TICKS: u64 = 0;

fn ticks() -> u64 {
    unsafe { (&raw const TICKS).read_volatile() }
}

fn say(args: core::fmt::Arguments) {
    unsafe { uart_16550::SerialPort::new(0x3f8) }.write_fmt(args).unwrap();
}

macro_rules! say {
    ($($arg:tt)*) => { say(format_args!("{}\\n", format_args!($($arg)*))) };
}

extern "x86-interrupt" fn on_timer(mut _frame: InterruptStackFrame) {
    unsafe { TICKS += 1 };
    ON_TIMER
}

extern "x86-interrupt" fn on_key(_frame: InterruptStackFrame) {
    let code: u8 = unsafe { Port::new(0x60).read() };
    say!("key {code:#x}");
    unsafe { PICS.notify_end_of_interrupt(33) };
}

extern "x86-interrupt" fn on_other(frame: InterruptStackFrame) {
    say!("other {:?}", frame.instruction_pointer.is_null());
}

extern "x86-interrupt" fn on_double_fault(frame: InterruptStackFrame, code: u64) -> ! {
    say!("double fault, cs {:#x}, code {}", frame.instruction_pointer, if code == 0 { "zero" } else { "an address" });
    stop()
}

fn stop() -> ! {
    interrupts::disable();
    loop { hlt() }
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    say!("{info}");
    stop()
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        IDT.double_fault.set_handler_fn(on_double_fault);
        IDT[32].set_handler_fn(on_timer);
        IDT[33].set_handler_fn(on_key);
        IDT[39].set_handler_fn(on_other);
        IDT.load();
        SET_UP
    }
    BODY
}
"""
REMAP = "PICS.initialize();"
END = "unsafe { PICS.notify_end_of_interrupt(32) };"


def run(
    body: str, *, set_up: str = REMAP, on_timer: str = END, keys: str = "", steps: int = 1_000_000, record: bool = True
) -> tuple[list[str], Outcome, Machine, Compiled]:
    """Lines on the serial port, the outcome, the machine."""
    text = KERNEL.replace("ON_TIMER", on_timer).replace("SET_UP", set_up).replace("BODY", body)
    compiled = compile({"src/main.rs": text}, record=record)
    machine = prepare(compiled)
    machine.log = []
    outcome = compiled.run(machine, steps, typed(keys))
    return machine.uart.text.splitlines(), outcome, machine, compiled


def taken(machine: Machine) -> list[int]:
    """Vectors of devices' interrupts, in order."""
    assert machine.log is not None
    return [e.vector for e in machine.log if isinstance(e, events.InterruptRaised) and e.kind == "external"]


def test_hlt_wakes_for_each_tick_and_execution_goes_on_after_it() -> None:
    lines, outcome, machine, _ = run('interrupts::enable(); for i in 1..=3 { hlt(); say!("{i} {}", ticks()); } stop()')
    assert lines == ["1 1", "2 2", "3 3"]
    assert outcome.kind == "halted"
    assert taken(machine) == [32, 32, 32]
    assert machine.board.now == pytest.approx(3 * 54_925_000, rel=0.01)


def test_a_loop_that_waits_for_ticks_sees_18_in_a_million_steps() -> None:
    lines, outcome, _, _ = run('interrupts::enable(); while ticks() < 18 {} say!("{}", ticks()); stop()')
    assert lines == ["18"]
    assert outcome.steps == pytest.approx(988_700, rel=0.01)


@pytest.mark.parametrize("record", [True, False])
def test_interrupts_come_in_the_middle_of_library_loops(record: bool) -> None:
    body = """
    static LOCK: spin::Mutex<u32> = spin::Mutex::new(0);
    interrupts::enable();
    let _guard = LOCK.lock();
    loop { if ticks() == 2 { break; } core::hint::spin_loop(); }
    say!("two");
    let _second = LOCK.lock();
    stop()"""
    lines, outcome, machine, _ = run(body, record=record, steps=300_000)
    assert lines == ["two"]
    assert outcome.kind == "running"
    assert len(taken(machine)) == 5, "the timer goes on while the lock spins"


def test_without_interrupts_keeps_them_out_and_lets_them_in_again() -> None:
    body = """
    interrupts::enable();
    interrupts::without_interrupts(|| {
        for _ in 0..200_000 {}
        say!("inside {}", ticks());
    });
    say!("after {}", ticks());
    interrupts::disable();
    for _ in 0..200_000 {}
    say!("disabled {}", ticks());
    stop()"""
    lines, _, machine, _ = run(body)
    assert lines == ["inside 0", "after 1", "disabled 1"], "ticks that nobody takes are one request"
    assert taken(machine) == [32]


def test_the_gate_clears_if_and_iretq_brings_it_back() -> None:
    on_timer = 'say!("{}", interrupts::are_enabled()); ' + END
    lines, _, _, _ = run(
        'interrupts::enable(); hlt(); say!("{}", interrupts::are_enabled()); stop()', on_timer=on_timer
    )
    assert lines == ["false", "true"]


def test_a_forgotten_end_of_interrupt_is_the_last_tick() -> None:
    lines, outcome, machine, _ = run('interrupts::enable(); loop { hlt(); say!("{}", ticks()); }', on_timer="")
    assert lines == ["1"]
    assert taken(machine) == [32]
    assert outcome.kind == "running"
    assert "still in service, because no end of interrupt (EOI) was sent" in outcome.reason
    assert not outcome.listens, "the keyboard's line is below the timer's"


def test_controllers_that_were_not_remapped_give_the_vector_of_double_fault() -> None:
    lines, outcome, machine, _ = run('interrupts::enable(); say!("no crash"); stop()', set_up="")
    assert lines == ["double fault, cs 0x8, code an address"], "no error code was pushed: all is one word off"
    assert outcome.kind == "halted"
    assert taken(machine) == [8]
    raised = next(e for e in machine.log or () if isinstance(e, events.InterruptRaised))
    assert "the interrupt controller was given no other" in raised.sentence


def test_an_interrupt_without_a_gate_is_a_fault_on_the_way() -> None:
    lines, _, machine, _ = run(
        'interrupts::enable(); hlt(); say!("no"); stop()',
        set_up=REMAP + " IDT[32] = x86_64::structures::idt::Entry::missing();",
    )
    assert [line[:12] for line in lines] == ["double fault"]
    assert lines[0].endswith("code zero")
    assert taken(machine) == [32]
    failed = next(e for e in machine.log or () if isinstance(e, events.DeliveryFailed | events.DoubleFaulted))
    assert failed.second.vector == 11
    assert failed.second.error_code == 32 << 3 | 3, "IDT and EXT"


def test_a_masked_timer_leaves_the_keyboard() -> None:
    mask = REMAP + " Port::<u8>::new(0x21).write(0xfd);"
    lines, outcome, machine, _ = run("interrupts::enable(); loop { hlt(); }", set_up=mask, keys="a")
    assert lines == ["key 0x1e", "key 0x9e"]
    assert taken(machine) == [33, 33]
    assert outcome.listens
    assert "Only a key can wake it now: the timer's (line 0) is masked" in outcome.reason


def test_nothing_can_come_when_all_is_masked() -> None:
    mask = REMAP + " PICS.disable();"
    _, outcome, machine, _ = run("interrupts::enable(); loop { hlt(); }", set_up=mask, keys="a")
    assert taken(machine) == []
    assert outcome.reason.startswith("The CPU has halted and waits for an interrupt. None can come")
    assert not outcome.listens


def test_a_masked_request_never_reaches_the_cpu() -> None:
    body = """
    unsafe { Port::<u8>::new(0x21).write(0xff) };
    for _ in 0..60_000 {}
    interrupts::enable();
    hlt();
    stop()"""
    lines, outcome, _, _ = run(body)
    assert lines == []
    assert outcome.kind == "running"
    assert "the timer's (line 0) is masked" in outcome.reason


def test_polling_the_keyboard_with_interrupts_off() -> None:
    body = """
    let (mut status, mut data) = (Port::<u8>::new(0x64), Port::<u8>::new(0x60));
    let mut seen = 0;
    while seen < 4 {
        if unsafe { status.read() } & 1 == 1 {
            say!("{:#x}", unsafe { data.read() });
            seen += 1;
        }
    }
    stop()"""
    lines, outcome, machine, _ = run(body, keys="x\n")
    assert lines == ["0x2d", "0xad", "0x1c", "0x9c"]
    assert outcome.kind == "halted"
    assert taken(machine) == []


def test_the_timer_can_be_set_to_100_ticks_a_second() -> None:
    set_up = (
        REMAP
        + """
        Port::<u8>::new(0x43).write(0x36);
        Port::<u8>::new(0x40).write(0x9c);
        Port::<u8>::new(0x40).write(0x2e);"""
    )
    body = 'interrupts::enable(); for _ in 0..500_000 {} interrupts::disable(); say!("{}", ticks()); stop()'
    assert run(body, set_up=set_up)[0] == ["50"]


def test_a_handler_may_send_rip_elsewhere() -> None:
    on_timer = (
        END
        + """
    if ticks() == 2 {
        unsafe { _frame.as_mut().update(|f| f.instruction_pointer = x86_64::VirtAddr::new(after as usize as u64)) };
    }"""
    )
    body = """
    interrupts::enable();
    loop {}
}

extern "C" fn after() -> ! {
    say!("after, {} ticks", ticks());
    while ticks() < 4 {}
    say!("and {}", ticks());
    stop()"""
    lines, outcome, _, _ = run(body, on_timer=on_timer)
    assert lines == ["after, 2 ticks", "and 4"]
    assert outcome.kind == "halted"


def test_a_larger_budget_repeats_the_same_run_and_goes_on() -> None:
    body = 'interrupts::enable(); let mut n = 0u64; loop { n += 1; if n % 1000 == 0 { say!("{} {n}", ticks()); } }'
    short, first, _, _ = run(body, steps=50_777)
    long, second, _, _ = run(body, steps=200_000)
    assert first.kind == second.kind == "running"
    assert len(short) > 20
    assert long[: len(short)] == short
    assert len(long) > 3 * len(short)


def test_keys_typed_later_do_not_change_what_came_before() -> None:
    one = run("interrupts::enable(); loop { hlt(); }", keys="a")[2]
    two = run("interrupts::enable(); loop { hlt(); }", keys="ab")[2]
    assert two.uart.text == one.uart.text + "key 0x30\nkey 0xb0\n"


def test_waiting_for_the_timer_ends_at_the_budget_and_says_so() -> None:
    _, outcome, machine, _ = run("interrupts::enable(); loop { hlt(); }")
    assert outcome.kind == "running"
    assert "The timer wakes it again and again, and a key would wake it too." in outcome.reason
    assert outcome.listens
    assert 150 < len(taken(machine)) < 250


def state(machine: Machine) -> Any:
    snapshot = machine.snapshot()
    flags = snapshot.registers["rflags"]
    return snapshot.memory, snapshot.board[:3], snapshot.halted, flags, snapshot.uart


def test_the_timeline_seeks_through_interrupts() -> None:
    _, _, machine, _ = run("interrupts::enable(); loop { hlt(); }", keys="q", steps=150_000)
    end = state(machine)
    timeline = Timeline(machine)
    log = timeline.log
    at = {type(e).__name__: i for i, e in enumerate(log) if isinstance(e, events.Event)}
    timeline.seek(at["InterruptAcknowledged"])
    assert machine.board.requested
    timeline.seek(at["InterruptAcknowledged"] + 1)
    assert not machine.board.requested
    assert machine.board.pics.first.state.isr
    timeline.seek(at["KeyTyped"] + 1)
    assert machine.board.keyboard.state.waiting == (0x90,)
    timeline.seek(at["KeyTyped"])
    assert machine.board.keyboard.state.waiting == ()
    timeline.seek(0)
    assert machine.board.pics.first.state.base == 8
    timeline.seek(len(timeline))
    assert state(machine) == end

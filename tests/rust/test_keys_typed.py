"""Keys come when a kernel waits for them, and not before, however long it takes to get there."""

from __future__ import annotations

import pytest

from pagesim_py.machine.keys import keys_in, typed
from pagesim_py.rust.compiled import Outcome, compile, prepare

KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs)]
extern crate alloc;
use alloc::vec::Vec;
use core::fmt::Write;
use linked_list_allocator::LockedHeap;
use pic8259::ChainedPics;
use x86_64::instructions::{hlt, interrupts, port::Port};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

#[global_allocator]
static HEAP: LockedHeap = LockedHeap::empty();
static mut ROOM: [u8; 4096] = [0; 4096];
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut PICS: ChainedPics = unsafe { ChainedPics::new(32, 40) };
static mut CODES: Vec<u8> = Vec::new();
static mut WORK: u64 = 0;

fn say(args: core::fmt::Arguments) {
    unsafe { uart_16550::SerialPort::new(0x3f8) }.write_fmt(args).unwrap();
}

extern "x86-interrupt" fn on_timer(_: InterruptStackFrame) {
    unsafe { PICS.notify_end_of_interrupt(32) };
}

extern "x86-interrupt" fn on_key(_: InterruptStackFrame) {
    unsafe {
        let code: u8 = Port::new(0x60).read();
        CODES.push(code);
        say(format_args!("{code:02x} "));
        PICS.notify_end_of_interrupt(33);
    }
}

fn heap() {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 4096) };
    say(format_args!("ready "));
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    say(format_args!("{info}"));
    loop { hlt() }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        IDT[32].set_handler_fn(on_timer);
        IDT[33].set_handler_fn(on_key);
        IDT.load();
        PICS.initialize();
    }
    BODY
}
"""
CODES = "23 a3 17 97 "
IDLE = "loop { hlt() }"


def run(body: str, keys: str = "hi", steps: int = 4_000_000) -> tuple[str, Outcome]:
    compiled = compile({"src/main.rs": KERNEL.replace("BODY", body)}, record=False)
    machine = prepare(compiled)
    outcome = compiled.run(machine, steps, typed(keys_in(keys)))
    return machine.uart.text, outcome


BOOTS = {
    "a count in a variable": "for i in 0..2_000_000u64 { core::hint::black_box(i); }",
    "a count in a static": "while unsafe { WORK } < 2_000_000 { unsafe { WORK += 1 } }",
    "memory being cleared": "for _ in 0..400 { for i in 0..4096 { unsafe { ROOM[i] = ROOM[i].wrapping_add(1) } } }",
    "calls": "fn f(n: u64) -> u64 { if n == 0 { 0 } else { f(n - 1) + 1 } } for _ in 0..30_000 { f(60); }",
}


@pytest.mark.parametrize("boot", BOOTS)
@pytest.mark.parametrize("early", [False, True], ids=["interrupts late", "interrupts early"])
def test_a_long_boot_is_not_disturbed(boot: str, early: bool) -> None:
    before, after = ("interrupts::enable();", "") if early else ("", "interrupts::enable();")
    said, outcome = run(f"{before} {BOOTS[boot]} heap(); {after} {IDLE}")
    assert said == "ready " + CODES
    assert outcome.kind == "running"


WAITS = {
    "hlt": "interrupts::enable(); loop { hlt() }",
    "an empty loop": "interrupts::enable(); loop {}",
    "a spin loop": "interrupts::enable(); loop { core::hint::spin_loop() }",
    "a loop that looks at memory": "interrupts::enable(); while unsafe { CODES.len() } < 99 {} loop {}",
    "a loop that calls": "fn idle() -> bool { unsafe { WORK == 0 } } interrupts::enable(); while idle() {} loop {}",
    "a queue that is asked": "interrupts::enable(); let mut n = 0; loop { if let Some(c) = unsafe { CODES.pop() } "
    "{ n += c as u32; core::hint::black_box(n); } }",
    "a count without end": "interrupts::enable(); let mut n = 0u64; loop { n += 1; core::hint::black_box(n); }",
    "hlt with interrupts let in for it": "loop { interrupts::enable_and_hlt(); interrupts::disable(); }",
}


@pytest.mark.parametrize("wait", WAITS)
def test_a_kernel_that_waits_gets_them(wait: str) -> None:
    assert run(f"heap(); {WAITS[wait]}", steps=1_000_000)[0] == "ready " + CODES


def test_a_loop_that_takes_a_lock_to_look_counts_as_waiting_soon() -> None:
    loop = "loop { if interrupts::without_interrupts(|| *DONE.lock() > 0) { break } } loop {}"
    body = f"static DONE: spin::Mutex<u32> = spin::Mutex::new(0); heap(); interrupts::enable(); {loop}"
    said, outcome = run(body, steps=200_000)
    assert said == "ready " + CODES
    assert outcome.steps < 2_000_000  # for keys that come late it goes on beyond its budget


POLL = """
let (mut status, mut data) = (Port::<u8>::new(0x64), Port::<u8>::new(0x60));
loop {
    if unsafe { status.read() } & 1 == 1 { say(format_args!("{:02x} ", unsafe { data.read() })); }
}
"""


@pytest.mark.parametrize("let_in", ["", "unsafe { Port::<u8>::new(0x21).write(0xfe) }; interrupts::enable();"])
def test_a_kernel_that_reads_the_ports_gets_them(let_in: str) -> None:
    """With interrupts off, and with the timer's only."""
    assert run(f"{BOOTS['a count in a static']} heap(); {let_in} {POLL}")[0] == "ready " + CODES


def test_a_kernel_that_reads_the_data_port_only() -> None:
    body = """
    let mut last = 0;
    loop {
        let code: u8 = unsafe { Port::new(0x60).read() };
        if code != last { say(format_args!("{code:02x} ")); }
        last = code;
    }
    """
    assert run(f"heap(); {body}")[0] == "ready " + CODES


def test_a_driver_that_sets_the_keyboard_up_is_not_disturbed() -> None:
    """It waits for the controller's answers, and would take a key for one of them."""
    body = """
    let (mut status, mut data) = (Port::<u8>::new(0x64), Port::<u8>::new(0x60));
    unsafe {
        for _ in 0..40 {
            while status.read() & 2 != 0 {}
            status.write(0xaa);
            while status.read() & 1 == 0 {}
            assert_eq!(data.read(), 0x55);
        }
        for command in [0xf4, 0xf5, 0xf4] {
            data.write(command);
            while status.read() & 1 == 0 {}
            assert_eq!(data.read(), 0xfa);
        }
    }
    """
    assert run(f"{body} heap(); {POLL}")[0] == "ready " + CODES


def test_the_same_keys_come_at_the_same_moments_whatever_the_budget() -> None:
    body = "heap(); interrupts::enable(); let mut n = 0u64; loop { n += 1; core::hint::black_box(n); }"
    assert run(body, steps=50_000)[0] == run(body, steps=6_000_000)[0]


def test_keys_that_a_kernel_never_waits_for_are_not_typed() -> None:
    masked = "unsafe { Port::<u8>::new(0x21).write(0xfe) }; heap(); interrupts::enable();"
    said, outcome = run(f"{masked} {IDLE}", steps=200_000)
    assert said == "ready "
    assert outcome.kind == "running"

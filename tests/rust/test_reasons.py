"""A run that has no end, or makes no sense, says why: as data, and in words."""

from __future__ import annotations

import marshal
from typing import Any

import pytest

from pagesim_py.cli.run import as_data
from pagesim_py.labs.runner import run_files
from pagesim_py.rust.compiled import compile
from pagesim_py.rust.image.kernels import flat, rebuilt
from pagesim_py.rust.prepared import prepare

KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs)]
use core::fmt::{self, Write};
use lazy_static::lazy_static;
use pic8259::ChainedPics;
use spin::{Mutex, Once, RwLock};
use x86_64::instructions::{hlt, interrupts, port::Port};
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut PICS: ChainedPics = unsafe { ChainedPics::new(32, 40) };
pub struct Screen { at: usize }
impl fmt::Write for Screen {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for b in s.bytes() {
            unsafe { *((0xb8000 + self.at * 2) as *mut u8) = b };
            self.at = (self.at + 1) % 2000;
        }
        Ok(())
    }
}
static SCREEN: Mutex<Screen> = Mutex::new(Screen { at: 0 });
fn show(args: fmt::Arguments) {
    SCREEN.lock().write_fmt(args).unwrap(); // lock
}
macro_rules! say { ($($t:tt)*) => { show(format_args!($($t)*)) }; }
extern "x86-interrupt" fn on_timer(_f: InterruptStackFrame) {
    TIMER
}
extern "x86-interrupt" fn on_key(_f: InterruptStackFrame) {
    KEY
}
extern "x86-interrupt" fn on_double_fault(_f: InterruptStackFrame, _c: u64) -> ! { loop { hlt() } }
ITEMS
#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! { PANIC loop { hlt() } }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        IDT[32].set_handler_fn(on_timer);
        IDT[33].set_handler_fn(on_key);
        GATES
        IDT.load();
        PICS.initialize();
    }
    BODY
    interrupts::disable();
    loop { hlt() }
}
"""
END = "unsafe { PICS.notify_end_of_interrupt(32) };"
KEY_END = "let _: u8 = unsafe { Port::new(0x60).read() }; unsafe { PICS.notify_end_of_interrupt(33) };"


def run(body: str, *, keys: str = "", steps: int = 300_000, **parts: str) -> dict[str, Any]:
    given = {"items": "", "gates": "", "panic": "let _ = info;", "timer": END, "key": KEY_END, **parts}
    text = KERNEL
    for name, part in {**given, "body": body}.items():
        text = text.replace(f"    {name.upper()}\n", f"    {part}\n").replace(f"{name.upper()} loop", f"{part} loop")
        text = text.replace(f"\n{name.upper()}\n", f"\n{part}\n").replace(
            f"        {name.upper()}\n", f"        {part}\n"
        )
    data = as_data(run_files({"src/main.rs": text}, dialect="0.14.13", max_steps=steps, keys=keys))
    data["lines"] = text.split("\n")
    return data


def the(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """The reason of a kind, which there is once."""
    (found,) = [one for one in data["why"] if one["kind"] == kind]
    return dict(found)


def line(data: dict[str, Any], place: dict[str, Any] | None) -> str:
    """The source line of a place."""
    assert place is not None
    assert place["file"] == "src/main.rs"
    return str(data["lines"][place["line"] - 1]).strip()


# -- locks


def test_a_handler_that_waits_for_what_it_interrupted() -> None:
    data = run('interrupts::enable(); loop { say!("main") }', timer=f'say!("tick"); {END}', steps=3_000_000)
    why = the(data, "deadlock")
    assert (why["name"], why["type"]) == ("SCREEN", "spin::Mutex<Screen>")
    assert why["handler"].endswith("::on_timer")
    assert why["interrupts"] is False
    assert "// lock" in line(data, why["taken"])
    assert "// lock" in line(data, why["waits"])
    assert data["outcome"] == "running"
    assert data["steps"] < 1_000_000, "nothing can change any more: it ends at once"
    assert "has interrupted the code that holds it, and IF = 0" in data["reason"]


def test_a_guard_that_is_still_held() -> None:
    data = run("let first = SCREEN.lock(); // first\n let second = SCREEN.lock(); // second\n drop((first, second));")
    why = the(data, "deadlock")
    assert line(data, why["taken"]).endswith("// first")
    assert line(data, why["waits"]).endswith("// second")
    assert why["handler"] is None
    assert "who waits for it is who holds it" in data["reason"]


def test_printing_in_what_is_printed() -> None:
    items = """struct Loud;
    impl fmt::Display for Loud {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { say!("x"); f.write_str("y") }
    }"""
    why = the(run('say!("{}", Loud);', items=items), "deadlock")
    assert why["name"] == "SCREEN"
    assert why["waits"]["function"].endswith("::show")


def test_a_panic_while_the_lock_is_held() -> None:
    items = """struct Bad;
    impl fmt::Display for Bad { fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result { panic!("no") } }"""
    data = run('say!("{}", Bad);', items=items, panic='say!("{}", info);')
    assert data["outcome"] == "panicked"
    assert the(data, "deadlock")["panicking"] is True
    assert "the panic handler waits while it is held" in data["reason"]


def test_with_interrupts_on_it_is_told_at_the_end_of_the_budget() -> None:
    data = run('let _first = SCREEN.lock(); interrupts::enable(); say!("x");')
    why = the(data, "deadlock")
    assert why["interrupts"] is True
    assert "still running" in data["reason"]
    assert "the lock `SCREEN`" in data["reason"]


@pytest.mark.parametrize(
    ("items", "body", "name", "kind"),
    [
        (
            "lazy_static! { static ref A: u32 = *B + 1; static ref B: u32 = *A + 1; }",
            "let _x = *A;",
            "A",
            "value",
        ),
        ("static O: Once<u32> = Once::new();", "O.call_once(|| *O.call_once(|| 1));", "O", "value"),
        (
            "lazy_static! { static ref W: Mutex<u8> = Mutex::new(0); }",
            "let _a = W.lock(); let _b = W.lock();",
            "W",
            "lock",
        ),
        ("static R: RwLock<u8> = RwLock::new(0);", "let _a = R.read(); let _b = R.write();", "R", "lock"),
        ("static R: RwLock<u8> = RwLock::new(0);", "let _a = R.write(); let _b = R.read();", "R", "lock"),
        (
            "struct S { lock: Mutex<u8> } static IN: S = S { lock: Mutex::new(0) };",
            "core::mem::forget(IN.lock.lock()); let _b = IN.lock.lock();",
            "IN",
            "lock",
        ),
    ],
    ids=["lazy statics", "once", "lazy lock", "reader", "writer", "forgotten guard"],
)
def test_other_locks(items: str, body: str, name: str, kind: str) -> None:
    data = run(body, items=items)
    why = the(data, "deadlock")
    assert (why["name"], why["what"]) == (name, kind)
    assert why["taken"] is not None
    assert f"`{name}`" in data["reason"]


def test_locks_that_are_given_back_are_no_deadlock() -> None:
    body = """
    for _ in 0..3 { say!("x"); }
    { let a = SCREEN.lock(); drop(a); }
    assert!(SCREEN.try_lock().is_some());
    unsafe { core::mem::forget(SCREEN.lock()); SCREEN.force_unlock(); }
    say!("y");
    """
    data = run(body)
    assert data["outcome"] == "halted"
    assert data["why"] == []


OWN = """
use core::sync::atomic::{AtomicBool, Ordering};
struct Own { locked: AtomicBool }
impl Own {
    fn lock(&self) {
        while self.locked.swap(true, Ordering::SeqCst) {} // own
    }
}
static OWN: Own = Own { locked: AtomicBool::new(false) };
static FLAG: AtomicBool = AtomicBool::new(false);
"""


def test_a_lock_of_the_kernel_s_own_making() -> None:
    data = run("OWN.lock(); OWN.lock();", items=OWN, steps=20_000)
    why = the(data, "busy")
    assert line(data, why["place"]).endswith("// own")
    assert why["looks_at"] == (("OWN", "Own"),)
    assert "looks at `OWN` (Own): with interrupts off, nothing but this code could change that." in data["reason"]


def test_a_flag_that_an_interrupt_was_to_set() -> None:
    data = run("while !FLAG.load(Ordering::SeqCst) {} // flag", items=OWN, steps=20_000)
    why = the(data, "busy")
    assert line(data, why["place"]).endswith("// flag")
    assert (why["looks_at"], why["interrupts"]) == ((("FLAG", "AtomicBool"),), False)


def test_an_endless_loop_is_told_where_it_is() -> None:
    data = run("let mut n = 0u64; loop { n += 1; core::hint::black_box(n); } // round", steps=20_000)
    assert line(data, the(data, "busy")["place"]).endswith("// round")
    assert data["reason"].startswith("The program is still running after 20000 steps. It is at src/main.rs:")


# -- interrupts and keys


def test_a_missing_end_of_interrupt() -> None:
    data = run("interrupts::enable(); loop { core::hint::spin_loop() }", timer="")
    assert the(data, "no_end_of_interrupt") == {"kind": "no_end_of_interrupt", "line": 0, "held_back": (0, 1)}
    assert "No end of interrupt (EOI) was sent for line 0, the timer's" in data["reason"]


def test_a_missing_end_of_interrupt_of_the_keyboard_holds_back_itself_only() -> None:
    key = "let _: u8 = unsafe { Port::new(0x60).read() };"
    data = run("interrupts::enable(); loop { hlt() }", key=key, keys="ab")
    assert the(data, "no_end_of_interrupt")["line"] == 1
    assert the(data, "no_end_of_interrupt")["held_back"] == (1,)
    assert the(data, "not_typed")["why"] == "in service"


def test_a_key_that_is_not_read_keeps_the_next_ones_away() -> None:
    data = run("interrupts::enable(); loop { hlt() }", key="unsafe { PICS.notify_end_of_interrupt(33) };", keys="ab")
    why = the(data, "key_not_read")
    assert why["waiting"][0] == 0x1E
    assert data["interrupts"]["33"] == 1
    assert "0x1e was never read from port 0x60" in data["reason"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("unsafe { Port::<u8>::new(0x21).write(0xfe) }; interrupts::enable(); loop { hlt() }", "masked"),
        ("loop { core::hint::spin_loop() }", "off"),
    ],
)
def test_keys_that_were_never_typed(body: str, why: str) -> None:
    data = run(body, keys="a")
    assert the(data, "not_typed") == {"kind": "not_typed", "moments": 2, "why": why}
    assert "Not all keys were typed" in data["reason"]


def test_a_kernel_that_does_all_that_has_no_such_reason() -> None:
    data = run("interrupts::enable(); loop { hlt() }", keys="ab")
    assert data["why"] == []


# -- the stack


DIG = "#[allow(unconditional_recursion)] fn dig(n: u64) -> u64 { core::hint::black_box(dig(n + 1)) + 1 }"


def test_a_stack_overflow_without_a_spare_stack() -> None:
    data = run("dig(0);", items=DIG)
    assert data["outcome"] == "triple_fault"
    why = the(data, "stack_overflow")
    assert why["place"]["function"].endswith("::dig")
    assert (why["start"], why["end"], why["vector"]) == ("0x10000002000", "0x10000202000", None)
    assert data["reason"].startswith("Stack overflow at src/main.rs:")
    assert "the kernel's stack of 2 MiB" in data["reason"]
    assert "#PF at 0x10000001f" in data["reason"], "the chain is told too"


def test_a_large_array_on_the_stack() -> None:
    data = run("let mut a = [0u8; 3 << 20]; core::hint::black_box(&mut a);")
    assert the(data, "stack_overflow")["vector"] is None


def test_a_store_to_the_guard_page_is_no_overflow() -> None:
    data = run("unsafe { (0x10000001ff0 as *mut u8).write_volatile(1) };")
    assert data["outcome"] == "triple_fault"
    assert data["why"] == []
    assert "triple fault: #PF at 0x10000001ff0" in data["reason"]


def test_a_non_canonical_address_is_in_the_reason() -> None:
    data = run("unsafe { (0x8000_0000_0000_0000 as *mut u8).write_volatile(1) };")
    assert data["outcome"] == "triple_fault"
    assert "0x8000000000000000 is not canonical" in data["reason"]


# -- IRETQ


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "f.code_segment = 0x10",
            "CS with selector 0x10: selector 0x10 does not name a code segment",
        ),
        ("f.code_segment = 0", "CS with selector 0x0: the code-segment selector is null"),
        (
            "f.stack_segment = 0x8",
            "SS with selector 0x8: selector 0x8 does not name a segment that may",
        ),
        ("f.stack_segment = 0x40", "SS with selector 0x40: selector 0x40 lies beyond the limit"),
    ],
)
def test_what_iretq_was_loading(change: str, told: str) -> None:
    items = f"""extern "x86-interrupt" fn on_break(mut f: InterruptStackFrame) {{
        unsafe {{ f.as_mut().update(|f| {change}) }};
    }}"""
    data = run("interrupts::int3();", items=items, gates="IDT.breakpoint.set_handler_fn(on_break);")
    assert data["outcome"] == "triple_fault"
    assert f"IRETQ was loading {told}" in data["reason"]


def test_a_kept_kernel_tells_the_same() -> None:
    text = KERNEL
    for name in ("TIMER", "KEY", "ITEMS", "GATES", "PANIC"):
        text = text.replace(f"    {name}\n", "\n").replace(f"\n{name}\n", "\n\n").replace(f"{name} loop", "loop")
    text = text.replace("    BODY\n", "    let _first = SCREEN.lock();\n    let _second = SCREEN.lock();\n")
    compiled = compile({"src/main.rs": text}, record=False)
    kept = rebuilt(marshal.loads(marshal.dumps(flat(compiled.linked, []))))
    outcomes = [kernel.run(prepare(kernel), 100_000) for kernel in (compiled, kept)]
    assert outcomes[0].why == outcomes[1].why != []
    assert outcomes[0].reason == outcomes[1].reason

"""Functions and statics that an ``extern`` block names are found by their symbol, wherever the kernel defines them."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.diagnostics import CompileError, Diagnostic

MAIN = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs)]
use core::fmt::Write;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};
DECLARED
fn stop() -> ! {
    x86_64::instructions::interrupts::disable();
    loop { x86_64::instructions::hlt() }
}
#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! { say(format_args!("{info}")); stop() }
fn say(args: core::fmt::Arguments) { unsafe { uart_16550::SerialPort::new(0x3f8) }.write_fmt(args).unwrap(); }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { BODY }
    stop()
}
"""
DEFINED = """
#[unsafe(no_mangle)] extern "C" fn twice(x: u64) -> u64 { 2 * x }
#[unsafe(no_mangle)] fn length(x: &str) -> usize { x.len() }
#[unsafe(no_mangle)] static GREETING: &str = "hello";
#[unsafe(no_mangle)] static mut COUNTER: u64 = 37;
#[unsafe(export_name = "other name")] extern "C" fn hidden() -> u8 { 77 }
"""
DECLARED = """
unsafe extern "C" { fn twice(x: u64) -> u64; }
unsafe extern "Rust" {
    safe fn length(x: &str) -> usize;
    safe static GREETING: &'static str;
    static mut COUNTER: u64;
    #[link_name = "other name"] fn mine() -> u8;
}
"""
BODY = 'COUNTER += 5; say(format_args!("{} {} {} {} {}", twice(4), length("abc"), GREETING, COUNTER, mine()));'


def linked(files: dict[str, str], **options: object) -> str:
    """What the kernel says over the serial port."""
    compiled = compile(files, record=False, **options)
    machine = prepare(compiled)
    outcome = compiled.run(machine, 100_000)
    assert outcome.kind == "halted", outcome.reason
    return machine.uart.text


def main(declared: str, body: str) -> str:
    return MAIN.replace("DECLARED", declared).replace("BODY", body)


def errors(files: dict[str, str]) -> list[Diagnostic]:
    with pytest.raises(CompileError) as caught:
        compile(files, record=False)
    return caught.value.diagnostics


@pytest.mark.parametrize(
    "files",
    [
        {"src/main.rs": main(f"mod there {{ {DEFINED} }}\n{DECLARED}", BODY)},
        {"src/main.rs": main(f"mod there;\n{DECLARED}", BODY), "src/there.rs": DEFINED},
        {"src/main.rs": main(f"use osirs as _;\n{DECLARED}", BODY), "src/lib.rs": f"#![no_std]\n{DEFINED}"},
        {
            "src/main.rs": main(f"use osirs as _;\n{DECLARED}", BODY),
            "src/lib.rs": "#![no_std]\nmod a;",
            "src/a/mod.rs": "mod b;",
            "src/a/b.rs": DEFINED,
        },
    ],
    ids=["module", "file", "library", "deep in the library"],
)  # fmt: skip
def test_found_wherever_they_are(files: dict[str, str]) -> None:
    assert linked(files) == "8 3 hello 42 77"


def test_the_library_calls_what_the_binary_defines() -> None:
    library = '#![no_std]\nunsafe extern "C" { fn ticks() -> u64; }\npub fn now() -> u64 { unsafe { ticks() } }\n'
    there = '#[unsafe(no_mangle)] extern "C" fn ticks() -> u64 { 18 }'
    files = {"src/main.rs": main(there, 'say(format_args!("{}", osirs::now()));'), "src/lib.rs": library}
    assert linked(files) == "18"


def test_plain_extern_before_edition_2024() -> None:
    text = main(
        """
mod there {
    #[no_mangle] extern fn twice(x: u64) -> u64 { 2 * x }
    #[export_name = "COUNT"] pub static mut N: u64 = 3;
}
extern { fn twice(x: u64) -> u64; static mut COUNT: u64; }
""",
        'COUNT += 1; say(format_args!("{} {}", twice(4), COUNT));',
    )
    assert linked({"src/main.rs": text.replace("unsafe(no_mangle)", "no_mangle")}, edition=2021) == "8 4"


def test_addresses_are_those_of_the_definitions() -> None:
    there = """mod there {
    #[unsafe(no_mangle)] pub static TABLE: [extern "C" fn(u8) -> u8; 2] = [up, up];
    #[unsafe(no_mangle)] pub extern "C" fn up(x: u8) -> u8 { x + 1 }
}
unsafe extern "C" { safe fn up(x: u8) -> u8; static TABLE: [extern "C" fn(u8) -> u8; 2]; }
static MINE: [extern "C" fn(u8) -> u8; 1] = [up];
"""
    body = """
let same = MINE[0] as usize == there::up as *const () as usize && &raw const TABLE == &raw const there::TABLE;
say(format_args!("{same} {} {}", TABLE[1](1), MINE[0](2)));
"""
    assert linked({"src/main.rs": main(there, body)}) == "true 2 3"


def test_a_handler_that_is_declared() -> None:
    there = """mod there {
    #[unsafe(no_mangle)] extern "x86-interrupt" fn on_break(_f: super::InterruptStackFrame) {
        super::say(format_args!("break"));
    }
}
unsafe extern "x86-interrupt" { safe fn on_break(f: InterruptStackFrame); }
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
"""
    body = "IDT.breakpoint.set_handler_fn(on_break); IDT.load(); x86_64::instructions::interrupts::int3();"
    assert linked({"src/main.rs": main(there, body)}) == "break"


def test_types_that_are_kept_alike_may_differ() -> None:
    there = """mod there {
    #[repr(C)] pub struct Pair { x: u32, y: u64 }
    #[unsafe(no_mangle)] extern "C" fn swap(p: Pair, by: *mut u8) -> Pair {
        unsafe { *by += 1 };
        Pair { x: p.y as u32, y: p.x as u64 }
    }
}
#[repr(C)] struct Mine { a: u32, b: u64 }
unsafe extern "C" { fn swap(p: Mine, by: &mut u8) -> Mine; }
"""
    body = """
let mut n = 8;
let r = swap(Mine { a: 1, b: 2 }, &mut n);
say(format_args!("{} {} {n}", r.a, r.b));
"""
    assert linked({"src/main.rs": main(there, body)}) == "2 1 9"


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ("fn one(x: u8, y: u8) -> u8;", "it is declared with 2 parameters, and defined with 1"),
        ("fn one(x: u64) -> u8;", "it is declared with `u64`, and defined with `u8`"),
        ("fn one(x: u8) -> (u8, u8);", "it is declared with `(u8, u8)`, and defined with `u8`"),
        ("fn ONE(x: u8) -> u8;", "one is a function, the other a static"),
    ],
)
def test_declarations_that_do_not_fit(declared: str, why: str) -> None:
    there = """mod there {
    #[unsafe(no_mangle)] extern "C" fn one(x: u8) -> u8 { x }
    #[unsafe(no_mangle)] static ONE: u8 = 1;
}
"""
    name = declared[3:6]
    use = f'let f = {name} as *const () as usize; say(format_args!("{{f}}"));'
    (message,) = errors({"src/main.rs": main(there + f'unsafe extern "C" {{ {declared} }}', use)})
    assert message.message == f"pagesim cannot link `{name}`: its declaration does not fit its definition"
    assert why in message.notes[0]


def test_what_the_tool_chain_brings() -> None:
    declared = """unsafe extern "C" {
    fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
    fn memmove(to: *mut u8, from: *const u8, n: usize) -> *mut u8;
    fn memset(to: *mut u8, c: i32, n: usize) -> *mut u8;
    fn memcmp(a: *const u8, b: *const u8, n: usize) -> i32;
    fn strlen(s: *const i8) -> usize;
    static __executable_start: u8;
    static __bss_start: u8;
    static _end: u8;
}
static mut ZEROS: [u8; 100] = [0; 100];
"""
    body = """
let mut a = *b"abcdefgh";
let p = a.as_mut_ptr();
memcpy(p, b"xy".as_ptr(), 2);
memmove(p.add(2), p, 4);
memset(p.add(7), b'!' as i32, 1);
let zeros = &raw const ZEROS as usize;
let inside = &raw const __bss_start as usize <= zeros && zeros + 100 <= &raw const _end as usize;
say(format_args!("{} {} {} {inside} {:p}", core::str::from_utf8(&a).unwrap(), memcmp(p, b"xyz".as_ptr(), 3) < 0,
    strlen(b"four\\0".as_ptr() as *const i8), &raw const __executable_start));
"""
    assert linked({"src/main.rs": main(declared, body)}) == "xyxycdg! true 4 true 0x200000"


def test_the_kernel_own_memcpy_is_taken() -> None:
    there = """mod there {
    #[unsafe(no_mangle)] extern "C" fn memcpy(to: *mut u8, _: *const u8, _: usize) -> *mut u8 {
        super::say(format_args!("mine"));
        to
    }
}
unsafe extern "C" { fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8; }
"""
    assert linked({"src/main.rs": main(there, "memcpy(8 as *mut u8, 8 as *const u8, 1);")}) == "mine"


def test_a_missing_symbol_is_told_by_the_linker() -> None:
    declared = 'unsafe extern "C" {\n    fn gone(x: u8);\n    static LOST: u8;\n}\n'
    files = {"src/main.rs": main(declared, "gone(1);\n    let _x = LOST;\n    gone(2);")}
    first, second = errors(files)
    assert first.message == "linking with `rust-lld` failed: undefined symbol: gone"
    assert first.notes[0].splitlines() == [
        "rust-lld: error: undefined symbol: gone",
        ">>> referenced by main.rs:21 (src/main.rs:21)",
        ">>> referenced by main.rs:23 (src/main.rs:23)",
    ]
    assert second.message == "linking with `rust-lld` failed: undefined symbol: LOST"
    assert [text for _, text in second.secondary] == ["declared here"]


def test_the_name_that_is_linked_is_the_one_that_is_missing() -> None:
    declared = 'unsafe extern "C" { #[link_name = "real_name"] fn called(); }'
    (message,) = errors({"src/main.rs": main(declared, "called();")})
    assert message.message.endswith("undefined symbol: real_name")


def test_a_missing_symbol_does_not_matter_while_nothing_refers_to_it() -> None:
    declared = """unsafe extern "C" { fn gone(x: u8); static LOST: u8; }
#[allow(dead_code)] fn never_called() { unsafe { gone(LOST) } }
"""
    assert linked({"src/main.rs": main(declared, 'say(format_args!("fine"));')}) == "fine"


def test_a_symbol_of_both_crates() -> None:
    """The library's definition comes along with what else is used of its module; else it is left out."""
    library = """#![no_std]
pub mod used { pub fn one() -> u8 { 1 } SAME }
pub mod unused { OTHER }
"""
    double = '#[unsafe(no_mangle)] extern "C" fn double() -> u8 { 2 }'
    there = 'mod there { #[unsafe(no_mangle)] extern "C" fn double() -> u8 { 3 } }\n'
    text = main(
        there + 'unsafe extern "C" { fn double() -> u8; }', 'say(format_args!("{} {}", double(), osirs::used::one()));'
    )
    apart = {"src/main.rs": text, "src/lib.rs": library.replace("SAME", "").replace("OTHER", double)}
    assert linked(apart) == "3 1"
    together = {"src/main.rs": text, "src/lib.rs": library.replace("SAME", double).replace("OTHER", "")}
    (message,) = errors(together)
    assert message.message == "linking with `rust-lld` failed: duplicate symbol: double"
    assert ">>> defined at lib.rs:2 (src/lib.rs:2)" in message.notes[0]


def test_libraries_are_refused() -> None:
    declared = '#[link(name = "c")] unsafe extern "C" { fn puts(s: *const i8) -> i32; }'
    (message,) = errors({"src/main.rs": main(declared, "")})
    assert message.message == "a library cannot be linked by pagesim"


def test_a_compiled_kernel_still_runs_after_others_have_been_compiled() -> None:
    """Functions of our own crates are shared by compilations, and lie elsewhere in each."""
    from pagesim_py.labs.loader import load
    from pagesim_py.labs.runner import booted, compiled

    lab = load("page-fault")
    steps = [lab.step(step) for step in ("register", "store", "print-cr3")]
    kernels = [compiled(step.files, lab.dialect, None, None)[0] for step in steps]

    def screen(number: int) -> str:
        machine = booted(kernels[number], {})
        kernels[number].run(machine, 20_000)
        return machine.screen.text()

    assert "EXCEPTION: DOUBLE FAULT" in screen(0)
    assert "EXCEPTION: PAGE FAULT" in screen(1)
    assert "PhysAddr(0x1000)" in screen(2)
    assert screen(0) == screen(0)

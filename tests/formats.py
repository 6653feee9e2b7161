"""Makes kernels out of recorded formats: each expression becomes a function that prints itself to the serial port."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

RECORDED = Path(__file__).parent / "data" / "golden_formats.json"
DESCRIBED = Path(__file__).parent / "data" / "written_formats.txt"  # expressions that are descriptions => as code
MARK = "\x1e"
ADDRESSES = re.compile(r"\b(instruction_pointer|stack_pointer): (0x[0-9a-f]+)")


@dataclass(frozen=True)
class Case:
    """One recorded output."""

    crate: str
    version: str
    expr: str
    format: str
    output: str

    @property
    def dialect(self) -> str:
        """The dialect that prints so."""
        if self.version.startswith("rustc<=1.72"):
            return "0.14.13+rustc-1.72"
        return self.version if self.crate == "x86_64" else "0.14.13"

    @property
    def panics(self) -> bool:
        return self.format.startswith("panics with") and self.output != "no panic"


def cases() -> list[Case]:
    """All recorded outputs."""
    return [Case(**entry) for entry in json.loads(RECORDED.read_text())]


HEAD = """#![no_std]
#![no_main]
#![allow(unused, arithmetic_overflow, unconditional_panic, static_mut_refs)]
extern crate alloc;
use alloc::{string::String, vec::Vec, alloc::{GlobalAlloc, Layout}};
use core::fmt::{self, Write};

struct Bump;
static mut POOL: [u64; 20000] = [0; 20000];
static mut USED: usize = 0;
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe {
            let start = (USED + layout.align() - 1) & !(layout.align() - 1);
            USED = start + layout.size();
            (&raw mut POOL as *mut u8).add(start)
        }
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static HEAP: Bump = Bump;

struct Serial;
impl Write for Serial {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        for b in s.bytes() {
            unsafe { port.write(b) };
        }
        Ok(())
    }
}
fn h<T>(x: T) -> T { x }
"""

TAIL = """
#[panic_handler]
fn on_panic(info: &core::panic::PanicInfo) -> ! {
    let _ = write!(Serial, "{info}");
    loop { x86_64::instructions::hlt(); }
}
"""

USES = {
    "x86_64": """
use x86_64::{*, registers::{control::*, model_specific::*, rflags::RFlags}};
use x86_64::structures::{gdt::SegmentSelector, idt::*, paging::{*, page_table::*, mapper::*, page::*}};
fn entry(addr: u64, flags: PageTableFlags) -> PageTableEntry {
    let mut made = PageTableEntry::new();
    made.set_addr(PhysAddr::new(addr), flags);
    made
}
""",
    "bootloader": """
use bootloader::bootinfo::*;
fn map() -> MemoryMap {
    let mut made = MemoryMap::new();
    use MemoryRegionType as Type;
    let ty = [Type::FrameZero, Type::PageTable, Type::Bootloader, Type::Usable];
    let at = [(0, 0x1000), (0x1000, 0x5000), (0x5000, 0x15000), (0x27e000, 0x400000)];
    for n in 0..4 {
        made.add_region(MemoryRegion { range: FrameRange::new(at[n].0, at[n].1), region_type: ty[n] });
    }
    made
}
fn info() -> BootInfo {
    let mut made: BootInfo = unsafe { core::mem::zeroed() };
    made.memory_map = map();
    made.physical_memory_offset = 0x18000000000;
    made
}
""",
    "pc-keyboard": "use pc_keyboard::*;\n",
    "lang": """
#[derive(Debug, Clone, Copy, PartialEq)] struct P { x: i32, y: i32 }
#[derive(Debug)] struct T(i32, &'static str);
#[derive(Debug)] struct U;
#[derive(Debug)] struct Em {}
#[derive(Debug, PartialEq)] enum E { A, B(i32), C { d: u8 } }
#[derive(Debug)] struct N { p: P, v: &'static [i32], o: Option<P> }
#[derive(Debug, Clone, Copy)] #[repr(u8)] enum Color { Black = 0, Yellow = 14 }
""",
}

WRITTEN = dict(line.split(" => ", 1) for line in DESCRIBED.read_text().splitlines())


def code(case: Case) -> str:
    """The expression as a student would write it."""
    if case.expr in WRITTEN:
        return WRITTEN[case.expr]
    expr = case.expr
    if made := re.match(r"PageTableEntry\{(0x[0-9a-f]+), ([A-Z_|]+)\}(.*)", expr):
        flags = " | ".join(f"PageTableFlags::{name}" for name in made[2].split("|"))
        return f"entry({made[1]}, {flags}){made[3]}"
    if made := re.match(r"PageTableFlags ([A-Z_|]+)(.*)", expr):
        return "(" + " | ".join(f"PageTableFlags::{name}" for name in made[1].split("|")) + ")" + made[2]
    if made := re.match(r"PageTableFlags (.*)", expr):
        return f"PageTableFlags::{made[1]}"
    if made := re.match(r"MemoryRegionType (\w+)", expr):
        return f"MemoryRegionType::{made[1]}"
    if made := re.match(
        r"InterruptStackFrameValue::new\((0x\w+), cs (\d+), rflags (0x\w+), (0x\w+), ss (0x\w+)\)", expr
    ):
        selector = "SegmentSelector({})".format
        return (
            f"InterruptStackFrameValue::new(VirtAddr::new({made[1]}), {selector(made[2])}, "
            f"RFlags::from_bits_retain({made[3]}), VirtAddr::new({made[4]}), {selector(made[5])})"
        )
    return ADDRESSES.sub(r"\1: VirtAddr::new(\2)", expr).replace("std::mem::", "core::mem::")


def statement(case: Case) -> str:
    """What prints one case."""
    spec = case.format.removeprefix("behaviour ")
    if case.panics:
        return f"let _e = {code(case)};"
    if case.output == "no panic":
        return f'let _ = {code(case)}; let _ = write!(Serial, "no panic");'
    literal = json.dumps(spec)
    if "{name" in spec or "{val" in spec or "$" in spec.replace("1$", ""):
        names = {"name": '"rust"', "val": "255", "w": "8", "pr": "2"}
        used = [f"let {n} = {v};" for n, v in names.items() if re.search(rf"\b{n}\b", spec)]
        given = f", {case.expr}" if case.expr else ""
        return f"{' '.join(used)} let _ = write!(Serial, {literal}{given});"
    if case.crate == "lang" and re.search(r"\{\d|\*|1\$|\{\{", spec):
        return f"let _ = write!(Serial, {literal}, {case.expr});"
    return f"let _ = write!(Serial, {literal}, {code(case)});"


def keyboard(all_cases: list[Case]) -> str:
    """The keyboard's cases are one sequence of scan codes."""
    lines = [
        "let mut kb = Keyboard::new(ScancodeSet1::new(), layouts::Us104Key, HandleControl::Ignore);",
        "let mut last = None;",
    ]
    for case in all_cases:
        if made := re.match(r"kb\.add_byte\((0x\w+)\)", case.expr):
            lines.append(f"let got = kb.add_byte({made[1]});")
            lines.append('let _ = write!(Serial, "{:?}", got); last = got.ok().flatten();')
        elif case.expr.startswith("kb.process_keyevent"):
            lines.append('let _ = write!(Serial, "{:?}", kb.process_keyevent(last.take().unwrap()));')
        else:
            lines.append(f"let _ = write!(Serial, {json.dumps(case.format)}, {case.expr});")
        lines.append(f'let _ = Serial.write_str("{MARK}");'.replace(MARK, "\\u{1e}"))
    return "\n    ".join(lines)


def kernel(all_cases: list[Case]) -> str:
    """A kernel that prints all cases from number FIRST on, each followed by a mark, until one panics."""
    crate = all_cases[0].crate
    parts = [HEAD, USES[crate]]
    arms = []
    if crate == "pc-keyboard":
        parts.append(f"fn case_0() {{\n    {keyboard(all_cases)}\n}}\n")
        arms.append("0 => case_0(),")
    else:
        for number, case in enumerate(all_cases):
            parts.append(f"fn case_{number}() {{ {statement(case)} }}\n")
            arms.append(f'{number} => {{ case_{number}(); let _ = Serial.write_str("\\u{{1e}}"); }}')
    body = "\n            ".join(arms)
    parts.append(f"""
static mut FIRST: usize = 0;
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {{
    loop {{
        let now = unsafe {{ (&raw const FIRST).read_volatile() }};
        unsafe {{ FIRST = now + 1 }};
        match now {{
            {body}
            _ => x86_64::instructions::hlt(),
        }}
    }}
}}
""")
    parts.append(TAIL)
    return "".join(parts)


def normal(text: str) -> str:
    """Without what depends on where the code stands."""
    text = text.replace("osirs::", "golden::") if text.startswith("osirs::") else text  # the crate's own name
    text = re.sub(r"panicked at src/main\.rs:\d+:\d+:", "panicked at {file}:{line}:{col}:", text)
    text = re.sub(r"', src/main\.rs:\d+:\d+$", "', src/main.rs:5:9", text)  # the record's own stand-in
    return re.sub(r"/rustc/[0-9a-f]{40}/", "/rustc/{hash}/", text)

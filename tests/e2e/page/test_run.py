"""The lab's experiments, typed into the editor and run: what the student reads on the screen and beside it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.student import Student

HANDLERS = """
    idt.page_fault.set_handler_fn(on_page_fault);
    idt.double_fault.set_handler_fn(on_double_fault);
    idt.breakpoint.set_handler_fn(on_breakpoint);
"""
KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]

use core::fmt::Write;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};

struct Screen;
static mut CELL: usize = 0;

impl Write for Screen {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for byte in text.bytes() {
            unsafe {
                if byte == b'\\n' {
                    CELL += 80 - CELL % 80;
                } else {
                    *((0xb8000 + CELL * 2) as *mut u16) = 0x0f00 | byte as u16;
                    CELL += 1;
                }
            }
        }
        Ok(())
    }
}

macro_rules! println {
    ($($arg:tt)*) => { writeln!(Screen, $($arg)*).unwrap() };
}

static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();

fn halt() -> ! {
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    println!("{}", info);
    halt();
}

extern "x86-interrupt" fn on_breakpoint(frame: InterruptStackFrame) {
    println!("EXCEPTION: BREAKPOINT");
}

extern "x86-interrupt" fn on_page_fault(frame: InterruptStackFrame, code: PageFaultErrorCode) {
    PAGE_FAULT_BODY
}

extern "x86-interrupt" fn on_double_fault(frame: InterruptStackFrame, code: u64) -> ! {
    println!("EXCEPTION: DOUBLE FAULT {}", code);
    halt();
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        let idt = &mut *(&raw mut IDT);
        HANDLERS
        idt.load();
    }
    BODY
    println!("It did not crash!");
    halt();
}
"""
REPORT = """println!("EXCEPTION: PAGE FAULT");
    println!("Accessed Address: {:?}", x86_64::registers::control::Cr2::read());
    println!("Error Code: {:?}", code);
    println!("{:#?}", frame);
    halt();"""


def kernel(body: str, *, handlers: str = HANDLERS, on_page_fault: str = REPORT) -> str:
    text = KERNEL.replace("PAGE_FAULT_BODY", on_page_fault)
    return text.replace("        HANDLERS", handlers).replace("BODY", body)


def test_a_store_to_deadbeaf_is_seen_from_the_walk_to_the_handler(student: Student) -> None:
    student.write(kernel("unsafe { *(0xdeadbeaf as *mut u8) = 42; }"))
    student.run("Halted")
    screen = student.screen
    assert screen[:3] == [
        "EXCEPTION: PAGE FAULT",
        "Accessed Address: VirtAddr(0xdeadbeaf)",
        "Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)",
    ]
    assert screen[3] == "InterruptStackFrame {"
    assert "It did not crash!" not in screen
    assert student.walk["level"] == "3"
    assert student.walk["index"] == "3"
    assert student.walk["outcome"] == "not_present"
    refused = "Write refused: level 3, entry 3 is not present (error code 0x2 = W)."
    expect(student.panel("Translation")).to_contain_text(refused)
    story = student.panel("Exception")
    for words in (
        "#PF page fault",
        "Gate 14 of the IDT",
        "CR2 gets the address that failed: 0xdeadbeaf",
        "Frame pushed",
    ):
        expect(story).to_contain_text(words)
    events = [title.strip() for title in student.page.locator("#events .kind").all_inner_texts()]
    order = [
        events.index(title) for title in ("fault raised", "CR2 written", "gate read", "frame pushed", "handler entered")
    ]
    assert order == sorted(order)


def test_the_lab_itself_runs(student: Student) -> None:
    student.run("Halted")
    assert student.screen[1:4] == [
        "EXCEPTION: PAGE FAULT",
        "Accessed Address: VirtAddr(0xdeadbeaf)",
        "Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)",
    ]


def test_without_a_page_fault_handler_it_is_a_double_fault(student: Student) -> None:
    handlers = "idt.double_fault.set_handler_fn(on_double_fault);"
    student.write(kernel("unsafe { *(0xdeadbeaf as *mut u8) = 42; }", handlers=handlers))
    student.run("Halted")
    assert student.screen == ["EXCEPTION: DOUBLE FAULT 0"]
    expect(student.panel("Exception")).to_contain_text("double fault, #DF with error code 0")


def test_without_any_handler_it_is_a_triple_fault_with_its_chain(student: Student) -> None:
    student.write(kernel("unsafe { *(0xdeadbeaf as *mut u8) = 42; }", handlers=""))
    student.run("Triple fault")
    chain = student.panel("Exception").locator(".chain li").all_inner_texts()
    assert chain[0].startswith("#PF")
    assert any("gate 14" in line for line in chain)
    assert any("gate 8" in line for line in chain)


def test_code_can_be_read_and_not_written(student: Student) -> None:
    read = 'let x = unsafe { *(0x2031b2 as *const u8) };\n    println!("read worked");'
    student.write(kernel(read))
    student.run("Halted")
    assert student.screen == ["read worked", "It did not crash!"]
    student.write(kernel(read + '\n    unsafe { *(0x2031b2 as *mut u8) = 42; }\n    println!("write worked");'))
    student.run("Halted")
    assert student.screen[0] == "read worked"
    assert "Error Code: PageFaultErrorCode(PROTECTION_VIOLATION | CAUSED_BY_WRITE)" in student.screen
    assert "write worked" not in student.screen
    assert student.walk["outcome"] == "page"
    why = student.panel("Translation").locator(".why")
    expect(why).to_contain_text("the level-1 entry is read-only (R/W = 0), and CR0.WP = 1")
    bits = student.panel("Translation").locator(".bits").first.locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[1:3] for row in bits] == [
        ["P", "1"], ["W", "1"], ["U", "0"], ["RSVD", "0"], ["I", "0"], ["PK", "0"],
    ]  # fmt: skip


def test_cr3_is_the_level_4_table(student: Student) -> None:
    body = """let (frame, _) = x86_64::registers::control::Cr3::read();
    println!("Level 4 page table at: {:?}", frame.start_address());
    println!("{:?}", x86_64::registers::control::Cr3::read().0);"""
    student.write(kernel(body))
    student.run("Halted")
    assert student.screen[:2] == [
        "Level 4 page table at: PhysAddr(0x1000)",
        "PhysFrame[4KiB](0x1000)",
    ]
    expect(student.panel("Page tables")).to_contain_text("Level-4 table at physical address 0x1000")


def test_a_breakpoint_returns_and_the_program_goes_on(student: Student) -> None:
    student.write(kernel("x86_64::instructions::interrupts::int3();"))
    student.run("Halted")
    assert student.screen == ["EXCEPTION: BREAKPOINT", "It did not crash!"]
    expect(student.panel("Exception")).to_contain_text("Returned. The handler ended with iretq")


def test_a_handler_that_repairs_nothing_is_a_fault_loop(student: Student) -> None:
    student.write(kernel("unsafe { *(0xdeadbeaf as *mut u8) = 42; }", on_page_fault=""))
    status = student.run("Still running")
    assert re.search("same|again|loop|repair", status)
    expect(student.panel("Exception")).to_contain_text("Earlier exceptions")


def test_a_handler_that_repairs_the_cause_goes_on(student: Student) -> None:
    repair = """unsafe { *((0x4000 + 0x90 * 8) as *mut u64) = 0xb8003; }"""
    body = """unsafe { *(0x90000 as *mut u16) = 0x0f21; }"""
    student.write(kernel(body, on_page_fault=repair))
    student.run("Halted")
    assert student.screen == ["It did not crash!"]
    student.write(kernel(body + "\n    halt();", on_page_fault=repair))
    student.run("Halted")
    assert student.screen == ["!"]


def test_the_screen_is_memory(student: Student) -> None:
    body = """println!("H");
    let cell = unsafe { *(0xb8000 as *const u16) };
    println!("{:#x}", cell);
    unsafe { *(0xb8002 as *mut u16) = 0x1f69; }
    halt();"""
    student.write(kernel(body))
    student.run("Halted")
    assert student.screen == ["Hi", "0xf48"]
    cell = student.page.locator("#screen span", has_text=re.compile("^i$"))
    expect(cell).to_have_class("f15 b1")
    expect(cell).to_have_css("background-color", "rgb(0, 0, 170)")


def test_a_panic_is_on_the_screen_and_in_the_status(student: Student) -> None:
    student.write(kernel('panic!("enough");'))
    student.run("Panicked")
    assert student.screen[0].startswith("panicked at src/main.rs:")
    assert student.screen[1] == "enough"


def test_an_endless_loop_is_still_running_and_the_page_responds(student: Student) -> None:
    student.write(kernel("let mut n = 0u64;\n    loop { n = n.wrapping_add(1); }"))
    student.press("Run")
    expect(student.status).to_have_text("Running")
    student.press("Help")
    expect(student.page.get_by_role("dialog", name="Help")).to_be_visible()
    student.page.keyboard.press("Escape")
    student.ended("Still running")
    student.press("Continue")
    expect(student.status).to_have_text("Running")
    student.press("Stop")
    student.ended("Stopped after")
    student.write(kernel(""))
    student.run("Halted")
    assert student.screen == ["It did not crash!"]


@pytest.mark.parametrize("name", ["Breakpoint", "breakpoint"])
def test_an_experiment_is_loaded_by_its_name(student: Student, name: str) -> None:
    if name == "Breakpoint":
        student.page.get_by_label("Experiment", exact=True).select_option(value="breakpoint")
    else:
        student.whole_text()
        student.page.get_by_role("button", name=re.compile("^Load: An exception that is no mistake")).click()
    expect(student.experiment).to_contain_text("Look for:")
    student.run("Halted")
    assert "EXCEPTION: BREAKPOINT" in student.screen

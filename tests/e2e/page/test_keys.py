"""Typing to a kernel that waits for the keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.student import Student

KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(static_mut_refs)]

use pic8259::ChainedPics;
use x86_64::instructions::port::Port;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame};

static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
static mut PICS: ChainedPics = unsafe { ChainedPics::new(32, 40) };
static mut AT: usize = 0;

extern "x86-interrupt" fn on_timer(_: InterruptStackFrame) {
    unsafe { PICS.notify_end_of_interrupt(32) };
}

extern "x86-interrupt" fn on_key(_: InterruptStackFrame) {
    unsafe {
        let code: u8 = Port::new(0x60).read();
        let character = match code {
            0x1e => b'a',
            0x30 => b'b',
            0x2a => b'^',
            0x1c => b'!',
            0x80..=0xff => b'.',
            _ => b'?',
        };
        *((0xb8000 + AT * 2) as *mut u16) = 0x0f00 | character as u16;
        AT += 1;
        PICS.notify_end_of_interrupt(33);
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe {
        IDT[32].set_handler_fn(on_timer);
        IDT[33].set_handler_fn(on_key);
        IDT.load();
        PICS.initialize();
    }
    x86_64::instructions::interrupts::enable();
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
"""


def test_typed_keys_reach_a_kernel_that_waits(page: Page, site_url: str) -> None:
    student = Student(page, site_url).open()
    hint = page.get_by_role("button", name="Click here to type to the kernel")
    expect(hint).to_be_hidden()
    student.write(KERNEL)
    status = student.run("Still running")
    assert "a key would wake it" in status
    hint.click()
    page.keyboard.type("ab")
    expect(page.locator("#screen")).to_contain_text("a.b.")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Enter")
    expect(page.locator("#screen")).to_contain_text("a.b.^a..!.")
    assert student.screen == ["a.b.^a..!."]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "screen", "Tab leads on"
    assert student.screen == ["a.b.^a..!."]
    student.run("Still running")
    assert student.screen == [""], "a new run begins without keys"


def test_keys_stay_with_the_page_when_no_kernel_listens(page: Page, site_url: str) -> None:
    student = Student(page, site_url).open()
    student.run()
    before = student.screen
    page.locator("#screen").focus()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Click here to type to the kernel")).to_be_hidden()
    assert student.screen == before

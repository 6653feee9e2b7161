"""A package's tests in the page: they are run, told, and one that failed is opened where it panicked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.page.test_access import axe
from tests.e2e.page.test_bringing import drop, lay, says
from tests.e2e.student import Student
from tests.test_session_tests import LAB, line_of

FILES = {
    "checked/Cargo.toml": '[package]\nname = "checked"\nedition = "2024"\n[dependencies]\n'
    'bootloader = "0.9"\nx86_64 = "0.14"\n'
    '[package.metadata.bootimage]\ntest-args = ["-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"]\n'
    "test-success-exit-code = 1\n",
    "checked/src/main.rs": LAB,
    "checked/tests/alone.rs": """#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(run)]
#![reexport_test_harness_main = "run_tests"]
fn run(tests: &[&dyn Fn()]) {
    for test in tests { test() }
    unsafe { x86_64::instructions::port::PortWriteOnly::new(0xf4).write(0u32) }
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { run_tests(); loop {} }
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[test_case]
fn stands_alone() {}
""",
}


def test_only_what_has_tests_has_the_panel(student: Student) -> None:
    expect(student.page.locator("#panel-tests")).to_be_hidden()
    expect(student.page.get_by_role("tab", name="Tests", exact=True)).to_have_count(0)
    student.write(LAB)
    expect(student.page.get_by_role("tab", name="Tests", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_tests_of_a_package_are_run_and_one_is_opened(
    student: Student, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = student.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    lay(tmp_path, FILES)
    page.locator("#source").scroll_into_view_if_needed()
    drop(page, tmp_path / "checked")
    says(student, "checked is in the editor, 3 files: press Run.")
    if size[0] > 1000:
        page.get_by_role("tab", name="Tests", exact=True).focus()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Show Tests").press("Enter")
    page.get_by_role("button", name="Run tests").press("Enter")
    told = "2 test binaries: 1 passed, 1 failed; 4 test functions: 2 passed, 1 failed, 1 not called."
    expect(page.locator("#tests-told")).to_have_text(told, timeout=60_000)
    expect(page.get_by_role("status").filter(has_text=told)).to_have_count(1)
    expect(page.locator("#tests")).to_contain_text("exit status is (0x11 << 1) | 1 = 35; 1 is success.")
    assert axe(page) == []

    panics = line_of(LAB, "assert_eq!(one, 2)")
    page.get_by_role("button", name="checked::bad: open the run where it stopped").or_(
        page.get_by_role("button", name="bad: open the run where it stopped")
    ).press("Enter")
    expect(page.locator("#status")).to_contain_text("It was the tests of src/main.rs.", timeout=60_000)
    expect(page.locator("#position")).to_contain_text(f"src/main.rs, line {panics}")
    if size[0] > 1000:
        expect(page.locator("#source .cm-executing")).to_be_in_viewport()
    expect(page.locator("#tests .sum")).to_have_text(told)

    student.write(LAB + "\n// more\n")
    expect(page.get_by_text("These results are older than the text.")).to_be_visible()
    student.run("Halted")

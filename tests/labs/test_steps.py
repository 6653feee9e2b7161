"""Every step of every lab does what its files say, through the same check that ``check-lab`` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py import labs
from pagesim_py.labs.check import check_lab, expected_of, run_and_compare
from pagesim_py.labs.runner import run_files

STEPS = [(name, step.id) for name in labs.names() for step in labs.load(name).steps]


@pytest.mark.parametrize(("name", "step"), STEPS)
def test_step(name: str, step: str) -> None:
    lab = labs.load(name)
    assert run_and_compare(lab, lab.step(step)) == []


@pytest.mark.parametrize(("name", "step"), STEPS)
def test_every_step_expects_something_to_be_seen(name: str, step: str) -> None:
    expected = expected_of(labs.load(name).step(step))
    assert expected.rows or expected.faults or expected.end
    assert not expected.malformed


def test_a_lab_that_does_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    (folder / "steps/two/src").mkdir(parents=True)
    (folder / "lab.toml").write_text(
        'title = "T"\nsummary = "S."\nbase = "page-fault"\n'
        '[[step]]\nid = "one"\ntitle = "1"\n[[step]]\nid = "two"\ntitle = "2"\n'
    )
    (folder / "steps/two/src/main.rs").write_text(
        "fn main() {\n    missing(); // expect-error: cannot find function\n}\n"
    )
    assert check_lab(folder) == ["text.md is missing or empty: say what to do and what to look for"]
    (folder / "text.md").write_text("# T\n")
    (folder / "steps/two/src/main.rs").write_text("fn main() {\n    missing();\n}\n")
    assert check_lab(folder) == ["step two: nothing is expected: write // expect: comments into its files"]
    (folder / "steps/two/src/main.rs").write_text("fn main() {\n    missing(); // expect: x\n}\n")
    assert check_lab(folder) == ["step two: src/main.rs:2: cannot find function `missing` in this scope"]


HANDLER = """
extern "x86-interrupt" fn page_fault_handler(
    stack_frame: x86_64::structures::idt::InterruptStackFrame,
    error_code: x86_64::structures::idt::PageFaultErrorCode,
) {
    crate::println!("EXCEPTION: PAGE FAULT");
    crate::println!("Accessed Address: {:?}", x86_64::registers::control::Cr2::read());
    crate::println!("Error Code: {:?}", error_code);
    crate::println!("{:#?}", stack_frame);
    crate::halt();
}
"""


def test_the_page_fault_handler_can_be_pasted_into_the_first_experiment_and_registered_there() -> None:
    lab = labs.load("page-fault")
    first = lab.steps[0]
    assert first.title == "Register the handler yourself"
    path = "src/interrupts.rs"
    assert "page_fault_handler" not in first.files[path]
    pasted = first.files[path] + HANDLER
    not_yet = run_files({**first.files, path: pasted}, dialect=lab.dialect, boot=lab.boot, max_steps=100_000)
    assert [str(one) for one in not_yet.exceptions] == ["#DF 0x0"]
    gate = "idt.breakpoint.set_handler_fn(breakpoint_handler);"
    registered = pasted.replace(gate, f"{gate}\n        idt.page_fault.set_handler_fn(page_fault_handler);")
    done = run_files({**first.files, path: registered}, dialect=lab.dialect, boot=lab.boot, max_steps=100_000)
    assert [str(one) for one in done.exceptions] == ["#PF 0x2 0xdeadbeaf"]
    assert [row.rstrip() for row in done.screen[1:4]] == [
        "EXCEPTION: PAGE FAULT",
        "Accessed Address: VirtAddr(0xdeadbeaf)",
        "Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)",
    ]


KEYED = """#![no_std]
#![no_main]
use core::panic::PanicInfo;
use x86_64::instructions::port::Port;
// expect-keys: <LShift+i>KEY
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut at = 0xb8000 as *mut u8; // expect: *: >
    // expect-end: running
    loop {
        if unsafe { Port::<u8>::new(0x64).read() } & 1 == 1 {
            let code: u8 = unsafe { Port::new(0x60).read() };
            unsafe { *at = code };
            at = at.wrapping_add(2);
        }
    }
}
#[panic_handler]
fn panic(_: &PanicInfo) -> ! { loop {} }
"""


def test_keys_are_typed_to_a_step(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    (folder / "steps/one/src").mkdir(parents=True)
    (folder / "text.md").write_text("# T\n")
    (folder / "lab.toml").write_text(
        'title = "T"\nsummary = "S."\nbase = "page-fault"\n[[step]]\nid = "one"\ntitle = "1"\n'
    )
    step = folder / "steps/one/src/main.rs"
    step.write_text(KEYED.replace("KEY", r"\n").replace("*: >", "*{any}"))
    assert check_lab(folder) == []
    step.write_text(KEYED.replace("KEY", "<F13>"))
    (problem, *_) = check_lab(folder)
    assert problem.startswith("step one: src/main.rs:5: this is no expectation: // expect-keys: <LShift+i><F13>")
    assert "there is no key called <F13>" in problem


def test_a_moment_that_never_comes_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "text.md").write_text("# T\n")
    toml = 'title = "T"\nsummary = "S."\nbase = "page-fault"\n[[step]]\nid = "one"\ntitle = "1"\naddress = "rip"\nat = '
    (folder / "src").mkdir()
    main = labs.load("page-fault").sources["src/main.rs"]
    (folder / "src/main.rs").write_text(main)
    for at in ("#PF", "write 0xdeadbeaf", "write _start", "halt"):
        (folder / "lab.toml").write_text(f'{toml}"{at}"\n')
        assert check_lab(folder) == []
    for at in ("#BP", "read 0xdeadbeaf", "write 0xdeadbeae"):
        (folder / "lab.toml").write_text(f'{toml}"{at}"\n')
        assert check_lab(folder) == ["step one: what 'at' names never happens while it runs"]

"""The vocabulary of checks, on one program: what holds, and what is told of what does not, with its moment."""

# ruff: noqa: E501  (one check a line)

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from pagesim_py.homework import Assignment, CheckResult, Student, evaluate, load_folder
from pagesim_py.homework.checks import RUN_TERMS, Runs
from pagesim_py.homework.checks.runs import Ask
from pagesim_py.homework.format import Check
from pagesim_py.homework.schema import TERMS
from pagesim_py.timeline import Timeline

MAIN = """#![no_std]
#![no_main]

bootloader::entry_point!(kernel_main);

fn kernel_main(boot_info: &'static bootloader::BootInfo) -> ! {
    osirs::println!("Hello World!");
    osirs::init();
    let window = x86_64::VirtAddr::new(boot_info.physical_memory_offset);
    let mut tables = unsafe { osirs::memory::init(window) };
    let mut frames = osirs::memory::BootFrames::new(&boot_info.memory_map);
    let page = x86_64::structures::paging::Page::containing_address(x86_64::VirtAddr::new(0xdeadbeaf000));
    osirs::memory::map_to_screen(page, &mut tables, &mut frames);
    use core::fmt::Write;
    let mut port = uart();
    port.write_str("over the wire").unwrap();
    unsafe { (0xdeadbeaf002 as *mut u8).write_volatile(b'X'); }
    unsafe { (0x5000_0000 as *mut u8).write_volatile(1); }
    osirs::halt()
}

fn uart() -> uart_16550::SerialPort {
    unsafe { uart_16550::SerialPort::new(0x3f8) }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    osirs::println!("{}", info);
    osirs::halt();
}
"""
CHECKS = [
    ("compiles = true", "", ""), ("warnings = 0", "", ""), ('ends = "halted"', "", ""),
    ('ends = "panicked"', "It ended as halted", "It ends as panicked."),
    ('exceptions = ["#PF 0x2 0x50000000"]', "", ""), ("exceptions = []", "There was #PF 0x2 0x50000000.", "There is no exception."),
    ('screen = ["HXllo World!", "EXCEPTION: {any}"]', "", ""), ('screen = "Hello World!"', "The screen shows 'HXllo World!'", "'Hello World!'"),
    ('screen-not = "Goodbye"', "", ""), ('screen-not = "EXCEPTION"', "The screen shows 'EXCEPTION'.", "No row"),
    ('row = { n = 0, is = "HXllo World!" }', "", ""), ('row = { n = 1, is = "no" }', "Row 1 is 'EXCEPTION: PAGE FAULT'.", "Row 1 is 'no'."),
    ('cell = { at = [0, 1], char = "X", attr = 7 }', "", ""), ('cell = { at = [0, 1], attr = "0x0f" }', "attribute 0x07", "attribute 0x0f"),
    ('serial = "the wire"', "", ""), ('serial = ["wire", "over"]', "The serial port sent 'over the wire'.", "sends 'over'"),
    ('maps = { page = "0xdeadbeaf000", frame = "0xb8000", size = "4 KiB", rights = "rwx", not = "u" }', "", ""),
    ('maps = { page = "0xdeadbeaf000", frame = "0xb9000" }', "mapped to 0xb8000", "the frame 0xb9000"),
    ('maps = { page = "0xdeadbeaf000", rights = "u" }', "the level-4 entry says so", "is for user code too"),
    ('maps = { page = "0xdeadbeb0000" }', "Not mapped: level 1, entry", "is mapped"),
    ('maps = { page = "0xdeadbeaf000", size = "2 MiB" }', "4 KiB", "2 MiB"), ('maps = { page = "0xdeadbeaf000", not = "w" }', "is writable", "is read-only"),
    ('unmapped = "0x50000000"', "", ""), ('unmapped = "0xdeadbeaf000"', "Mapped: physical address 0xb8000", "is not mapped"),
    ('access = { kind = "write", address = "0xdeadbeaf123", gives = "ok" }', "", ""),
    ('access = { kind = "read", address = "0xdeadbeaf123", cpl = 3, gives = "#PF 0x5" }', "", ""),
    ('access = { kind = "read", address = "0x5000", cpl = 3, gives = "#PF" }', "", ""),
    ('access = { kind = "write", address = "0x201000", gives = "ok" }', "by the kernel gives #PF 0x3", "gives ok"),
    ('walk = { address = "0xdeadbeaf000", level = 1, entry = "0xb8003" }', "", ""),
    ('walk = { address = "0xdeadbeaf000", level = 1, entry = "0xb8001" }', "is 0xb8063", "0xb8001"),
    ('walk = { address = "0x50000000", level = 1 }', "Not mapped", "comes to level 1"),
    ('register = { cr3 = "0x1000", cr2 = "0x50000000" }', "", ""), ('register = { cr2 = "0x0" }', "CR2 is 0x50000000.", "CR2 is 0x0."),
    ('memory = { physical = "0xb8002", u8 = "0x58" }', "", ""), ('memory = { linear = "0xdeadbeaf002", u16 = "0x758" }', "", ""),
    ('memory = { linear = "0x50000000", u8 = 0 }', "is not mapped", "0x0 is expected"), ('memory = { physical = "0xb8000", u8 = 0 }', "there is 0x48", "0x0"),
    ('event = { kind = "PageTableEdited", least = 4 }', "", ""), ('event = { kind = "Cr2Written", count = 2 }', "happened once", "exactly 2"),
    ('event = { kind = "PageTableEdited", where = { new = "0xb8003" } }', "", ""), ('event = { kind = "FaultRaised", most = 0 }', "once", "does not happen"),
    ('before = ["PageTableEdited", "TranslationInvalidated", "FaultRaised"]', "", ""),
    ('before = ["FaultRaised", "PageTableEdited"]', "happened before", "comes first"), ('before = ["Halted", "KeyTyped"]', "never happened", "happens"),
    ('frames = { used = 3, most = 5, region = "Usable", twice = false }', "", ""), ("frames = { used = 2 }", "3 frames", "It takes 2."),
    ('frames = { region = "Kernel" }', "in a region of the kind Usable", "the kind Kernel"), ("frames = { most = 1 }", "3 frames", "1 at most"),
    ('called = ["osirs::memory::map_to_screen", "init"]', "", ""), ('called = "osirs::memory::nobody"', "has no function osirs::memory::nobody of its own", "is called"),
    ('called = "panic"', "panic was not called", "panic is called"),
    ("stale = false", "", ""), ("stale = true", "holds no stale translation", "holds one"),
    ('source = { has = "map_to_screen(page", not = "asm!" }', "", ""), ('source = { not = "uart()" }', "is in src/main.rs", "is not there"),
    ('source = { has = "Cr3::read" }', "is nowhere", "is there"),
]  # fmt: skip


@cache
def assignment() -> Assignment:
    folder = Path(mkdtemp()) / "vocabulary"
    folder.mkdir()
    head = 'format = 1\nid = "vocabulary"\nversion = "1"\ntitle = "V"\nbase = "mapping"\n'
    head += '[[question]]\nid = "q"\nkind = "rust"\nedit = ["src/main.rs"]\nask = "?"\n'
    checks = [f'[[question.check]]\nid = "c{n}"\nsay = "It is so"\n{term}\n' for n, (term, _, _) in enumerate(CHECKS)]
    (folder / "assignment.toml").write_text(head + "".join(checks), "utf-8")
    return load_folder(folder)


@cache
def results() -> tuple[CheckResult, ...]:
    return evaluate(assignment(), Student("ada"), {}, {"src/main.rs": MAIN}).questions[0].checks


@pytest.mark.parametrize(("number", "term", "got", "wanted"), [(n, *check) for n, check in enumerate(CHECKS)])
def test_what_holds_and_what_does_not(number: int, term: str, got: str, wanted: str) -> None:
    result = results()[number]
    assert result.ok is (not wanted), f"{term}: {result.got}"
    assert got in result.got
    assert wanted in result.wanted


def test_every_term_is_tried_both_ways() -> None:
    named = {term.partition(" ")[0]: wanted for term, _, wanted in CHECKS}
    missed = {term.partition(" ")[0] for term, _, wanted in CHECKS if wanted}
    assert set(named) == set(TERMS)
    assert missed == set(RUN_TERMS) | {"source"}


def test_what_is_missed_has_its_moment() -> None:
    """The position is one of the recording that the run makes again."""
    check = Check("c", "so", {})
    ran = Runs({**assignment().files, "src/main.rs": MAIN}, "0.14.13", {}, {}).run(check, {})
    assert isinstance(ran.timeline, Timeline)
    by_term = {term: result for (term, _, _), result in zip(CHECKS, results(), strict=True)}
    fault = by_term["exceptions = []"]
    assert fault.at is not None
    assert type(ran.timeline.entry(fault.at - 1)).__name__ == "FaultRaised"
    assert (fault.file, fault.line) == (
        "src/main.rs",
        MAIN.splitlines().index("    unsafe { (0x5000_0000 as *mut u8).write_volatile(1); }") + 1,
    )
    assert fault.run == Ask(None, {}, "", 200_000).data
    edit = by_term['maps = { page = "0xdeadbeaf000", frame = "0xb9000" }']
    assert edit.at is not None
    ran.timeline.seek(edit.at)
    assert ran.machine is not None
    assert ran.machine.walk(0xDEADBEAF000).physical == 0xB8000
    ran.timeline.seek(ran.timeline.previous_stop(position=edit.at))
    assert ran.machine.walk(0xDEADBEAF000).physical is None


def test_what_does_not_compile_fails_everything_and_says_why() -> None:
    found = evaluate(
        assignment(), Student("ada"), {}, {"src/main.rs": MAIN.replace('Hello World!");', 'Hello World!")')}
    )
    assert not found.compiles
    assert found.spec == "F"
    assert all(not check.ok and "rejected" in check.got for check in found.questions[0].checks)
    assert found.questions[0].checks[0].file == "src/main.rs"

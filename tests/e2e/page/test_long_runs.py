"""Programs that run long: what is seen meanwhile, Stop, Continue, and a mistake in the text after a run.

Each is done in both ways: the browser suspends the program, or the page ends the worker and runs to the same step again
(`?suspend=off` has it do so in any browser).
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page.test_access import axe
from tests.e2e.page.test_run import kernel
from tests.e2e.student import PATIENCE, Student

WAYS = {"suspended": "index.html", "run again": "index.html?suspend=off"}
COUNTS = """let mut n = 0usize;
    loop {
        n += 1;
        unsafe { *((0xb8000 + n / 500 % 2000 * 2) as *mut u16) = 0x0f00 | (b'0' as usize + n / 500 % 10) as u16; }
    }"""


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def student(request: pytest.FixtureRequest, page: Page, site_url: str) -> Student:
    return Student(page, site_url).open(request.param)


def steps(student: Student) -> int:
    """The steps in the status."""
    found = re.search(r"after ([\d,]+) steps", student.status.inner_text())
    assert found is not None
    return int(found[1].replace(",", ""))


def starts_counting(student: Student) -> None:
    student.write(kernel(COUNTS))
    student.press("Run")
    expect(student.page.get_by_text("steps so far")).to_be_visible(timeout=PATIENCE)
    expect(student.page.locator("#screen")).to_contain_text("3", timeout=PATIENCE)


def test_the_screen_is_painted_while_the_program_runs(student: Student) -> None:
    starts_counting(student)
    expect(student.status).to_have_text("Running")
    expect(student.panel("Translation")).to_have_attribute("aria-busy", "true")
    seen = student.page.evaluate(
        """() => new Promise(done => {
            const screen = document.getElementById('screen');
            const pictures = new Set();
            const observer = new MutationObserver(() => {
                pictures.add(screen.textContent);
                if (pictures.size < 5) return;
                observer.disconnect();
                done(pictures.size);
            });
            observer.observe(screen, { childList: true, subtree: true, characterData: true });
            setTimeout(() => done(`${pictures.size} pictures, ${document.getElementById('so-far').textContent}, ${
                document.getElementById('status').textContent}`), 60000);
        })"""
    )
    assert seen == 5
    assert axe(student.page) == []
    student.press("Stop")
    student.ended("Stopped after")
    expect(student.panel("Translation")).to_have_attribute("aria-busy", "false")


def test_stop_keeps_what_there_is_and_continue_goes_on_from_there(student: Student) -> None:
    starts_counting(student)
    student.press("Stop")
    student.ended("Stopped after")
    first, screen = steps(student), student.screen
    assert "0" in screen[0]
    student.page.get_by_role("button", name="Back").click()
    expect(student.page.locator("#position")).to_contain_text("Step ")
    student.page.get_by_role("button", name="Last step").click()
    student.press("Continue")
    expect(student.page.get_by_text("steps so far")).to_be_visible(timeout=PATIENCE)
    student.page.wait_for_function(
        r"""steps => {
            const found = /[\d,]+/.exec(document.getElementById('so-far').textContent);
            return found !== null && Number(found[0].replaceAll(',', '')) > steps;
        }""",
        arg=first,
        timeout=PATIENCE,
    )
    student.press("Stop")
    student.ended("Stopped after")
    assert steps(student) > first
    student.write(kernel(""))
    student.run("Halted")
    assert student.screen == ["It did not crash!"]


def test_another_lab_does_not_wait_for_a_program_without_an_end(student: Student) -> None:
    starts_counting(student)
    student.page.get_by_label("Lab", exact=True).select_option(value="mapping")
    expect(student.status).to_have_text(re.compile("^Ready"))
    student.run("Halted")
    student.page.get_by_label("Lab", exact=True).select_option(value="page-fault")
    assert "n += 1;" in student.page.evaluate("window.pagesim.getSource()['src/main.rs']")
    student.press("Run")
    expect(student.page.get_by_text("steps so far")).to_be_visible(timeout=PATIENCE)
    student.press("Stop")
    student.ended("Stopped after")


def test_after_a_mistake_the_last_run_stays_marked_as_older(student: Student) -> None:
    student.write(kernel('println!("before");'))
    student.run("Halted")
    student.write(kernel("let x: u8 = true;"))
    student.run("Error in src/main.rs")
    expect(student.status).to_contain_text("The panels still show the last run")
    expect(student.page.get_by_text("it is older than the text")).to_be_visible()
    assert student.screen == ["before", "It did not crash!"]
    assert axe(student.page) == []
    student.write(kernel('println!("after");'))
    student.run("Halted")
    expect(student.page.get_by_text("it is older than the text")).to_be_hidden()
    assert student.screen == ["after", "It did not crash!"]


def test_the_status_tells_how_long_it_took_and_how_much_there_is_to_see(student: Student) -> None:
    student.write(kernel("x86_64::instructions::interrupts::int3();"))
    status = student.run("Halted")
    assert re.search(r"Finished in \d+(\.\d)? s, \d+ events\.$", status)


def test_two_thousand_lines_are_printed(page: Page, site_url: str) -> None:
    student = Student(page, site_url).open()
    scroll = """for line in 0..2000u32 {
        for row in 1..25usize { for column in 0..80usize { unsafe {
            let from = (0xb8000 + (row * 80 + column) * 2) as *const u16;
            ((0xb8000 + ((row - 1) * 80 + column) * 2) as *mut u16).write_volatile(from.read_volatile());
        } } }
        for digit in 0..4u32 {
            let value = line / 10u32.pow(3 - digit) % 10;
            unsafe { *((0xb8000 + (24 * 80 + digit as usize) * 2) as *mut u16) = 0x0f30 | value as u16; }
        }
    }
    halt();"""
    student.write(kernel(scroll))
    student.press("Run")
    expect(student.status).to_have_text(re.compile("^Halted"), timeout=5 * PATIENCE)
    assert student.screen[-1] == "1999"
    assert student.screen[0] == "1975"
    expect(student.page.get_by_text(re.compile("^Kept: steps "))).to_be_visible()

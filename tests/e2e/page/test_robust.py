"""The page when things go wrong: the worker dies, links are nonsense, storage is full, all is pressed at once."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.student import Student

FRAME = """#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    BODY
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
"""
HALTS = FRAME.replace("BODY", "loop { x86_64::instructions::hlt(); }")
SPINS = FRAME.replace("BODY", "loop {}")


def set_source(student: Student, files: dict[str, str]) -> None:
    student.page.evaluate("text => window.pagesim.setSource(JSON.parse(text))", json.dumps(files))


def get_source(student: Student) -> dict[str, str]:
    files: dict[str, str] = json.loads(student.page.evaluate("JSON.stringify(window.pagesim.getSource())"))
    return files


def lose_the_worker(student: Student) -> None:
    """The worker fails in the middle of a run, and never answers."""
    die = (
        "MessagePort.prototype.postMessage = () => {}; setTimeout(() => { throw new Error('no memory is left'); }, 300)"
    )
    student.page.workers[-1].evaluate(die)
    student.press("Run")
    expect(student.status).to_have_text(re.compile("^Error: the simulated computer has stopped working"))


@pytest.mark.parametrize("way", ["dialog", "notice", "run"])
def test_a_worker_that_dies_is_started_again_and_the_edits_stay(
    student: Student, problems: list[str], way: str
) -> None:
    set_source(student, {"src/main.rs": HALTS + "// mine"})
    lose_the_worker(student)
    dialog = student.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your files are kept.")
    if way == "dialog":
        dialog.get_by_role("button", name="Start it again").click()
    else:
        student.page.keyboard.press("Escape")
        if way == "notice":
            student.page.get_by_role("alert").get_by_role("button", name="Start it again").click()
    if way != "run":
        expect(student.status).to_have_text("Ready")
        expect(student.page.locator("#notice")).to_be_hidden()
    student.run("Halted")
    assert get_source(student)["src/main.rs"].endswith("// mine")
    problems[:] = [one for one in problems if "onerror" not in one]  # PyScript's handler of that error fails itself


@pytest.mark.parametrize("hash", ["#hello", "#lab=handlers", "#1", "#%", "#%00"])
def test_nonsense_behind_the_address_is_told(page: Page, site_url: str, hash: str) -> None:
    page.goto(site_url + "index.html" + hash)
    expect(page.get_by_role("alert").first).to_contain_text("The link cannot be opened: ")
    expect(page.locator("#source")).to_contain_text("0xdeadbeaf")


def test_nonsense_put_behind_the_address_later_takes_nothing_away(student: Student) -> None:
    set_source(student, {"src/main.rs": "// mine"})
    student.page.evaluate("location.hash = '#nonsense'")
    expect(student.page.get_by_role("alert").first).to_contain_text("The link cannot be opened: ")
    assert get_source(student) == {"src/main.rs": "// mine"}


def test_pressing_everything_at_once_is_one_run(student: Student) -> None:
    set_source(student, {"src/main.rs": SPINS})
    student.page.evaluate("for (let i = 0; i < 20; i += 1) document.getElementById('run').click()")
    for keys in ("Control+Enter", "F8", "F9", "Shift+F8", "Control+Enter"):
        student.page.keyboard.press(keys)
    student.press("Reset")
    expect(student.status).to_have_text("Ready. The source has changed since the run that is shown")
    student.run("Halted")
    assert "EXCEPTION: PAGE FAULT" in student.screen


def test_another_lab_chosen_while_one_runs(student: Student) -> None:
    set_source(student, {"src/main.rs": SPINS})
    student.press("Run")
    student.page.get_by_label("Lab", exact=True).select_option(value="handlers")
    expect(student.status).to_have_text("Ready")
    expect(student.page.locator("#position")).to_have_text("Nothing has run yet")
    student.run("Halted")
    assert "EXCEPTION" in "\n".join(student.screen)


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"src/main.rs": HALTS, "__proto__": "x", "constructor": "y"}, "Halted"),
        ({"src/main.rs": HALTS, "a b/../<img src=x>.rs": "x"}, "Halted"),
        ({"src/main.rs": HALTS + "// \ud800 \ufeff \u202e"}, "Halted"),
        ({"src/main.rs": HALTS.replace("\n", "\r\n")}, "Halted"),
        ({"src\\main.rs": HALTS}, "Error: there is no `src/main.rs`"),
        ({"lib.rs": "x"}, "Halted"),
        ({"src/main.rs": ""}, "Error"),
        ({"src/main.rs": HALTS + "\0\x01\x7f"}, "Error"),
    ],
    ids=["names of JavaScript", "odd name", "odd characters", "CRLF", "backslash", "main as before", "empty", "binary"],
)
def test_files_of_all_kinds(student: Student, files: dict[str, str], status: str) -> None:
    set_source(student, {"src/main.rs": HALTS, "src/constructor": ""})
    set_source(student, files)
    tabs = student.page.get_by_role("tablist", name="Files of the kernel").get_by_role("tab")
    expect(tabs).to_have_count(len(get_source(student)))
    assert ("src/constructor" in get_source(student)) == ("lib.rs" in files)
    student.run(status)


def test_what_does_not_fit_into_storage_is_kept_while_the_page_is_open(student: Student) -> None:
    big = HALTS + "// and so on\n" * 500_000
    set_source(student, {"src/main.rs": big})
    expect(student.page.get_by_text("Not saved here")).to_be_visible()
    student.page.get_by_label("Lab", exact=True).select_option(value="handlers")
    expect(student.page.locator("#source")).not_to_contain_text("and so on")
    student.page.get_by_label("Lab", exact=True).select_option(value="page-fault")
    expect(student.page.locator("#source")).to_contain_text("and so on")
    assert get_source(student)["src/main.rs"] == big
    student.press("Reset")
    expect(student.page.get_by_text("Not saved here")).to_be_hidden()


def test_two_tabs_tell_each_other(student: Student, site_url: str) -> None:
    other = Student(student.page.context.new_page(), site_url).open()
    student.write(HALTS + "// from the first tab")
    notice = other.page.get_by_role("alert").first
    expect(notice).to_contain_text("changed in another tab")
    notice.get_by_role("button", name="Show what is there").click()
    assert get_source(other)["src/main.rs"].endswith("// from the first tab")
    other.run("Halted")
    student.run("Halted")


def test_what_was_typed_as_an_address_stays(student: Student) -> None:
    student.run("Halted")
    student.translate("_start")
    expect(student.panel("Translation").locator(".verdict", has_text="_start")).to_have_count(1)
    expect(student.page.get_by_role("combobox", name="Address")).to_have_value("_start")


def test_panels_that_do_not_exist_are_told(page: Page, site_url: str) -> None:
    page.goto(site_url + "embed.html?panels=screen,foo")
    expect(page.get_by_role("alert").first).to_contain_text("no panel called foo. The panels are: source, walk, ")

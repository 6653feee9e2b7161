"""The editor: messages at their lines, files as tabs, what survives a reload, Reset, and links."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.student import Student

MISTAKE = """#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    osirs::println!("{}", answr);
    osirs::halt();
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! { loop {} }
"""


def test_a_mistake_is_shown_at_its_line_with_a_caret(student: Student) -> None:
    student.write(MISTAKE)
    status = student.run("Error")
    assert "src/main.rs, line 6" in status
    message = student.page.get_by_role("region", name="Messages").locator("pre").first.inner_text()
    assert message.startswith("error[E0425]: cannot find value `answr` in this scope")
    assert "--> src/main.rs:6:27" in message
    source, caret = message.split("\n")[3:5]
    assert source.index("answr") == caret.index("^")
    expect(student.page.locator("#source .cm-lint-marker-error")).to_have_count(1)
    expect(student.page.get_by_role("tab", name="main.rs")).to_have_attribute("data-faulty", "true")
    student.write(MISTAKE.replace("answr", "42"))
    expect(student.page.locator("#source .cm-lint-marker-error")).to_have_count(0)
    student.run("Halted")
    assert student.screen == ["42"]
    expect(student.page.get_by_role("region", name="Messages")).to_be_hidden()


def test_warnings_are_folded_and_amber_and_do_not_look_like_errors(student: Student) -> None:
    student.write(MISTAKE.replace("answr", "1").replace("    osirs::halt", "    let unused = 1;\n    osirs::halt"))
    student.run("Halted")
    messages = student.page.get_by_role("region", name="Messages")
    expect(messages.get_by_text("1 warning", exact=True)).to_be_visible()
    expect(messages.locator("pre")).to_be_hidden()
    expect(student.page.locator("#source .cm-lint-marker-warning")).to_have_count(1)
    expect(student.page.get_by_role("tab", name="main.rs")).to_have_attribute("data-warned", "true")
    messages.get_by_text("1 warning").click()
    expect(messages.locator("pre")).to_contain_text("unused variable")


def test_how_to_leave_the_editor_by_keyboard_is_said_while_it_has_the_focus(student: Student) -> None:
    hint = student.page.get_by_text("leaves the editor")
    expect(hint).to_be_hidden()
    student.page.locator("#source .cm-content").focus()
    expect(hint).to_be_visible()
    student.page.keyboard.press("Escape")
    student.page.keyboard.press("Tab")
    expect(student.page.locator("#source .cm-content")).not_to_be_focused()
    expect(hint).to_be_hidden()


def test_a_message_leads_to_its_place_in_another_file(student: Student) -> None:
    student.choose_file("gdt.rs")
    student.write("pub fn load() { nothing }\n")
    student.choose_file("main.rs")
    student.run("Error")
    expect(student.page.get_by_role("tab", name="gdt.rs")).to_have_attribute("aria-selected", "true")
    student.choose_file("main.rs")
    student.page.get_by_role("button", name="Go to src/gdt.rs, line 1").first.click()
    expect(student.page.get_by_role("tab", name="gdt.rs")).to_have_attribute("aria-selected", "true")
    expect(student.page.locator("#source .cm-content")).to_be_focused()


def test_tabs_are_moved_through_by_arrow_keys(student: Student) -> None:
    student.page.get_by_role("tab", name="main.rs").focus()
    student.page.keyboard.press("ArrowRight")
    second = student.page.get_by_role("tab", name="lib.rs")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-selected", "true")
    expect(student.page.locator("#source")).to_contain_text("osirs")
    student.page.keyboard.press("Home")
    expect(student.page.get_by_role("tab", name="main.rs")).to_be_focused()


def test_edits_survive_a_reload_and_reset_brings_the_lab_back(student: Student) -> None:
    original = student.source
    student.write("// mine\n" + original)
    student.saved("// mine")
    student.open()
    student.sees_source("// mine")
    student.press("Reset")
    expect(student.page.locator("#source")).not_to_contain_text("// mine")
    assert student.source == original
    student.page.keyboard.press("ControlOrMeta+z")
    student.sees_source("// mine")


def test_changed_source_is_told_not_to_be_what_the_panels_show(student: Student) -> None:
    student.run("Halted")
    student.page.locator("#source .cm-content").click()
    student.page.keyboard.type("// more\n")
    expect(student.status).to_have_text("Ready. The source has changed since the run that is shown")


def test_another_lab_has_its_own_files_and_edits(student: Student) -> None:
    student.write("// mine\n")
    student.page.get_by_label("Lab", exact=True).select_option(value="handlers")
    expect(student.page.locator("#source")).not_to_contain_text("// mine")
    expect(student.page.locator("#screen")).not_to_contain_text("EXCEPTION")
    student.page.get_by_label("Lab", exact=True).select_option(value="page-fault")
    expect(student.page.locator("#source")).to_contain_text("// mine")


def test_set_source_replaces_files(student: Student) -> None:
    student.page.evaluate("text => window.pagesim.setSource({'src/main.rs': text})", MISTAKE.replace("answr", "1 + 2"))
    expect(student.page.get_by_role("tablist", name="Files of the kernel").get_by_role("tab")).to_have_count(5)
    student.run("Halted")
    assert student.screen == ["3"]
    alone = "#![no_std]\n#![no_main]\nmod a;\n"
    student.page.evaluate("text => window.pagesim.setSource({'src/main.rs': text, 'src/a.rs': '// a'})", alone)
    expect(student.page.get_by_role("tablist", name="Files of the kernel").get_by_role("tab")).to_have_text(
        ["main.rs", "a.rs"]
    )


# -- links


def shared_link(student: Student) -> str:
    student.press("Share")
    link = student.page.get_by_role("textbox", name="Link").input_value()
    student.page.keyboard.press("Escape")
    return link


def test_a_link_carries_files_and_position_and_never_runs_by_itself(
    student: Student, new_context: Callable[..., object], page: Page
) -> None:
    student.write(MISTAKE.replace("answr", '"from a link é"'))
    student.run("Halted")
    student.press("First step")
    expect(student.page.locator("#position")).to_have_text(re.compile("^Step 1 of "))
    position = student.page.locator("#position").inner_text()
    link = shared_link(student)
    assert "#1." in link
    other = Student(new_context().new_page(), "")  # type: ignore[attr-defined]
    other.open(link)
    expect(other.page.locator("#source")).to_contain_text("from a link é")
    expect(other.page.locator("#position")).to_have_text("Nothing has run yet")
    expect(other.page.locator("#screen")).not_to_contain_text("from a link")
    expect(other.status).to_have_text(re.compile("^Ready"))
    other.page.get_by_role("button", name="Run", exact=True).click()
    expect(other.page.locator("#position")).to_have_text(position)


def test_a_link_does_not_take_away_what_the_reader_had(student: Student) -> None:
    original = student.source
    student.write("// theirs\n" + original)
    link = shared_link(student)
    student.write("// mine\n" + original)
    student.saved("// mine")
    student.page.goto("about:blank")
    student.page.goto(link)
    student.wait()
    student.sees_source("// theirs")
    student.write("// theirs, changed\n")
    student.saved("// theirs, changed")
    student.open()
    student.sees_source("// theirs, changed")
    student.page.get_by_label("Experiment", exact=True).select_option(label="My version")
    student.sees_source("// mine")
    student.open()
    student.sees_source("// mine")
    expect(student.page.locator("#notice")).to_be_hidden()


@pytest.mark.parametrize("hash", ["#1.AAAA", "#1.", "#1.%%%", "#9.AAAA", "#1.q1YqLkksSVWyUkpKLEnOULJSKkktLlGqBQA"])
def test_a_damaged_link_is_told_and_nothing_is_lost(student: Student, hash: str) -> None:
    student.write("// mine\n")
    student.saved("// mine")
    student.page.goto("about:blank")
    student.page.goto(student.url + "index.html" + hash)
    student.wait()
    expect(student.page.get_by_role("alert").first).to_contain_text("The link cannot be opened: ")
    expect(student.page.locator("#source")).to_contain_text("// mine")


def test_a_heading_in_the_address_is_no_link(student: Student) -> None:
    student.page.goto("about:blank")
    student.page.goto(student.url + "index.html#title-lab")
    student.wait()
    expect(student.page.locator("#notice")).to_be_hidden()


def test_the_theme_is_kept(student: Student) -> None:
    student.press("Theme: auto")
    student.press("Theme: light")
    expect(student.page.locator("html")).to_have_attribute("data-theme", "dark")
    student.open()
    expect(student.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(student.page.locator("body")).to_have_css("background-color", "rgb(21, 23, 26)")

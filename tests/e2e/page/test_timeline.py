"""Going back and forth in a run: every panel shows the same moment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.student import Student


@pytest.fixture
def student(student: Student) -> Student:
    student.run("Halted")
    return student


def test_stepping_back_and_forward_moves_every_panel(student: Student) -> None:
    end = student.screen
    student.seek_to("CR2 written")
    assert student.screen == ["Hello World!"]
    story = student.panel("Exception")
    expect(story).to_contain_text("CR2 gets the address that failed")
    expect(story).not_to_contain_text("Frame pushed")
    changed = student.panel("Registers").get_by_role("row").filter(has_text="changed, was")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("0xdeadbeaf")
    expect(student.page.locator("#position")).to_contain_text("CR2 written")
    student.press("Back")
    expect(student.panel("Registers").get_by_role("row", name=re.compile("^CR2 0x0 "))).to_be_visible()
    expect(story).not_to_contain_text("CR2 gets")
    student.press("First step")
    expect(student.page.locator("#position")).to_have_text(re.compile("^Step 1 of "))
    assert student.screen == [""]
    expect(story).to_contain_text("No exception so far.")
    student.press("Last step")
    expect(student.page.locator("#step-last")).to_be_disabled()
    assert student.screen == end
    expect(story).to_contain_text("Handler runs at")


def test_the_executing_line_is_marked_in_its_file(student: Student) -> None:
    student.press("First step")
    student.seek_to("fault raised")
    expect(student.page.get_by_role("tab", name="main.rs")).to_have_attribute("aria-selected", "true")
    line = student.page.locator("#source [data-executing]")
    expect(line).to_have_text("    unsafe { *ptr = 42; }")
    student.seek_to("handler entered")
    student.page.get_by_label("Step by").select_option("statement")
    student.press("Forward")
    expect(student.page.get_by_role("tab", name="interrupts.rs")).to_have_attribute("aria-selected", "true")
    expect(line).to_have_count(1)


def test_the_slider_moves_by_keys_and_tells_where_it_is(student: Student) -> None:
    slider = student.page.get_by_role("slider", name="Position on the timeline")
    slider.focus()
    student.page.keyboard.press("Home")
    expect(student.page.locator("#position")).to_contain_text("Start, before step 1")
    student.page.keyboard.press("ArrowRight")
    expect(student.page.locator("#position")).to_have_text(re.compile("^Step 1 of "))
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^Step 1 of "))
    student.page.keyboard.press("End")
    expect(student.page.locator("#screen")).to_contain_text("EXCEPTION: PAGE FAULT")


def test_steps_can_go_by_statement_only(student: Student) -> None:
    student.page.get_by_label("Step by").select_option("statement")
    expect(student.page.locator("#events li:not(.statement)")).to_have_count(0)
    student.press("Back")
    expect(student.page.locator("#position")).to_have_text(
        re.compile(r"^Step [\d,]+ of [\d,]+: src/\w+\.rs, line \d+$")
    )


def test_keys_step_from_anywhere(student: Student) -> None:
    student.page.locator("#source .cm-content").click()
    before = student.page.locator("#position").inner_text()
    student.page.keyboard.press("F8")
    expect(student.page.locator("#position")).not_to_have_text(before)
    student.page.keyboard.press("F9")
    expect(student.page.locator("#position")).to_have_text(before)
    student.page.keyboard.press("Shift+F8")
    expect(student.page.locator("#position")).to_have_text(re.compile("^Step 1 of "))


def test_any_address_can_be_translated_and_the_program_followed_again(student: Student) -> None:
    student.translate("0xb8000")
    expect(student.panel("Translation")).to_contain_text("4 KiB page. 0xb8000 is at physical address 0xb8000")
    student.translate("_start")
    expect(student.panel("Translation").locator(".verdict")).to_contain_text("_start")
    student.translate("deadbeaf")
    expect(student.page.get_by_role("alert").filter(has_text="write 0xdeadbeaf")).to_be_visible()
    expect(student.panel("Translation").locator(".verdict")).to_contain_text("_start")
    student.press("Follow the program")
    expect(student.page.locator("#walk [data-outcome]")).to_have_attribute("data-address", "0xdeadbeaf")


def test_rows_of_the_page_tables_open(student: Student) -> None:
    tables = student.panel("Page tables")
    row = tables.get_by_role("button", name=re.compile("^3$"))
    expect(row).to_have_attribute("aria-expanded", "false")
    row.click()
    expect(row).to_have_attribute("aria-expanded", "true")
    expect(tables).to_contain_text("512 level-2 tables from")
    row.click()
    expect(tables).not_to_contain_text("512 level-2 tables from")


def test_what_the_reader_unfolded_stays_unfolded_while_stepping(student: Student) -> None:
    student.panel("Exception").get_by_text("The gate's bytes and fields").click()
    expect(student.panel("Exception").get_by_text("interrupt gate: IF is cleared")).to_be_visible()
    student.press("Back")
    expect(student.panel("Exception").get_by_text("interrupt gate: IF is cleared")).to_be_visible()

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
    expect(student.panel("Exception")).to_contain_text("CR2 gets the address that failed")
    expect(student.panel("Exception")).not_to_contain_text("Frame pushed")
    changed = student.panel("Registers").get_by_role("row").filter(has_text="was 0x")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("0xdeadbeaf")
    expect(student.page.locator("#position")).to_contain_text("CR2 written")
    student.press("Back")
    expect(student.panel("Registers").get_by_role("row", name=re.compile("^CR2 0x0 "))).to_be_visible()
    expect(student.panel("Exception")).not_to_contain_text("CR2 gets")
    student.press("First step")
    expect(student.page.locator("#position")).to_have_text(re.compile("^Step 1 of "))
    assert student.screen == [""]
    expect(student.panel("Exception")).to_contain_text("No exception so far.")
    student.press("Last step")
    expect(student.page.locator("#step-last")).to_be_disabled()
    assert student.screen == end
    expect(student.panel("Exception")).to_contain_text("Handler runs at")


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
    student.panel("Events")
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


def test_inside_the_editor_f8_is_the_editors_where_it_has_messages(student: Student) -> None:
    student.write(student.source.replace("osirs::init();", "let unused = 1; osirs::init();"))
    student.run("Halted")
    last = student.page.locator("#position").inner_text()
    student.page.locator("#source .cm-content").click()
    student.page.keyboard.press("F8")
    expect(student.page.locator("#source .cm-tooltip, #source .cm-diagnostic").first).to_contain_text("unused")
    assert student.page.locator("#position").inner_text() == last
    student.page.keyboard.press("ControlOrMeta+F8")
    expect(student.page.locator("#position")).not_to_have_text(last)
    student.press("Help")
    expect(student.page.get_by_role("dialog", name="Help")).to_contain_text("in the editor, where it shows messages")


def test_the_list_of_events_is_one_stop_that_arrow_keys_move_in(student: Student) -> None:
    page = student.page
    focused = "document.activeElement.closest('li')?.id ?? document.activeElement.textContent"
    stops = student.panel("Events").locator("#events button[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    assert page.evaluate(focused) == page.locator("#events [aria-current]").get_attribute("id")
    page.keyboard.press("Home")
    first = page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowUp")
    chosen = page.evaluate(focused)
    assert chosen != first
    page.keyboard.press("Enter")
    expect(page.locator("#events [aria-current]")).to_have_attribute("id", chosen)
    expect(stops).to_have_count(1)
    assert page.evaluate(focused) == chosen
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#events')") is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == chosen


def test_panels_out_of_sight_follow_when_the_slider_rests(student: Student) -> None:
    page = student.page
    page.set_viewport_size({"width": 1000, "height": 500})
    registers = student.panel("Registers")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)  # until the browser has told what is in sight
    before = registers.inner_text()
    asked = page.evaluate("""() => {
      const seen = [];
      const slider = document.getElementById('timeline');
      new MutationObserver(() => seen.push(document.getElementById('position').textContent))
        .observe(document.getElementById('registers'), { subtree: true, childList: true, characterData: true });
      for (const stop of [20, 18, 16, 14, 12, 5]) {
        slider.value = String(stop);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }
      window.seen = seen;
      return seen.length;
    }""")
    assert asked == 0
    expect(page.locator("#position")).to_have_text(re.compile("^Step 5 of "))
    page.wait_for_function("window.seen.length > 0")
    assert set(page.evaluate("window.seen")) == {page.locator("#position").inner_text()}
    assert registers.inner_text() != before


def test_any_address_can_be_translated_and_the_program_followed_again(student: Student) -> None:
    student.translate("0xb8000")
    expect(student.panel("Translation")).to_contain_text("Mapped: physical address 0xb8000.")
    student.translate("_start")
    expect(student.panel("Translation").locator(".verdict", has_text="_start")).to_have_count(1)
    student.translate("deadbeaf")
    expect(student.page.get_by_role("alert").filter(has_text="write 0xdeadbeaf")).to_be_visible()
    expect(student.panel("Translation").locator(".verdict", has_text="_start")).to_have_count(1)
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


def test_the_answer_of_translate_is_told_and_a_wrong_address_greys_the_old_one(student: Student) -> None:
    told = student.panel("Translation").get_by_role("status")
    student.translate("0xdeadbeaf")
    expect(told).to_have_text("0xdeadbeaf: Not mapped: level 3, entry 3 is not present.")
    verdict = student.page.locator("#walk .verdict strong").first
    bad = verdict.evaluate("node => getComputedStyle(node).color")
    student.translate("deadbeaf")
    expect(told).to_have_text("")
    wrong = student.panel("Translation").get_by_role("alert")
    expect(wrong).to_contain_text("Below is still 0xdeadbeaf, not what was typed.")
    assert verdict.evaluate("node => getComputedStyle(node).color") != bad
    student.translate("_start")
    expect(told).to_contain_text("_start")
    assert verdict.evaluate("node => getComputedStyle(node).color") != bad, "it is mapped"
    expect(wrong).to_be_hidden()


def test_the_experiments_address_and_moment_are_shown_after_the_run(student: Student) -> None:
    student.page.get_by_role("combobox", name="Experiment").select_option(label="A handler that repairs the cause")
    student.run("Halted")
    panel = student.panel("Translation")
    expect(panel).to_contain_text("Write refused: level 1, entry 144 is not present (error code 0x2 = W).")
    expect(panel).to_contain_text("Write allowed: 0xb8f00.")
    expect(panel).to_contain_text("Then and now: 1 level changed since")
    student.translate("0x90f00")
    expect(panel).to_contain_text("Mapped: physical address 0xb8f00.")
    expect(panel).not_to_contain_text("As it was")
    student.press("Follow the program")
    panel.get_by_role("button", name=re.compile("^Go there: step ")).click()
    expect(student.page.locator("#position")).to_contain_text(": fault raised")


def test_what_stands_in_the_panels_does_not_move_while_the_program_is_stepped(student: Student) -> None:
    student.run("Halted")
    student.seek_to("fault raised")
    student.panel("Registers")
    places = "main section, .tabs, #walk .levels, #walk .beside, #walk .trials, #registers tr"
    tops = """nodes => nodes.map((node, number) => [
        `${number} ${node.id || node.textContent.slice(0, 3)}`,
        Math.round(node.getBoundingClientRect().top + scrollY),
    ])"""
    before = student.page.locator(places).evaluate_all(tops)
    position = student.page.locator("#position")
    for _ in range(6):
        text = position.inner_text()
        student.press("Forward")
        expect(position).not_to_have_text(text)
        if "walk" not in position.inner_text() and "TLB" not in position.inner_text():
            now = student.page.locator(places).evaluate_all(tops)
            assert {name: top for name, top in now if [name, top] not in before} == {}, position.inner_text()

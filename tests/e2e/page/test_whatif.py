"""What if, as a student uses it: by mouse, by keyboard alone, from a link; on a phone; and axe finds nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.page.test_access import AXE
from tests.e2e.student import Student

WRITE_CODE = "index.html?lab=page-fault&experiment=write-code"


def bit(panel: Locator, name: str) -> Locator:
    """The button of a bit, whatever it says at the moment."""
    return panel.get_by_role("button", name=f"{name} =")


def verdict(panel: Locator, title: str) -> Locator:
    return panel.locator(".verdicts p").filter(has_text=title)


@pytest.fixture
def panel(page: Page, site_url: str) -> Locator:
    """The panel of somebody who has run the experiment in which the kernel writes to its own code."""
    student = Student(page, site_url).open(WRITE_CODE)
    student.run("Halted")
    panel = student.panel("What if")
    expect(verdict(panel, "As it is")).to_contain_text("Write refused: #PF 0x3 = P | W")
    return panel


def test_a_student_flips_rw_and_sees_the_store_succeed_and_undo_brings_back_the_fault(panel: Locator) -> None:
    page = panel.page
    position = page.locator("#position").inner_text()
    expect(bit(panel, "R/W of the level-1 entry")).to_have_text("0")
    bit(panel, "R/W of the level-1 entry").click()
    expect(verdict(panel, "What if")).to_contain_text("Write allowed: 0x4031b2")
    expect(bit(panel, "R/W of the level-1 entry")).to_have_text("1≠")
    expect(verdict(panel, "As it is")).to_contain_text("Write refused: #PF")
    expect(panel.get_by_role("row", name=re.compile("^Error code"))).to_contain_text("0x3 = P | W")
    expect(panel.get_by_role("row", name=re.compile("^A and D set"))).to_contain_text("level 1: D")
    expect(page.locator("#whatif-told")).to_contain_text("What if: Write allowed: 0x4031b2.")
    panel.get_by_role("button", name="Undo: Set R/W in the level-1 entry.").click()
    expect(verdict(panel, "What if")).to_contain_text("Write refused: #PF")
    expect(page.locator("#whatif-told")).to_have_text("Nothing is changed: Write refused: #PF.")
    assert page.locator("#position").inner_text() == position
    expect(page.locator("#walk td.decided")).to_have_text("0")


def test_the_same_by_keyboard_alone(panel: Locator) -> None:
    page = panel.page
    panel.get_by_role("combobox", name="Access").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('flip')"):
            break
    expect(bit(panel, "P of the level-4 entry")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(bit(panel, "R/W of the level-1 entry")).to_be_focused()
    page.keyboard.press("Space")
    expect(verdict(panel, "What if")).to_contain_text("Write allowed")
    expect(bit(panel, "R/W of the level-1 entry")).to_be_focused()
    page.keyboard.press("Enter")
    expect(verdict(panel, "What if")).to_contain_text("Write refused")
    page.keyboard.press("Enter")
    expect(verdict(panel, "What if")).to_contain_text("Write allowed")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(bit(panel, "R/W of the level-1 entry")).to_be_focused()
    undo = panel.get_by_role("button", name="Undo all")
    for _ in range(40):
        page.keyboard.press("Tab")
        if undo.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(verdict(panel, "What if")).to_contain_text("Write refused")
    expect(bit(panel, "R/W of the level-1 entry")).to_be_focused()


def test_the_link_opens_the_same_what_if_in_a_fresh_page(panel: Locator, site_url: str) -> None:
    page = panel.page
    bit(panel, "R/W of the level-1 entry").click()
    bit(panel, "CPL").click()
    expect(verdict(panel, "What if")).to_contain_text("0x7 = P | W | U")
    shown = panel.locator(".versus").inner_text()
    page.get_by_role("button", name="Share", exact=True).click()
    link = page.get_by_role("textbox", name="Link").input_value()
    other = page.context.new_page()
    other.goto(link)
    student = Student(other, site_url).wait()
    student.run("Halted")
    fresh = student.panel("What if")
    expect(verdict(fresh, "What if")).to_contain_text("0x7 = P | W | U")
    expect(fresh.get_by_role("button", name=re.compile("^Undo: "))).to_have_count(2)
    assert fresh.locator(".versus").inner_text() == shown


def test_answers_are_applied_by_one_click_and_a_fault_can_be_asked_for(panel: Locator) -> None:
    panel.get_by_role("button", name="Find the smallest changes").first.click()
    panel.get_by_role("button", name="Apply: Clear CR0.WP.").click()
    expect(verdict(panel, "What if")).to_contain_text("Write allowed")
    panel.get_by_role("button", name="Undo all").click()
    panel.get_by_role("checkbox", name="U", exact=True).check()
    panel.get_by_role("button", name="Find the smallest changes").last.click()
    panel.get_by_role("button", name="Apply: Make the access as user code (CPL 3).").click()
    expect(verdict(panel, "What if")).to_contain_text("0x7 = P | W | U")
    panel.get_by_role("button", name="Leave").click()
    expect(panel.get_by_role("button", name="Leave")).to_have_count(0)
    expect(verdict(panel, "What if")).to_contain_text("0x3 = P | W")


def test_another_access_is_chosen_and_a_wrong_address_told_of(panel: Locator) -> None:
    panel.get_by_role("combobox", name="Access").select_option("Read")
    expect(verdict(panel, "As it is")).to_contain_text("Read allowed: 0x4031b2")
    address = panel.get_by_role("textbox", name="at")
    address.fill("0xzz")
    address.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("0xzz")
    address.fill("0xdeadbeaf")
    panel.get_by_role("button", name="Try", exact=True).click()
    expect(verdict(panel, "As it is")).to_contain_text("Read refused: #PF 0x0")
    panel.get_by_role("button", name="Map the page").click()
    expect(verdict(panel, "What if")).to_contain_text("Read allowed")
    expect(panel.locator(".bits-to-flip tbody tr")).to_have_count(4)


def test_an_entry_of_the_drawing_leads_to_its_bits(panel: Locator) -> None:
    entry = panel.get_by_role("group", name=re.compile("^As it is: the walk")).get_by_role(
        "button", name=re.compile("^Level 2")
    )
    entry.locator("visible=true").first.click()
    expect(bit(panel, "P of the level-2 entry")).to_be_focused()


def test_axe_finds_nothing_and_nothing_is_cut_off(panel: Locator) -> None:
    page = panel.page
    bit(panel, "R/W of the level-1 entry").click()
    panel.get_by_role("button", name="Find the smallest changes").first.click()
    expect(panel.get_by_text("It succeeds already.")).to_be_visible()
    page.evaluate("document.querySelectorAll('#whatif details').forEach((one) => { one.open = true; })")
    for width in (2560, 1280, 390, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert panel.evaluate(CUT_OFF) == []
        if width in (1280, 390):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                assert axe(panel) == []


def axe(panel: Locator) -> list[str]:
    """What axe finds wrong in the panel."""
    panel.page.evaluate(AXE.read_text("utf8"))
    run = "panel => axe.run(panel, {resultTypes: ['violations']}).then((found) => found.violations)"
    found: list[dict[str, Any]] = panel.evaluate(run)
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


CUT_OFF = """panel => [...panel.querySelectorAll(':not(svg *, .unseen, h2)')]
  .filter((one) => getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 100))"""

"""The drawn panels as a student touches them: address space, memory, variables, what changed; each as axe sees it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page.test_access import axe
from tests.e2e.student import Student

DRAWN = ("Address space", "Memory", "Variables", "TLB", "Descriptors", "What changed", "Exception")


@pytest.fixture
def student(page: Page, site_url: str) -> Student:
    page.set_viewport_size({"width": 1440, "height": 900})
    return Student(page, site_url).open()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_in_any_of_the_pictures(page: Page, site_url: str, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    student = Student(page, site_url).open()
    for name in DRAWN:
        panel = student.panel(name)
        expect(panel).not_to_contain_text("This is drawn once the page has started", timeout=20_000)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert axe(page) == [], name
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is wider than the window"


UNREADABLE = """() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.forcedColorAdjust = 'none';
    const named = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
    const [paper, ink, mark] = ['Canvas', 'CanvasText', 'Highlight'].map(named);
    probe.remove();
    const fill = (one) => getComputedStyle(one).fill;
    return [...document.querySelectorAll('svg.drawing')].flatMap((svg) => {
        if (svg.getClientRects().length === 0) return [];
        const all = [...svg.querySelectorAll('rect, text')];
        return all.filter((one) => one.tagName === 'text').filter((text) => {
            const { x, y, width, height } = text.getBBox();
            const below = all.slice(0, all.indexOf(text)).reverse().find((box) => {
                if (box.tagName !== 'rect' || fill(box) === 'none') return false;
                const at = box.getBBox(), middle = x + width / 2, height_of = y + height / 2;
                return at.x < middle && middle < at.x + at.width && at.y < height_of && height_of < at.y + at.height;
            });
            if (below === undefined || fill(below) === paper) return fill(text) !== ink;
            return ![ink, mark].includes(fill(below)) || fill(text) !== paper;
        }).map((text) => text.textContent);
    });
}"""
"""The words of the drawings whose colour and whose box's are not the system's, one for paper and one for ink."""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_with_forced_colours_the_words_of_each_picture_are_read(student: Student, scheme: str) -> None:
    page = student.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", forced_colors="active")
    for name in ("Translation", "Address space", "What if", "Descriptors", "Variables", "Exception"):
        panel = student.panel(name)
        expect(panel.locator("svg.drawing").first).to_be_attached()
        assert page.evaluate(UNREADABLE) == [], name


def test_a_block_of_physical_memory_shows_all_that_reaches_it_and_leads_to_the_walk(student: Student) -> None:
    panel = student.panel("Address space")
    panel.get_by_role("button", name=re.compile("^Physical memory 0xa0000 to .*screen memory")).first.click()
    ways = panel.get_by_role("table").filter(has=student.page.get_by_role("columnheader", name="Linear address"))
    expect(panel).to_contain_text("2 linear addresses reach the frame 0xa0000.")
    expect(ways.get_by_role("row")).to_have_count(3)
    panel.get_by_role("button", name="Show all").click()
    expect(panel).not_to_contain_text("linear addresses reach")
    panel.get_by_role("textbox", name="Physical address").fill("0x401000")
    panel.get_by_role("textbox", name="Physical address").press("Enter")
    expect(panel).to_contain_text("read, executed (kernel)")
    panel.get_by_role("button", name="0x201000", exact=True).click()
    walk = student.page.locator("#walk [data-outcome]")
    expect(walk).to_have_attribute("data-address", "0x201000")
    expect(walk).to_be_in_viewport()


def test_memory_is_looked_at_by_name_and_a_wrong_one_is_told(student: Student) -> None:
    panel = student.panel("Memory")
    field = panel.get_by_label("Bytes at")
    field.fill("IDT")
    field.press("Enter")
    expect(panel).to_contain_text("static IDT: InterruptDescriptorTable")
    panel.get_by_role("button", name="After").click()
    expect(panel).to_contain_text("gate 16")
    field.fill("nothing_of_the_kind")
    field.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("There is no symbol called nothing_of_the_kind")
    panel.get_by_role("button", name="Follow the program").click()
    expect(panel.get_by_role("alert")).to_have_count(0)
    student.press("Back")
    expect(panel).to_contain_text("RSP points here")


def test_the_pointer_s_value_leads_from_variables_to_the_source(student: Student) -> None:
    student.seek_to("fault raised")
    panel = student.panel("Variables")
    row = panel.get_by_role("row").filter(has_text="ptr")
    expect(row).to_contain_text("0xdeadbeaf")
    expect(row).to_contain_text("*mut u8")
    panel.get_by_role("button", name="main.rs:11").click()
    expect(student.page.locator("#source .cm-activeLine")).to_contain_text("*ptr = 42")


def test_what_changed_since_the_exception_leads_back_to_when_it_did(student: Student) -> None:
    panel = student.panel("What changed")
    panel.get_by_role("button", name="the last exception").click()
    expect(panel.get_by_role("button", name="the last exception")).to_have_attribute("aria-pressed", "true")
    row = panel.get_by_role("row").filter(has_text="EXCEPTION: PAGE FAULT")
    row.get_by_role("button", name=re.compile("where row 1 of")).click()
    expect(student.page.locator("#position")).not_to_contain_text("Step 25")
    assert "EXCEPTION: PAGE FAULT" in student.screen


def test_devices_are_no_panel_of_a_kernel_that_has_none(student: Student) -> None:
    expect(student.page.get_by_role("tab", name="Devices", exact=True)).to_have_count(0)

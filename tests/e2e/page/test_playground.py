"""The playground: map, access, edit without INVLPG, the three ways, undo, links, script; by keyboard, on a phone."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.page.test_access import axe
from tests.e2e.student import Student
from tests.playground.lists import state
from tests.playground.test_script import made_by

NAME = "(one => one.getAttribute('aria-label') || one.textContent.trim() || one.id)(document.activeElement)"
"""What has the focus."""
SIZES = [(1440, 900), (390, 844)]


class Player(Student):
    """A student at the playground."""

    def open(self, path: str = "playground.html") -> Player:
        super().open(path)
        return self

    @property
    def result(self) -> Locator:
        return self.page.locator("#result")

    def told(self, text: str) -> None:
        expect(self.result).to_contain_text(text)

    def aim(self, address: str) -> None:
        self.page.get_by_role("textbox", name="Linear address").fill(address)

    @property
    def way(self) -> list[list[str]]:
        rows = self.panel("Three ways to reach the tables").get_by_role("row")
        return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]

    def ways(self, name: str) -> list[str]:
        return next(row[1:] for row in self.way if row[0].startswith(name))

    @property
    def script(self) -> str:
        return self.page.locator("#script pre").text_content() or ""


@pytest.fixture
def player(page: Page, site_url: str) -> Player:
    return Player(page, site_url).open()


def test_edit_without_invlpg_and_see_the_stale_copy(player: Player) -> None:
    player.press("Map")
    player.told("4 entries written, 3 new tables.")
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(2)
    expect(player.page.locator("#wrong")).to_be_hidden()
    player.press("Write")
    player.told("Written: 0x2a. The CPU walked the tables.")
    expect(player.panel("TLB")).to_contain_text("The TLB holds 1 translation")
    player.press("P of level 1")
    player.told("Written. The TLB has not been told")
    expect(player.panel("TLB")).to_contain_text(
        "Stale: the entry at 0x4000 was changed from 0x200063 to 0x200062 since."
    )
    expect(player.panel("Entries on the walk")).to_contain_text("The TLB’s copy has it otherwise.")
    player.press("Read")
    player.told("Read: 0x2a. The TLB’s copy was used, no table was read.")
    player.press("INVLPG")
    player.told("The TLB’s copy of the page of 0x400000 is gone")
    player.press("Read")
    player.told("#PF with error code 0x0: the level-1 entry is not present (P = 0).")
    expect(player.panel("TLB")).to_contain_text("The TLB is empty")
    assert player.walk["outcome"] == "not_present"
    expect(player.panel("Control bits")).to_contain_text("0x400000")


def test_what_would_help_is_one_press_away(player: Player) -> None:
    player.page.get_by_role("checkbox", name="R/W, writable").uncheck()
    player.press("Map")
    player.told("3 new tables")
    player.press("Write")
    player.told("#PF with error code 0x3 (P | W)")
    player.press("Set R/W in the level-1 entry")
    player.told("Written: 0x2a. The CPU walked the tables.")
    expect(player.page.get_by_text("What would make it succeed?")).to_have_count(0)
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(5)


def test_the_three_ways_stand_side_by_side_with_what_they_cost(player: Player) -> None:
    player.press("Map")
    player.told("3 new tables")
    assert player.ways("Entries to write") == ["6", "66", "1"]
    assert player.ways("Frames for tables") == ["1 (4 KiB)", "2 (8 KiB)", "0"]
    assert player.ways("Linear addresses") == ["20 KiB", "128 MiB", "512 GiB"]
    for name in ("identity", "offset window", "recursive entry"):
        player.press(f"Set it up: {name}")
        expect(player.panel("What was done").locator("[aria-current]")).to_contain_text(name.split()[-1])
    assert player.ways("Now")[1:] == ["Set up.", "Set up."]
    for by in ("offset window", "recursive entry"):
        player.page.get_by_role("combobox", name="Entries are written").select_option(f"by the CPU: {by}")
        player.press("U/S of level 1")
        where = "through the window" if by == "offset window" else "through the recursive entry"
        player.told(f"{where}. Written.")
    assert "attempt(cpu.store, 0xffff800000004000, 8, 0x200007)" in player.script
    assert "attempt(cpu.store, 0xffffff8000002000, 8, 0x200003)" in player.script


def test_pages_of_each_size_kinds_of_access_and_levels(player: Player) -> None:
    page = player.page
    page.get_by_role("combobox", name="Size").select_option("1 GiB")
    player.aim("0x40000000")
    player.press("Map")
    expect(page.locator("#wrong")).to_have_text(re.compile("No 1 GiB of memory in one piece"))
    page.get_by_role("textbox", name="Frame, physical").fill("0x40000000")
    player.press("Map")
    player.told("2 entries written, 1 new table.")
    expect(page.locator("#wrong")).to_be_hidden()
    assert player.walk["level"] == "3"
    page.get_by_role("radio", name="CPL 3, user").check()
    player.press("Fetch")
    player.told("#PF with error code 0x15 (P | U | I)")
    page.get_by_role("radio", name="CPL 0, kernel").check()
    player.press("Fetch")
    player.told("Fetched:")
    player.press("CR4.LA57")
    player.told("LA57 cannot be changed in long mode")
    page.get_by_text("Begin anew:").click()
    page.get_by_role("combobox", name="Levels").select_option("5")
    player.press("Begin")
    expect(page.locator("#begun")).to_have_text("Empty tables, 5 levels")
    assert player.walk["level"] == "5"


def test_undo_redo_and_a_link_bring_the_same_machine(player: Player, site_url: str) -> None:
    begun = player.page.url
    player.press("Map")
    player.told("3 new tables")
    expect(player.page).not_to_have_url(begun)  # it follows a moment after the panels
    mapped = player.page.url
    player.press("Write")
    player.told("Written: 0x2a")
    expect(player.page).not_to_have_url(mapped)
    script, link = player.script, player.page.url
    player.press("Undo")
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(2)
    player.press("Redo")
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(3)
    assert player.script == script
    player.page.keyboard.press("Control+z")
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(2)
    player.page.goto("about:blank")
    player.page.goto(link)
    player.wait()
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(3)
    assert player.script == script
    player.page.reload()
    player.wait()
    assert player.script == script


def test_the_copied_script_makes_the_machine_of_the_page(player: Player) -> None:
    player.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    player.press("Map")
    player.told("3 new tables")
    player.press("Set it up: recursive entry")
    player.press("Write")
    player.told("Written: 0x2a")
    player.press("Copy script")
    expect(player.status).to_have_text("The script is copied.")
    text = player.page.evaluate("navigator.clipboard.readText()")
    assert text == player.script
    machine = made_by(text)
    held = state(machine)
    assert machine.peek(0x40_0000, 1) == b"\x2a"
    (copy,) = held.tlb
    expect(player.panel("TLB")).to_contain_text(f"{copy.address:#x}")
    expect(player.panel("Page tables")).to_contain_text("511")


@pytest.mark.parametrize(
    ("hash", "told"),
    [
        ("#7.abc", "it was made by a newer version of this page"),
        ("#1.garbage!!", "it is damaged or was cut off"),
        ("#json=[{", "what follows #json= is no JSON"),
        (
            "#json=" + urllib.parse.quote(json.dumps([{"do": "start"}, {"do": "fly"}])),
            "operation 2: there is no operation called 'fly'",
        ),
        ("#json=" + urllib.parse.quote(json.dumps({"lab": "page-fault"})), "a list of operations is wanted"),
        (
            "#json=" + urllib.parse.quote(json.dumps([{"do": "start"}, {"do": "unmap", "page": "0x1000"}])),
            "0x1000 is not mapped",
        ),
    ],
)
def test_a_link_that_cannot_be_used_gets_a_sentence(page: Page, site_url: str, hash: str, told: str) -> None:
    player = Player(page, site_url).open("playground.html" + hash)
    expect(page.locator("#notice")).to_contain_text("cannot be used")
    expect(page.locator("#notice")).to_contain_text(told)
    player.press("Map")
    player.told("3 new tables")


def test_a_link_written_by_hand_is_a_list_of_operations(page: Page, site_url: str) -> None:
    given = [{"do": "start", "from": "boot"}, {"do": "read", "address": "0xb8000"}]
    player = Player(page, site_url).open("playground.html#json=" + urllib.parse.quote(json.dumps(given)))
    player.told("Read 0xb8000 at CPL 0.")
    expect(player.panel("Address space")).to_contain_text("screen memory")


def test_clicks_faster_than_answers_are_all_done(player: Player) -> None:
    player.press("Map")
    for _ in range(5):
        player.page.evaluate("document.querySelector('[data-kind=read]').click()")
    expect(player.panel("What was done").get_by_role("listitem")).to_have_count(7)


def test_by_keyboard_alone(player: Player) -> None:
    page = player.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to what can be done")).to_be_focused()
    page.keyboard.press("Enter")
    reached: list[Any] = []
    for _ in range(90):
        page.keyboard.press("Tab")
        name = page.evaluate(NAME)
        reached.append(name)
        if name == "Map":
            page.keyboard.press("Enter")
            player.told("3 new tables")
        elif name == "Write" and "Fetch" in reached and "walked" not in player.result.inner_text():
            page.keyboard.press("Space")
            player.told("Written: 0x2a")
        elif name == "R/W of level 1":
            page.keyboard.press("Space")
            player.told("Edit the level-1 entry")
            expect(page.get_by_role("button", name="R/W of level 1", exact=True)).to_be_focused()
            break
    assert "R/W of level 1" in reached
    expect(page.get_by_role("button", name="R/W of level 1", exact=True)).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name=re.compile("^Level 1, entry 0")).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tables tr.marked").last).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(page: Page, site_url: str, scheme: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    player = Player(page, site_url).open()
    assert axe(page) == []
    player.press("Map")
    player.told("3 new tables")
    player.press("Write")
    player.told("Written: 0x2a")
    player.press("R/W of level 1")
    player.told("Edit the level-1")
    player.press("Set it up: identity")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert axe(page) == []
    player.aim("nowhere")
    player.press("Read")
    expect(page.locator("#wrong")).to_contain_text("nowhere is no address")
    assert axe(page) == []


def test_no_width_scrolls_sideways(player: Player) -> None:
    player.press("Map")
    player.told("3 new tables")
    player.press("Set it up: offset window")
    for width in (320, 360, 390, 768, 1024, 1240, 1440, 2560):
        player.page.set_viewport_size({"width": width, "height": 800})
        player.page.wait_for_function("width => innerWidth === width", arg=width)
        assert player.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_how_it_went_stays_in_view(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    player = Player(page, site_url).open()
    player.press("Map")
    player.told("3 new tables")
    player.press("INVLPG")
    player.told("The TLB held no copy")
    expect(player.result).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="INVLPG")).to_be_in_viewport()


def test_the_first_picture_is_there_without_any_script(browser: Any, site_url: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site_url + "playground.html")
    expect(page.locator("#walk")).to_contain_text("level 4, entry 0 is not present")
    expect(page.locator("#ways")).to_contain_text("512 GiB")
    expect(page.locator(".noscript")).to_contain_text("needs JavaScript")
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_pressed_is_at_least_24_pixels_high_and_wide(player: Player, width: int) -> None:
    player.page.set_viewport_size({"width": width, "height": 844})
    player.press("Map")
    player.told("3 new tables")
    player.press("Write")
    player.told("Written: 0x2a")
    player.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    small = player.page.evaluate(
        """() => [...document
            .querySelectorAll('button, select, summary, nav a, input[name]:not([type=checkbox], [type=radio])')]
            .filter((one) => one.checkVisibility() && one.closest('dialog, .unseen') === null)
            .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
            .filter(([{ width, height }]) => width < 24 || height < 23.5)
            .map(([, html]) => html)"""
    )
    assert small == []

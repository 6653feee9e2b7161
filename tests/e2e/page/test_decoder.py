"""The decoder's page: paste, explained, and gone on with in the playground; links, keyboard, phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.decoder.pastes import NAMES, paste
from tests.e2e.page.test_access import axe
from tests.e2e.student import Student


class Reader(Student):
    """A student with something that their kernel printed."""

    def open(self, path: str = "decoder.html") -> Reader:
        super().open(path)
        return self

    def paste(self, text: str) -> None:
        box = self.page.get_by_role("textbox", name="What your kernel or emulator printed")
        box.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def says(self, text: str) -> None:
        expect(self.panel("What it says")).to_contain_text(text)


@pytest.fixture
def reader(page: Page, site_url: str) -> Reader:
    return Reader(page, site_url).open()


def test_paste_and_rebuild_in_the_playground(reader: Reader) -> None:
    page = reader.page
    reader.says("Paste what your kernel or your emulator printed.")
    reader.paste(paste("xp_walk_of_a_fault"))
    reader.says("These entries give the same error code")
    reader.says("10 pieces are recognised.")
    page.get_by_role("link", name="Rebuild this in the playground").click()
    page.wait_for_url("**/playground.html#*")
    reader.wait()
    expect(page.locator("#begun")).to_have_text("A paste")
    expect(page.locator("#address")).to_have_value("0x201c40")
    reader.press("Write")
    expect(page.locator("#result")).to_contain_text("#PF with error code 0x3 (P | W): the level-1 entry is read-only")
    reader.press("R/W of level 1")
    expect(page.locator("#result")).to_contain_text("Edit the level-1 entry")
    reader.press("Write")
    expect(page.locator("#result")).to_contain_text("Written: 0x2a")
    assert "rebuild(decode(" in (page.locator("#script").text_content() or "")


@pytest.mark.parametrize("name", NAMES[::7])
def test_what_is_printed_is_marked_and_explained(reader: Reader, name: str) -> None:
    reader.paste(paste(name))
    expect(reader.panel("What it says").get_by_role("status")).to_contain_text("recognised")


def test_a_mark_leads_to_its_explanation(reader: Reader) -> None:
    reader.paste("hello Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)")
    reader.says("1 piece is recognised; 1 stretch of the text not.")
    reader.page.locator("pre.paste a").click()
    expect(reader.page.locator("#piece-0")).to_be_in_viewport()
    reader.says("Not recognised: 1 stretch")


def test_what_does_not_suffice_is_said(reader: Reader) -> None:
    reader.paste("Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)")
    reader.says("No machine is rebuilt")
    expect(reader.page.get_by_role("link", name="Rebuild this in the playground")).to_have_count(0)


def test_each_example_is_recognised_and_typing_goes_on(reader: Reader) -> None:
    chooser = reader.page.get_by_role("combobox", name="Example")
    titles = [one for one in chooser.locator("option").all_inner_texts() if one != "choose one"]
    assert len(titles) >= 5
    for title in titles:
        chooser.select_option(title)
        expect(reader.panel("What it says").get_by_role("status")).to_contain_text("recognised")
        expect(reader.panel("What it says").get_by_role("status")).not_to_contain_text("Nothing")
    reader.page.keyboard.press("ControlOrMeta+z")
    reader.paste("CR2=00000000deadbeaf")
    reader.says("1 piece is recognised.")


def test_a_link_carries_the_paste_and_a_broken_one_gets_a_sentence(reader: Reader, site_url: str) -> None:
    page = reader.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.paste("CR2=00000000deadbeaf\n“quoted”")
    reader.says("1 piece is recognised")
    reader.press("Copy link")
    expect(reader.status).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    reader.wait()
    expect(page.locator("#text")).to_have_value("CR2=00000000deadbeaf\n“quoted”")
    page.goto("about:blank")
    page.goto(f"{site_url}decoder.html#1.xx")
    reader.wait()
    expect(page.locator("#notice")).to_contain_text("This link cannot be used: it is damaged or was cut off.")


def test_the_pages_lead_to_one_another(reader: Reader, site_url: str) -> None:
    page = reader.page
    for name, path in (("Playground", "playground.html"), ("Decoder", "decoder.html"), ("Labs", "index.html")):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{path}*")
    reader.wait()
    reader.press("Help")
    page.get_by_role("dialog", name="Help").get_by_role("link", name="Decoder").click()
    page.wait_for_url("**/decoder.html")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site_url}index.html")
    page.get_by_role("contentinfo").get_by_role("link", name="Playground").click()
    page.wait_for_url("**/playground.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_axe_finds_nothing(page: Page, site_url: str, scheme: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    reader = Reader(page, site_url).open()
    assert axe(page) == []
    for name in ("xp_walk_of_a_fault", "contradiction_not_present", "qemu_triple_fault"):
        reader.paste(paste(name))
        expect(reader.panel("What it says").get_by_role("status")).to_contain_text("recognised")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert axe(page) == []


def test_no_width_scrolls_sideways(reader: Reader) -> None:
    reader.paste(paste("qemu_triple_fault") + paste("boot_info_pretty"))
    reader.says("Triple fault".lower())
    reader.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for width in (320, 390, 768, 1024, 1440):
        reader.page.set_viewport_size({"width": width, "height": 800})
        reader.page.wait_for_function("width => innerWidth === width", arg=width)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_says_without_scripts_what_it_would_do(browser: Any, site_url: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site_url + "decoder.html")
    expect(page.locator(".noscript")).to_contain_text("python -m pagesim_py explain FILE")
    expect(page.locator("#decoded")).to_contain_text("Paste what your kernel or your emulator printed.")
    page.close()

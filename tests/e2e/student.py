"""A student at the page: what they type, press and read, by roles and names."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

PATIENCE = 120_000
"""Milliseconds in which programs can run, and a run ends, on a machine that is busy with other things too."""


class Student:
    """Drives one page. Everything goes through what is on the screen, or the keyboard."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, path: str = "index.html") -> Student:
        """Opens the page and waits until programs can run."""
        self.page.goto(self.url + path)
        return self.wait()

    def wait(self) -> Student:
        expect(self.page.locator("html")).to_have_attribute("data-ready", "true", timeout=PATIENCE)
        if self.page.locator("#source").count() == 1:  # the pages beside the lab's have no editor
            expect(self.page.locator("#source .cm-content")).to_be_attached()  # it comes when Python has started
        return self

    def panel(self, name: str) -> Locator:
        """The panel called ``name``, brought to the front of its group, or unfolded, if it wasn't in sight."""
        tab = self.page.locator(".tabs").get_by_role("tab", name=name, exact=True)
        if tab.count() == 1 and tab.get_attribute("aria-selected") == "false":
            tab.click()
        show = self.page.get_by_role("button", name=f"Show {name}", exact=True)
        if show.count() == 1:
            show.click()
        by_role = [self.page.get_by_role(role, name=name, exact=True) for role in ("region", "tabpanel")]
        return by_role[0].or_(by_role[1])

    @property
    def experiment(self) -> Locator:
        """The panel about the experiment at hand."""
        return self.page.get_by_role("region", name=re.compile(r"^(Experiment \d+ of \d+|Lab: .*)$"))

    def whole_text(self) -> Locator:
        """The lab's text, brought to the front."""
        self.press("The whole text of this lab")
        return self.panel("About this lab")

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    @property
    def screen(self) -> list[str]:
        """The screen's lines without the blanks at their ends, down to the last that shows something."""
        text = self.page.locator("#screen").text_content() or ""
        lines = text.split("\n")
        assert len(lines) == 25
        return "\n".join(line.rstrip() for line in lines).rstrip("\n").split("\n")

    def choose_file(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def press_into_text(self) -> None:
        """Presses into the text: the editor, or what can be read until there is one, which brings it."""
        self.page.locator("#source .cm-content, #source .preview").click()
        expect(self.page.locator("#source .cm-content")).to_be_focused()

    def write(self, text: str) -> None:
        """Replaces the file in the editor, as by pasting."""
        self.press_into_text()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def sees_source(self, begin: str) -> None:
        """The active file begins like this."""
        expect(self.page.locator("#source .cm-content")).to_contain_text(re.compile(f"^{re.escape(begin)}"))

    def saved(self, text: str) -> None:
        """Waits until the browser keeps the text, which is a moment after it was typed."""
        self.page.wait_for_function("text => Object.values(localStorage).some(one => one.includes(text))", arg=text)

    @property
    def source(self) -> str:
        """The active file as the editor shows it (short files only: the editor draws what is in view)."""
        return "\n".join(self.page.locator("#source .cm-line").all_inner_texts())

    def run(
        self, ends: str | re.Pattern[str] = re.compile("^(Halted|Panicked|Triple fault|Still running|Error)")
    ) -> str:
        """Presses Run and waits for the end; the status."""
        self.press("Run")
        return self.ended(ends)

    def ended(self, ends: str | re.Pattern[str]) -> str:
        pattern = re.compile(f"^{re.escape(ends)}") if isinstance(ends, str) else ends
        expect(self.status).to_have_text(pattern, timeout=PATIENCE)
        return self.status.inner_text()

    def press(self, name: str) -> None:
        """Presses the button; what lies over it, if something does, is in the failure's text."""
        try:
            self.page.get_by_role("button", name=name, exact=True).click()
        except PlaywrightTimeout as error:
            dialog = self.page.get_by_role("dialog")
            if dialog.count() == 0:
                raise
            raise AssertionError(f"{name} lies under a dialog: {dialog.first.inner_text()}") from error

    def translate(self, address: str) -> None:
        self.panel("Translation").get_by_role("combobox", name="Address", exact=True).fill(address)
        self.press("Translate")

    @property
    def walk(self) -> dict[str, str]:
        """The picture's data: where the walk shown ends."""
        data: dict[str, str] = self.page.locator("#walk [data-outcome]").evaluate("node => ({...node.dataset})")
        return data

    def seek_to(self, title: str, number: int = 0) -> None:
        """Clicks the line of the events' list with that title."""
        self.panel("Events")
        lines = self.page.locator("#events li").filter(has=self.page.get_by_text(title, exact=True))
        lines.nth(number).get_by_role("button").click()
        expect(lines.nth(number)).to_have_attribute("aria-current", "step")

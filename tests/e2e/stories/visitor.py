"""Somebody at the page, in whatever browser: what they do and see."""

from __future__ import annotations

import re

from tests.e2e.stories.driver import Browser, BrowserError, Place, until

ENDED = "^(Halted|Panicked|Triple fault|Still running|Error)"


class Visitor:
    """Drives a browser at the site whose folder is at `url`. `place` is the page, or the frame that the site is in."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.place: Place = browser

    def open(self, path: str = "index.html") -> Visitor:
        """Open a page of the site, and wait until programs can run."""
        self.place = self.browser
        self.browser.go(self.url + path)
        return self.wait()

    def wait(self) -> Visitor:
        until(
            lambda: self.shows("() => document.documentElement.dataset.ready === 'true'"),
            f"a page that is ready; the status was {self.text('#status')!r}",
        )
        return self

    def shows(self, function: str) -> bool:
        """Tell whether the function gives true; a page that is being left or loaded shows nothing."""
        try:
            return bool(self.place.evaluate(function))
        except BrowserError:
            return False

    def text(self, selector: str) -> str:
        """The text of an element."""
        try:
            text: str = self.place.evaluate("at => document.querySelector(at)?.textContent ?? ''", selector)
            return text
        except BrowserError:
            return ""

    def sees(self, selector: str, pattern: str) -> str:
        """Wait until the element's text matches; return it."""
        last = [""]

        def look() -> bool:
            last[0] = self.text(selector)
            return re.search(pattern, last[0]) is not None

        try:
            until(look, f"{pattern} in {selector}")
        except AssertionError as error:
            raise AssertionError(f"{error}; it says {last[0]!r}") from None
        return last[0]

    def press(self, name: str, role: str = "button") -> None:
        """Click what has that name, as soon as it is there and can be used."""

        def enabled() -> bool:
            try:
                self.place.click(role, name)
            except BrowserError:
                return False
            return True

        until(enabled, f"a {role} called {name!r} that can be clicked")

    def stops_it_not(self) -> bool:
        """Press Stop while the kernel runs; tell whether that came too late, so that it can only be continued."""
        while self.text("#status").startswith("Running"):
            try:
                self.place.click("button", "Stop")
                return False
            except BrowserError:
                continue
        return True

    def run(self, ends: str = ENDED) -> str:
        """Press Run and wait for the end; return the status."""
        self.press("Run")
        return self.sees("#status", ends)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.place.press(*("Enter" if character == "\n" else character for character in text))

    def edit(self) -> None:
        """Put the cursor at the end of the file in the editor."""
        name = until(lambda: self.name("#source [contenteditable=true]"), "the editor")
        assert name.startswith("Rust source of src/main.rs")
        self.press(name, "textbox")
        self.place.press("Control+End")

    def name(self, selector: str) -> str:
        """The name that an element was given."""
        name: str = self.place.evaluate("at => document.querySelector(at)?.getAttribute('aria-label') ?? ''", selector)
        return name

    @property
    def screen(self) -> str:
        return self.text("#screen")

"""Chromium, driven by Playwright."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, Frame, Page, Playwright

from tests.e2e.stories.driver import PATIENCE, BrowserError, Place, as_json
from tests.find_browser import find_browser


def missing() -> str | None:
    """Return what has to be installed before this browser can be driven, or None."""
    return None if find_browser() is not None else "chromium"


class Chromium:
    """See driver.Browser. `place` is the page or frame."""

    name = "chromium"

    def __init__(self, page: Page, version: str, place: Page | Frame) -> None:
        self.page = page
        self.version = version
        self.place = place

    def go(self, address: str) -> None:
        self.page.goto(address)

    def reload(self) -> None:
        self.page.reload()

    def back(self) -> None:
        self.page.go_back()

    def evaluate(self, function: str, *arguments: Any) -> Any:
        try:
            return json.loads(self.place.evaluate(as_json(function), json.dumps(arguments)))
        except Error as error:
            raise BrowserError(error.message) from None

    def click(self, role: str, name: str) -> None:
        found = self.place.get_by_role(role, name=name, exact=True)
        if found.count() == 0:
            raise BrowserError(f"no {role} is called {name!r}")
        try:
            found.first.click(timeout=10_000)
        except Error as error:  # covered, or disabled
            raise BrowserError(error.message) from None

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def frame(self) -> Place:
        main = self.page.main_frame if isinstance(self.place, Page) else self.place
        return Chromium(self.page, self.version, main.child_frames[0])


@contextmanager
def chromium(playwright: Playwright, launch_arguments: dict[str, Any]) -> Iterator[Chromium]:
    """Yield a Chromium with a fresh profile.

    It is a browser of its own: pytest-playwright's may be closed and opened between tests that ask for it in different
    ways, and would take this page along.
    """
    browser = playwright.chromium.launch(**launch_arguments)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    yield Chromium(context.new_page(), browser.version, context.pages[0])
    browser.close()

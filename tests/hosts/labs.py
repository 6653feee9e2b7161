"""A lab on a host's page, as its reader has it."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.page.test_access import AXE
from tests.e2e.student import PATIENCE


def frame_of(page: Page, frame: str = "page-sim iframe") -> FrameLocator:
    """The first lab's frame, once programs can run in it."""
    page.locator("page-sim, iframe").first.scroll_into_view_if_needed()
    found = page.frame_locator(frame).first
    expect(found.locator("html")).to_have_attribute("data-ready", "true", timeout=PATIENCE)
    return found


def runs(page: Page, frame: str = "page-sim iframe") -> FrameLocator:
    """The same; and its program runs."""
    found = frame_of(page, frame)
    found.get_by_role("button", name="Run", exact=True).click()
    expect(found.locator("#status")).to_have_text(re.compile("^Halted"), timeout=PATIENCE)
    return found


def axe(page: Page, inside: str) -> list[str]:
    """What axe finds wrong in the element and its frame: the rest is the host's."""
    page.evaluate(AXE.read_text("utf8"))
    code = "inside => axe.run({include: [inside]}).then(r => r.violations.map(one => one.id))"
    found: list[str] = page.evaluate(code, inside)
    return found

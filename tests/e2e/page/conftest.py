"""What the tests of the page share: a browser that has been here before, so that the page starts sooner.

- `page`: a fresh page in it; nothing that the tests before did to the site's storage is left.
- `student`: somebody at that page, once programs can run.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.student import Student


@pytest.fixture(scope="session")
def visitor(browser: Browser, browser_context_args: dict[str, object], site_url: str) -> Iterator[BrowserContext]:
    """A browser's profile with a first visit behind it."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    Student(page, site_url).open()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, site_url: str) -> Iterator[Page]:
    page = visitor.new_page()
    page.goto(site_url + "build.json")
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    yield page
    visitor.clear_permissions()
    for one in visitor.pages:
        one.close()


@pytest.fixture
def student(page: Page, site_url: str) -> Student:
    return Student(page, site_url).open()

"""The browsers that the stories are told in: PAGESIM_BROWSERS names them, with commas; Chromium alone if it isn't set.

- `browser_driven`: one of them, started once, with a fresh profile.
- `visitor`: somebody at the site, in that browser, whose storage there is empty.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.e2e.stories import chromium, firefox, webkit
from tests.e2e.stories.driver import Browser
from tests.e2e.stories.visitor import Visitor

ALL = {"chromium": chromium, "firefox": firefox, "webkit": webkit}
CHOSEN = [name.strip() for name in os.environ.get("PAGESIM_BROWSERS", "chromium").split(",")]
VERSIONS = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session", params=CHOSEN)
def browser_driven(request: pytest.FixtureRequest) -> Iterator[Browser]:
    name: str = request.param
    if name not in ALL:
        pytest.fail(f"PAGESIM_BROWSERS names {name}; the browsers are: {', '.join(ALL)}", pytrace=False)
    versions = request.config.stash.setdefault(VERSIONS, {})
    lacking = ALL[name].missing()
    if lacking is not None:
        versions[name] = f"NOT TESTED: it isn't installed (Debian: {lacking})"
        pytest.skip(f"nothing was tested in {name}: it isn't installed (Debian: {lacking})")
    driven: AbstractContextManager[Browser]
    if name == "chromium":
        arguments = request.getfixturevalue("browser_type_launch_args")
        driven = chromium.chromium(request.getfixturevalue("playwright"), arguments)
    else:
        driven = firefox.firefox() if name == "firefox" else webkit.webkit()
    with driven as browser:
        versions[name] = browser.version
        yield browser


@pytest.fixture
def visitor(browser_driven: Browser, site_url: str) -> Visitor:
    browser_driven.go(site_url + "sw.js")
    browser_driven.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    return Visitor(browser_driven, site_url)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several processes, all stories of a browser go to one of them."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and "browser_driven" in callspec.params:
            item.add_marker(pytest.mark.xdist_group(callspec.params["browser_driven"]))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes tells the one that reports."""
    output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["browsers"] = session.config.stash.get(VERSIONS, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash.setdefault(VERSIONS, {}).update(getattr(node, "workeroutput", {}).get("browsers", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which browsers there were, and which were not."""
    for name, version in config.stash.get(VERSIONS, {}).items():
        terminalreporter.line(f"stories in {name}: {version}")

"""What the end-to-end tests share: the built site on a plain server below a sub path, a second origin, the browser.

Every test fails if a page asked for anything outside the servers started here, or left an uncaught error behind.
The machine may be busy with other tests: nothing here waits for less than a minute before it says no.

- `site_url`: the address of the built site's folder, with a slash at the end; `index.html` and `embed.html` lie there.
- `framed(html)`: puts an HTML body on a page of another origin and returns that page's address.
- `page`, `context`: pytest-playwright's, with the checks above; `problems` is the list of what went wrong so far,
  for the tests that provoke it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from pagesim_py import site as site_builder
from tests.e2e.servers import serve
from tests.find_browser import find_browser, system_browser

ROOT = Path(__file__).resolve().parents[2]
SUB_PATH = "courses/operating systems/lab"
PATIENCE = 60_000
"""Milliseconds that may pass until what a test expects is there. An action, or a page's start, may take twice that."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
            if os.environ.get("CI"):
                # A browser on a shared machine fails once in some thousands for reasons outside of this repository.
                # A second failure is a failure; the first is listed as RERUN at the end, and is owed a look.
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    if find_browser() is None:
        pytest.fail("No Chromium found: run `make browser`, or name one in PAGESIM_CHROMIUM.", pytrace=False)
    path = system_browser()
    return {**browser_type_launch_args, **({"executable_path": path} if path is not None else {})}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No page is at the root of its server here: tests name whole addresses."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


@contextmanager
def alone(name: str) -> Iterator[None]:
    """No other process of the tests is in a block of the same name meanwhile."""
    folder = ROOT / ".pytest_cache"
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """The built site, built anew if anything it's made from has changed."""
    with alone("build"):
        site_builder.build_if_needed(ROOT / "site")
    return ROOT / "site"


@pytest.fixture(scope="session")
def site_url(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("host")
    (root / SUB_PATH).parent.mkdir(parents=True)
    (root / SUB_PATH).symlink_to(site_dir)
    with serve(root) as server:
        yield server.url(SUB_PATH.replace(" ", "%20") + "/")


@pytest.fixture(scope="session")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    root = tmp_path_factory.mktemp("other-origin")
    with serve(root, host="localhost") as server:

        def write(body: str) -> str:
            name = f"page{len(list(root.iterdir()))}.html"
            (root / name).write_text(
                '<!doctype html><html lang="en"><meta charset="utf-8"><title>A course page</title>'
                f'<link rel="icon" href="data:,"><body>{body}',
                "utf8",
            )
            return server.url(name)

        yield write


@pytest.fixture
def problems() -> list[str]:
    return []


@contextmanager
def watched(context: BrowserContext, problems: list[str]) -> Iterator[None]:
    """Note what the context's pages do wrong during the block."""

    def look(page: Page) -> None:
        page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))

    def asked(request: Request) -> None:
        own = ("http://127.0.0.1:", "http://localhost:", "blob:", "data:", "file:", "about:")
        if not request.url.startswith(own):
            problems.append(f"asked another origin: {request.url}")

    for page in context.pages:
        look(page)
    context.set_default_timeout(2 * PATIENCE)
    context.on("page", look)
    context.on("request", asked)
    yield
    context.remove_listener("page", look)
    context.remove_listener("request", asked)


@pytest.fixture(autouse=True)
def _watch(request: pytest.FixtureRequest, problems: list[str]) -> Iterator[None]:
    """Watch the context of a test that uses one."""
    if not {"page", "context"} & set(request.fixturenames):
        yield
        return
    page: Page | None = request.getfixturevalue("page") if "page" in request.fixturenames else None
    context: BrowserContext = request.getfixturevalue("context") if page is None else page.context
    with watched(context, problems):
        yield
    assert problems == []

"""From the click on Run to the painted picture in the seed lab, beside the time a stock PyScript worker needs to be
ready on a first visit: same machine, same run, rounds interleaved.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.bench.startup import NOTE_READY, READY, make_stock, serve
from tests.find_browser import system_browser

GOAL = 1 / 10
"""What a click may take of the stock worker's time."""

CLICK = """() => new Promise(done => {
    const status = document.getElementById('status');
    const start = performance.now();
    let left = false;
    const look = () => {
        const over = /^(Halted|Panicked|Triple fault|Still running|Error)/.test(status.textContent);
        left ||= !over;
        if (!left || !over) return;
        observer.disconnect();
        // a task that is posted in a frame comes after the frame is painted
        requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1000)));
    };
    const observer = new MutationObserver(look);
    observer.observe(status, { childList: true, characterData: true, subtree: true });
    document.getElementById('run').click();
    look();
})"""
"""Seconds from the click on Run until its result is painted."""

FIRST = "first Run, as soon as the page is ready"
EDITED = "Run after an edit, then"
LATER = "first Run of a visit, after an edit"


def edit(page: Page) -> None:
    """Adds a statement to what the kernel does, as a student would."""
    files = page.evaluate("window.pagesim.getSource()")
    text = files["src/main.rs"]
    at = text.index("osirs::println!(")
    files["src/main.rs"] = f'{text[:at]}osirs::println!("7 * 6 = {{}}", 7 * 6);\n    {text[at:]}'
    page.evaluate("files => window.pagesim.setSource(files)", files)
    page.wait_for_timeout(3000)  # nobody types it faster


def visit(playwright: Playwright, url: str, use: Callable[[Page], None]) -> float:
    """Opens the address with a fresh profile and uses the page; seconds until it was ready."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=system_browser())
        context.add_init_script(NOTE_READY)
        page = context.new_page()
        page.goto(url)
        page.wait_for_function(READY, timeout=120_000)
        use(page)
        seconds = float(page.evaluate("window.readyAt")) / 1000
        context.close()
    return seconds


def measure(site: Path, rounds: int, say: Callable[[str], None]) -> None:
    """Measure and print."""
    stock: list[float] = []
    clicks: dict[str, list[float]] = {FIRST: [], EDITED: [], LATER: []}

    def at_once(page: Page) -> None:
        clicks[FIRST].append(page.evaluate(CLICK))
        edit(page)
        clicks[EDITED].append(page.evaluate(CLICK))

    def after_an_edit(page: Page) -> None:
        edit(page)
        clicks[LATER].append(page.evaluate(CLICK))

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        make_stock(Path(folder))
        with serve(Path(folder)) as stock_host, serve(site) as host:
            for _ in range(rounds):
                stock.append(visit(playwright, f"{stock_host}/pyscript.html", lambda _: None))
                visit(playwright, f"{host}/index.html", at_once)
                visit(playwright, f"{host}/index.html", after_an_edit)
    ready = statistics.median(stock)
    say(f"stock PyScript worker, first visit, ready after {ready:.2f} s; beside that, from the click to the picture:")
    for name, times in clicks.items():
        seconds = statistics.median(times)
        say(f"  {name:<42}{seconds:>7.2f} s{seconds / ready:>8.1%}{'' if seconds <= ready * GOAL else ' (too slow)'}")

"""How long a run takes from the click, and how many steps a second the lab language makes, in CPython and the page."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from pagesim_py import site as site_builder
from pagesim_py.session import Session
from tests.bench.startup import READY
from tests.e2e.servers import serve
from tests.find_browser import system_browser

PROBE = Path(__file__).parents[1] / "e2e" / "probe"
ROUNDS = 5
TURNS = 100_000

#: A loop of arithmetic, calls and memory: nothing that one clever shortcut would make free.
LOOP = """
#![no_std]
#![no_main]

use core::panic::PanicInfo;

fn mix(a: u32, b: u32) -> u32 {
    a.wrapping_mul(31) ^ (b >> 3)
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut table = [0u32; 64];
    let mut sum = 1u32;
    let mut i = 0usize;
    while i < TURNS {
        let slot = i % 64;
        sum = mix(sum, i as u32);
        table[slot] = table[slot].wrapping_add(sum);
        i += 1;
    }
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}
""".replace("TURNS", str(TURNS))
REQUEST = {"action": "run", "files": {"src/main.rs": LOOP}}


def steps_of(answer: dict[str, Any]) -> int:
    """Return the steps of a finished run; raise if it did not finish."""
    state = answer.get("state", {})
    if state.get("phase") != "halted":
        raise RuntimeError(f"the loop did not run to its end: {state.get('status')} {answer.get('error')}")
    return int(state["steps"])


def in_cpython() -> tuple[int, float]:
    """Return steps and seconds of a whole run request."""
    session = Session()
    session.request(REQUEST)
    start = time.perf_counter()
    answer = session.request(REQUEST)
    return steps_of(answer), time.perf_counter() - start


def in_pyodide() -> tuple[int, float]:
    """Return the same, measured in Chromium from the page's call to the answer."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = Path(folder) / "site"
        site_builder.build(out, pages=PROBE)
        browser = playwright.chromium.launch(executable_path=system_browser())
        with serve(out) as server:
            page = browser.new_page()
            page.goto(server.url())
            page.wait_for_function(READY, timeout=120_000)
            script = """async request => {
                await window.probe.runtime.call(request);
                const start = performance.now();
                const answer = await window.probe.runtime.call(request);
                return [answer, (performance.now() - start) / 1000];
            }"""
            answer, seconds = page.evaluate(script, REQUEST)
        browser.close()
        return steps_of(answer), seconds


def click_to_screen(site: Path) -> tuple[float, float]:
    """Return seconds from the click on Run to the finished screen: a visit's first, and the median of later ones."""
    script = """() => new Promise(done => {
        const status = document.getElementById('status');
        const start = performance.now();
        let left = false;
        const look = () => {
            const over = /^(Halted|Panicked|Triple fault|Still running|Error)/.test(status.textContent);
            left ||= !over;
            if (!left || !over) return;
            observer.disconnect();
            requestAnimationFrame(() => done((performance.now() - start) / 1000));
        };
        const observer = new MutationObserver(look);
        observer.observe(status, { childList: true, characterData: true, subtree: true });
        document.getElementById('run').click();
        look();
    })"""
    with sync_playwright() as playwright, serve(site) as server:
        browser = playwright.chromium.launch(executable_path=system_browser())
        page = browser.new_page()
        page.goto(server.url("index.html"))
        page.wait_for_function(READY, timeout=120_000)
        times = []
        for _ in range(1 + ROUNDS):
            times.append(page.evaluate(script))
            page.wait_for_timeout(200)
        browser.close()
    return times[0], statistics.median(times[1:])


def measure(site: Path, say: Callable[[str], None]) -> None:
    """Measure and print."""
    first, later = click_to_screen(site)
    say(f"click on Run to the finished screen: first {first * 1000:.0f} ms, again {later * 1000:.0f} ms")
    for name, way in ((f"CPython {sys.version.split()[0]}", in_cpython), ("Pyodide in Chromium", in_pyodide)):
        steps, seconds = way()
        say(f"interpreter, recording on, {name}: {steps / seconds:,.0f} steps a second ({steps:,} in {seconds:.2f} s)")

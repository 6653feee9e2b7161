"""How long a run takes from the click, and how many steps a second the lab language makes, in CPython and the page.

Two programs: LOOP, and a student's own text screen that scrolls byte by byte (scroll/), 768,000 volatile moves.
"""

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
PYODIDE = "Pyodide in Chromium"
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
SCROLL = {f"src/{path.name}": path.read_text() for path in (Path(__file__).parent / "scroll" / "src").iterdir()}
PROGRAMS = {"a loop": {"src/main.rs": LOOP}, "200 lines scrolled": SCROLL}


def steps_of(answer: dict[str, Any]) -> int:
    """Return the steps of a finished run; raise if it did not finish."""
    state = answer.get("state", {})
    if state.get("phase") != "halted":
        raise RuntimeError(f"the loop did not run to its end: {state.get('status')} {answer.get('error')}")
    return int(state["steps"])


def in_cpython() -> dict[str, tuple[int, float]]:
    """Return steps and seconds of a whole run request for each program."""
    found = {}
    for name, files in PROGRAMS.items():
        session = Session()
        session.request({"action": "run", "files": files})
        start = time.perf_counter()
        answer = session.request({"action": "run", "files": files})
        found[name] = steps_of(answer), time.perf_counter() - start
    return found


def in_pyodide() -> dict[str, tuple[int, float]]:
    """Return the same, measured in Chromium from the page's call to the answer."""
    found = {}
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
            for name, files in PROGRAMS.items():
                answer, seconds = page.evaluate(script, {"action": "run", "files": files})
                found[name] = steps_of(answer), seconds
        browser.close()
    return found


def click_to_screen(site: Path, files: dict[str, str] | None = None) -> tuple[float, float]:
    """Return seconds from the click on Run to the finished screen: a visit's first, and the median of later ones.

    Without `files`, the lab's own run.
    """
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
        if files is not None:
            page.evaluate("files => window.pagesim.setSource(files)", files)
        times = []
        for _ in range(1 + ROUNDS):
            times.append(page.evaluate(script))
            page.wait_for_timeout(200)
        browser.close()
    return times[0], statistics.median(times[1:])


def measure(site: Path, say: Callable[[str], None]) -> None:
    """Measure and print."""
    for name, files in (("the lab's kernel", None), ("200 lines scrolled", SCROLL)):
        first, later = click_to_screen(site, files)
        say(f"click on Run to the finished screen, {name}: first {first * 1000:.0f} ms, again {later * 1000:.0f} ms")
    here, there = in_cpython(), in_pyodide()
    for name in PROGRAMS:
        for place, (steps, seconds) in ((f"CPython {sys.version.split()[0]}", here[name]), (PYODIDE, there[name])):
            say(
                f"interpreter, recording on, {name}, {place}: {steps / seconds:,.0f} steps a second "
                f"({steps:,} in {seconds:.2f} s)"
            )
        say(f"  in Chromium it takes {there[name][1] / here[name][1]:.1f} times as long")

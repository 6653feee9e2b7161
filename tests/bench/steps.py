"""From a step, or a seek, to its painted panels and pictures in the seed lab, in Chromium: the workbench beside a frame
that has nothing but the screen and the timeline, same machine, same run.

Every event of the lab is gone to by Back, by Forward, and by the slider to and fro. Told apart is what passes until the
panels are patched (Python in its worker, and the way there and back) and what layout and paint take after that.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench.startup import READY, serve
from tests.find_browser import system_browser

GOAL = 0.050
"""Seconds that a step may take until it is painted, in the median."""

STEP = """([what, value]) => new Promise(done => {
    const position = document.getElementById('position');
    const slider = document.getElementById('timeline');
    const start = performance.now();
    const since = () => (performance.now() - start) / 1000;
    const observer = new MutationObserver(() => {
        observer.disconnect();
        const patched = since();
        // a task that is posted in a frame comes after the frame is painted
        requestAnimationFrame(() => setTimeout(() => done([patched, since()])));
    });
    observer.observe(position, { childList: true, characterData: true, subtree: true });
    if (what === 'press') document.getElementById(value).click();
    else {
        slider.value = value;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
})"""
"""Seconds from the press, or the drag, until the panels in sight are patched, and until they are painted."""

WAYS = {
    "screen and timeline alone": ((1000, 700), "embed.html?panels=screen,timeline"),
    "workbench, 1440 x 900": ((1440, 900), "index.html"),
    "workbench, 1280 x 720": ((1280, 720), "index.html"),
    "phone, 390 x 844": ((390, 844), "index.html"),
}


def steps(page: Page) -> list[tuple[float, float]]:
    """The seconds of each step and seek: until it is patched, until it is painted."""
    count = int(page.locator("#timeline").get_attribute("max") or "0")
    taken: list[tuple[float, float]] = []

    def go(what: str, value: str) -> None:
        taken.append(tuple(page.evaluate(STEP, [what, value])))
        page.wait_for_timeout(200)  # until the panels that are out of sight have followed

    if page.locator("#step-last").is_enabled():
        go("press", "step-last")
    for _ in range(count - 1):
        go("press", "step-back")
    for _ in range(count - 1):
        go("press", "step-forward")
    for number in range(1, count // 2):
        go("drag", str(number))
        go("drag", str(count - number))
    return taken


def measure(site: Path, say: Callable[[str], None]) -> None:
    """Measure and print."""
    say("a step or a seek in the seed lab, in Chromium: medians")
    say(f"  {'':<28}{'patched':>11}{'painted':>11}{'9 of 10 within':>17}")
    with tempfile.TemporaryDirectory() as profile, serve(site) as host, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=system_browser())
        page = context.new_page()
        for name, ((width, height), path) in WAYS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{host}/{path}")
            page.wait_for_function(READY, timeout=120_000)
            page.wait_for_timeout(3000)
            steps(page)  # now Python's code has been made quick
            taken = steps(page)
            patched, painted = (statistics.median(column) for column in zip(*taken, strict=True))
            slow = sorted(seconds for _, seconds in taken)[len(taken) * 9 // 10]
            verdict = "" if painted <= GOAL else f"  more than {GOAL * 1000:.0f} ms"
            say(f"  {name:<28}{patched * 1000:>8.1f} ms{painted * 1000:>8.1f} ms{slow * 1000:>14.1f} ms{verdict}")
        context.close()

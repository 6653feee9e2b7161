"""Time from navigation to the first answer of Python in a worker: ours beside stock ways, same machine, same run.

Each way is visited in a browser with a fresh profile (cold), then twice more (warm). Rounds are interleaved, so that
a busy moment of the machine hits all alike; medians are printed, and their ratio to the stock PyScript worker.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from pagesim_py.site import WEB
from tests.find_browser import system_browser

READY = "document.documentElement.dataset.ready === 'true'"

#: Notes the moment when the page says that it's ready.
NOTE_READY = """new MutationObserver((_, observer) => {
    if (document.documentElement.dataset.ready !== 'true') return;
    window.readyAt = performance.now();
    observer.disconnect();
}).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });"""

STOCK_PYSCRIPT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>stock PyScript worker</title>
<link rel="icon" href="data:,">
<script type="module" src="./pyscript/core.js"></script>
<script type="py" worker name="sim" src="./worker.py"
  config='{"interpreter": "./pyodide/pyodide.mjs", "sync_main_only": true}'></script>
<script type="module">
  import { whenDefined } from './pyscript/core.js';
  const { xworker } = await whenDefined('py');
  await xworker.ready;
  if (await xworker.sync.answer('6') !== '42') throw new Error('wrong answer');
  document.documentElement.dataset.ready = 'true';
</script>
"""

STOCK_WORKER_PY = """
def answer(text):
    return str(int(text) * 7)

__export__ = ["answer"]
"""

BARE_PYODIDE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>bare Pyodide worker</title>
<link rel="icon" href="data:,">
<script type="module">
  const worker = new Worker('./bare.js', { type: 'module' });
  worker.onmessage = ({ data }) => {
    if (data !== '42') throw new Error('wrong answer');
    document.documentElement.dataset.ready = 'true';
  };
</script>
"""

BARE_JS = """
import { loadPyodide } from './pyodide/pyodide.mjs';
const pyodide = await loadPyodide();
postMessage(pyodide.runPython('str(6 * 7)'));
"""


@dataclass
class Way:
    """One way to start, and what was measured, in seconds."""

    name: str
    url: str
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


def make_stock(folder: Path) -> None:
    """Lay out the stock pages with Pyodide and PyScript as npm has them."""
    modules = WEB / "node_modules"
    shutil.copytree(modules / "pyodide", folder / "pyodide", ignore=shutil.ignore_patterns("*.map", "*.html"))
    shutil.copytree(
        modules / "@pyscript" / "core" / "dist", folder / "pyscript", ignore=shutil.ignore_patterns("*.map")
    )
    (folder / "pyscript.html").write_text(STOCK_PYSCRIPT)
    (folder / "worker.py").write_text(STOCK_WORKER_PY)
    (folder / "bare.html").write_text(BARE_PYODIDE)
    (folder / "bare.js").write_text(BARE_JS)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` from a process of its own, so that driving the browser keeps nothing waiting; give its origin."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            match = re.search(r"http://127\.0\.0\.1:\d+", said)
            if match is None:
                raise RuntimeError(f"http.server did not begin: {said}")
            yield match[0]
        finally:
            server.terminate()


def visit(ways: list[Way], rounds: int) -> None:
    """Measure every way `rounds` times."""
    with sync_playwright() as playwright:
        for _ in range(rounds):
            for way in ways:
                with tempfile.TemporaryDirectory() as profile:
                    context = playwright.chromium.launch_persistent_context(profile, executable_path=system_browser())
                    context.add_init_script(NOTE_READY)
                    for number in range(3):
                        page = context.new_page()
                        page.goto(way.url)
                        page.wait_for_function(READY, timeout=120_000)
                        seconds = page.evaluate("window.readyAt") / 1000
                        (way.warm if number else way.cold).append(seconds)
                        page.wait_for_timeout(6000)  # caches are written, the service worker settles
                        page.close()
                    context.close()


def report(ways: list[Way], say: Callable[[str], None]) -> None:
    """Print a table; the first way is what the others are compared with."""
    stock_cold, stock_warm = statistics.median(ways[0].cold), statistics.median(ways[0].warm)
    say(f"{'time to ready':<34}{'cold':>9}{'warm':>9}{'cold/stock':>12}{'warm/stock':>12}")
    for way in ways:
        cold, warm = statistics.median(way.cold), statistics.median(way.warm)
        say(f"{way.name:<34}{cold:>7.2f} s{warm:>7.2f} s{cold / stock_cold:>11.0%}{warm / stock_warm:>12.0%}")


def measure(site: Path, rounds: int, say: Callable[[str], None]) -> list[Way]:
    """Measure and print: stock PyScript worker, bare Pyodide worker, ours with and without the snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        stock, plain = Path(folder) / "stock", Path(folder) / "plain"
        stock.mkdir()
        make_stock(stock)
        shutil.copytree(site, plain)
        next(plain.glob("*/runtime/snapshot.bin")).unlink()
        with serve(stock) as stock_host, serve(site) as host, serve(plain) as plain_host:
            ways = [
                Way("stock PyScript worker", f"{stock_host}/pyscript.html"),
                Way("bare Pyodide worker", f"{stock_host}/bare.html"),
                Way("pagesim", f"{host}/index.html"),
                Way("pagesim, snapshot missing", f"{plain_host}/index.html"),
            ]
            visit(ways, rounds)
    report(ways, say)
    return ways

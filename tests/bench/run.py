"""All benches, one after the other:  python -m tests.bench.run [startup] [clicks] [steps] [speed] [language] [compile]
[grading] [walk] [machine] [pyodide]."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from pagesim_py import site
from tests.bench import bench_machine, bench_walk, clicks, compile, grading, lab_language, speed, startup, steps
from tests.find_browser import find_browser

ROOT = Path(__file__).parents[2]
BENCHES = ("startup", "clicks", "steps", "speed", "language", "compile", "grading", "walk", "machine", "pyodide")


def say(line: str) -> None:
    """Print at once: the benches take minutes."""
    print(line, flush=True)


def main() -> None:
    """Run the benches that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []], help="which; all if none is named")
    parser.add_argument("--before", default=lab_language.COMMIT, help="the commit that the language is compared with")
    parser.add_argument("--rounds", type=int, default=5, help="fresh profiles for each way to start")
    options = parser.parse_args()
    chosen = options.benches or BENCHES
    if {"startup", "clicks", "steps", "speed"} & set(chosen):
        if find_browser() is None:
            parser.error("no Chromium found: run `make browser`")
        site.build_if_needed(ROOT / "site")
    if "startup" in chosen:
        startup.measure(ROOT / "site", options.rounds, say)
    if "clicks" in chosen:
        clicks.measure(ROOT / "site", options.rounds, say)
    if "steps" in chosen:
        steps.measure(ROOT / "site", say)
    if "speed" in chosen:
        speed.measure(ROOT / "site", say)
    if "language" in chosen:
        lab_language.measure(say, options.before)
    if "compile" in chosen:
        compile.measure(say)
    if "grading" in chosen:
        grading.measure(say)
    if "walk" in chosen:
        bench_walk.main()
    if "machine" in chosen:
        bench_machine.main()
    if "pyodide" in chosen:
        say("the machine's figures again, in Pyodide")
        subprocess.run(["node", "tests/bench/in_pyodide.mjs", "bench_walk", "bench_machine"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()

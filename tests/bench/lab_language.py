"""How fast the lab language runs, and what its recording costs, against the package of an earlier commit.

Six kinds of programs (language/): plain loops, volatile screen loops, calls, iterator chains, RefCell, formatting.
``python -m tests.bench.lab_language [COMMIT] [--pyodide]`` takes both trees in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "language"
KINDS = ("loops", "screen", "calls", "iterators", "refcell", "format")
COMMIT = "dd72dff"
ROUNDS = 5
TURNS = 3

Times = dict[str, list[float]]
"""Seconds by kind: run without a recording, run with one, compiled for one."""


def once(kind: str, record: bool) -> tuple[float, float]:
    """CPU seconds of running and of compiling one program."""
    from pagesim_py.rust import compile, prepare  # of the tree that is measured

    files = {"src/main.rs": (FOLDER / f"{kind}.rs").read_text()}
    begin = time.process_time()
    kernel = compile(files, record=record)
    made = time.process_time() - begin
    best = float("inf")
    for _ in range(TURNS):
        machine = prepare(kernel)
        begin = time.process_time()
        outcome = kernel.run(machine)
        best = min(best, time.process_time() - begin)
        if outcome.kind != "halted":
            raise RuntimeError(f"{kind} did not run to its end: {outcome.kind}: {outcome.reason}")
    return best, made


def main() -> None:
    """Measure the tree that is imported, and print it for ``compare``."""
    once("loops", True)  # what is read and made once
    found = {}
    for kind in KINDS:
        plain, (recorded, made) = once(kind, False)[0], once(kind, True)
        found[kind] = [plain, recorded, made]
    print(json.dumps(found), flush=True)


def measured(tree: Path, pyodide: bool) -> Times:
    """One round of a tree, in a process of its own."""
    if pyodide:
        command = ["node", str(ROOT / "tests" / "bench" / "in_pyodide.mjs"), "--tree", str(tree), "lab_language"]
    else:
        command = [sys.executable, "-P", "-c", "from tests.bench.lab_language import main; main()"]
    path = os.pathsep.join((str(tree), str(ROOT)))
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def best_of(rounds: list[Times]) -> Times:
    """The least of each time."""
    return {kind: [min(times) for times in zip(*(r[kind] for r in rounds), strict=True)] for kind in KINDS}


def compare(commit: str, rounds: int, pyodide: bool, say: Callable[[str], None]) -> None:
    """Measure this tree and the commit's in turn, and print how they compare."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", commit, "pagesim_py"], cwd=ROOT, capture_output=True, check=True)
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        before, now = [], []
        for _ in range(rounds):
            before.append(measured(Path(folder), pyodide))
            now.append(measured(ROOT, pyodide))
    old, new = best_of(before), best_of(now)
    place = "Pyodide" if pyodide else f"CPython {sys.version.split()[0]}"
    for kind in KINDS:
        (was, was_recorded, was_made), (plain, recorded, made) = old[kind], new[kind]
        say(
            f"lab language, {kind}, {place}: {was / plain:.2f} x {commit} ({plain * 1000:.0f} ms), "
            f"recording on {was_recorded / recorded:.2f} x ({recorded * 1000:.0f} ms, "
            f"{recorded / plain:.2f} x of off), compiling {was_made / made:.2f} x ({made * 1000:.0f} ms)"
        )


def measure(say: Callable[[str], None], commit: str = COMMIT) -> None:
    """Measure and print, in both places."""
    compare(commit, ROUNDS, False, say)
    compare(commit, 2, True, say)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", default=COMMIT, help="what to compare with")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--pyodide", action="store_true", help="under Node instead of here")
    options = parser.parse_args()
    compare(options.commit, options.rounds, options.pyodide, lambda line: print(line, flush=True))

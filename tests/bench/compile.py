"""CPU time of ``python -m pagesim_py run``: with nothing kept, the first run that keeps, and later ones, side by side.

An edited kernel is one whose text has changed since the last run. All in user and system time of the whole process.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pagesim_py import labs
from tests.rust import test_series

ROOT = Path(__file__).parents[2]
ROUNDS = 5
WHOLE = "11_blocks"


def kernels() -> dict[str, dict[str, str]]:
    """The kernels' files, by what they are called here."""
    hello = {"src/main.rs": (ROOT / "tests" / "data" / "readme" / "hello.rs").read_text()}
    whole = test_series.sources(WHOLE, "blocks::Blocks", "0.14.13")
    return {"a small kernel": hello, "the seed lab": dict(labs.load("page-fault").files), "a whole kernel": whole}


def cpu_seconds(folder: Path, cache: str) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "pagesim_py", "run", str(folder), "--max-steps", "300000"],
        env={**os.environ, "PAGESIM_CACHE": cache},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(times: list[float], unkept: float) -> str:
    """A median in words, and its part of the time with nothing kept."""
    found = statistics.median(times)
    return f"{found:.2f} s ({found / unkept:.0%})"


def measure(say: Callable[[str], None]) -> None:
    """Measure and print."""
    for name, files in kernels().items():
        with tempfile.TemporaryDirectory() as folder:
            package, cache = Path(folder, "kernel"), Path(folder, "cache")
            for path, text in files.items():
                target = package / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
            cpu_seconds(package, "off")  # Python's own files of this version
            plain, again, edited = [], [], []
            first = cpu_seconds(package, str(cache))
            for number in range(ROUNDS):
                plain.append(cpu_seconds(package, "off"))
                again.append(cpu_seconds(package, str(cache)))
                main = package / "src" / "main.rs"
                main.write_text(main.read_text() + f"// {number}\n")
                edited.append(cpu_seconds(package, str(cache)))
            unkept = statistics.median(plain)
            say(
                f"run {name}, CPU time: nothing kept {unkept:.2f} s, first {median([first], unkept)}, "
                f"again {median(again, unkept)}, edited {median(edited, unkept)}"
            )

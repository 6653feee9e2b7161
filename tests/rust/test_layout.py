"""Where code and data lie is a function of the source alone: of no other program that the process has compiled before,
and of no order that Python gives to its sets.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from pagesim_py.rust import prelude, program
from pagesim_py.rust.compiled import compile
from pagesim_py.rust.lower import items
from pagesim_py.rust.lower.unit import forget_items
from tests.kernels import sources

BEFORE = ("cross_page_store", "lang_numbers", "level4_dump")
"""Each has another order in which it asks for what the crates have."""

ALONE = """\
import sys
from tests.rust.test_layout import layout
print(layout(sys.argv[1]))
"""


def layout(name: str) -> str:
    """A digest of a kernel's image and symbols."""
    made = compile(sources(name))
    symbols = [(s.name, s.address, s.size, s.kind) for s in made.symbols]
    return hashlib.sha256(made.image.contents + json.dumps(symbols).encode()).hexdigest()


def alone(name: str, seed: str) -> str:
    """The same in a process that compiles nothing else."""
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONHASHSEED": seed, "PAGESIM_CACHE": ""}
    command = [sys.executable, "-c", ALONE, name]
    return subprocess.run(command, env=env, cwd=root, check=True, capture_output=True, text=True).stdout.strip()


def test_what_was_compiled_before_moves_nothing() -> None:
    prelude.share(program.DIALECT, None)
    forget_items(program.DIALECT)
    items.number_from(items.DECIMAL - 500)  # so that names with letters come, too
    for name in BEFORE:
        layout(name)
    assert alone("demand_pages", seed="1") == layout("demand_pages")
    assert items.last_number() > items.DECIMAL

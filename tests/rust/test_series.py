"""Kernels in the style of a well-known series of posts on writing one: each post's kinds of code, in both versions of
the x86_64 crate. The screens were worked out by hand from what the code says and from the machine at entry.

``tests/data/series/shared/`` has the modules, ``NN_name/`` a main.rs and what happens (as
``tests/data/kernels/RULES.md`` says; NN is the post). The modules are written for version 0.15.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import kernels

SERIES = Path(__file__).parent.parent / "data" / "series"
SHARED = {f"src/{p.relative_to(SERIES / 'shared')}": p.read_text() for p in (SERIES / "shared").rglob("*.rs")}
NAMES = sorted(p.parent.name for p in SERIES.glob("*/expected.json"))


def sources(name: str, heap: str, dialect: str) -> dict[str, str]:
    """The kernel's files, as that version of the crate wants them."""
    files = {**SHARED, "src/main.rs": (SERIES / name / "main.rs").read_text()}
    if "mod text;" in files["src/main.rs"]:
        files = {name: files[name] for name in ("src/main.rs", "src/text.rs")}
    if "src/heap.rs" in files:
        files["src/heap.rs"] = files["src/heap.rs"].replace("CHOSEN", heap)
    if dialect.startswith("0.14"):
        old = {".append(": ".add_entry(", "gates[Line::Timer.as_u8()]": "gates[Line::Timer.as_usize()]"}
        old["gates[Line::Keyboard.as_u8()]"] = "gates[Line::Keyboard.as_usize()]"
        files = {name: re.sub("|".join(map(re.escape, old)), lambda m: old[m[0]], t) for name, t in files.items()}
    return files


def in_new_words(row: str) -> list[str]:
    """What version 0.15 prints in place of a row."""
    if found := re.match(r"\s*(code|stack)_segment: (\d+),", row):
        return [f"{found[1]}_segment: SegmentSelector {{", f"index: {int(found[2]) >> 3},", "rpl: Ring0,", "},"]
    if row.strip() == "cpu_flags: 0x202,":
        return ["cpu_flags: RFlags(", "INTERRUPT_FLAG | 0x2,", "),"]
    if row.strip() == "cpu_flags: {flags},":
        return ["cpu_flags: RFlags(", "{flags},", "),"]
    return [re.sub(r"^for (VirtAddr\(\w+\))", r"for Ok(\1)", row)]


def expected(name: str, dialect: str) -> dict[str, Any]:
    want: dict[str, Any] = json.loads((SERIES / name / "expected.json").read_text())
    if dialect.startswith("0.15"):
        want["screen"] = [new for row in want["screen"] for new in in_new_words(row)][-25:]
    return want


@pytest.mark.parametrize("dialect", ["0.14.13", "0.15.4"])
@pytest.mark.parametrize("name", NAMES)
def test_kernel(name: str, dialect: str) -> None:
    want = expected(name, dialect)
    files = sources(name, want.get("heap", "upwards::Upwards"), dialect)
    ran = kernels.run(files, want.get("steps", 300_000), want.get("keys", ()), dialect, record=False)
    assert not kernels.differences(want, ran)
    if want["outcome"] == "compile_error":
        assert ran.errors[0]["message"] == want["errors"][0]["message"]

"""The prelude crates compute what the real libraries do: bodies recorded by tests/record_core.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.rust.compiled import compile, prepare
from tests.formats import HEAD, TAIL

CORE = Path(__file__).parent.parent / "data" / "core"
STEPS = 50_000_000


def kernel(body: str) -> str:
    """A kernel around a recorded body; what std re-exports comes from alloc."""
    for name in ("rc", "collections", "borrow", "sync", "ffi"):
        body = body.replace(f"std::{name}", f"alloc::{name}")
    return (
        HEAD
        + "use alloc::{boxed::Box, format, string::ToString, vec, borrow::ToOwned};\n"
        + "macro_rules! w { ($($t:tt)*) => { writeln!(Serial, $($t)*).unwrap() }; }\n"
        + '#[unsafe(no_mangle)]\npub extern "C" fn _start() -> ! {\n{\n'
        + body
        + "\n}\n    loop { x86_64::instructions::hlt(); }\n}\n"
        + TAIL
    )


@pytest.mark.parametrize("name", sorted(p.stem for p in CORE.glob("*.rs")))
def test_core(name: str) -> None:
    compiled = compile({"src/main.rs": kernel((CORE / f"{name}.rs").read_text())}, record=False)
    machine = prepare(compiled)
    compiled.run(machine, max_steps=STEPS)
    assert machine.uart.text.splitlines() == (CORE / f"{name}.txt").read_text().splitlines()

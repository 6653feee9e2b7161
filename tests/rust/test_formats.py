"""Every recorded output of Debug, Display and panics comes out of the prelude crates, in each dialect."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from tests.formats import MARK, Case, cases, kernel, normal

CASES = cases()
GROUPS = sorted({(c.crate, c.version) for c in CASES})
STEPS = 20_000_000


def printed(group: list[Case], dialect: str) -> list[str]:
    """What a kernel of these cases sends to the serial port; after a panic a new run begins with the next."""
    compiled = compile({"src/main.rs": kernel(group)}, dialect=dialect, record=False)
    first = next(s.address for s in compiled.symbols if s.name.endswith("FIRST"))
    texts: list[str] = []
    while len(texts) < len(group):
        machine = prepare(compiled)
        machine.cpu.store(first, 8, len(texts))
        compiled.run(machine, max_steps=STEPS)
        texts += [normal(part) for part in machine.uart.text.removesuffix(MARK).split(MARK)]
    return texts


def test_all_outputs_are_there() -> None:
    assert len(CASES) == 1404


@pytest.mark.parametrize(("crate", "version"), GROUPS)
def test_formats(crate: str, version: str) -> None:
    group = [c for c in CASES if (c.crate, c.version) == (crate, version)]
    (dialect,) = {case.dialect for case in group}
    got = printed(group, dialect)
    wrong = [(c.expr, c.format, c.output, text) for c, text in zip(group, got, strict=False) if c.output != text]
    assert not wrong
    assert len(got) == len(group)

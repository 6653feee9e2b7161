"""Every recorded output of Debug, Display and panics comes out of the prelude crates, in each dialect."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from tests.formats import MARK, Case, cases, kernel, normal

CASES = cases()
GROUPS = sorted({(c.crate, c.version) for c in CASES})
STEPS = 20_000_000


def printed(group: list[Case], dialect: str) -> list[str]:
    """What a kernel of these cases sends to the serial port, by case."""
    compiled = compile({"src/main.rs": kernel(group)}, dialect=dialect, record=False)
    machine = prepare(compiled)
    compiled.run(machine, max_steps=STEPS)
    return [normal(part) for part in machine.uart.text.split(MARK)]


def of(crate: str, version: str, panics: bool) -> list[Case]:
    return [c for c in CASES if (c.crate, c.version, c.panics) == (crate, version, panics)]


def dialect_of(crate: str, version: str) -> str:
    return version if crate == "x86_64" else "0.14.13"


def test_all_outputs_are_there() -> None:
    assert len(CASES) == 1401  # 1,404 without three in the style of compilers before 1.73


@pytest.mark.parametrize(("crate", "version"), GROUPS)
def test_formats(crate: str, version: str) -> None:
    group = of(crate, version, panics=False)
    got = printed(group, dialect_of(crate, version))
    wrong = [(c.expr, c.format, c.output, text) for c, text in zip(group, got, strict=False) if c.output != text]
    assert not wrong
    assert len(got) == len(group) + 1


PANICS = [c for c in CASES if c.panics]


@pytest.mark.parametrize("case", PANICS, ids=[f"{c.version}-{c.expr[:40]}" for c in PANICS])
def test_panics(case: Case) -> None:
    assert printed([case], dialect_of(case.crate, case.version))[0] == case.output

"""Kernels in the style of public ones, whose Cargo.toml asks for crates by name: no source of them is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pagesim_py.cli import main

DATA = Path(__file__).resolve().parents[1] / "data" / "crates_asked"


@pytest.mark.parametrize("name", sorted(one.name for one in DATA.iterdir()))
def test_kernel(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(DATA / name), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["serial"].splitlines() == (DATA / name / "expected.txt").read_text().splitlines()

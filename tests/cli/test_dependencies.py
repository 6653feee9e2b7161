"""A kernel whose dependencies come with their source: it prints what it prints where Cargo builds the same crates.

``tests/data/dependencies/expected.txt`` was printed by Cargo 1.95, with ``host.rs`` for ``main.rs``.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.cli import main
from pagesim_py.cli.project import InputError, read_project

DATA = Path(__file__).resolve().parents[1] / "data" / "dependencies"


def run(folder: Path, capsys: Any) -> tuple[int, dict[str, Any]]:
    status = main(["run", str(folder), "--json", "--max-steps", "100000"])
    return status, json.loads(capsys.readouterr().out)


def test_crates_by_path_and_vendored(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = run(DATA / "kernel", capsys)
    assert found["serial"].splitlines() == (DATA / "expected.txt").read_text().splitlines()
    told = [(m["level"], m["message"], m["file"]) for m in found["messages"]]
    assert told == [("warning", "function `nobody_calls_this` is never used", "crates/util/src/lib.rs")]


def test_a_mistake_in_a_dependency_is_told_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(DATA, tmp_path / "d")
    file = tmp_path / "d/shared/src/lib.rs"
    file.write_text(file.read_text().replace("self.side * self.side", "self.side * self.height"))
    status, found = run(tmp_path / "d/kernel", capsys)
    assert status == 1
    assert [(m["code"], m["file"], m["line"]) for m in found["messages"] if m["level"] == "error"] == [
        ("E0609", "../shared/src/lib.rs", 15)
    ]


def test_a_dependency_that_needs_std(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(DATA, tmp_path / "d")
    file = tmp_path / "d/kernel/Cargo.toml"
    file.write_text(file.read_text().replace('path = "../shared", default-features = false', 'path = "../shared"'))
    status, found = run(tmp_path / "d/kernel", capsys)
    errors = [m for m in found["messages"] if m["level"] == "error"]
    assert (status, errors[0]["message"]) == (1, "can't find crate for `std`")
    assert errors[0]["helps"] == ["put `#![no_std]` at the top of `../shared/src/lib.rs`"]


def test_what_cannot_be_had_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(DATA, tmp_path / "d")
    file = tmp_path / "d/kernel/Cargo.toml"
    file.write_text(file.read_text().replace('"probe"]', '"probe", "silent"]'))
    with pytest.raises(InputError) as refused:
        read_project(tmp_path / "d/kernel")
    assert "`gauge` (third_party/gauge) has a build script" in str(refused.value)
    assert main(["run", str(tmp_path / "d/kernel")]) == 2
    assert "pagesim runs none" in capsys.readouterr().err

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
from pagesim_py.labs.project import InputError, read_project

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


def test_a_crate_of_edition_2015_begins_its_paths_at_its_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "Cargo.toml": '[package]\nname = "kernel"\nedition = "2021"\n[dependencies]\nold = "1"\n',
        "vendor/old/Cargo.toml": '[package]\nname = "old"\nversion = "1.0.0"\n[dependencies]\nhelp = "1"\n',
        "vendor/help/Cargo.toml": '[package]\nname = "help"\nversion = "1.0.0"\n',
        "vendor/help/src/lib.rs": """#![no_std]
#[macro_export]
macro_rules! twice { ($e:expr) => { $e + $e } }
pub mod inner { pub fn three() -> u8 { 3 } }
""",
        "vendor/old/src/lib.rs": """#![no_std]
#![doc = include_str!("../README.md")]
#[macro_use]
extern crate help;
mod shapes;
pub use shapes::Shape;
const ONE: u8 = 1;
pub mod deep {
    use shapes::Shape;
    use help::inner::three;
    use ONE;
    pub fn make() -> Shape { Shape(twice!(three()) + ONE) }
    pub fn also() -> u8 { ::shapes::Shape(1).0 + ::help::inner::three() }
}
""",
        "vendor/old/src/shapes.rs": "pub struct Shape(pub u8);\n",
        "src/main.rs": """#![no_std]
#![no_main]
use old::deep;
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn _start() -> ! {
    for (at, n) in [deep::make().0, deep::also(), old::Shape(9).0].into_iter().enumerate() {
        unsafe { ((0xb8000 + 2 * at) as *mut u8).write(b'0' + n) };
    }
    loop {}
}
""",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    _, found = run(tmp_path, capsys)
    assert found["screen"][0].startswith("749")
    newer = texts["vendor/old/Cargo.toml"].replace('version = "1.0.0"\n', 'version = "1.0.0"\nedition = "2018"\n', 1)
    (tmp_path / "vendor/old/Cargo.toml").write_text(newer)
    status, found = run(tmp_path, capsys)
    errors = [m["message"] for m in found["messages"] if m["level"] == "error"]
    assert status == 1
    assert errors[0] == "unresolved import `shapes`"

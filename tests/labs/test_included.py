"""Files that sources include are read with them: by the command, by the page, from a folder and from a zip."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.labs.brought import bring
from pagesim_py.labs.laid_out import project_of
from pagesim_py.labs.project import read_project
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.program import compile_program
from tests.labs.test_brought import given, zipped

CARGO = '[package]\nname = "with-files"\nversion = "1.2.3-rc.1"\nauthors = ["A", "B"]\nedition = "2024"\n'
MAIN = """#![no_std]
#![no_main]
mod deep;
const LOGO: &str = include_str!("../assets/logo.txt");
static FONT: &[u8] = include_bytes!("font.bin");
const TABLE: [u8; 2] = include!("table.in");
const SAME: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/logo.txt"));
include!("more.rs");
const _: () = assert!(LOGO.len() == 5 && FONT[0] == 255 && TABLE[1] == 2 && SAME.len() == 5 && MORE == 4);
const _: () = assert!(env!("CARGO_PKG_VERSION_PRE").len() == 4 && env!("CARGO_PKG_AUTHORS").len() == 3);
const _: () = assert!(env!("CARGO_PKG_NAME").len() == 10 && env!("CARGO_CRATE_NAME").as_bytes()[4] == b'_');
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { loop {} }
#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
"""
FILES: dict[str, str | bytes] = {
    "os/Cargo.toml": CARGO,
    "os/src/main.rs": MAIN,
    "os/src/deep.rs": 'pub static N: &str = include_str!("deep/name.txt");\n',
    "os/src/deep/name.txt": "name",
    "os/src/font.bin": b"\xff\x00\xfe",
    "os/src/table.in": "[1, 2]",
    "os/src/more.rs": 'pub const MORE: u8 = include!("four.in");',
    "os/src/four.in": "4",
    "os/assets/logo.txt": "LOGO\n",
    "os/assets/other.txt": "not read",
    "secret.txt": "outside",
}
TEXTS = {path: text for path, text in FILES.items() if path != "os/src/font.bin"}


def lay(place: Path, files: dict[str, str | bytes]) -> Path:
    for path, text in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return place / "os"


def test_a_folder_is_read_with_what_its_sources_include(tmp_path: Path) -> None:
    project = read_project(lay(tmp_path, FILES))
    assert set(project.files) == {path.removeprefix("os/") for path in FILES} - {
        "Cargo.toml", "assets/other.txt", "secret.txt",
    }  # fmt: skip
    compile_program(project.files, library=project.package, **project.options)


def test_what_lies_outside_of_the_package_is_not_read(tmp_path: Path) -> None:
    main = MAIN.replace("../assets/logo.txt", "../../secret.txt")
    project = read_project(lay(tmp_path, {**FILES, "os/src/main.rs": main}))
    with pytest.raises(CompileError) as raised:
        compile_program(project.files, library=project.package, **project.options)
    assert (
        raised.value.diagnostics[0].message == "couldn't read `../secret.txt`: No such file or directory (os error 2)"
    )


@pytest.mark.parametrize(
    "files", [given(FILES), [("os.zip", zipped({k[3:]: v for k, v in FILES.items() if k != "secret.txt"}))]]
)
def test_what_is_brought_has_them_too_but_for_what_is_no_text(files: list[tuple[str, bytes]]) -> None:
    brought = bring(files)
    assert {"assets/logo.txt", "src/deep/name.txt", "src/four.in", "src/table.in"} <= brought.files.keys()
    assert [one for one in brought.left if "secret" not in one] == [
        "os/assets/other.txt",
        "os/src/font.bin, which is no text",
    ]
    assert project_of(brought.files).files["assets/logo.txt"] == "LOGO\n"


def test_bytes_are_no_text(tmp_path: Path) -> None:
    main = MAIN.replace('include_bytes!("font.bin")', 'include_str!("font.bin").as_bytes()')
    project = read_project(lay(tmp_path, {**FILES, "os/src/main.rs": main}))
    with pytest.raises(CompileError) as raised:
        compile_program(project.files, library=project.package, **project.options)
    assert raised.value.diagnostics[0].message == "`src/font.bin` wasn't a utf-8 file"

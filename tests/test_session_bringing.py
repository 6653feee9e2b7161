"""A kernel that somebody brings to the page: read through the session's door, and run from the editor."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.session import RequestError, Session

DATA = Path(__file__).parent / "data" / "dependencies"
HELLO = """#![no_std]
#![no_main]
bootloader::entry_point!(main);
fn main(_: &'static bootloader::BootInfo) -> ! {
    unsafe { (0xb8000 as *mut u16).write_volatile(0x0f48) };
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
"""


def bring(files: dict[str, bytes], session: Session | None = None, **more: Any) -> Any:
    given = [{"path": path, "data": base64.b64encode(data).decode()} for path, data in files.items()]
    return (session or Session()).request({"action": "bring", "files": given, **more})["brought"]


def tree(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in files}


def test_a_package_with_dependencies_runs_from_the_editor() -> None:
    session = Session()
    brought = bring(tree(DATA), session)
    assert brought["title"] == "dependent-kernel"
    assert {"Cargo.toml", "src/main.rs", "../shared/Cargo.toml", "crates/util/src/lib.rs"} <= brought["files"].keys()
    assert "dependencies/expected.txt" in brought["left"]
    answer = session.request({"action": "run", "files": brought["files"]})
    assert session.run is not None
    assert session.run.machine.uart.text.splitlines() == (DATA / "expected.txt").read_text().splitlines()
    assert [(one["level"], one["file"]) for one in answer["state"]["messages"]] == [
        ("warning", "crates/util/src/lib.rs")
    ]
    assert session._own == {path for path in brought["files"] if path.startswith("src/")}


def test_what_cargo_toml_says_counts_and_what_it_asks_in_vain_is_told() -> None:
    manifest = """[package]
name = "mine"
edition = "2018"
[dependencies]
bootloader = "0.9"
nowhere = "1"
[package.metadata.bootloader]
kernel-stack-address = "0x7000000000"
"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mine-main/Cargo.toml", manifest)
        archive.writestr("mine-main/src/main.rs", HELLO)
    session = Session()
    brought = bring({"mine-main.zip": out.getvalue()}, session, left=["mine/target/"])
    assert (brought["title"], brought["left"]) == ("mine", ["mine/target/"])
    assert any("nowhere" in note for note in brought["notes"])
    answer = session.request({"action": "run", "files": brought["files"]})
    assert any("nowhere" in one["message"] for one in answer["state"]["messages"])
    assert session.run is not None
    assert session.run.machine.screen.lines()[0].startswith("H")
    assert 0x7000000000 < session.run.machine.cpu.rsp < 0x7001000000
    step = session.request({"action": "seek", "at": 1})
    assert step["ok"]


def test_a_cargo_toml_with_a_mistake_is_a_message() -> None:
    session = Session()
    answer = session.request({"action": "run", "files": {"Cargo.toml": "[", "src/main.rs": HELLO}})
    assert answer["state"]["messages"][0]["message"].startswith("Cargo.toml is not TOML")
    answer = session.request({"action": "run", "files": {"Cargo.toml": "", "src/lib.rs": HELLO}})
    assert answer["state"]["messages"][0]["message"] == "src has no main.rs: pagesim runs a kernel's binary"
    answer = session.request({"action": "open", "files": {"Cargo.toml": "[", "../../../../../../../../../x": HELLO}})
    assert answer["ok"]


def test_which_of_several_kernels() -> None:
    files = {f"w/{name}/src/main.rs": HELLO.encode() for name in "ab"}
    files |= {f"w/{name}/Cargo.toml": f'[package]\nname = "{name}"\n'.encode() for name in "ab"}
    assert bring(files) == {"choose": ["w/a", "w/b"]}
    assert bring(files, folder="w/b")["title"] == "b"


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({}, "^There is no Cargo.toml with a src/main.rs beside it, .* but nothing.$"),
        ({"files": [{"path": "a.rs"}]}, "needs files"),
        ({"files": [{"path": "a.rs", "data": "?"}]}, "needs files"),
        ({"files": "a.rs"}, "needs files"),
        ({"files": [{"path": "../a.rs", "data": ""}]}, "is no path inside of a folder|no path"),
        ({"left": [1]}, "list of names"),
    ],
)
def test_requests_that_cannot_be_done(request_: dict[str, Any], says: str) -> None:
    with pytest.raises(RequestError, match=says):
        Session().request({"action": "bring", **request_})

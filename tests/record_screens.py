"""Records what the screen modules in tests/data/screens leave at 0xb8000 under the real compiler (needs rustc, Linux):
``python -m tests.record_screens``. The page is mapped there, so that the modules are compiled as they are.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

SCREENS = Path(__file__).parent / "data" / "screens"
DEMO = SCREENS / "shared" / "demo.rs"
CALLS = {"": "demo::demo(); screen::extra();", "many": "demo::demo(); demo::many(); screen::extra();"}
"""What runs, by the name of the recording."""
HOST = """#![allow(unused, static_mut_refs)]
#[macro_use] mod screen;
mod demo;
unsafe extern "C" { fn mmap(at: *mut u8, bytes: usize, may: i32, how: i32, file: i32, offset: i64) -> *mut u8; }
fn dump() {
    use std::io::Write;
    std::io::stdout().write_all(unsafe { std::slice::from_raw_parts(0xb8000 as *const u8, 4096) }).unwrap();
}
fn main() {
    unsafe { assert_eq!(mmap(0xb8000 as *mut u8, 0x8000, 3, 0x32, -1, 0) as usize, 0xb8000); }
    std::panic::set_hook(Box::new(|info| { println!("{}", info); dump(); std::process::exit(0); }));
    CALLS
    dump();
}
"""


def as_text(page: bytes) -> str:
    """Each row's characters and the runs of its attributes; then what lies behind the screen."""
    rows = []
    for at in range(0, 4000, 160):
        row = page[at : at + 160]
        rows.append(row[::2].decode("cp437").translate({0: "␀", **{n: chr(0x2400 + n) for n in range(1, 32)}}))
        rows.append("  " + runs(row[1::2]))
    return "\n".join([*rows, runs(page[4000:4096])]) + "\n"


def runs(values: bytes) -> str:
    """Bytes as ``07*79 0c``."""
    found: list[list[int]] = []
    for value in values:
        if found and found[-1][0] == value:
            found[-1][1] += 1
        else:
            found.append([value, 1])
    return " ".join(f"{value:02x}*{times}" if times > 1 else f"{value:02x}" for value, times in found)


def record(source: Path, calls: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "src").mkdir()
        for name, text in {"screen": source.read_text(), "demo": DEMO.read_text(), "main": HOST}.items():
            (Path(folder) / "src" / f"{name}.rs").write_text(text.replace("CALLS", calls))
        command = ["rustc", "--edition", "2024", "--crate-name", "osirs", "src/main.rs", "-o", "main"]
        subprocess.run(command, check=True, cwd=folder, capture_output=True)
        ran = subprocess.run(["./main"], check=True, cwd=folder, capture_output=True)
    return as_text(ran.stdout)


def main() -> None:
    for source in sorted(SCREENS.glob("*.rs")):
        for name, calls in CALLS.items():
            (SCREENS / f"{'_'.join(filter(None, [source.stem, name]))}.txt").write_text(record(source, calls))


if __name__ == "__main__":
    main()

"""Wrong programs get the errors that rustc gives, where rustc gives them.

``errors/*.rs`` holds cases: ``//# name``, the text of src/lib.rs (after ``#![no_std]``), then one line for each error
that rustc 1.95 gave: ``//= line:column code message`` (``//~`` where our wording differs). A case without such lines is
a program that is right. What stands before a file's first case begins each of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.prelude import shared_for
from pagesim_py.rust.program import DIALECT, compile_program

MAIN = """#![no_std]
#![no_main]
use osirs as _;
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { loop {} }
#[panic_handler]
fn p(_: &core::panic::PanicInfo) -> ! { loop {} }
"""
HEAP = """#[global_allocator]
static HEAP: linked_list_allocator::LockedHeap = linked_list_allocator::LockedHeap::empty();
"""
HERE = Path(__file__).parent / "errors"
KERNELS = Path(__file__).parent.parent / "data" / "rejected"

Case = tuple[str, list[tuple[int, int, str | None, str | None]]]


def cases() -> dict[str, Case]:
    """All cases by file and name."""
    found: dict[str, Case] = {}
    for path in sorted(HERE.glob("*.rs")):
        head, *blocks = path.read_text(encoding="utf-8").split("//# ")
        for block in blocks:
            name, _, rest = block.partition("\n")
            code, expected = head.rstrip().splitlines(), []
            for line in rest.splitlines():
                if line.startswith(("//= ", "//~ ")):
                    place, what, *message = line[4:].split(" ", 2)
                    at, column = place.split(":")
                    text = message[0] if line.startswith("//=") and message else None
                    expected.append((int(at), int(column), None if what == "-" else what, text))
                else:
                    code.append(line)
            found[f"{path.stem}-{name}"] = "#![no_std]\n" + "\n".join(code) + "\n", expected
    return found


CASES = cases()


def errors_of(files: dict[str, str]) -> list[tuple[str, int, int, str | None, str]]:
    """File, line, column, code and message of each error."""
    try:
        compile_program(files)
    except CompileError as e:
        sources = shared_for(DIALECT).sources
        return [(*sources.locate(d.span), d.code, d.message) for d in e.diagnostics if d.level == "error"]
    return []


@pytest.mark.parametrize("name", CASES)
def test_same_errors_as_rustc(name: str) -> None:
    text, expected = CASES[name]
    found = errors_of({"src/lib.rs": text, "src/main.rs": MAIN + HEAP if "extern crate alloc" in text else MAIN})
    assert {f for f, *_ in found} <= {"src/lib.rs"}
    assert sorted({(line, column, code or "") for _, line, column, code, _ in found}) == sorted(
        {(line, column, code or "") for line, column, code, _ in expected}
    )
    messages = {(line, column, code): message for _, line, column, code, message in found}
    for line, column, code, message in expected:
        if message is not None:
            assert messages[line, column, code].replace("\n", "|") == message


@pytest.mark.parametrize("name", sorted(p.name for p in KERNELS.iterdir()))
def test_rejected_kernels(name: str) -> None:
    """Whole kernels with one mistake each; ``expected.txt`` has file, line, column and code of every error."""
    folder = KERNELS / name
    files = {f"src/{p.name}": p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.rs"))}
    expected = [
        tuple(line.split(" ", 3)) for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    ]
    found = [(f, str(line), str(column), code or "-") for f, line, column, code, _ in errors_of(files)]
    assert found == expected


def test_what_uses_a_library_that_cannot_be_read_is_not_looked_at() -> None:
    """Cargo stops at the library: nothing is said of the binary, not even of what it can't find there."""
    files = {
        "src/lib.rs": "#![no_std]\n#[macro_export] macro_rules! say { () => {} }\nfn open( {\n",
        "src/main.rs": "#![no_std]\n#![no_main]\nfn f() { osirs::say!(); }\nfn g() { = }\n",
    }
    with pytest.raises(CompileError) as caught:
        compile_program(files)
    assert [(one.message, one.code) for one in caught.value.diagnostics] == [
        ("this file contains an unclosed delimiter", None)
    ]

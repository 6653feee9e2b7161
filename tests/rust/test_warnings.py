"""Warnings: a program that runs all the same is told what it makes and never uses, where rustc 1.95 tells it.

``warnings/*.rs`` holds cases as ``errors/*.rs`` does: ``//# name``, the text of src/lib.rs (in binary.rs: src/main.rs),
then a line for each warning that rustc gave, in its order: ``//= line:column .. lint message``, with one place for
each of its carets; ``//~`` if it is a warning that we don't give. None that it didn't give is given.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.program import compile_program
from tests.rust.test_rejections import MAIN

MAP = """#![no_std]
use x86_64::structures::paging::*;
pub fn f(m: &mut OffsetPageTable, a: &mut impl FrameAllocator<Size4KiB>, p: Page, n: PhysFrame) {
    let flags = PageTableFlags::PRESENT;
    unsafe { m.map_to(p, n, flags, a) };
    unsafe { m.map_to(p, n, flags, a).unwrap() };
    unsafe { m.map_to(p, n, flags, a).unwrap(); }
    unsafe { m.map_to(p, n, flags, a).unwrap().flush(); }
    let _ = unsafe { m.map_to(p, n, flags, a) };
    m.unmap(p);
}
"""

HERE = Path(__file__).parent / "warnings"
KERNEL = "#![no_std]\n#![no_main]\n"
START = MAIN.partition("use osirs as _;\n")[2]


def cases() -> dict[str, tuple[dict[str, str], list[str]]]:
    """Files and rustc's warnings by name."""
    found = {}
    for path in sorted(HERE.glob("*.rs")):
        for block in path.read_text(encoding="utf-8").split("//# ")[1:]:
            name, _, rest = block.partition("\n")
            lines = rest.splitlines()
            code = "".join(f"{line}\n" for line in lines if not line.startswith(("//= ", "//~ ")))
            own = path.stem == "binary"
            files = {"src/main.rs": f"{KERNEL}{code}{START}"} if own else {"src/lib.rs": f"#![no_std]\n{code}"}
            found[f"{path.stem}-{name}"] = {"src/main.rs": MAIN} | files, [x[4:] for x in lines if x.startswith("//= ")]
    return found


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_the_warnings_are_those_of_rustc(name: str) -> None:
    files, wanted = CASES[name]
    program = compile_program(files)
    given = []
    for d in program.diagnostics.warnings:
        at = " ".join("{}:{}".format(*program.sources.locate(span)[1:]) for span in [d.span, *(b for b, _ in d.beside)])
        given.append(f"{at} {d.code} {d.message}")
    assert given == wanted


def warnings_of(text: str) -> list[tuple[int, int, str | None, str]]:
    """Line, column, lint and message of the warnings about src/lib.rs."""
    program = compile_program(
        {"src/lib.rs": text.replace("#![no_std]", "#![no_std] #![allow(dead_code)]"), "src/main.rs": MAIN}
    )
    found = [(program.sources.locate(d.span), d.code, d.message) for d in program.diagnostics.warnings]
    return sorted((line, column, code, message) for (_, line, column), code, message in found)


def test_a_mapping_that_nobody_flushes() -> None:
    must = "unused_must_use"
    flush = "unused `MapperFlush` that must be used"
    assert warnings_of(MAP) == [
        (5, 14, must, "unused `Result` that must be used"),
        (6, 14, must, flush),
        (7, 14, must, flush),
        (10, 5, must, "unused `Result` that must be used"),
    ]


def test_the_reason_is_told() -> None:
    program = compile_program({"src/lib.rs": MAP, "src/main.rs": MAIN})
    notes = {d.message: d.notes for d in program.diagnostics.warnings}
    assert notes["unused `MapperFlush` that must be used"] == ["Page Table changes must be flushed or ignored."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fn f(a: u8, _b: u8) { let c = 1; let _d = 2; }", ["6 unused variable: `a`", "27 unused variable: `c`"]),
        ("fn f(a: u8) -> u8 { let b = || a; b() }", []),
        ("fn f(x: Option<u8>) { if let Some(y) = x {} }", ["35 unused variable: `y`"]),
        ("fn f() { for i in 0..3 {} }", ["14 unused variable: `i`"]),
        (
            "trait T { fn f(&self, n: u8); } struct S; impl T for S { fn f(&self, n: u8) {} }",
            ["70 unused variable: `n`"],
        ),
        ("fn f(a: u8) { a == 1; a + 1; !a; }", ["15 unused comparison", "23 unused arithmetic", "30 unused unary"]),
        ("#[allow(unused_variables)] fn f(a: u8) {}", []),
        ("#[allow(unused)] mod m { fn f(a: u8) { let b = 1; } }", []),
        ("fn f() { #[allow(unused_variables)] let b = 1; }", []),
        ("#[derive(Clone, Debug, PartialEq)] struct S { a: u8 } fn f(s: S) -> S { let S { a } = s; S { a } }", []),
    ],
)
def test_what_is_never_used(text: str, found: list[str]) -> None:
    seen = [f"{column} {message}" for _, column, _, message in warnings_of("#![no_std]\n" + text)]
    assert len(seen) == len(found)
    assert all(s.startswith(f) for s, f in zip(seen, found, strict=True)), seen


def test_a_denied_warning_is_an_error() -> None:
    with pytest.raises(CompileError) as caught:
        warnings_of("#![no_std]\n#[deny(unused_variables)]\nfn f(a: u8) {}")
    assert [d.message for d in caught.value.diagnostics] == ["unused variable: `a`"]


def test_a_program_with_errors_is_told_of_these() -> None:
    with pytest.raises(CompileError) as caught:
        warnings_of("#![no_std]\nfn f(a: u8) { x }")
    assert [d.level for d in caught.value.diagnostics] == ["error"]

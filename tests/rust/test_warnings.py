"""Warnings: a program that runs all the same is told what it makes and never uses, where rustc 1.95 tells it."""

from __future__ import annotations

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


def warnings_of(text: str) -> list[tuple[int, int, str | None, str]]:
    """Line, column, lint and message of the warnings about src/lib.rs."""
    program = compile_program({"src/lib.rs": text, "src/main.rs": MAIN})
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

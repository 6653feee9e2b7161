"""Conflicts between borrows are told as rustc tells them, and what rustc accepts is accepted.

``tests/data/borrowck`` has the functions, with what rustc 1.95 said of them (``tests/record_borrows.py``).
"""

from __future__ import annotations

import pytest

from pagesim_py.rust.borrowck import check
from pagesim_py.rust.borrowck.facts import Facts
from pagesim_py.rust.borrowck.signatures import Signatures
from pagesim_py.rust.check import items, roots
from pagesim_py.rust.diagnostics import CompileError, Diagnostics
from pagesim_py.rust.names.show import SOURCES
from pagesim_py.rust.own import CRATE_NAMES
from pagesim_py.rust.prelude import load_crate, shared_for
from pagesim_py.rust.program import DIALECT, Program, compile_program
from tests.record_borrows import functions, packed
from tests.rust.test_rejections import HEAP, MAIN
from tests.rust.test_series import sources

SIZE = 8
"""So many wrong functions go into one program: a compilation tells of no more than 40 errors."""

WRONG = functions("wrong.rs")
RIGHT = functions("right.rs")
ALONE = functions("alone.rs")


def first_errors(texts: list[str]) -> list[str | None]:
    """Of each function what is said of it first, as it is recorded."""
    text, starts = packed(texts)
    found: list[str | None] = [None] * len(texts)
    try:
        compile_program({"src/lib.rs": text, "src/main.rs": MAIN + HEAP})
    except CompileError as e:
        for d in e.diagnostics:
            if d.level == "error":
                _, line, column = shared_for(DIALECT).sources.locate(d.span)
                which = max(i for i, start in enumerate(starts) if start < line)
                found[which] = found[which] or f"//= {line - starts[which]}:{column} {d.code or '-'} {d.message}"
    return found


@pytest.mark.parametrize("start", range(0, len(WRONG), SIZE))
def test_conflicts_are_told_as_rustc_tells_them(start: int) -> None:
    part = WRONG[start : start + SIZE]
    assert first_errors([text for text, _ in part]) == [said for _, said in part]


@pytest.mark.parametrize("number", range(len(ALONE)))
def test_mistakes_that_hide_others_are_told_as_rustc_tells_them(number: int) -> None:
    text, said = ALONE[number]
    assert first_errors([text]) == [said]


@pytest.mark.parametrize("start", range(0, len(RIGHT), 35))
def test_what_rustc_accepts_is_accepted(start: int) -> None:
    part = [text for text, _ in RIGHT[start : start + 35]]
    assert first_errors(part) == [None] * len(part)


WARNED = """#![no_std]
#![no_main]
use core::fmt::Write;
struct bad_name(u32);
fn BadFn() {}
static low: u32 = 3;
pub fn f(v: &mut u32) -> u32 { let unused = 1; BODY }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { f(&mut 3); loop {} }
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
"""
EARLY = {"unused_imports", "non_camel_case_types", "unused_variables"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("let a = &mut *v; let b = &mut *v; *a = *b; *a", {"E0499", *EARLY}),
        ("*v", {"dead_code", "non_snake_case", "non_upper_case_globals", *EARLY}),
    ],
)
def test_what_rustc_gets_to_last_is_not_told_beside_a_conflict(body: str, told: set[str]) -> None:
    try:
        messages = compile_program({"src/main.rs": WARNED.replace("BODY", body)}).diagnostics.items
    except CompileError as error:
        messages = error.diagnostics
    assert {one.code for one in messages} == told


def test_no_body_of_a_kernel_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[check.Checked] = []
    monkeypatch.setattr(items, "check_borrows", lambda *a: done.append(check.check_borrows(*a)))
    compile_program(sources("11_blocks", "blocks::Blocks", "0.14.13"))
    assert done[0].bodies > 50
    assert done[0].skipped == []


def test_our_own_crates_have_no_conflicts() -> None:
    shared = shared_for(DIALECT)
    program = Program(shared, Diagnostics())
    token = SOURCES.set(shared.sources)
    facts = Facts(program)
    signatures, done = Signatures(facts), check.Checked()
    for name in set(CRATE_NAMES) - {"core", "alloc", "x86_64"}:
        load_crate(shared, name)
        for fn in check.functions(roots.all_defs([shared.store.crates[name]])):
            if fn.has_body and fn.node is not None and fn.ctor is None:
                check.check_function(program, facts, signatures, fn, done)
    SOURCES.reset(token)
    assert done.bodies > 100
    assert done.skipped == []
    assert program.diagnostics.errors == []

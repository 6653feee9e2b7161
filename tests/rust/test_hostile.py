"""Input that nobody means: cut off, shuffled, nested without end, endless. There is a message, never a traceback, and
an end.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from pagesim_py.rust.compiled import compile
from pagesim_py.rust.diagnostics import CompileError, render
from pagesim_py.rust.prelude import shared_for
from pagesim_py.rust.program import DIALECT

KERNELS = Path(__file__).parent.parent / "data" / "kernels"
HEAD = "#![no_std]\n#![no_main]\n"
TAIL = """
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { BODY loop { x86_64::instructions::hlt(); } }
#[panic_handler] fn p(_: &core::panic::PanicInfo) -> ! { loop {} }
"""


def outcome(files: dict[str, str]) -> str:
    """The first message, without its place; "" if the kernel is right. Every message can be shown."""
    try:
        compile(files, record=False)
    except CompileError as e:
        found = e.diagnostics
    else:
        return ""
    assert all(render(d, shared_for(DIALECT).sources) for d in found)
    return found[0].headline()


def kernel(items: str = "", body: str = "") -> dict[str, str]:
    """A kernel with some items, and some statements in its entry."""
    return {"src/main.rs": HEAD + items + TAIL.replace("BODY", body)}


def nested(before: str, after: str, depth: int, inside: str = "") -> str:
    return before * depth + inside + after * depth


def kernels() -> list[str]:
    return sorted(p.name for p in KERNELS.iterdir() if (p / "src").is_dir() and not p.name.startswith("err_"))


def source(name: str) -> dict[str, str]:
    root = KERNELS / name
    return {f"src/{p.relative_to(root / 'src').as_posix()}": p.read_text() for p in sorted(root.glob("src/**/*.rs"))}


@pytest.mark.parametrize("seed", range(12))
def test_kernels_cut_off_anywhere(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(4):
        files = source(rng.choice(kernels()))
        name = rng.choice(sorted(files))
        files[name] = files[name][: rng.randrange(len(files[name]))]
        outcome(files)


@pytest.mark.parametrize("seed", range(12))
def test_kernels_with_tokens_lost_doubled_and_swapped(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(4):
        files = source(rng.choice(kernels()))
        name = rng.choice(sorted(files))
        tokens = re.findall(r"\w+|\s+|.", files[name])
        for _ in range(rng.randint(1, 3)):
            i, j = rng.randrange(len(tokens)), rng.randrange(len(tokens))
            tokens[i] = rng.choice(["", tokens[i] * 2, tokens[j]])
        files[name] = "".join(tokens)
        outcome(files)


DEEP = "this is nested more than 160 levels deep"
TOO_DEEP = "this is nested too deeply for pagesim"
LOOPS = "loops and blocks are nested too deeply for pagesim"


@pytest.mark.parametrize(
    ("items", "body", "message"),
    [
        ("", f"let x = {nested('(', ')', 5000, '1')};", DEEP),
        (f"fn f() {nested('{', '}', 5000)}", "", DEEP),
        (f"fn f(x: {nested('(', ',)', 5000, 'u8')}) {{}}", "", DEEP),
        ("", f"let x = {'-' * 5000}1;", TOO_DEEP),
        ("", f"let x = 1{'+ 1' * 20000};", TOO_DEEP),
        ("", "let mut n = 0; " + nested("for i in 0..1 { ", "}", 60, "n += 1;"), LOOPS),
        ("", "let mut n = 0; " + nested("while n < 1 { ", "}", 25, "n += 1;"), LOOPS),
        ("", "let o = Some(1); let mut n = 0; " + nested("if let Some(y) = o { ", "}", 100, "n += y;"), LOOPS),
        ("", "let x = 1; " + nested("if x == 1 { ", "}", 120), ""),
        ("", f"let f = {'|| ' * 150}1;", ""),
    ],
)
def test_nesting(items: str, body: str, message: str) -> None:
    found = outcome(kernel(items, body))
    assert message in found
    assert bool(message) == bool(found)


@pytest.mark.parametrize(
    ("items", "body", "message"),
    [
        ("macro_rules! m { () => { m!() } }", "m!();", "recursion limit reached while expanding `m!`"),
        ("macro_rules! a { () => { b!() } } macro_rules! b { () => { a!() } }", "a!();", "recursion limit reached"),
        (
            "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*) } }",
            "m!(a);",
            "the expansion of `m!` grows without end",
        ),
        ("macro_rules! a { ($e:expr) => { a!(($e, $e)) } }", "a!(1);", "recursion limit reached while expanding `a!`"),
        ("fn f<T>(t: T) { f::<Option<T>>(Some(t)) }", "f(1);", "reached the recursion limit while instantiating `f`"),
        ("fn f<T: Copy>(t: T, n: u32) { if n > 0 { f((t, t), n - 1) } }", "f(1u8, 3);", "too big"),
        (
            "trait T { fn g(&self); } impl<X> T for X { fn g(&self) { (&self).g() } }",
            "5u8.g();",
            "reached the recursion limit while instantiating `g`",
        ),
        (
            "trait T { type A; } impl<X: T> T for Option<X> { type A = <Option<Option<X>> as T>::A; } "
            "impl T for u8 { type A = u8; }",
            "let x: <Option<u8> as T>::A = 1;",
            "error[E0275]: overflow evaluating the requirement",
        ),
        ("const fn f(n: u64) -> u64 { loop {} } const A: u64 = f(1);", "let x = A;", "error[E0080]"),
        ("struct A { a: [A; 2] }", "", "error[E0072]: recursive type `A` has infinite size"),
    ],
)
def test_what_has_no_end(items: str, body: str, message: str) -> None:
    assert message in outcome(kernel(items, body))


ARMS = "".join(f"{i} => {i}," for i in range(5000))


@pytest.mark.parametrize(
    ("items", "body"),
    [
        (f"fn f(x: u32) -> u32 {{ match x {{ {ARMS} _ => 0 }} }}", "f(3);"),
        ("", "let x = (0..3)" + ".map(|x| x + 1)" * 25 + ".sum::<u32>();"),
        ("static mut A: [u64; 1 << 20] = [0u64; 1 << 20];", "unsafe { A[5] = 1; } let a = [0u64; 1 << 20];"),
        ("static T: [u8; 4096] = [" + ",".join(str(i % 256) for i in range(4096)) + "];", "let x = T[5];"),
        ("/* " + "x" * 1_000_000 + " */", ""),
        ("".join(f"fn f{i}() -> u32 {{ {i} }} " for i in range(1000)), "f1();"),
    ],
)
def test_what_is_long_but_right(items: str, body: str) -> None:
    assert outcome(kernel(items, body)) == ""


def test_a_long_match_still_misses_what_is_missing() -> None:
    arms = ARMS.replace("4321 => 4321,", "")
    found = outcome(kernel(f"fn f(x: u32) -> u32 {{ match x {{ {arms} 5000.. => 0 }} }}"))
    assert found == "error[E0004]: non-exhaustive patterns: `4321_u32` not covered"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "can't find crate for `std`"),
        ("\0\0", "unknown start of token"),
        ("\ufeff" + kernel()["src/main.rs"], ""),
        (kernel()["src/main.rs"].replace("\n", "\r\n"), ""),
        (kernel("", 'let s = "abc')["src/main.rs"], "unterminated double quote string"),
        (kernel("/* /* */")["src/main.rs"], "unterminated block comment"),
        (kernel("fn 😀() {}")["src/main.rs"], "identifiers cannot contain emoji"),
        (kernel("", "let a = \u201cabc\u201d;")["src/main.rs"], "unknown start of token"),
        (kernel("", '\tlet x = "漢字"; let é: u8 = "x";')["src/main.rs"], "mismatched types"),
    ],
)
def test_odd_characters(text: str, message: str) -> None:
    found = outcome({"src/main.rs": text})
    assert message in found
    assert bool(message) == bool(found)


@pytest.mark.parametrize("files", [{}, {"src/lib.rs": ""}, {"src/other.rs": "fn"}])
def test_without_a_main_file(files: dict[str, str]) -> None:
    assert outcome(files) == "error: there is no `src/main.rs`: a kernel needs one"

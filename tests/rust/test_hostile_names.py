"""A student's text becomes Python that is executed: none of it may come through as anything but data or plain names."""

from __future__ import annotations

import builtins
import keyword
from types import CodeType

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pagesim_py.labs.runner import Rejected, booted, compiled

ITEMS = "#![no_std]\n#![no_main]\n#![allow(warnings)]\n"
START = '#[unsafe(no_mangle)]\npub extern "C" fn _start() -> ! {\n'
TAIL = """
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop { x86_64::instructions::hlt(); } }
fn put(byte: u8) { unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(byte); } }
fn say(text: &str) { for byte in text.bytes() { put(byte); } }
"""
PYTHON = [
    "_debug__", "__debug__", "_import__", "__import__", "_builtins__", "__builtins__", "_class__", "__name__", "__",
    "___", "exec", "eval", "open", "lambda", "def", "global", "ns", "sp", "ret", "env", "b", "T", "N",
    "L", "E", "r8", "w8", "F10000", "K10000", "A10000", "t1", "v1", "n1", "m1p", "u1", "\u017f", "\u00aa", "\ufb01",
    "a", "fi", "s", "\u212a", "K", "FA0000", "AA0000",
]  # fmt: skip


def run(source: str) -> str:
    """What the program sends over COM1, byte by byte, or the compiler's message."""
    try:
        kernel, _ = compiled({"src/main.rs": source}, "0.14.13", None, None, record=False)
    except Rejected as rejected:
        return f"rejected: {rejected}"
    machine = booted(kernel, {})
    kernel.run(machine, 5_000)
    return bytes(machine.uart.output).decode("latin-1")


def names_used(source: str) -> set[str]:
    """Every name that the lowered code of the student's functions looks up outside of itself."""
    kernel, _ = compiled({"src/main.rs": source}, "0.14.13", None, None, record=False)
    found: set[str] = set()

    def look(code: CodeType) -> None:
        found.update(code.co_names)
        for one in code.co_consts:
            if isinstance(one, CodeType):
                look(one)

    for function in kernel.linked.functions:
        if function.student and function.code is not None:
            look(function.code)
    return found


def written(name: str) -> str:
    return f"r#{name}" if keyword.iskeyword(name) else name


@pytest.mark.parametrize("name", PYTHON)
def test_names_that_mean_something_to_python_are_plain_names_here(name: str) -> None:
    other = "fi" if name == "\ufb01" else "a" if name == "\u00aa" else "s" if name == "\u017f" else "other"
    body = f"fn sum({written(name)}: u8, {other}_: u8) -> u8 {{ let twice = {written(name)} * 2; twice + {other}_ }}"
    text = run(f"{ITEMS}{body}\n{START}    put(sum(30, 5));{TAIL}")
    assert text == "A"


def test_letters_that_python_takes_for_the_same_are_not_the_same() -> None:
    body = "fn tens(\ufb01: u8, fi: u8, \u00aa: u8, a: u8) -> u8 { \ufb01 * 10 + fi + \u00aa * 7 + a }"
    text = run(f"{ITEMS}{body}\n{START}    put(tens(1, 2, 7, 4));{TAIL}")
    assert text == "A"


names = st.from_regex(r"[a-z_][a-zA-Z0-9_]{0,12}", fullmatch=True).filter(lambda name: name.strip("_") != "")
pieces = [*"'\"\\{}()[]\n\t;#:§·=,. _", "import os", "__import__", "'''", '"""', "\u2028", "é", "\0"]
hostile = st.lists(st.sampled_from(pieces), max_size=20).map("".join)


def rust_string(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("\0", "\\0")
    )
    return f'"{escaped}"'


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(names, names, hostile)
def test_no_name_and_no_string_reaches_anything(one: str, other: str, text: str) -> None:
    """Whatever it is called, lowered code looks up nothing of Python's own; a string arrives as it was written."""
    mark = f"let r#{one} = say; let r#{other}_0 = {rust_string(text)};" if one not in ("crate", "self", "super") else ""
    source = f"{ITEMS}{START}    {mark} say({rust_string(text)});{TAIL}"
    sent = run(source)
    if sent.startswith("rejected: "):
        return
    assert sent.encode("latin-1") == text.encode()
    assert not {name for name in names_used(source) if hasattr(builtins, name)} - ALLOWED


ALLOWED = frozenset("int len range bytes min max abs divmod float isinstance next iter pow zip".split())
"""What lowered code itself uses, whoever wrote the program: it computes, and reaches nothing."""

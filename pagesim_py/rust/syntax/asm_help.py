"""Macros and attributes that hold a function's whole code in assembly are not supported: what to do instead."""

from __future__ import annotations

INSTEAD_OF_CALL = {
    "naked_asm": "write an ordinary function: what a compiler puts around its body can't be left out; an interrupt "
    'handler is an `extern "x86-interrupt" fn`, which saves and restores the registers and ends with IRETQ',
    "global_asm": "write it as functions in Rust; the entry point is "
    '`#[unsafe(no_mangle)] pub extern "C" fn _start() -> !`',
}
"""What to do instead of a macro that holds a function's whole code."""

NAKED = "naked functions are not supported by pagesim"

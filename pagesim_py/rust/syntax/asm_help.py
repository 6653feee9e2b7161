"""``asm!`` is not supported: what does the same, for each instruction that a kernel's author is likely to write."""

from __future__ import annotations

import re

GENERAL = "use the functions of the `x86_64` crate: its modules `instructions` and `registers` stand for instructions"

INSTEAD_OF_CALL = {
    "naked_asm": "write an ordinary function: what a compiler puts around its body can't be left out; an interrupt "
    'handler is an `extern "x86-interrupt" fn`, which saves and restores the registers and ends with IRETQ',
    "global_asm": "write it as functions in Rust; the entry point is "
    '`#[unsafe(no_mangle)] pub extern "C" fn _start() -> !`',
}
"""What to do instead of a macro that holds a function's whole code."""

NAKED = "naked functions are not supported by pagesim"

_REGISTER = r"(?:\{[^}]*\}|[re]?[a-ds][xpi]l?|[a-d]l|[a-d]h|r\d+[dwb]?)"

INSTEAD: tuple[tuple[str, str], ...] = (
    (r"hlt", "x86_64::instructions::hlt()"),
    (r"cli", "x86_64::instructions::interrupts::disable()"),
    (r"sti", "x86_64::instructions::interrupts::enable()"),
    (r"int3|int 3", "x86_64::instructions::interrupts::int3()"),
    (r"int (?P<n>\w+)", "x86_64::instructions::interrupts::software_interrupt::<{n}>()"),
    (r"nop|pause", "x86_64::instructions::nop()"),
    (rf"mov {_REGISTER}, cr(?P<n>[0234])", "x86_64::registers::control::Cr{n}::read()"),
    (r"mov cr3, .*", "x86_64::registers::control::Cr3::write(frame, flags)"),
    (r"mov cr(?P<n>[04]), .*", "x86_64::registers::control::Cr{n}::write(flags)"),
    (r"in (?:al|ax|eax), .*", "x86_64::instructions::port::Port::new(number).read()"),
    (r"out [^,]+, (?:al|ax|eax)", "x86_64::instructions::port::Port::new(number).write(value)"),
    (r"invlpg .*", "x86_64::instructions::tlb::flush(address)"),
    (r"lidt .*", "x86_64::instructions::tables::lidt(&pointer)"),
    (r"lgdt .*", "x86_64::instructions::tables::lgdt(&pointer)"),
    (r"sidt .*", "x86_64::instructions::tables::sidt()"),
    (r"sgdt .*", "x86_64::instructions::tables::sgdt()"),
    (r"ltr .*", "x86_64::instructions::tables::load_tss(selector)"),
    (r"rdmsr", "x86_64::registers::model_specific::Msr::new(number).read()"),
    (r"wrmsr", "x86_64::registers::model_specific::Msr::new(number).write(value)"),
    (r"pushfq?", "x86_64::registers::rflags::read()"),
    (r"popfq?", "x86_64::registers::rflags::write(flags)"),
    (rf"mov (?P<n>[defgs]s), {_REGISTER}", "x86_64::registers::segmentation::{N}::set_reg(selector)"),
    (rf"mov {_REGISTER}, (?P<n>[c-gs]s)", "x86_64::registers::segmentation::{N}::get_reg()"),
    (r"swapgs", "x86_64::registers::segmentation::GS::swap()"),
    (rf"lea {_REGISTER}, \[rip.*\]", "x86_64::registers::read_rip()"),
    (r"mov (?:\w+ )?(?:\w+ ptr )?\[.*", "a store through a raw pointer: `*pointer = value`"),
    (rf"mov {_REGISTER}, (?:\w+ )?(?:ptr )?\[.*", "a load through a raw pointer: `*pointer`"),
    (r"iretq?", 'a return from the handler: `extern "x86-interrupt"` functions end with it'),
    (rf"mov {_REGISTER}, [re]?[sb]p", "the address of a local variable: `&raw const local as u64`"),
)
"""Patterns of one instruction in lower case with single blanks, and what to write in its place."""


def instead_of(template: str) -> list[str]:
    """What to write for each instruction of an assembly template; empty if nothing is known for one of them."""
    found: list[str] = []
    for part in re.split(r"[;\n]", re.sub(r"(#|//).*", "", template)):
        instruction = re.sub(r"\s+", " ", part).strip().lower()
        instruction = re.sub(r"\s*,\s*", ", ", instruction)
        if not instruction:
            continue
        for pattern, text in INSTEAD:
            if match := re.fullmatch(pattern, instruction):
                number = match.groupdict().get("n") or ""
                found.append(text.replace("{n}", number).replace("{N}", number.upper()))
                break
        else:
            return []
    return list(dict.fromkeys(found))


def help_for(templates: list[str]) -> str:
    """The help for a call of ``asm!`` with these template strings."""
    instead = instead_of("\n".join(templates))
    if not instead:
        return GENERAL
    quoted = [text if "`" in text else f"`{text}`" for text in instead]
    return "use " + (f"{', '.join(quoted[:-1])} and {quoted[-1]}" if quoted[1:] else quoted[0])

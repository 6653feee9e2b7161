"""What ``asm!`` doesn't have is refused at its place, with what to do; so is what holds a function's whole code."""

from __future__ import annotations

import pytest

from pagesim_py.rust.asm.table import AWAY, FORMS, KNOWN
from pagesim_py.rust.compiled import compile
from pagesim_py.rust.diagnostics import CompileError, Diagnostic
from pagesim_py.rust.prelude import shared_for
from pagesim_py.rust.program import DIALECT
from pagesim_py.rust.syntax.asm_help import NAKED

KERNEL = """#![no_std]
#![no_main]
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { BODY }
    loop {}
}
"""


def refusal(body: str) -> tuple[Diagnostic, str]:
    """The only error of a kernel, and the text that it points at."""
    with pytest.raises(CompileError) as caught:
        compile({"src/main.rs": KERNEL.replace("BODY", body)})
    (only,) = (d for d in caught.value.diagnostics if d.level == "error")
    return only, shared_for(DIALECT).sources.files[only.span.file].text[only.span.lo : only.span.hi]


@pytest.mark.parametrize(
    ("template", "at", "message", "says"),
    [
        ('"nop", "call rax"', "call", "`call` is not supported by pagesim's `asm!`", "write the call in Rust"),
        ('"nop; iretq"', "iretq", "`iretq` is not supported by pagesim's `asm!`", "x86-interrupt"),
        ('"syscall"', "syscall", "`syscall` is not supported by pagesim's `asm!`", "int 0x80"),
        ('"cld\n  movsd xmm0, xmm1"', "movsd", "`movsd` is not supported by pagesim's `asm!`", "documentation"),
        ('"xsave [rax]"', "xsave", "`xsave` is not supported by pagesim's `asm!`", "documentation"),
        ('".byte 0x90"', ".byte", "the directive `.byte` is not supported by pagesim's `asm!`", "instructions"),
        ('"mov rsp, rax"', "mov rsp, rax", "writing to RSP is not supported by pagesim's `asm!`", "TSS"),
        ('"add rsp, 8"', "add rsp, 8", "writing to RSP is not supported by pagesim's `asm!`", "compiler's business"),
        ('"push rax"', "push rax", "the template pushes more than it pops, which is not supported", "pop the value"),
        ('"nop; pop rax"', "pop rax", "this pops what the function has on its stack, which is not", "push a value"),
        ('"pop rax", "push rax"', "pop rax", "this pops what the function has on its stack", "push a value first"),
        ('"mov cs, ax"', "mov cs, ax", "CS is not loaded by `mov`", "CS::set_reg"),
        ('"movd xmm0, eax"', "movd", "`movd` is not supported by pagesim's `asm!`", "documentation"),
        ('"mov xmm0, eax"', "xmm0", "the register `xmm0` is not there in pagesim's CPU", "general"),
        ('"mov rax, other"', "other", "`other` is no register", "`sym` operand"),
        ('"/* {} */", in(xmm_reg) 1.0', "in(xmm_reg) 1.0", "the register class `xmm_reg` is not there", "`reg`"),
        ('"nop", in("xmm1") 1.0', 'in("xmm1") 1.0', "the register `xmm1` is not there in pagesim's CPU", "`reg`"),
        ('"nop", options(att_syntax)', "att_syntax", "the `att_syntax` option is not supported by pagesim", "Intel"),
        ('"jmp {}", label { loop {} }', "label", "`label` operands are not supported by pagesim", "`2:`"),
    ],
)
def test_what_is_not_there_is_refused_at_its_place(template: str, at: str, message: str, says: str) -> None:
    found, text = refusal(f"core::arch::asm!({template});")
    assert found.message.startswith(message)
    assert text == at
    assert says in found.helps[0]


@pytest.mark.parametrize("name", sorted(AWAY.keys() | KNOWN - FORMS.keys()))
def test_every_other_instruction_has_a_sentence(name: str) -> None:
    if name == "rep":
        return  # a prefix
    found, text = refusal(f'core::arch::asm!("{name}");')
    assert found.message == f"`{name}` is not supported by pagesim's `asm!`"
    assert text == name
    assert found.helps


def test_a_constant_of_a_generic_function_is_refused() -> None:
    found, text = refusal('} fn f<const N: usize>() { unsafe { core::arch::asm!("/* {} */", const N) }')
    assert "depends on a generic parameter" in found.message
    assert text == "N"


@pytest.mark.parametrize(
    ("items", "place", "message", "says"),
    [
        ('#[unsafe(naked)]\nextern "C" fn entry() { core::arch::naked_asm!("ret") }', 1, NAKED, "x86-interrupt"),
        ('#[naked]\nunsafe extern "C" fn entry() { core::arch::naked_asm!("ret") }', 1, NAKED, "x86-interrupt"),
        ('#[cfg_attr(all(), unsafe(naked))]\nextern "C" fn entry() { loop {} }', 1, NAKED, "ordinary function"),
        ('fn f() {\ncore::arch::naked_asm!("ret") }', 2, "`naked_asm!` is not supported by pagesim", "x86-interrupt"),
        ('use core::arch::global_asm;\nglobal_asm!("");', 2, "`global_asm!` is not supported by pagesim", "_start"),
        ('core::arch::global_asm!("f:", "ret");', 1, "`global_asm!` is not supported by pagesim", "in Rust"),
    ],
)
def test_code_without_rust_around_it_is_refused_once_with_what_to_do(
    items: str, place: int, message: str, says: str
) -> None:
    with pytest.raises(CompileError) as caught:
        compile({"src/main.rs": KERNEL.replace("BODY", "") + items})
    errors = [d for d in caught.value.diagnostics if d.level == "error"]
    assert [d.message for d in errors] == [message]
    assert says in errors[0].helps[0]
    assert "extraneous" not in str(errors[0].notes)
    line = shared_for(DIALECT).sources.locate(errors[0].span)[1]
    assert line == KERNEL.count("\n") + place

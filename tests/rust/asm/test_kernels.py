"""Kernels that use ``asm!``: values in and out, faults and their handlers, interrupts, ports, how runs end."""

from __future__ import annotations

import functools

import pytest

from pagesim_py.rust.compiled import Compiled, Outcome, compile, prepare
from pagesim_py.timeline import Stops, Timeline
from tests.test_timeline_runs import state

HEAD = r"""#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(unused, static_mut_refs)]
use core::arch::asm;
use core::fmt::Write;
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
struct Com;
fn out8(port: u16, value: u8) {
    unsafe { asm!("out dx, al", in("dx") port, in("al") value, options(nomem, nostack, preserves_flags)) }
}
impl Write for Com {
    fn write_str(&mut self, s: &str) -> core::fmt::Result { s.bytes().for_each(|b| out8(0x3f8, b)); Ok(()) }
}
macro_rules! say { ($($t:tt)*) => { { let _ = writeln!(Com, $($t)*); } } }
#[panic_handler]
fn on_panic(i: &core::panic::PanicInfo) -> ! { say!("{}", i); loop {} }
#[repr(C, packed)]
struct Pointer { limit: u16, base: u64 }
static mut IDT: InterruptDescriptorTable = InterruptDescriptorTable::new();
fn exit() -> ! { unsafe { asm!("out 0xf4, eax", in("eax") 0x10, options(noreturn)) } }
fn load() {
    let p = Pointer { limit: 4095, base: &raw const IDT as u64 };
    unsafe { asm!("lidt [{}]", in(reg) &p, options(readonly, nostack, preserves_flags)) }
}
fn skip(frame: &mut InterruptStackFrame, bytes: u64) {
    unsafe { frame.as_mut().update(|f| f.instruction_pointer += bytes) }
}
"""


@functools.cache
def compiled(body: str, items: str = "") -> Compiled:
    start = f'#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! {{ unsafe {{\n{body}\n}} exit() }}'
    return compile({"src/main.rs": HEAD + items + start})


def run(body: str, items: str = "", steps: int = 50_000) -> tuple[Outcome, list[str]]:
    program = compiled(body, items)
    machine = prepare(program)
    machine.log = []
    outcome = program.run(machine, max_steps=steps)
    return outcome, machine.uart.text.splitlines()


def said(body: str, items: str = "") -> list[str]:
    outcome, lines = run(body, items)
    assert (outcome.kind, outcome.exit_code) == ("exited", 0x21), outcome.reason
    return lines


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('let x: u64; asm!("mov {}, cr3", out(reg) x); say!("{x:#x}");', "0x1000"),
        ('let x: u64; asm!("mov {0:e}, 5; add {0}, {1}", out(reg) x, const 7 * 2); say!("{x}");', "19"),
        ('let b: u32; asm!("mov {0:e}, {1:e}", out(reg) b, in(reg) 5u32); say!("{b}");', "5"),
        ('let (mut p, mut q) = (1u64, 2); asm!("xchg {}, {}", inout(reg) p, inout(reg) q); say!("{p} {q}");', "2 1"),
        ('let mut x: i8 = -5; asm!("neg {}", inout(reg_byte) x); say!("{x}");', "5"),
        ('let mut x: i16 = -5; asm!("sar {0:x}, 1", inout(reg) x); say!("{x}");', "-3"),
        ('let mut x = 0u64; asm!("mov {0:h}, 1", "mov {0:l}, 2", inout(reg_abcd) x); say!("{x:#x}");', "0x102"),
        ('let x: u64; asm!("mov {a}, {b}", a = out(reg) x, b = in(reg) 3u64); say!("{x}");', "3"),
        ('let mut a = [1u32, 2]; let i = 1; asm!("inc {0:e}", inout(reg) a[i]); say!("{a:?}");', "[1, 3]"),
        ('let a = [1u64, 2]; let x: u64; asm!("mov {}, [{} + 8]", out(reg) x, in(reg) a.as_ptr()); say!("{x}");', "2"),
        ('let mut a = [1u64; 2]; asm!("mov qword ptr [{} + 8], 9", in(reg) &mut a); say!("{a:?}");', "[1, 9]"),
        ('let x: f64; asm!("mov {}, {}", out(reg) x, in(reg) 1.5f64); say!("{x}");', "1.5"),
        ('let x: fn() -> u64; asm!("mov {}, {}", out(reg) x, in(reg) two); say!("{}", x());', "2"),
        ('let x: u64; asm!("lea {}, [rip + {}]", out(reg) x, sym two); say!("{}", x == two as u64);', "true"),
        ('asm!("add qword ptr [rip + {}], {}", sym S, const K); say!("{}", S);', "63"),
        ('let f = || { let t: u64; asm!("mov {}, 77", out(reg) t); t }; say!("{}", f());', "77"),
        ('let mut t = (1u64, 2u8); asm!("inc {}; mov {}, 5", inout(reg) t.0, out(reg_byte) t.1); '
         'say!("{t:?}");', "(2, 5)"),
        ('let x: u64; asm!("str {0:x}; mov {0}, 0", out(reg) x); say!("{x}");', "0"),
        ('let (x, y): (u64, u64); asm!("mov {}, rsp", "push 5", "pop {}", out(reg) x, out(reg) y); say!("{y}");', "5"),
        ('let x: u64; asm!("mov {}, rbp", out(reg) x); say!("{x}");', "0"),
        ('let x: u16; asm!("mov {0:x}, cs", out(reg) x); say!("{x}");', "8"),
        ('let f: u64; asm!("xor eax, eax", "pushfq", "pop {}", out(reg) f, out("eax") _); say!("{f:#x}");', "0x46"),
        ('let f: u64; asm!("std; pushfq; pop {}; cld", out(reg) f); say!("{}", f >> 10 & 1);', "1"),
        ('let x: u32; asm!("in al, dx", in("dx") 0x3fdu16, out("eax") x); say!("{:#x}", x as u8);', "0x60"),
        ('let x: u8; asm!("in al, 0x99", out("al") x); say!("{x:#x}");', "0xff"),
        ('let mut n = 4u64; let mut s = 0u64; asm!("2: add {1}, {0}; dec {0}; jnz 2b", '
         'inout(reg) n, inout(reg) s); say!("{s}");', "10"),
        ('let c = core::arch::x86_64::__cpuid(7); let d = core::arch::x86_64::__cpuid(0x8000_0008); '
         'say!("{:x} {:x}", c.ebx, d.eax);', "140480 3928"),
        ('let (mut a, mut b) = (0u64, 0u64); asm!("rdtsc; shl rdx, 32; or rax, rdx", out("rax") a, out("rdx") _); '
         'b = core::arch::x86_64::_rdtsc(); say!("{}", b > a);', "true"),
        ('let (a, d): (u32, u32); asm!("rdmsr", in("ecx") 0xc000_0080u32, out("eax") a, out("edx") d); '
         'say!("{a:#x} {d}");', "0xd00 0"),
        ('let x: u64; asm!("wrmsr; mov {}, qword ptr fs:[0]", out(reg) x, in("ecx") 0xc000_0100u32, '
         'in("eax") &raw const S as u64 as u32, in("edx") 0); say!("{x}");', "42"),
    ],
)  # fmt: skip
def test_values_go_in_and_come_out(body: str, says: str) -> None:
    assert said(body, "fn two() -> u64 { 2 } static mut S: u64 = 42; const K: u32 = 21;") == [says]


HANDLERS = """
extern "x86-interrupt" fn on_pf(mut frame: InterruptStackFrame, code: PageFaultErrorCode) {
    let at: u64; unsafe { asm!("mov {}, cr2", out(reg) at) }
    say!("PF {:#x} {}", at, code.bits()); skip(&mut frame, 3);
}
extern "x86-interrupt" fn on_ud(mut frame: InterruptStackFrame) { say!("UD"); skip(&mut frame, 2); }
extern "x86-interrupt" fn on_de(mut frame: InterruptStackFrame) { say!("DE"); skip(&mut frame, 3); }
extern "x86-interrupt" fn on_gp(mut frame: InterruptStackFrame, c: u64) { say!("GP {c:#x}"); skip(&mut frame, 3); }
extern "x86-interrupt" fn on_ss(mut frame: InterruptStackFrame, c: u64) { say!("SS {c:#x}"); skip(&mut frame, 5); }
extern "x86-interrupt" fn on_int(frame: InterruptStackFrame) { say!("INT {}", frame.cpu_flags & 1); }
extern "x86-interrupt" fn on_np(mut frame: InterruptStackFrame, c: u64) { say!("NP {c:#x}"); skip(&mut frame, 2); }
fn handlers() { unsafe {
    IDT.page_fault.set_handler_fn(on_pf); IDT.invalid_opcode.set_handler_fn(on_ud);
    IDT.divide_error.set_handler_fn(on_de);
    IDT.general_protection_fault.set_handler_fn(on_gp); IDT.stack_segment_fault.set_handler_fn(on_ss);
    IDT.breakpoint.set_handler_fn(on_int); IDT[0x80].set_handler_fn(on_int);
    IDT.segment_not_present.set_handler_fn(on_np);
} load(); }
"""


@pytest.mark.parametrize(
    ("template", "operands", "says"),
    [
        ("mov [rax], rax", 'in("rax") 0xdead_bea8u64', "PF 0xdeadbea8 2"),
        ("mov rax, [rax]", 'inout("rax") 0xdead_bea8u64 => _', "PF 0xdeadbea8 0"),
        ("add [rax], rax", 'in("rax") 0xdead_bea8u64', "PF 0xdeadbea8 2"),
        ("test [rax], rax", 'in("rax") 0xdead_bea8u64', "PF 0xdeadbea8 0"),
        ("mov [rax], rax", 'in("rax") 1u64 << 63', "GP 0x0"),
        ("mov rax, [rsp + rax]; nop", 'inout("rax") 1u64 << 62 => _', "SS 0x0"),
        ("ud2", "", "UD"),
        ("mov rax, cr5; nop", 'out("rax") _', "UD"),
        ("mov cr3, rax", 'in("rax") u64::MAX', "GP 0x0"),
        ("mov cr4, rax", 'in("rax") 0u64', "GP 0x0"),
        ("mov ds, ax; nop", 'in("ax") 0x1230i16', "GP 0x1230"),
        ("rdmsr; nop", 'in("ecx") 0x1234, out("eax") _, out("edx") _', "GP 0x0"),
        ("wrmsr; nop", 'in("ecx") 0xc000_0100u32, in("eax") 0, in("edx") 0x8000_0000u32', "GP 0x0"),
        ("div rcx", 'in("rcx") 0u64, inout("rax") 1u64 => _, inout("rdx") 0u64 => _', "DE"),
        ("div ecx; nop", 'in("ecx") 1, inout("eax") 1 => _, inout("edx") 1 => _', "DE"),
        ("int3", "", "INT 0"),
        ("stc; int 0x80", "", "INT 1"),
        ("clc; int 0x80", "", "INT 0"),
        ("int 0x81", "", "NP 0x40a"),
        ("invlpg [rax]; lidt [rax]", 'in("rax") 0xdead_bea8u64', "PF 0xdeadbea8 0"),
        ("ltr ax; nop", 'in("ax") 0i16', "GP 0x0"),
    ],
)
def test_faults_go_to_their_handlers_and_the_code_behind_goes_on(template: str, operands: str, says: str) -> None:
    body = f'handlers(); let mut n = 0u64; asm!("{template}; inc r8", inout("r8") n, {operands}); say!("{{n}}");'
    assert said(body, HANDLERS) == [says, "1"]


def test_a_handler_that_repairs_lets_the_instruction_be_done_again() -> None:
    items = """extern "x86-interrupt" fn on_de(_: InterruptStackFrame) { unsafe { BY = 5; } }
    static mut BY: u64 = 0;"""
    body = """IDT.divide_error.set_handler_fn(on_de); load();
    let x: u64; asm!("div qword ptr [rip + {}]", sym BY, inout("rax") 40u64 => x, inout("rdx") 0u64 => _);
    say!("{x}");"""
    assert said(body, items) == ["8"]


def test_a_fault_that_nobody_repairs_is_told_as_a_loop() -> None:
    items = 'extern "x86-interrupt" fn on_ud(_: InterruptStackFrame) {}'
    outcome, _ = run('IDT.invalid_opcode.set_handler_fn(on_ud); load(); asm!("ud2");', items)
    assert outcome.kind == "running"
    assert "A fault loop" in outcome.reason


def test_sidt_gives_back_what_lidt_loaded() -> None:
    body = """load(); let mut p = Pointer { limit: 0, base: 0 };
    asm!("sidt [{}]", in(reg) &mut p, options(nostack, preserves_flags));
    let (limit, base) = (p.limit, p.base); say!("{limit} {}", base == &raw const IDT as u64);"""
    assert said(body) == ["4095 true"]


def test_the_address_of_each_instruction_is_its_own() -> None:
    body = (
        """let (a, b): (u64, u64); asm!("lea {}, [rip]", "lea {}, [rip]", out(reg) a, out(reg) b); say!("{}", b - a);"""
    )
    assert said(body) == ["7"]


def test_hlt_waits_for_the_timer_that_sti_lets_in() -> None:
    items = """static mut TICKS: u64 = 0;
    extern "x86-interrupt" fn on_timer(_: InterruptStackFrame) { unsafe { TICKS += 1; } out8(0x20, 0x20); }"""
    body = """out8(0x20, 0x11); out8(0xa0, 0x11); out8(0x21, 32); out8(0xa1, 40); out8(0x21, 4); out8(0xa1, 2);
    out8(0x21, 1); out8(0xa1, 1); out8(0x21, 0xfe); out8(0xa1, 0xff);
    IDT[32].set_handler_fn(on_timer); load();
    asm!("sti", "hlt", "cli"); say!("{}", TICKS);"""
    assert said(body, items) == ["1"]


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        ('asm!("cli", "hlt");', "halted", "nothing can wake the CPU"),
        ('asm!("2: jmp 2b");', "running", "still running after 50000 steps"),
        ('asm!("nop", options(noreturn))', "running", "The end of an `asm!` with `options(noreturn)` was reached"),
        ('asm!("test {0}, {0}; jz 2f; push {0}; 2:", in(reg) 1u64);', "running", "At the end of `asm!`, RSP is"),
        ('asm!("ud2");', "triple_fault", "triple fault: #UD"),
    ],
)
def test_how_runs_end(body: str, kind: str, says: str) -> None:
    outcome, _ = run(body)
    assert outcome.kind == kind
    assert says in outcome.reason


def test_each_instruction_is_a_step_at_its_place() -> None:
    program = compiled("""let (x, f): (u64, u64);
    asm!("mov {0}, 5", "push {0}", "std", "pushfq", "pop {1}", "cld", "pop {0}", out(reg) x, out(reg) f);
    asm!("mov ds, {0:x}", "mov cr2, {0:r}", in(reg) 0u16); say!("{x} {f}");""")
    machine = prepare(program)
    machine.log = []
    program.run(machine, max_steps=5000)
    end = state(machine)
    timeline = Timeline(machine)
    seen, position = [], 0
    while (following := timeline.next_stop(Stops.STATEMENTS, position)) > position:
        position = following
        timeline.seek(position)
        rip = timeline.statement(position)
        span = program.linked.span_at(rip) if rip is not None else None
        if span is not None:
            seen.append(program.program.sources.files[span.file].text[span.lo : span.hi])
    wanted = ["push {0}", "std", "pushfq", "pop {1}", "cld", "pop {0}"]
    assert [text for text in seen if text in wanted] == wanted
    assert state(machine) == end


def test_the_intrinsics_of_core_arch() -> None:
    body = """use core::arch::x86_64::*; let mut sum = 0; let carry = _addcarry_u32(1, u32::MAX, 0, &mut sum);
    let mut rest = 0; let borrow = _subborrow_u64(0, 1, 2, &mut rest);
    _mm_pause(); _mm_mfence(); _mm_lfence(); _mm_sfence();
    say!("{sum} {carry} {rest} {borrow} {:#x} {:#x}", _bswap(0x01020304), _bswap64(0x01020304));
    say!("{} {} {} {}", _popcnt32(-1), _popcnt64(7), _lzcnt_u32(1), _tzcnt_u64(8));
    let (most, _) = __get_cpuid_max(0); say!("{most} {:?}", __cpuid_count(4, 0));"""
    assert said(body) == [
        "0 1 18446744073709551615 1 0x4030201 0x403020100000000",
        "32 3 31 3",
        "7 CpuidResult { eax: 0, ebx: 0, ecx: 0, edx: 0 }",
    ]


def test_user_mode_may_not_execute_what_is_the_kernels() -> None:
    from pagesim_py.machine.faults import Fault
    from pagesim_py.rust.asm.assemble import program_of
    from pagesim_py.rust.asm.execute import Block
    from pagesim_py.rust.asm.instructions import OPERATIONS
    from pagesim_py.rust.run.cpu import Instructions
    from pagesim_py.rust.run.runtime import Run

    program = compiled("")
    run_ = Run(program.linked, prepare(program), 1000)
    run_.cpu.cpl = 3
    texts = (
        "hlt|cli|sti|mov rax, cr0|mov cr3, rax|mov rax, dr7|mov dr0, rax|lidt [rsp]|lgdt [rsp]|ltr ax|invlpg [rax]|"
        "rdmsr|wrmsr|swapgs|clts|wbinvd|invd|in al, dx|out 0x80, al"
    ).split("|")
    for text in texts:
        block = Block(Instructions(run_), program_of(text), 0x201000, run_.cpu.rsp)
        with pytest.raises(Fault) as caught:
            OPERATIONS[block.program[0].name](block, block.program[0])
        assert (caught.value.vector, caught.value.error_code) == (13, 0), text

"""Instructions leave in registers, flags and memory what a real CPU leaves there (recorded by tests/record_asm.py)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagesim_py.rust.asm.assemble import program_of
from pagesim_py.rust.asm.execute import Block
from pagesim_py.rust.asm.instructions import OPERATIONS
from pagesim_py.rust.asm.table import FORMS
from pagesim_py.rust.compiled import Compiled, compile, prepare
from pagesim_py.rust.run.cpu import Instructions
from pagesim_py.rust.run.runtime import Run
from tests.rust.asm.programs import MEMORY, STATUS, VALUES, instructions, programs, undefined

RECORDED = Path(__file__).parents[1] / "data" / "asm.txt"
KERNEL = """#![no_std]
#![no_main]
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { loop {} }
"""
Result = tuple[int, ...]


def recorded() -> dict[str, list[Result]]:
    """RAX, RCX, RDX, status flags and memory after each program, for each of ``VALUES``."""
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    step = len(VALUES) + 1
    found = {}
    for at in range(0, len(lines), step):
        found[lines[at]] = [tuple(int(x, 16) for x in line.split()) for line in lines[at + 1 : at + step]]
    return found


EXPECTED = recorded()


@pytest.fixture(scope="module")
def run() -> Run:
    """A run that has not begun, on a machine with a stack."""
    kernel: Compiled = compile({"src/main.rs": KERNEL})
    return Run(kernel.linked, prepare(kernel), 1000)


def leave(run: Run, program: str, values: tuple[int, int, int, int]) -> Result:
    """What the simulated CPU leaves."""
    cpu = run.cpu
    at = cpu.rsp & -4096  # the top of the stack lies in this page
    cpu.store(at, 8, MEMORY)
    text = "push r15; popfq; " + program + "; pushfq; pop r15"
    block = Block(Instructions(run), program_of(text), 0x201000, at + 512)
    block.r[0], block.r[1], block.r[2], block.r[15], block.r[7] = *values, at
    block.go()
    return (*block.r[:3], block.r[15] & STATUS, cpu.load(at, 8))


def test_all_programs_are_recorded() -> None:
    assert list(EXPECTED) == programs()
    assert sum(map(len, EXPECTED.values())) > 3000


@pytest.mark.parametrize("program", EXPECTED)
def test_the_result_is_the_real_cpus(run: Run, program: str) -> None:
    for values, wanted in zip(VALUES, EXPECTED[program], strict=True):
        found = leave(run, program, values)
        defined = ~undefined(program, values[1])
        masked = [(r, c, d, f & defined, m) for r, c, d, f, m in (found, wanted)]
        assert masked[0] == masked[1], f"{program} with {[hex(v) for v in values]}"


def test_each_instruction_of_the_table_is_done_and_none_else() -> None:
    assert set(FORMS) - {"sal"} == set(OPERATIONS)


def test_what_a_user_may_execute_is_recorded() -> None:
    words = {word for program in EXPECTED for part in program.split("; ") for word in part.split()[:2]}
    ports = "in insb insw insd out outsb outsw outsd"
    privileged = "cli sti hlt int3 int stac clac swapgs rdmsr wrmsr wbinvd invd clts ltr str invlpg invpcid ud2"
    others = "lidt lgdt sidt sgdt cpuid rdtsc rdtscp rdrand rdseed cld std popfq movabs jmp sal"
    conditional = {name for name in FORMS if name.startswith(("j", "set", "cmov"))}
    assert set(FORMS) - words - set(f"{ports} {privileged} {others}".split()) - conditional == set()


LENGTHS = [line.split(" ", 1) for line in (RECORDED.parent / "asm_lengths.txt").read_text("utf-8").splitlines()]


def test_instructions_have_the_bytes_that_llvm_gives_them() -> None:
    assert [text for _, text in LENGTHS] == instructions()
    wrong = [text for n, text in LENGTHS if sum(one.length for one in program_of(text)) != int(n)]
    assert wrong == []


def test_the_documentation_names_every_instruction() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "asm.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    assert {f for f in FORMS if not f.startswith(("j", "set", "cmov"))} - named == set()
    assert {"jmp", "j", "set", "cmov"} <= named

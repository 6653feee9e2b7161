"""A loop that nothing can end is told from one that only takes long. Looked for only while somebody looks on."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.run.turns import Stop

KERNEL = """\
#![no_std]
#![no_main]

static mut CELL: u64 = 0;

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    BODY
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! { loop {} }
"""


def reason(body: str, limit: int = 1_500_000) -> tuple[str, str]:
    compiled = compile({"src/main.rs": KERNEL.replace("BODY", body)})
    machine = prepare(compiled)
    machine.log = []

    def watch(steps: int, _blocks: int) -> None:
        if steps >= limit:
            raise Stop("stopped", "long")

    outcome = compiled.run(machine, 1 << 40, watch=watch)
    return outcome.kind, outcome.reason


@pytest.mark.parametrize("body", ["loop {}", "loop { core::hint::spin_loop(); }", "while unsafe { CELL } == 0 {}"])
def test_a_loop_in_which_nothing_changes_never_ends(body: str) -> None:
    kind, why = reason(body)
    assert kind == "running"
    assert why.startswith("The program is in a loop that never ends: after 200,000 steps everything is as it was")


def test_so_does_a_panic_that_loops() -> None:
    assert reason('panic!("enough");')[0] == "panicked"


@pytest.mark.parametrize(
    "body",
    [
        "let mut n = 0u64; loop { n = n.wrapping_add(1); }",
        "loop { unsafe { CELL = CELL.wrapping_add(1); } }",
    ],
)
def test_one_in_which_something_changes_may_end(body: str) -> None:
    assert reason(body)[0] == "stopped"


def test_one_that_ends_ends() -> None:
    assert reason("let mut s = 0u64; for i in 0..900_000u64 { s ^= i; } unsafe { CELL = s; }")[0] == "halted"

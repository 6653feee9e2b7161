"""Marks of statements are put together only where nothing can come between them, and the recording stays the same."""

from __future__ import annotations

import re

import pytest

from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.lower import function
from pagesim_py.rust.lower.core import Line
from pagesim_py.rust.lower.items import Function
from pagesim_py.rust.lower.marks import join_marks

SOURCE = """\
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut sum = 0u64;
    let mut low = 1u64;
    let mut n = 0u32;
    while n < 40 {
        let twice = sum ^ low;
        let both = twice & 0xff;
        sum = sum.wrapping_add(both);
        low = if both > 7 { low.wrapping_mul(3) } else { both };
        unsafe { (0xb8000 as *mut u64).write_volatile(sum) };
        n += 1;
    }
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
"""


def test_plain_assignments_share_one_call() -> None:
    lines = ["\tL(§1)", "\t_a = ((_b + 1) & 255)", "\tL(§2)", "\t_c = _a", "\tL(§3)", "\treturn _c"]
    assert join_marks(map(Line, lines)) == ["\tE((§1, §2, §3))", "\t_a = ((_b + 1) & 255)", "\t_c = _a", "\treturn _c"]


@pytest.mark.parametrize(
    "between",
    [
        "\t_a = F1(b)",  # a call may do anything
        "\t_a = (n1 if (n1 := _b + 1) <= 255 else F25(b - 8, K1))",  # so may a check
        "\t_a = _b[0]",
        "\t_a = _b // _c",
        "\t_a = _b << _c",
        "\tif _a:",
        "\tN()",
        "\t\t_a = 1",  # another block
        "\tp[0] = _a",
    ],
)
def test_what_may_record_or_fail_keeps_its_own_mark(between: str) -> None:
    lines = ["\tL(§1)", between, "\tL(§2)"]
    assert join_marks(map(Line, lines)) == lines


def entries(machine_log: list[object]) -> list[object]:
    """A recording without the frames' views, which differ from machine to machine."""
    return [entry[1:] if isinstance(entry, tuple) and len(entry) == 4 else entry for entry in machine_log]


def test_the_recording_is_the_same_as_with_every_mark_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def run() -> tuple[str, list[object]]:
        compiled = compile({"src/main.rs": SOURCE})
        machine = prepare(compiled)
        assert compiled.run(machine).kind == "halted"
        assert machine.log is not None
        start = next(
            one for one in compiled.linked.functions if isinstance(one, Function) and one.path.endswith("_start")
        )
        return start.source, [one for one in entries(machine.log) if isinstance(one, int | tuple)]

    joined, recorded = run()
    monkeypatch.setattr(function, "join_marks", list)
    single, wanted = run()
    assert "E((§" in joined
    assert "E((§" not in single
    assert recorded == wanted


@pytest.mark.parametrize("record", [True, False])
def test_each_line_knows_its_statement(record: bool) -> None:
    compiled = compile({"src/main.rs": SOURCE}, record=record)
    seen = set()
    for one in compiled.linked.functions:
        if isinstance(one, Function) and one.student:
            lines = one.source.splitlines()
            for line, at in zip(lines, memoryview(one.statements).cast("I"), strict=True):
                named = re.findall(r"(?:\bL\(|\bb, )§(\d+)\)", line)
                assert all(int(number) == at for number in named), line
                seen.update(named)
    assert seen

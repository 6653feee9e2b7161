"""The variables of the functions that run, at moments of a run: names, types, addresses, values."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.rust.run.inside import DEEP
from pagesim_py.session import Session, callers
from pagesim_py.session.callers import callers as running
from pagesim_py.views.variables import DEPTH, DRAWN, Caller, draw, render, slots
from tests.views.geometry import assert_well_drawn, boxes
from tests.views.reading import read

HEAD = """#![no_std]
#![no_main]
#[panic_handler] fn p(_: &core::panic::PanicInfo) -> ! { loop {} }
static mut SEEN: u64 = 0;
fn mark() { unsafe { SEEN += 1; } }
"""
VALUES = """
#[derive(Clone, Copy)] enum Colour { Red, Green }
#[derive(Clone, Copy)] struct Point { x: i32, y: u64 }
#[derive(Clone, Copy)] struct Wrapped(u16);
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! {
    let number: u64 = 4097; let negative: i16 = -5; let yes = true; let letter = 'x';
    let text = "Hello"; let pair = (1u8, 700u32); let point = Point { x: -3, y: 9 }; let wrapped = Wrapped(77);
    let green = Colour::Green; let some: Option<u32> = Some(8); let none: Option<u32> = None;
    let bytes = [1u8, 2, 3]; let words = [5u16, 6]; let at = 0xdead_0000 as *const u8; let unit = ();
    USES
    mark();
    mark();
    loop { x86_64::instructions::hlt(); }
}
"""
NAMES = "number negative yes letter text pair point wrapped green some none bytes words at".split()
TEXTS = [
    "4097 (0x1001)", "-5", "true", "'x'", '"Hello"', "(1, 700)", "Point { x: -3, y: 9 }", "Wrapped(77)",
    "Green", "Some(8)", "None", "01 02 03", "[5, 6]", "0xdead0000",
]  # fmt: skip


def ran(text: str) -> Session:
    door = Session()
    files = {"src/main.rs": HEAD + text}
    answer = door.request({"action": "run", "files": files, "panels": []})
    assert answer["state"]["phase"] != "error", answer["state"]["status"]
    door.request({"action": "stops", "kind": "statements", "panels": []})
    return door


def to(door: Session, statement: str, number: int = 0) -> list[Caller]:
    """What runs where that statement is about to for the ``number``-th time."""
    assert door.run is not None
    seen = 0
    for stop in range(1, door.run.stop_count + 1):
        door.request({"action": "seek", "stop": stop, "panels": []})
        place = door.run.place()
        if place is not None and place.text.startswith(statement):
            if seen == number:
                return running(door.run)
            seen += 1
    raise AssertionError(f"{statement} never ran")


def values(caller: Caller) -> dict[str, Any]:
    return {one.name: one.value for one in caller.variables}


@pytest.mark.parametrize("in_memory", [False, True], ids=["in registers", "in memory"])
def test_values_of_every_kind_are_shown_wherever_they_are_kept(in_memory: bool) -> None:
    uses = " ".join(f"core::hint::black_box(&{name});" for name in NAMES) if in_memory else ""
    (caller,) = to(ran(VALUES.replace("USES", uses)), "loop {")
    shown = {one.name: one for one in caller.variables}
    assert {name: shown[name].value for name in NAMES} == dict(zip(NAMES, TEXTS, strict=True))
    assert {one.address is not None for one in shown.values() if one.name in NAMES} == {in_memory}
    assert shown["point"].type == "Point"
    assert shown["at"].type == "*const u8"


def test_a_variable_is_there_from_its_declaration_to_the_end_of_its_block_and_a_later_one_hides_it() -> None:
    door = ran(
        """
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! {
    let a: u8 = 1;
    mark(); // one
    {
        let b: u8 = 2;
        mark(); // two
        let a: u16 = 3;
        mark(); // three
    }
    mark(); // four
    loop { x86_64::instructions::hlt(); }
}
"""
    )
    seen = [values(to(door, f"mark(); // {word}")[0]) for word in ("one", "two", "three", "four")]
    assert seen == [{"a": "1"}, {"a": "1", "b": "2"}, {"b": "2", "a": "3"}, {"a": "1"}]


def test_of_a_deep_stack_only_the_innermost_calls_are_looked_into() -> None:
    door = ran(
        """
fn deeper(level: u32) -> u32 {
    if level == 200 {
        mark();
        return level;
    }
    deeper(level + 1) + 1
}
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { deeper(1); loop { x86_64::instructions::hlt(); } }
"""
    )
    found = to(door, "mark();")
    assert [values(one)["level"] for one in found[:2]] == ["200 (0xc8)", "199 (0xc7)"]
    assert door.run is not None
    assert max(len(inside) for inside in door.run.inside.values()) == DEEP
    assert len(found) == DEPTH < DEEP
    drawing = draw(found)
    assert_well_drawn(drawing)
    assert [box.name for box in boxes(drawing, "frame ")] == [f"frame {one.frame:#x}" for one in found[DRAWN - 1 :: -1]]
    assert "Calls farther out than these 60 are not listed." in render(found)


def test_callers_are_at_the_call_with_their_own_variables() -> None:
    door = ran(
        """
fn inner(deep: u32) -> u32 { mark(); deep + 1 }
fn outer(wide: u8) -> u32 { let local = wide as u32; inner(local * 2) }
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! {
    let mut total: u64 = 5;
    total += outer(7) as u64;
    core::hint::black_box(total);
    loop { x86_64::instructions::hlt(); }
}
"""
    )
    assert door.run is not None
    found = to(door, "fn inner", 1)
    assert [one.name.rsplit("::")[-1] for one in found] == ["inner", "outer", "_start"]
    assert [values(one) for one in found] == [{"deep": "14 (0xe)"}, {"wide": "7", "local": "7"}, {"total": "5"}]
    assert [one.place.line for one in found if one.place is not None] == [7, 8, 11]
    assert [one.frame for one in found] == sorted(one.frame for one in found), "the stack grows down"
    for one in found:
        assert one.top is not None
        assert int.from_bytes(door.run.machine.peek(one.top, 8) or b"", "little") == one.back


def test_far_into_a_run_only_what_lies_in_memory_has_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! {
    let kept: u64 = 6; let lying: u64 = 7;
    core::hint::black_box(&lying);
    mark();
    core::hint::black_box(kept);
    loop { x86_64::instructions::hlt(); }
}
"""
    near = to(ran(text), "mark")
    monkeypatch.setattr(callers, "FAR", 0)
    (far,) = to(ran(text), "mark")
    assert values(near[0]) == {"kept": "6", "lying": "7"}
    assert values(far) == {"kept": None, "lying": "7"}
    assert far.variables[1].address == near[0].variables[1].address
    assert far[2:6] == near[0][2:6]


@pytest.mark.timeout(60)
def test_a_program_that_was_stopped_in_a_loop_without_end_or_event_is_looked_into_all_the_same() -> None:
    door = Session()
    loop = '#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { let seen = 5u8; mark(); mark(); loop {} }'
    door.request({"action": "run", "files": {"src/main.rs": HEAD + loop}, "until": 5000, "panels": ["variables"]})
    assert door.run.outcome.kind == "stopped"
    assert [one.name for one in running(door.run)[0].variables] == ["seen"]
    assert running(door.run)[0].variables[0].value == "5"


def test_the_page_fault_s_pointer_and_the_handler_s_frame() -> None:
    door = Session()
    door.request({"action": "run", "files": door.files, "panels": []})
    door._sent.clear()
    panel = read(door.request({"action": "look", "panels": ["variables"]})["panels"]["variables"])
    told = [title.text for title in panel.all("h3")]
    assert told == [
        "osirs::halt running",
        "osirs::interrupts::page_fault_handler has called the one above, the handler of #PF",
        "osirs::_start interrupted by #PF",
    ]
    rows = [row for table in panel.all("table") for row in table.one("tbody").rows()]
    assert ["ptr", "*mut u8", "0xdeadbeaf", "in a register"] in rows
    assert any(row[0] == "stack_frame" and "instruction_pointer: VirtAddr(0x201039)" in row[2] for row in rows)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_stack_is_drawn_with_the_outermost_function_at_the_top(narrow: bool) -> None:
    uses = " ".join(f"core::hint::black_box(&{name});" for name in NAMES[:7])
    (caller,) = to(ran(VALUES.replace("USES", uses)), "loop {")
    inner = caller._replace(name="inner", frame=caller.frame - 64, top=caller.frame - 8, variables=[])
    drawing = draw([inner, caller], narrow=narrow)
    assert_well_drawn(drawing)
    outer_box, inner_box = drawing.box(f"frame {caller.frame:#x}"), drawing.box(f"frame {inner.frame:#x}")
    assert outer_box.bottom <= inner_box.y
    lying = [slot for slot in slots(caller) if slot.address is not None]
    assert [slot.address for slot in lying] == sorted((slot.address for slot in lying), key=lambda at: -(at or 0))
    for slot in lying:
        kind = slot.look.split()[0]
        box = drawing.box(f"{kind} {slot.name} {slot.address}")
        assert outer_box.y < box.y < box.bottom < outer_box.bottom

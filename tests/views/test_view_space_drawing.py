"""The drawn address space: what is where, which frames, where the registers point."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.boot import areas, boot
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.machine.flags import ENTRY_P, ENTRY_RW
from pagesim_py.session.engine import STAND_IN
from pagesim_py.views.space_drawing import LEAST, blocks, draw, ways
from pagesim_py.views.svg import Band, Box, Drawing, Mark, Words
from tests.views.geometry import assert_well_drawn, boxes, texts

FORMS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


@cache
def booted_once(recursive: bool) -> BootedMachine:
    return boot(STAND_IN, recursive_page_table=recursive)


@cache
def tables_once(recursive: bool) -> bytes:
    """The level-1 table of BootInfo and the stack, as the boot loader left it."""
    machine = booted_once(recursive)
    return machine.memory.read(machine.walk(0x10000000000).steps[-1].table, 4096)


def bands(drawing: Drawing, name: str) -> list[Band]:
    return [shape for shape in drawing.shapes if isinstance(shape, Band) and shape.name == name]


def pin_of(drawing: Drawing, name: str) -> float:
    """At which height the pin ``name`` stands."""
    (y,) = [s.y - 4 for s in drawing.shapes if isinstance(s, Words) and name in s.text.split(", ")]
    assert any(isinstance(s, Mark) and s.look == "pin" and s.y1 == y for s in drawing.shapes)
    return y


@pytest.fixture
def booted() -> BootedMachine:
    return boot(STAND_IN)


@FORMS
def test_each_area_leads_to_its_frames(booted: BootedMachine, narrow: bool) -> None:
    found = areas(booted, booted.named)
    drawing = draw(found, {}, narrow=narrow)
    assert {"kernel code", "stack", "guard page", "physical memory"} <= set(texts(drawing))
    stack = bands(drawing, "stack")
    assert len(stack) == 2, "its frames lie in two runs"
    areas_box = drawing.box("area 0x10000002000")
    for band in stack:
        assert (band.x1, band.x2) == (areas_box.right, boxes(drawing, "block")[0].x)
        assert areas_box.y - 1 <= band.top1 < band.bottom1 <= areas_box.bottom + 1
    assert not bands(drawing, "guard page")


@FORMS
def test_pins_stand_where_the_registers_point(booted: BootedMachine, narrow: bool) -> None:
    found = areas(booted, booted.named)
    drawing = draw(found, {"RIP": 0x201000, "RSP": 0x10000201FF8, "CR2": 0xDEADBEAF}, narrow=narrow)
    code, stack = drawing.box("area 0x201000"), drawing.box("area 0x10000002000")
    assert code.y <= pin_of(drawing, "RIP") <= code.bottom
    assert stack.y + 0.9 * stack.height <= pin_of(drawing, "RSP") <= stack.bottom
    assert drawing.box("area 0x221000").bottom < pin_of(drawing, "CR2") < drawing.box("area 0x10000000000").y


def test_the_ways_to_a_frame_with_the_rights_of_each(booted: BootedMachine) -> None:
    found = areas(booted, booted.named)
    assert [(hex(address), area.rights) for address, area in ways(found, 0x401234)] == [
        ("0x201234", "r-x-"),
        ("0x18000401234", "rwx-"),
    ]
    drawing = draw(found, {}, frame=0x401234)
    assert "away" not in bands(drawing, "kernel code")[0].look
    assert "away" in bands(drawing, "stack")[0].look


def test_a_frame_that_two_areas_share_is_one_block(booted: BootedMachine) -> None:
    level1 = booted.walk(0x1000).steps[-1].table
    booted.memory.write_u64(level1 + 8 * 0x20, 0x401000 | ENTRY_P | ENTRY_RW)
    (block,) = [one for one in blocks(areas(booted, booted.named)) if one.start <= 0x401000 < one.end]
    assert "kernel code" in block.name
    assert "mapped by the kernel" in block.name
    drawing = draw(areas(booted, booted.named), {})
    (word,) = [s for s in drawing.shapes if isinstance(s, Words) and s.text == "kernel code, +1"]
    assert word.size >= LEAST
    told = [box.label or "" for box in boxes(drawing, "block ")]
    assert any(block.name in label for label in told)


def test_on_a_narrow_sheet_registers_that_point_to_one_place_stand_below_one_another(booted: BootedMachine) -> None:
    drawing = draw(areas(booted, booted.named), {"GDT": 0x201000, "IDT": 0x201010, "RIP": 0x201020}, narrow=True)
    words = [s for s in drawing.shapes if isinstance(s, Words) and s.text in ("GDT", "IDT", "RIP")]
    assert [word.text for word in sorted(words, key=lambda word: word.y)] == ["GDT", "IDT", "RIP"]
    assert all(word.size >= LEAST for word in words)


@FORMS
@settings(max_examples=80, deadline=None)
@given(
    edits=st.lists(st.tuples(st.integers(0, 511), st.integers(0, 1 << 14), st.integers(0, 7)), max_size=5),
    pins=st.dictionaries(
        st.sampled_from(["RIP", "RSP", "CR2", "IDT", "GDT", "TSS"]),
        st.one_of(st.integers(0, 3 << 20), st.integers(1 << 40, (1 << 40) + (3 << 20)), st.integers(0, (1 << 64) - 1)),
    ),
    frame=st.one_of(st.none(), st.integers(0, 1 << 27)),
    recursive=st.booleans(),
)
def test_any_address_space_is_well_drawn(
    narrow: bool, edits: list[tuple[int, int, int]], pins: dict[str, int], frame: int | None, recursive: bool
) -> None:
    machine = booted_once(recursive)
    level1 = machine.walk(0x10000000000).steps[-1].table
    machine.memory.write(level1, tables_once(recursive))
    for index, number, flags in edits:
        machine.memory.write_u64(level1 + 8 * index, number << 12 | flags)
    found = areas(machine, machine.named)
    drawing = draw(found, pins, frame=frame, narrow=narrow)
    assert_well_drawn(drawing)
    lanes = [*boxes(drawing, "area "), *boxes(drawing, "block ")]
    for one in lanes:
        for other in lanes:
            assert one is other or one.x != other.x or one.bottom <= other.y or other.bottom <= one.y
    assert len(boxes(drawing, "area ")) == len(found)


def test_an_empty_address_space_is_an_empty_sheet() -> None:
    machine = Machine()
    machine.cpu.poke(cr3=0x1000)
    assert not [s for s in draw(areas(machine), {"RIP": 0}).shapes if isinstance(s, Box)]

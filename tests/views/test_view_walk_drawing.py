"""The drawn walk: what it shows, and that it is well drawn, over random tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Access, Fault, Machine
from pagesim_py.machine.address import SHIFT, address_of
from pagesim_py.machine.flags import ENTRY_P, ENTRY_PS, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.paging import Outcome, Walk, fault_of
from pagesim_py.views import walk_drawing, walk_drawing_narrow
from pagesim_py.views.svg import Box, Drawing, render
from pagesim_py.views.walk_scene import Scene, Short, describe, scene, sentences, strips
from tests.views.geometry import arrows, assert_well_drawn, texts
from tests.views.reading import read

DRAW = pytest.mark.parametrize("draw", [walk_drawing.draw, walk_drawing_narrow.draw], ids=["wide", "narrow"])
Draw = Callable[[Scene], Drawing]


def store(machine: Machine, address: int) -> Fault:
    with pytest.raises(Fault) as caught:
        machine.cpu.store(address, 1, 42)
    return caught.value


def of(machine: Machine, found: Walk, fault: Fault | None = None) -> Scene:
    copy = machine.tlb.find(found.address, machine.mmu.tag)
    short = None if copy is None else Short(copy.frame, copy.size, machine.mmu.stale(copy) is not None)
    levels = machine.mmu.control.levels
    return scene(found, levels, strips(machine.memory, found), fault=fault, short=short)


def of_fault(machine: Machine, fault: Fault) -> Scene:
    assert fault.walk is not None
    return of(machine, fault.walk, fault)


# -- stories


@DRAW
def test_the_write_to_deadbeaf_ends_red_at_level_3_entry_3(machine: Machine, draw: Draw) -> None:
    shown = of_fault(machine, store(machine, 0xDEADBEAF))
    drawing = draw(shown)
    said = texts(drawing)
    assert {"write", "0xdeadbeaf", "entry 3", "not present", "refused here"} <= set(said)
    assert "refused" in drawing.box("entry 3").look
    assert "refused" not in drawing.box("entry 4").look
    with pytest.raises(KeyError):
        drawing.box("frame")
    assert any("ot reached" in text for text in said)
    assert "to frame" not in arrows(drawing)


@DRAW
def test_the_write_to_a_code_page_marks_the_w_of_the_entry_that_lacks_it(machine: Machine, draw: Draw) -> None:
    shown = of_fault(machine, store(machine, 0x2011B2))
    last = shown.stations[-1]
    assert last.decides == "W"
    assert (last.lost, last.left) == (frozenset("W"), frozenset("RX"))
    drawing = draw(shown)
    inside = [
        shape
        for shape in drawing.shapes
        if isinstance(shape, Box) and shape.name == "chip W" and drawing.box("entry 1").holds(*shape.middle)
    ]
    assert [chip.look for chip in inside] == ["chip off refusing"]
    assert arrows(drawing)["to frame"].look == "stopped"
    assert sentences(shown)[-2].endswith("Here the access is refused.")
    assert "would be at physical address" in sentences(shown)[-1]


@DRAW
def test_a_2_mib_page_takes_the_place_of_the_table_that_it_spares(machine: Machine, draw: Draw) -> None:
    shown = of(machine, machine.walk(0x18000000000 + 0x212345))
    drawing = draw(shown)
    assert "2 MiB frame" in texts(drawing)
    with pytest.raises(KeyError):
        drawing.box("table 1")
    with pytest.raises(KeyError):
        drawing.box("field level 1")
    assert "0x12345" in texts(drawing), "all bits below the page are its offset"


def test_a_larger_page_is_a_wider_frame(machine: Machine) -> None:
    small = walk_drawing.draw(of(machine, machine.walk(0xB8000))).box("frame")
    large = walk_drawing.draw(of(machine, machine.walk(0x18000000000))).box("frame")
    assert large.width > 2 * small.width
    assert large.right == small.right


@DRAW
def test_the_tlb_is_a_short_way_and_a_stale_copy_a_wrong_one(machine: Machine, draw: Draw) -> None:
    machine.cpu.load(0x221008, 8)
    shown = of(machine, machine.walk(0x221008))
    assert arrows(draw(shown))["short way"].look == "short"
    leaf = machine.walk(0x221008).steps[-1]
    machine.memory.write_u64(leaf.address, leaf.entry + 0x1000)
    stale = of(machine, machine.walk(0x221008))
    assert "stale: another frame than the tables say" in texts(draw(stale))
    assert draw(stale).box("tlb").look == "register stale"
    assert sentences(stale)[-1].startswith("The copy is stale")


@DRAW
def test_an_address_that_is_not_canonical_meets_no_table(machine: Machine, draw: Draw) -> None:
    drawing = draw(of(machine, machine.walk(0xDEADBEAFDEADBEAF)))
    assert not [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.name.startswith("table")]


@DRAW
def test_each_entry_is_a_button_whose_name_tells_it_all(machine: Machine, draw: Draw) -> None:
    shown = of(machine, machine.walk(0xB8123))
    svg = read(render(draw(shown), "The walk of 0xb8123", "walk"))
    buttons = [node for node in svg.all("g") if node.attributes.get("role") == "button"]
    assert [node.attributes["aria-label"] for node in buttons] == [describe(station) for station in shown.stations]
    assert [node.attributes["data-path"] for node in buttons] == ["0", "0.0", "0.0.0", "0.0.0.184"]
    assert all(node.attributes["tabindex"] == "0" for node in buttons)


# -- properties


ENTRY = st.builds(
    lambda rw, us, xd: ENTRY_P | rw | us | xd,
    st.sampled_from([0, ENTRY_RW]), st.sampled_from([0, ENTRY_US]), st.sampled_from([0, ENTRY_XD]),
)  # fmt: skip


@st.composite
def walks(draw: st.DrawFn) -> tuple[Machine, Walk, Fault | None]:
    """A machine with tables for one address, the walk of that, and the fault of some access to it."""
    levels = draw(st.sampled_from([4, 5]))
    indices = tuple(draw(st.lists(st.integers(0, 511), min_size=levels, max_size=levels)))
    address = address_of(indices, draw(st.integers(0, 4095)))
    machine = Machine()
    ends = draw(st.integers(1, levels))
    how = draw(st.sampled_from(["page", "absent", "reserved", "full"]))
    table = 0x1000
    for level in range(levels, 0, -1):
        at = table + indices[levels - level] * 8
        entry = draw(ENTRY)
        for other in draw(st.lists(st.integers(0, 511), max_size=4)):
            machine.memory.write_u64(table + other * 8, 0x7003)
        if how == "full":
            for other in range(512):
                machine.memory.write_u64(table + other * 8, 0x7003)
        if level == ends and how == "absent":
            machine.memory.write_u64(at, 0)
            break
        if level == ends and how == "reserved":
            machine.memory.write_u64(at, entry | 1 << 51)
            break
        if level == 1 or (level == ends and level <= 3):
            frame = draw(st.integers(1, 500)) << SHIFT[level] & (1 << 39) - 1
            machine.memory.write_u64(at, entry | frame | (ENTRY_PS if level > 1 else 0))
            break
        machine.memory.write_u64(at, entry | table + 0x1000)
        table += 0x1000
    machine.cpu.poke(cr3=0x1000, cr4=machine.cpu.cr4 | (1 << 12 if levels == 5 else 0))
    found = machine.walk(address)
    kind = draw(st.sampled_from([None, Access.READ, Access.WRITE, Access.FETCH]))
    control = machine.mmu.control._replace(cpl=draw(st.sampled_from([0, 3])), wp=True)
    return machine, found, None if kind is None else fault_of(control, kind, address, found)


@DRAW
@settings(max_examples=150, deadline=None)
@given(case=walks())
def test_a_drawing_is_true_and_nothing_in_it_collides(draw: Draw, case: tuple[Machine, Walk, Fault | None]) -> None:
    machine, found, fault = case
    shown = of(machine, found, fault)
    drawing = draw(shown)
    assert_well_drawn(drawing)
    ways = arrows(drawing)
    source = drawing.box("cr3")
    for station in shown.stations:
        level = station.step.level
        way, table = ways[f"to table {level}"], drawing.box(f"table {level}")
        assert source.holds(*way.points[0]), "an arrow begins at what it comes from"
        assert table.holds(*way.points[-1], slack=1.5), "and ends at the table"
        assert abs(way.points[-1][0] - table.x) <= 1.5
        source = drawing.box(f"entry {level}")
        if f"chooses {level}" in ways:
            field = drawing.box(f"field level {level}")
            assert field.holds(*ways[f"chooses {level}"].points[0], slack=1.5)
            assert source.holds(*ways[f"chooses {level}"].points[-1], slack=1.5)
            assert table.holds(source.x, source.y)
            assert table.holds(source.right, source.bottom)
    if found.outcome is Outcome.PAGE:
        assert source.holds(*ways["to frame"].points[0])
        assert drawing.box("frame").holds(*ways["to frame"].points[-1], slack=1.5)
        byte = drawing.box("byte")
        assert drawing.box("frame").holds(*byte.middle)

    refused = [
        shape.name
        for shape in drawing.shapes
        if isinstance(shape, Box) and "entry" in shape.look and "refused" in shape.look
    ]
    if fault is not None and found.outcome is not Outcome.NON_CANONICAL:
        assert refused == [f"entry {fault.level}"], "the entry that decided stands out, and no other"
    elif fault is None and found.outcome is Outcome.PAGE:
        assert refused == []
    rights = found.rights
    if rights is not None:
        left = shown.stations[-1].left
        assert ("W" in left, "U" in left, "X" in left) == (rights.writable, rights.user, rights.executable)


@settings(max_examples=60, deadline=None)
@given(entries=st.sets(st.integers(0, 511)))
def test_the_strip_shows_exactly_the_present_entries(entries: set[int]) -> None:
    machine = Machine()
    for index in entries:
        machine.memory.write_u64(0x1000 + index * 8, 0x7003)
    machine.cpu.poke(cr3=0x1000)
    station = of(machine, machine.walk(0)).stations[0]
    assert {index for first, last in station.present for index in range(first, last + 1)} == entries
    bars = [
        s
        for s in walk_drawing.draw(of(machine, machine.walk(0))).shapes
        if isinstance(s, Box) and s.name == "present 4"
    ]
    assert len(bars) == len(station.present)

"""The panel of the address space: the lens, the jumps, and the drawing as a table."""

from __future__ import annotations

import pytest

from pagesim_py.boot import areas, boot
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.machine.ways import ways_to
from pagesim_py.session.engine import STAND_IN
from pagesim_py.views import space
from pagesim_py.views.space_drawing import draw
from pagesim_py.views.svg import Arrow
from tests.views.geometry import arrows, assert_well_drawn
from tests.views.reading import Node, read


@pytest.fixture
def booted() -> BootedMachine:
    return boot(STAND_IN, recursive_page_table=True)


def panel(machine: BootedMachine, frame: int | None = None, **more: space.Shown) -> Node:
    reaching = [] if frame is None else ways_to(machine, frame)
    return read(space.render(areas(machine, machine.named), {"RIP": 0x201000}, frame, reaching, **more))


def test_a_chosen_frame_lists_every_address_that_reaches_it_with_its_rights(booted: BootedMachine) -> None:
    shown = panel(booted, 0x401234)
    assert "2 linear addresses reach the frame 0x401000." in shown.one("div", "lens").text
    assert shown.one("table", "ways").one("tbody").rows() == [
        ["0x201000", "kernel code", "read, executed (kernel)", "4 KiB"],
        ["0x18000401000", "physical memory", "read, written, executed (kernel)", "2 MiB"],
    ]
    jumps = shown.one("table", "ways").all("button", "jump")
    assert [(one.attributes["data-action"], one.attributes["data-address"]) for one in jumps] == [
        ("translate", "0x201000"),
        ("translate", "0x18000401000"),
    ]


def test_the_tables_are_reached_through_the_recursive_entry_too(booted: BootedMachine) -> None:
    rows = panel(booted, booted.mmu.control.root).one("table", "ways").one("tbody").rows()
    assert [row[1] for row in rows] == ["page tables", "page tables, through the recursive entry", "physical memory"]


def test_a_frame_that_nothing_reaches_is_said_to_be_so() -> None:
    machine = boot(STAND_IN, map_physical_memory=False)
    shown = panel(machine, 0x7000000)
    assert "No linear address reaches the frame 0x7000000." in shown.one("div", "lens").text
    assert not shown.all("table", "ways")


def test_the_frame_behind_the_address_that_translation_shows_is_offered(booted: BootedMachine) -> None:
    shown = panel(booted, shown=space.Shown(0x201234, 0x401234))
    assert shown.one("p", "lens").text == "0x201234 lies in the frame 0x401000. What else reaches it?"
    assert shown.one("p", "lens").one("button").attributes["data-address"] == "0x401000"
    assert "Choose a block" in panel(booted, shown=space.Shown(0xDEADBEAF, None)).one("p", "lens").text


def test_the_table_says_what_the_drawing_shows(booted: BootedMachine) -> None:
    rows = panel(booted).one("table", "areas").one("tbody").rows()
    found = areas(booted, booted.named)
    assert [row[0] for row in rows] == [hex(area.start) for area in found]
    by_name = {row[1]: row[2:] for row in rows}
    assert by_name["guard page"] == ["4 KiB", "nothing: not mapped", "none"]
    assert by_name["stack"][1] == "read, written, executed (kernel)"
    assert "and 1 more run of frames" in by_name["stack"][2]
    assert panel(booted).one("ul", "pins").text == "RIP points to 0x201000, in kernel code."


def test_what_is_wrong_with_an_address_is_told(booted: BootedMachine) -> None:
    shown = read(space.render(areas(booted, booted.named), {}, wrong="xyz is not an address."))
    assert shown.one("p", "wrong").text == "xyz is not an address."


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("frame", [0x401000, 0x1000, 0x9000000])
def test_a_line_leads_from_each_way_to_the_frame(booted: BootedMachine, narrow: bool, frame: int) -> None:
    found = areas(booted, booted.named)
    reached = [way.address for way in ways_to(booted, frame)]
    drawing = draw(found, {}, frame=frame, reached=reached, narrow=narrow)
    assert_well_drawn(drawing)
    lines = {name: arrow for name, arrow in arrows(drawing).items() if name.startswith("way ")}
    assert set(lines) == {f"way {address:#x}" for address in reached}
    ends = {arrow.points[-1] for arrow in lines.values()}
    assert len(ends) == 1, "they meet at the frame"
    for address, arrow in zip(reached, lines.values(), strict=True):
        area = next(area for area in found if area.start <= address < area.end)
        box = drawing.box(f"area {area.start:#x}")
        assert isinstance(arrow, Arrow)
        assert arrow.points[0][0] == box.right
        assert box.y <= arrow.points[0][1] <= box.bottom
        assert "away" not in box.look.split()
    away = [area for area in found if not any(area.start <= address < area.end for address in reached)]
    assert all("away" in drawing.box(f"area {area.start:#x}").look.split() for area in away)

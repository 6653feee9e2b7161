"""Memory's bytes and what they are; the devices as they are."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py import Machine
from pagesim_py.boot import boot
from pagesim_py.boot.loader import BootedMachine
from pagesim_py.machine.descriptors import Gate
from pagesim_py.session.engine import STAND_IN
from pagesim_py.views import devices, memory
from pagesim_py.views.memory import Region, Run, View, regions, tables
from tests.views.reading import Node, read


def shown(machine: Machine, start: int, physical: bool = False, **options: Any) -> Node:
    return read(memory.render(machine, View(start, physical), **options))


def legend(panel: Node) -> list[str]:
    return [item.text for item in panel.one("ul", "regions").all("li")]


def test_the_bytes_are_those_of_memory(machine: Machine) -> None:
    machine.cpu.store(0x222008, 8, 0x1122334455667788)
    rows = shown(machine, 0x222003).one("tbody").rows()
    assert rows[0][0] == "0x222000"
    assert rows[0][9:17] == ["88", "77", "66", "55", "44", "33", "22", "11"]
    assert rows[0][17].endswith('·wfUD3"·')
    assert len(rows) == 16


def test_a_table_s_entries_are_told_with_their_flags(machine: Machine) -> None:
    told = legend(shown(machine, 0x1000, physical=True))
    assert told[0] == "0x1000 level-4 entry 0: table 0x2000, P | RW | A"
    assert legend(shown(machine, 0x1000))[0] == told[0], "the first pages are mapped to themselves"


def test_pages_and_screen_cells_are_told(machine: Machine) -> None:
    machine.cpu.store(0xB8000 + 2 * 81, 2, 0x0741)
    assert legend(shown(machine, 0xB80A0)) == ["0xb80a2 row 1, column 1 of the screen: A"]
    leaf = machine.walk(0xB8000).steps[-1]
    told = legend(shown(machine, leaf.address, physical=True))
    assert any(line.startswith(f"{leaf.address:#x} level-1 entry 184: page 0xb8000") for line in told)


def test_gates_and_the_stack_are_told_at_linear_addresses(machine: Machine) -> None:
    for offset, half in zip((0, 8), Gate(0x203000, 8).encode(), strict=True):
        machine.cpu.store(0x222000 + 14 * 16 + offset, 8, half)
    machine.cpu.lidt(0x222000, 0xFFF)
    told = legend(shown(machine, 0x2220D0))
    assert told[0].startswith("0x2220d0 gate 13 (#GP) of the IDT: not present")
    assert told[1] == "0x2220e0 gate 14 (#PF) of the IDT: handler 0x203000"
    assert "RSP points here" in legend(shown(machine, machine.cpu.rsp))[0]


def test_what_is_not_mapped_says_so_and_what_changed_is_marked(machine: Machine) -> None:
    rows = shown(machine, 0x228FF0).one("tbody").rows()
    assert rows[1] == ["0x229000", "not mapped"]
    place = machine.walk(0x222008).physical
    assert place is not None
    panel = shown(machine, 0x222000, changed=[Run(place, place + 2)])
    assert panel.one("tbody").rows()[0][17].endswith("2 changed")
    assert len(panel.all("td", "changed")) == 2


def test_what_the_kernel_knows_is_told_too(machine: Machine) -> None:
    told = legend(shown(machine, 0x222000, known=[Region(0x222008, 0x222010, "osirs::COUNTER: u64")]))
    assert told == ["0x222008 osirs::COUNTER: u64"]


def test_addresses_at_both_ends_of_the_space_can_be_shown(machine: Machine) -> None:
    assert shown(machine, 0).one("tbody").rows()[0] == ["0x0", "not mapped"]
    assert len(shown(machine, (1 << 64) - 1).one("tbody").rows()) == 16


@pytest.mark.parametrize("recursive", [False, True])
def test_the_tables_are_those_that_cr3_leads_to_and_looking_fills_none(recursive: bool) -> None:
    machine: BootedMachine = boot(STAND_IN, recursive_page_table=recursive)
    before = machine.memory.touched
    found = tables(machine)
    for address in (0x201000, 0xB8000, 0x10000002000, 0x18000000000):
        for step in machine.walk(address).steps:
            assert found[step.table] == step.level
    assert machine.memory.touched == before
    assert regions(machine, 0x1000, 256, True)


def test_the_interrupt_controllers_line_by_line(machine: Machine) -> None:
    out = machine.cpu.out_port
    for port, value in ((0x20, 0x11), (0x21, 32), (0x21, 4), (0x21, 1), (0x21, 0xFE)):
        out(port, value)
    machine.board.advance(60_000_000)
    panel = read(devices.render(machine))
    assert panel.one("p", "verdict").text == "An interrupt waits for the CPU; interrupts are off (IF = 0)."
    rows = {row[0]: row[1:] for row in panel.one("table", "lines").one("tbody").rows()}
    assert rows["0 timer"] == ["32", "1", "0", "0", "asks"]
    assert rows["1 keyboard"] == ["33", "0", "0", "1", "masked"]
    assert machine.board.acknowledge() == 32
    rows = {row[0]: row[1:] for row in read(devices.render(machine)).one("table", "lines").one("tbody").rows()}
    assert rows["0 timer"] == ["32", "0", "1", "0", "in service"]


def test_the_timer_s_rate_and_the_keyboard_s_bytes(machine: Machine) -> None:
    machine.cpu.out_port(0x43, 0x36)
    machine.cpu.out_port(0x40, 0x9C)
    machine.cpu.out_port(0x40, 0x2E)
    machine.board.keyboard.type(0x1E)
    text = read(devices.render(machine)).text
    assert "counts 11,932 down again and again: 100.0 interrupts a second." in text
    assert "1 byte waits: 0x1e" in text

"""The TLB's and the descriptor tables' panels against what is in the machine."""

from __future__ import annotations

from pagesim_py import Machine
from pagesim_py.machine.descriptors import Gate, code64, data, tss
from pagesim_py.timeline import Timeline
from pagesim_py.views import descriptors, tlb
from tests.views.geometry import assert_well_drawn, boxes
from tests.views.reading import Node, read

IDT = 0x222000
GDT = 0x223000
TSS = 0x224000
HANDLER = 0x203000


def gates(panel: Node) -> list[list[str]]:
    return panel.one("table", "gates").one("tbody").rows()


def load_tables(machine: Machine) -> None:
    """An IDT with gates 8 (IST 1) and 14, a GDT with a TSS, TR loaded."""
    cpu = machine.cpu
    for vector, ist in ((8, 1), (14, 0)):
        for offset, half in zip((0, 8), Gate(HANDLER + vector * 16, 8, ist).encode(), strict=True):
            cpu.store(IDT + vector * 16 + offset, 8, half)
    cpu.lidt(IDT, 0xFFF)
    for number, word in enumerate((0, code64(), data(), *tss(TSS))):
        cpu.store(GDT + 8 * number, 8, word)
    cpu.lgdt(GDT, 39)
    cpu.store(TSS + 0x24, 8, 0x225000)
    cpu.ltr(24)


def test_the_tlb_lists_what_it_holds_with_rights_and_tag(machine: Machine) -> None:
    machine.tlb.clear()
    machine.cpu.load(0x201008, 8)
    machine.cpu.store(0x222000, 8, 1)
    panel = read(tlb.render(machine, None, 0x201010))
    rows = panel.one("tbody").rows()
    assert [row[1:5] for row in rows] == [
        [hex(machine.walk(0x201000).physical or 0), "4 KiB", "read, executed (kernel)", "PCID 0"],
        [hex(machine.walk(0x222000).physical or 0), "4 KiB", "read, written (kernel) dirty", "PCID 0"],
    ]
    assert rows[0][0] == "0x201000this address"
    assert rows[1][0] == "0x222000"


def test_a_stale_copy_names_the_edit(machine: Machine) -> None:
    machine.tlb.clear()
    machine.cpu.load(0x222000, 8)
    leaf = machine.walk(0x222000).steps[-1]
    machine.memory.write_u64(leaf.address, 0)
    row = read(tlb.render(machine)).one("tr", "stale")
    assert f"Stale: the entry at {leaf.address:#x} was changed from {leaf.entry:#x} to 0x0 since." in row.text


def test_an_empty_tlb_says_what_that_means(machine: Machine) -> None:
    machine.tlb.clear()
    assert "the next access to any page walks the tables" in read(tlb.render(machine)).text


def test_when_an_entry_was_filled_and_what_the_last_flush_took(machine: Machine) -> None:
    machine.tlb.clear()
    machine.log = []
    machine.cpu.load(0x201008, 8)
    machine.cpu.mov_to_cr3(machine.cpu.cr3)
    machine.cpu.load(0x222000, 8)
    timeline = Timeline(machine)
    past = tlb.history(timeline, len(timeline))
    (entry,) = machine.tlb
    timeline.seek(past.filled[entry])
    assert list(machine.tlb) == [entry], "that is the moment when it has just been filled"
    assert past.lost is not None
    position, sentence = past.lost
    assert sentence.startswith("The TLB forgot 1 translation:")
    timeline.seek(position)
    assert list(machine.tlb) == []


def test_the_idt_shows_the_gates_that_are_present_and_counts_the_others(machine: Machine) -> None:
    load_tables(machine)
    names = {HANDLER + 0x80: "osirs::double_fault + 0x0"}
    panel = read(descriptors.render(machine, names.get, 14))
    rows = gates(panel)
    assert [row[:5] for row in rows] == [
        ["8 #DF", "osirs::double_fault interrupt gate", "0x8", "1", "0"],
        ["14 #PFused last", f"{HANDLER + 0xE0:#x} interrupt gate", "0x8", "none", "0"],
    ]
    assert bytes.fromhex(rows[1][5].replace(" ", "")) == machine.peek(IDT + 14 * 16, 16)
    assert "254 gates are not present" in panel.text


def test_the_gdt_shows_each_segment_and_which_register_names_it(machine: Machine) -> None:
    load_tables(machine)
    rows = read(descriptors.render(machine)).one("table", "segments").one("tbody").rows()
    assert [row[:2] for row in rows] == [
        ["0x0", "the null selector: the CPU never reads it"],
        ["0x8in CS", "64-bit code"],
        ["0x10", "data, writable"],
        ["0x18in TR", f"TSS at {TSS:#x}, limit 0x67, busy: TR names it"],
    ]


def test_the_tss_shows_the_stacks_that_it_names(machine: Machine) -> None:
    load_tables(machine)
    table = read(descriptors.render(machine)).one("table", "tss").one("tbody").rows()
    rows = {slot: value for slot, value, _ in table}
    assert bytes.fromhex(table[3][2].replace(" ", "")) == machine.peek(TSS + 0x24, 8)
    assert rows["IST1"] == "0x225000"
    assert rows["IST2"] == rows["RSP0"] == "0: not set"


def test_tables_in_pages_that_are_not_mapped_are_said_to_be(machine: Machine) -> None:
    machine.cpu.lidt(0xDEAD0000, 0xFFF)
    assert "256 gates lie in pages that are not mapped." in read(descriptors.render(machine)).text


def test_peek_reads_over_a_page_border_and_says_none_where_nothing_is_mapped(machine: Machine) -> None:
    machine.cpu.store(0x222FFC, 8, 0x1122334455667788)
    before = list(machine.tlb)
    assert machine.peek(0x222FFC, 8) == bytes.fromhex("8877665544332211")
    assert machine.peek(0xDEADBEAF, 1) is None
    assert machine.peek(0x228FFF, 2) is None, "the second byte lies behind the last page"
    assert list(machine.tlb) == before


def test_the_drawn_idt_has_a_box_at_its_place_for_each_gate_that_is_present(machine: Machine) -> None:
    load_tables(machine)
    cpu = machine.cpu
    for offset, half in zip((0, 8), Gate(HANDLER, 8, 0).encode(), strict=True):
        cpu.store(IDT + 0x80 * 16 + offset, 8, half)
    assert_well_drawn(descriptors.gate_map({8: "a", 14: "b", 0x80: "c"}, 14, narrow=True))
    drawing = descriptors.gate_map({8: "a", 14: "b", 0x80: "c"}, 14)
    assert_well_drawn(drawing)
    at = {box.name: box for box in boxes(drawing, "gate ")}
    assert set(at) == {"gate 8", "gate 14", "gate 128"}
    assert at["gate 8"].y == at["gate 14"].y
    assert at["gate 14"].x - at["gate 8"].x == 6 * at["gate 8"].width
    assert at["gate 128"].x == drawing.box("row 4").x
    assert drawing.box("row 4").y == at["gate 128"].y
    panel = read(descriptors.render(machine, marked=14))
    told = [box.attributes["aria-label"] for box in panel.all("svg")[0].all("g")]
    assert told == [
        f"Gate 8 #DF: {HANDLER + 0x80:#x}",
        f"Gate 14 #PF: {HANDLER + 0xE0:#x}, used last",
        f"Gate 128: {HANDLER:#x}",
    ]
    jump = panel.one("table", "gates").all("button", "jump")[1]
    assert (jump.attributes["data-action"], jump.attributes["data-address"]) == ("memory", hex(IDT + 14 * 16))

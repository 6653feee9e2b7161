from __future__ import annotations

import pytest

from pagesim_py import Access, Fault, Machine
from pagesim_py.machine.flags import ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.views.walk import Subject, render
from tests.views.reading import Node, read


def shown(machine: Machine, address: int, fault: Fault | None = None) -> Node:
    return read(render(machine, Subject(address, None, fault)))


def levels(panel: Node) -> list[list[str]]:
    return panel.one("table", "levels").one("tbody").rows()


def fault_of(machine: Machine, address: int, kind: Access) -> Fault:
    with pytest.raises(Fault) as caught:
        machine.cpu.access(address, 1, kind)
    return caught.value


def test_the_walk_of_deadbeaf_ends_at_level_3_entry_3_not_present(machine: Machine) -> None:
    panel = shown(machine, 0xDEADBEAF)
    assert panel.one("p", "verdict").text.startswith("The walk ends at level 3, entry 3: not present.")
    data = panel.one("div").attributes
    assert (data["data-level"], data["data-index"], data["data-outcome"]) == ("3", "3", "not_present")
    rows = levels(panel)
    assert rows[0][:4] == ["4", "0x1000", "0 at 0x1000", "0x2023"]
    assert rows[0][-1] == "table 0x2000"
    assert rows[1][:5] == ["3", "0x2000", "3 at 0x2018", "0x0", "0"]
    assert rows[2:] == [["2–1", "not reached"]]


def test_an_entry_that_is_not_present_shows_no_other_flag(machine: Machine) -> None:
    assert levels(shown(machine, 0xDEADBEAF))[1][5:12] == [""] * 7


def test_the_address_is_split_into_its_indices(machine: Machine) -> None:
    split = shown(machine, 0xDEADBEAF).one("table", "split").rows()
    assert split[0] == ["", "sign extension", "level 4", "level 3", "level 2", "level 1", "offset"]
    assert split[1][1:] == ["63–48", "47–39", "38–30", "29–21", "20–12", "11–0"]
    assert split[2][1:] == ["0…0", "000000000", "000000011", "011110101", "011011011", "111010101111"]
    assert split[3][1:] == ["0x0", "0", "3", "245", "219", "0xeaf"]


def test_a_mapped_address_tells_where_it_is_and_what_may_be_done(machine: Machine) -> None:
    panel = shown(machine, 0xB8123)
    assert panel.one("div").attributes["data-physical"] == "0xb8123"
    assert "level 1, entry 184: 4 KiB page. 0xb8123 is at physical address 0xb8123." in panel.text
    assert "Together: may be read, written and executed, by the kernel only." in panel.text
    trials = panel.one("table", "trials").rows()
    assert trials[1] == ["Kernel", "allowed", "allowed", "allowed"]
    assert trials[2] == ["User code", "#PF, error code 0x5", "#PF, error code 0x7", "#PF, error code 0x15"]


def test_the_rights_are_the_and_over_all_levels_and_the_or_of_xd(machine: Machine) -> None:
    entries = [step.address for step in machine.walk(0x221000).steps]
    together = shown(machine, 0x221000).one("tfoot").rows()
    assert together[0] == ["", "All levels", "", "1", "0", "1", "", "", "", "", ""]
    level3 = machine.memory.read_u64(entries[1])
    machine.memory.write_u64(entries[1], level3 & ~ENTRY_RW | ENTRY_US)
    panel = shown(machine, 0x221000)
    assert panel.one("tfoot").rows()[0][3:6] == ["0", "0", "1"]
    assert "Together: may be read, by the kernel only." in panel.text
    for at in entries:
        entry = machine.memory.read_u64(at)
        machine.memory.write_u64(at, (entry | ENTRY_US | ENTRY_RW) & ~ENTRY_XD)
    assert "may be read, written and executed, by the kernel and user code." in shown(machine, 0x221000).text


def test_a_large_page_ends_the_walk_at_level_2(machine: Machine) -> None:
    panel = shown(machine, 0x18000000000 + 0x212345)
    assert "level 2, entry 1: 2 MiB page." in panel.one("p", "verdict").text
    assert panel.one("div").attributes["data-physical"] == "0x212345"
    assert levels(panel)[2][-1] == "page 0x200000"


def test_a_fault_names_its_entry_its_rule_and_every_bit_of_its_error_code(machine: Machine) -> None:
    fault = fault_of(machine, 0x201008, Access.WRITE)
    panel = shown(machine, 0x201008, fault)
    assert panel.one("p", "why").text == (
        "Why the CPU refused: a write, but the level-1 entry is read-only (R/W = 0) "
        "and CR0.WP = 1 makes the supervisor respect that."
    )
    decided = panel.one("td", "decided")
    assert decided.text == "0"
    assert levels(panel)[3][0] == "1"
    bits = {row[1]: row[2:] for row in panel.all("table", "bits")[0].rows()[1:]}
    assert list(bits) == ["P", "W", "U", "RSVD", "I", "PK"]
    assert bits["P"] == ["1", "the page is present, but a rule refused the access"]
    assert bits["W"][0] == "1"
    assert bits["U"] == ["0", "the supervisor (CPL 0-2, or the CPU itself) made the access"]


def test_a_fault_decided_by_the_tlbs_copy_names_the_entry_all_the_same(machine: Machine) -> None:
    machine.cpu.access(0x201008)
    fault = fault_of(machine, 0x201008, Access.WRITE)
    assert fault.walk is None
    panel = shown(machine, 0x201008, fault)
    assert "a write, but the level-1 entry is read-only (R/W = 0)" in panel.one("p", "why").text
    assert panel.one("td", "decided").text == "0"


def test_the_walk_shown_for_a_fault_is_the_one_that_failed(machine: Machine) -> None:
    fault = fault_of(machine, 0xDEADBEAF, Access.WRITE)
    machine.memory.write_u64(0x2018, 0x5003)
    assert shown(machine, 0xDEADBEAF, fault).one("div").attributes["data-level"] == "3"
    assert shown(machine, 0xDEADBEAF).one("div").attributes["data-level"] != "3"


def test_an_address_that_is_not_canonical_has_no_walk(machine: Machine) -> None:
    panel = shown(machine, 0x8000_0000_0000)
    assert panel.one("p", "verdict").text.startswith("The address is not canonical: no walk.")
    assert "0xffff800000000000" in panel.text
    assert panel.one("div").attributes["data-outcome"] == "non_canonical"
    assert panel.one("table", "split").rows()[2][1] == "0…0"


def test_a_reserved_bit_is_told(machine: Machine) -> None:
    machine.memory.write_u64(0x2018, 1 << 45 | 0x5003)
    panel = shown(machine, 0xDEADBEAF)
    assert "level 3, entry 3: a reserved bit is set." in panel.text
    assert "these bits must be 0: the CPU refuses the entry" in panel.text


def test_the_tlb_is_told_to_hold_the_page_and_to_be_stale(machine: Machine) -> None:
    assert "this page is not in it" in shown(machine, 0xB8000).one("p", "tlb").text
    machine.cpu.access(0xB8000)
    assert "holds this page, at 0xb8000" in shown(machine, 0xB8000).one("p", "tlb").text
    leaf = machine.walk(0xB8000).steps[-1]
    machine.memory.write_u64(leaf.address, 0xB9003)
    stale = shown(machine, 0xB8000).one("p", "tlb").text
    assert "It is stale" in stale
    assert f"the entry at {leaf.address:#x} was changed" in stale


def test_every_bit_of_every_entry_is_listed(machine: Machine) -> None:
    details = next(node for node in shown(machine, 0x221000).all("details") if "Every bit" in node.text)
    tables = details.all("table", "bits")
    assert len(tables) == 4
    assert ["63", "XD (execute disable)", "1", "instructions may not be fetched"] in tables[3].rows()


def test_looking_changes_nothing(machine: Machine) -> None:
    machine.log = []
    before = machine.snapshot()
    for address in (0, 0xDEADBEAF, 0xB8000, 0x201000, 0x18000000000, 1 << 47, 0xFFFF_FFFF_FFFF_FFFF):
        shown(machine, address)
    assert machine.log == []
    after = machine.snapshot()
    assert after.tlb == before.tlb
    assert {n: data for n, data in after.memory.frames.items() if n in before.memory.frames} == before.memory.frames


def test_names_from_outside_are_escaped(machine: Machine) -> None:
    html = render(machine, Subject(0xB8000, "<script>"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html

from __future__ import annotations

from contextlib import suppress

import pytest

from pagesim_py import Access, Fault, Machine
from pagesim_py.machine.address import canonical
from pagesim_py.machine.events import PageWalked
from pagesim_py.machine.flags import ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.views.translation import Moment, Subject, Then, Translation, look
from pagesim_py.views.walk import headline, render
from tests.views.reading import Node, read


def now(machine: Machine, address: int, asked: Access | None = None) -> Translation:
    """The address as it is now."""
    return Translation(Subject(address), look(machine, address), None, asked)


def then(machine: Machine, fault: Fault, step: int = 15) -> Translation:
    """A refused access at an earlier step."""
    assert fault.address is not None
    walk = fault.walk or machine.walk(fault.address)
    past = Then(Moment(100, step), walk, fault.access, fault)
    return Translation(Subject(fault.address), look(machine, fault.address), past)


def shown(machine: Machine, address: int, fault: Fault | None = None) -> Node:
    return read(render(now(machine, address) if fault is None else then(machine, fault)))


def levels(panel: Node) -> list[list[str]]:
    return panel.one("table", "levels").one("tbody").rows()


def fault_of(machine: Machine, address: int, kind: Access) -> Fault:
    with pytest.raises(Fault) as caught:
        machine.cpu.access(address, 1, kind)
    return caught.value


def test_the_walk_of_deadbeaf_ends_at_level_3_entry_3_not_present(machine: Machine) -> None:
    panel = shown(machine, 0xDEADBEAF)
    assert panel.one("p", "verdict").text == (
        "Not mapped: level 3, entry 3 is not present. Nothing is mapped at 0xdeadbeaf."
    )
    data = panel.all("div")[0].attributes
    assert (data["data-level"], data["data-index"], data["data-outcome"]) == ("3", "3", "not_present")
    rows = levels(panel)
    assert rows[0][:4] == ["4", "0x1000", "0 at 0x1000", "0x2023"]
    assert rows[0][-1] == "table 0x2000"
    assert rows[1][:5] == ["3", "0x2000", "3 at 0x2018", "0x0", "0"]
    assert rows[2:] == [["2", "not reached"], ["1", "not reached"]]


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
    assert panel.all("div")[0].attributes["data-physical"] == "0xb8123"
    assert panel.one("p", "verdict").text == (
        "Mapped: physical address 0xb8123. 0xb8123 lies in the 4 KiB page of level 1, entry 184: physical 0xb8123."
    )
    assert "Together: it may be read, written and executed, by the kernel only." in panel.text
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
    assert "Together: it may be read, by the kernel only." in panel.text
    for at in entries:
        entry = machine.memory.read_u64(at)
        machine.memory.write_u64(at, (entry | ENTRY_US | ENTRY_RW) & ~ENTRY_XD)
    assert "may be read, written and executed, by the kernel and user code." in shown(machine, 0x221000).text


def test_a_large_page_ends_the_walk_at_level_2(machine: Machine) -> None:
    panel = shown(machine, 0x18000000000 + 0x212345)
    assert "the 2 MiB page of level 2, entry 1: physical 0x212345." in panel.one("p", "verdict").text
    assert panel.all("div")[0].attributes["data-physical"] == "0x212345"
    assert levels(panel)[2][-1] == "page 0x200000"


def test_a_fault_names_its_entry_its_rule_and_every_bit_of_its_error_code(machine: Machine) -> None:
    fault = fault_of(machine, 0x201008, Access.WRITE)
    panel = shown(machine, 0x201008, fault)
    assert panel.one("p", "why").text == (
        "Why the CPU refused at step 15: the level-1 entry is read-only (R/W = 0), "
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
    assert fault.stale, "the TLB's copy decided"
    panel = shown(machine, 0x201008, fault)
    assert "the level-1 entry is read-only (R/W = 0)" in panel.one("p", "why").text
    assert panel.one("td", "decided").text == "0"


def test_the_walk_shown_for_a_fault_is_the_one_that_failed(machine: Machine) -> None:
    fault = fault_of(machine, 0xDEADBEAF, Access.WRITE)
    machine.memory.write_u64(0x2018, 0x5003)
    assert shown(machine, 0xDEADBEAF, fault).all("div")[0].attributes["data-level"] == "3"
    assert shown(machine, 0xDEADBEAF).all("div")[0].attributes["data-level"] != "3"


def test_an_address_that_is_not_canonical_has_no_walk(machine: Machine) -> None:
    panel = shown(machine, 0x8000_0000_0000)
    assert panel.one("p", "verdict").text.startswith("Not canonical: no table is looked at. Bits 63 to 47")
    assert "0xffff800000000000" in panel.text
    assert panel.all("div")[0].attributes["data-outcome"] == "non_canonical"
    assert panel.one("table", "split").rows()[2][1] == "0…0"


def test_a_reserved_bit_is_told(machine: Machine) -> None:
    machine.memory.write_u64(0x2018, 1 << 45 | 0x5003)
    panel = shown(machine, 0xDEADBEAF)
    assert "Not usable: level 3, entry 3 has a reserved bit set (bit 45)." in panel.text
    assert "these bits must be 0: the CPU refuses the entry" in panel.text


def test_the_tlb_is_told_to_hold_the_page_and_to_be_stale(machine: Machine) -> None:
    assert "this page is not in it" in shown(machine, 0xB8000).one("p", "tlb").text
    machine.cpu.access(0xB8000)
    assert "it holds this page, at 0xb8000" in shown(machine, 0xB8000).one("p", "tlb").text
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
    html = render(now(machine, 0xB8000)._replace(subject=Subject(0xB8000, "<script>")))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


# -- then and now


def test_a_refused_access_is_the_past_and_now_stands_beside_it(machine: Machine) -> None:
    fault = fault_of(machine, 0xDEADBEAF, Access.WRITE)
    machine.memory.write_u64(0x2018, 0x5003)
    panel = read(render(then(machine, fault)))
    past, present = panel.one("div", "then"), panel.one("div", "now")
    assert past.text.startswith("As it was at step 15 Go thereWrite refused: level 3, entry 3 is not present ")
    assert "(error code 0x2 = W)." in past.text
    assert past.one("button").attributes["data-at"] == "100"
    assert present.text == ("The same access nowWrite refused: level 2, entry 245 is not present (error code 0x2 = W).")
    beside = panel.one("table", "beside")
    assert beside.one("caption").text == "Then and now: 2 levels changed since"
    assert beside.rows()[1:] == [
        ["4", "0x2023 table 0x2000", "0x2023 table 0x2000"],
        ["3", "0x0 not present", "0x5003 table 0x5000changed"],
        ["2", "not reached", "0x0 not presentchanged"],
        ["1", "not reached", "not reached"],
    ]
    assert panel.one("table", "levels").one("caption").text.startswith("As it was at step 15. One entry per level")
    assert panel.one("table", "trials").one("caption").text == "What an access to this address would do now"
    assert panel.one("p", "tlb").text.startswith("TLB now: ")


def test_what_was_repaired_is_allowed_now(machine: Machine) -> None:
    fault = fault_of(machine, 0x201008, Access.WRITE)
    leaf = machine.walk(0x201008).steps[-1]
    machine.memory.write_u64(leaf.address, leaf.entry | ENTRY_RW)
    panel = read(render(then(machine, fault)))
    assert "Write refused: level 1, entry 1 is read-only (error code 0x3 = P | W)." in panel.one("div", "then").text
    physical = machine.walk(0x201008).physical
    assert panel.one("div", "now").text == f"The same access nowWrite allowed: {physical:#x}."


def test_where_nothing_has_changed_that_is_said(machine: Machine) -> None:
    panel = read(render(then(machine, fault_of(machine, 0xDEADBEAF, Access.READ))))
    assert panel.one("table", "beside").one("caption").text == "Then and now: the tables are the same now"
    assert panel.all("tr", "changed") == []


def test_an_address_that_nobody_accessed_is_told_as_it_is_now(machine: Machine) -> None:
    panel = read(render(now(machine, 0xB8000)))
    assert "as it was" not in panel.text.lower()
    assert panel.all("table", "beside") == []
    assert "data-then" not in panel.all("div")[0].attributes


@pytest.mark.parametrize(
    ("address", "asked", "line"),
    [
        (0x201008, Access.READ, "0x201008: Read allowed: 0x1008."),
        (0x201008, Access.WRITE, "0x201008: Write refused: level 1, entry 1 is read-only (error code 0x3 = P | W)."),
        (0x221000, Access.FETCH, "0x221000: Instruction fetch refused: level 1, entry 33 forbids execution "
                                 "(error code 0x11 = P | I)."),
        (0xDEADBEAF, None, "0xdeadbeaf: Not mapped: level 3, entry 3 is not present."),
        (0xB8000, None, "0xb8000: Mapped: physical address 0xb8000."),
        (1 << 47, Access.READ, "0x800000000000: Read refused: the address is not canonical (#GP, error code 0x0)."),
        (1 << 47, None, "0x800000000000: Not canonical: no table is looked at."),
    ],
)  # fmt: skip
def test_the_headline_answers_the_question_that_is_asked(
    machine: Machine, address: int, asked: Access | None, line: str
) -> None:
    told = headline(now(machine, address, asked)).replace(f"{machine.walk(0x201008).physical:#x}", "0x1008")
    assert told == line
    head = read(render(now(machine, address, asked))).one("p", "verdict").one("strong").text
    assert headline(now(machine, address, asked)) == f"{address:#x}: {head}"


def test_the_headline_of_a_past_access_says_when(machine: Machine) -> None:
    told = headline(then(machine, fault_of(machine, 0xDEADBEAF, Access.WRITE)))
    assert told == (
        "0xdeadbeaf: Write refused: level 3, entry 3 is not present (error code 0x2 = W), as it was at step 15."
    )


def test_what_the_tlb_holds_is_what_an_access_gets(machine: Machine) -> None:
    """A stale copy decides: it is what the trials and the headline tell, and what then happens."""
    machine.cpu.access(0xB8000, 1, Access.WRITE)
    leaf = machine.walk(0xB8000).steps[-1]
    machine.memory.write_u64(leaf.address, 0)
    panel = read(render(now(machine, 0xB8000)))
    assert panel.one("p", "verdict").text == (
        "Mapped: physical address 0xb8000, by the TLB's copy, which is stale. "
        "The tables have been changed since; by them, nothing is mapped at 0xb8000."
    )
    assert panel.one("table", "trials").rows()[1] == ["Kernel", "allowed", "allowed", "allowed"]
    assert machine.cpu.access(0xB8000, 1, Access.WRITE) == (0xB8000,)


@pytest.mark.parametrize("kind", [Access.READ, Access.WRITE, Access.FETCH])
@pytest.mark.parametrize("filled", [None, Access.READ, Access.WRITE])
@pytest.mark.parametrize("edit", [0, ENTRY_RW, ENTRY_US, ENTRY_XD, 1, 1 << 13])
def test_a_trial_tells_what_the_access_then_does(
    machine: Machine, kind: Access, filled: Access | None, edit: int
) -> None:
    if filled is not None:
        machine.cpu.access(0xB8000, 1, filled)
    leaf = machine.walk(0xB8000).steps[-1]
    machine.memory.write_u64(leaf.address, machine.memory.read_u64(leaf.address) ^ edit)
    told = look(machine, 0xB8000).trial(kind)
    try:
        physical: int | None = machine.cpu.access(0xB8000, 1, kind)[0]
        fault = None
    except Fault as raised:
        physical, fault = None, raised
    assert told.physical == physical
    assert (told.fault and told.fault.args) == (fault and fault.args)
    assert (told.fault and told.fault.rule) == (fault and fault.rule)


def test_every_address_has_the_same_rows(machine: Machine) -> None:
    """So nothing moves while the program is stepped."""
    addresses = (0xDEADBEAF, 0xB8000, 0x18000000000, 1 << 47, 0xFFFF_FFFF_FFFF_F000, 0x201008)
    shapes = set()
    for address in addresses:
        panel = read(render(now(machine, address)))
        shapes.add(tuple((table.attributes["class"], len(table.all("tr"))) for table in panel.all("table")[:3]))
    assert len(shapes) == 1
    machine.log = []
    events = []
    for address in addresses[:2]:
        with suppress(Fault):
            machine.cpu.access(address, 1, Access.WRITE)
        events += [event for event in machine.log if isinstance(event, PageWalked)]
    shapes = set()
    for event in events:
        past = Then(Moment(3, 3), event.walk, event.access, event.fault)
        where = canonical(event.walk.address)
        panel = read(render(Translation(Subject(where), look(machine, where), past)))
        shapes.add(tuple((table.attributes["class"], len(table.all("tr"))) for table in panel.all("table")[:4]))
    assert len(shapes) == 1

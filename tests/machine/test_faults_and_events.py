"""Faults are data before they are sentences; every event, rule and bit has its words, made in one place."""

from __future__ import annotations

import inspect

import pytest

from pagesim_py import Access, Fault, Machine, TripleFault
from pagesim_py.machine import events, flags, vectors
from pagesim_py.machine.bits import Layout
from pagesim_py.machine.faults import Rule, explain, explain_error_code
from tests.machine.helpers import RW, US, XD, P, kernel, map_page, set_gate, small

PAGE = 0x40_0000
PKS = 1 << 24


def refused(entry: int, kind: Access, *, upper: int | None = None, **control: int) -> Fault:
    """The fault of an access to a page with ``entry``; ``upper`` replaces the flags of its level-3 entry."""
    machine = small(low=0x10000)
    map_page(machine, PAGE, 0x7000 | entry)
    if upper is not None:
        step = machine.walk(PAGE).steps[1]
        machine.memory.write_u64(step.address, step.entry & ~7 | upper)
    machine.cpu.poke(**control)
    with pytest.raises(Fault) as caught:
        machine.cpu.access(PAGE + 0x123, 1, kind)
    return caught.value


@pytest.mark.parametrize(
    ("entry", "upper", "kind", "control", "rule", "level", "words"),
    [
        (0, None, Access.READ, {}, Rule.NOT_PRESENT, 1, "the level-1 entry is not present (P = 0)"),
        (P, None, Access.WRITE, {}, Rule.WRITE_TO_READ_ONLY, 1, "CR0.WP = 1"),
        (P | RW, P, Access.WRITE, {}, Rule.WRITE_TO_READ_ONLY, 3, "the level-3 entry is read-only (R/W = 0)"),
        (P | RW, None, Access.READ, {"cpl": 3}, Rule.USER_AT_SUPERVISOR, 1, "user-mode code (CPL 3)"),
        (P | RW | XD, None, Access.FETCH, {}, Rule.EXECUTE_DISABLED, 1, "the level-1 entry forbids execution (XD = 1)"),
        (P | RW | 1 << 45, None, Access.READ, {}, Rule.RESERVED_BIT, 1, "reserved bit set (bit 45)"),
        (P | US, None, Access.FETCH, {"cr4": 0x20 | 1 << 20}, Rule.SMEP, 1, "CR4.SMEP = 1"),
        (P | US, None, Access.READ, {"cr4": 0x20 | 1 << 21}, Rule.SMAP, 1, "RFLAGS.AC = 0"),
        (P | 5 << 59, None, Access.READ, {"cr4": 0x20 | PKS, "pkrs": 1 << 10}, Rule.KEY_ACCESS_DISABLED, 1, "key 5"),
    ],
)  # fmt: skip
def test_a_fault_names_the_rule_and_the_entry_that_decided(
    entry: int, upper: int | None, kind: Access, control: dict[str, int], rule: Rule, level: int, words: str
) -> None:
    fault = refused(entry, kind, upper=upper, **control)
    assert (fault.rule, fault.level, fault.access, fault.address) == (rule, level, kind, PAGE + 0x123)
    assert fault.walk is not None
    assert fault.entry_address == fault.walk.steps[4 - level].address
    assert fault.entry == fault.walk.steps[4 - level].entry
    assert words in explain(fault)
    assert explain(fault) in str(fault)


def test_every_rule_makes_a_sentence_from_any_fault() -> None:
    for rule in Rule:
        text = explain(Fault(14, 0, 0, rule=rule))
        assert text
        assert "{" not in text


def test_every_bit_of_an_error_code_is_explained_set_and_unset() -> None:
    found = explain_error_code(0b10)
    assert [(bit.name, bit.set) for bit in found] == [
        ("P", False), ("W", True), ("U", False), ("RSVD", False), ("I", False), ("PK", False),
    ]  # fmt: skip
    assert "not present" in found[0].sentence
    assert "was a write" in found[1].sentence
    for bit, other in zip(explain_error_code(0), explain_error_code(0x3F), strict=True):
        assert bit.sentence != other.sentence
    selector = explain_error_code(14 << 3 | 3, vectors.GP)
    assert [(bit.name, bit.set) for bit in selector] == [("EXT", True), ("IDT", True), ("TI", False), ("INDEX", True)]


@pytest.mark.parametrize("layout", [flags.ENTRY, flags.CR0, flags.CR4, flags.EFER, flags.RFLAGS, flags.ERROR])
def test_bits_stand_in_order_do_not_overlap_and_say_two_things(layout: Layout) -> None:
    seen = 0
    for bit in layout:
        assert not seen & bit.mask
        assert bit.mask > seen
        assert bit.title
        assert bit.when_set
        assert bit.when_clear
        seen |= bit.mask
    assert layout.known == seen
    assert layout.names(seen) == [bit.name for bit in layout]


def test_the_vectors_with_an_error_code_are_those_of_the_manual() -> None:
    with_code = {number for number in range(256) if vectors.vector(number).has_error_code}
    assert with_code == {8, 10, 11, 12, 13, 14, 17, 21}
    assert vectors.mnemonic(14) == "#PF"
    assert vectors.mnemonic(0x80) == "INT 0x80"
    with pytest.raises(ValueError, match="256"):
        vectors.vector(256)


def test_every_event_class_is_registered_with_a_title() -> None:
    classes = {
        name: member
        for name, member in inspect.getmembers(events, inspect.isclass)
        if issubclass(member, events.Event) and member is not events.Event
    }
    assert set(classes) == {name for name in events.REGISTRY if not name.startswith("_")}
    for name, member in classes.items():
        assert member.title, name
        assert member.__doc__, name


def recorded() -> list[events.Event]:
    """The events of a life that has every kind of them."""
    machine = kernel()
    machine.log = []
    cpu = machine.cpu
    set_gate(machine, 3)
    cpu.interrupt(3, "int3")
    cpu.iretq()
    set_gate(machine, vectors.UD, type=5)
    set_gate(machine, vectors.GP, ist=1)
    cpu.deliver(Fault(vectors.UD))
    for address in (0xDEADBEAF, 0x40_0000):
        with pytest.raises(Fault) as caught:
            cpu.store(address, 8, 0)
    with pytest.raises(TripleFault):
        cpu.deliver(caught.value)
    at = map_page(machine, 0x40_0000, 0x7000 | P | RW)
    cpu.store(0x40_0000, 8, 1)
    cpu.store(at, 8, 0)
    cpu.invlpg(0x40_0000)
    cpu.mov_to_cr3(0x1000)
    cpu.lidt(0x1000, 0xFF)
    cpu.out_port(0x3F8, 65)
    cpu.in_port(0x3F9)
    machine.board.advance(1)
    machine.board.acknowledge()
    cpu.out_port(0x20, 0x20)
    machine.board.type([(0x1E,)], 2, 1)
    machine.board.advance(100_000_000)
    cpu.hlt()
    with pytest.raises(Exception, match="3"):
        cpu.out_port(0xF4, 1)
    return [entry for entry in machine.log if isinstance(entry, events.Event)]


def test_every_event_tells_itself_in_one_sentence() -> None:
    life = recorded()
    assert {type(event).__name__ for event in life} == {n for n in events.REGISTRY if not n.startswith("_")}
    for event in life:
        assert event.sentence[0].isupper() or event.sentence.startswith("#")
        assert event.sentence.endswith(".")
        assert "None" not in event.sentence


def test_the_log_is_plain_while_recording_and_absent_otherwise() -> None:
    machine = Machine()
    assert machine.log is None
    log: list[object] = []
    machine.log = log
    machine.memory.write_u32(0x1000, 7)
    assert log == [(machine.memory.frames[1].view4, 0, 0, 7)]
    machine.log = None
    machine.memory.write_u32(0x1000, 8)
    assert len(log) == 1


def test_the_triple_fault_says_each_step() -> None:
    machine = kernel()
    machine.cpu.idtr = (0, 0)
    with pytest.raises(TripleFault, match="triple fault: #UD") as caught:
        machine.cpu.deliver(Fault(vectors.UD))
    assert [attempt.fault.mnemonic for attempt in caught.value.chain] == ["#UD", "#GP", "#GP", "#DF", "#GP"]

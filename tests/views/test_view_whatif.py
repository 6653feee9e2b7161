"""The view of a what-if: both outcomes, what differs, the buttons; both walks are well drawn and truly marked."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Access, Machine
from pagesim_py.machine.changes import SWITCHES, Change, is_made
from pagesim_py.machine.flags import CR4_PKE, ENTRY_P, ENTRY_RW, ENTRY_US, ENTRY_XD
from pagesim_py.machine.retry import forked
from pagesim_py.session.forks import Fork, compare, read_change
from pagesim_py.views import walk_drawing, walk_drawing_narrow
from pagesim_py.views.svg import Box
from pagesim_py.views.whatif import lines, render, sentence
from pagesim_py.views.whatif_drawing import differing, marked, scene_of
from pagesim_py.views.whatif_parts import Comparison, When
from tests.machine.helpers import kernel, map_page, set_gate
from tests.views.geometry import assert_well_drawn, boxes

PAGE = 0x40_0000
CODE = 0x201000


def tried(
    machine: Machine,
    *changes: Change,
    address: int = CODE,
    kind: Access = Access.WRITE,
    cpl: int | None = None,
    asks: str | None = None,
) -> Comparison:
    return compare(machine, Fork(None, address, kind, cpl, changes=changes, asks=asks))


def writable(machine: Machine) -> Change:
    step = machine.walk(CODE).steps[-1]
    return Change("entry", "R/W", True, step.level, step.address)


def text(shown: Comparison) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", "", render(shown)))))


def test_both_outcomes_stand_side_by_side(machine: Machine) -> None:
    shown = text(tried(machine, writable(machine)))
    assert "As it is Write refused: #PF 0x3 = P | W What if Write allowed: 0x401000" in shown
    assert "1 change Undo all Set R/W in the level-1 entry. entry 1 at" in shown


def test_without_a_change_nothing_differs_and_it_says_what_to_do(machine: Machine) -> None:
    shown = tried(machine)
    assert not [line for line in lines(shown) if line.differs]
    assert "Nothing is changed yet: flip a bit above" in text(shown)
    assert "Nothing is changed yet: the walk is the same." in text(shown)
    assert render(shown).count("<svg") == 2
    assert render(tried(machine, writable(machine))).count("<svg") == 4
    assert "Undo" not in text(shown)
    assert sentence(shown) == "Nothing is changed: Write refused: #PF."


def test_what_a_change_does_not_touch_is_told_as_the_same(machine: Machine) -> None:
    shown = tried(machine, Change("switch", "CR4.PGE", True))
    assert "Nothing differs" in text(shown)
    assert sentence(shown).endswith("Nothing differs from how it is.")


def test_each_difference_has_a_word_beside_its_sign(machine: Machine) -> None:
    page = render(tried(machine, writable(machine)))
    differing_rows = page.count('<tr class="differs">')
    assert differing_rows == page.count('≠<span class="unseen"> differs</span>') > 3


@pytest.mark.parametrize("pressed", [False, True])
def test_every_button_makes_the_change_that_it_says(machine: Machine, pressed: bool) -> None:
    some = (writable(machine),) if pressed else ()
    page = render(tried(machine, *some))
    found = re.findall(r'data-change="([^"]*)" aria-label="([^"]*)" title="([^"]*)"', page)
    assert len(found) >= 4 * 10 + len(SWITCHES) + 1
    for data, label, title in found:
        change = read_change(json.loads(html.unescape(data)))
        changed = forked(machine, some)
        assert not is_made(changed, change), label
        assert is_made(forked(changed, [change]), change), label
        assert label in html.unescape(title) or html.unescape(label) in html.unescape(title)
    labels = [label for _, label, _ in found]
    assert len(set(labels)) == len(labels)
    assert ("R/W of the level-1 entry = 1, was 0" in labels) is pressed


def test_one_bit_alone_is_a_stop_of_the_tab_key(machine: Machine) -> None:
    bits = re.search(r'<table class="bits-to-flip">.*?</table>', render(tried(machine)), re.S)
    assert bits is not None
    assert bits[0].count('tabindex="0"') == 1
    assert bits[0].count('tabindex="-1"') == 39


def test_with_protection_keys_their_bits_can_be_flipped_too(machine: Machine) -> None:
    assert "PK0" not in render(tried(machine))
    shown = render(tried(machine, Change("switch", "CR4.PKE", True), Change("switch", "CR4.PKS", True)))
    assert 'data-name="PK0"' in shown
    assert "PKRS AD0 = 0" in shown
    machine.cpu.poke(cr4=machine.cpu.cr4 | CR4_PKE, pkru=2)
    for step in machine.walk(CODE).steps:
        machine.memory.write_u64(step.address, step.entry | ENTRY_US | ENTRY_RW)
    told = lines(tried(machine, Change("key", "WD", False, value=0, register="PKRU")))
    assert (told[2].was, told[2].became) == ("0x23 = P | W | PK", "none")


def test_a_missing_page_has_a_button_that_maps_it(machine: Machine) -> None:
    page = render(tried(machine, address=0xDEADBEAF))
    change = re.search(r'data-change="([^"]*)" class="small">Map the page', page)
    assert change is not None
    mapped = read_change(json.loads(html.unescape(change[1])))
    assert compare(machine, Fork(None, 0xDEADBEAF, Access.WRITE, changes=(mapped,))).became.fault is None


def test_an_address_that_is_not_canonical_has_no_bits_to_flip(machine: Machine) -> None:
    shown = text(tried(machine, address=1 << 63))
    assert "refused: #GP" in shown
    assert "the CPU reads no entry" in shown
    assert "Nothing does" in text(tried(machine, address=1 << 63, asks="succeed"))


def test_where_a_fault_goes_is_told_by_gate_stack_and_name() -> None:
    machine = kernel()
    handler = set_gate(machine, 14, ist=1)
    map_page(machine, PAGE, 0)
    was = tried(machine, address=PAGE)
    names = {handler: "page_fault_handler"}
    assert lines(was, names.get)[-1].was == "handler of #PF (gate 14): page_fault_handler, on the stack of IST1"
    gone = tried(machine, Change("gate", "P", False, 14, 0x21000 + 14 * 16), address=PAGE)
    assert lines(gone)[-1].became.startswith("triple fault, the machine resets: #PF at 0x400000")


def test_the_moment_is_told_and_can_be_gone_to(machine: Machine) -> None:
    shown = tried(machine)
    assert "Tried at step 18" in render(shown, When("step 18", 367, held=False))
    held = render(shown, When("step 18", 367, held=True))
    assert "Held at step 18" in held
    assert 'data-action="seek" data-at="367"' in held
    assert 'data-do="leave"' in held
    assert 'data-do="leave"' not in render(shown, When("step 18", None, held=False))


def test_the_entries_of_the_drawings_lead_to_their_bits(machine: Machine) -> None:
    page = render(tried(machine))
    rows = set(re.findall(r'data-row="(\d)"', page))
    assert set(re.findall(r'data-action="flip" data-path="(\d)"', page)) == rows == {"4", "3", "2", "1"}


def test_answers_of_one_size_are_listed_and_larger_ones_folded() -> None:
    machine = kernel()
    map_page(machine, PAGE, 0x9000 | ENTRY_P | ENTRY_RW)
    top = machine.walk(PAGE).steps[0]
    machine.memory.write_u64(top.address, top.entry & ~ENTRY_US)
    page = html.unescape(render(tried(machine, address=PAGE, cpl=3, asks="succeed")))
    first, rest = page.split("1 more set, with more changes each")
    applied = re.compile(r'aria-label="Apply: ([^"]*)"')
    assert applied.findall(first) == ["Make the access as the kernel (CPL 0)."]
    assert applied.findall(rest) == ["Set U/S in the level-4 entry. Set U/S in the level-1 entry."]
    read = html.unescape(render(tried(machine, address=PAGE, asks="0x5")))
    assert applied.findall(read) == ["Make it a read. Make the access as user code (CPL 3)."]


FLAGS = st.integers(0, 15).map(
    lambda n: (n & 1 and ENTRY_P) | (n & 2 and ENTRY_RW) | (n & 4 and ENTRY_US) | (n & 8 and ENTRY_XD)
)


@settings(max_examples=60, deadline=None)
@given(
    entry=FLAGS,
    kind=st.sampled_from([Access.READ, Access.WRITE, Access.FETCH]),
    names=st.lists(st.sampled_from(["P", "R/W", "U/S", "XD", "PS", "A"]), max_size=3, unique=True),
    level=st.integers(1, 4),
)
def test_both_walks_are_well_drawn_and_just_the_changed_entries_are_framed(
    entry: int, kind: Access, names: list[str], level: int
) -> None:
    machine = kernel()
    map_page(machine, PAGE, 0x9000 | entry)
    before = {step.level: step for step in machine.walk(PAGE).steps}
    step = before[level]
    changes = []
    for name in names:
        change = Change("entry", name, True, level, step.address)
        if is_made(machine, change):
            change = change._replace(on=False)
        changes.append(change)
    shown = tried(machine, *changes, address=PAGE, kind=kind)
    levels = differing(shown.was, shown.became)
    assert levels >= ({level} if names else set())
    if not names:
        assert levels == frozenset()
    for draw in (walk_drawing.draw, walk_drawing_narrow.draw):
        drawing = marked(draw, scene_of(shown.became, shown.became_strips, kind), levels)
        frames = boxes(drawing, "differs")
        assert len(frames) == len(levels)
        for frame in frames:
            assert any(frame.holds(*one.middle) and one.width <= frame.width for one in boxes(drawing, "entry "))
        assert_well_drawn(drawing._replace(shapes=tuple(one for one in drawing.shapes if one not in frames)))
        assert all(isinstance(one, Box) and one.action == ("flip", one.name[6:]) for one in boxes(drawing, "entry "))

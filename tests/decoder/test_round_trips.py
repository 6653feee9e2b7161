"""What our own machine, boot loader, labs and command print is read back as the machine's own state."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Machine, labs
from pagesim_py.boot import KernelImage, Segment, boot
from pagesim_py.cli.map import map_text
from pagesim_py.cli.walk import walk_text
from pagesim_py.decoder import Kind, Piece, decode, rebuild, stories
from pagesim_py.decoder.findings import access_kind, possible_rules
from pagesim_py.labs.runner import Result, run_files
from pagesim_py.machine.access import Access
from pagesim_py.machine.events import FramePushed
from pagesim_py.machine.flags import CR0, CR4, EFER, ENTRY_P, ENTRY_RW, ENTRY_US
from pagesim_py.machine.mappings import mappings
from pagesim_py.machine.paging import ADDRESS_BITS
from pagesim_py.rust.compiled import compile as compile_kernel
from pagesim_py.rust.compiled import prepare
from pagesim_py.session.space import named_areas
from tests.machine.helpers import map_page
from tests.rust.test_series import sources

STEPS = [(name, step.id) for name in labs.names() for step in labs.load(name).steps]
NAMES = {1: "PROTECTION_VIOLATION", 2: "CAUSED_BY_WRITE", 4: "USER_MODE", 8: "MALFORMED_TABLE", 16: "INSTRUCTION_FETCH"}


def pieces_of(text: str, *kinds: Kind) -> Iterator[Piece]:
    return (piece for piece in decode(text).pieces if piece.kind in kinds)


def check_screen(screen: str, machine: Machine) -> int:
    """How many pieces of the screen were compared with what the machine did and holds."""
    pushed = [event for event in machine.log or () if isinstance(event, FramePushed)]
    frames = [{"rip": e.saved.rip, "cs": e.saved.cs, "rflags": e.saved.rflags, "rsp": e.saved.rsp, "ss": e.saved.ss}
              for e in pushed]  # fmt: skip
    compared = 0
    for piece in pieces_of(screen, Kind.FRAME):
        assert not piece.notes
        assert dict(piece.values) in frames
        compared += 1
    for piece in pieces_of(screen, Kind.FAULT_CODE):
        assert piece.values["code"] in [event.error_code for event in pushed if event.vector == 14]
        compared += 1
    for piece in pieces_of(screen, Kind.REGISTER):
        assert piece.values["cr2"] == machine.cpu.cr2
        compared += 1
    for piece in pieces_of(screen, Kind.TRANSLATION):
        assert machine.walk(piece.values["address"]).physical == piece.get("physical")
        compared += 1
    return compared


def run_step(lab_name: str, step_id: str) -> Result:
    lab = labs.load(lab_name)
    return run_files(lab.step(step_id).files, dialect=lab.dialect, boot=lab.boot, max_steps=100_000)


@pytest.mark.parametrize(("lab", "step"), STEPS)
def test_the_screen_of_a_lab_says_what_its_machine_did(lab: str, step: str) -> None:
    result = run_step(lab, step)
    check_screen("\n".join(result.screen), result.machine)


def test_the_labs_screens_have_something_to_compare() -> None:
    result = run_step("page-fault", "store")
    assert check_screen("\n".join(result.screen), result.machine) == 3
    (story,) = stories(decode("\n".join(result.screen)).pieces)
    fault = result.exceptions[0]
    assert (story.get("vector"), story.get("code"), story.get("cr2")) == (14, fault.error_code, fault.cr2)
    assert story.get("rip") == fault.rip


@pytest.mark.parametrize("step", ["level-4", "level-3"])
def test_the_entries_that_a_lab_prints_are_the_machines(step: str) -> None:
    result = run_step("page-tables", step)
    entries = list(pieces_of("\n".join(result.screen), Kind.ENTRY))
    assert entries
    table = result.machine.cpu.cr3
    if step == "level-3":
        table = result.machine.memory.read_u64(table) & ADDRESS_BITS
    for piece in entries:
        now = result.machine.memory.read_u64(table + 8 * piece.values["index"])
        assert (piece.values["entry"] ^ now) & (ADDRESS_BITS | ENTRY_P | ENTRY_RW | ENTRY_US) == 0


@pytest.mark.parametrize("dialect", ["0.14.13", "0.15.4"])
@pytest.mark.parametrize("name", ["05_breakpoint", "08_store", "08_code_page", "09_tables", "06_deep"])
def test_the_screen_of_a_kernel_of_the_series_says_what_its_machine_did(name: str, dialect: str) -> None:
    compiled = compile_kernel(sources(name, "upwards::Upwards", dialect), dialect, record=False)
    machine = prepare(compiled)
    machine.log = []
    compiled.run(machine, 300_000)
    check_screen("\n".join(machine.screen.lines()), machine)


def test_the_boot_loaders_memory_map_is_read_back() -> None:
    machine = boot(KernelImage(0x7000, [Segment(0x201000, 0x1000, 0x6000, 0x6000, executable=True)]))
    regions = [(region.start << 12, region.end << 12, region.type.name) for region in machine.memory_map]
    text = ", ".join(
        f"MemoryRegion {{ range: FrameRange({start:#x}..{end:#x}), region_type: {kind} }}"
        for start, end, kind in regions
    )
    found = [(p.values["start"], p.values["end"], p.words["type"]) for p in pieces_of(f"[{text}]", Kind.REGION)]
    assert found == regions


# -- random machines


def machine_of(seed: int) -> tuple[Machine, list[int]]:
    """A machine with some pages of each size, with random rights, and addresses in and around them."""
    rng = random.Random(seed)
    machine = Machine()
    addresses = []
    for _ in range(rng.randrange(1, 6)):
        level = rng.choice((1, 1, 1, 2, 3))
        page = rng.choice((0x40_0000, 0xDEAD_B000, 0x7FFF_FFFF_F000, 0xFFFF_8000_0000_0000, 0xFFFF_FFFF_FFFF_F000))
        page &= -1 << 12 + 9 * (level - 1)
        entry = rng.randrange(1 << 10) << 30 | rng.getrandbits(7) & 0x67 | (0x80 if level > 1 else 0)
        try:
            if machine.walk(page).outcome.name == "NOT_PRESENT":
                map_page(machine, page, entry | (1 << 63 if rng.random() < 0.3 else 0), level=level)
        except OverflowError:
            continue
        addresses.append(page + rng.randrange(4096))
    cr0 = CR0.mask("PE") | CR0.mask("PG") | rng.choice((0, CR0.mask("WP")))
    cr4 = CR4.mask("PAE") | rng.choice((0, CR4.mask("SMEP"), CR4.mask("SMAP"), CR4.mask("SMEP") | CR4.mask("SMAP")))
    efer = 0x500 | rng.choice((0, EFER.mask("NXE")))
    machine.cpu.poke(cr0=cr0, cr3=0x1000, cr4=cr4, efer=efer, cpl=rng.choice((0, 3)))
    return machine, addresses


def code_text(code: int, dialect: str) -> str:
    """An error code as the crate's versions print it."""
    names = " | ".join(name for bit, name in NAMES.items() if code & bit)
    if dialect == "0.14.2":
        return names or "(empty)"
    return f"PageFaultErrorCode({names or '0x0'})"


@given(
    st.integers(0, 1 << 32),
    st.sampled_from([Access.READ, Access.WRITE, Access.FETCH]),
    st.sampled_from(["0.14.2", "0.15"]),
)
@settings(max_examples=40, deadline=None)
def test_a_fault_is_told_by_its_walk_its_registers_and_its_code(seed: int, kind: Access, dialect: str) -> None:
    machine, addresses = machine_of(seed)
    cpu = machine.cpu
    for address in addresses:
        fault = machine.predict(address, kind)
        if fault is None or fault.error_code is None:
            continue
        cs = 8 | cpu.cpl
        text = (
            f"CR0={cpu.cr0:08x} CR2={address:016x} CR3={cpu.cr3:016x} CR4={cpu.cr4:08x}\nEFER={cpu.efer:016x}\n"
            f"Error Code: {code_text(fault.error_code, dialect)}\ncode_segment: {cs}\n{walk_text(machine, address)}"
        )
        rebuilt = rebuild(decode(text))
        found = rebuilt.machine.walk(address)
        assert [(s.level, s.address, s.entry) for s in found.steps] == [
            (s.level, s.address, s.entry) for s in machine.walk(address).steps
        ]
        assert [one.weight.value for one in rebuilt.findings] == ["says"]
        again = rebuilt.machine.predict(address, kind)
        assert again is not None
        assert (again.error_code, again.rule) == (fault.error_code, fault.rule)


@given(st.integers(0, 1 << 32), st.sampled_from(list(Access)))
@settings(max_examples=60, deadline=None)
def test_the_rule_of_every_fault_is_among_the_possible_ones(seed: int, kind: Access) -> None:
    machine, addresses = machine_of(seed)
    cpu = machine.cpu
    for address in addresses:
        fault = machine.predict(address, kind)
        if fault is None or fault.error_code is None or fault.vector != 14:
            continue
        assert fault.rule in possible_rules(fault.error_code)
        assert fault.rule in possible_rules(fault.error_code, cpu.cr0, cpu.cr4, cpu.efer)
        told = access_kind(fault.error_code, cpu.cpl)
        assert told.is_write == kind.is_write
        assert told.is_implicit == (kind.is_implicit and cpu.cpl == 3)


@given(st.integers(0, 1 << 32))
@settings(max_examples=20, deadline=None)
def test_a_list_as_info_tlb_has_it_rebuilds_the_same_pages(seed: int) -> None:
    machine, _ = machine_of(seed)
    lines = []
    for run in mappings(machine):
        if run.page_size != 4096:
            continue
        for number in range(run.pages):
            at, to = run.address + number * 4096, run.physical + number * 4096
            flags = (
                ("-" if run.executable else "X")
                + "---A--"
                + ("U" if run.user else "-")
                + ("W" if run.writable else "-")
            )
            lines.append(f"{at:016x}: {to:016x} {flags}")
    if not lines:
        return
    again = mappings(rebuild(decode("\n".join(lines))).machine)
    kept = [run for run in mappings(machine) if run.page_size == 4096]
    assert [run[:3] + run[4:] for run in again] == [run[:3] + run[4:] for run in kept]


def test_the_map_that_the_command_prints_rebuilds_the_same_ranges() -> None:
    machine = boot(KernelImage(0x7000, [Segment(0x201000, 0x1000, 0x6000, 0x6000, executable=True)]))
    found = named_areas(machine, {})
    text = "\n".join(map_text([area for area in found if area.kind not in ("window", "stack")]))
    rebuilt = rebuild(decode(text)).machine
    for area in found:
        if area.kind in ("window", "stack"):
            continue
        assert [rebuilt.walk(area.start).physical] == ([area.pieces[0].physical] if area.pieces else [None])
        rights = rebuilt.walk(area.start).rights
        if area.pieces:
            assert rights is not None
            assert (rights.writable, rights.executable) == (area.rights[1] == "w", area.rights[2] == "x")

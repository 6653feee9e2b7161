"""Every kind of sentence that the page can make, collected from the code that makes it.

``python -m tests.sentences`` writes them to tests/data/sentences.txt, for a person to read; test_sentences.py tells if
a sentence is no longer one of those that were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import SimpleNamespace as State
from typing import Any

from pagesim_py import Access, Fault, Machine, labs
from pagesim_py.machine import control as control_rules
from pagesim_py.machine import events, vectors, verdict
from pagesim_py.machine.changes import Change
from pagesim_py.machine.descriptors import TableRegister, TaskRegister
from pagesim_py.machine.events import REGISTRY, CpuState, Edit, Event
from pagesim_py.machine.faults import Attempt, Rule, explain, explain_attempt, explain_error_code
from pagesim_py.machine.flags import ENTRY
from pagesim_py.machine.paging import Control, Outcome, Step, Walk, canonical_fault, fault_of, fault_of_copy
from pagesim_py.machine.tlb import Stored
from pagesim_py.session import Session, forks, pictures, watching
from pagesim_py.session.addresses import AddressError, Symbols, parse
from pagesim_py.views import lab as lab_view
from pagesim_py.views import walk as walk_view
from pagesim_py.views import whatif
from pagesim_py.views.html import Html
from pagesim_py.views.translation import Moment, Subject, Then, Translation, look
from pagesim_py.views.whatif_parts import When
from tests.handmade import HandmadeEngine
from tests.views.reading import Node, read

GOLDEN = Path(__file__).parent / "data" / "sentences.txt"
Told = tuple[str, str]
"""Where a text is made, and the text."""

ADDRESS = 0xDEADBEAF
ALL = 0xFFF


def collected(machine: Machine) -> list[Told]:
    """All of them, each once, in order of where they are made. ``machine`` has booted; entries of it are changed."""
    makers = (
        clauses, error_bits, headlines, event_sentences, statuses, panels_of_translation, panels_of_exception,
        addresses, tasks, what_ifs,
    )  # fmt: skip
    found: dict[Told, None] = {}
    for maker in makers:
        for text in maker(machine):
            found[(maker.__name__, text)] = None
    return list(found)


# -- faults


def paging_faults() -> Iterator[Fault]:
    """Faults of each rule of translation, for each kind of access, by the kernel and by users, by tables and TLB."""
    base = Control(0x1000, wp=True, nxe=True, smep=True, smap=True, pke=True, pks=True, pkru=0, pkrs=0)
    entries = {
        Outcome.NOT_PRESENT: (0,),
        Outcome.RESERVED: (1 << 51 | 1, 3 << 50 | 1),
        Outcome.PAGE: (1, 3, 5, 7, 1 << 63 | 7, 1 << 59 | 7, 1 << 59 | 3),
    }
    for kind, cpl, (outcome, values) in product(Access, (0, 3), entries.items()):
        for value in values:
            reserved = value & 3 << 50 if outcome is Outcome.RESERVED else 0
            step = Step(1, 0x4000, 219, 0x4000 + 8 * 219, value, outcome, reserved)
            found = Walk(ADDRESS, 0x1000, (step,), outcome, 0xEAF if outcome is Outcome.PAGE else None, 1, value, value)
            for change in ({}, {"smap": False, "smep": False}, {"pkru": 4, "pkrs": 4}, {"pkru": 8, "pkrs": 8}):
                for ac in (False, True):
                    control = base._replace(cpl=cpl, ac=ac, **change)
                    fault = fault_of(control, kind, ADDRESS, found)
                    if fault is not None:
                        yield fault
                    if outcome is Outcome.PAGE:
                        copied = fault_of_copy(control, kind, ADDRESS, value, value, value >> 59 & 15)
                        if copied is not None:
                            yield copied
        yield canonical_fault(base, kind, 1 << 47)
        yield canonical_fault(base._replace(levels=5), kind, 1 << 57)


DETAILS: dict[Rule, dict[str, int | str]] = {
    Rule.GATE_TYPE: {"gate": "14", "type": 5},
    Rule.CONTROL_VALUE: {"detail": "RFLAGS.NT = 1 at IRETQ"},
}


def other_faults() -> Iterator[Fault]:
    """One fault of each rule of delivery, segments and instructions, and of each value that a register refuses."""
    translation = {fault.rule for fault in paging_faults()}
    for rule in Rule:
        if rule in translation:
            continue
        detail = DETAILS.get(rule) or ({"gate": "14"} if "{gate}" in rule.value else {"selector": 0x1B})
        yield Fault(vectors.GP, 0x1A, rule=rule, address=1 << 47, detail=detail)
    for text in re.findall(r'refuse\(f?"(.*)"\)', Path(control_rules.__file__).read_text("utf8")):
        text = re.sub(r"\{[^}]*\}", "0x40", text.replace("{physical_bits}", "40"))
        yield Fault(vectors.GP, 0, rule=Rule.CONTROL_VALUE, detail={"detail": text})


def clauses(_: Machine) -> Iterator[str]:
    """Why a fault was raised, as it stands after a colon."""
    for fault in [*paging_faults(), *other_faults()]:
        yield f"Why the CPU refused: {explain(fault)}."
    yield f"{explain_attempt(Attempt('', fault))}."
    yield f"{explain_attempt(Attempt('#PF', fault))}."


def error_bits(_: Machine) -> Iterator[str]:
    for vector, codes in ((vectors.PF, (0, 0xFFFF)), (vectors.GP, (0, 0xFFFF))):
        for code in codes:
            for bit in explain_error_code(code, vector):
                yield f"{bit.name} = {int(bit.set)} says: {bit.sentence}."
    for one in ENTRY:
        for word in (0, one.mask):
            yield f"{one.name} ({one.title}) = {one.value(word)} says: {one.sentence(word)}."


def headlines(_: Machine) -> Iterator[str]:
    seen = set()
    for fault in paging_faults():
        if (fault.rule, fault.access, fault.stale) not in seen:
            seen.add((fault.rule, fault.access, fault.stale))
            yield f"{verdict.refused(fault)}."
    for kind in Access:
        yield f"{verdict.allowed(kind, 0x4031B2)}."


# -- events


def event_sentences(_: Machine) -> Iterator[str]:
    """Every event's sentence; a class of events that is missing here is told by the test."""
    for event in some_events():
        yield event.sentence


def some_events() -> list[Event]:
    cpu = CpuState(0x201000, 0x10000200FD0, 0x202, 8, 0, 0)
    user = cpu._replace(cpl=3, cs=0x1B)
    fault = next(paging_faults())
    gate = next(one for one in other_faults() if one.rule is Rule.GATE_NOT_PRESENT)
    stored = Stored(0xB8, 1, 1, 0xB8000, 3, 3, 1, (3, 3, 3, 0xB8003), 0x1000)
    large = stored._replace(level=2, page=0, frame=0)
    huge = stored._replace(level=3, page=0, frame=0)
    step = Step(1, 0x4000, 184, 0x45C0, 0xB8003, Outcome.PAGE)
    walk = Walk(0xB8000, 0x1000, (step,), Outcome.PAGE, 0xB8000, 1, 3, 3)
    table, task = TableRegister(0x20A000, 0xFFF), TaskRegister(0x10, 0x20A000, 0x67)
    place: Any = (0, 0, 0)
    idle = _board(imr=0)
    made: list[Event] = [
        *(events.FaultRaised(one, 0x201000) for one in (fault, gate, Fault(vectors.UD, rule=Rule.INVALID_OPCODE))),
        *(events.FaultRaised(Fault(one, 0 if vector.has_error_code else None), 0x201000)
          for one, vector in vectors.VECTORS.items()),
        *(events.InterruptRaised(vector, kind, 0x201000)
          for vector, kind in ((3, "int3"), (0x80, "int"), (32, "external"), (8, "external"))),
        events.Cr2Written(0, ADDRESS),
        events.GateRead(14, 0x222070, 1, 0, 0x203000, 8, True), events.GateRead(14, 0x222070, 0, 0, 0, 0, False),
        events.StackSwitched("IST1", 0x10000200FD0, 0x20FFC8), events.StackSwitched("RSP0", 0x1000, 0x20FFC8),
        events.FramePushed(14, 0x10000200F80, cpu, 2), events.FramePushed(3, 0x10000200F80, cpu, None),
        events.HandlerEntered(14, cpu, cpu), events.HandlerEntered(14, user, cpu),
        events.InterruptReturned(cpu, cpu), events.InterruptReturned(cpu, user),
        events.DeliveryFailed("#PF", gate), events.DeliveryFailed("INT 0x40", fault),
        events.DoubleFaulted("#PF", gate),
        events.TripleFaulted((Attempt("", fault), Attempt("#PF", gate), Attempt("#DF", gate))),
        *(events.LineRaised(line, idle, state)
          for line in range(16) for state in (idle, _board(imr=0xFF))),
        *(events.KeyTyped(code, idle, state) for code in (0x1E, 0x9E, 0xE0) for state in (idle, _board(keyboard=1))),
        events.InterruptAcknowledged(32, 0, False, idle, idle), events.InterruptAcknowledged(39, 7, True, idle, idle),
        events.EndOfInterrupt(0), events.EndOfInterrupt(None), events.EndOfInterrupt(None, second=True),
        *(events.RegisterWritten(name, old, new) for name, old, new in (
            ("cr0", 0x80010031, 0x80000031), ("cr0", 0x80000031, 0x80010031), ("cr3", 0x1000, 0x5000),
            ("cr4", 0x20, 0xA0), ("efer", 0xD01, 0x501), ("rflags", 2, 0x202), ("cs", 0, 8), ("pkru", 0, 4))),
        events.TableLoaded("idtr", TableRegister(0, 0), table), events.TableLoaded("gdtr", TableRegister(0, 0), table),
        events.TableLoaded("tr", TaskRegister(0, 0, 0), task),
        events.PortWritten(0x3F8, 1, 0x41, None, None), events.PortWritten(0x3F8, 1, 0x41, idle, idle),
        events.PortRead(0x60, 1, 0x1E, None, None), events.PortRead(0x60, 1, 0x1E, idle, idle),
        events.SerialByte(0x41), events.SerialByte(10),
        events.Halted(True), events.Halted(False), events.ExitRequested(33),
        *(events.PageWalked(walk, kind) for kind in Access),
        *(events.PageWalked(one.walk, Access.READ, one) for one in paging_faults() if one.walk is not None),
        events.TlbFilled(stored), events.TlbFilled(large), events.TlbFilled(huge, (stored, place)),
        *(events.TlbDropped(stored, place, reason) for reason in (
            "INVLPG was executed", "an access through it faulted", "a write must set the dirty bit first")),
        *(events.TlbFlushed((stored,) * count, (), reason) for count in (1, 2) for reason in (
            "CR3 was loaded", "CR4 was changed", "EFER.NXE was changed", "the debugger changed registers")),
        events.TranslationInvalidated("INVLPG", 0xB8000), events.TranslationInvalidated("INVPCID", None),
        events.PageTableEdited(Edit(1, 0x2018, 0, 0x5003, 0x201000), None),
    ]  # fmt: skip
    return made


def unmade_events() -> set[str]:
    """The classes of events that ``some_events`` leaves out."""
    made = {type(event).__name__ for event in some_events()}
    return {name for name in REGISTRY if not name.startswith("_")} - made


def _board(imr: int = 0, keyboard: int = 0) -> Any:
    chip = State(imr=imr)
    return State(pics=(chip, chip), keyboard=keyboard)


# -- the page


REASONS = {
    "halted": ("the CPU waits with interrupts disabled", "The program waits in an endless loop."),
    "panicked": ("",),
    "triple_fault": ("",),
    "running": (
        "it waits for a key",
        "The entry function has returned to the boot loader, which never expects that.",
        *(end(steps).reason for end in (watching.quiet, watching.long) for steps in (1, 7_654_321)),
    ),
    "stopped": (watching.stopped(1).reason, watching.stopped(7_654_321).reason),
    "exited": ("",),
}


def statuses(_: Machine) -> Iterator[str]:
    """How a run ended; the reasons that the compiler's run time gives are told in its own tests."""
    for kind, reasons in REASONS.items():
        for reason in reasons:
            outcome = State(kind=kind, exit_code=33, reason=reason, why=[], steps=1, listens=False, more=False)
            yield pictures.status(outcome)
    yield from (f"{text}" for text in pictures.WAITING.values())


def panels_of_translation(machine: Machine) -> Iterator[str]:
    """The paragraphs of the panel for every outcome: typed, asked, then and now, held by the TLB, stale."""
    shown: list[Translation] = []
    for address in (0xB8000, 0x201008, ADDRESS, 1 << 47, 0x18000000000):
        for asked in (None, Access.READ, Access.WRITE, Access.FETCH):
            shown.append(
                Translation(Subject(address, "osirs::_start" if asked else None), look(machine, address), None, asked)
            )
    leaf = machine.walk(0xB8000).steps[-1]
    seen = set()
    for fault in paging_faults():
        if fault.walk is None or fault.access not in (Access.READ, Access.WRITE, Access.FETCH):
            continue
        if (fault.rule, fault.access) not in seen:
            seen.add((fault.rule, fault.access))
            then = Then(Moment(100, 15), fault.walk, fault.access, fault)
            shown.append(Translation(Subject(ADDRESS), look(machine, ADDRESS), then))
    for value in (leaf.entry, 0, leaf.entry & ~2, leaf.entry | 1 << 45, leaf.entry | 4, leaf.entry ^ 1 << 13):
        machine.memory.write_u64(leaf.address, leaf.entry)
        machine.tlb.load(())
        machine.mmu.forget()
        machine.cpu.access(0xB8000)
        machine.memory.write_u64(leaf.address, value)
        shown.append(Translation(Subject(0xB8000), look(machine, 0xB8000)))
        past = Then(Moment(2, 1), machine.walk(0x201008), Access.READ)
        shown.append(Translation(Subject(0xB8000), look(machine, 0xB8000), past))
    for one in shown:
        yield walk_view.headline(one)
        panel = read(walk_view.render(one))
        yield from paragraphs(panel)


def paragraphs(panel: Node) -> Iterator[str]:
    """The texts of a panel that are read as sentences; labels before a button are not."""
    for node in panel.all("p"):
        if not node.all("span", "when") and node.text:
            yield node.text
    for node in panel.all("tfoot"):
        yield node.all("td")[-1].text


def panels_of_exception(_: Machine) -> Iterator[str]:
    """The Exception panel at every step of a delivery that succeeds, and of one that fails to the end."""
    for behaviour in ("page_fault", "no_handlers"):
        door = Session(HandmadeEngine())
        files = {"src/main.rs": f"// behaves {behaviour}\n", "src/interrupts.rs": "print;\nhalt;\n"}
        stops = door.request({"action": "run", "files": files})["state"]["stops"]
        for stop in range(stops + 1):
            door._sent.clear()
            panel = read(door.request({"action": "seek", "stop": stop})["panels"].get("exception", ""))
            for span in panel.all("span", "when"):
                yield span.text
            for item in panel.all("li"):
                yield " ".join(_text(item).split()).removesuffix(" What failed, in order:")


def _text(node: Node) -> str:
    """The text without that of tables, and of what is folded away."""
    parts = [
        child if isinstance(child, str) else _text(child)
        for child in node.children
        if isinstance(child, str) or child.tag not in ("table", "details", "ol", "button")
    ]
    return "".join(parts)


def addresses(_: Machine) -> Iterator[str]:
    """What is said of a text that is no address."""
    symbols = Symbols({"osirs::_start": (0x1000, 16), "a::f": (1, 1), "b::f": (2, 1)})
    texts = (
        "", "x" * 301, "-1", "5 - 6", "0x1_0000_0000_0000_0000", "0x", "9" * 200, "deadbeaf", "f", "_stat",
        "nothing_like", "_start +", "0xzz", "💥",
    )  # fmt: skip
    for text in texts:
        try:
            parse(text, symbols, {"rip": 1})
        except AddressError as error:
            yield str(error)


def tasks(_: Machine) -> Iterator[str]:
    """The labs' experiments, as their panel tells them."""
    for name in labs.names():
        for step in labs.load(name).steps:
            told = re.findall(r"<p>((?:(?!<button).)*?)</p>", str(lab_view.task(step)))
            yield " ".join(read(Html(one)).text for one in told)


def what_ifs(machine: Machine) -> Iterator[str]:
    """What a change is, what a what-if comes to, and what its panel says in paragraphs."""
    step = machine.walk(0x201000).steps[-1]
    changes = (
        Change("entry", "R/W", True, 1, step.address), Change("entry", "P", False, 4, 0x1000),
        Change("reserved", level=2, address=0x1000, value=1 << 45), Change("map", level=3, address=0x1000),
        Change("switch", "CR0.WP"), Change("cpl", value=3), Change("cpl"), Change("key", "WD", register="PKRU"),
        Change("gate", "P", False, 14), Change("gate", "IST", level=8, value=2), Change("gate", "IST", level=8),
        Change("tss", "IST1", value=0x1000),
    )  # fmt: skip
    yield from (change.sentence for change in changes)
    write = forks.Fork(None, 0x201000, Access.WRITE)
    for fork in (
        write,
        write._replace(changes=changes[:1]),
        write._replace(changes=(Change("switch", "CR4.PGE", True),)),
    ):
        yield whatif.sentence(forks.compare(machine, fork))
    for fork in (write, write._replace(address=1 << 63, asks="succeed")):
        shown = forks.compare(machine, fork)
        for when in (None, When("step 18", 367, held=False), When("step 18", 367, held=True)):
            yield from paragraphs(read(whatif.render(shown, when)))


def written(found: list[Told]) -> str:
    """The file's text: a heading for each place, a line for each sentence."""
    lines: list[str] = []
    for place, text in found:
        if f"# {place}" not in lines:
            lines.append(f"# {place}")
        lines.append(text)
    return "\n".join(lines) + "\n"


def booted() -> Machine:
    """A machine with a kernel's tables."""
    from pagesim_py.boot import boot
    from pagesim_py.session.engine import STAND_IN

    return boot(STAND_IN)


if __name__ == "__main__":
    GOLDEN.write_text(written(collected(booted())), encoding="utf8")
    print(f"{GOLDEN}: read what has changed")

from __future__ import annotations

import pytest

from pagesim_py import Access, Fault, Machine, TripleFault
from pagesim_py.machine.descriptors import Gate
from pagesim_py.machine.events import Cr2Written
from pagesim_py.timeline import Timeline
from pagesim_py.views.exception import render, returns
from tests.views.reading import Node, read

IDT = 0x222000
HANDLER = 0x203000


def prepare(machine: Machine, *vectors: int, ist: int = 0) -> None:
    """An IDT with gates for ``vectors``, loaded; then recording begins."""
    for vector in vectors:
        low, high = Gate(HANDLER + vector * 16, 8, ist).encode()
        machine.cpu.store(IDT + vector * 16, 8, low)
        machine.cpu.store(IDT + vector * 16 + 8, 8, high)
    machine.cpu.lidt(IDT, 0xFFF)
    machine.log = []


def touch(machine: Machine, address: int, kind: Access = Access.WRITE) -> None:
    """An access by the program; its fault is delivered."""
    try:
        machine.cpu.access(address, 1, kind)
    except Fault as fault:
        machine.cpu.deliver(fault, machine.cpu.rip)


def panel(machine: Machine, position: int | None = None) -> Node:
    timeline = Timeline(machine)
    at = len(timeline) if position is None else position
    names = {HANDLER + 0xE0: "osirs::on_page_fault"}
    return read(render(timeline, at, returns(timeline), names.get))


def test_no_exception_yet(machine: Machine) -> None:
    prepare(machine)
    assert panel(machine).one("p", "none").text == "No exception so far."


def test_a_page_fault_is_told_from_cause_to_handler(machine: Machine) -> None:
    prepare(machine, 14)
    rip, rsp = machine.cpu.rip, machine.cpu.rsp
    touch(machine, 0xDEADBEAF)
    shown = panel(machine)
    assert shown.one("h3").text == "#PF page fault vector 14, a fault"
    assert shown.one("h3").attributes["data-vector"] == "14"
    steps = [item.text for item in shown.one("ol", "story").children if isinstance(item, Node)]
    assert steps[0].startswith(f"Raised by the instruction at {rip:#x}: the level-3 entry is not present (P = 0).")
    assert "Error code 0x2 (W)" in steps[0]
    assert steps[1] == "CR2 gets the address that failed: 0xdeadbeaf."
    assert steps[2].startswith(
        f"Gate 14 of the IDT, at {IDT + 14 * 16:#x}, names the handler 0x2030e0 (osirs::on_page_fault)."
    )
    assert steps[3] == "Stack switch is not needed: the stack stays."
    assert steps[4].startswith("Frame pushed on the stack; it begins at 0x")
    assert steps[5].startswith("Handler runs at 0x2030e0 (osirs::on_page_fault), with interrupts off")
    frame = shown.one("table", "frame").rows()[1:]
    names = ["error code", "RIP", "CS", "RFLAGS", "RSP", "SS"]
    for (_, _, what), title in zip(frame, names, strict=True):
        assert what.startswith(f"{title} ")
    values = {title: row[1] for row, title in zip(frame, names, strict=True)}
    assert (values["error code"], values["RIP"], values["RSP"]) == ("0x2", hex(rip), hex(rsp))
    top = (rsp & ~15) - 48
    assert [row[0] for row in frame] == [hex(top + 8 * i) for i in range(6)]


def test_the_frame_shown_is_what_lies_in_memory(machine: Machine) -> None:
    prepare(machine, 14)
    touch(machine, 0xDEADBEAF)
    for address, value, _ in panel(machine).one("table", "frame").rows()[1:]:
        assert machine.cpu.load(int(address, 16), 8) == int(value, 16)


def test_the_gate_shows_its_bytes_and_fields(machine: Machine) -> None:
    prepare(machine, 14)
    touch(machine, 0xDEADBEAF)
    fields = dict(panel(machine).one("table", "fields").rows())
    assert fields["Bytes"] == "0x00208e00000830e0 0x0000000000000000"
    assert fields["Type"] == "0xe, interrupt gate: IF is cleared"
    assert fields["Present"] == "1"


def test_without_its_gate_a_page_fault_becomes_a_double_fault(machine: Machine) -> None:
    prepare(machine, 8)
    touch(machine, 0xDEADBEAF)
    shown = panel(machine)
    assert shown.one("h3").text == "#PF page fault vector 14, a fault; it became #DF"
    assert shown.one("h3").attributes["data-vector"] == "8"
    text = shown.text
    assert "Gate 14 of the IDT" in text
    assert "is empty: no handler was set for it" in text
    assert "make a double fault, #DF with error code 0" in text
    assert "Handler runs at 0x203080" in text


def test_without_any_gate_the_triple_fault_tells_its_chain(machine: Machine) -> None:
    prepare(machine)
    with pytest.raises(TripleFault):
        touch(machine, 0xDEADBEAF)
    shown = panel(machine)
    assert shown.one("h3").text == "#PF page fault vector 14, a fault; it ended in a triple fault"
    assert panel(machine, 2).one("h3").text == "#PF page fault vector 14, a fault", "the end is not known yet"
    chain = [item.text for item in shown.one("ol", "chain").all("li")]
    assert chain[0] == "#PF at 0xdeadbeaf: the level-3 entry is not present (P = 0)."
    assert len(chain) >= 3
    assert chain[1].startswith("#GP while delivering #PF: gate 14 ")
    assert chain[-1].startswith("#GP while delivering #DF: gate 8 ")
    assert "the machine resets" in shown.text


def test_a_breakpoint_returns(machine: Machine) -> None:
    prepare(machine, 3)
    machine.cpu.interrupt(3, "int3")
    machine.cpu.iretq()
    assert "Returned." not in panel(machine, len(machine.log or ()) - 1).text
    shown = panel(machine)
    assert shown.one("h3").text == "#BP breakpoint vector 3, a trap"
    assert "Returned. The handler ended with iretq: the program went on." in shown.text


def test_earlier_exceptions_can_be_gone_back_to(machine: Machine) -> None:
    prepare(machine, 3, 14)
    machine.cpu.interrupt(3, "int3")
    machine.cpu.iretq()
    touch(machine, 0xDEADBEAF)
    shown = panel(machine)
    button = shown.all("button")[-1]
    assert button.attributes["data-action"] == "seek"
    assert button.attributes["data-at"] == str(Timeline(machine).deliveries[0].start + 1)
    assert "#BP at" in button.text


def tick(machine: Machine, vector: int = 32) -> None:
    machine.cpu.interrupt(vector, "external")
    machine.cpu.iretq()


def test_a_timers_ticks_do_not_hide_the_exception(machine: Machine) -> None:
    prepare(machine, 3, 14, 32)
    tick(machine)
    assert panel(machine).one("h3").text.endswith("vector 32, an interrupt"), "there is no exception yet"
    machine.cpu.interrupt(3, "int3")
    machine.cpu.iretq()
    tick(machine)
    tick(machine)
    assert panel(machine).one("h3").text == "#BP breakpoint vector 3, a trap"
    assert "Returned." in panel(machine).text
    summaries = [node.text for node in panel(machine).all("summary")]
    assert "Interrupts by devices: 3" in summaries
    assert not any(text.startswith("Earlier exceptions") for text in summaries)
    last = Timeline(machine).deliveries[-1]
    assert panel(machine, last.end).one("h3").attributes["data-vector"] == "32", "under way, the tick is what matters"
    touch(machine, 0xDEADBEAF)
    tick(machine)
    assert panel(machine).one("h3").text.startswith("#PF")
    assert "Earlier exceptions: 1" in [node.text for node in panel(machine).all("summary")]


def test_a_tick_that_goes_wrong_is_what_matters(machine: Machine) -> None:
    prepare(machine, 3, 8, 13)
    machine.cpu.interrupt(3, "int3")
    machine.cpu.iretq()
    tick(machine, 8)  # the controller still has the vectors that it had after power-on
    assert panel(machine).one("h3").attributes["data-vector"] == "8"
    machine.cpu.interrupt(3, "int3")
    machine.cpu.iretq()
    machine.cpu.interrupt(32, "external")
    assert panel(machine).one("h3").attributes["data-vector"] == "13", "there is no gate 32"


def test_a_fault_in_a_handler_is_its_own_delivery(machine: Machine) -> None:
    prepare(machine, 3, 14)
    machine.cpu.interrupt(3, "int3")
    touch(machine, 0xDEADBEAF)
    machine.cpu.pop()
    machine.cpu.iretq()
    assert returns(Timeline(machine))[0] is None
    assert returns(Timeline(machine))[1] == len(machine.log or ()) - 1


def test_while_a_delivery_is_on_its_way_the_panel_shows_how_far_it_came(machine: Machine) -> None:
    prepare(machine, 14)
    touch(machine, 0xDEADBEAF)
    assert machine.log is not None
    cr2 = next(at for at, entry in enumerate(machine.log) if isinstance(entry, Cr2Written))
    steps = panel(machine, cr2 + 1).one("ol", "story").all("li")
    assert [step.all("strong")[0].text for step in steps if "wait" not in step.attributes.get("class", "")] == [
        "Raised",
        "CR2",
    ]
    assert [step.text.split(":")[0] for step in steps[2:]] == ["Gate", "Stack switch", "Frame", "Handler", "Returned"]
    assert all(": not yet." in step.text for step in steps[2:])
    assert panel(machine, cr2 - 1).one("p", "none").text == "No exception so far."


# -- then and now


def when(machine: Machine, position: int | None = None) -> str:
    return panel(machine, position).one("span", "when").text


def test_a_past_exception_says_at_which_steps_it_was_and_how_it_stands_now(machine: Machine) -> None:
    prepare(machine, 3)
    machine.cpu.interrupt(3, "int3")
    assert machine.log is not None
    entered = len(machine.log)
    machine.log += [0x203030, 0x203034]
    machine.cpu.iretq()
    machine.log.append(0x201008)
    assert when(machine, 1) == "Since step 1: the CPU is on its way to a handler."
    assert when(machine, entered) == "Since step 1: the CPU has come to the handler."
    steps = sum(not isinstance(entry, int | tuple) for entry in machine.log[:entered])
    assert when(machine, entered + 1) == f"As it was at steps 1 to {steps}. Now its handler runs."
    assert when(machine) == f"As it was at steps 1 to {steps}. Now it is over: its handler has returned."


def test_after_a_triple_fault_the_cpu_is_shut_down(machine: Machine) -> None:
    prepare(machine)
    with pytest.raises(TripleFault):
        touch(machine, 0xDEADBEAF)
    assert machine.log is not None
    assert when(machine).endswith(": the CPU has found no handler.")
    machine.log.append(0x201000)
    assert when(machine).endswith(" Now the CPU is shut down.")


def test_a_word_of_the_frame_that_the_handler_changed_is_shown_then_and_now(machine: Machine) -> None:
    prepare(machine, 14)
    rip = machine.cpu.rip
    touch(machine, 0xDEADBEAF)
    pushed = panel(machine).one("table", "frame").rows()[2]
    assert pushed[1] == hex(rip)
    machine.cpu.store(int(pushed[0], 16), 8, rip + 2)
    assert panel(machine).one("table", "frame").rows()[2][1] == f"{rip:#x} now {rip + 2:#x}"
    machine.cpu.rsp += 8
    machine.cpu.iretq()
    assert panel(machine).one("table", "frame").rows()[2][1] == hex(rip), "the frame is gone: only the past is told"


@pytest.mark.parametrize("vector", [14, 3])
def test_nothing_moves_while_a_delivery_is_stepped(machine: Machine, vector: int) -> None:
    prepare(machine, vector)
    if vector == 14:
        touch(machine, 0xDEADBEAF)
        machine.cpu.rsp += 8
    else:
        machine.cpu.interrupt(3, "int3")
    machine.cpu.iretq()
    timeline = Timeline(machine)
    (delivery,) = timeline.deliveries
    shapes = set()
    for position in range(delivery.start + 1, len(timeline) + 1):
        shown = read(render(timeline, position, returns(timeline)))
        items = [item for item in shown.one("ol", "story").children if isinstance(item, Node)]
        shapes.add((len(items), len(shown.one("table", "frame").all("tr"))))
    assert len(shapes) == 1

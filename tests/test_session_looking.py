"""Where the reader looks: the lens, the bytes of memory, the panels about devices; asked for as the page asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pagesim_py import labs
from pagesim_py.session import RequestError, Session
from pagesim_py.session.callers import callers
from tests.views.reading import Node, read

TIMER = Path(__file__).parent / "data" / "crates" / "timer_and_keys.rs"


@pytest.fixture
def door() -> Session:
    session = Session()
    session.request({"action": "run", "files": session.files})
    return session


def ask(door: Session, panel: str, action: str = "look", **fields: Any) -> Node:
    door._sent.clear()
    return read(door.request({"action": action, "panels": [panel], **fields})["panels"][panel])


def stop(door: Session, title: str) -> None:
    """To the last event of that title."""
    for number in range(door.state()["stops"], 0, -1):
        if door.request({"action": "seek", "stop": number})["state"]["position"].endswith(f": {title}"):
            return
    raise AssertionError(title)


def legend(panel: Node) -> list[str]:
    return [item.text for item in panel.one("ul", "regions").all("li")]


def test_the_lens_is_put_on_a_frame_and_taken_away(door: Session) -> None:
    assert "2 linear addresses reach the frame 0xb8000." in ask(door, "space", "frame", address="0xb8010").text
    assert door.state()["frame"] == "0xb8010"
    assert not ask(door, "space", "frame", address="").all("table", "ways")
    assert door.state()["frame"] is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("xyz", "There is no symbol called xyz"),
        ("0xfffffffffffff", "a physical address of this CPU has 40 bits"),
        ("-1", "below 0"),
        ("b8000", "write 0xb8000"),
    ],
)
def test_a_wrong_physical_address_is_told_and_what_was_chosen_stays(door: Session, typed: str, told: str) -> None:
    door.request({"action": "frame", "address": "0xb8000"})
    panel = ask(door, "space", "frame", address=typed)
    assert told in panel.one("p", "wrong").text
    assert panel.all("table", "ways")
    assert door.state()["frame"] == "0xb8000"
    assert not ask(door, "space", "frame", address="0x1000").all("p", "wrong")


def test_memory_is_asked_for_by_address_register_and_name(door: Session) -> None:
    assert ask(door, "memory", "memory", address="0xb8000").one("caption").text.endswith("linear address 0xb8000")
    at = ask(door, "memory", "memory", address="0x1000", kind="physical")
    assert at.one("caption").text.endswith("physical address 0x1000")
    assert door.state()["memoryKind"] == "physical"
    assert legend(at)[0].startswith("0x1000 level-4 entry 0: table")
    name, (address, _) = next((n, a) for n, a in door.run.symbols.table.items() if n.endswith("::IDT"))
    named = ask(door, "memory", "memory", address=name)
    assert named.one("caption").text.endswith(hex(address & -16))
    assert any("static IDT" in line for line in legend(named))


def test_a_wrong_address_of_memory_is_told_and_following_goes_on(door: Session) -> None:
    panel = ask(door, "memory", "memory", address="nonsense")
    assert "There is no symbol called nonsense" in panel.one("p", "wrong").text
    assert door.state()["memoryError"] is not None
    assert not ask(door, "memory", "memory", address="").all("p", "wrong")
    with pytest.raises(RequestError, match="linear or physical"):
        door.request({"action": "memory", "address": "0", "kind": "other"})


def test_memory_follows_the_program(door: Session) -> None:
    stop(door, "fault raised")
    assert "0x2018 level-3 entry 3, not present (P = 0)" in legend(ask(door, "memory"))
    stop(door, "gate read")
    panel = ask(door, "memory")
    assert any("gate 14 (#PF) of the IDT" in line for line in legend(panel))
    assert panel.one("li", "subject").text.find("gate 14") > 0
    stop(door, "frame pushed")
    assert any(
        "the frame that was pushed: error code, RIP, CS, RFLAGS, RSP, SS" in line
        for line in legend(ask(door, "memory"))
    )
    stop(door, "handler entered")
    slots = [line.split(" ", 1)[1] for line in legend(ask(door, "memory")) if "in the frame of #PF" in line]
    assert slots == [f"{slot} in the frame of #PF" for slot in ("error code", "RIP", "CS", "RFLAGS", "RSP", "SS")]


def test_bytes_that_this_step_changed_are_marked_and_those_elsewhere_named(door: Session) -> None:
    stop(door, "frame pushed")
    panel = ask(door, "memory")
    assert [row[-1][16:] for row in panel.one("tbody").rows() if "changed" in row[-1]] == 3 * ["16 changed"]
    assert len(panel.all("td", "changed")) == 48
    away = ask(door, "memory", "memory", address="0xb8000")
    assert not away.all("td", "changed")
    assert "This step has changed 48 bytes elsewhere, at physical" in away.text


@pytest.mark.parametrize("address", ["0", "0xffffffffffffffff", "0x8000000000000000", "0x7ffffffffff0"])
def test_the_ends_of_the_linear_space_can_be_looked_at(door: Session, address: str) -> None:
    panel = ask(door, "memory", "memory", address=address)
    assert len(panel.one("tbody").rows()) == 16
    for button in panel.one("p", "moves").all("button"):
        ask(door, "memory", "memory", address=button.attributes["data-address"])


@pytest.mark.parametrize("address", ["0", "0xfffffffff0", "0xffffffffff"])
def test_the_ends_of_physical_memory_can_be_looked_at(door: Session, address: str) -> None:
    panel = ask(door, "memory", "memory", address=address, kind="physical")
    assert len(panel.one("tbody").rows()) == 16
    for button in panel.one("p", "moves").all("button"):
        ask(door, "memory", "memory", address=button.attributes["data-address"], kind="physical")
        assert door.state()["memoryError"] is None, "a button leads nowhere that is not there"


def test_before_any_run_the_lens_and_memory_work_on_the_booted_machine() -> None:
    door = Session()
    assert ask(door, "space", "frame", address="0xb8000").all("table", "ways")
    assert ask(door, "memory", "memory", address="0xb8000").one("table", "bytes-table")


def test_devices_are_there_for_a_program_that_has_to_do_with_them(door: Session) -> None:
    assert door.state()["unused"] == ["devices"]
    text = TIMER.read_text("utf8")
    answer = door.request({"action": "run", "files": {"src/main.rs": text}})
    assert answer["state"]["phase"] != "error", answer["state"]["status"]
    assert answer["state"]["unused"] == []


def test_the_delivery_is_drawn_as_far_as_it_has_come(door: Session) -> None:
    stop(door, "fault raised")
    drawing = ask(door, "exception").all("svg")[0]
    told = [one.attributes["aria-label"] for one in drawing.all("g")]
    assert [line.split(".")[0] for line in told] == ["#PF page fault"]
    whole = drawing.attributes["viewbox"]
    stop(door, "handler entered")
    drawing = ask(door, "exception").all("svg")[0]
    told = [one.attributes["aria-label"].split(".")[0] for one in drawing.all("g")]
    assert told == ["#PF page fault", "gate 14", "osirs::interrupts::page_fault_handler"]
    assert drawing.attributes["viewbox"] == whole, "what stands below does not move"


def test_variables_of_running_functions_are_drawn_over_their_bytes() -> None:
    door = Session()
    step = labs.load("mapping").step("frames")
    door.request({"action": "run", "lab": "mapping", "experiment": step.id, "files": step.files})
    assert door.run is not None
    door.run.seek(300)
    main = next(one for one in callers(door.run) if one.name == "osirs::kernel_main")
    frames = next(one for one in main.variables if one.name == "frames")
    assert frames.address is not None
    panel = door.request({"action": "memory", "address": hex(frames.address), "panels": ["memory"]})["panels"]["memory"]
    assert "frames: BootFrames, a variable of osirs::kernel_main" in panel

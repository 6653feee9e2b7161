"""Events of a run as a list, and the machine at a moment of it: what was asked for, and as it was then."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.cli import main
from pagesim_py.machine.events import REGISTRY
from pagesim_py.timeline.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
LAB = str(ROOT / "pagesim_py/labs/page-fault")
TRIPLE = """\
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { (0xdeadbeaf as *mut u8).write_volatile(1) };
    loop {}
}

#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! { loop {} }
"""


def text_of(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(["run", *arguments]) == status
    return capsys.readouterr().out


def data_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text_of(capsys, *arguments, "--json"))
    return data


@pytest.fixture
def triple(tmp_path: Path) -> str:
    path = tmp_path / "kernel.rs"
    path.write_text(TRIPLE)
    return str(path)


def test_every_event_has_one_kind() -> None:
    classes = [cls for kind in KINDS.values() for cls in kind]
    assert len(classes) == len(set(classes))
    assert {cls.__name__ for cls in classes} == {name for name in REGISTRY if not name.startswith("_")}


def test_the_events_are_numbered_and_say_where_the_program_was(capsys: pytest.CaptureFixture[str]) -> None:
    lines = text_of(capsys, LAB, "--events").splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1, len(lines) + 1))
    fault = next(line for line in lines if "#PF, page fault, is raised" in line)
    assert re.fullmatch(r" +\d+  fault      #PF, .* error code 0x2 \(W\): .*  \[src/main\.rs:\d+\]", fault)


def test_events_are_chosen_by_kind_and_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    everything = data_of(capsys, LAB, "--events")["events"]
    chosen = data_of(capsys, LAB, "--events", "faults, walk", "--file", "main.rs")["events"]
    assert chosen == [one for one in everything if one["kind"] in ("fault", "walk") and one["file"] == "src/main.rs"]
    assert 0 < len(chosen) < len(everything)
    assert {one["kind"] for one in data_of(capsys, LAB, "--events", "tlb")["events"]} == {"tlb"}


def test_a_page_fault_is_looked_at_when_cr2_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    text = text_of(capsys, LAB, "--at", "#PF", "--registers", "--walk", "cr2", "--tlb", "--memory", "rsp", "--map")
    assert "#PF, page fault, is raised" in text
    assert re.search(r"^src/main\.rs:\d+: unsafe \{ \*ptr = 42; \}$", text, re.MULTILINE)
    assert re.search(r"^  CR2     0x00000000deadbeaf", text, re.MULTILINE)
    assert "\n0xdeadbeaf\n" in text
    assert "  write  #PF with error code 0x2 (W)" in text
    assert re.search(r"^  00000000000b8000 -> 00000000000b8000  4 KiB", text, re.MULTILINE)
    assert re.search(r"^Memory at 0x1000020", text, re.MULTILINE)
    assert "guard page" in text


def test_a_moment_by_number_is_that_of_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    events = data_of(capsys, LAB, "--events")["events"]
    for number in (1, len(events) // 2, len(events)):
        at = data_of(capsys, LAB, "--at", str(number))["at"]
        assert (at["number"], at["event"]["sentence"]) == (number, events[number - 1]["sentence"])
    assert data_of(capsys, LAB, "--at", "0")["at"]["event"] is None


def test_then_is_not_now(capsys: pytest.CaptureFixture[str]) -> None:
    before = data_of(capsys, LAB, "--at", "0", "--memory", "0xb8000", "--registers", "--tlb")["at"]
    after = data_of(capsys, LAB, "--at", "halt", "--memory", "0xb8000", "--registers", "--tlb")["at"]
    assert set(before["memory"][0][0]["bytes"]) == {"0"}
    assert set(after["memory"][0][0]["bytes"]) != {"0"}
    assert (before["registers"]["cr2"], after["registers"]["cr2"]) == ("0x0", "0xdeadbeaf")
    assert before["registers"]["idtr"]["limit"] == "0x0"
    assert before["tlb"] == []
    assert any(entry["page"] == "0xb8000" for entry in after["tlb"])


def test_the_first_write_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    at = data_of(capsys, LAB, "--at", "write 0xb8000", "--walk", "0xb8000")["at"]
    assert "0xb8000" in at["event"]["sentence"]
    assert at["walks"][0]["physical"] == "0xb8000"


def test_the_tables_list_what_the_walk_finds(capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, LAB, "--at", "end", "--tables", "--walk", "0xb8000")["at"]
    rows = data["tables"]
    for step in data["walks"][0]["steps"]:
        assert any(
            row["table"] == step["table"] and row["index"] <= step["index"] < row["index"] + row["count"]
            for row in rows
        )
    text = text_of(capsys, LAB, "--tables")
    assert re.search(r"^  level 4  entry 0  0x0  P \| RW \| A  -> level-3 table at 0x2000$", text, re.MULTILINE)
    assert re.search(
        r"^        level 1  entry 160-191  0xa0000  .* -> page of 4 KiB at 0xa0000$", text, re.MULTILINE
    ) or ("level 1  entry 160" in text)


def test_a_recursive_entry_is_not_followed_for_ever(capsys: pytest.CaptureFixture[str]) -> None:
    assert "level 4" in text_of(capsys, str(ROOT / "pagesim_py/labs/recursive"), "--tables")


def test_a_triple_fault_prints_its_chain_line_by_line(triple: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", triple]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("pagesim: triple fault")
    assert [line.split(":")[0] for line in lines[1:]] == [
        "  1. #PF at 0xdeadbeaf",
        "  2. #GP while delivering #PF",
        "  3. #DF while delivering #PF",
        "  4. #GP while delivering #DF",
    ]
    assert main(["run", triple, "--events", "fault"]) == 3
    printed = capsys.readouterr()
    assert re.search(r"The CPU shuts down and the machine resets\..*\n +1\. #PF at 0xdeadbeaf: ", printed.out)
    assert "  4. #GP while delivering #DF" in printed.err
    assert main(["run", triple, "--events", "fault", "--json"]) == 3
    last = json.loads(capsys.readouterr().out)["events"][-1]
    assert len(last["chain"]) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--at", "yesterday"], "'yesterday' is no event: give an exception such as #PF"),
        (["--at", "#GP"], "the run has no event '#GP'"),
        (["--at", "write nowhere"], "There is no symbol called nowhere"),
        (["--at", "100000"], "there is no number 100,000"),
        (["--events", "sun"], "there are no events called 'sun': there are fault, delivery"),
        (["--events", "--file", "other.rs"], "the kernel has no file called other.rs: it has src/"),
        (["--file", "main.rs"], "--file chooses among events: give --events too"),
        (["--walk", "0xzz"], "0xzz is not an address"),
    ],
)
def test_what_there_is_not_is_said(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", LAB, *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err

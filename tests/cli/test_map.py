"""The address space as the command prints it, and walks in a kernel of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pagesim_py.boot import areas
from pagesim_py.cli import main
from pagesim_py.cli.kernel import booted, project_of
from pagesim_py.cli.map import map_text
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.mappings import mappings
from pagesim_py.session.space import named_areas

ROOT = Path(__file__).resolve().parents[2]
HELLO = str(ROOT / "tests/data/readme/hello.rs")


def test_the_areas_stand_in_order_with_size_rights_frame_and_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--kernel", HELLO]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["linear", "addresses", "size", "right", "physical", "name"]
    assert lines[0] == "0000000000001000-0000000000005000 0000000000004000 -rwx 0000000000001000 page tables"
    names = [line[73:].split(" (")[0].strip() for line in lines]
    for name in ("boot loader", "screen memory", "kernel code", "boot info", "guard page", "stack", "physical memory"):
        assert name in names
    assert lines[names.index("guard page")].split()[2:4] == ["----", "-"]
    assert lines[names.index("kernel code")].split()[2] == "-r-x"
    starts = [int(line[:16], 16) for line in lines]
    assert starts == sorted(starts)


def test_the_json_has_every_run_of_frames_that_the_tables_map(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--kernel", HELLO, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    machine = booted(project_of(Path(HELLO), "")).machine
    runs = [(int(run["start"], 16), int(run["physical"], 16), run["size"]) for area in data for run in area["runs"]]
    assert sum(size for _, _, size in runs) == sum(one.size for one in mappings(machine))
    for start, physical, size in runs:
        for at in (start, start + size - 1):
            assert machine.walk(at).physical == physical + at - start
    assert all(area["size"] == int(area["end"], 16) - int(area["start"], 16) for area in data)


def test_a_recursive_entry_is_an_area(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "--lab", "recursive"]) == 0
    assert "page tables, through the recursive entry" in capsys.readouterr().out


def test_what_the_kernel_maps_where_its_sources_begin_the_heap_is_the_heap() -> None:
    machine = booted(project_of(Path(HELLO), "")).machine
    top = machine.cpu.cr3
    machine.memory.write_u64(top + 8 * 9, 0x600003)
    machine.memory.write_u64(0x600000, 0x601003)
    machine.memory.write_u64(0x601000, 0x602003)
    machine.memory.write_u64(0x602000, 0x603003)
    assert [area.name for area in areas(machine, machine.named) if area.start == 0x480_0000_0000] == [  # type: ignore[attr-defined]
        "mapped by the kernel"
    ]
    files = {"src/heap.rs": "pub const HEAP_START: usize = 0x_0480_0000_0000;\n"}
    assert [area.name for area in named_areas(machine, files) if area.start == 0x480_0000_0000] == ["heap"]
    assert "heap" not in [area.name for area in named_areas(machine, {})]


def test_a_machine_that_no_boot_loader_made_has_a_map_too() -> None:
    machine = Machine()
    for table, entry in ((0x1000, 0x2003), (0x2000, 0x3003), (0x3000, 0x4003), (0x4028, 0x9005)):
        machine.memory.write_u64(table, entry)
    machine.cpu.poke(cr3=0x1000)
    assert list(map_text(named_areas(machine, {})))[1:] == [
        "0000000000005000-0000000000006000 0000000000001000 -r-x 0000000000009000 mapped by the kernel"
    ]


def test_a_walk_in_a_kernel_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", "_start", "--kernel", HELLO]) == 0
    text = capsys.readouterr().out
    assert "in a page of 4 KiB" in text
    assert main(["walk", "_start", "--kernel", HELLO, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["address"] in text
    assert data["name"].endswith("_start")
    assert [step["level"] for step in data["steps"]] == [4, 3, 2, 1]
    assert data["rights"] == {"writable": False, "user": False, "executable": True}
    assert data["accesses"]["read"] is None
    assert data["accesses"]["write"]["error_code"] == 3
    assert data["outcome"] == "page"


@pytest.mark.parametrize("command", [["map"], ["walk", "0x1000"]])
def test_a_kernel_that_is_rejected_gets_the_compilers_messages(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kernel.rs"
    path.write_text("fn main() { oops }")
    assert main([*command, "--kernel", str(path), "--json"]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["outcome"] == "compile_error"
    assert f"--> {path}:" in printed.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["map", "--kernel", "nowhere.rs"], "there is no file or folder nowhere.rs"),
        (["map", "--lab", "nowhere"], "nowhere"),
        (["walk", "nothing_of_that_name", "--kernel", HELLO], "There is no symbol called nothing_of_that_name"),
    ],
)
def test_what_cannot_be_looked_at_is_said(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert message in printed.err

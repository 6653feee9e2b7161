from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.views.tables import MAX_ROWS, Run, path_of, render, runs
from tests.views.reading import Node, read

PS = 0x80


def table(*entries: tuple[int, int]) -> memoryview:
    words = array("Q", bytes(4096))
    for index, entry in entries:
        words[index] = entry
    return memoryview(words)


def body(machine: Machine, *opened: str, marked: int | None = None) -> list[list[str]]:
    panel = read(render(machine, set(opened), None if marked is None else machine.walk(marked)))
    return panel.one("table", "tree").one("tbody").rows()


def test_consecutive_frames_with_equal_flags_are_one_run() -> None:
    words = table((0, 0x1003), (1, 0x2003), (2, 0x3003), (3, 0x4001), (5, 0x6001))
    assert runs(words, 1, 4096) == [
        Run(0, 2, 0x1003, True, 4096), Run(3, 3, 0x4001, True, 0), Run(5, 5, 0x6001, True, 0),
    ]  # fmt: skip


def test_equal_entries_are_one_run_too() -> None:
    assert runs(table((7, 0x1003), (8, 0x1003), (9, 0x1003)), 1, 4096) == [Run(7, 9, 0x1003, True, 0)]


def test_tables_follow_each_other_by_4_kib_and_large_pages_by_their_size() -> None:
    words = table((0, 0x40_0083), (1, 0x60_0083), (2, 0x80_0083), (3, 0x9003), (4, 0xA003))
    assert runs(words, PS, 0x20_0000) == [Run(0, 2, 0x40_0083, True, 0x20_0000), Run(3, 4, 0x9003, False, 4096)]


@given(st.dictionaries(st.integers(0, 511), st.integers(0, 15).map(lambda n: n << 12 | 3), max_size=60))
def test_runs_hold_every_present_entry_once_in_order(entries: dict[int, int]) -> None:
    found = [
        (index, run.entry + (index - run.first) * run.stride)
        for run in runs(table(*entries.items()), 1, 4096)
        for index in range(run.first, run.last + 1)
    ]
    assert found == sorted(entries.items())


def test_the_top_table_shows_what_is_present_and_counts_the_rest(machine: Machine) -> None:
    rows = body(machine)
    assert rows[0][0] == "0"
    assert rows[0][1:4] == ["0x0", "level-3 table at 0x2000", "1"]
    assert rows[-1][1].startswith("5")
    assert "entries not present" in rows[-1][1]
    assert "0x8000000000" not in [row[1] for row in rows]


def test_an_opened_table_shows_its_entries_below_it(machine: Machine) -> None:
    rows = body(machine, "0", "0.0", "0.0.0")
    assert [row[2] for row in rows[:3]] == [
        "level-3 table at 0x2000",
        "level-2 table at 0x3000",
        "level-1 table at 0x4000",
    ]
    display = next(row for row in rows if row[1].startswith("0xb8000"))
    assert display[2] == "4 KiB page at 0xb8000"


def test_alike_pages_are_folded_and_a_fold_opens(machine: Machine) -> None:
    run = next(row for row in body(machine, "0", "0.0", "0.0.0") if row[0] == "160–183")
    assert run[1:3] == ["0xa0000 96 KiB", "24 pages of 4 KiB from 0xa0000"]
    opened = body(machine, "0", "0.0", "0.0.0", "0.0.0.160-183")
    assert "4 KiB page at 0xb7000" in [row[2] for row in opened if len(row) > 2]


def test_the_walk_is_marked_and_its_entry_stands_alone(machine: Machine) -> None:
    opened = {"0", "0.0", "0.0.0"}
    panel = read(render(machine, opened, machine.walk(0xA5000)))
    marked = panel.all("tr", "marked")
    assert [row.attributes["data-path"] for row in marked] == ["0", "0.0", "0.0.0", "0.0.0.165"]
    assert "on the walk" in marked[-1].text
    absent = read(render(machine, {"0"}, machine.walk(0xDEADBEAF))).all("tr", "marked")[-1]
    assert "among them entry 3: the walk ends there" in absent.text


def test_opening_everything_stays_finite(machine: Machine) -> None:
    every = {f"{i}" for i in range(512)} | {f"3.{i}" for i in range(512)} | {"3.0-511"}
    rows = body(machine, *every)
    assert len(rows) <= MAX_ROWS + 1


def test_rows_open_by_named_buttons(machine: Machine) -> None:
    panel = read(render(machine, {"0"}))
    first = panel.all("button", "open")[0]
    assert first.attributes["aria-expanded"] == "true"
    assert first.attributes["data-path"] == "0"
    assert first.attributes["title"] == "Fold entry 0 of level 4"


def test_a_recursive_table_opens_only_as_far_as_asked(machine: Machine) -> None:
    machine.memory.write_u64(0x1000 + 8 * 511, 0x1003)
    rows: list[list[str]] = body(machine, "511", "511.511")
    assert sum("level-2 table at 0x1000" in row[2] for row in rows if len(row) > 2) == 1


def test_the_path_of_a_walk_ends_where_the_walk_does(machine: Machine) -> None:
    assert path_of(machine.walk(0xA5000)) == ["0", "0.0", "0.0.0", "0.0.0.165"]
    assert path_of(machine.walk(0xDEADBEAF)) == ["0", "0.3"], "the level-3 entry is not present"
    assert path_of(machine.walk(0x18000000000)) == ["3", "3.0", "3.0.0"], "a page of 2 MiB"


def test_an_address_without_a_walk_marks_no_row(machine: Machine) -> None:
    panel = read(render(machine, {"0"}, machine.walk(0x8000_0000_0000)))
    assert panel.all("tr", "marked") == []
    assert "the walk ends there" not in panel.text


def test_what_a_refused_entry_would_point_to_is_not_on_the_walk(machine: Machine) -> None:
    entry = machine.memory.read_u64(0x2000)
    machine.memory.write_u64(0x2000, entry | 1 << 45)
    panel = read(render(machine, {"0", "0.0", "0.0.0"}, machine.walk(0xA5000)))
    assert [row.attributes["data-path"] for row in panel.all("tr", "marked")] == ["0", "0.0"]


def test_marked_words_explain_themselves(machine: Machine) -> None:
    words: Node = read(render(machine)).one("details", "words")
    assert "present" in [term.text for term in words.all("dt")]

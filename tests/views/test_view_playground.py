"""The playground's panels: switches that say what they are, the three ways, the steps."""

from __future__ import annotations

import pytest

from pagesim_py.machine.flags import ENTRY_RW
from pagesim_py.playground import Access, Edit, Map, Playground, Start, Switch
from pagesim_py.views import playground as view
from pagesim_py.views import playground_ways
from tests.views.reading import Node, read

PAGE = 0x40_0000


def entries(play: Playground, address: int) -> Node:
    return read(view.entries(play.machine.walk(address), view.stale_entries(play.machine, address)))


def names(node: Node) -> list[str]:
    return [one.attributes["aria-label"] for one in node.all("button", "bit")]


def test_an_entry_has_the_flags_that_say_something_at_its_level() -> None:
    play = Playground(Start())
    play.do(Map(0x20_0000, 0x20_0000, 2, ENTRY_RW))
    found = names(entries(play, 0x20_0000))
    assert [name for name in found if name.endswith("level 2")] == [
        f"{flag} of level 2" for flag in ("P", "R/W", "U/S", "XD", "A", "D", "PS", "G")
    ]
    assert "PS of level 4" not in found
    assert "G of level 3" not in found
    labels = [one.attributes.get("aria-label") for one in entries(play, 0x20_0000).all("input")]
    assert labels == [f"Raw value of level {level}" for level in (4, 3, 2)]


def test_each_entry_says_what_it_does() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, 0x9000, 1, 0))
    play.do(Edit(PAGE, 2, 0x4000 | 1 << 51 | 3))
    told = [one.text for one in entries(play, PAGE).all("p", "does")]
    assert told[:2] == ["Points to the level-3 table.", "Points to the level-2 table."]
    assert told[2].startswith("A reserved bit is set")
    assert "Not present" in entries(play, 1 << 40).text
    assert entries(play, 1 << 47).text == "No entry belongs to an address that is not canonical."


def test_only_the_entry_that_a_copy_contradicts_is_marked() -> None:
    play = Playground(Start())
    play.do(Map(PAGE, 0x9000, 1, ENTRY_RW))
    play.do(Access("write", PAGE))
    play.do(Edit(PAGE, 3, play.machine.memory.entry(play.machine.walk(PAGE).steps[1].address) & ~ENTRY_RW))
    marked = entries(play, PAGE).all("li", "stale")
    assert [one.one("strong").text for one in marked] == ["Level 3, entry 0"]


def test_a_switch_says_in_words_what_its_bit_does() -> None:
    play = Playground(Start())
    play.do(Switch("CR4.SMEP", True))
    rows = {row[0]: row[1:] for row in read(view.switches(play.machine.cpu)).rows()}
    assert rows["CR4.SMEP"] == ["1", "supervisor code may not run user pages"]
    assert rows["CR4.LA57"][1] == "four levels of tables"
    assert len(rows) == 10


def test_a_way_that_cannot_be_set_up_says_why_and_has_no_button() -> None:
    play = Playground(Start())
    play.do(Map(0x1000, 0x9000, 1, 0))
    page = read(playground_ways.render(play.costs(PAGE), PAGE))
    now = next(row for row in page.rows() if row[0] == "Now")
    assert now[1].startswith("Cannot be set up. The address 0x1000, where a table lies, is in use")
    assert [one.attributes["data-by"] for one in page.all("button")] == ["window", "recursive"]
    assert next(row for row in page.rows() if row[0] == "Entries to write")[1] == "unknown"


@pytest.mark.parametrize("count", [0, 2])
def test_the_steps_are_numbered_as_in_the_script(count: int) -> None:
    play = Playground(Start())
    for _ in range(count):
        play.do(Access("read", PAGE))
    page = read(view.steps(play.start, play.steps))
    assert page.one("ol").attributes["start"] == "0"
    assert [one.attributes.get("aria-current") for one in page.all("li")] == [None, *([None, "step"][2 - count :])]

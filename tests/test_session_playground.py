"""The playground's and the decoder's requests: lists of operations and pastes in, panels and plain data out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import session
from pagesim_py.playground import Operation, data
from pagesim_py.session.playground import Bench, first_panels
from tests.decoder.pastes import NAMES, paste
from tests.playground.lists import differ, operations, played, starts
from tests.views.reading import Node, read

EMPTY = [{"do": "start", "from": "empty", "levels": 4}]
PAGE = "0x400000"


class Page:
    """What the page does: it holds the list, and sends it along."""

    def __init__(self, operations: Any = EMPTY) -> None:
        self.bench = Bench()
        self.operations = operations
        self.panels: dict[str, str] = {}
        self.state: dict[str, Any] = {}
        self.ask()

    def ask(self, **more: Any) -> dict[str, Any]:
        answer = self.bench.act({"operations": self.operations, **more})
        json.dumps(answer)
        self.panels |= answer["panels"]
        self.state = answer["state"]
        self.operations = self.state["operations"]
        return self.state

    def do(self, **operation: Any) -> dict[str, Any]:
        return self.ask(do=operation)

    def seen(self, panel: str) -> Node:
        return read(self.panels[panel])


def test_map_read_edit_and_the_stale_copy_are_seen() -> None:
    page = Page()
    assert "Nothing is mapped" in page.seen("space").text
    page.do(do="map", page=PAGE, size="4 KiB", flags=["RW"])
    assert page.state["told"].startswith("Map the 4 KiB page 0x400000 to a free frame with RW. 4 entries written")
    page.do(do="write", address=PAGE, value="7")
    assert "The CPU walked the tables." in page.seen("result").text
    assert page.seen("entries").all("li", "stale") == []
    page.do(do="edit", address=PAGE, level=1, entry="0x0")
    assert "Stale" in page.seen("tlb").text
    assert "The TLB’s copy has it otherwise." in page.seen("entries").all("li", "stale")[0].text
    page.do(do="read", address=PAGE)
    assert "Read: 0x7. The TLB’s copy was used, no table was read." in page.seen("result").text
    page.do(do="invlpg", address=PAGE)
    page.do(do="read", address=PAGE)
    assert page.state["told"].endswith("#PF with error code 0x0: the level-1 entry is not present (P = 0).")
    assert "The TLB is empty" in page.seen("tlb").text
    assert len(page.seen("steps").all("li")) == 7
    assert "attempt(cpu.load, 0x400000, 1)" in page.seen("script").raw_text


def test_what_would_help_is_offered_and_helps() -> None:
    page = Page()
    page.do(do="map", page=PAGE, size="4 KiB", flags=[])
    assert page.panels["helps"] == ""
    page.do(do="write", address=PAGE)
    buttons = {one.text: one.attributes for one in page.seen("helps").all("button")}
    assert list(buttons) == ["Set R/W in the level-1 entry", "Clear CR0.WP"]
    for operation in json.loads(buttons["Clear CR0.WP"]["data-operations"]):
        page.do(**operation)
    assert page.state["told"] == "Write 0x2a to 0x400000 at CPL 0. Written: 0x2a. The CPU walked the tables."
    assert page.panels["helps"] == ""


def test_what_a_flag_sends_flips_it() -> None:
    page = Page()
    page.do(do="map", page=PAGE, size="4 KiB", flags=["RW"])
    flags = {one.attributes["aria-label"]: one.attributes for one in page.seen("entries").all("button", "bit")}
    rw = flags["R/W of level 1"]
    assert (rw["aria-pressed"], rw["data-entry"]) == ("true", "0x200001")
    page.do(do="edit", address=PAGE, level=int(rw["data-level"]), entry=rw["data-entry"])
    flags = {one.attributes["aria-label"]: one.attributes for one in page.seen("entries").all("button", "bit")}
    assert flags["R/W of level 1"]["aria-pressed"] == "false"
    assert "PS of level 2" in flags
    assert "PS of level 1" not in flags
    assert "D of level 2" not in flags


def test_what_a_switch_sends_switches_it() -> None:
    page = Page()
    wp = next(b for b in page.seen("switches").all("button") if b.attributes["data-bit"] == "CR0.WP")
    assert (wp.text, wp.attributes["aria-pressed"], wp.attributes["data-on"]) == ("CR0.WP", "true", "false")
    page.do(do="set", bit="CR0.WP", on=False)
    wp = next(b for b in page.seen("switches").all("button") if b.attributes["data-bit"] == "CR0.WP")
    assert (wp.attributes["aria-pressed"], wp.attributes["data-on"]) == ("false", "true")


def test_the_three_ways_stand_side_by_side_and_are_set_up() -> None:
    page = Page()
    page.do(do="map", page=PAGE, size="4 KiB", flags=[])
    rows = {row[0]: row[1:] for row in page.seen("ways").rows()}
    assert rows[""] == ["Identity", "Offset window", "Recursive entry"]
    assert rows["Entries to write"] == ["6", "66", "1"]
    assert rows["Frames for tables of its own"] == ["1 (4 KiB)", "2 (8 KiB)", "0"]
    assert rows["Linear addresses that it takes"] == ["20 KiB", "128 MiB", "512 GiB"]
    assert rows["Entries read to reach the lowest table"] == ["4", "3", "4"]
    assert rows["Level-1 table physical 0x4000"] == ["0x4000", "0xffff800000004000", "0xffffff8000002000"]
    for button in page.seen("ways").all("button"):
        page.do(do=button.attributes["data-action"], by=button.attributes["data-by"])
        assert page.state["error"] is None
    now = {row[0]: row[1:] for row in page.seen("ways").rows()}["Now"]
    assert now[1:] == ["Set up.", "Set up."]
    space = page.seen("space").text
    assert "physical memory (window)" in space
    assert "tables (identity)" in space


def test_with_five_levels_a_recursive_entry_takes_256_tib() -> None:
    page = Page([{"do": "start", "from": "empty", "levels": 5}])
    rows = {row[0]: row[1:] for row in page.seen("ways").rows()}
    assert rows["Linear addresses that it takes"][2] == "256 TiB"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"do": "read", "address": "four"}, "four is no address: write it as 0x5000, 20480, cr2 or cr3 + 8."),
        ({"do": "read", "address": ""}, "read needs a number called address."),
        ({"do": "read", "address": "dead"}, "dead looks like a hexadecimal number: write 0xdead."),
        ({"do": "unmap", "page": PAGE}, "0x400000 is not mapped: there is nothing to unmap."),
        (
            {"do": "map", "page": PAGE, "frame": "0x9001"},
            "A frame of 4 KiB begins at a multiple of 0x1000: 0x9000 would do.",
        ),
        ({"do": "start", "from": "paste", "text": "the sun"}, "No machine can be rebuilt from this paste: "),
        ({"do": "write", "address": PAGE, "value": "999"}, "One byte is written, 0 to 0xff, not 0x3e7."),
        ("map it", "An operation is written as"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_has_changed(asked: Any, told: str) -> None:
    page = Page()
    before = page.operations
    page.ask(do=asked)
    assert (page.state["error"] or "").startswith(told)
    assert (page.operations, page.state["told"]) == (before, None)


@pytest.mark.parametrize(
    "given", ["x", [], [{"do": "fly"}], [*EMPTY, {"do": "unmap", "page": PAGE}], {"a": 1}, 7, None]
)
def test_a_list_that_cannot_be_used_is_told_of_and_empty_tables_are_shown(given: Any) -> None:
    page = Page()
    answer = page.bench.act({"operations": given})
    assert answer["state"]["error"].startswith("This list of operations cannot be used: ")
    assert not answer["state"]["usable"]
    assert answer["state"]["operations"] == EMPTY


@given(starts, st.lists(operations, max_size=6), st.lists(operations, max_size=6))
@settings(deadline=None, max_examples=60)
def test_whatever_the_page_holds_the_machine_follows(start: Any, one: list[Operation], other: list[Operation]) -> None:
    page = Page()
    for asked in (one, other, one):
        play = played(start, asked)
        page.operations = [data(play.start), *map(data, play.operations)]
        page.ask()
        assert page.state["error"] is None
        assert page.operations == [data(play.start), *map(data, play.operations)]
        assert differ(page.bench.play.machine, play.machine) == []
        for panel in page.panels.values():
            read(panel)


def test_rows_of_the_tables_open_and_fold_and_a_frame_has_its_ways() -> None:
    page = Page([{"do": "start", "from": "boot"}])
    rows = len(page.seen("tables").all("tr"))
    page.ask(opened=["2"])
    assert len(page.seen("tables").all("tr")) > rows
    page.ask(frame="0xb8000")
    lens = page.seen("space").one("div", "lens")
    assert [row[:2] for row in lens.rows()[1:]] == [
        ["0xb8000", "screen memory"],
        ["0x180000b8000", "physical memory"],
    ]
    page.ask(frame=None)
    assert "What else reaches it?" in page.seen("space").text


def test_of_very_many_areas_the_first_are_shown_and_it_is_said() -> None:
    listed = [{"do": "map", "page": hex(number << 21), "frame": "0x9000", "size": "4 KiB"} for number in range(30)]
    page = Page([*EMPTY, *listed])
    assert "Of 30 areas the first 24 are shown." in page.seen("space").text


def test_a_request_that_no_page_makes_is_refused() -> None:
    for wrong in ({"opened": "x"}, {"opened": [1]}, {"frame": 5}, {"frame": "z"}):
        answer = json.loads(session.handle(json.dumps({"action": "playground", **wrong})))
        assert not answer["ok"]
        assert answer["error"]["details"] is None


def test_the_labs_session_is_not_disturbed() -> None:
    for request in ({"action": "playground"}, {"action": "decode", "text": "CR2=10"}):
        answer = json.loads(session.handle(json.dumps(request)))
        assert answer["ok"]
        assert "screen" not in answer["panels"]


def test_the_page_comes_with_its_first_panels() -> None:
    panels = first_panels()
    assert {"play-walk", "play-entries", "play-ways", "play-script"} <= set(panels)
    assert Page().panels == {name.removeprefix("play-"): html for name, html in panels.items()}


# -- the decoder


@pytest.mark.parametrize("name", NAMES)
def test_each_paste_is_explained_and_is_gone_on_with_where_it_suffices(name: str) -> None:
    answer = json.loads(session.handle(json.dumps({"action": "decode", "text": paste(name)})))
    assert answer["ok"], answer
    page = read(answer["panels"]["decoded"])
    links = [one for one in page.all("a") if one.attributes.get("id") == "rebuild"]
    assert len(links) == answer["state"]["rebuilds"]
    if links:
        assert links[0].attributes["href"] == "./playground.html"
        goes_on = Page([{"do": "start", "from": "paste", "text": paste(name)}])
        assert goes_on.state["error"] is None
        assert goes_on.operations[0]["from"] == "paste"
        assert goes_on.seen("steps").one("details").all("li")


def test_some_pastes_suffice_and_some_do_not() -> None:
    answers = [json.loads(session.handle(json.dumps({"action": "decode", "text": paste(name)}))) for name in NAMES]
    rebuilds = [answer["state"]["rebuilds"] for answer in answers]
    assert len(NAMES) >= 40
    assert 5 < sum(rebuilds) < len(rebuilds) - 5


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_whatever_is_pasted_there_is_an_answer(text: str) -> None:
    answer = json.loads(session.handle(json.dumps({"action": "decode", "text": text})))
    assert answer["ok"]
    read(answer["panels"]["decoded"])


def test_a_request_without_a_text_is_refused() -> None:
    answer = json.loads(session.handle('{"action": "decode"}'))
    assert answer["error"]["message"] == "The request needs a text called text."

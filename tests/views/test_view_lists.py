"""The events' list, the registers, the messages."""

from __future__ import annotations

from pagesim_py import Machine
from pagesim_py.machine.events import Cr2Written
from pagesim_py.timeline.kinds import CHOICES
from pagesim_py.views import events, kinds, messages, registers
from pagesim_py.views.events import Line, Listing
from pagesim_py.views.messages import Message
from tests.views.reading import Node, read


def test_events_are_lines_in_plain_words_and_the_current_one_is_marked() -> None:
    lines = [Line(4, None, "src/main.rs:12", "unsafe { *ptr = 42; }"), Line(5, Cr2Written(0, 0xDEADBEAF))]
    panel = read(events.render(Listing(tuple(lines), 5, 4, 0)))
    items = panel.one("ol", "log").all("li")
    assert items[0].text == "src/main.rs:12 unsafe { *ptr = 42; }"
    assert items[1].text == "CR2 written CR2 gets 0xdeadbeaf, the address that the access failed at."
    assert [item.attributes.get("aria-current") for item in items] == [None, "step"]
    assert items[0].one("button").attributes["data-at"] == "4"


def test_a_window_says_how_much_lies_outside_and_goes_there() -> None:
    panel = read(events.render(Listing((Line(7, Cr2Written(0, 1)),), 7, 7, 1_999_992)))
    earlier, later = panel.all("button", "more")
    assert (earlier.text, earlier.attributes["data-to"]) == ("Earlier: 7 steps more", "6")
    assert (later.text, later.attributes["data-to"]) == ("Later: 1,999,992 steps more", "8")


def test_what_lies_beyond_the_part_that_is_kept_is_not_counted_but_can_be_looked_at() -> None:
    line = Line(70, Cr2Written(0, 1))
    panel = read(events.render(Listing((line,), None, 0, 0, chosen=True, earlier=50, later=90)))
    earlier, later = panel.all("button", "more")
    assert (earlier.text, earlier.attributes["data-to"]) == (
        "Earlier: steps that are not kept, run again to look there",
        "49",
    )
    assert (later.text, later.attributes["data-to"]) == ("Later: more steps, run again to look there", "91")
    more = read(events.render(Listing((line,), None, 3, 1, chosen=True, earlier=50, later=90))).all("button", "more")
    assert [one.text for one in more] == ["Earlier: 3 lines more", "Later: 1 line more"]


def test_nothing_of_what_is_chosen_is_a_sentence() -> None:
    assert "There is nothing of what is chosen above in this run." in events.render(Listing(chosen=True))
    part = events.render(Listing(chosen=True, earlier=50))
    assert "in this part of the recording" in part
    assert 'data-to="49"' in part


def test_the_kinds_are_buttons_of_which_the_chosen_are_pressed() -> None:
    panel = read(kinds.render({"fault", "walk", "own"}, {"walk", "port"}))
    shown = [(one.text, one.attributes["aria-pressed"], one.attributes["data-kind"]) for one in panel.all("button")]
    assert shown == [
        ("All", "false", ""),
        ("Faults", "false", "fault"),
        ("Page walks", "true", "walk"),
        ("Ports", "true", "port"),
        ("My lines", "false", "own"),
    ]
    assert read(kinds.render({"fault", "walk"}, ())).all("button")[0].attributes["aria-pressed"] == "true"
    assert kinds.render({"fault"}, ()) == "", "there is nothing to choose from"
    assert set(kinds.LABELS) == set(CHOICES)


def test_no_events_yet() -> None:
    assert read(events.render(Listing())).one("p").text.startswith("Nothing has run yet.")


def test_source_text_is_escaped() -> None:
    html = events.render(Listing((Line(0, None, "a.rs:1", "if a < b && c { }"),), 0))
    assert "a &lt; b &amp;&amp; c" in html


def test_registers_name_their_set_bits(machine: Machine) -> None:
    rows = {row[0]: row[1:] for row in read(registers.render(registers.values(machine.cpu))).one("tbody").rows()}
    assert rows["CR0"] == ["0x80010011", "PE ET WP PG"]
    assert rows["CR3"][0] == "0x1000"
    assert rows["CR4"] == ["0x20", "PAE"]
    assert rows["EFER"] == ["0xd00", "LME LMA NXE"]
    assert rows["SS"] == ["0x0", "null selector"]
    assert rows["IDTR"] == ["0x0", "no table is loaded"]


def test_what_changed_is_marked_and_said(machine: Machine) -> None:
    before = registers.values(machine.cpu)
    machine.cpu.poke(cr2=0xDEADBEAF)
    panel = read(registers.render(registers.values(machine.cpu), before))
    changed = panel.one("tr", "changed")
    assert [cell.text for cell in changed.children if isinstance(cell, Node)][1] == "0xdeadbeaf was 0x0"
    assert registers.render(before, before).count("changed") == 0


def test_a_message_is_shown_whole_and_goes_to_its_place() -> None:
    text = "error[E0425]: cannot find value `x`\n --> src/main.rs:3:5\n  |\n3 |     x < 1\n  |     ^ not found"
    panel = read(messages.render([Message(text, "error", "src/main.rs", 3, 5)]))
    assert panel.one("pre").raw_text == text
    go = panel.one("button")
    assert go.text == "Go to src/main.rs, line 3"
    assert (go.attributes["data-line"], go.attributes["data-column"]) == ("3", "5")


def test_a_message_without_a_place_has_no_button() -> None:
    panel = read(messages.render([Message("error: no `main.rs`", "error")]))
    assert panel.all("button") == []
    assert messages.render([]) == ""


def test_warnings_are_folded_to_a_line_that_counts_them_and_errors_stand_open_before_them() -> None:
    one, two = (
        Message("warning: unused variable: `a`", "warning", "src/main.rs", 3, 5),
        Message("warning: b", "warning"),
    )
    html = messages.render([one, Message("error: c", "error"), two])
    assert html.index("error: c") < html.index("<details") < html.index("unused variable")
    assert "<summary>2 warnings</summary>" in html
    assert "<details open" not in html
    assert "<details" not in messages.render([Message("error: c", "error")])
    assert "<summary>1 warning</summary>" in messages.render([two])

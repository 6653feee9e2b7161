"""The decoder's view: marks and explanations lead to each other, and all that is said is said in words."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pagesim_py.decoder import decode
from pagesim_py.views import decoder as view
from tests.decoder.pastes import NAMES, paste
from tests.views.reading import read


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_leads_to_its_explanation_and_back(name: str) -> None:
    decoded = decode(paste(name))
    page = read(view.render(decoded))
    ids = [node.attributes["id"] for node in page.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    links = {node.attributes["href"].removeprefix("#") for node in page.all("a")}
    assert links <= set(ids)
    assert len(page.all("mark")) == len(decoded.pieces)
    for number in range(len(decoded.pieces)):
        assert {f"mark-{number}", f"piece-{number}"} <= links


@pytest.mark.parametrize("name", ["frame_0_14", "contradiction_of_levels", "boot_info_pretty", "colours"])
def test_the_text_is_shown_as_it_was_pasted(name: str) -> None:
    text = paste(name)
    shown = read(view.render(decode(text))).one("pre", "paste").raw_text
    assert shown == text.replace("\x1b", "\N{REPLACEMENT CHARACTER}")


def test_a_mark_covers_what_was_recognised() -> None:
    page = read(view.render(decode("hello CR2: 0x10 and <b>PageFaultErrorCode(0x0)</b>\n")))
    assert [mark.raw_text for mark in page.all("mark")] == ["CR2: 0x10", "PageFaultErrorCode(0x0)"]
    assert "<b>" in page.one("pre", "paste").raw_text


def test_contradictions_are_named_in_words() -> None:
    page = read(view.render(decode(paste("contradiction_of_levels"))))
    bad = [node.text for node in page.all("li", "bad")]
    assert "Contradiction: The error code says user mode (U = 1), but the CPL is 0." in bad
    assert all(text.startswith("Contradiction: ") for text in bad)


def test_a_chain_is_a_list_and_a_machine_tells_what_was_assumed() -> None:
    chain = read(view.render(decode(paste("qemu_triple_fault")))).one("ol", "chain")
    assert len(chain.all("li")) == 3
    page = read(view.render(decode(paste("lab_two_levels"))))
    assert "A machine is rebuilt" in page.text
    assert "CR3 = 0x1000, where the level-4 table is said to be." in page.text


def test_bits_are_a_table_with_heads() -> None:
    page = read(view.render(decode("Error Code: PageFaultErrorCode(CAUSED_BY_WRITE)")))
    rows = page.one("table", "bits").rows()
    assert rows[0] == ["Bit", "Name", "Value", "What it says"]
    assert rows[2] == ["1", "W", "1", "the access was a write"]


def test_nothing_pasted_and_nothing_recognised_are_said() -> None:
    assert "Paste what your kernel" in read(view.render(decode(" \n"))).text
    page = read(view.render(decode("the sun shines")))
    assert "Nothing is recognised; 1 stretch of the text not." in page.text
    assert page.all("mark") == []


@example("", "empty")
@given(st.text(max_size=200), st.sampled_from(NAMES))
@settings(max_examples=60, deadline=None)
def test_whatever_is_pasted_the_page_is_whole(text: str, name: str) -> None:
    pasted = text + paste(name) + text
    page = read(view.render(decode(pasted)))
    assert page.one("pre", "paste") if pasted.strip() else "Paste what" in page.text


def test_of_very_many_pieces_some_are_shown_and_it_is_said() -> None:
    page = read(view.render(decode("0x10 " * 1_000)))
    assert len(page.all("mark")) == view.SHOWN
    assert "700 more are not listed." in page.text

from __future__ import annotations

import pytest

from pagesim_py.views.html import Html, button, el, join, text, words
from pagesim_py.views.numbers import count, hex16, size


def test_text_is_escaped_unless_it_is_html_already() -> None:
    assert text("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#x27;"
    assert text(Html("<b>")) == "<b>"
    assert el("p", "<b>", Html("<i></i>")) == "<p>&lt;b&gt;<i></i></p>"


def test_attributes_are_escaped_and_named_with_dashes() -> None:
    made = el("button", "x", data_at=0, class_="a", aria_current=None, disabled=True, hidden=False, title='"<')
    assert made == '<button data-at="0" class="a" disabled title="&quot;&lt;">x</button>'


def test_zero_is_shown_and_none_is_not() -> None:
    assert el("td", 0) == "<td>0</td>"
    assert el("td", None) == "<td></td>"


def test_iterables_are_joined_and_void_elements_not_closed() -> None:
    assert join(["a", ("b", [el("br")])], 1) == "ab<br>1"


def test_a_joined_piece_is_not_escaped_again() -> None:
    assert el("p", join("<")) == "<p>&lt;</p>"
    assert isinstance(words(("a", "b")), Html)
    assert button("<", "seek", data_at=3) == '<button type="button" data-action="seek" data-at="3">&lt;</button>'


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0 bytes"), (1, "1 byte"), (4096, "4 KiB"), (1 << 40, "1 TiB"), (4097, "4,097 bytes")]
)
def test_sizes_in_the_largest_unit_that_divides(value: int, shown: str) -> None:
    assert size(value) == shown


def test_numbers_in_words() -> None:
    assert hex16(0xDEADBEAF) == "0x0000_0000_dead_beaf"
    assert count(1, "entry", "entries") == "1 entry"
    assert count(262144, "page") == "262,144 pages"

"""Draws: the same on every Python, each value as likely as the others."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesim_py.homework.draw import Stream


def test_the_stream_is_sha_256_in_counter_mode() -> None:
    seed = b"pagesim-draw-1\0b2\0ada\0page\0000\0case\0"
    expected = hashlib.sha256(seed + b"0").digest() + hashlib.sha256(seed + b"1").digest()
    assert Stream("b2", "ada", "page", "0", "case").bytes(40) == expected[:40]


def test_values_never_change() -> None:
    """Printed sheets and submissions depend on them."""
    stream = Stream("b2", "ada", "page", "0", "case")
    assert [stream.below(1000) for _ in range(5)] == [335, 493, 240, 93, 784]
    assert Stream("x").shuffled("abcdef") == ["c", "f", "e", "a", "b", "d"]


@given(st.text(max_size=10), st.integers(1, 1 << 70))
def test_below(tag: str, limit: int) -> None:
    stream = Stream(tag)
    assert all(0 <= stream.below(limit) < limit for _ in range(5))


@given(st.text(max_size=10), st.lists(st.integers(), max_size=20))
def test_shuffled_keeps_what_there_is(tag: str, items: list[int]) -> None:
    assert Counter(Stream(tag).shuffled(items)) == Counter(items)


def test_every_value_is_as_likely() -> None:
    stream = Stream("likely")
    counts = Counter(stream.below(6) for _ in range(6000))
    assert all(850 < counts[value] < 1150 for value in range(6))


def test_nothing_to_choose_from() -> None:
    with pytest.raises(ValueError, match="nothing to choose"):
        Stream("x").choice([])

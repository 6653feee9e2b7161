"""Operations as data: what goes into a link comes out again, and what is wrong is said in a sentence."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagesim_py.playground import Operation, OperationError, Start, data, read
from pagesim_py.playground.operations import MOST
from tests.playground.lists import operations, starts

BEGIN = {"do": "start", "from": "empty", "levels": 4}


@given(starts, st.lists(operations, max_size=8))
def test_a_list_survives_its_way_through_a_link(start: Start, asked: list[Operation]) -> None:
    text = json.dumps([data(start), *map(data, asked)])
    assert read(json.loads(text)) == (start, asked)


def test_a_paste_is_carried_whole() -> None:
    start = Start("paste", 4, "CR3=1000\n\x1b[0m“quoted”")
    assert read([data(start)]) == (start, [])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("text", "a list of operations is wanted"),
        ([], "a list of operations is wanted"),
        ([BEGIN] * (MOST + 1), f"more than {MOST}"),
        ([{"do": "cr3"}], "operation 1: the first operation is a start"),
        ([BEGIN, BEGIN], "operation 2: a start comes first"),
        ([{"do": "start", "from": "disk"}], "needs from: one of empty, boot and paste, not disk"),
        ([{"do": "start", "levels": 3}], "4 or 5 levels of tables, not 3"),
        ([{"do": "start", "levels": True}], "4 or 5 levels"),
        ([{"do": "start", "from": "paste", "text": 7}], "a text"),
        ([BEGIN, None], 'operation 2: an operation is written as {"do": ...}'),
        ([BEGIN, {"do": 4}], "operation 2: an operation is written"),
        ([BEGIN, {"do": "format"}], "there is no operation called 'format'"),
        ([BEGIN, {"do": "cr3", "value": 1}], "cr3 has no field called 'value'; it has none"),
        ([BEGIN, {"do": "unmap", "side": 1}], "it has page and by"),
        ([BEGIN, {"do": "unmap"}], "unmap needs a number called page"),
        ([BEGIN, {"do": "unmap", "page": "five"}], "'five' is no number: write it as 0xb8000"),
        ([BEGIN, {"do": "unmap", "page": True}], "needs a number called page"),
        ([BEGIN, {"do": "unmap", "page": -4096}], "does not fit into 64 bits"),
        ([BEGIN, {"do": "unmap", "page": "0x1_0000_0000_0000_0000"}], "does not fit into 64 bits"),
        ([BEGIN, {"do": "unmap", "page": "0", "by": "magic"}], "by: one of memory, identity, window and recursive"),
        ([BEGIN, {"do": "map", "page": "0", "size": "8 KiB"}], "size: one of 4 KiB, 2 MiB and 1 GiB, not 8 KiB"),
        ([BEGIN, {"do": "map", "page": "0", "flags": "RW"}], "flags are a list of RW, US, XD and G"),
        ([BEGIN, {"do": "map", "page": "0", "flags": ["P"]}], "P is set by itself"),
        ([BEGIN, {"do": "edit", "address": "0", "level": 6, "entry": "0"}], "level is 1 to 5"),
        ([BEGIN, {"do": "read", "address": "0", "cpl": 1}], "CPL 0 or 3, not 1"),
        ([BEGIN, {"do": "write", "address": "0", "value": 256}], "One byte is written".lower()),
        ([BEGIN, {"do": "set", "bit": "CR0.XX", "on": True}], "needs bit: one of CR0.WP"),
        ([BEGIN, {"do": "set", "bit": "CR0.WP", "on": 1}], "set (true) or cleared (false)"),
        ([BEGIN, {"do": "pkru", "value": "0x100000000"}], "PKRU has 32 bits".lower()[:4]),
        ([BEGIN, {"do": "reach", "by": "memory"}], "one of identity, window and recursive"),
    ],
)
def test_what_is_wrong_is_said(given: Any, told: str) -> None:
    with pytest.raises(OperationError) as error:
        read(given)
    assert told.lower() in str(error.value).lower()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["do", "page", "from", "by", "level"]) | st.text(), inner)
        ),
    )
)
def test_any_data_is_read_or_refused(given: Any) -> None:
    for one in (given, [BEGIN, given], [BEGIN, {"do": "map", "page": given}], [{"do": "start", "levels": given}]):
        with contextlib.suppress(OperationError):
            start, rest = read(one)
            assert read([data(start), *map(data, rest)]) == (start, rest)

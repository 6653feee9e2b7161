"""Misconceptions: each documented confusion has one, each is a function, each differs from the truth somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pagesim_py.homework import Student, variant_of
from pagesim_py.homework.draw import Stream
from pagesim_py.homework.mutants import Mutant, mutants
from pagesim_py.homework.mutants.counts import COUNTS
from pagesim_py.homework.mutants.readings import FILLS, READS
from pagesim_py.homework.mutants.stories import ORDERS, POINTS, TELLS
from pagesim_py.homework.situation import Situation, Tables, reading
from pagesim_py.homework.tables import access_on_tables, walked_tables
from pagesim_py.labs.loader import load
from pagesim_py.machine.access import Access
from pagesim_py.machine.paging import Control
from tests.homework.every_kind import every_kind

GROUPS = (READS, FILLS, COUNTS, TELLS, ORDERS, POINTS)


def test_each_confusion_has_one() -> None:
    assert {number for one in mutants().values() for number in one.confusions} == set(range(1, 28))
    assert len(mutants()) >= 27


def test_each_function_has_its_sentence_and_each_sentence_a_function() -> None:
    functions = {name for group in GROUPS for name in group}
    assert functions == set(mutants())


@pytest.mark.parametrize("one", mutants().values(), ids=lambda one: one.name)
def test_each_says_what_is_true_and_names_an_experiment(one: Mutant) -> None:
    assert one.sentence.endswith(".")
    assert not one.belief.endswith(".")
    lab, _, step = one.experiment.partition("/")
    assert load(lab).step(step)


def situations() -> list[Situation]:
    found = []
    for number in range(60):
        stream = Stream(f"situation {number}")
        code = stream.choice(["0x0", "0x2", "0x3", "0x7", "0x5", "0x11", "0x9", "0xb", "none", "#GP"])
        found.append(access_on_tables(stream, code, {"size": [1, 2, 3]}))
        found.append(walked_tables(stream, stream.choice(["4 KiB", "2 MiB", "1 GiB", "missing"]), {}))
    # Bit 63 in an entry while EFER.NXE is 0.
    one = walked_tables(Stream("xd"), "4 KiB", {})
    last = one.walk.steps[-1]
    found.append(one.with_entries({last.address: last.entry | 1 << 63}).with_control(nxe=False))
    return found


@pytest.mark.parametrize("name", READS)
def test_each_reading_is_wrong_somewhere(name: str) -> None:
    pairs = [(READS[name](one), reading(one)) for one in situations()]
    assert any(wrong is not None and wrong != right for wrong, right in pairs)


def test_leaf_rights_only_by_hand() -> None:
    """Level 3 is read-only, the leaf is writable: the truth is 0x3, and whoever looks at the leaf says no fault."""
    words = {0x1000: 0x2003, 0x2000: 0x3001, 0x3000: 0x4003, 0x4000: 0x9003}
    one = Situation(Tables(words), Control(0x1000, wp=True, nxe=True), 0x123, Access.WRITE)
    assert reading(one).outcome == "0x3"
    wrong = READS["leaf_rights_only"](one)
    assert wrong is not None
    assert wrong.outcome == "none"
    described = READS["w_u_i_describe_the_page"](replace(one, address=0x123))
    assert described is not None
    assert described.outcome == "0x13", "the page may be written by the kernel, and executed"


def test_large_pages_by_hand() -> None:
    words = {0x1000: 0x2003, 0x2000: 0x3003, 0x3008: 0x4000_0083}
    one = Situation(Tables(words), Control(0x1000), 0x21_2345)
    assert reading(one).physical == 0x4001_2345
    short = READS["leaf_is_always_level_1"](one)
    assert short is not None
    assert short.physical == 0x4000_0345
    further = READS["bit_7_is_pat_everywhere"](one)
    assert further is not None
    assert further.entries == (0x1000, 0x2000, 0x3008, 0x4000_0090)


#: Misconception: an experiment of a lab that it expects to go otherwise.
EXPECTED = {
    "reset_is_a_halt": "page-fault/no-handlers", "double_fault_needs_two_bugs": "page-fault/no-page-fault-handler",
    "missing_gate_is_skipped": "double-fault/missing-gate", "delivery_touches_no_memory": "double-fault/no-spare-stack",
    "fault_is_the_read": "page-fault/write-code", "cr2_is_page_base": "page-fault/store",
    "cr2_is_rip": "page-fault/store", "saved_rip_is_next_statement": "page-fault/fault-loop",
    "every_access_walks": "mapping/unmap", "not_present_is_cached": "page-fault/repair",
    "p_means_was_present_is_the_cause": "page-fault/store", "ring_0_ignores_rw": "page-fault/write-code",
    "paging_moves_everything": "page-fault/screen", "tables_are_at_their_physical_address": "page-fault/store",
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_each_expectation_is_wrong_about_an_experiment(name: str) -> None:
    question = every_kind().question("exceptions")
    asked = variant_of(every_kind(), Student("ada")).asked(question)
    asked = replace(asked, question=replace(question, options={**question.options, "run": EXPECTED[name]}))
    wrong = TELLS[name](asked)
    assert wrong is not None
    truth = asked.story()
    assert (wrong.end, wrong.exceptions, wrong.rows, wrong.line) != (
        truth.end,
        truth.exceptions,
        truth.rows,
        truth.line,
    )

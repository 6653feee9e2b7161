"""The walk as text: a figure of the address, the entries, rights, and what an access would do."""

from __future__ import annotations

import pytest

from pagesim_py import Machine
from pagesim_py.boot import KernelImage, Segment, boot
from pagesim_py.cli.walk import walk_text


@pytest.fixture(scope="module")
def machine() -> Machine:
    code = Segment(0x201000, 0x1000, 0x6000, 0x6000, executable=True)
    return boot(KernelImage(0x7000, [Segment(0x200000, 0, 0x1000, 0x1000), code]))


def test_an_address_that_is_not_mapped(machine: Machine) -> None:
    assert (
        walk_text(machine, 0xDEADBEAF)
        == """\
0xdeadbeaf

  63..48            47..39     38..30     29..21     20..12     11..0
  0000000000000000  000000000  000000011  011110101  011011011  111010101111
  sign              level 4    level 3    level 2    level 1    offset
                    0          3          245        219        0xeaf

  CR3 = 0x1000: the level-4 table is at physical 0x1000
  level 4  table 0x000001000  entry   0 at 0x000001000  0x0000000000002023  P | RW | A       -> table 0x2000
  level 3  table 0x000002000  entry   3 at 0x000002018  0x0000000000000000                   -> not present

Not mapped: level 3, entry 3 is not present (P = 0), and the walk ends there.

An access in supervisor mode:
  read   #PF with error code 0x0: the level-3 entry is not present (P = 0)
         what would make it work: Map the page: the level-3 entry is missing.
  write  #PF with error code 0x2 (W): the level-3 entry is not present (P = 0)
         what would make it work: Map the page: the level-3 entry is missing.
  fetch  #PF with error code 0x10 (I): the level-3 entry is not present (P = 0)
         what would make it work: Map the page: the level-3 entry is missing.
"""
    )


def test_code_is_read_only(machine: Machine) -> None:
    text = walk_text(machine, 0x201008, "osirs::_start + 0x8")
    assert text.startswith("0x201008 (osirs::_start + 0x8)\n")
    assert "It is at physical address 0x401008, in a page of 4 KiB." in text
    assert (
        "  Rights      level 4  level 3  level 2  level 1  together\n"
        "  writable    yes      yes      yes      no       no\n"
        "  user mode   no       no       no       no       no\n"
        "  executable  yes      yes      yes      yes      yes\n"
    ) in text
    assert "  write  #PF with error code 0x3 (P | W): " in text
    assert "  fetch  works\n" in text


def test_a_large_page_ends_the_walk_early(machine: Machine) -> None:
    text = walk_text(machine, 0x180_0000_1234)
    assert "-> page 0x0\n" in text
    assert "It is at physical address 0x1234, in a page of 2 MiB." in text
    assert "level 2  together" in text


def test_an_address_that_is_not_canonical(machine: Machine) -> None:
    text = walk_text(machine, 1 << 47)
    assert "Not canonical" in text
    assert "#GP with error code 0x0: " in text


def test_looking_changes_nothing(machine: Machine) -> None:
    before = machine.snapshot()
    walk_text(machine, 0x180_0000_1234)
    assert machine.snapshot() == before


def test_a_refused_access_is_followed_by_what_would_make_it_work(machine: Machine) -> None:
    lines = walk_text(machine, 0x201000).splitlines()
    write = next(number for number, line in enumerate(lines) if line.startswith("  write"))
    assert [line.strip() for line in lines[write + 1 : write + 3]] == [
        "what would make it work: Set R/W in the level-1 entry.",
        "or: Clear CR0.WP.",
    ]
    assert lines[write + 3] == "  fetch  works"

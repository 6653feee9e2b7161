"""An assignment with a question of every kind that needs no program of the student's, for tests of the kinds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pagesim_py.homework import Assignment, Student, load_folder, variant_of
from pagesim_py.homework.kinds import KINDS

TOML = """
format = 1
id = "every-kind"
version = "1"
title = "Every kind"
base = "mapping"
[draw]
page = { page = "unmapped" }
spot = { address = "canonical" }
count = { number = [3, 30], step = 3 }
word = { one-of = ["CR2", "CR3"] }
boot = { access = ["0x0", "0x2", "0x3", "0x10", "0x11", "none", "0x5", "0x7", "0x15", "#GP"] }
drawn = { access = ["0x0", "0x2", "0x3", "0x11", "none", "0x5", "0x7", "0x15", "0x9", "0xb", "0x25"], on = "tables" }
parent = { access = ["0x3", "0x7"], on = "tables", decided = "parent" }
small = { tables = "4 KiB" }
large = { tables = "2 MiB" }
huge = { tables = "1 GiB" }
gone = { tables = "missing" }
hole = { tables = "hole", level = 2 }
seen = { compute = "table_address(page, 2, 300)" }
[[question]]
id = "code-boot"
kind = "error-code"
of = "boot"
ask = "{boot}?"
[[question]]
id = "code-drawn"
kind = "error-code"
of = "drawn"
ask = "{drawn}? {drawn.address} {drawn.kind} {drawn.cpl} {drawn.cr3} {drawn.page} {drawn.offset}"
[[question]]
id = "indices"
kind = "indices"
of = "spot"
mutants = ["nine_bits_are_two_digits", "indices_from_the_bottom"]
ask = "{spot} {spot.level4} {spot.dec} {spot.hex}"
[[question]]
id = "decides"
kind = "decides"
of = "drawn"
ask = "Who?"
[[question]]
id = "walk-small"
kind = "walk"
of = "small"
mutants = ["index_is_a_byte_offset", "indices_from_the_bottom"]
ask = "Walk."
[[question]]
id = "walk-large"
kind = "walk"
of = "large"
mutants = ["leaf_is_always_level_1", "bit_7_is_pat_everywhere"]
ask = "Walk."
[[question]]
id = "walk-huge"
kind = "walk"
of = "huge"
ask = "Walk."
[[question]]
id = "walk-gone"
kind = "walk"
of = "gone"
ask = "Walk."
[[question]]
id = "entry"
kind = "entry"
of = "hole"
level = 2
accesses = ["write by kernel gives ok", "read by user gives #PF 0x5"]
mutants = ["entry_holds_virtual_address", "mask_drops_a_hex_digit"]
ask = "Write it."
[[question]]
id = "repair"
kind = "repair"
of = "parent"
edits = 2
mutants = ["leaf_rights_only"]
ask = "Repair it."
[[question]]
id = "frames"
kind = "number"
answer = "missing_tables(page)"
unit = "frames"
mutants = ["one_per_level"]
ask = "How many?"
[[question]]
id = "where"
kind = "number"
answer = "table_address(page, 2, 300)"
hex = true
mutants = ["recursive_index_off_by_one", "recursive_index_is_511", "recursion_needs_no_sign"]
ask = "Where? Not at {seen}?"
[[question]]
id = "delivery"
kind = "order"
run = "page-fault/no-page-fault-handler"
distractors = ["TlbFlushed", "TripleFaulted"]
mutants = ["missing_gate_is_skipped"]
ask = "Order."
[[question]]
id = "exceptions"
kind = "predict"
run = "page-fault/no-page-fault-handler"
what = "exceptions"
mutants = ["double_fault_needs_two_bugs", "missing_gate_is_skipped"]
ask = "Predict."
[[question]]
id = "rows"
kind = "predict"
run = "page-fault/print-cr3"
what = "rows"
ask = "Predict."
[[question]]
id = "tables"
kind = "predict"
run = "mapping/frames"
what = "tables"
ask = "Predict."
[[question]]
id = "moment"
kind = "point"
run = "page-fault/store"
moment = { kind = "Cr2Written" }
mutants = ["cr2_is_rip"]
ask = "Go there."
[[question]]
id = "choice-drawn"
kind = "choice"
from = "mutants"
like = { kind = "error-code", of = "parent" }
mutants = ["leaf_rights_only", "p_means_was_present_is_the_cause", "w_u_i_describe_the_page"]
ask = "Which?"
[[question]]
id = "choice"
kind = "choice"
options = [{ text = "yes", right = true }, { text = "no", mutant = "always_three" }, { text = "{count}" }]
ask = "Which?"
[[question]]
id = "choices"
kind = "choices"
options = [{ text = "yes", right = true }, { text = "no" }, { text = "also", right = true }]
ask = "Which?"
[[question]]
id = "name"
kind = "text"
answers = ["{word}", "the register {word}"]
ask = "Name it."
[[question]]
id = "why"
kind = "essay"
words = 3
ask = "Why?"
"""


@cache
def every_kind() -> Assignment:
    """The assignment. All its programs have run once: compiling changes Python's recursion limit the first time."""
    folder = Path(mkdtemp()) / "every-kind"
    folder.mkdir()
    (folder / "assignment.toml").write_text(TOML, "utf-8")
    assignment = load_folder(folder)
    variant = variant_of(assignment, Student("first"))
    for question in assignment.questions:
        KINDS[question.kind].truth(variant.asked(question))
    return assignment

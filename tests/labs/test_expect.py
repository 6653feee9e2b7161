"""The ``// expect`` comments: what they mean, and what is left of a file without them."""

from __future__ import annotations

from pagesim_py.labs.expect import differences, expectations, without_expectations

SOURCE = """\
fn main() {
    store(); // expect-fault: #PF 0x2 0xdeadbeaf
    // expect: EXCEPTION
    // expect: at {addr},
    print(); // expect-not: never
    // expect-end: panicked
}
"""


def test_kinds() -> None:
    found = expectations({"src/main.rs": SOURCE})
    assert found.rows == ["EXCEPTION", "at {addr},"]
    assert found.faults == ["#PF 0x2 0xdeadbeaf"]
    assert found.absent == ["never"]
    assert found.end == "panicked"
    assert not found.malformed


def test_a_students_file_has_no_expectations() -> None:
    assert without_expectations(SOURCE) == "fn main() {\n    store();\n    print();\n}\n"


def test_ordinary_comments_stay() -> None:
    text = "// we expect a fault here\nlet x = 1; // expected\n"
    assert without_expectations(text) == text
    assert not expectations({"a": text})


def test_a_misspelt_expectation_is_told() -> None:
    found = expectations({"a": "// expect-ned: halted\n// expect-end: exploded\n// expect hello\n"})
    assert [(path, line) for path, line, _ in found.malformed] == [("a", 1), ("a", 2), ("a", 3)]


def test_only_the_named_files() -> None:
    files = {"a": "// expect: one\n", "b": "// expect: two\n"}
    assert expectations(files).rows == ["one", "two"]
    assert expectations(files, ["b"]).rows == ["two"]


def test_nothing_differs() -> None:
    found = expectations({"src/main.rs": SOURCE})
    rows = ["hello", " EXCEPTION  ", "between", "  at 0x201f3,", ""]
    assert differences(found, rows, ["#PF 0x2 0xdeadbeaf", "#BP"], "panicked") == []


def test_what_differs_is_said() -> None:
    found = expectations({"src/main.rs": SOURCE})
    rows = ["at 0x1,", "EXCEPTION", "never again"]
    assert differences(found, rows, ["#DF 0x0"], "halted", where="step x: ") == [
        "step x: the screen does not show 'at {addr},' after 'EXCEPTION'",
        "step x: the screen shows 'never'",
        "step x: exceptions were #DF 0x0, not #PF 0x2 0xdeadbeaf",
        "step x: it ended as 'halted', not 'panicked'",
    ]


def test_halting_is_expected_unless_said_otherwise() -> None:
    found = expectations({"a": "// expect: x\n"})
    assert differences(found, ["x"], [], "triple fault") == ["it ended as 'triple fault', not 'halted'"]


def test_a_slip_in_the_mark_is_told() -> None:
    found = expectations({"a": "//expect: x\n// Expect: y\n//  expect-end: halted\n// we expect: nothing\n"})
    assert [line for _, line, _ in found.malformed] == [1, 2, 3]

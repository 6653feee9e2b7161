"""The panel of tests: what became of each is told in words, and what may be opened is a button."""

from __future__ import annotations

from pagesim_py.labs import testing
from pagesim_py.labs.testing import FAILED, NOT_RUN, PASSED
from pagesim_py.views.tests import BROKEN, Binary, render, told

GOOD = testing.TestResult("os::good", PASSED, 3, "os::good ... ok\n", 9)
BAD = testing.TestResult("os::bad", FAILED, 7, "os::bad ... panicked at src/<main>.rs:4:5", None)
NEVER = testing.TestResult("os::never", NOT_RUN)
RAN = Binary(
    "src/main.rs",
    outcome=FAILED,
    status=35,
    why="It wrote 0x11.",
    missed="1 test not called",
    tests=(GOOD, BAD, NEVER),
    serial="os::good ... ok\nos::bad ... panicked at src/<main>.rs:4:5",
    screen="PANIC",
)
MESSAGE = {"rendered": "error: no", "level": "error", "file": "tests/a.rs", "line": 3, "column": 1}


def test_the_sum_counts_each_outcome_and_what_is_left() -> None:
    assert told([]) == "There is nothing to test: no #[test_case] in src, no file in tests."
    assert told([Binary("a"), Binary("b")]) == "2 test binaries to run."
    assert told([RAN, Binary("b")]) == (
        "1 test binary: 1 failed; 3 test functions: 1 passed, 1 failed, 1 not called; 1 not run yet."
    )
    assert told([Binary("a", outcome=BROKEN), Binary("b", False, PASSED, 33)]) == (
        "2 test binaries: 1 passed, 1 does not compile."
    )


def test_a_test_that_ran_is_a_button_and_says_where_it_leads() -> None:
    html = render([RAN])
    assert 'data-path="src/main.rs" data-test="os::bad" aria-label="os::bad: open the run where it stopped"' in html
    assert 'aria-label="os::good: open the run where it was called"' in html
    assert 'data-test="os::never"' not in html


def test_words_stand_beside_each_mark() -> None:
    html = render([RAN])
    for mark, words in (("✓", "passed"), ("✗", "FAILED"), ("–", "not called")):
        assert f'<span aria-hidden="true" class="mark-of">{mark}</span>' in html
        assert f'<span class="outcome">{words}</span>' in html


def test_a_failure_has_its_serial_text_its_exit_status_and_its_screen() -> None:
    html = render([RAN])
    assert "panicked at src/&lt;main&gt;.rs:4:5" in html
    assert "exit status 35" in html
    assert "It wrote 0x11. 1 test not called." in html
    assert "<summary>Its screen</summary>" in html
    assert "it did not end" in render([Binary("a", outcome=FAILED, why="It does not end.")])


def test_what_does_not_compile_has_the_compilers_messages() -> None:
    html = render([Binary("tests/a.rs", outcome=BROKEN, messages=[MESSAGE])])
    assert "does not compile" in html
    assert 'data-file="tests/a.rs" data-line="3"' in html
    assert "Open this run" not in html

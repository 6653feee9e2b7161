"""A package's tests: each test binary, its tests with their results, and what they sent over the serial port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pagesim_py.labs.testing import FAILED, NOT_RUN, PASSED, TestResult
from pagesim_py.views import messages as messages_view
from pagesim_py.views.html import Html, button, code, el, join
from pagesim_py.views.numbers import count

BROKEN, WAITING = "broken", "waiting"
"""A binary that was not compiled, and one that has not been yet."""
STATES = {
    PASSED: ("✓", "passed"),
    FAILED: ("✗", "FAILED"),
    NOT_RUN: ("–", "not called"),
    BROKEN: ("✗", "does not compile"),
    WAITING: ("", "not run yet"),
}
"""The mark of an outcome, and what that says."""


@dataclass(frozen=True)
class Binary:
    """One test binary, and what came of it. ``status``: QEMU's exit status, None if it did not end; ``why`` and
    ``missed`` are sentences about a failure; ``serial`` and ``screen`` what it showed.
    """

    path: str
    harness: bool = True
    outcome: str = WAITING
    status: int | None = None
    why: str = ""
    missed: str = ""
    tests: Sequence[TestResult] = ()
    serial: str = ""
    screen: str = ""
    messages: Sequence[dict[str, Any]] = ()


def told(binaries: Sequence[Binary]) -> str:
    """The sentence about all of them."""
    if not binaries:
        return "There is nothing to test: no #[test_case] in src, no file in tests."
    done = [one for one in binaries if one.outcome != WAITING]
    if not done:
        return f"{count(len(binaries), 'test binary', 'test binaries')} to run."
    words = [count(len(done), "test binary", "test binaries") + ": " + _sum([one.outcome for one in done])]
    outcomes = [test.outcome for one in done for test in one.tests]
    if outcomes:
        words.append(count(len(outcomes), "test function") + ": " + _sum(outcomes))
    left = len(binaries) - len(done)
    return "; ".join(words) + (f"; {left} not run yet." if left else ".")


def _sum(outcomes: Sequence[str]) -> str:
    kinds = [kind for kind in (PASSED, FAILED, BROKEN, NOT_RUN) if kind in outcomes]
    return ", ".join(f"{outcomes.count(kind)} {STATES[kind][1].lower()}" for kind in kinds)


def render(binaries: Sequence[Binary], notes: Sequence[str] = ()) -> Html:
    """The sum, then one part for each binary."""
    return join(
        el("p", told(binaries), class_="sum"),
        [el("p", f"{note[:1].upper()}{note[1:]}.", class_="quiet") for note in notes],
        [_binary(one) for one in binaries],
    )


def _binary(one: Binary) -> Html:
    ended = one.outcome in (PASSED, FAILED)
    exit_ = None
    if ended:
        exit_ = f"exit status {one.status}" if one.status is not None else "it did not end"
    head = el(
        "header",
        el("h3", _mark(one.outcome), code(one.path), " ", el("span", STATES[one.outcome][1], class_="outcome")),
        el("span", exit_, class_="quiet") if exit_ else None,
        _open("Open this run", one.path, f"Open this run: {one.path}") if ended else None,
    )
    shown = [_test(one, test) for test in one.tests]
    return el(
        "section",
        head,
        el("ul", shown, class_="tests") if shown else None,
        _why(one) if one.outcome == FAILED else None,
        _messages(one) if one.messages else None,
        _sent(one) if ended and one.serial.strip() and not _told_by_tests(one) else None,
        data_outcome=one.outcome,
        class_="binary",
    )


def _test(one: Binary, test: TestResult) -> Html:
    """A test: its name opens the run where it was called, or where it panicked."""
    mark, (_, words) = _mark(test.outcome), STATES[test.outcome]
    called = test.outcome != NOT_RUN
    where = "where it stopped" if test.outcome == FAILED else "where it was called"
    name = _open(test.path, one.path, f"{test.path}: open the run {where}", test.path) if called else code(test.path)
    output = (test.output or "").strip()
    failed = el("pre", output, tabindex=0) if test.outcome == FAILED and output else None
    steps = el("span", count(test.steps, "step"), class_="quiet") if test.steps is not None else None
    return el("li", el("p", mark, name, " ", el("span", words, class_="outcome"), " ", steps), failed)


def _why(one: Binary) -> Html:
    missed = f" {one.missed[:1].upper()}{one.missed[1:].rstrip('.')}{'' if one.missed.endswith('?') else '.'}"
    screen = el("details", el("summary", "Its screen"), el("pre", one.screen, tabindex=0)) if one.screen else None
    return join(el("p", one.why, missed if one.missed else None, class_="why"), screen)


def _messages(one: Binary) -> Html:
    wanted = [
        messages_view.Message(told["rendered"], told["level"], told.get("file"), told.get("line"), told.get("column"))
        for told in one.messages
    ]
    return messages_view.render(wanted)


def _told_by_tests(one: Binary) -> bool:
    """Whether nothing but what failed tests have sent was sent: that stands there already."""
    failed = "".join(test.output or "" for test in one.tests if test.outcome == FAILED)
    return failed.strip() == one.serial.strip()


def _sent(one: Binary) -> Html:
    return el("details", el("summary", "Sent over the serial port"), el("pre", one.serial.rstrip(), tabindex=0))


def _mark(outcome: str) -> Html:
    return el("span", STATES[outcome][0], aria_hidden="true", class_="mark-of")


def _open(label: str, path: str, says: str, test: str | None = None) -> Html:
    return button(
        code(label) if test else label,
        "test",
        data_path=path,
        data_test=test,
        aria_label=says,
        title=says,
        class_="small",
    )

"""The two questions of a what-if: what would make the access succeed, and how to get a certain page fault.

Each answer is a smallest set of changes with a button that makes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pagesim_py.machine import vectors
from pagesim_py.machine.changes import to_data
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.whatif import MOST
from pagesim_py.views.html import Html, button, code, el, join
from pagesim_py.views.numbers import count
from pagesim_py.views.whatif_parts import Comparison, Remedy


def render(shown: Comparison) -> Html:
    """Both questions, the one that is asked with its answers."""
    return el("div", _how_to_succeed(shown), _how_to_fault(shown), class_="questions")


def _how_to_succeed(shown: Comparison) -> Html:
    title = el("h3", "What would make this access succeed?")
    if shown.asks != "succeed":
        ask = button("Find the smallest changes", "whatif", data_do="ask", data_question="succeed", class_="small")
        return el("section", title, ask, class_="question")
    return el("section", title, _answers(shown, "It succeeds already."), class_="question")


def _how_to_fault(shown: Comparison) -> Html:
    asked = int(shown.asks, 16) if shown.asks is not None and shown.asks != "succeed" else None
    marked = asked
    if marked is None:
        fault = shown.was.fault
        marked = fault.error_code if fault is not None and fault.vector == vectors.PF else 0
    boxes = [
        el(
            "label",
            el("input", type="checkbox", name="bit", value=bit.mask, checked=bool((marked or 0) & bit.mask)),
            f" {bit.name}", title=f"{bit.title}: {bit.when_set}", class_="check",
        )
        for bit in ERROR
    ]  # fmt: skip
    form = el(
        "form",
        el("fieldset", el("legend", "Page fault with the error code"), boxes),
        el("button", "Find the smallest changes", type="submit", class_="small"),
        class_="code", data_do="ask",
    )  # fmt: skip
    answers = None
    if asked is not None:
        head = el("p", "For error code ", code(asked), f" ({ERROR.text(asked)}):" if asked else " (no bit set):")
        answers = join(head, _answers(shown, "It is raised already."))
    return el("section", el("h3", "How do I get this fault?"), form, answers, class_="question")


def _answers(shown: Comparison, already: str) -> Html:
    """The sets of changes, each with a button that makes them."""
    close = button("Close", "whatif", data_do="ask", class_="small quietly", aria_label="Close the answers")
    if shown.impossible is not None:
        return _answer(f"{capital(shown.impossible)}.", close)
    remedies = shown.remedies or []
    if not remedies:
        return el(
            "div", el("p", f"Nothing does: no set of up to {MOST} changes.", class_="none"), close, class_="answer"
        )
    if remedies[0].changes == () and not remedies[0].invalidate and remedies[0].kind is shown.asked.kind:
        return _answer(already, close)
    smallest = len(remedies[0].changes)
    first = [one for one in remedies if len(one.changes) == smallest]
    rest = [one for one in remedies if len(one.changes) > smallest]
    more = None
    if rest:
        title = f"{count(len(rest), 'more set', 'more sets')}, with more changes each"
        more = el("details", el("summary", title), _listed(rest, shown))
    return join(_listed(first, shown), more, close)


def _answer(text: str, close: Html) -> Html:
    return el("div", el("p", text, class_="none"), close, class_="answer")


def _listed(remedies: list[Remedy], shown: Comparison) -> Html:
    return el("ol", [_remedy(one, shown) for one in remedies], class_="remedies")


def _remedy(one: Remedy, shown: Comparison) -> Html:
    told = list(_steps(one, shown))
    apply = button(
        "Apply", "whatif", data_do="apply", data_set=json.dumps([to_data(change) for change in one.changes]),
        data_kind=one.kind.name.lower(), data_invalidate="true" if one.invalidate else None, class_="small",
        aria_label=f"Apply: {' '.join(told)}",
    )  # fmt: skip
    return el("li", el("span", " ".join(told)), " ", apply)


def _steps(one: Remedy, shown: Comparison) -> Iterator[str]:
    if one.kind is not shown.asked.kind:
        yield f"Make it {one.kind.words}."
    for change in one.changes:
        yield change.sentence
    if one.invalidate:
        yield "Execute INVLPG first: the TLB holds the older translation."


def capital(text: str) -> str:
    """``text`` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]

"""The panels of homework.html beside the workbench: the questions, the one at hand, requirements, what to hand in."""

from __future__ import annotations

from pagesim_py.views.homework.handing import handing, head, spec
from pagesim_py.views.homework.question import question
from pagesim_py.views.homework.shown import STATES, Item, Shown
from pagesim_py.views.html import Html, el, join

__all__ = ["Item", "Shown", "panels"]


def panels(shown: Shown) -> dict[str, Html]:
    """All of them, by the ids of their places in the page."""
    return {
        "hw-head": head(shown),
        "hw-list": questions(shown),
        "hw-question": question(shown),
        "hw-spec": spec(shown),
        "hw-hand": handing(shown),
    }


def questions(shown: Shown) -> Html:
    """All questions, as a row of numbers with marks; what the marks say stands beside them."""
    items = []
    for number, item in enumerate(shown.items, 1):
        mark, words = STATES[item.state]
        here = item.id == shown.current
        button = el(
            "button",
            el("span", number),
            el("span", mark, aria_hidden="true", class_="mark-of"),
            type="button",
            data_action="hw-go",
            data_question=item.id,
            class_="hw-number",
            data_state=item.state,
            title=f"{item.title}: {words}",
            aria_label=f"{number}. {item.title}: {words}",
            aria_current="step" if here else None,
        )
        items.append(el("li", button))
    met = sum(item.state in ("met", "noted") for item in shown.items)
    counts = el("p", el("strong", f"{met} of {len(shown.items)}"), " done", class_="hw-count")
    there = dict.fromkeys(item.state for item in shown.items)
    legend = [el("li", el("span", STATES[state][0], aria_hidden="true"), f" {STATES[state][1]}") for state in there]
    return join(counts, el("ol", items, class_="hw-numbers"), el("ul", legend, class_="hw-legend", aria_hidden="true"))

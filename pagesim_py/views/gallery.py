"""The gallery: every lab and experiment with its picture, to be opened or put into a page of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pagesim_py.labs import Lab, Step
from pagesim_py.views.html import Html, el, join
from pagesim_py.views.lab import inline

USUAL = ("source", "screen", "timeline", "walk")
"""What a frame shows unless the lab says otherwise."""


def render(labs: Iterable[Lab]) -> Html:
    """A section for each lab: the lab itself, then its experiments."""
    return join([_lab(lab) for lab in labs])


def _lab(lab: Lab) -> Html:
    cards = [_card(lab, None), *(_card(lab, step) for step in lab.steps)]
    heading = f"title-{lab.name}"
    return el(
        "section",
        el("h2", lab.title, id=heading),
        el("p", inline(lab.summary)),
        el("ul", cards, class_="cards"),
        aria_labelledby=heading,
    )


def _card(lab: Lab, step: Step | None) -> Html:
    name = lab.name if step is None else f"{lab.name}.{step.id}"
    title = "As the lab begins" if step is None else step.title
    full = lab.title if step is None else f"{lab.title}: {step.title}"
    query = f"lab={lab.name}" if step is None else f"lab={lab.name}&experiment={step.id}"
    picture = el("img", src=f"./posters/{name}.svg", alt="", loading="lazy", width=400, height=280)
    return el(
        "li",
        el("h3", el("a", picture, el("span", title), href=f"./index.html?{query}")),
        el("p", inline(step.look)) if step is not None and step.look else None,
        el(
            "button", "Code for your page", el("span", f": {full}", class_="unseen"), type="button", data_lab=lab.name,
            data_experiment=None if step is None else step.id, data_title=full,
            data_panels=",".join(_panels(lab.front if step is None else step.front)),
        ),
        class_="card",
    )  # fmt: skip


def _panels(front: Sequence[str]) -> list[str]:
    return [*USUAL, *(name for name in front if name not in USUAL)]

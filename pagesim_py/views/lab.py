"""A lab's text and steps: what to do and what to look for.

The text is a small part of Markdown: headings, paragraphs, lists of "- " lines, ``code`` between backticks.
"""

from __future__ import annotations

import re

from pagesim_py.labs import Lab, Step
from pagesim_py.views.html import Child, Html, button, code, el, join


def render(lab: Lab) -> Html:
    """The text, then the steps, each with a button that brings its files into the editor."""
    steps = [_step(step) for step in lab.steps]
    listed = el("div", el("h3", "Experiments"), el("ol", steps, class_="steps")) if steps else None
    return el("div", el("div", text(lab.text, lab.title)), listed, class_="about")


def task(step: Step) -> Html:
    """One step: its title, what to do, what to look for."""
    parts = [("Do", step.do), ("Look for", step.look)]
    told = [el("p", el("span", f"{name}: ", class_="quiet"), inline(words)) for name, words in parts if words]
    return join([el("h3", step.title), *told, _whole()])


def begin(lab: Lab) -> Html:
    """What a lab is about, before any of its experiments."""
    return join([el("p", inline(lab.summary)), _whole()])


def _whole() -> Html:
    return el("p", button("The whole text of this lab", "whole", class_="small"))


def text(markdown: str, title: str = "") -> Html:
    """The HTML of ``markdown``; a first heading that only repeats ``title`` is left out."""
    parts: list[Child] = []
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines = block.split("\n")
        heading = re.match(r"(#+)\s+(.*)", lines[0])
        if heading is not None:
            if not parts and heading[2].strip() == title:
                continue
            parts.append(el("h3", inline(heading[2])))
        elif all(line.startswith(("- ", "  ")) for line in lines):
            parts.append(el("ul", [el("li", inline(item)) for item in _items(lines)]))
        elif block.strip():
            parts.append(el("p", inline(" ".join(lines))))
    return join(parts)


def inline(text: str) -> Html:
    """One piece of text, what stands between backticks as code."""
    pieces = text.split("`")
    return join(code(piece) if number % 2 else piece for number, piece in enumerate(pieces))


def _items(lines: list[str]) -> list[str]:
    """The items of a list; a line that does not begin one goes on with the last."""
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line[2:])
        elif items:
            items[-1] += " " + line.strip()
    return items


def _step(step: Step) -> Html:
    load = button("Load", "experiment", data_name=step.id, aria_label=f"Load: {step.title}")
    look = el("p", el("span", "Look for: ", class_="quiet"), inline(step.look)) if step.look else None
    return el("li", el("p", el("strong", step.title), " ", load), el("p", inline(step.do)) if step.do else None, look)

"""Two drawn walks side by side: as it is, and what if; entries that are not the same are framed and say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pagesim_py.machine.access import Access
from pagesim_py.machine.retry import Retried
from pagesim_py.views import svg, walk_drawing, walk_drawing_narrow
from pagesim_py.views.html import Html, el
from pagesim_py.views.svg import Box, Drawing, Shape, Words
from pagesim_py.views.walk_scene import Scene, Short, Strip, scene, sentences

BADGE = 15.0


def render(
    was: Retried, became: Retried, was_strips: Sequence[Strip], became_strips: Sequence[Strip], kind: Access
) -> Html:
    """Both drawings with their texts."""
    one = _figure(scene_of(was, was_strips, kind), frozenset(), "As it is")
    if became is was:
        same = el("p", "Nothing is changed yet: the walk is the same.", class_="none")
        return el("div", one, el("section", el("h3", "What if, drawn"), same), class_="both")
    other = scene_of(became, became_strips, kind)
    return el("div", one, _figure(other, differing(was, became), "What if"), class_="both")


def scene_of(one: Retried, known: Sequence[Strip], kind: Access) -> Scene:
    """What a drawing shows."""
    short = None if one.copy is None else Short(one.copy.frame, one.copy.size, one.edit is not None)
    return scene(one.walk, one.control.levels, known, fault=one.fault, access=kind, short=short)


def differing(was: Retried, became: Retried) -> frozenset[int]:
    """The levels whose entries are not the same."""
    before = {step.level: (step.address, step.entry) for step in was.walk.steps}
    return frozenset(step.level for step in became.walk.steps if before.get(step.level) != (step.address, step.entry))


def _figure(shown: Scene, levels: frozenset[int], title: str) -> Html:
    label = f"{title}: the walk of {shown.address:#x}"
    wide = svg.render(marked(walk_drawing.draw, shown, levels), label, "walk wide")
    narrow = svg.render(marked(walk_drawing_narrow.draw, shown, levels), label, "walk narrow")
    told = sentences(shown)
    if levels:
        told.append(f"Not as it is: the {_listed(levels)}.")
    in_words = el("details", el("summary", f"{title}, in words"), el("ol", [el("li", one) for one in told]))
    return el("section", el("h3", f"{title}, drawn"), el("div", wide, narrow, in_words, class_="drawn"))


def _listed(levels: frozenset[int]) -> str:
    names = [f"level-{level}" for level in sorted(levels, reverse=True)]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{joined} {'entry' if len(names) == 1 else 'entries'}"


def marked(draw: Callable[[Scene], Drawing], shown: Scene, levels: frozenset[int]) -> Drawing:
    """The drawing, whose entries lead to their bits; those of ``levels`` have a frame and a badge."""
    drawing = draw(shown)
    shapes: list[Shape] = []
    frames: list[Shape] = []
    for shape in drawing.shapes:
        if isinstance(shape, Box) and shape.name.startswith("entry "):
            level = int(shape.name.removeprefix("entry "))
            shape = shape._replace(action=("flip", str(level)))
            if level in levels:
                frames += _frame(shape)
        shapes.append(shape)
    return drawing._replace(shapes=(*shapes, *frames))


def _frame(entry: Box) -> list[Shape]:
    """A dashed frame around an entry's box, and a badge on its lower left corner."""
    x, y = entry.x - 10, entry.bottom - 11
    return [
        Box("differs", entry.x - 1, entry.y - 1, entry.width + 2, entry.height + 2, "differs"),
        Box("badge", x, y, BADGE, BADGE, "badge", round=BADGE / 2),
        Words("≠", x + BADGE / 2, y + 11.5, 12, "badge", "middle"),
    ]

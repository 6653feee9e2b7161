"""Drawings as data: boxes, words and arrows with their places, and the SVG text made from them.

A view plans a ``Drawing``; tests look at its geometry; ``render`` writes it. Looks are names of classes: colours,
patterns and dark mode are the style sheet's. Nothing has an id, so that several drawings can stand on one page.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import atan2, cos, sin
from typing import Any, NamedTuple

from pagesim_py.views.html import Html

MONO = 0.61
"""Width of a character of the monospaced face, as a part of its size."""
SANS = 0.6
"""No less than the mean width of a character of the page's face, bold and digits included."""
BY_PATH = ("reveal", "expand", "flip")
"""Requests about a row of the page tables, or of a what-if; the others are about an address."""
HEAD = 7.0
"""Length of an arrow's head."""


class Box(NamedTuple):
    """A rectangle. With a ``label`` it is a button of that name, which asks for ``action``."""

    name: str
    """What it stands for, for tests and for arrows: ``entry 4``, ``table 3``, ``frame`` ..."""
    x: float
    y: float
    width: float
    height: float
    look: str
    label: str | None = None
    action: tuple[str, str] | None = None
    """The request's name and its one datum, a path or an address."""
    round: float = 5

    @property
    def right(self) -> float:
        """x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """y of the lower side."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float, slack: float = 0.6) -> bool:
        """Whether a point lies inside, or on the border."""
        return self.x - slack <= x <= self.right + slack and self.y - slack <= y <= self.bottom + slack


class Words(NamedTuple):
    """One line of text. ``y`` is its baseline, ``size`` the height of the letters' body."""

    text: str
    x: float
    y: float
    size: float
    look: str = ""
    anchor: str = "start"
    mono: bool = False

    @property
    def width(self) -> float:
        """About how wide it is."""
        return len(self.text) * self.size * (MONO if self.mono else SANS)

    @property
    def box(self) -> Box:
        """The room that it takes."""
        left = self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]
        return Box(self.text, left, self.y - 0.78 * self.size, self.width, self.size, "")


class Arrow(NamedTuple):
    """A way from the first of ``points`` to the last: straight, or with four points and ``curved`` a Bézier curve."""

    name: str
    points: tuple[tuple[float, float], ...]
    look: str
    curved: bool = False
    head: bool = True


class Mark(NamedTuple):
    """A line without meaning of its own: a tick, a border."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str


class Band(NamedTuple):
    """A broad way from a stretch of one vertical line to a stretch of another."""

    name: str
    x1: float
    top1: float
    bottom1: float
    x2: float
    top2: float
    bottom2: float
    look: str


Shape = Box | Words | Arrow | Mark | Band


class Drawing(NamedTuple):
    """Shapes on a sheet of ``width`` by ``height``, drawn in order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def box(self, name: str) -> Box:
        """The box of that name. KeyError if there is none."""
        for shape in self.shapes:
            if isinstance(shape, Box) and shape.name == name:
                return shape
        raise KeyError(name)


def fitted(text: str, room: float, size: float, mono: bool = False) -> float:
    """``size``, or the smaller one at which ``text`` fits into ``room``."""
    width = len(text) * size * (MONO if mono else SANS)
    return size if width <= room else size * room / width


def render(drawing: Drawing, title: str, look: str) -> Html:
    """The drawing as SVG text, called ``title``. Its words are text; its labelled boxes are buttons.

    Written without ``el``: a drawing has more than a hundred elements, and is drawn anew at each step.
    """
    shapes = "".join([_WRITERS[type(shape)](shape) for shape in drawing.shapes])
    sheet = f"0 0 {drawing.width:g} {drawing.height:g}"
    return Html(
        f'<svg viewBox="{sheet}" role="group" aria-label="{escape(title)}" class="drawing {look}">{shapes}</svg>'
    )


def _words(words: Words) -> str:
    look = f"{words.look} mono" if words.mono else words.look
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    place = f'x="{words.x:.5g}" y="{words.y:.5g}" font-size="{words.size:.3g}"'
    return f'<text {place}{anchor} class="{look}">{escape(words.text, quote=False)}</text>'


def _mark(mark: Mark) -> str:
    return f'<path d="M{mark.x1:.5g} {mark.y1:.5g}L{mark.x2:.5g} {mark.y2:.5g}" class="{mark.look}"/>'


def _band(band: Band) -> str:
    half = (band.x1 + band.x2) / 2
    points = [(half, band.top1), (half, band.top2), (band.x2, band.top2)]
    back = [(half, band.bottom2), (half, band.bottom1), (band.x1, band.bottom1)]
    there, home = (" ".join([f"{x:.5g} {y:.5g}" for x, y in way]) for way in (points, back))
    start = f"M{band.x1:.5g} {band.top1:.5g}"
    return f'<path d="{start}C{there}V{band.bottom2:.5g}C{home}Z" class="{band.look}"/>'


def _box(box: Box) -> str:
    place = f'x="{box.x:.5g}" y="{box.y:.5g}" width="{box.width:.5g}" height="{box.height:.5g}" rx="{box.round:g}"'
    rect = f'<rect {place} class="{box.look}"/>'
    if box.label is None:
        return rect
    label = escape(box.label)
    if box.action is None:
        return f'<g role="img" aria-label="{label}"><title>{label}</title>{rect}</g>'
    action, datum = box.action
    told = f'data-action="{action}" data-{"path" if action in BY_PATH else "address"}="{escape(datum)}"'
    return f'<g role="button" tabindex="0" class="touch" aria-label="{label}" {told}><title>{label}</title>{rect}</g>'


def _arrow(arrow: Arrow) -> str:
    points = [f"{x:.5g} {y:.5g}" for x, y in arrow.points]
    way = f"M{points[0]}C{' '.join(points[1:])}" if arrow.curved else "M" + "L".join(points)
    line = f'<path d="{way}" class="way {arrow.look}"/>'
    if not arrow.head:
        return line
    (x1, y1), (x2, y2) = arrow.points[-2:]
    angle = atan2(y2 - y1, x2 - x1)
    sides = [(x2 - HEAD * cos(angle + turn), y2 - HEAD * sin(angle + turn)) for turn in (0.45, -0.45)]
    corners = " ".join([f"{x:.5g},{y:.5g}" for x, y in [(x2, y2), *sides]])
    return f'{line}<polygon points="{corners}" class="head {arrow.look}"/>'


_WRITERS: dict[type, Callable[[Any], str]] = {Box: _box, Words: _words, Mark: _mark, Band: _band, Arrow: _arrow}

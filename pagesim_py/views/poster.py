"""A lab's picture before it is started, or on paper: one SVG file that needs no script, no style sheet and no font.

Below the lab's title stands what its program does, as the page would show it first: the walk drawn, and the screen.
An assignment's picture is its title and summary.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from html import escape

from pagesim_py.views.html import Html

WIDTH = 800
MARGIN = 16
LINE = 15.0
"""Height of a line of the screen."""
LONGEST_LINE = 80
MOST_LINES = 12

_DRAWING = re.compile(r'<svg viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"[^>]*class="(?P<look>drawing [^"]*)">')
_RULES = re.compile(r"^\.drawing[^\n]*$", re.MULTILINE)
_ROOT = re.compile(r"^:root \{.*?^\}", re.MULTILINE | re.DOTALL)


def style(sheets: Sequence[str]) -> str:
    """Of the page's style ``sheets``, what drawings need: the colours, and the rules about drawings."""
    text = "\n".join(sheets)
    root = _ROOT.search(text)
    rules = [line for line in _RULES.findall(text) if line.count("{") == line.count("}")]
    return "\n".join([root[0] if root else "", *rules])


def lab(title: str, walk: Html, screen: Sequence[str], told: str, css: str) -> Html:
    """The picture of a lab, or of one of its experiments.

    ``walk`` is the panel Translation, ``screen`` the lines of the text screen, ``told`` a sentence about the walk, and
    ``css`` what ``style`` gave.
    """
    lines = [line.rstrip()[:LONGEST_LINE] for line in screen]
    while lines and not lines[-1]:
        lines.pop()
    lines = lines[:MOST_LINES]
    parts, y = _heading(title, told)
    drawing = _drawing_of(walk)
    if drawing is not None:
        inside, width, height, look = drawing
        tall = height * (WIDTH - 2 * MARGIN) / width
        parts.append(
            f'<svg x="{MARGIN}" y="{y:g}" width="{WIDTH - 2 * MARGIN}" height="{tall:.5g}" '
            f'viewBox="0 0 {width:g} {height:g}" class="{look}">{inside}</svg>'
        )
        y += tall + 12
    if lines:
        tall = len(lines) * LINE + 14
        parts.append(f'<rect x="{MARGIN}" y="{y:g}" width="{WIDTH - 2 * MARGIN}" height="{tall:g}" fill="#000"/>')
        for number, line in enumerate(lines):
            parts.append(_words(line, MARGIN + 10, y + 7 + (number + 0.78) * LINE, 13, "glyphs"))
        y += tall + MARGIN
    return _sheet(title, f"{told} On the screen: {' / '.join(line for line in lines if line)}", y, parts, css)


def card(title: str, summary: str, css: str) -> Html:
    """The picture of an assignment."""
    parts, y = _heading(title, summary)
    return _sheet(title, summary, y + MARGIN, parts, css)


def _heading(title: str, told: str) -> tuple[list[str], float]:
    parts = [_words(title, MARGIN, 34, 20, "heading")]
    y = 34.0
    for line in textwrap.wrap(told, 108):
        y += 21
        parts.append(_words(line, MARGIN, y, 14.5, "told"))
    return parts, y + 18


def _drawing_of(walk: Html) -> tuple[str, float, float, str] | None:
    """The first drawing in ``walk``: what is inside, its width, height and look. Its buttons are none here."""
    found = _DRAWING.search(walk)
    if found is None:
        return None
    inside = walk[found.end() : walk.index("</svg>", found.end())]
    inside = re.sub(r'<g role="(?:button|img)"[^>]*>|</g>', "", inside)
    inside = re.sub(r"<title>.*?</title>", "", inside, flags=re.DOTALL)
    return inside, float(found["width"]), float(found["height"]), found["look"]


def _words(text: str, x: float, y: float, size: float, look: str) -> str:
    kept = text.replace(" ", "\u00a0")
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" class="{look}">{escape(kept, quote=False)}</text>'


def _sheet(title: str, told: str, height: float, parts: Sequence[str], css: str) -> Html:
    own = (
        f"{css}\nsvg {{ font-family: system-ui, sans-serif; }}\n.ground {{ fill: var(--panel); }}\n"
        ".heading { fill: var(--text); font-weight: 650; }\n.told { fill: var(--quiet); }\n"
        ".glyphs { fill: #ccc; font-family: ui-monospace, 'DejaVu Sans Mono', monospace; }\n"
    )
    return Html(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.5g}" width="{WIDTH}" '
        f'height="{height:.5g}" role="img">\n<title>{escape(title)}</title>\n<desc>{escape(told)}</desc>\n'
        f"<style>\n{escape(own, quote=False)}</style>\n"
        f'<rect class="ground" width="{WIDTH}" height="{height:.5g}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )

"""A text as a QR code, drawn as SVG. It takes segno, which pagesim's extra ``paper`` brings; all else works without."""

from __future__ import annotations

from pagesim_py.views.html import Html, el

QUIET = 4
"""Modules of white around the code, as the standard asks for."""


def can_draw() -> bool:
    """Whether segno is installed."""
    try:
        import segno  # noqa: F401
    except ImportError:
        return False
    return True


def matrix_of(text: str) -> list[list[bool]]:
    """The dark modules, by row. ImportError without segno."""
    import segno

    return [[bool(module) for module in row] for row in segno.make_qr(text, error="m").matrix]


def drawing(text: str, label: str) -> Html:
    """The code as an SVG that prints black on white whatever the page's colours are. ImportError without segno."""
    rows = matrix_of(text)
    size = len(rows) + 2 * QUIET
    dark = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = next((n for n in range(x, len(row)) if not row[n]), len(row)) - x
            if run:
                dark.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += max(run, 1)
    return el(
        "svg", el("rect", width=size, height=size, fill="#fff"), el("path", d="".join(dark), fill="#000"),
        viewBox=f"0 0 {size} {size}", role="img", aria_label=label, class_="qr", shape_rendering="crispEdges",
    )  # fmt: skip

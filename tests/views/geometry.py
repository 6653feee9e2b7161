"""Whether a drawing is well drawn: all on the sheet, no two words on one place, no word under a box."""

from __future__ import annotations

from itertools import combinations

from pagesim_py.views.svg import Arrow, Band, Box, Drawing, Shape, Words


def texts(drawing: Drawing) -> list[str]:
    """All words, in order."""
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


def arrows(drawing: Drawing) -> dict[str, Arrow]:
    """The arrows by name."""
    return {shape.name: shape for shape in drawing.shapes if isinstance(shape, Arrow)}


def boxes(drawing: Drawing, kind: str) -> list[Box]:
    """The boxes of a name that begins with ``kind``."""
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.name.startswith(kind)]


def assert_well_drawn(drawing: Drawing) -> None:
    """AssertionError, with what is wrong, if a reader would see something cut off or on top of another."""
    sheet = Box("sheet", 0, 0, drawing.width, drawing.height, "")
    for shape in drawing.shapes:
        for x, y in corners(shape):
            assert sheet.holds(x, y), f"off the sheet: {shape}"
    words = [(number, shape.box) for number, shape in enumerate(drawing.shapes) if isinstance(shape, Words)]
    for (_, one), (_, other) in combinations(words, 2):
        assert apart(one, other), f"on top of each other: {one.name!r}, {other.name!r}"
    for number, word in words:
        for later in drawing.shapes[number:]:
            assert not isinstance(later, Box) or apart(word, later), f"{word.name!r} lies under {later.name!r}"


def corners(shape: Shape) -> list[tuple[float, float]]:
    """The outermost points."""
    if isinstance(shape, Words):
        shape = shape.box
    if isinstance(shape, Box):
        return [(shape.x, shape.y), (shape.right, shape.bottom)]
    if isinstance(shape, Arrow):
        return list(shape.points)
    if isinstance(shape, Band):
        return [(shape.x1, shape.top1), (shape.x2, shape.bottom2)]
    return [(shape.x1, shape.y1), (shape.x2, shape.y2)]


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes have no more than their borders in common."""
    return (
        one.right <= other.x + 1 or other.right <= one.x + 1 or one.bottom <= other.y + 1 or other.bottom <= one.y + 1
    )

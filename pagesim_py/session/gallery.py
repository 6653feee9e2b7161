"""What the gallery page comes with; nothing of it changes, so it asks for nothing."""

from __future__ import annotations

from pagesim_py import labs
from pagesim_py.views import gallery


def first_panels() -> dict[str, str]:
    """The cards of all labs that are known."""
    return {"gallery": str(gallery.render([labs.load(name) for name in labs.names()]))}

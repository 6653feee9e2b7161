"""The labs as the page needs them: plain data, texts as HTML."""

from __future__ import annotations

from typing import Any

from pagesim_py import labs
from pagesim_py.labs import Lab
from pagesim_py.views import lab as lab_view


def overview() -> list[dict[str, Any]]:
    """All labs, in order: files, text, and their experiments with the files that differ."""
    return [_plain(labs.load(name)) for name in labs.names()]


def _plain(lab: Lab) -> dict[str, Any]:
    return {
        "name": lab.name,
        "title": lab.title,
        "summary": lab.summary,
        "panels": list(lab.panels),
        "files": lab.files,
        "about": str(lab_view.render(lab)),
        "begin": str(lab_view.begin(lab)),
        "fronts": list(lab.front),
        "groups": dict(lab.groups),
        "experiments": [
            {
                "name": step.id,
                "title": step.title,
                "task": str(lab_view.task(step)),
                "fronts": list(step.front),
                "files": {path: text for path, text in step.files.items() if path in step.own},
            }
            for step in lab.steps
        ],
    }

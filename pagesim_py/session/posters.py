"""The pictures of all labs, experiments and assignments, for frames that have not started and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pagesim_py import labs
from pagesim_py.session import Session
from pagesim_py.views import poster, screen
from pagesim_py.views.html import Html

WANTED = ["screen", "walk"]


def of_labs(names: Iterable[str], css: str) -> Iterator[tuple[str, Html]]:
    """Yields LAB and LAB.EXPERIMENT with the picture of each as it is when its program has run."""
    for name in names:
        lab = labs.load(name)
        door = Session()
        for step in (None, *lab.steps):
            title = lab.title if step is None else f"{lab.title}: {step.title}"
            named = {"lab": name, "experiment": None if step is None else step.id}
            door.request({"action": "open", **named, "panels": []})
            answer = door.request({"action": "run", **named, "files": door.files, "panels": WANTED})
            machine = None if door.run is None else door.run.machine
            lines = [] if machine is None else screen.lines(machine.screen.bytes())
            told = answer["state"]["translation"] or answer["state"]["status"] or lab.summary
            yield (
                name if step is None else f"{name}.{step.id}",
                poster.lab(title, Html(answer["panels"].get("walk", "")), lines, told, css),
            )


def of_assignments(titles: Iterable[Mapping[str, str]], css: str) -> Iterator[tuple[str, Html]]:
    """Yields a.ASSIGNMENT with the picture of each; ``titles`` has name, title and summary."""
    for one in titles:
        yield f"a.{one['name']}", poster.card(one["title"], one["summary"], css)

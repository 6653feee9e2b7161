"""Walks, faults and tables for a notebook: HTML that brings its own style along, and asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pagesim_py.machine import verdict
from pagesim_py.machine.faults import Fault
from pagesim_py.machine.flags import ENTRY_P
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Walk
from pagesim_py.views import poster, svg, walk_drawing
from pagesim_py.views import tables as tables_view
from pagesim_py.views.html import Child, Html, el, join
from pagesim_py.views.walk_scene import scene, sentences

OWN = """
.pagesim-shown { color-scheme: light dark; color: var(--text); background: var(--panel); padding: 8px 12px;
  font: 14px/1.45 system-ui, sans-serif; max-width: 860px; overflow-x: auto; }
.pagesim-shown table { border-collapse: collapse; }
.pagesim-shown :is(th, td) { padding: 2px 10px 2px 0; text-align: left; }
.pagesim-shown code { font-family: var(--mono); font-size: 12.5px; }
.pagesim-shown summary { cursor: pointer; }
"""


def style(sheets: Sequence[str]) -> str:
    """Of the page's ``sheets``, what is needed here, and for nothing else in the notebook."""
    return poster.style(sheets).replace(":root {", ".pagesim-shown {") + OWN


def _framed(css: str, *children: Child) -> Html:
    return el("div", el("style", Html(css)), *children, class_="pagesim-shown")


def walk(found: Walk, css: str, fault: Fault | None = None) -> Html:
    """A walk drawn, and in words. Of each table only the entry on the way is known."""
    known = tuple(((step.index, step.index),) if step.entry & ENTRY_P else () for step in found.steps)
    levels = found.steps[0].level if found.steps else 4
    shown = scene(found, levels, known, fault=fault, access=None if fault is None else fault.access)
    drawing = svg.render(walk_drawing.draw(shown), f"The walk of {found.address:#x}", "walk wide")
    told = verdict.translated(found) if fault is None else verdict.refused(fault)
    return _framed(
        css,
        el("p", el("strong", told, "."), " Address: ", el("code", f"{found.address:#x}"), "."),
        _still(drawing),
        el("details", el("summary", "The drawing in words"), el("ol", [el("li", one) for one in sentences(shown)])),
    )


def fault(found: Fault, told: str, css: str) -> Html:
    """A fault: its sentence, and the walk that it comes from, if there was one."""
    sentence = el("p", told[:1].upper() + told[1:])
    if found.walk is None:
        return _framed(css, sentence)
    return join(_framed(css, sentence), walk(found.walk, css, found))


def tables(machine: Machine, css: str) -> Html:
    """The page tables from CR3 on, all of them open, as nobody can open them here."""
    return _framed(css, _still(tables_view.render(machine, Unfolded())))


class Unfolded(Collection[str]):
    """Of the rows of the tables, those that are open: each table, but no run of like entries."""

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and "-" not in path

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _still(html: Html) -> Html:
    """Without buttons: in a notebook there is nobody to answer them."""
    html = Html(re.sub(r'<g role="button" tabindex="0" class="touch"', '<g role="img"', html))
    html = Html(re.sub(r' data-[\w-]+="[^"]*"', "", html))
    return Html(re.sub(r"<button[^>]*>(.*?)</button>", r"<span>\1</span>", html, flags=re.DOTALL))

"""Labs in notebooks (Jupyter, JupyterLab, Colab, marimo), and pictures of what the library finds.

    from pagesim_py.jupyter import Lab
    Lab("page-fault", experiment="store", panels=["screen", "walk"])

The labs are those of the site at ``base``; without it, of the site that this pagesim has, served on this machine as
long as Python runs (where the notebook's kernel is elsewhere, name a ``base`` that the browser can reach). ``state`` is
what the reader has done so far, and can be set.

Importing this also gives walks, faults and machines a picture: a cell that ends in ``machine.walk(0xdeadbeaf)`` draws
it.
Needs anywidget: ``pip install "pagesim[jupyter]"``.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from pagesim_py import carried, integrations, server, site
from pagesim_py.machine.faults import Fault, explain
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.paging import Walk
from pagesim_py.views import notebook

SCRIPT = "page-sim.mjs"
HERE = site.PACKAGE.parent / "site"
"""Where a checkout has the site that it has built."""


def folder() -> Path:
    """The folder of the site that this pagesim has. FileNotFoundError says how to get one."""
    for found in (carried.SITE, HERE):
        if (found / SCRIPT).is_file():
            return found
    raise FileNotFoundError("This checkout of pagesim has no site yet: run `make site` in it, or install the package.")


@cache
def served() -> str:
    """The address of that site, served from now on as long as Python runs."""
    running = server.serve(folder(), 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    atexit.register(running.shutdown)
    return f"http://127.0.0.1:{running.server_port}/"


class Lab(anywidget.AnyWidget):  # type: ignore[misc]
    """A lab of pagesim in a notebook. The traits are the attributes of <page-sim>, and ``state``."""

    _esm = traitlets.Unicode().tag(sync=True)
    lab = traitlets.Unicode().tag(sync=True)
    experiment = traitlets.Unicode().tag(sync=True)
    panels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    theme = traitlets.Unicode().tag(sync=True)
    address = traitlets.Unicode().tag(sync=True)
    at = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    assignment = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    height = traitlets.Unicode().tag(sync=True)
    fit = traitlets.Unicode().tag(sync=True)
    base = traitlets.Unicode().tag(sync=True)
    state = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, lab: str = "", *, panels: Sequence[str] | str = (), base: str | None = None, **more: Any
    ) -> None:
        """``panels`` are names, or a text with commas; the site is ``base``, else PAGESIM_URL, else our own, served."""
        names = panels.replace(",", " ").split() if isinstance(panels, str) else list(panels)
        where = base or os.environ.get("PAGESIM_URL") or served()
        unknown = sorted(set(more) - set(self.trait_names()))
        if unknown:
            known = ", ".join(sorted(name for name in TRAITS if name != "_esm"))
            raise TypeError(f"A lab has no {', '.join(unknown)}: it has {known}")
        if more.get("height") is not None:
            more["height"] = str(more["height"])
        esm = (folder() / SCRIPT).read_text("utf8")
        super().__init__(lab=lab, panels=names, base=f"{where.rstrip('/')}/", _esm=esm, **more)


TRAITS = tuple(name for name, one in vars(Lab).items() if isinstance(one, traitlets.TraitType))


@cache
def _style() -> str:
    """The style of the drawings, of the site's own sheets."""
    version = str(site.stamp_of(folder())["version"])
    return notebook.style([(folder() / version / name).read_text("utf8") for name in integrations.SHEETS])


def _walk(self: Walk) -> str:
    return str(notebook.walk(self, _style()))


def _fault(self: Fault) -> str:
    return str(notebook.fault(self, explain(self), _style()))


def _machine(self: Machine) -> str:
    return str(notebook.tables(self, _style()))


Walk._repr_html_ = _walk  # type: ignore[attr-defined]
Fault._repr_html_ = _fault  # type: ignore[attr-defined]
Machine._repr_html_ = _machine  # type: ignore[attr-defined]

"""``map``: the address space folded into its areas, in columns as QEMU's ``info mem`` has them, with names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pagesim_py.boot import Area
from pagesim_py.cli.kernel import Stopped, booted, project_of
from pagesim_py.machine.bits import MASK64
from pagesim_py.session.space import named_areas

HEAD = "linear addresses                  size             right physical         name"


def map_command(path: Path | None, lab_name: str, *, as_json: bool) -> int:
    """Boots the kernel at ``path``, or the lab's, and prints what its tables map; the exit status."""
    try:
        kernel = booted(project_of(path, lab_name), as_json=as_json)
    except Stopped as stopped:
        return stopped.status
    found = named_areas(kernel.machine, kernel.project.files)
    print(json.dumps(map_data(found)) if as_json else "\n".join(map_text(found)))
    return 0


def map_text(found: Iterable[Area]) -> Iterator[str]:
    """One line an area: first address and the one after the last, bytes, rights, first frame, name."""
    yield HEAD
    for area in found:
        yield (
            f"{area.start:016x}-{area.end & MASK64:016x} {area.size:016x} {rights(area)} {_physical(area):16} "
            f"{area.name}{_runs(area)}"
        )


def rights(area: Area) -> str:
    """``u``, ``r``, ``w``, ``x`` in ``info mem``'s order; ``-`` for what may not be done."""
    return area.rights[3] + area.rights[:3]


def _physical(area: Area) -> str:
    return f"{area.pieces[0].physical:016x}" if area.pieces else "-"


def _runs(area: Area) -> str:
    return f" ({len(area.pieces)} runs of frames)" if len(area.pieces) > 1 else ""


def map_data(found: Iterable[Area]) -> list[dict[str, Any]]:
    """The areas as plain data, each with its runs of frames."""
    return [
        {
            "start": hex(area.start),
            "end": hex(area.end),
            "size": area.size,
            "rights": rights(area),
            "name": area.name,
            "kind": area.kind,
            "runs": [
                {
                    "start": hex(run.address),
                    "physical": hex(run.physical),
                    "size": run.size,
                    "page_size": run.page_size,
                }
                for run in area.pieces
            ],
        }
        for area in found
    ]

"""How the command tells of a kernel: by its exit status, and as the user called the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pagesim_py.labs.project import Project

COMPILE_ERROR = 1
"""The exit status if the compiler rejects the kernel."""


def rendered(message: Mapping[str, Any], project: Project) -> str:
    """The message as rustc prints it, with the name that the user gave to a single file."""
    text = str(message["rendered"])
    return text if project.shown is None else text.replace("--> src/main.rs:", f"--> {project.shown}:")

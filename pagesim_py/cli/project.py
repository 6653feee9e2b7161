"""The command's kernel: read as ``pagesim_py.labs.project`` does, told of as the user called it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pagesim_py.labs.project import DEFAULT_DIALECT, MAX_FILE, InputError, Project, read_project, read_tested

__all__ = [
    "COMPILE_ERROR",
    "DEFAULT_DIALECT",
    "MAX_FILE",
    "InputError",
    "Project",
    "read_project",
    "read_tested",
    "rendered",
]

COMPILE_ERROR = 1
"""The exit status if the compiler rejects the kernel."""


def rendered(message: Mapping[str, Any], project: Project) -> str:
    """The message as rustc prints it, with the name that the user gave to a single file."""
    text = str(message["rendered"])
    return text if project.shown is None else text.replace("--> src/main.rs:", f"--> {project.shown}:")

"""``emit``: what the compiler makes of a kernel at one of its stages, as text.

Each module here prints one stage from the compiler's own data; none of them makes anything of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.events import events_text
from pagesim_py.cli.emit.mir import mir_text
from pagesim_py.cli.emit.names import names_text
from pagesim_py.cli.emit.python import python_text
from pagesim_py.cli.emit.stages import Stages
from pagesim_py.cli.emit.tokens import tokens_text
from pagesim_py.cli.emit.tree import ast_text, thir_text
from pagesim_py.cli.kernel import Stopped
from pagesim_py.cli.project import COMPILE_ERROR, rendered
from pagesim_py.labs.project import InputError, read_project
from pagesim_py.labs.runner import as_data
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.dialects import known_dialect

PRINTERS: dict[str, Callable[[Stages, Chosen], Iterator[str]]] = {
    "tokens": tokens_text,
    "ast": ast_text,
    "names": names_text,
    "thir": thir_text,
    "mir": mir_text,
    "python": python_text,
    "events": events_text,
}


def emit(path: Path, stage: str, function: str | None, dialect: str | None) -> int:
    """Prints a stage of the kernel at ``path``; the exit status. InputError if there is no such kernel or function.

    A program whose borrows the compiler rejects is shown up to ``mir`` all the same, after the messages.
    """
    project = read_project(path)
    try:
        chosen_dialect = known_dialect(dialect or project.dialect)
    except ValueError as error:
        raise InputError(str(error)) from None
    stages = Stages(project, chosen_dialect)
    chosen = Chosen(function)
    status = 0
    try:
        lines = list(PRINTERS[stage](stages, chosen))
        if stages.refused is not None:
            _tell(stages, stages.refused)
            status = COMPILE_ERROR
    except CompileError as error:
        _tell(stages, error)
        return COMPILE_ERROR
    except Stopped as stopped:
        return stopped.status
    chosen.check()
    print("\n".join(lines))
    return status


def _tell(stages: Stages, error: CompileError) -> None:
    """The compiler's messages."""
    messages = as_data(error.diagnostics, stages.dialect)
    print("\n\n".join(rendered(message, stages.project) for message in messages), file=sys.stderr)

"""The lab language: Rust as the labs use it, from source files to a program that runs on the machine.

``compile`` and ``prepare`` are the way in; they are imported when first asked for, so that the parts can be used alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pagesim_py.rust.compiled import Compiled, Outcome, compile, prepare
    from pagesim_py.rust.diagnostics import CompileError

__all__ = ["CompileError", "Compiled", "Outcome", "compile", "prepare"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pagesim_py.rust import compiled, diagnostics

    return getattr(diagnostics if name == "CompileError" else compiled, name)

"""What rustc says about a crate's own test framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names.defs import Def, ModuleDef
from ..syntax.cfg import FEATURE
from .lints import give

if TYPE_CHECKING:
    from ..program import Program


def check_frameworks(program: Program, crate: ModuleDef) -> None:
    """E0658: a crate chooses a test runner without turning that feature on."""
    for attr in crate.attrs:
        if attr.name == "feature" and any(str(getattr(t, "text", "")) == "custom_test_frameworks" for t in attr.tokens):
            return
    for attr in crate.attrs:
        if attr.name == "test_runner":
            program.cx.error("E0658", "custom test frameworks are an unstable feature", attr.span, "", helps=[FEATURE])


def check_unnameable_tests(program: Program, defs: list[Def]) -> None:
    """The lint for a test inside of a function, which no harness can call."""
    for d in defs:
        test = None if d.prelude else d.attr("test_case")
        if test is not None and d.module is not None and d.module.kind == "block":
            give(program.cx, d, "unnameable_test_items", "cannot test inner items", test.span)

"""What ``--test`` adds to a crate: a main function that hands the tests to the crate's test runner.

As rustc has it (unstable book, ``custom_test_frameworks``): the tests are the functions, constants and statics with
``#[test_case]`` in modules, in the order of their paths. Their names are hygienic, so that nothing but the harness can
name them; here they get a name in the root of the crate that no source text can spell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..diagnostics import Diagnostics
from ..span import NO_SPAN, Ident, Span
from . import ast
from .macro_scope import Session

HIDDEN = "#[test_case] "
"""How the name of a test in the root of its crate begins."""
NO_TEST_CRATE = "can't find crate for `test`"

Paths = Callable[[list[Any]], ast.Path]


def add_harness(session: Session, tree: ast.ModItem, path_of: Paths) -> None:
    """Put the main function of the tests in front of the crate's items; ``path_of`` reads a path from tokens."""
    diagnostics = session.diagnostics
    cases: list[tuple[str, ast.Item, Span]] = []
    for path, item in tests_in(tree, ""):
        for attr in item.attrs:
            _, first = session.tests.get(id(attr), (None, item.span))
            place = item.span._replace(lo=first.lo) if first.file == item.span.file else item.span
            if attr.name == "test_case":
                cases.append((path, item, place))
                item.vis = "pub"
                attr.value = f"{HIDDEN}{len(cases)}"
                break
            if attr.name in ("test", "bench"):
                macro = [(attr.span, "in this attribute macro expansion")]
                diagnostics.error(NO_TEST_CRATE, place, "E0463", "can't find crate", secondary=macro)
                break
    given = runner_of(tree, diagnostics)
    if given is None:
        diagnostics.error(NO_TEST_CRATE, NO_SPAN, "E0463", helps=[WITHOUT_RUNNER])
        return
    cases.sort(key=lambda case: case[0])
    chosen = [case for case in cases if session.harness is not None and session.harness.only in case[0]]
    runner = path_of(given.tokens)
    at = given.span
    slice_ = ast.AddrOf(at, False, ast.ArrayExpr(at, [_reference(item, place) for _, item, place in chosen]))
    body = ast.Block([], ast.Call(at, ast.PathExpr(runner.span, runner), [slice_]), at)
    main = ast.FnItem(
        Ident(main_name(tree), at), at, [ast.Attr("rustc_main", [], at)], "pub", ast.Generics(), [], None, body
    )
    tree.items = [main, *(tree.items or [])]


WITHOUT_RUNNER = "there is no standard library here: choose a runner of your own with `#![test_runner(path)]`"


def tests_in(module: ast.ModItem, path: str) -> Iterator[tuple[str, ast.Item]]:
    """The functions, constants and statics of a module and of those in it, with their paths."""
    for item in module.items or ():
        if isinstance(item, ast.ModItem):
            yield from tests_in(item, f"{path}{item.ident.name}::")
        elif isinstance(item, ast.FnItem | ast.ConstItem | ast.StaticItem):
            yield f"{path}{item.ident.name}", item


def _reference(item: ast.Item, place: Span) -> ast.Expr:
    """``&test``."""
    name = next(attr.value for attr in item.attrs if attr.name == "test_case")
    path = ast.Path([ast.Segment(Ident("crate", place)), ast.Segment(Ident(str(name), place))], place)
    return ast.AddrOf(place, False, ast.PathExpr(place, path))


def main_name(tree: ast.ModItem) -> str:
    """What the main function is called: as the crate wants it, else by a name that no source text can spell."""
    given = [attr.value for attr in tree.attrs if attr.name == "reexport_test_harness_main" and attr.value]
    return given[0] if given else "#[test_runner] main"


def runner_of(tree: ast.ModItem, diagnostics: Diagnostics) -> ast.Attr | None:
    """The crate's ``test_runner``, if it names one; mistakes in it and in the name of the main function are told."""
    found: ast.Attr | None = None
    for attr in tree.attrs:
        form = {"test_runner": "test_runner(path)", "reexport_test_harness_main": f'{attr.name} = "name"'}.get(
            attr.name
        )
        if form is None:
            continue
        helps = [f"must be of the form: `#![{form}]`"]
        message = f"malformed `{attr.name}` attribute input"
        if attr.name != "test_runner":
            if attr.value is None:
                label = f'expected this to be of the form `{attr.name} = "..."`'
                diagnostics.error(message, attr.span, "E0539", label, helps=helps)
        elif not attr.tokens or attr.value is not None:
            diagnostics.error(message, attr.span, "E0539", "expected this to be a list", helps=helps)
        elif any(token.kind == "," for token in attr.tokens[:-1]):
            diagnostics.error(message, attr.span, "E0805", "expected a single argument here", helps=helps)
        elif found is not None:
            also = [(attr.span, "attribute also specified here")]
            helps = ["remove this attribute"]
            diagnostics.error("multiple `test_runner` attributes", found.span, secondary=also, helps=helps)
        else:
            found = attr
    return found

"""The parser's front door: a crate's text to its syntax tree.

    tree = parse_crate(sources, "kernel", "src/main.rs", load_file, cfg, macro_env, diagnostics)

All items of all files are read first; bodies and values follow when every macro is known, or with ``lazy_bodies`` when
`force_body`
asks for one. ``macro_env`` holds the macros of the crates parsed so far by name, and takes in this one's.
"""

from __future__ import annotations

import gc
import posixpath
from collections.abc import Callable, Mapping

from ..diagnostics import Diagnostic, Diagnostics
from ..span import Ident, Sources, Span
from ..stack import room_for
from . import ast
from .cfg import DEFAULT_CFG, UNSTABLE_TEST_CASE, CfgMap
from .harness import add_harness
from .macro_builtins import BuiltinParser
from .macro_scope import Harness, MacroModule, ParseContext, Session
from .parser_core import ParseError
from .parser_functions import force_body, too_deep
from .parser_modules import PendingMacro, path_attribute
from .scanner import scan
from .slim import slim

__all__ = ["Harness", "LoadFile", "Parser", "force_body", "parse_crate"]

LoadFile = Callable[[str], "str | None"]
_STACK = 12_000


class Parser(BuiltinParser):
    """The whole parser."""

    def load_module(self, item: ast.ModItem, attrs: list[ast.Attr]) -> None:
        """``mod x;``: read ``x.rs`` or ``x/mod.rs`` beside the file (or below the folder of the module's name)."""
        context = self.context
        name = item.ident.name
        base = context.directory
        candidates = [f"{base}{name}.rs", f"{base}{name}/mod.rs"]
        given = path_attribute(attrs)
        if given is not None:
            candidates = [(base if context.inline else self.folder(item.ident.span)) + given]
        load = context.session.load_file
        found = [(path, text) for path in candidates if (text := load(posixpath.normpath(path))) is not None]
        if not found:
            self.diagnostics.error(
                f"file not found for module `{name}`",
                item.span if item.span.hi > item.ident.span.hi else self.since(item.span),
                "E0583",
                helps=[
                    f'to create the module `{name}`, create file "{candidates[0]}"'
                    + (f' or "{candidates[1]}"' if len(candidates) > 1 else "")
                ],
                notes=[
                    f"if there is a `mod {name}` elsewhere in the crate already, import it with `use crate::...` "
                    f"instead"
                ],
            ) if given is None else self.diagnostics.error(f"couldn't read `{candidates[0]}`", self.since(item.span))
            item.items = None
            return
        if len(found) > 1:
            self.diagnostics.error(
                f'file for module `{name}` found at both "{found[0][0]}" and "{found[1][0]}"',
                self.since(item.span),
                "E0761",
                helps=["delete or rename one of them to remove the ambiguity"],
            )
        path, text = found[0]
        saved = self.enter_module(name)
        context.inline = False
        if given is not None:
            context.directory = path[: path.rfind("/") + 1]
        items, attributes, number = _parse_file(context, path, text)
        item.items = items
        item.file = number
        item.attrs.extend(attributes)
        self.leave_module(saved, [*attrs, *attributes])

    def folder(self, span: Span) -> str:
        """Where the file lies that ``span`` is in: "" or a path that ends with a slash."""
        name = self.context.sources.files[span.file].name
        return name[: name.rfind("/") + 1]


def _parse_file(context: ParseContext, path: str, text: str) -> tuple[list[ast.Item], list[ast.Attr], int]:
    """The items and inner attributes of one file (none if ``#![cfg]`` takes it away)."""
    text = text.removeprefix("\ufeff")
    number = context.sources.add(path, text, context.session.crate)
    known = len(context.diagnostics.items)
    tokens = scan(text, number, context.diagnostics)
    context.session.lexical.update(map(id, context.diagnostics.items[known:]))
    if tokens is None:
        return [], [], number
    parser = Parser(context, tokens)
    attrs = parser.inner_attributes()
    for attr in attrs or []:
        if attr.name == "recursion_limit" and attr.value and attr.value.isdigit():
            context.session.recursion_limit = int(attr.value)
        if attr.name == "feature" and any(t.text == "custom_test_frameworks" for t in attr.tokens):
            context.session.frameworks = True
    items = parser.parse_items("module")
    while not parser.at_end:
        parser.bump()
    return (items if attrs is not None else []), attrs or [], number


@room_for(_STACK)
def parse_crate(
    sources: Sources,
    name: str,
    root_file: str,
    load_file: LoadFile,
    cfg: CfgMap | None,
    macro_env: dict[str, MacroModule],
    diagnostics: Diagnostics,
    lazy_bodies: bool = False,
    title: str = "",
    harness: Harness | None = None,
    externs: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
) -> ast.ModItem:
    """Parse the crate ``name`` from ``root_file``, e.g. "src/main.rs"; its modules' files come through ``load_file``
    (None: no such file).

    ``cfg`` adds to `DEFAULT_CFG`. ``title`` is what the program calls the crate, if not ``name``. ``harness``: what
    calls the crate's tests is added. ``externs``: which crates it means by which names. ``variables`` are
    for ``env!``. Mistakes go to
    ``diagnostics``; the tree then lacks the parts that could not be read.
    """
    collecting = gc.isenabled()
    gc.disable()  # trees and tokens are all kept: looking for garbage among them only costs time
    try:
        return _parse_crate(
            sources,
            name,
            root_file,
            load_file,
            {**DEFAULT_CFG, **(cfg or {})},
            macro_env,
            diagnostics,
            lazy_bodies,
            title,
            harness,
            externs,
            variables or {},
        )
    finally:
        if collecting:
            gc.enable()


def _parse_crate(
    sources: Sources,
    name: str,
    root_file: str,
    load_file: LoadFile,
    cfg: CfgMap,
    macro_env: dict[str, MacroModule],
    diagnostics: Diagnostics,
    lazy_bodies: bool,
    title: str,
    harness: Harness | None,
    externs: Mapping[str, str] | None,
    variables: Mapping[str, str],
) -> ast.ModItem:
    session = Session(sources, diagnostics, cfg, name, macro_env, load_file, lazy_bodies=lazy_bodies, harness=harness)
    session.env = dict(variables)
    session.waiting = [] if lazy_bodies else None
    root = MacroModule(title or name, name, externs=dict(externs or {}))
    macro_env[name] = root
    context = ParseContext(session, root)
    context.directory = root_file.rpartition("/")[0] + "/" if "/" in root_file else ""
    first = len(diagnostics.items)
    text = load_file(root_file)
    if text is None:
        span = Span(0, 0, 0)
        diagnostics.error(f"couldn't read `{root_file}`: no such file", span)
        return ast.ModItem(Ident(name, span), span, [], "pub", [])
    number = len(sources.files)
    whole = Span(number, 0, len(text))
    tree = ast.ModItem(Ident(name, Span(number, 0, 0)), whole, [], "pub", [], number)
    try:
        tree.items, tree.attrs, _ = _parse_file(context, root_file, text)
        settle(session, tree.items)
        if harness is not None:
            add_harness(session, tree, lambda tokens: Parser(context, []).sub_parser(tokens).parse_path("mod"))
    except RecursionError:
        too_deep(context, Span(number, 0, 0))
    _in_order(diagnostics, first, sources, session.lexical)
    if lazy_bodies:
        slim(tree, session)
    return tree


NOT_FOUND = ("cannot find macro ", "cannot find attribute ")
"""How messages about macros and attributes that nobody defines begin: the rest of the crate can still be read."""
READ_ON = (*NOT_FOUND, UNSTABLE_TEST_CASE)
"""And of messages after which it can be read all the same."""
_LATE = {
    f"cannot find macro `{name}` in this scope"
    for name in ("println", "print", "eprintln", "eprint", "dbg", "vec", "format", "thread_local")
}


def _in_order(diagnostics: Diagnostics, first: int, sources: Sources, lexical: set[int]) -> None:
    """Messages of this crate file by file in the order of the text, but those about a file's tokens and delimiters
    first, and those about unknown macros last; none of these if a file could not be read at all, which may define them.
    """

    def place(item: Diagnostic) -> tuple[int, int, bool, int]:
        span = sources.place(item.span)
        rank = 2 if item.message.startswith(NOT_FOUND) else int(item.code == "E0433")
        first_of_all = id(item) in lexical and not item.message.startswith("suffixes on ")
        return (rank, span.file, False, 0) if first_of_all else (rank, span.file, True, span.lo)

    items = sorted(diagnostics.items[first:], key=place)
    if any(id(item) in lexical for item in items):
        items = [item for item in items if not place(item)[0]]
    # rustc tries std's macros once more when all is read, the last call first, and tells of them in that order
    late = [i for i, item in enumerate(items) if item.message in _LATE]
    for at, item in zip(late, [items[i] for i in reversed(late)], strict=True):
        items[at] = item
    diagnostics.items[first:] = items


def settle(session: Session, items: list[ast.Item]) -> None:
    """Do what waited until all macros were known: calls among ``items``, then bodies and values."""
    _expand_pending(session, items)
    while session.fixups:
        batch, session.fixups = session.fixups, []
        for fixup in batch:
            fixup()
        if session.pending:
            _expand_pending(session, items)


def _expand_pending(session: Session, items: list[ast.Item]) -> None:
    """Expand the macro calls among items whose macro was not known when they were met;
    what stays unknown is reported.
    """
    while session.pending:
        waiting, session.pending = session.pending, []
        progress = False
        made: dict[int, list[ast.Item]] = {}
        for pending in waiting:
            assert isinstance(pending, PendingMacro)
            if pending.context.find(pending.path) is None:
                session.pending.append(pending)
                continue
            progress = True
            made[id(pending)] = _expand_one(pending)
        if not progress:
            for pending in session.pending:
                made[id(pending)] = _expand_one(pending)  # reports it
            session.pending = []
        _replace(items, made)


def _expand_one(pending: PendingMacro) -> list[ast.Item]:
    parser = Parser(pending.context, [])
    try:
        return parser.expand_items(pending)
    except ParseError:
        return []


def _replace(items: list[ast.Item], made: dict[int, list[ast.Item]]) -> None:
    """Put the items that calls became in the calls' places."""
    old, items[:] = items[:], []
    for child in old:
        if isinstance(child, PendingMacro):
            items += made.get(id(child), [child])
        else:
            items.append(child)
    for child in items:
        if isinstance(child, (ast.ModItem, ast.TraitItem)) or (isinstance(child, ast.ImplItem) and not child.unread):
            _replace(child.items or [], made)

"""``--stage ast`` and ``--stage thir``: trees, a node a line.

A line has the place in the source, the field of the parent that the node is in, its class, and of its own fields those
that are no nodes. Both trees are dataclasses, so that a new kind of node is printed without a word here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.stages import Stages, path_of, place_in
from pagesim_py.rust.names import thir
from pagesim_py.rust.names.defs import Def
from pagesim_py.rust.names.show import SOURCES, show
from pagesim_py.rust.names.types import Ty
from pagesim_py.rust.span import NO_SPAN, Ident, Sources, Span
from pagesim_py.rust.syntax import ast

COLUMN = 8
"""Characters that places take."""
NOTHING: tuple[object, ...] = (None, False, "", (), [], {})
"""Values of fields that need no word."""


def ast_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The syntax trees of the crates, or of the functions that were chosen."""
    for name, root in stages.trees:
        title = stages.build.title(name)
        functions = list(functions_in(root, title))
        for path, fn in functions:
            if chosen.has(path) and not chosen.all:
                yield from _text(stages.sources, fn)
        if chosen.all:
            yield f"crate {title}"
            for item in root.items or ():
                yield from _text(stages.sources, item)


def thir_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The typed trees of the functions that were chosen."""
    token = SOURCES.set(stages.sources)
    try:
        for fn in stages.functions:
            if chosen.has(path := path_of(fn)):
                yield f"fn {path}"
                yield from _text(stages.sources, stages.program.thir(fn))
    finally:
        SOURCES.reset(token)


def functions_in(node: Any, path: str) -> Iterator[tuple[str, ast.FnItem]]:
    """The functions inside a node of the syntax tree with their paths, those inside of functions too."""
    for _, child in children(node):
        inside = path
        if isinstance(child, ast.ImplItem):
            inside = f"{path}::{head_of(child.self_ty)}"
        elif isinstance(child, ast.FnItem | ast.ModItem | ast.TraitItem):
            inside = f"{path}::{child.ident.name}"
        if isinstance(child, ast.FnItem):
            yield inside, child
        yield from functions_in(child, inside)


def head_of(ty: ast.Type) -> str:
    """The last name of a type that is written."""
    return ty.path.segments[-1].ident.name if isinstance(ty, ast.PathType) else "_"


def children(node: Any) -> Iterator[tuple[str, Any]]:
    """The nodes directly inside a node, each with the name of its field."""
    for name in (one.name for one in dataclasses.fields(node)):
        yield from ((name, child) for child in _nodes(getattr(node, name)) if child != ast.Generics())


def _nodes(value: Any) -> Iterator[Any]:
    if is_node(value):
        yield value
    elif isinstance(value, list | tuple) and not isinstance(value, Span | Ident):
        for one in value:
            yield from _nodes(one)


def is_node(value: Any) -> bool:
    """Whether a value has lines of its own: what is said in a few words hasn't."""
    words = Def | Ty | thir.Local | thir.Label | ast.Type | ast.Path | ast.Attr | ast.Segment
    return dataclasses.is_dataclass(value) and not isinstance(value, words)


def _text(sources: Sources, node: Any, depth: int = 0, label: str = "") -> Iterator[str]:
    words = [f"{label}:" if label else "", type(node).__name__, *_words(sources, node)]
    ty = getattr(node, "ty", None)
    if isinstance(ty, Ty):
        words.append(f": {show(ty)}")
    span = getattr(node, "span", NO_SPAN)
    place = place_in(sources, span) if isinstance(span, Span) and span != NO_SPAN else ""
    yield f"{place:{COLUMN}}{'  ' * depth}{' '.join(word for word in words if word)}"
    for name, child in children(node):
        yield from _text(sources, child, depth + 1, name)


def _words(sources: Sources, node: Any) -> Iterator[str]:
    """The fields that are no nodes."""
    for name in (one.name for one in dataclasses.fields(node)):
        value = getattr(node, name)
        if name in ("span", "unread") or name.endswith("_span") or (name == "ty" and isinstance(value, Ty)):
            continue
        if any(value is nothing or value == nothing and type(value) is type(nothing) for nothing in NOTHING):
            continue
        if any(True for _ in _nodes(value)):
            continue
        text = _word(sources, value)
        if text and value is True:
            yield name.rstrip("_")
        elif text:
            yield text if isinstance(value, Ident | ast.Path | Def | thir.Local) else f"{name}={text}"


def _word(sources: Sources, value: Any) -> str:
    match value:
        case Span():
            return ""
        case Ident() | thir.Local() | thir.Label():
            return value.name
        case Def():
            return value.path
        case Ty():
            return show(value)
        case ast.Attr():
            return f"#[{value.name}]"
        case ast.SelfType():
            return "Self"
        case ast.Segment():
            return value.ident.name + ("::<..>" if value.args is not None else "")
        case ast.Type() | ast.Path():
            return " ".join(sources.files[value.span.file].text[value.span.lo : value.span.hi].split())
        case list() | tuple():
            return ", ".join(filter(None, (_word(sources, one) for one in value)))
    return repr(value) if isinstance(value, str | bytes) else str(value)

"""``--stage tokens``: a token a line, what stands in brackets further in."""

from __future__ import annotations

from collections.abc import Iterator

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.stages import Stages
from pagesim_py.cli.emit.tree import COLUMN, functions_in
from pagesim_py.rust.syntax.scanner import scan
from pagesim_py.rust.syntax.tokens import CLOSERS, KEYWORDS, OPENERS, Token


def tokens_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The tokens of each file, or of the functions that were chosen; those are found in the syntax tree."""
    if not chosen.all:
        for name, root in stages.trees:
            for path, fn in functions_in(root, stages.build.title(name)):
                if chosen.has(path):
                    file = stages.sources.files[fn.span.file]
                    yield from _file(stages, file.name, file.text, fn.span.lo, fn.span.hi)
        return
    for name, text in stages.project.files.items():
        if name.endswith(".rs"):
            yield from _file(stages, name, text, 0, len(text))


def _file(stages: Stages, name: str, text: str, lo: int, hi: int) -> Iterator[str]:
    """The tokens of a file that begin between two characters of its text."""
    diagnostics = stages.program.diagnostics
    tokens = scan(text, stages.sources.add(name, text, name), diagnostics)
    diagnostics.raise_if_errors()
    yield name
    yield from _lines(stages, tokens or (), 0, lo, hi)


def _lines(stages: Stages, tokens: list[Token] | tuple[Token, ...], depth: int, lo: int, hi: int) -> Iterator[str]:
    for token in tokens:
        closes = token.kind in CLOSERS
        if lo <= token.span.lo < hi:
            words = [kind_of(token), token.text, "joint" if token.joint else ""]
            indent = "  " * (depth - closes)
            yield f"{stages.place(token.span):{COLUMN}}{indent}{' '.join(word for word in words if word)}"
        if token.kind in OPENERS:
            inside = depth + (lo <= token.span.lo < hi)
            yield from _lines(stages, token.extra, inside, lo, hi)


def kind_of(token: Token) -> str:
    """A token's class: of those whose kind is their text, what sort of text it is."""
    kind = token.kind
    if kind in KEYWORDS:
        return "keyword"
    if kind in OPENERS or kind in CLOSERS:
        return "delimiter"
    if kind == "lit":
        return f"{token.extra[0]} literal"
    return kind if kind in ("ident", "lifetime", "doc", "eof", "nt") else "punctuation"

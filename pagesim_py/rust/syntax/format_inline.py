"""``format_args!``: what of its arguments becomes part of its text before the program runs, as rustc does it."""

from __future__ import annotations

from collections.abc import Callable

from . import ast


def inline(node: ast.FormatArgs) -> ast.FormatArgs:
    """Plain ``{}`` of nested ``format_args!`` become part of the outer one, where each is used once;
    so does the text of string and integer literals. Arguments keep their order.
    """
    uses: dict[int, int] = {}
    plain: dict[int, int] = {}
    for piece in node.pieces:
        if isinstance(piece, ast.FormatPiece):
            for index in [piece.arg, *(x[1] for x in (piece.width, piece.precision) if isinstance(x, tuple))]:
                uses[index] = uses.get(index, 0) + 1
            plain[piece.arg] = plain.get(piece.arg, 0) + is_plain(piece)
    nested = {
        i for i, arg in enumerate(node.args) if isinstance(arg, ast.FormatArgs) and uses.get(i) == plain.get(i) == 1
    }
    texts = {i: t for i, arg in enumerate(node.args) if i in plain and (t := _literal_text(arg)) is not None}
    if not nested and not texts:
        return node
    args: list[ast.Expr] = []
    moved: dict[int, int] = {}
    for i, arg in enumerate(node.args):
        moved[i] = len(args)
        if i in nested:
            assert isinstance(arg, ast.FormatArgs)
            args += arg.args
        elif i not in texts or uses[i] > plain[i]:
            args.append(arg)
    pieces: list[str | ast.FormatPiece] = []
    for piece in node.pieces:
        if isinstance(piece, str):
            pieces.append(piece)
        elif piece.arg in texts and is_plain(piece):
            pieces.append(texts[piece.arg])
        elif piece.arg in nested:
            inner = node.args[piece.arg]
            assert isinstance(inner, ast.FormatArgs)
            by = moved[piece.arg]
            pieces += [p if isinstance(p, str) else _shifted(p, by.__add__) for p in inner.pieces]
        else:
            pieces.append(_shifted(piece, moved.__getitem__))
    return ast.FormatArgs(node.span, _joined(pieces), args)


def _shifted(piece: ast.FormatPiece, where: Callable[[int], int]) -> ast.FormatPiece:
    """The piece with its arguments renumbered."""
    piece.arg = where(piece.arg)
    if isinstance(piece.width, tuple):
        piece.width = ("arg", where(piece.width[1]))
    if isinstance(piece.precision, tuple):
        piece.precision = ("arg", where(piece.precision[1]))
    return piece


def _literal_text(arg: ast.Expr) -> str | None:
    """What ``{}`` makes of a string or an integer that is written out (behind any number of ``&``)."""
    while isinstance(arg, ast.AddrOf) and not arg.mutable and not arg.raw:
        arg = arg.operand
    if isinstance(arg, ast.Literal) and arg.kind in ("str", "int"):
        return str(arg.value)
    return None


def is_plain(piece: ast.FormatPiece) -> bool:
    """``{}`` without any options."""
    options = (piece.fill, piece.align, piece.sign, piece.alternate, piece.zero, piece.width, piece.precision)
    return piece.trait == "Display" and options == (" ", "", "", False, False, None, None)


def _joined(pieces: list[str | ast.FormatPiece]) -> list[str | ast.FormatPiece]:
    out: list[str | ast.FormatPiece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return out

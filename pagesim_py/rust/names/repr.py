"""``#[repr(...)]``: what it says, and what is wrong with it."""

from __future__ import annotations

from typing import Any

from ..span import Span
from ..syntax import ast
from ..syntax.cfg import split_commas
from ..syntax.tokens import Token, full_span
from . import types
from .context import Context
from .defs import AdtDef

LARGEST_ALIGN = 1 << 29


def read_repr(cx: Context, defn: AdtDef) -> dict[str, Any]:
    """Names and numbers, e.g. ``{"C": True, "align": 16, "packed": 4, "u8": True}``; mistakes are reported."""
    out: dict[str, Any] = {}
    for attr in defn.attrs:
        if attr.name != "repr":
            continue
        for part in split_commas(attr.tokens):
            read_hint(cx, defn, attr, part, out)
    if "packed" in out and "align" in out:
        message = "type has conflicting packed and align representation hints"
        cx.error("E0587", message, defn.node.span, "")
    return out


def read_hint(cx: Context, defn: AdtDef, attr: ast.Attr, part: list[Token], out: dict[str, Any]) -> None:
    """One hint into ``out``."""
    while part and part[0].kind == "nt":
        part = [*part[0].extra[:-1], *part[1:]]
    part = [t for t in part if t.kind != "eof"]
    if not part:
        return
    head, rest = part[0], part[1:]
    name = head.text
    whole = head.span.to(full_span(rest[-1])) if rest else head.span
    if name in ("align", "packed"):
        if rest and rest[0].kind == "(":
            number = read_number(cx, name, rest[0], whole)
            if number is not None:
                out[name] = number
        elif rest:
            cx.error("E0693", f"incorrect `repr({name})` attribute format", whole, "")
        elif name == "packed":
            out[name] = 1
        else:
            cx.error("E0589", "invalid `repr(align)` attribute: `align` needs an argument", whole, "")
    elif name in types.INTEGER_BITS and defn.kind != "enum":
        cx.error("E0517", "attribute should be applied to an enum", whole, "", also=[(defn.span, "not an enum")])
    elif name in ("C", "transparent", *types.INTEGER_BITS) and not rest:
        out[name] = True
    elif name not in ("Rust", "simd"):
        helps = ["valid hints are `C`, `transparent`, `align(..)`, `packed`, `packed(..)` and, for an enum, `u8` ..."]
        cx.error("E0552", "unrecognized representation hint", whole, "", helps=helps)


def read_number(cx: Context, name: str, group: Token, whole: Span) -> int | None:
    """The power of two in ``align(16)``; None with a message if it is none."""
    inside = [t for t in group.extra[:-1] if t.kind != "eof"]
    while len(inside) == 1 and inside[0].kind == "nt":
        inside = [t for t in inside[0].extra if t.kind not in ("eof", ")")]
    if len(inside) != 1:
        words = f"incorrect `repr({name})` attribute format: `{name}` takes exactly one argument in parentheses"
        cx.error("E0693", words, whole, "")
        return None
    token = inside[0]
    number = int(token.extra[1]) if token.kind == "lit" and token.extra[0] == "int" and not token.extra[2] else None
    why = ""
    if number is None:
        why = "not an unsuffixed integer"
    elif number & (number - 1) or number == 0:
        why = "not a power of two"
    elif number > LARGEST_ALIGN:
        why = "larger than 2^29"
    if why:
        cx.error("E0589", f"invalid `repr({name})` attribute: {why}", token.span, "")
        return None
    return number

"""``#[derive(...)]``: the impls that the built-in derives stand for.

The bodies are written as Rust text, with paths through ``$crate`` of core, and parsed like a macro's expansion;
generics and bounds
are taken from the item (each type parameter gets the derived trait as bound, as rustc does it).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import similar
from ..span import Expansion, Ident, Span
from . import ast
from .cfg import split_commas
from .scanner import scan
from .tokens import CLOSERS, KEYWORDS, OPENERS, Token
from .unread import UnreadDerived

if TYPE_CHECKING:
    from .parser_items import ItemParser

_TRAITS = {
    "Clone": "clone::Clone",
    "Copy": "marker::Copy",
    "Debug": "fmt::Debug",
    "Default": "default::Default",
    "PartialEq": "cmp::PartialEq",
    "Eq": "cmp::Eq",
    "PartialOrd": "cmp::PartialOrd",
    "Ord": "cmp::Ord",
    "Hash": "hash::Hash",
}
INTEGER_NAMES = frozenset(f"{sign}{size}" for sign in "iu" for size in (8, 16, 32, 64, 128, "size"))
_ALSO = frozenset(["PartialEq", "Debug", "Clone"])


def derive(item: ast.StructItem | ast.EnumItem, parser: ItemParser) -> list[ast.Item]:
    """The impls that the item's derive attributes ask for; unknown names are reported."""
    wanted: list[tuple[str, Span]] = []
    for attr in item.attrs:
        if attr.name != "derive":
            continue
        for part in split_commas(attr.tokens):
            if not part:
                parser.diagnostics.error("expected path, found `,`", attr.span)
                continue
            name = part[-1].text
            if name not in _TRAITS or part[0].kind not in ("ident", "::", "$crate"):
                meant = similar(name, _TRAITS)
                parser.diagnostics.error(
                    f"cannot find derive macro `{name}` in this scope", part[-1].span,
                    helps=[f"a derive macro with a similar name exists: `{meant}`"] if meant
                    else ["pagesim knows the derives of core: " + ", ".join(f"`{known}`" for known in sorted(_TRAITS))],
                )  # fmt: skip
                continue
            wanted.append((name, part[-1].span))
    names = [name for name, _ in wanted]
    return [impl for name, span in wanted if (impl := _Deriver(item, parser, name, names, span).impl()) is not None]


def items_of(body: str, span: Span, parser: ItemParser) -> list[ast.Item]:
    """An impl's items from their text; every token stands at the derive's name, ``span``."""
    tokens = scan(body, 0, parser.diagnostics) if body else None
    if tokens is None:
        return []
    return type(parser)(parser.context.copy(), _placed(tokens, span)).parse_items("impl")


def _placed(tokens: list[Token], span: Span) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        if token.kind == "crate" and out and out[-1].kind == "$":
            out[-1] = Token("$crate", "$crate", span, "core")
        elif token.kind in OPENERS:
            out.append(Token(token.kind, token.text, span, _placed(token.extra, span)))
        elif token.kind in CLOSERS or token.kind == "eof":
            out.append(Token(token.kind, token.text, span))
        else:
            out.append(Token(token.kind, token.text, span, token.extra, token.joint))
    return out


def path_types(node: object) -> Iterator[ast.PathType]:
    """The paths in a written type, outer ones first."""
    if isinstance(node, ast.PathType):
        yield node
        for segment in node.path.segments:
            for arg in segment.args.args if segment.args else ():
                yield from path_types(arg)
    elif isinstance(node, ast.RefType | ast.PtrType | ast.SliceType | ast.ArrayType):
        yield from path_types(node.inner)
    elif isinstance(node, ast.TupleType):
        for inner in node.items:
            yield from path_types(inner)


class _Deriver:
    """Makes one impl."""

    def __init__(
        self, item: ast.StructItem | ast.EnumItem, parser: ItemParser, name: str, names: list[str], span: Span
    ) -> None:
        self.item = item
        self.parser = parser
        self.name = name
        self.names = names
        sources = parser.context.sources
        sources.expansions.append(Expansion(span, f"derive({name})", "core"))
        self.ctx = len(sources.expansions) - 1
        self.span = Span(span.file, span.lo, span.hi, self.ctx)

    def impl(self) -> ast.ImplItem | None:
        item = self.item
        if isinstance(item, ast.StructItem) and item.union and self.name not in ("Copy", "Clone"):
            self.parser.diagnostics.error("this trait cannot be derived for unions", self.span)
            return None
        body = self.body()
        if body is None:
            return None
        generics = copy.deepcopy(item.generics)
        arguments: list[ast.Type | ast.Expr] = []
        for param in generics.params:
            param.default = None
            path = ast.Path([ast.Segment(param.ident)], param.ident.span)
            arguments.append(ast.PathType(param.ident.span, path))
            if param.kind == "type":
                param.bounds = [*param.bounds, ast.Bound(self.trait_path(), self.span)]
        self.bound_projections(generics)
        segment = ast.Segment(item.ident, ast.GenericArgs(arguments, [], [], self.span) if arguments else None)
        self_ty = ast.PathType(self.span, ast.Path([segment], self.span))
        attrs = [ast.Attr("automatically_derived", [], self.span)]
        made = ast.ImplItem(Ident("impl", self.span), self.span, attrs, "", generics, self.trait_path(), self_ty, [])
        if self.parser.lazy:
            made.wait(UnreadDerived(body, self.span, self.parser.context.kept()))
        else:
            made.items = items_of(body, self.span, self.parser)
        return made

    def bound_projections(self, generics: ast.Generics) -> None:
        """``T::Item`` in a field's type gets the derived trait as bound too."""
        params = {p.ident.name for p in generics.params if p.kind == "type"}
        item = self.item
        fields = item.fields if isinstance(item, ast.StructItem) else [f for v in item.variants for f in v.fields]
        seen: set[str] = set()
        for path_type in (found for field in fields for found in path_types(field.ty)) if params else ():
            segments = path_type.path.segments
            text = "::".join(s.ident.name for s in segments)
            if len(segments) > 1 and segments[0].ident.name in params and text not in seen:
                seen.add(text)
                bounds = [ast.Bound(self.trait_path(), self.span)]
                generics.where = [*generics.where, ast.WherePredicate(copy.deepcopy(path_type), bounds, self.span)]

    def trait_path(self) -> ast.Path:
        names = ["$crate", *_TRAITS[self.name].split("::")]
        return ast.Path([ast.Segment(Ident(n, self.span)) for n in names], self.span, crate="core")

    # --- what the item looks like -------------------------------------------------------------------------------------

    def shapes(self) -> list[tuple[str, str, str, list[str]]]:
        """(constructor, name, kind, field names) of the struct, or of each variant."""
        item = self.item
        if isinstance(item, ast.StructItem):
            return [("Self", item.ident.name, item.kind, [f.ident.name for f in item.fields])]
        return [
            (f"Self::{_raw(v.ident.name)}", v.ident.name, v.kind, [f.ident.name for f in v.fields])
            for v in item.variants
        ]

    @property
    def packed(self) -> bool:
        return any(attr.name == "repr" and any(t.text == "packed" for t in attr.tokens) for attr in self.item.attrs)

    def field(self, who: str, name: str) -> str:
        """A place expression for a field; a packed struct's field is copied first."""
        name = _raw(name)
        return f"{{ {who}.{name} }}" if self.packed else f"{who}.{name}"

    def pattern(self, shape: tuple[str, str, str, list[str]], prefix: str) -> str:
        """A pattern that binds each field to prefix + number."""
        constructor, _, kind, fields = shape
        if kind == "unit":
            return constructor
        if kind == "tuple":
            return f"{constructor}({', '.join(f'{prefix}{i}' for i in range(len(fields)))})"
        return f"{constructor} {{ {', '.join(f'{_raw(f)}: {prefix}{i}' for i, f in enumerate(fields))} }}"

    def make(self, shape: tuple[str, str, str, list[str]], values: list[str]) -> str:
        """An expression that builds the value."""
        constructor, _, kind, fields = shape
        if kind == "unit":
            return constructor
        if kind == "tuple":
            return f"{constructor}({', '.join(values)})"
        return f"{constructor} {{ {', '.join(f'{_raw(f)}: {v}' for f, v in zip(fields, values, strict=True))} }}"

    @property
    def is_struct(self) -> bool:
        return isinstance(self.item, ast.StructItem)

    # --- bodies -------------------------------------------------------------------------------------------------------

    def body(self) -> str | None:
        """The impl's text; None if there is no impl to make."""
        makers = {
            "Clone": self.clone, "Debug": self.debug, "Default": self.default, "PartialEq": self.partial_eq,
            "PartialOrd": self.partial_ord, "Ord": self.ord, "Hash": self.hash,
        }  # fmt: skip
        maker = makers.get(self.name)
        return maker() if maker is not None else ""

    def clone(self) -> str:
        plain = not any(p.kind == "type" for p in self.item.generics.params)
        if ("Copy" in self.names and plain) or (isinstance(self.item, ast.StructItem) and self.item.union):
            return "#[inline] fn clone(&self) -> Self { *self }"
        one = "$crate::clone::Clone::clone"
        shapes = self.shapes()
        if self.is_struct:
            value = self.make(shapes[0], [f"{one}(&{self.field('self', f)})" for f in shapes[0][3]])
            return f"#[inline] fn clone(&self) -> Self {{ {value} }}"
        arms = [
            f"{self.pattern(s, 'a')} => {self.make(s, [f'{one}(a{i})' for i in range(len(s[3]))])}," for s in shapes
        ]
        return f"#[inline] fn clone(&self) -> Self {{ {_match('self', arms)} }}"

    def debug(self) -> str:
        def show(shape: tuple[str, str, str, list[str]], values: list[str]) -> str:
            _, name, kind, fields = shape
            if kind == "unit" or (kind == "named" and not fields and not self.is_struct) or not fields:
                return f'f.write_str("{name}")'
            calls = (
                "".join(f".field({value})" for value in values)
                if kind == "tuple"
                else "".join(f'.field("{f}", {value})' for f, value in zip(fields, values, strict=True))
            )
            return f'f.debug_{"tuple" if kind == "tuple" else "struct"}("{name}"){calls}.finish()'

        shapes = self.shapes()
        if self.is_struct:
            inner = show(shapes[0], [f"&{self.field('self', f)}" for f in shapes[0][3]])
        else:
            inner = _match(
                "self", [f"{self.pattern(s, 'a')} => {show(s, [f'a{i}' for i in range(len(s[3]))])}," for s in shapes]
            )
        return f"fn fmt(&self, f: &mut $crate::fmt::Formatter<'_>) -> $crate::fmt::Result {{ {inner} }}"

    def default(self) -> str | None:
        one = "$crate::default::Default::default()"
        if self.is_struct:
            shape = self.shapes()[0]
            return f"#[inline] fn default() -> Self {{ {self.make(shape, [one] * len(shape[3]))} }}"
        assert isinstance(self.item, ast.EnumItem)
        marked = [v for v in self.item.variants if any(a.name == "default" for a in v.attrs)]
        if len(marked) != 1:
            if marked:
                self.parser.diagnostics.error(
                    "multiple declared defaults", self.span, notes=["only one variant can be default"]
                )
            else:
                self.parser.diagnostics.error(
                    "`#[derive(Default)]` on enum with no `#[default]`", self.span, "E0665",
                    helps=["make a unit variant default by placing `#[default]` above it"],
                )  # fmt: skip
            return None
        if marked[0].kind != "unit":
            self.parser.diagnostics.error(
                "the `#[default]` attribute may only be used on unit enum variants",
                marked[0].ident.span,
                helps=["consider a manual implementation of `Default`"],
            )
            return None
        return f"#[inline] fn default() -> Self {{ Self::{_raw(marked[0].ident.name)} }}"

    def partial_eq(self) -> str:
        shapes = self.shapes()
        if self.is_struct:
            test = " && ".join(f"{self.field('self', f)} == {self.field('other', f)}" for f in shapes[0][3]) or "true"
            test = (
                test
                if not self.packed
                else " && ".join(f"({self.field('self', f)}) == ({self.field('other', f)})" for f in shapes[0][3])
                or "true"
            )
        elif not shapes:
            test = "match *self {}"
        else:
            test = _SAME_VARIANT
            arms = [
                f"({self.pattern(s, 'a')}, {self.pattern(s, 'b')}) => "
                f"{' && '.join(f'*a{i} == *b{i}' for i in range(len(s[3])))},"
                for s in shapes
                if s[3]
            ]
            if arms:
                test = f"{test} && match (self, other) {{ {' '.join(arms)} _ => true, }}"
        return f"#[inline] fn eq(&self, other: &Self) -> bool {{ {test} }}"

    def ordering(self, one: str, equal: str, by_discriminant: str) -> str:
        """Lexicographic comparison by ``one``; ``equal`` is what it gives for equal values."""
        shapes = self.shapes()

        def chain(pairs: list[tuple[str, str]]) -> str:
            text = equal
            for index, (a, b) in enumerate(reversed(pairs)):
                call = f"{one}({a}, {b})"
                text = call if index == 0 else f"match {call} {{ {equal} => {text}, cmp => cmp }}"
            return text

        if self.is_struct:
            return chain([(f"&{self.field('self', f)}", f"&{self.field('other', f)}") for f in shapes[0][3]])
        if not shapes:
            return "match *self {}"
        arms = [
            f"({self.pattern(s, 'a')}, {self.pattern(s, 'b')}) => "
            f"{chain([(f'a{i}', f'b{i}') for i in range(len(s[3]))])},"
            for s in shapes
            if s[3]
        ]
        if not arms:
            return by_discriminant
        return f"match (self, other) {{ {' '.join(arms)} _ => {by_discriminant}, }}"

    def partial_ord(self) -> str:
        inner = self.ordering(
            "$crate::cmp::PartialOrd::partial_cmp",
            "$crate::option::Option::Some($crate::cmp::Ordering::Equal)",
            f"$crate::cmp::PartialOrd::partial_cmp(&{_TAG('self')}, &{_TAG('other')})",
        )
        result = "$crate::option::Option<$crate::cmp::Ordering>"
        return f"#[inline] fn partial_cmp(&self, other: &Self) -> {result} {{ {inner} }}"

    def ord(self) -> str:
        inner = self.ordering(
            "$crate::cmp::Ord::cmp",
            "$crate::cmp::Ordering::Equal",
            f"$crate::cmp::Ord::cmp(&{_TAG('self')}, &{_TAG('other')})",
        )
        return f"#[inline] fn cmp(&self, other: &Self) -> $crate::cmp::Ordering {{ {inner} }}"

    def tag_type(self) -> str:
        """The type of an enum's discriminant."""
        tokens = (t.text for attr in self.item.attrs if attr.name == "repr" for t in attr.tokens)
        return next((text for text in tokens if text in INTEGER_NAMES), "isize")

    def hash(self) -> str:
        one = "$crate::hash::Hash::hash"
        shapes = self.shapes()
        if self.is_struct:
            inner = " ".join(f"{one}(&{self.field('self', f)}, state);" for f in shapes[0][3])
        else:
            arms = [
                f"{self.pattern(s, 'a')} => {{ {' '.join(f'{one}(a{i}, state);' for i in range(len(s[3])))} }}"
                for s in shapes
                if s[3]
            ]
            inner = f"{one}(&({_TAG('self')} as {self.tag_type()}), state);" if len(shapes) > 1 else ""
            if arms:
                inner += f" match self {{ {' '.join(arms)} {'_ => {}' if len(arms) < len(shapes) else ''} }}"
        return f"fn hash<__H: $crate::hash::Hasher>(&self, state: &mut __H) {{ {inner} }}"


def _TAG(who: str) -> str:
    """The discriminant of an enum behind a reference."""
    return f"$crate::intrinsics::discriminant_value({who})"


_SAME_VARIANT = f"{_TAG('self')} == {_TAG('other')}"


def _match(what: str, arms: list[str]) -> str:
    return f"match {what} {{ {' '.join(arms)} }}" if arms else f"match *{what} {{}}"


def _raw(name: str) -> str:

    return f"r#{name}" if name in KEYWORDS else name

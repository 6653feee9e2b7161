"""The lint ``dead_code``: what nothing that is used uses.

A warning that rustc doesn't give is worse than one that is missing. So what is used is counted generously where the
typed tree doesn't tell: a constant, alias, trait or type counts as used by an item in whose text its name stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..names import thir
from ..names.defs import AdtDef, AliasDef, ConstDef, Def, FieldDefn, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef
from ..names.types import UNIT, Adt, Tuple, Ty
from ..span import Ident, Span
from ..syntax import ast
from .lints import attribute_level, give, lint_level, written_level
from .reachable import KEPT, Reachable, defs_in
from .style import parts
from .writeback import children, slots

if TYPE_CHECKING:
    from ..program import Program

LINT = "dead_code"
MOST_NAMED = 6
"""So many names of dead members are listed at most."""

LAID_OUT = frozenset(("C", "transparent", "simd", "packed", "align"))
"""A struct that says how it lies in memory may be read there."""


class Words(NamedTuple):
    """The names in a piece of syntax: all of them, and those where types and lengths are written."""

    all: frozenset[str]
    in_types: frozenset[str]


def words_of(node: Any) -> Words:
    """The names that stand in a piece of syntax."""
    everywhere: set[str] = set()
    in_types: set[str] = set()
    pending: list[tuple[Any, bool]] = [(node, False)]
    while pending:
        at, inside = pending.pop()
        if isinstance(at, Ident):
            everywhere.add(at.name)
            if inside:
                in_types.add(at.name)
        elif isinstance(at, list | tuple) and not isinstance(at, Span):
            pending += [(one, inside) for one in at]
        elif isinstance(at, ast.Item) and at is not node:
            continue  # an item inside of a body is by itself
        elif is_dataclass(at) and not isinstance(at, ast.Attr):
            inside = inside or isinstance(at, ast.Type | ast.GenericArgs)
            inside = inside or (isinstance(at, ast.BlockExpr) and at.kind == "const")
            length = at.length if isinstance(at, ast.RepeatExpr) else None
            named = at is node and isinstance(at, ast.Item)  # an item's own name is no use of it
            names = [name for name in parts(type(at)) if not (named and name == "ident")]
            pending += [(getattr(at, name, None), inside) for name in names]
            pending.append((length, True))
    return Words(frozenset(everywhere), frozenset(in_types))


class Dead:
    """Finds what is used, from what may be used from outside; the rest is told."""

    def __init__(self, program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
        self.program, self.items, self.cx = program, program.items, program.cx
        self.defs = defs
        self.impls = [d for d in defs if isinstance(d, ImplDef)]
        self.names: dict[str, list[Def]] = defaultdict(list)
        for d in defs:
            if isinstance(d, AdtDef | AliasDef | ConstDef | TraitDef | StaticDef | FnDefn):
                self.names[d.name].append(d)
        self.live: set[Any] = set()
        self.pending: list[Any] = []
        self.called: set[str] = set()
        """Names of what is called as a trait's, or stands somewhere."""
        reachable = Reachable(self.items, crates, self.impls).found
        for d in [*reachable, *(d for d in self.everything() if self.is_kept(d))]:
            self.mark(d)
            if isinstance(d, AdtDef) and d in reachable:
                self.open_members(d)
            if isinstance(d, TraitDef) and d in reachable:
                self.called |= d.methods.keys()
        for adt in (d for d in defs if isinstance(d, AdtDef)):
            self.kept_members(adt)
        self.spread()

    def everything(self) -> Iterator[Def]:
        """All items, and those that stand in impls."""
        for d in self.defs:
            yield d
            if isinstance(d, ImplDef) and d.trait is None:
                yield from [*d.methods.values(), *d.consts.values()]

    def is_kept(self, d: Def) -> bool:
        """Whether an item counts as used whoever names it."""
        if isinstance(d, ImplDef | ModuleDef):
            return False
        return d.name.startswith("_") or any(a.name in KEPT for a in d.attrs) or self.level(d, d.span) == "allow"

    def level(self, d: Def, span: Span) -> str:
        return written_level(self.cx.sources, LINT, span) or lint_level(d, LINT, "warn")

    def open_members(self, adt: AdtDef) -> None:
        """Of a type that may be used from outside: its variants, and the fields that may be read there."""
        for variant in self.items.adt(adt).variants:
            if adt.kind == "enum":
                self.live.add((adt, variant.index))
            self.live |= {f for f in variant.fields if adt.kind == "enum" or f.vis == "pub"}

    def kept_members(self, adt: AdtDef) -> None:
        """Fields that may be read otherwise than by name, and what nobody wants to hear of."""
        for variant in self.items.adt(adt).variants:
            attrs = adt.node.variants[variant.index].attrs if isinstance(adt.node, ast.EnumItem) else ()
            allowed = any(attribute_level(attr, LINT) == "allow" for attr in attrs)
            if allowed or self.level(adt, variant.span) == "allow":
                self.live.add((adt, variant.index))
            for f in variant.fields:
                hidden = isinstance(f.ty, Adt) and f.ty.defn.lang == "phantom_data"
                hidden = hidden or (f.name.isdigit() and (f.ty.has_param or f.ty.has_projection or is_empty(f.ty)))
                written = written_field(adt, variant.index, f)
                allowed = any(attribute_level(attr, LINT) == "allow" for attr in written.attrs) if written else False
                if (
                    hidden
                    or f.ty is UNIT
                    or LAID_OUT & adt.repr.keys()
                    or allowed
                    or self.level(adt, f.span) == "allow"
                ):
                    self.live.add(f)

    # --- what is used

    def mark(self, d: Any) -> None:
        """An item is used."""
        if isinstance(d, Def) and not d.prelude and d not in self.live:
            self.live.add(d)
            self.pending.append(d)

    def spread(self) -> None:
        """All that what is used uses."""
        waiting = [impl for impl in self.impls if impl.trait is not None]
        while True:
            while self.pending:
                self.visit(self.pending.pop())
            ready = [impl for impl in waiting if self.applies(impl)]
            if not ready:
                return
            waiting = [impl for impl in waiting if impl not in ready]
            for impl in ready:
                if not self.is_ignored(impl):
                    self.types(impl.self_ty)
                    self.named(words_of(impl.node))
                    for member in [*impl.methods.values(), *impl.consts.values()]:
                        self.mark(member)

    def applies(self, impl: ImplDef) -> bool:
        """Whether a trait's impl may be used."""
        assert impl.trait is not None
        owner = impl.self_ty.defn if isinstance(impl.self_ty, Adt) else None
        return (impl.trait.prelude or impl.trait in self.live) and (
            owner is None or owner.prelude or owner in self.live
        )

    def is_ignored(self, impl: ImplDef) -> bool:
        """``#[derive(Clone, Debug)]``: what only these read, nobody reads."""
        ignored = impl.trait is not None and impl.trait.prelude and impl.trait.name in ("Clone", "Debug")
        return ignored and impl.attr("automatically_derived") is not None

    def visit(self, d: Def) -> None:
        """What an item uses."""
        node = getattr(d, "node", None)
        if node is not None:
            self.named(words_of(node))
        if isinstance(d, FnDefn):
            for ty in [*d.params, d.ret]:
                self.types(ty)
            if isinstance(d.container, ImplDef):
                self.types(d.container.self_ty)
            if d.has_body and node is not None:
                self.body(self.program.thir(d))
        elif isinstance(d, StaticDef):
            self.types(d.ty)
            if not d.foreign:
                self.body(self.program.thir(d))
        elif isinstance(d, ConstDef):
            self.types(d.ty)
            if not isinstance(node, ast.ConstItem) or node.value is not None:
                self.body(self.program.thir(d))
        elif isinstance(d, AdtDef):
            for variant in self.items.adt(d).variants:
                for f in variant.fields:
                    self.types(f.ty)
        elif isinstance(d, TraitDef):
            for method in d.methods.values():
                self.mark(method)
            for const in d.consts.values():
                self.mark(const)

    def named(self, words: Words) -> None:
        """Names in an item's text."""
        self.called |= words.all
        for word in words.all & self.names.keys():
            for d in self.names[word]:
                if not isinstance(d, FnDefn | StaticDef) or word in words.in_types:
                    self.mark(d)

    def types(self, ty: Ty | None) -> None:
        """The items that a type names."""
        for d in defs_in(ty):
            self.mark(d)

    def body(self, body: thir.Body) -> None:
        """What a body names."""
        for pat, _ in body.params:
            self.tree(pat)
        self.tree(body.value)

    def tree(self, root: Any) -> None:
        """What a piece of a body names, makes and reads."""
        pending = [root]
        while pending:
            n = pending.pop()
            for name in slots(type(n)):
                self.value(getattr(n, name, None))
            self.members(n)
            if isinstance(n, thir.ClosureExpr):
                pending += [pat for pat, _ in n.params]
            pending += children(n)

    def value(self, value: Any) -> None:
        """What a node holds beside nodes."""
        if isinstance(value, Def):
            if isinstance(value, FnDefn) and value.ctor is not None:
                self.made(*value.ctor)
            self.mark(value)
            if isinstance(value, FnDefn) and isinstance(value.container, TraitDef):
                self.called.add(value.name)
                self.mark(value.container)
        elif isinstance(value, Ty):
            for d in defs_in(value):
                if isinstance(d, FnDefn):
                    self.value(d)
        elif isinstance(value, tuple | list):
            for one in value:
                if isinstance(one, Def | Ty | thir.FormatPiece | tuple):
                    self.value(one)
        elif isinstance(value, thir.FormatPiece):
            self.value(value.fmt)

    def made(self, adt: AdtDef, variant: int) -> None:
        """A variant is constructed."""
        self.mark(adt)
        self.live.add((adt, variant))

    def members(self, n: Any) -> None:
        """Fields that are read, variants that are made."""
        if isinstance(n, thir.AdtExpr):
            self.made(n.defn, n.variant)
            if n.defn.kind == "union":
                self.all_fields(n.ty)
        elif isinstance(n, thir.Field):
            self.read(n.operand.ty, n.variant, n.index)
        elif isinstance(n, thir.AdtPat):
            for index, part in n.fields:
                if not isinstance(part, thir.WildPat):
                    self.read(n.ty, n.variant, index)
        elif isinstance(n, thir.ConstPat):
            self.all_fields(n.ty)
        elif isinstance(n, thir.OffsetOf):
            self.all_fields(n.container)
        elif isinstance(n, thir.Call) and "transmute" in n.defn.name:
            for ty in n.generics:
                self.all_fields(ty)

    def read(self, ty: Ty, variant: int, index: int) -> None:
        if isinstance(ty, Adt) and not ty.defn.prelude:
            self.live.add(self.items.adt(ty.defn).variants[variant].fields[index])

    def all_fields(self, ty: Ty | None) -> None:
        """A value that is read as a whole."""
        for d in defs_in(ty):
            if isinstance(d, AdtDef) and not d.prelude:
                self.live |= {f for variant in self.items.adt(d).variants for f in variant.fields}

    # --- what is told

    def tell(self) -> None:
        """Warn of what is not used, in the order of the text."""
        idle = [(d, d.node.span) for d in self.defs if isinstance(d, FnDefn) and d not in self.live and d.node]
        for d in self.defs:
            if not self.is_written(d):
                continue
            if (
                d.module is not None
                and d.module.kind == "block"
                and any(f is not d and is_within(d.span, span) for f, span in idle)
            ):
                continue  # it stands in what is told already
            if isinstance(d, ImplDef):
                if d.trait is None:
                    self.tell_members([m for m in [*d.methods.values(), *d.consts.values()] if m not in self.live])
            elif isinstance(d, TraitDef) and d in self.live:
                unused = [m for m in d.methods.values() if m.name not in self.called]
                self.tell_members(unused)
            elif d not in self.live:
                self.tell_item(d)
            elif isinstance(d, AdtDef):
                self.tell_parts(d)

    def is_written(self, d: Def) -> bool:
        """Whether the item is the student's own, and no macro's of a crate."""
        sources = self.cx.sources
        node = getattr(d, "node", None)
        ctx = max(d.span.ctx, node.span.ctx if node is not None else 0)
        while ctx:
            expansion = sources.expansions[ctx]
            if expansion.def_crate not in self.cx.local.crates:
                return False
            ctx = expansion.call_site.ctx
        if isinstance(d, ImplDef):
            return True
        return sources.files[d.span.file].text[d.span.lo : d.span.hi] == d.name

    def tell_item(self, d: Def) -> None:
        """An item that is not used at all."""
        kinds: tuple[tuple[type, str, str], ...] = (
            (FnDefn, "function", "used"),
            (ConstDef, "constant", "used"),
            (StaticDef, "static", "used"),
            (AliasDef, "type alias", "used"),
            (TraitDef, "trait", "used"),
        )
        found = next(((word, done) for kind, word, done in kinds if isinstance(d, kind)), None)
        if isinstance(d, AdtDef):
            found = (d.kind, "constructed" if d.kind == "struct" else "used")
        if found is not None:
            self.report(d, [(d.name, d.span)], *found)

    def tell_members(self, unused: Iterable[Def]) -> None:
        """Members of one impl that are not used."""
        told = [m for m in sorted(unused, key=lambda m: m.span) if self.level(m, m.span) != "allow"]
        told = [m for m in told if not m.name.startswith("_")]
        if not told:
            return
        kinds = {
            "associated constant" if isinstance(m, ConstDef) else "method" if getattr(m, "has_self", False)
            else "associated function"
            for m in told
        }  # fmt: skip
        self.report(told[0], [(m.name, m.span) for m in told], kinds.pop() if len(kinds) == 1 else "associated item")

    def tell_parts(self, adt: AdtDef) -> None:
        """Variants that are never made, fields that are never read."""
        variants = self.items.adt(adt).variants
        for v in variants:
            if adt.kind == "enum" and (adt, v.index) not in self.live:
                continue
            unread = [f for f in v.fields if f not in self.live and not f.name.startswith("_")]
            self.report(adt, [(f.name, place_of(adt, v.index, f)) for f in unread], "field", "read")
        if adt.kind == "enum":
            dead = [v for v in variants if (adt, v.index) not in self.live and not v.name.startswith("_")]
            self.report(adt, [(v.name, v.span) for v in dead], "variant", "constructed", idents=adt)

    def report(
        self, owner: Def, told: list[tuple[str, Span]], word: str, done: str = "used", idents: AdtDef | None = None
    ) -> None:
        """Give one warning for items of one kind."""
        if not told:
            return
        if idents is not None:
            by_name = {v.ident.name: v.ident.span for v in idents.node.variants}
            told = [(name, by_name.get(name, span)) for name, span in told]
        names = listed([name for name, _ in told])
        if len(told) == 1:
            text = f"{word} {names} is never {done}"
        elif len(told) > MOST_NAMED:
            text = f"multiple {word}s are never {done}"
        else:
            text = f"{word}{'es' if word.endswith('s') else 's'} {names} are never {done}"
        give(self.cx, owner, LINT, text, told[0][1], beside=[(span, "") for _, span in told[1:]])


def is_empty(ty: Ty) -> bool:
    """Whether a type surely has no bytes."""
    if isinstance(ty, Adt):
        fields_of = [f for variant in ty.defn.variants for f in variant.fields]
        return ty.defn.kind == "struct" and all(is_empty(f.ty) for f in fields_of)
    return isinstance(ty, Tuple) and all(is_empty(item) for item in ty.items)


def written_field(adt: AdtDef, variant: int, one: FieldDefn) -> ast.FieldDef | None:
    """A field as it is written."""
    node = adt.node.variants[variant] if isinstance(adt.node, ast.EnumItem) else adt.node
    return next((f for f in node.fields if f.ident.name == one.name), None)


def place_of(adt: AdtDef, variant: int, one: FieldDefn) -> Span:
    """Where a field's name stands; of one without a name, its type."""
    written = written_field(adt, variant, one)
    if written is None:
        return one.span
    return written.ty.span if written.ident.name.isdigit() else written.ident.span


def is_within(span: Span, whole: Span) -> bool:
    """Whether a place lies in another, and is not the head of it."""
    return span.file == whole.file and whole.lo < span.lo and span.hi <= whole.hi


def listed(names: list[str]) -> str:
    """Names as rustc lists them."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 3:
        return " and ".join(quoted)
    return f"{', '.join(quoted[:-1])}, and {quoted[-1]}"


def check_dead(program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
    """Tell what is never used of a program that is right."""
    Dead(program, crates, defs).tell()

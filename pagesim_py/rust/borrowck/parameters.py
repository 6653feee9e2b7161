"""Type parameters that would have to outlive a lifetime, where a value becomes a trait object or is given for a bounded
parameter (Rust reference, "Lifetime bounds").
"""

from __future__ import annotations

from collections.abc import Iterator

from ..names import types as t
from ..names.context import Context
from ..names.defs import FnDefn, ImplDef, TraitDef
from ..names.show import show
from ..names.types import Ty
from ..span import Span
from .escaping import Escapes
from .mir import Mir
from .outlives import granted, rank, reached
from .regions import Graph
from .signatures import Signatures
from .written import STATIC, Item


def check_parameters(cx: Context, signatures: Signatures, fn: FnDefn, mir: Mir, graph: Graph) -> None:
    """Report those of a function that are not known to live long enough (E0309, E0310)."""
    if not mir.asks:
        return
    types = type_parameters(signatures, fn)
    known = bounds(signatures, fn, mir)
    longer_than = granted(mir)
    told: set[tuple[int, Span]] = set()
    for ty, region, span in mir.asks:
        for param in parameters(signatures, ty):
            if param.index not in types or (param.index, span) in told:
                continue
            within = reached(mir, graph, region)
            lives = {r for r, item in mir.known.items() if (param.index, item) in known}
            lives |= {s for r in lives for s in longer_than[r]}
            wanted = sorted((r for r in within if r in mir.known and r not in lives), key=lambda r: rank(mir, r))
            if wanted and isinstance(mir.known[wanted[0]], str):
                told.add((param.index, span))
                tell(cx, Escapes(cx, signatures, fn, mir), param, wanted[0], span)


def parameters(signatures: Signatures, ty: Ty) -> Iterator[t.Param]:
    """The parameters in a type that must outlive what it must outlive, as far as that is certain."""
    if isinstance(ty, t.Param):
        yield ty
    elif isinstance(ty, t.ClosureTy):
        for _, captured in signatures.facts.shapes.captures(ty):
            yield from parameters(signatures, captured)
    elif not isinstance(ty, t.Dyn | t.Opaque):
        for part in signatures.facts.shapes.parts(ty):
            yield from parameters(signatures, part)


def type_parameters(signatures: Signatures, fn: FnDefn) -> set[int]:
    """The indices of a function's parameters that are types: those of constants live for ever."""
    items = signatures.items
    nodes = [fn.node, fn.container.node] if isinstance(fn.container, ImplDef | TraitDef) else [fn.node]
    consts = {p.ident.name for node in nodes if node is not None for p in node.generics.params if p.kind == "const"}
    return {p.index for p in items.generics(fn).params if isinstance(p, t.Param) and p.name not in consts}


def bounds(signatures: Signatures, fn: FnDefn, mir: Mir) -> set[tuple[int, Item]]:
    """What is known of the function's parameters: those that outlive a lifetime, by bounds and by what is in types."""
    sig = signatures.of(fn)
    found: set[tuple[int, Item]] = set(sig.param_bounds)
    for ty, items in [*sig.params, sig.ret]:
        found |= set(behind(signatures, ty, items))
    for p in signatures.items.predicates(fn):
        if p.assoc is None and isinstance(p.args[0], t.Param) and is_static(signatures, p.trait, set()):
            found.add((p.args[0].index, STATIC))
    static = {index for index, item in found if item == STATIC}
    return found | {(index, item) for index in static for item in mir.known.values()}


def behind(signatures: Signatures, ty: Ty, items: list[Item]) -> Iterator[tuple[int, Item]]:
    """The parameters behind references, each with the lifetime of those."""
    if isinstance(ty, t.Ref):
        for param in parameters(signatures, ty.inner):
            yield param.index, items[0]
        yield from behind(signatures, ty.inner, items[1:])


def is_static(signatures: Signatures, trait: TraitDef, seen: set[TraitDef]) -> bool:
    """Whether only types that live for ever implement a trait."""
    if trait in seen or trait.node is None:
        return False
    seen.add(trait)
    if any(b.lifetime is not None and b.lifetime.name.lstrip("'") == "static" for b in trait.node.supertraits):
        return True
    return any(is_static(signatures, p.trait, seen) for p in signatures.items.supertraits(trait) if p.assoc is None)


def tell(cx: Context, escapes: Escapes, param: t.Param, region: int, span: Span) -> None:
    """One error."""
    name, item = show(param), escapes.known[region]
    label = f"...so that the type `{name}` will meet its required lifetime bounds"
    helps = [f"consider adding an explicit lifetime bound: `{name}{' +' if ' ' in name else ':'} {item}`"]
    if item == STATIC:
        code, also = "E0310", [(span, f"the parameter type `{name}` must be valid for the static lifetime...")]
    else:
        what = f"the parameter type `{name}` must be valid for the lifetime `{item}` as defined here..."
        code, also = "E0309", [(at, what) for at, _ in escapes.where(region)]
    cx.error(code, f"the parameter type `{name}` may not live long enough", span, label, also=also, helps=helps)

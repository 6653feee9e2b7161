"""``--stage names``: what each module defines and imports, with what every name in a signature means.

Names inside of bodies are looked up while their types are worked out: what they mean is in ``thir``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.stages import Stages, derived, path_of
from pagesim_py.cli.emit.tree import COLUMN
from pagesim_py.rust.names.collect import Import
from pagesim_py.rust.names.defs import (
    AdtDef,
    AliasDef,
    ConstDef,
    Def,
    FnDefn,
    Generics,
    ImplDef,
    ModuleDef,
    StaticDef,
    TraitDef,
    VariantDefn,
    VariantRef,
)
from pagesim_py.rust.names.show import SOURCES, show, trait_ref
from pagesim_py.rust.names.types import UNIT, Ty
from pagesim_py.rust.span import Span


def names_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The modules with all that is in them, or the functions that were chosen."""
    token = SOURCES.set(stages.sources)
    try:
        for module in [*stages.checked, *stages.blocks]:
            lines = _module(stages, module, 1, chosen)
            if chosen.all:
                yield f"{'':{COLUMN}}{'block in' if module.kind == 'block' else 'crate'} {module.path}"
                yield from lines
            else:
                yield from (line[:COLUMN] + line[COLUMN:].strip() for line in lines)
    finally:
        SOURCES.reset(token)


def _module(stages: Stages, module: ModuleDef, depth: int, chosen: Chosen) -> Iterator[str]:
    """Imports first, then what is defined, in order."""
    imports = [one for found in module.imports.values() for one in found]
    for one in sorted([*imports, *module.globs, *module.unnamed], key=lambda one: one.span) if chosen.all else ():
        yield _line(stages, one.span, depth, _import(one))
    for item in module.items:
        if not derived(item):
            yield from _item(stages, item, depth, chosen)


def _item(stages: Stages, item: Def, depth: int, chosen: Chosen) -> Iterator[str]:
    """One definition, with what it holds."""
    if isinstance(item, FnDefn):
        if chosen.has(path_of(item)):
            yield _line(stages, item.span, depth, _function(item))
        return
    if chosen.all:
        yield _line(stages, item.span, depth, _words(item))
    if isinstance(item, ModuleDef):
        yield from _module(stages, item, depth + 1, chosen)
    elif isinstance(item, AdtDef) and chosen.all:
        for variant in item.variants:
            if item.kind == "enum":
                yield _line(stages, variant.span, depth + 1, _variant(variant))
            for field in variant.fields:
                yield _line(stages, field.span, depth + 1 + (item.kind == "enum"), f"{field.name}: {show(field.ty)}")
    elif isinstance(item, TraitDef | ImplDef):
        if chosen.all and isinstance(item, ImplDef):
            yield from (f"{'':{COLUMN}}{'  ' * (depth + 1)}type {n} = {show(ty)}" for n, ty in item.types.items())
        for member in (*item.consts.values(), *item.methods.values()):
            yield from _item(stages, member, depth + 1, chosen)


def _line(stages: Stages, span: Span, depth: int, text: str) -> str:
    return f"{stages.place(span):{COLUMN}}{'  ' * depth}{text}"


def _import(one: Import) -> str:
    """A ``use``: the name that it gives, and what it stands for."""
    path = "::".join(segment.ident.name for segment in one.path.segments)
    if one.glob:
        return f"use {path}::*"
    meant = {_kind(b.target) for b in one.result.values() if b is not None}
    name = one.alias.name if one.alias is not None else "_"
    return f"use {name} = {' and '.join(sorted(meant)) or path + ', not looked for'}"


def _kind(target: Def | Ty) -> str:
    """A definition's kind and path."""
    if isinstance(target, Ty):
        return f"type {show(target)}"
    words = {
        AliasDef: "type", ConstDef: "const", FnDefn: "fn", ModuleDef: "mod", StaticDef: "static", TraitDef: "trait",
        VariantRef: "variant",
    }  # fmt: skip
    return f"{target.kind if isinstance(target, AdtDef) else words.get(type(target), 'item')} {target.path}"


def _words(item: Def) -> str:
    """A definition that is no function."""
    match item:
        case AdtDef() | AliasDef() | TraitDef():
            head = f"{_kind(item)}{_generics(item.generics)}"
            return f"{head} = {show(item.ty)}" if isinstance(item, AliasDef) and item.ty is not None else head
        case ImplDef():
            owner = show(item.self_ty) if item.self_ty is not None else "_"
            trait = f"{trait_ref(item.trait, item.trait_args[1:])} for " if item.trait is not None else ""
            return f"impl{_generics(item.generics)} {trait}{owner}"
        case ConstDef() | StaticDef() if item.ty is not None:
            mutable = "mut " if isinstance(item, StaticDef) and item.mutable else ""
            kind, _, path = _kind(item).partition(" ")
            return f"{kind} {mutable}{path}: {show(item.ty)}"
    return _kind(item)


def _variant(variant: VariantDefn) -> str:
    return f"{variant.name} = {variant.discriminant}"


def _function(fn: FnDefn) -> str:
    """A signature with its types."""
    head = [
        "const" if fn.const_ else "",
        "unsafe" if fn.unsafe_ else "",
        f'extern "{fn.abi}"' if fn.abi != "Rust" else "",
        f"fn {path_of(fn)}{_generics(fn.generics)}",
    ]
    names = fn.param_names or [f"p{n}" for n in range(len(fn.params))]
    params = ", ".join(f"{name}: {show(ty)}" for name, ty in zip(names, fn.params, strict=False))
    ret = f" -> {show(fn.ret)}" if fn.ret is not None and fn.ret is not UNIT else ""
    return f"{' '.join(word for word in head if word)}({params}){ret}"


def _generics(generics: Generics) -> str:
    """Parameters with their bounds, the parent's too."""
    parts = []
    for number, param in enumerate(generics.params):
        bounds = [trait_ref(p.trait, p.args[1:]) for p in generics.predicates if p.args[0] is param and p.assoc is None]
        const = generics.consts.get(number)
        kind = f": {show(const)}" if const is not None else f": {' + '.join(bounds)}" if bounds else ""
        parts.append(f"{'const ' if const is not None else ''}{show(param)}{kind}")
    return f"<{', '.join(parts)}>" if parts else ""

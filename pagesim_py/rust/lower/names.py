"""Names of types as ``core::any::type_name`` gives them, and of functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..names import types as t
from ..names.defs import FnDefn, ImplDef, TraitDef
from ..names.show import show
from ..names.types import Ty, substitute

if TYPE_CHECKING:
    from .types import Types


def full_name(ty: Ty, numbered: bool = False) -> str:
    """The type with full paths, as rustc's ``type_name`` prints it; ``numbered``: closures of one function differ."""

    def name(ty: Ty) -> str:
        return full_name(ty, numbered)

    if isinstance(ty, t.Prim):
        return ty.name
    if isinstance(ty, t.Adt):
        return ty.defn.path + _listed(ty.args, numbered)
    if isinstance(ty, t.Tuple):
        inner = ", ".join(map(name, ty.items))
        return f"({inner},)" if len(ty.items) == 1 else f"({inner})"
    if isinstance(ty, t.Array):
        return f"[{name(ty.item)}; {name(ty.length)}]"
    if isinstance(ty, t.Slice):
        return f"[{name(ty.item)}]"
    if isinstance(ty, t.Ref):
        return f"&{'mut ' if ty.mutable else ''}{name(ty.inner)}"
    if isinstance(ty, t.Ptr):
        return f"*{'mut' if ty.mutable else 'const'} {name(ty.inner)}"
    if isinstance(ty, t.ConstValue):
        if ty.ty is t.BOOL:
            return "true" if ty.value else "false"
        return repr(chr(ty.value)) if ty.ty is t.CHAR else str(ty.value)
    if isinstance(ty, t.FnItemTy):
        return function_name(ty.defn, ty.args, numbered)
    if isinstance(ty, t.FnPtr):
        head = ("unsafe " if ty.unsafe_ else "") + (f'extern "{ty.abi}" ' if ty.abi != "Rust" else "")
        ret = "" if ty.ret is t.UNIT else f" -> {name(ty.ret)}"
        return f"{head}fn({', '.join(map(name, ty.params))}){ret}"
    if isinstance(ty, t.Dyn):
        parts = [name(a) for a in ty.args] + [f"{n} = {name(v)}" for n, v in ty.assoc]
        principal = ty.trait.path + (f"<{', '.join(parts)}>" if parts else "")
        return "dyn " + " + ".join([principal, *(a.path for a in ty.autos)])
    if isinstance(ty, t.ClosureTy):
        return _closure_name(ty, numbered)
    return str(ty)


def function_name(defn: FnDefn, args: tuple[Ty, ...], numbered: bool = False) -> str:
    """A function or constructor with full paths and its generic arguments."""
    home = defn.container
    if defn.ctor is not None:
        adt, variant = defn.ctor
        which = f"::{adt.variants[variant].name}" if adt.kind == "enum" else ""
        return f"{adt.path}{_listed(args, numbered)}{which}::{{{{constructor}}}}"
    if home is None or (isinstance(home, ImplDef) and home.self_ty is None):
        return defn.path + _listed(args, numbered)
    count = defn.generics.parent_count
    trait: TraitDef | None
    if isinstance(home, TraitDef):
        owner, trait, trait_args = args[0], home, args[1:count]
    else:
        assert home.self_ty is not None
        owner, trait = substitute(home.self_ty, args), home.trait
        trait_args = tuple(substitute(a, args) for a in home.trait_args[1:])
    head = full_name(owner, numbered)
    if trait is not None:
        head = f"<{head} as {trait.path}{_listed(trait_args, numbered)}>"
    elif not isinstance(owner, t.Adt):
        head = f"<{head}>"
    return f"{head}::{defn.name}{_listed(args[count:], numbered)}"


def _closure_name(ty: t.ClosureTy, numbered: bool) -> str:
    expr = ty.expr
    around: str = expr.owner.path
    if isinstance(expr.owner, FnDefn):
        around = function_name(expr.owner, ty.args, numbered)
    inside = expr.name.removeprefix(expr.owner.path)
    return around + (inside if numbered else re.sub(r"\{closure#\d+\}", "{{closure}}", inside))


def _listed(args: tuple[Ty, ...], numbered: bool) -> str:
    return f"<{', '.join(full_name(a, numbered) for a in args)}>" if args else ""


def symbol_path(types: Types, defn: FnDefn, generics: tuple[Ty, ...]) -> str:
    """A function's name in the kernel's symbol table: ``osirs::vga::Screen::clear``, ``<osirs::vga::Screen as
    core::fmt::Write>::write_str``.
    """
    home = defn.container
    if not isinstance(home, ImplDef) or home.self_ty is None:
        return defn.path
    owner = full_name(types.concrete(home.self_ty, generics))
    if home.trait is not None:
        return f"<{owner} as {home.trait.path}>::{defn.name}"
    return f"{owner}::{defn.name}"


def type_text(ty: Ty) -> str:
    """A type as people write it."""

    return show(ty)

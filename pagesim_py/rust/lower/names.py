"""Names of types as ``core::any::type_name`` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import types as t
from ..names.defs import FnDefn, ImplDef
from ..names.types import Ty

if TYPE_CHECKING:
    from .types import Types


def full_name(ty: Ty) -> str:
    """The type with full paths, as rustc's ``type_name`` prints it."""
    if isinstance(ty, t.Prim):
        return ty.name
    if isinstance(ty, t.Adt):
        args = [full_name(a) for a in ty.args]
        return ty.defn.path + (f"<{', '.join(args)}>" if args else "")
    if isinstance(ty, t.Tuple):
        inner = ", ".join(full_name(i) for i in ty.items)
        return f"({inner},)" if len(ty.items) == 1 else f"({inner})"
    if isinstance(ty, t.Array):
        return f"[{full_name(ty.item)}; {full_name(ty.length)}]"
    if isinstance(ty, t.Slice):
        return f"[{full_name(ty.item)}]"
    if isinstance(ty, t.Ref):
        return f"&{'mut ' if ty.mutable else ''}{full_name(ty.inner)}"
    if isinstance(ty, t.Ptr):
        return f"*{'mut' if ty.mutable else 'const'} {full_name(ty.inner)}"
    if isinstance(ty, t.ConstValue):
        if ty.ty is t.BOOL:
            return "true" if ty.value else "false"
        return repr(chr(ty.value)) if ty.ty is t.CHAR else str(ty.value)
    if isinstance(ty, t.FnItemTy):
        args = [full_name(a) for a in ty.args]
        return ty.defn.path + (f"<{', '.join(args)}>" if args else "")
    if isinstance(ty, t.FnPtr):
        head = ("unsafe " if ty.unsafe_ else "") + (f'extern "{ty.abi}" ' if ty.abi != "Rust" else "")
        ret = "" if ty.ret is t.UNIT else f" -> {full_name(ty.ret)}"
        return f"{head}fn({', '.join(full_name(p) for p in ty.params)}){ret}"
    if isinstance(ty, t.Dyn):
        parts = [full_name(a) for a in ty.args] + [f"{n} = {full_name(v)}" for n, v in ty.assoc]
        name = ty.trait.path + (f"<{', '.join(parts)}>" if parts else "")
        return "dyn " + " + ".join([name, *(a.path for a in ty.autos)])
    if isinstance(ty, t.ClosureTy):
        return f"{ty.expr.name or 'closure'}::{{{{closure}}}}"
    return str(ty)


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
    from ..names.show import show

    return show(ty)

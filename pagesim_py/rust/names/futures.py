"""What an ``async fn`` returns: a type that only its body knows, and that is a future of what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import types
from .defs import FnDefn, Predicate
from .types import ERROR, UNIT, Ty

if TYPE_CHECKING:
    from .env import Env
    from .items import Items


def async_result(items: Items, fn: FnDefn, env: Env) -> None:
    """Give an ``async fn`` its return type: the first opaque type of the function."""
    trait = items.cx.lang_trait("future_trait")
    assert fn.node is not None
    assert trait is not None
    self_ty = types.opaque(fn, 0, tuple(env.generics.params))
    output = items.ty(fn.node.ret, env) if fn.node.ret is not None else UNIT
    fn.opaques.append([Predicate(trait, (self_ty,)), Predicate(trait, (self_ty,), trait.types["Output"], output)])
    fn.ret = self_ty


def output_of(fn: FnDefn) -> Ty:
    """What the future of an ``async fn`` gives."""
    return next((p.value for p in fn.opaques[0] if p.value is not None), ERROR)

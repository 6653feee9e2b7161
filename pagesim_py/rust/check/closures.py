"""Closures: what the surroundings expect of them, their parameters, return type and body."""

from __future__ import annotations

from ..names import thir, types
from ..names.show import show
from ..names.types import (
    ERROR,
    Adt,
    Dyn,
    FnPtr,
    Infer,
    Opaque,
    Ty,
    substitute,
)
from ..syntax import ast
from .body import FnScope, Key
from .calls import Calls
from .merge import Merge

Sig = tuple[list[Ty] | None, Ty | None]


class Closures(Calls):
    """Closure expressions."""

    def check_closure(self, e: ast.Closure, exp: Ty | None) -> thir.Expr:
        params, ret = self.expected_sig(exp, len(e.params))
        site, kind = self.closure_site, self.expected_kind
        self.closure_site = None
        node = thir.ClosureExpr(ERROR, e.span)
        node.owner = self.owner
        node.kind = "?"
        if kind is not None:
            self.kinds_wanted[node] = kind
        around = self.fns[-1].closure if self.fns else None
        node.name = f"{around.name if around else self.owner.path}::{{closure#{len(self.closures)}}}"
        node.mode = "move" if e.move else ""
        node.ty = types.closure(node, tuple(self.env.generics.params))
        self.closures.append(node)
        if params is not None and len(params) != len(e.params):
            self.bad_closures.add(node)
            self.cx.error(
                "E0593",
                f"closure is expected to take {len(params)} argument{'' if len(params) == 1 else 's'}, but it takes "
                f"{len(e.params)} argument{'' if len(e.params) == 1 else 's'}",
                site or e.span,
                f"expected closure that takes {len(params)} argument{'' if len(params) == 1 else 's'}",
                also=[(e.span, f"takes {len(e.params)} argument{'' if len(e.params) == 1 else 's'}")],
            )
            params = None
        names: dict[Key, thir.Local] = {}
        ret_ty = self.lower_ty(e.ret) if e.ret is not None else ret if ret is not None else self.fresh("any", e.span)
        scope = FnScope(
            Merge(self, ret_ty), closure=node, ret_span=e.ret.span if e.ret else e.span, ret_written=e.ret is not None
        )
        self.fns.append(scope)
        tys: list[Ty] = []
        for i, p in enumerate(e.params):
            ty = self.lower_ty(p.ty) if p.ty is not None else None
            wanted = params[i] if params is not None else None
            if ty is None:
                ty = wanted if wanted is not None else self.fresh("any", p.pat.span)
            elif wanted is not None and not self.unify(ty, wanted):
                self.bad_closures.add(node)
                self.cx.error(
                    "E0631",
                    "type mismatch in closure arguments",
                    site or e.span,
                    f"expected due to this: parameter {i + 1} of type `{show(self.resolve(wanted))}`, found "
                    f"`{show(self.resolve(ty))}`",
                )
            tys.append(ty)
        old_param, self.param_names = self.param_names, True
        node.params = [(self.check_pat(p.pat, t, names), t) for p, t in zip(e.params, tys, strict=True)]
        self.param_names = old_param
        node.ret = ret_ty
        self.ribs.append(names)
        diverges, self.diverges = self.diverges, False
        depth, self.unsafe_depth = self.unsafe_depth, self.unsafe_depth
        constant, self.const_context = self.const_context, ""  # a closure runs later, not where it is made
        body = self.check(e.body, ret_ty)
        self.const_context = constant
        body = scope.merge.add(body)
        self.diverges = diverges
        self.unsafe_depth = depth
        self.ribs.pop()
        self.fns.pop()
        ty, exprs = scope.merge.finish()
        if type(self.shallow(ret_ty)) is Infer:
            self.unify(ret_ty, ty)
        node.body = exprs[-1] if exprs else body
        if node.body.ty is types.NEVER and self.shallow(ret_ty) is not types.NEVER:
            node.body = thir.Coerce(ret_ty, body.span, "never", node.body)
        return node

    expected_kind: str | None = None

    @property
    def kinds_wanted(self) -> dict[thir.ClosureExpr, str]:
        """The Fn trait that the surroundings ask of a closure written in place."""
        found: dict[thir.ClosureExpr, str] = self.__dict__.setdefault("_kinds_wanted", {})
        return found

    def expected_sig(self, exp: Ty | None, count: int) -> Sig:
        """Parameter types and return type that the surroundings want, as far as known."""
        self.expected_kind = None
        if exp is None:
            return None, None
        ty = self.shallow(exp)
        if isinstance(ty, FnPtr):
            return list(ty.params), ty.ret
        if isinstance(ty, Adt) and ty.defn.lang == "owned_box":
            ty = self.shallow(ty.args[0])
        if isinstance(ty, types.Ref):
            ty = self.shallow(ty.inner)
        if isinstance(ty, Dyn) and ty.trait.lang in ("fn", "fn_mut", "fn_once") and ty.args:
            inputs = self.shallow(ty.args[0])
            return (list(inputs.items) if isinstance(inputs, types.Tuple) else None), dict(ty.assoc).get("Output")
        if isinstance(ty, Opaque):
            return self.sig_from([(p.trait, p.args, p.assoc, p.value) for p in self.opaque_bounds(ty)], ty)
        if isinstance(ty, Infer):
            wanted = []
            for ob in self.pending:
                if self.shallow(ob.args[0]) is ty:
                    wanted.append((ob.trait, ob.args, ob.assoc, ob.value))
                    if ob.assoc is None and ob.trait.lang not in ("fn", "fn_mut", "fn_once"):
                        for p in self.items.supertrait_closure(ob.trait):
                            if p.trait.lang in ("fn", "fn_mut", "fn_once"):
                                wanted.append(
                                    (
                                        p.trait,
                                        tuple(substitute(a, ob.args) for a in p.args),
                                        p.assoc,
                                        substitute(p.value, ob.args) if p.value is not None else None,
                                    )
                                )
            return self.sig_from(wanted, ty)
        return None, None

    def sig_from(self, wanted: list, ty: Ty) -> Sig:  # type: ignore[type-arg]
        """The signature that Fn bounds on a type say."""
        params: list[Ty] | None = None
        ret: Ty | None = None
        best = {"fn": 0, "fn_mut": 1, "fn_once": 2}
        for trait, args, assoc, value in wanted:
            if trait.lang in ("fn", "fn_mut", "fn_once"):
                if assoc is None and (self.expected_kind is None or best[trait.lang] < best[self.expected_kind]):
                    self.expected_kind = trait.lang
                inputs = self.shallow(args[1])
                if isinstance(inputs, types.Tuple) and params is None:
                    params = [self.normalize(self.resolve(t)) for t in inputs.items]
                if assoc is not None and assoc.name == "Output" and value is not None:
                    ret = self.normalize(self.resolve(value))
        return params, ret

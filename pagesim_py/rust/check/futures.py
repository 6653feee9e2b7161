"""``async fn``, ``async`` blocks and ``.await``.

The body of a future is a closure without parameters, whose captures are what the future begins with, and whose type
implements ``Future`` instead of ``Fn``. An ``async fn`` moves its parameters into such a block and returns it as an
``impl Future``. ``x.await`` is a call of the lang item ``await``, which lowering puts in place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..names import thir, types
from ..names.defs import FnDefn
from ..names.types import ERROR, NEVER, Adt, Dyn, Infer, Opaque, Ref, Ty
from ..span import Span
from ..syntax import ast
from .body import FnScope, Key
from .merge import Merge

if TYPE_CHECKING:
    from .closures import Closures


def check_async_block(ck: Closures, e: ast.AsyncBlock, exp: Ty | None) -> thir.Expr:
    """``async { }``: a future."""
    node = begin(ck, e.span, "closure" if e.closure else "block")
    node.mode = "params" if e.closure else "move" if e.move else ""
    ret = ck.lower_ty(e.ret) if e.ret is not None else expected_output(ck, exp)
    if ret is None:
        ret = ck.fresh("any", e.span)
    body(ck, node, ret, lambda: ck.check_block(e.block, ret), e.ret.span if e.ret is not None else e.span)
    return node


def begin(ck: Closures, span: Span, what: str) -> thir.ClosureExpr:
    """A new future's expression."""
    node = thir.ClosureExpr(ERROR, span)
    node.owner = ck.owner
    node.kind = "FnOnce"
    node.suspends = what
    around = ck.fns[-1].closure if ck.fns else None
    node.name = f"{around.name if around else ck.owner.path}::{{closure#{len(ck.closures)}}}"
    node.ty = types.closure(node, tuple(ck.env.generics.params))
    ck.closures.append(node)
    return node


def body(ck: Closures, node: thir.ClosureExpr, ret: Ty, check: Callable[[], thir.Expr], ret_span: Span) -> None:
    """Check what a future does."""
    node.ret = ret
    scope = FnScope(Merge(ck, ret), closure=node, ret_span=ret_span, ret_written=ret_span is not node.span)
    ck.fns.append(scope)
    ck.ribs.append({})
    diverges, ck.diverges = ck.diverges, False
    constant, ck.const_context = ck.const_context, ""
    value = scope.merge.add(check(), lambda e, ty: ck.mismatched(tail_of(e), ty))
    ck.const_context = constant
    ck.diverges = diverges
    ck.ribs.pop()
    ck.fns.pop()
    ty, exprs = scope.merge.finish()
    if type(ck.shallow(ret)) is Infer:
        ck.unify(ret, ty)
    node.body = exprs[-1] if exprs else value
    if node.body.ty is NEVER and ck.shallow(ret) is not NEVER:
        node.body = thir.Coerce(ret, value.span, "never", node.body)


def tail_of(e: thir.Expr) -> thir.Expr:
    """The expression that gives a block's value."""
    while isinstance(e, thir.Block) and e.tail is not None:
        e = e.tail
    return e


def async_function(ck: Closures, fn: FnDefn, params: list[tuple[thir.Pat, Ty]], output: Ty) -> thir.Expr:
    """The body of an ``async fn``: ``async move { let a = a; ... }``. ``params`` gets what the function itself has."""
    item = fn.node
    assert item is not None
    block = item.body
    assert isinstance(block, ast.Block)
    outer: list[thir.Local] = []
    for i, (p, ty) in enumerate(zip(item.params, fn.params, strict=True)):
        ty = ck.normalize(ty, p.span)
        name = p.pat.ident.name if isinstance(p.pat, ast.BindPat) else f"__arg{i}"
        made = ck.new_local(name, ty, False, p.pat.span, by_us=True)
        outer.append(made)
        params.append((thir.BindPat(ty, p.pat.span, made, "move", None), ty))
    node = begin(ck, block.span, "fn")
    node.mode = "move"

    def inside() -> thir.Expr:
        names: dict[Key, thir.Local] = {}
        taken: list[thir.LetStmt | thir.ExprStmt] = []
        ck.param_names = True
        for p, local in zip(item.params, outer, strict=True):
            ty, span = local.ty, p.pat.span
            plain = isinstance(p.pat, ast.BindPat) and p.pat.sub is None and not p.pat.by_ref
            if not plain:  # taken whole, as the parameter is dropped behind what the pattern makes of it
                whole = ck.new_local(local.name, ty, False, span, by_us=True)
                pat: thir.Pat = thir.BindPat(ty, span, whole, "move", None)
                taken.append(thir.LetStmt(pat, thir.LocalRef(ty, span, local), None, span))
                local = whole
            pat = ck.check_pat(p.pat, ty, names)
            taken.append(thir.LetStmt(pat, thir.LocalRef(ty, span, local), None, span))
        ck.param_names = False
        ck.ribs.append(names)
        value = ck.check_block(block, output)
        if ck.shallow(value.ty) is not NEVER and ck.shallow(value.ty) is not ERROR:
            done = ck.coerce(value, output)
            if done is None:
                ck.mismatched(value, output)
            value = done if done is not None else ck.error_expr(value.span)
        elif ck.shallow(value.ty) is NEVER:
            value = thir.Coerce(output, value.span, "never", value)
        ck.ribs.pop()
        return thir.Block(value.ty, block.span, taken, value, None)

    body(ck, node, output, inside, item.ret.span if item.ret is not None else node.span)
    return node


def check_await(ck: Closures, e: ast.Await) -> thir.Expr:
    """``x.await``."""
    operand = ck.check(e.operand)
    around = ck.fn.closure
    if around is None or not around.suspends:
        name = getattr(getattr(ck.owner, "node", None), "ident", None)
        also = [(name.span, "this is not `async`")] if name is not None and around is None else []
        if around is not None:
            also = [(around.span, "this is not `async`")]
        ck.cx.error(
            "E0728",
            "`await` is only allowed inside `async` functions and blocks",
            e.word,
            "only allowed inside `async` functions and blocks",
            also=also,
        )
        return ck.error_expr(e.span)
    ty = ck.must_know(operand.ty, e.operand.span)
    if ty is ERROR:
        return ck.error_expr(e.span)
    wait = ck.cx.lang("await")
    trait = ck.cx.lang_trait("into_future_trait")
    assert isinstance(wait, FnDefn)
    assert trait is not None
    ck.require(trait, (ty,), e.word, ("await", ty))
    output = ck.normalize(types.projection(trait.types["Output"], (ty,)), e.word)
    return thir.Call(output, e.span, ck.items.sig(wait), (ty,), [operand], e.word)


def expected_output(ck: Closures, exp: Ty | None) -> Ty | None:
    """What the surroundings want a future to give, as far as known."""
    if exp is None:
        return None
    ty = ck.shallow(exp)
    while isinstance(ty, Adt) and ty.defn.lang in ("owned_box", "pin"):
        ty = ck.shallow(ty.args[0])
    if isinstance(ty, Ref):
        ty = ck.shallow(ty.inner)
    if isinstance(ty, Dyn):
        return dict(ty.assoc).get("Output") if ty.trait.lang == "future_trait" else None
    wanted: list[tuple[object, object, Ty | None]] = []
    if isinstance(ty, Opaque):
        wanted = [(p.trait, p.assoc, p.value) for p in ck.opaque_bounds(ty)]
    elif isinstance(ty, Infer):
        wanted = [(o.trait, o.assoc, o.value) for o in ck.pending if ck.shallow(o.args[0]) is ty]
    for trait, assoc, value in wanted:
        if getattr(trait, "lang", "") in ("future_trait", "into_future_trait") and assoc is not None:
            if getattr(assoc, "name", "") == "Output" and value is not None:
                return ck.normalize(ck.resolve(value))
    return None

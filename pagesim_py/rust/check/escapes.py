"""References to locals that get away (E0515, E0597, E0716)."""

from __future__ import annotations

from ..names import thir
from ..names.defs import ConstDef, StaticDef
from ..syntax import ast
from .capture_places import thir_place
from .move_patterns import MovePatterns
from .move_places import promotable


class Escapes(MovePatterns):
    """References that would outlive what they point at."""

    def static_args(self, e: thir.Call) -> None:
        """E0597, E0716: a reference to a local where a parameter asks for ``&'static``."""
        node = e.defn.node
        if node is None or self.dead:
            return
        for p, arg in zip(node.params, e.args, strict=False):
            t = p.ty
            if isinstance(t, ast.RefType) and t.lifetime is not None and t.lifetime.name in ("'static", "static"):
                self.must_live(arg)

    def must_live(self, arg: thir.Expr) -> None:
        while isinstance(arg, thir.Coerce):
            arg = arg.operand
        if not isinstance(arg, thir.AddrOf) or arg.raw:
            return
        root = arg.operand
        while isinstance(root, thir.Field | thir.Index):
            root = root.operand
        if isinstance(root, thir.LocalRef):
            name = root.local.name
            self.cx.error(
                "E0597",
                f"`{name}` does not live long enough",
                arg.span,
                "borrowed value does not live long enough",
                also=[(root.local.span, f"binding `{name}` declared here")],
                notes=["the function asks for a reference that lives as long as the program (`'static`)"],
                helps=["make it a `static`"],
            )
        elif isinstance(root, thir.Call) and not thir_place(arg.operand):
            self.cx.error(
                "E0716",
                "temporary value dropped while borrowed",
                root.span,
                "creates a temporary value which is freed while still in use",
            )

    def escapes(self, e: thir.Expr) -> None:
        """E0515: a returned reference to a local."""
        while isinstance(e, thir.Coerce):
            e = e.operand
        if isinstance(e, thir.Block):
            if e.tail is not None:
                self.escapes(e.tail)
            return
        if isinstance(e, thir.If):
            self.escapes(e.then)
            if e.else_ is not None:
                self.escapes(e.else_)
            return
        if isinstance(e, thir.Match):
            for arm in e.arms:
                self.escapes(arm.body)
            return
        if not isinstance(e, thir.AddrOf) or e.raw:
            return
        root = e.operand
        while isinstance(root, thir.Field | thir.Index):
            root = root.operand
        if isinstance(root, thir.LocalRef):
            what = "function parameter" if root.local in self.params else "local variable"
            label = f"returns a reference to data owned by the current function"  # noqa: F541
            name = root.local.name
            self.cx.error("E0515", f"cannot return reference to {what} `{name}`", e.span, label)
        elif (
            not isinstance(self.ck.owner, ConstDef | StaticDef)  # what it refers to lives as long as its value
            and not thir_place(e.operand)
            and not isinstance(root, thir.Deref | thir.StaticRef | thir.UpvarRef)
            and not promotable(root)
        ):
            self.cx.error(
                "E0515",
                "cannot return reference to temporary value",
                e.span,
                "returns a reference to data owned by the current function",
                also=[(root.span, "temporary value created here")],
            )

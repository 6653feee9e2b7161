"""What is said of lifetimes that are too short: rustc's messages, codes, places and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..names.defs import FnDefn, ImplDef, TraitDef
from ..span import Span
from ..syntax import ast
from .mir import Mir
from .outlives import WHAT, Asked
from .signatures import Numbers, Signatures
from .written import STATIC, Item, Pattern, named

if TYPE_CHECKING:
    from ..names.context import Context

TOO_SHORT = "lifetime may not live long enough"

Labels = list[tuple[Span, str]]


class Left(Numbers):
    """Remembers the written type that each lifetime is left out of."""

    def __init__(self) -> None:
        super().__init__("?")
        self.nodes: list[Any] = []

    def __call__(self, node: Any) -> Item:
        self.nodes.append(node)
        return super().__call__(node)


class Escapes:
    """Tells of one function's lifetimes."""

    def __init__(self, cx: Context, signatures: Signatures, defn: FnDefn, mir: Mir) -> None:
        self.cx = cx
        self.defn = defn
        assert defn.node is not None
        self.node: ast.FnItem = defn.node
        self.known = mir.known
        own = signatures.own(defn.container) if isinstance(defn.container, ImplDef) else None
        self.left = Left()
        pattern = Pattern(self.left, own)
        self.params = [pattern.of(p.ty, ty) for p, ty in zip(self.node.params, defn.params, strict=True)]
        self.ret = signatures.of(defn).ret[1]
        self.numbers: dict[int, str] = {}

    def tell(self, found: Asked) -> None:
        """Report one."""
        longer, shorter = (self.known[r] for r in (found.longer, found.shorter))
        span, category = found.because.span, found.because.category
        if not self.explicit(longer, shorter, span) and not self.explicit(shorter, longer, span):
            if category == "call" and shorter == STATIC and self.param_of(longer) is not None:
                self.escapes(found.longer, span)
            else:
                self.too_short(found, span, category)

    # --- what is known of a lifetime ----------------------------------------------------------------------------------

    def name(self, region: int) -> str:
        """As it is written; one that is left out has a number."""
        item = self.known[region]
        if isinstance(item, str):
            return item
        return self.numbers.setdefault(region, f"'{len(self.numbers) + 1}")

    def param_of(self, item: Item) -> int | None:
        """The first parameter in whose type it is."""
        return next((i for i, items in enumerate(self.params) if item in items), None)

    def of_param(self, index: int) -> str | None:
        """A parameter's name, if it is a simple one."""
        pat = self.node.params[index].pat
        return pat.ident.name if isinstance(pat, ast.BindPat) and pat.sub is None else None

    def kind(self) -> str:
        """What the function is called."""
        if not isinstance(self.defn.container, ImplDef | TraitDef):
            return "function"
        return "method" if self.node.self_param else "associated function"

    def where(self, region: int) -> Labels:
        """Where it comes from."""
        item = self.known[region]
        name = self.name(region)
        if item == STATIC:
            return []
        if isinstance(item, str):
            container = self.defn.container
            outer = (
                container.node.generics.params if isinstance(container, ImplDef | TraitDef) and container.node else []
            )
            for p in [*self.node.generics.params, *outer]:
                if p.kind == "lifetime" and named(p.ident.name) == item:
                    return [(p.ident.span, f"lifetime `{name}` defined here")]
            return []
        index = self.param_of(item)
        if index is None or item[0] != "?":
            return []
        node = self.left.nodes[item[1] - 1]
        if isinstance(node, ast.RefType):
            at = node.span
            return [(at._replace(hi=at.lo + 1), f"let's call the lifetime of this reference `{name}`")]
        param = self.node.params[index]
        return [(param.pat.span, f"has type `{self.type_text(param.ty.span, node, name)}`")]

    def type_text(self, whole: Span, node: Any, name: str) -> str:
        """A written type with a name for a lifetime that is left out."""
        text = self.cx.sources.files[whole.file].text
        part = text[node.span.lo : node.span.hi]
        marked = part.replace("'_", name, 1) if "'_" in part else part.replace("<", f"<{name}, ", 1)
        if "<" not in part:
            marked = f"{part}<{name}>"
        return text[whole.lo : node.span.lo] + marked + text[node.span.hi : whole.hi]

    # --- messages -----------------------------------------------------------------------------------------------------

    def explicit(self, name: Item, left: Item, span: Span) -> bool:
        """E0621, where one of the two has a name and the other is left out of a parameter's type."""
        index = self.param_of(left)
        fits = isinstance(name, str) and name != STATIC and not isinstance(left, str) and left[0] == "?"
        if not fits or index is None or left in self.ret or (index == 0 and self.node.self_param):
            return False
        if isinstance(self.defn.container, ImplDef) and self.defn.container.node.trait is not None:
            return False
        param = self.of_param(index)
        place = f"the type of `{param}`" if param is not None else "parameter type"
        into = f"the type of `{param}`" if param is not None else "type"
        self.cx.error(
            "E0621",
            f"explicit lifetime required in {place}",
            span,
            f"lifetime `{name}` required",
            helps=[f"add explicit lifetime `{name}` to {into}"],
        )
        return True

    def escapes(self, region: int, span: Span) -> None:
        """E0521."""
        kind = self.kind()
        index = self.param_of(self.known[region])
        assert index is not None
        also = self.where(region)
        param = self.of_param(index)
        at = self.node.params[index].pat.span
        if param is not None:
            also.insert(0, (at, f"`{param}` is a reference that is only valid in the {kind} body"))
        outer = self.param_of(STATIC)
        if outer is not None and (name := self.of_param(outer)) is not None:
            also.append((self.node.params[outer].pat.span, f"`{name}` declared here, outside of the {kind} body"))
        also.append((span, f"argument requires that `{self.name(region)}` must outlive `'static`"))
        label = f"`{param}` escapes the {kind} body here" if param is not None else ""
        self.cx.error("E0521", f"borrowed data escapes outside of {kind}", span, label, also=also)

    def too_short(self, found: Asked, span: Span, category: str) -> None:
        """What has no code."""
        longer, shorter = self.name(found.longer), self.name(found.shorter)
        if category == "return" and shorter != STATIC:
            label = (
                f"{self.kind()} was supposed to return data with lifetime `{shorter}` but it is returning data with "
                f"lifetime `{longer}`"
            )
        else:
            label = f"{WHAT.get(category, '')}requires that `{longer}` must outlive `{shorter}`"
        both = [self.known[r] for r in (found.longer, found.shorter)]
        helps = []
        if STATIC not in both and all(isinstance(item, str) for item in both):
            helps = [f"consider adding the following bound: `{longer}: {shorter}`"]
        also = [*self.where(found.longer), *self.where(found.shorter)]
        self.cx.error(None, TOO_SHORT, span, label, also=also, helps=helps)

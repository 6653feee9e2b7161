"""Function items: qualifiers, parameters, and bodies that wait until they are needed."""

from __future__ import annotations

from itertools import pairwise

from ..span import Ident, Span
from . import ast
from .macro_scope import ParseContext
from .parser_core import ParseError
from .parser_macros import MacroParser
from .tokens import Token, full_span
from .unread import Unread, UnreadSignature, unread


class FunctionParser(MacroParser):
    """Functions and visibility."""

    where = "module"  # or "trait", "impl", "extern": what kind of place items are read in

    def parse_visibility(self) -> str:
        token = self.tok
        if token.kind == "nt" and token.text == "vis":
            self.bump()
            return type(self)(self.context, token.extra).parse_visibility() if len(token.extra) > 1 else ""
        if token.kind == "crate" and self.peek().kind not in ("::",):
            pass
        if token.kind != "pub":
            return ""
        self.bump()
        if self.tok.kind == "(":
            inside = self.tok.extra
            first = inside[0].kind
            if first in ("crate", "self", "super") and len(inside) == 2:
                self.skip_group()
                return "" if first == "self" else first
            if first == "in":
                self.skip_group()
                return "in " + "".join(t.text for t in inside[1:-1])
            if self.where_tuple:
                return "pub"
            if (
                not self.where_tuple
                and first in ("ident",)
                and self.peek().kind in ("fn", "struct", "ident", "mod", "static", "const")
            ):
                self.diagnostics.error(
                    "incorrect visibility restriction",
                    inside[0].span.to(inside[-2].span),
                    "E0704",
                    helps=[
                        "some possible visibility restrictions are: `pub(crate)`, `pub(super)`, `pub(in "
                        "path::to::module)`"
                    ],
                )
                self.skip_group()
        return "pub"

    where_tuple = False  # true while a tuple struct's fields are read, where ``pub (A)`` is a type in parentheses

    def fn_ahead(self) -> bool:
        """Whether qualifiers and then ``fn`` follow."""
        ahead = 0
        while True:
            kind = self.peek(ahead).kind if ahead else self.tok.kind
            if kind == "fn":
                return ahead > 0
            if (
                kind in ("const", "async", "unsafe", "extern")
                or (kind == "lit" and ahead and self.peek(ahead - 1 if ahead > 1 else 1).kind is not None)
                or (kind == "ident" and (self.peek(ahead) if ahead else self.tok).text in ("safe", "default"))
            ):
                ahead += 1
                if ahead > 6:
                    return False
                continue
            return False

    def function(self, attrs: list[ast.Attr], start: Span, vis: str) -> ast.FnItem:
        const = unsafe = async_ = False
        safe: Span | None = None
        abi: str | None = None
        while self.tok.kind != "fn":
            kind = self.tok.kind
            if kind == "const":
                const = True
                self.bump()
            elif kind == "unsafe":
                unsafe = True
                self.bump()
            elif kind == "extern":
                if abi is not None:
                    raise self.fail(f"expected `fn`, found {self.found()}", None, "expected `fn`")
                abi = self.parse_abi()
            elif kind == "async":
                async_ = True
                self.bump()
            else:
                safe = self.tok.span if self.tok.text == "safe" else safe
                self.bump()
        self.bump()
        name = self.ident()
        if self.lazy:
            item = self.unread_signature(name, attrs, start, vis)
        else:
            item = ast.FnItem(name, start, attrs, vis, ast.Generics(), [], None, None)
            self.signature(item)
        item.const_, item.unsafe_, item.abi, item.safe = const, unsafe, abi, safe is not None
        item.async_ = async_
        if self.tok.kind == ";":
            self.bump()
        elif self.tok.kind == "nt" and self.tok.text == "block":
            item.body = ast.LazyBody(unread([self.tok], self.tok.span, self.context), self.tok.span)
            if self.expand:
                self.later(item)
            self.bump()
        elif self.tok.kind == "{":
            group = self.tok
            span = full_span(group)
            if self.expand:
                item.body = ast.LazyBody(self.body_tokens(group, span), span)
                self.later(item)
            self.skip_group()
        else:
            self.not_expected([*self.expected, "{", *([";"] if self.where in ("trait", "extern") else [])])
        return item

    @property
    def lazy(self) -> bool:
        """Whether this is one of our own crates, of which only what is used is read."""
        context = self.context
        return context.session.lazy_bodies and self.expand and not context.in_fn

    def body_tokens(self, group: Token, span: Span) -> Unread:
        """What a body is to be read from."""
        if self.lazy:
            return unread([group], span, self.context)
        return Unread([group], span, self.context.kept())

    def unread_signature(self, name: Ident, attrs: list[ast.Attr], start: Span, vis: str) -> ast.FnItem:
        """Go on to the body, leaving everything between it and the name for later."""
        first, nested = self.at, 0
        while self.tok.kind != "(" or nested:
            nested += {"<": 1, ">": -1, ">>": -2}.get(self.tok.kind, 0)
            self.bump()
        has_self = takes_self(self.tok.extra)
        while self.tok.kind not in ("{", ";") and not (self.tok.kind == "nt" and self.tok.text == "block"):
            self.bump()
        tokens = self.tokens[first : self.at]
        item: ast.FnItem = object.__new__(ast.FnItem)
        item.ident, item.span, item.attrs, item.vis = name, start, attrs, vis
        item.body, item.self_param, item.foreign = None, has_self, False
        left = unread(tokens, tokens[0].span.to(full_span(tokens[-1])), self.context)
        item.unread = UnreadSignature(left.tokens, left.span, left.context, self.where)
        return item

    def signature(self, item: ast.FnItem) -> None:
        """Everything between a function's name and its body."""
        generics = self.parse_generics()
        if self.tok.kind != "(":
            if self.tok.kind == "{" or self.tok.kind == "->":
                raise self.fail(
                    "missing parameters for function definition",
                    self.after_prev(),
                    helps=["add a parameter list: `()`"],
                )
            self.not_expected([*self.expected, "("])
        params, has_self = self.parameters()
        ret: ast.Type | None = None
        if self.tok.kind in ("->", ":", "=>"):
            if self.tok.kind != "->":
                self.diagnostics.error("return types are denoted using `->`", self.tok.span, helps=["use `->` instead"])
            self.bump()
            ret = self.parse_type(plus=True)
        else:
            self.expected.append("->")
        self.parse_where(generics)
        item.generics, item.params, item.ret, item.self_param = generics, params, ret, has_self

    def later(self, item: ast.FnItem) -> None:
        """The body is parsed once all macros are known."""
        if self.context.in_fn:
            force_body(item)
            return
        if not self.context.session.lazy_bodies:
            self.context.session.fixups.append(lambda: force_body(item))

    def parameters(self) -> tuple[list[ast.Param], bool]:
        """``(self, a: A, (b, c): (B, C))``."""
        params: list[ast.Param] = []
        has_self = False
        self.enter()
        while not self.at_end:
            keep = self.attributes_allow()
            start = self.tok.span
            param = self.self_parameter(start) if not params else None
            if param is not None:
                has_self = True
                if self.where == "module" and self.expand:
                    self.diagnostics.error(
                        "`self` parameter is only allowed in associated functions",
                        param.span,
                        label="not semantically valid as function parameter",
                        notes=["associated functions are those in `impl` or `trait` definitions"],
                    )
            else:
                param = self.parameter(start)
            if keep:
                params.append(param)
            if not self.eat(","):
                break
        if not self.at_end:
            self.not_expected([*self.expected, ")", ","])
        self.leave()
        return params, has_self

    def self_parameter(self, start: Span) -> ast.Param | None:
        """``self``, ``mut self``, ``&self``, ``&'a mut self``, ``self: T``; None if something else stands here."""
        ahead, by_ref, mutable = 0, False, False
        lifetime: Ident | None = None
        if self.tok.kind == "&":
            by_ref = True
            ahead = 1
            token = self.peek(1)
            if token.kind == "lifetime":
                lifetime = Ident(token.text, token.span)
                ahead = 2
        if self.peek(ahead).kind == "mut" if ahead else self.tok.kind == "mut":
            mutable = True
            ahead += 1
        token = self.peek(ahead) if ahead else self.tok
        if token.kind != "self" or self.peek(ahead + 1).kind == "::":
            return None
        for _ in range(ahead + 1):
            self.bump()
        name = Ident("self", token.span)
        span = self.since(start)
        self_type: ast.Type = ast.SelfType(token.span)
        if by_ref:
            self_type = ast.RefType(span, mutable, self_type, lifetime)
            mutable = False
        elif self.tok.kind == ":":
            self.bump()
            self_type = self.parse_type()
        else:
            self.expected.append(":")
        return ast.Param(ast.BindPat(token.span, name, False, mutable, None), self_type, self.since(start))

    def parameter(self, start: Span) -> ast.Param:
        if self.tok.kind == ",":
            raise self.fail("expected parameter name, found `,`", None, "expected parameter name")
        if self.tok.kind == "...":
            raise self.fail("C-variadic functions are not supported by pagesim", None)
        if self.tok.kind in ("int", "ident") and self.peek().kind == "ident" and not self.line_break_before():
            self.bump()
            raise self.fail(
                f"expected one of `:`, `@`, or `|`, found {self.found()}",
                None,
                "expected one of `:`, `@`, or `|`",
                helps=[f"declare the type after the parameter binding: `{self.tok.text}: {self.prev.text}`"],
            )
        if self.tok.kind in ("self",) and self.where in ("impl", "trait"):
            raise self.fail(
                "unexpected `self` parameter in function", None, "must be the first parameter of an associated function"
            )
        pat = self.parse_pattern(top=False)
        if self.tok.kind != ":":
            self.expected += ["@", "|"] if isinstance(pat, ast.BindPat) else []
            kinds = [k for k in self.expected if k in ("@", "|", ":")] + [":"]
            names = sorted(set(kinds))
            listed = (
                ", ".join(f"`{n}`" for n in names[:-1]) + (", or " if len(names) > 2 else " or ") + f"`{names[-1]}`"
                if len(names) > 1
                else f"`{names[0]}`"
            )
            what = f"expected one of {listed}" if len(names) > 1 else f"expected {listed}"
            helps = []
            if isinstance(pat, ast.BindPat) and self.where != "module" and self.tok.kind in (",", ")"):
                helps.append("if this is a `self` type, give it a parameter name: `self: " + pat.ident.name + "`")
            if isinstance(pat, ast.BindPat):
                helps.append(f"if this is a parameter name, give it a type: `{pat.ident.name}: TypeName`")
                helps.append(f"if this is a type, explicitly ignore the parameter name: `_: {pat.ident.name}`")
            raise self.fail(f"{what}, found {self.found()}", None, what, helps=helps)
        self.bump()
        ty = self.parse_type()
        if self.tok.kind == "=":
            self.diagnostics.error("parameter defaults are not supported", self.tok.span)
            self.bump()
            self.parse_expr()
        return ast.Param(pat, ty, self.since(start))


def force_body(fn: ast.FnItem) -> None:
    """Parse the body of a function if it still waits for that."""
    lazy = fn.body
    if not isinstance(lazy, ast.LazyBody):
        return
    waiting: Unread = lazy.tokens
    parser = waiting.parser()
    parser.context.in_fn = True
    fn.body = ast.Block([], None, lazy.span)
    try:
        fn.body = parser.parse_block()
    except ParseError:
        pass
    except RecursionError:
        too_deep(parser.context, fn.ident.span)


def takes_self(parameters: list[Token]) -> bool:
    """Whether the first parameter is ``self`` in one of its forms."""
    for token, following in pairwise(parameters):
        if token.kind == "self":
            return following.kind != "::"
        if token.kind not in ("&", "mut", "lifetime"):
            return False
    return False


def too_deep(context: ParseContext, span: Span) -> None:
    """Code that is nested so deeply that reading it would exhaust the stack."""
    context.diagnostics.error(
        "this code is nested too deeply for pagesim", span, helps=["split it into smaller expressions or functions"]
    )

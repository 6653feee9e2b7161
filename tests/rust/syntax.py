"""Helpers for the tests of scanner, parser and macros: parse texts, look at trees in a short written form."""

from __future__ import annotations

from pagesim_py.rust.diagnostics import Diagnostics
from pagesim_py.rust.span import Sources
from pagesim_py.rust.syntax import ast
from pagesim_py.rust.syntax.cfg import CfgMap
from pagesim_py.rust.syntax.macro_scope import MacroModule
from pagesim_py.rust.syntax.parser import parse_crate

CORE = """
#[macro_export] macro_rules! panic { ($($t:tt)*) => { $crate::panicking::panic_fmt(format_args!($($t)*)) } }
#[macro_export] macro_rules! assert { ($c:expr $(,)?) => { if !$c { panic!("assertion failed") } } }
#[macro_export] macro_rules! write { ($d:expr, $($t:tt)*) => { $d.write_fmt(format_args!($($t)*)) } }
"""


class Parsed:
    """A crate parsed from texts, with everything that a test may want to see."""

    def __init__(self, files: dict[str, str] | str, cfg: CfgMap | None = None, lazy: bool = False) -> None:
        self.sources = Sources()
        self.diagnostics = Diagnostics()
        self.env: dict[str, MacroModule] = {}
        texts = {"src/main.rs": files} if isinstance(files, str) else files
        self.crates: dict[str, ast.ModItem] = {}
        self._parse("core", "core/lib.rs", {"core/lib.rs": CORE}, cfg, lazy)
        if "src/lib.rs" in texts:
            self._parse("osirs", "src/lib.rs", texts, cfg, lazy)
        self.tree = self._parse("kernel", "src/main.rs", texts, cfg, lazy)

    def _parse(self, name: str, root: str, texts: dict[str, str], cfg: CfgMap | None, lazy: bool) -> ast.ModItem:
        tree = parse_crate(self.sources, name, root, texts.get, cfg, self.env, self.diagnostics, lazy)
        self.crates[name] = tree
        return tree

    @property
    def errors(self) -> list[str]:
        """``file:line:col error[code]: message`` of each error."""
        lines = []
        for diagnostic in self.diagnostics.errors:
            place = self.sources.place(diagnostic.span)
            file = self.sources.files[place.file]
            line, column = file.position(place.lo)
            lines.append(f"{file.name}:{line}:{column} {diagnostic.headline()}")
        return lines

    def ok(self) -> Parsed:
        """Itself; fails the test if there are errors."""
        assert self.errors == []
        return self

    def item(self, name: str) -> ast.Item:
        """The item of this name in the root module."""
        return next(item for item in self.tree.items or [] if item.ident.name == name)

    def names(self) -> list[str]:
        """The names of the root module's items."""
        return [item.ident.name for item in self.tree.items or []]


def expression(text: str, before: str = "") -> str:
    """The short form of an expression (with ``before`` at the crate's top)."""
    parsed = Parsed(f"{before}\nfn test() {{ let _ = {text}; }}").ok()
    fn = parsed.item("test")
    assert isinstance(fn, ast.FnItem)
    assert isinstance(fn.body, ast.Block)
    let = fn.body.stmts[-1]
    assert isinstance(let, ast.LetStmt)
    return show(let.init)


def statements(text: str, before: str = "") -> str:
    """The short form of a function's body."""
    parsed = Parsed(f"{before}\nfn test() {{ {text} }}").ok()
    fn = parsed.item("test")
    assert isinstance(fn, ast.FnItem)
    return show(fn.body)


def path_text(path: ast.Path) -> str:
    """A path as text; generics in full."""
    parts = []
    for segment in path.segments:
        text = segment.ident.name
        if segment.args is not None:
            args = [show(a) for a in segment.args.args]
            args += [f"{name.name}={show(ty)}" for name, ty in segment.args.bindings]
            text += "<" + ",".join(args) + ">"
        parts.append(text)
    front = ""
    if path.qself is not None:
        front = f"<{show(path.qself)} as {path.qtrait_len}>::"
    return front + ("::" if path.global_ else "") + "::".join(parts)


def show(node: object) -> str:
    """A tree in a short form where every operation stands in parentheses."""
    match node:
        case None:
            return "-"
        case ast.Literal():
            return repr(node.value) + node.suffix if node.kind != "char" else f"'{chr(node.value)}'"
        case ast.PathExpr() | ast.PathType() | ast.PathPat():
            return path_text(node.path)
        case ast.Unary():
            return f"({node.op}{show(node.operand)})"
        case ast.AddrOf():
            return f"(&{'raw ' if node.raw else ''}{'mut ' if node.mutable else ''}{show(node.operand)})"
        case ast.Binary():
            return f"({show(node.left)} {node.op} {show(node.right)})"
        case ast.Assign():
            return f"({show(node.left)} {node.op}= {show(node.right)})"
        case ast.Cast():
            return f"({show(node.operand)} as {show(node.ty)})"
        case ast.Call():
            return f"{show(node.fun)}({', '.join(map(show, node.args))})"
        case ast.MethodCall():
            args = "" if node.segment.args is None else "<" + ",".join(map(show, node.segment.args.args)) + ">"
            return f"{show(node.receiver)}.{node.segment.ident.name}{args}({', '.join(map(show, node.args))})"
        case ast.FieldExpr():
            return f"{show(node.operand)}.{node.ident.name}"
        case ast.Index():
            return f"{show(node.operand)}[{show(node.index)}]"
        case ast.Range() | ast.RangePat():
            return f"({show(node.lo)}{'..=' if node.inclusive else '..'}{show(node.hi)})"
        case ast.TupleExpr() | ast.TuplePat() | ast.TupleType():
            return "(" + "".join(show(i) + "," for i in node.items) + ")"
        case ast.ArrayExpr() | ast.SlicePat():
            return "[" + ", ".join(map(show, node.items)) + "]"
        case ast.RepeatExpr():
            return f"[{show(node.item)}; {show(node.length)}]"
        case ast.StructExpr():
            fields = [f"{f.ident.name}: {show(f.value)}" for f in node.fields]
            return f"{path_text(node.path)}{{{', '.join(fields)}{' ..' + show(node.base) if node.base else ''}}}"
        case ast.BlockExpr():
            return f"{node.label.name + ':' if node.label else ''}{node.kind}{show(node.block)}"
        case ast.Block():
            parts = [show(s) for s in node.stmts] + ([show(node.tail)] if node.tail is not None else [])
            return "{" + " ".join(parts) + "}"
        case ast.ExprStmt():
            return show(node.expr) + (";" if node.semi else "")
        case ast.LetStmt():
            ty = f": {show(node.ty)}" if node.ty else ""
            return f"let {show(node.pat)}{ty} = {show(node.init)}{' else ' + show(node.else_) if node.else_ else ''};"
        case ast.ItemStmt():
            return f"<{type(node.item).__name__} {node.item.ident.name}>"
        case ast.LetExpr():
            return f"(let {show(node.pat)} = {show(node.init)})"
        case ast.If():
            return f"if {show(node.cond)} {show(node.then)}{' else ' + show(node.else_) if node.else_ else ''}"
        case ast.Match():
            arms = [f"{show(a.pat)}{' if ' + show(a.guard) if a.guard else ''} => {show(a.body)}" for a in node.arms]
            return f"match {show(node.scrutinee)} {{{', '.join(arms)}}}"
        case ast.Loop() | ast.While() | ast.For():
            label = f"{node.label.name}: " if node.label else ""
            head = {"Loop": "loop"}.get(type(node).__name__, "")
            if isinstance(node, ast.While):
                head = f"while {show(node.cond)}"
            if isinstance(node, ast.For):
                head = f"for {show(node.pat)} in {show(node.iter)}"
            return f"{label}{head} {show(node.body)}"
        case ast.Break():
            return f"break {node.label.name if node.label else ''} {show(node.value)}"
        case ast.Return():
            return f"return {show(node.value)}"
        case ast.Closure():
            return f"{'move ' if node.move else ''}|{', '.join(show(p.pat) for p in node.params)}| {show(node.body)}"
        case ast.Try():
            return f"{show(node.operand)}?"
        case ast.FormatArgs():
            pieces = [p if isinstance(p, str) else f"{{{p.arg}:{p.trait}}}" for p in node.pieces]
            return f"format({''.join(pieces)!r}, {', '.join(map(show, node.args))})"
        case ast.BindPat():
            sub = f" @ {show(node.sub)}" if node.sub else ""
            return f"{'ref ' if node.by_ref else ''}{'mut ' if node.mutable else ''}{node.ident.name}{sub}"
        case ast.WildPat() | ast.Underscore() | ast.InferType():
            return "_"
        case ast.RestPat():
            return ".."
        case ast.LitPat():
            return show(node.value)
        case ast.OrPat():
            return "(" + " | ".join(map(show, node.items)) + ")"
        case ast.RefPat():
            return f"&{'mut ' if node.mutable else ''}{show(node.inner)}"
        case ast.TupleStructPat():
            return f"{path_text(node.path)}({', '.join(map(show, node.items))})"
        case ast.StructPat():
            fields = [f"{f.ident.name}: {show(f.pat)}" for f in node.fields] + ([".."] if node.rest else [])
            return f"{path_text(node.path)}{{{', '.join(fields)}}}"
        case ast.RefType():
            return f"&{'mut ' if node.mutable else ''}{show(node.inner)}"
        case ast.PtrType():
            return f"*{'mut' if node.mutable else 'const'} {show(node.inner)}"
        case ast.SliceType():
            return f"[{show(node.inner)}]"
        case ast.ArrayType():
            return f"[{show(node.inner)}; {show(node.length)}]"
        case ast.NeverType():
            return "!"
        case ast.FnPtrType():
            return f"fn({', '.join(map(show, node.params))}) -> {show(node.ret)}"
        case ast.DynTraitType() | ast.ImplTraitType():
            word = "dyn" if isinstance(node, ast.DynTraitType) else "impl"
            return f"{word} " + " + ".join(
                path_text(b.path) if b.path else b.lifetime.name if b.lifetime else "" for b in node.bounds
            )
        case _:
            return f"<{type(node).__name__}>"

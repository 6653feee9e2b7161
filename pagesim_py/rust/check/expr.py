"""Expressions: the entry point, literals, structs, fields, arrays, ranges, formatting."""

from __future__ import annotations

from ..names import thir, types
from ..names.collect import TYPES
from ..names.context import Unsupported
from ..names.defs import ConstDef, FnDefn, TraitDef
from ..names.types import (
    BOOL,
    CHAR,
    INTEGER_BITS,
    NEVER,
    U8,
    USIZE,
    Adt,
    Array,
    Infer,
    Prim,
    Slice,
    Tuple,
    Ty,
)
from ..span import Ident
from ..syntax import ast
from .futures import check_async_block, check_await
from .merge import Merge
from .static_refs import note
from .struct import Structs


def c_string(e: ast.Literal) -> ast.Expr:
    """What ``c"..."`` stands for: a call that makes a ``CStr`` of its bytes."""
    names = [ast.Segment(Ident(name, e.span)) for name in ("$crate", "ffi", "c_string")]
    made = ast.PathExpr(e.span, ast.Path(names, e.span, crate="core"))
    return ast.Call(e.span, made, [ast.Literal(e.span, "bytes", e.value + b"\0", "")])


FORMAT_FLAGS = {"+": 1 << 21, "-": 1 << 22}
FLAG_ALTERNATE, FLAG_ZERO, FLAG_LOWER_HEX, FLAG_UPPER_HEX = 1 << 23, 1 << 24, 1 << 25, 1 << 26


class Expressions(Structs):
    """The checker of expressions."""

    def check(self, e: ast.Expr, exp: Ty | None = None) -> thir.Expr:
        """The typed tree of an expression. ``exp`` is the type that it will be coerced to, if known; it guides
        inference."""
        method = getattr(self, "_" + type(e).__name__, None)
        if method is None:
            raise Unsupported(type(e).__name__, e.span)
        found: thir.Expr = method(e, exp)
        if type(found.ty) is Prim and found.ty is NEVER:
            self.diverges = True
        return found

    # --- forwarding ---------------------------------------------------------------------------------------------------

    def _PathExpr(self, e: ast.PathExpr, exp: Ty | None) -> thir.Expr:
        found = self.check_path(e.path, exp, e.span)
        if isinstance(found, thir.StaticRef) and found.defn.mutable and not self.static_ok:
            self.need_unsafe(
                "use of mutable static",
                e.span,
                "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause "
                "undefined behavior",
            )
        elif isinstance(found, thir.StaticRef) and found.defn.foreign and not (found.defn.safe or self.static_ok):
            self.need_unsafe(
                "use of extern static",
                e.span,
                "extern statics are not controlled by the Rust type system: invalid data, aliasing violations or data "
                "races will cause undefined behavior",
            )
        self.static_ok = False
        return found

    def _BlockExpr(self, e: ast.BlockExpr, exp: Ty | None) -> thir.Expr:
        if e.label is not None:
            return self.check_labelled(e, exp)
        if e.kind != "unsafe":
            return self.check_block(e.block, exp)
        self.unsafe_depth += 1
        self.unsafe_blocks.append(False)
        found = self.check_block(e.block, exp)
        self.unsafe_depth -= 1
        if not self.unsafe_blocks.pop():
            self.idle_unsafe.append(e.span)
        return found

    def _Unary(self, e: ast.Unary, exp: Ty | None) -> thir.Expr:
        return self.check_unary(e, exp)

    def _AddrOf(self, e: ast.AddrOf, exp: Ty | None) -> thir.Expr:
        return self.check_addr_of(e, exp)

    def _Binary(self, e: ast.Binary, exp: Ty | None) -> thir.Expr:
        if e.op in ("&&", "||") and isinstance(e.left, ast.LetExpr):
            self.cx.error(None, "expected expression, found `let` statement", e.left.span)
            return thir.TupleExpr(BOOL, e.span, [])
        return self.check_binary(e, exp)

    def _Assign(self, e: ast.Assign, exp: Ty | None) -> thir.Expr:
        return self.check_assign(e)

    def _Cast(self, e: ast.Cast, exp: Ty | None) -> thir.Expr:
        return self.check_cast(e)

    def _Call(self, e: ast.Call, exp: Ty | None) -> thir.Expr:
        return self.check_call(e, exp)

    def _MethodCall(self, e: ast.MethodCall, exp: Ty | None) -> thir.Expr:
        return self.check_method(e, exp)

    def _Index(self, e: ast.Index, exp: Ty | None) -> thir.Expr:
        return self.check_index(e)

    def _If(self, e: ast.If, exp: Ty | None) -> thir.Expr:
        return self.check_if(e, exp)

    def _Match(self, e: ast.Match, exp: Ty | None) -> thir.Expr:
        return self.check_match(e, exp)

    def _Loop(self, e: ast.Loop, exp: Ty | None) -> thir.Expr:
        return self.check_loop(e, exp)

    def _While(self, e: ast.While, exp: Ty | None) -> thir.Expr:
        return self.check_while(e)

    def _For(self, e: ast.For, exp: Ty | None) -> thir.Expr:
        return self.check_for(e)

    def _Break(self, e: ast.Break, exp: Ty | None) -> thir.Expr:
        return self.check_break(e)

    def _Continue(self, e: ast.Continue, exp: Ty | None) -> thir.Expr:
        return self.check_continue(e)

    def _Return(self, e: ast.Return, exp: Ty | None) -> thir.Expr:
        return self.check_return(e)

    def _Try(self, e: ast.Try, exp: Ty | None) -> thir.Expr:
        return self.check_try(e)

    def _Closure(self, e: ast.Closure, exp: Ty | None) -> thir.Expr:
        return self.check_closure(e, exp)

    def _AsyncBlock(self, e: ast.AsyncBlock, exp: Ty | None) -> thir.Expr:
        return check_async_block(self, e, exp)

    def _Await(self, e: ast.Await, exp: Ty | None) -> thir.Expr:
        return check_await(self, e)

    def _ErrorExpr(self, e: ast.ErrorExpr, exp: Ty | None) -> thir.Expr:
        return self.error_expr(e.span)

    def _Underscore(self, e: ast.Underscore, exp: Ty | None) -> thir.Expr:
        self.cx.error(
            None,
            "in expressions, `_` can only be used on the left-hand side of an assignment",
            e.span,
            "`_` not allowed here",
        )
        return self.error_expr(e.span)

    def _LetExpr(self, e: ast.LetExpr, exp: Ty | None) -> thir.Expr:
        self.cx.error(None, "expected expression, found `let` statement", e.span)
        return thir.TupleExpr(BOOL, e.span, [])

    # --- literals, tuples, arrays -------------------------------------------------------------------------------------

    def _Literal(self, e: ast.Literal, exp: Ty | None) -> thir.Expr:
        ty: Ty
        kind = e.kind
        if kind == "int":
            if e.suffix:
                ty = types.prim(e.suffix)
            else:
                hint = self.shallow(exp) if exp is not None else None
                if isinstance(hint, Prim) and hint.name in INTEGER_BITS:
                    ty = hint
                elif isinstance(hint, Infer) and hint.kind == "int":
                    ty = hint
                else:
                    ty = self.fresh("int", e.span)
        elif kind == "float":
            hint = self.shallow(exp) if exp is not None else None
            ty = (
                types.prim(e.suffix)
                if e.suffix
                else hint
                if hint in (types.F32, types.F64)
                else self.fresh("float", e.span)
            )
        elif kind == "str":
            ty = types.ref(False, types.STR)
        elif kind == "bytes":
            ty = types.ref(False, types.array(U8, len(e.value)))
        elif kind == "char":
            ty = CHAR
        elif kind == "byte":
            ty = U8
        elif kind == "bool":
            ty = BOOL
        else:
            return self.check(c_string(e), exp)
        return thir.Lit(ty, e.span, e.value)

    def _TupleExpr(self, e: ast.TupleExpr, exp: Ty | None) -> thir.Expr:
        known = self.shallow(exp) if exp is not None else None
        hints = (
            list(known.items)
            if isinstance(known, Tuple) and len(known.items) == len(e.items)
            else [None] * len(e.items)
        )
        items = []
        for node, hint in zip(e.items, hints, strict=True):
            value = self.check(node, hint)
            if hint is not None and not isinstance(self.shallow(hint), Slice | types.Dyn):
                value = self.coerce_to(value, hint)
            items.append(value)
        return thir.TupleExpr(types.tuple_of(*(i.ty for i in items)), e.span, items)

    def _ArrayExpr(self, e: ast.ArrayExpr, exp: Ty | None) -> thir.Expr:

        known = self.shallow(exp) if exp is not None else None
        hint = known.item if isinstance(known, Array | Slice) else None
        merge = Merge(self, hint if hint is not None else self.fresh("any", e.span), hint is None)
        for node in e.items:
            merge.add(self.check(node, hint if hint is not None else merge.merged))
        ty, items = merge.finish()
        if not e.items:
            ty = hint if hint is not None else self.fresh("any", e.span)
        return thir.ArrayExpr(types.array(ty, len(items)), e.span, items)

    def _RepeatExpr(self, e: ast.RepeatExpr, exp: Ty | None) -> thir.Expr:
        known = self.shallow(exp) if exp is not None else None
        hint = known.item if isinstance(known, Array | Slice) else None
        item = self.check(e.item, hint)
        if hint is not None:
            item = self.coerce_to(item, hint)
        if isinstance(e.length, ast.Underscore):
            length: Ty = self.fresh("const", e.length.span)
        else:
            length = self.items.const_arg(e.length, USIZE, self.env, self.fresh_at(e.length.span))
        ty = types.array(item.ty, length)
        copy = self.cx.lang_trait("copy")
        if (
            not isinstance(item, thir.ConstRef)
            and copy is not None
            and not (isinstance(length, types.ConstValue) and length.value <= 1)
        ):
            if not isinstance(e.item, ast.BlockExpr) or e.item.kind != "const":
                self.require(copy, (item.ty,), e.item.span, ("repeat",))
        return thir.RepeatExpr(ty, e.span, item)

    def _Range(self, e: ast.Range, exp: Ty | None) -> thir.Expr:
        names = {
            (True, True, False): "Range",
            (True, False, False): "RangeFrom",
            (False, True, False): "RangeTo",
            (False, False, False): "RangeFull",
            (True, True, True): "RangeInclusiveStruct",
            (False, True, True): "RangeToInclusive",
        }
        adt = self.cx.lang_adt(names[(e.lo is not None, e.hi is not None, e.inclusive)])
        if adt is None:
            raise Unsupported("this range", e.span)
        known = self.shallow(exp) if exp is not None else None
        hint = known.args[0] if isinstance(known, Adt) and known.defn is adt and known.args else None
        var = self.fresh("any", e.span)
        ends = []
        for node in (e.lo, e.hi):
            if node is not None:
                value = self.check(
                    node,
                    hint
                    if hint is not None
                    else self.shallow(var)
                    if not isinstance(self.shallow(var), Infer)
                    else None,
                )
                ends.append(self.coerce_to(value, var))
        if not ends:
            return thir.AdtExpr(types.adt(adt, ()), e.span, adt, 0, [])
        ty = types.adt(adt, (var,))
        if names[(e.lo is not None, e.hi is not None, e.inclusive)] == "RangeInclusiveStruct":
            new = self.cx.lang("range_inclusive_new")
            if isinstance(new, FnDefn):
                return thir.Call(ty, e.span, self.items.sig(new), (var,), ends)
        return thir.AdtExpr(ty, e.span, adt, 0, list(enumerate(ends)))

    # --- structs ------------------------------------------------------------------------------------------------------

    def const_format(self, e: ast.FormatArgs, values: list[thir.Expr]) -> None:
        """Constants can't format: only the whole text of a panic may be a ``&str``."""
        plain = len(e.pieces) == 1 and not isinstance(e.pieces[0], str) and e.pieces[0].trait == "Display"
        ty = self.known(values[0].ty)
        while isinstance(ty, types.Ref):
            ty = self.known(ty.inner)
        if plain and len(values) == 1:
            if ty is not types.STR and not self.has_error(ty):
                self.cx.error(None, "argument to `panic!()` in a const context must have type `&str`", e.span)
            return
        self.cx.error(
            "E0015",
            f"cannot call non-const formatting macro in {self.const_context}s",
            e.span,
            "",
            notes=[
                f"calls in {self.const_context}s are limited to constant functions, tuple structs and tuple variants"
            ],
        )

    # --- macros that the compiler knows -------------------------------------------------------------------------------

    def _FormatArgs(self, e: ast.FormatArgs, exp: Ty | None) -> thir.Expr:
        adt = self.cx.lang_adt("format_arguments")
        values = [self.check(a) for a in e.args]
        if self.const_context and values and not self.prelude:
            self.const_format(e, values)
        pieces: list[str | thir.FormatPiece] = []
        for p in e.pieces:
            if isinstance(p, str):
                pieces.append(p)
                continue
            trait = self.format_trait(p.trait)
            if trait is None:
                raise Unsupported(f"formatting with {p.trait}", p.span)
            value = values[p.arg]
            at = e.args[p.arg].span
            self.require(trait, (value.ty,), at, ("format", p))
            flags = FORMAT_FLAGS.get(p.sign, 0) | (FLAG_ALTERNATE if p.alternate else 0) | (FLAG_ZERO if p.zero else 0)
            flags |= {"x": FLAG_LOWER_HEX, "X": FLAG_UPPER_HEX}.get(p.debug_hex, 0)
            pieces.append(
                thir.FormatPiece(
                    p.arg,
                    self.items.sig(trait.methods["fmt"]),
                    ord(p.fill or " "),
                    p.align,
                    flags,
                    p.width,
                    p.precision,
                )
            )
            for extra in (p.width, p.precision):
                if isinstance(extra, tuple):
                    arg = values[extra[1]]
                    if not self.unify(self.known(arg.ty), USIZE):
                        self.mismatch_at(arg.span, USIZE, arg.ty)
        args = [self.addr_of(v, False, v.span) for v in values]
        for written, value in zip(e.args, values, strict=True):
            note(self, written, value, False, written.span)
        if adt is None:
            raise Unsupported("format_args!", e.span)
        return thir.FormatArgs(types.adt(adt, ()), e.span, pieces, args)

    def format_trait(self, name: str) -> TraitDef | None:
        """A formatting trait of core::fmt."""
        core = self.cx.crate("core")
        fmt = self.items.member(core, "fmt", TYPES) if core is not None else None
        found = self.items.member(fmt.target, name, TYPES) if fmt is not None else None  # type: ignore[arg-type]
        return found.target if found is not None and isinstance(found.target, TraitDef) else None

    def _BuiltinMacro(self, e: ast.BuiltinMacro, exp: Ty | None) -> thir.Expr:
        if e.name == "asm":
            from ..asm.check import check_asm  # only here: few programs have assembly

            return check_asm(self, e)
        if self.unsafe_blocks and e.name != "offset_of":
            self.unsafe_blocks[-1] = True
        if e.name == "offset_of":
            ty = self.lower_ty(e.args[0])
            const = ConstDef(
                "{offset_of}",
                f"{self.owner.path}::{{offset_of}}",
                self.owner.crate,
                e.span,
                "",
                self.owner.prelude,
                module=self.module,
            )
            const.ty, const.env, const.generics = USIZE, self.env, self.env.generics
            const.node = e
            return thir.OffsetOf(USIZE, e.span, ty, [i.name for i in e.args[1]])
        raise Unsupported(e.name + "!", e.span)

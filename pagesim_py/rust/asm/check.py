"""``asm!`` in the checker: types of operands, and the typed tree.

A call becomes a call of a function of its own, whose arguments are the values that go in and whose result those that
come out, followed by assignments: all that is known of calls and assignments (moves, borrows, unused variables) holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..check.coerce import is_place
from ..check.lints import give
from ..names import thir, types
from ..names.defs import ConstDef, FnDefn
from ..names.env import mentions
from ..names.show import show
from ..names.types import (
    ERROR,
    I32,
    INTEGER_BITS,
    NEVER,
    UNIT,
    Dyn,
    FnItemTy,
    FnPtr,
    Infer,
    Prim,
    Ptr,
    Ref,
    Slice,
    Ty,
)
from ..span import NO_SPAN, Span
from ..syntax import ast
from .allocate import Filled, allocate, check_modifier, check_registers, class_of
from .assemble import read
from .block import AsmBlock, Slot
from .operands import AsmCall, Operand
from .reader import AsmError
from .registers import SIZES, TYPES, name_of
from .template import Placeholder

if TYPE_CHECKING:
    from ..check.expr import Expressions

ONLY = (
    "only integers, floats, SIMD vectors, pointers and function pointers can be used as arguments for inline assembly"
)
ALIKE = "asm inout arguments must have the same type, unless they are both pointers or integers of the same size"
UNCHECKED = "inline assembly is entirely unchecked and can cause undefined behavior"


class AsmChecker:
    """Checks one call."""

    def __init__(self, checker: Expressions, asm: AsmCall, span: Span) -> None:
        self.ck = checker
        self.asm = asm
        self.span = span
        self.error = checker.cx.diagnostics.error
        self.stmts: list[thir.LetStmt | thir.ExprStmt] = []
        self.args: list[thir.Expr] = []
        self.slots: list[tuple[int, Operand, thir.Expr]] = []  # of each argument: register, operand, value
        self.results: list[tuple[int, Operand, thir.Expr]] = []
        self.consts: dict[int, int] = {}
        self.symbols: dict[int, int] = {}
        self.block = AsmBlock(returns="noreturn" not in asm.options)
        owner = checker.owner
        self.fn = FnDefn(
            "asm!", f"{owner.path}::asm!", owner.crate, span, "", owner.prelude, module=checker.module, done=("sig",)
        )
        self.fn.intrinsic, self.fn.asm = "asm", self.block

    def check(self) -> thir.Expr:
        """The typed tree."""
        ck, asm = self.ck, self.asm
        ck.need_unsafe("use of inline assembly", self.span, UNCHECKED)
        if ck.const_context:
            ck.cx.error("E0015", f"inline assembly is not allowed in {ck.const_context}s", self.span)
            return ck.error_expr(self.span)
        if "att_syntax" in asm.options:
            self.error(
                "the `att_syntax` option is not supported by pagesim",
                asm.options["att_syntax"],
                label="not supported",
                helps=["write Intel's syntax: the target first, `mov rax, 5`"],
            )
        if "may_unwind" in asm.options:
            ck.cx.error("E0658", "the `may_unwind` option is unstable", self.span)
        registers = allocate(asm) if check_registers(asm, ck.cx.diagnostics) else {}
        if registers is None:
            self.error("inline assembly requires more registers than available", asm.templates[0].inside)
            registers = {}
        for index, operand in enumerate(asm.operands):
            self.operand(index, operand, registers.get(index, 0))
        if registers or not asm.operands or all(o.kind in ("const", "sym") for o in asm.operands):
            self.assemble(registers)
        ck.finals.append(self.finish)
        return self.tree()

    # --- operands -----------------------------------------------------------------------------------------------------

    def operand(self, index: int, operand: Operand, register: int) -> None:
        """Check an operand's expressions, and note where its values go."""
        ck = self.ck
        if operand.expr is None:
            return
        if operand.kind == "const":
            self.constant(index, operand.expr, operand.span)
        elif operand.kind == "sym":
            self.symbol(index, operand)
        elif operand.is_input and (operand.split or operand.kind == "in"):
            value = ck.check(operand.expr)
            known = ck.known(value.ty)
            if isinstance(known, FnItemTy):
                value = self.pointer(value, known)
            elif isinstance(known, Ref):
                value = ck.coerce(value, types.ptr(known.mutable, known.inner)) or value
            self.take(register, operand, value)
            if operand.result is not None:
                self.assign_out(register, operand, operand.result)
        else:
            self.assign_out(register, operand, operand.expr, also_in=operand.is_input)

    def take(self, register: int, operand: Operand, value: thir.Expr) -> None:
        """A value goes in."""
        self.args.append(value)
        self.slots.append((register, operand, value))

    def assign_out(self, register: int, operand: Operand, node: ast.Expr, also_in: bool = False) -> None:
        """A value comes out, into a place; ``also_in``: and goes in from there."""
        ck = self.ck
        place = ck.check(node)
        if not is_place(place) and place.ty is not ERROR:
            self.error("invalid asm output", node.span, label="cannot assign to this expression")
            return
        ck.make_mut(place)
        if is_plain(place):
            value = ck.check(node)
        else:  # the place is worked out once, before the instructions
            ty = types.ptr(True, place.ty)
            local = ck.new_local("place", ty, False, node.span, True)
            at = thir.AddrOf(ty, node.span, place, True, True)
            self.stmts.append(thir.LetStmt(thir.BindPat(ty, node.span, local, "move", None), at, None, node.span))
            place = thir.Deref(place.ty, node.span, thir.LocalRef(ty, node.span, local))
            value = thir.Deref(place.ty, node.span, thir.LocalRef(ty, node.span, local))
        if also_in:
            value.span = self.span
            self.take(register, operand, value)
        self.results.append((register, operand, place))

    def pointer(self, value: thir.Expr, ty: FnItemTy) -> thir.Expr:
        """A function's name as a pointer to it."""
        sig = self.ck.fn_sig_of(ty)
        if sig is None:
            return value
        pointer = types.fn_ptr(tuple(sig[0]), sig[1], ty.defn.abi, ty.defn.unsafe_)
        return self.ck.coerce(value, pointer) or value

    def symbol(self, index: int, operand: Operand) -> None:
        """``sym path``: the address of a function or static."""
        ck = self.ck
        assert operand.expr is not None
        ck.static_ok = True
        value = ck.check(operand.expr)
        ck.static_ok = False
        if isinstance(value, thir.StaticRef):
            value = thir.AddrOf(types.ptr(False, value.ty), operand.span, value, False, True)
        elif isinstance(known := ck.known(value.ty), FnItemTy):
            value = self.pointer(value, known)
        elif known is not ERROR:
            local = isinstance(value, (thir.LocalRef, thir.UpvarRef))
            self.error(
                "invalid `sym` operand",
                operand.expr.span if local else operand.span,
                label="is a local variable" if local else f"is a `{show(ck.resolve(known))}`",
                helps=["`sym` operands must refer to either a function or a static"],
            )
            return
        self.symbols[index] = len(self.symbols)
        self.take(-1, operand, value)

    def constant(self, index: int, node: ast.Expr, span: Span) -> None:
        """``const value``: a number that the template's text gets."""
        ck = self.ck
        before = ck.cx.diagnostics.error_count
        value = ck.check(node)
        self.take(-2, self.asm.operands[index], value)
        ty = ck.shallow(value.ty)
        if isinstance(ty, Infer) and ty.kind == "int":
            ck.unify(ty, I32)
            ty = I32
        if ck.cx.diagnostics.error_count > before or ty is ERROR:
            return
        if not (isinstance(ty, Prim) and ty.name in INTEGER_BITS):
            what = "f64" if isinstance(ty, Infer) and ty.kind == "float" else show(ck.resolve(ty))
            self.error(
                "invalid type for `const` operand",
                span,
                helps=["`const` operands must be of an integer type"],
                secondary=[
                    (node.span, f"is an `{what}`" if what[:1] in "aeiou" or what == "f64" else f"is a `{what}`")
                ],
            )
            return
        env = ck.env
        if env.generics.params and mentions(node, env.names):
            ck.cx.unsupported("a `const` operand that depends on a generic parameter", node.span)
            return
        owner = ck.owner
        defn = ConstDef(
            "{const}", f"{owner.path}::{{const}}", owner.crate, node.span, "", owner.prelude, module=ck.module
        )
        defn.ty, defn.node, defn.generics = ty, node, env.generics
        defn.env = env.with_locals(ck.visible_locals())
        found = ck.items.const_int(defn, node.span)
        if isinstance(found, types.ConstValue):
            self.consts[index] = int(found.value)

    # --- the text -----------------------------------------------------------------------------------------------------

    def assemble(self, registers: dict[int, int]) -> None:
        """Fill the templates in and read the instructions; errors are told at their places."""
        filled = Filled()
        asm, before = self.asm, self.ck.cx.diagnostics.error_count
        for number, (template, pieces) in enumerate(zip(asm.templates, asm.lines, strict=True)):
            if number:
                filled.text += "\n"
            filled.add("", template, 0)
            for piece in pieces:
                if isinstance(piece, tuple):
                    filled.add(piece[0], template, piece[1])
                    continue
                if not asm.operands[piece.operand].explicit:
                    check_modifier(asm, piece, self.ck.cx.diagnostics)
                lo, hi = placed(template.offsets, template.span, piece)
                filled.add(self.shown(piece, registers), template, lo, hi)
        if self.ck.cx.diagnostics.error_count > before or len(self.consts) < sum(
            o.kind == "const" for o in asm.operands
        ):
            return
        try:
            _, places = read(filled.text)
        except AsmError as mistake:
            place = filled.place(mistake.lo, mistake.hi)
            self.error(mistake.message, place, mistake.code, mistake.label, helps=mistake.helps)
            return
        self.block.text = filled.text
        self.block.places = [filled.place(lo, hi) for lo, hi in places]

    def shown(self, piece: Placeholder, registers: dict[int, int]) -> str:
        """The text that a placeholder becomes."""
        operand = self.asm.operands[piece.operand]
        if operand.kind == "const":
            return str(self.consts.get(piece.operand, 0))
        if operand.kind == "sym":
            return f"¤{self.symbols.get(piece.operand, 0)}"
        default = 1 if operand.register == "reg_byte" else 8
        size = SIZES.get(piece.modifier, default)
        return name_of(registers.get(piece.operand, 0), size, piece.modifier == "h")

    # --- types, once all are known ------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Check the operands' types and write down sizes."""
        fn, block = self.fn, self.block
        fn.params = [self.ck.resolve(arg.ty) for arg in self.args]
        block.slots = [self.slot(*one, one[1].expr) for one in self.slots]
        block.results = [self.slot(*one, one[1].output) for one in self.results]
        fn.ret = self.ck.resolve(self.result_type())
        incoming = {id(operand): value for _, operand, value in self.slots if operand.split}
        for _, operand, place in self.results:
            value = incoming.get(id(operand))
            if value is not None:
                self.same_shape(self.ck.resolve(value.ty), self.ck.resolve(place.ty), value.span, place.span)
        for index, operand in enumerate(self.asm.operands):
            if operand.kind not in ("const", "sym") and not operand.explicit:
                self.sub_register(index, operand)

    def slot(self, register: int, operand: Operand, value: thir.Expr, node: ast.Expr | None) -> Slot:
        """A value's register, size and kind; errors for a type that can't be there."""
        if register == -2:
            return register, 0, "u"
        ty = self.ck.resolve(value.ty)
        span = value.span if node is None else node.span
        found = shape(ty)
        if ty is ERROR or isinstance(ty, Infer):
            return register, 8, "u"
        if found is None:
            self.refuse(ty, span)
            return register, 8, "u"
        size, kind = found
        wanted = class_of(operand) if register >= 0 else "reg"
        if wanted and (size == 1) != (wanted == "reg_byte") or size > 8:
            helps = ["consider using the `reg_byte` register class instead"] if size == 1 else []
            self.error(
                f"type `{show(ty)}` cannot be used with this register class",
                span,
                notes=[f"register class `{wanted}` supports these types: {TYPES[wanted]}"],
                helps=helps,
            )
        return register, size, kind

    def refuse(self, ty: Ty, span: Span) -> None:
        """rustc's words for a type that no register takes."""
        if isinstance(ty, (Ref, Ptr)):
            shown = show(types.ptr(ty.mutable, ty.inner))
            self.error(
                f"cannot use value of unsized pointer type `{shown}` for inline assembly",
                span,
                notes=["only sized pointers can be used in inline assembly"],
            )
        else:
            self.error(f"cannot use value of type `{show(ty)}` for inline assembly", span, notes=[ONLY])

    def same_shape(self, a: Ty, b: Ty, first: Span, second: Span) -> None:
        """What goes in and what comes out of one register must be alike."""
        one, other = shape(a), shape(b)
        if a is b or one is None or other is None:
            return
        if one[0] == other[0] and "f" not in (one[1], other[1]):
            return
        found = self.error(
            "incompatible types for asm inout argument",
            first,
            label=f"type `{show(a)}`",
            notes=[ALIKE],
        )
        found.beside.append((second, f"type `{show(b)}`"))

    def sub_register(self, index: int, operand: Operand) -> None:
        """The lint about a placeholder that names more of a register than the value takes."""
        sizes = [
            s for _, o, v in (*self.slots, *self.results) if o is operand and (s := size_of(self.ck.resolve(v.ty)))
        ]
        if not sizes or sizes[0] not in (2, 4):
            return
        pieces = [
            p
            for line in self.asm.lines
            for p in line
            if isinstance(p, Placeholder) and p.operand == index and not p.modifier
        ]
        if not pieces:
            return
        letter, name, bits = ("x", "ax", 16) if sizes[0] == 2 else ("e", "eax", 32)
        give(
            self.ck.cx,
            self.ck.owner,
            "asm_sub_register",
            "formatting may not be suitable for sub-register argument",
            pieces[0].span,
            helps=(
                f"use `{{{index}:{letter}}}` to have the register formatted as `{name}` (for {bits}-bit values)",
                f"or use `{{{index}:r}}` to keep the default formatting of `rax` (for 64-bit values)",
            ),
            beside=[(p.span, "") for p in pieces[1:]],
            secondary=[(operand.expr.span, "for this argument")] if operand.expr is not None else [],
        )

    # --- the tree -----------------------------------------------------------------------------------------------------

    def result_type(self) -> Ty:
        """What the call gives: one value, a tuple of several, nothing."""
        if not self.block.returns:
            return NEVER
        found = [place.ty for _, _, place in self.results]
        return found[0] if len(found) == 1 else types.tuple_of(*found)

    def tree(self) -> thir.Expr:
        """The call, and the assignments behind it."""
        ck, span = self.ck, self.span
        call = thir.Call(self.result_type(), span, self.fn, (), self.args)
        if not self.block.returns:
            ck.diverges = True
        if not self.results and not self.stmts:
            return call
        if len(self.results) == 1:
            self.assign(self.results[0][2], call)
        elif self.results:
            locals_ = [ck.new_local("lhs", place.ty, False, span, True) for _, _, place in self.results]
            fields: list[tuple[int, thir.Pat]] = [
                (i, thir.BindPat(local.ty, span, local, "move", None)) for i, local in enumerate(locals_)
            ]
            self.stmts.append(thir.LetStmt(thir.AdtPat(call.ty, span, 0, fields), call, None, span))
            for (_, _, place), local in zip(self.results, locals_, strict=True):
                self.assign(place, thir.LocalRef(local.ty, span, local))
        else:
            self.stmts.append(thir.ExprStmt(call, span))
        return thir.Block(UNIT, span, self.stmts, None)

    def assign(self, place: thir.Expr, value: thir.Expr) -> None:
        """``place = value``."""
        self.stmts.append(thir.ExprStmt(thir.Assign(UNIT, self.span, place, value), self.span))


def placed(offsets: list[int], literal: Span, piece: Placeholder) -> tuple[int, int]:
    """From where to where in the template's text a placeholder stands."""
    if not offsets or piece.span.lo < literal.lo or piece.span.hi - literal.lo not in offsets:
        return 0, 0
    return offsets.index(piece.span.lo - literal.lo), offsets.index(piece.span.hi - literal.lo)


def is_plain(place: thir.Expr) -> bool:
    """Whether working a place out does nothing else, so that it may be done twice."""
    while isinstance(place, (thir.Field, thir.Deref)):
        place = place.operand
    return isinstance(place, (thir.LocalRef, thir.UpvarRef, thir.StaticRef)) or place.ty is ERROR


def shape(ty: Ty) -> tuple[int, str] | None:
    """The size of a type's values and their kind; None if no register takes them."""
    if isinstance(ty, Prim):
        if ty.name in INTEGER_BITS:
            return INTEGER_BITS[ty.name] // 8, "i" if ty.name[0] == "i" else "u"
        return {"f32": (4, "f"), "f64": (8, "f")}.get(ty.name)
    if isinstance(ty, (Ref, Ptr)):
        return None if isinstance(ty.inner, (Slice, Dyn)) or ty.inner is types.STR else (8, "u")
    return (8, "u") if isinstance(ty, (FnPtr, FnItemTy)) else None


def size_of(ty: Ty) -> int:
    """The size of a value, 0 if it is none for a register."""
    found = shape(ty)
    return found[0] if found else 0


def check_asm(checker: Expressions, e: ast.BuiltinMacro) -> thir.Expr:
    """The typed tree of a call of ``asm!``."""
    return AsmChecker(checker, e.args[0], e.span).check()


__all__ = ["NO_SPAN", "check_asm"]

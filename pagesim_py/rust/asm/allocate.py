"""Which register each operand of ``asm!`` gets, and the errors about registers."""

from __future__ import annotations

from ..diagnostics import Diagnostics
from ..span import Span
from .operands import AsmCall, Operand
from .registers import (
    ABIS,
    ALL_CLASSES,
    CHOICE,
    CLASSES,
    MODIFIERS,
    NAMES,
    OTHER,
    OTHER_CLASSES,
    bad_register,
)
from .template import Placeholder, Template

NO_VALUE = "register class `{0}` can only be used as a clobber, not as an input or output"


def class_of(operand: Operand) -> str:
    """The class of an operand's register."""
    if not operand.explicit:
        return operand.register
    found = NAMES.get(operand.register)
    return "" if found is None else "reg_byte" if found.size == 1 else "reg"


def check_registers(asm: AsmCall, diagnostics: Diagnostics) -> bool:
    """Names of registers and classes, and conflicts between registers; whether all is well."""
    before = diagnostics.error_count
    for operand in asm.operands:
        if operand.kind in ("const", "sym"):
            continue
        if operand.explicit:
            check_explicit(operand, diagnostics)
        elif operand.register not in ALL_CLASSES:
            listed = ", ".join(f"`{name}`" for name in ALL_CLASSES)
            diagnostics.error(
                f"invalid register class `{operand.register}`: unknown register class",
                operand.span,
                notes=[f"the following register classes are supported on this target: {listed}"],
            )
        elif operand.register in OTHER_CLASSES:
            refuse_vector(operand, f"the register class `{operand.register}`", diagnostics)
    for name, span in asm.abis:
        if name not in ABIS:
            listed = ", ".join(f"`{abi}`" for abi in ABIS)
            notes = [f"the following ABIs are supported on this target: {listed}"]
            diagnostics.error("invalid ABI for `clobber_abi`", span, notes=notes)
    if diagnostics.error_count == before:
        check_conflicts(asm, diagnostics)
    return diagnostics.error_count == before


def check_explicit(operand: Operand, diagnostics: Diagnostics) -> None:
    """An operand with a register of its own."""
    name = operand.register
    if message := bad_register(name):
        diagnostics.error(message, operand.span)
    elif name in OTHER and operand.expr is not None:
        if name.startswith(("st(", "mm", "tmm")):
            kind = "x87_reg" if name.startswith("st") else "mmx_reg" if name.startswith("mm") else "tmm_reg"
            diagnostics.error(NO_VALUE.format(kind), operand.span)
        else:
            refuse_vector(operand, f"the register `{name}`", diagnostics)


def refuse_vector(operand: Operand, what: str, diagnostics: Diagnostics) -> None:
    """An operand in a register that this CPU doesn't have."""
    diagnostics.error(
        f"{what} is not there in pagesim's CPU",
        operand.span,
        label="not supported",
        helps=["use `reg`: a value of a floating-point type fits, too"],
    )


def check_conflicts(asm: AsmCall, diagnostics: Diagnostics) -> None:
    """Two operands in one register."""
    before: list[Operand] = []
    for one in asm.operands:
        if not one.explicit:
            continue
        for other in before:
            if not overlap(one.register, other.register):
                continue
            if (reads(one) and reads(other)) or (one.is_output and other.is_output):
                kinds = {one.kind, other.kind}
                helps = ["use `lateout` instead of `out` to avoid conflict"] if kinds == {"in", "out"} else []
                diagnostics.error(
                    f"register `{one.register}` conflicts with register `{other.register}`",
                    one.span,
                    label=f"register `{one.register}`",
                    helps=helps,
                    secondary=[(other.span, f"register `{other.register}`")],
                )
                break
        before.append(one)


def reads(operand: Operand) -> bool:
    """Whether nothing else may be in the register while operands are read."""
    return operand.is_input or operand.kind == "out"


def overlap(a: str, b: str) -> bool:
    """Whether two registers have a part in common."""
    if a in NAMES and b in NAMES:
        return NAMES[a].number == NAMES[b].number
    return a == b


def allocate(asm: AsmCall) -> dict[int, int] | None:
    """The number of each operand's register; None if there are too few."""
    found: dict[int, int] = {}
    taken = {NAMES[o.register].number for o in asm.operands if o.explicit and o.register in NAMES}
    for index, operand in enumerate(asm.operands):
        if operand.explicit and operand.register in NAMES:
            found[index] = NAMES[operand.register].number
    generic = [i for i, o in enumerate(asm.operands) if not o.explicit and o.register in CLASSES]
    for index in sorted(generic, key=lambda i: asm.operands[i].register != "reg_abcd"):
        free = [n for n in CHOICE[asm.operands[index].register] if n not in taken]
        if not free:
            return None
        found[index] = free[0]
        taken.add(free[0])
    return found


def check_modifier(asm: AsmCall, piece: Placeholder, diagnostics: Diagnostics) -> None:
    """The letter behind the colon of a placeholder."""
    operand = asm.operands[piece.operand]
    if not piece.modifier:
        return
    secondary: list[tuple[Span, str]] = [(operand.span, "argument")]
    if operand.kind in ("const", "sym"):
        diagnostics.error(
            f"asm template modifiers are not allowed for `{operand.kind}` arguments",
            piece.span,
            label="template modifier",
            secondary=secondary,
        )
        return
    known = MODIFIERS[operand.register]
    if piece.modifier in known:
        return
    listed = ", ".join(f"`{m}`" for m in known)
    note = (
        f"the `{operand.register}` register class supports the following template modifiers: {listed}"
        if known
        else f"the `{operand.register}` register class does not support template modifiers"
    )
    diagnostics.error(
        "invalid asm template modifier for this register class",
        piece.span,
        label="template modifier",
        notes=[note],
        secondary=secondary,
    )


class Filled:
    """The text of all templates with placeholders filled in; knows where each part stands in the source."""

    def __init__(self) -> None:
        self.text = ""
        self.parts: list[tuple[int, Template, int, int | None]] = []

    def add(self, text: str, template: Template, lo: int, hi: int | None = None) -> None:
        """A piece of text from place ``lo`` of a template on; with ``hi``, it stands for what is written there."""
        self.parts.append((len(self.text), template, lo, hi))
        self.text += text

    def place(self, lo: int, hi: int) -> Span:
        """The span of a part of the text."""
        first = self.at(lo)
        last = self.at(max(hi - 1, lo))
        start = first[1].place(first[2], first[2]) if first[3] is not None else self.exact(first, lo)
        end = last[1].place(last[3], last[3]) if last[3] is not None else self.exact(last, hi)
        return start.to(end) if first[1] is last[1] and first[1].offsets else first[1].span

    def at(self, place: int) -> tuple[int, Template, int, int | None]:
        """The part that a character belongs to."""
        return next(part for part in reversed(self.parts) if part[0] <= place)

    @staticmethod
    def exact(part: tuple[int, Template, int, int | None], place: int) -> Span:
        """The empty span at a place in text that is written as it is."""
        at = part[2] + place - part[0]
        return part[1].place(at, at)

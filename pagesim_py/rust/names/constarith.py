"""The built-in operators on the values of constants."""

from __future__ import annotations

from typing import Any

from ..span import Span
from .constvalues import ConstError
from .types import INTEGER_BITS, Prim, Ty


def wrap(value: int, ty: Ty) -> int:
    """The value cut to an integer type."""
    if isinstance(ty, Prim) and ty.name in INTEGER_BITS:
        bits = INTEGER_BITS[ty.name]
        value &= (1 << bits) - 1
        if ty.name[0] == "i" and value >> (bits - 1):
            value -= 1 << bits
    return value


def checked(value: int, ty: Ty, span: Span, what: str) -> int:
    """The value, if it is one of the type; ``what`` says how it came about. Raises ConstError."""
    if wrap(value, ty) != value:
        raise ConstError(f"attempt to {what}, which would overflow", span, "evaluation failed here", hard=True)
    return value


def arith(op: str, a: Any, b: Any, ty: Ty, span: Span) -> Any:
    """A built-in operator. Raises ConstError where the program would panic."""
    t = getattr(ty, "name", "")
    match op:
        case "==":
            return int(a == b)
        case "!=":
            return int(a != b)
        case "<":
            return int(a < b)
        case "<=":
            return int(a <= b)
        case ">":
            return int(a > b)
        case ">=":
            return int(a >= b)
        case "+":
            return checked(a + b, ty, span, f"compute `{a}_{t} + {b}_{t}`")
        case "-":
            return checked(a - b, ty, span, f"compute `{a}_{t} - {b}_{t}`")
        case "*":
            return checked(a * b, ty, span, f"compute `{a}_{t} * {b}_{t}`")
        case "/" | "%":
            if b == 0:
                how = "divide `{}` by zero" if op == "/" else "calculate the remainder of `{}` with a divisor of zero"
                raise ConstError("attempt to " + how.format(f"{a}_{t}"), span, "evaluation failed here", hard=True)
            q = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
            return checked(q, ty, span, f"compute `{a}_{t} / {b}_{t}`") if op == "/" else a - q * b
        case "<<" | ">>":
            bits = INTEGER_BITS.get(getattr(ty, "name", ""), 64)
            if not 0 <= b < bits:
                raise ConstError(
                    f"attempt to shift {'left' if op == '<<' else 'right'} by `{b}`, which would overflow",
                    span,
                    "evaluation failed here",
                    hard=True,
                )
            return wrap(a << b, ty) if op == "<<" else a >> b
        case "&":
            return a & b
        case "|":
            return a | b
        case "^":
            return a ^ b
    raise ConstError(f"operator {op}", span)

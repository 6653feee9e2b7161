"""Results and status flags of arithmetic, as the manual's operation sections say (SDM vol. 1 appendix A, vol. 2).

Each function takes operands as unsigned integers of ``bits`` bits and the status flags before, and gives the result
and the status flags after. What the manual leaves undefined is as processors have it, or unchanged.
"""

from __future__ import annotations

from collections.abc import Callable

CF, PF, AF, ZF, SF, OF = 1, 1 << 2, 1 << 4, 1 << 6, 1 << 7, 1 << 11
STATUS = CF | PF | AF | ZF | SF | OF

Binary = Callable[[int, int, int, int], tuple[int, int]]


def of_result(value: int, bits: int) -> int:
    """PF, ZF and SF of a result."""
    flags = 0 if (value & 0xFF).bit_count() & 1 else PF
    if not value:
        flags |= ZF
    if value >> bits - 1 & 1:
        flags |= SF
    return flags


def _adding(a: int, b: int, carry: int, bits: int) -> tuple[int, int]:
    exact = a + b + carry
    value = exact & (1 << bits) - 1
    flags = of_result(value, bits) | exact >> bits & CF | (a ^ b ^ value) & AF
    if (a ^ value) & (b ^ value) & 1 << bits - 1:
        flags |= OF
    return value, flags


def _subtracting(a: int, b: int, borrow: int, bits: int) -> tuple[int, int]:
    exact = a - b - borrow
    value = exact & (1 << bits) - 1
    flags = of_result(value, bits) | (CF if exact < 0 else 0) | (a ^ b ^ value) & AF
    if (a ^ b) & (a ^ value) & 1 << bits - 1:
        flags |= OF
    return value, flags


def _logic(value: int, bits: int) -> tuple[int, int]:
    return value, of_result(value, bits)


BINARY: dict[str, Binary] = {
    "add": lambda a, b, f, bits: _adding(a, b, 0, bits),
    "adc": lambda a, b, f, bits: _adding(a, b, f & CF, bits),
    "sub": lambda a, b, f, bits: _subtracting(a, b, 0, bits),
    "sbb": lambda a, b, f, bits: _subtracting(a, b, f & CF, bits),
    "and": lambda a, b, f, bits: _logic(a & b, bits),
    "or": lambda a, b, f, bits: _logic(a | b, bits),
    "xor": lambda a, b, f, bits: _logic(a ^ b, bits),
    "cmp": lambda a, b, f, bits: _subtracting(a, b, 0, bits),
    "test": lambda a, b, f, bits: _logic(a & b, bits),
}
"""Two operands; ``cmp`` and ``test`` are done for their flags."""


def increment(a: int, flags: int, bits: int) -> tuple[int, int]:
    """INC: CF stays."""
    value, new = _adding(a, 1, 0, bits)
    return value, new & ~CF | flags & CF


def decrement(a: int, flags: int, bits: int) -> tuple[int, int]:
    """DEC: CF stays."""
    value, new = _subtracting(a, 1, 0, bits)
    return value, new & ~CF | flags & CF


def negate(a: int, flags: int, bits: int) -> tuple[int, int]:
    """NEG."""
    return _subtracting(0, a, 0, bits)


def invert(a: int, flags: int, bits: int) -> tuple[int, int]:
    """NOT: no flags."""
    return a ^ (1 << bits) - 1, flags


UNARY = {"inc": increment, "dec": decrement, "neg": negate, "not": invert}


def signed(value: int, bits: int) -> int:
    """An unsigned integer's bits as a signed one."""
    return value - (1 << bits) if value >> bits - 1 & 1 else value


def shift(name: str, a: int, count: int, flags: int, bits: int) -> tuple[int, int]:
    """SHL, SHR, SAR, ROL, ROR. The count is masked; of 0, nothing changes. OF is defined for a count of 1 only."""
    count &= 63 if bits == 64 else 31
    if not count:
        return a, flags
    mask = (1 << bits) - 1
    top = bits - 1
    if name == "shl":
        exact = a << count
        value, carry = exact & mask, exact >> bits & 1
        over = value >> top & 1 ^ carry
    elif name == "shr":
        value, carry = a >> count, a >> count - 1 & 1
        over = a >> top & 1
    elif name == "sar":
        number = signed(a, bits)
        value, carry = number >> count & mask, number >> min(count - 1, bits) & 1
        over = 0
    else:
        step = count % bits
        value = (a << step | a >> bits - step) & mask if name == "rol" else (a >> step | a << bits - step) & mask
        carry = value & 1 if name == "rol" else value >> top & 1
        over = value >> top & 1 ^ carry if name == "rol" else (value >> top ^ value >> top - 1) & 1
        kept = flags & ~(CF | OF)
        return value, kept | carry | (OF if over else 0)
    return value, of_result(value, bits) | carry | (OF if over else 0)


def scan(a: int, backwards: bool) -> int | None:
    """BSF, BSR: the number of the lowest or highest bit that is set; None if there is none."""
    if not a:
        return None
    return a.bit_length() - 1 if backwards else (a & -a).bit_length() - 1


def count_zeros(name: str, a: int, bits: int) -> tuple[int, int]:
    """LZCNT, TZCNT: CF for an operand of 0, ZF for a result of 0."""
    found = scan(a, name == "lzcnt")
    value = bits if found is None else bits - 1 - found if name == "lzcnt" else found
    return value, (CF if found is None else 0) | (0 if value else ZF)


def multiply(a: int, b: int, bits: int, sign: bool) -> tuple[int, int]:
    """MUL, IMUL: the product with twice the bits, and CF and OF if its lower half alone doesn't say it."""
    exact = signed(a, bits) * signed(b, bits) if sign else a * b
    low = exact & (1 << bits) - 1
    fits = (signed(low, bits) if sign else low) == exact
    return exact & (1 << 2 * bits) - 1, 0 if fits else CF | OF


def divide(high: int, low: int, by: int, bits: int, sign: bool) -> tuple[int, int] | None:
    """DIV, IDIV: quotient and remainder; None if they raise #DE."""
    whole = high << bits | low
    if not by:
        return None
    mask = (1 << bits) - 1
    if not sign:
        quotient, rest = divmod(whole, by)
        return None if quotient > mask else (quotient, rest)
    number, divisor = signed(whole, 2 * bits), signed(by, bits)
    quotient = abs(number) // abs(divisor) * (1 if (number < 0) == (divisor < 0) else -1)
    if not -(1 << bits - 1) <= quotient < 1 << bits - 1:
        return None
    return quotient & mask, (number - quotient * divisor) & mask


CONDITIONS: dict[str, Callable[[int], int]] = {
    "o": lambda f: f & OF,
    "b": lambda f: f & CF,
    "e": lambda f: f & ZF,
    "be": lambda f: f & (CF | ZF),
    "s": lambda f: f & SF,
    "p": lambda f: f & PF,
    "l": lambda f: int(bool(f & SF) != bool(f & OF)),
    "le": lambda f: f & ZF or int(bool(f & SF) != bool(f & OF)),
}
"""What a condition looks at, by its name in an instruction's."""
SYNONYMS = {
    "c": "b", "nae": "b", "z": "e", "na": "be", "pe": "p", "po": "np", "nge": "l", "ng": "le",
    "ae": "nb", "nc": "nb", "ne": "ne", "nz": "ne", "a": "nbe", "ge": "nl", "g": "nle",
}  # fmt: skip


def holds(condition: str, flags: int) -> bool:
    """Whether a condition holds."""
    condition = SYNONYMS.get(condition, condition)
    if condition in CONDITIONS:
        return bool(CONDITIONS[condition](flags))
    return not CONDITIONS[condition[1:]](flags)


CONDITION_NAMES = (*CONDITIONS, *(f"n{c}" for c in CONDITIONS), *SYNONYMS)

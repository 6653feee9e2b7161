"""Functions of the run time that need no machine: integers, floats, text."""

from __future__ import annotations

import math
import struct
import unicodedata
from collections.abc import Callable
from typing import Any

LoadBytes = Callable[[int, int, int, int], bytes]
StoreBytes = Callable[[int, bytes, int, int], None]


def sdiv(a: int, b: int) -> int:
    """Signed division that cuts towards zero."""
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else -q


def srem(a: int, b: int) -> int:
    """The remainder with the sign of the dividend."""
    r = abs(a) % abs(b)
    return -r if a < 0 else r


def int_pow(base: int, exponent: int, lo: int, hi: int) -> tuple[int, bool]:
    """A power wrapped into ``lo..=hi``, and whether it was outside."""
    size = hi - lo + 1
    wrapped = (pow(base, exponent, size) - lo) % size + lo
    if exponent * max(abs(base).bit_length() - 1, 0) > 140:
        return wrapped, abs(base) > 1
    exact = base**exponent
    return wrapped, not lo <= exact <= hi


def int_cttz(value: int, bits: int) -> int:
    """Zero bits below the lowest one."""
    value &= (1 << bits) - 1
    return (value & -value).bit_length() - 1 if value else bits


def int_bswap(value: int, count: int) -> int:
    """Bytes reversed."""
    return int.from_bytes(value.to_bytes(count, "little"), "big")


def int_bitreverse(value: int, bits: int) -> int:
    """Bits reversed."""
    return int(f"{value:0{bits}b}"[::-1], 2)


def int_rotate(value: int, count: int, bits: int) -> int:
    """Rotated left."""
    count %= bits
    return (value << count | value >> bits - count) & (1 << bits) - 1


def f32(value: float) -> float:
    """Rounded to single precision."""
    if isinstance(value, int) and (large := value.bit_length() - 53) > 0:  # once, not first to a double
        value = (value >> large | bool(value & (1 << large) - 1)) << large
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def fdiv(a: float, b: float) -> float:
    """Division as IEEE 754 has it."""
    try:
        return a / b
    except ZeroDivisionError:
        if a == 0 or math.isnan(a):
            return math.nan
        return math.copysign(math.inf, a) * math.copysign(1, b)


def frem(a: float, b: float) -> float:
    """The remainder as ``fmod``."""
    try:
        return math.fmod(a, b)
    except ValueError:
        return math.nan


def ftoi(value: float, lo: int, hi: int) -> int:
    """``as`` from float to integer: saturates, NaN is 0."""
    if math.isnan(value):
        return 0
    if math.isinf(value):
        return hi if value > 0 else lo
    return min(max(int(value), lo), hi)


def dyn_size(head: int, head_align: int, size: int, align: int) -> int:
    """The size of a struct whose last field is a trait object."""
    whole = max(head_align, align)
    return ((head + align - 1 & -align) + size + whole - 1) & -whole


def char_is(value: int, what: int) -> bool:
    """What Unicode says of a character, see ``intrinsics::char_is``."""
    c = chr(value) if not 0xD800 <= value <= 0xDFFF else "\ufffd"
    kind = unicodedata.category(c)
    if what == 0:
        return c.isalpha() or kind == "Nl"
    if what == 1:
        return kind in ("Nd", "Nl", "No")
    if what == 2:
        return c in "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" or "\u2000" <= c <= "\u200a"
    if what == 3:
        return c.isupper()
    if what == 4:
        return c.islower()
    if what == 5:
        return kind == "Cc"
    if what == 6:
        return kind not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs") or c == " "
    return kind in ("Mn", "Me")


def char_to_case(value: int, upper: bool) -> int:
    """The simple upper or lower case of a character."""
    c = chr(value) if not 0xD800 <= value <= 0xDFFF else ""
    turned = c.upper() if upper else c.lower()
    return ord(turned) if len(turned) == 1 else value


def digits(value: int, radix: int, upper: bool) -> str:
    """A number's digits in a radix from 2 to 36."""
    if radix == 10:
        return str(value)
    if radix == 16:
        return f"{value:X}" if upper else f"{value:x}"
    if radix == 2:
        return f"{value:b}"
    if radix == 8:
        return f"{value:o}"
    if not value:
        return "0"
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if upper else "0123456789abcdefghijklmnopqrstuvwxyz"
    found = []
    while value:
        value, d = divmod(value, radix)
        found.append(signs[d])
    return "".join(reversed(found))


def float_text(value: float, single: bool, mode: int, precision: int) -> str:
    """A finite, non-negative float as text, see ``intrinsics::format_float``."""
    if mode == 2:
        return f"{value:.{precision}f}"
    if mode == 4:
        mantissa, exponent = f"{value:.{precision}e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    shortest = _shortest_single(value) if single else repr(value)
    mantissa, _, exponent = shortest.partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    power = int(exponent or 0)
    all_digits = (whole + part).lstrip("0") or "0"
    point = len(whole) + power  # digits before the decimal point, counted from the first of ``whole + part``
    point -= len(whole + part) - len((whole + part).lstrip("0")) if value else 0
    if value == 0:
        point = 1
    all_digits = all_digits.rstrip("0") or "0"
    if mode == 3 or (mode == 1 and value and not 1e-4 <= value < 1e16):
        rest = all_digits[1:]
        return f"{all_digits[0]}{'.' + rest if rest else ''}e{point - 1 if value else 0}"
    if point <= 0:
        return "0." + "0" * -point + all_digits
    if point >= len(all_digits):
        plain = all_digits + "0" * (point - len(all_digits))
        return plain + (".0" if mode == 1 else "")
    return all_digits[:point] + "." + all_digits[point:]


def float_bits(text: str, single: bool) -> int:
    """The bits of the float that is nearest to a decimal number, see ``intrinsics::parse_float``."""
    near = float(text)
    bits: int = struct.unpack("<Q", struct.pack("<d", near))[0]
    if not single:
        return bits
    if not bits & 1 and math.isfinite(near) and near:  # rounded twice, it could land on the wrong side of a middle
        side = _compare(text, near)
        if side:
            near = struct.unpack("<d", struct.pack("<Q", bits + side))[0]
    return int(struct.unpack("<I", struct.pack("<f", f32(near)))[0])


def _compare(text: str, near: float) -> int:
    """Whether a decimal number without a sign is more (1) or less (-1) than a float; 0 if it is just that."""
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    power = int(exponent or 0) - len(part)
    above, below = near.as_integer_ratio()
    left: int = int(whole + part) * below * 10 ** max(power, 0)
    right = above * 10 ** max(-power, 0)
    return int(left > right) - int(left < right)


def _shortest_single(value: float) -> str:
    for n in range(1, 10):
        text = f"{value:.{n}g}"
        if f32(float(text)) == value:
            return text
    return repr(value)


def text_functions(ldb: LoadBytes, stb: StoreBytes) -> dict[str, Any]:
    """Intrinsics on text that read or write memory."""

    def format_digits(value: int, radix: int, upper: bool, to: int, b: int, rip: int) -> int:
        made = digits(value, radix, upper).encode()
        stb(to, made, b, rip)
        return len(made)

    def format_float(value: float, single: bool, mode: int, precision: int, to: int, b: int, rip: int) -> int:
        made = float_text(value, single, mode, precision).encode()
        stb(to, made, b, rip)
        return len(made)

    def parse_float(text: int, count: int, single: bool, b: int, rip: int) -> int:
        return float_bits(ldb(text, count, b, rip).decode("ascii"), single)

    def utf8_valid_up_to(text: int, count: int, b: int, rip: int) -> tuple[int, int]:
        data = ldb(text, count, b, rip)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as e:
            return e.start, 0 if e.reason == "unexpected end of data" else e.end - e.start
        return count, 0

    def utf8_decode(at: int, b: int, rip: int) -> tuple[int, int]:
        first = ldb(at, 1, b, rip)[0]
        if first < 0x80:
            return first, 1
        size = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
        return ord(ldb(at, size, b, rip).decode("utf-8", "surrogatepass")), size

    return {
        "core_format_digits": format_digits,
        "core_format_float": format_float,
        "core_parse_float": parse_float,
        "core_utf8_valid_up_to": utf8_valid_up_to,
        "core_utf8_decode": utf8_decode,
    }


PURE: dict[str, Any] = {
    "sdiv": sdiv, "srem": srem, "int_pow": int_pow, "int_cttz": int_cttz, "int_bswap": int_bswap, "int_bitreverse":
    int_bitreverse,
    "int_rotate": int_rotate, "int_sqrt": math.isqrt, "f32": f32, "fdiv": fdiv, "frem": frem, "fop": float, "ftoi":
    ftoi,
    "dyn_size": dyn_size, "pack": struct.pack, "unpack": struct.unpack,
    "core_char_is": lambda value, what, b, rip: char_is(value, what),
    "core_char_to_case": lambda value, upper, b, rip: char_to_case(value, upper),
}  # fmt: skip

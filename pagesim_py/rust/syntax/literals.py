"""The values of literals: numbers, characters, strings, with rustc's messages for the malformed ones.

A literal becomes (kind, value, suffix): kind int, float, str, bytes, cstr, char or byte; value an int (also char and
byte), a float, str or bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LiteralParts = tuple[str, object, str]
ErrorAt = Callable[[str, int, int, str, "str | None", str], None]

INT_TYPES = frozenset("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize".split())
FLOAT_TYPES = frozenset(["f16", "f32", "f64", "f128"])
_SIMPLE = {"n": 10, "r": 13, "t": 9, "\\": 92, "0": 0, "'": 39, '"': 34}
_ESCAPE = re.compile(r"\\(?:x([^'\"]{0,2})|u\{([^}]*)\}|(\r?\n\s*)|(.))", re.DOTALL)
_RAW_BYTE = 0x110000
"""Above all code points: what ``\\x80`` and above are in a C string, one byte."""
_BASES = {"0x": (16, "hexadecimal"), "0o": (8, "octal"), "0b": (2, "binary")}


class Literals:
    """Decodes literals;
    ``error(message, lo, hi, label, code, help)`` hears of malformed ones (offsets into the file).
    """

    def __init__(self, error: ErrorAt) -> None:
        self.error = error

    def number(self, body: str, suffix: str, at: int) -> LiteralParts:
        """An integer or a float; ``at`` is its offset."""
        end = at + len(body) + len(suffix)
        digits = body.replace("_", "")
        base, base_name = _BASES.get(body[:2], (10, ""))
        if base != 10 and not digits[2:]:
            self.error("no valid digits found for number", at, at + len(body), "", "E0768", "")
            return "int", 0, suffix
        if base != 10:
            for offset, char in enumerate(body[2:], 2):
                if char != "_" and int(char, 16) >= base:
                    self.error(f"invalid digit for a base {base} literal", at + offset, at + offset + 1, "", None, "")
                    return "int", 0, suffix if suffix in INT_TYPES else ""
            if base == 16 or suffix in INT_TYPES or not suffix:
                value = int(digits[2:], base)
                self.fits(value, at, end)
                return "int", value, self.int_suffix(suffix, at, end)
        if base == 10 and ("." in digits or "e" in digits or "E" in digits or suffix in FLOAT_TYPES):
            if re.search(r"[eE][+-]?$", digits):
                self.error("expected at least one digit in exponent", at, end, "", None, "")
                return "float", 0.0, ""
            return "float", float(digits), self.float_suffix(suffix, at, end)
        if suffix in FLOAT_TYPES:
            self.error(f"{base_name} float literal is not supported", at, end, "not supported", None, "")
            return "int", 0, ""
        if re.fullmatch(r"[eE]_*", suffix):
            self.error("expected at least one digit in exponent", at, end, "", None, "")
            return "float", 0.0, ""
        value = int(digits[:60], 10) if base == 10 else int(digits[2:], base)
        self.fits(value, at, end)
        return "int", value, self.int_suffix(suffix, at, end)

    def fits(self, value: int, at: int, end: int) -> None:
        """No integer type is wider than 128 bits."""
        if value >> 128:
            self.error(
                "integer literal is too large",
                at,
                end,
                "",
                None,
                "value exceeds limit of `340282366920938463463374607431768211455`",
            )

    def int_suffix(self, suffix: str, at: int, end: int) -> str:
        """The suffix if it is an integer's (or none); else "" and a message."""
        if not suffix or suffix in INT_TYPES or suffix == "_":
            return suffix
        if suffix[0] == "f":
            return self.float_suffix(suffix, at, end)
        if re.fullmatch(r"[iu]\d+", suffix):
            self.error(
                f"invalid width `{suffix[1:]}` for integer literal",
                at,
                end,
                "",
                None,
                "valid widths are 8, 16, 32, 64 and 128",
            )
        elif re.fullmatch(r"[xobXOB]\d*[0-9a-fA-F_]*", suffix) and suffix[0] in "XOB":
            self.error(
                "invalid base prefix for number literal",
                at,
                end,
                "",
                None,
                "base prefixes (`0xff`, `0b1010`, `0o755`) are lowercase",
            )
        else:
            self.error(
                f"invalid suffix `{suffix}` for number literal",
                at,
                end,
                f"invalid suffix `{suffix}`",
                None,
                "the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)",
            )
        return ""

    def float_suffix(self, suffix: str, at: int, end: int) -> str:
        """The suffix if it is a float's (or none); else "" and a message."""
        if not suffix or suffix in FLOAT_TYPES:
            return suffix
        if re.fullmatch(r"f\d+", suffix):
            self.error(
                f"invalid width `{suffix[1:]}` for float literal", at, end, "", None, "valid widths are 32 and 64"
            )
        else:
            self.error(
                f"invalid suffix `{suffix}` for float literal",
                at,
                end,
                f"invalid suffix `{suffix}`",
                None,
                "valid suffixes are `f32` and `f64`",
            )
        return ""

    def no_suffix(self, kind: str, suffix: str, start: int, at: int) -> None:
        """Only numbers may have suffixes; the literal stands from ``start`` to ``at``."""
        what = {"str": "string", "char": "char", "bytes": "byte string", "byte": "byte", "cstr": "C string"}[kind]
        self.error(
            f"suffixes on {what} literals are invalid", start, at + len(suffix), f"invalid suffix `{suffix}`", None, ""
        )

    def quoted(self, shape: str, text: str, at: int) -> LiteralParts:
        """A string ("str", "raw") or character ("char") literal with its quotes and prefix."""
        prefix = text[: min(i for i in (text.find('"'), text.find("'"), len(text)) if i >= 0)].rstrip("#")
        if shape == "char":
            kind = "byte" if prefix == "b" else "char"
            start = len(prefix) + 1
            values = self.unescape(text[start:-1], at + start, kind)
            return kind, values[0] if values else 0, ""
        kind = {"b": "bytes", "c": "cstr"}.get(prefix[:1], "str")
        start = text.index('"') + 1
        body = text[start : text.rindex('"')]
        if shape == "raw":
            values = [ord(c) for c in body]
            if kind == "bytes":
                self.ascii(body, at + start, "raw byte string")
        elif kind == "str" and "\\" not in body:
            return kind, body.replace("\r\n", "\n"), ""
        else:
            values = self.unescape(body, at + start, kind)
        if kind == "str":
            return kind, "".join(map(chr, values)), ""
        data = bytearray()
        for value in values:
            one_byte = value >= _RAW_BYTE or (value < 256 and kind == "bytes")
            data += bytes([value & 255]) if one_byte else chr(value).encode()
        if kind == "cstr" and 0 in data:
            lo, hi = start, text.rindex('"')
            found = re.search("\\0|\\\\(?:0|x00|u\\{0+\\})" if shape != "raw" else "\0", text[lo:hi])
            if found:
                lo, hi = lo + found.start(), lo + found.end()
            self.error("null characters in C string literals are not supported", at + lo, at + hi, "", None, "")
        return kind, bytes(data), ""

    def ascii(self, body: str, at: int, what: str) -> None:
        """Byte literals are ASCII."""
        for offset, char in enumerate(body):
            if ord(char) > 127:
                self.error(
                    f"non-ASCII character in {what} literal", at + offset, at + offset + 1, "must be ASCII", None, ""
                )
                return

    def unescape(self, body: str, at: int, kind: str) -> list[int]:
        """The code points (or bytes) of the text between the quotes."""
        byte = kind in ("byte", "bytes")
        if byte:
            self.ascii(body, at, "byte string" if kind == "bytes" else "byte")
        values: list[int] = []
        done = 0
        body_text = body
        for match in _ESCAPE.finditer(body):
            values += map(ord, body_text[done : match.start()].replace("\r\n", "\n"))
            done = match.end()
            value = self.escape(match, at, byte, kind == "cstr")
            if value is not None:
                values.append(value)
        values += map(ord, body[done:].replace("\r\n", "\n"))
        return values

    def escape(self, match: re.Match[str], at: int, byte: bool, mixed: bool = False) -> int | None:
        """One escape sequence; None if it stands for nothing or is wrong. ``mixed``: bytes and characters."""
        lo, hi = at + match.start(), at + match.end()
        hexa, uni, newline, char = match.groups()
        if newline is not None:
            return None
        if hexa is not None:
            if not re.fullmatch(r"[0-9a-fA-F]{2}", hexa):
                if len(hexa) < 2:
                    self.error("numeric character escape is too short", lo, hi, "", None, "")
                else:
                    bad = next(i for i, c in enumerate(hexa) if c not in "0123456789abcdefABCDEF")
                    self.error(
                        f"invalid character in numeric character escape: `{hexa[bad]}`",
                        lo + 2 + bad,
                        lo + 3 + bad,
                        "invalid character in numeric character escape",
                        None,
                        "",
                    )
                return None
            value = int(hexa, 16)
            if value > 127 and mixed:
                return _RAW_BYTE + value
            if value > 127 and not byte:
                self.error(
                    "out of range hex escape", lo, hi, "must be a character in the range [\\x00-\\x7f]", None, ""
                )
            return value
        if uni is not None:
            return self.unicode_escape(uni.replace("_", ""), lo, hi, byte)
        if char in _SIMPLE:
            return _SIMPLE[char]
        if char == "u":
            self.error(
                "incorrect unicode escape sequence",
                lo,
                hi,
                "incorrect unicode escape sequence",
                None,
                "format of unicode escape sequences uses braces: `\\u{...}`",
            )
            return None
        what = "byte" if byte else "character"
        self.error(
            f"unknown {what} escape: `{char}`",
            lo + 1,
            hi,
            f"unknown {what} escape",
            None,
            "for more information, visit <https://doc.rust-lang.org/reference/tokens.html#literals>",
        )
        return None

    def unicode_escape(self, digits: str, lo: int, hi: int, byte: bool) -> int | None:
        """The code point of ``\\u{...}``."""
        if byte:
            self.error(
                "unicode escape in byte string",
                lo,
                hi,
                "unicode escape in byte string",
                None,
                "unicode escape sequences cannot be used as a byte or in a byte string",
            )
        elif not digits:
            self.error("empty unicode escape", lo, hi, "this escape must have at least 1 hex digit", None, "")
        elif not re.fullmatch(r"[0-9a-fA-F]+", digits):
            bad = next(i for i, c in enumerate(digits) if c not in "0123456789abcdefABCDEF")
            self.error(
                f"invalid character in unicode escape: `{digits[bad]}`",
                lo + 3 + bad,
                lo + 4 + bad,
                "invalid character in unicode escape",
                None,
                "",
            )
        elif len(digits) > 6:
            self.error("overlong unicode escape", lo, hi, "must have at most 6 hex digits", None, "")
        elif int(digits, 16) > 0x10FFFF or 0xD800 <= int(digits, 16) < 0xE000:
            why = "surrogate" if int(digits, 16) < 0xE000 else "an out of range value"
            self.error(
                "invalid unicode character escape",
                lo,
                hi,
                "invalid escape",
                None,
                "unicode escape must not be a surrogate"
                if why == "surrogate"
                else "unicode escape must be at most 10FFFF",
            )
        else:
            return int(digits, 16)
        return None

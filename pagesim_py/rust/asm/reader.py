"""Assembly text in Intel's syntax, as LLVM reads it, to instructions with operands. No instruction is known here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from .registers import CONTROL, DEBUG, NAMES, OTHER, SEGMENTS, Register


class AsmError(Exception):
    """A mistake in assembly text, from ``lo`` to ``hi``. ``helps``: what to do; ``code``: a lint's name."""

    def __init__(self, message: str, lo: int, hi: int, helps: list[str] | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message, self.lo, self.hi, self.helps, self.code = message, lo, hi, helps or [], code
        self.label = "use a different label that doesn't start with `0` or `1`" if code == "binary_asm_labels" else ""


class Immediate(NamedTuple):
    """A number; ``symbol``: the index of a ``sym`` operand whose address is added, or None."""

    value: int
    symbol: int | None = None


class Memory(NamedTuple):
    """``[base + scaled * scale + displacement]``; ``base`` may be RIP (-1); ``size`` in bytes, 0 if none is told."""

    size: int
    base: int | None
    scaled: int | None
    scale: int
    displacement: int
    symbol: int | None
    segment: str | None
    narrow: bool


class Segment(NamedTuple):
    """A segment register."""

    name: str


class System(NamedTuple):
    """A control register (``kind`` "cr") or debug register ("dr")."""

    kind: str
    number: int


class Target(NamedTuple):
    """A jump's target: the number of an instruction, or of the end."""

    to: int


Operand = Register | Immediate | Memory | Segment | System | Target
RIP = -1

SIZES = {"byte": 1, "word": 2, "dword": 4, "qword": 8, "fword": 6, "tbyte": 10, "xmmword": 16, "oword": 16}
_TOKEN = re.compile(
    r"\s*(0x[0-9a-f]+|0b[01]+|0o[0-7]+|[0-9][0-9a-f]*h\b|\d+|¤\d+|[a-z_.$@][\w.$@]*|<<|>>|[-+*/%|&^~()])", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|#[^\n]*", re.DOTALL)
_LABEL = re.compile(r"\s*([\w.$@]+)\s*:(?!:)")
LABELS_HELP = "only local labels of the form `<number>:` should be used in inline asm"


@dataclass(slots=True)
class Statement:
    """A mnemonic in lower case and its operands' text, each with its place."""

    mnemonic: str
    arguments: list[tuple[str, int]]
    lo: int
    hi: int
    prefix: str = ""
    index: int = 0


def statements(text: str) -> tuple[list[Statement], list[tuple[str, int]]]:
    """The instructions of a text, and its labels with the number of the instruction that each stands before."""
    clean = _COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    found: list[Statement] = []
    labels: list[tuple[str, int]] = []
    at = 0
    for part in re.split(r"[;\n]", clean):
        lo = at
        at += len(part) + 1
        while label := _LABEL.match(part):
            if label[1].lower() in SEGMENTS:
                break
            check_label(label[1], lo + label.start(1))
            labels.append((label[1], len(found)))
            lo += label.end()
            part = part[label.end() :]
        body = part.strip()
        if not body:
            continue
        lo += len(part) - len(part.lstrip())
        statement = split(body, lo)
        statement.index = len(found)
        found.append(statement)
    return found, labels


def check_label(name: str, at: int) -> None:
    """rustc's lints about labels, which are errors."""
    if not name.isdigit():
        raise AsmError(
            "avoid using named labels in inline assembly", at, at + len(name), [LABELS_HELP], "named_asm_labels"
        )
    if set(name) <= {"0", "1"}:
        raise AsmError(
            "avoid using labels containing only the digits `0` and `1` in inline assembly",
            at,
            at + len(name),
            ["start numbering with `2` instead"],
            "binary_asm_labels",
        )


def split(body: str, lo: int) -> Statement:
    """One statement into prefix, mnemonic and operands."""
    hi = lo + len(body)
    words = re.match(r"((?:lock|rep|repe|repz|repne|repnz)\s+)?(\S+)\s*", body, re.IGNORECASE)
    assert words is not None
    prefix, mnemonic = (words[1] or "").strip().lower(), words[2].lower()
    rest, at = body[words.end() :], lo + words.end()
    arguments: list[tuple[str, int]] = []
    if rest:
        depth = start = 0
        for i, c in enumerate(rest + ","):
            depth += (c in "([") - (c in ")]")
            if c == "," and (depth <= 0 or i == len(rest)):
                piece = rest[start:i]
                arguments.append((piece.strip(), at + start + len(piece) - len(piece.lstrip())))
                start = i + 1
    return Statement(mnemonic, arguments, lo, hi, prefix)


class Expression:
    """Reads an expression of numbers, registers and symbols: ``terms`` counts each, "" is the number.

    A register that is named twice, as base and as index, is there a second time with a prime behind its name.
    """

    def __init__(self, text: str, lo: int, hi: int) -> None:
        self.tokens: list[str] = []
        self.lo, self.hi = lo, hi
        at = 0
        text = text.rstrip()
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                raise AsmError("unknown token in expression", lo, hi)
            self.tokens.append(token[1].lower())
            at = token.end()
        self.at = 0

    def fail(self, message: str = "invalid operand for instruction") -> AsmError:
        return AsmError(message, self.lo, self.hi)

    def read(self) -> dict[str, int]:
        terms = self.level(0)
        if self.at < len(self.tokens):
            raise self.fail("unexpected token in argument list")
        return {name: count for name, count in terms.items() if count or not name}

    LEVELS = (("|",), ("^",), ("&",), ("<<", ">>"), ("+", "-"), ("*", "/", "%"))

    def level(self, depth: int) -> dict[str, int]:
        if depth == len(self.LEVELS):
            return self.atom()
        left = self.level(depth + 1)
        while self.at < len(self.tokens) and self.tokens[self.at] in self.LEVELS[depth]:
            op = self.tokens[self.at]
            self.at += 1
            left = self.combine(op, left, self.level(depth + 1))
        return left

    def combine(self, op: str, a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
        if op in "+-":
            sign = 1 if op == "+" else -1
            b = {f"{name}'" if name in NAMES and name in a else name: count for name, count in b.items()}
            return {name: a.get(name, 0) + sign * b.get(name, 0) for name in {**a, **b}}
        if op == "*" and (plain(a) or plain(b)):
            factor, terms = (a.get("", 0), b) if plain(a) else (b.get("", 0), a)
            return {name: count * factor for name, count in terms.items()}
        if not (plain(a) and plain(b)):
            raise self.fail()
        x, y = a.get("", 0), b.get("", 0)
        if op in "/%" and not y or op in ("<<", ">>") and not 0 <= y < 64:
            raise self.fail("cannot be evaluated")
        quotient = abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1) if op in "/%" else 0
        results = {"|": x | y, "^": x ^ y, "&": x & y, "/": quotient, "%": x - quotient * y}
        if op in ("<<", ">>"):
            return {"": x << y if op == "<<" else x >> y}
        return {"": results[op]}

    def atom(self) -> dict[str, int]:
        if self.at >= len(self.tokens):
            raise self.fail("unknown token in expression")
        token = self.tokens[self.at]
        self.at += 1
        if token == "(":
            inner = self.level(0)
            if self.at >= len(self.tokens) or self.tokens[self.at] != ")":
                raise self.fail("unexpected token in argument list")
            self.at += 1
            return inner
        if token == "-":
            return {name: -count for name, count in self.atom().items()}
        if token == "+":
            return self.atom()
        if token == "~":
            inner = self.atom()
            if not plain(inner):
                raise self.fail()
            return {"": ~inner.get("", 0)}
        if token[0].isdigit():
            return {"": number(token)}
        if token[0] in "¤_.$@" or token[0].isalpha():
            return {token: 1}
        raise self.fail("unknown token in expression")


def number(token: str) -> int:
    """The value of a number as written."""
    if token.endswith("h") and not token.startswith("0x"):
        return int(token[:-1], 16)
    return (
        int(token, 0)
        if token[:2] in ("0x", "0b", "0o")
        else int(token, 8)
        if set(token) <= set("01234567") and token[0] == "0"
        else int(token)
    )


def plain(terms: dict[str, int]) -> bool:
    """Whether an expression is a number only."""
    return not any(count for name, count in terms.items() if name)


def operand(text: str, lo: int, statement: Statement, labels: list[tuple[str, int]]) -> Operand:
    """One operand of an instruction. Raises AsmError."""
    low, hi = text.lower(), lo + len(text)
    if low in NAMES:
        return NAMES[low]
    if low in SEGMENTS:
        return Segment(low)
    if low in CONTROL:
        return System("cr", CONTROL[low])
    if low in DEBUG:
        return System("dr", DEBUG[low])
    if low in OTHER or re.fullmatch(r"st(\s*\(\d\))?", low):
        raise AsmError(
            f"the register `{text}` is not there in pagesim's CPU",
            lo,
            hi,
            ["it has the general, segment, control and debug registers; a kernel needs no others"],
        )
    jump = re.fullmatch(r"(?:short\s+)?(\d+)([bf])", low)
    if jump is not None and statement.mnemonic.startswith(("j", "loop", "call")):
        return target(jump[1], jump[2], statement, labels, lo, hi)
    size = 0
    pointer = re.match(r"(\w+)\s+ptr\s+", low)
    if pointer is not None:
        if pointer[1] not in SIZES:
            raise AsmError("unknown token in expression", lo, hi)
        size = SIZES[pointer[1]]
        text = text[pointer.end() :]
    segment = None
    over = re.match(r"([c-gs]s)\s*:\s*", text, re.IGNORECASE)
    if over is not None:
        segment = over[1].lower()
        text = text[over.end() :]
    before, opened, inside = text.partition("[")
    if opened:
        if not inside.endswith("]"):
            raise AsmError("unexpected token in argument list", lo, hi)
        terms = Expression(inside[:-1].replace("][", "+"), lo, hi).read()
        if before.strip():
            terms = Expression(f"({before}) + ({inside[:-1]})", lo, hi).read()
        return memory(terms, size, segment, lo, hi)
    offset = re.match(r"offset\s+", text, re.IGNORECASE)
    if offset is not None:
        text = text[offset.end() :]
    terms = Expression(text, lo, hi).read()
    if size or segment is not None:
        return memory(terms, size, segment, lo, hi)
    symbol = None
    for name, count in terms.items():
        if name.startswith("¤") and count == 1 and symbol is None:
            symbol = int(name[1:])
        elif name:
            raise unknown(name, lo, hi)
    return Immediate(terms.get("", 0), symbol)


def unknown(name: str, lo: int, hi: int) -> AsmError:
    """A name that is no register: LLVM takes it for a symbol, which the linker then wants."""
    if name == "rip":
        return AsmError("rip can only be used as a base register", lo, hi)
    if name in NAMES or name in CONTROL or name in SEGMENTS or name in DEBUG:
        return AsmError("invalid operand for instruction", lo, hi)
    return AsmError(
        f"`{name}` is no register: the linker would look for a symbol of this name",
        lo,
        hi,
        ["functions and statics are named by a `sym` operand: `lea {}, [rip + {}]`"],
    )


def target(name: str, way: str, statement: Statement, labels: list[tuple[str, int]], lo: int, hi: int) -> Target:
    """What ``2b`` and ``2f`` mean: the nearest label of that number before or behind."""
    at = statement.index
    places = [index for label, index in labels if label == name and (index <= at if way == "b" else index > at)]
    if not places:
        raise AsmError(
            "invalid reference to undefined symbol" if way == "b" else "Undefined temporary symbol .Ltmp0", lo, hi
        )
    return Target(max(places) if way == "b" else min(places))


def memory(terms: dict[str, int], size: int, segment: str | None, lo: int, hi: int) -> Memory:
    """A memory operand of these terms."""
    displacement = terms.get("", 0)
    base = index = symbol = None
    scale, width = 1, 0
    for name, count in terms.items():
        if not name:
            continue
        if name.startswith("¤"):
            if symbol is not None or count != 1:
                raise AsmError("invalid operand for instruction", lo, hi)
            symbol = int(name[1:])
            continue
        if name == "rip" and count == 1:
            if base is not None:
                raise AsmError("invalid base+index expression", lo, hi)
            base = RIP
            continue
        found = NAMES.get(name.rstrip("'"))
        if found is None:
            raise unknown(name, lo, hi)
        if found.size < 4 or (width and width != found.size):
            raise AsmError("invalid base+index expression" if width else "invalid 16-bit base register", lo, hi)
        width = found.size
        if count == 1 and base is None:
            base = found.number
        elif count == 2 and base is None and index is None and len(terms) == 1:
            base = index = found.number
        elif count in (1, 2, 4, 8) and index is None:
            index, scale = found.number, count
        else:
            raise AsmError("scale factor in address must be 1, 2, 4 or 8", lo, hi)
    if index == 4 and scale == 1 and base != 4:
        base, index = index, base
    if index == 4 or (base == RIP and index is not None):
        raise AsmError("invalid base+index expression", lo, hi)
    if displacement >= 1 << 63:
        displacement -= 1 << 64
    if base is not None and not -(1 << 31) <= displacement < 1 << 31:
        raise AsmError("displacement is not within [-2147483648, 2147483647]", lo, hi)
    return Memory(size, base, index, scale, displacement, symbol, segment, width == 4)

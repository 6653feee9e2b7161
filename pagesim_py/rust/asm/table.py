"""The instructions of ``asm!`` as data: for each mnemonic the forms of operands that it takes (SDM vol. 2).

A form names its operands: ``r`` a general register, ``m`` memory, ``i`` a number, all of one size; with 8, 16, 32 or 64
behind, of that size; ``rm`` either of two; ``M`` memory of whatever size. ``al``, ``cl``, ``dx`` and so on are
themselves, ``A`` is AL, AX or EAX, ``1`` is the number; ``s`` a segment register, ``c`` and ``d`` a control or debug
register, ``l`` a label. ``!8`` at the end: no 8-bit operands.
"""

from __future__ import annotations

from .alu import CONDITION_NAMES
from .reader import AsmError, Immediate, Memory, Operand, Segment, Statement, System, Target
from .registers import RAX, RCX, RDX, RSP, Register, name_of

_ALU = "rm,r r,m rm,i"
_SHIFT = "rm,1 rm,i8 rm,cl rm"
_WIDE = "r,rm !8"

SIZES = {"b": 1, "w": 2, "d": 4, "q": 8}
STRINGS = {
    name + letter: SIZES[letter]
    for name in ("movs", "stos", "lods", "scas", "cmps", "ins", "outs")
    for letter in ("bwd" if name in ("ins", "outs") else "bwdq")
}
"""Instructions that REP may stand before, and the size of what they work on."""

FORMS: dict[str, str] = {
    # nothing to see
    **dict.fromkeys("nop pause mfence lfence sfence ud2".split(), "-"),
    # interrupts and the CPU's state
    **dict.fromkeys("cli sti hlt int3 clc stc cmc cld std stac clac swapgs cpuid rdtsc rdtscp".split(), "-"),
    **dict.fromkeys("rdmsr wrmsr pushfq popfq lahf sahf wbinvd invd clts".split(), "-"),
    **dict.fromkeys(STRINGS, "-"),
    **dict.fromkeys("rdrand rdseed".split(), "r16 r32 r64"),
    "int": "i8",
    "in": "A,dx A,i8",
    "out": "dx,A i8,A",
    # moves
    "mov": "r,rm m,r rm,i r,s m16,s s,r s,m16 r64,c c,r64 r64,d d,r64",
    "movabs": "r64,i64",
    "lea": "r,M !8",
    "xchg": "r,rm m,r",
    "push": "r64 m64 i32 r16 m16",
    "pop": "r64 m64 r16 m16",
    "movzx": "r16,rm8 r32,rm8 r64,rm8 r32,rm16 r64,rm16",
    "movsx": "r16,rm8 r32,rm8 r64,rm8 r32,rm16 r64,rm16",
    "movsxd": "r64,rm32",
    "bswap": "r32 r64",
    "xadd": "rm,r",
    "cmpxchg": "rm,r",
    **dict.fromkeys("cbw cwde cdqe cwd cdq cqo".split(), "-"),
    # arithmetic
    **dict.fromkeys("add adc sub sbb and or xor cmp".split(), _ALU),
    "test": "rm,r r,m rm,i",
    **dict.fromkeys("not neg inc dec".split(), "rm"),
    **dict.fromkeys("shl sal shr sar rol ror".split(), _SHIFT),
    **dict.fromkeys("mul div idiv".split(), "rm"),
    "imul": "rm r,rm!8 r,rm,i!8",
    **dict.fromkeys("bsf bsr popcnt lzcnt tzcnt".split(), _WIDE),
    **dict.fromkeys("bt bts btr btc".split(), "r,r!8 rm,i8!8"),
    # jumps, and what conditions choose
    "jmp": "l",
    **{f"j{c}": "l" for c in CONDITION_NAMES},
    **{f"set{c}": "rm8" for c in CONDITION_NAMES},
    **{f"cmov{c}": _WIDE for c in CONDITION_NAMES},
    # tables and pages
    **dict.fromkeys("lidt lgdt sidt sgdt invlpg".split(), "M"),
    "ltr": "r16 m16",
    "str": "r16 r32 r64 m16",
    "invpcid": "r64,M",
}

LOCKABLE = frozenset("add adc sub sbb and or xor not neg inc dec xadd cmpxchg xchg bts btr btc".split())
"""Instructions that LOCK may stand before, if they write to memory."""

STACK = (
    "where a function's stack lies is the compiler's business here; a handler gets a stack of its own by the TSS, and "
    "`InterruptStackFrameValue::iretq` of the x86_64 crate goes to another one"
)
AWAY: dict[str, str] = {
    **dict.fromkeys(("call", "ret", "retf", "leave", "enter"), "write the call in Rust: `f()`"),
    **dict.fromkeys(
        ("iretq", "iret", "iretd"),
        'an `extern "x86-interrupt" fn` ends with IRETQ; `InterruptStackFrameValue::iretq` of the x86_64 crate does it '
        "elsewhere",
    ),
    **dict.fromkeys(("syscall", "sysret", "sysretq", "sysenter", "sysexit"), "use an interrupt: `int 0x80`"),
    **dict.fromkeys(("xgetbv", "xsetbv"), "use `x86_64::registers::xcontrol::XCr0`"),
    **dict.fromkeys(("lldt", "sldt"), "there is no LDT: use the GDT"),
    "lss": STACK,
}
"""Instructions that are not there, and what to write."""
KNOWN = frozenset(
    """adcx adox aesenc andn bextr blsi blsr bound bzhi clflush clflushopt clwb cmpxchg8b cmpxchg16b crc32
    emms encls enclu fld fst fstp fninit finit fwait fxsave fxrstor fxsave64 fxrstor64 getsec hreset icebp int1 into
    invept invvpid jcxz jecxz jrcxz lar ldmxcsr lds les lfs lgs lmsw loop loope loopne lsl monitor movaps
    movapd movbe movd movdqa movdqu movnti movq movss movups movupd mulx mwait pdep pext popa popad pushf pushfd popf
    popfd prefetcht0 prefetchnta prefetchw pxor rcl rcr rdfsbase rdgsbase rdpid rdpkru rdpmc rep rol rorx
    rsm salc sarx serialize setssbsy sgdt sha1msg1 shld shlx shrd shrx smsw stmxcsr tpause umonitor
    umwait vmcall vmclear vmlaunch vmptrld vmptrst vmread vmresume vmwrite vmxoff vmxon verr verw wait wbnoinvd wrfsbase
    wrgsbase wrpkru xabort xbegin xend xlat xlatb xorps xrstor xsave xsaveopt xtest addps addpd addss addsd subps mulps
    divps sqrtps ucomisd comiss cvtsi2sd cvtsi2ss paddb paddw paddd paddq psubb pand por pandn pcmpeqb pmovmskb pshufd
    pshufb movsd cmpsd""".split()
)
"""Other mnemonics that LLVM knows."""
_FIXED = {"al": Register(RAX, 1), "cl": Register(RCX, 1), "dx": Register(RDX, 2)}


class Instruction:
    """An instruction with its operands. ``size``: that of its operands in bytes, 0 if they have none; ``locked``: with
    LOCK before it, which changes nothing for the only CPU of a machine. ``repeat``: the word REP, REPE ... before it.
    """

    __slots__ = ("address", "length", "locked", "name", "operands", "repeat", "size")

    def __init__(self, name: str, operands: tuple[Operand, ...], size: int) -> None:
        self.name, self.operands, self.size = name, operands, size
        self.address = self.length = 0
        self.locked = False
        self.repeat = ""


def fits(value: int, size: int) -> bool:
    """Whether a number can be an operand of this size: up to 4 bytes signed or unsigned, of 8 as a signed one of 4."""
    if size == 8:
        return -(1 << 31) <= value < 1 << 31 or (1 << 64) - (1 << 31) <= value < 1 << 64
    return -(1 << 8 * size - 1) <= value < 1 << 8 * size


def matches(pattern: str, operand: Operand, size: int) -> int | None:
    """The size in bytes that an operand asks for if it fits a pattern (0: any), None if it doesn't fit."""
    letters = pattern.rstrip("0123456789")
    wanted = int(pattern[len(letters) :] or 0) // 8 if letters else 0
    if pattern in _FIXED:
        return 0 if operand == _FIXED[pattern] else None
    if pattern == "A":
        return (
            operand.size
            if isinstance(operand, Register) and operand in ((0, 1, False), (0, 2, False), (0, 4, False))
            else None
        )
    if pattern == "1":
        return 0 if isinstance(operand, Immediate) and operand == (1, None) else None
    if isinstance(operand, Register) and letters in ("r", "rm"):
        return None if wanted and wanted != operand.size else operand.size
    if isinstance(operand, Memory) and letters in ("m", "rm", "M"):
        if letters == "M":
            return 0
        return None if wanted and operand.size not in (0, wanted) else (wanted or operand.size)
    if isinstance(operand, Immediate) and letters == "i":
        return 0
    if isinstance(operand, Segment) and letters == "s":
        return 0
    if isinstance(operand, System):
        return 0 if operand.kind[0] == letters else None
    return 0 if isinstance(operand, Target) and letters == "l" else None


def form_size(form: str, operands: list[Operand]) -> int | None:
    """The operands' common size if they fit a form (0: there is none), None if they don't fit."""
    narrow = form.endswith("!8")
    patterns = [] if form == "-" else form.removesuffix("!8").split(",")
    if len(patterns) != len(operands):
        return None
    size = 0
    found = []
    for pattern, operand in zip(patterns, operands, strict=True):
        one = matches(pattern, operand, size)
        if one is None:
            return None
        found.append(one)
        own = (
            pattern in _FIXED or (pattern[-1].isdigit() and pattern != "1") or pattern in ("M", "s", "c", "d", "l", "1")
        )
        if own:
            continue
        if size and one and one != size:
            return None
        size = size or one
    if not size and found and any(p.rstrip("0123456789") in ("r", "rm", "m") for p in patterns):
        sized = [s for p, s in zip(patterns, found, strict=True) if p[-1].isdigit() and s]
        size = sized[0] if sized else 0
    if narrow and size == 1:
        return None
    for pattern, operand in zip(patterns, operands, strict=True):
        if isinstance(operand, Immediate) and pattern in ("i", "i8", "i32", "i64"):
            width = int(pattern[1:] or 8 * size) // 8
            if pattern == "i64" or operand.symbol is not None:
                continue
            ok = (
                -(1 << 31) <= operand.value < 1 << 31
                if pattern == "i32"
                else fits(operand.value, width)
                if width
                else True
            )
            if not ok:
                return None
    return size


def instruction(statement: Statement, operands: list[Operand]) -> Instruction:
    """The instruction that a statement means. Raises AsmError."""
    name, lo, hi = statement.mnemonic, statement.lo, statement.hi
    if name in STRINGS and statement.prefix != "lock":
        found = Instruction(name, (), STRINGS[name])
        found.repeat = statement.prefix
        return found
    if statement.prefix and (statement.prefix != "lock" or name not in LOCKABLE or not isinstance(operands[0], Memory)):
        raise AsmError(f"the prefix `{statement.prefix}` is not supported by pagesim's `asm!` here", lo, hi)
    forms = FORMS[name].replace(" !8", "!8").split()
    if name in ("xchg", "test") and len(operands) == 2 and isinstance(operands[1], Memory):
        operands = [operands[1], operands[0]]
    sizes = [size for form in forms if (size := form_size(form, operands)) is not None]
    wide = name == "mov" and len(operands) == 2 and isinstance(operands[1], Immediate)
    if not sizes and wide and isinstance(operands[0], Register) and operands[0].size == 8:
        assert isinstance(operands[1], Immediate)
        if -(1 << 63) <= operands[1].value < 1 << 64:
            sizes = [8]
    if not sizes:
        narrow = name in ("push", "pop") or any(isinstance(o, System) for o in operands)
        if narrow and any(isinstance(o, Register) and o.size == 4 for o in operands):
            raise AsmError("instruction requires: Not 64-bit mode", lo, hi)
        raise AsmError("invalid operand for instruction", lo, hi)
    size = sizes[0]
    memory = next((o for o in operands if isinstance(o, Memory)), None)
    sized = name in ("lea", "lidt", "lgdt", "sidt", "sgdt", "invlpg", "invpcid")
    if memory is not None and not size and not sized and not any(isinstance(o, Segment) for o in operands):
        if not memory.size and not any(isinstance(o, Register) for o in operands):
            raise AsmError(f"ambiguous operand size for instruction '{name}'", lo, hi)
    check_away(name, operands, lo, hi)
    if name == "push" and memory is not None and not memory.size:
        raise AsmError(f"ambiguous operand size for instruction '{name}'", lo, hi)
    found = Instruction("shl" if name == "sal" else name, tuple(operands), size or (memory.size if memory else 0))
    found.locked = statement.prefix == "lock"
    return found


WRITES_NOT = frozenset(("cmp", "test", "push", "mul", "div", "idiv", "bt", "out", "int", "jmp", "ltr", "invpcid"))


def check_away(name: str, operands: list[Operand], lo: int, hi: int) -> None:
    """Refuse what would leave the function's frame or needs registers that are not there."""
    for at, operand in enumerate(operands):
        if isinstance(operand, Register) and operand.number == RSP and not operand.high and name not in WRITES_NOT:
            written = at == 0 or name in ("xchg", "xadd")
            if written and not (name == "imul" and len(operands) == 1):
                raise AsmError("writing to RSP is not supported by pagesim's `asm!`", lo, hi, [STACK])
        if isinstance(operand, Memory) and operand.size > 8:
            raise AsmError("invalid operand for instruction", lo, hi)
    if name == "mov" and isinstance(operands[0], Segment) and operands[0].name == "cs":
        raise AsmError(
            "CS is not loaded by `mov`", lo, hi, ["use `CS::set_reg(selector)` of the x86_64 crate, which returns far"]
        )
    high = next((o for o in operands if isinstance(o, Register) and o.high), None)
    if high is not None and any(needs_rex(o) for o in operands):
        shown = name_of(*high)
        raise AsmError(f"can't encode '{shown}' in an instruction requiring EVEX/REX2/REX prefix", lo, hi)


def needs_rex(operand: Operand) -> bool:
    """Whether an operand can be encoded with a REX prefix only."""
    if isinstance(operand, Register):
        return operand.number >= 8 or operand.size == 8 or (operand.size == 1 and operand.number >= 4)
    if isinstance(operand, Memory):
        return (operand.base or 0) >= 8 or (operand.scaled or 0) >= 8
    return False


def refused(statement: Statement) -> AsmError:
    """An instruction that is not there."""
    name, lo = statement.mnemonic, statement.lo
    hi = lo + len(name) if not statement.prefix else statement.hi
    if name in AWAY:
        return AsmError(f"`{name}` is not supported by pagesim's `asm!`", lo, hi, [AWAY[name]])
    if name.startswith("."):
        return AsmError(f"the directive `{name}` is not supported by pagesim's `asm!`", lo, hi, ["write instructions"])
    if name in KNOWN or (name[0] == "v" and name[1:] in KNOWN):
        words = "the instructions that are there are listed in the documentation, on the page Inline assembly"
        return AsmError(f"`{name}` is not supported by pagesim's `asm!`", lo, hi, [words])
    return AsmError(f"invalid instruction mnemonic '{name}'", lo, hi)

"""One-instruction programs for user mode, and the values that their registers begin with."""

from __future__ import annotations

CF, PF, AF, ZF, SF, OF = 1, 1 << 2, 1 << 4, 1 << 6, 1 << 7, 1 << 11
STATUS = CF | PF | AF | ZF | SF | OF
MEMORY = 0x8877_6655_4433_2211
VALUES = (
    (0, 0, 0, 0),
    (1, 0xFFFF_FFFF_FFFF_FFFF, 0, CF),
    (0x7FFF_FFFF_7FFF_7F7F, 0x0000_0001_0001_0101, 0, STATUS),
    (0x8000_0000_8000_8080, 0x8000_0000_8000_8080, 0, 0),
    (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210, 0, CF | ZF),
    (0xFFFF_FFFF_FFFF_FFFF, 3, 0, OF),
    (0x0000_0000_0000_00F0, 0x0000_0000_0000_0044, 1, SF),
    (0x5555_5555_5555_5555, 0x3F21, 0x7, AF | PF),
)
"""RAX, RCX, RDX and the status flags."""

A, C = ("al", "ax", "eax", "rax"), ("cl", "cx", "ecx", "rcx")
POINTER = ("byte ptr [rdi]", "word ptr [rdi]", "dword ptr [rdi]", "qword ptr [rdi]")
CONDITIONS = "o no b nb e ne be nbe s ns p np l nl le nle".split()


def programs() -> list[str]:
    """The text of each program; RDI points at eight bytes of memory."""
    found: list[str] = []
    for op in "add adc sub sbb and or xor cmp test".split():
        found += [f"{op} {a}, {c}" for a, c in zip(A, C, strict=True)]
        found += [f"{op} {m}, {a}" for m, a in zip(POINTER, A, strict=True)]
        found += [f"{op} {c}, {n}" for c, n in zip(C, ("-1", "0x1234", "0x7fffffff", "-0x80000000"), strict=True)]
        found += [f"{op} {a}, 5" for a in A]
    for op in "not neg inc dec".split():
        found += [f"{op} {x}" for x in (*A, *POINTER)]
    for op in "shl shr sar rol ror".split():
        found += [f"{op} {a}, cl" for a in A] + [f"{op} {a}, 1" for a in A] + [f"{op} {m}, 3" for m in POINTER]
    found += [f"{op} {x}" for op in ("mul", "imul") for x in (*C, POINTER[2])]
    found += [f"imul {a}, {c}" for a, c in zip(A[1:], C[1:], strict=True)] + ["imul eax, ecx, -7", "imul rax, rcx, 100"]
    found += ["or cl, 1; xor ah, ah; div cl", "or ecx, 1; div ecx", "or rcx, 8; div rcx"]
    found += ["mov cl, 7; cbw; idiv cl", "mov ecx, -7; cdq; idiv ecx", "mov rcx, 0x1000; cqo; idiv rcx"]
    for op in "bsf bsr popcnt tzcnt lzcnt".split():
        found += [f"{op} {a}, {c}" for a, c in zip(A[1:], C[1:], strict=True)] + [f"{op} rdx, qword ptr [rdi]"]
    for op in "bt bts btr btc".split():
        found += [f"{op} {a}, {c}" for a, c in zip(A[1:], C[1:], strict=True)] + [f"{op} dword ptr [rdi], 13"]
    found += ["bswap eax", "bswap rcx", "cbw", "cwde", "cdqe", "cwd", "cdq", "cqo", "lahf", "sahf", "clc", "stc", "cmc"]
    found += [f"mov {a}, {c}" for a, c in zip(A, C, strict=True)] + [
        f"mov {a}, {m}" for a, m in zip(A, POINTER, strict=True)
    ]
    found += [f"mov {m}, {c}" for m, c in zip(POINTER, C, strict=True)] + [f"mov {m}, -2" for m in POINTER]
    found += ["mov al, 0xfe", "mov ax, -2", "mov eax, 0xfffffffe", "mov rax, -2", "mov rax, 0x123456789abcdef0"]
    found += ["mov ah, cl", "mov cl, ah", "mov ch, 7", "add ah, ch", "xchg ah, al", "movzx eax, ch", "movsx ecx, ah"]
    found += [f"xchg {a}, {c}" for a, c in zip(A, C, strict=True)] + [
        f"xchg {m}, {a}" for m, a in zip(POINTER, A, strict=True)
    ]
    found += [f"xadd {a}, {c}" for a, c in zip(A, C, strict=True)] + [
        f"lock xadd {m}, {c}" for m, c in zip(POINTER, C, strict=True)
    ]
    found += [
        f"cmpxchg {c}, dl" if c == "cl" else f"cmpxchg {c}, {d}"
        for c, d in zip(C, ("dl", "dx", "edx", "rdx"), strict=True)
    ]
    found += [f"mov {a}, {m}; cmpxchg {m}, {c}" for a, m, c in zip(A, POINTER, C, strict=True)]
    for op in "movzx movsx".split():
        found += [f"{op} {r}, cl" for r in A[1:]] + [f"{op} eax, cx", f"{op} rax, cx", f"{op} rax, word ptr [rdi]"]
    found += ["movsxd rax, ecx", "movsxd rcx, dword ptr [rdi]"]
    found += ["lea rax, [rcx + rdx*4 + 7]", "lea eax, [rcx - 1]", "lea ax, [rcx + rcx*2]", "lea rax, [ecx + edx*8 + 3]"]
    found += [
        "push rcx; pop rax",
        "push -2; pop rax",
        "push 0x7fffffff; pop rcx",
        "push qword ptr [rdi]; pop rdx",
        "push rcx; pop qword ptr [rdi]",
    ]
    found += ["push cx; pop ax", "push rcx; mov al, [rsp]; pop rdx", "pushfq; pop rax; and eax, 0x8d5"]
    found += [f"set{c} al" for c in CONDITIONS] + [f"cmov{c} eax, ecx" for c in CONDITIONS]
    found += [f"mov edx, 1; j{c} 2f; mov edx, 2; 2:" for c in CONDITIONS]
    saved = "push rdi; push rsi; mov rsi, rdi; {}; pop rsi; pop rdi"
    for letter, width in zip("bwdq", (1, 2, 4, 8), strict=True):
        found += [saved.format(f"stos{letter}; mov rdx, rdi; sub rdx, rsi; cmp edx, 0"), saved.format(f"lods{letter}")]
        found += [saved.format(f"scas{letter}"), saved.format(f"cmps{letter}"), saved.format(f"movs{letter}")]
        found += [saved.format(f"mov ecx, {8 // width}; rep stos{letter}")]
    found += [saved.format("inc rdi; mov ecx, 3; rep movsb; cmp ecx, 0"), saved.format("xor ecx, ecx; rep movsq")]
    found += [saved.format("add rdi, 7; mov ecx, 4; std; rep stosb; cld; cmp ecx, 0")]
    found += [saved.format("mov al, 0x44; mov ecx, 8; repne scasb"), saved.format("mov ecx, 8; repe cmpsb")]
    found += ["mov ecx, 5; xor eax, eax; 2: add eax, ecx; dec ecx; jnz 2b", "nop; pause; mfence; lfence; sfence"]
    return found


UNDEFINED = {
    **dict.fromkeys("and or xor test".split(), AF),
    **dict.fromkeys("mul imul".split(), PF | AF | ZF | SF),
    **dict.fromkeys("div idiv".split(), STATUS),
    **dict.fromkeys("bsf bsr".split(), STATUS & ~ZF),
    **dict.fromkeys("tzcnt lzcnt".split(), STATUS & ~(CF | ZF)),
    **dict.fromkeys("bt bts btr btc".split(), STATUS & ~(CF | ZF)),
    **dict.fromkeys("shl shr sar".split(), AF),
}
"""The status flags that the manual leaves undefined."""


def undefined(program: str, rcx: int) -> int:
    """The status flags that the manual leaves undefined after a program."""
    mask = 0
    for text in program.split("; "):
        name, _, rest = text.partition(" ")
        mask |= UNDEFINED.get(name, 0)
        if name in ("shl", "shr", "sar", "rol", "ror"):
            bits = {"al": 8, "ax": 16, "ea": 32, "ra": 64, "by": 8, "wo": 16, "dw": 32, "qw": 64}[rest[:2]]
            count = rcx & (63 if bits == 64 else 31) if rest.endswith("cl") else int(rest.rpartition(",")[2])
            mask |= OF if count > 1 else 0
            mask |= CF if count > bits and name in ("shl", "shr") else 0
            mask &= ~STATUS if not count else ~0
    return mask


_MORE = (
    "mov ds, ax|mov ax, ds|mov eax, ds|mov rax, ds|mov word ptr [rdi], ds|mov ds, word ptr [rdi]|"
    "mov ds, eax|mov rax, cr3|mov cr3, rax|mov r9, cr3|mov cr0, r10|mov rax, dr7|mov dr0, rax|lidt [rdi]|"
    "lgdt [rdi+8]|sidt [rdi]|sgdt [rsp]|ltr ax|str ax|str eax|str rax|invlpg [rax]|"
    "invlpg [r9+rax*4+0x1000]|rdmsr|wrmsr|swapgs|clts|wbinvd|invd|in al, dx|in ax, dx|in eax, dx|in al, 5|"
    "out dx, al|out 0x80, eax|out 5, ax|int 0x80|int3|hlt|cli|sti|cpuid|rdtsc|rdtscp|stac|clac|ud2|"
    "lea rax, [rip]|mov rax, [rip+5]|mov qword ptr fs:[0], 5|mov rax, gs:[rax]|mov r9, r10|mov r9d, 5|"
    "mov al, sil|add r9, 5|add r12, [r12]|mov rax, [r13]|mov rax, [rbp]|mov rax, [rsp]|"
    "mov rax, [rdi+0x1000]|mov rax, [0x1000]|mov al, [rbx]|invpcid rax, [rdi]|movabs rax, 5|xchg rax, rcx|"
    "xchg eax, ecx|xchg r9, rax|nop|test rax, 5|test al, 5|test ecx, 5|and eax, 0x1234|"
    "stosb|rep stosq|rep movsb|movsd|lodsw|repne scasb|cmpsq|insb|rep insw|rep outsd|outsb|rdrand rax|rdrand r9d|"
    "rdrand ax|rdseed ecx|cmp rax, 0x12345678|cld|std|popcnt r9, rax|bswap r9|inc r9b|sete r9b|imul r9, rax, 5"
)


def instructions() -> list[str]:
    """Instructions whose length is recorded: those of the programs, and what only a kernel may execute."""
    found: list[str] = []
    for program in programs():
        if "2:" not in program and "push" not in program:
            found += [one for one in program.split("; ") if one not in found]
    return [
        *found,
        "push rcx; pop rax",
        "push r9; pop r10",
        "push -2; pop rax",
        "push 0x1234; pop rax",
        *_MORE.split("|"),
    ]

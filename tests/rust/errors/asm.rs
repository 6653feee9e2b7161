use core::arch::asm;
fn other() {}
static S: u64 = 4;
const K: u8 = 3;

//# c1
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!();
}}
//= 7:1 - requires at least a template string argument

//# c2
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!(5);
}}
//= 7:6 - asm template must be a string literal

//# c3
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", x);
}}
//= 7:13 - expected operand, clobber_abi, options, or additional template string

//# c4
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop" "nop");
}}
//= 7:12 - expected token: `,`

//# c5
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in(reg) 5u64);
}}
//= 7:13 - argument never used

//# c6
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, {}", out(reg) x);
}}
//= 7:15 - invalid reference to argument at index 1

//# c7
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {0}, {2}", out(reg) x, in(reg) 5u64);
}}
//= 7:16 - invalid reference to argument at index 2
//= 7:34 - argument never used

//# c8
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {a}, 5", out(reg) x);
}}
//= 7:12 - there is no argument named `a`
//= 7:20 - argument never used

//# c9
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {x}, 5", a = out(reg) x, b = in(reg) 5u64);
}}
//= 7:12 - there is no argument named `x`
//= 7:20 - multiple unused asm arguments

//# c10
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 5", a = out(reg) x);
}}
//= 7:11 - invalid reference to argument at index 0
//= 7:19 - named argument never used

//# c11
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("eax") 5u32, in("rax") 5u64);
}}
//= 7:29 - register `rax` conflicts with register `eax`

//# c12
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("eax") 5u32, out("al") b8);
}}
//= 7:29 - register `al` conflicts with register `eax`

//# c13
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") 5u64, lateout("rax") x);
}}

//# c14
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") x, lateout("rax") y);
}}
//= 7:27 - register `rax` conflicts with register `rax`

//# c15
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("foo") 5u64);
}}
//= 7:13 - invalid register `foo`: unknown register

//# c16
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rbx") 5u64);
}}
//= 7:13 - cannot use register `bx`: rbx is used internally by LLVM and cannot be used as an operand for inline asm

//# c17
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rsp") 5u64);
}}
//= 7:13 - invalid register `rsp`: the stack pointer cannot be used as an operand for inline asm

//# c18
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rbp") 5u64);
}}
//= 7:13 - invalid register `rbp`: the frame pointer cannot be used as an operand for inline asm

//# c19
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rip") 5u64);
}}
//= 7:13 - invalid register `rip`: the instruction pointer cannot be used as an operand for inline asm

//# c20
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("r8") 5u64, in("r8d") 5u32);
}}
//= 7:28 - register `r8d` conflicts with register `r8`

//# c21
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") true);
}}
//= 7:23 - cannot use value of type `bool` for inline assembly

//# c22
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") (1,2));
}}
//= 7:23 - cannot use value of type `(i32, i32)` for inline assembly

//# c23
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") "abc");
}}
//= 7:23 - cannot use value of unsized pointer type `*const str` for inline assembly

//# c24
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") 5u8);
}}
//= 7:23 - type `u8` cannot be used with this register class

//# c25
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("al") 5u64);
}}
//= 7:22 - type `u64` cannot be used with this register class

//# c26
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("eax") 5u64);
}}

//# c27
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("ax") 5u64);
}}

//# c28
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 5u8);
}}
//= 7:26 - type `u8` cannot be used with this register class

//# c29
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg_byte) 5u64);
}}
//= 7:31 - type `u64` cannot be used with this register class

//# c30
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 5u32);
}}

//# c31
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {:q} */", in(reg) 5u64);
}}
//= 7:10 - invalid asm template modifier for this register class

//# c32
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {:ee} */", in(reg) 5u64);
}}
//= 7:12 - asm template modifier must be a single character

//# c33
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {:h} */", in(reg) 5u64);
}}
//= 7:10 - invalid asm template modifier for this register class

//# c34
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {:h} */", in(reg_abcd) 5u64);
}}

//# c35
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {:e} */", in(reg_byte) 5u8);
}}
//= 7:10 - invalid asm template modifier for this register class

//# c36
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {:e} */", const 5);
}}
//= 7:10 - asm template modifiers are not allowed for `const` arguments

//# c37
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", const 5.0);
}}
//= 7:18 - invalid type for `const` operand

//# c38
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", const x);
}}
//= 7:24 E0435 attempt to use a non-constant value in a constant

//# c39
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", sym x);
}}
//= 7:22 - invalid `sym` operand

//# c40
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", sym 5);
}}
//= 7:22 - expected a path for argument to `sym`

//# c41
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") _);
}}
//= 7:23 - _ cannot be used for input operands

//# c42
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") _, options(pure));
}}
//~ 7:27 - the `pure` option must be combined with either `nomem` or `readonly`
//~ 7:27 - asm with the `pure` option must have at least one output

//# c43
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") x, options(pure));
}}
//= 7:27 - the `pure` option must be combined with either `nomem` or `readonly`

//# c44
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(pure, nomem));
}}
//= 7:13 - asm with the `pure` option must have at least one output

//# c45
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") x, options(nomem, readonly));
}}
//= 7:27 - the `nomem` and `readonly` options are mutually exclusive

//# c46
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") x, options(noreturn));
}}
//= 7:13 - asm outputs are not allowed with the `noreturn` option

//# c47
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(noreturn, pure));
}}
//~ 7:13 - the `pure` and `noreturn` options are mutually exclusive
//~ 7:13 - the `pure` option must be combined with either `nomem` or `readonly`
//~ 7:13 - asm with the `pure` option must have at least one output

//# c48
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(nomem, nomem));
}}
//= 7:28 - the `nomem` option was already provided

//# c49
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(nomem), in("rax") 5u64);
}}

//# c50
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(nomem), options(nostack));
}}

//# c51
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(nomem), "nop");
}}
//= 7:29 - expected one of `#`, `clobber_abi`, `const`, `in`, `inlateout`, `inout`, `label`, `lateout`, `options`, `out`, or `sym`, found `"nop"`

//# c52
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") 5u64, "nop");
}}
//= 7:29 - expected one of `#`, `clobber_abi`, `const`, `in`, `inlateout`, `inout`, `label`, `lateout`, `options`, `out`, or `sym`, found `"nop"`

//# c53
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", clobber_abi("C"));
}}

//# c54
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", clobber_abi("foo"));
}}
//= 7:13 - invalid ABI for `clobber_abi`

//# c55
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", clobber_abi());
}}
//= 7:25 - at least one abi must be provided as an argument to `clobber_abi`

//# c56
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") x, clobber_abi("C"));
}}

//# c57
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1", out(reg) x, clobber_abi("C"));
}}
//= 7:19 - asm with `clobber_abi` must specify explicit registers for outputs

//# c58
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", a = in("rax") 5u64);
}}
//= 7:13 - explicit register arguments cannot have names

//# c59
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {a}, {a}", a = out(reg) x, a = in(reg) 5u64);
}}
//~ 7:38 - duplicate argument named `a`
//~ 7:38 - argument never used

//# c60
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, {}", a = out(reg) x, in(reg) 5u64);
}}
//= 7:36 - positional arguments cannot follow named arguments or explicit register arguments
//= 7:11 - invalid reference to argument at index 0
//= 7:20 - named argument never used

//# c61
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {0}, {1}", in("rax") 5u64, out(reg) x);
}}
//= 7:38 - positional arguments cannot follow named arguments or explicit register arguments
//= 7:11 - invalid reference to argument at index 0

//# c62
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1", out(reg) 5u64);
}}
//= 7:28 - invalid asm output

//# c63
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1", out(reg) x + 1);
}}
//= 7:28 - invalid asm output

//# c64
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1", out(reg) imm);
}}
//= 7:1 E0384 cannot assign twice to immutable variable `imm`

//# c65
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("foo");
}}
//= 7:7 - invalid instruction mnemonic 'foo'

//# c66
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1", "bar {}", out(reg) x, in(reg) 5u64);
}}
//= 7:20 - invalid instruction mnemonic 'bar'

//# c67
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov eax, rbx");
}}
//= 7:7 - invalid operand for instruction

//# c68
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("in al, 300");
}}
//= 7:7 - invalid operand for instruction

//# c69
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("int 300");
}}
//= 7:7 - invalid operand for instruction

//# c70
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, cr5", out(reg) x);
}}

//# c71
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", inout("rax") x => y32);
}}
//= 7:26 - incompatible types for asm inout argument

//# c72
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", inout("rax") x);
}}

//# c73
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", inout("rax") uninit);
}}
//= 7:1 E0381 used binding `uninit` isn't initialized

//# c74
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") uninit);
}}
//= 7:23 E0381 used binding `uninit` isn't initialized

//# c75
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop {");
}}
//= 7:12 - invalid asm template string: expected `}` but string was terminated

//# c76
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop }");
}}
//= 7:11 - invalid asm template string: unmatched `}` found

//# c77
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(raw));
}}

//# c78
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("{}", in(reg) 5u64, options(raw));
}}
//= 7:12 - argument never used

//# c79
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in(reg) x);
}}
//= 7:13 - argument never used

//# c80
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("rax") x,, in("rcx") x);
}}
//= 7:25 - expected one of `#`, `clobber_abi`, `const`, `in`, `inlateout`, `inout`, `label`, `lateout`, `options`, `out`, or `sym`, found `,`

//# c81
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("xmm0") _);
}}

//# c82
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("ah") 5u8);
}}
//= 7:13 - cannot use register `ah`: high byte registers cannot be used as an operand on x86_64

//# c83
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("ah") _, out("al") _);
}}
//= 7:13 - cannot use register `ah`: high byte registers cannot be used as an operand on x86_64

//# c84
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1", out(reg_byte) x);
}}
//= 7:33 - type `u64` cannot be used with this register class

//# c85
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
let v = asm!("nop");
}}

//# c86
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
let v: u64 = asm!("nop");
}}
//= 7:14 E0308 mismatched types

//# c87
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("2: jmp 2b");
}}

//# c88
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("foo: jmp foo");
}}
//= 7:7 named_asm_labels avoid using named labels in inline assembly

//# c89
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("1: jmp 1b");
}}
//= 7:7 binary_asm_labels avoid using labels containing only the digits `0` and `1` in inline assembly

//# c90
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("0: jmp 0b");
}}
//= 7:7 binary_asm_labels avoid using labels containing only the digits `0` and `1` in inline assembly

//# c91
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, 1; mov {0}, 5", out(reg) x);
}}

//# c92
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) &x);
}}

//# c93
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) &x as *const u64);
}}

//# c94
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) main2);
}}
//= 7:26 E0425 cannot find value `main2` in this scope

//# c95
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) main2 as fn());
}}
//= 7:26 E0425 cannot find value `main2` in this scope

//# c96
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 5);
}}

//# c97
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 1.5f64);
}}

//# c98
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 5u128);
}}
//= 7:26 - type `u128` cannot be used with this register class

//# c99
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 5i64, late = out(reg) x);
}}
//= 7:32 - named argument never used

//# c100
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!(concat!("n", "op"));
}}

//# c101
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop\n nop");
}}

//# c102
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(may_unwind));
}}
//= 7:1 E0658 the `may_unwind` option is unstable

//# c103
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", options(preserves_flags, nostack,), );
}}

//# c104
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, {x}", out(reg) y);
}}
//= 7:16 - there is no argument named `x`

//# c105
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {}, {imm}", out(reg) y);
}}
//= 7:16 - there is no argument named `imm`

//# c106
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {:}, 5", out(reg) y);
}}

//# c107
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {:#x}, 5", out(reg) y);
}}
//= 7:13 - invalid asm template string: expected `}`, found `#`

//# c108
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {:>e}, 5", out(reg) y);
}}
//~ 7:13 - invalid asm template string: expected alignment specifier after `:` in format string; example: `{:>?}`

//# c109
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov {0:e}, 5", out(reg) y);
}}

//# c110
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {0} */", const 5, in(reg) 1u64);
}}
//= 7:28 - argument never used

//# c111
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", inlateout(reg) x => _);
}}

//# c112
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", inout(reg) 5u64 => _);
}}

//# c113
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", in(reg) 5u64 => _);
}}
//= 7:31 - expected one of `,`, `.`, `?`, or an operator, found `=>`

//# c114
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", lateout(reg) _);
}}

//# c115
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", inout(reg) _);
}}
//= 7:29 - _ cannot be used for input operands

//# c116
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", inout(reg) _ => x);
}}
//= 7:31 - _ cannot be used for input operands

//# c117
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", out(reg) x => y);
}}
//~ 7:29 - expected one of `!`, `,`, `.`, `::`, `?`, `{`, or an operator, found `=>`

//# c118
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", out("rax"));
}}
//= 7:28 - expected expression, found end of macro arguments

//# c119
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", out x);
}}
//= 7:22 - expected `(`, found `x`

//# c120
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", out(5) x);
}}
//= 7:22 - expected register class or explicit register

//# c121
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", out() x);
}}
//= 7:22 - expected register class or explicit register

//# c122
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} */", sym K);
}}
//= 7:18 - invalid `sym` operand

//# c123
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/* {} {} */", sym S, sym other);
}}

//# c124
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", out("rax") x, in("al") b8);
}}
//= 7:27 - register `al` conflicts with register `rax`

//# c125
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", inout("rcx") x, out("cl") b8);
}}
//= 7:29 - register `cl` conflicts with register `rcx`

//# c126
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("r15b") 5u8, in("r15") 1u64);
}}
//= 7:29 - register `r15` conflicts with register `r15b`

//# c127
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop", in("sil") 5u8, in("rdi") 1u64);
}}

//# c128
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("inc {}", inout(reg) imm);
}}
//= 7:1 E0384 cannot assign twice to immutable variable `imm`

//# c129
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("inc [rax]");
}}
//= 7:7 - ambiguous operand size for instruction 'inc'

//# c130
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov");
}}
//= 7:7 - invalid operand for instruction

//# c131
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov rax");
}}
//= 7:7 - invalid operand for instruction

//# c132
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("in al, bx");
}}
//= 7:7 - invalid operand for instruction

//# c133
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov ah, r8b");
}}
//= 7:7 - can't encode 'ah' in an instruction requiring EVEX/REX2/REX prefix

//# c134
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov rax, [ax]");
}}
//= 7:7 - invalid 16-bit base register

//# c135
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("nop rax rbx");
}}
//= 7:7 - unexpected token in argument list

//# c136
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov [rax], [rbx]");
}}
//= 7:7 - invalid operand for instruction

//# c137
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("cli 5");
}}
//= 7:7 - invalid operand for instruction

//# c138
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("add rax, 0xffffffff");
}}
//= 7:7 - invalid operand for instruction

//# c139
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("push eax");
}}
//= 7:7 - instruction requires: Not 64-bit mode

//# c140
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov [rax], 5");
}}
//= 7:7 - ambiguous operand size for instruction 'mov'

//# c141
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov eax, [rax+rbx*3]");
}}
//= 7:7 - scale factor in address must be 1, 2, 4 or 8

//# c142
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov rax, )");
}}
//= 7:7 - unknown token in expression

//# c143
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov cr0, eax");
}}
//= 7:7 - instruction requires: Not 64-bit mode

//# c144
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov ds, 5");
}}
//= 7:7 - invalid operand for instruction

//# c145
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("lidt rax");
}}
//= 7:7 - invalid operand for instruction

//# c146
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("invlpg rax");
}}
//= 7:7 - invalid operand for instruction

//# c147
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("lea rax, rbx");
}}
//= 7:7 - invalid operand for instruction

//# c148
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("shl rax, bl");
}}
//= 7:7 - invalid operand for instruction

//# c149
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("bsf al, bl");
}}
//= 7:7 - invalid operand for instruction

//# c150
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("xchg rax, 5");
}}
//= 7:7 - invalid operand for instruction

//# c151
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("test rax");
}}
//= 7:7 - invalid operand for instruction

//# c152
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("out 0x100, al");
}}
//= 7:7 - invalid operand for instruction

//# c153
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("out dx, bl");
}}
//= 7:7 - invalid operand for instruction

//# c154
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("in rax, dx");
}}
//= 7:7 - invalid operand for instruction

//# c155
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("bswap ax");
}}
//= 7:7 - invalid operand for instruction

//# c156
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("ltr 5");
}}
//= 7:7 - invalid operand for instruction

//# c157
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("mov rax, rip");
}}
//= 7:7 - rip can only be used as a base register

//# c158
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("movzx eax, ebx");
}}
//= 7:7 - invalid operand for instruction

//# c159
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("not 5");
}}
//= 7:7 - invalid operand for instruction

//# c160
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("hlt hlt");
}}
//= 7:7 - invalid operand for instruction

//# c161
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("jmp 2b");
}}
//= 7:7 - invalid reference to undefined symbol

//# c162
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
asm!("/*{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}*/", in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64, in(reg) 1u64);
}}
//= 7:7 - inline assembly requires more registers than available

//# c163
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
let r = &x; asm!("inc {}", inout(reg) x); let z = *r;
}}
//= 7:13 E0506 cannot assign to `x` because it is borrowed

//# c164
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
let r = &mut x; asm!("/* {} */", in(reg) x); *r = 1;
}}
//= 7:42 E0503 cannot use `x` because it was mutably borrowed

//# c165
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
let s = [1u8; 3]; asm!("/* {} */", in(reg) s);
}}
//= 7:44 - cannot use value of type `[u8; 3]` for inline assembly

//# c166
pub unsafe fn f() { unsafe { let mut x: u64 = 1; let mut y: u64 = 2; let mut y32: u32 = 0; let mut b8: u8 = 0; let imm: u64 = 5; let uninit: u64;
let r = &mut x; asm!("/* {} */", in(reg) r); *r = 1;
}}

//# outside_unsafe
pub fn f() { asm!("nop"); }
//= 6:14 E0133 use of inline assembly is unsafe and requires unsafe block

//# const_fn
pub const fn f() { unsafe { asm!("nop"); } }
//= 6:29 E0015 inline assembly is not allowed in constant functions

//# constant
pub const X: () = unsafe { asm!("nop") };
//= 6:28 E0015 inline assembly is not allowed in constants

//# static_
pub static X: () = unsafe { asm!("nop") };
//= 6:29 E0015 inline assembly is not allowed in statics

//# noreturn
pub fn f() -> ! { unsafe { asm!("hlt", options(noreturn)); } }

//# infers
pub fn f() { let x; unsafe { asm!("mov {}, 1", out(reg) x); } }
//= 6:18 E0282 type annotations needed

//# type_param
pub fn f<T: Copy>(t: T) { unsafe { asm!("/* {} */", in(reg) t); } }
//= 6:61 - cannot use value of type `T` for inline assembly

//# a_struct
pub struct P(u64); pub fn f() { unsafe { asm!("/* {} */", in(reg) P(5)); } }
//= 6:67 - cannot use value of type `P` for inline assembly

//# late_init
pub fn f() -> u64 { let x; unsafe { asm!("mov {}, 1", out(reg) x); } x }

//# two_outputs
pub fn f() -> (u32, u32) { let (a, b); unsafe { asm!("rdtsc", out("eax") a, out("edx") b); } (a, b) }

//# moved
pub fn f(r: &mut u64) { let q = r; unsafe { asm!("/* {} */", in(reg) r); } }
//= 6:70 E0382 borrow of moved value: `r`

//# moves
pub fn f(r: &mut u64) { unsafe { asm!("/* {} */", in(reg) r); } *r = 1; }

//# item
asm!("nop");
//= 6:1 - non-item macro in item position: asm

//# wrong_place
use core::asm as other_asm;
//= 6:5 E0432 unresolved import `core::asm`

//# output_never_read
use core::arch::asm;
pub fn f() { let x: u64; unsafe { asm!("mov {}, 1", out(reg) x); } }
//= 3:18 unused_variables variable `x` is assigned to, but never used
//= 3:35 unused_assignments value assigned to `x` is never read

//# output_read
use core::arch::asm;
pub fn f() -> u64 { let x: u64; unsafe { asm!("mov {}, 1", out(reg) x); } x }

//# overwritten
use core::arch::asm;
pub fn f() -> u64 { let mut x: u64 = 5; unsafe { asm!("mov {}, 1", out(reg) x); } x }

//# inout_never_read
use core::arch::asm;
pub fn f() { let mut x: u64 = 5; unsafe { asm!("inc {}", inout(reg) x); } }
//~ 3:43 unused_assignments value assigned to `x` is never read

//# input_is_a_use
use core::arch::asm;
pub fn f() { let x: u64 = 5; unsafe { asm!("/* {} */", in(reg) x); } }

//# nested_unsafe
use core::arch::asm;
pub fn f() { unsafe { asm!("nop"); unsafe { asm!("nop"); } } }
//~ 3:36 unused_unsafe unnecessary `unsafe` block

//# in_unsafe_fn
use core::arch::asm;
pub unsafe fn f() { asm!("nop"); }
//= 3:21 E0133 use of inline assembly is unsafe and requires unsafe block

//# unreachable
use core::arch::asm;
pub fn f() -> i32 { unsafe { asm!("hlt", options(noreturn)); } 5 }
//= 3:64 unreachable_code unreachable expression

//# sub_register
use core::arch::asm;
pub fn f() { let x: u32 = 5; unsafe { asm!("/*{}*/", in(reg) x); asm!("/*{:x}*/", in(reg) x); asm!("/*{}*/", in(reg_abcd) 5i16); asm!("/*{0} {0:e}*/", in(reg) x); asm!("/*{0} {0}*/", in(reg) x); } }
//= 3:47 asm_sub_register formatting may not be suitable for sub-register argument
//= 3:103 asm_sub_register formatting may not be suitable for sub-register argument
//= 3:138 asm_sub_register formatting may not be suitable for sub-register argument
//= 3:172 3:176 asm_sub_register formatting may not be suitable for sub-register argument

//# sub_register_allowed
use core::arch::asm;
#[allow(asm_sub_register)] pub fn f() { let x: u32 = 5; unsafe { asm!("/*{}*/", in(reg) x); } }

//# unused_mut
use core::arch::asm;
pub fn f() { let mut x: u64 = 5; unsafe { asm!("/* {} */", in(reg) x); } }
//= 3:18 unused_mut variable does not need to be mutable

//# late_mut
use core::arch::asm;
pub fn f() -> u64 { let mut x: u64; unsafe { asm!("mov {}, 1", out(reg) x); } x }

//# two_outputs
use core::arch::asm;
pub fn f() -> u32 { let (a, b): (u32, u32); unsafe { asm!("rdtsc", out("eax") a, out("edx") b); } a }
//= 3:29 unused_variables variable `b` is assigned to, but never used
//= 3:54 unused_assignments value assigned to `b` is never read

//# dead_function
use core::arch::asm;
fn g() {} pub fn f() { unsafe { asm!("lea {}, [rip + {}]", out(reg) _, sym g); } }

//# dead_const
use core::arch::asm;
const K: u8 = 5; pub fn f() { unsafe { asm!("/* {} */", const K); } }

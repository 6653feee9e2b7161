//! Single instructions, done by the simulated CPU with all their checks (an instruction may raise a fault).

/// `mov` from and to control registers. Writes to CR3 without PCID bit 63 drop the non-global TLB entries, as the manual says.
#[intrinsic]
pub fn read_cr0() -> u64;
#[intrinsic]
pub unsafe fn write_cr0(value: u64);
#[intrinsic]
pub fn read_cr2() -> u64;
#[intrinsic]
pub unsafe fn write_cr2(value: u64);
#[intrinsic]
pub fn read_cr3() -> u64;
#[intrinsic]
pub unsafe fn write_cr3(value: u64);
#[intrinsic]
pub fn read_cr4() -> u64;
#[intrinsic]
pub unsafe fn write_cr4(value: u64);

/// `mov` from and to debug register `number` (0 to 3, 6, 7).
#[intrinsic]
pub fn read_dr(number: u32) -> u64;
#[intrinsic]
pub unsafe fn write_dr(number: u32, value: u64);

/// `rdmsr`, `wrmsr`, `xgetbv`, `xsetbv`.
#[intrinsic]
pub unsafe fn read_msr(register: u32) -> u64;
#[intrinsic]
pub unsafe fn write_msr(register: u32, value: u64);
#[intrinsic]
pub unsafe fn read_xcr(register: u32) -> u64;
#[intrinsic]
pub unsafe fn write_xcr(register: u32, value: u64);

/// `pushfq; pop` and `push; popfq`, without touching memory.
#[intrinsic]
pub fn read_rflags() -> u64;
#[intrinsic]
pub unsafe fn write_rflags(value: u64);

/// The address of the statement that is running.
#[intrinsic]
pub fn read_rip() -> u64;

/// Segment registers. `number`: 0 ES, 1 CS, 2 SS, 3 DS, 4 FS, 5 GS. Writing loads the descriptor from the GDT; writing CS is a far return.
#[intrinsic]
pub fn read_segment(number: u32) -> u16;
#[intrinsic]
pub unsafe fn write_segment(number: u32, selector: u16);

/// `swapgs`.
#[intrinsic]
pub unsafe fn swapgs();

/// `lgdt`, `lidt`: read ten bytes (limit, base) at `pointer`. `sgdt`, `sidt`: write them.
#[intrinsic]
pub unsafe fn lgdt(pointer: *const u8);
#[intrinsic]
pub unsafe fn lidt(pointer: *const u8);
#[intrinsic]
pub unsafe fn sgdt(pointer: *mut u8);
#[intrinsic]
pub unsafe fn sidt(pointer: *mut u8);

/// `ltr`, `str`.
#[intrinsic]
pub unsafe fn ltr(selector: u16);
#[intrinsic]
pub fn read_tr() -> u16;

/// `invlpg` of the page of an address; `invpcid` with the descriptor of 16 bytes at `descriptor`.
#[intrinsic]
pub fn invlpg(address: u64);
#[intrinsic]
pub unsafe fn invpcid(kind: u64, descriptor: *const u8);

/// `hlt`, `cli`, `sti`, `sti; hlt`, `int3`, `int number`, `nop`, `xchg bx, bx`.
#[intrinsic]
pub fn hlt();
#[intrinsic]
pub fn cli();
#[intrinsic]
pub fn sti();
#[intrinsic]
pub fn sti_hlt();
#[intrinsic]
pub fn int3();
#[intrinsic]
pub unsafe fn int(number: u8);
#[intrinsic]
pub fn nop();
#[intrinsic]
pub fn bochs_breakpoint();

/// `stac`, `clac`.
#[intrinsic]
pub fn stac();
#[intrinsic]
pub fn clac();

/// `in` and `out`.
#[intrinsic]
pub unsafe fn in8(port: u16) -> u8;
#[intrinsic]
pub unsafe fn in16(port: u16) -> u16;
#[intrinsic]
pub unsafe fn in32(port: u16) -> u32;
#[intrinsic]
pub unsafe fn out8(port: u16, value: u8);
#[intrinsic]
pub unsafe fn out16(port: u16, value: u16);
#[intrinsic]
pub unsafe fn out32(port: u16, value: u32);

/// `iretq` with the five words at `frame`: goes there and does not come back.
#[intrinsic]
pub unsafe fn iretq(frame: *const u64) -> !;

//! union-free byte tricks: transmute, MaybeUninit, NonNull, pointers to pointers, function tables
use core::fmt::{Arguments, Write, Error};
use core::mem::{transmute, size_of, MaybeUninit, swap, take, ManuallyDrop};
use core::ptr::{NonNull, copy_nonoverlapping, write_volatile, null_mut};
type Handler = fn(&mut Dev, u8) -> Result<(), Error>;
#[repr(C, align(16))] pub struct Dev { buf: NonNull<[u16; 80]>, table: [Option<Handler>; 256], line: u8, col: u8, attr: u8, _pad: [u8; 5] }
static mut DEV: MaybeUninit<Dev> = MaybeUninit::uninit();
static mut READY: bool = false;
fn dev() -> &'static mut Dev { unsafe {
    if !READY {
        READY = true;
        let mut table: [Option<Handler>; 256] = [None; 256];
        for b in b' '..=b'~' { table[b as usize] = Some(plain); }
        table[b'\n' as usize] = Some(newline); table[b'\r' as usize] = Some(|d, _| { d.col = 0; Ok(()) });
        table[b'\t' as usize] = Some(tab as Handler);
        (&raw mut DEV).write(MaybeUninit::new(Dev { buf: NonNull::new_unchecked(0xb8000 as *mut [u16; 80]), table, line: 0, col: 0, attr: 0x2f, _pad: Default::default() }));
    }
    (*(&raw mut DEV)).assume_init_mut()
} }
fn plain(d: &mut Dev, b: u8) -> Result<(), Error> {
    if d.col >= 80 { newline(d, b)?; }
    let row: *mut [u16; 80] = unsafe { d.buf.as_ptr().add(d.line as usize) };
    let cell: u16 = unsafe { transmute([b, d.attr]) };
    unsafe { write_volatile((row as *mut u16).add(d.col.into()), cell) };
    d.col += 1; Ok(())
}
fn tab(d: &mut Dev, _: u8) -> Result<(), Error> { let n = 8 - d.col % 8; for _ in 0..n { plain(d, b' ')? } Ok(()) }
fn newline(d: &mut Dev, _: u8) -> Result<(), Error> {
    d.col = 0;
    if d.line < 24 { d.line += 1; return Ok(()) }
    let base = d.buf.as_ptr();
    for i in 0..24usize { unsafe { copy_nonoverlapping(base.wrapping_add(i + 1), base.wrapping_add(i), 1) } }
    let mut last = [0u16; 80]; let mut other = [0x2f20u16; 80]; swap(&mut last, &mut other);
    unsafe { *base.add(24) = last } 
    Ok(())
}
impl Write for Dev { fn write_str(&mut self, s: &str) -> Result<(), Error> { for b in s.bytes() { match self.table[usize::from(b)] { Some(h) => h(self, b)?, None if b < 0x80 => return Err(Error), None => plain(self, 0xfe)? } } Ok(()) } }
pub fn put(a: Arguments) { if let Err(e) = dev().write_fmt(a) { let _ = dev().write_str("!"); let _ = dev().write_fmt(format_args!("<{e:?}>")); } }
#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::screen::put(format_args!($($t)*)) }; }
#[macro_export] macro_rules! println { () => { $crate::print!("\n") }; ($($t:tt)*) => { { $crate::screen::put(format_args!($($t)*)); $crate::screen::put(format_args!("\n")) } }; }
pub fn extra() {
    println!("{} {} {}", size_of::<Dev>(), size_of::<Option<Handler>>(), core::mem::align_of::<Dev>());
    let mut words = ["a", "b", "c"]; let taken = take(&mut words[1]); let kept = ManuallyDrop::new(words);
    println!("{taken}{:?}{:?}", *kept, Some(NonNull::<u8>::dangling()).is_some());
    let bits: [u8; 4] = unsafe { transmute(0x01020304u32.to_be()) }; let f: fn(u8) -> char = char::from;
    println!("{bits:?} {:?} {} {}", f(65), u32::from_ne_bytes(bits), null_mut::<u8>().is_null());
    let s: &[u16; 80] = unsafe { &*(0xb8000 as *const [u16; 80]) }; println!("{:x?}", &s[..3]);
    let (a, b, c) = unsafe { s.align_to::<u64>() }; println!("{} {} {}", a.len(), b.len(), c.len());
}

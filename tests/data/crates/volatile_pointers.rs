// volatile 0.5 and 0.6: around pointers.
// variants: 0.5 0.6
// releases: volatile KIND
#![no_std]
#![no_main]
#![allow(unused)]
use core::fmt::Write;
struct S;
impl Write for S {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let mut port = x86_64::instructions::port::Port::<u8>::new(0x3f8);
        s.bytes().for_each(|b| unsafe { port.write(b) });
        Ok(())
    }
}
macro_rules! w { ($($t:tt)*) => { { core::write!(S, "{} ", core::line!()).unwrap(); core::writeln!(S, $($t)*).unwrap() } }; }
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} } // => index out of bounds: the len is 4 but the index is 4
#[repr(C)]
#[derive(Clone, Copy, Debug)]
struct Regs { status: u32, data: u8 }
use core::ptr::NonNull;
use volatile::access::{ReadOnly, ReadWrite, WriteOnly};
use volatile::{VolatilePtr, VolatileRef, map_field};
struct Writer { screen: VolatileRef<'static, [[u16; 80]; 25]> }
fn see(status: VolatilePtr<'_, u32, ReadOnly>) -> u32 { status.read() }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut number = 1u32;
    let p = unsafe { VolatilePtr::new(NonNull::from(&mut number)) };
    let q = p; q.write(5); p.update(|n| n * 2); w!("{} {:?}", q.read(), p); // => 10 10
    let mut regs = Regs { status: 1, data: 2 };
    let p = unsafe { VolatilePtr::new(NonNull::from(&mut regs)) };
    let data = map_field!(p.data); data.write(9); w!("{} {:?}", see(map_field!(p.status).read_only()), p); // => 1 Regs { status: 1, data: 9 }
    let w: VolatilePtr<'_, u8, WriteOnly> = data.write_only(); w.write(3); w!("{}", data.read()); // => 3
    w!("{}", unsafe { p.map(|r| NonNull::new_unchecked(&raw mut (*r.as_ptr()).status)) }.read()); // => 1
    let mut bytes = [1u8, 2, 3, 4];
    let all = unsafe { VolatilePtr::new(NonNull::from(&mut bytes)) }.as_slice();
    w!("{} {} {:?}", all.len(), all.index(2).read(), all.iter().map(|one| one.read()).sum::<u8>()); // => 4 3 10
    all.index(1..3).copy_from_slice(&[7, 8]); let mut out = [0; 4]; all.copy_into_slice(&mut out); w!("{out:?}"); // => [1, 7, 8, 4]
    all.copy_within(1.., 0); all.copy_into_slice(&mut out); w!("{out:?}"); // => [7, 8, 4, 4]
    all.index(..2).fill(0); all.copy_into_slice(&mut out); w!("{out:?} {}", all.split_at(3).1.len()); // => [0, 0, 4, 4] 1
    let mut value = 3u64;
    let mut r = VolatileRef::from_mut_ref(&mut value);
    r.as_mut_ptr().write(4); r.borrow_mut().as_mut_ptr().update(|v| v + 1); w!("{} {} {r:?}", r.as_ptr().read(), r.borrow().as_ptr().read()); // => 5 5 5
    let fixed = 6; let c = VolatileRef::from_ref(&fixed); let d = c; w!("{} {}", c.as_ptr().read(), d.into_ptr().read()); // => 6 6
    let mut writer = Writer { screen: unsafe { VolatileRef::new(NonNull::new(0xb8000 as *mut _).unwrap()) } };
    writer.screen.as_mut_ptr().as_slice().index(3).as_slice().index(5).write(0x0f41);
    w!("{:#x}", unsafe { *((0xb8000 + 2 * 245) as *const u16) }); // => 0xf41
    let t: VolatilePtr<u64, ReadOnly> = r.as_mut_ptr().restrict(); w!("{}", t.read()); // => 5
    all.index(4);
    loop { x86_64::instructions::hlt(); }
}

// log with a logger of the program, once_cell, rlibc, pic8259_simple.
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{}", i.message()); loop {} }
extern crate alloc;
use alloc::boxed::Box;
use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicU32, Ordering};
use log::{Level, LevelFilter, Log, Metadata, Record, debug, error, info, log_enabled, trace, warn};
use once_cell::race::{OnceBool, OnceBox, OnceNonZeroUsize, OnceRef};
use once_cell::unsync::{Lazy, OnceCell};
#[global_allocator]
static HEAP: linked_list_allocator::LockedHeap = linked_list_allocator::LockedHeap::empty();
static mut ROOM: [u8; 16384] = [0; 16384];
struct Serial;
impl Log for Serial {
    fn enabled(&self, metadata: &Metadata) -> bool { metadata.level() <= Level::Debug && metadata.target() != "quiet" }
    fn log(&self, record: &Record) {
        if self.enabled(record.metadata()) {
            writeln!(S, "{} [{:<5}] {}: {}", record.line().unwrap(), record.level(), record.target(), record.args()).unwrap();
        }
    }
    fn flush(&self) { w!("flushed"); } // => flushed
}
static LOGGER: Serial = Serial;
mod deep { pub fn say() { log::info!("from inside"); } } // => [INFO ] osirs::deep: from inside
static COUNT: AtomicU32 = AtomicU32::new(0);
static BOX: OnceBox<[u8; 3]> = OnceBox::new();
static SIZE: OnceNonZeroUsize = OnceNonZeroUsize::new();
struct Dropped;
impl Drop for Dropped { fn drop(&mut self) { COUNT.fetch_add(1, Ordering::Relaxed); } }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { HEAP.lock().init(&raw mut ROOM as *mut u8, 16384) };
    info!("nobody hears this");
    w!("{:?} {}", log::max_level(), log_enabled!(Level::Error)); // => Off false
    w!("{:?}", log::set_logger(&LOGGER).map(|()| log::set_max_level(LevelFilter::Trace))); // => Ok(())
    w!("{}", log::set_logger(&LOGGER).unwrap_err()); // => attempted to set a logger after the logging system was already initialized
    error!("frame {:#x} lost", 0x1000); // => [ERROR] osirs: frame 0x1000 lost
    let left = 3; warn!("{left} left"); // => [WARN ] osirs: 3 left
    info!(target: "net", "up: {}", true); // => [INFO ] net: up: true
    debug!("{:?}", [1, 2]); trace!("too much"); deep::say(); // => [DEBUG] osirs: [1, 2]
    info!(target: "quiet", "not told");
    log::log!(Level::Info, "by level {}", 1); // => [INFO ] osirs: by level 1
    log::log!(target: "x", Level::Warn, "by both"); // => [WARN ] x: by both
    w!("{} {}", log_enabled!(Level::Debug), log_enabled!(target: "quiet", Level::Debug)); // => true false
    log::set_max_level(LevelFilter::Warn); info!("no"); warn!("yes"); // => [WARN ] osirs: yes
    log::logger().flush();
    w!("{:?} {} {:>6}|{:?}", Level::Info, Level::Trace, Level::Warn, LevelFilter::Off.to_level()); // => Info TRACE   WARN|None
    w!("{:?} {:?} {}", "wArN".parse::<Level>(), "off".parse::<LevelFilter>(), "loud".parse::<Level>().unwrap_err()); // => Ok(Warn) Ok(Off) attempted to convert a string that doesn't match an existing log level
    w!("{} {} {}", Level::Error < Level::Warn, Level::Info <= LevelFilter::Warn, LevelFilter::max() > Level::Debug); // => true false true
    w!("{:?} {}", Level::Debug.to_level_filter(), Level::iter().count()); // => Debug 5
    LOGGER.log(&Record::builder().args(format_args!("by hand")).level(Level::Error).target("me").line(Some(line!())).build()); // => [ERROR] me: by hand

    let cell = OnceCell::new();
    w!("{:?} {:?} {:?} {:?}", cell.get(), cell.set(5), cell.set(6), cell); // => None Ok(()) Err(6) OnceCell(5)
    w!("{} {:?} {:?}", cell.get_or_init(|| 9), cell.clone().into_inner(), OnceCell::<u8>::new()); // => 5 Some(5) OnceCell(Uninit)
    let failed: Result<&u8, &str> = OnceCell::new().get_or_try_init(|| Err("no")).map(|_: &u8| &0); w!("{failed:?}"); // => Err("no")
    let lazy = Lazy::new(|| { w!("made"); 40 + 2 }); w!("{:?}", Lazy::get(&lazy)); let two = *lazy + *lazy; w!("{two}"); // => None // => made // => 84
    let b = BOX.get_or_init(|| Box::new([1, 2, 3])); w!("{b:?} {:?} {:?}", BOX.get(), BOX.set(Box::new([0; 3]))); // => [1, 2, 3] Some([1, 2, 3]) Err([0, 0, 0])
    w!("{:?} {} {:?}", SIZE.get(), SIZE.get_or_init(|| NonZeroUsize::new(64).unwrap()), SIZE.set(NonZeroUsize::MIN)); // => None 64 Err(())
    let flag = OnceBool::new(); w!("{:?} {} {:?}", flag.get(), flag.get_or_init(|| false), flag.get()); // => None false Some(false)
    let number = 8; let r = OnceRef::new(); w!("{:?} {:?} {:?}", r.get(), r.set(&number), r.get()); // => None Ok(()) Some(8)
    let o = OnceBox::new(); let _ = o.set(Box::new(Dropped)); let _ = o.set(Box::new(Dropped)); drop(o); w!("{}", COUNT.load(Ordering::Relaxed)); // => 2

    let mut bytes = *b"0123456789";
    unsafe { rlibc::memmove(bytes.as_mut_ptr().add(2), bytes.as_ptr(), 5); rlibc::memset(bytes.as_mut_ptr(), b'x' as i32, 2); }
    w!("{} {}", core::str::from_utf8(&bytes).unwrap(), unsafe { rlibc::memcmp(bytes.as_ptr(), b"xxa".as_ptr(), 3) }); // => xx01234789 -49
    let mut pics = unsafe { pic8259_simple::ChainedPics::new(32, 40) };
    w!("{} {}", pics.handles_interrupt(33), pics.handles_interrupt(48)); // => true false
    loop { x86_64::instructions::hlt(); }
}

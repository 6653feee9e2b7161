// Timer and keyboard with locks shared with handlers, in the style of the blog series.
// keys: hi!\n
#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
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
#[panic_handler] fn p(i: &core::panic::PanicInfo) -> ! { w!("{i}"); loop {} }
use x86_64::structures::idt::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
use x86_64::instructions::{port::Port, interrupts, hlt};
use pic8259::ChainedPics;
use spin::Mutex;
use lazy_static::lazy_static;
use pc_keyboard::{layouts, DecodedKey, HandleControl, Keyboard, ScancodeSet1, KeyCode, KeyState};
use core::sync::atomic::{AtomicUsize, AtomicBool, Ordering};
pub const PIC_1_OFFSET: u8 = 32;
pub const PIC_2_OFFSET: u8 = PIC_1_OFFSET + 8;
pub static PICS: Mutex<ChainedPics> = Mutex::new(unsafe { ChainedPics::new(PIC_1_OFFSET, PIC_2_OFFSET) });
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub enum InterruptIndex { Timer = PIC_1_OFFSET, Keyboard }
impl InterruptIndex { fn as_u8(self) -> u8 { self as u8 } fn as_usize(self) -> usize { usize::from(self.as_u8()) } }
lazy_static! {
    static ref IDT: InterruptDescriptorTable = {
        let mut idt = InterruptDescriptorTable::new();
        idt.breakpoint.set_handler_fn(bp);
        idt[InterruptIndex::Timer.as_usize()].set_handler_fn(timer);
        idt[InterruptIndex::Keyboard.as_usize()].set_handler_fn(key);
        idt[PIC_1_OFFSET as usize + 7].set_handler_fn(spurious);
        idt
    };
    static ref KEYBOARD: Mutex<Keyboard<layouts::Us104Key, ScancodeSet1>> = Mutex::new(Keyboard::new(ScancodeSet1::new(), layouts::Us104Key, HandleControl::Ignore));
}
static TICKS: AtomicUsize = AtomicUsize::new(0);
static LINE: Mutex<[char; 8]> = Mutex::new(['.'; 8]);
static N: AtomicUsize = AtomicUsize::new(0);
static DONE: AtomicBool = AtomicBool::new(false);
extern "x86-interrupt" fn bp(_: InterruptStackFrame) { w!("bp"); } // => bp
extern "x86-interrupt" fn spurious(_: InterruptStackFrame) { w!("spurious"); }
extern "x86-interrupt" fn timer(frame: InterruptStackFrame) {
    let n = TICKS.fetch_add(1, Ordering::SeqCst) + 1;
    if n <= 3 { w!("tick {n} {}", interrupts::are_enabled()); } // => tick 1 false // => tick 2 false // => tick 3 false
    unsafe { PICS.lock().notify_end_of_interrupt(InterruptIndex::Timer.as_u8()); }
}
extern "x86-interrupt" fn key(_: InterruptStackFrame) {
    let mut keyboard = KEYBOARD.lock();
    let mut port = Port::new(0x60);
    let scancode: u8 = unsafe { port.read() };
    if let Ok(Some(event)) = keyboard.add_byte(scancode) {
        if event.state == KeyState::Down && event.code == KeyCode::LShift { w!("shift down"); } // => shift down
        if let Some(k) = keyboard.process_keyevent(event) {
            match k {
                DecodedKey::Unicode('\n') => { DONE.store(true, Ordering::Relaxed); w!("enter"); } // => enter
                DecodedKey::Unicode(c) => { let at = N.fetch_add(1, Ordering::Relaxed); LINE.lock()[at] = c; w!("{c:?}"); } // => 'h' // => 'i' // => '!'
                DecodedKey::RawKey(k) => w!("raw {k:?}"), // => raw LShift
            }
        }
    }
    unsafe { PICS.lock().notify_end_of_interrupt(InterruptIndex::Keyboard.as_u8()); }
}
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {
    IDT.load();
    interrupts::int3();
    unsafe { PICS.lock().initialize() };
    let masks = unsafe { (Port::<u8>::new(0x21).read(), Port::<u8>::new(0xa1).read()) };
    w!("{:?} {:?} {}", InterruptIndex::Timer, InterruptIndex::Keyboard as u8, interrupts::are_enabled()); // => Timer 33 false
    interrupts::enable();
    // a lock that the handler takes too must be taken with interrupts off
    let before = interrupts::without_interrupts(|| { let line = LINE.lock(); for _ in 0..20_000 { core::hint::spin_loop(); } line[0] });
    w!("{before}"); // => .
    while TICKS.load(Ordering::SeqCst) < 3 { hlt(); }
    unsafe { Port::<u8>::new(0x21).write(0b1111_1101) };
    let seen = TICKS.load(Ordering::SeqCst);
    while !DONE.load(Ordering::Relaxed) { hlt(); }
    w!("{} {}", TICKS.load(Ordering::SeqCst) == seen, N.load(Ordering::SeqCst)); // => true 3
    interrupts::without_interrupts(|| w!("{}", LINE.lock().iter().collect_first())); // => hi!
    interrupts::disable();
    loop { hlt() }
}
trait First { fn collect_first(self) -> Text; }
struct Text([u8; 8], usize);
impl<'a, I: Iterator<Item = &'a char>> First for I { fn collect_first(self) -> Text { let mut t = Text([0; 8], 0); for c in self.take_while(|c| **c != '.') { t.0[t.1] = *c as u8; t.1 += 1; } t } }
impl core::fmt::Display for Text { fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result { f.write_str(core::str::from_utf8(&self.0[..self.1]).unwrap()) } }

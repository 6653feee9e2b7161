//! u16 cells, slice::from_raw_parts_mut, copy_within scrolling, truncating at the right border
use core::fmt::{self, Write};
const W: usize = 80;
const H: usize = 25;
const BLANK: u16 = (0x07 << 8) | b' ' as u16;
struct Pos { row: usize, col: usize }
static mut POS: Pos = Pos { row: 0, col: 0 };
fn cells() -> &'static mut [u16] { unsafe { core::slice::from_raw_parts_mut(0xb8000 as *mut u16, W * H) } }
fn newline(p: &mut Pos) {
    p.col = 0;
    p.row += 1;
    if p.row == H {
        let c = cells();
        c.copy_within(W.., 0);
        c[(H - 1) * W..].fill(BLANK);
        p.row -= 1;
    }
}
fn emit(s: &str) {
    let p = unsafe { &mut *(&raw mut POS) };
    for ch in s.chars() {
        match ch {
            '\n' => newline(p),
            '\t' => p.col = (p.col + 4) & !3,
            '\u{8}' => p.col = p.col.saturating_sub(1),
            ' '..='~' if p.col < W => { cells()[p.row * W + p.col] = 0x0700 | ch as u16; p.col += 1 }
            _ if p.col >= W => {}
            other => { let code = cp437(other); cells()[p.row * W + p.col] = u16::from_le_bytes([code, 0x0c]); p.col += 1; }
        }
    }
}
fn cp437(c: char) -> u8 {
    match c { 'ä' => 0x84, 'ö' => 0x94, 'ü' => 0x81, 'ß' => 0xe1, '■' => 0xfe, '░' => 0xb0, _ => b'?' }
}
#[derive(Default)]
pub struct Console;
impl Write for Console { fn write_str(&mut self, s: &str) -> fmt::Result { emit(s); Ok(()) } }
#[macro_export] macro_rules! print { ($($t:tt)*) => {{ use core::fmt::Write as _; let _ = write!($crate::screen::Console, $($t)*); }}; }
#[macro_export] macro_rules! println { ($($t:tt)*) => {{ use core::fmt::Write as _; let _ = writeln!($crate::screen::Console, $($t)*); }}; }
pub fn extra() {
    let c = cells();
    let (top, rest) = c.split_at_mut(W);
    top[..5].copy_from_slice(&rest[..5]);
    for row in c.chunks_exact_mut(W).skip(20) { row[W - 1] = 0x4e21; row.last_mut().map(|x| *x += 1); }
    c.swap(0, 1); c[160..170].reverse(); c[240..250].rotate_left(3);
    println!("{} {:?}", c.iter().filter(|&&x| x == BLANK).count(), c.iter().position(|&x| x as u8 == b'H'));
}

//! house style of long inline paths; two-dimensional raw array pointer; colours by module consts
pub mod color { pub const BLACK: u8 = 0x0; pub const GREEN: u8 = 0x2; pub const WHITE: u8 = 0xf; pub const fn pair(f: u8, b: u8) -> u8 { b << 4 | f } }
type Cells = [[[u8; 2]; 80]; 25];
pub struct VgaScreen {}
static mut ROW: usize = 24;
static mut COL: usize = 0;
pub static mut ATTR: u8 = self::color::pair(self::color::GREEN, self::color::BLACK);
impl VgaScreen {
    fn raw() -> *mut Cells { 0xb8000 as *mut Cells }
    fn up() {
        unsafe {
            let b = VgaScreen::raw();
            for row in 1..=24 { for col in 0..80 { (*b)[row - 1][col] = (*b)[row][col]; } }
            for col in 0..=79 { (*b)[24][col][0] = 0x20; (*b)[24][col][1] = ATTR; }
            COL = 0;
        }
    }
    pub fn write_one(b: u8) {
        unsafe {
            match b {
                0x0a => VgaScreen::up(),
                0x0d => COL = 0,
                0x09 => for _ in 0..4 { VgaScreen::write_one(b' ') },
                0x08 => { if COL != 0 { COL = COL - 1; } }
                _ => {
                    if COL > 79 { VgaScreen::up(); }
                    (*VgaScreen::raw())[ROW][COL][0] = b;
                    (*VgaScreen::raw())[ROW][COL][1] = ATTR;
                    COL = COL + 1;
                }
            }
        }
    }
}
impl core::fmt::Write for VgaScreen {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for i in 0..s.len() { VgaScreen::write_one(s.as_bytes()[i]); }
        return core::result::Result::Ok(());
    }
}
pub fn vga_print(args: core::fmt::Arguments) { core::fmt::Write::write_fmt(&mut crate::screen::VgaScreen {}, args).unwrap(); }
#[macro_export] macro_rules! print { ($($args:tt)*) => { $crate::screen::vga_print(core::format_args!($($args)*)); }; }
#[macro_export] macro_rules! println { () => { $crate::print!("\n"); }; ($($args:tt)*) => { $crate::screen::vga_print(core::format_args!("{}\n", core::format_args!($($args)*))); }; }
pub fn extra() {
    unsafe { crate::screen::ATTR = crate::screen::color::pair(crate::screen::color::WHITE, 4); crate::screen::ROW -= 10; }
    println!("row {} in the middle", unsafe { ROW });
    print!("x");
    
    
}

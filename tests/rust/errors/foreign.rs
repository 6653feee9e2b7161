//# blocks_must_be_unsafe
extern "C" { fn a(); static X: u8; }
extern "Rust" { fn r(x: &str) -> (u8, u8); }
//= 2:1 - extern blocks must be unsafe
//= 3:1 - extern blocks must be unsafe
//# safety_needs_an_unsafe_block
extern "C" {
    safe fn b();
    unsafe fn c();
}
//= 2:1 - extern blocks must be unsafe
//= 3:5 - items in `extern` blocks without an `unsafe` qualifier cannot have safety qualifiers
//= 4:5 - items in `extern` blocks without an `unsafe` qualifier cannot have safety qualifiers
//# declarations_have_no_bodies
unsafe extern "C" {
    fn b() {}
    static X: u8 = 1;
}
//= 3:8 - incorrect function inside `extern` block
//= 4:12 - incorrect `static` inside `extern` block
//# signatures_are_plain
unsafe extern "C" {
    fn g<T>(x: T);
    fn h((a, b): (u8, u8));
    fn m(mut a: u8);
    fn fine(_: u8, a: u8);
    fn lifetimes<'a>(x: &'a u8) -> &'a u8;
}
//= 4:10 E0130 patterns aren't allowed in foreign function declarations
//= 5:10 E0130 patterns aren't allowed in foreign function declarations
//= 3:5 E0044 foreign items may not have type parameters
//# qualifiers
unsafe extern "C" {
    const fn k();
    extern "C" fn k2();
}
//= 3:5 - functions in `extern` blocks cannot have `const` qualifier
//= 4:5 - functions in `extern` blocks cannot have `extern` qualifier
//# parameters_have_names
unsafe extern "C" {
    fn no_name(u8);
}
//= 3:18 - expected one of `:`, `@`, or `|`, found `)`
//# other_items
unsafe extern "C" {
    struct S;
    fn f();
}
//= 3:5 - struct is not supported in `extern` blocks
//# safe_outside
safe fn outside() {}
safe static OUT: u8 = 1;
//= 2:1 - items outside of `unsafe extern { }` cannot be declared with `safe` safety qualifier
//= 3:1 - items outside of `unsafe extern { }` cannot be declared with `safe` safety qualifier
//# what_needs_unsafe
unsafe extern "C" {
    safe fn ok(x: u8) -> u8;
    safe static OK: u8;
    unsafe fn uns();
    unsafe static U: u8;
    static Y: u8;
    static mut M: u8;
    static CELL: core::cell::Cell<u8>;
    fn used(x: u8) -> u8;
}
pub fn f() -> u8 { ok(1) + OK + Y + M + U + used(1) }
pub fn g() {
    uns();
    let _p = &raw const Y;
    let _q = &raw mut M;
    let _c = &CELL;
}
//= 12:33 E0133 use of extern static is unsafe and requires unsafe block
//= 12:37 E0133 use of mutable static is unsafe and requires unsafe block
//= 12:41 E0133 use of extern static is unsafe and requires unsafe block
//= 12:45 E0133 call to unsafe function `used` is unsafe and requires unsafe block
//= 14:5 E0133 call to unsafe function `uns` is unsafe and requires unsafe block
//= 17:15 E0133 use of extern static is unsafe and requires unsafe block
//# types_and_privacy
unsafe extern "C" { fn used(x: u8) -> u8; }
mod m { unsafe extern "C" { pub fn shown(x: u64); fn hidden(); } }
pub fn f() {
    unsafe { m::shown(1); m::hidden(); }
    unsafe { used(1u16); }
    let _z: fn(u8) -> u8 = used;
    let _y: unsafe extern "C" fn(u8) -> u8 = used;
}
//= 5:30 E0603 function `hidden` is private
//= 6:19 E0308 mismatched types
//= 7:28 E0308 mismatched types
//# constants_cannot_use_them
unsafe extern "C" { static Y: u8; fn used(x: u8) -> u8; }
const K: u8 = unsafe { Y };
const K2: u8 = unsafe { used(1) };
//= 3:24 E0080 cannot access extern static `Y`
//= 4:25 E0015 cannot call non-const function `used` in constants
//# addresses_in_statics
unsafe extern "C" { static Y: u8; safe fn used(x: u8) -> u8; }
pub static A: &u8 = unsafe { &Y };
pub static F: extern "C" fn(u8) -> u8 = used;
//# one_name_twice_in_a_module
unsafe extern "C" { fn dup() -> u8; }
pub extern "C" fn dup() -> u8 { 1 }
//= 3:1 E0428 the name `dup` is defined multiple times
//# symbol_defined_twice
#[unsafe(no_mangle)] pub fn twice() {}
mod m { #[unsafe(no_mangle)] pub fn twice() {} }
//= 3:30 - symbol `twice` is already defined
//# in_a_function
pub fn f() -> u8 {
    unsafe extern "C" { fn inner(x: u8) -> u8; }
    unsafe { inner(1) }
}

//! The rlibc crate, 1: the functions on bytes that compiled code calls. Here nothing calls them but the program.
#![no_std]

pub unsafe extern "C" fn memcpy(dest: *mut u8, src: *const u8, n: usize) -> *mut u8 {
    unsafe { core::ptr::copy_nonoverlapping(src, dest, n) };
    dest
}
/// The ranges may overlap.
pub unsafe extern "C" fn memmove(dest: *mut u8, src: *const u8, n: usize) -> *mut u8 {
    unsafe { core::ptr::copy(src, dest, n) };
    dest
}
pub unsafe extern "C" fn memset(s: *mut u8, c: i32, n: usize) -> *mut u8 {
    unsafe { core::ptr::write_bytes(s, c as u8, n) };
    s
}
/// The difference of the first bytes that are not the same.
pub unsafe extern "C" fn memcmp(s1: *const u8, s2: *const u8, n: usize) -> i32 {
    for at in 0..n {
        let (a, b) = unsafe { (*s1.add(at), *s2.add(at)) };
        if a != b {
            return a as i32 - b as i32;
        }
    }
    0
}

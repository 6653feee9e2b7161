//! Functions that the tool chain brings to every kernel under the names that C gives them; found by `extern` blocks.

pub unsafe extern "C" fn memcpy(dest: *mut u8, src: *const u8, n: usize) -> *mut u8 {
    crate::intrinsics::copy_nonoverlapping(src, dest, n);
    dest
}

pub unsafe extern "C" fn memmove(dest: *mut u8, src: *const u8, n: usize) -> *mut u8 {
    crate::intrinsics::copy(src, dest, n);
    dest
}

pub unsafe extern "C" fn memset(s: *mut u8, c: i32, n: usize) -> *mut u8 {
    crate::intrinsics::write_bytes(s, c as u8, n);
    s
}

pub unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, n: usize) -> i32 {
    let mut i = 0;
    while i < n {
        let a = *left.add(i);
        let b = *right.add(i);
        if a != b {
            return a as i32 - b as i32;
        }
        i += 1;
    }
    0
}

pub unsafe extern "C" fn bcmp(left: *const u8, right: *const u8, n: usize) -> i32 {
    memcmp(left, right, n)
}

pub unsafe extern "C" fn strlen(s: *const i8) -> usize {
    let mut n = 0;
    while *s.add(n) != 0 {
        n += 1;
    }
    n
}

//! Methods of `*const T` and `*mut T`.

use crate::intrinsics;

/// What both kinds have; `$c` is the own kind.
macro_rules! both {
    ($($c:tt)+) => {
        impl<T: ?Sized> $($c)+ T {
            pub const fn is_null(self) -> bool { self as *const () as usize == 0 }
            pub const fn cast<U>(self) -> $($c)+ U { self as $($c)+ U }
            pub fn addr(self) -> usize { self as *const () as usize }
            pub fn expose_provenance(self) -> usize { self as *const () as usize }
            pub const unsafe fn as_ref_unchecked<'a>(self) -> &'a T { unsafe { &*self } }
            pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
                if self.is_null() { None } else { unsafe { Some(&*self) } }
            }
        }

        impl<T> $($c)+ T {
            pub const unsafe fn add(self, count: usize) -> Self { intrinsics::ptr_add(self as *const T, count) as Self }
            pub const unsafe fn sub(self, count: usize) -> Self {
                intrinsics::ptr_add(self as *const T, intrinsics::wrapping_sub(0, count)) as Self
            }
            pub const unsafe fn offset(self, count: isize) -> Self { intrinsics::ptr_add(self as *const T, count as usize) as Self }
            pub const fn wrapping_add(self, count: usize) -> Self { intrinsics::ptr_add(self as *const T, count) as Self }
            pub const fn wrapping_sub(self, count: usize) -> Self {
                intrinsics::ptr_add(self as *const T, intrinsics::wrapping_sub(0, count)) as Self
            }
            pub const fn wrapping_offset(self, count: isize) -> Self { intrinsics::ptr_add(self as *const T, count as usize) as Self }

            pub const unsafe fn byte_add(self, count: usize) -> Self { intrinsics::ptr_add(self as *const u8, count) as Self }
            pub const unsafe fn byte_sub(self, count: usize) -> Self {
                intrinsics::ptr_add(self as *const u8, intrinsics::wrapping_sub(0, count)) as Self
            }
            pub const unsafe fn byte_offset(self, count: isize) -> Self { intrinsics::ptr_add(self as *const u8, count as usize) as Self }
            pub const fn wrapping_byte_add(self, count: usize) -> Self { intrinsics::ptr_add(self as *const u8, count) as Self }
            pub const fn wrapping_byte_sub(self, count: usize) -> Self {
                intrinsics::ptr_add(self as *const u8, intrinsics::wrapping_sub(0, count)) as Self
            }

            /// Distance in values of `T`.
            pub const unsafe fn offset_from(self, origin: *const T) -> isize {
                intrinsics::wrapping_sub(self as usize, origin as usize) as isize / intrinsics::size_of::<T>() as isize
            }
            #[track_caller]
            pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize {
                if (self as usize) < origin as usize {
                    crate::panicking::panic_precondition("ptr::offset_from_unsigned requires `self >= origin`")
                }
                (self as usize - origin as usize) / intrinsics::size_of::<T>()
            }
            pub const unsafe fn byte_offset_from<U>(self, origin: *const U) -> isize {
                intrinsics::wrapping_sub(self as usize, origin as usize) as isize
            }

            #[track_caller]
            pub const unsafe fn byte_offset_from_unsigned<U>(self, origin: *const U) -> usize {
                if (self as usize) < origin as usize {
                    crate::panicking::panic_precondition("ptr::offset_from_unsigned requires `self >= origin`")
                }
                self as usize - origin as usize
            }
            pub const fn wrapping_byte_offset(self, count: isize) -> Self {
                intrinsics::ptr_add(self as *const u8, count as usize) as Self
            }
            pub fn with_addr(self, addr: usize) -> Self { addr as Self }
            pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> Self { f(self as usize) as Self }

            pub fn is_aligned(self) -> bool { super::aligned::<T>(self as usize) }
            pub fn is_aligned_to(self, align: usize) -> bool {
                if !align.is_power_of_two() {
                    panic!("is_aligned_to: align is not a power-of-two");
                }
                self as usize & (align - 1) == 0
            }

            /// How many values to skip until the address is a multiple of `align`; `usize::MAX` if never.
            pub fn align_offset(self, align: usize) -> usize {
                if !align.is_power_of_two() {
                    library_panic!("ptr/const_ptr.rs", 1299, 13, "align_offset: align is not a power-of-two")
                }
                let size = intrinsics::size_of::<T>();
                let mut skipped = 0;
                while skipped < align {
                    if intrinsics::wrapping_add(self as usize, intrinsics::wrapping_mul(skipped, size)) & (align - 1) == 0 {
                        return skipped;
                    }
                    skipped += 1;
                }
                usize::MAX
            }

            #[track_caller]
            pub const unsafe fn read(self) -> T {
                if !super::aligned_and_non_null::<T>(self as usize) {
                    crate::panicking::panic_precondition("ptr::read requires that the pointer argument is aligned and non-null")
                }
                unsafe { intrinsics::read(self as *const T) }
            }
            #[track_caller]
            pub unsafe fn read_volatile(self) -> T {
                if !super::aligned::<T>(self as usize) {
                    crate::panicking::panic_precondition("ptr::read_volatile requires that the pointer argument is aligned")
                }
                unsafe { intrinsics::volatile_load(self as *const T) }
            }
            pub const unsafe fn read_unaligned(self) -> T { unsafe { intrinsics::read(self as *const T) } }

            #[track_caller]
            pub const unsafe fn copy_to(self, dest: *mut T, count: usize) { unsafe { super::copy(self as *const T, dest, count) } }
            #[track_caller]
            pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) {
                unsafe { super::copy_nonoverlapping(self as *const T, dest, count) }
            }
        }

        impl<T> $($c)+ [T] {
            pub const fn len(self) -> usize { intrinsics::slice_len(self as *const [T]) }
            pub const fn is_empty(self) -> bool { self.len() == 0 }
        }
    };
}
both! { *const }
both! { *mut }

impl<T: ?Sized> *const T {
    pub const fn cast_mut(self) -> *mut T { self as *mut T }
}
impl<T> *const [T] {
    pub const fn as_ptr(self) -> *const T { self as *const T }
}

impl<T: ?Sized> *mut T {
    pub const fn cast_const(self) -> *const T { self as *const T }
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }
    pub const unsafe fn as_mut_unchecked<'a>(self) -> &'a mut T { unsafe { &mut *self } }
    pub unsafe fn drop_in_place(self) { unsafe { intrinsics::drop_in_place(self) } }
}

impl<T> *mut T {
    #[track_caller]
    pub const unsafe fn write(self, val: T) {
        if !super::aligned_and_non_null::<T>(self as usize) {
            crate::panicking::panic_precondition("ptr::write requires that the pointer argument is aligned and non-null")
        }
        unsafe { intrinsics::write(self, val) }
    }
    #[track_caller]
    pub unsafe fn write_volatile(self, val: T) {
        if !super::aligned::<T>(self as usize) {
            crate::panicking::panic_precondition("ptr::write_volatile requires that the pointer argument is aligned")
        }
        unsafe { intrinsics::volatile_store(self, val) }
    }
    pub const unsafe fn write_unaligned(self, val: T) { unsafe { intrinsics::write(self, val) } }
    #[track_caller]
    pub const unsafe fn write_bytes(self, val: u8, count: usize) { unsafe { super::write_bytes(self, val, count) } }
    #[track_caller]
    pub const unsafe fn replace(self, src: T) -> T { unsafe { super::replace(self, src) } }
    #[track_caller]
    pub const unsafe fn swap(self, with: *mut T) { unsafe { super::swap(self, with) } }
    #[track_caller]
    pub const unsafe fn copy_from(self, src: *const T, count: usize) { unsafe { super::copy(src, self, count) } }
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize) {
        unsafe { super::copy_nonoverlapping(src, self, count) }
    }
}
impl<T> *mut [T] {
    pub const fn as_mut_ptr(self) -> *mut T { self as *mut T }
}

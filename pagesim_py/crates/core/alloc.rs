//! What the heap is asked for: `Layout`, and the trait that a kernel's heap implements.

use crate::fmt;
use crate::intrinsics;

#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct Layout {
    size: usize,
    align: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct LayoutError;

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("invalid parameters to Layout::from_size_align") }
}

impl Layout {
    pub const fn from_size_align(size: usize, align: usize) -> Result<Layout, LayoutError> {
        if !align.is_power_of_two() || size > isize::MAX as usize - (align - 1) {
            return Err(LayoutError);
        }
        Ok(Layout { size, align })
    }
    #[track_caller]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Layout {
        if !align.is_power_of_two() || size > isize::MAX as usize - (align - 1) {
            crate::panicking::panic_precondition(
                "Layout::from_size_align_unchecked requires that align is a power of 2 and the rounded-up allocation size does not exceed isize::MAX",
            )
        }
        Layout { size, align }
    }
    pub const fn size(&self) -> usize { self.size }
    pub const fn align(&self) -> usize { self.align }
    pub const fn new<T>() -> Layout { Layout { size: intrinsics::size_of::<T>(), align: intrinsics::align_of::<T>() } }
    pub const fn for_value<T: ?Sized>(t: &T) -> Layout {
        Layout { size: intrinsics::size_of_val(t as *const T), align: intrinsics::align_of_val(t as *const T) }
    }
    pub const fn array<T>(n: usize) -> Result<Layout, LayoutError> {
        match intrinsics::size_of::<T>().checked_mul(n) {
            Some(size) => Layout::from_size_align(size, intrinsics::align_of::<T>()),
            None => Err(LayoutError),
        }
    }
    pub const fn align_to(&self, align: usize) -> Result<Layout, LayoutError> {
        Layout::from_size_align(self.size, if align > self.align { align } else { self.align })
    }
    pub const fn pad_to_align(&self) -> Layout { Layout { size: (self.size + self.align - 1) & !(self.align - 1), align: self.align } }
    pub const fn padding_needed_for(&self, align: usize) -> usize { ((self.size + align - 1) & !(align - 1)) - self.size }
    /// Room for `n` of these one after the other, each at its alignment, and how far apart they are.
    pub const fn repeat(&self, n: usize) -> Result<(Layout, usize), LayoutError> {
        let one = self.pad_to_align();
        match one.size.checked_mul(n) {
            Some(size) => match Layout::from_size_align(size, self.align) {
                Ok(all) => Ok((all, one.size)),
                Err(e) => Err(e),
            },
            None => Err(LayoutError),
        }
    }
    pub fn dangling_ptr(&self) -> crate::ptr::NonNull<u8> { unsafe { crate::ptr::NonNull::new_unchecked(self.align as *mut u8) } }
    pub const fn extend(&self, next: Layout) -> Result<(Layout, usize), LayoutError> {
        let align = if next.align > self.align { next.align } else { self.align };
        let offset = self.size + self.padding_needed_for(next.align);
        match offset.checked_add(next.size) {
            Some(size) => match Layout::from_size_align(size, align) {
                Ok(layout) => Ok((layout, offset)),
                Err(e) => Err(e),
            },
            None => Err(LayoutError),
        }
    }
}

impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let align = format_args!("{} (1 << {})", self.align, self.align.trailing_zeros());
        f.debug_struct("Layout").field("size", &self.size).field("align", &align).finish()
    }
}

pub unsafe trait GlobalAlloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout);

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe {
            let ptr = self.alloc(layout);
            if !ptr.is_null() {
                intrinsics::write_bytes(ptr, 0, layout.size);
            }
            ptr
        }
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        unsafe {
            let moved = self.alloc(Layout { size: new_size, align: layout.align });
            if !moved.is_null() {
                intrinsics::copy_nonoverlapping(ptr as *const u8, moved, if layout.size < new_size { layout.size } else { new_size });
                self.dealloc(ptr, layout);
            }
            moved
        }
    }
}

/// There is no memory left.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct AllocError;

impl fmt::Display for AllocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("memory allocation failed") }
}

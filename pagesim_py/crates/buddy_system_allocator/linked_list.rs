//! A list whose links lie in the blocks themselves.

use core::fmt;
use core::ptr;

#[derive(Copy, Clone)]
pub struct LinkedList {
    head: *mut usize,
}
unsafe impl Send for LinkedList {}

impl LinkedList {
    pub const fn new() -> LinkedList { LinkedList { head: ptr::null_mut() } }
    pub fn is_empty(&self) -> bool { self.head.is_null() }
    pub unsafe fn push(&mut self, item: *mut usize) {
        unsafe { *item = self.head as usize };
        self.head = item;
    }
    pub fn pop(&mut self) -> Option<*mut usize> {
        if self.head.is_null() {
            return None;
        }
        let item = self.head;
        self.head = unsafe { *item } as *mut usize;
        Some(item)
    }
    /// Takes one out, wherever it is; whether it was there.
    pub(crate) fn remove(&mut self, item: *mut usize) -> bool {
        let mut link = &raw mut self.head;
        unsafe {
            while !(*link).is_null() {
                if *link == item {
                    *link = *item as *mut usize;
                    return true;
                }
                link = *link as *mut *mut usize;
            }
        }
        false
    }
    pub fn iter(&self) -> Iter<'_> { Iter { at: self.head, list: self } }
}
impl fmt::Debug for LinkedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() }
}

pub struct Iter<'a> {
    at: *mut usize,
    #[allow(dead_code)]
    list: &'a LinkedList,
}
impl Iterator for Iter<'_> {
    type Item = *mut usize;
    fn next(&mut self) -> Option<*mut usize> {
        if self.at.is_null() {
            return None;
        }
        let item = self.at;
        self.at = unsafe { *item } as *mut usize;
        Some(item)
    }
}

#![no_std]
#![allow(unused, static_mut_refs)]
extern crate alloc;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell, UnsafeCell};
use core::fmt::Write;
use core::ops::{Deref, DerefMut, Index, IndexMut};
pub struct Lock<T> { inner: UnsafeCell<T> }
unsafe impl<T> Sync for Lock<T> {}
pub struct Guard<'a, T> { data: &'a mut T }
impl<T> Lock<T> {
    pub const fn new(t: T) -> Lock<T> { Lock { inner: UnsafeCell::new(t) } }
    pub fn lock(&self) -> Guard<'_, T> { Guard { data: unsafe { &mut *self.inner.get() } } }
}
impl<T> Deref for Guard<'_, T> { type Target = T; fn deref(&self) -> &T { self.data } }
impl<T> DerefMut for Guard<'_, T> { fn deref_mut(&mut self) -> &mut T { self.data } }
impl<T> Drop for Guard<'_, T> { fn drop(&mut self) {} }
pub struct Screen { cells: [[u8; 80]; 25], row: usize, col: usize, color: u8 }
impl Screen {
    pub const fn new() -> Screen { Screen { cells: [[0; 80]; 25], row: 0, col: 0, color: 7 } }
    pub fn put(&mut self, c: u8) { self.cells[self.row][self.col] = c; self.col += 1; }
    pub fn row(&self, n: usize) -> &[u8; 80] { &self.cells[n] }
    pub fn row_mut(&mut self, n: usize) -> &mut [u8; 80] { &mut self.cells[n] }
    pub fn width(&self) -> usize { 80 }
    pub fn color(&mut self) -> &mut u8 { &mut self.color }
}
impl core::fmt::Write for Screen { fn write_str(&mut self, s: &str) -> core::fmt::Result { for b in s.bytes() { self.put(b); } Ok(()) } }
#[derive(Debug, Clone, PartialEq)]
pub struct Task { name: String, ticks: u64, parent: Option<usize> }
impl Task { pub fn name(&self) -> &str { &self.name } pub fn name_mut(&mut self) -> &mut String { &mut self.name } pub fn tick(&mut self) -> u64 { self.ticks += 1; self.ticks } }
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region { start: u64, end: u64, used: bool }
pub struct Regions<'a> { list: &'a mut [Region], next: usize }
impl<'a> Regions<'a> {
    pub fn new(list: &'a mut [Region]) -> Self { Regions { list, next: 0 } }
    pub fn first(&self) -> Option<&Region> { self.list.first() }
    pub fn take(&mut self) -> Option<&mut Region> { let n = self.next; self.next += 1; self.list.get_mut(n) }
    pub fn rest(&'a self) -> &'a [Region] { &self.list[self.next..] }
}
pub struct Cursor<'a> { text: &'a str, at: usize }
impl<'a> Cursor<'a> {
    pub fn word(&mut self) -> Option<&'a str> { let rest = &self.text[self.at..]; let n = rest.find(' ')?; self.at += n + 1; Some(&rest[..n]) }
    pub fn peek(&self) -> Option<u8> { self.text.as_bytes().get(self.at).copied() }
}
pub struct Noisy<'a>(&'a Cell<u32>);
impl Drop for Noisy<'_> { fn drop(&mut self) { self.0.set(self.0.get() + 1); } }
pub struct Loud(u32);
impl Drop for Loud { fn drop(&mut self) {} }
pub enum Node { Leaf(u32), Pair(Box<Node>, Box<Node>), Named { name: String, value: u32 } }
pub struct List { head: Option<Box<Link>> }
pub struct Link { value: u32, next: Option<Box<Link>> }
pub static LOG: Lock<Vec<u32>> = Lock::new(Vec::new());
pub static mut COUNT: u32 = 0;
pub trait Device { fn read(&mut self) -> u8; fn status(&self) -> &u8; fn buffer(&mut self) -> &mut [u8]; }
pub fn pick<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() > b.len() { a } else { b } }
pub fn first<'a, 'b>(a: &'a mut Vec<u32>, b: &'b u32) -> &'a mut u32 { a.push(*b); &mut a[0] }
pub fn eat<T>(t: T) {}
pub fn look<T>(t: &T) {}
pub fn change<T>(t: &mut T) {}
pub fn forever(r: &'static u32) {}
pub fn run<F: FnMut()>(mut f: F) { f(); }
pub fn keep<F: Fn() -> u32 + 'static>(f: F) -> Box<dyn Fn() -> u32> { Box::new(f) }
pub fn make(n: u32) -> String { String::new() }
pub struct Holder<'a> { pub value: &'a u32 }

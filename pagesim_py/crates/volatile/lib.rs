//! The volatile crate, 0.2: a cell whose reads and writes are never left out.
#![no_std]

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Volatile<T: Copy>(T);

impl<T: Copy> Volatile<T> {
    pub const fn new(value: T) -> Volatile<T> { Volatile(value) }
    pub fn read(&self) -> T { unsafe { core::ptr::read_volatile(&self.0) } }
    pub fn write(&mut self, value: T) { unsafe { core::ptr::write_volatile(&mut self.0, value) } }
    pub fn update<F: FnOnce(&mut T)>(&mut self, f: F) {
        let mut value = self.read();
        f(&mut value);
        self.write(value);
    }
}

/// Can be read, not written.
#[derive(Debug, Clone)]
#[repr(transparent)]
pub struct ReadOnly<T: Copy>(Volatile<T>);

impl<T: Copy> ReadOnly<T> {
    pub const fn new(value: T) -> ReadOnly<T> { ReadOnly(Volatile::new(value)) }
    pub fn read(&self) -> T { self.0.read() }
}

/// Can be written, not read.
#[derive(Debug, Clone)]
#[repr(transparent)]
pub struct WriteOnly<T: Copy>(Volatile<T>);

impl<T: Copy> WriteOnly<T> {
    pub const fn new(value: T) -> WriteOnly<T> { WriteOnly(Volatile::new(value)) }
    pub fn write(&mut self, value: T) { self.0.write(value) }
}

pub type ReadWrite<T> = Volatile<T>;

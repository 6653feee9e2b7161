//! A cell whose value is read and written volatile.

/// Only what can be copied goes in and out; in 0.2 that is asked of the type, in 0.3 of its methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
#[cfg(before = "0.3")]
pub struct Volatile<T: Copy>(T);
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
#[cfg(not(before = "0.3"))]
pub struct Volatile<T>(T);

#[cfg(not(before = "0.3"))]
impl<T> Volatile<T> {
    pub const fn new(value: T) -> Volatile<T> { Volatile(value) }
}
impl<T: Copy> Volatile<T> {
    #[cfg(before = "0.3")]
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

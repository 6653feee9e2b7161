#![no_std]
pub fn colour() -> u32 {
    2 + 10 * cfg!(feature = "paint") as u32
}

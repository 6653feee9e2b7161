#![no_std]
pub fn colour() -> u32 {
    1
}

//! The hasher that is used if the program names no other. What it gives is nobody's business.

use core::hash::{BuildHasher, Hasher};

#[derive(Clone, Copy, Debug, Default)]
pub struct DefaultHashBuilder;

impl BuildHasher for DefaultHashBuilder {
    type Hasher = DefaultHasher;
    fn build_hasher(&self) -> DefaultHasher { DefaultHasher { state: 0x9e37_79b9_7f4a_7c15 } }
}

#[derive(Clone, Debug)]
pub struct DefaultHasher {
    state: u64,
}
impl DefaultHasher {
    fn mix(&mut self, word: u64) { self.state = (self.state.rotate_left(23) ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd); }
}
impl Hasher for DefaultHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = 0;
            for &byte in chunk {
                word = word << 8 | byte as u64;
            }
            self.mix(word);
        }
    }
    fn write_u8(&mut self, i: u8) { self.mix(i as u64) }
    fn write_u16(&mut self, i: u16) { self.mix(i as u64) }
    fn write_u32(&mut self, i: u32) { self.mix(i as u64) }
    fn write_u64(&mut self, i: u64) { self.mix(i) }
    fn write_usize(&mut self, i: usize) { self.mix(i as u64) }
    fn finish(&self) -> u64 { self.state ^ self.state >> 32 }
}

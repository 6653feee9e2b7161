#![no_std]
pub extern crate machine as cpu;

pub fn lit(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

pub fn version() -> u32 {
    cpu::VERSION + ::machine::inside::VERSION
}

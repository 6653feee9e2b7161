#![cfg_attr(not(feature = "std"), no_std)]

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    side: u32,
}

impl Square {
    pub const fn new(side: u32) -> Self {
        Square { side }
    }

    #[cfg(feature = "area")]
    pub fn area(self) -> u32 {
        self.side * self.side
    }
}

pub trait Draw {
    fn draw(&self) -> &'static str {
        "#"
    }
}

impl Draw for Square {}

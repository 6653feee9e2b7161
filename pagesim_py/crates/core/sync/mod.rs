//! Sharing between handlers and the rest of the program. (One CPU: there are no other threads.)

pub mod atomic;

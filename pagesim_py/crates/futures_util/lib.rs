//! The futures-util crate, 0.3, as far as it goes without threads and without a heap: streams, a waker that an interrupt
//! handler reaches, and two futures at once.
#![no_std]

pub mod future;
pub mod stream;
pub mod task;

pub use core::task::ready;
pub use future::FutureExt;
pub use stream::{Stream, StreamExt};

/// `pin_mut!(name, ...)`: each variable becomes one that pins what it was.
#[macro_export]
macro_rules! pin_mut {
    ($($x:ident),* $(,)?) => { $(
        let mut $x = $x;
        #[allow(unused_mut)]
        let mut $x = unsafe { core::pin::Pin::new_unchecked(&mut $x) };
    )* };
}

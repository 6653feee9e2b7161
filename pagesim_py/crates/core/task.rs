//! What a future answers, and how it tells that asking again is worth it.

use crate::convert::From;
use crate::fmt;

pub use crate::ready;

/// The answer of one poll.
#[must_use = "this `Poll` may be a `Pending` variant, which should be handled"]
#[lang = "Poll"]
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Poll<T> {
    #[lang = "Ready"]
    Ready(T),
    #[lang = "Pending"]
    Pending,
}
use Poll::{Pending, Ready};

impl<T> Poll<T> {
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<U> {
        match self { Ready(value) => Ready(f(value)), Pending => Pending }
    }
    pub const fn is_ready(&self) -> bool {
        match self { Ready(_) => true, Pending => false }
    }
    pub const fn is_pending(&self) -> bool { !self.is_ready() }
}
impl<T, E> Poll<Result<T, E>> {
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Result<U, E>> {
        match self { Ready(Ok(value)) => Ready(Ok(f(value))), Ready(Err(e)) => Ready(Err(e)), Pending => Pending }
    }
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Result<T, U>> {
        match self { Ready(Ok(value)) => Ready(Ok(value)), Ready(Err(e)) => Ready(Err(f(e))), Pending => Pending }
    }
}
impl<T, E> Poll<Option<Result<T, E>>> {
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Option<Result<U, E>>> {
        match self {
            Ready(Some(Ok(value))) => Ready(Some(Ok(f(value)))),
            Ready(Some(Err(e))) => Ready(Some(Err(e))),
            Ready(None) => Ready(None),
            Pending => Pending,
        }
    }
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Option<Result<T, U>>> {
        match self {
            Ready(Some(Ok(value))) => Ready(Some(Ok(value))),
            Ready(Some(Err(e))) => Ready(Some(Err(f(e)))),
            Ready(None) => Ready(None),
            Pending => Pending,
        }
    }
}
impl<T> From<T> for Poll<T> {
    fn from(value: T) -> Poll<T> { Ready(value) }
}

/// What a waker does, as functions on a pointer that only they understand.
#[derive(Copy, Clone)]
pub struct RawWakerVTable {
    clone: unsafe fn(*const ()) -> RawWaker,
    wake: unsafe fn(*const ()),
    wake_by_ref: unsafe fn(*const ()),
    drop: unsafe fn(*const ()),
}

impl RawWakerVTable {
    #[lang = "raw_waker_vtable_new"]
    pub const fn new(
        clone: unsafe fn(*const ()) -> RawWaker,
        wake: unsafe fn(*const ()),
        wake_by_ref: unsafe fn(*const ()),
        drop: unsafe fn(*const ()),
    ) -> RawWakerVTable {
        RawWakerVTable { clone, wake, wake_by_ref, drop }
    }
    fn addresses(&self) -> [*const (); 4] {
        [self.clone as *const (), self.wake as *const (), self.wake_by_ref as *const (), self.drop as *const ()]
    }
}
impl PartialEq for RawWakerVTable {
    fn eq(&self, other: &RawWakerVTable) -> bool { self.addresses() == other.addresses() }
}
impl fmt::Debug for RawWakerVTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [clone, wake, wake_by_ref, drop] = self.addresses();
        f.debug_struct("RawWakerVTable")
            .field("clone", &clone)
            .field("wake", &wake)
            .field("wake_by_ref", &wake_by_ref)
            .field("drop", &drop)
            .finish()
    }
}

/// A waker in parts: its data, and what it does.
#[derive(PartialEq, Debug)]
pub struct RawWaker {
    data: *const (),
    vtable: &'static RawWakerVTable,
}

impl RawWaker {
    pub const fn new(data: *const (), vtable: &'static RawWakerVTable) -> RawWaker { RawWaker { data, vtable } }
}

fn nothing_raw(_data: *const ()) -> RawWaker { RawWaker { data: crate::ptr::null(), vtable: &NOTHING } }
fn nothing(_data: *const ()) {}
const NOTHING: RawWakerVTable = RawWakerVTable { clone: nothing_raw, wake: nothing, wake_by_ref: nothing, drop: nothing };

/// Tells whoever polls a task that it can go on.
#[repr(transparent)]
pub struct Waker {
    waker: RawWaker,
}

unsafe impl Send for Waker {}
unsafe impl Sync for Waker {}
impl Unpin for Waker {}

static NOOP: Waker = Waker { waker: RawWaker { data: crate::ptr::null(), vtable: &NOTHING } };

impl Waker {
    pub fn wake(self) {
        let vtable = self.waker.vtable;
        let data = self.waker.data;
        crate::mem::forget(self);
        unsafe { (vtable.wake)(data) }
    }
    pub fn wake_by_ref(&self) { unsafe { (self.waker.vtable.wake_by_ref)(self.waker.data) } }
    pub fn will_wake(&self, other: &Waker) -> bool {
        self.waker.data == other.waker.data && self.waker.vtable as *const RawWakerVTable == other.waker.vtable as *const RawWakerVTable
    }
    pub const unsafe fn new(data: *const (), vtable: &'static RawWakerVTable) -> Waker {
        Waker { waker: RawWaker { data, vtable } }
    }
    pub const unsafe fn from_raw(waker: RawWaker) -> Waker { Waker { waker } }
    pub fn noop() -> &'static Waker { &NOOP }
    pub fn data(&self) -> *const () { self.waker.data }
    pub fn vtable(&self) -> &'static RawWakerVTable { self.waker.vtable }
}
impl Clone for Waker {
    fn clone(&self) -> Waker { Waker { waker: unsafe { (self.waker.vtable.clone)(self.waker.data) } } }
    fn clone_from(&mut self, source: &Waker) {
        if !self.will_wake(source) {
            *self = source.clone();
        }
    }
}
impl Drop for Waker {
    fn drop(&mut self) { unsafe { (self.waker.vtable.drop)(self.waker.data) } }
}
impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vtable = self.waker.vtable as *const RawWakerVTable as *const ();
        f.debug_struct("Waker").field("data", &self.waker.data).field("vtable", &vtable).finish()
    }
}

/// What a poll is given: whom to wake.
#[lang = "Context"]
pub struct Context<'a> {
    waker: &'a Waker,
}

impl<'a> Context<'a> {
    pub const fn from_waker(waker: &'a Waker) -> Context<'a> { Context { waker } }
    pub const fn waker(&self) -> &'a Waker { self.waker }
}
impl !Send for Context<'_> {}
impl !Sync for Context<'_> {}
impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Context").field("waker", &self.waker).finish() }
}

//! Shared values for several threads. (One CPU: counting as in `rc` is enough.)

use crate::rc::Rc;
use core::fmt;
use core::ops::Deref;

pub struct Arc<T> {
    inner: Rc<T>,
}

unsafe impl<T: Sync + Send> Send for Arc<T> {}
unsafe impl<T: Sync + Send> Sync for Arc<T> {}

impl<T> Arc<T> {
    pub fn new(data: T) -> Arc<T> { Arc { inner: Rc::new(data) } }
    pub fn strong_count(this: &Arc<T>) -> usize { Rc::strong_count(&this.inner) }
    pub fn ptr_eq(this: &Arc<T>, other: &Arc<T>) -> bool { Rc::ptr_eq(&this.inner, &other.inner) }
    pub fn get_mut(this: &mut Arc<T>) -> Option<&mut T> { Rc::get_mut(&mut this.inner) }
}
impl<T> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T { &*self.inner }
}
impl<T> Clone for Arc<T> {
    fn clone(&self) -> Arc<T> { Arc { inner: self.inner.clone() } }
}
impl<T: fmt::Display> fmt::Display for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) }
}
impl<T: fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) }
}

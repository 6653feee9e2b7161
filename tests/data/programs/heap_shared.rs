// Shared and weak references, also to objects and slices.
use alloc::{rc, sync::{Arc, Weak}};
use core::cell::RefCell;
struct D(u8); impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
trait T { fn n(&self) -> u8; } impl T for D { fn n(&self) -> u8 { self.0 } }
struct Own { me: rc::Weak<Own>, v: u8 }
fn main() {
    let a: Arc<dyn T> = Arc::new(D(1)); let b = a.clone(); println!("{} {}", b.n(), Arc::strong_count(&a)); drop(a); let wk = Arc::downgrade(&b); println!("{} {}", wk.upgrade().is_some(), Arc::weak_count(&b)); drop(b); println!("{}", wk.upgrade().is_none());
    let s: Arc<[u8]> = Arc::new([1, 2, 3]); println!("{:?} {}", s, s.len());
    let own = Rc::new_cyclic(|me| { println!("{}", me.upgrade().is_none()); Own { me: me.clone(), v: 7 } }); println!("{} {}", own.me.upgrade().unwrap().v, Rc::weak_count(&own));
    let e: rc::Weak<D> = rc::Weak::new(); let f = e.clone(); println!("{} {} {:?}", e.upgrade().is_none(), f.strong_count(), e); drop(e);
    let r: Rc<RefCell<dyn T>> = Rc::new(RefCell::new(D(2))); let rw: rc::Weak<RefCell<dyn T>> = Rc::downgrade(&r); println!("{} {}", r.borrow().n(), rw.upgrade().map(|x| x.borrow().n()).unwrap_or(0)); drop(r); println!("{}", rw.strong_count());
    println!("{:?} {}", Arc::try_unwrap(Arc::new(5)), Rc::unwrap_or_clone(Rc::new(String::from("q"))));
    let mut m = Arc::new(vec![1]); let k = m.clone(); Arc::make_mut(&mut m).push(2); println!("{m:?} {k:?} {} {}", m == k, Arc::ptr_eq(&m, &k));
    let v: Vec<Rc<dyn T>> = vec![Rc::new(D(3)), Rc::new(D(4))]; println!("{}", v.iter().map(|x| x.n()).sum::<u8>()); drop(v);
}

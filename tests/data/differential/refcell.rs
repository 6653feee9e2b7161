use core::cell::RefCell;
pub fn run() { let c = RefCell::new(5); { let a = c.borrow(); println!("{}", *a); } let m = c.borrow_mut(); println!("{:?}", c.try_borrow().is_err()); let n = c.borrow(); }

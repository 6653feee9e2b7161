extern crate alloc;
use alloc::{boxed::Box, string::String};
//# await_in_a_plain_function
pub async fn g() {}
pub fn f() {
    g().await;
}
//= 6:9 E0728 `await` is only allowed inside `async` functions and blocks
//# await_in_a_closure
pub async fn g() {}
pub async fn f() {
    let c = |_x: u8| { g().await; };
    c(1);
}
//= 6:28 E0728 `await` is only allowed inside `async` functions and blocks
//# await_of_numbers
pub struct S;
pub async fn f(x: u32) {
    x.await;
    5.await;
}
//= 6:7 E0277 `u32` is not a future
//= 7:7 E0277 `{integer}` is not a future
//# await_of_a_struct
pub struct S;
pub async fn f() {
    S.await;
    "text".await;
}
//= 6:7 E0277 `S` is not a future
//= 7:12 E0277 `&str` is not a future
//# await_of_a_plain_call
pub fn plain() -> u32 { 3 }
pub async fn f() {
    plain().await;
}
//= 6:13 E0277 `u32` is not a future
//# recursion
pub async fn f(n: u32) {
    if n > 0 {
        f(n - 1).await;
    }
}
//= 4:1 E0733 recursion in an async fn requires boxing
//# recursion_of_two
pub async fn a() {
    b().await;
}
pub async fn b() {
    a().await;
}
//= 4:1 E0733 recursion in an async fn requires boxing
//# recursion_in_a_method
pub struct S(pub u32);
impl S {
    pub async fn down(&self) -> u32 {
        self.down().await
    }
}
//= 6:5 E0733 recursion in an async fn requires boxing
//# recursion_in_a_box
pub async fn f(n: u32) {
    if n > 0 {
        Box::pin(f(n - 1)).await;
    }
}
//# wrong_result
pub async fn f() -> u32 {
    "x"
}
//= 5:5 E0308 mismatched types
//# result_without_await
pub async fn g() -> u32 { 1 }
pub async fn f() {
    let _x: u32 = g();
}
//= 6:19 E0308 mismatched types
//# block_is_no_number
pub fn f() {
    let _y: u32 = async { 1u32 };
}
//= 5:19 E0308 mismatched types
//# break_in_a_block
pub fn f() {
    loop {
        let _x = async { break; };
    }
}
//= 6:26 E0267 `break` inside `async` block
//# continue_in_a_function
pub async fn f() {
    continue;
}
//= 5:5 E0267 `continue` inside `async` function
//# resolves_to_something_else
use core::future::Future;
pub async fn n() -> u32 { 1 }
pub fn spawn(_f: impl Future<Output = ()>) {}
pub fn f() {
    spawn(n());
}
//= 8:11 E0271 expected `impl Future<Output = u32>` to be a future that resolves to `()`, but it resolves to `u32`
//# a_number_is_no_future
use core::future::Future;
pub fn spawn(_f: impl Future<Output = ()>) {}
pub fn f() {
    spawn(5);
}
//= 7:11 E0277 `{integer}` is not a future
//# block_outlives_what_it_borrows
use core::future::Future;
pub fn spawn(_f: impl Future<Output = ()> + 'static) {}
pub fn f(s: String) {
    spawn(async {
        let _n = s.len();
    });
}
//= 7:11 E0373 async block may outlive the current function, but it borrows `s`, which is owned by the current function
//# returned_block_borrows
use core::future::Future;
pub fn make(s: String) -> impl Future<Output = usize> {
    async { s.len() }
}
//= 6:5 E0373 async block may outlive the current function, but it borrows `s`, which is owned by the current function
//# call_borrows_for_ever
use core::future::Future;
pub fn spawn(_f: impl Future<Output = ()> + 'static) {}
pub async fn g(_s: &str) {}
pub fn f() {
    let s = String::new();
    spawn(g(&s));
}
//= 9:13 E0597 `s` does not live long enough
//# used_after_move_into_a_block
pub fn f(s: String) -> usize {
    let _b = async move { s.len() };
    s.len()
}
//= 6:5 E0382 borrow of moved value: `s`
//# moved_across_an_await
pub async fn g() {}
pub async fn f(s: String) -> usize {
    let t = s;
    g().await;
    t.len() + s.len()
}
//= 8:15 E0382 borrow of moved value: `s`
//# borrowed_twice_across_an_await
pub async fn g() {}
pub async fn f(v: &mut u32) {
    let a = &mut *v;
    let b = &mut *v;
    g().await;
    *a += 1;
    *b += 1;
}
//= 7:13 E0499 cannot borrow `*v` as mutable more than once at a time
//# too_short_across_an_await
pub async fn g() {}
pub async fn f() {
    let r;
    {
        let x = String::new();
        r = &x;
    }
    g().await;
    let _n = r.len();
}
//= 9:13 E0597 `x` does not live long enough
//# changed_while_a_block_borrows
pub fn f() {
    let mut n = 1;
    let b = async { n += 1; };
    n = 5;
    drop(b);
}
//= 7:5 E0506 cannot assign to `n` because it is borrowed
//# not_mutable
pub async fn f(n: u32) -> u32 {
    n += 1;
    n
}
//= 5:5 E0384 cannot assign twice to immutable variable `n`
//# question_mark_in_a_block_of_nothing
pub async fn f(x: Option<u8>) {
    let _y = x?;
}
//= 5:15 E0277 the `?` operator can only be used in an async function that returns `Result` or `Option` (or another type that implements `FromResidual`)
//# wrong_argument
pub async fn g(_n: u32) {}
pub async fn f() {
    g("x").await;
    g().await;
}
//= 6:7 E0308 mismatched types
//= 7:5 E0061 this function takes 1 argument but 0 arguments were supplied
//# poll_needs_a_pin
use core::future::Future;
use core::task::Context;
pub async fn g() {}
pub fn f(cx: &mut Context) {
    let mut a = g();
    let _ = a.poll(cx);
}
//= 9:15 E0599 no method named `poll` found for opaque type `impl Future<Output = ()>` in the current scope
//# right
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
pub struct Task<'a> { future: Pin<Box<dyn Future<Output = ()> + 'a>> }
impl<'a> Task<'a> {
    pub fn new(future: impl Future<Output = ()> + 'a) -> Task<'a> { Task { future: Box::pin(future) } }
    pub fn poll(&mut self, cx: &mut Context) -> Poll<()> { self.future.as_mut().poll(cx) }
}
pub async fn long(a: &str, b: &mut u32) -> usize { *b += 1; a.len() }
pub async fn pair<'a>(a: &'a str, _b: &str) -> &'a str { a }
pub async fn uses() {
    let mut n = 1;
    let s = String::from("s");
    let first = long(&s, &mut n).await;
    n += 1;
    let t = { let other = String::new(); pair(&s, &other).await };
    drop(Task::new(async { let _x = t.len() + first; }));
    for i in 0..3 { let v = &mut n; long(t, v).await; n += i; }
    let c = |x: u32| async move { x + 1 };
    n += c(1).await + c(2).await;
    let held = async { n += 1; };
    held.await;
    let f = async || { s.len() };
    let _ = f().await + f().await + n as usize;
}

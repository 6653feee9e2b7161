fn closure_called_twice(v: &mut Vec<u32>) {
    let add = |x: u32| v.push(x);
    add(1);
    add(2);
}
//= 2:9 E0596 cannot borrow `add` as mutable, as it is not declared as mutable

fn closure_called_once(v: &mut Vec<u32>) {
    let add = |x: u32| v.push(x);
    add(1);
}
//= 3:5 E0596 cannot borrow `add` as mutable, as it is not declared as mutable

fn closure_and_outside() {
    let log: Vec<String> = Vec::new();
    let mut add = |s: &str| log.push(String::from(s));
    add("a");
    log.clear();
}
//= 3:29 E0596 cannot borrow `log` as mutable, as it is not declared as mutable

fn twice_outside() {
    let log: Vec<String> = Vec::new();
    log.push(String::new());
    log.clear();
}
//= 2:9 E0596 cannot borrow `log` as mutable, as it is not declared as mutable

fn twice_in_a_closure() {
    let log: Vec<String> = Vec::new();
    let mut add = |s: &str| { log.push(String::from(s)); log.clear(); };
    add("a");
}
//= 3:31 E0596 cannot borrow `log` as mutable, as it is not declared as mutable

fn two_closures() {
    let log: Vec<String> = Vec::new();
    let mut add = |s: &str| log.push(String::from(s));
    add("a");
    let mut clear = || log.clear();
    clear();
}
//= 3:29 E0596 cannot borrow `log` as mutable, as it is not declared as mutable

fn own_of_a_closure() {
    let add = |s: &str| { let log: Vec<String> = Vec::new(); log.push(String::from(s)); log.clear(); };
    add("a");
}
//= 2:31 E0596 cannot borrow `log` as mutable, as it is not declared as mutable

fn field_closure() {
    struct S<F: FnMut()> { f: F }
    let mut n = 0;
    let s = S { f: || n += 1 };
    (s.f)();
}
//= 5:5 E0596 cannot borrow `s.f` as mutable, as `s` is not declared as mutable

fn param_closure(f: impl FnMut()) { f(); f(); }
//= 1:18 E0596 cannot borrow `f` as mutable, as it is not declared as mutable

fn ref_closure(f: &impl FnMut()) { f(); }
//= 1:36 E0596 cannot borrow `*f` as mutable, as it is behind a `&` reference

fn returned_closure() {
    fn make() -> impl FnMut() -> u32 { let mut n = 0; move || { n += 1; n } }
    let next = make();
    next();
}
//= 4:5 E0596 cannot borrow `next` as mutable, as it is not declared as mutable

fn e_b(x: &'static str, y: &str) -> &str { x }
//= 1:37 E0106 missing lifetime specifier

fn e_c(x: &'static str, y: &'static str) -> &str { x }
//= 1:45 E0106 missing lifetime specifier

fn e_d<'a>(x: &'a str, y: &'a str) -> &str { x }
//= 1:39 E0106 missing lifetime specifier

fn e_e<'a>(x: &'a str, y: &'a [&'a str]) -> &str { x }
//= 1:45 E0106 missing lifetime specifier

fn e_g<'a>(x: &Holder<'a>) -> &u32 { x.value }
//= 1:31 E0106 missing lifetime specifier

fn e_i<'a>(x: Holder<'a>, y: Holder<'a>) -> Holder<'_> { x }
//= 1:52 E0106 missing lifetime specifier

fn e_j(d: &mut (dyn Send + 'a)) {}
//= 1:28 E0261 use of undeclared lifetime name `'a`

fn e_k<T>(t: T) where T: 'x {}
//= 1:26 E0261 use of undeclared lifetime name `'x`

fn e_k2<T>(t: T) where 'y: 'static {}
//= 1:24 E0261 use of undeclared lifetime name `'y`

fn e_l<'a: 'z>(t: &'a u8) {}
//= 1:12 E0261 use of undeclared lifetime name `'z`

fn e_n(t: impl Send + 'q) {}
//= 1:23 E0261 use of undeclared lifetime name `'q`

fn e_items() {
    struct A(u32);
    impl Iterator for A { type Item = &str; fn next(&mut self) -> Option<&'static str> { None } }
}
//= 3:39 - associated type `Iterator::Item` is declared without lifetime parameters, so using a borrowed type for them requires that lifetime to come from the implemented type

fn e_target() {
    struct C { v: Vec<u8> }
    impl core::ops::Deref for C { type Target = &[u8]; fn deref(&self) -> &&'static [u8] { loop {} } }
}
//= 3:49 - missing lifetime in associated type

fn m_through<'a, 'b>(outer: &'a &'b mut u32) -> &'a mut u32 { *outer }
//= 1:63 E0596 cannot borrow `**outer` as mutable, as it is behind a `&` reference

fn m_list(v: &[&mut Vec<u32>]) {
    fn eat2(v: &mut Vec<u32>) {}
    for one in v { eat2(*one); }
}
//= 3:25 E0596 cannot borrow `**one` as mutable, as it is behind a `&` reference

fn m_push(v: &[&mut Vec<u32>]) { v[0].push(1); }
//= 1:34 E0596 cannot borrow `*v[_]` as mutable, as it is behind a `&` reference

fn m_push_loop(v: &[&mut Vec<u32>]) { for one in v { one.push(1); } }
//= 1:54 E0596 cannot borrow `**one` as mutable, as it is behind a `&` reference

fn m_explicit(v: &[&mut Vec<u32>]) { let a = &mut *v[0]; }
//= 1:46 E0596 cannot borrow `*v[_]` as mutable, as it is behind a `&` reference

fn m_assign(v: &[&mut u32]) { *v[0] = 1; }
//= 1:31 E0594 cannot assign to `*v[_]`, which is behind a `&` reference

fn m_field(o: &Option<&mut Vec<u32>>) { if let Some(x) = o { x.push(1); } }
//= 1:62 E0596 cannot borrow `**x` as mutable, as it is behind a `&` reference

fn m_struct() {
    struct S<'a> { v: &'a mut Vec<u32>, n: u32 }
    impl S<'_> { fn bad(&self) { self.v.push(1); } fn bad2(&self) { *self.v = Vec::new(); } fn bad3(&self) -> &mut Vec<u32> { self.v } fn good(&mut self) { self.v.push(1); } }
}
//= 3:34 E0596 cannot borrow `*self.v` as mutable, as it is behind a `&` reference

fn m_box(b: &Box<u32>) { **b = 3; }
//= 1:26 E0594 cannot assign to `**b`, which is behind a `&` reference

fn m_boxed_ref(b: &mut Box<&u32>) { ***b = 3; }
//= 1:37 E0594 cannot assign to `***b`, which is behind a `&` reference

fn s_ret(x: &str) -> str { loop {} }
//= 1:22 E0277 the size for values of type `str` cannot be known at compilation time

fn s_slice() -> [u8] { loop {} }
//= 1:17 E0277 the size for values of type `[u8]` cannot be known at compilation time

fn s_dyn() -> dyn Fn() { loop {} }
//= 1:15 E0746 return type cannot be a trait object without pointer indirection

fn s_param(x: str) {}
//= 1:15 E0277 the size for values of type `str` cannot be known at compilation time

fn bound_a<I: IntoIterator<Item = &str>>(i: I) {}
//= 1:35 E0637 `&` without an explicit lifetime name cannot be used here

fn bound_b<I>(i: I) where I: IntoIterator<Item = &str> {}
//= 1:50 E0637 `&` without an explicit lifetime name cannot be used here

fn bound_e<T: AsRef<&str>>(i: T) {}
//= 1:21 E0637 `&` without an explicit lifetime name cannot be used here

fn bound_f<'a, T>(i: &'a T) where &T: Into<u32> {}
//= 1:35 E0637 `&` without an explicit lifetime name cannot be used here

fn bound_g<T: Into<Option<&u8>>>(i: T) {}
//= 1:27 E0637 `&` without an explicit lifetime name cannot be used here

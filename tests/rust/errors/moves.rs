struct N; struct P { a: N, b: N, n: u8 } #[derive(Clone, Copy)] struct C(u8); enum E { A(N), B(N, u8), D { x: N, y: N }, Z } struct Dr(N); impl Drop for Dr { fn drop(&mut self) {} } fn eat<T>(t: T) {} fn see<T>(t: &T) {} fn mk() -> P { P { a: N, b: N, n: 1 } }

//# val
fn f() { let val = N; eat(val); eat(val); }
//= 3:37 E0382 use of moved value: `val`

//# lhs
fn f() { let lhs = N; eat(lhs); eat(lhs); }
//= 3:37 E0382 use of moved value: `lhs`

//# residual
fn f() { let residual = N; eat(residual); eat(residual); }
//= 3:47 E0382 use of moved value: `residual`

//# val_assign
fn f() { let val = 1; val = 2; let lhs = 1; lhs += 1; let residual = C(1); residual.0 = 2; }
//= 3:23 E0384 cannot assign twice to immutable variable `val`
//= 3:45 E0384 cannot assign twice to immutable variable `lhs`
//= 3:76 E0594 cannot assign to `residual.0`, as `residual` is not declared as mutable

//# val_mut
fn m(x: &mut u8) {} fn f() { let val = 1; m(&mut val); let lhs = 1; m(&mut lhs); let residual = [1]; residual[0] = 2; }
//= 3:45 E0596 cannot borrow `val` as mutable, as it is not declared as mutable
//= 3:71 E0596 cannot borrow `lhs` as mutable, as it is not declared as mutable
//= 3:102 E0594 cannot assign to `residual[_]`, as `residual` is not declared as mutable

//# val_param
fn f(val: N, lhs: N, residual: N) { eat(val); eat(lhs); eat(residual); see(&val); see(&lhs); see(&residual); }
//= 3:76 E0382 borrow of moved value: `val`
//= 3:87 E0382 borrow of moved value: `lhs`
//= 3:98 E0382 borrow of moved value: `residual`

//# val_pat
fn f(o: Option<N>) { if let Some(val) = o { eat(val); eat(val); } }
//= 3:59 E0382 use of moved value: `val`

//# val_closure
fn f() { let val = N; let c = move || eat(val); see(&val); }
//= 3:53 E0382 borrow of moved value: `val`

//# val_field
fn f() { let val = mk(); eat(val.a); eat(val); }
//= 3:42 E0382 use of partially moved value: `val`

//# val_loop
fn f() { let val = N; loop { eat(val); } }
//= 3:34 E0382 use of moved value: `val`

//# upd
fn f(p: P) -> P { let q = P { a: N, b: N, ..p }; eat(p); q }

//# upd2
fn f(p: P) -> P { let q = P { a: N, ..p }; see(&p.n); see(&p.a); eat(p.a); q }

//# upd3
fn f(p: P) -> P { let q = P { a: N, ..p }; eat(p); q }
//= 3:48 E0382 use of partially moved value: `p`

//# upd4
fn f(p: P) -> P { let q = P { a: N, ..p }; eat(p.b); q }
//= 3:48 E0382 use of moved value: `p.b`

//# upd5
fn f(p: P) -> P { let q = P { n: 2, ..p }; see(&p.n); see(&p); q }
//= 3:59 E0382 borrow of partially moved value: `p`

//# upd6
fn f(p: P) -> P { let q = P { a: N, b: N, n: 1, ..p }; eat(p); q }

//# upd7
fn f(r: &P) -> P { P { a: N, ..*r } }
//= 3:20 E0507 cannot move out of `r.b` which is behind a shared reference

//# upd8
fn f(r: &P) -> P { P { a: N, b: N, ..*r } }

//# upd9
fn f() -> P { P { a: N, ..mk() } }

//# upd10
struct DD { a: N, n: u8 } impl Drop for DD { fn drop(&mut self) {} } fn f(d: DD) -> DD { DD { n: 1, ..d } }
//= 3:90 E0509 cannot move out of type `DD`, which implements the `Drop` trait

//# upd11
struct DD { a: N, n: u8 } impl Drop for DD { fn drop(&mut self) {} } fn f(d: DD) -> DD { let e = DD { a: N, ..d }; see(&d); e }

//# upd12
fn f(v: [P; 2]) -> P { P { a: N, ..v[0] } }
//= 3:24 E0508 cannot move out of type `[P; 2]`, a non-copy array

//# upd13
fn f(v: &mut P) { *v = P { a: N, b: N, ..*v }; }

//# upd14
fn f(mut p: P) { p = P { a: N, ..p }; see(&p); }

//# upd15
fn f(p: P) { let q = P { a: N, ..p }; let r = P { b: N, ..p }; }

//# upd16
fn f(p: P) { let q = P { a: N, ..p }; let r = P { a: N, ..p }; }
//= 3:47 E0382 use of moved value: `p.b`

//# upd17
fn f(o: (P, u8)) { let q = P { a: N, ..o.0 }; see(&o.1); see(&o.0.a); see(&o.0); }
//= 3:75 E0382 borrow of partially moved value: `o.0`

//# upd18
fn f(p: P) { loop { let q = P { a: N, ..p }; } }
//= 3:29 E0382 use of moved value: `p.b`

//# upd19
static S: P = P { a: N, b: N, n: 1 }; fn f() -> P { P { a: N, ..S } }
//= 3:53 E0507 cannot move out of `S.b` as `S` is a static item

//# upd20
static S: P = P { a: N, b: N, n: 1 }; fn f() -> P { P { a: N, b: N, ..S } }

//# let_tuple
fn f(t: (N, N)) { let (x, y) = t; eat(t); }
//= 3:39 E0382 use of partially moved value: `t`

//# let_tuple2
fn f(t: (N, N)) { let (x, _) = t; eat(t.1); eat(t.0); }
//= 3:49 E0382 use of moved value: `t.0`

//# let_tuple3
fn f(t: (N, N)) { let (_, _) = t; eat(t); }

//# let_tuple4
fn f(t: (u8, N)) { let (x, _) = t; eat(t); }

//# let_tuple5
fn f(t: (u8, N)) { let (x, y) = t; see(&t.0); see(&t); }
//= 3:51 E0382 borrow of partially moved value: `t`

//# let_ref
fn f(t: (N, N)) { let (ref x, ref y) = t; eat(t); }

//# let_refpat
fn f(t: &(N, N)) { let (x, y) = t; eat(x); let &(a, b) = t; }
//= 3:58 E0507 cannot move out of `t.0` which is behind a shared reference

//# let_refpat2
fn f(t: &(u8, N)) { let &(a, _) = t; let &(_, ref b) = t; }

//# let_struct
fn f(p: P) { let P { a, .. } = p; eat(p.b); eat(p.a); }
//= 3:49 E0382 use of moved value: `p.a`

//# let_struct2
fn f(p: P) { let P { a, b, n } = p; see(&p.n); see(&p); }
//= 3:52 E0382 borrow of partially moved value: `p`

//# let_nested
fn f(p: (P, N)) { let (P { a, .. }, _) = p; eat(p.1); eat(p.0.b); eat(p.0); }
//= 3:71 E0382 use of partially moved value: `p.0`

//# let_at
fn f(t: N) { let x @ _ = t; eat(t); }
//= 3:33 E0382 use of moved value: `t`

//# let_at2
fn f(t: (u8, u8)) { let x @ (a, b) = t; eat(t); }

//# let_at3
fn f(t: (N, u8)) { let x @ (_, b) = t; eat(t); }
//= 3:44 E0382 use of moved value: `t`

//# let_array
fn f(t: [N; 3]) { let [a, _, c] = t; eat(t); }
//= 3:42 E0382 use of partially moved value: `t`

//# let_array2
fn f(t: [N; 3]) { let [a, ..] = t; see(&t[1]); }
//= 3:41 E0382 use of partially moved value: `t`

//# let_array3
fn f(t: [u8; 3]) { let [a, ..] = t; eat(t); }

//# let_slice
fn f(t: &[N]) { let [a, ..] = t else { return }; eat(a); let [b, ..] = *t else { return }; }
//= 3:72 E0508 cannot move out of type `[N]`, a non-copy slice

//# let_else
fn f(o: Option<N>) { let Some(x) = o else { return }; eat(o); }
//= 3:59 E0382 use of partially moved value: `o`

//# let_else2
fn f(o: Option<N>) { let Some(x) = o else { eat(o); return }; eat(x); }

//# let_else3
fn f(o: Option<N>) { let Some(_) = o else { return }; eat(o); }

//# let_else4
fn f(e: E) { let E::B(x, n) = e else { return }; see(&e); }
//= 3:54 E0382 borrow of partially moved value: `e`

//# let_else5
fn f(o: Option<u8>) { let Some(x) = o else { return }; eat(o); }

//# let_else6
fn f(o: &Option<N>) { let Some(x) = o else { return }; eat(x); let Some(y) = *o else { return }; }
//= 3:78 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference

//# let_else_twice
fn f(o: Option<N>) { let Some(x) = o else { return }; let Some(y) = o else { return }; }
//= 3:64 E0382 use of moved value

//# let_uninit
fn f(c: bool) { let x; if c { x = N; } eat(x); }
//= 3:44 E0381 used binding `x` is possibly-uninitialized

//# let_uninit2
fn f(c: bool) { let x; if c { x = N; } else { x = N; } eat(x); }

//# let_loop
fn f(t: (N, N)) { loop { let (a, b) = t; } }
//= 3:31 E0382 use of moved value: `t.0`
//= 3:34 E0382 use of moved value: `t.1`

//# let_loop2
fn f(mut t: (N, N)) { loop { let (a, b) = t; t = (N, N); } }

//# let_box
fn f(c: bool, t: (N, N)) { if c { let (a, _) = t; } see(&t.1); see(&t.0); }
//= 3:68 E0382 borrow of moved value: `t.0`

//# refmut_let
fn f(t: (u8, u8)) { let (ref mut a, b) = t; *a = 1; }
//= 3:26 E0596 cannot borrow `t.0` as mutable, as `t` is not declared as mutable

//# refmut_let2
fn f(t: u8) { let ref mut a = t; *a = 1; }
//= 3:19 E0596 cannot borrow `t` as mutable, as it is not declared as mutable

//# refmut_some
fn f(o: Option<u8>) { match o { Some(ref mut x) => *x = 1, None => {} } }
//= 3:38 E0596 cannot borrow `o.0` as mutable, as `o` is not declared as mutable

//# refmut_iflet
fn f(o: Option<u8>) { if let Some(ref mut x) = o { *x = 1; } }
//= 3:35 E0596 cannot borrow `o.0` as mutable, as `o` is not declared as mutable

//# refmut_struct
fn f(p: P) { let P { ref mut n, .. } = p; *n = 1; match p { P { n: ref mut m, .. } => *m = 2 } }
//= 3:6 E0596 cannot borrow `p.n` as mutable, as `p` is not declared as mutable

//# refmut_ref
fn f(p: &P) { let P { ref mut n, .. } = *p; match *p { P { n: ref mut m, .. } => *m = 2 } }
//= 3:23 E0596 cannot borrow `p.n` as mutable, as it is behind a `&` reference
//= 3:63 E0596 cannot borrow `p.n` as mutable, as it is behind a `&` reference

//# refmut_refmut
fn f(p: &mut P) { let P { ref mut n, .. } = *p; *n = 1; match *p { P { n: ref mut m, .. } => *m = 2 } }

//# refmut_two
fn f(t: (u8, u8)) { let (ref mut a, ref mut b) = t; *a = 1; *b = 2; }
//= 3:6 E0596 cannot borrow `t.0` as mutable, as `t` is not declared as mutable

//# refmut_two_arms
fn f(e: Result<u8, u8>) { match e { Ok(ref mut a) => *a = 1, Err(ref mut b) => *b = 1 } }
//= 3:6 E0596 cannot borrow `e.0` as mutable, as `e` is not declared as mutable

//# refmut_static
static S: (u8, u8) = (1, 2); fn f() { let (ref mut a, _) = S; }
//= 3:44 E0596 cannot borrow `S.0` as mutable, as `S` is an immutable static item

//# refmut_nested
fn f(t: (Option<u8>, u8)) { if let (Some(ref mut a), _) = t { *a = 1; } }
//= 3:42 E0596 cannot borrow `t.0.0` as mutable, as `t` is not declared as mutable

//# refmut_param
fn f((ref mut a, b): (u8, u8)) { *a = 1; } fn g(ref mut a: u8) { *a = 1; }

//# refmut_field
fn f(p: (P, u8)) { let P { ref mut n, .. } = p.0; *n = 1; }
//= 3:28 E0596 cannot borrow `p.0.n` as mutable, as `p` is not declared as mutable

//# refmut_array
fn f(t: [u8; 2]) { let [ref mut a, _] = t; *a = 1; }
//= 3:25 E0596 cannot borrow `t[..]` as mutable, as `t` is not declared as mutable

//# refmut_letelse
fn f(o: Option<u8>) { let Some(ref mut x) = o else { return }; *x = 1; }
//= 3:32 E0596 cannot borrow `o.0` as mutable, as `o` is not declared as mutable

//# refmut_while
fn f(o: Option<u8>) { while let Some(ref mut x) = o { *x = 1; } }
//= 3:38 E0596 cannot borrow `o.0` as mutable, as `o` is not declared as mutable

//# refmut_closure
fn f(o: Option<u8>) { let c = || { if let Some(ref mut x) = o { *x = 1; } }; }
//= 3:48 E0596 cannot borrow `o.0` as mutable, as `o` is not declared as mutable

//# refmut_tmp
fn f() { let ref mut a = 5; *a = 1; match Some(1) { Some(ref mut x) => *x = 2, None => {} } }

//# ergo_mut
fn f(o: Option<u8>) { if let Some(x) = &mut o { *x = 1; } match &mut o { Some(x) => *x = 2, None => {} } }
//= 3:6 E0596 cannot borrow `o` as mutable, as it is not declared as mutable

//# ergo_mut2
fn f(o: &Option<u8>) { if let Some(x) = o { *x = 1; } }
//= 3:45 E0594 cannot assign to `*x`, which is behind a `&` reference

//# ergo_mut3
fn f(mut o: Option<u8>) { if let Some(x) = &o { *x = 1; } }
//= 3:49 E0594 cannot assign to `*x`, which is behind a `&` reference

//# match_move
fn f(o: Option<N>) { match o { Some(x) => eat(x), None => {} } eat(o); }
//= 3:68 E0382 use of partially moved value: `o`

//# match_move2
fn f(o: Option<N>) { match o { Some(x) => eat(x), None => eat(o) } }

//# match_move3
fn f(o: Option<N>) { match o { Some(_) => eat(o), None => {} } see(&o); }
//= 3:68 E0382 borrow of moved value: `o`

//# match_move4
fn f(e: E) { match e { E::A(x) => eat(x), E::B(ref y, _) => see(y), _ => {} } see(&e); }
//= 3:83 E0382 borrow of partially moved value: `e`

//# match_move5
fn f(e: E) { match e { E::B(_, n) => eat(n), E::D { .. } => {}, _ => {} } eat(e); }

//# match_or
fn f(e: E) { match e { E::A(x) | E::B(x, _) => eat(x), _ => {} } eat(e); }
//= 3:70 E0382 use of partially moved value: `e`

//# match_guard
fn f(o: Option<N>, c: bool) { match o { Some(x) if c => eat(x), _ => {} } eat(o); }
//= 3:79 E0382 use of partially moved value: `o`

//# match_guard2
fn f(o: Option<N>, c: bool) { match o { Some(x) if c => eat(x), Some(y) => eat(y), None => {} } }

//# match_loop
fn f(o: Option<N>) { loop { match o { Some(x) => eat(x), None => {} } } }
//= 3:44 E0382 use of moved value

//# match_break
fn f(o: Option<N>) { loop { match o { Some(x) => { eat(x); break } None => {} } } }

//# match_return
fn f(o: Option<N>) { loop { match o { Some(x) => { eat(x); return } None => {} } } }

//# match_tuple
fn f(a: Option<N>, b: Option<N>) { match (a, b) { (Some(x), _) => eat(x), _ => {} } eat(a); }
//= 3:89 E0382 use of moved value: `a`

//# match_ref
fn f(a: Option<N>) { match &a { Some(x) => see(x), None => {} } eat(a); }

//# match_whole
fn f(a: Option<N>) { match a { b => eat(b) } eat(a); }
//= 3:50 E0382 use of moved value: `a`

//# match_whole2
fn f(a: Option<N>) { match a { None => {}, b => eat(b) } eat(a); }
//= 3:62 E0382 use of moved value: `a`

//# match_block
fn f(a: N) { match { a } { _ => {} } eat(a); }
//= 3:42 E0382 use of moved value: `a`

//# match_wild
fn f(a: N) { match a { _ => {} } eat(a); let _ = a; eat(a); }
//= 3:57 E0382 use of moved value: `a`

//# match_field
fn f(p: P) { match p.a { x => eat(x) } eat(p.b); eat(p); }
//= 3:54 E0382 use of partially moved value: `p`

//# match_deref
fn f(r: &Option<N>) { match *r { Some(x) => {}, None => {} } match r { Some(x) => eat(x), None => {} } }
//= 3:29 E0507 cannot move out of `r` as enum variant `Some` which is behind a shared reference

//# match_deref2
fn f(r: &mut P) { match r.a { x => {} } let y = r.b; }
//= 3:25 E0507 cannot move out of `r.a` which is behind a mutable reference
//= 3:49 E0507 cannot move out of `r.b` which is behind a mutable reference

//# iflet
fn f(o: Option<N>) { if let Some(x) = o { eat(x); } see(&o); }
//= 3:57 E0382 borrow of partially moved value: `o`

//# iflet_else
fn f(o: Option<N>) { if let Some(x) = o { eat(x); } else { eat(o); } }

//# iflet_chain
fn f(o: Option<N>, p: Option<N>) { if let Some(x) = o && let Some(y) = p { eat(x); } else { eat(o); } }
//= 3:97 E0382 use of partially moved value: `o`

//# iflet_chain2
fn f(o: Option<N>, c: bool) { if c && let Some(x) = o { eat(x); } else { eat(o); } }

//# iflet_chain3
fn f(o: Option<N>, c: bool) { if let Some(x) = o && c { eat(x); } else { see(&o); } }
//= 3:78 E0382 borrow of partially moved value: `o`

//# iflet_chain4
fn f(o: Option<N>, p: Option<N>) { if let Some(x) = o && let Some(y) = p { } else { eat(p); } }

//# iflet_ref
fn f(o: Option<N>) { if let Some(ref x) = o { see(x); } if let Some(x) = &o { see(x); } eat(o); }

//# whilelet
fn f(o: Option<N>) { while let Some(x) = o { eat(x); } }
//= 3:37 E0382 use of moved value

//# whilelet2
fn f(mut o: Option<N>) { while let Some(x) = o { eat(x); o = None; } }

//# whilelet3
fn f(o: Option<N>) { while let Some(x) = o { eat(x); break; } }

//# whilelet4
fn f(o: Option<N>) { while let Some(x) = o { eat(x); break; } eat(o); }
//= 3:67 E0382 use of partially moved value: `o`

//# whilelet5
fn f(mut o: Option<N>) { while let Some(x) = o.take() { eat(x); } eat(o); }

//# continue1
fn f(s: N, c: bool) { for i in 0..3 { if c { eat(s); continue; } } }
//= 3:50 E0382 use of moved value: `s`

//# continue2
fn f(s: N, c: bool) { loop { eat(s); if c { continue; } break; } }
//= 3:34 E0382 use of moved value: `s`

//# continue3
fn f(mut s: N, c: bool) { loop { eat(s); if c { s = N; continue; } break; } }

//# continue4
fn f(s: N, c: bool) { 'a: loop { loop { if c { eat(s); continue 'a; } break; } } }
//= 3:52 E0382 use of moved value: `s`

//# break1
fn f(s: N, c: bool) { loop { if c { eat(s); break; } } eat(s); }
//= 3:60 E0382 use of moved value: `s`

//# break2
fn f(s: N, c: bool) { 'a: { if c { eat(s); break 'a; } } see(&s); }
//= 3:62 E0382 borrow of moved value: `s`

//# break3
fn f(s: N, c: bool) { 'a: loop { loop { eat(s); break 'a; } } }

//# while1
fn f(s: N, c: bool) { while c { eat(s); return; } eat(s); }

//# while2
fn f(s: N) { while { eat(s); true } { } }
//= 3:26 E0382 use of moved value: `s`

//# for1
fn f(v: [N; 2], s: N) { for x in v { eat(x); } see(&v); }
//= 3:52 E0382 borrow of moved value: `v`

//# for2
fn f(v: [N; 2]) { for x in &v { see(x); } eat(v); }

//# for3
fn f(v: [(N, N); 2]) { for (a, b) in v { eat(a); eat(b); eat(a); } }
//= 3:62 E0382 use of moved value: `a`

//# for4
fn f(v: [(N, N); 2]) { for &(a, b) in &v { } for (a, b) in &v { eat(a); } }
//= 3:39 E0507 cannot move out of a shared reference

//# clos1
fn f(s: N) { let c = || eat(s); c(); c(); }
//= 3:38 E0382 use of moved value: `c`

//# clos2
fn f(s: N) { let c = || eat(s); c(); eat(s); }
//= 3:42 E0382 use of moved value: `s`

//# clos3
fn f(s: N) { let c = || see(&s); c(); eat(s); }

//# clos4
fn f(s: N) { let c = move || see(&s); c(); see(&s); }
//= 3:48 E0382 borrow of moved value: `s`

//# clos5
fn f(p: P) { let c = || eat(p.a); c(); see(&p.b); see(&p); }
//= 3:55 E0382 borrow of partially moved value: `p`

//# clos6
fn f(t: (N, N)) { let c = || { let (a, _) = t; }; c(); see(&t.1); see(&t.0); }
//~ 3:71 E0382 borrow of moved value: `t.0`

//# clos7
fn f(o: Option<N>) { let c = || match o { Some(x) => eat(x), None => {} }; c(); eat(o); }
//= 3:85 E0382 use of moved value: `o`

//# clos8
fn g<F: Fn()>(f: F) {} fn f(s: N) { g(|| eat(s)); }
//= 3:46 E0507 cannot move out of `s`, a captured variable in an `Fn` closure

//# clos9
fn g<F: FnMut()>(f: F) {} fn f(o: Option<N>) { g(move || { if let Some(x) = o { eat(x); } }); }
//~ 3:77 E0507 cannot move out of `o.0`, as `o` is a captured variable in an `FnMut` closure

//# clos10
fn f() { let c = |(a, b): (N, N)| { eat(a); eat(a); }; }
//= 3:49 E0382 use of moved value: `a`

//# clos11
fn f(s: N) { for i in 0..2 { let c = move || eat(s); } }
//= 3:38 E0382 use of moved value: `s`

//# clos12
fn f(p: P) { let c = || { let q = P { a: N, ..p }; }; see(&p.a); see(&p.n); see(&p.b); }
//~ 3:81 E0382 borrow of moved value: `p.b`

//# ret1
fn f(s: N, c: bool) -> N { if c { return s; } s }

//# ret2
fn f(s: N) -> (N, N) { (s, s) }
//= 3:28 E0382 use of moved value: `s`

//# ret3
fn f(s: N) -> [N; 2] { [s, s] }
//= 3:28 E0382 use of moved value: `s`

//# assign1
fn f(mut s: N) { eat(s); s = N; eat(s); eat(s); }
//= 3:45 E0382 use of moved value: `s`

//# assign2
fn f(mut p: P) { eat(p.a); p.a = N; eat(p); }

//# assign3
fn f(p: P) { eat(p.a); p.a = N; }
//= 3:24 E0594 cannot assign to `p.a`, as `p` is not declared as mutable

//# assign4
fn f(mut t: (N, N)) { let (a, b) = t; t.0 = N; t.1 = N; eat(t); }

//# assign5
fn f(mut t: (N, N)) { let (a, b) = t; t = (N, N); eat(t); }

//# destr1
fn f(t: (N, N)) { let a; let b; (a, b) = t; eat(t); }
//= 3:49 E0382 use of partially moved value: `t`

//# destr2
fn f(t: (N, N)) { let a; (a, _) = t; eat(t.1); eat(t.0); }
//= 3:52 E0382 use of moved value: `t.0`

//# destr3
fn f(p: P) { let a; P { a, .. } = p; eat(p.b); eat(p.a); }
//= 3:52 E0382 use of moved value: `p.a`

//# destr4
fn f() { let (a, b); (a, b) = (N, N); eat(a); (a, b) = (N, N); }
//= 3:48 E0384 cannot assign twice to immutable variable `a`
//= 3:51 E0384 cannot assign twice to immutable variable `b`

//# destr5
fn f(mut x: N, mut y: N) { (x, y) = (y, x); eat(x); eat(y); }

//# drop1
fn f(d: Dr) { let Dr(n) = d; }
//= 3:27 E0509 cannot move out of type `Dr`, which implements the `Drop` trait

//# drop2
fn f(d: Dr) { match d { Dr(n) => eat(n) } }
//= 3:21 E0509 cannot move out of type `Dr`, which implements the `Drop` trait

//# drop3
fn f(d: Dr) { let Dr(ref n) = d; let Dr(_) = d; }

//# drop4
fn f(d: &Dr) { let Dr(n) = d; let Dr(m) = *d; }
//~ 3:43 E0507 cannot move out of `d` which is behind a shared reference

//# drop5
fn f(d: Option<Dr>) { if let Some(Dr(n)) = d { } }
//= 3:44 E0509 cannot move out of type `Dr`, which implements the `Drop` trait

//# param1
fn f((a, b): (N, N)) { eat(a); eat(a); } fn g(P { a, .. }: P) { eat(a); see(&a); }
//= 3:36 E0382 use of moved value: `a`
//= 3:77 E0382 borrow of moved value: `a`

//# method
impl P { fn go(self) {} fn at(&self) {} } fn f(p: P) { p.go(); p.at(); }
//= 3:64 E0382 borrow of moved value: `p`

//# method2
impl N { fn go(self) {} } fn f(p: P) { p.a.go(); p.b.go(); p.a.go(); }
//= 3:60 E0382 use of moved value: `p.a`

//# opt
fn f(o: Option<N>) { o.map(eat); o.is_some(); }
//= 3:34 E0382 borrow of moved value: `o`

//# unwrap
fn f(o: Option<N>) { let x = o.unwrap(); let y = o.unwrap(); }
//= 3:50 E0382 use of moved value: `o`

//# question
fn f(r: Result<N, N>) -> Result<N, N> { let x = r?; let y = r?; Ok(x) }
//= 3:61 E0382 use of moved value: `r`

//# qmark_val
fn f(val: Result<N, N>) -> Result<N, N> { let residual = val?; eat(residual); eat(residual); val }
//= 3:83 E0382 use of moved value: `residual`
//= 3:94 E0382 use of moved value: `val`

//# static1
static S: (N, u8) = (N, 1); fn f() { let (a, b) = S; }
//= 3:51 E0507 cannot move out of `S.0` as `S` is a static item

//# static2
static S: (N, u8) = (N, 1); fn f() { let (_, b) = S; match S { (ref a, _) => {} } }

//# idx
fn f(v: [N; 2]) { let x = v[0]; } fn g(v: &[(N, u8)]) { let (a, b) = v[0]; }
//= 3:27 E0508 cannot move out of type `[N; 2]`, a non-copy array
//= 3:70 E0508 cannot move out of type `[(N, u8)]`, a non-copy slice

//# idx2
fn f(v: &[(N, u8)]) { let (_, b) = v[0]; match v[0] { (ref a, _) => see(a) } match v[0] { (a, _) => {} } }
//= 3:84 E0508 cannot move out of type `[(N, u8)]`, a non-copy slice

//# boxm
extern crate alloc; use alloc::boxed::Box; fn f(b: Box<(N, N)>) { let (x, y) = *b; eat(b); }
//= 3:88 E0382 use of partially moved value: `b`

//# boxm2
extern crate alloc; use alloc::boxed::Box; fn f(b: Box<(N, N)>) { let (x, _) = *b; see(&b.1); eat(b.0); }
//= 3:99 E0382 use of moved value: `b.0`

//# boxm3
extern crate alloc; use alloc::boxed::Box; fn f(b: Box<N>) { let x = *b; let y = *b; }
//= 3:82 E0382 use of moved value: `*b`

//# boxm4
extern crate alloc; use alloc::boxed::Box; fn f(b: Box<Option<N>>) { if let Some(x) = *b { eat(x); } see(&b); }
//= 3:106 E0382 borrow of partially moved value: `b`

//# boxm5
extern crate alloc; use alloc::{boxed::Box, rc::Rc}; fn f(b: Rc<N>) { let x = *b; }
//~ 3:79 E0507 cannot move out of an `Rc`

//# vecm
extern crate alloc; use alloc::vec::Vec; fn f(v: Vec<(N, N)>) { let (a, b) = v[0]; } fn g(v: Vec<N>) { for x in v {} see(&v); }
//= 3:78 E0507 cannot move out of index of `Vec<(N, N)>`
//= 3:122 E0382 borrow of moved value: `v`

//# vecm2
extern crate alloc; use alloc::{vec::Vec, string::String}; struct Style { name: String, w: u8, h: u8 } fn f(plain: Style, name: String) { let s = Style { name, ..plain }; see(&plain.name); eat(plain); eat(name); }
//= 3:206 E0382 use of moved value: `name`

//# cond
fn f(a: N, b: bool) { if b && { eat(a); true } { see(&a); } see(&a); }
//= 3:54 E0382 borrow of moved value: `a`

//# cond2
fn f(a: N, b: bool) { let x = b || { eat(a); true }; see(&a); }
//= 3:58 E0382 borrow of moved value: `a`

//# shadow
fn f(a: N) { let b = a; { let a = N; eat(a); } eat(a); }
//= 3:52 E0382 use of moved value: `a`

//# nested_let
fn f(t: ((N, N), N)) { let ((a, _), _) = t; let ((_, b), _) = t; let (_, c) = t; let (d, _) = t; }
//= 3:87 E0382 use of partially moved value: `t.0`

//# enum_copy
fn f(e: E) { if let E::B(_, n) = e { eat(n); } if let E::D { x, .. } = e { eat(x); } if let E::D { y, .. } = e { eat(y); } if let E::D { x, .. } = e { eat(x); } }
//= 3:138 E0382 use of moved value
//= 3:148 E0382 use of partially moved value: `e`

//# refs_mixed
fn f(p: P) { let P { ref a, b, .. } = p; see(a); eat(b); see(&p.a); see(&p.b); }
//= 3:73 E0382 borrow of moved value: `p.b`

//# two_arms_same
fn f(p: P, c: u8) { match c { 0 => eat(p.a), 1 => eat(p.b), _ => {} } see(&p.n); see(&p.a); }
//= 3:86 E0382 borrow of moved value: `p.a`

//# late
fn f(c: bool) { let t; if c { t = (N, N); let (a, b) = t; } }

//# immut_pat
fn f(t: (u8, u8)) { let (a, mut b) = t; b = 1; a = 1; } fn g(o: Option<u8>) { if let Some(x) = o { x = 1; } match o { Some(x) => x += 1, None => {} } for i in 0..2 { i = 1; } }
//= 3:48 E0384 cannot assign twice to immutable variable `a`
//= 3:100 E0384 cannot assign twice to immutable variable `x`
//= 3:130 E0384 cannot assign twice to immutable variable `x`
//= 3:167 E0384 cannot assign twice to immutable variable `i`

//# immut_closure_param
fn f() { let c = |x: u8, (a, mut b): (u8, u8)| { b = 1; x = 1; a = 2; }; }
//= 3:57 E0384 cannot assign to immutable argument `x`
//= 3:64 E0384 cannot assign twice to immutable variable `a`

//# fk1
fn f(a: N) { eat(a); match a { _ => {} } }

//# fk2
fn f(a: N) { eat(a); let _ = a; }

//# fk3
fn f(t: (N, N)) { eat(t); let (_, _) = t; }

//# fk4
fn f(t: (N, N)) { eat(t.0); let (_, _) = t; match t { (_, _) => {} } match t { _ => {} } }

//# fk5
fn f(t: (N, N)) { eat(t.0); let (_, b) = t; }

//# fk6
fn f(t: (u8, N)) { eat(t.1); let (x, _) = t; match t { (y, _) => eat(y) } }

//# fk7
fn f(t: (u8, N)) { eat(t); let (x, _) = t; }
//= 3:33 E0382 use of moved value: `t`

//# fk8
fn f(t: (u8, N)) { eat(t); match t { (x, _) => {} } }
//= 3:39 E0382 use of moved value: `t`

//# fk9
fn f(t: (u8, N)) { eat(t); match t { (1, _) => {} _ => {} } }
//= 3:28 E0382 use of moved value: `t`

//# fk10
fn f(t: (u8, N)) { eat(t.1); match t { (1, _) => {} _ => {} } }

//# fk11
fn f(o: Option<N>) { eat(o); match o { None => {} _ => {} } }
//= 3:36 E0382 use of moved value: `o`

//# fk12
fn f(o: Option<N>) { eat(o); if let None = o {} }
//= 3:44 E0382 use of moved value: `o`

//# fk13
fn f(o: Option<N>) { if let Some(x) = o {} if let None = o {} }
//= 3:58 E0382 use of partially moved value: `o`

//# fk14
fn f(o: Option<N>) { if let Some(x) = o {} match o { None => {} _ => {} } }
//= 3:50 E0382 use of partially moved value: `o`

//# fk15
fn f(o: Option<N>) { if let Some(x) = o {} match o { Some(_) => {} _ => {} } }
//= 3:50 E0382 use of partially moved value: `o`

//# fk16
fn f(o: Option<N>) { if let Some(x) = o {} match o { Some(ref y) => {} _ => {} } }
//= 3:59 E0382 borrow of moved value

//# fk17
fn f(o: Option<N>) { if let Some(x) = o {} match &o { Some(y) => {} _ => {} } }
//= 3:50 E0382 borrow of partially moved value: `o`

//# fk18
fn f(e: E) { if let E::D { x, .. } = e { eat(x); } if let E::D { y, .. } = e { eat(y); } }
//= 3:76 E0382 use of partially moved value: `e`

//# fk19
fn f(e: E) { if let E::D { x, .. } = e { eat(x); } if let E::D { x, .. } = e { eat(x); } }
//= 3:66 E0382 use of moved value

//# fk20
fn f(e: E) { if let E::D { x, .. } = e { eat(x); } if let E::A(x) = e { eat(x); } }
//= 3:69 E0382 use of partially moved value: `e`

//# fk21
fn f(e: E) { if let E::D { x, .. } = e { eat(x); } match e { E::A(x) => eat(x), E::B(x, n) => {}, E::D { y, .. } => eat(y), E::Z => {} } }
//= 3:58 E0382 use of partially moved value: `e`

//# fk22
fn f(e: E) { if let E::B(x, _) = e { eat(x); } if let E::B(_, n) = e { eat(n); } }
//= 3:68 E0382 use of partially moved value: `e`

//# fk23
fn f(t: (N, N)) { eat(t.0); let (ref a, ref b) = t; }
//= 3:34 E0382 borrow of moved value: `t.0`

//# fk24
fn f(t: (N, N)) { eat(t); let (ref a, ref b) = t; }
//= 3:39 E0382 borrow of moved value: `t`

//# fk25
fn f(t: ((N, N), N)) { let ((a, _), _) = t; let (d, _) = t; }
//= 3:50 E0382 use of partially moved value: `t.0`

//# fk26
fn f(t: (N, N)) { let (a, b) = t; let (c, d) = t; }
//= 3:40 E0382 use of moved value: `t.0`
//= 3:43 E0382 use of moved value: `t.1`

//# fk27
fn f(t: (N, N)) { match t { (a, b) => {} } match t { (a, b) => {} } }
//= 3:55 E0382 use of moved value: `t.0`
//= 3:58 E0382 use of moved value: `t.1`

//# fk28
fn f(t: [N; 3]) { let [a, ..] = t; let [_, b, _] = t; let [.., c] = t; let [.., d] = t; }
//= 3:81 E0382 use of moved value: `t[..]`

//# fk29
fn f(t: [N; 3]) { let [a, rest @ ..] = t; let [_, b, ..] = t; }
//= 3:51 E0382 use of moved value: `t[..]`

//# fk30
fn f(t: [N; 3]) { let [a, ..] = t; let [_, rest @ ..] = t; see(&rest); }

//# fk31
fn f(t: [N; 3]) { let [a, ..] = t; for x in t { } }
//= 3:45 E0382 use of partially moved value: `t`

//# fk32
fn f(t: [N; 3]) { let [a, ..] = t; for x in &t { } }
//= 3:45 E0382 borrow of partially moved value: `t`

//# fk33
fn f(t: [(N, u8); 2]) { let [(a, _), _] = t; let [(_, n), _] = t; let [_, (b, m)] = t; see(&t[0]); }
//= 3:93 E0382 use of partially moved value: `t`

//# fk34
fn f(n: &N) { let &x = n; } fn g(n: &mut N) { let &mut x = n; }
//= 3:24 E0507 cannot move out of `*n` which is behind a shared reference
//= 3:60 E0507 cannot move out of `*n` which is behind a mutable reference

//# fk35
fn f(n: &(N, u8)) { let &(_, x) = n; } fn g(&(ref a, b): &(N, u8)) { } fn h(&(a, b): &(N, u8)) { }
//= 3:77 E0507 cannot move out of a shared reference

//# fk36
fn f(v: &[N; 2]) { for &x in v { } for x in v { eat(x); } }
//= 3:30 E0507 cannot move out of a shared reference

//# fk37
fn f(v: &[(N, u8); 2]) { for &(_, n) in v { } let c = |&(a, b): &(N, u8)| {}; let d = |&(_, b): &(N, u8)| b; }
//= 3:56 E0507 cannot move out of a shared reference

//# fk38
fn f(o: &Option<N>) { match *o { Some(x) => {} None => {} } if let Some(x) = *o {} let Some(y) = *o else { return }; while let Some(z) = *o {} }
//= 3:29 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference
//= 3:78 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference
//= 3:98 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference
//= 3:138 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference

//# fk39
fn f(o: &Option<N>) { match o { &Some(x) => {} &None => {} } if let &Some(x) = o {} }
//= 3:29 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference
//= 3:80 E0507 cannot move out of `o` as enum variant `Some` which is behind a shared reference

//# fk40
fn g() -> &'static Option<N> { &None } fn f() { match *g() { Some(x) => {} None => {} } let &Some(y) = g() else { return }; }
//= 3:55 E0507 cannot move out of a shared reference
//= 3:104 E0507 cannot move out of a shared reference

//# fk41
fn f(d: &Dr) { let Dr(n) = *d; } fn g(d: Dr) { let n = d.0; } fn h() { let Dr(n) = Dr(N); match Dr(N) { Dr(m) => {} } } fn i(Dr(n): Dr) {}
//~ 3:28 E0507 cannot move out of `d` which is behind a shared reference
//= 3:56 E0509 cannot move out of type `Dr`, which implements the `Drop` trait
//= 3:84 E0509 cannot move out of type `Dr`, which implements the `Drop` trait
//= 3:97 E0509 cannot move out of type `Dr`, which implements the `Drop` trait
//= 3:126 E0509 cannot move out of type `Dr`, which implements the `Drop` trait

//# fk42
fn f(d: (Dr, u8)) { let (Dr(n), _) = d; } fn g(d: Dr) { let Dr(_) = d; let Dr(ref n) = d; let Dr { 0: n } = d; }
//= 3:38 E0509 cannot move out of type `Dr`, which implements the `Drop` trait
//= 3:109 E0509 cannot move out of type `Dr`, which implements the `Drop` trait

//# fk43
fn f(p: *mut P) { unsafe { let P { a, .. } = *p; match *p { P { b, .. } => {} } let x = *p; } }
//= 3:46 E0507 cannot move out of `p.a` which is behind a raw pointer
//= 3:56 E0507 cannot move out of `p.b` which is behind a raw pointer
//= 3:89 E0507 cannot move out of `*p` which is behind a raw pointer

//# fk44
static mut S: Option<N> = None; fn f() { unsafe { if let Some(x) = S {} match S { Some(x) => {} None => {} } } }
//= 3:68 E0507 cannot move out of `S.0` as `S` is a static item
//= 3:79 E0507 cannot move out of `S.0` as `S` is a static item

//# fk45
fn f(c: u8, t: (N, N)) { match c { 0 => { let (a, _) = t; } 1 => { let (_, b) = t; } _ => {} } see(&t.0); see(&t.1); }
//= 3:100 E0382 borrow of moved value: `t.0`
//= 3:111 E0382 borrow of moved value: `t.1`

//# fk46
fn f(t: (N, N), u: (N, N)) { let (a, _) = if true { t } else { u }; see(&t); see(&u); }
//= 3:73 E0382 borrow of moved value: `t`
//= 3:82 E0382 borrow of moved value: `u`

//# fk47
fn f(t: (N, N)) { let c = || { let (ref a, _) = t; see(a); }; eat(t.1); c(); }

//# fk49
fn f(t: (N, N)) { let mut k = 0; while k < 3 { if k == 1 { let (a, b) = t; break; } k += 1; } }

//# fk50
fn f(t: (N, N)) { for k in 0..3 { let (a, b) = t; return; } }

//# fk52
fn f(s: N) { for k in 0..3 { if k == 1 { eat(s); break; } else { continue; } } }

//# fk53
fn f(s: N) { loop { if true { continue; } eat(s); } }
//= 3:47 E0382 use of moved value: `s`

//# fk54
fn f(mut s: N, c: bool) { while c { if c { eat(s); } else { continue; } s = N; } }

//# fk55
fn f(mut s: N, c: bool) { while c { eat(s); if c { continue; } s = N; } }
//= 3:41 E0382 use of moved value: `s`

//# fk56
fn f(s: N, c: bool) { let x = loop { if c { break s; } }; see(&s); }
//= 3:63 E0382 borrow of moved value: `s`

//# fk57
fn f(s: N, c: bool) -> N { loop { if c { return s; } } }

//# fk58
fn f(o: Option<N>) { let n = match o { Some(x) => x, None => return }; see(&o); }
//= 3:76 E0382 borrow of partially moved value: `o`

//# fk59
fn f(o: Option<N>) { let n = match o { Some(x) => return, None => 1 }; see(&o); }

//# fk60
fn f(o: Option<N>, c: bool) { if c && matches!(o, Some(_)) { eat(o); } see(&o); }
//= 3:76 E0382 borrow of moved value: `o`

//# fk61
fn f(o: Option<N>) { if matches!(o, Some(_)) {} if let Some(_) = o {} see(&o); }

//# fk62
fn f(o: Option<(N, u8)>) { if let Some((_, n)) = o { eat(o); } }

//# fk63
fn f(o: Option<(N, u8)>) { if let Some((a, 1)) = o { eat(a); } else { see(&o); } }

//# fk64
fn f(o: Option<(N, u8)>) { if let Some((a, n)) = o && n > 1 { eat(a); } else { see(&o); } }
//= 3:84 E0382 borrow of partially moved value: `o`

//# fk65
fn f(o: Option<(N, u8)>) { if let Some((a, n)) = o && n > 1 { eat(a); } see(&o); }
//= 3:77 E0382 borrow of partially moved value: `o`

//# fk66
fn f(o: Option<(N, u8)>) { while let Some((a, n)) = o && n > 1 { eat(a); } }
//= 3:44 E0382 use of moved value

//# fk67
fn f(mut o: Option<N>) { loop { let Some(x) = o else { break }; eat(x); o = None; } see(&o); }

//# fk68
fn f(a: (N, N), b: (N, N)) { let (x, y) = (a, b); see(&a.0); }
//= 3:55 E0382 borrow of moved value: `a`

//# fk69
fn f(a: (N, N), b: (N, N)) { match (a.0, b) { (x, (y, _)) => {} } see(&a.1); see(&a); see(&b); }
//= 3:82 E0382 borrow of partially moved value: `a`
//= 3:91 E0382 borrow of moved value: `b`

//# fk70
fn f(p: &mut P) { let P { a, .. } = p; eat(a); let P { n, .. } = *p; eat(n); let P { ref mut b, .. } = *p; }

//# fk71
fn f(p: &mut (N, N)) { let (a, b) = p; *a = N; let (ref c, _) = *p; let (d, _) = *p; }
//= 3:82 E0507 cannot move out of `p.0` which is behind a mutable reference

//# fk72
fn f(b: &Option<&N>) { if let Some(x) = b { eat(x); } if let Some(x) = *b { eat(x); } eat(b); }

//# fk73
fn f(b: Option<&mut N>) { if let Some(x) = b { eat(x); } if let Some(y) = b {} }
//= 3:70 E0382 use of moved value

//# fk74
fn f(b: Option<&mut N>) { match b { Some(x) => eat(x), None => {} } eat(b); }
//= 3:73 E0382 use of partially moved value: `b`

//# fk75
fn f(b: &mut Option<&mut N>) { if let Some(x) = b { **x = N; } if let Some(x) = b {} if let Some(x) = *b {} }
//= 3:103 E0507 cannot move out of `b` as enum variant `Some` which is behind a mutable reference

//# fk76
fn f(x: u8, c: C) { let y = x; let d = c; eat(x); eat(c); let C(n) = c; see(&c); }

//# fk77
fn f(val: (N, N)) { let (lhs, residual) = val; eat(lhs); eat(residual); eat(val); }
//= 3:77 E0382 use of partially moved value: `val`

//# fk78
fn f(t: (N, N)) { let (mut a, b) = t; a = N; b = N; }
//= 3:46 E0384 cannot assign twice to immutable variable `b`

//# fk79
fn f(t: (N, N)) { t.0 = N; let (ref mut a, _) = t; }
//= 3:19 E0594 cannot assign to `t.0`, as `t` is not declared as mutable
//= 3:33 E0596 cannot borrow `t.0` as mutable, as `t` is not declared as mutable

//# fk80
fn f(t: &(u8, u8)) { let (a, b) = t; *a = 1; let &(mut c, d) = t; c = 2; d = 3; }
//= 3:38 E0594 cannot assign to `*a`, which is behind a `&` reference
//= 3:74 E0384 cannot assign twice to immutable variable `d`

//# k1
fn f(v: &mut [Option<N>]) { for o in v.iter_mut() { if let Some(x) = o.take() { eat(x); } } }

//# k2
struct Q { items: [Option<N>; 4], n: usize } impl Q { fn push(&mut self, x: N) -> Result<(), N> { if self.n == 4 { return Err(x); } self.items[self.n] = Some(x); self.n += 1; Ok(()) } fn pop(&mut self) -> Option<N> { if self.n == 0 { None } else { self.n -= 1; self.items[self.n].take() } } }

//# k3
enum Tree { Leaf(u8), Node(&'static Tree, &'static Tree) } fn sum(t: &Tree) -> u8 { match t { Tree::Leaf(n) => *n, Tree::Node(a, b) => sum(a) + sum(b) } } fn g(t: &Tree) -> u8 { match *t { Tree::Leaf(n) => n, Tree::Node(a, b) => g(a) + g(b) } }

//# k4
fn f(e: E) -> u8 { match e { E::A(n) => { eat(n); 1 } E::B(n, k) => { eat(n); k } E::D { x, y } => { eat(x); eat(y); 2 } E::Z => 3 } }

//# k5
fn f(e: &mut E) { match e { E::A(n) => *n = N, E::B(_, k) => *k += 1, E::D { x, .. } => *x = N, E::Z => *e = E::A(N) } }

//# k6
fn f(e: &mut E) { *e = match core::mem::replace(e, E::Z) { E::A(n) => E::B(n, 1), E::B(n, _) => E::A(n), other => other }; }

//# k7
fn f(a: Option<N>, b: Option<N>) -> Option<(N, N)> { match (a, b) { (Some(x), Some(y)) => Some((x, y)), _ => None } }

//# k8
fn f(a: Option<N>, b: Option<N>) -> Option<(N, N)> { let Some(x) = a else { return None }; let y = b?; Some((x, y)) }

//# k9
fn f(t: (N, u8)) -> u8 { let (_, n) = t; let (a, _) = t; eat(a); n + t.1 }

//# k10
fn f(mut p: P) -> P { let P { a, ref mut n, .. } = p; *n += 1; p.a = a; p }

//# k11
fn f(p: P) -> (N, N, u8) { let P { a, b, n } = p; (a, b, n) } fn g(p: P) -> P { P { a: p.a, b: p.b, n: p.n } } fn h(p: P) -> P { P { n: p.n + 1, ..p } }

//# k12
fn f(p: &P) -> u8 { let P { n, .. } = p; let &P { n: m, .. } = p; let P { n: k, ref a, .. } = *p; *n + m + k }

//# k13
fn f(c: bool) -> N { let x; if c { x = N; } else { let y = N; x = y; } x }

//# k14
fn f(c: bool) { let x; loop { if c { x = N; break; } } eat(x); }

//# k15
fn f(n: u8) { let mut cur = Some(N); while let Some(x) = cur { eat(x); cur = if n > 1 { Some(N) } else { None }; } }

//# k16
fn f(n: u8) { let mut cur = N; for i in 0..n { let next = N; eat(cur); cur = next; } eat(cur); }

//# k17
fn f(mut s: Option<N>) { loop { match s { Some(x) => { eat(x); s = None; } None => break } } }

//# k18
fn f(mut s: E) -> u8 { loop { s = match s { E::A(n) => E::B(n, 1), E::B(n, k) => return k, E::D { x, .. } => E::A(x), E::Z => break 9 }; } }

//# k19
fn f(s: Result<N, u8>) -> Result<N, u16> { match s { Ok(n) => Ok(n), Err(e) if e > 3 => Err(1), Err(e) => Err(e as u16) } }

//# k20
fn f(s: Option<Option<N>>) -> Option<N> { if let Some(Some(n)) = s { Some(n) } else { None } } fn g(s: Option<Option<N>>) { match s { Some(Some(n)) => eat(n), Some(None) => {}, None => {} } }

//# k21
fn f(v: [N; 2]) { let [a, b] = v; eat(a); eat(b); } fn g(v: [(N, u8); 2]) -> u8 { let [(a, x), (b, y)] = v; eat(a); eat(b); x + y } fn h(v: [N; 3]) { let [a, rest @ ..] = v; eat(a); for r in rest { eat(r); } }

//# k22
extern crate alloc; use alloc::boxed::Box; enum Li { Cons(u8, Box<Li>), Nil } use Li::*; fn s(l: &Li) -> u8 { match l { Cons(n, t) => n + s(t), Nil => 0 } } fn r(l: Li) -> u8 { match l { Cons(n, t) => n + r(*t), Nil => 0 } } fn rev(mut l: Li) -> Li { let mut out = Nil; while let Cons(n, t) = l { out = Cons(n, Box::new(out)); l = *t; } out }

//# k23
extern crate alloc; use alloc::boxed::Box; struct Node { v: u8, next: Option<Box<Node>> } struct St { head: Option<Box<Node>> } impl St { fn push(&mut self, v: u8) { let old = self.head.take(); self.head = Some(Box::new(Node { v, next: old })); } fn pop(&mut self) -> Option<u8> { self.head.take().map(|n| { self.head = n.next; n.v }) } fn pop2(&mut self) -> Option<u8> { match self.head.take() { None => None, Some(n) => { self.head = n.next; Some(n.v) } } } fn pop3(&mut self) -> Option<u8> { let n = *self.head.take()?; self.head = n.next; Some(n.v) } fn peek(&self) -> Option<&u8> { self.head.as_ref().map(|n| &n.v) } }

//# k24
extern crate alloc; use alloc::{boxed::Box, vec::Vec, string::String}; fn f(v: Vec<(String, u8)>) -> Vec<String> { let mut out = Vec::new(); for (s, n) in v { if n > 1 { out.push(s); continue; } eat(s); } out } fn g(b: Box<(String, String)>) -> String { let (a, b2) = *b; eat(a); b2 } fn h(o: Option<Box<String>>) -> String { match o { Some(b) => *b, None => String::new() } }

//# k25
extern crate alloc; use alloc::{string::String, vec::Vec}; #[derive(Clone, Default)] struct Cfg { name: String, tags: Vec<u8>, n: u8, m: u8 } fn f(base: &Cfg) -> Cfg { Cfg { n: 1, ..base.clone() } } fn g() -> Cfg { Cfg { name: String::new(), ..Default::default() } } fn h(b: Cfg) -> (Cfg, u8) { let c = Cfg { name: String::new(), tags: Vec::new(), ..b }; (c, b.n) } fn i(b: Cfg) -> (Cfg, Vec<u8>) { let c = Cfg { tags: Vec::new(), ..b }; (c, b.tags) }

//# k26
fn f(x: N) { let c = move || { let y = x; eat(y); }; c(); } fn g(x: N) -> impl FnOnce() { move || eat(x) } fn h(mut n: u8) { let mut c = || { n += 1; n }; c(); c(); let d = &mut c; d(); }

//# k27
fn ap<F: FnOnce() -> u8>(f: F) -> u8 { f() } fn rp<F: Fn() -> u8>(f: F) -> u8 { f() + f() } fn f(x: u8) -> u8 { let c = || x; ap(c) + rp(c) + c() } fn g<F: FnMut()>(mut f: F) { f(); f(); } fn h() { let mut n = 0; let mut c = || n += 1; g(&mut c); g(&mut c); c(); }

//# k28
fn f(o: Option<&N>) -> bool { if let Some(x) = o { see(x); } if let Some(x) = o { see(x); } o.is_some() } fn g(o: &Option<N>) { if let Some(x) = o { see(x); } match o { Some(x) => see(x), None => {} } }

//# k29
fn f(r: &mut N) { let s = r; *s = N; } fn g(r: &mut N) { h(r); h(r); let q = &mut *r; h(q); h(r); } fn h(r: &mut N) {} fn i(r: &mut Option<N>) { if let Some(x) = r { h(x); } if let Some(x) = r { h(x); } *r = None; }

//# k30
fn f(r: &mut N) { let s = r; h(r); } fn h(r: &mut N) {}
//= 3:32 E0382 borrow of moved value: `r`

//# k31
fn f(d: Dr) -> Dr { let Dr(ref n) = d; see(n); d } fn g(d: Option<Dr>) { if let Some(d) = d { see(&d); } } fn h(d: Dr) { match d { Dr(_) => {} } see(&d); }

//# k32
fn f(a: [Option<N>; 2]) { let [Some(x), _] = a else { return }; eat(x); } fn g(a: (Option<N>, Option<N>)) { match a { (Some(x), None) => eat(x), (None, Some(y)) => eat(y), (Some(x), Some(y)) => { eat(x); eat(y); } (None, None) => {} } }

//# k33
fn f(a: Option<N>) { let b = match a { Some(ref x) => { see(x); true } None => false }; if b { eat(a); } }

//# k34
fn f(n: u8, a: N) { match n { 0 => eat(a), 1 if { see(&a); true } => eat(a), _ => { let b = a; eat(b); } } }

//# k35
fn f(n: u8) -> u8 { let x = N; let r = if n > 1 { eat(x); 1 } else { see(&x); 2 }; r } fn g(n: u8) { let x = N; if n > 1 { eat(x); return; } eat(x); } fn h(n: u8) { let x = N; if n > 1 { eat(x); panic!(); } eat(x); } fn i(n: u8) { let x = N; match n { 1 => { eat(x); loop {} } _ => eat(x) } }

//# k36
fn f(t: ((N, N), [N; 2])) { let ((a, b), [c, d]) = t; eat((a, b, c, d)); } fn g(t: &mut ((N, u8), u8)) { let ((ref mut a, n), m) = *t; *a = N; let ((b, k), j) = t; *b = N; *k += n; *j += m; }

//# k37
fn f() { let (a, b); (a, b) = (N, N); eat(a); eat(b); let mut x = [0; 2]; [x[0], x[1]] = [1, 2]; let mut p = mk(); (p.a, p.n) = (N, 2); P { a: p.a, .. } = mk(); eat(p); }

//# k38
static mut G: Option<N> = None; fn f() { unsafe { G = Some(N); let g = (*&raw mut G).take(); if let Some(x) = g { eat(x); } if let Some(ref x) = G { } match G { Some(_) => {} None => {} } } }

//# k39
fn f(c: bool) { let n = N; 'a: { if c { break 'a; } eat(n); return; } eat(n); } fn g(c: bool) { let n = N; loop { if c { eat(n); break; } } } fn h(c: bool) { let n = N; while c { } eat(n); } fn i(c: bool) -> N { let n = N; loop { if c { break n; } } }

//# k40
fn f(v: &[(u8, N)]) -> u8 { let mut s = 0; for (n, x) in v { s += n; see(x); } for &(n, ref x) in v { s += n; see(x); } for (i, (n, _)) in v.iter().enumerate() { s += *n + i as u8; } if let [(a, _), .., (b, _)] = v { s += a + b; } s }

//# after_loops
fn f(c: u32) {
    let t = N; while c == 2 { if c == 3 { break; } eat(t); } eat(t);
    let t = N; for _ in 0..c { eat(t); } see(&t); eat(t);
    let t = N; for _ in 0..c { see(&t); while c > 2 { eat(t); } } see(&t);
    let t = N; for _ in 0..c { while c > 2 { eat(t); } see(&t); }
    let t = N; loop { while c > 2 { eat(t); } if c == 8 { break; } see(&t); } see(&t);
    let t = N; while let 1.. = c { eat(t); } eat(t);
    let t = N; 'a: for _ in 0..2 { for _ in 0..3 { eat(t); break 'a; } } eat(t);
    let t = N; 'a: for _ in 0..2 { for _ in 0..3 { eat(t); continue 'a; } } eat(t);
    let t = N; while c > 2 { eat(t); if c == 9 { return; } } if c == 1 { eat(t); }
}
//= 4:56 E0382 use of moved value: `t`
//= 5:46 E0382 borrow of moved value: `t`
//= 6:71 E0382 borrow of moved value: `t`
//= 7:60 E0382 borrow of moved value: `t`
//= 8:72 E0382 borrow of moved value: `t`
//= 9:40 E0382 use of moved value: `t`
//= 10:78 E0382 use of moved value: `t`
//= 11:81 E0382 use of moved value: `t`
//= 12:78 E0382 use of moved value: `t`

//# closures_by_pattern
fn f(p: P, q: (N, N), w: (P, u8), v: (P, u8), d: Dr, z: (N, N), mut m: P) {
    let c = move || { let P { a, .. } = p; eat(a) }; c(); eat(p.b);
    let c = || { let (x, _) = q; eat(x) }; c(); eat(q.1);
    let c = move || { let (P { a, .. }, n) = w; eat(a); n }; c(); eat(w.0.b);
    let c = || { let (P { a, .. }, n) = v; eat(a); n }; c(); eat(v.0.a);
    let c = || { let Dr(ref x) = d; see(x) }; c(); see(&d);
    let c = || { let (x, y) = z; eat(x); eat(y) }; c(); eat(z.0);
    let mut c = || { let P { ref mut n, .. } = m; *n += 1; }; eat(m.a); c();
}
//= 7:66 E0382 use of moved value: `v.0.a`
//= 9:61 E0382 use of moved value: `z.0`

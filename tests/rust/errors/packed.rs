//# references_to_fields_of_a_packed_struct
#[repr(C, packed(2))]
#[derive(Debug, Clone, Copy)]
pub struct P { limit: u16, base: V, a: [u8; 4] }
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(transparent)]
pub struct V(u64);
impl V { fn f(&self) {} fn g(self) {} }
pub fn wrong(p: P) {
    assert_eq!(p.base, V(1));
    let _ = format_args!("{:?}", p.base);
    let _r = &p.base;
    p.base.f();
    let P { base: _base, .. } = &p;
    let _q = &p.base.0;
    match p { P { ref base, .. } => base.f() }
}
//= 10:5 E0793 reference to field of packed struct is unaligned
//= 11:34 E0793 reference to field of packed struct is unaligned
//= 12:14 E0793 reference to field of packed struct is unaligned
//= 13:5 E0793 reference to field of packed struct is unaligned
//= 14:19 E0793 reference to field of packed struct is unaligned
//= 15:14 E0793 reference to field of packed struct is unaligned
//= 16:19 E0793 reference to field of packed struct is unaligned
//# copies_and_aligned_fields_of_a_packed_struct
#[repr(C, packed(2))]
#[derive(Debug, Clone, Copy)]
pub struct P { limit: u16, base: V, a: [u8; 4] }
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct V(u64);
impl V { fn g(self) {} }
pub fn right(mut p: P, behind: &mut P) -> u64 {
    p.base.g();
    let _x = &p.limit;
    let _y = &mut p.a[1];
    let _z = &raw const p.base;
    let P { base: V(n), .. } = p;
    behind.base = V({ p.base }.0 + n);
    assert_eq!({ p.base }, V(1));
    behind.base.0
}
//# a_packed_field_of_unknown_type
#[repr(packed)]
pub struct P<T>(u8, T);
pub fn wrong<T>(p: &P<T>) -> &T { &p.1 }
pub fn right(p: &P<[u8; 3]>) -> &[u8; 3] { &p.1 }
//= 4:35 E0793 reference to field of packed struct is unaligned

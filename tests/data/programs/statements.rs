// Blocks behind an operator do not end a statement; casts of blocks.
static mut C: u8 = 1;
fn f(x: u8) -> u8 { x }
fn main() {
    let t = [1u8, 2];
    let mut m = [1u8, 2];
    let mut x = 0u8;
    let p = &raw mut m;
    x = unsafe { C } + 1;
    x += unsafe { C } * 2;
    unsafe { C = if x > 1 { 1 } else { 2 } + 3; }
    println!("{x} {}", unsafe { C });
    x = match x { 1 => 2, _ => 3 } as u8;
    x = x + { 5 } - { 2 };
    *unsafe { &mut x } += 1;
    m[{ 0 }] = { t }[1];
    (unsafe { *p })[0];
    println!("{x} {m:?}");
    x = x + unsafe { *p }[1];
    x = unsafe { &t }[1] + { t }[0] + if x > 200 { t } else { m }[1] + loop { break t }[0];
    println!("{x}");
    let _ = 1..unsafe { C } as usize + 2;
    f(1) == unsafe { f(2) } + 1;
    x = -unsafe { 3i8 } as u8 & 7;
    println!("{x}");
    x = unsafe { Some(3) }.unwrap() + 1;
    unsafe { f(1) };
    { 1 };
    if x > 2 { 1 } else { 2 };
    match x { _ => 1 };
    0..{ 3 };
    loop { break 1 };
    x = x << { 1 };
    x = if x > 1 { x } else { 0 } & 12;
    println!("{x} {} {}", -(if x > 1 { 3i8 } else { 4 }) as u8, { -1i16 } as u16);
    for i in 0..unsafe { C } as usize - 2 { x ^= { m }[i]; }
    x |= match x { 0 => 1, n => n } & 3;
    println!("{x}");
}

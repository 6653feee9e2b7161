#[derive(Debug)] enum E { A(u8), B { x: i32 } }
fn f(n: u8) -> Result<u8, E> { match n { 0 => Ok(1), 1 => Err(E::A(2)), _ => Err(E::B { x: -1 }) } }
pub fn run() { println!("{}", f(0).unwrap()); println!("{:?}", f(1)); println!("{}", f(2).unwrap()); }

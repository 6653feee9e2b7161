// Edition 2021: no `unsafe(..)` around the attribute, and an unsafe function's body needs no block.
#[no_mangle]
pub extern "C" fn util_marks() -> u32 {
    unsafe { counted(3) }
}

unsafe fn counted(n: u32) -> u32 {
    let counter = &raw mut COUNTER;
    *counter += n;
    *counter
}

static mut COUNTER: u32 = 0;

pub fn marks() -> u32 {
    let on = [cfg!(feature = "quiet"), cfg!(feature = "shout"), cfg!(feature = "marks"), cfg!(feature = "default")];
    on.iter().fold(util_marks(), |sum, &one| sum * 10 + one as u32)
}

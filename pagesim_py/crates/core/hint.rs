//! Hints to the compiler and the CPU; none changes what a program computes.

/// Tells the CPU that the program spins (`pause`).
pub fn spin_loop() {
    crate::intrinsics::spin_loop()
}

/// Gives `value` back; the compiler must not look through it.
pub fn black_box<T>(value: T) -> T {
    value
}

/// What follows is rare.
pub const fn cold_path() {}

/// One of the two, without a branch.
pub fn select_unpredictable<T>(condition: bool, true_val: T, false_val: T) -> T {
    if condition { true_val } else { false_val }
}

/// Never reached, says the caller.
#[track_caller]
pub const unsafe fn unreachable_unchecked() -> ! {
    crate::panicking::panic_precondition("hint::unreachable_unchecked must never be reached")
}

/// True, says the caller.
#[track_caller]
pub const unsafe fn assert_unchecked(condition: bool) {
    if !condition {
        crate::panicking::panic_precondition("hint::assert_unchecked must never be called when the condition is false")
    }
}

pub const fn must_use<T>(value: T) -> T {
    value
}

//! Methods of `bool`.

impl bool {
    pub fn then_some<T>(self, value: T) -> Option<T> {
        if self { Some(value) } else { None }
    }

    pub fn select_unpredictable<T>(self, true_val: T, false_val: T) -> T {
        if self { true_val } else { false_val }
    }

    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }
}

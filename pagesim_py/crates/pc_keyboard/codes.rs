//! Keys and what can happen to them.

#[cfg(not(before = "0.7"))]
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum KeyCode {
    Escape, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12,
    PrintScreen, SysRq, ScrollLock, PauseBreak,
    Oem8, Key1, Key2, Key3, Key4, Key5, Key6, Key7, Key8, Key9, Key0, OemMinus, OemPlus, Backspace,
    Insert, Home, PageUp,
    NumpadLock, NumpadDivide, NumpadMultiply, NumpadSubtract,
    Tab, Q, W, E, R, T, Y, U, I, O, P, Oem4, Oem6, Oem5, Oem7,
    Delete, End, PageDown,
    Numpad7, Numpad8, Numpad9, NumpadAdd,
    CapsLock, A, S, D, F, G, H, J, K, L, Oem1, Oem3, Return,
    Numpad4, Numpad5, Numpad6,
    LShift, Z, X, C, V, B, N, M, OemComma, OemPeriod, Oem2, RShift,
    ArrowUp,
    Numpad1, Numpad2, Numpad3, NumpadEnter,
    LControl, LWin, LAlt, Spacebar, RAltGr, RWin, Apps, RControl,
    ArrowLeft, ArrowDown, ArrowRight,
    Numpad0, NumpadPeriod,
    Oem9, Oem10, Oem11, Oem12, Oem13,
    PrevTrack, NextTrack, Mute, Calculator, Play, Stop, VolumeDown, VolumeUp, WWWHome,
    PowerOnTestOk, TooManyKeys, RControl2, RAlt2,
}

/// The keys as they were called before 0.7.
#[cfg(before = "0.7")]
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyCode {
    AltLeft, AltRight, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, BackSlash, Backspace, BackTick,
    BracketSquareLeft, BracketSquareRight,
    #[cfg(not(before = "0.6"))]
    Break,
    CapsLock, Comma, ControlLeft, ControlRight, Delete, End, Enter, Escape, Equals,
    F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12,
    Fullstop, Home, Insert,
    Key1, Key2, Key3, Key4, Key5, Key6, Key7, Key8, Key9, Key0,
    Menus, Minus,
    Numpad0, Numpad1, Numpad2, Numpad3, Numpad4, Numpad5, Numpad6, Numpad7, Numpad8, Numpad9,
    NumpadEnter, NumpadLock, NumpadSlash, NumpadStar, NumpadMinus, NumpadPeriod, NumpadPlus,
    PageDown, PageUp, PauseBreak, PrintScreen, ScrollLock, SemiColon, ShiftLeft, ShiftRight, Slash, Spacebar,
    #[cfg(not(before = "0.6"))]
    SysReq,
    Tab, Quote, WindowsLeft, WindowsRight,
    A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z,
    HashTilde,
    PrevTrack, NextTrack, Mute, Calculator, Play, Stop, VolumeDown, VolumeUp, WWWHome,
    PowerOnTestOk,
    #[cfg(not(before = "0.6"))]
    Oem102,
    #[cfg(not(before = "0.6"))]
    PrintScreen2,
    #[cfg(not(before = "0.6"))]
    TooManyKeys,
}

#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyState {
    Up,
    Down,
    #[cfg(not(before = "0.6"))]
    SingleShot,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEvent {
    pub code: KeyCode,
    pub state: KeyState,
}

impl KeyEvent {
    pub const fn new(code: KeyCode, state: KeyState) -> KeyEvent { KeyEvent { code, state } }
}

#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Error {
    BadStartBit,
    BadStopBit,
    ParityError,
    UnknownKeyCode,
}

/// Whether Ctrl with a letter gives U+0001 to U+001A.
#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandleControl {
    MapLettersToUnicode,
    Ignore,
}

#[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecodedKey {
    RawKey(KeyCode),
    Unicode(char),
}

/// What is held down or locked.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Modifiers {
    pub lshift: bool,
    pub rshift: bool,
    pub lctrl: bool,
    pub rctrl: bool,
    pub numlock: bool,
    pub capslock: bool,
    #[cfg(before = "0.8")]
    pub alt_gr: bool,
    #[cfg(not(before = "0.8"))]
    pub lalt: bool,
    #[cfg(not(before = "0.8"))]
    pub ralt: bool,
    #[cfg(not(before = "0.6"))]
    pub rctrl2: bool,
}

impl Modifiers {
    pub const fn is_shifted(&self) -> bool { self.lshift | self.rshift }
    pub const fn is_ctrl(&self) -> bool { self.lctrl | self.rctrl }
    #[cfg(not(before = "0.8"))]
    pub const fn is_alt(&self) -> bool { self.lalt | self.ralt }
    #[cfg(not(before = "0.8"))]
    pub const fn is_altgr(&self) -> bool { self.ralt | (self.lalt & self.is_ctrl()) }
    #[cfg(before = "0.8")]
    pub const fn is_altgr(&self) -> bool { self.alt_gr }
    pub const fn is_caps(&self) -> bool { self.is_shifted() ^ self.capslock }
    pub const fn handle_ascii_2(&self, letter: char, handle_ctrl: HandleControl) -> DecodedKey {
        match (handle_ctrl, self.is_ctrl()) {
            (HandleControl::MapLettersToUnicode, true) => DecodedKey::Unicode((letter as u8 & 0x1f) as char),
            _ => DecodedKey::Unicode(if self.is_caps() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }),
        }
    }
}

/// Which keys there are: 102 or 105, 101 or 104, 106 or 109.
#[cfg(not(before = "0.9"))]
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub enum PhysicalKeyboard {
    Iso,
    Ansi,
    Jis,
}

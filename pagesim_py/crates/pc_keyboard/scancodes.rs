//! Two sets of scan codes.

use crate::keys::*;
use crate::{Error, KeyCode, KeyEvent, KeyState, ScancodeSet};

/// What came before: nothing, 0xe0, 0xe1, or (set 2) one of them and 0xf0 or 0xf0 alone.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub enum DecodeState {
    Start,
    Extended,
    Release,
    ExtendedRelease,
    #[cfg(not(before = "0.6"))]
    Extended2,
    #[cfg(not(before = "0.6"))]
    Extended2Release,
}
use DecodeState as State;

/// What a PC's keyboard controller gives: a released key has the highest bit set.
#[cfg(not(before = "0.7"))]
#[derive(Debug)]
pub struct ScancodeSet1 {
    state: State,
}

/// What a PC's keyboard controller gives: a released key has the highest bit set.
#[cfg(before = "0.7")]
pub struct ScancodeSet1;

impl ScancodeSet1 {
    #[cfg(not(before = "0.7"))]
    pub const fn new() -> ScancodeSet1 { ScancodeSet1 { state: State::Start } }

    const fn map_scancode(code: u8) -> Result<KeyCode, Error> {
        Ok(match code {
            0x01 => Escape, 0x02 => Key1, 0x03 => Key2, 0x04 => Key3, 0x05 => Key4, 0x06 => Key5, 0x07 => Key6, 0x08 => Key7,
            0x09 => Key8, 0x0a => Key9, 0x0b => Key0, 0x0c => OemMinus, 0x0d => OemPlus, 0x0e => Backspace, 0x0f => Tab,
            0x10 => Q, 0x11 => W, 0x12 => E, 0x13 => R, 0x14 => T, 0x15 => Y, 0x16 => U, 0x17 => I, 0x18 => O, 0x19 => P,
            0x1a => Oem4, 0x1b => Oem6, 0x1c => Return, 0x1d => LControl,
            0x1e => A, 0x1f => S, 0x20 => D, 0x21 => F, 0x22 => G, 0x23 => H, 0x24 => J, 0x25 => K, 0x26 => L, 0x27 => Oem1,
            0x28 => Oem3, 0x29 => Oem8, 0x2a => LShift, 0x2b => Oem7,
            0x2c => Z, 0x2d => X, 0x2e => C, 0x2f => V, 0x30 => B, 0x31 => N, 0x32 => M, 0x33 => OemComma, 0x34 => OemPeriod,
            0x35 => Oem2, 0x36 => RShift, 0x37 => NumpadMultiply, 0x38 => LAlt, 0x39 => Spacebar, 0x3a => CapsLock,
            0x3b => F1, 0x3c => F2, 0x3d => F3, 0x3e => F4, 0x3f => F5, 0x40 => F6, 0x41 => F7, 0x42 => F8, 0x43 => F9, 0x44 => F10,
            0x45 => NumpadLock, 0x46 => ScrollLock, 0x47 => Numpad7, 0x48 => Numpad8, 0x49 => Numpad9, 0x4a => NumpadSubtract,
            0x4b => Numpad4, 0x4c => Numpad5, 0x4d => Numpad6, 0x4e => NumpadAdd, 0x4f => Numpad1, 0x50 => Numpad2, 0x51 => Numpad3,
            0x52 => Numpad0, 0x53 => NumpadPeriod, 0x56 => Oem5, 0x57 => F11, 0x58 => F12,
            #[cfg(not(before = "0.6"))]
            0x54 => SysRq,
            _ => return Err(Error::UnknownKeyCode),
        })
    }

    const fn map_extended_scancode(code: u8) -> Result<KeyCode, Error> {
        Ok(match code {
            0x10 => PrevTrack, 0x19 => NextTrack, 0x1c => NumpadEnter, 0x1d => RControl, 0x20 => Mute, 0x21 => Calculator, 0x22 => Play,
            0x24 => Stop, 0x2e => VolumeDown, 0x30 => VolumeUp, 0x32 => WWWHome, 0x35 => NumpadDivide, 0x37 => PrintScreen,
            0x38 => RAltGr, 0x47 => Home, 0x48 => ArrowUp, 0x49 => PageUp, 0x4b => ArrowLeft, 0x4d => ArrowRight, 0x4f => End,
            0x50 => ArrowDown, 0x51 => PageDown, 0x52 => Insert, 0x53 => Delete, 0x5b => LWin, 0x5c => RWin, 0x5d => Apps,
            #[cfg(not(before = "0.6"))]
            0x2a => RControl2,
            #[cfg(not(before = "0.7"))]
            0x70 => Oem11,
            #[cfg(not(before = "0.7"))]
            0x73 => Oem12,
            #[cfg(not(before = "0.7"))]
            0x79 => Oem10,
            #[cfg(not(before = "0.7"))]
            0x7b => Oem9,
            #[cfg(not(before = "0.7"))]
            0x7d => Oem13,
            _ => return Err(Error::UnknownKeyCode),
        })
    }

    #[cfg(not(before = "0.6"))]
    const fn map_extended2_scancode(code: u8) -> Result<KeyCode, Error> {
        match code { 0x1d => Ok(RControl2), _ => Err(Error::UnknownKeyCode) }
    }
}

/// A key, pressed or released.
fn event(code: KeyCode, released: bool) -> Result<Option<KeyEvent>, Error> {
    Ok(Some(KeyEvent::new(code, if released { KeyState::Up } else { KeyState::Down })))
}

impl ScancodeSet1 {
    fn advance(state: &mut State, code: u8) -> Result<Option<KeyEvent>, Error> {
        let before = *state;
        *state = State::Start;
        let key = code & 0x7f;
        let released = code & 0x80 != 0;
        match (before, code) {
            (State::Start, 0xe0) => *state = State::Extended,
            #[cfg(not(before = "0.6"))]
            (State::Start, 0xe1) => *state = State::Extended2,
            (State::Start, _) => return event(ScancodeSet1::map_scancode(key)?, released),
            #[cfg(not(before = "0.6"))]
            (State::Extended2 | State::Extended2Release, _) => {
                return event(ScancodeSet1::map_extended2_scancode(key)?, released);
            }
            _ => return event(ScancodeSet1::map_extended_scancode(key)?, released),
        }
        Ok(None)
    }
}

/// What keyboards send themselves: 0xf0 goes before the code of a released key.
#[cfg(not(before = "0.7"))]
#[derive(Debug)]
pub struct ScancodeSet2 {
    state: State,
}

/// What keyboards send themselves: 0xf0 goes before the code of a released key.
#[cfg(before = "0.7")]
pub struct ScancodeSet2;

impl ScancodeSet2 {
    #[cfg(not(before = "0.7"))]
    pub const fn new() -> ScancodeSet2 { ScancodeSet2 { state: State::Start } }

    const fn map_scancode(code: u8) -> Result<KeyCode, Error> {
        Ok(match code {
            0x01 => F9, 0x03 => F5, 0x04 => F3, 0x05 => F1, 0x06 => F2, 0x07 => F12, 0x09 => F10, 0x0a => F8,
            0x0b => F6, 0x0c => F4, 0x0d => Tab, 0x0e => Oem8, 0x11 => LAlt, 0x12 => LShift, 0x14 => LControl,
            0x15 => Q, 0x16 => Key1, 0x1a => Z, 0x1b => S, 0x1c => A, 0x1d => W, 0x1e => Key2, 0x21 => C, 0x22 => X, 0x23 => D,
            0x24 => E, 0x25 => Key4, 0x26 => Key3, 0x29 => Spacebar, 0x2a => V, 0x2b => F, 0x2c => T, 0x2d => R, 0x2e => Key5,
            0x31 => N, 0x32 => B, 0x33 => H, 0x34 => G, 0x35 => Y, 0x36 => Key6, 0x3a => M, 0x3b => J, 0x3c => U, 0x3d => Key7,
            0x3e => Key8, 0x41 => OemComma, 0x42 => K, 0x43 => I, 0x44 => O, 0x45 => Key0, 0x46 => Key9, 0x49 => OemPeriod,
            0x4a => Oem2, 0x4b => L, 0x4c => Oem1, 0x4d => P, 0x4e => OemMinus, 0x52 => Oem3, 0x54 => Oem4,
            0x55 => OemPlus, 0x58 => CapsLock, 0x59 => RShift, 0x5a => Return, 0x5b => Oem6, 0x5d => Oem7, 0x61 => Oem5,
            0x66 => Backspace, 0x69 => Numpad1, 0x6b => Numpad4, 0x6c => Numpad7, 0x70 => Numpad0,
            0x71 => NumpadPeriod, 0x72 => Numpad2, 0x73 => Numpad5, 0x74 => Numpad6, 0x75 => Numpad8, 0x76 => Escape, 0x77 => NumpadLock,
            0x78 => F11, 0x79 => NumpadAdd, 0x7a => Numpad3, 0x7b => NumpadSubtract, 0x7c => NumpadMultiply, 0x7d => Numpad9,
            0x7e => ScrollLock, 0x83 => F7, 0xaa => PowerOnTestOk,
            #[cfg(not(before = "0.6"))]
            0x00 => TooManyKeys,
            #[cfg(not(before = "0.6"))]
            0x7f => SysRq,
            #[cfg(not(before = "0.7"))]
            0x13 => Oem11,
            #[cfg(not(before = "0.7"))]
            0x51 => Oem12,
            #[cfg(not(before = "0.7"))]
            0x64 => Oem10,
            #[cfg(not(before = "0.7"))]
            0x67 => Oem9,
            #[cfg(not(before = "0.7"))]
            0x6a => Oem13,
            _ => return Err(Error::UnknownKeyCode),
        })
    }

    const fn map_extended_scancode(code: u8) -> Result<KeyCode, Error> {
        Ok(match code {
            0x11 => RAltGr, 0x14 => RControl, 0x15 => PrevTrack, 0x1f => LWin, 0x21 => VolumeDown, 0x23 => Mute, 0x27 => RWin,
            0x2b => Calculator, 0x2f => Apps, 0x32 => VolumeUp, 0x34 => Play, 0x3a => WWWHome, 0x3b => Stop, 0x4a => NumpadDivide,
            0x4d => NextTrack, 0x5a => NumpadEnter, 0x69 => End, 0x6b => ArrowLeft, 0x6c => Home, 0x70 => Insert, 0x71 => Delete,
            0x72 => ArrowDown, 0x74 => ArrowRight, 0x75 => ArrowUp, 0x7a => PageDown, 0x7c => PrintScreen, 0x7d => PageUp,
            #[cfg(not(before = "0.6"))]
            0x12 => RAlt2,
            _ => return Err(Error::UnknownKeyCode),
        })
    }

    #[cfg(not(before = "0.6"))]
    const fn map_extended2_scancode(code: u8) -> Result<KeyCode, Error> {
        match code { 0x14 => Ok(RControl2), _ => Err(Error::UnknownKeyCode) }
    }
}

impl ScancodeSet2 {
    fn advance(state: &mut State, code: u8) -> Result<Option<KeyEvent>, Error> {
        let before = *state;
        *state = State::Start;
        match (before, code) {
            (State::Start, 0xe0) => *state = State::Extended,
            (State::Start, 0xf0) => *state = State::Release,
            (State::Extended, 0xf0) => *state = State::ExtendedRelease,
            #[cfg(not(before = "0.6"))]
            (State::Start, 0xe1) => *state = State::Extended2,
            #[cfg(not(before = "0.6"))]
            (State::Extended2, 0xf0) => *state = State::Extended2Release,
            (State::Start, code) => {
                let key = ScancodeSet2::map_scancode(code)?;
                #[cfg(not(before = "0.6"))]
                if key == TooManyKeys || key == PowerOnTestOk {
                    return Ok(Some(KeyEvent::new(key, KeyState::SingleShot)));
                }
                return event(key, false);
            }
            (State::Release, code) => return event(ScancodeSet2::map_scancode(code)?, true),
            (State::Extended, code) => return event(ScancodeSet2::map_extended_scancode(code)?, false),
            (State::ExtendedRelease, code) => return event(ScancodeSet2::map_extended_scancode(code)?, true),
            #[cfg(not(before = "0.6"))]
            (State::Extended2, code) => return event(ScancodeSet2::map_extended2_scancode(code)?, false),
            #[cfg(not(before = "0.6"))]
            (State::Extended2Release, code) => return event(ScancodeSet2::map_extended2_scancode(code)?, true),
        }
        Ok(None)
    }
}

/// The state is the set's own since 0.7; before, the keyboard kept it.
macro_rules! scancode_set {
    ($($Set:ident)*) => {$(
        #[cfg(not(before = "0.7"))]
        impl ScancodeSet for $Set {
            fn advance_state(&mut self, code: u8) -> Result<Option<KeyEvent>, Error> { $Set::advance(&mut self.state, code) }
        }

        #[cfg(before = "0.7")]
        impl ScancodeSet for $Set {
            fn advance_state(state: &mut DecodeState, code: u8) -> Result<Option<KeyEvent>, Error> { $Set::advance(state, code) }
            fn map_scancode(code: u8) -> Result<KeyCode, Error> { $Set::map_scancode(code) }
            fn map_extended_scancode(code: u8) -> Result<KeyCode, Error> { $Set::map_extended_scancode(code) }
        }
    )*};
}

scancode_set! { ScancodeSet1 ScancodeSet2 }

//! From bytes to key events, and from events to what was typed.

use crate::{DecodedKey, Error, HandleControl, KeyCode, KeyEvent, KeyState, Modifiers};

pub trait KeyboardLayout {
    fn map_keycode(&self, keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey;
}

pub trait ScancodeSet {
    /// Takes one byte; gives an event when a code is complete.
    fn advance_state(&mut self, code: u8) -> Result<Option<KeyEvent>, Error>;
}

/// Bits on the wire: a start bit, eight data bits, parity, a stop bit.
#[derive(Debug)]
pub struct Ps2Decoder {
    register: u16,
    num_bits: u8,
}

impl Ps2Decoder {
    pub const fn new() -> Ps2Decoder { Ps2Decoder { register: 0, num_bits: 0 } }
    pub fn clear(&mut self) {
        self.register = 0;
        self.num_bits = 0;
    }
    pub fn add_bit(&mut self, bit: bool) -> Result<Option<u8>, Error> {
        self.register |= (bit as u16) << self.num_bits;
        self.num_bits += 1;
        if self.num_bits < 11 {
            return Ok(None);
        }
        let word = self.register;
        self.clear();
        self.add_word(word).map(Some)
    }
    pub fn add_word(&self, word: u16) -> Result<u8, Error> {
        if word & 1 != 0 {
            return Err(Error::BadStartBit);
        }
        if word & 0x400 == 0 {
            return Err(Error::BadStopBit);
        }
        let data = (word >> 1 & 0xff) as u8;
        let parity = word & 0x200 != 0;
        if (data.count_ones() % 2 == 0) != parity {
            return Err(Error::ParityError);
        }
        Ok(data)
    }
}

/// Remembers what is held down.
#[derive(Debug)]
pub struct EventDecoder<L: KeyboardLayout> {
    handle_ctrl: HandleControl,
    modifiers: Modifiers,
    layout: L,
}

impl<L: KeyboardLayout> EventDecoder<L> {
    pub const fn new(layout: L, handle_ctrl: HandleControl) -> EventDecoder<L> {
        EventDecoder {
            handle_ctrl,
            modifiers: Modifiers {
                lshift: false,
                rshift: false,
                lctrl: false,
                rctrl: false,
                numlock: true,
                capslock: false,
                lalt: false,
                ralt: false,
                rctrl2: false,
            },
            layout,
        }
    }
    pub fn set_ctrl_handling(&mut self, new_value: HandleControl) { self.handle_ctrl = new_value; }
    pub const fn get_ctrl_handling(&self) -> HandleControl { self.handle_ctrl }

    pub fn process_keyevent(&mut self, ev: KeyEvent) -> Option<DecodedKey> {
        let down = ev.state == KeyState::Down;
        let held = match ev.code {
            KeyCode::LShift => &mut self.modifiers.lshift,
            KeyCode::RShift => &mut self.modifiers.rshift,
            KeyCode::LControl => &mut self.modifiers.lctrl,
            KeyCode::RControl => &mut self.modifiers.rctrl,
            KeyCode::LAlt => &mut self.modifiers.lalt,
            KeyCode::RAltGr => &mut self.modifiers.ralt,
            KeyCode::RControl2 => &mut self.modifiers.rctrl2,
            KeyCode::CapsLock => {
                if !down {
                    return None;
                }
                self.modifiers.capslock = !self.modifiers.capslock;
                return Some(DecodedKey::RawKey(KeyCode::CapsLock));
            }
            KeyCode::NumpadLock => {
                if !down {
                    return None;
                }
                if self.modifiers.rctrl2 {
                    return Some(DecodedKey::RawKey(KeyCode::PauseBreak));
                }
                self.modifiers.numlock = !self.modifiers.numlock;
                return Some(DecodedKey::RawKey(KeyCode::NumpadLock));
            }
            code => {
                if !down {
                    return None;
                }
                return Some(self.layout.map_keycode(code, &self.modifiers, self.handle_ctrl));
            }
        };
        *held = down;
        if down { Some(DecodedKey::RawKey(ev.code)) } else { None }
    }
}

/// All together: bytes, keys, characters.
#[derive(Debug)]
pub struct Keyboard<L: KeyboardLayout, S: ScancodeSet> {
    ps2_decoder: Ps2Decoder,
    scancode_set: S,
    event_decoder: EventDecoder<L>,
}

impl<L: KeyboardLayout, S: ScancodeSet> Keyboard<L, S> {
    pub const fn new(scancode_set: S, layout: L, handle_ctrl: HandleControl) -> Keyboard<L, S> {
        Keyboard { ps2_decoder: Ps2Decoder::new(), scancode_set, event_decoder: EventDecoder::new(layout, handle_ctrl) }
    }
    pub const fn get_modifiers(&self) -> &Modifiers { &self.event_decoder.modifiers }
    pub const fn get_ctrl_handling(&self) -> HandleControl { self.event_decoder.handle_ctrl }
    pub fn set_ctrl_handling(&mut self, new_value: HandleControl) { self.event_decoder.set_ctrl_handling(new_value) }
    pub fn clear(&mut self) { self.ps2_decoder.clear() }
    pub fn add_word(&mut self, word: u16) -> Result<Option<KeyEvent>, Error> {
        let byte = self.ps2_decoder.add_word(word)?;
        self.add_byte(byte)
    }
    pub fn add_byte(&mut self, byte: u8) -> Result<Option<KeyEvent>, Error> { self.scancode_set.advance_state(byte) }
    pub fn add_bit(&mut self, bit: bool) -> Result<Option<KeyEvent>, Error> {
        match self.ps2_decoder.add_bit(bit)? {
            Some(byte) => self.add_byte(byte),
            None => Ok(None),
        }
    }
    pub fn process_keyevent(&mut self, ev: KeyEvent) -> Option<DecodedKey> { self.event_decoder.process_keyevent(ev) }
}

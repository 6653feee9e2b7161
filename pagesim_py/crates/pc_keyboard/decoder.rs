//! From bytes to key events, and from events to what was typed.

#[cfg(before = "0.7")]
use core::marker::PhantomData;

use crate::keys;
#[cfg(before = "0.7")]
use crate::scancodes::DecodeState;
use crate::{DecodedKey, Error, HandleControl, KeyCode, KeyEvent, KeyState, Modifiers};

pub trait KeyboardLayout {
    #[cfg(not(before = "0.7"))]
    fn map_keycode(&self, keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey;
    #[cfg(before = "0.7")]
    fn map_keycode(keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey;
    #[cfg(not(before = "0.9"))]
    fn get_physical(&self) -> crate::PhysicalKeyboard;
}

pub trait ScancodeSet {
    /// Takes one byte; gives an event when a code is complete.
    #[cfg(not(before = "0.7"))]
    fn advance_state(&mut self, code: u8) -> Result<Option<KeyEvent>, Error>;
    #[cfg(before = "0.7")]
    fn advance_state(state: &mut DecodeState, code: u8) -> Result<Option<KeyEvent>, Error>;
    #[cfg(before = "0.7")]
    fn map_scancode(code: u8) -> Result<KeyCode, Error>;
    #[cfg(before = "0.7")]
    fn map_extended_scancode(code: u8) -> Result<KeyCode, Error>;
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
    #[cfg(not(before = "0.7"))]
    layout: L,
    #[cfg(before = "0.7")]
    layout: PhantomData<L>,
}

impl<L: KeyboardLayout> EventDecoder<L> {
    pub const fn new(
        #[cfg(not(before = "0.7"))] layout: L,
        #[cfg(before = "0.7")] layout: PhantomData<L>,
        handle_ctrl: HandleControl,
    ) -> EventDecoder<L> {
        EventDecoder {
            handle_ctrl,
            modifiers: Modifiers {
                lshift: false,
                rshift: false,
                lctrl: false,
                rctrl: false,
                numlock: true,
                capslock: false,
                #[cfg(before = "0.8")]
                alt_gr: false,
                #[cfg(not(before = "0.8"))]
                lalt: false,
                #[cfg(not(before = "0.8"))]
                ralt: false,
                #[cfg(not(before = "0.6"))]
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
            keys::LShift => &mut self.modifiers.lshift,
            keys::RShift => &mut self.modifiers.rshift,
            keys::LControl => &mut self.modifiers.lctrl,
            keys::RControl => &mut self.modifiers.rctrl,
            #[cfg(not(before = "0.8"))]
            keys::LAlt => &mut self.modifiers.lalt,
            #[cfg(not(before = "0.8"))]
            keys::RAltGr => &mut self.modifiers.ralt,
            #[cfg(before = "0.8")]
            keys::RAltGr => &mut self.modifiers.alt_gr,
            #[cfg(not(before = "0.6"))]
            keys::RControl2 => &mut self.modifiers.rctrl2,
            keys::CapsLock => {
                self.modifiers.capslock ^= down;
                return self.lock(ev.code, down);
            }
            keys::NumpadLock => {
                #[cfg(not(before = "0.6"))]
                if self.modifiers.rctrl2 {
                    return if down { Some(DecodedKey::RawKey(KeyCode::PauseBreak)) } else { None };
                }
                self.modifiers.numlock ^= down;
                return self.lock(ev.code, down);
            }
            code => {
                if !down {
                    return None;
                }
                #[cfg(not(before = "0.7"))]
                return Some(self.layout.map_keycode(code, &self.modifiers, self.handle_ctrl));
                #[cfg(before = "0.7")]
                return Some(L::map_keycode(code, &self.modifiers, self.handle_ctrl));
            }
        };
        *held = down;
        self.lock(ev.code, down)
    }

    /// What a key gives that is held or locks; before 0.7 that is nothing.
    fn lock(&self, code: KeyCode, down: bool) -> Option<DecodedKey> {
        if down && !cfg!(before = "0.7") { Some(DecodedKey::RawKey(code)) } else { None }
    }
}

/// All together: bytes, keys, characters.
#[derive(Debug)]
pub struct Keyboard<L: KeyboardLayout, S: ScancodeSet> {
    ps2_decoder: Ps2Decoder,
    #[cfg(not(before = "0.7"))]
    scancode_set: S,
    #[cfg(before = "0.7")]
    scancode_set: PhantomData<S>,
    #[cfg(before = "0.7")]
    decode_state: DecodeState,
    event_decoder: EventDecoder<L>,
}

impl<L: KeyboardLayout, S: ScancodeSet> Keyboard<L, S> {
    #[cfg(not(before = "0.7"))]
    pub const fn new(scancode_set: S, layout: L, handle_ctrl: HandleControl) -> Keyboard<L, S> {
        Keyboard { ps2_decoder: Ps2Decoder::new(), scancode_set, event_decoder: EventDecoder::new(layout, handle_ctrl) }
    }
    #[cfg(all(before = "0.7", not(before = "0.6")))]
    pub const fn new(handle_ctrl: HandleControl) -> Keyboard<L, S> { Keyboard::untouched(handle_ctrl) }
    #[cfg(before = "0.6")]
    pub fn new(_layout: L, _set: S, handle_ctrl: HandleControl) -> Keyboard<L, S> { Keyboard::untouched(handle_ctrl) }
    #[cfg(before = "0.7")]
    const fn untouched(handle_ctrl: HandleControl) -> Keyboard<L, S> {
        Keyboard {
            ps2_decoder: Ps2Decoder::new(),
            scancode_set: PhantomData,
            decode_state: DecodeState::Start,
            event_decoder: EventDecoder::new(PhantomData, handle_ctrl),
        }
    }
    #[cfg(not(before = "0.7"))]
    pub const fn get_modifiers(&self) -> &Modifiers { &self.event_decoder.modifiers }
    pub const fn get_ctrl_handling(&self) -> HandleControl { self.event_decoder.handle_ctrl }
    pub fn set_ctrl_handling(&mut self, new_value: HandleControl) { self.event_decoder.set_ctrl_handling(new_value) }
    pub fn clear(&mut self) {
        self.ps2_decoder.clear();
        #[cfg(before = "0.7")]
        {
            self.decode_state = DecodeState::Start;
        }
    }
    pub fn add_word(&mut self, word: u16) -> Result<Option<KeyEvent>, Error> {
        let byte = self.ps2_decoder.add_word(word)?;
        self.add_byte(byte)
    }
    #[cfg(not(before = "0.7"))]
    pub fn add_byte(&mut self, byte: u8) -> Result<Option<KeyEvent>, Error> { self.scancode_set.advance_state(byte) }
    #[cfg(before = "0.7")]
    pub fn add_byte(&mut self, byte: u8) -> Result<Option<KeyEvent>, Error> { S::advance_state(&mut self.decode_state, byte) }
    pub fn add_bit(&mut self, bit: bool) -> Result<Option<KeyEvent>, Error> {
        match self.ps2_decoder.add_bit(bit)? {
            Some(byte) => self.add_byte(byte),
            None => Ok(None),
        }
    }
    pub fn process_keyevent(&mut self, ev: KeyEvent) -> Option<DecodedKey> { self.event_decoder.process_keyevent(ev) }
}

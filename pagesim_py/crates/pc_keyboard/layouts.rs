//! Which key gives which character.

use crate::KeyCode::{self, *};
use crate::{DecodedKey, HandleControl, KeyboardLayout, Modifiers};

/// Keys that are the same in all layouts.
fn common(keycode: KeyCode, modifiers: &Modifiers) -> DecodedKey {
    let number = |digit: char, key: KeyCode| if modifiers.numlock { DecodedKey::Unicode(digit) } else { DecodedKey::RawKey(key) };
    match keycode {
        Escape => DecodedKey::Unicode('\u{1b}'),
        Backspace => DecodedKey::Unicode('\u{8}'),
        Tab => DecodedKey::Unicode('\t'),
        Return | NumpadEnter => DecodedKey::Unicode('\n'),
        Spacebar => DecodedKey::Unicode(' '),
        Delete => DecodedKey::Unicode('\u{7f}'),
        NumpadDivide => DecodedKey::Unicode('/'),
        NumpadMultiply => DecodedKey::Unicode('*'),
        NumpadSubtract => DecodedKey::Unicode('-'),
        NumpadAdd => DecodedKey::Unicode('+'),
        Numpad0 => number('0', Insert),
        Numpad1 => number('1', End),
        Numpad2 => number('2', ArrowDown),
        Numpad3 => number('3', PageDown),
        Numpad4 => number('4', ArrowLeft),
        Numpad5 => DecodedKey::Unicode('5'),
        Numpad6 => number('6', ArrowRight),
        Numpad7 => number('7', Home),
        Numpad8 => number('8', ArrowUp),
        Numpad9 => number('9', PageUp),
        NumpadPeriod => if modifiers.numlock { DecodedKey::Unicode('.') } else { DecodedKey::Unicode('\u{7f}') },
        other => DecodedKey::RawKey(other),
    }
}

/// A letter, by shift, caps lock and control.
fn letter(lower: char, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey {
    if handle_ctrl == HandleControl::MapLettersToUnicode && modifiers.is_ctrl() {
        return DecodedKey::Unicode((lower as u8 & 0x1f) as char);
    }
    DecodedKey::Unicode(if modifiers.is_caps() { lower.to_ascii_uppercase() } else { lower })
}

fn either(plain: char, shifted: char, modifiers: &Modifiers) -> DecodedKey {
    DecodedKey::Unicode(if modifiers.is_shifted() { shifted } else { plain })
}

/// `Key => letter` and `Key => plain shifted` for the keys that a layout has of its own.
macro_rules! layout {
    ($(#[$attr:meta])* $Name:ident { $($Letter:ident $lower:literal)* } { $($Key:ident $plain:literal $shifted:literal)* }) => {
        $(#[$attr])*
        #[derive(Debug, Copy, Clone, PartialEq, Eq)]
        pub struct $Name;

        impl KeyboardLayout for $Name {
            fn map_keycode(&self, keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey {
                match keycode {
                    $($Letter => letter($lower, modifiers, handle_ctrl),)*
                    $($Key => either($plain, $shifted, modifiers),)*
                    other => common(other, modifiers),
                }
            }
        }
    };
}

layout! {
    /// The United States, 101 to 104 keys.
    Us104Key
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' }
    { Oem8 '`' '~' Key1 '1' '!' Key2 '2' '@' Key3 '3' '#' Key4 '4' '$' Key5 '5' '%' Key6 '6' '^' Key7 '7' '&' Key8 '8' '*' Key9 '9' '('
      Key0 '0' ')' OemMinus '-' '_' OemPlus '=' '+' Oem4 '[' '{' Oem6 ']' '}' Oem7 '\\' '|' Oem5 '\\' '|' Oem1 ';' ':' Oem3 '\'' '"'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' }
}

layout! {
    /// The United Kingdom, 102 to 105 keys.
    Uk105Key
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' }
    { Oem8 '`' '¬' Key1 '1' '!' Key2 '2' '"' Key3 '3' '£' Key4 '4' '$' Key5 '5' '%' Key6 '6' '^' Key7 '7' '&' Key8 '8' '*' Key9 '9' '('
      Key0 '0' ')' OemMinus '-' '_' OemPlus '=' '+' Oem4 '[' '{' Oem6 ']' '}' Oem7 '#' '~' Oem5 '\\' '|' Oem1 ';' ':' Oem3 '\'' '@'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' }
}

layout! {
    /// Germany, 102 to 105 keys.
    De105Key
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'z' Z 'y' }
    { Oem8 '^' '°' Key1 '1' '!' Key2 '2' '"' Key3 '3' '§' Key4 '4' '$' Key5 '5' '%' Key6 '6' '&' Key7 '7' '/' Key8 '8' '(' Key9 '9' ')'
      Key0 '0' '=' OemMinus 'ß' '?' OemPlus '´' '`' Oem4 'ü' 'Ü' Oem6 '+' '*' Oem7 '#' '\'' Oem5 '<' '>' Oem1 'ö' 'Ö' Oem3 'ä' 'Ä'
      OemComma ',' ';' OemPeriod '.' ':' Oem2 '-' '_' }
}

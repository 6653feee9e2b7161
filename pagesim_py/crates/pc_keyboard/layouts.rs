//! Which key gives which character.

use crate::keys::*;
#[cfg(not(before = "0.9"))]
use crate::PhysicalKeyboard;
use crate::{DecodedKey, HandleControl, KeyCode, KeyboardLayout, Modifiers};

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
    if handle_ctrl == HandleControl::MapLettersToUnicode && modifiers.is_ctrl() && lower.is_ascii() {
        return DecodedKey::Unicode((lower as u8 & 0x1f) as char);
    }
    DecodedKey::Unicode(if modifiers.is_caps() { lower.to_uppercase().next().unwrap_or(lower) } else { lower })
}

fn either(plain: char, shifted: char, modifiers: &Modifiers) -> DecodedKey {
    DecodedKey::Unicode(if modifiers.is_shifted() { shifted } else { plain })
}

/// The letters of a layout (`Key 'letter'`), its other keys (`Key 'plain' 'shifted'`), and what AltGr gives.
macro_rules! layout {
    ($(#[$attr:meta])* $Name:ident $physical:ident { $($Letter:ident $lower:literal)* }
     { $($Key:ident $plain:literal $shifted:literal)* } { $($Alt:ident $third:literal)* }) => {
        $(#[$attr])*
        #[derive(Debug, Copy, Clone, PartialEq, Eq)]
        pub struct $Name;

        impl $Name {
            fn map(keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey {
                match keycode {
                    $($Alt if modifiers.is_altgr() => DecodedKey::Unicode($third),)*
                    $($Letter => letter($lower, modifiers, handle_ctrl),)*
                    $($Key => either($plain, $shifted, modifiers),)*
                    other => common(other, modifiers),
                }
            }
        }

        impl KeyboardLayout for $Name {
            #[cfg(not(before = "0.7"))]
            fn map_keycode(&self, keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey {
                $Name::map(keycode, modifiers, handle_ctrl)
            }
            #[cfg(before = "0.7")]
            fn map_keycode(keycode: KeyCode, modifiers: &Modifiers, handle_ctrl: HandleControl) -> DecodedKey {
                $Name::map(keycode, modifiers, handle_ctrl)
            }
            #[cfg(not(before = "0.9"))]
            fn get_physical(&self) -> PhysicalKeyboard { PhysicalKeyboard::$physical }
        }
    };
}

layout! {
    /// The United States, 101 to 104 keys.
    Us104Key Ansi
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' }
    { Oem8 '`' '~' Key1 '1' '!' Key2 '2' '@' Key3 '3' '#' Key4 '4' '$' Key5 '5' '%' Key6 '6' '^' Key7 '7' '&' Key8 '8' '*' Key9 '9' '(' Key0 '0' ')'
      OemMinus '-' '_' OemPlus '=' '+' Oem4 '[' '{' Oem6 ']' '}' Oem7 '\\' '|' Oem5 '\\' '|' Oem1 ';' ':' Oem3 '\'' '"'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' }
    { }
}

layout! {
    /// The United Kingdom, 102 to 105 keys.
    Uk105Key Iso
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' }
    { Oem8 '`' '¬' Key1 '1' '!' Key2 '2' '"' Key3 '3' '£' Key4 '4' '$' Key5 '5' '%' Key6 '6' '^' Key7 '7' '&' Key8 '8' '*' Key9 '9' '('
      Key0 '0' ')' OemMinus '-' '_' OemPlus '=' '+' Oem4 '[' '{' Oem6 ']' '}' Oem7 '#' '~' Oem5 '\\' '|' Oem1 ';' ':' Oem3 '\'' '@'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' }
    { Oem8 '¦' Key4 '€' }
}

#[cfg(not(before = "0.7"))]
layout! {
    /// Germany, 102 to 105 keys.
    De105Key Iso
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'z' Z 'y' Oem4 'ü' Oem1 'ö' Oem3 'ä' }
    { Oem8 '^' '°' Key1 '1' '!' Key2 '2' '"' Key3 '3' '§' Key4 '4' '$' Key5 '5' '%' Key6 '6' '&' Key7 '7' '/' Key8 '8' '(' Key9 '9' ')'
      Key0 '0' '=' OemMinus 'ß' '?' OemPlus '´' '`' Oem6 '+' '*' Oem7 '#' '\'' Oem5 '<' '>' OemComma ',' ';' OemPeriod '.' ':' Oem2 '-' '_' }
    { E '€' Q '@' M 'µ' Key2 '²' Key3 '³' Key7 '{' Key8 '[' Key9 ']' Key0 '}' OemMinus '\\' Oem6 '~' Oem5 '|' }
}

#[cfg(all(before = "0.7", not(before = "0.6")))]
layout! {
    /// Germany, by the name that it had in 0.6.
    De104Key Iso
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'z' Z 'y' Oem4 'ü' Oem1 'ö' Oem3 'ä' }
    { Oem8 '^' '°' Key1 '1' '!' Key2 '2' '"' Key3 '3' '§' Key4 '4' '$' Key5 '5' '%' Key6 '6' '&' Key7 '7' '/' Key8 '8' '(' Key9 '9' ')'
      Key0 '0' '=' OemMinus 'ß' '?' OemPlus '´' '`' Oem6 '+' '*' Oem7 '#' '\'' Oem5 '<' '>' OemComma ',' ';' OemPeriod '.' ':' Oem2 '-' '_' }
    { E '€' Q '@' M 'µ' Key2 '²' Key3 '³' Key7 '{' Key8 '[' Key9 ']' Key0 '}' OemMinus '\\' Oem6 '~' Oem5 '|' }
}

layout! {
    /// France, 102 to 105 keys.
    Azerty Iso
    { A 'q' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' N 'n' O 'o' P 'p' Q 'a' R 'r' S 's' T 't' U 'u' V 'v'
      W 'z' X 'x' Y 'y' Z 'w' Oem1 'm' }
    { Oem8 '²' '³' Key1 '&' '1' Key2 'é' '2' Key3 '"' '3' Key4 '\'' '4' Key5 '(' '5' Key6 '-' '6' Key7 'è' '7' Key8 '_' '8' Key9 'ç' '9'
      Key0 'à' '0' OemMinus ')' '°' OemPlus '=' '+' Oem4 '^' '¨' Oem6 '$' '£' Oem7 '*' 'µ' Oem3 'ù' '%' Oem5 '<' '>'
      M ',' '?' OemComma ';' '.' OemPeriod ':' '/' Oem2 '!' '§' }
    { E '€' Key2 '~' Key3 '#' Key4 '{' Key5 '[' Key6 '|' Key7 '`' Key8 '\\' Key9 '^' Key0 '@' OemMinus ']' OemPlus '}' Oem6 '¤' }
}

#[cfg(not(before = "0.7"))]
layout! {
    /// Japan, 106 to 109 keys, Latin letters only.
    Jis109Key Jis
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' }
    { Key1 '1' '!' Key2 '2' '"' Key3 '3' '#' Key4 '4' '$' Key5 '5' '%' Key6 '6' '&' Key7 '7' '\'' Key8 '8' '(' Key9 '9' ')'
      OemMinus '-' '=' OemPlus '^' '~' Oem4 '@' '`' Oem6 '[' '{' Oem7 ']' '}' Oem1 ';' '+' Oem3 ':' '*'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' Key0 '0' '0' Oem12 '\\' '_' Oem13 '¥' '|' }
    { }
}

#[cfg(before = "0.7")]
layout! {
    /// Japan, with the keys that there were before 0.7.
    Jis109Key Jis
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' }
    { Key1 '1' '!' Key2 '2' '"' Key3 '3' '#' Key4 '4' '$' Key5 '5' '%' Key6 '6' '&' Key7 '7' '\'' Key8 '8' '(' Key9 '9' ')'
      OemMinus '-' '=' OemPlus '^' '~' Oem4 '@' '`' Oem6 '[' '{' Oem7 ']' '}' Oem1 ';' '+' Oem3 ':' '*'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' Key0 '0' ' ' Oem5 '\\' '_' Oem8 '`' '~' }
    { }
}

layout! {
    /// Dvorak, 101 to 104 keys.
    Dvorak104Key Ansi
    { A 'a' Oem1 's' D 'e' F 'u' S 'o' G 'i' H 'd' J 'h' K 't' L 'n' R 'p' T 'y' Y 'f' U 'g' I 'c' O 'r' P 'l' X 'q' C 'j' V 'k' B 'x' N 'b' M 'm'
      OemComma 'w' OemPeriod 'v' Oem2 'z' }
    { Oem8 '`' '~' Key1 '1' '!' Key2 '2' '@' Key3 '3' '#' Key4 '4' '$' Key5 '5' '%' Key6 '6' '^' Key7 '7' '&' Key8 '8' '*' Key9 '9' '(' Key0 '0' ')'
      OemMinus '[' '{' OemPlus ']' '}' Q '\'' '"' W ',' '<' E '.' '>' Oem4 '/' '?' Oem6 '=' '+' Oem7 '\\' '|' Oem5 '\\' '|' Oem3 '-' '_' Z ';' ':' }
    { }
}

#[cfg(not(before = "0.6"))]
layout! {
    /// Dvorak for programmers, 101 to 104 keys.
    DVP104Key Ansi
    { A 'a' Oem1 's' D 'e' F 'u' S 'o' G 'i' H 'd' J 'h' K 't' L 'n' R 'p' T 'y' Y 'f' U 'g' I 'c' O 'r' P 'l' X 'q' C 'j' V 'k' B 'x' N 'b' M 'm'
      OemComma 'w' OemPeriod 'v' Oem2 'z' }
    { Oem8 '$' '~' Key1 '&' '%' Key2 '[' '7' Key3 '{' '5' Key4 '}' '3' Key5 '(' '1' Key6 '=' '9' Key7 '*' '0' Key8 ')' '2' Key9 '+' '4' Key0 ']' '6'
      OemMinus '!' '8' OemPlus '#' '`' Q ';' ':' W ',' '<' E '.' '>' Oem4 '/' '?' Oem6 '@' '^' Oem7 '\\' '|' Oem5 '\\' '|' Oem3 '-' '_' Z '\'' '"' }
    { }
}

#[cfg(not(before = "0.6"))]
layout! {
    /// Colemak, 101 to 104 keys.
    Colemak Ansi
    { A 'a' B 'b' C 'c' D 's' E 'f' F 't' G 'd' H 'h' I 'u' J 'n' K 'e' L 'i' M 'm' N 'k' O 'y' Oem1 'o' Q 'q' R 'p' S 'r' T 'g' U 'l' V 'v'
      W 'w' X 'x' Y 'j' Z 'z' }
    { Oem8 '`' '~' Key1 '1' '!' Key2 '2' '@' Key3 '3' '#' Key4 '4' '$' Key5 '5' '%' Key6 '6' '^' Key7 '7' '&' Key8 '8' '*' Key9 '9' '(' Key0 '0' ')'
      OemMinus '-' '_' OemPlus '=' '+' Oem4 '[' '{' Oem6 ']' '}' Oem7 '\\' '|' Oem5 '\\' '|' P ';' ':' Oem3 '\'' '"'
      OemComma ',' '<' OemPeriod '.' '>' Oem2 '/' '?' }
    { }
}

#[cfg(not(before = "0.8"))]
layout! {
    /// Norway, 102 to 105 keys.
    No105Key Iso
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' Oem4 'å' Oem1 'ø' Oem3 'æ' }
    { Oem8 '|' '§' OemPlus '\\' '`' Key1 '1' '!' Key2 '2' '"' Key3 '3' '#' Key4 '4' '¤' Key5 '5' '%' Key6 '6' '&' Key7 '7' '/' Key8 '8' '(' Key9 '9' ')' Key0 '0' '='
      OemMinus '+' '?' Oem6 '¨' '^' Oem7 '\'' '*' Oem5 '<' '>' OemComma ',' ';' OemPeriod '.' ':' Oem2 '-' '_' }
    { E '€' Key2 '@' Key3 '£' Key4 '$' Key7 '{' Key8 '[' Key9 ']' Key0 '}' Oem6 '~' M 'µ' OemPlus '´' }
}

#[cfg(not(before = "0.8"))]
layout! {
    /// Finland and Sweden, 102 to 105 keys.
    FiSe105Key Iso
    { A 'a' B 'b' C 'c' D 'd' E 'e' F 'f' G 'g' H 'h' I 'i' J 'j' K 'k' L 'l' M 'm' N 'n' O 'o' P 'p' Q 'q' R 'r' S 's' T 't' U 'u' V 'v'
      W 'w' X 'x' Y 'y' Z 'z' Oem4 'å' Oem1 'ö' Oem3 'ä' }
    { Oem8 '§' '½' OemPlus '´' '`' Key1 '1' '!' Key2 '2' '"' Key3 '3' '#' Key4 '4' '¤' Key5 '5' '%' Key6 '6' '&' Key7 '7' '/' Key8 '8' '(' Key9 '9' ')' Key0 '0' '='
      OemMinus '+' '?' Oem6 '¨' '^' Oem7 '\'' '*' Oem5 '<' '>' OemComma ',' ';' OemPeriod '.' ':' Oem2 '-' '_' }
    { E '€' Key2 '@' Key3 '£' Key4 '$' Key7 '{' Key8 '[' Key9 ']' Key0 '}' Oem6 '~' M 'µ' OemMinus '\\' Oem5 '|' }
}

//! The keys by the names that 0.7 gave them, whatever they are called in the version that is meant.

#[cfg(not(before = "0.7"))]
pub use crate::KeyCode::*;

#[cfg(before = "0.7")]
pub use old::*;

#[cfg(before = "0.7")]
mod old {
    use crate::KeyCode;

    macro_rules! keys {
        ($($name:ident)*; $($new:ident = $was:ident)*) => {
            $(pub const $name: KeyCode = KeyCode::$name;)*
            $(pub const $new: KeyCode = KeyCode::$was;)*
        };
    }

    keys! {
        A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
        F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12
        Key1 Key2 Key3 Key4 Key5 Key6 Key7 Key8 Key9 Key0
        Numpad0 Numpad1 Numpad2 Numpad3 Numpad4 Numpad5 Numpad6 Numpad7 Numpad8 Numpad9
        Escape PrintScreen ScrollLock PauseBreak Backspace Insert Home PageUp NumpadLock NumpadEnter NumpadPeriod
        Tab Delete End PageDown CapsLock ArrowUp ArrowLeft ArrowDown ArrowRight Spacebar
        PrevTrack NextTrack Mute Calculator Play Stop VolumeDown VolumeUp WWWHome PowerOnTestOk;
        Oem8 = BackTick OemMinus = Minus OemPlus = Equals
        NumpadDivide = NumpadSlash NumpadMultiply = NumpadStar NumpadSubtract = NumpadMinus NumpadAdd = NumpadPlus
        Oem4 = BracketSquareLeft Oem6 = BracketSquareRight Oem7 = BackSlash
        Oem1 = SemiColon Oem3 = Quote Return = Enter OemComma = Comma OemPeriod = Fullstop Oem2 = Slash
        LShift = ShiftLeft RShift = ShiftRight LControl = ControlLeft RControl = ControlRight
        LAlt = AltLeft RAltGr = AltRight LWin = WindowsLeft RWin = WindowsRight Apps = Menus
    }
    #[cfg(before = "0.6")]
    keys! { ; Oem5 = HashTilde }
    #[cfg(not(before = "0.6"))]
    keys! { TooManyKeys; Oem5 = Oem102 SysRq = SysReq RControl2 = Break RAlt2 = PrintScreen2 }
}

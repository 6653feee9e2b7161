//! One handler for many vectors: `set_general_handler!`.

use super::{InterruptDescriptorTable, InterruptStackFrame, PageFaultErrorCode};
use core::ops::RangeBounds;

/// What the macro makes of the student's function: a type, so that each vector gets a handler of its own that calls it.
#[doc(hidden)]
pub trait General {
    fn call(frame: InterruptStackFrame, index: u8, error_code: Option<u64>);
}

extern "x86-interrupt" fn plain<G: General, const INDEX: u8>(frame: InterruptStackFrame) { G::call(frame, INDEX, None) }

extern "x86-interrupt" fn with_code<G: General, const INDEX: u8>(frame: InterruptStackFrame, error_code: u64) {
    G::call(frame, INDEX, Some(error_code))
}

extern "x86-interrupt" fn page_fault<G: General>(frame: InterruptStackFrame, error_code: PageFaultErrorCode) {
    G::call(frame, 14, Some(error_code.bits()))
}

extern "x86-interrupt" fn double_fault<G: General>(frame: InterruptStackFrame, error_code: u64) -> ! {
    G::call(frame, 8, Some(error_code));
    panic!("General handler returned on double fault")
}

extern "x86-interrupt" fn machine_check<G: General>(frame: InterruptStackFrame) -> ! {
    G::call(frame, 18, None);
    panic!("General handler returned on machine check exception")
}

/// Sets the gates of a range of vectors; those of reserved exceptions stay as they are.
#[doc(hidden)]
pub fn set_general_handler<G: General>(idt: &mut InterruptDescriptorTable, range: impl RangeBounds<u8>) {
    macro_rules! gates {
        ($($handler:ident: $($gate:ident = $index:literal)*;)*) => {
            $($(if range.contains(&$index) { idt.$gate.set_handler_fn($handler::<G, $index>); })*)*
        };
    }
    macro_rules! interrupts {
        ($($index:literal)*) => {
            $(if range.contains(&$index) { idt.interrupts[$index - 32].set_handler_fn(plain::<G, $index>); })*
        };
    }
    gates! {
        plain: divide_error = 0 debug = 1 non_maskable_interrupt = 2 breakpoint = 3 overflow = 4 bound_range_exceeded = 5
            invalid_opcode = 6 device_not_available = 7 coprocessor_segment_overrun = 9 x87_floating_point = 16
            simd_floating_point = 19 virtualization = 20;
        with_code: invalid_tss = 10 segment_not_present = 11 stack_segment_fault = 12 general_protection_fault = 13
            alignment_check = 17 security_exception = 30;
    }
    #[cfg(not(dialect = "0.14.2"))]
    gates! {
        plain: hv_injection_exception = 28;
        with_code: cp_protection_exception = 21 vmm_communication_exception = 29;
    }
    if range.contains(&8) {
        idt.double_fault.set_handler_fn(double_fault::<G>);
    }
    if range.contains(&14) {
        idt.page_fault.set_handler_fn(page_fault::<G>);
    }
    if range.contains(&18) {
        idt.machine_check.set_handler_fn(machine_check::<G>);
    }
    interrupts! {
        32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68
        69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101 102 103
        104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122 123 124 125 126 127 128 129 130
        131 132 133 134 135 136 137 138 139 140 141 142 143 144 145 146 147 148 149 150 151 152 153 154 155 156 157
        158 159 160 161 162 163 164 165 166 167 168 169 170 171 172 173 174 175 176 177 178 179 180 181 182 183 184
        185 186 187 188 189 190 191 192 193 194 195 196 197 198 199 200 201 202 203 204 205 206 207 208 209 210 211
        212 213 214 215 216 217 218 219 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238
        239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255
    }
}

/// `set_general_handler!(&mut idt, function)`, and for one vector or a range of them: `set_general_handler!(&mut idt, function, 32..=47)`.
#[macro_export]
macro_rules! set_general_handler {
    ($idt:expr, $handler:ident) => {
        $crate::set_general_handler!($idt, $handler, 0..=255)
    };
    ($idt:expr, $handler:ident, $index:literal) => {
        $crate::set_general_handler!($idt, $handler, $index..=$index)
    };
    ($idt:expr, $handler:ident, $range:expr) => {{
        struct Handler;
        impl $crate::structures::idt::General for Handler {
            fn call(frame: $crate::structures::idt::InterruptStackFrame, index: u8, error_code: Option<u64>) {
                $handler(frame, index, error_code)
            }
        }
        $crate::structures::idt::set_general_handler::<Handler>($idt, $range)
    }};
}

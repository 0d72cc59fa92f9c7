//! The words of generated code: core values in, core values out. Each function is one operation of a plan; sizes and
//! offsets come from there. Nothing here is for people.
//!
//! Addresses are `i32`, as in a core module with a 32-bit memory. Generated code is entered on such targets alone; on others
//! it compiles, and its imports cannot be called.
//!
//! # Safety
//! All `unsafe` functions have one contract: addresses, lengths and sizes are those of a plan, for values that the host laid
//! out as the canonical ABI says, and each address is taken over once.

mod areas;
mod checks;
mod handles;
mod lists;
mod memory;

use super::trap::trap;

pub use self::areas::*;
pub use self::checks::*;
pub use self::handles::*;
pub use self::lists::*;
pub use self::memory::*;
pub use super::area::{CallArea, ReturnArea};
pub use super::handle::{Borrows, ByHandle, Handle, RepGuard, ResourceType};
pub use super::temps::Temps;
pub use crate::{
    __outwit_debug_enum as debug_enum, __outwit_debug_variant as debug_variant, __outwit_error as error,
    __outwit_imports as imports, __outwit_link as link, __outwit_raw_handles as raw_handles,
    __outwit_resource as resource,
};
pub use core::fmt::{Formatter, Result as FmtResult};
pub use prelude::*;

/// What the modules of interfaces and of procedures see without a path: derives, which no name of WIT hides, and cases, which no
/// name hides among procedures.
pub mod prelude {
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use core::fmt::Debug;
    pub use core::hash::Hash;
    pub use core::marker::Copy;
    pub use core::option::Option::{None, Some};
    pub use core::result::Result::{Err, Ok};
}

/// The type of `cabi_realloc`, if the runtime brings one.
pub type Realloc = Option<unsafe extern "C" fn(*mut u8, usize, usize, usize) -> *mut u8>;

/// What a guest refers to, so that its linker takes our `cabi_realloc` before it sees another one.
#[cfg(all(feature = "realloc", target_arch = "wasm32"))]
pub const REALLOC: Realloc = Some(super::realloc::cabi_realloc);

/// What a guest refers to; here it has to bring its own `cabi_realloc`.
#[cfg(not(all(feature = "realloc", target_arch = "wasm32")))]
pub const REALLOC: Realloc = None;

/// The Unicode scalar value of a number; traps if there is none. CanonicalABI.md, `convert_i32_to_char`.
#[inline]
pub fn lift_char(code: i32) -> char {
    match char::from_u32(code as u32) {
        Some(char) => char,
        None => trap("a number is no Unicode scalar value"),
    }
}

/// The enum whose case has this number; traps if there is none.
///
/// # Safety
/// `E` is an enum without payloads, `repr(u8)`, `repr(u16)` or `repr(u32)`, whose cases are numbered from 0 to `cases - 1`.
#[inline]
pub unsafe fn lift_enum<E>(number: i32, cases: u32) -> E {
    if number as u32 >= cases {
        invalid_case();
    }
    // SAFETY: the number is that of a case, and it is read with the size of the enum.
    unsafe {
        match size_of::<E>() {
            1 => core::mem::transmute_copy(&(number as u8)),
            2 => core::mem::transmute_copy(&(number as u16)),
            _ => core::mem::transmute_copy(&(number as u32)),
        }
    }
}

/// A number that is no case of a variant or enum. CanonicalABI.md, "Loading", `load_variant`.
#[cold]
pub fn invalid_case() -> ! {
    trap("a number is no case of its type")
}

/// Shows a case of a variant with its payload, if it has one.
pub fn debug_case(f: &mut Formatter<'_>, case: &str, payload: &[&dyn Debug]) -> FmtResult {
    let mut shown = f.debug_tuple(case);
    payload.iter().for_each(|payload| {
        shown.field(payload);
    });
    shown.finish()
}

/// What a core import does on targets other than WebAssembly.
#[cold]
pub fn no_import() -> ! {
    trap("imports of a component can only be called in WebAssembly")
}

#[cfg(test)]
mod tests {
    use super::super::Vec;
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(u8)]
    enum Small {
        A,
        B,
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(u16)]
    enum Wide {
        A,
        B = 256,
    }

    #[test]
    fn enums_have_their_own_width() {
        // SAFETY: the enums are numbered and sized so, or only these numbers are used.
        unsafe {
            assert_eq!(lift_enum::<Small>(0, 2), Small::A);
            assert_eq!(lift_enum::<Small>(1, 2), Small::B);
            assert_eq!(lift_enum::<Wide>(0, 257), Wide::A);
            assert_eq!(lift_enum::<Wide>(256, 257), Wide::B);
        }
    }

    #[test]
    #[should_panic(expected = "no case")]
    fn a_number_without_a_case_traps() {
        // SAFETY: the number is refused.
        unsafe { lift_enum::<Small>(-1, 2) };
    }

    #[test]
    fn scalar_values_are_characters() {
        assert_eq!(lift_char(0x1f600), '\u{1f600}');
        for code in [0xd800, 0xdfff, 0x11_0000, -1] {
            assert!(std::panic::catch_unwind(|| lift_char(code)).is_err(), "{code:x}");
        }
    }

    #[test]
    fn sizes_are_rounded_and_summed() {
        assert_eq!(list_size(3, 3), 16);
        assert_eq!(sum_sizes([1, 2, 3].into_iter(), |size| size * 8), 48);
        assert_eq!(add_sizes(i32::MAX, 1), i32::MIN);
        assert!(std::panic::catch_unwind(|| add_sizes(-8, 8)).is_err());
    }

    #[test]
    fn elements_are_stored_one_behind_the_other() {
        let mut seen = Vec::new();
        store_each("abc".chars(), 0x7fff_fffc, 4, |char, at| seen.push((char, at as u32)));
        assert_eq!(seen, [('a', 0x7fff_fffc), ('b', 0x8000_0000), ('c', 0x8000_0004)]);
    }
}

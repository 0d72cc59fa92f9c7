//! WIT flags without the crate `bitflags`: a macro that understands what generated code writes, with the most used methods
//! of the real one.

/// Defines a set of flags.
#[doc(hidden)]
#[macro_export]
macro_rules! __bitflags {
    (
        $(#[$attr:meta])*
        $vis:vis struct $name:ident: $bits:ty {
            $($(#[$flag_attr:meta])* const $flag:ident = $value:expr;)*
        }
    ) => {
        $(#[$attr])*
        $vis struct $name($bits);

        impl $name {
            $(
                $(#[$flag_attr])*
                $vis const $flag: Self = Self($value);
            )*

            /// No flag.
            $vis const fn empty() -> Self {
                Self(0)
            }

            /// Every flag.
            $vis const fn all() -> Self {
                Self(0 $(| $value)*)
            }

            /// The bits of the set.
            $vis const fn bits(&self) -> $bits {
                self.0
            }

            /// The set of these bits; bits without a flag are dropped.
            $vis const fn from_bits_truncate(bits: $bits) -> Self {
                Self(bits & Self::all().0)
            }

            /// Whether there is no flag.
            $vis const fn is_empty(&self) -> bool {
                self.0 == 0
            }

            /// Whether all flags of `other` are set.
            $vis const fn contains(&self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Adds the flags of `other`.
            $vis fn insert(&mut self, other: Self) {
                self.0 |= other.0;
            }

            /// Drops the flags of `other`.
            $vis fn remove(&mut self, other: Self) {
                self.0 &= !other.0;
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl ::core::ops::BitAnd for $name {
            type Output = Self;

            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl ::core::ops::BitXor for $name {
            type Output = Self;

            fn bitxor(self, other: Self) -> Self {
                Self(self.0 ^ other.0)
            }
        }

        impl ::core::ops::Sub for $name {
            type Output = Self;

            fn sub(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }
        }
    };
}

pub use crate::__bitflags as bitflags;

#[cfg(test)]
mod tests {
    super::bitflags! {
        /// Some.
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[repr(transparent)]
        pub(crate) struct Perms: u8 {
            /// Read.
            const READ = 1 << 0;
            const WRITE = 1 << 1;
        }
    }

    #[test]
    fn sets_behave_as_sets() {
        let mut set = Perms::READ | Perms::WRITE;
        assert_eq!(set, Perms::all());
        set.remove(Perms::READ);
        assert!(set.contains(Perms::WRITE) && !set.contains(Perms::READ));
        assert_eq!(Perms::from_bits_truncate(0xff), Perms::all());
        assert_eq!(Perms::all() - Perms::all(), Perms::empty());
        set.insert(Perms::READ);
        assert_eq!((set & Perms::READ).bits(), 1);
        assert_eq!(set ^ Perms::WRITE, Perms::READ);
        assert!(Perms::empty().is_empty());
    }
}

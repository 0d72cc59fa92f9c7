//! Items of generated code that are the same for all WIT but for names, as macros.

/// `mod NAME = "module"; fn name(params) -> result = "field"; …`: the core imports from one module in a Rust module, with
/// stand-ins for targets other than WebAssembly.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_imports {
    (mod $module:ident = $from:literal; $(fn $name:ident($($param:ty),*) $(-> $result:ty)? = $field:literal;)*) => {
        #[cfg(target_arch = "wasm32")]
        mod $module {
            #[link(wasm_import_module = $from)]
            unsafe extern "C" {
                $(
                    #[link_name = $field]
                    pub(super) fn $name($(_: $param),*) $(-> $result)?;
                )*
            }
        }
        #[cfg(not(target_arch = "wasm32"))]
        mod $module {
            $(
                pub(super) unsafe fn $name($(_: $param),*) $(-> $result)? {
                    $crate::rt::abi::no_import()
                }
            )*
        }
    };
}

/// Access to the index of a handle, for code that is written by hand: functions in an `impl` of the type of handles.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_raw_handles {
    () => {
        /// # Safety
        /// The handle is the caller's to give, and one of this resource.
        #[doc(hidden)]
        pub unsafe fn from_handle(handle: u32) -> Self {
            // SAFETY: as the caller says.
            unsafe { $crate::rt::abi::lift_own(handle as i32) }
        }
        #[doc(hidden)]
        pub fn take_handle(&self) -> u32 {
            self.handle.give()
        }
        #[doc(hidden)]
        pub fn handle(&self) -> u32 {
            self.handle.index()
        }
    };
}

/// `Type = "name", drop`: the resource of a type of handles, with its name in WIT and the core import that drops a handle.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_resource {
    ($ty:ident = $name:literal, $drop:path) => {
        // SAFETY: the type is a handle and nothing else, and the import is that of its resource.
        unsafe impl $crate::rt::abi::ResourceType for $ty {
            const NAME: &'static str = $name;

            unsafe fn drop_handle(index: u32) {
                // SAFETY: as the caller says.
                unsafe { $drop(index as i32) }
            }
        }
    };
}

/// What makes a type an error that is shown as `Debug` shows it. Attributes before the type are for `Error`.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_error {
    ($(#[$attribute:meta])* $ty:ident $(<$lifetime:lifetime>)?) => {
        impl $(<$lifetime>)? ::core::fmt::Display for $ty $(<$lifetime>)? {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, f)
            }
        }
        $(#[$attribute])*
        impl $(<$lifetime>)? ::core::error::Error for $ty $(<$lifetime>)? {}
    };
}

/// Makes whoever links the code that stands here link the module with the section too, and first of all our `cabi_realloc`.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_link {
    ($section:path) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            #[used]
            static LINK: fn() = $section;
            #[used]
            static REALLOC: $crate::rt::abi::Realloc = $crate::rt::abi::REALLOC;
        };
    };
}

/// `Debug` of an enum: the name of the type and that of the case.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_debug_enum {
    ($ty:ident { $($case:ident),* }) => {
        impl ::core::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(match self {
                    $(Self::$case => ::core::concat!(::core::stringify!($ty), "::", ::core::stringify!($case)),)*
                })
            }
        }
    };
}

/// `Debug` of a variant: as that of an enum, with what the case holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __outwit_debug_variant {
    ($ty:ident $(<$lifetime:lifetime>)? { $($case:ident $(($payload:ident))?),* }) => {
        impl $(<$lifetime>)? ::core::fmt::Debug for $ty $(<$lifetime>)? {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$case $(($payload))? => $crate::rt::abi::debug_case(
                        f,
                        ::core::concat!(::core::stringify!($ty), "::", ::core::stringify!($case)),
                        &[$($payload as &dyn ::core::fmt::Debug)?],
                    ),)*
                }
            }
        }
    };
}

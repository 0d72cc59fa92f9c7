//! How a type is spelled where it is used: owned, or lent to the callee of an import, as deep as the option `ownership` says.
//!
//! Each level of a type has a [`Mode`]: that of a part follows from the mode of the whole and from what the part holds. What
//! holds an owned handle is always given, for the callee takes the handle; what holds a borrowed one always has a lifetime.

use outwit_resolve::graph::{Primitive, TypeId, TypeKind};

use crate::Ownership;
use crate::model::Model;

/// How a value is wanted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Loan {
    /// Owned, but for borrowed handles.
    #[default]
    Owned,
    /// Lent, while what it consists of is owned: `&Record`, `&[String]`. Options, results and tuples pass it on to their
    /// parts: `Option<&str>`.
    Top,
    /// Lent all the way down.
    Deep,
}

/// How one level of a type is spelled.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Mode {
    /// It has a lifetime.
    pub(crate) lends: bool,
    /// Lists and strings are slices, maps are references.
    pub(crate) slices: bool,
    /// How its parts are wanted.
    pub(crate) loan: Loan,
}

impl Mode {
    /// Owned, without a lifetime.
    pub(crate) const OWNED: Mode = Mode { lends: false, slices: false, loan: Loan::Owned };
}

impl Model<'_> {
    /// The mode of a type that is wanted as `loan` says.
    pub(crate) fn mode(&self, ty: TypeId, loan: Loan) -> Mode {
        let usage = self.bindings.usage[ty];
        let lent = loan != Loan::Owned && usage.owns_memory && !usage.has_own;
        if lent && !usage.has_borrow && self.options.ownership != Ownership::Owning {
            // There is no lent version of a type that is given elsewhere, unless it has two.
            if self.is_given(ty) && !self.has_two_versions(ty) {
                return Mode { lends: true, slices: true, loan: Loan::Top };
            }
        }
        let lends = usage.has_borrow || lent;
        let slices = lends && loan != Loan::Owned;
        Mode { lends, slices, loan: if usage.has_own { Loan::Owned } else { loan } }
    }

    /// The mode of a parameter of an import.
    pub(crate) fn param_mode(&self, ty: TypeId) -> Mode {
        let loan = if self.options.ownership == Ownership::Owning { Loan::Top } else { Loan::Deep };
        self.mode(ty, loan)
    }

    /// The mode of a part of a value, whose own is `whole`: of a field, a payload, an element.
    pub(crate) fn part_mode(&self, whole: Mode, part: TypeId) -> Mode {
        match whole {
            Mode { lends: false, .. } => Mode::OWNED,
            Mode { loan: Loan::Deep, .. } => self.mode(part, Loan::Deep),
            _ => self.mode(part, Loan::Owned),
        }
    }

    /// The mode of a part of an option, result or tuple.
    pub(crate) fn passed_mode(&self, whole: Mode, part: TypeId) -> Mode {
        if whole.loan == Loan::Top { whole } else { self.part_mode(whole, part) }
    }

    /// The mode that the parts of a value depend on, seen through the names of its type: behind a reference to a type with
    /// a name everything is owned.
    pub(crate) fn inner_mode(&self, mut ty: TypeId, mut mode: Mode) -> Mode {
        loop {
            if self.resolve[ty].name.is_some() && mode.loan == Loan::Top {
                mode = self.mode(ty, Loan::Owned);
            }
            let TypeKind::Alias(to) = self.resolve[ty].kind else { return mode };
            mode = if mode.lends { self.mode(to, mode.loan) } else { Mode::OWNED };
            ty = to;
        }
    }

    /// Whether a value of a type is spelled as a reference or slice, in a parameter of an import.
    pub(crate) fn is_reference(&self, ty: TypeId, mode: Mode) -> bool {
        if let TypeKind::Borrow(_) = self.resolve[ty].kind {
            return true;
        }
        let is_slice = matches!(
            self.resolve.kind(ty),
            TypeKind::Primitive(Primitive::String) | TypeKind::List(_) | TypeKind::Map(..)
        );
        let is_named = self.resolve[ty].name.is_some();
        mode.lends && (is_slice && mode.slices || is_named && mode.loan == Loan::Top)
    }

    /// Whether a type with a name is spelled in two versions, `TParam<'_>` and `TResult`.
    pub(crate) fn has_two_versions(&self, ty: TypeId) -> bool {
        let usage = self.bindings.usage[ty];
        self.options.ownership == Ownership::Borrowing { duplicate_if_necessary: true }
            && self.is_given(ty)
            && !self.is_elsewhere(ty)
            && usage.import_param
            && usage.owns_memory
            && !usage.has_own
    }

    /// The modes of the versions in which a type with a name is defined.
    pub(crate) fn versions(&self, ty: TypeId) -> Vec<Mode> {
        let (owned, lent) = (self.mode(ty, Loan::Owned), self.mode(ty, Loan::Deep));
        if self.has_two_versions(ty) {
            vec![owned, lent]
        } else if self.is_lent_only(ty) {
            vec![lent]
        } else {
            vec![owned]
        }
    }

    /// Whether a type has a lent version and nothing else.
    fn is_lent_only(&self, ty: TypeId) -> bool {
        let usage = self.bindings.usage[ty];
        let is_lent = usage.import_param && usage.owns_memory && !usage.has_own;
        self.options.ownership != Ownership::Owning && is_lent && !self.is_given(ty)
    }

    /// Whether something owns values of this type, which has a name.
    fn is_given(&self, ty: TypeId) -> bool {
        // What is defined elsewhere is there in one version, the owned one.
        self.resolve[ty].name.is_some() && (self.bindings.usage[ty].is_given() || self.is_elsewhere(ty))
    }
}

//! Names for the parameters of core functions.

use outwit_resolve::abi::CallAbi;
use outwit_resolve::abi::core_module::PayloadBuiltin;
use outwit_resolve::abi::signature::Signature;
use outwit_resolve::graph::{FunctionId, Primitive, TypeId, TypeKind};

use super::super::tables::Abi;
use crate::names::{self, Reserved, Scope};

/// The names of the parameters of one function.
pub(super) struct Params {
    scope: Scope,
    names: Vec<String>,
}

impl Params {
    pub(super) fn new() -> Params {
        Params { scope: Scope::new(), names: Vec::new() }
    }

    pub(super) fn named(&mut self, names: &[&str]) {
        names.iter().for_each(|name| self.claim((*name).to_owned()));
    }

    /// Those of a function of the world.
    pub(super) fn function(
        &mut self,
        abi: &Abi<'_>,
        function: FunctionId,
        convention: CallAbi,
        signature: &Signature,
    ) {
        if signature.spilled_params {
            self.named(&["params"]);
        } else {
            for param in &abi.resolve[function].params {
                self.value(abi, &abi.resolve[param.name], param.ty);
            }
        }
        if signature.return_pointer && convention.is_lower() {
            self.named(&["result"]);
        }
    }

    /// The result of a function.
    pub(super) fn result(&mut self, abi: &Abi<'_>, function: FunctionId) {
        if let Some(ty) = abi.resolve[function].result {
            self.value(abi, "result", ty);
        }
    }

    pub(super) fn payload(&mut self, builtin: PayloadBuiltin) {
        self.named(match builtin {
            PayloadBuiltin::New => &[],
            PayloadBuiltin::Read | PayloadBuiltin::Write => &["end", "address", "length"],
            PayloadBuiltin::Forward => &["from", "to"],
            _ => &["end"],
        });
    }

    /// What a value of a type is passed in: the parts of a record or tuple under their own names, an address and a length,
    /// or as many as there are. Records nest as deeply as validators allow.
    fn value(&mut self, abi: &Abi<'_>, name: &str, ty: TypeId) {
        let count = abi.flats.of(ty).map_or(1, <[_]>::len);
        match abi.resolve.kind(ty) {
            _ if count == 1 => self.claim(names::camel(name)),
            TypeKind::Record(fields) => {
                fields.iter().for_each(|field| self.part(abi, name, &abi.resolve[field.name], field.ty));
            }
            TypeKind::Tuple(types) => {
                types.iter().enumerate().for_each(|(at, ty)| self.part(abi, name, &at.to_string(), *ty));
            }
            TypeKind::Primitive(Primitive::String) | TypeKind::List(_) | TypeKind::Map(..) => {
                self.claim(names::camel(&format!("{name}-address")));
                self.claim(names::camel(&format!("{name}-length")));
            }
            _ => (0..count).for_each(|at| self.claim(names::camel(&format!("{name}-{at}")))),
        }
    }

    fn part(&mut self, abi: &Abi<'_>, whole: &str, part: &str, ty: TypeId) {
        self.value(abi, &format!("{whole}-{part}"), ty);
    }

    fn claim(&mut self, name: String) {
        let name = self.scope.claim(name, Reserved::Binding);
        self.names.push(name);
    }

    /// One name for each of `count` parameters: surplus ones are left out, such as the length for a future, and missing ones, which
    /// built-ins have, are numbered.
    pub(super) fn finish(mut self, count: usize) -> Vec<String> {
        self.names.truncate(count);
        while self.names.len() < count {
            self.claim(format!("p{}", self.names.len()));
        }
        self.names
    }
}

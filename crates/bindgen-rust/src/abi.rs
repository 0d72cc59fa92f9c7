//! The procedures of the plans as private functions of one hidden module, each printed once for each Rust type it works on.

use std::cell::RefCell;

use outwit_bindgen_core::Place;
use outwit_resolve::abi::Direction;
use outwit_resolve::abi::layout::Layouts;
use outwit_resolve::abi::plan::{Form, Proc, ProcId, Procs};
use outwit_resolve::graph::{OrderMap, TypeId, TypeKind};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::glue::procedures;
use crate::loan::{Loan, Mode};
use crate::model::{Context, Here, Model, ModuleModel, Settled, Stands};
use crate::module::{Module, Piece};
use crate::moved::{Moved, append};
use crate::names::{Scope, Style, snake};
use crate::op::{Calls, Printer, Seen, Typing};
use crate::options::Keywords;
use crate::ty::Lifetime;

/// The procedures that have been called so far.
pub(crate) struct Requests {
    names: OrderMap<Request, Ident>,
    /// In the order in which they were requested.
    order: Vec<Request>,
    scope: Scope,
    /// Whether one has been called from the module of an interface, since that was last asked.
    is_called: bool,
}

/// A procedure for one Rust type: an interface that is imported and exported has each of its types twice.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Request {
    proc: ProcId,
    context: Context,
    /// What the parts of the value depend on: parameters of imports are lent.
    inner: Mode,
}

/// What calls of procedures need.
#[derive(Clone, Copy)]
pub(crate) struct Abi<'a, 'r> {
    pub(crate) model: &'a Model<'r>,
    pub(crate) procs: &'a Procs,
    pub(crate) layouts: &'a Layouts,
    pub(crate) requests: &'a RefCell<Requests>,
}

impl Abi<'_, '_> {
    /// The path of the function for a procedure, called from `here`. `value` is what it stores, measures or makes; nothing
    /// for one that frees, which is the same for all Rust types. `inner` is what the parts of the value depend on.
    pub(crate) fn function(
        &self,
        proc: ProcId,
        value: Option<Settled>,
        inner: Mode,
        here: Here,
    ) -> TokenStream {
        let context = value.map_or(Here::root(Direction::Import).context, |value| value.context);
        let request = Request { proc, context, inner };
        let name = self.requests.borrow_mut().name(request, || self.describe(request));
        match here.stands {
            Stands::Abi => quote!(#name),
            Stands::In(_) => {
                self.requests.borrow_mut().is_called = true;
                let procedures = procedures();
                quote!(#procedures::#name)
            }
            Stands::Root => {
                let (root, module) = (here.to_root(), self.module());
                quote!(#root::#module::#name)
            }
        }
    }

    /// What gives the hidden module its short name in the module of an interface, if code there has called a procedure since
    /// this was last asked.
    pub(crate) fn import(&self, here: Here) -> Option<TokenStream> {
        let is_called = std::mem::take(&mut self.requests.borrow_mut().is_called);
        is_called.then(|| {
            let (root, module, procedures) = (here.to_root(), self.module(), procedures());
            quote!(use #root::#module as #procedures;)
        })
    }

    /// Whether a procedure takes what keeps borrowed handles: it makes a value that holds some.
    pub(crate) fn takes_borrows(&self, proc: ProcId) -> bool {
        let key = self.procs[proc].key;
        let makes = matches!(key.form, Form::Load | Form::LoadCopy | Form::Lift | Form::LiftCopy);
        makes && self.model.bindings.usage[key.ty].has_borrow
    }

    /// All procedures that have been requested, and those that they request.
    pub(crate) fn module_of_functions(&self) -> Option<Module> {
        let mut uses = self.interfaces();
        append(&mut uses, self.model.glue.import_all());
        let mut pieces = vec![Piece::Items(uses)];
        while let Some((request, name)) = self.requested(pieces.len() - 1) {
            pieces.push(Piece::Items(self.print(request, &name)));
        }
        if pieces.len() == 1 {
            return None;
        }
        let module = self.module();
        let head = quote! {
            #[doc(hidden)]
            #[allow(unreachable_pub, unsafe_code, unsafe_op_in_unsafe_fn, unused_imports)]
            #[allow(clippy::all, clippy::pedantic, rustdoc::all)]
            mod #module
        };
        Some(Module { head, pieces })
    }

    /// The modules with types, under their short names, in the order of their paths.
    fn interfaces(&self) -> TokenStream {
        let model = self.model;
        let modules = model.bindings.modules().map(|(id, _)| id);
        let modules = modules.filter(|id| {
            model.elsewhere.module(*id).is_none() && !model.types(Place::Module(*id)).is_empty()
        });
        let mut modules: Vec<&ModuleModel> = modules.map(|id| &model.modules[id.index()]).collect();
        modules.sort_by_cached_key(|module| module.path.iter().map(ToString::to_string).collect::<Vec<_>>());
        let mut uses = TokenStream::new();
        for ModuleModel { path, alias, .. } in modules {
            append(&mut uses, quote!(use super::#(#path)::* as #alias;));
        }
        uses
    }

    fn requested(&self, index: usize) -> Option<(Request, Ident)> {
        let requests = self.requests.borrow();
        let request = *requests.order.get(index)?;
        Some((request, requests.names.get(&request)?.clone()))
    }

    /// The hidden module; one for each world, so that the bindings of two worlds fit into one module.
    fn module(&self) -> Ident {
        let world = &self.model.resolve[self.model.bindings.world];
        format_ident!("__abi_{}", snake(&self.model.resolve[world.name]))
    }

    fn print(&self, request: Request, name: &Ident) -> TokenStream {
        let proc = &self.procs[request.proc];
        let here = Here::procedure(request.context);
        let (seen, value) = match proc.key.form {
            Form::StoreGive | Form::LowerGive => (Seen::Given, self.model.owned(proc.key.ty, here)),
            _ => {
                let model = self.model;
                let ty = model.spell(proc.key.ty, request.inner, Lifetime::Elided, here);
                let ty = Moved::new(ty);
                (Seen::Lent { inner: request.inner, references: 1 }, quote!(&#ty))
            }
        };
        let result = Moved::new(self.result(proc, here));
        let typing = Typing::of_proc(self.model, proc, request.context);
        let mut printer = Printer::new(*self, here, &proc.vals, typing, Calls::default());
        let params = proc.params.iter().map(|val| Moved::new(printer.proc_param(*val, seen, &value)));
        let mut params = params.collect::<Vec<_>>();
        let body = printer.body(&proc.body);
        let generics = self.takes_borrows(request.proc).then(|| {
            params.push(Moved::new(printer.borrows_param()));
            quote!(<'a>)
        });
        quote! {
            pub unsafe fn #name #generics (#(#params),*) #result #body
        }
    }

    fn result(&self, proc: &Proc, here: Here) -> TokenStream {
        match proc.key.form {
            Form::Load | Form::LoadCopy | Form::Lift | Form::LiftCopy => {
                let ty = proc.key.ty;
                let ty =
                    Moved::new(self.model.spell(ty, self.model.mode(ty, Loan::Owned), Lifetime::A, here));
                quote!(-> #ty)
            }
            _ => Printer::core_results(&proc.body.yields, &proc.vals),
        }
    }

    /// The WIT name for a function: what it does, and of which type.
    fn describe(&self, request: Request) -> String {
        let key = self.procs[request.proc].key;
        let form = match key.form {
            Form::Load | Form::LoadCopy => "load",
            Form::StoreBorrow => "store",
            Form::StoreGive | Form::StoreRealloc => "give",
            Form::Free => "free",
            Form::Measure => "measure",
            Form::Lift | Form::LiftCopy => "lift-flat",
            Form::LowerBorrow => "lower-flat",
            Form::LowerGive | Form::LowerRealloc => "give-flat",
        };
        format!("{form}-{}", self.describe_type(key.ty, request.context))
    }

    fn describe_type(&self, ty: TypeId, context: Context) -> String {
        let resolve = self.model.resolve;
        let Some(name) = resolve[ty].name else {
            return match resolve[ty].kind {
                TypeKind::Tuple(_) => "tuple",
                TypeKind::Option(_) => "option",
                TypeKind::Result { .. } => "result",
                TypeKind::FixedLengthList(..) => "array",
                _ => "value",
            }
            .to_owned();
        };
        let mut words = Vec::new();
        if let Place::Module(id) = self.model.place(ty, context) {
            words.push(self.model.modules[id.index()].alias.to_string().trim_start_matches('_').to_owned());
        }
        words.push(resolve[name].to_owned());
        words.join("-").replace("r#", "")
    }
}

/// The runtime's functions, which procedures see without a path, that are named like procedures: these get other names.
const RUNTIME: &[&str] = &[
    "free_area",
    "free_list",
    "free_string",
    "give_each",
    "give_list",
    "give_own",
    "give_string",
    "load_array",
    "load_as_is",
    "load_f32",
    "load_f64",
    "load_i32",
    "load_i64",
    "load_list",
    "load_s16",
    "load_s8",
    "load_string",
    "load_u16",
    "load_u8",
    "measure_each",
    "store_16",
    "store_8",
    "store_as_is",
    "store_each",
    "store_f32",
    "store_f64",
    "store_i32",
    "store_i64",
    "store_list",
    "store_pair",
    "store_string",
];

impl Requests {
    pub(crate) fn new() -> Requests {
        Requests {
            names: OrderMap::default(),
            order: Vec::new(),
            scope: Scope::with(Keywords::default(), RUNTIME),
            is_called: false,
        }
    }

    fn name(&mut self, request: Request, describe: impl FnOnce() -> String) -> Ident {
        if let Some(name) = self.names.get(&request) {
            return name.clone();
        }
        let name = self.scope.add(Style::Snake, &describe());
        self.names.insert(request, name.clone());
        self.order.push(request);
        name
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::RUNTIME;

    /// What procedures do, as [`Abi::describe`](super::Abi::describe) has it.
    const FORMS: [&str; 7] = ["free_", "give_", "lift_flat", "load_", "lower_flat", "measure_", "store_"];

    #[test]
    fn no_procedure_hides_a_function_of_the_runtime() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../outwit/src/rt/abi");
        let mut named_like_procedures = Vec::new();
        for entry in fs::read_dir(folder).expect("the runtime is there") {
            let text = fs::read_to_string(entry.expect("it is read").path()).expect("it is text");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let words = code.flat_map(|line| line.split(|char: char| !char.is_alphanumeric() && char != '_'));
            let words = words.filter(|word| FORMS.iter().any(|form| word.starts_with(form)));
            named_like_procedures.extend(words.map(str::to_owned));
        }
        named_like_procedures.sort();
        named_like_procedures.dedup();
        assert_eq!(named_like_procedures, RUNTIME);
    }
}

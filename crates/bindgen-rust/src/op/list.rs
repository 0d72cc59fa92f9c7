//! Strings, lists, maps, and fixed-length lists in memory. Where a list lies in memory as the canonical ABI has it, it is
//! passed and taken as it is; otherwise a loop goes over its elements.

use outwit_resolve::abi::plan::{Address, Block, Body, Check, ElemClass, List, Op, Transfer, Val, Valid};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Printer, Seen, Stmt, Term, name, number};
use crate::moved::Moved;

impl Printer<'_, '_> {
    pub(super) fn list(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        match op {
            Op::StringLower { ptr, len, src, how, .. } => {
                let function = match (*how == Transfer::Give, self.abi.model.options.raw_strings) {
                    (true, false) => quote!(give_string),
                    (false, false) => quote!(lower_string),
                    (true, true) => quote!(give_list),
                    (false, true) => quote!(lower_list),
                };
                let src = self.argument(*src);
                self.define_all(out, &[*ptr, *len], quote!(#glue #function(#src)));
            }
            Op::StringLift { dst, ptr, len, .. } => {
                let (ptr, len) = (self.term(*ptr), self.term(*len));
                let function = if self.abi.model.options.raw_strings {
                    quote!(adopt_list::<u8, 1, 1>)
                } else {
                    quote!(lift_string)
                };
                self.define_simple(out, *dst, quote!(#glue #function(#ptr, #len)));
            }
            Op::StringFree { ptr, len, .. } => {
                let (ptr, len) = (self.term(*ptr), self.term(*len));
                out.push(Stmt::Call(quote!(#glue free_string(#ptr, #len))));
            }
            Op::ListLower { ptr, len, src, list, how, body } => {
                self.list_lower(&[*ptr, *len], *src, list, *how, body, out);
            }
            Op::ListLift { dst, ptr, len, list, body, .. } => {
                self.list_lift(*dst, *ptr, *len, list, body, out);
            }
            Op::ListFree { ptr, len, list, body } => self.list_free(*ptr, *len, list, body.as_deref(), out),
            Op::ListSize { dst, src, list, body } => self.list_size(*dst, *src, list, body.as_deref(), out),
            Op::FixedListStore { at, src, count, list, body } => {
                self.array_store(*at, *src, *count, list, body, out);
            }
            Op::FixedListLoad { dst, at, count, list, body } => {
                self.array_load(*dst, *at, *count, list, body, out);
            }
            Op::FixedListFree { at, count, list, body } => {
                let (address, count, size) = (self.address_of(*at), number(*count), number(list.layout.size));
                let free = Moved::new(self.at_address(body));
                out.push(Stmt::Call(quote!(#glue each_address(#address, #count, #size, #free))));
            }
            Op::FixedListSize { dst, src, body, .. } => {
                let sizes = self.sum_of_sizes(*src, false, body);
                self.define_simple(out, *dst, sizes);
            }
            other => unreachable!("no operation on lists: {other:?}"),
        }
    }

    fn list_lower(
        &mut self,
        dsts: &[Val; 2],
        src: Val,
        list: &List,
        how: Transfer,
        body: &Body,
        out: &mut Vec<Stmt>,
    ) {
        let glue = self.glue;
        let given = how == Transfer::Give;
        if list.as_is {
            let function = if given { quote!(give_list) } else { quote!(lower_list) };
            let src = self.argument(src);
            return self.define_all(out, dsts, quote!(#glue #function(#src)));
        }
        let (size, align) = (number(list.layout.size), number(list.layout.align));
        if !self.is_users_map(list) {
            let value = match how {
                Transfer::Borrow { temps: Some(temps) } => {
                    let each = Moved::new(self.each(src, temps, list, body));
                    quote!(#glue lower_each(#each))
                }
                _ => {
                    let length = self.length(src, list);
                    let (items, elems) = (self.items(src, false), self.elements(src, body));
                    let at = self.element_address(body);
                    let block = Moved::new(self.expression(&body.block, |tokens| tokens));
                    // An iterator that owns its elements would have to divide.
                    quote!(#glue give_each(#length, #items, #size, #align, |#elems, #at| #block))
                }
            };
            return self.define_all(out, dsts, value);
        }
        let length = self.length(src, list);
        let room = match how {
            Transfer::Borrow { temps: Some(temps) } => {
                let temps = self.term(temps);
                quote!(#glue place_list(#temps, #length, #size))
            }
            _ => quote!(#glue new_list(#length, #size, #align)),
        };
        self.define_all(out, dsts, room);
        let base = self.term(dsts[0]);
        let store = self.store_each(src, &base, list, body);
        out.push(Stmt::Call(store));
    }

    /// The arguments of a function that lays a list out among temporaries, which the body sees as the function's own.
    pub(super) fn each(&mut self, src: Val, temps: Val, list: &List, body: &Body) -> TokenStream {
        let (temps, size) = (self.term(temps), number(list.layout.size));
        let (items, elems) = (self.items(src, false), self.elements(src, body));
        let at = self.element_address(body);
        let block = Moved::new(self.expression(&body.block, |tokens| tokens));
        quote!(#temps, #items, #size, |#elems, #at, #temps| #block)
    }

    /// A loop that stores the elements of a list, map or array.
    fn store_each(&mut self, src: Val, base: &Term, list: &List, body: &Body) -> TokenStream {
        let (glue, size) = (self.glue, number(list.layout.size));
        let items = self.items(src, list.value.is_some());
        let elems = self.elements(src, body);
        let at = self.element_address(body);
        let block = Moved::new(self.expression(&body.block, |tokens| tokens));
        quote!(#glue store_each(#items, #base, #size, |#elems, #at| #block))
    }

    fn list_lift(&mut self, dst: Val, ptr: Val, len: Val, list: &List, body: &Body, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        let (ptr, len) = (self.term(ptr), self.term(len));
        let (size, align) = (number(list.layout.size), number(list.layout.align));
        if list.as_is {
            let elem = self.part_type(dst, 0);
            self.checks(&ptr, &len, list, out);
            return self.define_simple(
                out,
                dst,
                quote!(#glue adopt_list::<#elem, #size, #align>(#ptr, #len)),
            );
        }
        let function = match (list.value, &self.abi.model.options.map_type) {
            (None, _) => quote!(lift_list),
            (Some(_), None) => quote!(lift_map),
            (Some(_), Some(path)) => {
                let path = path.tokens();
                quote!(lift_map_as::<_, _, #path<_, _>>)
            }
        };
        let load = Moved::new(self.at_address(body));
        self.define_simple(out, dst, quote!(#glue #function(#ptr, #len, #size, #align, #load)));
    }

    fn list_free(&mut self, ptr: Val, len: Val, list: &List, body: Option<&Body>, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        let (ptr, len) = (self.term(ptr), self.term(len));
        let (size, align) = (number(list.layout.size), number(list.layout.align));
        if let Some(body) = body {
            let free = Moved::new(self.at_address(body));
            out.push(Stmt::Call(quote!(#glue each_address(#ptr, #len, #size, #free))));
        }
        out.push(Stmt::Call(quote!(#glue free_list(#ptr, #len, #size, #align))));
    }

    fn list_size(&mut self, dst: Val, src: Val, list: &List, body: Option<&Body>, out: &mut Vec<Stmt>) {
        let (glue, size) = (self.glue, number(list.layout.size));
        if let Some(body) = body.filter(|_| !self.is_users_map(list)) {
            let (items, elems) = (self.items(src, false), self.elements(src, body));
            let block = Moved::new(self.expression(&body.block, |tokens| tokens));
            let value = quote!(#glue measure_each(#items, #size, |#elems| #block));
            return self.define_simple(out, dst, value);
        }
        let length = self.length(src, list);
        let mut value = quote!(#glue list_size(#length, #size));
        if let Some(body) = body {
            let elements = self.sum_of_sizes(src, list.value.is_some(), body);
            value = quote!(#glue add_sizes(#value, #elements));
        }
        self.define_simple(out, dst, value);
    }

    fn sum_of_sizes(&mut self, src: Val, is_map: bool, body: &Body) -> TokenStream {
        let glue = self.glue;
        let items = self.items(src, is_map);
        let elems = self.elements(src, body);
        let block = Moved::new(self.expression(&body.block, |tokens| tokens));
        quote!(#glue sum_sizes(#items, |#elems| #block))
    }

    fn array_store(
        &mut self,
        at: Address,
        src: Val,
        count: u32,
        list: &List,
        body: &Body,
        out: &mut Vec<Stmt>,
    ) {
        if !list.as_is {
            let base = self.address_of(at);
            let store = self.store_each(src, &base, list, body);
            return out.push(Stmt::Call(store));
        }
        let (glue, array) = (self.glue, self.array_type(src, count));
        let (base, offset) = self.address(at);
        let src = match self.seen(src) {
            Seen::Lent { .. } => self.term(src),
            _ => {
                let src = self.term(src);
                Term::Compound(quote!(&#src))
            }
        };
        out.push(Stmt::Call(quote!(#glue store_as_is::<#array>(#base, #offset, #src))));
    }

    fn array_load(
        &mut self,
        dst: Val,
        at: Address,
        count: u32,
        list: &List,
        body: &Body,
        out: &mut Vec<Stmt>,
    ) {
        let glue = self.glue;
        let (base, offset) = self.address(at);
        let value = if list.as_is {
            let address = self.address_of(at);
            let length = number(count);
            self.checks(&address, &Term::Other(quote!(#length)), list, out);
            let array = self.array_type(dst, count);
            quote!(#glue load_as_is::<#array>(#base, #offset))
        } else {
            let (count, size) = (number(count), number(list.layout.size));
            let load = Moved::new(self.at_address(body));
            quote!(#glue load_array::<_, #count>(#base, #offset, #size, #load))
        };
        self.define_simple(out, dst, value);
    }

    fn array_type(&self, array: Val, count: u32) -> TokenStream {
        let (elem, count) = (self.part_type(array, 0), number(count));
        quote!([#elem; #count])
    }

    /// What must hold before elements are taken as they lie in memory.
    fn checks(&self, ptr: &Term, len: &Term, list: &List, out: &mut Vec<Stmt>) {
        let checks = checks_of(list);
        let (glue, stride) = (self.glue, number(list.layout.size));
        for Check { offset, valid } in checks {
            let offset = number(*offset);
            let (function, limit) = check(*valid);
            out.push(Stmt::Call(quote!(#glue #function(#ptr, #len, #stride, #offset #limit))));
        }
    }

    /// An iterator over the elements: by reference if they are lent, by value if they are given.
    fn items(&self, src: Val, is_map: bool) -> TokenStream {
        if self.seen(src) == Seen::Given {
            let src = self.term(src);
            quote!(::core::iter::IntoIterator::into_iter(#src))
        } else if let Some(map) = self.users_map(src, is_map) {
            quote!(::core::iter::IntoIterator::into_iter(#map))
        } else {
            let src = self.receiver(src);
            quote!(#src.iter())
        }
    }

    /// How many elements there are.
    fn length(&self, src: Val, list: &List) -> TokenStream {
        if let Some(map) = self.users_map(src, list.value.is_some()) {
            let rt = self.rt;
            return quote!(#rt::WitMap::wit_map_len(#map));
        }
        let src = self.receiver(src);
        quote!(#src.len())
    }

    /// Whether it is a map of the user's type.
    pub(super) fn is_users_map(&self, list: &List) -> bool {
        list.value.is_some() && self.abi.model.options.map_type.is_some()
    }

    /// A reference to a map of the user's type, of which nothing is known but that it is a `WitMap`.
    fn users_map(&self, src: Val, is_map: bool) -> Option<TokenStream> {
        let path = self.abi.model.options.map_type.as_ref().filter(|_| is_map)?.tokens();
        let map = self.term(src);
        let map =
            if matches!(self.seen(src), Seen::Lent { .. }) { map } else { Term::Compound(quote!(&#map)) };
        Some(quote!({
            let __map: &#path<_, _> = #map;
            __map
        }))
    }

    /// The pattern for one element, or for key and value.
    fn elements(&mut self, src: Val, body: &Body) -> TokenStream {
        for (index, elem) in body.elems.iter().enumerate() {
            let seen = self.part_seen(src, index);
            self.bind_name(*elem, seen);
        }
        let names = body.elems.iter().map(|elem| name(*elem));
        if body.elems.len() == 1 { quote!(#(#names)*) } else { quote!((#(#names),*)) }
    }

    /// The name for the address of one element.
    fn element_address(&mut self, body: &Body) -> TokenStream {
        let Some(base) = body.base else { return quote!(_) };
        self.bind_name(base, Seen::Given);
        // A name that nothing uses begins with an underscore, as they all do.
        let base = name(base);
        quote!(#base)
    }

    /// A closure over the address of one element.
    pub(super) fn at_address(&mut self, body: &Body) -> TokenStream {
        let at = self.element_address(body);
        let block = Moved::new(self.expression(&body.block, |tokens| tokens));
        if is_empty(&body.block) { quote!(|_| ()) } else { quote!(|#at| #block) }
    }
}

/// What must hold before the elements of a list are taken as they lie in memory.
pub(super) fn checks_of(list: &List) -> &[Check] {
    match &list.class {
        ElemClass::Checked(checks) | ElemClass::Plain(checks) => checks,
        ElemClass::Scalar | ElemClass::Loop => &[],
    }
}

fn is_empty(block: &Block) -> bool {
    block.ops.is_empty() && block.yields.is_empty()
}

/// The runtime's function for a check, and its last argument with a comma before it.
fn check(valid: Valid) -> (proc_macro2::Ident, TokenStream) {
    match valid {
        Valid::Bool => (format_ident!("check_bools"), TokenStream::new()),
        Valid::Char => (format_ident!("check_chars"), TokenStream::new()),
        Valid::Below { bytes, bound } => {
            let bound = number(bound);
            (format_ident!("check_below_{}", bytes * 8), quote!(, #bound))
        }
        Valid::Mask { bytes, mask } => {
            let mask = number(mask);
            (format_ident!("check_mask_{}", bytes * 8), quote!(, #mask))
        }
    }
}

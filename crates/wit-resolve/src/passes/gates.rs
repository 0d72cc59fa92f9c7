//! Feature gates. WIT.md, "Feature Gates". [`Gate::read`] turns attributes into a stability and says whether it is active;
//! [`check_references`] runs last and reports active items that refer to inactive ones.

use outwit_diagnostics::{Diagnostic, Span, sort_by};
use outwit_parser::ast;

use super::collect::parse_version;
use super::places::{Places, Typed};
use super::worlds::feature_of;
use super::{Context, FileIndex};
use crate::diagnostics as errors;
use crate::graph::{Id, Name, OrderMap, Owner, PackageId, Resolve, Stability, StabilityId, TypeId, TypeKind};

/// What the attributes of an item say.
#[derive(Clone, Copy)]
pub(super) struct Gate {
    pub(super) stability: StabilityId,
    pub(super) active: bool,
    pub(super) external_id: Option<Name>,
    external_id_at: Option<Span>,
    what: &'static str,
}

/// The attributes of one item, each with its place.
#[derive(Default)]
struct Seen {
    since: Option<(semver::Version, Span)>,
    unstable: Option<(Name, Span)>,
    deprecated: Option<(semver::Version, Span)>,
    external_id: Option<(Name, Span)>,
}

impl Gate {
    /// Reads the attributes of an item of `package`.
    pub(super) fn read(
        cx: &mut Context<'_>,
        file: FileIndex,
        package: PackageId,
        meta: ast::Meta,
        what: &'static str,
    ) -> Gate {
        if meta.attributes.is_empty() {
            let stability = StabilityId::from_index(0);
            return Gate { stability, active: true, external_id: None, external_id_at: None, what };
        }
        let sole_since = sole_since(cx, file, meta).map(|version| (file, package, version));
        if let Some((_, stability)) = cx.last_since.filter(|(since, _)| Some(*since) == sole_since) {
            return Gate { stability, active: true, external_id: None, external_id_at: None, what };
        }
        let found = cx.diagnostics.len();
        let seen = Seen::read(cx, file, meta);
        seen.check(cx, package);
        let deprecated = seen.deprecated.map(|(version, _)| version);
        let (stability, active) = match (seen.since, seen.unstable) {
            (Some((since, _)), _) => (Stability::Since { since, deprecated }, true),
            (None, Some((feature, _))) => {
                let active = cx.features.all || cx.features.names.contains(&cx.graph()[feature]);
                (Stability::Unstable { feature, deprecated }, active)
            }
            (None, None) => (Stability::Unknown, true),
        };
        let (external_id, external_id_at) = seen.external_id.unzip();
        let stability = cx.builder.stability(stability);
        if found == cx.diagnostics.len() && cx.graph()[package].name.version.is_some() {
            cx.last_since = sole_since.map(|since| (since, stability));
        }
        Gate { stability, active, external_id, external_id_at, what }
    }

    /// Makes the item as inactive as what holds it. A type that is not gated itself cannot vanish with its interface: that
    /// is an error, since everything that refers to it would break.
    pub(super) fn enter(&mut self, cx: &mut Context<'_>, holder_active: bool, span: Span, holder: Owner) {
        if self.active && !holder_active {
            let holder = match holder {
                Owner::Interface(_) => "interface",
                Owner::World(_) => "world",
                Owner::None => "resource",
            };
            cx.report(errors::ungated_in_gated(self.what, holder, span));
        }
        self.active &= holder_active;
    }

    /// Reports an `@external-id` where the language has none.
    pub(super) fn reject_external_id(&self, cx: &mut Context<'_>) {
        if let Some(at) = self.external_id_at {
            cx.report(errors::misplaced_attribute(self.what, at));
        }
    }
}

/// The version of `@since` if an item has that attribute alone.
fn sole_since(cx: &Context<'_>, file: FileIndex, meta: ast::Meta) -> Option<Name> {
    match cx.file(file)[meta.attributes] {
        [ast::Attribute { kind: ast::AttributeKind::Since(version), .. }] => Some(version.text),
        _ => None,
    }
}

impl Seen {
    fn read(cx: &mut Context<'_>, file: FileIndex, meta: ast::Meta) -> Seen {
        let mut seen = Seen::default();
        for attribute in &cx.file(file)[meta.attributes] {
            let span = cx.span(file, attribute.range);
            match attribute.kind {
                ast::AttributeKind::Since(version) => {
                    let Some(version) = parse_version(cx, file, version) else { continue };
                    set(cx, "since", &mut seen.since, version, span);
                }
                ast::AttributeKind::Deprecated(version) => {
                    let Some(version) = parse_version(cx, file, version) else { continue };
                    set(cx, "deprecated", &mut seen.deprecated, version, span);
                }
                ast::AttributeKind::Unstable(feature) => {
                    let feature = cx.name(file, feature.name);
                    set(cx, "unstable", &mut seen.unstable, feature, span);
                }
                ast::AttributeKind::ExternalId(id) => {
                    let id = cx.name(file, id);
                    set(cx, "external-id", &mut seen.external_id, id, span);
                }
                ast::AttributeKind::Error => {}
            }
        }
        seen
    }

    fn check(&self, cx: &mut Context<'_>, package: PackageId) {
        if let (Some((_, since)), Some((_, unstable))) = (&self.since, &self.unstable) {
            cx.report(errors::since_and_unstable(*unstable.max(since), *unstable.min(since)));
        }
        if let (Some((_, at)), None, None) = (&self.deprecated, &self.since, &self.unstable) {
            cx.report(errors::deprecated_alone(*at));
        }
        if let Some((since, at)) = &self.since {
            let name = &cx.graph()[package].name;
            match &name.version {
                // A version that could not be read, or not as it is meant, was reported.
                _ if cx.broken.header => {}
                None => cx.undated.get_or_insert_with(package, Vec::new).push(*at),
                Some(version) if since > version => {
                    cx.report(errors::since_in_future(since, &name.to_string(), *at));
                }
                Some(_) => {}
            }
        }
    }
}

/// Reports each package that has no version and `@since` in it.
pub(super) fn report_undated(cx: &mut Context<'_>) {
    for (package, places) in std::mem::take(&mut cx.undated) {
        let name = cx.graph()[package].name.to_string();
        cx.report(errors::since_without_version(&name, &places));
    }
}

fn set<T>(cx: &mut Context<'_>, name: &str, slot: &mut Option<(T, Span)>, value: T, span: Span) {
    match slot {
        Some((_, first)) => {
            let first = *first;
            cx.report(errors::repeated_attribute(name, span, first));
        }
        None => *slot = Some((value, span)),
    }
}

/// After this pass no active type or function refers to an inactive type, or an error has been reported.
pub(super) fn check_references(cx: &mut Context<'_>) {
    let found = inactive_references(cx.graph());
    let places = Places::find(cx, found.iter().map(|reference| reference.from));
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for Reference { from, ty, inactive } in found {
        let graph = cx.graph();
        let mut place_of: OrderMap<TypeId, Span> = OrderMap::default();
        for (part, span) in places.parts(graph, from, ty) {
            place_of.insert_new(part, span);
        }
        for ty in inactive {
            let def = &graph[ty];
            let name = def.name.map_or("", |name| &graph[name]);
            let at = place_of.get(&ty).copied().unwrap_or(from.name());
            let defined = def.span.expect("named types have a place");
            let feature = feature_of(graph, def.stability);
            diagnostics.push(errors::inactive_reference(name, feature.as_deref(), at, defined));
        }
    }
    cx.diagnostics.extend(diagnostics);
}

/// Something active of the type `ty`, in which inactive types stand.
struct Reference {
    from: Typed,
    ty: TypeId,
    /// Each once.
    inactive: Vec<TypeId>,
}

/// The parameters, fields, cases, aliases and results that refer to inactive types.
fn inactive_references(graph: &Resolve) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut look = |from: Typed, ty: TypeId| {
        let mut inactive = Vec::new();
        each_inactive(graph, ty, &mut |inner| inactive.push(inner));
        if !inactive.is_empty() {
            sort_by(&mut inactive, Ord::cmp);
            inactive.dedup();
            found.push(Reference { from, ty, inactive });
        }
    };
    for (_, def) in graph.types() {
        let Some(span) = def.span else { continue };
        match &def.kind {
            TypeKind::Record(fields) => {
                fields.iter().for_each(|field| look(Typed::Value(field.span), field.ty));
            }
            TypeKind::Variant(cases) => {
                let payloads = cases.iter().filter_map(|case| Some((case.ty?, case.span)));
                payloads.for_each(|(ty, span)| look(Typed::Value(span), ty));
            }
            kind => kind.for_each_type(|part| look(Typed::Value(span), part)),
        }
    }
    for (_, function) in graph.functions() {
        function.params.iter().for_each(|param| look(Typed::Value(param.span), param.ty));
        function.result.into_iter().for_each(|ty| look(Typed::Result(function.span), ty));
    }
    found
}

/// The inactive named types that `ty` is or, being anonymous, consists of. Anonymous nesting is bounded by the parser.
fn each_inactive(graph: &Resolve, ty: TypeId, each: &mut dyn FnMut(TypeId)) {
    let def = &graph[ty];
    match (&def.kind, def.name) {
        (TypeKind::Primitive(_), _) => {}
        (_, Some(_)) if !def.active => each(ty),
        (_, Some(_)) => {}
        (kind, None) => kind.for_each_type(|part| each_inactive(graph, part, each)),
    }
}

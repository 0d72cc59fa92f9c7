//! Flat types: the core values that a value is passed in. CanonicalABI.md, "Flattening".

use super::PointerWidth;
use super::limits::MAX_FLAT_PARAMS;
use super::signature::CoreType;
use crate::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

/// The flat types of all types of a graph, for one width of addresses. Nothing is passed in more than [`MAX_FLAT_PARAMS`]
/// core values, so types that take more are known only as that.
#[derive(Clone, Debug)]
pub struct Flats {
    pointer: CoreType,
    types: IdMap<TypeId, Flat>,
    pool: Vec<CoreType>,
}

/// Where the flat types of one type stand in the pool.
#[derive(Clone, Copy, Debug)]
enum Flat {
    Range { start: u32, len: u8 },
    TooMany,
}

/// The flat types took more than [`MAX_FLAT_PARAMS`] core values.
struct TooMany;

/// Flat types that are being collected.
#[derive(Default)]
struct Buffer(Vec<CoreType>);

impl Flats {
    /// The flat types of all types of `resolve`, in one pass.
    pub fn new(resolve: &Resolve, pointer: PointerWidth) -> Flats {
        let mut flats = Flats {
            pointer: CoreType::pointer(pointer),
            types: IdMap::filled(resolve.type_count(), Flat::Range { start: 0, len: 0 }),
            pool: Vec::new(),
        };
        let mut buffer = Buffer::default();
        for &ty in resolve.types_in_dependency_order() {
            flats.types[ty] = match &resolve[ty].kind {
                TypeKind::Alias(to) => flats.types[*to],
                kind => match flats.flatten_type(kind, &mut buffer) {
                    Ok(()) => flats.keep(&buffer),
                    Err(TooMany) => Flat::TooMany,
                },
            };
            buffer.0.clear();
        }
        flats
    }

    /// The type of addresses and lengths.
    pub fn pointer(&self) -> CoreType {
        self.pointer
    }

    /// The flat types of a type, at most [`MAX_FLAT_PARAMS`]; `None` if it takes more.
    pub fn of(&self, ty: TypeId) -> Option<&[CoreType]> {
        match self.types[ty] {
            Flat::Range { start, len } => Some(&self.pool[start as usize..start as usize + usize::from(len)]),
            Flat::TooMany => None,
        }
    }

    /// CanonicalABI.md, `flatten_types`: the flat types of several types together, at most [`MAX_FLAT_PARAMS`].
    pub fn of_all(&self, types: impl IntoIterator<Item = TypeId>) -> Option<Vec<CoreType>> {
        let mut buffer = Buffer::default();
        self.flatten_record(types, &mut buffer).ok()?;
        Some(buffer.0)
    }

    fn keep(&mut self, buffer: &Buffer) -> Flat {
        let start = self.pool.len() as u32;
        self.pool.extend_from_slice(&buffer.0);
        Flat::Range { start, len: buffer.0.len() as u8 }
    }

    fn flatten_type(&self, kind: &TypeKind, into: &mut Buffer) -> Result<(), TooMany> {
        match kind {
            TypeKind::Primitive(Primitive::String) | TypeKind::List(_) | TypeKind::Map(..) => {
                into.extend(&[self.pointer, self.pointer])
            }
            TypeKind::Primitive(primitive) => into.extend(&[CoreType::scalar(*primitive)]),
            TypeKind::Alias(ty) => self.flatten_record([*ty], into),
            TypeKind::Record(fields) => self.flatten_record(fields.iter().map(|field| field.ty), into),
            TypeKind::Tuple(types) => self.flatten_record(types.iter().copied(), into),
            TypeKind::FixedLengthList(ty, length) => self.flatten_fixed_length_list(*ty, *length, into),
            TypeKind::Variant(cases) => self.flatten_variant(cases.iter().filter_map(|case| case.ty), into),
            TypeKind::Option(ty) => self.flatten_variant([*ty], into),
            TypeKind::Result { ok, err } => {
                self.flatten_variant([ok, err].into_iter().flatten().copied(), into)
            }
            TypeKind::Flags(_)
            | TypeKind::Enum(_)
            | TypeKind::Resource
            | TypeKind::Own(_)
            | TypeKind::Borrow(_)
            | TypeKind::Future(_)
            | TypeKind::Stream(_)
            | TypeKind::Error => into.extend(&[CoreType::I32]),
        }
    }

    fn flatten_record(
        &self,
        types: impl IntoIterator<Item = TypeId>,
        into: &mut Buffer,
    ) -> Result<(), TooMany> {
        types.into_iter().try_for_each(|ty| into.extend(self.of(ty).ok_or(TooMany)?))
    }

    /// A length beyond the limit is too much even for elements without flat types, which no valid type has.
    fn flatten_fixed_length_list(&self, ty: TypeId, length: u32, into: &mut Buffer) -> Result<(), TooMany> {
        if length as usize > MAX_FLAT_PARAMS {
            return Err(TooMany);
        }
        self.flatten_record((0..length).map(|_| ty), into)
    }

    fn flatten_variant(
        &self,
        payloads: impl IntoIterator<Item = TypeId>,
        into: &mut Buffer,
    ) -> Result<(), TooMany> {
        into.extend(&[CoreType::I32])?;
        let start = into.0.len();
        for ty in payloads {
            let payload = self.of(ty).ok_or(TooMany)?;
            for (index, ty) in payload.iter().enumerate() {
                match into.0.get_mut(start + index) {
                    Some(slot) => *slot = join(*slot, *ty),
                    None => into.extend(&[*ty])?,
                }
            }
        }
        Ok(())
    }
}

impl Buffer {
    fn extend(&mut self, types: &[CoreType]) -> Result<(), TooMany> {
        if self.0.len() + types.len() > MAX_FLAT_PARAMS {
            return Err(TooMany);
        }
        self.0.extend_from_slice(types);
        Ok(())
    }
}

impl CoreType {
    /// The type of addresses and lengths.
    pub fn pointer(width: PointerWidth) -> CoreType {
        match width {
            PointerWidth::P32 => CoreType::I32,
            PointerWidth::P64 => CoreType::I64,
        }
    }

    /// The core type of a primitive that takes one: all but `string`.
    pub(crate) fn scalar(primitive: Primitive) -> CoreType {
        match primitive {
            Primitive::U64 | Primitive::S64 => CoreType::I64,
            Primitive::F32 => CoreType::F32,
            Primitive::F64 => CoreType::F64,
            _ => CoreType::I32,
        }
    }
}

/// The narrowest core type that holds the bits of both. CanonicalABI.md, `join`.
pub fn join(a: CoreType, b: CoreType) -> CoreType {
    use CoreType::{F32, I32, I64};
    match (a, b) {
        _ if a == b => a,
        (I32, F32) | (F32, I32) => I32,
        _ => I64,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Graph;
    use super::*;
    use CoreType::{F32, F64, I32, I64};

    #[test]
    fn join_of_all_pairs() {
        let all = [I32, I64, F32, F64];
        let joined = all.map(|a| all.map(|b| join(a, b)));
        assert_eq!(
            joined,
            [[I32, I64, I32, I64], [I64, I64, I64, I64], [I32, I64, F32, I64], [I64, I64, I64, F64]]
        );
    }

    #[test]
    fn variant_of_the_specification() {
        let mut graph = Graph::new();
        let (u8, f32, string) = (graph.prim("u8"), graph.prim("f32"), graph.prim("string"));
        let ty = graph.variant("v", &[("a", Some(u8)), ("b", Some(f32)), ("c", Some(string))]);
        let resolve = graph.finish();
        assert_eq!(Flats::new(&resolve, PointerWidth::P32).of(ty), Some(&[I32, I32, I32][..]));
        assert_eq!(Flats::new(&resolve, PointerWidth::P64).of(ty), Some(&[I32, I64, I64][..]));
    }

    #[test]
    fn sixteen_fit_and_seventeen_do_not() {
        let mut graph = Graph::new();
        let f64 = graph.prim("f64");
        let (fits, not) = (graph.fixed(f64, 16), graph.fixed(f64, 17));
        let (option, inner) = (graph.option(fits), graph.fixed(f64, 15));
        let just = graph.option(inner);
        let resolve = graph.finish();
        let flats = Flats::new(&resolve, PointerWidth::P32);
        assert_eq!(flats.of(fits), Some(&[F64; 16][..]));
        assert_eq!((flats.of(not), flats.of(option)), (None, None));
        assert_eq!(flats.of(just).map(<[_]>::len), Some(16));
        assert_eq!(flats.of_all([f64; 16]).map(|flat| flat.len()), Some(16));
        assert_eq!(flats.of_all([f64; 17]), None);
    }

    #[test]
    fn forty_records_that_hold_the_one_before_twice_take_no_time() {
        let mut graph = Graph::new();
        let mut ty = graph.prim("u32");
        for depth in 0..40 {
            ty = graph.record(&format!("r{depth}"), &[("a", ty), ("b", ty)]);
        }
        let resolve = graph.finish();
        let flats = Flats::new(&resolve, PointerWidth::P32);
        assert_eq!(flats.of(ty), None);
        assert!(flats.pool.len() < 100);
    }
}

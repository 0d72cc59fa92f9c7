//! Size and alignment. CanonicalABI.md, "Alignment", "Element Size".

use std::ops::Range;

use super::PointerWidth;
use crate::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

/// Size and alignment of a type in memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layout {
    /// The size, a multiple of the alignment; at most [`Layout::MAX_SIZE`].
    pub size: u32,
    /// The alignment: 1, 2, 4 or 8.
    pub align: u32,
}

/// The layouts of all types of a graph, for one width of addresses.
#[derive(Clone, Debug)]
pub struct Layouts {
    pointer: PointerWidth,
    types: IdMap<TypeId, Layout>,
    parts: IdMap<TypeId, Parts>,
    offsets: Vec<u32>,
}

/// How a variant, option, result or enum lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VariantLayout {
    /// The discriminant, which lies at offset 0.
    pub tag: IntWidth,
    /// Bytes from the start to the payload, whichever case it belongs to.
    pub payload: u32,
    /// How many cases there are.
    pub cases: u32,
}

/// The width of the integer of a discriminant or of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is a number of bits")]
pub enum IntWidth {
    W8,
    W16,
    W32,
}

/// What a layout knows beside size and alignment.
#[derive(Clone, Debug)]
enum Parts {
    None,
    /// Where the offsets of the fields stand.
    Fields(Range<u32>),
    Variant(VariantLayout),
    Flags(IntWidth),
}

impl Layouts {
    /// The layouts of all types of `resolve`, in one pass.
    pub fn new(resolve: &Resolve, pointer: PointerWidth) -> Layouts {
        let count = resolve.type_count();
        let mut layouts = Layouts {
            pointer,
            types: IdMap::filled(count, Layout::NOTHING),
            parts: IdMap::filled(count, Parts::None),
            offsets: Vec::new(),
        };
        for &ty in resolve.types_in_dependency_order() {
            let (layout, parts) = layouts.compute(&resolve[ty].kind);
            layouts.types[ty] = layout;
            layouts.parts[ty] = parts;
        }
        layouts
    }

    /// The width of addresses that the layouts are for.
    pub fn pointer(&self) -> PointerWidth {
        self.pointer
    }

    /// Size and alignment of a type; of a resource those of its handles.
    pub fn of(&self, ty: TypeId) -> Layout {
        self.types[ty]
    }

    /// Bytes from the start of a record or tuple (or an alias of one) to each field; of any other type nothing.
    pub fn fields(&self, ty: TypeId) -> &[u32] {
        match &self.parts[ty] {
            Parts::Fields(range) => &self.offsets[range.start as usize..range.end as usize],
            _ => &[],
        }
    }

    /// How a variant, option, result or enum (or an alias of one) lies in memory; of any other type `None`.
    pub fn variant(&self, ty: TypeId) -> Option<VariantLayout> {
        match self.parts[ty] {
            Parts::Variant(variant) => Some(variant),
            _ => None,
        }
    }

    /// The width of flags (or an alias of them); of any other type `None`.
    pub fn flags(&self, ty: TypeId) -> Option<IntWidth> {
        match self.parts[ty] {
            Parts::Flags(width) => Some(width),
            _ => None,
        }
    }

    /// Layout and offsets of a tuple of `types`, which need not be in the graph: spilled parameters, the entry of a map.
    pub fn tuple(&self, types: impl IntoIterator<Item = TypeId>) -> (Layout, Vec<u32>) {
        let mut offsets = Vec::new();
        let layout = self.record(types, &mut offsets);
        (layout, offsets)
    }

    fn compute(&mut self, kind: &TypeKind) -> (Layout, Parts) {
        match kind {
            TypeKind::Primitive(primitive) => (Layout::primitive(*primitive, self.pointer), Parts::None),
            TypeKind::Alias(ty) => (self.types[*ty], self.parts[*ty].clone()),
            TypeKind::Record(fields) => self.fields_of(fields.iter().map(|field| field.ty)),
            TypeKind::Tuple(types) => self.fields_of(types.iter().copied()),
            TypeKind::Flags(flags) => {
                let width = IntWidth::of_flags(flags.len());
                (width.layout(), Parts::Flags(width))
            }
            TypeKind::Variant(cases) => self.cases(cases.len(), cases.iter().filter_map(|case| case.ty)),
            TypeKind::Enum(cases) => self.cases(cases.len(), []),
            TypeKind::Option(ty) => self.cases(2, [*ty]),
            TypeKind::Result { ok, err } => self.cases(2, [ok, err].into_iter().flatten().copied()),
            TypeKind::List(_) | TypeKind::Map(..) => (Layout::pair(self.pointer), Parts::None),
            TypeKind::FixedLengthList(ty, length) => (self.types[*ty].times(*length), Parts::None),
            TypeKind::Resource
            | TypeKind::Own(_)
            | TypeKind::Borrow(_)
            | TypeKind::Future(_)
            | TypeKind::Stream(_)
            | TypeKind::Error => (Layout::HANDLE, Parts::None),
        }
    }

    fn fields_of(&mut self, types: impl IntoIterator<Item = TypeId>) -> (Layout, Parts) {
        let start = self.offsets.len() as u32;
        let mut offsets = std::mem::take(&mut self.offsets);
        let layout = self.record(types, &mut offsets);
        self.offsets = offsets;
        (layout, Parts::Fields(start..self.offsets.len() as u32))
    }

    /// CanonicalABI.md, `alignment_record`, `elem_size_record`.
    fn record(&self, types: impl IntoIterator<Item = TypeId>, offsets: &mut Vec<u32>) -> Layout {
        let mut whole = Layout::NOTHING;
        for ty in types {
            let field = self.types[ty];
            let offset = align_to(whole.size, field.align);
            offsets.push(offset);
            whole = Layout { size: add(offset, field.size), align: whole.align.max(field.align) };
        }
        whole.padded()
    }

    /// CanonicalABI.md, `alignment_variant`, `elem_size_variant`.
    fn cases(&self, count: usize, payloads: impl IntoIterator<Item = TypeId>) -> (Layout, Parts) {
        let tag = IntWidth::of_cases(count);
        let mut widest = Layout::NOTHING;
        for ty in payloads {
            let payload = self.types[ty];
            widest = Layout { size: widest.size.max(payload.size), align: widest.align.max(payload.align) };
        }
        let payload = align_to(tag.bytes(), widest.align);
        let layout = Layout { size: add(payload, widest.size), align: widest.align.max(tag.bytes()) };
        let cases = u32::try_from(count).unwrap_or(u32::MAX);
        (layout.padded(), Parts::Variant(VariantLayout { tag, payload, cases }))
    }
}

impl Layout {
    /// What every larger size is cut to. No type that validates comes near: elements of lists end at 2^28 bytes. It is a
    /// multiple of every alignment, so sizes and offsets stay aligned when they are cut.
    pub const MAX_SIZE: u32 = u32::MAX - 7;

    const NOTHING: Layout = Layout { size: 0, align: 1 };
    const HANDLE: Layout = Layout { size: 4, align: 4 };

    fn scalar(bytes: u32) -> Layout {
        Layout { size: bytes, align: bytes }
    }

    /// Address and length.
    fn pair(pointer: PointerWidth) -> Layout {
        Layout { size: 2 * pointer.bytes(), align: pointer.bytes() }
    }

    fn primitive(primitive: Primitive, pointer: PointerWidth) -> Layout {
        match primitive {
            Primitive::Bool | Primitive::U8 | Primitive::S8 => Layout::scalar(1),
            Primitive::U16 | Primitive::S16 => Layout::scalar(2),
            Primitive::U32 | Primitive::S32 | Primitive::F32 | Primitive::Char => Layout::scalar(4),
            Primitive::U64 | Primitive::S64 | Primitive::F64 => Layout::scalar(8),
            Primitive::String => Layout::pair(pointer),
            Primitive::ErrorContext => Layout::HANDLE,
        }
    }

    /// CanonicalABI.md, `elem_size_list`.
    fn times(self, length: u32) -> Layout {
        let size = (u64::from(self.size) * u64::from(length)).min(u64::from(Layout::MAX_SIZE));
        Layout { size: size as u32, align: self.align }
    }

    fn padded(self) -> Layout {
        Layout { size: align_to(self.size, self.align), align: self.align }
    }
}

impl IntWidth {
    /// CanonicalABI.md, `discriminant_type`.
    pub fn of_cases(count: usize) -> IntWidth {
        match count {
            0..=0x100 => IntWidth::W8,
            0x101..=0x1_0000 => IntWidth::W16,
            _ => IntWidth::W32,
        }
    }

    /// CanonicalABI.md, `alignment_flags`, `elem_size_flags`.
    pub fn of_flags(count: usize) -> IntWidth {
        match count {
            0..=8 => IntWidth::W8,
            9..=16 => IntWidth::W16,
            _ => IntWidth::W32,
        }
    }

    /// Bytes of the integer.
    pub fn bytes(self) -> u32 {
        match self {
            IntWidth::W8 => 1,
            IntWidth::W16 => 2,
            IntWidth::W32 => 4,
        }
    }

    fn layout(self) -> Layout {
        Layout::scalar(self.bytes())
    }
}

/// CanonicalABI.md, `align_to`; `align` is a power of two, at most 8.
pub(crate) fn align_to(offset: u32, align: u32) -> u32 {
    let up = u64::from(offset) + u64::from(align) - 1;
    (up & !(u64::from(align) - 1)).min(u64::from(Layout::MAX_SIZE)) as u32
}

fn add(offset: u32, size: u32) -> u32 {
    offset.saturating_add(size).min(Layout::MAX_SIZE)
}

#[cfg(test)]
mod tests {
    use super::super::testing::Graph;
    use super::*;

    fn layout(size: u32, align: u32) -> Layout {
        Layout { size, align }
    }

    #[test]
    fn variant_of_the_specification() {
        let mut graph = Graph::new();
        let (u8, f32, string) = (graph.prim("u8"), graph.prim("f32"), graph.prim("string"));
        let ty = graph.variant("v", &[("a", Some(u8)), ("b", Some(f32)), ("c", Some(string))]);
        let resolve = graph.finish();
        let narrow = Layouts::new(&resolve, PointerWidth::P32);
        assert_eq!(narrow.of(ty), layout(12, 4));
        assert_eq!(narrow.variant(ty), Some(VariantLayout { tag: IntWidth::W8, payload: 4, cases: 3 }));
        let wide = Layouts::new(&resolve, PointerWidth::P64);
        assert_eq!(wide.of(ty), layout(24, 8));
        assert_eq!(wide.variant(ty), Some(VariantLayout { tag: IntWidth::W8, payload: 8, cases: 3 }));
    }

    #[test]
    fn record_is_padded_between_and_behind_fields() {
        let mut graph = Graph::new();
        let (u8, u16, u64, string) =
            (graph.prim("u8"), graph.prim("u16"), graph.prim("u64"), graph.prim("string"));
        let ty = graph.record("r", &[("a", u8), ("b", u64), ("c", u16), ("d", string), ("e", u8)]);
        let alias = graph.alias("t", ty);
        let resolve = graph.finish();
        let narrow = Layouts::new(&resolve, PointerWidth::P32);
        assert_eq!((narrow.of(ty), narrow.fields(ty)), (layout(32, 8), &[0, 8, 16, 20, 28][..]));
        assert_eq!((narrow.of(alias), narrow.fields(alias)), (narrow.of(ty), narrow.fields(ty)));
        let wide = Layouts::new(&resolve, PointerWidth::P64);
        assert_eq!((wide.of(ty), wide.fields(ty)), (layout(48, 8), &[0, 8, 16, 24, 40][..]));
    }

    #[test]
    fn widths_change_behind_256_and_65536_cases_and_8_and_16_flags() {
        let mut graph = Graph::new();
        let enums = [1, 256, 257, 65536, 65537].map(|count| graph.enumeration(&format!("e{count}"), count));
        let flags = [1, 8, 9, 16, 17, 32].map(|count| graph.flags(&format!("f{count}"), count));
        let resolve = graph.finish();
        let layouts = Layouts::new(&resolve, PointerWidth::P32);
        let size = |ty: TypeId| (layouts.of(ty).size, layouts.of(ty).align);
        assert_eq!(enums.map(size), [(1, 1), (1, 1), (2, 2), (2, 2), (4, 4)]);
        assert_eq!(flags.map(size), [(1, 1), (1, 1), (2, 2), (2, 2), (4, 4), (4, 4)]);
        assert_eq!(flags.map(|ty| layouts.flags(ty).unwrap().bytes()), [1, 1, 2, 2, 4, 4]);
    }

    #[test]
    fn options_and_results() {
        let mut graph = Graph::new();
        let (u8, u64) = (graph.prim("u8"), graph.prim("u64"));
        let types = [
            graph.option(u8),
            graph.option(u64),
            graph.result(None, None),
            graph.result(Some(u8), Some(u64)),
        ];
        let resolve = graph.finish();
        let layouts = Layouts::new(&resolve, PointerWidth::P32);
        assert_eq!(
            types.map(|ty| layouts.of(ty)),
            [layout(2, 1), layout(16, 8), layout(1, 1), layout(16, 8)]
        );
        assert_eq!(types.map(|ty| layouts.variant(ty).unwrap().payload), [1, 8, 1, 8]);
    }

    #[test]
    fn sizes_beyond_all_memories_are_cut() {
        let mut graph = Graph::new();
        let u64 = graph.prim("u64");
        let mut ty = u64;
        for _ in 0..40 {
            ty = graph.fixed(ty, u32::MAX);
        }
        let record = graph.record("r", &[("a", ty), ("b", ty), ("c", u64)]);
        let (u8, option) = (graph.prim("u8"), graph.option(record));
        let odd = graph.fixed(u8, u32::MAX);
        let resolve = graph.finish();
        let layouts = Layouts::new(&resolve, PointerWidth::P64);
        for ty in [ty, record, option] {
            assert_eq!(layouts.of(ty), layout(Layout::MAX_SIZE, 8));
        }
        assert_eq!(layouts.fields(record), [0, Layout::MAX_SIZE, Layout::MAX_SIZE]);
        assert_eq!(layouts.of(odd), layout(Layout::MAX_SIZE, 1));
    }
}

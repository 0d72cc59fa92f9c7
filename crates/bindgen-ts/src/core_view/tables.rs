//! The tables of a world: its types, its functions, and what is the same for all worlds with the same width of addresses.

use outwit_resolve::abi::core_module::{CoreModule, Mangling};
use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::Layouts;
use outwit_resolve::abi::{Options, PointerWidth};
use outwit_resolve::graph::{Primitive, Resolve, TypeId, WorldId};

use super::describe::{Describer, core_type, number};
use super::functions;
use super::model::{Constant, Value};
use super::places::Places;
use crate::model::Doc;

/// What the canonical ABI says of a world.
pub(super) struct Abi<'a> {
    pub(super) resolve: &'a Resolve,
    pub(super) layouts: Layouts,
    pub(super) flats: Flats,
    pub(super) module: CoreModule,
}

impl<'a> Abi<'a> {
    /// Functions of async type are taken to be lowered and lifted asynchronously, with callbacks, as generators do.
    pub(super) fn new(resolve: &'a Resolve, world: WorldId, pointer: PointerWidth) -> Abi<'a> {
        let options = Options { pointer, async_: true, callback: true, ..Options::default() };
        Abi {
            resolve,
            layouts: Layouts::new(resolve, pointer),
            flats: Flats::new(resolve, pointer),
            module: CoreModule::new(resolve, world, options, Mangling::Legacy),
        }
    }
}

/// Everything that exists at run time.
pub(super) fn constants(abi: &Abi<'_>, places: &Places) -> Vec<Constant> {
    let describer = Describer { abi, places };
    vec![
        Constant {
            doc: Doc::text("Addresses and lengths, as the guest writes them."),
            name: "address",
            value: address(abi),
        },
        Constant {
            doc: Doc::text("Size, alignment and core values of types without parts."),
            name: "primitives",
            value: primitives(&describer),
        },
        Constant {
            doc: Doc::text(
                "The named types of the world, by the id of what owns them and their names in WIT.",
            ),
            name: "types",
            value: types(&describer),
        },
        Constant {
            doc: Doc::text("The functions of the world, by their names in the core module."),
            name: "functions",
            value: functions::table(&describer),
        },
    ]
}

fn address(abi: &Abi<'_>) -> Value {
    let size = abi.layouts.pointer().bytes();
    Value::object([("type", core_type(abi.flats.pointer())), ("size", number(size))])
}

fn primitives(describer: &Describer<'_>) -> Value {
    let one = |primitive: Primitive| {
        let shape = describer.shape(TypeId::primitive(primitive));
        (primitive.keyword().to_owned(), Value::Object(shape))
    };
    Value::Object(Primitive::ALL.map(one).into())
}

fn types(describer: &Describer<'_>) -> Value {
    let resolve = describer.abi.resolve;
    let owners = describer.places.owners.iter().map(|owned| {
        let types =
            owned.types.iter().map(|(name, ty)| (resolve[*name].to_owned(), describer.description(*ty)));
        (owned.key.clone(), Value::Object(types.collect()))
    });
    Value::Object(owners.collect())
}

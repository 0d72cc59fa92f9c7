//! The table of names: what each item of WIT is called in the declarations, and where it stands, as the model has it.

use outwit_resolve::graph::{Owner, Resolve, TypeId, WorldId, WorldKey};

use crate::model::{File, Item, ItemKind, Key, Member, MemberKind, Origin, Signature, TsType};

/// What one item of WIT is called in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameEntry {
    /// The item: `ns:pkg/iface@1.0.0#type.field`, functions as the canonical ABI names them (`…#[method]blob.get`), parameters
    /// in parentheses behind them, imports and exports of the world by their own names; nothing for what is ours.
    pub wit: String,
    /// What it is.
    pub kind: NameKind,
    /// The file below the output folder, without extension.
    pub file: String,
    /// The declaration that it is a member of, if it is one.
    pub within: Option<String>,
    /// Its name, or the string that stands for it: a tag, a key.
    pub name: String,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A declaration of a type, of which there may be several forms.
    Type,
    /// The static side of a resource.
    Class,
    /// A function that tells errors.
    Guard,
    /// A field of a record, or a flag.
    Field,
    /// A case, by its tag or as it is.
    Case,
    /// A function, method or static function.
    Function,
    /// What `new` calls.
    Constructor,
    /// A property with a getter.
    Property,
    /// A parameter.
    Parameter,
    /// An import or export of the world.
    Key,
    /// Something of ours that no item of WIT is.
    Own,
}

impl NameKind {
    /// The kind in a word.
    pub fn word(self) -> &'static str {
        match self {
            NameKind::Type => "type",
            NameKind::Class => "class",
            NameKind::Guard => "guard",
            NameKind::Field => "field",
            NameKind::Case => "case",
            NameKind::Function => "function",
            NameKind::Constructor => "constructor",
            NameKind::Property => "property",
            NameKind::Parameter => "parameter",
            NameKind::Key => "key",
            NameKind::Own => "own",
        }
    }
}

/// The names of everything, in the order in which it stands.
pub(crate) fn table(resolve: &Resolve, world: WorldId, files: &[File]) -> Vec<NameEntry> {
    let mut table = Table { resolve, world, file: "", entries: Vec::new() };
    for file in files {
        table.file = &file.path;
        file.items.iter().for_each(|item| table.item(item));
    }
    table.entries
}

struct Table<'a> {
    resolve: &'a Resolve,
    world: WorldId,
    file: &'a str,
    entries: Vec<NameEntry>,
}

impl Table<'_> {
    fn add(&mut self, wit: String, kind: NameKind, within: Option<&str>, name: &str) {
        let (file, within, name) = (self.file.to_owned(), within.map(str::to_owned), name.to_owned());
        self.entries.push(NameEntry { wit, kind, file, within, name });
    }

    fn item(&mut self, item: &Item) {
        match (item.origin, &item.kind) {
            (Origin::Own, _) => self.add(String::new(), NameKind::Own, None, &item.name),
            (Origin::Type(ty), ItemKind::Guard { .. }) => {
                self.add(self.of_type(ty), NameKind::Guard, None, &item.name);
            }
            (Origin::Type(ty), _) => self.add(self.of_type(ty), NameKind::Type, None, &item.name),
            (Origin::Class(ty), _) => self.add(self.of_type(ty), NameKind::Class, None, &item.name),
            (Origin::Part(..) | Origin::Function(_) | Origin::Key(_), _) => {}
        }
        match &item.kind {
            ItemKind::Interface { members, .. } => {
                members.iter().for_each(|member| self.member(&item.name, member));
            }
            ItemKind::Union(alternatives) => {
                for alternative in alternatives {
                    let (TsType::Literal(name) | TsType::Tagged { tag: name, .. }) = &alternative.ty else {
                        continue;
                    };
                    if let Some(wit) = self.wit(alternative.origin) {
                        self.add(wit, NameKind::Case, Some(&item.name), name);
                    }
                }
            }
            ItemKind::Alias(_) | ItemKind::Again | ItemKind::Guard { .. } => {}
            // They are of modules in another shape, of which there is no table.
            ItemKind::Function { .. } | ItemKind::Value { .. } | ItemKind::Class { .. } => {}
        }
    }

    fn member(&mut self, within: &str, member: &Member) {
        let wit = self.wit(member.origin).unwrap_or_default();
        let (kind, signature) = match (&member.kind, member.origin) {
            (MemberKind::Construct(signature), _) => (NameKind::Constructor, Some(signature)),
            (MemberKind::Method(signature), _) => (NameKind::Function, Some(signature)),
            (MemberKind::Property { ty: TsType::Function(signature), .. }, Origin::Function(_)) => {
                (NameKind::Function, Some(&**signature))
            }
            (_, Origin::Function(_)) => (NameKind::Property, None),
            (_, Origin::Key(_)) => (NameKind::Key, None),
            (_, Origin::Class(_)) => (NameKind::Class, None),
            (_, Origin::Type(_)) => (NameKind::Type, None),
            (_, Origin::Part(..)) => (NameKind::Field, None),
            (_, Origin::Own) => (NameKind::Own, None),
        };
        let name = match &member.key {
            Key::Name(name) | Key::Quoted(name) => name,
            Key::New => "new",
        };
        self.add(wit.clone(), kind, Some(within), name);
        if let (Some(Signature { params, .. }), Origin::Function(function)) = (signature, member.origin) {
            let written = &self.resolve[function].params;
            let written = &written[written.len() - params.len()..];
            for (param, of) in params.iter().zip(written) {
                let wit = format!("{wit}({})", &self.resolve[of.name]);
                self.add(wit, NameKind::Parameter, Some(within), &param.name);
            }
        }
    }

    /// The item in WIT that something is made of.
    fn wit(&self, origin: Origin) -> Option<String> {
        Some(match origin {
            Origin::Own => return None,
            Origin::Type(ty) | Origin::Class(ty) => self.of_type(ty),
            Origin::Part(ty, index) => {
                let names = self.resolve[ty].kind.member_names();
                let name = names.get(usize::try_from(index).ok()?)?;
                format!("{}.{}", self.of_type(ty), &self.resolve[*name])
            }
            Origin::Function(function) => {
                format!(
                    "{}#{}",
                    self.owner(self.resolve[function].owner),
                    self.resolve.function_label(function)
                )
            }
            Origin::Key(WorldKey::Interface(interface)) => self.resolve.interface_id(interface)?,
            Origin::Key(WorldKey::Name(name)) => self.resolve[name].to_owned(),
        })
    }

    fn of_type(&self, ty: TypeId) -> String {
        let name = self.resolve[ty].name.map_or("", |name| &self.resolve[name]);
        format!("{}#{name}", self.owner(self.resolve[ty].owner))
    }

    /// An interface without a name of its own goes by that of the world.
    fn owner(&self, owner: Owner) -> String {
        let interface = match owner {
            Owner::Interface(interface) => self.resolve.interface_id(interface),
            Owner::World(_) | Owner::None => None,
        };
        interface.unwrap_or_else(|| self.resolve.world_id(self.world))
    }
}

//! Which things of a graph are written, and their numbers: each thing is referred to by its place in the list of its kind.

use outwit_resolve::graph::{
    FunctionId, Id, IncludeId, InterfaceId, Owner, PackageId, Resolve, Side, TypeId, WorldId, WorldItemKind,
};

/// What is written, by kind.
pub(super) struct Kept {
    pub(super) packages: Numbers<PackageId>,
    pub(super) interfaces: Numbers<InterfaceId>,
    pub(super) worlds: Numbers<WorldId>,
    /// Each type behind the types that it consists of.
    pub(super) types: Numbers<TypeId>,
    pub(super) functions: Numbers<FunctionId>,
    /// The `include`s of each world, by the world's place in its arena.
    includes: Vec<Vec<IncludeId>>,
    /// Whether what gates hide is written too.
    pub(super) inactive: bool,
}

/// Numbers for the things of one kind that are written.
pub(super) struct Numbers<I> {
    /// By the place in the arena.
    numbers: Vec<Option<u32>>,
    /// By number.
    pub(super) list: Vec<I>,
}

impl<I: Id> Numbers<I> {
    fn new(order: impl Iterator<Item = I>, marked: &[bool]) -> Numbers<I> {
        let list: Vec<I> = order.filter(|id| marked[id.index()]).collect();
        let mut numbers = vec![None; marked.len()];
        for (id, number) in list.iter().zip(0..) {
            numbers[id.index()] = Some(number);
        }
        Numbers { numbers, list }
    }

    pub(super) fn contains(&self, id: I) -> bool {
        self.numbers[id.index()].is_some()
    }

    /// The number of something that is written.
    pub(super) fn of(&self, id: I) -> u32 {
        self.numbers[id.index()].expect("what is written refers to what is written alone")
    }
}

impl Kept {
    /// Everything, or what `world` reaches.
    pub(super) fn new(graph: &Resolve, world: Option<WorldId>, inactive: bool) -> Kept {
        let mut marks = Marks::new(graph, inactive);
        match world {
            Some(world) => marks.world(world),
            None => marks.packages(),
        }
        marks.close();
        let Marks { packages, interfaces, worlds, types, functions, includes, .. } = marks;
        Kept {
            packages: Numbers::new(graph.packages().map(|(id, _)| id), &packages),
            interfaces: Numbers::new(graph.all_interfaces().map(|(id, _)| id), &interfaces),
            worlds: Numbers::new(graph.all_worlds().map(|(id, _)| id), &worlds),
            types: Numbers::new(graph.types_in_dependency_order().iter().copied(), &types),
            functions: Numbers::new(graph.all_functions().map(|(id, _)| id), &functions),
            includes,
            inactive,
        }
    }

    /// The `include`s of a world that are written.
    pub(super) fn includes_of(&self, world: WorldId) -> &[IncludeId] {
        &self.includes[world.index()]
    }
}

/// What is reached so far.
struct Marks<'a> {
    graph: &'a Resolve,
    inactive: bool,
    packages: Vec<bool>,
    interfaces: Vec<bool>,
    worlds: Vec<bool>,
    types: Vec<bool>,
    functions: Vec<bool>,
    includes: Vec<Vec<IncludeId>>,
    /// What was reached and not looked into yet.
    open: Vec<Open>,
}

enum Open {
    Interface(InterfaceId),
    World(WorldId),
    Type(TypeId),
    Function(FunctionId),
}

impl Marks<'_> {
    fn new(graph: &Resolve, inactive: bool) -> Marks<'_> {
        let worlds = graph.all_worlds().count();
        let mut includes = vec![Vec::new(); worlds];
        for (id, include) in graph.all_includes().filter(|(_, include)| include.active || inactive) {
            includes[include.into.index()].push(id);
        }
        Marks {
            graph,
            inactive,
            packages: vec![false; graph.packages().count()],
            interfaces: vec![false; graph.all_interfaces().count()],
            worlds: vec![false; worlds],
            types: vec![false; graph.type_count()],
            functions: vec![false; graph.all_functions().count()],
            includes,
            open: Vec::new(),
        }
    }

    /// Every package with what stands in it.
    fn packages(&mut self) {
        self.packages.fill(true);
        for (_, package) in self.graph.packages() {
            for interface in package.interfaces.values() {
                if self.inactive || self.graph[*interface].active {
                    self.interface(*interface);
                }
            }
            for world in package.worlds.values() {
                if self.inactive || self.graph[*world].active {
                    self.world(*world);
                }
            }
        }
    }

    fn interface(&mut self, id: InterfaceId) {
        if !std::mem::replace(&mut self.interfaces[id.index()], true) {
            self.open.push(Open::Interface(id));
        }
    }

    fn world(&mut self, id: WorldId) {
        if !std::mem::replace(&mut self.worlds[id.index()], true) {
            self.open.push(Open::World(id));
        }
    }

    fn ty(&mut self, id: TypeId) {
        if !std::mem::replace(&mut self.types[id.index()], true) {
            self.open.push(Open::Type(id));
        }
    }

    fn function(&mut self, id: FunctionId) {
        if !std::mem::replace(&mut self.functions[id.index()], true) {
            self.open.push(Open::Function(id));
        }
    }

    fn owner(&mut self, owner: Owner) {
        match owner {
            Owner::Interface(id) => self.interface(id),
            Owner::World(id) => self.world(id),
            Owner::None => {}
        }
    }

    /// Marks all that is reached from what is marked.
    fn close(&mut self) {
        while let Some(open) = self.open.pop() {
            match open {
                Open::Interface(id) => self.enter_interface(id),
                Open::World(id) => self.enter_world(id),
                Open::Type(id) => {
                    let def = &self.graph[id];
                    self.owner(def.owner);
                    def.kind.for_each_type(|part| self.ty(part));
                }
                Open::Function(id) => {
                    let function = &self.graph[id];
                    self.owner(function.owner);
                    let types = function.params.iter().map(|param| param.ty).chain(function.result);
                    types.chain(function.resource()).for_each(|ty| self.ty(ty));
                }
            }
        }
    }

    fn enter_interface(&mut self, id: InterfaceId) {
        let interface = &self.graph[id];
        self.packages[interface.package.index()] = true;
        for ty in interface.types.values() {
            if self.inactive || self.graph[*ty].active {
                self.ty(*ty);
            }
        }
        for function in &interface.functions {
            if self.inactive || self.graph[*function].active {
                self.function(*function);
            }
        }
    }

    fn enter_world(&mut self, id: WorldId) {
        let world = &self.graph[id];
        self.packages[world.package.index()] = true;
        let hidden = if self.inactive { &world.inactive[..] } else { &[] };
        let active = [Side::Import, Side::Export].map(|side| world.items(side)).into_iter().flatten();
        for item in active.chain(hidden.iter().map(|(_, item)| item)) {
            match item.kind {
                WorldItemKind::Interface(id) => self.interface(id),
                WorldItemKind::Function(id) => self.function(id),
                WorldItemKind::Type(id) => self.ty(id),
            }
        }
        for at in 0..self.includes[id.index()].len() {
            self.world(self.graph[self.includes[id.index()][at]].world);
        }
    }
}

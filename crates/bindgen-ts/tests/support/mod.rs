//! Fixtures of `testdata/ts`: what a case generates, and the files that are expected of it.
#![allow(dead_code, reason = "each test program uses another part")]

pub(crate) mod compiler;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use outwit_bindgen_ts::{Compat, Emit, Mode, Options, Results, core_view, generate};
use outwit_diagnostics::Diagnostic;
use outwit_diagnostics::render;
use outwit_resolve::abi::PointerWidth;
use outwit_resolve::{DiskSource, Features, Loader, resolve};
use outwit_testkit::Case;

/// The cases of this suite.
pub(crate) fn cases() -> Vec<Case> {
    outwit_testkit::cases("ts")
}

/// The cases of core views.
pub(crate) fn core_cases() -> Vec<Case> {
    outwit_testkit::cases("ts-core")
}

/// The core view of a case, for 64-bit addresses if its `options.txt` says so.
pub(crate) fn core_view(case: &Case, emit: Emit) -> Files {
    let mut loader = Loader::new(&DiskSource);
    loader.path(&case.dir);
    let loaded = loader.finish();
    let resolved = resolve(&loaded, &Features::default()).finish();
    let resolved = resolved.unwrap_or_else(|failed| panic!("{}: {:?}", case.name, failed.diagnostics));
    let world = resolved.select_world(None).unwrap_or_else(|error| panic!("{}: {error:?}", case.name));
    let pointer = match fs::read_to_string(case.dir.join("options.txt")) {
        Ok(text) => Some(text.trim() == "memory64").filter(|wide| *wide).map(|_| PointerWidth::P64),
        Err(_) => Some(PointerWidth::P32),
    };
    let pointer = pointer.unwrap_or_else(|| panic!("{}: options.txt says something unknown", case.name));
    let options = Options { emit, generator: "outwit".to_owned(), ..Options::default() };
    let files = core_view::files(&resolved.graph, world, pointer, &options);
    files.into_iter().map(|file| (file.path, without_hash(&file.text))).collect()
}

/// The core views of every world below a path, for both widths of addresses, each in a folder of its own.
pub(crate) fn core_views_of(path: &Path, emit: Emit) -> Files {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let loaded = loader.finish();
    let resolved = resolve(&loaded, &Features::default()).finish();
    let resolved = resolved.unwrap_or_else(|failed| panic!("{}: {:?}", path.display(), failed.diagnostics));
    let graph = &resolved.graph;
    let options = Options { emit, generator: "outwit".to_owned(), ..Options::default() };
    let mut files = Files::new();
    for (world, _) in graph.worlds() {
        for (width, pointer) in [("32", PointerWidth::P32), ("64", PointerWidth::P64)] {
            let folder = graph.world_id(world).replace(['/', ':'], "-");
            let view = core_view::files(graph, world, pointer, &options);
            files.extend(view.into_iter().map(|file| (format!("{folder}/{width}/{}", file.path), file.text)));
        }
    }
    files
}

/// Files by path.
pub(crate) type Files = BTreeMap<String, String>;

/// What a case generates.
///
/// # Panics
/// If the WIT of the case is wrong, or its world is refused.
pub(crate) fn generated(case: &Case, emit: Emit) -> Files {
    let files = generate_from(|loader| loader.path(&case.dir), &Options { emit, ..options(case) });
    files.unwrap_or_else(|diagnostics| panic!("{}:\n{diagnostics}", case.name))
}

/// The options of a case: the words of its file `options`, if it has one.
pub(crate) fn options(case: &Case) -> Options {
    let mut options = Options::default();
    for word in fs::read_to_string(case.dir.join("options")).unwrap_or_default().split_whitespace() {
        match word {
            "guest" => options.mode = Mode::Guest,
            "stubs" => options.stubs = true,
            "return" => options.results = Results::Return,
            "jco" => options.compat = Some(Compat::Jco),
            word if word.starts_with("package=") => {
                options.package_json = word.strip_prefix("package=").map(str::to_owned);
            }
            word => panic!("{}: no option `{word}`", case.name),
        }
    }
    options
}

/// What the inputs generate; if something is wrong with them, or their world is refused, the diagnostics as lines.
pub(crate) fn generate_from(load: impl FnOnce(&mut Loader<'_>), options: &Options) -> Result<Files, String> {
    let mut loader = Loader::new(&DiskSource);
    load(&mut loader);
    let loaded = loader.finish();
    let show = |diagnostics: &[Diagnostic]| {
        let lines = diagnostics.iter().map(|diagnostic| render::short(&loaded.sources, diagnostic));
        lines.collect::<Vec<String>>().join("\n")
    };
    let analysis = resolve(&loaded, &Features::named(["shiny"]));
    let resolved = analysis.finish().map_err(|failed| show(&failed.diagnostics))?;
    let world = resolved.select_world(None).map_err(|error| show(&[error]))?;
    let options = Options { generator: "outwit".to_owned(), ..options.clone() };
    let output = generate(&resolved.graph, world, &options).map_err(|diagnostics| show(&diagnostics))?;
    Ok(output.files.into_iter().map(|file| (file.path, file.text)).collect())
}

/// Whether everything is asked for, so that what a run lacks is an error and not a reason to skip.
pub(crate) fn everything() -> bool {
    std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1")
}

/// What says that scripts are modules.
pub(crate) fn module_package() -> Files {
    Files::from([("package.json".to_owned(), "{ \"type\": \"module\" }\n".to_owned())])
}

/// A text without its hash, which says nothing to a reader.
pub(crate) fn without_hash(text: &str) -> String {
    let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("// FNV-1a"));
    lines.collect()
}

/// Whether a file belongs to the runtime module, which is the same for all cases.
pub(crate) fn is_runtime(path: &str) -> bool {
    ["wit.ts", "wit.js", "wit.d.ts"].contains(&path)
}

/// Whether a file is for the user to go on with.
pub(crate) fn is_stub(path: &str) -> bool {
    path.ends_with(".component.ts") || path.ends_with(".host.ts")
}

/// All files below a folder by path; none if the folder is not there.
pub(crate) fn read_tree(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let relative = path.strip_prefix(root).expect("found below the root");
            let name = relative.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).expect("a readable file"));
        }
    }
    files
}

/// The folder, empty.
pub(crate) fn fresh(folder: &Path) -> PathBuf {
    let _ = fs::remove_dir_all(folder);
    folder.to_owned()
}

/// Writes files below a folder.
pub(crate) fn write_tree(root: &Path, files: &Files) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a folder that can be made");
        fs::write(&path, text).expect("a file that can be written");
    }
}

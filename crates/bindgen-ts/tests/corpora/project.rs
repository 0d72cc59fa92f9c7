//! One TypeScript project for each corpus, a folder in it for each world; and what a compiler says of it, by world.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use outwit_bindgen_ts::{NameEntry, Options, generate};
use outwit_diagnostics::Diagnostic;

use crate::support::compiler::Compiler;
use crate::support::{fresh, module_package, write_tree};
use crate::worlds::{Corpus, World};

/// So many worlds are shown when a project does not compile, and so many errors of each.
const SHOWN_WORLDS: usize = 8;
const SHOWN_ERRORS: usize = 4;

/// The declarations of a corpus, on disk.
pub(crate) struct Project<'c> {
    pub(crate) root: PathBuf,
    /// The worlds that have declarations.
    pub(crate) worlds: Vec<&'c World>,
    /// The table of names of each, in the same order.
    pub(crate) names: Vec<Vec<NameEntry>>,
}

impl<'c> Project<'c> {
    /// Generates the declarations of every world of the corpus below an empty folder.
    pub(crate) fn new(corpus: &'c Corpus, test: &str, kind: &str, options: &Options) -> Project<'c> {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpora").join(test);
        let root = root.join(format!("{}-{kind}", corpus.name));
        let root = fresh(&root);
        write_tree(&root, &module_package());
        let mut project = Project { root, worlds: Vec::new(), names: Vec::new() };
        let options = &Options { names: true, ..options.clone() };
        for world in &corpus.worlds {
            let output = generate(&world.graph, world.id, options).unwrap_or_else(|diagnostics| {
                panic!("{} is refused: {}", world.title(), lines(&diagnostics))
            });
            let files = output.files.into_iter().map(|file| (file.path, apart(&file.text, &world.folder)));
            write_tree(&project.root.join(&world.folder), &files.collect());
            project.worlds.push(world);
            project.names.push(output.names);
        }
        project
    }

    /// What a compiler has against the project, if anything.
    pub(crate) fn errors(&self, compiler: &Compiler, settings: &(&str, &str)) -> Option<String> {
        // Nothing to compile is an error for a compiler.
        if self.worlds.is_empty() {
            return None;
        }
        let (name, settings) = settings;
        let output = compiler.run(&self.root, settings, &["--noEmit"]);
        if output.status.success() {
            return None;
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let mut told =
            format!("{} with settings `{name}`, in {}:\n", compiler.path.display(), self.root.display());
        told += &self.by_world(&text);
        told += &String::from_utf8_lossy(&output.stderr);
        Some(told)
    }

    /// The first errors of the first worlds that have some. An error's first line begins with the path of its file.
    fn by_world(&self, text: &str) -> String {
        let mut errors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in text.lines().filter(|line| line.contains("error TS")) {
            let (folder, _) = line.split_once('/').unwrap_or_default();
            errors.entry(folder).or_default().push(line);
        }
        let mut told = format!("{} worlds of {} have errors\n", errors.len(), self.worlds.len());
        for (folder, lines) in errors.iter().take(SHOWN_WORLDS) {
            let world = self.worlds.iter().find(|world| world.folder == **folder);
            let title = world.map_or_else(|| "no world".to_owned(), |world| world.title());
            writeln!(told, "  {title}: {} errors", lines.len()).expect("a string can be written to");
            for line in lines.iter().take(SHOWN_ERRORS) {
                writeln!(told, "    {line}").expect("a string can be written to");
            }
        }
        told
    }
}

/// Modules under names that no other world of the project has: a program has one module of a name. Other files are left as they
/// are, since their names begin with a dot, and so are comments.
fn apart(text: &str, folder: &str) -> String {
    let is_comment = |line: &str| line.trim_start().starts_with(['*', '/']);
    let line = |line: &str| if is_comment(line) { line.to_owned() } else { line_apart(line, folder) };
    text.split_inclusive('\n').map(line).collect()
}

fn line_apart(line: &str, folder: &str) -> String {
    ["declare module '", "import('", " from '"].iter().fold(line.to_owned(), |line, before| {
        let mut pieces = line.split(before);
        let mut apart = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            apart.push_str(before);
            if !piece.starts_with('.') {
                apart.push_str(&format!("{folder}/"));
            }
            apart.push_str(piece);
        }
        apart
    })
}

fn lines(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics.iter().map(|it| format!("{}: {}", it.code.id, it.message)).collect();
    lines.join("\n")
}

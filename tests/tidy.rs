//! The house stays as `docs/design.md` §3 draws it: rooms use only rooms below them, files of a room form no circles, files stay readable,
//! and only some rooms touch the file system.

#![allow(clippy::disallowed_macros, clippy::disallowed_methods, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use, as the table of `src/lib.rs` has them.
fn rooms() -> Vec<(String, Vec<String>)> {
    let map = include_str!("../src/lib.rs");
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(String::from).collect::<Vec<_>>();
    let row = |line: &str| {
        let cells: Vec<_> = line.strip_prefix("//! | ")?.trim_end_matches(" |").split(" | ").collect();
        let [room, _, may] = cells[..] else { panic!("a row of the rooms has three cells: {line}") };
        Some((quoted(room).pop()?, quoted(may)))
    };
    map.lines().filter_map(row).collect()
}

/// Circles of files within a room that are there, by the first of their files, with the reason. No other may come. A module and the files
/// that it is split into count as one where they name each other by `mod`.
const CIRCLES: &[(&str, &str)] = &[(
    "project/index_use/mod.rs",
    "what a project holds of its index is opened, and made anew, through the project that holds it",
)];

/// Names that several types have, with the reason. No other name may come twice among types that a file gives to others.
const SHARED_NAMES: &[(&str, &str)] = &[
    ("Column", "a column of a table, and one of the index: the index's is made by a macro and never leaves its room"),
    ("Row", "a row of a table, and one of the index, likewise"),
];

/// Folders and files that may name `std::fs`: each says why.
const FILES: &[(&str, &str)] = &[
    ("cli/", "files that a person named, editor drafts, settings"),
    ("import/", "the file that is imported"),
    ("log/", "the log and the private side"),
    ("project/", "what lies beside the log: index, policies, attachments"),
    ("demo/", "the folder of a new project"),
    ("profile/", "the project's own files"),
    ("index/", "mapped files"),
    ("fuzzing.rs", "a scratch file"),
];

/// A file of the crate: its name below `src`, and its text without tests.
struct Source {
    name: String,
    text: String,
    code: String,
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder of the crate").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

fn is_test(name: &str) -> bool {
    name.ends_with("tests.rs") || name.contains("/tests/") || name.ends_with("sample.rs")
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    let source = |path: &PathBuf| {
        let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(path).expect("UTF-8");
        let lines =
            |text: &str| text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let code =
            if is_test(&name) { String::new() } else { lines(text.split("#[cfg(test)]").next().unwrap_or_default()) };
        Source { name, text, code }
    };
    found.iter().map(source).collect()
}

/// The paths that a file names from the crate's root: `crate::domain::case::Case`, one for each name of a group.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + 7..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c))).unwrap_or(rest.len());
        let head: Vec<String> = rest[..end].split("::").filter(|p| !p.is_empty()).map(Into::into).collect();
        match rest[end..].strip_prefix('{').filter(|_| rest[..end].ends_with("::")) {
            Some(group) => {
                let group = group.split(['}', ';']).next().unwrap_or_default();
                for name in group.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    let name = name.split([' ', '{']).next().unwrap_or_default();
                    let names = name.split("::").filter(|part| !part.is_empty()).map(Into::into);
                    all.push(head.iter().cloned().chain(names).collect());
                }
            }
            None => all.push(head),
        }
    }
    all
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let rooms = rooms();
    assert!(rooms.len() > 10, "the table of rooms in src/lib.rs has {} rows", rooms.len());
    for (room, may) in &rooms {
        let is_there = ["", ".rs"]
            .iter()
            .any(|end| Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/{room}{end}")).exists());
        assert!(is_there, "src/lib.rs: there is no room {room}");
        let unknown = may.iter().find(|name| !rooms.iter().any(|(known, _)| known == *name));
        assert!(unknown.is_none(), "src/lib.rs: {room} may use {unknown:?}, which is no room");
    }
    let mut wrong = BTreeSet::new();
    for Source { name, code, .. } in sources() {
        let room = name.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let Some((_, may)) = rooms.iter().find(|(known, _)| known == room) else {
            assert!(matches!(room, "lib" | "main" | "fuzzing"), "src/{name} is in no room that src/lib.rs knows");
            continue;
        };
        for named in paths(&code).into_iter().filter_map(|path| path.into_iter().next()) {
            let is_room = rooms.iter().any(|(known, _)| *known == named);
            if is_room && named != room && !may.contains(&named) {
                wrong.insert(format!("src/{name}: {room} may not use {named}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Tables that one macro reads, and that can therefore not be cut: the kinds of events with their fields.
const TABLES: &[(&str, usize)] = &[("domain/event/kinds.rs", 600)];

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut wrong = Vec::new();
    for Source { name, text, .. } in sources().into_iter().filter(|s| !s.name.ends_with("tests.rs")) {
        if !text.starts_with("//! ") {
            wrong.push(format!("src/{name} does not open with its purpose"));
        }
        // Tests stand below the code and do not count.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        let most = TABLES.iter().find(|(table, _)| *table == name).map_or(480, |(_, most)| *most);
        if code > most {
            wrong.push(format!("src/{name} has {code} lines of code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_folder_has_its_mod_file_and_more_than_that() {
    let names: Vec<String> = sources().into_iter().map(|source| source.name).collect();
    let beside = names.iter().filter(|name| {
        let folder = name.trim_end_matches(".rs").to_string() + "/";
        !name.ends_with("/mod.rs") && names.iter().any(|other| other.starts_with(&folder))
    });
    assert_eq!(beside.collect::<Vec<_>>(), Vec::<&String>::new(), "FOO.rs beside FOO/: it is FOO/mod.rs");
}

#[test]
fn comments_cite_pages_that_are_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for Source { name, text, .. } in sources() {
        for line in text.lines().filter(|line| line.trim_start().starts_with("//")) {
            for word in line.split(|c: char| !(c.is_alphanumeric() || "./_-".contains(c))) {
                let page = word.trim_end_matches('.');
                let is_page = page.strip_suffix(".md").is_some_and(|stem| !stem.is_empty());
                if is_page && !root.join("docs").join(page).exists() && !root.join(page).exists() {
                    wrong.push(format!("src/{name}: {page}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "these pages are not here:\n{}", wrong.join("\n"));
}

#[test]
fn one_name_is_one_type() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Source { name, code, .. } in sources() {
        for line in code.lines().map(str::trim).filter(|line| line.starts_with("pub")) {
            let Some((_, rest)) = ["struct ", "enum ", "trait "].iter().find_map(|kind| line.split_once(kind)) else {
                continue;
            };
            let item: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            // A macro gives the name (`struct $name`).
            if !item.is_empty() {
                named.entry(item).or_default().push(name.clone());
            }
        }
    }
    let is_known = |name: &str| SHARED_NAMES.iter().any(|(known, _)| *known == name);
    let twice = named.iter().filter(|(name, files)| files.len() > 1 && !is_known(name));
    let twice: Vec<String> = twice.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect();
    assert!(twice.is_empty(), "several types have one name:\n{}", twice.join("\n"));
}

/// A command reads a flag by the constant that stands in its definition: a constant that stands in none would be silence.
#[test]
fn a_flag_that_is_read_stands_in_a_definition() {
    let mut wrong = Vec::new();
    for Source { name, code, .. } in sources().into_iter().filter(|s| s.name.starts_with("cli/cmd/")) {
        let words = |text: &str| -> BTreeSet<String> {
            text.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(Into::into).collect()
        };
        let listed: BTreeSet<String> = code
            .split("flags: flags![")
            .skip(1)
            .flat_map(|rest| words(rest.split(']').next().unwrap_or_default()))
            .collect();
        let declared = code.lines().filter_map(|line| line.split_once("const ")?.1.split_once(": Flag"));
        wrong.extend(
            declared.filter(|(flag, _)| !listed.contains(*flag)).map(|(flag, _)| format!("src/{name}: {flag}")),
        );
        // What goes by name reads names that stand in a table.
        let by_hand = ["one(\"", "many(\"", "on(\""].iter().any(|call| code.contains(&format!("by_name().{call}")));
        wrong.extend(by_hand.then(|| format!("src/{name}: by_name() with a name that is typed")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_some_rooms_touch_the_file_system() {
    let named = |s: &Source| s.code.contains("std::fs") || s.code.contains("fs::read") || s.code.contains("File::open");
    let may = |name: &str| FILES.iter().any(|(folder, _)| name.starts_with(folder));
    let wrong: Vec<String> = sources().into_iter().filter(|s| named(s) && !may(&s.name)).map(|s| s.name).collect();
    assert_eq!(wrong, Vec::<String>::new(), "these name std::fs");
}

/// The files that a file names by paths from the crate's root, or by `super` and `self`. A path names the file that defines what it ends
/// in: through a `mod.rs` that passes it on (`pub use`), the file that it comes from.
fn arrows(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let module = |name: &str| name.trim_end_matches(".rs").trim_end_matches("/mod").to_string();
    let modules: BTreeMap<String, &Source> = sources.iter().map(|s| (module(&s.name), s)).collect();
    let passed_on = passed_on(sources, &modules);
    let defines = |code: &str, item: &str| {
        let kinds = ["fn ", "struct ", "enum ", "const ", "static ", "type ", "trait "];
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        kinds.iter().any(|kind| {
            let found = format!("{kind}{item}");
            code.match_indices(&found).any(|(at, _)| ends(&code[at + found.len()..]))
        })
    };
    let target = |path: &[String]| -> Option<String> {
        let len = (1..=path.len()).rev().find(|len| modules.contains_key(&path[..*len].join("/")))?;
        let file = modules[&path[..len].join("/")];
        if !file.name.ends_with("mod.rs") {
            return Some(file.name.clone());
        }
        let item = path.get(len)?;
        let from = passed_on.get(&(file.name.clone(), item.clone())).cloned();
        from.or_else(|| defines(&file.code, item).then(|| file.name.clone()))
    };
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Source { name, code, .. } in sources {
        let own = module(name);
        let parent = own.rsplit_once('/').map_or("", |(parent, _)| parent);
        let above = parent.rsplit_once('/').map_or("", |(above, _)| above);
        let code = code.replace("super::super::", &absolute(above)).replace("super::", &absolute(parent));
        let named = paths(&code.replace("self::", &absolute(&own)));
        let to = named.iter().filter_map(|path| target(path)).filter(|file| file != name);
        arrows.entry(name.clone()).or_default().extend(to);
    }
    arrows
}

/// What each `mod.rs` passes on by `pub use`, with the file that it comes from.
fn passed_on(sources: &[Source], modules: &BTreeMap<String, &Source>) -> BTreeMap<(String, String), String> {
    let mut all = BTreeMap::new();
    for Source { name, code, .. } in sources.iter().filter(|s| s.name.ends_with("mod.rs")) {
        let base = name.trim_end_matches("/mod.rs");
        for (at, _) in
            code.match_indices(" use ").filter(|(at, _)| code[..*at].ends_with("pub") || code[..*at].ends_with(')'))
        {
            let text = code[at + 5..].split(';').next().unwrap_or_default();
            let (head, items) = match text.split_once('{') {
                Some((head, items)) => (head.trim_end_matches("::"), items.trim_end_matches('}')),
                None => text.rsplit_once("::").unwrap_or(("", text)),
            };
            let path = head.trim_start_matches("crate::").replace("::", "/");
            let file = modules.get(&format!("{base}/{path}")).or_else(|| modules.get(&path));
            for item in items.split(',').filter_map(|item| item.trim().rsplit(' ').next()).filter(|i| !i.is_empty()) {
                all.extend(file.map(|file| ((name.clone(), item.to_string()), file.name.clone())));
            }
        }
    }
    all
}

fn absolute(module: &str) -> String {
    if module.is_empty() { "crate::".into() } else { format!("crate::{}::", module.replace('/', "::")) }
}

/// Groups of files of which each leads to all others, the largest first.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let (mut seen, mut left) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = left.pop() {
            for to in arrows.get(&next).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    left.push(to.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> = arrows.keys().map(|file| (file, reach(file))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (file, to) in &reached {
        let circle: Vec<String> =
            to.iter().filter(|other| reached.get(other).is_some_and(|back| back.contains(*file))).cloned().collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    let mut found: Vec<Vec<String>> = found.into_iter().collect();
    found.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    found
}

#[test]
fn files_form_no_circles() {
    let found = circles(&arrows(&sources()));
    let is_known = |circle: &&Vec<String>| CIRCLES.iter().any(|(first, _)| circle.first().is_some_and(|f| f == first));
    let new: Vec<String> = found.iter().filter(|c| !is_known(c)).map(|c| c.join("\n  ")).collect();
    assert!(new.is_empty(), "{} circles of files:\n{}", new.len(), new.join("\n\n"));
    for (first, _) in CIRCLES {
        assert!(found.iter().any(|circle| circle.first().is_some_and(|f| f == first)), "{first}: no circle any more");
    }
}

#[test]
fn a_circle_is_found() {
    let arrow = |from: &str, to: &[&str]| (from.to_string(), to.iter().map(|t| (*t).to_string()).collect());
    let drawn = BTreeMap::from([arrow("a", &["b"]), arrow("b", &["c", "d"]), arrow("c", &["a"]), arrow("e", &["a"])]);
    assert_eq!(circles(&drawn), [["a", "b", "c"].map(String::from).to_vec()]);
}

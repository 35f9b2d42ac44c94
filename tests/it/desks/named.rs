//! Profiles are data: no code outside `src/profile/` knows one by its name.

use redress::profile::PROFILES;
use std::path::Path;

/// Literals that are words of something else, by file, with the reason.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("group", "a Unix group that shares a folder"),
    ("mediation", "the form of that name"),
    ("base", "the layer under all profiles"),
];

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            found.push(entry);
        }
    }
}

#[test]
fn no_profile_is_named_in_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    let mut wrong = Vec::new();
    for path in all {
        let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        if name.starts_with("profile/") || name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (n, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (profile, _) in PROFILES.iter().filter(|(name, _)| !OTHER_WORDS.iter().any(|(word, _)| word == name)) {
                if line.contains(&format!("\"{profile}\"")) || line.contains(&format!("\"{profile}/")) {
                    wrong.push(format!("src/{name}:{}: {}", n + 1, line.trim()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

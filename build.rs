//! Compiles the built-in profiles, so that no start of the program parses TOML: each becomes canonical JSON, cut into sections, with its
//! digest.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

#[path = "src/profile/merge.rs"]
mod merge;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;
use std::fmt::Write;
use std::path::PathBuf;

fn main() {
    for read in ["build.rs", "src/profile", "src/demo", "src/domain/calendar/notices.rs"] {
        println!("cargo:rerun-if-changed={read}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let profiles = profiles();
    let compiled: String = profiles.iter().map(|name| compile(name)).collect();
    let texts: String = profiles.iter().map(|name| source(name)).collect();
    for (file, all) in [
        ("profiles.rs", compiled),
        ("profile_texts.rs", texts),
        ("demo_texts.rs", demos(&profiles)),
        ("pack_texts.rs", packs()),
    ] {
        std::fs::write(out.join(file), format!("&[{all}]")).expect("OUT_DIR can be written");
    }
}

/// The profiles, by their files: `base` first, on which each of the others stands.
fn profiles() -> Vec<String> {
    let files = std::fs::read_dir("src/profile").expect("the folder of profiles");
    let names = files.filter_map(|file| file.ok()?.file_name().to_str()?.strip_suffix(".toml").map(String::from));
    let mut names: Vec<String> = names.collect();
    names.sort_unstable_by_key(|name| (name != "base", name.clone()));
    names
}

/// A profile's name and its TOML, as Rust.
fn source(name: &str) -> String {
    format!("({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/profile/{name}.toml\"))),")
}

/// The data of the demos as Rust: profile, file and text of each file in a folder of `src/demo` that is called as a profile.
fn demos(profiles: &[String]) -> String {
    let mut out = String::new();
    for profile in profiles {
        let Ok(files) = std::fs::read_dir(format!("src/demo/{profile}")) else { continue };
        let mut names: Vec<String> = files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect();
        names.sort_unstable();
        for name in names {
            let path = format!("/src/demo/{profile}/{name}");
            writeln!(out, "({profile:?}, {name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),")
                .expect("a string takes all");
        }
    }
    out
}

/// The packs of `src/profile/packs` and the calendars that they bring, as Rust: file and text.
fn packs() -> String {
    let files = std::fs::read_dir("src/profile/packs").expect("the folder of packs");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| matches!(name.rsplit_once('.'), Some((_, "toml" | "json")))).collect();
    names.sort_unstable();
    let mut out = String::new();
    for name in names {
        let path = format!("/src/profile/packs/{name}");
        writeln!(out, "({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),")
            .expect("a string takes all");
    }
    out
}

/// A profile over the base as Rust: each key's canonical JSON, as laid over each other and as it then holds.
fn compile(name: &str) -> String {
    let mut laid = Map::new();
    for file in ["base", name].into_iter().skip(usize::from(name == "base")) {
        merge::merge(&mut laid, read(file), &mut |_, _, _, _| Ok::<_, Infallible>(())).unwrap_or_else(|e| match e {});
    }
    let mut holds = laid.clone();
    merge::drop_switched_off(&mut holds);
    let rules = holds.get("rule").cloned().unwrap_or_default();
    merge::cite_rules(&mut holds, &rules);
    let mut out =
        format!("Compiled {{ name: {name:?}, digest: {:?}, head: {:?}, parts: &[", digest(&holds), head(&holds));
    for (key, laid) in &laid {
        let text = holds[key].to_string();
        let laid = Some(laid.to_string()).filter(|laid| *laid != text);
        writeln!(out, "Part {{ key: {key:?}, text: {text:?}, laid: {laid:?} }},").expect("a string takes all");
    }
    out + "] },"
}

/// What is no list of rows, as one object.
fn head(holds: &Map<String, Value>) -> String {
    let alone = |value: &Value| value.as_array().is_none_or(|rows| !rows.iter().any(Value::is_object));
    let head = holds.iter().filter(|(_, value)| alone(value)).map(|(key, value)| (key.clone(), value.clone()));
    Value::Object(head.collect()).to_string()
}

/// The digest of the snapshot of a policy with no calendar but the embedded one.
fn digest(holds: &Map<String, Value>) -> String {
    let notices = std::fs::read_to_string("src/domain/calendar/notices.rs").expect("the notices");
    let years =
        notices.lines().filter_map(|line| line.trim().strip_prefix("Notice { year: ")?.get(..4)?.parse::<i32>().ok());
    let json = serde_json::json!({ "redress": 1, "policy": holds, "notices": years.max(), "calendars": "" });
    Sha256::digest(json.to_string() + "\n").iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(file: &str) -> Map<String, Value> {
    let path = format!("src/profile/{file}.toml");
    let text = std::fs::read_to_string(&path).expect("a profile's TOML");
    let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{path}: {e}"));
    match merge::to_json(toml::Value::Table(table)) {
        Value::Object(all) => all,
        _ => Map::new(),
    }
}

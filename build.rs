//! What is done once instead of at every start: the built-in profiles become JSON, cut into sections, with their digest; and on
//! Linux the program lies whole at a fixed address, so that there is nothing to load beside it and nothing to relocate.
//!
//! The tables of time zones and of Unicode are a megabyte of pointers; as a position-independent program each start copies and
//! patches all of it, about a third of what a look-up takes.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

#[path = "src/profile/merge.rs"]
mod merge;
#[path = "build/whole.rs"]
mod whole;

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The profiles; `base` is what all build on.
const PROFILES: &[&str] = &["bank"];

fn main() {
    for read in ["build.rs", "build", "src/profile", "src/domain/calendar_data.rs"] {
        println!("cargo:rerun-if-changed={read}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let compiled: String = PROFILES.iter().map(|name| compile(name)).collect();
    std::fs::write(out.join("profiles.rs"), format!("&[{compiled}]")).expect("OUT_DIR can be written");
    link(&out);
}

fn link(out: &Path) {
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        for argument in whole::arguments(out).unwrap_or_default() {
            println!("cargo:rustc-link-arg-bins={argument}");
        }
    }
}

/// A profile over the base as Rust: each key's canonical JSON, as laid over each other and as it then holds.
fn compile(name: &str) -> String {
    let mut laid = Map::new();
    for file in ["base", name] {
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
    let notices = std::fs::read_to_string("src/domain/calendar_data.rs").expect("the notices");
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

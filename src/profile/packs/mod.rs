//! Packs: the limits and gates of a law or a standard, as rows that a desk lays over its profile.
//!
//! Invariant: a pack says in its rows from which source and version they are. A pack of another country brings its
//! calendar, a file a year.

use crate::profile::error::PolicyError;
use crate::profile::layer::{PolicyLayer, read_layer, resolve_layers};
use crate::profile::{BASE, Resolved};

/// The files of packs: `NAME.toml`, and `NAME.YEAR.json` for their calendars.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pack_texts.rs"));

/// The names of all packs.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(file, _)| file.strip_suffix(".toml"))
}

/// The rows of a pack, as a file of `policies.d/`.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(file, _)| file.strip_suffix(".toml") == Some(name)).map(|(_, text)| *text)
}

/// The calendars of a pack: the name of each file, and its text.
pub fn calendars(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(file, _)| {
        file.strip_suffix(".json").and_then(|rest| rest.rsplit_once('.')).is_some_and(|(pack, _)| pack == name)
    })
}

/// The rows of a pack as they are laid over a profile: its title and source are the law's and not the desk's; each row keeps its own.
#[must_use]
pub fn over_profile(name: &str) -> Option<String> {
    let text = text(name)?;
    let (above, rows) = text.split_at(text.find("\n[").map_or(text.len(), |at| at + 1));
    let is_own = |line: &&str| line.starts_with("title = ") || line.starts_with("cite = ");
    Some(above.split_inclusive('\n').filter(|line| !is_own(line)).chain([rows]).collect())
}

/// A pack over the base alone.
///
/// # Errors
/// There is no such pack, or its rows cannot be read.
pub fn resolved(name: &str) -> Result<Resolved, PolicyError> {
    resolve_layers(BASE, &[layer(name)?])
}

/// The codes of a pack's own rows in a section.
///
/// # Errors
/// There is no such pack, or its rows cannot be read.
pub fn own_codes(name: &str, section: &str) -> Result<Vec<String>, PolicyError> {
    let rows = layer(name)?.rows;
    let all = rows.get(section).and_then(serde_json::Value::as_array).into_iter().flatten();
    Ok(all.filter_map(|row| row.get("code").and_then(serde_json::Value::as_str)).map(Into::into).collect())
}

fn layer(name: &str) -> Result<PolicyLayer, PolicyError> {
    let known = || names().map(Into::into).collect();
    let text = text(name).ok_or_else(|| PolicyError::UnknownProfile { name: name.into(), known: known() })?;
    read_layer(&format!("policies.d/{name}.toml"), text)
}

#[cfg(test)]
mod tests;

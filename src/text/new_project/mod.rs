//! The files that `init` writes: short, with comments, in the language of the user. What depends on the project stands in
//! angle brackets in them.

use super::{Lang, Two};

const REDRESS: Two = Two(include_str!("redress.en.toml"), include_str!("redress.zh.toml"));
const DIRECTORY: Two = Two(include_str!("directory.en.toml"), include_str!("directory.zh.toml"));

/// `redress.toml`.
#[must_use]
pub fn redress_toml(profile: &str, project: &str, name: &str, (simulated, shared): (bool, bool), lang: Lang) -> String {
    let name = toml::Value::String(name.into()).to_string();
    let (id, share) = if shared { ("project.id", "project.shared = \"group\"\n") } else { ("project", "") };
    let places = [
        ("<profile>", profile),
        ("<id>", id),
        ("<project>", project),
        ("<share>", share),
        ("<lang>", if lang == Lang::Zh { "zh" } else { "en" }),
        ("<mode>", if simulated { "simulated = true\n" } else { "" }),
        // The last: nothing that a person wrote is taken for a place.
        ("<name>", &name),
    ];
    places.iter().fold(REDRESS.get(lang).to_string(), |text, (place, value)| text.replace(place, value))
}

/// `directory.toml`.
#[must_use]
pub fn directory_toml(lang: Lang) -> String {
    DIRECTORY.get(lang).into()
}

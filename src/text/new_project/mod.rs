//! The files that `init` writes: short, with comments, in the language of the user. What depends on the project stands in
//! angle brackets in them.

use super::{Lang, Two};
use crate::domain::policy::{Named, Policy};
use crate::domain::value::within::Within;

const REDRESS: Two = Two(include_str!("redress.en.toml"), include_str!("redress.zh.toml"));
const DIRECTORY: Two = Two(include_str!("directory.en.toml"), include_str!("directory.zh.toml"));

const POLICY: Two = Two(include_str!("policy.en.toml"), include_str!("policy.zh.toml"));
const CHANNELS: Two = Two(include_str!("channels.en.toml"), include_str!("channels.zh.toml"));

/// A commented file of policy rows.
#[must_use]
pub fn policy_toml(name: &str, lang: Lang) -> String {
    POLICY.get(lang).replace("<name>", name)
}

/// `redress.toml` of a project on this policy, which is its profile's. A profile without channels leaves them to the project.
#[must_use]
pub fn redress_toml(
    policy: &Policy,
    project: &str,
    name: &str,
    (simulated, shared): (bool, bool),
    lang: Lang,
) -> String {
    let name = toml::Value::String(name.into()).to_string();
    let own = if policy.channels.is_empty() { CHANNELS.get(lang) } else { "" };
    // A limit of the profile, a day shorter.
    let shorter = policy.limits.iter().find_map(|row| match row.within {
        Some(Within::WorkingDays(n @ 2..)) => Some((row.code.to_string(), format!("{}wd", n - 1))),
        _ => None,
    });
    let (limit, within) = shorter.unwrap_or_else(|| ("reply".into(), "10wd".into()));
    let (id, share) = if shared { ("project.id", "project.shared = \"group\"\n") } else { ("project", "") };
    let places = [
        ("<profile>", policy.profile.as_str()),
        ("<own>", own),
        ("<limit>", &limit),
        ("<within>", &within),
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

/// `directory.toml`, with the levels, functions and roles that the policy has.
#[must_use]
pub fn directory_toml(policy: &Policy, lang: Lang) -> String {
    fn all<'r, R: Named + 'r>(rows: impl Iterator<Item = &'r R>, lang: Lang) -> String {
        let rows = rows.map(|row| match (lang, row.title().get(lang)) {
            (Lang::Zh, title) => format!("{} {title}", row.code()),
            (Lang::En, _) => row.code().to_string(),
        });
        let rows: Vec<String> = rows.collect();
        rows.join(Two(", ", "、").get(lang))
    }
    let first = |code: Option<&crate::domain::Code>| code.map_or_else(String::new, ToString::to_string);
    let places = [
        ("<levels>", all(policy.levels.iter(), lang)),
        ("<functions>", all(policy.functions.iter(), lang)),
        ("<roles>", all(policy.roles.iter(), lang)),
        ("<level>", first(policy.levels.last().map(|row| &row.code))),
        ("<function>", first(policy.functions.first().map(|row| &row.code))),
        (
            "<title>",
            policy.functions.first().map_or_else(
                || Two("Complaints desk", "投诉受理部门").get(lang).to_string(),
                |row| row.title.get(lang).to_string(),
            ),
        ),
    ];
    places.iter().fold(DIRECTORY.get(lang).to_string(), |text, (place, value)| text.replace(place, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{PROFILES, check, read_directory, read_layer, resolve, resolve_layers};

    /// The samples of a commented file, without their `# `.
    fn uncommented(text: &str) -> String {
        let sample = |line: &str| {
            let key = |rest: &str| {
                rest.split(' ').next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
            };
            let rest = line.strip_prefix("# ")?;
            (rest.starts_with("[[") || (key(rest) && rest.contains(" = "))).then(|| rest.to_string())
        };
        text.lines().filter_map(sample).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_samples_of_a_new_policy_file_are_rows_of_every_section_without_a_mistake() {
        for lang in [Lang::Zh, Lang::En] {
            let layer = read_layer("new.toml", &uncommented(&policy_toml("new", lang))).expect("TOML");
            let policy = resolve_layers("base", std::slice::from_ref(&layer)).expect("rows").policy;
            assert_eq!(check(&policy), [], "{lang:?}");
            let shown = layer.rows.as_object().expect("a table").len();
            // All sections but those that the base fills for every desk.
            assert!(shown >= crate::domain::policy::SECTIONS.len() - 4, "{shown}");
        }
    }

    #[test]
    fn the_sample_directory_names_codes_of_its_policy() {
        for (name, _) in PROFILES {
            let policy = resolve(name, &serde_json::Value::Null).expect("a profile").policy;
            for lang in [Lang::Zh, Lang::En] {
                let text = directory_toml(&policy, lang);
                assert!(!text.contains('<'), "{name}: {text}");
                let directory = read_directory(&uncommented(&text)).expect("TOML");
                assert_eq!((directory.units.len(), directory.people.len()), (1, 1), "{name}");
                let level = directory.units[0].level.clone();
                assert!(level.is_empty() || policy.levels.iter().any(|row| row.code == level), "{name}: {level}");
            }
        }
    }

    #[test]
    fn a_project_without_a_profile_of_its_own_gets_channels_to_start_with() {
        for (name, _) in PROFILES {
            let policy = resolve(name, &serde_json::Value::Null).expect("a profile").policy;
            let text = redress_toml(&policy, "p", "n", (false, false), Lang::Zh);
            let project = crate::profile::read_project(&text).expect("TOML");
            let resolved = resolve(&project.profile, &project.layer).expect("a policy");
            assert!(!resolved.policy.channels.is_empty(), "{name}");
            assert_eq!(project.layer.get("channel").is_some(), policy.channels.is_empty(), "{name}");
        }
    }
}

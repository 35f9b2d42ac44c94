//! What the demos draw from, read from TOML files once: people, topics and texts of the simulated desk, stories of the others, names.
//!
//! Invariant: what is drawn are references into the data, which are kept for as long as the program runs.

use crate::domain::value::title::Lang;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A text. (Serde would borrow a field whose type is written out.)
pub(super) type Text = &'static str;
/// Texts of which one is drawn.
pub(super) type Parts = &'static [&'static str];
/// Pairs of texts.
pub(super) type Pairs = &'static [(&'static str, &'static str)];
/// A unit and the person there.
pub(super) type Place = (&'static str, &'static str);

/// The files in the folders of this room: profile, file and text, found by `build.rs`.
const FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/demo_texts.rs"));

/// The text of a file of a profile's demo.
pub(super) fn file(profile: &str, name: &str) -> Option<&'static str> {
    FILES.iter().find(|(of, file, _)| *of == profile && *file == name).map(|(_, _, text)| *text)
}

/// The profiles that have a demo, each once; first the simulated one.
pub(crate) fn profiles() -> impl Iterator<Item = &'static str> {
    let others = FILES.iter().filter(|(_, file, _)| *file == "stories.toml").map(|(profile, ..)| *profile);
    std::iter::once(simulated()).chain(others)
}

/// The profile whose desk is simulated case by case: the one with topics.
pub(super) fn simulated() -> &'static str {
    FILES.iter().find(|(_, file, _)| *file == "topics.toml").map_or("", |(profile, ..)| *profile)
}

fn of_simulated(name: &str) -> &'static str {
    file(simulated(), name).unwrap_or_default()
}

/// The people of the simulated desk.
pub(super) static PEOPLE: LazyLock<People> = LazyLock::new(|| read(of_simulated("people.toml")));
/// What complaints are about.
pub(super) static TOPICS: LazyLock<Topics> = LazyLock::new(|| read(of_simulated("topics.toml")));
/// Texts of cases.
pub(super) static TEXTS: LazyLock<DemoTexts> = LazyLock::new(|| read(of_simulated("texts.toml")));
/// Names of complainants.
pub(super) static NAMES: LazyLock<DemoNames> = LazyLock::new(|| read(include_str!("names.toml")));

fn read<T: DeserializeOwned>(toml: &str) -> T {
    toml::from_str(toml).expect("the demo's data were read by its tests")
}

/// A text of the data.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    String::deserialize(from).map(|text| &*text.leak())
}

/// A text of the data that may be missing.
fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'static str>, D::Error> {
    text(from).map(Some)
}

/// Texts of the data.
fn parts<'de, D: Deserializer<'de>>(from: D) -> Result<Parts, D::Error> {
    let all = Vec::<String>::deserialize(from)?;
    Ok(all.into_iter().map(|text| &*text.leak()).collect::<Vec<_>>().leak())
}

/// A unit and a person of the data.
fn place<'de, D: Deserializer<'de>>(from: D) -> Result<Place, D::Error> {
    let (unit, person) = <(String, String)>::deserialize(from)?;
    Ok((unit.leak(), person.leak()))
}

fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Pairs, D::Error> {
    let all = Vec::<(String, String)>::deserialize(from)?;
    Ok(all.into_iter().map(|(a, b)| (&*a.leak(), &*b.leak())).collect::<Vec<_>>().leak())
}

/// The people: units, staff and outlets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    /// Who takes calls.
    #[serde(deserialize_with = "parts")]
    pub(super) clerks: Parts,
    /// The office of a first-level branch, and its clerk.
    pub(super) offices: BTreeMap<String, (String, String)>,
    #[serde(rename = "unit")]
    pub(super) units: Vec<UnitRow>,
    #[serde(rename = "person")]
    pub(super) persons: Vec<PersonRow>,
    #[serde(rename = "outlet")]
    pub(super) outlets: Vec<Outlet>,
}

/// A unit.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct UnitRow {
    pub(super) code: String,
    pub(super) zh: String,
    pub(super) en: String,
    #[serde(default)]
    pub(super) parent: String,
    pub(super) level: String,
    pub(super) leader: String,
    pub(super) first_contact: String,
    pub(super) second_contact: String,
    #[serde(default)]
    pub(super) functions: Vec<String>,
    /// Customers and outlets, for the density of complaints.
    pub(super) customers: Option<u32>,
    pub(super) outlets: Option<u32>,
    /// The dialling code, of the unit and of those below it.
    pub(super) area: Option<String>,
}

/// A member of staff.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PersonRow {
    #[serde(deserialize_with = "text")]
    pub(super) code: Text,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) roles: Vec<String>,
    /// Days from the first day of the demo until the person leaves.
    pub(super) leaves_after: Option<i64>,
}

/// An outlet: where complaints about it go, and who is complained about.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outlet {
    /// Its code.
    #[serde(deserialize_with = "text")]
    pub(super) code: Text,
    /// The sub-branch above it, and the handler there.
    #[serde(deserialize_with = "place")]
    pub(super) above: Place,
    /// The second-level branch (in Beijing the first-level one), and the handler there.
    #[serde(deserialize_with = "place")]
    pub(super) branch: Place,
    /// The first-level branch, and the handler there.
    #[serde(deserialize_with = "place")]
    pub(super) region: Place,
    /// The leader, if the outlet has its own.
    #[serde(default, deserialize_with = "maybe")]
    pub(super) manager: Option<Text>,
    /// A teller.
    #[serde(default, deserialize_with = "maybe")]
    pub(super) teller: Option<Text>,
    /// How often it is complained about, beside the others.
    pub(super) weight: u32,
}

/// The topics, as in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topics {
    #[serde(rename = "topic")]
    pub(super) all: Vec<Topic>,
}

/// A topic of complaints.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    /// Category code of the policy.
    #[serde(deserialize_with = "text")]
    pub(super) category: Text,
    /// Cause code of the policy.
    #[serde(deserialize_with = "text")]
    pub(super) cause: Text,
    /// Range of the amount in question, in units of the currency, if there is one.
    pub(super) sum: Option<(u32, u32)>,
    zh: TopicTexts,
    en: TopicTexts,
}

/// The texts of a topic in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicTexts {
    /// Products concerned.
    #[serde(deserialize_with = "parts")]
    pub(super) products: Parts,
    /// Titles.
    #[serde(deserialize_with = "parts")]
    pub(super) titles: Parts,
    /// What happened, in the complainant's words.
    #[serde(deserialize_with = "parts")]
    pub(super) statements: Parts,
    /// What was found.
    #[serde(deserialize_with = "parts")]
    pub(super) findings: Parts,
    /// Lessons learnt.
    #[serde(deserialize_with = "parts")]
    pub(super) lessons: Parts,
}

impl Topic {
    /// Its texts.
    pub(super) fn texts(&self, lang: Lang) -> &TopicTexts {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The texts of cases in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoTexts {
    pub(super) zh: Words,
    pub(super) en: Words,
}

macro_rules! words {
    ($($name:ident),* $(,)?) => {
        /// The parts of one language, by what they are for. `{when}`, `{spot}`, `{wait}` and `{product}` are filled in.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Words {
            $( #[serde(deserialize_with = "parts")] pub(super) $name: Parts, )*
            /// Matters outside the bank's power, and where they are sent.
            #[serde(deserialize_with = "pairs")]
            pub(super) referred: Pairs,
        }
    };
}
#[rustfmt::skip]
words!(
    when, spot, wait, tail, opening, ending, demand, place, looked, clear, ours, shared, customer, third_party, none, undetermined,
    action_fault, action_none, lessons, explanation, solved, enquiry, answered, suggestion, praise, thanked, declined, test, mistake, wish,
    voluntary, coerced, unverified, accountability, reopened, returned, reworked, delayed, escalated, supervised, ack, first, chase, good,
    bad, note, backdated, tags, paused, step, consent, basis, helped, improved, purpose,
);

/// Family names, and syllables of given names, in Chinese and in Latin letters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoNames {
    #[serde(deserialize_with = "pairs")]
    pub(super) family: Pairs,
    #[serde(deserialize_with = "pairs")]
    pub(super) first: Pairs,
    #[serde(deserialize_with = "pairs")]
    pub(super) second: Pairs,
}

//! What values a flag or an argument takes, and those of them that a desk knows: codes with their names, units, people, cases.

use super::{Candidate, YES_NO};
use crate::cli::cmd;
use crate::cli::context::Context;
use crate::cli::messages::help;
use crate::cli::schemas;
use crate::cli::spec::Spec;
use crate::command::flag::AnyFlag;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::FactKind;
use crate::domain::event::KINDS;
use crate::domain::policy::Policy;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::term::{FLAGS, keys};
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Lang;
use crate::project::Project;
use crate::render::Format;
use crate::report::act_columns::ActColumn;
use crate::report::columns;
use crate::text::names::{self, WordKind};
use crate::text::{Two, labels};

/// So many cases are offered at once.
const CASES: usize = 40;

/// Kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum FlagValues {
    Files,
    Folders,
    Cases,
    /// Rows of a section of the policy.
    Section(&'static str),
    Units,
    People,
    /// The engine's own words of a kind.
    Words(WordKind),
    /// Words that the definition itself names: `add|done|list`.
    Choice(&'static str),
    Reports,
    /// The policy's forms, and the list of them.
    Forms,
    Formats,
    Topics,
    /// JSON Schemas.
    Schemas,
    Profiles,
    /// Profiles, and packs that are laid over one.
    ProfilesAndPacks,
    Shells,
    Events,
    Terms,
    Columns,
    Dimensions,
    Periods,
    /// `FIELD=` of the policy's own fields.
    Fields,
    Settings,
    Maps,
    /// Nobody knows.
    Free,
}

impl FlagValues {
    /// What a flag of a command takes, by the name of its value.
    pub(in crate::cli) fn of(spec: &Spec, flag: &AnyFlag) -> Self {
        match (spec.name, flag.name, flag.value) {
            (_, _, "CASE" | "OTHER") => Self::Cases,
            (_, "dir" | "directory", _) | (_, _, "DIR") => Self::Folders,
            (_, "map", _) => Self::Maps,
            (_, _, "TEXT|-|@FILE") => Self::Free,
            (_, _, value) if value.contains("FILE") => Self::Files,
            (_, _, "U") => Self::Units,
            (_, "period", _) => Self::Periods,
            ("profile", "profile", _) => Self::ProfilesAndPacks,
            (_, "profile", _) => Self::Profiles,
            (_, "phone", _) => Self::Free,
            (_, _, "P" | "USER") => Self::People,
            (
                "intake" | "classify" | "reply" | "contact" | "accept" | "decline" | "refer" | "delay",
                "channel" | "via" | "told",
                _,
            ) => Self::Section("channel"),
            (
                _,
                "category" | "nature" | "cause" | "cause-said" | "source" | "outcome" | "responsibility" | "ground"
                | "step",
                _,
            ) => Self::Section(match flag.name {
                "category" => "category",
                "nature" => "nature",
                "cause" | "cause-said" => "cause",
                "source" => "source",
                "outcome" => "outcome",
                "responsibility" => "responsibility",
                "ground" => "pause-ground",
                _ => "step",
            }),
            ("escalate", "to", _) => Self::Section("level"),
            ("approve", "what", _) => Self::Section("approval"),
            ("duty", "code", _) => Self::Section("duty"),
            ("intake", "answer", _) => Self::Section("answer"),
            ("reply", "to", _) => Self::Words(WordKind::Addressee),
            ("reply", "satisfaction", _) => Self::Words(WordKind::Satisfaction),
            ("callback", ..) => Self::Words(WordKind::Callback),
            ("contact", "kind", _) => Self::Words(WordKind::Contact),
            ("link", "kind", _) => Self::Words(WordKind::Link),
            ("void", "kind", _) => Self::Words(WordKind::Void),
            ("assign", "form", _) => Self::Choice("transfer|supervision"),
            (_, "role", _) => Self::Words(WordKind::Role),
            ("log", "kind", _) => Self::Events,
            ("report", "kind", _) => Self::Reports,
            ("form", "kind", _) => Self::Forms,
            (_, "format", _) => Self::Formats,
            (_, "color", _) => Self::Choice("auto|always|never"),
            ("help", "topic", _) => Self::Topics,
            (_, "shell", _) => Self::Shells,
            ("config", "key", _) => Self::Settings,
            (_, _, "TERM") => Self::Terms,
            (_, "fields" | "sort" | "group", _) => Self::Columns,
            (_, "after", _) => Self::Choice("start"),
            ("export", "by", _) => Self::Choice("desk,month|desk|month"),
            ("help", "name", _) => Self::Schemas,
            (_, "by", "DIM,...") => Self::Dimensions,
            (_, "set", _) => Self::Fields,
            (_, _, value) if value.contains('|') => Self::Choice(flag.value),
            _ => Self::Free,
        }
    }
}

/// The values that are known and begin as typed.
pub(super) fn known(values: &FlagValues, typed: &str, cx: &Context) -> Vec<Candidate> {
    let lang = cx.lang;
    match values {
        FlagValues::Cases => return cases(typed, cx).unwrap_or_default(),
        FlagValues::Terms => return terms(typed, cx),
        FlagValues::Columns => return listed(typed, &|piece| begins(columns_of(cx), piece.trim_start_matches('-'))),
        FlagValues::Dimensions => return listed(typed, &|piece| begins(dimensions(cx), piece)),
        _ => {}
    }
    let all = match values {
        FlagValues::Section(section) => rows(cx, section),
        FlagValues::Units => units(cx),
        FlagValues::People => people(cx),
        FlagValues::Words(kind) => words(names::of(*kind), lang),
        FlagValues::Choice(all) => {
            all.split('|').filter(|word| word.chars().all(|c| c.is_lowercase() || c == '-')).map(plain).collect()
        }
        FlagValues::Reports => {
            cmd::report::titles().map(|(code, title)| Candidate::new(code, title.get(lang))).collect()
        }
        FlagValues::Forms => {
            let list =
                Candidate::new("list", Two("those that a case wants and has", "列出应出具和已出具的单据").get(lang));
            rows(cx, "form").into_iter().chain([list]).collect()
        }
        FlagValues::Formats => Format::names().map(plain).collect(),
        FlagValues::Schemas => schemas::names().into_iter().map(|name| Candidate::new(name, String::new())).collect(),
        FlagValues::Topics => {
            let commands = cmd::ALL.iter().map(|spec| Candidate::new(spec.name, spec.about.get(lang)));
            let schema = Candidate::new("schema", "JSON Schema");
            help::TOPICS
                .iter()
                .map(|topic| Candidate::new(topic.name.0, topic.name.1))
                .chain(commands)
                .chain([schema])
                .collect()
        }
        FlagValues::Profiles => crate::profile::PROFILES.iter().map(|(name, _)| plain(name)).collect(),
        FlagValues::ProfilesAndPacks => {
            let profiles = crate::profile::PROFILES.iter().map(|(name, _)| *name);
            profiles.chain(crate::profile::packs::names()).map(plain).collect()
        }
        FlagValues::Shells => super::SCRIPTS.iter().map(|(shell, ..)| plain(shell)).collect(),
        FlagValues::Events => words(KINDS, lang),
        FlagValues::Periods => PERIODS.iter().map(|(word, two)| Candidate::new(*word, two.get(lang))).collect(),
        FlagValues::Fields => fields(cx),
        FlagValues::Settings => cmd::SETTINGS.iter().map(|key| plain(key)).collect(),
        FlagValues::Maps => crate::import::MAPS.iter().map(|(name, _)| plain(name)).collect(),
        _ => Vec::new(),
    };
    begins(all, typed)
}

/// Periods by name.
const PERIODS: &[(&str, Two)] = &[
    ("today", Two("today", "今天")),
    ("yesterday", Two("yesterday", "昨天")),
    ("this-week", Two("this week", "本周")),
    ("last-week", Two("last week", "上周")),
    ("this-half-month", Two("this half-month", "本半月")),
    ("last-half-month", Two("last half-month", "上半月")),
    ("this-month", Two("this month", "本月")),
    ("last-month", Two("last month", "上月")),
    ("this-quarter", Two("this quarter", "本季度")),
    ("last-quarter", Two("last quarter", "上季度")),
    ("this-year", Two("this year", "本年")),
    ("last-year", Two("last year", "上年")),
];

fn plain(word: &str) -> Candidate {
    Candidate::new(word, "")
}

fn words(all: &[(&str, Two)], lang: Lang) -> Vec<Candidate> {
    all.iter().map(|(code, two)| Candidate::new(*code, two.get(lang))).collect()
}

/// Those that begin as typed; who types a name in Chinese gets it.
fn begins(all: Vec<Candidate>, typed: &str) -> Vec<Candidate> {
    let named = |one: Candidate| Candidate { word: one.meaning.clone(), meaning: one.word };
    let fits = |one: &Candidate| one.word.starts_with(typed);
    if typed.is_ascii() {
        return all.into_iter().filter(fits).collect();
    }
    let codes = all.iter().filter(|one| fits(one)).cloned();
    codes.chain(all.iter().cloned().map(named).filter(fits)).collect()
}

/// The same for the last of several that a comma parts.
fn listed(typed: &str, of: &dyn Fn(&str) -> Vec<Candidate>) -> Vec<Candidate> {
    let at = typed.rfind([',', '，']).map_or(0, |at| at + typed[at..].chars().next().map_or(1, char::len_utf8));
    let (head, piece) = typed.split_at(at);
    let minus = if piece.starts_with('-') { "-" } else { "" };
    let whole = |one: Candidate| Candidate { word: format!("{head}{minus}{}", one.word), ..one };
    of(piece).into_iter().map(whole).collect()
}

fn project(cx: &Context) -> Option<&Project> {
    cx.project().ok()
}

fn rows(cx: &Context, section: &str) -> Vec<Candidate> {
    let of = |policy: &Policy| {
        let rows = policy.section(section).unwrap_or_default();
        rows.iter().map(|row| Candidate::new(row.code().as_str(), row.title().get(cx.lang))).collect()
    };
    project(cx).map(|project| of(&project.policy)).unwrap_or_default()
}

fn units(cx: &Context) -> Vec<Candidate> {
    let all = project(cx).map(|project| project.directory.units.iter()).into_iter().flatten();
    all.map(|unit| Candidate::new(unit.code.as_str(), unit.title().get(cx.lang))).collect()
}

fn people(cx: &Context) -> Vec<Candidate> {
    let all = project(cx).map(|project| project.directory.people.iter()).into_iter().flatten();
    all.map(|person| Candidate::new(person.code.as_str(), person.name.as_str())).collect()
}

fn fields(cx: &Context) -> Vec<Candidate> {
    let all = project(cx).map(|project| project.policy.fields.iter()).into_iter().flatten();
    all.map(|field| Candidate::new(format!("{}=", field.code), field.title.get(cx.lang))).collect()
}

fn own_keys(cx: &Context) -> impl Iterator<Item = Candidate> {
    let all = fields(cx).into_iter();
    all.map(|one| Candidate { word: one.word.trim_end_matches('=').into(), ..one })
}

fn columns_of(cx: &Context) -> Vec<Candidate> {
    let facts = columns::keys().map(|key| Candidate::new(key, labels::label(key, cx.lang)));
    let texts = ActColumn::short_keys().map(|key| Candidate::new(key, labels::label(key, cx.lang)));
    facts.chain(texts).chain(own_keys(cx)).collect()
}

fn dimensions(cx: &Context) -> Vec<Candidate> {
    Dimension::keys().map(|key| Candidate::new(key, labels::label(key, cx.lang))).chain(own_keys(cx)).collect()
}

/// The latest cases on which work is not over, by number as it may be typed, with their titles.
fn cases(typed: &str, cx: &Context) -> Option<Vec<Candidate>> {
    let project = project(cx)?;
    let digits = typed.chars().all(|c| c.is_ascii_digit());
    let number = typed.parse::<u32>().ok();
    // Asked of every case on which work is not over, perhaps half a million: nothing is written out for it.
    let fits = |id: CaseId| match (typed.is_empty(), digits) {
        (true, _) => true,
        (false, true) => number.is_some_and(|number| begins_with(id.number, number)),
        (false, false) => id.begins_with(typed),
    };
    let day = cx.now().ok()?.date();
    let cases = project.choices(&fits, day, CASES).ok()?;
    let shown = cases.into_iter().map(|case| {
        let state = names::name(WordKind::State, case.state.code(), cx.lang);
        let title = case.title.as_deref().unwrap_or_default();
        let meaning = if title.is_empty() { state } else { format!("{state} · {title}") };
        // Who types a number goes on with it; the number of another year is not enough.
        let this_year = i32::from(case.id.year) == chrono::Datelike::year(&day);
        let word =
            if digits && !typed.is_empty() && this_year { case.id.number.to_string() } else { case.id.to_string() };
        Candidate { word, meaning }
    });
    Some(shown.collect())
}

/// Whether the digits of a number begin with those of another.
fn begins_with(mut number: u32, begin: u32) -> bool {
    while number > begin {
        number /= 10;
    }
    number == begin && begin > 0
}

/// Terms: a key with its colon, then what it takes.
fn terms(typed: &str, cx: &Context) -> Vec<Candidate> {
    if let Some(rest) = typed.strip_prefix("not:") {
        return terms(rest, cx).into_iter().map(|one| Candidate { word: format!("not:{}", one.word), ..one }).collect();
    }
    if let Some(query) = typed.strip_prefix('@') {
        let all = project(cx).map(|project| project.settings.queries.iter()).into_iter().flatten();
        let all = all.map(|(name, terms)| Candidate::new(name.as_str(), terms.as_str())).collect();
        return begins(all, query).into_iter().map(|one| Candidate { word: format!("@{}", one.word), ..one }).collect();
    }
    let Some((key, value)) = typed.split_once(':') else {
        let keys = keys().map(|key| Candidate::new(key, labels::label(key, cx.lang)));
        let all = keys.chain(own_keys(cx)).collect();
        return begins(all, typed).into_iter().map(|one| Candidate { word: one.word + ":", ..one }).collect();
    };
    let lang = cx.lang;
    let all = match key {
        "status" => words(names::of(WordKind::State), lang),
        "is" => FLAGS.iter().map(|flag| Candidate::new(*flag, names::name(WordKind::Flag, flag, lang))).collect(),
        "overdue" => words(names::of(WordKind::Limit), lang),
        "link" => words(names::of(WordKind::Link), lang),
        "received" | "recorded" | "closed" | "due" => periods(lang),
        _ => match CaseFact::find(key, uses::TERM).map(CaseFact::kind) {
            Some(FactKind::Section(section) | FactKind::Tree(section)) => rows(cx, section),
            Some(FactKind::Unit) => units(cx),
            Some(FactKind::Person) => std::iter::once(plain("me")).chain(people(cx)).collect(),
            Some(FactKind::Mediation) => words(names::of(WordKind::Mediation), lang),
            Some(FactKind::Remedy) => words(names::of(WordKind::Remedy), lang),
            Some(FactKind::Appeal) => words(names::of(WordKind::Appeal), lang),
            Some(FactKind::Satisfaction) => words(names::of(WordKind::Satisfaction), lang),
            Some(FactKind::Time) => periods(lang),
            Some(FactKind::Flag) => words(YES_NO, lang),
            Some(_) => Vec::new(),
            None => choices(key, cx),
        },
    };
    let of = |piece: &str| begins(all.clone(), piece);
    listed(value, &of).into_iter().map(|one| Candidate { word: format!("{key}:{}", one.word), ..one }).collect()
}

fn periods(lang: Lang) -> Vec<Candidate> {
    PERIODS.iter().map(|(word, two)| Candidate::new(*word, two.get(lang))).collect()
}

/// What a field of the policy's own takes.
fn choices(field: &str, cx: &Context) -> Vec<Candidate> {
    let found = project(cx).and_then(|project| project.policy.fields.iter().find(|row| row.code == field));
    let Some(row) = found else { return Vec::new() };
    match row.kind.as_str() {
        "flag" => words(YES_NO, cx.lang),
        _ => row.choices.iter().map(|c| Candidate::new(c.code.as_str(), c.title.get(cx.lang))).collect(),
    }
}

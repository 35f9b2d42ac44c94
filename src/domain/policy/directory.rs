//! Units and people; always current, edited in `directory.toml` by hand or by `unit` and `person`.
//!
//! The log contains only their codes; names and phones are here.

use crate::domain::Code;
use crate::domain::value::moment::parse_date;
use crate::domain::value::title::{Lang, Title};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// The directory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Directory {
    /// Units.
    #[serde(rename = "unit")]
    pub units: Vec<Unit>,
    /// People.
    #[serde(rename = "person")]
    pub people: Vec<Person>,
}

/// A unit: a branch, an outlet, a department.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Unit {
    /// Code.
    pub code: Code,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// The parent unit.
    pub parent: Code,
    /// Its level, a code of the policy's `level` rows.
    pub level: Code,
    /// Its functions, codes of the policy's `function` rows: `["union"]`, `["customer-service", "key-branch"]`.
    pub functions: Vec<Code>,
    /// The leader who is accountable for complaints.
    pub leader: Code,
    /// First contact.
    pub first_contact: Code,
    /// Second contact.
    pub second_contact: Code,
    /// The number of customers it serves.
    pub customers: Option<u64>,
    /// The number of outlets it has.
    pub outlets: Option<u64>,
    /// An organisation outside this one: it may be complained about and is counted, and nothing is assigned to it.
    pub outside: bool,
    /// Its first day; `None` if it was always there.
    #[serde(deserialize_with = "day", skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Its last day; `None` while it is open.
    #[serde(deserialize_with = "day")]
    pub until: Option<NaiveDate>,
    /// The unit into which it went after its last day.
    pub into: Code,
}

/// A member of staff.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// Code, as used in the log.
    pub code: Code,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Code,
    /// Roles.
    pub roles: Vec<Code>,
    /// Office phone.
    pub phone: String,
    /// Login name (or number) of this person's account.
    pub account: Code,
    /// First day of service.
    #[serde(deserialize_with = "day")]
    pub from: Option<NaiveDate>,
    /// Last day of service.
    #[serde(deserialize_with = "day")]
    pub until: Option<NaiveDate>,
}

/// Reads a day written as a TOML date or as a string.
fn day<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveDate>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Date(toml::value::Datetime),
        Text(String),
    }
    let text = match Option::<Written>::deserialize(d)? {
        None => return Ok(None),
        Some(Written::Date(date)) => date.to_string(),
        Some(Written::Text(text)) => text,
    };
    if text.is_empty() {
        return Ok(None);
    }
    parse_date(&text).map(Some).ok_or_else(|| serde::de::Error::custom(format!("{text}: YYYY-MM-DD")))
}

impl Directory {
    /// The unit with this code.
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.code == code)
    }

    /// The person with this code.
    #[must_use]
    pub fn person(&self, code: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.code == code)
    }

    /// The units open on `day` with one of these functions.
    pub fn with_function<'a>(&'a self, functions: &'a [Code], day: NaiveDate) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().filter(move |u| u.is_open_on(day) && u.functions.iter().any(|f| functions.contains(f)))
    }

    /// The name of a unit; its code if it is unknown.
    #[must_use]
    pub fn unit_name(&self, code: &str, lang: Lang) -> String {
        self.unit(code).map_or_else(|| code.to_string(), |u| u.title().get(lang).to_string())
    }

    /// The name of a person; the code if the person is unknown or has no name.
    #[must_use]
    pub fn person_name(&self, code: &str) -> String {
        self.person(code).filter(|p| !p.name.is_empty()).map_or_else(|| code.to_string(), |p| p.name.clone())
    }

    /// The unit with this code or exact title.
    #[must_use]
    pub fn find_unit(&self, name: &str) -> Option<&Unit> {
        self.unit(name).or_else(|| self.units.iter().find(|u| u.title().is(name)))
    }

    /// The person with this code or exact name; `None` if several have the name.
    #[must_use]
    pub fn find_person(&self, name: &str) -> Option<&Person> {
        // An empty name must not match a person without a name.
        if name.is_empty() {
            return None;
        }
        self.person(name).or_else(|| {
            let mut all = self.people.iter().filter(|p| p.name == name);
            all.next().filter(|_| all.next().is_none())
        })
    }

    /// The person with this account.
    #[must_use]
    pub fn person_of_account(&self, account: &str) -> Option<&Person> {
        self.people.iter().find(|p| !account.is_empty() && p.account == account)
    }

    /// Its units as JSON, without people: codes, titles, tree, levels, functions, bases and days. Equal for equal units.
    #[must_use]
    pub fn units_text(&self) -> String {
        let none = Code::default;
        let bare = |unit: &Unit| Unit { leader: none(), first_contact: none(), second_contact: none(), ..unit.clone() };
        let units = Self { units: self.units.iter().map(bare).collect(), people: Vec::new() };
        serde_json::to_string(&units).unwrap_or_default() + "\n"
    }

    /// The units of such a text; `None` if it is none.
    #[must_use]
    pub fn units_of(text: &str) -> Option<Vec<Unit>> {
        serde_json::from_str::<Self>(text).ok().map(|directory| directory.units)
    }

    /// The unit that has on `day` what this one had: itself while it is open, else the one into which it went.
    #[must_use]
    pub fn carried_by(&self, code: &Code, day: NaiveDate) -> Code {
        let mut unit = code.clone();
        // As often as there are units: a circle ends.
        for _ in 0..self.units.len() {
            match self.unit(&unit).filter(|unit| !unit.is_open_on(day) && !unit.into.is_empty()) {
                Some(closed) => unit = closed.into.clone(),
                None => break,
            }
        }
        unit
    }

    /// A unit and its parents, from the bottom to the top.
    #[must_use]
    pub fn with_parents(&self, code: &str) -> Vec<&Unit> {
        let mut all: Vec<&Unit> = Vec::new();
        let mut next = self.unit(code);
        while let Some(unit) = next.filter(|u| !all.iter().any(|known| known.code == u.code)) {
            all.push(unit);
            next = self.unit(&unit.parent);
        }
        all
    }
}

impl Unit {
    /// Whether it is open on `day`.
    #[must_use]
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Its titles.
    #[must_use]
    pub fn title(&self) -> Title {
        let name = |own: &str| {
            if own.is_empty() && self.zh.is_empty() && self.en.is_empty() {
                self.code.to_string()
            } else {
                own.to_string()
            }
        };
        Title { zh: name(&self.zh), en: name(&self.en) }
    }
}

impl Person {
    /// Whether the person is in service on `day`.
    #[must_use]
    pub fn serves_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_unit_is_carried_by_the_one_it_went_into() {
        let text = "[[unit]]\ncode = \"a\"\nuntil = 2026-06-30\ninto = \"b\"\n[[unit]]\ncode = \"b\"\nuntil = 2026-09-30\ninto = \"c\"\n[[unit]]\ncode = \"c\"\n";
        let directory: Directory = toml::from_str(text).expect("a directory");
        let on = |day: &str| directory.carried_by(&"a".into(), parse_date(day).expect("a day")).to_string();
        assert_eq!(["2026-06-30", "2026-07-01", "2026-10-01"].map(on), ["a", "b", "c"]);
        assert_eq!(directory.carried_by(&"x".into(), parse_date("2026-10-01").expect("a day")), "x");
    }

    #[test]
    fn an_empty_name_finds_nobody() {
        let text = "[[unit]]\ncode = \"hq\"\n[[person]]\ncode = \"a\"\n[[person]]\ncode = \"b\"\nname = \"B\"\n";
        let directory: Directory = toml::from_str(text).expect("a directory");
        assert!(directory.find_person("").is_none() && directory.find_unit("").is_none());
        assert_eq!(directory.find_person("B").map(|p| p.code.as_str()), Some("b"));
    }

    #[test]
    fn a_date_may_be_a_toml_date_or_a_string() {
        let text = "[[person]]\ncode = \"a\"\nfrom = 2024-01-31\nuntil = \"2026-06-30\"\n";
        let directory: Directory = toml::from_str(text).expect("both forms");
        let person = directory.person("a").expect("a row");
        assert_eq!((person.from, person.until), (parse_date("2024-01-31"), parse_date("2026-06-30")));
        assert!(person.serves_on(parse_date("2026-06-30").expect("a date")));
        assert!(!person.serves_on(parse_date("2026-07-01").expect("a date")));
        assert!(toml::from_str::<Directory>("[[person]]\ncode = \"a\"\nfrom = \"soon\"\n").is_err());
    }
}

//! Invented complainants, for the private side.
//!
//! Invariant: phone numbers are in the range 199 0000 0000 to 199 0000 9999 and e-mail addresses at example.com, which belong to nobody;
//! the guard still treats both as personal data.

use super::data::NAMES;
use super::random::Random;
use crate::domain::value::texts::Texts;
use crate::domain::value::title::Lang;

/// A complainant.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    name: String,
    phone: String,
    email: Option<String>,
}

impl Customer {
    /// Invents a complainant.
    pub(super) fn invent(random: &mut Random, lang: Lang) -> Self {
        let (family, first, second) = (random.pick(NAMES.family), random.pick(NAMES.first), random.pick(NAMES.second));
        let long = random.chance(780);
        let name = match (lang, long) {
            (Lang::Zh, true) => format!("{}{}{}", family.0, first.0, second.0),
            (Lang::Zh, false) => format!("{}{}", family.0, second.0),
            (Lang::En, true) => format!("{}{} {}", first.1, second.1, family.1),
            (Lang::En, false) => format!("{} {}", first.1, family.1),
        };
        let digits = random.below(10_000);
        let email = random.chance(120).then(|| format!("customer{digits:04}@example.com"));
        Self { name, phone: format!("1990000{digits:04}"), email }
    }

    /// The private texts of a registration.
    pub(super) fn private(&self) -> Texts {
        let mut texts = Texts::of("name", self.name.as_str());
        texts.set("phone", self.phone.as_str());
        texts.set("email", self.email.clone().unwrap_or_default());
        texts
    }

    /// A sentence with name and phone number, for a private note.
    pub(super) fn met(&self, lang: Lang) -> String {
        let Self { name, phone, .. } = self;
        crate::say!(
            lang,
            "Spoke with {name}, reachable at {phone} after six.",
            "与{name}通话，晚六点后可拨{phone}联系。"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::guard::{Guard, PersonalKind};

    #[test]
    fn the_guard_finds_invented_names_and_phone_numbers() {
        for lang in [Lang::Zh, Lang::En] {
            let mut random = Random::of(1, "test", 2);
            for _ in 0..200 {
                let customer = Customer::invent(&mut random, lang);
                let names = [customer.name.as_str()].into_iter().collect();
                let found = Guard { names: &names, exempt: &[] }.check(&customer.met(lang));
                let kinds: Vec<PersonalKind> = found.iter().map(|f| f.kind).collect();
                assert_eq!(kinds, [PersonalKind::ComplainantName, PersonalKind::MobilePhone], "{customer:?}");
            }
        }
    }
}

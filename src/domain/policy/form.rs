//! Forms and letters: which the policy wants for a case, and what must be on record before one is issued.
//!
//! Invariant: pure. A form counts for the round in which it was issued. Source: `design.md` §4, `domain.md` §5.

use crate::domain::Code;
use crate::domain::case::{Case, IssuedForm};
use crate::domain::policy::condition::{Fact, Facts};
use crate::domain::policy::{Form, Policy};
use crate::domain::query::view::View;
use crate::domain::value::state::State;

/// Acts that a form may need, by the kind of their event.
pub const ACTS: &[&str] = &[
    "accepted",
    "assigned",
    "declined",
    "delayed",
    "evidence_added",
    "extended",
    "mediated",
    "referred",
    "replied",
    "supervised",
    "withdrawn",
];

/// What a form's own row supplies: to whom the complainant can turn, and until when.
pub const OF_ROW: &[&str] = &["further", "until"];

/// The outcome of a case whose sides came to an agreement; an imported one has no act of mediation.
const MEDIATED: &str = "mediated";

/// The longest name of a series.
const LONGEST_SERIES: usize = 8;

/// Whether a text can name a series: a capital letter, then capital letters and digits.
#[must_use]
pub fn is_series(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    plain && text.len() <= LONGEST_SERIES && text.starts_with(|c: char| c.is_ascii_uppercase())
}

impl Form {
    /// Whether the policy wants it for a case.
    #[must_use]
    pub fn is_wanted(&self, case: &Case, policy: &Policy) -> bool {
        self.when.holds(&View { case, policy, given: &[] })
    }

    /// What it needs and is not there yet.
    #[must_use]
    pub fn lacks(&self, case: &Case, policy: &Policy) -> Vec<&Code> {
        self.needs.iter().filter(|need| !self.has(need, case, policy)).collect()
    }

    fn has(&self, need: &str, case: &Case, policy: &Policy) -> bool {
        match need {
            "further" => !(self.further.zh.is_empty() && self.further.en.is_empty()),
            "until" => self.within.is_some(),
            "declined" => case.state == State::Declined,
            "referred" => case.state == State::Referred,
            "delayed" => case.delays.iter().any(|delay| delay.round == case.round()),
            "extended" => !case.extensions.is_empty(),
            "evidence_added" => !case.evidence.is_empty() || case.counts.files > 0,
            "mediated" => !case.mediations.is_empty() || case.outcome == MEDIATED,
            "supervised" => case.is_supervised(),
            "withdrawn" => case.wishes.iter().any(|wish| wish.round == case.round()),
            "accepted" | "assigned" | "replied" => case.reached(need).is_some(),
            fact => {
                let view = View { case, policy, given: &[] };
                !matches!(view.fact(fact), Fact::Unset | Fact::Flag(false))
            }
        }
    }
}

impl Case {
    /// The form of this kind that was issued last in the current round.
    #[must_use]
    pub fn issued(&self, form: &str) -> Option<&IssuedForm> {
        self.forms.iter().rev().find(|known| known.form == form && known.round == self.round())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::apply::fold;
    use crate::domain::event::Event;

    fn case(lines: &[&str]) -> Case {
        let parse = |(i, line): (usize, &&str)| {
            let n = i + 1;
            let head = format!(r#"{{"n":{n},"at":"2026-11-23T09:0{i}:00.000+08:00","by":"p","case":"HQ-2026-0001""#);
            Event::parse(format!(r#"{head},"seq":{n},{line}}}"#).as_bytes(), "HQ".parse().expect("a desk"))
                .expect("a line")
        };
        fold(&lines.iter().enumerate().map(parse).collect::<Vec<_>>())
    }

    fn row(text: &str) -> Form {
        toml::from_str(&format!("code = \"x\"\n{text}")).expect("a row")
    }

    const OPENED: &str = r#""opened":{"channel":"phone"}"#;

    #[test]
    fn a_form_lacks_what_is_not_on_record() {
        let policy = Policy::default();
        let row = row("needs = [\"declined\", \"channel\", \"category\", \"further\", \"until\"]\nwithin = \"15d\"");
        let lacks =
            |lines: &[&str]| row.lacks(&case(lines), &policy).into_iter().map(Code::to_string).collect::<Vec<_>>();
        assert_eq!(lacks(&[OPENED]), ["declined", "category", "further"]);
        assert_eq!(lacks(&[OPENED, r#""declined":{}"#]), ["category", "further"]);
    }

    #[test]
    fn a_form_is_issued_for_its_round_and_not_any_more_when_revoked() {
        let issued = r#""issued":{"form":"transfer","series":"TR","number":"HQ-TR-2026-0001"}"#;
        let again =
            r#""issued":{"form":"transfer","series":"TR","number":"HQ-TR-2026-0002","replaces":"HQ-TR-2026-0001"}"#;
        let number = |lines: &[&str]| case(lines).issued("transfer").map(|form| form.number.to_string());
        assert_eq!(number(&[OPENED, issued]).as_deref(), Some("HQ-TR-2026-0001"));
        assert_eq!(number(&[OPENED, issued, again]).as_deref(), Some("HQ-TR-2026-0002"));
        assert_eq!(number(&[OPENED, issued, r#""revoked":{"event":"HQ:2"}"#]), None);
        assert_eq!(number(&[OPENED, issued, r#""closed":{}"#, r#""reopened":{}"#]), None);
        assert_eq!(case(&[OPENED, issued]).issued("reply"), None);
    }

    #[test]
    fn a_series_is_capital_letters_and_digits() {
        let able = ["A", "TR", "F2", "ABCDEFGH"].map(is_series);
        let not = ["", "t", "2F", "A-B", "转办", "ABCDEFGHI"].map(is_series);
        assert_eq!((able, not), ([true; 4], [false; 6]));
    }
}

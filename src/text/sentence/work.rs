//! Sentences for the acts between acceptance and end.

use super::{Part, Telling, shown};
use crate::domain::event::{Body, Replied};
use crate::domain::policy::condition::Fact;
use crate::say;
use crate::text::sanitize::sanitized;
use crate::text::terms;

impl Telling<'_> {
    /// The facts of the body.
    pub(super) fn work(&self, body: &Body) -> Vec<Part> {
        let lang = self.lang;
        match body {
            Body::Assigned(body) => vec![
                self.unit("", &body.unit),
                self.person("person", &body.person),
                self.titles("assist", "unit", &body.assist),
                self.word("form", &body.form),
            ],
            Body::Returned(body) => vec![self.unit("", &body.unit)],
            Body::Contacted(body) => vec![
                self.word("kind", &body.kind),
                self.coded("via", "channel", &body.via),
                self.moment("expected", body.expected),
            ],
            Body::Stepped(body) => {
                let mut parts = vec![self.coded("", "step", &body.step)];
                parts.extend(self.set_facts(&body.fields));
                parts
            }
            Body::Approved(body) => vec![self.coded("", "approval", &body.what)],
            Body::Attached(body) => vec![self.number("files", u64::from(body.count))],
            Body::Delayed(body) => {
                vec![self.coded("told", "channel", &body.told), self.moment("expected", body.expected)]
            }
            Body::Extended(body) => {
                let limit = (!body.limit.is_empty()).then(|| self.names.limit(&body.limit, lang));
                let until = body.until.map(shown);
                vec![limit, until.map(|until| say!(lang, "until {until}", "延至 {until}"))]
            }
            Body::Paused(body) => vec![self.coded("", "pause-ground", &body.ground)],
            Body::Escalated(body) => {
                let to = self.coded("", "level", &body.to);
                vec![to, self.coded("rule", "escalate", &body.rule)]
            }
            Body::Replied(body) => self.replied(body),
            Body::CalledBack(body) => {
                vec![self.labelled_word("resolved", &body.resolved), self.labelled_word("satisfied", &body.satisfied)]
            }
            Body::WithdrawalUnverified(body) => vec![self.person("checked_by", &body.checked_by)],
            Body::WithdrawalCoerced(body) => {
                let other = body.accountability.map(|id| self.labelled("accountability", id.to_string()));
                vec![self.person("checked_by", &body.checked_by), other]
            }
            Body::Withdrawn(body) => vec![self.person("checked_by", &body.checked_by)],
            Body::PartyAdded(body) => vec![self.word("role", &body.role), self.person("", &body.person)],
            Body::PartyDropped(body) => {
                let event = body.party.map(|event| event.to_string());
                vec![self.word("role", &body.role), self.person("", &body.person), event]
            }
            Body::DutyDone(body) => vec![
                self.coded("", "duty", &body.duty),
                self.unit("", &body.unit),
                body.nil.then(|| say!(lang, "nothing found", "无发现")),
                self.cases(&body.found).map(|found| say!(lang, "found {found}", "发现 {found}")),
                body.late.then(|| say!(lang, "after close of business", "在营业终了后")),
            ],
            Body::Reported(body) => vec![
                self.coded("", "filing", &body.filing),
                self.unit("", &body.unit),
                Some(sanitized(&body.period)).filter(|text| !text.is_empty()),
                body.nil.then(|| say!(lang, "nil", "无投诉")),
                Some(sanitized(&body.name)).filter(|text| !text.is_empty()),
                body.replaces.map(|event| say!(lang, "in the place of {event}", "替代 {event}")),
            ],
            Body::FilingReceived(body) => vec![
                self.coded("", "filing", &body.filing),
                self.unit("", &body.unit),
                Some(sanitized(&body.period)).filter(|text| !text.is_empty()),
                body.nil.then(|| say!(lang, "nil", "无投诉")),
                (!body.receipt.is_empty()).then(|| {
                    let receipt = sanitized(&body.receipt);
                    say!(lang, "receipt {receipt}", "回执 {receipt}")
                }),
            ],
            Body::ImprovementAdded(body) => {
                let until = body.deadline.map(shown);
                vec![
                    self.unit("", &body.unit),
                    self.person("owner_person", &body.person),
                    until.map(|until| say!(lang, "by {until}", "期限 {until}")),
                ]
            }
            Body::Issued(body) => vec![
                self.coded("", "form", &body.form),
                Some(sanitized(&body.number)),
                (!body.replaces.is_empty()).then(|| {
                    let number = sanitized(&body.replaces);
                    say!(lang, "in place of {number}", "替代 {number}")
                }),
            ],
            Body::ImprovementDone(body) => vec![body.item.map(|item| item.to_string())],
            Body::Linked(body) => vec![self.word("kind", &body.kind), body.other.map(|id| id.to_string())],
            Body::Unlinked(body) => vec![body.other.map(|id| id.to_string())],
            other => other.facts().iter().map(|(key, fact)| self.fact(key, fact)).collect(),
        }
    }

    /// A fact of a kind of event that has no sentence of its own.
    fn fact(&self, key: &str, fact: &Fact) -> Part {
        match fact {
            _ if matches!(key, "on" | "done_by") => None,
            Fact::Codes(codes) => self.list(key, codes),
            Fact::Number(number) => Some(self.labelled(key, number.to_string())),
            Fact::Flag(true) => Some(self.names.label(key, self.lang)),
            Fact::Flag(false) | Fact::Unset => None,
        }
    }

    fn replied(&self, body: &Replied) -> Vec<Part> {
        let lang = self.lang;
        let word = |code: &crate::domain::Code| match terms::word("to", code) {
            Some(two) => two.get(lang).into(),
            None => code.clone(),
        };
        let to: Vec<_> = body.to.iter().map(word).collect();
        vec![
            self.list("to", &to),
            body.partial.then(|| self.names.label("partial", lang)),
            self.coded("via", "channel", &body.via),
            self.unit("from", &body.from),
            self.coded("responsibility", "responsibility", &body.responsibility),
            self.labelled_word("satisfaction", &body.satisfaction),
            self.coded("outcome", "outcome", &body.outcome),
            body.compensation.map(|sum| self.labelled("compensation", sum.to_string())),
            self.person("handler", &body.handler),
            (!body.phone.is_empty()).then(|| self.labelled("phone", sanitized(&body.phone))),
            self.titles("cc", "unit", &body.cc),
        ]
    }
}

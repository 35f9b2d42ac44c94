//! Sentences for the acts between acceptance and end.

use super::{Part, Telling, shown};
use crate::domain::event::{Body, Replied};
use crate::domain::policy::condition::Fact;
use crate::say;
use crate::text::names::{WordKind, name};
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
                let section = if body.result.is_empty() { "step" } else { "spot-check" };
                let mut parts = vec![self.coded("", section, &body.step), self.word("result", &body.result)];
                parts.extend(self.set_facts(&body.fields));
                parts
            }
            Body::Approved(body) => vec![
                self.coded("", "approval", &body.what),
                self.word("measure", &body.measure),
                self.coded("ground", "exemption", &body.ground),
            ],
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
            Body::PartyAdded(body) => vec![
                self.word("role", &body.role),
                self.labelled_word("side", &body.side),
                self.person("", &body.person),
                Some(sanitized(&body.organisation)).filter(|name| !name.is_empty()),
                self.number("persons", u64::from(body.persons)),
                body.authority.then(|| self.names.label("authority", lang)),
            ],
            Body::Mediated(body) => {
                let until = body.deadline.map(shown);
                let present: Vec<_> = body.present.iter().filter_map(|code| self.word("role", code)).collect();
                let present: Vec<_> = present.iter().map(crate::domain::Code::from).collect();
                vec![
                    self.word("result", &body.result),
                    self.list("present", &present),
                    self.sum("amount", body.amount),
                    until.map(|until| say!(lang, "to be kept by {until}", "履行期限 {until}")),
                ]
            }
            Body::Remedied(body) => {
                vec![self.word("act", &body.act), self.coded("", "remedy", &body.kind), self.sum("amount", body.amount)]
            }
            Body::Appealed(body) => vec![
                self.word("act", if body.decision.is_empty() { &body.act } else { &body.decision }),
                self.unit("", &body.unit),
                self.sum("award", body.award),
            ],
            Body::IncidentOpened(body) => vec![
                self.incident(&body.kind),
                self.coded("", "category", &body.category),
                self.unit("", &body.unit),
                self.coded("", "team", &body.team),
                self.list("words", &body.words),
                self.moment("expected", body.expected),
            ],
            Body::IncidentUpdated(body) => {
                vec![body.incident.map(|item| item.to_string()), self.moment("expected", body.expected)]
            }
            Body::IncidentClosed(body) => vec![body.incident.map(|item| item.to_string())],
            Body::IncidentLinked(body) => vec![
                body.incident.map(|item| item.to_string()),
                self.incident(&body.kind),
                self.coded("", "team", &body.team),
            ],
            Body::IncidentUnlinked(body) => vec![body.incident.map(|item| item.to_string())],
            Body::EvidenceAdded(body) => {
                vec![self.word("owner", &body.owner), self.number("pieces", u64::from(body.pieces))]
            }
            Body::EvidenceReturned(body) => {
                vec![body.item.map(|item| item.to_string()), self.word("owner", &body.owner)]
            }
            Body::Delivered(body) => vec![
                self.coded("", "form", &body.form),
                Some(sanitized(&body.number)).filter(|number| !number.is_empty()),
                self.labelled_word("addressee", &body.addressee),
                self.word("how", &body.how),
                body.failed.then(|| self.names.label("failed", lang)),
            ],
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
                body.replaces.map(|event| say!(lang, "in the place of {event}", "替代 {event}")),
            ],
            Body::ImprovementAdded(body) => {
                let until = body.deadline.map(shown);
                vec![
                    self.unit("", &body.unit),
                    self.person("owner_person", &body.person),
                    until.map(|until| say!(lang, "by {until}", "期限 {until}")),
                    self.coded("cause", "cause", &body.cause),
                    (body.affected > 0).then(|| {
                        let n = body.affected;
                        say!(lang, "{n} affected", "涉及 {n} 件")
                    }),
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
            Body::ImprovementChecked(body) => {
                let (days, before, after) = (body.days, body.before, body.after);
                vec![
                    body.item.map(|item| item.to_string()),
                    Some(say!(
                        lang,
                        "{after} in the {days} days since, {before} in as many before",
                        "整改后 {days} 天 {after} 件，整改前同样天数 {before} 件"
                    )),
                ]
            }
            Body::Linked(body) => vec![self.word("kind", &body.kind), body.other.map(|id| id.to_string())],
            Body::Unlinked(body) => vec![body.other.map(|id| id.to_string())],
            other => other.facts().iter().map(|(key, fact)| self.fact(key, fact)).collect(),
        }
    }

    /// The name of a kind of incident.
    fn incident(&self, kind: &str) -> Part {
        (!kind.is_empty()).then(|| name(WordKind::Incident, kind, self.lang))
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
            self.sum("compensation", body.compensation),
            self.person("handler", &body.handler),
            (!body.phone.is_empty()).then(|| self.labelled("phone", sanitized(&body.phone))),
            self.titles("cc", "unit", &body.cc),
        ]
    }
}

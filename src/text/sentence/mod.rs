//! Describes an event in a sentence: the facts of its body with their titles. Free texts are not included.
//!
//! Invariant: every kind of event has a sentence; an unknown kind is shown by its key.

mod work;

use super::Lang;
use super::code_names::{Names, beside};
use crate::domain::Code;
use crate::domain::case::due::Dues;
use crate::domain::case::fact_type::FactValue;
use crate::domain::case::registered::{REGISTERED, Registered, RegisteredFact};
use crate::domain::event::{Body, Event, Fields};
use crate::domain::value::amount::Amount;
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::small_map::SmallMap;
use crate::say;
use crate::text::names::{WordKind, name};
use crate::text::sanitize::sanitized;
use crate::text::terms;
use crate::text::words::count;

/// One line about an event.
#[must_use]
pub fn sentence(event: &Event, names: &Names<'_>, lang: Lang) -> String {
    let t = Telling { names, lang };
    let head = name(WordKind::Event, event.body.kind(), lang);
    let head = match &event.body {
        // The command that showed the data: `查看个人信息（检索）`.
        Body::Revealed(body) => beside(&head, &name(WordKind::Viewing, &body.command, lang), lang),
        _ => head,
    };
    let mut parts = vec![sanitized(&head)];
    let more = match &event.body {
        Body::Opened(body) => t.opened(body),
        Body::Accepted(body) => vec![t.unit("", &body.unit), t.coded("told", "channel", &body.told)],
        Body::Declined(body) => vec![t.coded("told", "channel", &body.told)],
        Body::Referred(body) => {
            vec![t.coded("outside", "outside", &body.outside), t.coded("told", "channel", &body.told)]
        }
        Body::Classified(body) => t.classified(body),
        Body::Corrected(body) => {
            let party = body.party.map(|event| say!(lang, "party {event}", "当事人 {event}"));
            let private = body.private.iter().map(|key| Some(names.label(key, lang)));
            t.corrected(&body.set, &body.was).into_iter().chain([party]).chain(private).collect()
        }
        Body::Revoked(body) => vec![body.event.map(|e| e.to_string())],
        Body::Voided(body) => vec![t.word("kind", &body.kind), body.run.map(|run| t.labelled("run", run.to_string()))],
        Body::Noted(body) => vec![
            body.message.then(|| say!(lang, "a message came in", "收到来信")),
            t.coded("answer_given", "answer", &body.answer),
        ],
        Body::Reopened(_) | Body::Reworked(_) | Body::Resumed(_) | Body::Supervised(_) => Vec::new(),
        Body::Closed(body) => vec![t.coded("", "outcome", &body.outcome)],
        Body::Overridden(body) => vec![Some(name(WordKind::Verb, &body.verb, lang)), t.list("", &body.rules)],
        Body::WordingFound(body) => {
            let texts: Vec<Code> = body.texts.iter().map(|text| t.names.label(text, lang).into()).collect();
            let verb = Some(name(WordKind::Verb, &body.verb, lang));
            vec![verb, t.titles("", "wording", &body.rows), t.list("", &texts)]
        }
        Body::Recomputed(body) => vec![t.word("why", &body.why)],
        Body::PolicyAdopted(body) => {
            let from = body.from.map(shown).map(|from| say!(lang, "from {from}", "自 {from} 起"));
            vec![t.digest(&body.digest), from]
        }
        Body::DirectoryChanged(body) => {
            let (accounts, roles) = (t.moved(&body.accounts), t.moved(&body.roles));
            let accounts = accounts.map(|all| say!(lang, "accounts {all}", "账户 {all}"));
            vec![t.digest(&body.digest), accounts, roles.map(|all| say!(lang, "roles {all}", "角色 {all}"))]
        }
        Body::Revealed(body) => {
            vec![t.cases(&body.cases), body.masked.then(|| say!(lang, "in part only", "部分遮盖"))]
        }
        Body::Erased(body) => vec![
            t.word("scope", &body.scope),
            t.events(body.events.len() as u64),
            t.coded("row", "retention", &body.row),
            t.person("approver", &body.approver),
        ],
        Body::ImportStarted(body) => [&body.name, &body.sheet, &body.map]
            .map(|text| Some(sanitized(text)).filter(|text| !text.is_empty()))
            .into(),
        Body::ImportUndone(body) => {
            vec![body.run.map(|run| run.to_string()), t.number("cases", body.cases), t.number("left", body.left)]
        }
        Body::Imported(body) => t.imported(body),
        Body::Unknown { .. } => vec![Some(say!(lang, "not known to this version", "本版本无法识别"))],
        work => t.work(work),
    };
    parts.extend(more.into_iter().flatten().filter(|part| !part.is_empty()));
    parts.extend(event.body.due().and_then(|dues| t.dues(dues)));
    let (head, rest) = parts.split_at(1);
    let rest = rest.join(&say!(lang, ", ", "，"));
    if rest.is_empty() { head.concat() } else { format!("{}{}{rest}", head.concat(), say!(lang, ": ", "：")) }
}

/// The free texts of an event, in order, on one line.
#[must_use]
pub fn said(event: &Event, names: &Names<'_>, lang: Lang) -> String {
    let one = |(key, text): (&str, &str)| {
        let (label, text) = (names.label(key, lang), sanitized(text));
        say!(lang, "{label}: {text}", "{label}：{text}")
    };
    event.text.iter().map(one).collect::<Vec<_>>().join(&say!(lang, "; ", "；"))
}

/// The facts that the sentence about a registration names in its own order.
const NAMED: &[&str] = &[
    "channel",
    "nature",
    "category",
    "source",
    "source_ref",
    "source_due",
    "received_by",
    "taken_by",
    "against",
    "respondents",
    "owner",
    "amount",
    "causes",
    "tags",
    "anonymous",
    "restricted",
];

/// The context for sentences.
struct Telling<'a> {
    names: &'a Names<'a>,
    lang: Lang,
}

type Part = Option<String>;

impl Telling<'_> {
    /// `label value`, or only the value if there is no label.
    fn labelled(&self, key: &str, value: String) -> String {
        match key {
            "" => value,
            key => {
                let label = self.names.label(key, self.lang);
                say!(self.lang, "{label} {value}", "{label} {value}")
            }
        }
    }

    fn coded(&self, key: &str, section: &str, code: &str) -> Part {
        (!code.is_empty()).then(|| self.labelled(key, self.names.title(section, code, self.lang)))
    }

    fn unit(&self, key: &str, code: &str) -> Part {
        self.coded(key, "unit", code)
    }

    /// Persons are named by their code, as in the log.
    fn person(&self, key: &str, code: &str) -> Part {
        (!code.is_empty()).then(|| self.labelled(key, sanitized(code)))
    }

    fn word(&self, field: &str, code: &str) -> Part {
        let word = || terms::word(field, code).map_or_else(|| sanitized(code), |two| two.get(self.lang).to_string());
        (!code.is_empty()).then(word)
    }

    fn labelled_word(&self, field: &str, code: &str) -> Part {
        self.word(field, code).map(|word| self.labelled(field, word))
    }

    fn list(&self, key: &str, codes: &[Code]) -> Part {
        let all: Vec<String> = codes.iter().map(|c| sanitized(c)).collect();
        (!all.is_empty()).then(|| self.labelled(key, all.join(&say!(self.lang, ", ", "、"))))
    }

    fn titles(&self, key: &str, section: &str, codes: &[Code]) -> Part {
        let all: Vec<Code> = codes.iter().map(|c| self.names.title(section, c, self.lang).into()).collect();
        self.list(key, &all)
    }

    fn number(&self, key: &str, n: u64) -> Part {
        (n > 0).then(|| self.labelled(key, n.to_string()))
    }

    /// The number of events that it concerns.
    fn events(&self, n: u64) -> Part {
        let en_events = count(n, "event");
        (n > 0).then(|| say!(self.lang, "{en_events}", "记录 {n} 条"))
    }

    fn moment(&self, key: &str, at: Option<Moment>) -> Part {
        at.map(|at| self.labelled(key, shown(at)))
    }

    fn sum(&self, key: &str, sum: Option<Amount>) -> Part {
        sum.map(|sum| self.labelled(key, self.names.money(sum, self.lang)))
    }

    fn digest(&self, digest: &str) -> Part {
        (!digest.is_empty()).then(|| sanitized(&short(digest)))
    }

    /// The new values by person: `li.na=anna`.
    fn moved(&self, of: &SmallMap<Code, Code>) -> Part {
        let all: Vec<String> = of.into_iter().map(|(who, what)| sanitized(&format!("{who}={what}"))).collect();
        (!all.is_empty()).then(|| all.join(&say!(self.lang, ", ", "、")))
    }

    fn cases(&self, cases: &[CaseId]) -> Part {
        let all: Vec<String> = cases.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| all.join(&say!(self.lang, ", ", "、")))
    }

    fn set_facts(&self, set: &Fields) -> Vec<Part> {
        set.iter().map(|(key, value)| Some(self.labelled(key, self.names.value(key, value, self.lang)))).collect()
    }

    /// `channel from Phone to Web`; without the former value if it is not on record.
    fn corrected(&self, set: &Fields, was: &Fields) -> Vec<Part> {
        let one = |(key, value): (&Code, &crate::domain::value::amount::Value)| {
            let label = self.names.label(key, self.lang);
            let shown = |value| self.names.value(key, value, self.lang);
            match was.get(key) {
                Some(was) if value.text() == Some("") => {
                    let was = shown(was);
                    say!(self.lang, "{label} removed (it was {was})", "删除{label}（原为“{was}”）")
                }
                Some(was) => {
                    let (was, is) = (shown(was), shown(value));
                    say!(self.lang, "{label} from {was} to {is}", "{label}由“{was}”改为“{is}”")
                }
                None => self.labelled(key, shown(value)),
            }
        };
        set.iter().map(|pair| Some(one(pair))).collect()
    }

    /// `reply limit 2026-11-26`; also names limits that no longer apply.
    fn dues(&self, dues: &Dues) -> Part {
        let lang = self.lang;
        let one = |(limit, due): (&Code, &Option<crate::domain::case::due::Due>)| {
            let limit = self.names.limit(limit, lang);
            match due {
                Some(due) => {
                    let at = shown(due.at);
                    say!(lang, "{limit} {at}", "{limit} {at}")
                }
                None => say!(lang, "no {limit} any more", "不再有{limit}"),
            }
        };
        (!dues.is_empty()).then(|| dues.iter().map(one).collect::<Vec<_>>().join(&say!(lang, ", ", "，")))
    }

    fn opened(&self, body: &crate::domain::event::Opened) -> Vec<Part> {
        let flag = |on: bool, key: &str| on.then(|| self.names.label(key, self.lang));
        let source = self.coded("source", "source", &body.source).map(|source| match body.source_ref.as_str() {
            "" => source,
            number => beside(&source, &sanitized(number), self.lang),
        });
        let mut parts = vec![
            self.coded("", "channel", &body.channel),
            self.coded("", "nature", &body.nature),
            self.coded("", "category", &body.category),
            source,
            self.moment("source_due", body.source_due),
            self.unit("received_by", &body.received_by),
            self.person("taken_by", &body.taken_by),
            self.unit("against", &body.against),
            self.list("respondents", &body.respondents),
            self.unit("owner", &body.owner),
            self.sum("amount", body.amount),
            self.titles("causes", "cause", &body.causes),
            self.list("tags", &body.tags),
            flag(body.anonymous, "anonymous"),
            flag(body.restricted, "restricted"),
        ];
        let named = |fact: &&RegisteredFact| !NAMED.contains(&fact.row.key);
        parts.extend(REGISTERED.iter().filter(named).map(|fact| self.registered(fact, &body.facts_of_case())));
        parts.extend(self.set_facts(&body.fields));
        parts
    }

    /// A fact of a registration that has no place of its own in the sentence.
    fn registered(&self, fact: &RegisteredFact, facts: &Registered) -> Part {
        let (key, codes) = (fact.row.key, fact.row.kind.codes());
        match (fact.row.get)(facts) {
            FactValue::Code(code) => codes.map_or_else(
                || (!code.is_empty()).then(|| self.labelled(key, sanitized(code))),
                |section| self.coded(key, section, code),
            ),
            FactValue::Codes(all) => match codes {
                Some(section) => self.titles(key, section, all),
                None => self.list(key, all),
            },
            FactValue::Time(moment) => self.moment(key, Some(moment)),
            FactValue::Money(amount) => self.sum(key, Some(amount)),
            FactValue::Flag(true) => Some(self.names.label(key, self.lang)),
            _ => None,
        }
    }

    fn classified(&self, body: &crate::domain::event::Classified) -> Vec<Part> {
        let lang = self.lang;
        let mut parts = vec![
            body.category.as_ref().and_then(|c| self.coded("category", "category", c)),
            body.nature.as_ref().and_then(|c| self.coded("nature", "nature", c)),
            body.causes.as_ref().and_then(|c| self.titles("causes", "cause", c)),
            body.restricted.map(|on| match on {
                true => self.names.label("restricted", lang),
                false => say!(lang, "no longer restricted", "不再限制查看"),
            }),
        ];
        parts.extend(self.set_facts(&body.fields));
        parts
    }

    fn imported(&self, body: &crate::domain::event::Imported) -> Vec<Part> {
        vec![
            self.number("cases", body.cases),
            self.number("events", body.events),
            self.number("rejected", body.rejected),
            self.number("known", body.known),
            self.number("followed", body.followed),
            self.number("differs", body.differs),
            self.number("kept_private", body.private),
            Some(sanitized(&body.map)),
        ]
    }
}

/// A moment for readers.
#[must_use]
pub fn shown(moment: Moment) -> String {
    match moment.time() {
        None => moment.date().to_string(),
        Some(time) => format!("{} {}", moment.date(), time.format("%H:%M")),
    }
}

/// The first twelve digits of a digest.
#[must_use]
pub fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::KINDS;
    use crate::text::sample;

    fn event(body: &str) -> Event {
        let line = format!(
            r#"{{"n":1,"at":"2026-09-25T10:00:00.000+08:00","by":"li.na","case":"HQ-2026-0042","seq":1,{body}}}"#
        );
        Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
    }

    fn both(body: &str) -> [String; 2] {
        let event = event(body);
        sample::with_names(|names| [Lang::En, Lang::Zh].map(|lang| sentence(&event, names, lang)))
    }

    #[test]
    fn titles_stand_for_codes() {
        let assigned = r#""assigned":{"unit":"taiyuan","person":"zhang.wei","form":"transfer"}"#;
        assert_eq!(
            both(assigned),
            ["assigned: Taiyuan branch, handler zhang.wei, transfer form", "转办：太原分行，承办人 zhang.wei，转办单"]
        );
        let classified = r#""classified":{"category":"complex","fields":{"media":"lead"},"due":{"reply":{"at":"2026-10-15","rule":"P7-A11-complex","from":"2026-09-25","within":"10wd"}}}"#;
        assert_eq!(
            both(classified),
            [
                "classified: category Complex, Media A lead, reply limit 2026-10-15",
                "定性：投诉类别 复杂投诉，涉及媒体 报道苗头，回复时限 2026-10-15",
            ]
        );
        let replied = r#""replied":{"to":["complainant","desk"],"via":"phone","responsibility":"ours","satisfaction":"no","compensation":200}"#;
        assert_eq!(
            both(replied),
            [
                "replied: to complainant, desk, by Phone, responsibility Ours, satisfaction not satisfied, compensation 200 CNY",
                "回复：回复对象 投诉人、受理部门，联系方式 电话，责任认定 我方责任，满意程度 不满意，赔付金额 200 元",
            ]
        );
    }

    #[test]
    fn every_kind_has_a_sentence_and_an_unknown_one_its_key() {
        for (kind, _) in KINDS {
            let [en, zh] = both(&format!(r#""{kind}":{{}}"#));
            assert!(!en.is_empty() && !zh.is_ascii(), "{kind}");
        }
        assert_eq!(both(r#""danced":{"to":"x"}"#)[0], "danced: not known to this version");
    }

    #[test]
    fn nothing_stored_steers_the_terminal() {
        let [en, _] = both(r#""assigned":{"unit":"a\u001b[2Jb","person":"c\nd"}"#);
        assert_eq!(en, "assigned: a\\x1b[2Jb, handler c d");
    }
}

//! What a template sees of a case: names and dates in the reader's language, `none` for what is not there or not shown.
//!
//! Invariant: every key is always there, so that a mistyped one is an error and a missing value is a blank. `redress help forms` names them
//! all.

mod acts;

use super::Paper;
use super::private::PrivateData;
use crate::domain::Code;
use crate::domain::case::fact::{CaseFact, uses};
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::limit::REPLY;
use crate::domain::event::Body;
use crate::domain::value::amount::Amount;
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Lang;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::Two;
use crate::text::code_names::Names;
use crate::text::names::{self, WordKind};
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

/// Keys of what is said of a person.
const PERSONAL: &[&str] = &["name", "phone", "email", "address", "id_number"];

/// Everything that a template sees.
#[must_use]
pub fn facts(paper: &Paper<'_>, context: &ReportContext<'_>) -> Value {
    let t = Telling { paper, context, lang: context.lang };
    let acts = t.acts();
    let mut all = Map::new();
    all.insert("lang".into(), if t.lang == Lang::Zh { "zh" } else { "en" }.into());
    all.insert("date".into(), t.date(paper.on.date()).into());
    all.insert("form".into(), t.form());
    all.insert("desk".into(), t.desk());
    all.insert("by".into(), t.member(paper.by));
    all.insert("case".into(), t.case());
    all.insert("fields".into(), t.fields());
    let reply = t.reply(&acts);
    all.insert("complainant".into(), t.party("complainant"));
    all.insert("representative".into(), t.party("representative"));
    all.insert("agent".into(), t.party("agent"));
    all.insert("respondents".into(), t.respondents());
    all.insert("parties".into(), t.parties());
    all.insert("mediation".into(), t.mediation(&acts));
    for key in ["statement", "demand", "place"] {
        let opened = paper.events.iter().find(|event| matches!(event.body, Body::Opened(_)));
        all.insert(key.into(), opened.and_then(|event| paper.private.text(event.id(), key)).into());
    }
    all.insert("unit".into(), t.unit(&paper.case.unit));
    all.insert("against".into(), t.unit(&paper.case.facts.against));
    all.insert("limits".into(), t.limits());
    all.insert("rounds".into(), t.rounds());
    all.insert("route".into(), t.route());
    all.insert("reply".into(), reply);
    for (key, value) in t.single_acts(&acts) {
        all.insert(key.into(), value);
    }
    for (key, value) in t.repeated_acts(&acts) {
        all.insert(key.into(), value);
    }
    Value::Object(all)
}

/// A text, or nothing.
fn some(text: impl Into<String>) -> Value {
    let text = text.into();
    if text.is_empty() { Value::Null } else { text.into() }
}

struct Telling<'a> {
    paper: &'a Paper<'a>,
    context: &'a ReportContext<'a>,
    lang: Lang,
}

impl Telling<'_> {
    fn names(&self) -> Names<'_> {
        self.context.names()
    }

    /// `2026年11月23日`, `23 November 2026`.
    fn date(&self, date: NaiveDate) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self.lang {
            Lang::Zh => format!("{year}年{month}月{day}日"),
            Lang::En => format!("{day} {} {year}", date.format("%B")),
        }
    }

    /// The same, with the time of day if it is known.
    fn moment(&self, moment: Moment) -> String {
        let date = self.date(moment.date());
        moment.time().map_or_else(|| date.clone(), |time| format!("{date} {}", time.format("%H:%M")))
    }

    fn code(&self, section: &str, code: &str) -> Value {
        if code.is_empty() { Value::Null } else { some(self.names().title(section, code, self.lang)) }
    }

    fn word(&self, kind: WordKind, code: &str) -> Value {
        if code.is_empty() { Value::Null } else { some(names::name(kind, code, self.lang)) }
    }

    fn joined(&self, all: impl Iterator<Item = String>) -> Value {
        some(all.collect::<Vec<_>>().join(&say!(self.lang, ", ", "、")))
    }

    fn titles(&self, section: &str, codes: &[Code]) -> Value {
        self.joined(codes.iter().map(|code| self.names().title(section, code, self.lang)))
    }

    fn money(&self, sum: Amount) -> Value {
        self.names().money(sum, self.lang).into()
    }

    fn form(&self) -> Value {
        let (paper, calendar) = (self.paper, self.context.calendar);
        let until = paper.form.within.and_then(|within| calendar.due(paper.on.date(), within, &|_| false));
        json!({
            "code": paper.form.code, "title": paper.form.title.get(self.lang), "cite": some(paper.form.cite.get(self.lang)),
            "number": paper.number, "draft": paper.number.is_none(), "replaces": some(paper.replaces), "letter": paper.form.letter,
            "further": some(paper.form.further.get(self.lang)), "until": until.map(|until| self.date(until.date)),
        })
    }

    fn desk(&self) -> Value {
        let own = self.context.directory.person(self.paper.by).map(|person| person.unit.clone()).unwrap_or_default();
        let unit = self.unit(&own);
        let name = match unit["name"].as_str() {
            Some(name) => name,
            None => self.paper.desk,
        };
        json!({ "name": some(name), "organisation": some(self.context.policy.title.get(self.lang)), "unit": unit })
    }

    /// A unit with who answers for it.
    fn unit(&self, code: &str) -> Value {
        let directory = self.context.directory;
        let unit = directory.unit(code);
        let person =
            |code: Option<&Code>| code.filter(|code| !code.is_empty()).map_or(Value::Null, |code| self.member(code));
        json!({
            "code": some(code), "name": if code.is_empty() { Value::Null } else { some(directory.unit_name(code, self.lang)) },
            "leader": person(unit.map(|unit| &unit.leader)), "first_contact": person(unit.map(|unit| &unit.first_contact)),
            "second_contact": person(unit.map(|unit| &unit.second_contact)), "outside": unit.is_some_and(|unit| unit.outside),
        })
    }

    /// A member of staff.
    fn member(&self, code: &str) -> Value {
        let directory = self.context.directory;
        let person = directory.person(code);
        // Where the directory names people, an account that it does not know is no name to sign with.
        let is_named = person.is_some() || directory.people.is_empty();
        let name = if is_named { some(directory.person_name(code)) } else { Value::Null };
        let unit = person.map_or(Value::Null, |person| some(self.context.directory.unit_name(&person.unit, self.lang)));
        json!({
            "code": some(code), "name": name, "unit": unit,
            "phone": person.map_or(Value::Null, |person| some(person.phone.as_str())),
        })
    }

    fn person(&self, code: &str) -> Value {
        if code.is_empty() { Value::Null } else { some(self.context.directory.person_name(code)) }
    }

    /// The facts of the table of facts, by key, and what is told of the case beside them.
    fn case(&self) -> Value {
        let case = self.paper.case;
        let mut all = Map::new();
        for fact in CaseFact::all().filter(|fact| fact.uses() & uses::COLUMN != 0) {
            all.insert(fact.key().into(), self.fact(fact));
        }
        let opened = self.paper.events.iter().find(|event| matches!(event.body, Body::Opened(_)));
        let private = || opened.and_then(|event| self.paper.private.text(event.id(), "title"));
        all.insert("title".into(), case.title.clone().or_else(private).into());
        all.insert("number".into(), case.id.to_string().into());
        let provisional = case.limits.get(&REPLY).is_some_and(|due| due.provisional);
        if let Some(Value::String(due)) = all.get_mut("due").filter(|_| provisional) {
            due.push_str(Two(" (provisional)", "（暂定）").get(self.lang));
        }
        // A letter promises no day that is over.
        let is_ahead = case.limits.get(&REPLY).is_some_and(|due| due.at.date() >= self.paper.on.date());
        all.insert("due_ahead".into(), is_ahead.into());
        let received = case.current().and_then(|round| round.received);
        all.insert("received".into(), received.map(|at| self.moment(at)).into());
        // The day on which the complainant complained, whatever was opened again since.
        let received = case.rounds.first().and_then(|round| round.received);
        all.insert("received_day".into(), received.map(|at| self.date(at.date())).into());
        all.insert("status".into(), self.word(WordKind::State, case.state.code()));
        all.insert("recorded_by".into(), self.person(&case.recorded_by));
        if case.facts.taken_by.is_empty() && !case.imported {
            // Nobody else was named, so who registered it heard it first.
            all.insert("taken_by".into(), self.person(&case.recorded_by));
        }
        all.insert("repeat".into(), case.is_linked("repeat").into());
        all.insert("supervised".into(), case.is_supervised().into());
        all.insert(
            "flags".into(),
            self.joined(case.flags().into_iter().map(|flag| names::name(WordKind::Flag, flag, self.lang))),
        );
        let links =
            case.links.iter().map(|(id, kind)| format!("{} {id}", names::name(WordKind::Link, kind, self.lang)));
        all.insert("links".into(), self.joined(links));
        Value::Object(all)
    }

    fn fact(&self, fact: CaseFact) -> Value {
        let name = |code: &Code| match fact.kind() {
            FactKind::Person => self.context.directory.person_name(code),
            FactKind::Mediation => names::name(WordKind::Mediation, code, self.lang),
            FactKind::Satisfaction => names::name(WordKind::Satisfaction, code, self.lang),
            kind => {
                kind.codes().map_or_else(|| code.to_string(), |section| self.names().title(section, code, self.lang))
            }
        };
        match fact.value(self.paper.case) {
            FactValue::Code(code) if !code.is_empty() => some(name(code)),
            FactValue::Codes(codes) => self.joined(codes.iter().map(name)),
            FactValue::Text(text) => some(text),
            FactValue::Id(id) => id.to_string().into(),
            FactValue::List(all) => self.joined(all.into_iter()),
            FactValue::Time(moment) => self.moment(moment).into(),
            FactValue::Money(amount) => self.money(amount),
            FactValue::Count(n) => n.into(),
            FactValue::Flag(yes) => yes.into(),
            _ => Value::Null,
        }
    }

    /// The policy's own fields that are set.
    fn fields(&self) -> Value {
        let names = self.names();
        let all = self.paper.case.facts.fields.iter();
        all.map(
            |(key, value)| json!({ "label": names.label(key, self.lang), "value": names.value(key, value, self.lang) }),
        )
        .collect()
    }

    /// Who has a role, as far as it may be shown.
    fn party(&self, role: &str) -> Value {
        let event = PrivateData::party(role, self.paper.case, self.paper.events);
        let text = |key: &str| event.and_then(|event| self.paper.private.text(event.id(), key));
        let mut all: Map<String, Value> = PERSONAL.iter().map(|key| ((*key).to_string(), text(key).into())).collect();
        if role == "complainant" {
            all.insert("anonymous".into(), self.paper.case.facts.anonymous.into());
        }
        Value::Object(all)
    }

    fn limits(&self) -> Value {
        let (case, context) = (self.paper.case, self.context);
        let one = |(limit, due): (&Code, &crate::domain::case::due::Due)| {
            let cite = context.policy.cite_of(&due.rule).map(|cite| cite.get(self.lang)).unwrap_or_default();
            json!({
                "code": limit, "name": self.names().limit(limit, self.lang), "due": self.moment(due.at), "from": self.moment(due.from),
                "rule": due.rule, "cite": some(cite), "met": case.met(limit).map(|met| self.moment(met)), "provisional": due.provisional,
            })
        };
        case.limits.iter().map(one).collect()
    }

    fn rounds(&self) -> Value {
        let one = |(at, round): (usize, &crate::domain::case::Round)| {
            let (state, on) = round.ended.unzip();
            json!({
                "number": at + 1, "received": round.received.map(|on| self.moment(on)), "ended": on.map(|on| self.moment(on)),
                "status": state.map_or(Value::Null, |state| self.word(WordKind::State, state.code())),
                "outcome": self.code("outcome", self.paper.case.result_of(at).0),
            })
        };
        self.paper.case.rounds.iter().enumerate().map(one).collect()
    }

    fn route(&self) -> Value {
        let one = |hop: &crate::domain::case::Hop| {
            let unit = self.context.directory.unit_name(&hop.unit, self.lang);
            json!({ "on": self.moment(hop.on), "unit": unit, "person": self.person(&hop.person) })
        };
        self.paper.case.route.iter().map(one).collect()
    }
}

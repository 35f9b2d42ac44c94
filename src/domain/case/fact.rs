//! The table of facts: what can be read off a case, one row each. Columns, conditions, terms, counts, pages and JSON
//! look facts up here. The facts of a registration are rows of [`super::registered`]; here are those that acts set.
//!
//! Invariant: a key or name means one fact for ever.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::fact_type::{FactKind, FactValue};
use crate::domain::case::registered::{FactRow, REGISTERED, RegisteredFact};
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Two;

/// Where a fact may be used, as bits.
pub mod uses {
    /// As a column of lists.
    pub const COLUMN: u8 = 1;
    /// In conditions of the policy.
    pub const CONDITION: u8 = 1 << 1;
    /// As the key of a term, and to count by.
    pub const TERM: u8 = 1 << 2;
    /// In conditions, a value that the command gives counts where the case has none.
    pub const OR_GIVEN: u8 = 1 << 3;
}
use uses::{COLUMN, CONDITION, OR_GIVEN, TERM};

/// A fact of a case.
#[derive(Clone, Copy, Debug)]
pub enum CaseFact {
    /// One that a registration states.
    Registered(&'static RegisteredFact),
    /// One that acts set.
    Acted(&'static FactRow<Case>),
}

impl CaseFact {
    /// All facts.
    pub fn all() -> impl Iterator<Item = Self> {
        REGISTERED.iter().map(Self::Registered).chain(FACTS.iter().map(Self::Acted))
    }

    /// The fact with this key or name that may be used so.
    #[must_use]
    pub fn find(name: &str, use_: u8) -> Option<Self> {
        let mut place = slot(name.as_bytes());
        while PLACES[place] > 0 {
            let fact = Self::at(usize::from(PLACES[place]) - 1);
            if fact.key() == name || fact.name() == name {
                return Some(fact).filter(|fact| fact.uses() & use_ != 0);
            }
            place = (place + 1) % PLACES.len();
        }
        None
    }

    /// The fact at a place of the table, those of the registration first.
    fn at(place: usize) -> Self {
        match place.checked_sub(REGISTERED.len()) {
            None => Self::Registered(&REGISTERED[place]),
            Some(place) => Self::Acted(&FACTS[place]),
        }
    }

    /// Its key in columns and in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Registered(fact) => fact.row.key,
            Self::Acted(row) => row.key,
        }
    }

    /// Its name in conditions, terms and counts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Registered(fact) => fact.row.name,
            Self::Acted(row) => row.name,
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn label(self) -> Two {
        match self {
            Self::Registered(fact) => fact.row.label,
            Self::Acted(row) => row.label,
        }
    }

    /// What its value is.
    #[must_use]
    pub fn kind(self) -> FactKind {
        match self {
            Self::Registered(fact) => fact.row.kind,
            Self::Acted(row) => row.kind,
        }
    }

    /// Where it may be used.
    #[must_use]
    pub fn uses(self) -> u8 {
        match self {
            Self::Registered(_) => COLUMN | CONDITION | TERM,
            Self::Acted(row) => row.uses,
        }
    }

    /// Its value.
    #[must_use]
    pub fn value(self, case: &Case) -> FactValue<'_> {
        match self {
            Self::Registered(fact) => (fact.row.get)(&case.facts),
            Self::Acted(row) => (row.get)(case),
        }
    }

    /// Its codes: none, one or several. A code that is not set counts as none.
    #[must_use]
    pub fn codes(self, case: &Case) -> &[Code] {
        match self.value(case) {
            FactValue::Code(code) if !code.is_empty() => std::slice::from_ref(code),
            FactValue::Codes(codes) => codes,
            _ => &[],
        }
    }
}

/// The places in the table plus 1, by [`slot`] of key and name, or in the next free one: every event asks for the facts of
/// many conditions.
static PLACES: [u8; 256] = {
    let mut places = [0; 256];
    let mut at = 0;
    while at < REGISTERED.len() + FACTS.len() {
        let (key, name) = if at < REGISTERED.len() {
            (REGISTERED[at].row.key, REGISTERED[at].row.name)
        } else {
            (FACTS[at - REGISTERED.len()].key, FACTS[at - REGISTERED.len()].name)
        };
        // Twice where they are equal, which does no harm.
        let names = [key.as_bytes(), name.as_bytes()];
        let mut i = 0;
        while i < names.len() {
            let mut place = slot(names[i]);
            while places[place] > 0 {
                place = (place + 1) % places.len();
            }
            #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 255 facts")]
            let number = at as u8 + 1;
            places[place] = number;
            i += 1;
        }
        at += 1;
    }
    places
};

/// Where to look for a name first.
const fn slot(name: &[u8]) -> usize {
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) = (name[0] as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize);
    (name.len() * 67 + first * 5 + middle * 11 + last * 23) % 256
}

type Get = for<'c> fn(&'c Case) -> FactValue<'c>;

/// A fact whose name is its key.
const fn fact(key: &'static str, kind: FactKind, label: Two, uses: u8, get: Get) -> FactRow<Case> {
    FactRow { key, name: key, label, kind, uses, get }
}

/// The date of a milestone in the current round.
const fn reached(key: &'static str, label: Two, get: Get) -> FactRow<Case> {
    fact(key, FactKind::Time, label, COLUMN, get)
}

/// How often something was done.
const fn counted(key: &'static str, label: Two, get: Get) -> FactRow<Case> {
    fact(key, FactKind::Count, label, COLUMN, get)
}

fn time<'c>(moment: Option<Moment>) -> FactValue<'c> {
    moment.map_or(FactValue::Empty, FactValue::Time)
}

fn money<'c>(sum: crate::domain::value::amount::Amount) -> FactValue<'c> {
    if sum.0 == 0 { FactValue::Empty } else { FactValue::Money(sum) }
}

fn count<'c>(n: u32) -> FactValue<'c> {
    FactValue::Count(n.into())
}

/// The facts that acts set.
const FACTS: &[FactRow<Case>] = &[
    fact("id", FactKind::Id, Two("case", "编号"), COLUMN, |c| FactValue::Id(c.id)),
    fact("status", FactKind::State, Two("status", "状态"), COLUMN, |c| FactValue::Text(c.state.code())),
    fact("state", FactKind::State, Two("status", "状态"), CONDITION, |c| FactValue::Text(c.state.code())),
    fact("received", FactKind::Time, Two("received", "收到"), COLUMN, |c| time(c.received())),
    fact("due", FactKind::Time, Two("due", "到期"), COLUMN, |c| time(c.limits.get("reply").map(|due| due.at))),
    fact("unit", FactKind::Unit, Two("unit", "单位"), COLUMN | CONDITION | TERM, |c| FactValue::Code(&c.unit)),
    fact("person", FactKind::Person, Two("handler", "承办人"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(&c.person)
    }),
    fact("title", FactKind::Text, Two("title", "标题"), COLUMN, |c| match c.title.as_deref() {
        None | Some("") => FactValue::Empty,
        Some(title) => FactValue::Text(title),
    }),
    fact("recorded", FactKind::Time, Two("recorded", "登记时间"), COLUMN, |c| time(c.recorded)),
    fact("assist", FactKind::Unit, Two("assisting units", "协办单位"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Codes(&c.assist)
    }),
    fact("outcome", FactKind::Section("outcome"), Two("outcome", "处理结果"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(&c.outcome)
    }),
    fact(
        "responsibility",
        FactKind::Section("responsibility"),
        Two("responsibility", "责任认定"),
        COLUMN | CONDITION | TERM,
        |c| FactValue::Code(&c.responsibility),
    ),
    fact("satisfaction", FactKind::Satisfaction, Two("satisfaction", "满意程度"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(&c.satisfaction)
    }),
    fact("compensation", FactKind::Money, Two("compensation", "赔付金额"), COLUMN | CONDITION | OR_GIVEN, |c| {
        if c.compensation.0 == 0 { FactValue::Empty } else { FactValue::Money(c.compensation) }
    }),
    fact("level", FactKind::Section("level"), Two("escalated to", "上报层级"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(&c.level)
    }),
    fact("round", FactKind::Count, Two("round", "轮次"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Count(i64::try_from(c.round()).unwrap_or(i64::MAX))
    }),
    fact("flags", FactKind::Words, Two("flags", "标记"), COLUMN, |c| {
        FactValue::List(c.flags().into_iter().map(String::from).collect())
    }),
    fact("links", FactKind::Words, Two("links", "关联"), COLUMN, |c| {
        FactValue::List(c.links.iter().map(|(id, kind)| format!("{kind}:{id}")).collect())
    }),
    fact("link", FactKind::Words, Two("links", "关联"), CONDITION, |c| {
        let mass = Some("incident").filter(|kind| c.is_mass() && !c.is_linked(kind)).map(String::from);
        FactValue::List(c.links.iter().map(|(_, kind)| kind.to_string()).chain(mass).collect())
    }),
    fact(
        "answer_given",
        FactKind::Words,
        Two("standard answer given", "已给标准答复"),
        COLUMN | CONDITION | TERM,
        |c| FactValue::Codes(&c.answers),
    ),
    fact("incident", FactKind::Words, Two("incident", "突发事件"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Codes(&c.incident_names)
    }),
    fact("incident_kind", FactKind::Words, Two("kind of incident", "突发事件类型"), CONDITION, |c| {
        FactValue::List(c.incidents.iter().map(|link| link.kind.to_string()).collect())
    }),
    fact("party", FactKind::Words, Two("parties", "当事人"), CONDITION, |c| {
        FactValue::List(c.parties.iter().map(|party| party.role.to_string()).collect())
    }),
    fact("organisations", FactKind::Words, Two("organisations", "相关单位"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Codes(&c.organisations)
    }),
    fact("complainants", FactKind::Count, Two("persons who complain", "投诉人数"), COLUMN | CONDITION, |c| {
        count(c.complainants())
    }),
    fact("representatives", FactKind::Count, Two("representatives", "代表人数"), CONDITION, |c| {
        count(c.persons("representative"))
    }),
    fact("mediation", FactKind::Mediation, Two("mediation", "调解情况"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(c.mediation())
    }),
    fact("agreed_amount", FactKind::Money, Two("sum agreed", "调解金额"), COLUMN | CONDITION, |c| {
        c.agreement().and_then(|act| act.amount).map_or(FactValue::Empty, FactValue::Money)
    }),
    fact("remedy", FactKind::Remedy, Two("remedy", "赔付情况"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(c.remedy())
    }),
    fact(
        "remedy_kind",
        FactKind::Section("remedy"),
        Two("kind of remedy", "赔付方式"),
        COLUMN | CONDITION | TERM,
        |c| FactValue::Codes(&c.remedy_kinds),
    ),
    fact("offered", FactKind::Money, Two("offered", "拟赔付金额"), COLUMN | CONDITION, |c| money(c.offered())),
    fact("paid", FactKind::Money, Two("paid", "已付金额"), COLUMN | CONDITION, |c| money(c.paid())),
    fact("appeal", FactKind::Appeal, Two("appeal", "复查复核情况"), COLUMN | CONDITION | TERM, |c| {
        FactValue::Code(c.appeal())
    }),
    fact("appeals", FactKind::Count, Two("appeals", "复查复核次数"), COLUMN | CONDITION, |c| {
        count(u32::try_from(c.appeals.len()).unwrap_or(u32::MAX))
    }),
    fact("awarded", FactKind::Money, Two("awarded on appeal", "复查复核裁定金额"), COLUMN | CONDITION, |c| {
        money(c.awarded())
    }),
    fact("evidence", FactKind::Count, Two("evidence", "证据件数"), COLUMN | CONDITION, |c| {
        count(c.evidence.iter().fold(0, |sum, item| sum.saturating_add(item.pieces)))
    }),
    fact(
        "evidence_held",
        FactKind::Count,
        Two("evidence not given back", "未退还证据"),
        COLUMN | CONDITION,
        |c| count(c.evidence_held()),
    ),
    counted("deliveries", Two("papers served", "送达次数"), |c| count(c.counts.deliveries)),
    fact("repeat", FactKind::Flag, Two("complained about again", "再次投诉"), CONDITION, |c| {
        FactValue::Flag(c.is_linked("repeat"))
    }),
    fact("supervised", FactKind::Flag, Two("supervised", "督办"), CONDITION, |c| FactValue::Flag(c.is_supervised())),
    fact("extended", FactKind::Flag, Two("extended", "已延期"), CONDITION, |c| FactValue::Flag(c.extended)),
    fact("extensions", FactKind::Count, Two("extensions", "延期次数"), COLUMN | CONDITION, |c| {
        count(c.counts.extensions)
    }),
    fact("delayed", FactKind::Flag, Two("delay explained", "已说明超期原因"), CONDITION, |c| {
        FactValue::Flag(c.delays.iter().any(|delay| delay.round == c.round()))
    }),
    fact("imported", FactKind::Flag, Two("imported", "导入"), CONDITION, |c| FactValue::Flag(c.imported)),
    fact("late", FactKind::Flag, Two("ever late", "曾超期"), CONDITION, |c| {
        FactValue::Flag(c.missed().next().is_some())
    }),
    fact("coerced", FactKind::Flag, Two("withdrawn under pressure", "受压撤诉"), CONDITION, |c| {
        FactValue::Flag(c.counts.coerced > 0)
    }),
    fact("improvements", FactKind::Count, Two("improvements", "整改事项"), CONDITION, |c| {
        count(c.counts.improvements)
    }),
    fact("forms", FactKind::Words, Two("forms issued", "已出具单据"), COLUMN, |c| {
        FactValue::List(c.forms.iter().map(|form| form.number.to_string()).collect())
    }),
    fact("issued", FactKind::Words, Two("forms issued", "已出具单据"), CONDITION, |c| {
        FactValue::List(c.forms.iter().map(|form| form.form.to_string()).collect())
    }),
    reached("acknowledged", Two("acknowledged", "告知收到时间"), |c| time(c.reached("acknowledged"))),
    fact("accepted", FactKind::Time, Two("accepted", "受理时间"), COLUMN | CONDITION, |c| {
        time(c.reached("accepted"))
    }),
    fact("assigned", FactKind::Time, Two("assigned", "转办时间"), COLUMN | CONDITION, |c| {
        time(c.reached("assigned"))
    }),
    reached("contacted", Two("first contact", "首次联系时间"), |c| time(c.reached("contacted"))),
    fact("replied", FactKind::Time, Two("replied", "回复时间"), COLUMN | CONDITION, |c| time(c.reached("replied"))),
    fact("reported", FactKind::Time, Two("form returned", "转办单回报"), COLUMN | CONDITION, |c| {
        time(c.reached("reported"))
    }),
    reached("sourced", Two("answered to the source", "答复来件单位时间"), |c| time(c.reached("sourced"))),
    reached("closed", Two("archived", "归档时间"), |c| time(c.reached("closed"))),
    reached("ended", Two("ended", "结束时间"), |c| time(c.current().and_then(|r| r.ended).map(|(_, on)| on))),
    reached("paused", Two("paused since", "中止起始"), |c| time(c.paused)),
    counted("returns", Two("returns", "退回次数"), |c| count(c.counts.returns)),
    counted("reworks", Two("reworks", "重办次数"), |c| count(c.counts.reworks)),
    counted("contacts", Two("contacts", "联系次数"), |c| count(c.counts.contacts)),
    fact("chases", FactKind::Count, Two("chases", "催办次数"), COLUMN | CONDITION, |c| count(c.counts.chases)),
    fact("attempts", FactKind::Count, Two("not reached", "联系未果次数"), COLUMN | CONDITION, |c| {
        count(u32::try_from(c.attempts.len()).unwrap_or(u32::MAX))
    }),
    fact("attempt_days", FactKind::Count, Two("days on which not reached", "联系未果天数"), CONDITION, |c| {
        let days: std::collections::BTreeSet<_> = c.attempts.iter().map(|on| on.date()).collect();
        count(u32::try_from(days.len()).unwrap_or(u32::MAX))
    }),
    fact("disputed", FactKind::Flag, Two("result disputed", "对结果有异议"), CONDITION, |c| {
        FactValue::Flag(c.disputed)
    }),
    fact("files", FactKind::Count, Two("attachments", "附件"), COLUMN | CONDITION, |c| count(c.counts.files)),
    counted("escalations", Two("escalations", "上报次数"), |c| count(c.counts.escalations)),
    counted("callbacks", Two("callbacks", "回访次数"), |c| count(c.counts.callbacks)),
    counted("overrides", Two("gates passed over", "破例次数"), |c| count(c.counts.overrides)),
    counted("events", Two("events", "记录数"), |c| count(c.events)),
    reached("touched", Two("last recorded", "最近记录"), |c| time(c.touched)),
    fact("policy", FactKind::Reference, Two("policy", "适用制度"), COLUMN, |c| match c.policy() {
        "" => FactValue::Empty,
        digest => FactValue::Text(digest),
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_or_name_means_one_fact() {
        for use_ in [COLUMN, CONDITION, TERM] {
            for fact in CaseFact::all().filter(|fact| fact.uses() & use_ != 0) {
                for name in [fact.key(), fact.name()] {
                    let found = CaseFact::find(name, use_).expect("it is in the table");
                    assert_eq!(found.key(), fact.key(), "{name}");
                }
            }
        }
    }
}

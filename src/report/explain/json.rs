//! The explanation as JSON: stable English keys, codes, all days.

use super::{DayCount, DayFate, Explained, Explanation, OWN};
use crate::domain::calendar::{CountedDay, DayReason};
use crate::domain::case::Standing;
use crate::report::context::{ReportContext, standing_code};
use crate::report::facts;
use serde_json::{Value, json};
use std::cmp::Ordering;

pub(super) fn of(all: &Explanation<'_>, context: &ReportContext<'_>) -> Value {
    let case = all.case;
    json!({
        "id": case.id,
        "as_of": context.day,
        "round": case.round(),
        "policy": { "digest": case.policy(), "profile": context.policy.profile, "title": context.policy.title },
        "paused": case.paused,
        "limits": all.limits.iter().map(limit).collect::<Vec<_>>(),
        "missed": all.missed.iter().map(|m| facts::missed(m)).collect::<Vec<_>>(),
    })
}

fn limit(limit: &Explained<'_>) -> Value {
    let mut out = json!({ "limit": limit.limit, "rule": limit.rule, "title": limit.title, "cite": limit.cite });
    if let Some((own, from, than)) = &limit.departs {
        let how = match than {
            Ordering::Greater => "loosened",
            Ordering::Less => "tightened",
            Ordering::Equal => "changed",
        };
        out["departs"] = json!({ "from": from.within, "to": own, "how": how, "title": from.title, "file": OWN });
    }
    let more = match &limit.fate {
        DayFate::Counted(count) => counted(count),
        DayFate::None => json!({ "state": "none" }),
        DayFate::Waiting(start) => json!({ "state": "waiting", "start": start }),
        DayFate::Unclassified => json!({ "state": "unclassified" }),
    };
    if let (Some(out), Value::Object(more)) = (out.as_object_mut(), more) {
        out.extend(more);
    }
    out
}

fn counted(count: &DayCount<'_>) -> Value {
    let due = &count.due;
    let left = (count.standing == Standing::Running).then_some(count.days_count);
    json!({
        "state": "counted",
        "start": count.start,
        "from": due.from,
        "within": due.within,
        "due": due.at,
        "counted": count.counted,
        "original": due.first(),
        "warn": due.warn,
        "provisional": due.provisional,
        "unclassified": due.unclassified,
        "until": count.until,
        "standing": standing_code(count.standing),
        "met": count.met,
        "late": count.late,
        "days_late": count.late.then_some(count.days_count),
        "days_left": left,
        "explained": count.explained,
        "published_since": count.published_since,
        "departs_from_published": count.departs,
        "days": count.days.iter().map(day).collect::<Vec<_>>(),
        "extension": count.extension.iter().map(day).collect::<Vec<_>>(),
        "hours": count.hours.iter().map(|day| {
            json!({ "date": day.date, "minutes": day.minutes, "working": day.day.working, "paused": day.paused })
        }).collect::<Vec<_>>(),
    })
}

fn day(day: &CountedDay<'_>) -> Value {
    let (why, name) = match day.day.why {
        DayReason::Weekday => ("weekday", None),
        DayReason::Weekend => ("weekend", None),
        DayReason::Holiday(name) => ("holiday", Some(name)),
        DayReason::MakeUp(name) => ("make-up", Some(name)),
    };
    json!({
        "date": day.date,
        "counted": day.number.is_some(),
        "number": day.number,
        "working": day.day.working,
        "paused": day.paused,
        "why": why,
        "name": name.map(|n| json!({ "zh": n.zh, "en": n.en })),
    })
}

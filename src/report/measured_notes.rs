//! What a report of measures says beside its figures: which cases are left out, how long a closing is watched, what is not compared.

use crate::domain::calendar::period::Period;
use crate::report::measured::Measured;
use crate::report::measures::{FigureKind, WATCHED};
use crate::report::small::hidden_note;
use crate::report::stats;
use crate::say;
use crate::text::{Two, words};
use serde_json::{Map, Value, json};

impl Measured<'_> {
    /// How long a closing is watched, in the words of the policy, where a measure rests on it.
    pub(super) fn watched(&self) -> Map<String, Value> {
        let is_watched = self.measures.iter().any(|measure| WATCHED.contains(&measure.code));
        let within = ("again_within".to_string(), json!(self.context.policy.desk.watched_for().to_string()));
        is_watched.then_some(within).into_iter().collect()
    }

    /// Says why some of the differences to other periods are not there.
    fn not_compared(&self) -> Vec<String> {
        let lang = self.context.lang;
        let earlier = || self.periods.iter().skip(1).flatten();
        if earlier().next().is_none() {
            return Vec::new();
        }
        let is_before = |period: &Period| self.begun.zip(period.from).is_some_and(|(begun, from)| from < begun);
        let of_day = self.measures.iter().filter(|measure| measure.is_of_day());
        let of_day: Vec<String> = of_day.map(|measure| measure.named(self.context)).collect();
        let names = of_day.join(Two(", ", "、").get(lang));
        let of_day = say!(lang, "of the report's day only, not compared: {names}", "按报表日统计，不作比较：{names}");
        stats::not_compared(self.is_running(), earlier().any(is_before), lang)
            .into_iter()
            .chain((!names.is_empty()).then_some(of_day))
            .collect()
    }

    pub(super) fn notes(&self) -> Vec<String> {
        let small = self.hidden.map(|hidden| hidden.small);
        let lang = self.context.lang;
        let left_out = stats::left_out(&self.figures.out, small, lang);
        let within = words::length(self.context.policy.desk.again_within, lang);
        let is_watched = self.measures.iter().any(|measure| WATCHED.contains(&measure.code));
        let again = is_watched.then(|| say!(lang, "watched after a closing: {within}", "归档后的观察期：{within}"));
        let days = self.measures.iter().filter(|measure| measure.kind == FigureKind::Days);
        let days: Vec<String> = days.map(|measure| measure.named(self.context)).collect();
        let days = (!days.is_empty()).then(|| {
            let names = days.join(Two(", ", "、").get(lang));
            say!(lang, "{names}: the median, in working days", "{names}：中位数，以工作日计")
        });
        left_out
            .into_iter()
            .chain(days)
            .chain(again)
            .chain(self.not_compared())
            .chain(small.map(|small| hidden_note(small, self.context)))
            .collect()
    }
}

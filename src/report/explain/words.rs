//! The explanation as a page, with a block for each limit.

use super::days::{extension_lines, hour_lines, lines, long_day};
use super::{DayCount, DayFate, Explained, Explanation, OWN, ended, policy_name};
use crate::document::{Block, Document};
use crate::domain::case::mediation::AGREEMENT;
use crate::domain::case::{Case, Standing};
use crate::domain::value::moment::Moment;
use crate::domain::value::within::Within;
use crate::report::context::ReportContext;
use crate::say;
use crate::text::code_names::{Names, beside};
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::sentence::{short, shown};
use crate::text::terms;
use crate::text::{Lang, Two, labels, words};
use std::cmp::Ordering;

type Facts = Vec<(String, String)>;

pub(super) fn page(all: &Explanation<'_>, context: &ReportContext<'_>) -> Document {
    let (lang, case) = (context.lang, all.case);
    let (id, day) = (case.id, context.day);
    let heading = say!(lang, "{id} · time limits, as of {day}", "{id} · 时限说明（截至 {day}）");
    let mut blocks = vec![Block::Facts { title: String::new(), facts: about(case, context) }];
    blocks.extend(all.limits.iter().map(|limit| block(limit, case, context)));
    if all.limits.is_empty() {
        let label = labels::label("limits", lang);
        blocks.push(Block::Facts { title: String::new(), facts: vec![(label, no_limits(case, context))] });
    }
    if !all.missed.is_empty() {
        blocks.push(missed(all, context));
    }
    Document { heading, blocks, ..Document::default() }
}

fn about(case: &Case, context: &ReportContext<'_>) -> Facts {
    let (lang, name) = (context.lang, policy_name(context.policy, context.lang));
    let digest = short(&sanitized(case.policy()));
    let round = case.round();
    let mut facts: Facts = Vec::new();
    facts.push((say!(lang, "policy", "制度"), if digest.is_empty() { name } else { beside(&name, &digest, lang) }));
    if round > 1 {
        let before = case.rounds.get(round - 2).and_then(|before| before.ended).map(|(_, on)| on.date());
        let text = match (before, round - 1) {
            (None, _) => say!(lang, "{round}", "第 {round} 轮"),
            (Some(day), n) => say!(
                lang,
                "{round}; round {n} ended on {day}, --as-of {day} explains it",
                "第 {round} 轮；第 {n} 轮于 {day} 结束，加 --as-of {day} 可查看"
            ),
        };
        facts.push((say!(lang, "round", "轮次"), text));
    }
    if let Some(since) = case.paused {
        let since = long_day(since.date(), lang);
        facts.push((say!(lang, "clock", "计时"), say!(lang, "stopped since {since}", "自 {since} 起中止")));
    }
    facts
}

fn no_limits(case: &Case, context: &ReportContext<'_>) -> String {
    let lang = context.lang;
    if context.policy.is_apart(&case.facts.nature) {
        let nature = sanitized(&context.policy.title_of("nature", &case.facts.nature, lang));
        return say!(lang, "{nature}: counted apart, without limits", "{nature}：单独统计，不设时限");
    }
    say!(lang, "the policy sets no limit for this case", "制度对本件未设时限")
}

fn block(limit: &Explained<'_>, case: &Case, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let names = context.names();
    let name = names.limit(&limit.limit, lang);
    let mut facts: Facts = Vec::new();
    if !limit.rule.is_empty() {
        facts.push((say!(lang, "rule", "依据"), own_rule(limit, lang).unwrap_or_else(|| rule(limit, lang))));
    }
    if limit.departs.is_some() {
        facts.push((say!(lang, "departs from", "与规定不同"), departed(limit, lang)));
    }
    match &limit.fate {
        DayFate::Counted(count) => facts.extend(counted(count, case, context, &names)),
        DayFate::None => facts.push((
            say!(lang, "within", "期限"),
            say!(lang, "the regulation sets none for such a case", "规定对此类投诉未设时限"),
        )),
        DayFate::Waiting(start) => {
            let start = names.milestone(start, lang);
            facts.push((
                say!(lang, "from", "起算"),
                say!(lang, "{start}: not reached yet", "{start}（尚未发生，未开始计时）"),
            ));
        }
        DayFate::Unclassified => facts.push((
            say!(lang, "within", "期限"),
            say!(lang, "depends on the category: the case is not classified", "取决于投诉类别，本件尚未定性"),
        )),
    }
    let code = sanitized(&limit.limit);
    let title = if name == code { name } else { beside(&name, &code, lang) };
    Block::Facts { title, facts }
}

/// The organisation's own row, if it changed the rule's length:
/// `redress.toml, [[limit]] P7-A11-general · 5 working days, loosened`.
fn own_rule(limit: &Explained<'_>, lang: Lang) -> Option<String> {
    let (own, from, than) = limit.departs.as_ref()?;
    let how = match than {
        Ordering::Greater => Two("loosened", "放宽"),
        Ordering::Less => Two("tightened", "从严"),
        Ordering::Equal => Two("changed", "改写"),
    };
    let (id, how, own) = (sanitized(&limit.rule), how.get(lang), words::length(own.unwrap_or(Within::None), lang));
    let title = if limit.title == from.title { "" } else { limit.title.get(lang) };
    let title = if title.is_empty() { String::new() } else { format!(" · {}", sanitized(title)) };
    Some(say!(lang, "{OWN}, [[limit]] {id}: {own}, {how}{title}", "{OWN} [[limit]] {id}：{own}（{how}）{title}"))
}

/// The rule whose length the organisation changed, with its own length.
fn departed(limit: &Explained<'_>, lang: Lang) -> String {
    let Some((_, from, _)) = &limit.departs else { return String::new() };
    let of = Explained { title: from.title.clone(), departs: None, ..limit.clone() };
    beside(&rule(&of, lang), &words::length(from.within.unwrap_or(Within::None), lang), lang)
}

/// `P7-A11-general, art. 11: General complaints: three working days`.
fn rule(limit: &Explained<'_>, lang: Lang) -> String {
    let (title, cite) = (limit.title.get(lang), limit.cite.get(lang));
    let mut text = terms::rule(&limit.rule).map_or_else(|| sanitized(&limit.rule), |two| two.get(lang).into());
    if !cite.is_empty() {
        text += &format!("{}{}", say!(lang, ", ", "，"), sanitized(cite));
    }
    if !title.is_empty() {
        text += &format!(" · {}", sanitized(title));
    }
    text
}

fn counted(count: &DayCount<'_>, case: &Case, context: &ReportContext<'_>, names: &Names<'_>) -> Facts {
    let (lang, due) = (context.lang, &count.due);
    let mut facts: Facts = vec![(say!(lang, "from", "起算"), start(count, case, names, lang))];
    let length = match due.rule == AGREEMENT && due.within == Within::None {
        true => say!(lang, "a day that the sides agreed on", "由双方约定日期"),
        false => within(due.within, lang),
    };
    facts.push((say!(lang, "within", "期限"), length));
    for (i, line) in lines(&count.days, due.within, due.from.date(), lang).into_iter().enumerate() {
        facts.push((if i == 0 { say!(lang, "day by day", "逐日") } else { String::new() }, line));
    }
    for (i, line) in hour_lines(&count.hours, due.from.date(), lang).into_iter().enumerate() {
        facts.push((if i == 0 { say!(lang, "hour by hour", "逐时") } else { String::new() }, line));
    }
    for (i, line) in extension_lines(&count.extension, due.from.date(), lang).into_iter().enumerate() {
        facts.push((if i == 0 { say!(lang, "extension", "延期") } else { String::new() }, line));
    }
    facts.push((say!(lang, "due", "到期"), due_text(count, case, lang)));
    for note in notes(count, case, lang) {
        facts.push((String::new(), note));
    }
    let end = names.milestone(&count.until, lang);
    facts.push((say!(lang, "ended by", "止于"), end));
    facts.push((say!(lang, "standing", "情况"), standing(count, case, context)));
    facts
}

fn start(count: &DayCount<'_>, case: &Case, names: &Names<'_>, lang: Lang) -> String {
    let from = count.due.from;
    let (when, round) = (moment(from, lang), case.round());
    let what = match (count.start.as_str(), round) {
        ("received", 2..) => say!(lang, "receipt of round {round}", "第 {round} 轮收到"),
        (start, _) => names.milestone(start, lang),
    };
    let hours = count.due.within.is_hours() || count.due.within == Within::None;
    // A limit of 0 examines its first day too.
    if hours || count.days.first().is_none_or(|first| first.date <= from.date()) {
        return say!(lang, "{when}: {what}", "{when} {what}");
    }
    say!(lang, "{when}: {what}, that day not counted", "{when} {what}（当日不计）")
}

fn moment(at: Moment, lang: Lang) -> String {
    let day = long_day(at.date(), lang);
    at.time().map_or_else(|| day.clone(), |time| format!("{day} {}", time.format("%H:%M")))
}

fn within(within: Within, lang: Lang) -> String {
    match within {
        Within::None => say!(lang, "a date set by the source", "由来源指定日期"),
        length => words::length(length, lang),
    }
}

fn working_days(n: i64, lang: Lang) -> String {
    let days = words::count(n.unsigned_abs(), "working day");
    say!(lang, "{days}", "{n} 个工作日")
}

fn due_text(count: &DayCount<'_>, case: &Case, lang: Lang) -> String {
    let at = moment(count.due.at, lang);
    if count.standing == Standing::Paused && case.paused.is_some() {
        return say!(lang, "{at} as recorded; counted again once the clock runs", "{at}（暂记，恢复计时后重算）");
    }
    at
}

/// Notes on the due date.
fn notes(count: &DayCount<'_>, case: &Case, lang: Lang) -> Vec<String> {
    let due = &count.due;
    let mut notes = Vec::new();
    if let Some(original) = due.first() {
        let original = moment(original, lang);
        notes.push(match case.extended {
            _ if due.spared.is_some() => say!(
                lang,
                "it began to apply when {original} was over already; it ends with that day",
                "开始适用时原定的 {original} 已过，顺延至当日"
            ),
            true => say!(lang, "extended; before that {original}", "已延期，原定 {original}"),
            false => say!(lang, "moved by pauses; before that {original}", "因中止计时顺延，原定 {original}"),
        });
    } else if let Some(counted) = count.counted.filter(|day| *day != due.at.date()) {
        let counted = long_day(counted, lang);
        notes.push(say!(
            lang,
            "as recorded; by today's calendar it would be {counted}",
            "以记录为准；按现有日历推算为 {counted}"
        ));
    }
    if !count.departs.is_empty() {
        let dates = count.departs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        notes.push(say!(
            lang,
            "by this organisation's calendar (calendars/), not the State Council's: {dates}",
            "按本机构日历（calendars/），与国务院放假安排不同：{dates}"
        ));
    }
    if count.published_since {
        notes.push(say!(
            lang,
            "computed by weekends before the holidays of that year were known; it stays as recorded",
            "推算时当年放假安排未知，仅按周末计；以记录为准"
        ));
    } else if due.provisional {
        notes.push(say!(
            lang,
            "provisional: the holidays of that year are not published, only weekends are known",
            "暂定：当年放假安排尚未公布，仅按周末推算"
        ));
    }
    if due.unclassified {
        notes.push(say!(
            lang,
            "not classified yet: the shortest limit that could apply",
            "尚未定性：按可能适用的最短时限"
        ));
    }
    // During a pause both days move.
    if let Some(warn) = due.warn.filter(|_| count.standing != Standing::Paused) {
        let warn = long_day(warn, lang);
        notes.push(say!(lang, "pointed out from {warn} on", "自 {warn} 起提醒"));
    }
    notes
}

/// The status of a limit, with days late or left.
pub(in crate::report) fn standing(count: &DayCount<'_>, case: &Case, context: &ReportContext<'_>) -> String {
    let (lang, n) = (context.lang, count.days_count);
    let days = hours(count, context).unwrap_or_else(|| working_days(n, lang));
    match (count.met, count.standing) {
        (_, Standing::NotTold) => say!(
            lang,
            "not told by the source that the case was taken from: neither late nor in time",
            "导入来源未说明：不计超期，也不计按时"
        ),
        (Some(met), _) if count.late && n > 0 => {
            let met = shown(met);
            say!(lang, "met on {met}, {days} late", "已于 {met} 完成，超期 {days}")
        }
        (Some(met), _) if count.late => {
            let met = shown(met);
            say!(lang, "met on {met}, too late", "已于 {met} 完成，已超期")
        }
        (Some(met), _) => {
            let met = shown(met);
            say!(lang, "met on {met}, in time", "已于 {met} 按时完成")
        }
        (None, Standing::Overdue) => overdue(count, context),
        (None, Standing::Running) if count.due.at.is_day() && count.due.at.date() == context.day => {
            say!(lang, "due today", "今天到期")
        }
        (None, Standing::Running) => say!(lang, "running, {days} left", "计时中，还剩 {days}"),
        (None, Standing::Paused) => say!(lang, "clock stopped", "中止计时"),
        (None, _) => over(count, case, lang),
    }
}

/// The hours and minutes to or since the due time of a limit that ends at an instant, where the report is of an instant and the act is not
/// done. They are those of a clock: how many of them are office hours, `calendar due` tells.
fn hours(count: &DayCount<'_>, context: &ReportContext<'_>) -> Option<String> {
    let (due, now) = (count.due.at, context.now.filter(|now| !now.is_day() && count.met.is_none())?);
    if due.is_day() {
        return None;
    }
    let utc = |at: Moment| at.local().and_utc().timestamp() - i64::from(at.offset());
    let minutes = ((utc(due) - utc(now)).abs() / 60).max(1);
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (en_hours, en_rest) = (words::count(hours.unsigned_abs(), "hour"), words::count(rest.unsigned_abs(), "minute"));
    Some(match (hours, rest) {
        (0, rest) => say!(context.lang, "{en_rest}", "{rest} 分钟"),
        (hours, 0) => say!(context.lang, "{en_hours}", "{hours} 小时"),
        (hours, rest) => say!(context.lang, "{en_hours} {en_rest}", "{hours} 小时 {rest} 分钟"),
    })
}

fn overdue(count: &DayCount<'_>, context: &ReportContext<'_>) -> String {
    let lang = context.lang;
    let late = match (hours(count, context), count.days_count) {
        (Some(hours), _) => say!(lang, "overdue by {hours}", "已超期 {hours}"),
        (None, 0) => say!(lang, "overdue", "已超期"),
        (None, n) => {
            let days = working_days(n, lang);
            say!(lang, "overdue by {days}", "已超期 {days}")
        }
    };
    match count.explained {
        true => say!(lang, "{late}, explained in time", "{late}，已按时说明"),
        false => say!(lang, "{late}, not explained in time", "{late}，未按时说明"),
    }
}

fn over(count: &DayCount<'_>, case: &Case, lang: Lang) -> String {
    let text = match ended(case) {
        Some((state, on)) => {
            let (state, on) = (names::name(WordKind::State, state.code(), lang), shown(on));
            say!(lang, "the case was {state} on {on} without it", "本件于 {on} 转为“{state}”，时限终止")
        }
        None => say!(lang, "the case has ended without it", "本件已结，时限终止"),
    };
    match count.late {
        true => say!(lang, "{text}; it had been missed", "{text}；此前已超期"),
        false => text,
    }
}

/// All dates that were certainly missed.
fn missed(all: &Explanation<'_>, context: &ReportContext<'_>) -> Block {
    let lang = context.lang;
    let names = context.names();
    let one = |m: &&crate::domain::case::Missed| {
        let (limit, due, round, rule) =
            (names.limit(&m.limit, lang), long_day(m.due.date(), lang), m.round, sanitized(&m.rule));
        let text = say!(lang, "{limit}, round {round} ({rule})", "{limit}，第 {round} 轮（{rule}）");
        let corrected = say!(lang, "; counted from a receipt since corrected", "；按更正前的收到时间计算");
        (due, if m.corrected { text + &corrected } else { text })
    };
    let title = say!(lang, "missed for certain", "确定超期的时限");
    Block::Facts { title, facts: all.missed.iter().map(one).collect() }
}

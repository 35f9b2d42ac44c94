//! The message of each problem, with its values.

use super::Talk;
use super::flag::quoted;
use super::parts::{FEW, state_word, titled};
use super::{kept, missing, must, order, people, times, units, wording};
use crate::domain::Code;
use crate::domain::gate::VerbRow;
use crate::domain::gate::refusal::Problem as P;
use crate::domain::guard::PersonalKind as Personal;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;
use crate::say;
use crate::text::code_names::{beside, one_of};
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;
use crate::text::{terms, words};

/// The message of one problem, or of several that form one list.
pub(super) fn of(problems: &[&P], talk: &Talk<'_>) -> String {
    // A full-width closing parenthesis needs no space after it; nor does the word that stands for a number in Chinese
    // text.
    let text = sentence(problems, talk).replace("） ", "）");
    if talk.case.is_some() {
        text
    } else {
        text.replace(" 新投诉件", "新投诉件").replace("新投诉件 ", "新投诉件")
    }
}

fn sentence(problems: &[&P], t: &Talk<'_>) -> String {
    let (lang, case) = (t.lang, t.subject());
    match problems[0] {
        P::Missing { .. } => missing::missing(problems, t),
        P::MissingElement { .. } => missing::missing_elements(problems, t),
        P::FormLacks { form, title, need } => missing::form_lacks(t, form, title, need),
        P::MissingStep { .. } => missing::missing_steps(problems, t),
        P::MissingApproval { .. } => missing::missing_approvals(problems, t),
        P::WrongState { state, allowed } => wrong_state(t, *state, allowed),
        P::UnknownCode { kind, value, nearest, known } => unknown_code(t, kind, value, nearest.as_deref(), known),
        P::BadValue { field, value, wanted } => bad_value(t, field, value, wanted),
        P::MissingLink { kind } => missing::missing_link(t, kind),
        P::MustBe { fact, wanted, units } => must::must_be(t, fact, wanted, units),
        P::NobodyHas { fact, wanted } => must::nobody_has(t, fact, wanted),
        P::LevelSkipped { unit, next } => must::level_skipped(t, unit, next),
        P::NotYet { milestone, title } => missing::not_yet(t, milestone, title),
        P::NotClassified => say!(lang, "{case} has no category; a reply needs one", "{case} 尚未定性，定性后才能回复"),
        P::NoOutcome => {
            say!(lang, "{case} has no outcome; nothing closes without one", "{case} 没有处理结果，不能归档")
        }
        P::PersonalData { field, word, kind, private } => personal_data(t, field, word, *kind, private),
        P::InFuture { field, when, now } => times::in_future(t, field, *when, *now),
        P::BeforeReceipt { when, received } => times::before_receipt(t, *when, *received),
        P::BeforeAct { when, act, needed } => order::before_act(t, *when, act, *needed),
        P::ReceiptAfterAct { received, act, event, when } => {
            order::receipt_after_act(t, *received, (act, &event.to_string()), *when)
        }
        P::NamedBefore { events } => order::named_before(t, events),
        P::CameWith { kind, name, stays } => order::came_with(t, kind, &sanitized(name), *stays),
        P::TooFarBack { when, earliest } => times::too_far_back(t, *when, *earliest),
        P::IsRespondent { person } => people::is_respondent(t, person),
        P::IsHandler { person } => people::is_handler(t, person),
        P::CallByHandler { person } => people::call_by_handler(t, person),
        P::HoldsCase { person } => people::holds_case(t, person),
        P::OfUnitComplainedAbout { person, unit } => people::of_unit_complained_about(t, person, unit),
        P::NoPart { person, of } => people::no_part(t, person, *of),
        P::NoSecond { person, title, .. } => people::no_second(t, person, title),
        P::NotErasable { why, other } => kept::not_erasable(t, why, *other),
        P::Kept { row, title, until } => kept::kept(t, row, title, *until),
        P::StaysInLog { persons, units } => kept::stays_in_log(t, persons, units),
        P::WrongRole { person, roles } => people::wrong_role(t, person, roles),
        P::LevelTooLow { person, level, at_least } => people::level_too_low(t, person, level, at_least),
        P::NotInService { person, from, until } => people::not_in_service(t, person, *from, *until),
        P::DoubtfulNumber { field } => people::doubtful_number(t, field),
        P::UnknownPerson { person, nearest } => people::unknown(t, person, nearest.as_deref()),
        P::OfOtherUnit { person, unit, given } => people::of_other_unit(t, person, unit, given),
        P::UnitClosed { unit, until } => units::closed(t, unit, *until),
        P::UnitNotYet { unit, from } => units::not_yet(t, unit, *from),
        P::OutsideUnit { unit } => units::outside(t, unit),
        P::Wording { field, word, instead } => wording::avoided(t, field, word, instead.get(lang)),
        P::Vague { field, wants, instead } => wording::vague(t, field, wants, instead.get(lang)),
        P::Conflict { first, second } => conflict(t, first, second),
        P::NothingToDo => {
            let verb = t.act(t.verb);
            // 该件已按此定性.
            let done = if t.verb == "classify" {
                "已按此定性，无需重复".into()
            } else {
                format!("已是如此，无需再次{verb}")
            };
            say!(lang, "the {verb} would change nothing: {case} is so already", "{case} {done}")
        }
        P::SetBy { field, verb } => {
            let (field, command) = (t.names.label(field, lang), names::name(WordKind::Verb, verb, lang));
            say!(lang, "the {field} is put right by {command}", "{field}请用“{command}”更正")
        }
        P::LinkToItself => say!(lang, "{case} cannot be linked to itself", "{case} 不能与自身关联"),
        P::NoSuchCase { name } => {
            let name = sanitized(name);
            say!(lang, "there is no case {name}", "没有投诉件 {name}")
        }
        P::RequestUsed { key, event } => request_used(t, key, event.map(|event| event.to_string())),
        P::NoSuchEvent { event } if t.case.is_none() => {
            say!(lang, "there is no event {event}", "没有记录 {event}")
        }
        P::NoSuchEvent { event } => say!(lang, "{case} has no event {event}", "{case} 没有记录 {event}"),
        P::NotRevocable { event, kind } => not_revocable(t, &event.to_string(), kind),
        P::AlreadyRevoked { event } if t.case.is_none() => {
            say!(lang, "{event} has been revoked already", "记录 {event} 已经撤销")
        }
        P::AlreadyRevoked { event } => {
            say!(lang, "{event} of {case} has been revoked already", "{case} 的记录 {event} 已经撤销")
        }
        P::RestsOn { event, act, kind } if t.case.is_none() => {
            let what = sanitized(&names::name(WordKind::Event, kind, lang));
            say!(
                lang,
                "{event} is not revoked while {act} ({what}) rests on it",
                "{act}（{what}）以 {event} 为依据，{event} 尚不能撤销"
            )
        }
        P::RestsOn { event, act, kind } => {
            let what = sanitized(&names::name(WordKind::Event, kind, lang));
            say!(
                lang,
                "{event} of {case} is not revoked while {act} ({what}) rests on it",
                "{case} 的 {act}（{what}）以 {event} 为依据，{event} 尚不能撤销"
            )
        }
        P::NoExtension { limit } => times::no_extension(t, limit),
        P::ExtendedTooFar { limit, until, latest, .. } => times::extended_too_far(t, limit, *until, *latest),
        P::LimitPast { limit, due } => times::limit_past(t, limit, *due),
        P::NotLater { limit, due } => times::not_later(t, limit, *due),
        P::NoSuchLimit { limit } => times::no_such_limit(t, limit),
        P::WasCoerced => say!(
            lang,
            "the wish to withdraw {case} was found to be under pressure; a new one has to come from the complainant first",
            "{case} 的撤诉已核实为受压提出；投诉人重新提出后方可再行核实"
        ),
        P::AlreadyPaused => say!(lang, "the clock of {case} is stopped already", "{case} 已经中止计时"),
        P::NotPaused => say!(lang, "the clock of {case} is running: it is not paused", "{case} 正在计时，没有中止"),
        P::DutyDone { duty, title, unit, span, event } => duty_done(t, (duty, title), unit, span, &event.to_string()),
        P::FilingDone { filing, title, unit, span, event } => {
            duty_done(t, (filing, title), unit, span, &event.to_string())
        }
        P::Disputed => say!(
            lang,
            "the complainant does not accept the result of {case}, and it was not worked on again",
            "{case} 的投诉人不认可办理结果，尚未重办"
        ),
        P::FilingOfOther { unit, span, event } => {
            let (unit, span) = (t.names.coded("unit", unit, lang), sanitized(span));
            say!(
                lang,
                "this very file is on record as the paper of {unit} for {span} ({event}); revoke that if it was recorded for the wrong unit",
                "该文件已登记为{unit} {span} 的材料（{event}）；若登错单位，请先撤销该记录"
            )
        }
        P::FilingNotOwed { filing, title, unit, span, no_paper } => {
            filing_not_owed(t, (filing, title), unit, span, *no_paper)
        }
        P::DutyNotOwed { duty, title, unit } => duty_not_owed(t, (duty, title), unit),
        P::NotOfUnit { person, unit } => people::not_of_unit(t, person, unit),
        P::NoSuchParty { role, known } => no_such_party(t, role, known),
        P::NoSuchItem { item } if t.verb == "incident" => {
            say!(lang, "there is no incident {item}", "没有突发事件 {item}")
        }
        P::ItemDone { item } if t.verb == "incident" => {
            say!(lang, "incident {item} has ended", "突发事件 {item} 已经结束")
        }
        P::NoSuchItem { item } => say!(lang, "there is no improvement {item}", "没有整改事项 {item}"),
        P::ItemNotDone { item } => say!(lang, "improvement {item} has not been made yet", "整改事项 {item} 尚未完成"),
        P::ItemDone { item } => say!(lang, "improvement {item} has been made already", "整改事项 {item} 已经完成"),
        P::LevelNotHigher { level, to } => level_not_higher(t, level, to),
        P::IsDuplicate { .. }
        | P::DuplicateCircle { .. }
        | P::MainEnded { .. }
        | P::StaysLive { .. }
        | P::HasDuplicates { .. }
        | P::OtherComplainant { .. } => super::duplicate::message(problems[0], t),
        P::NotLead { unit, lead, assists } => people::not_lead(t, unit, lead, *assists),
    }
}

impl Talk<'_> {
    /// The case number, or words for a case without one.
    pub(super) fn subject(&self) -> String {
        self.case.map_or_else(|| say!(self.lang, "the new case", "新投诉件"), |id| id.to_string())
    }

    /// A verb as a noun in a sentence.
    pub(super) fn act(&self, verb: &str) -> String {
        terms::act(verb).map_or_else(|| sanitized(verb), |two| two.get(self.lang).to_string())
    }

    /// A limit by its name.
    pub(super) fn limit(&self, limit: &str) -> String {
        self.names.limit(limit, self.lang)
    }
}

fn wrong_state(t: &Talk<'_>, state: State, allowed: &[State]) -> String {
    let (lang, case, verb) = (t.lang, t.subject(), t.act(t.verb));
    let command = sanitized(t.verb);
    let is = state_word(state, lang);
    let all: Vec<String> = allowed.iter().map(|s| state_word(*s, lang)).collect();
    let wanted = one_of(&all, lang);
    say!(
        lang,
        "cannot {command}: {case} is {is}; only a case that is {wanted} can be taken",
        "不能{verb}：{case} 的状态是“{is}”，须为{wanted}"
    )
}

/// The name of a kind of code; `None` for a field with built-in values.
fn kind_word(t: &Talk<'_>, kind: &str) -> Option<String> {
    Some(match kind {
        "pause-ground" => say!(t.lang, "ground for a pause", "中止事由"),
        "unit" => say!(t.lang, "unit", "单位"),
        "person" => say!(t.lang, "person", "人员"),
        "level" => say!(t.lang, "level", "层级"),
        "exemption" => say!(t.lang, "ground of exemption", "剔除事由"),
        "remedy" => say!(t.lang, "kind of remedy", "赔付方式"),
        own if t.is_own(own) => return None,
        "field" | "outside" => t.names.label(kind, t.lang),
        own => {
            t.names.policy.section(own)?;
            t.names.label(own, t.lang)
        }
    })
}

fn unknown_code(t: &Talk<'_>, kind: &str, value: &str, nearest: Option<&str>, known: &[Code]) -> String {
    let (lang, value, n) = (t.lang, sanitized(value), known.len());
    let mut text = match kind_word(t, kind) {
        Some(what) => say!(lang, "there is no {what} “{value}”", "没有“{value}”这一{what}"),
        None => {
            let field = if kind == "set" { "--set".into() } else { t.field(kind) };
            say!(lang, "“{value}” is not a value of “{field}”", "“{field}”没有“{value}”这一取值")
        }
    };
    if let Some(nearest) = nearest.map(sanitized) {
        text += &say!(lang, "; did you mean {nearest}?", "；是否指 {nearest}？");
    }
    if n > FEW && nearest.is_none() {
        text += &say!(lang, "; none of the {n} known ones is near it", "；已有的 {n} 个中没有相近的");
    } else if n > 0 && n <= FEW {
        let all: Vec<String> = known.iter().map(|code| t.known(kind, code)).collect();
        let all = all.join(&say!(lang, ", ", "、"));
        text += &match nearest {
            None => say!(lang, "; known: {all}", "；可用：{all}"),
            Some(_) => say!(lang, " Known: {all}", "可用：{all}"),
        };
    }
    text
}

impl Talk<'_> {
    /// A known code with its title.
    pub(super) fn known(&self, kind: &str, code: &str) -> String {
        let own = self.names.policy.fields.iter().find(|f| f.code == kind);
        let title = match own.and_then(|f| f.choices.iter().find(|c| c.code == code)) {
            Some(choice) => sanitized(choice.title.get(self.lang)),
            None if kind == "unit"
                || self.names.policy.section(kind).is_some_and(|rows| rows.iter().any(|r| r.code() == code)) =>
            {
                return self.names.coded(kind, code, self.lang);
            }
            None => terms::word(kind, code).map(|two| two.get(self.lang).to_string()).unwrap_or_default(),
        };
        if title.is_empty() || title.eq_ignore_ascii_case(code) {
            return sanitized(code);
        }
        beside(&sanitized(code), &title, self.lang)
    }
}

fn bad_value(t: &Talk<'_>, field: &str, value: &str, wanted: &str) -> String {
    let (lang, label, value) = (t.lang, t.field(field), sanitized(value));
    let (wanted, field) = (words::wanted(wanted).get(lang), sanitized(field));
    let name = if label == field { field } else { beside(&label, &field, lang) };
    say!(lang, "{name}: “{value}” is not {wanted}", "{name}：“{value}”不符合要求，应为{wanted}")
}

fn personal_data(t: &Talk<'_>, field: &str, word: &str, kind: Personal, private: &str) -> String {
    let (lang, label) = (t.lang, t.field(field));
    let (word, typed) = (sanitized(word), quoted(word));
    let kind = words::personal(kind).get(lang);
    if private.is_empty() {
        let flag = super::flag(field);
        return say!(
            lang,
            "{flag}: “{word}” looks like {kind} and would stay in the log for ever; give it another value, or pass \
             --not-personal {typed} if it is none",
            "{flag}：“{word}”疑似{kind}，写入日志后将永久保留；请换一个值，确非个人信息的加 --not-personal {typed}"
        );
    }
    // The command for private notes is named as its reader calls it.
    let private = match private.strip_prefix("note ") {
        Some(flag) => format!("{} {flag}", VerbRow::find("note").map_or("note", |row| row.title.get(lang))),
        None => private.into(),
    };
    say!(
        lang,
        "the {label} holds “{word}”, which looks like {kind} and would stay in the log for ever; keep it private with \
         {private}, or pass --not-personal {typed} if it is none",
        "{label}中的“{word}”疑似{kind}，写入日志后将永久保留；请改用 {private} 保密登记，确非个人信息的加 --not-personal {typed}"
    )
}

fn conflict(t: &Talk<'_>, first: &str, second: &str) -> String {
    let (first, second) = (super::flag(first), super::flag(second));
    say!(t.lang, "{first} and {second} exclude each other", "{first} 与 {second} 不能同时使用")
}

fn not_revocable(t: &Talk<'_>, event: &str, kind: &str) -> String {
    let (lang, case) = (t.lang, t.subject());
    let what = sanitized(&names::name(WordKind::Event, kind, lang));
    if kind == "opened" {
        return say!(
            lang,
            "{event} is the registration of {case}, which is not revoked but corrected",
            "{event} 是 {case} 的登记，不能撤销，只能更正"
        );
    }
    say!(lang, "{event} ({what}) cannot be undone", "{event}（{what}）无法撤销")
}

fn request_used(t: &Talk<'_>, key: &str, event: Option<String>) -> String {
    let key = sanitized(key);
    match event {
        Some(event) => say!(
            t.lang,
            "--request {key} was made with other content before: {event} is its event; nothing was done",
            "--request {key} 先前已用于内容不同的请求（记录 {event}）；本次未办理"
        ),
        None => say!(
            t.lang,
            "--request {key} stands in this batch twice, with different content",
            "--request {key} 在本批中出现两次，内容不同"
        ),
    }
}

fn duty_done(t: &Talk<'_>, (code, title): (&str, &Title), unit: &str, span: &str, event: &str) -> String {
    let (duty, unit, span) = (titled(t, title, code), t.names.coded("unit", unit, t.lang), sanitized(span));
    say!(
        t.lang,
        "nothing to do: {duty} of {unit} is on record for {span} already, as {event}",
        "无须重复登记：{unit} {span} 的“{duty}”已登记为 {event}"
    )
}

fn duty_not_owed(t: &Talk<'_>, (code, title): (&str, &Title), unit: &str) -> String {
    let (duty, unit) = (titled(t, title, code), t.names.coded("unit", unit, t.lang));
    say!(t.lang, "{unit} does not owe the duty “{duty}”", "“{duty}”不是 {unit} 应做的日常检查")
}

fn filing_not_owed(t: &Talk<'_>, (code, title): (&str, &Title), unit: &str, span: &str, no_paper: bool) -> String {
    let (filing, unit, span) = (titled(t, title, code), t.names.coded("unit", unit, t.lang), sanitized(span));
    if no_paper {
        return say!(
            t.lang,
            "no {filing} of {unit} for {span} is on record yet, for which this could be the receipt",
            "{unit} {span} 的“{filing}”尚未出具或收到，无从登记回执"
        );
    }
    say!(
        t.lang,
        "{unit} does not owe {filing} for {span}, or the period has not ended",
        "{unit} 无须报送 {span} 的“{filing}”，或该期尚未结束"
    )
}

fn no_such_party(t: &Talk<'_>, role: &str, known: &[crate::domain::value::id::EventId]) -> String {
    let (lang, case) = (t.lang, t.subject());
    let word = names::name(WordKind::Role, role, lang);
    let all: Vec<String> = known.iter().map(ToString::to_string).collect();
    match one_of(&all, lang) {
        none if none.is_empty() && t.verb == "correct" => {
            say!(lang, "{case} has no such {word}", "{case} 没有此{word}")
        }
        none if none.is_empty() => {
            say!(lang, "{case} has no such {word} that could be dropped", "{case} 没有可移除的{word}")
        }
        all => say!(lang, "{case} has several of role {word}: say which, {all}", "{case} 有多名{word}，须指明：{all}"),
    }
}

fn level_not_higher(t: &Talk<'_>, level: &str, to: &str) -> String {
    let (case, level) = (t.subject(), t.names.coded("level", level, t.lang));
    let to = t.names.coded("level", to, t.lang);
    say!(
        t.lang,
        "{case} is at {level}, and {to} is not above that: a case goes up only",
        "{case} 现处于 {level}，{to} 并不高于该层级，上报只能逐级向上"
    )
}

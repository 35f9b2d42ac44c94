//! The questions: what each flag of a command asks, and which of them a registration goes through.

use super::answers::FIELD;
use super::choice::AnswerChoice;
use crate::cli::complete::FlagValues;
use crate::cli::context::Context;
use crate::cli::spec::Spec;
use crate::command::flag::AnyFlag;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::{Person, Unit};
use crate::domain::value::title::{Lang, Title};
use crate::text::{Two, labels, names};

/// What a registration asks where `[desk] asks` of the policy does not say otherwise: what was heard, who says it, who takes it on.
pub(crate) const ORDER: &[&str] =
    &["channel", "title", "category", "name", "phone", "against", "statement", "unit", "person"];

/// Texts that may be longer than a line.
const LONG: &[&str] = &["statement", "demand", "findings", "staff-action", "lessons", "explanation", "note", "solved"];

/// The results of checking a wish to withdraw: one question, and a switch each.
pub(super) const WITHDRAWALS: &[&str] = &["requested", "voluntary", "coerced", "unverified"];

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnswerForm {
    /// As it is.
    Line,
    /// The same; `--edit` opens the editor.
    Long,
    /// One of the choices.
    One,
    /// Several of them, or words of one's own.
    Many,
    /// Yes or no.
    Switch,
}

/// One question.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The flag that the answer gives; `set FIELD` for a field of the policy.
    pub(super) key: String,
    /// As the summary calls it.
    pub(super) label: String,
    /// As it is asked.
    pub(super) asked: String,
    pub(super) choices: Vec<AnswerChoice>,
    pub(super) form: AnswerForm,
}

impl Question {
    /// The question of a flag, or of `set FIELD`; `None` where the command has no such flag, or there is nothing to choose from.
    pub(super) fn of(key: &str, spec: &Spec, cx: &Context) -> Option<Self> {
        if let Some(field) = key.strip_prefix(FIELD) {
            return field_question(field, cx);
        }
        if key == withdrawal_key() {
            return Some(withdrawal(spec, cx.lang));
        }
        let flag = spec.flags.iter().find(|flag| flag.name == key)?;
        let values = FlagValues::of(spec, flag);
        let choices = choices(&values, flag, cx);
        let closed = matches!(
            values,
            FlagValues::Section(_)
                | FlagValues::Units
                | FlagValues::People
                | FlagValues::Words(_)
                | FlagValues::Choice(_)
        );
        if closed && choices.is_empty() && !flag.many {
            return None;
        }
        let form = match (flag.value.is_empty(), flag.many, closed) {
            (true, ..) => AnswerForm::Switch,
            (_, true, _) => AnswerForm::Many,
            (_, _, true) => AnswerForm::One,
            _ if LONG.contains(&key) => AnswerForm::Long,
            _ => AnswerForm::Line,
        };
        // The results of a check are no facts of a case, and their flags say what they are.
        let label = match spec.name == "withdraw" && WITHDRAWALS.contains(&key) {
            true => flag.help.get(cx.lang).to_string(),
            false => named(key, flag.help.get(cx.lang), cx.lang),
        };
        let says_more = matches!(form, AnswerForm::Line | AnswerForm::Long)
            || matches!(values, FlagValues::Units | FlagValues::People);
        let asked = if says_more { flag.help.get(cx.lang).to_string() } else { label.clone() };
        Some(Self { key: key.into(), label, asked, choices, form })
    }
}

/// The name of what a flag gives; of one that is no fact, what its help says of it first.
fn named(key: &str, help: &str, lang: Lang) -> String {
    let code = key.replace('-', "_");
    let label = labels::label(&code, lang);
    if label == code { help.split([':', '：']).next().unwrap_or(help).to_string() } else { label }
}

/// The key of the question that the four switches of a withdrawal answer.
pub(super) fn withdrawal_key() -> String {
    WITHDRAWALS.join("|")
}

fn withdrawal(spec: &Spec, lang: Lang) -> Question {
    let help = |name: &str| spec.flags.iter().find(|flag| flag.name == name).map_or(Two("", ""), |flag| flag.help);
    let choice = |name: &&str| AnswerChoice::new(*name, help(name).get(lang), help(name).get(other(lang)));
    let label = Two("result of the check", "核实结果").get(lang).to_string();
    let choices = WITHDRAWALS.iter().map(choice).collect();
    Question { key: withdrawal_key(), asked: label.clone(), label, choices, form: AnswerForm::One }
}

/// The policy's own field.
fn field_question(code: &str, cx: &Context) -> Option<Question> {
    let field = cx.project().ok()?.policy.fields.iter().find(|field| field.code == code)?;
    let yes_no = || vec![AnswerChoice::new("yes", "是", "yes"), AnswerChoice::new("no", "否", "no")];
    let choices: Vec<AnswerChoice> = match field.kind.as_str() {
        "flag" => yes_no(),
        _ => field.choices.iter().map(|choice| titled(&choice.code, &choice.title, cx.lang)).collect(),
    };
    let form = match (choices.is_empty(), field.many) {
        (true, _) => AnswerForm::Line,
        (false, true) => AnswerForm::Many,
        (false, false) => AnswerForm::One,
    };
    let label = field.title.get(cx.lang).to_string();
    Some(Question { key: format!("{FIELD}{code}"), asked: label.clone(), label, choices, form })
}

fn other(lang: Lang) -> Lang {
    if lang == Lang::Zh { Lang::En } else { Lang::Zh }
}

fn titled(code: &str, title: &Title, lang: Lang) -> AnswerChoice {
    AnswerChoice::new(code, title.get(lang), title.get(other(lang)))
}

/// What there is to choose from.
fn choices(values: &FlagValues, flag: &AnyFlag, cx: &Context) -> Vec<AnswerChoice> {
    let (Ok(project), lang) = (cx.project(), cx.lang) else { return Vec::new() };
    let today = cx.now().map(crate::domain::value::moment::Moment::date);
    match values {
        FlagValues::Section(section) => rows(&project.policy, section, lang),
        FlagValues::Units => {
            // What is complained about may be an organisation outside; work goes to none.
            let about = matches!(flag.name, "against" | "owner");
            let fits = |unit: &&Unit| (about || !unit.outside) && today.as_ref().is_ok_and(|day| unit.is_open_on(*day));
            let units = project.directory.units.iter().filter(fits);
            units.map(|unit| titled(&unit.code, &unit.title(), lang)).collect()
        }
        FlagValues::People => {
            let serves = |person: &&Person| today.as_ref().is_ok_and(|day| person.serves_on(*day));
            let people = project.directory.people.iter().filter(serves);
            people.map(|person| AnswerChoice::new(person.code.as_str(), person.name.as_str(), "")).collect()
        }
        FlagValues::Words(kind) => {
            let fits = |code: &str| match flag.name {
                "resolved" => code != "basically",
                "satisfied" => code != "unreached",
                _ => true,
            };
            let words = names::of(*kind).iter().filter(|(code, _)| fits(code));
            words.map(|(code, two)| AnswerChoice::new(*code, two.get(lang), two.get(other(lang)))).collect()
        }
        FlagValues::Choice(all) => all.split('|').map(|word| AnswerChoice::new(word, "", "")).collect(),
        _ => Vec::new(),
    }
}

fn rows(policy: &Policy, section: &str, lang: Lang) -> Vec<AnswerChoice> {
    let row = |row: &dyn crate::domain::policy::Named| {
        let depth = policy.with_parents(section, row.code()).len().saturating_sub(1);
        AnswerChoice { depth, ..titled(row.code(), row.title(), lang) }
    };
    policy.section(section).unwrap_or_default().iter().map(|named| row(*named)).collect()
}

//! The conversation: the questions of a registration, then what the gate still asks for, then the summary.

use super::answers::{Answers, FIELD, YES};
use super::choice::{Picked, listed, pick};
use super::draft::AnswerDraft;
use super::question::{AnswerForm, ORDER, Question, WITHDRAWALS, withdrawal_key};
use super::terminal::Prompter;
use super::{hints, needed};
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::messages::errors;
use crate::cli::spec::{Build, Spec};
use crate::cli::{earlier, editor, used};
use crate::command::flag::{AnyFlag, CASE};
use crate::command::input::{GivenValues, Input};
use crate::domain::gate::Verb;
use crate::domain::gate::refusal::{Refusal, Ruled};
use crate::domain::value::id::CaseId;
use crate::domain::value::texts::Texts;
use crate::project::{HistoryCut, ProjectError};
use crate::say;
use crate::text::code_names::Names;
use crate::text::sanitize::sanitized;

/// By these a complainant can be told from others; who leaves none is anonymous.
const IDENTITY: &[&str] = &["name", "phone", "email", "id-number"];

/// More choices than these are not listed: a part of the name finds them.
const MOST_LISTED: usize = 40;

/// What follows from the summary.
pub(super) enum Confirmed {
    /// It is to be recorded.
    Yes,
    /// An answer was given anew.
    Changed,
}

/// A conversation about one command.
pub(super) struct Dialogue<'i, 'p> {
    pub(super) spec: &'static Spec,
    build: Build,
    pub(super) cx: &'i Context,
    pub(super) person: &'p mut dyn Prompter,
    pub(super) answers: Answers<'i>,
    draft: AnswerDraft,
}

impl<'i, 'p> Dialogue<'i, 'p> {
    pub(super) fn new(
        (spec, build): (&'static Spec, Build),
        input: &'i dyn GivenValues,
        cx: &'i Context,
        person: &'p mut dyn Prompter,
    ) -> Self {
        let answers = Answers::new(input);
        // Kept under the case's whole number: `@` and a short number are another case tomorrow.
        let whole = |name: String| match name.as_str() {
            "-" => name,
            _ => case_names::by_name(&name, &Input::of(&answers), cx).map_or(name, |id| id.to_string()),
        };
        let draft = AnswerDraft::new(spec.name, input.one("case").map(whole).as_deref(), input.on("dry-run"));
        Self { spec, build, cx, person, answers, draft }
    }

    pub(super) fn answers(self) -> Answers<'i> {
        self.answers
    }

    /// All that the desk asks of a registration, in its order.
    ///
    /// # Errors
    /// The person stopped.
    pub(super) fn register(&mut self) -> Result<(), CliError> {
        let start = say!(
            self.cx.lang,
            "Enter passes over a question; Tab completes; Ctrl-C stops: nothing is recorded, and what was typed is kept.\n",
            "直接回车跳过，Tab 补全；Ctrl-C 中止：不登记，已填内容保留。\n"
        );
        self.person.say(&start)?;
        self.take_up()?;
        let own = self.cx.project()?.policy.desk.asks.clone();
        let order: Vec<String> = match own.is_empty() {
            true => ORDER.iter().map(ToString::to_string).collect(),
            false => own.iter().map(ToString::to_string).collect(),
        };
        for name in &order {
            let is_flag = self.spec.flags.iter().any(|flag| flag.name == name);
            let key = if is_flag { name.clone() } else { format!("{FIELD}{name}") };
            if self.answers.has(&key) || name == "person" && self.answers.value("unit").is_empty() {
                continue;
            }
            let Some(question) = Question::of(&key, self.spec, self.cx) else { continue };
            self.ask(&question, key == "title", "")?;
        }
        self.name_or_anonymous(&order)?;
        self.until_confirmed()
    }

    /// What the gate still asks for; false where it asks for nothing that could be answered here.
    ///
    /// # Errors
    /// The person stopped.
    pub(super) fn complete(&mut self) -> Result<bool, CliError> {
        let withdraws = self.spec.name == "withdraw";
        let asks_which = withdraws && WITHDRAWALS.iter().all(|name| !self.answers.on(name));
        if !asks_which {
            let Ok(problems) = self.rehearse() else { return Ok(false) };
            if self.keys(&problems).is_empty() {
                return Ok(false);
            }
        }
        if let Ok(id) = self.case() {
            let history = self.cx.project()?.history(id, HistoryCut::default())?;
            let title = history.and_then(|history| history.case.title).unwrap_or_default();
            self.person.say(&format!("{}\n", sanitized(&format!("{id} · {title}"))))?;
        }
        self.take_up()?;
        if asks_which && WITHDRAWALS.iter().all(|name| !self.answers.on(name)) {
            let question = Question::of(&withdrawal_key(), self.spec, self.cx);
            question.map_or(Ok(()), |question| self.ask(&question, true, ""))?;
        }
        self.until_confirmed().map(|()| true)
    }

    /// Offers what was typed before and is not on record.
    fn take_up(&mut self) -> Result<(), CliError> {
        let kept = self.draft.read(self.cx)?;
        let count = kept.iter().filter(|(_, text)| !text.is_empty()).count();
        if count == 0 {
            return Ok(());
        }
        let question = say!(
            self.cx.lang,
            "What was typed before and not recorded is kept ({count} answers). Go on with it? [Y/n] ",
            "上次填写而未登记的内容还在（{count} 项），继续填写？[Y/n] "
        );
        if is_no(&self.person.line(&question, "", &[])?) {
            return self.draft.forget(self.cx);
        }
        kept.into_iter().for_each(|(key, text)| self.answers.set(&key, text));
        self.keep()
    }

    /// Who leaves neither a name nor anything else to be known by is anonymous.
    fn name_or_anonymous(&mut self, asked: &[String]) -> Result<(), CliError> {
        let unknown = IDENTITY.iter().all(|key| self.answers.value(key).is_empty());
        if unknown && asked.iter().any(|key| key == "name") && !self.answers.has("anonymous") {
            self.answers.set("anonymous", YES);
            let told = say!(self.cx.lang, "  no name and no number: anonymous\n", "  未留姓名和联系方式：按匿名登记\n");
            self.person.say(&told)?;
        }
        Ok(())
    }

    /// Asks what the gate refuses for, and shows the summary, until both are content.
    fn until_confirmed(&mut self) -> Result<(), CliError> {
        loop {
            let problems = match self.rehearse() {
                Ok(problems) => problems,
                Err(error) => {
                    let Some(key) = needed::key_of_error(&error, self.spec) else { return Err(error) };
                    self.person.say(&errors::text(&error, self.cx))?;
                    self.ask_key(&key, false, "")?;
                    continue;
                }
            };
            let others: Vec<Ruled> = problems.iter().filter(|ruled| !needed::is_only_missing(ruled)).cloned().collect();
            if !others.is_empty() {
                self.tell(others)?;
            }
            let keys = self.keys(&problems);
            for (key, is_missing, why) in &keys {
                self.ask_key(key, *is_missing, why)?;
            }
            if !keys.is_empty() {
                continue;
            }
            self.ask_also()?;
            let rest: Vec<Ruled> = problems.iter().filter(|ruled| needed::is_only_missing(ruled)).cloned().collect();
            if !rest.is_empty() {
                self.tell(rest)?;
            }
            match self.confirm(problems.is_empty())? {
                Confirmed::Yes => return Ok(()),
                Confirmed::Changed => {}
            }
        }
    }

    /// What is wanted sooner or later, though the gate does not ask for it yet; each is asked once.
    fn ask_also(&mut self) -> Result<(), CliError> {
        let also: &[&str] = match self.spec.name {
            "reply" => &["outcome", "satisfaction"],
            "callback" if self.answers.value("resolved") != "unreached" => &["satisfied"],
            _ => &[],
        };
        for key in also.iter().filter(|key| self.answers.value(key).is_empty()).collect::<Vec<_>>() {
            if !self.answers.has(key) {
                self.ask_key(key, false, "")?;
            }
        }
        Ok(())
    }

    /// The questions that would mend these problems; whether the answer is missing, and the rule that asks for it.
    fn keys(&self, problems: &[Ruled]) -> Vec<(String, bool, String)> {
        let mut keys: Vec<(String, bool, String)> = Vec::new();
        for ruled in problems {
            let Some(key) = needed::key(ruled, self.spec, &self.answers) else { continue };
            if Question::of(&key, self.spec, self.cx).is_some() && keys.iter().all(|(known, ..)| *known != key) {
                let names = self.cx.project().ok();
                let names = names.map(|project| Names { policy: &project.policy, directory: &project.directory });
                let why = ruled.rule.as_ref().zip(names.as_ref());
                let why = why.map(|(rule, names)| crate::text::refusal::rule(rule, names, self.cx.lang));
                keys.push((key, needed::is_only_missing(ruled), why.unwrap_or_default()));
            }
        }
        keys
    }

    fn tell(&mut self, problems: Vec<Ruled>) -> Result<(), CliError> {
        let error: CliError = ProjectError::Refused(Box::new(Refusal { case: self.case().ok(), problems })).into();
        self.person.say(&errors::text(&error, self.cx))
    }

    fn case(&self) -> Result<CaseId, CliError> {
        case_names::one(CASE, &Input::of(&self.answers), self.cx)
    }

    /// What the gate says to the command as it stands; nothing is written.
    fn rehearse(&self) -> Result<Vec<Ruled>, CliError> {
        let cx = self.cx;
        let actor = cx.actor(&Input::of(&self.answers))?;
        let work = self.spec.build(self.build, &self.answers, cx)?;
        cx.take_read();
        let chain: Vec<&dyn Verb> = work.chain.iter().map(AsRef::as_ref).collect();
        let mut session = cx.project()?.rehearse(&actor)?;
        let case = match work.cases.first() {
            Some(name) => Some(case_names::within(&session, name, &actor, cx)?),
            None => None,
        };
        match session.run(&chain, case, &actor) {
            Ok(_) => Ok(Vec::new()),
            Err(ProjectError::Refused(refusal)) => Ok(refusal.problems),
            Err(other) => Err(other.into()),
        }
    }

    fn ask_key(&mut self, key: &str, required: bool, why: &str) -> Result<(), CliError> {
        let question = Question::of(key, self.spec, self.cx);
        question.map_or(Ok(()), |question| self.ask(&question, required, why))
    }

    /// Asks one question until the answer fits.
    pub(super) fn ask(&mut self, question: &Question, required: bool, why: &str) -> Result<(), CliError> {
        let before = self.before(question);
        self.list(question)?;
        let prompt = self.prompt(question, &before, why);
        let words: Vec<String> = question.choices.iter().flat_map(|c| [c.title.clone(), c.code.clone()]).collect();
        let mut stands = before.clone();
        loop {
            let typed = self.person.line(&prompt, &stands, &words)?;
            let kept = typed.is_empty() && !self.person.edits() && !before.is_empty();
            let typed = if kept { before.clone() } else { typed };
            if typed.is_empty() || typed == "-" {
                if !required {
                    self.answered(question, String::new())?;
                    return Ok(());
                }
                self.person.say(&say!(
                    self.cx.lang,
                    "  this is needed (Ctrl-C stops)\n",
                    "  此项必填（Ctrl-C 中止）\n"
                ))?;
                continue;
            }
            if let Some(value) = self.read(question, &typed)? {
                return self.answered(question, value);
            }
            stands.clear();
        }
    }

    /// What an answer stands for; `None` if it has to be given again, which was said.
    fn read(&mut self, question: &Question, typed: &str) -> Result<Option<String>, CliError> {
        match question.form {
            AnswerForm::Long if typed == "--edit" => self.edited(question).map(Some),
            AnswerForm::Line | AnswerForm::Long => Ok(Some(typed.into())),
            AnswerForm::Switch => Ok(Some(if is_no(typed) { String::new() } else { YES.into() })),
            AnswerForm::One => self.one(question, typed, false),
            AnswerForm::Many => {
                let mut values = Vec::new();
                for piece in typed.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|piece| !piece.is_empty())
                {
                    match self.one(question, piece, true)? {
                        Some(value) => values.push(value),
                        None => return Ok(None),
                    }
                }
                Ok(Some(values.join("\n")))
            }
        }
    }

    /// One of the choices; where words of one's own are taken too, these.
    fn one(&mut self, question: &Question, typed: &str, own_words: bool) -> Result<Option<String>, CliError> {
        let columns = self.cx.env.width();
        match pick(typed, &question.choices) {
            Picked::One(at) => Ok(Some(question.choices[at].code.clone())),
            Picked::Several(which) => {
                let shown = &which[..which.len().min(MOST_LISTED)];
                let list = listed(&question.choices, shown, columns);
                let typed = sanitized(typed);
                let told = say!(
                    self.cx.lang,
                    "  “{typed}” is several; which?\n{list}",
                    "  “{typed}”有多项符合，请选择：\n{list}"
                );
                self.person.say(&told).map(|()| None)
            }
            Picked::Nothing if own_words => Ok(Some(typed.into())),
            Picked::Nothing => {
                let typed = sanitized(typed);
                let told = say!(
                    self.cx.lang,
                    "  there is no “{typed}” here: a number of the list, a code or a title\n",
                    "  没有“{typed}”：请输入所列编号、代码或名称\n"
                );
                self.person.say(&told).map(|()| None)
            }
        }
    }

    /// A text written in the editor.
    fn edited(&mut self, question: &Question) -> Result<String, CliError> {
        let flag = self.spec.flags.iter().find(|flag| flag.name == question.key).copied();
        let flags: Vec<AnyFlag> = flag.into_iter().collect();
        let written = editor::form(self.cx, self.spec.name, &Input::of(&self.answers), &flags)?;
        Ok(written.by_name(&question.key).unwrap_or_default())
    }

    /// Keeps an answer, and says what follows from it.
    fn answered(&mut self, question: &Question, value: String) -> Result<(), CliError> {
        if question.key == withdrawal_key() {
            WITHDRAWALS.iter().for_each(|name| self.answers.set(name, if *name == value { YES } else { "" }));
        } else {
            if IDENTITY.contains(&question.key.as_str()) && !value.is_empty() && self.answers.has("anonymous") {
                self.answers.set("anonymous", "");
            }
            self.answers.set(&question.key, value);
        }
        self.keep()?;
        self.known(&question.key)?;
        let told = if self.spec.name == "intake" {
            hints::after(&question.key, &self.answers, self.cx)?
        } else {
            String::new()
        };
        self.person.say(&told)
    }

    /// Says once whether the complainant is known, as soon as something is typed by which that can be seen.
    fn known(&mut self, key: &str) -> Result<(), CliError> {
        let quiet =
            self.spec.name != "intake" || self.answers.on("dry-run") || !self.answers.value("repeat-of").is_empty();
        if quiet || !IDENTITY.contains(&key) {
            return Ok(());
        }
        let mut person = Texts::default();
        for key in IDENTITY {
            person.set(&key.replace('-', "_"), self.answers.value(key));
        }
        let actor = self.cx.actor(&Input::of(&self.answers))?;
        let known = earlier::find(&person, &actor.by, true, self.cx)?;
        if let Some(other) = earlier::tell(&known, &actor, self.cx)? {
            self.answers.set("repeat-of", other.to_string());
            self.keep()?;
        }
        Ok(())
    }

    fn keep(&self) -> Result<(), CliError> {
        self.draft.keep(self.cx, self.answers.all())
    }

    fn before(&self, question: &Question) -> String {
        self.shown(question, "、")
    }

    /// An answer as people read it.
    pub(super) fn shown(&self, question: &Question, between: &str) -> String {
        let value = self.answers.value(&question.key);
        let title = |code: &str| {
            let choice = question.choices.iter().find(|choice| choice.code == code);
            choice.filter(|c| !c.title.is_empty()).map_or_else(|| code.to_string(), |c| c.title.clone())
        };
        match question.form {
            AnswerForm::One | AnswerForm::Many => value.lines().map(title).collect::<Vec<_>>().join(between),
            AnswerForm::Switch if value == YES => say!(self.cx.lang, "yes", "是"),
            _ => value,
        }
    }

    /// The list of choices, where it is short enough to be read.
    fn list(&mut self, question: &Question) -> Result<(), CliError> {
        let (count, columns) = (question.choices.len(), self.cx.env.width());
        if count == 0 {
            return Ok(());
        }
        // A number means the same every time, so that a hand that knows it is not led astray: what was used last is named beside.
        let place = |code: &String| question.choices.iter().position(|choice| choice.code == *code);
        let last: Vec<usize> = used::last(&question.key, self.cx).iter().filter_map(place).collect();
        let all: Vec<usize> = (0..count).collect();
        let mut text = listed(&question.choices, if count <= MOST_LISTED { &all } else { &last }, columns);
        if count <= MOST_LISTED && !last.is_empty() {
            let named = |at: &usize| format!("{} {}", at + 1, question.choices[*at].title);
            let last = last.iter().map(named).collect::<Vec<_>>().join(&say!(self.cx.lang, ", ", "、"));
            text.push_str(&say!(self.cx.lang, "  used last: {last}\n", "  最近使用：{last}\n"));
        }
        if count > MOST_LISTED {
            let label = &question.label;
            text.push_str(&say!(
                self.cx.lang,
                "  {count} to choose from: type a part of the {label}\n",
                "  共 {count} 项，请输入{label}名称的一部分\n"
            ));
        }
        self.person.say(&text)
    }

    fn prompt(&self, question: &Question, before: &str, why: &str) -> String {
        let edit = if question.form == AnswerForm::Long {
            say!(self.cx.lang, ", --edit for more lines", "，多行请输入 --edit")
        } else {
            String::new()
        };
        let why = if why.is_empty() { String::new() } else { say!(self.cx.lang, " [{why}]", "〔{why}〕") };
        let keeps = match self.person.edits() || before.is_empty() {
            true => String::new(),
            false => say!(self.cx.lang, " (Enter keeps: {before})", "（回车保留：{before}）"),
        };
        let asked = &question.asked;
        let yes_no = if question.form == AnswerForm::Switch { " [Y/n]" } else { "" };
        say!(self.cx.lang, "{asked}{edit}{why}{yes_no}{keeps}: ", "{asked}{edit}{why}{yes_no}{keeps}：")
    }
}

/// Whether that means no.
pub(super) fn is_no(typed: &str) -> bool {
    ["n", "no", "q", "否", "不"].contains(&typed.to_lowercase().as_str())
}

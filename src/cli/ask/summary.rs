//! The summary of what was answered: it is confirmed, changed by number, added to by heading, or given up.

use super::answers::FIELD;
use super::dialogue::{Confirmed, Dialogue, is_no};
use super::question::Question;
use crate::cli::error::{CliError, Failure};
use crate::domain::value::texts::half_width;
use crate::say;
use crate::text::sanitize::sanitized;
use crate::text::width::{pad, truncate, width};

impl Dialogue<'_, '_> {
    /// Shows what was answered; records, changes or stops.
    pub(super) fn confirm(&mut self, is_ready: bool) -> Result<Confirmed, CliError> {
        let keys: Vec<String> =
            self.answers.all().iter().filter(|(_, text)| !text.is_empty()).map(|(key, _)| key.clone()).collect();
        let questions: Vec<Question> = keys.iter().filter_map(|key| Question::of(key, self.spec, self.cx)).collect();
        let summary = self.summary(&questions);
        self.person.say(&summary)?;
        let name = self.spec;
        let (en, zh) = (name.name, name.zh);
        let prompt = match is_ready {
            true => say!(
                self.cx.lang,
                "Enter: {en}; a number: change it; a heading: add it; n: stop: ",
                "回车{zh}；输入编号修改，输入栏目名补充，输入 n 放弃："
            ),
            false => say!(
                self.cx.lang,
                "a number: change it; a heading: add it; n: stop: ",
                "输入编号修改，输入栏目名补充，输入 n 放弃："
            ),
        };
        loop {
            let typed = self.person.line(&prompt, "", &[])?;
            if is_ready && (typed.is_empty() || is_yes(&typed)) {
                return Ok(Confirmed::Yes);
            }
            if is_no(&typed) {
                return Err(CliError::Failed(Failure::Stopped));
            }
            let number = half_width(&typed).parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let question = number.and_then(|at| questions.get(at).cloned()).or_else(|| self.by_heading(&typed));
            if let Some(question) = question {
                let required = question.key == "title";
                self.ask(&question, required, "")?;
                return Ok(Confirmed::Changed);
            }
            if !typed.is_empty() {
                let typed = sanitized(&typed);
                let headings: Vec<String> = self.headings().map(|question| question.label).collect();
                let headings = headings.join(&say!(self.cx.lang, ", ", "、"));
                self.person.say(&say!(
                    self.cx.lang,
                    "  there is no “{typed}” here: a number of the list, or one of {headings}\n",
                    "  没有“{typed}”：请输入所列编号，或以下栏目名：{headings}\n"
                ))?;
            }
        }
    }

    fn summary(&self, questions: &[Question]) -> String {
        let columns = self.cx.env.width();
        let widest = questions.iter().map(|q| width(&q.label)).max().unwrap_or(0).min(24);
        let digits = questions.len().to_string().len();
        let mut out = String::from("\n");
        for (at, question) in questions.iter().enumerate() {
            let label = pad(&question.label, widest, false);
            let value = self.shown(question, "、").replace('\n', " ");
            let line = format!("  {:>digits$} {label}  {}", at + 1, sanitized(&value));
            out.push_str(&format!("{}\n", truncate(&line, columns.saturating_sub(1).max(20))));
        }
        out
    }

    /// The question of a heading or a flag that was typed.
    fn by_heading(&self, typed: &str) -> Option<Question> {
        let name = typed.trim_start_matches('-');
        let is = |question: &Question| {
            let code = question.key.strip_prefix(FIELD).unwrap_or(&question.key);
            code == name
                || question.label == typed
                || question.asked == typed
                || question.asked.starts_with(&format!("{typed}（"))
        };
        if typed.is_empty() { None } else { self.headings().find(is) }
    }

    /// The questions of all that the command takes, fields of the policy too.
    fn headings(&self) -> impl Iterator<Item = Question> {
        let left_out = ["from", "mail", "edit", "set"];
        let flags = self.spec.flags.iter().filter(move |flag| !flag.by_place && !left_out.contains(&flag.name));
        let sets = self.spec.flags.iter().any(|flag| flag.name == "set");
        let fields = self.cx.project().ok().filter(|_| sets).map_or(&[][..], |project| &project.policy.fields);
        let keys = flags.map(|flag| flag.name.to_string()).chain(fields.iter().map(|f| format!("{FIELD}{}", f.code)));
        keys.filter_map(|key| Question::of(&key, self.spec, self.cx))
    }
}

fn is_yes(typed: &str) -> bool {
    ["y", "yes", "是", "好"].contains(&typed.to_lowercase().as_str())
}

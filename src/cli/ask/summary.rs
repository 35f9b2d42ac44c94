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
        let asks = |key: &str| Question::of(key, self.spec, self.cx);
        let flags = self
            .spec
            .flags
            .iter()
            .filter(|flag| !flag.by_place && !["from", "mail", "edit", "set"].contains(&flag.name));
        let mut questions = flags.filter_map(|flag| asks(flag.name));
        let found = questions.find(|question| question.key == name || question.label == typed);
        let fields = || {
            let fields = &self.cx.project().ok()?.policy.fields;
            let field = fields.iter().find(|f| f.code == name || f.title.is(typed))?;
            self.spec.flags.iter().any(|flag| flag.name == "set").then(|| asks(&format!("{FIELD}{}", field.code)))?
        };
        if typed.is_empty() { None } else { found.or_else(fields) }
    }
}

fn is_yes(typed: &str) -> bool {
    ["y", "yes", "是", "好"].contains(&typed.to_lowercase().as_str())
}

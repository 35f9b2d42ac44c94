//! Forms and letters: a template and a case become a document.
//!
//! A template is Markdown-like text (`document::markup`) with places that minijinja fills. One stands for each form and language, built in or
//! in the desk's `templates/`. What it sees is made in `facts`.
//!
//! Invariant: a value of the case is escaped, so that it never becomes markup; a template reads no file but the other templates, and works and
//! prints within bounds.

mod error;
mod facts;
mod list;
mod private;

pub use error::{TemplateError, TemplateFault};
pub use facts::facts;
pub use list::{Listed, list};
pub use private::PrivateData;

use crate::document::Document;
use crate::document::markup;
use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::policy::Form;
use crate::domain::value::moment::Moment;
use crate::domain::value::title::Lang;
use crate::report::context::ReportContext;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The longest text that a template may print, in bytes.
pub const LONGEST: usize = 1 << 20;

/// How much a template may do: about one an instruction, and one for 64 bytes of data.
const FUEL: u64 = 200_000;

/// The built-in templates by file.
const BUILT_IN: &[(&str, &str)] = &[
    ("acceptance.en.md", include_str!("templates/acceptance.en.md")),
    ("acceptance.zh.md", include_str!("templates/acceptance.zh.md")),
    ("decline.en.md", include_str!("templates/decline.en.md")),
    ("decline.zh.md", include_str!("templates/decline.zh.md")),
    ("delay.en.md", include_str!("templates/delay.en.md")),
    ("delay.zh.md", include_str!("templates/delay.zh.md")),
    ("delivery.en.md", include_str!("templates/delivery.en.md")),
    ("delivery.zh.md", include_str!("templates/delivery.zh.md")),
    ("evidence.en.md", include_str!("templates/evidence.en.md")),
    ("evidence.zh.md", include_str!("templates/evidence.zh.md")),
    ("extension.en.md", include_str!("templates/extension.en.md")),
    ("extension.zh.md", include_str!("templates/extension.zh.md")),
    ("letter-end.en.md", include_str!("templates/letter-end.en.md")),
    ("letter-end.zh.md", include_str!("templates/letter-end.zh.md")),
    ("parties.en.md", include_str!("templates/parties.en.md")),
    ("parties.zh.md", include_str!("templates/parties.zh.md")),
    ("letter-head.en.md", include_str!("templates/letter-head.en.md")),
    ("letter-head.zh.md", include_str!("templates/letter-head.zh.md")),
    ("mediation.en.md", include_str!("templates/mediation.en.md")),
    ("mediation.zh.md", include_str!("templates/mediation.zh.md")),
    ("referral.en.md", include_str!("templates/referral.en.md")),
    ("referral.zh.md", include_str!("templates/referral.zh.md")),
    ("registration.en.md", include_str!("templates/registration.en.md")),
    ("registration.zh.md", include_str!("templates/registration.zh.md")),
    ("reply.en.md", include_str!("templates/reply.en.md")),
    ("reply.zh.md", include_str!("templates/reply.zh.md")),
    ("supervision.en.md", include_str!("templates/supervision.en.md")),
    ("supervision.zh.md", include_str!("templates/supervision.zh.md")),
    ("transfer.en.md", include_str!("templates/transfer.en.md")),
    ("transfer.zh.md", include_str!("templates/transfer.zh.md")),
    ("withdrawal.en.md", include_str!("templates/withdrawal.en.md")),
    ("withdrawal.zh.md", include_str!("templates/withdrawal.zh.md")),
];

/// What is printed: a form of a case, for whom and by whom.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// The policy's form.
    pub form: &'a Form,
    /// The case, as the paper tells it.
    pub case: &'a Case,
    /// The events that it tells, in order, those that are revoked too.
    pub events: &'a [&'a Event],
    /// What may be shown of the private data.
    pub private: &'a PrivateData,
    /// The number; `None` for a draft.
    pub number: Option<&'a str>,
    /// The number of the form that it replaces; empty for none.
    pub replaces: &'a str,
    /// The day of the paper.
    pub on: Moment,
    /// Who made it out.
    pub by: &'a str,
    /// The name of the desk.
    pub desk: &'a str,
}

/// The name of a template's file: the form's code and the language.
#[must_use]
pub fn file(form: &str, lang: Lang) -> String {
    let lang = match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    };
    format!("{form}.{lang}.md")
}

/// The texts of templates: the desk's own, by file, over the built-in ones.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    own: Arc<BTreeMap<String, String>>,
}

impl Templates {
    /// With the desk's own, by file.
    #[must_use]
    pub fn with(own: BTreeMap<String, String>) -> Self {
        Self { own: Arc::new(own) }
    }

    /// The text of a template; `None` where there is none.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&str> {
        let built_in = || BUILT_IN.iter().find(|(known, _)| *known == file).map(|(_, text)| *text);
        self.own.get(file).map(String::as_str).or_else(built_in)
    }

    /// What the desk's own template says, without what it fills in; empty for a built-in one.
    #[must_use]
    pub fn own_words(&self, file: &str) -> String {
        let (mut rest, mut words) = (self.own.get(file).map_or("", String::as_str), String::new());
        while let Some(at) = rest.find('{') {
            words.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].iter().find_map(|(open, close)| {
                rest.starts_with(open).then(|| rest.find(close).map(|end| end + close.len()))
            });
            let end = end.map_or(1, |end| end.unwrap_or(rest.len()));
            rest = &rest[end..];
        }
        words + rest
    }

    /// Whether a template is the desk's own, so that an error is in its folder.
    #[must_use]
    pub fn is_own(&self, file: &str) -> bool {
        self.own.contains_key(file)
    }

    /// What a paper prints, as markup.
    ///
    /// # Errors
    /// There is no template, or it has a mistake.
    pub fn markup(&self, paper: &Paper<'_>, context: &ReportContext<'_>) -> Result<String, TemplateError> {
        let file = file(&paper.form.code, context.lang);
        let facts = facts(paper, context);
        let environment = self.environment(context);
        let rendered = environment.get_template(&file).and_then(|template| template.render(Value::from(Serde(&facts))));
        let text = rendered.map_err(|wrong| TemplateError::of(&wrong, &file, &facts, self))?;
        if text.len() > LONGEST {
            return Err(TemplateError { own: self.is_own(&file), file, line: None, fault: TemplateFault::TooLong });
        }
        Ok(text)
    }

    /// The document that markup describes; its number, or that it is a draft, stands below the title whatever the template says.
    ///
    /// # Errors
    /// The markup has a mistake.
    pub fn document(
        &self,
        markup: &str,
        paper: &Paper<'_>,
        context: &ReportContext<'_>,
    ) -> Result<Document, TemplateError> {
        let file = file(&paper.form.code, context.lang);
        let mut document = markup::parse(markup).map_err(|wrong| TemplateError {
            own: self.is_own(&file),
            file,
            line: None,
            fault: TemplateFault::Markup(wrong),
        })?;
        if document.heading.is_empty() {
            document.heading = paper.form.title.get(context.lang).into();
        }
        document.below = below(paper, context.lang);
        Ok(document)
    }

    /// What is wrong with the desk's own templates, as far as it shows before they are used.
    #[must_use]
    pub fn mistakes(&self, context: &ReportContext<'_>) -> Vec<TemplateError> {
        let environment = self.environment(context);
        let wrong = |file: &String| {
            let wrong = environment.get_template(file).err()?;
            Some(TemplateError::of(&wrong, file, &serde_json::Value::Null, self))
        };
        self.own.keys().filter_map(wrong).collect()
    }

    fn environment(&self, context: &ReportContext<'_>) -> Environment<'static> {
        let mut environment = Environment::new();
        // A line that holds only a tag leaves no line; what is included ends with its own.
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        if let Ok(syntax) = syntax {
            environment.set_syntax(syntax);
        }
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_debug(true);
        let all = self.clone();
        environment.set_loader(move |name| Ok(all.text(name).map(String::from)));
        // What is captured (`set`, `filter`) has been escaped already.
        environment.set_auto_escape_callback(|_| AutoEscape::Custom("markup".into()));
        environment.set_formatter(|out, _, value| {
            if value.is_none() {
                return Ok(());
            }
            let text = value.to_string();
            if value.is_safe() { out.write_str(&text) } else { out.write_str(&markup::escape(&text)) }
                .map_err(Into::into)
        });
        // Nothing of a case may be declared to be markup.
        ["safe", "escape", "e"].iter().for_each(|filter| environment.remove_filter(filter));
        environment.add_global("blank", Value::from_safe_string("________".into()));
        let lang = context.lang;
        let cites = context.policy.rules.iter().map(|rule| (rule.code.to_string(), rule.cite.get(lang).to_string()));
        let cites: HashMap<String, String> = cites.collect();
        environment.add_function("cite", move |rule: &str| cites.get(rule).cloned().unwrap_or_default());
        environment
    }
}

/// The line below the title: the number, or that there is none.
fn below(paper: &Paper<'_>, lang: Lang) -> String {
    match (paper.number, paper.replaces) {
        (None, _) => crate::say!(lang, "DRAFT, not numbered", "草稿，未编号"),
        (Some(number), "") => crate::say!(lang, "No. {number}", "编号：{number}"),
        (Some(number), before) => {
            crate::say!(lang, "No. {number} (replaces {before})", "编号：{number}（替代 {before}）")
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! What can be wrong with a template, with its file and line. `cli/messages` words it.

use super::Templates;
use crate::document::markup::MarkupError;
use crate::domain::gate::codes::nearest;
use minijinja::{Error, ErrorKind};
use serde_json::Value;

/// A template that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's file.
    pub file: String,
    /// Whether it is the desk's own.
    pub own: bool,
    /// The line, if it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: TemplateFault,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// There is no such template.
    NotFound {
        /// Its file.
        name: String,
    },
    /// It names something that no template sees.
    Unknown {
        /// What it names.
        name: String,
        /// What is known there.
        known: Vec<String>,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// It cannot be read, or does something that cannot be done; in the words of the template engine.
    Wrong {
        /// Its words.
        detail: String,
    },
    /// It works without an end, or on too much data.
    Endless,
    /// It prints more than [`super::LONGEST`] bytes.
    TooLong,
    /// What it prints is no markup.
    Markup(MarkupError),
}

impl TemplateError {
    /// What the template engine says, with what was known at the place.
    pub(super) fn of(wrong: &Error, file: &str, facts: &Value, templates: &Templates) -> Self {
        let at = wrong.name().unwrap_or(file).to_string();
        let fault = match wrong.kind() {
            ErrorKind::OutOfFuel => TemplateFault::Endless,
            ErrorKind::TemplateNotFound => {
                // An `include` names the missing one; else it is the form's own.
                let named = wrong.detail().and_then(|detail| detail.split(['"', '\'']).nth(1)).unwrap_or(file);
                TemplateFault::NotFound { name: named.into() }
            }
            ErrorKind::UndefinedError => unknown(wrong, facts),
            kind => TemplateFault::Wrong { detail: wrong.detail().map_or_else(|| kind.to_string(), String::from) },
        };
        Self { own: templates.is_own(&at), file: at, line: wrong.line(), fault }
    }
}

/// The name that is not known, and the names that are known where it stands.
fn unknown(wrong: &Error, facts: &Value) -> TemplateFault {
    let range = wrong.range().unwrap_or_default();
    let source = wrong.template_source().and_then(|source| source.get(range)).unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let name: String = source.chars().take_while(|c| is_name(*c)).collect();
    let mut here = facts;
    for part in name.split('.') {
        match here.get(part) {
            Some(inner) if inner.is_object() => here = inner,
            _ => break,
        }
    }
    let known: Vec<String> = here.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect();
    let last = name.rsplit('.').next().unwrap_or_default();
    let nearest = nearest(last, &known).map(Into::into);
    TemplateFault::Unknown { name, known, nearest }
}

//! The policy files of a project, so that `policy check` can name the file and line of a row.

use crate::cli::messages::policy as words;
use crate::domain::Code;
use crate::domain::value::title::Lang;
use crate::profile::{Loosening, PolicyError, PolicyLayer, line_of};
use crate::project::{Project, ProjectError};
use crate::say;

/// The files with their texts, the one that holds last first.
pub(crate) struct PolicyFiles<'p> {
    profile: &'p str,
    layers: &'p [PolicyLayer],
    texts: Vec<(String, String)>,
}

impl<'p> PolicyFiles<'p> {
    /// Reads the files of layers; one that cannot be read is told of elsewhere.
    pub(crate) fn of(project: &'p Project, layers: &'p [PolicyLayer]) -> Self {
        let text = |file: &String| Some((file.clone(), std::fs::read_to_string(project.root.join(file)).ok()?));
        let texts = layers.iter().rev().filter_map(|layer| text(&layer.file)).collect();
        Self { profile: &project.settings.profile, layers, texts }
    }

    /// The same with the text of a draft in the place of its file.
    pub(crate) fn with_draft(project: &'p Project, layers: &'p [PolicyLayer], file: &str, text: &str) -> Self {
        let mut files = Self::of(project, layers);
        files.texts.retain(|(known, _)| known != file);
        files.texts.insert(0, (file.into(), text.into()));
        files
    }

    /// Whether the organisation has written this row, or changed it.
    pub(crate) fn has(&self, section: &str, row: &Code) -> bool {
        self.layers.iter().any(|layer| {
            let rows = layer.rows.get(section).and_then(serde_json::Value::as_array);
            rows.is_some_and(|rows| rows.iter().any(|own| own["code"] == row.as_str()))
        })
    }

    /// `redress.toml:12: `; the profile for a row that no file of the project has; empty for no row.
    pub(crate) fn at(&self, section: &str, row: &str, key: &str, lang: Lang) -> String {
        if section.is_empty() {
            return String::new();
        }
        let found = self.texts.iter().find_map(|(file, text)| Some((file, line_of(text, section, row, key)?)));
        match found {
            Some((file, line)) => say!(lang, "{file}:{line}: ", "{file}:{line}："),
            None => {
                let profile = self.profile;
                say!(lang, "profile {profile}: ", "模板 {profile}：")
            }
        }
    }

    /// What loosens a rule, with its place.
    pub(crate) fn loosening(&self, it: &Loosening, lang: Lang) -> String {
        self.at(&it.section, &it.row, &it.key, lang) + &words::loosening(it, lang)
    }

    /// The place of what is wrong with a row.
    pub(crate) fn of_error(&self, error: &PolicyError, lang: Lang) -> String {
        match error {
            PolicyError::Missing { section, row, key } | PolicyError::UnknownCode { section, row, key, .. } => {
                self.at(section, row, key.split('.').next().unwrap_or(key), lang)
            }
            PolicyError::Loosens(it) => self.at(&it.section, &it.row, &it.key, lang),
            PolicyError::UnknownKey { file, section, row, key, .. }
            | PolicyError::BadValue { file, section, row, key, .. } => self.line(file, section, row, key, lang),
            PolicyError::Twice { file, section, row } => self.line(file, section, row, "code", lang),
            _ => String::new(),
        }
    }

    /// The line in a file that the message names.
    fn line(&self, file: &str, section: &str, row: &str, key: &str, lang: Lang) -> String {
        let text = self.texts.iter().find(|(known, _)| known == file).map(|(_, text)| text);
        match text.and_then(|text| line_of(text, section, row, key.split('.').next().unwrap_or(key))) {
            Some(line) => say!(lang, "line {line}: ", "第 {line} 行："),
            None => String::new(),
        }
    }

    /// The place of what keeps the project's files from being read.
    pub(crate) fn of_mistake(&self, error: &ProjectError, lang: Lang) -> String {
        if let ProjectError::Policy(error) = error { self.of_error(error, lang) } else { String::new() }
    }
}

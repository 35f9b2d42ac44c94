//! The policy files of a project, so that `policy check` can name the file and line of a row.

use crate::cli::messages::policy as words;
use crate::domain::Code;
use crate::domain::value::title::Lang;
use crate::profile::{Loosening, PolicyError, PolicyLayer, line_of};
use crate::project::{Project, ProjectError};
use crate::say;

const DIRECTORY: &str = "directory.toml";

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
        let directory = DIRECTORY.to_string();
        let files = layers.iter().rev().map(|layer| &layer.file).chain([&directory]);
        let texts = files.filter_map(text).collect();
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

    /// What loosens a rule, each with a line that names its place.
    pub(crate) fn loosened(&self, all: &[Loosening], lang: Lang) -> Vec<(String, Loosening)> {
        let line = |it: &Loosening| self.at(&it.section, &it.row, &it.key, lang) + &words::loosening(it, lang);
        all.iter().map(|it| (line(it), it.clone())).collect()
    }

    /// What is wrong, with the file and line of its row.
    pub(crate) fn told(&self, error: &PolicyError, message: &str, lang: Lang) -> String {
        let key = |key: &str| key.split('.').next().unwrap_or_default().to_string();
        match error {
            PolicyError::Missing { section, row, key: of } | PolicyError::UnknownCode { section, row, key: of, .. } => {
                self.at(section, row, &key(of), lang) + message
            }
            PolicyError::Loosens(it) => self.at(&it.section, &it.row, &it.key, lang) + message,
            PolicyError::UnknownKey { file, section, row, key: of, .. }
            | PolicyError::BadValue { file, section, row, key: of, .. } => {
                self.numbered(file, (section, row, &key(of)), message)
            }
            PolicyError::Twice { file, section, row } => self.numbered(file, (section, row, "code"), message),
            _ => message.into(),
        }
    }

    /// The same of what keeps the project's files from being read.
    pub(crate) fn told_mistake(&self, error: &ProjectError, message: &str, lang: Lang) -> String {
        if let ProjectError::Policy(error) = error { self.told(error, message, lang) } else { message.into() }
    }

    /// What is wrong with a row of `directory.toml`.
    pub(crate) fn told_of_directory(&self, row: &str, message: &str) -> String {
        let unit = self.numbered(DIRECTORY, ("unit", row, "code"), message);
        if unit == message { self.numbered(DIRECTORY, ("person", row, "code"), message) } else { unit }
    }

    /// A message that begins with its file, with the line behind it: `redress.toml:12: …`.
    fn numbered(&self, file: &str, (section, row, key): (&str, &str, &str), message: &str) -> String {
        let text = self.texts.iter().find(|(known, _)| known == file).map(|(_, text)| text);
        let line = text.and_then(|text| line_of(text, section, row, key));
        match (line, message.strip_prefix(file)) {
            (Some(line), Some(rest)) => format!("{file}:{line}{rest}"),
            _ => message.into(),
        }
    }
}

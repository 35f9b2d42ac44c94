//! Looking things up in a policy: titles of codes, articles of rules.

use super::{Gate, Policy};
use crate::domain::Code;
use crate::domain::value::title::{Lang, Title};

impl Gate {
    /// Whether only the roles in `may_override` may override it.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        !self.may_override.is_empty() || !self.by.part.is_empty() || !self.by.approval.is_empty()
    }
}

impl Policy {
    /// Whether this is a field of its own that holds free text.
    #[must_use]
    pub fn is_free_text(&self, field: &str) -> bool {
        let free = |kind: &str| !matches!(kind, "flag" | "money" | "count" | "date" | "choice");
        self.fields.iter().any(|own| own.code == field && free(&own.kind))
    }

    /// The title of the row with this code in a section, or the code itself.
    #[must_use]
    pub fn title_of(&self, section: &str, code: &str, lang: Lang) -> String {
        let rows = self.section(section).unwrap_or_default();
        rows.iter().find(|r| r.code() == code).map_or(code, |r| r.title().get(lang)).to_string()
    }

    /// The title of the gate, limit, wording, element or extension with this code.
    #[must_use]
    pub fn row_title(&self, code: &str) -> Option<&Title> {
        let mut all = ["gate", "limit", "wording", "element", "extension"]
            .into_iter()
            .filter_map(|section| self.section(section));
        all.find_map(|rows| rows.iter().find(|row| row.code() == code).map(|row| row.title()))
    }

    /// What a limit rests on, for readers: the number of its rule; its article, where it is called as the limit; nothing, where its row has none.
    #[must_use]
    pub fn basis_of<'a>(&'a self, rule: &'a str, limit: &str, lang: Lang) -> &'a str {
        match self.cite_of(rule).map(|cite| cite.get(lang)) {
            Some("") => "",
            cite if rule == limit => cite.unwrap_or_default(),
            _ => rule,
        }
    }

    /// The article of a rule: of the `rule` row, else of the row whose code or `rule` it is.
    #[must_use]
    pub fn cite_of(&self, rule: &str) -> Option<&Title> {
        let hit = |code: &Code, own: &Code| code == rule || own == rule;
        // Lazily, one section after the other: most are read only when they are asked for.
        macro_rules! first_of {
            ($($list:ident),*) => {
                None$(.or_else(|| self.$list.iter().find(|r| hit(&r.code, &r.rule)).map(|r| &r.cite)))*
            };
        }
        let own = self.rules.iter().find(|r| r.code == rule).map(|r| &r.cite);
        own.or_else(|| first_of!(limits, gates, elements, extensions, approvals, escalations, duties, filings)).or_else(
            || first_of!(majors, callbacks, steps, improvements, retentions, outsides, categories, forms, follows),
        )
    }
}

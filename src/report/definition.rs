//! Definitions of reports, printed by `report KIND --explain`.
//!
//! Invariant: every kind of report has a definition, next to the code that it describes.

use crate::document::{Block, Document};
use crate::text::{Lang, Two, labels};
use serde_json::{Value, json};

/// The definition of a report.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The title of the report.
    pub title: Two,
    /// The meaning of a row.
    pub row: Two,
    /// The date by which a row belongs to a period, and what is shown without a period.
    pub cohort: Two,
    /// How lateness and days are counted.
    pub clock: Two,
    /// What is left out.
    pub exclusions: Two,
    /// The columns, in order.
    pub columns: &'static [&'static str],
}

impl Definition {
    /// The definition as a page for readers.
    #[must_use]
    pub fn page(&self, lang: Lang) -> Document {
        let heading = |key: &&str| format!("{key}  {}", labels::heading(key, lang));
        let columns = self.columns.iter().map(heading).collect::<Vec<_>>().join("\n");
        let mut facts: Vec<(String, String)> =
            self.parts().map(|(_, label, text)| (label.get(lang).into(), text.get(lang).into())).into();
        facts.push((Two("Columns", "列").get(lang).into(), columns));
        Document {
            heading: self.title.get(lang).into(),
            blocks: vec![Block::Facts { title: String::new(), facts }],
            ..Document::default()
        }
    }

    /// The definition as JSON.
    #[must_use]
    pub fn json(&self, kind: &str, lang: Lang) -> Value {
        let mut json = json!({ "report": kind, "title": self.title.get(lang), "columns": self.columns });
        for (key, _, text) in self.parts() {
            json[key] = text.get(lang).into();
        }
        json
    }

    pub(crate) fn parts(&self) -> [(&'static str, Two, Two); 4] {
        [
            ("row", Two("A row", "每行"), self.row),
            ("cohort", Two("Period", "统计口径"), self.cohort),
            ("clock", Two("Clock", "计时"), self.clock),
            ("exclusions", Two("Left out", "不计"), self.exclusions),
        ]
    }
}

/// The text for `clock` in reports on limits.
pub(super) const LIMIT_CLOCK: Two = Two(
    "working days of the project's calendar: 0 on the due day, negative before it; paused days do not count; by when it happened, not by when it was recorded",
    "按项目日历的工作日：到期当日为 0，之前为负；中止期间不计；以实际发生时间为准，而非登记时间",
);

//! The numbers of issued forms: `DESK-SERIES-YEAR-NUMBER`, one more than the greatest that was given in the series and year.
//!
//! Invariant: a number is given out under the lock and never again, also if its form was revoked.

use super::Session;
use crate::domain::event::{Body, Issued};
use crate::project::error::ProjectError;
use crate::project::read::HistoryCut;

/// A number in two parts: its series with year as head notes it (`2026-TR`), and the running number.
fn parts(number: &str, desk: &str) -> Option<(String, u32)> {
    let (series, rest) = number.strip_prefix(desk)?.strip_prefix('-')?.split_once('-')?;
    let (year, running) = rest.split_once('-')?;
    Some((format!("{year}-{series}"), running.parse().ok()?))
}

impl Session<'_> {
    /// The number that the next form of a series gets in a year; taken when its event is decided.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn next_form(&mut self, series: &str, year: u16) -> Result<String, ProjectError> {
        let (desk, key) = (self.desk, format!("{year}-{series}"));
        let last = match self.note.forms.get(&key) {
            Some(last) => *last,
            None if self.note.forms_whole => 0,
            None => {
                // The log is read, so commits under way must be finished.
                self.settle()?;
                let last = self.last_form(&key)?;
                self.note.forms.insert(key.clone(), last);
                last
            }
        };
        let left = self.note.forms_left.get(&key).copied().unwrap_or_default();
        let number = last.max(left).checked_add(1).ok_or(ProjectError::NoNumberLeft { desk, year })?;
        Ok(format!("{desk}-{series}-{year}-{number:04}"))
    }

    /// The greatest number on record.
    fn last_form(&self, key: &str) -> Result<u32, ProjectError> {
        let issued = self.project.events_of(&["issued"], HistoryCut::default())?;
        let numbers = issued.iter().filter_map(|event| match &event.body {
            Body::Issued(body) => parts(&body.number, self.desk.as_str()),
            _ => None,
        });
        Ok(numbers.filter(|(known, _)| known == key).map(|(_, number)| number).max().unwrap_or_default())
    }

    /// Notes the number of a form that was decided.
    pub(super) fn note_form(&mut self, body: &Issued) {
        if let Some((key, number)) = parts(&body.number, self.desk.as_str()) {
            let last = self.note.forms.entry(key).or_default();
            *last = (*last).max(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_number_names_its_desk_series_and_year() {
        assert_eq!(parts("HQ-TR-2026-0042", "HQ"), Some(("2026-TR".into(), 42)));
        assert_eq!(parts("HQ-TR-2026-0042", "H"), None);
        assert_eq!(parts("HQ-TR-2026", "HQ"), None);
    }
}

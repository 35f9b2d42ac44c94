//! What a row says, as the map reads it, in a canonical form of which a digest is kept: the same row again is then known without looking
//! at its case.
//!
//! Invariant: the form depends on what the map reads only, not on the order of columns or on columns that the map does not use, and does not
//! change between versions.

use crate::log::hash;

/// Names and values, each ended by a control character that no cell has.
#[derive(Debug, Default)]
pub(super) struct RowSays(String);

impl RowSays {
    /// Adds a value; an empty one says nothing.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.push_str(name);
            self.0.push('\u{1f}');
            // A file saved on another system says the same.
            value.split('\r').for_each(|part| self.0.push_str(part));
            self.0.push('\u{1e}');
        }
    }

    /// Begins a part, such as an act.
    pub(super) fn begin(&mut self, part: &str) {
        self.0.push_str(part);
        self.0.push('\u{1d}');
    }

    /// The digest that is kept, salted, with the row's first event.
    pub(super) fn digest(&self) -> String {
        hash::plain(self.0.as_bytes()).to_string()
    }
}

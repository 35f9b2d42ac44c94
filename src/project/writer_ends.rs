//! The writers of the log, each with the end of its log: what `desk list` shows.

use crate::domain::event::Event;
use crate::domain::value::moment::Moment;
use crate::log::{Mark, WriterName};
use crate::project::error::ProjectError;
use crate::project::open::Project;

/// A writer and the end of its log.
#[derive(Clone, Debug)]
pub struct WriterEnd {
    /// The writer.
    pub writer: WriterName,
    /// Whether this folder is it.
    pub here: bool,
    /// The last event's line; `None` before the first event.
    pub end: Option<Mark>,
    /// When the last event was recorded.
    pub at: Option<Moment>,
    /// How many texts of it an `erased` event names that are still there.
    pub to_erase: u64,
}

impl Project {
    /// The writers with the end of each log.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn writer_ends(&self) -> Result<Vec<WriterEnd>, ProjectError> {
        let own = self.log.bound()?.map(|b| b.writer);
        let mut all = self.log.writers()?;
        all.extend(own.filter(|own| !all.contains(own)));
        let mut to_erase = self.texts_to_erase()?;
        let end = |writer: WriterName| {
            let end = self.log.end_of(writer)?;
            let at = end.as_ref().and_then(|(_, line)| Event::parse(line, writer.desk()).ok()).map(|event| event.at);
            let to_erase = to_erase.remove(&writer).unwrap_or_default();
            Ok(WriterEnd { writer, here: Some(writer) == own, end: end.map(|(mark, _)| mark), at, to_erase })
        };
        all.into_iter().map(end).collect()
    }
}

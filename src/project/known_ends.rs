//! The segments in which known ends of the log lie: a hash that was printed, a cursor, the acknowledged end.

use crate::log::{Cursor, SegmentName, WriterName};
use crate::project::error::ProjectError;
use crate::project::open::Project;

impl Project {
    /// The writers of the log.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn writer_names(&self) -> Result<Vec<WriterName>, ProjectError> {
        Ok(self.log.writers()?)
    }

    /// The segment in which the last line lies that was acknowledged to this folder; `None` where that is not known.
    ///
    /// # Errors
    /// The log's head cannot be read.
    pub fn head_segment(&self) -> Result<Option<(WriterName, SegmentName)>, ProjectError> {
        Ok(self.log.head_segment()?)
    }

    /// For each writer the segment in which the cursor stands; the first one of a writer that the cursor does not know.
    ///
    /// # Errors
    /// The log is no longer the one that was read; it cannot be read.
    pub fn segments_from(&self, cursor: &Cursor) -> Result<Vec<(WriterName, SegmentName)>, ProjectError> {
        self.log.check_cursor(cursor)?;
        let mut all = Vec::new();
        for writer in self.log.writers()? {
            let known = cursor.marks.iter().find(|mark| mark.writer == writer).map(|mark| mark.segment);
            let first = || Ok::<_, ProjectError>(self.log.segments(writer)?.first().copied());
            all.extend(known.map_or_else(first, |known| Ok(Some(known)))?.map(|segment| (writer, segment)));
        }
        Ok(all)
    }

    /// The segment with a line whose hash begins with these digits, the latest first.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn segment_of_end(&self, digits: &str) -> Result<Option<(WriterName, SegmentName)>, ProjectError> {
        let needle = format!("\"hash\":\"{digits}");
        let finder = memchr::memmem::Finder::new(&needle);
        for writer in self.log.writers()? {
            for segment in self.log.segments(writer)?.into_iter().rev() {
                let path = self.log.layout.segment(writer, segment);
                let bytes = std::fs::read(&path).map_err(|source| ProjectError::File { path, source })?;
                if finder.find(&bytes).is_some() {
                    return Ok(Some((writer, segment)));
                }
            }
        }
        Ok(None)
    }
}

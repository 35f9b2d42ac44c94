//! Writing the cases of an index: columns in one thread, titles and records in another.
//!
//! Invariant: both threads go through the same cases in the same order, so the ends in the columns match the texts.

use crate::domain::value::id::CaseId;
use crate::index::Rejection;
use crate::index::columns::Column;
use crate::index::layout::IndexSection;
use crate::index::open::Index;
use crate::index::spill_file::{SpillPlace, SpillReader, StoredRun};
use crate::index::write::SectionWriter;
use crate::workers;

/// Fewer cases than this are written by one thread.
const FEW: usize = if cfg!(test) { 3 } else { 1 << 12 };

/// Where a case of the new file comes from: the spill file, or an index and its row.
#[derive(Clone, Copy)]
pub(super) enum ColumnSource {
    Staged(SpillPlace),
    Base(usize, usize),
}

/// Reads the cases of the new file from their sources.
pub(super) struct ColumnWriter<'b> {
    stored: SpillReader<'b>,
    bases: &'b [&'b Index],
}

impl<'b> ColumnWriter<'b> {
    pub(super) fn new(stored: &'b StoredRun, bases: &'b [&'b Index]) -> Self {
        Self { stored: stored.reader(), bases }
    }

    /// The title and the record of a case.
    fn text(&mut self, source: ColumnSource) -> Result<(&[u8], &[u8]), Rejection> {
        Ok(match source {
            ColumnSource::Staged(staged) => {
                let laid = self.stored.get(staged)?;
                (laid.title, laid.record)
            }
            ColumnSource::Base(base, row) => {
                (self.bases[base].title(row)?.as_bytes(), self.bases[base].record_bytes(row)?)
            }
        })
    }

    fn row<'a>(&'a mut self, source: ColumnSource, values: &'a mut Vec<u8>) -> Result<&'a [u8], Rejection> {
        match source {
            ColumnSource::Staged(staged) => Ok(self.stored.get(staged)?.row),
            ColumnSource::Base(base, row) => {
                values.clear();
                self.bases[base].row(row)?.write(values);
                Ok(values)
            }
        }
    }

    fn lengths(&mut self, source: ColumnSource) -> Result<(u64, u64), Rejection> {
        Ok(match source {
            ColumnSource::Staged(staged) => (staged.title_len(), staged.record_len()),
            ColumnSource::Base(..) => {
                self.text(source).map(|(title, record)| (title.len() as u64, record.len() as u64))?
            }
        })
    }
}

/// Writes the rows, titles and records of all cases: rows in this thread, titles and records in another.
pub(super) fn cases(
    sheet: &mut SectionWriter,
    sources: &[(CaseId, ColumnSource)],
    from: [ColumnWriter<'_>; 2],
) -> Result<(), Rejection> {
    let ([mut columns, mut texts], [mut rows, mut others]) = (sheet.halves(), from);
    let mut beside = move || -> Result<(), Rejection> {
        for (_, source) in sources {
            let (title, record) = others.text(*source)?;
            texts.put(IndexSection::Titles, title)?;
            texts.put(IndexSection::Records, record)?;
        }
        Ok(())
    };
    let mut here = move || -> Result<(), Rejection> {
        let (mut title_end, mut record_end, mut values) = (0, 0, Vec::new());
        for (_, source) in sources {
            let (title, record) = rows.lengths(*source)?;
            (title_end, record_end) = (title_end + title, record_end + record);
            let mut rest = rows.row(*source, &mut values)?;
            for column in Column::ALL {
                let (value, after) = rest.split_at_checked(column.width()).ok_or(Rejection::Shape)?;
                rest = after;
                columns.put_value(*column, value, (title_end, record_end))?;
            }
        }
        Ok(())
    };
    if sources.len() < FEW {
        return here().and_then(|()| beside());
    }
    std::thread::scope(|scope| match workers::spawn(scope, beside) {
        Ok(other) => {
            let result = here();
            other.join().unwrap_or(Err(Rejection::Shape)).and(result)
        }
        Err(mut beside) => here().and_then(|()| beside()),
    })
}

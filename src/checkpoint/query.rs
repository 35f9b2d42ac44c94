//! Which rows pass terms, and drawing them.

use crate::checkpoint::Doubt;
use crate::checkpoint::columns::{Column, flag};
use crate::checkpoint::layout::Section;
use crate::checkpoint::picture::Picture;
use crate::checkpoint::probe::{OPEN, Probe};
use crate::checkpoint::sketch::{Sketch, Wanted};
use crate::checkpoint::slices::Slices;
use crate::checkpoint::strings::Lookup;
use crate::domain::case::Case;
use crate::domain::id::CaseId;
use crate::domain::term::{AsOf, Filter};

/// A row that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its case.
    pub id: CaseId,
    /// The row.
    pub row: usize,
}

/// What is asked of a picture.
#[derive(Clone, Copy)]
pub struct Query<'q> {
    /// The terms.
    pub filter: &'q Filter,
    /// When cases are looked at.
    pub at: &'q AsOf,
    /// Cases that something newer knows about: they are passed over.
    pub without: &'q dyn Fn(CaseId) -> bool,
    /// Only these cases, by name; `None`: all.
    pub among: Option<&'q [CaseId]>,
}

impl Query<'_> {
    /// The rows that pass, by name; cases that were never registered do not.
    ///
    /// # Errors
    /// A block is not what was written.
    pub fn rows(&self, picture: &Picture) -> Result<Vec<Found>, Doubt> {
        let mut found = Vec::new();
        self.each(picture, &mut |id, row| {
            found.push(Found { id, row });
            Ok(())
        })?;
        Ok(found)
    }

    pub(super) fn each_row(
        &self,
        picture: &Picture,
        each: &mut dyn FnMut(usize) -> Result<(), Doubt>,
    ) -> Result<(), Doubt> {
        self.each(picture, &mut |_, row| each(row))
    }

    fn each(&self, picture: &Picture, each: &mut dyn FnMut(CaseId, usize) -> Result<(), Doubt>) -> Result<(), Doubt> {
        let probe = Probe::of(self.filter, self.at, picture)?;
        let mut columns = vec![Column::Flags];
        probe.columns(&mut columns);
        let others: Vec<Column> = OPEN.iter().copied().chain([Column::Number]).collect();
        let from = Slices::of(picture, &columns, &others)?;
        let titled = columns.contains(&Column::TitleEnd);
        let titles = if titled { picture.all(Section::Titles)? } else { Default::default() };
        let mut look = |id: Option<CaseId>, (desk, year), row: usize| {
            let flags = from.u32(Column::Flags, row).ok_or(Doubt::Shape)?;
            if flags & flag::UNOPENED != 0 {
                return Ok(());
            }
            let known = if flags & flag::ODD == 0 { probe.holds(row, &from, titles) } else { None };
            if known == Some(false) {
                return Ok(());
            }
            let id = if let Some(id) = id {
                id
            } else {
                from.vouch(Column::Number, row)?;
                CaseId { desk, year, number: from.u32(Column::Number, row).ok_or(Doubt::Shape)? }
            };
            if (self.without)(id) || (known.is_none() && !self.filter.holds(&picture.record(row)?.case, self.at)) {
                return Ok(());
            }
            each(id, row)
        };
        if let Some(among) = self.among {
            for id in among {
                if let Some(row) = picture.find(*id)? {
                    look(Some(*id), (id.desk, id.year), row)?;
                }
            }
            return Ok(());
        }
        for run in &picture.meta.runs {
            for row in run.start..run.start + run.len {
                look(None, (run.desk, run.year), row)?;
            }
        }
        Ok(())
    }
}

/// Draws rows of a picture.
#[derive(Debug)]
pub struct Drawer<'p> {
    picture: &'p Picture,
    wanted: Vec<Column>,
    from: Slices<'p>,
    strings: Strings<'p>,
    sketch: Sketch,
    whole: Case,
}

#[derive(Debug)]
struct Strings<'p>(Vec<&'p str>);

impl Lookup for Strings<'_> {
    fn text(&self, number: u32) -> Option<&str> {
        self.0.get(number as usize).copied()
    }
}

impl<'p> Drawer<'p> {
    /// Makes ready to draw what is wanted.
    ///
    /// # Errors
    /// As [`Query::rows`].
    pub fn new(picture: &'p Picture, wanted: &Wanted) -> Result<Self, Doubt> {
        let from = Slices::of(picture, &[], wanted.columns())?;
        let all = (0..picture.strings()).map(|number| Lookup::text(picture, number).ok_or(Doubt::Shape));
        let strings = Strings(all.collect::<Result<_, _>>()?);
        let wanted = wanted.columns().to_vec();
        Ok(Self { picture, wanted, from, strings, sketch: Sketch::default(), whole: Case::default() })
    }

    /// The case of a row, as far as it was wanted.
    ///
    /// # Errors
    /// As [`Query::rows`].
    pub fn draw(&mut self, found: Found) -> Result<&Case, Doubt> {
        for column in &self.wanted {
            self.from.vouch(*column, found.row)?;
        }
        let title = if self.wanted.contains(&Column::TitleEnd) { self.picture.title(found.row)? } else { "" };
        if self.sketch.draw(found.id, found.row, &self.from, title, &self.strings) {
            return Ok(self.sketch.case());
        }
        self.whole = self.picture.record(found.row)?.case;
        Ok(&self.whole)
    }
}

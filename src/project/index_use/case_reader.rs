//! Selects matching cases from both indexes and the tail, each case once, sorted by id.

use super::past_cases::PastCases;
use super::view::IndexView;
use crate::domain::case::Case;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::value::id::CaseId;
use crate::index::{CaseSelection, Index, IndexTexts, Query, QueryResult, RecordReader, Rejection, WantedParts};
use crate::project::open::Project;
use crate::project::viewer::Masked;
use crate::workers;
use std::collections::BTreeMap;

/// Where a matching case is found.
#[derive(Clone, Copy)]
enum Place {
    Large(usize),
    Small(usize),
    /// In the index of cases with moved dates.
    Moved(usize),
    Tail,
    /// A masked case: only number and state are shown.
    Masked(usize),
}

/// An index with its texts.
type WithTexts<'v> = (&'v Index, IndexTexts<'v>);

fn with_texts(index: Option<&Index>) -> Result<Option<WithTexts<'_>>, Rejection> {
    index.map(|index| Ok((index, index.texts()?))).transpose()
}

/// What is read: all cases as they stand, or as they stood at a history cut, and those masked for the viewer.
#[derive(Clone, Copy)]
pub(in crate::project) struct Layers<'v> {
    /// The masked cases, at the same moment.
    pub(in crate::project) masked: &'v Masked,
    /// What differs from now; `None` for now.
    pub(in crate::project) past: Option<&'v PastCases>,
}

impl Layers<'_> {
    /// An unchanged case of an index, as it stood.
    fn shown(&self, case: Case) -> Case {
        match self.past {
            Some(past) => past.shown(case),
            None => case,
        }
    }
}

/// An index with the constructor for places in it.
type Layer<'p> = (Option<&'p Index>, fn(usize) -> Place);

/// Adds a case to a sum.
pub type AddCase<'a, T> = dyn Fn(&mut T, &Case) + Sync + 'a;

/// Callback for one index.
type Ask<'a> = dyn FnMut(&Index, &Query<'_>, fn(usize) -> Place) -> Result<(), Rejection> + 'a;

/// Matching cases, to be read one at a time, by several threads if wanted: each uses its own [`CaseReader`].
pub struct CaseRows<'v> {
    stands: Vec<(CaseId, Place)>,
    touched: &'v BTreeMap<CaseId, Case>,
    large: Option<&'v Index>,
    small: Option<&'v Index>,
    moved: Option<&'v Index>,
    wanted: &'v WantedParts,
    masked: &'v Masked,
}

/// Reads one case after the other, reusing its buffers.
pub struct CaseReader<'d> {
    rows: &'d CaseRows<'d>,
    masked: Case,
    large: Option<RecordReader<'d>>,
    small: Option<RecordReader<'d>>,
    moved: Option<RecordReader<'d>>,
}

impl CaseRows<'_> {
    /// Number of cases.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stands.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stands.is_empty()
    }

    /// A reader for these cases.
    #[must_use]
    pub fn reader(&self) -> CaseReader<'_> {
        CaseReader { rows: self, masked: Case::default(), large: None, small: None, moved: None }
    }
}

impl CaseReader<'_> {
    /// The `nth` case in order of id, with the wanted fields.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn case(&mut self, nth: usize) -> Result<&Case, Rejection> {
        let CaseRows { stands, touched, large, small, moved, wanted, masked } = self.rows;
        let (id, stands) = *stands.get(nth).ok_or(Rejection::Shape)?;
        let (index, reader, row) = match stands {
            Place::Large(row) => (large, &mut self.large, row),
            Place::Small(row) => (small, &mut self.small, row),
            Place::Moved(row) => (moved, &mut self.moved, row),
            Place::Tail => return touched.get(&id).ok_or(Rejection::Shape),
            Place::Masked(place) => {
                self.masked = masked.at(place).ok_or(Rejection::Shape)?;
                return Ok(&self.masked);
            }
        };
        let reader = match reader {
            Some(reader) => reader,
            None => reader.insert(RecordReader::new(index.ok_or(Rejection::Shape)?, wanted)?),
        };
        reader.read(QueryResult { id, row })
    }
}

impl IndexView {
    /// The matching cases that `keep` accepts, complete; others are dropped one by one.
    pub(in crate::project) fn select(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        keep: &dyn Fn(&Case) -> bool,
        layers: Layers<'_>,
    ) -> Result<Vec<Case>, Rejection> {
        let (touched, moved) = self.above_indexes(project, layers)?;
        let of = |index: Option<&Index>, row: usize| Ok(layers.shown(index.ok_or(Rejection::Shape)?.record(row)?.case));
        let (large, small) = (self.large().map(AsRef::as_ref), self.small().map(AsRef::as_ref));
        let mut all = Vec::new();
        for (id, stands) in self.stand(project, which, usize::MAX, layers)? {
            let case = match stands {
                Place::Large(row) => of(large, row)?,
                Place::Small(row) => of(small, row)?,
                Place::Moved(row) => of(moved, row)?,
                Place::Tail => touched.get(&id).cloned().ok_or(Rejection::Shape)?,
                Place::Masked(place) => layers.masked.at(place).ok_or(Rejection::Shape)?,
            };
            if keep(&case) {
                all.push(case);
            }
        }
        Ok(all)
    }

    /// Adds up the matching cases, complete, by several threads; each gives the sum of a run of them, in order.
    pub(in crate::project) fn fold<T: Send>(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        (begin, add): (&(dyn Fn() -> T + Sync), &AddCase<'_, T>),
        layers: Layers<'_>,
    ) -> Result<Vec<T>, Rejection> {
        let (touched, moved) = self.above_indexes(project, layers)?;
        let large = with_texts(self.large().map(AsRef::as_ref))?;
        let (small, moved) = (with_texts(self.small().map(AsRef::as_ref))?, with_texts(moved)?);
        let of = |index: &Option<WithTexts<'_>>, row: usize| {
            let (index, texts) = index.as_ref().ok_or(Rejection::Shape)?;
            Ok(layers.shown(index.case(row, texts)?))
        };
        let stands = self.stand(project, which, usize::MAX, layers)?;
        let run = |part: &[(CaseId, Place)]| {
            let mut sum = begin();
            for (id, stands) in part {
                match *stands {
                    Place::Large(row) => add(&mut sum, &of(&large, row)?),
                    Place::Small(row) => add(&mut sum, &of(&small, row)?),
                    Place::Moved(row) => add(&mut sum, &of(&moved, row)?),
                    Place::Tail => add(&mut sum, touched.get(id).ok_or(Rejection::Shape)?),
                    Place::Masked(place) => add(&mut sum, layers.masked.counted_at(place).ok_or(Rejection::Shape)?),
                }
            }
            Ok(sum)
        };
        // A thread costs as much as some hundred cases.
        let threads = workers::threads().min(stands.len() / 1024).max(1);
        let parts = stands.chunks(stands.len().div_ceil(threads).max(1));
        std::thread::scope(|scope| {
            let run = &run;
            let parts: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
            parts.into_iter().map(|part| part.join().unwrap_or(Err(Rejection::Shape))).collect()
        })
    }

    /// The cases that stand above the indexes, and the index of moved dates; of the past those are among the cases.
    fn above_indexes<'v>(
        &'v self,
        project: &Project,
        layers: Layers<'v>,
    ) -> Result<(&'v BTreeMap<CaseId, Case>, Option<&'v Index>), Rejection> {
        match layers.past {
            Some(past) => Ok((&past.cases, None)),
            None => Ok((self.touched_shown(project)?, self.moved(project)?)),
        }
    }

    /// The ids of the matching cases.
    pub(in crate::project) fn names(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        masked: &Masked,
    ) -> Result<Vec<CaseId>, Rejection> {
        let now = Layers { masked, past: None };
        Ok(self.stand(project, which, usize::MAX, now)?.into_iter().map(|(id, _)| id).collect())
    }

    /// The last `most` ids of the matching cases that `fits` accepts.
    pub(in crate::project) fn last_names(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        (fits, most): (&(dyn Fn(CaseId) -> bool + Sync), usize),
        masked: &Masked,
    ) -> Result<Vec<CaseId>, Rejection> {
        let mut all = Vec::new();
        self.each_index(project, which, Layers { masked, past: None }, &mut |index, query, _| {
            all.extend(query.last_ids(index, fits, most)?);
            Ok(())
        })?;
        let touched = self.touched_shown(project)?.iter().filter(|(id, case)| !masked.has(**id) && which.holds(case));
        let others = touched.map(|(id, _)| *id).chain(masked.passing(which).into_iter().map(|(id, _)| id));
        all.extend(others.filter(|id| fits(*id)));
        all.sort_unstable();
        all.drain(..all.len().saturating_sub(most));
        Ok(all)
    }

    /// Prepares reading the matching cases (at least the first `most`) with the wanted fields.
    pub(in crate::project) fn rows<'v>(
        &'v self,
        project: &Project,
        which: CaseSelection<'_>,
        (wanted, most): (&'v WantedParts, usize),
        masked: &'v Masked,
    ) -> Result<CaseRows<'v>, Rejection> {
        let now = Layers { masked, past: None };
        let ((touched, moved), stands) = (self.above_indexes(project, now)?, self.stand(project, which, most, now)?);
        let (large, small) = (self.large().map(AsRef::as_ref), self.small().map(AsRef::as_ref));
        Ok(CaseRows { stands, touched, large, small, moved, wanted, masked })
    }

    /// Counts the matching cases.
    pub(in crate::project) fn tally(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        (by, cohort): (&[Dimension], &Cohort),
        layers: Layers<'_>,
    ) -> Result<Tally, Rejection> {
        let mut tally = Tally::default();
        self.each_index(project, which, layers, &mut |index, query, _| query.tally(index, by, cohort, &mut tally))?;
        let (touched, _) = self.above_indexes(project, layers)?;
        for case in touched.values().filter(|case| !layers.masked.has(case.id) && which.holds(case)) {
            tally.add(case, by, cohort);
        }
        layers.masked.tally(which, by, cohort, &mut tally);
        Ok(tally)
    }

    /// Where the matching cases are found, sorted by id: at least the first `most`.
    fn stand(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        most: usize,
        layers: Layers<'_>,
    ) -> Result<Vec<(CaseId, Place)>, Rejection> {
        let mut all: Vec<(CaseId, Place)> = Vec::new();
        self.each_index(project, which, layers, &mut |index, query, stands| {
            all.extend(query.first_rows(index, most)?.into_iter().map(|QueryResult { id, row }| (id, stands(row))));
            Ok(())
        })?;
        let (touched, _) = self.above_indexes(project, layers)?;
        let touched = touched.iter().filter(|(id, case)| !layers.masked.has(**id) && which.holds(case));
        all.extend(touched.map(|(id, _)| (*id, Place::Tail)));
        all.extend(layers.masked.passing(which).into_iter().map(|(id, place)| (id, Place::Masked(place))));
        // A merge of a few sorted runs.
        all.sort_by_key(|(id, _)| *id);
        Ok(all)
    }

    /// Asks each index for matching cases that no layer above it has and that are not masked.
    fn each_index(
        &self,
        project: &Project,
        which: CaseSelection<'_>,
        layers: Layers<'_>,
        ask: &mut Ask<'_>,
    ) -> Result<(), Rejection> {
        let (touched, moved) = self.above_indexes(project, layers)?;
        let mut above: Vec<CaseId> = touched.keys().copied().chain(layers.masked.ids()).collect();
        above.sort_unstable();
        let then = layers.past.map(|past| past.days);
        let all: [Layer<'_>; 3] = [
            (moved, Place::Moved),
            (self.small().map(AsRef::as_ref), Place::Small),
            (self.large().map(AsRef::as_ref), Place::Large),
        ];
        for (index, stands) in all {
            let Some(index) = index else { continue };
            ask(index, &Query { which, above: &above, then }, stands)?;
            if !matches!(stands(0), Place::Large(_)) {
                above.extend(index.ids()?);
                above.sort_unstable();
            }
        }
        Ok(())
    }
}

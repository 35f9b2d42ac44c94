//! The cases that pass terms: out of both indexes and the tail, each case once, by name.

use super::view::IndexView;
use crate::domain::case::Case;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::value::id::CaseId;
use crate::index::{Doubt, Drawer, Found, Index, Query, Wanted, Which};
use crate::project::open::Project;
use crate::project::viewer::Masked;
use std::collections::BTreeMap;

/// Where a case stands that passed.
#[derive(Clone, Copy)]
enum Stands {
    Large(usize),
    Small(usize),
    /// Shown with dates that a calendar moves.
    Moved(usize),
    Tail,
    /// Of which no more than number and state is shown.
    Masked(usize),
}

/// An index, and where its rows stand.
type Layer<'p> = (Option<&'p Index>, fn(usize) -> Stands);

/// Asks one index.
type Ask<'a> = dyn FnMut(&Index, &Query<'_>, fn(usize) -> Stands) -> Result<(), Doubt> + 'a;

/// Cases that passed terms, to be shown one at a time: by as many hands as there are threads for it.
pub struct Drawn<'v> {
    stands: Vec<(CaseId, Stands)>,
    touched: &'v BTreeMap<CaseId, Case>,
    large: Option<&'v Index>,
    small: Option<&'v Index>,
    moved: Option<&'v Index>,
    wanted: &'v Wanted,
    masked: &'v Masked,
}

/// Draws one case over the other.
pub struct CaseReader<'d> {
    drawn: &'d Drawn<'d>,
    masked: Case,
    large: Option<Drawer<'d>>,
    small: Option<Drawer<'d>>,
    moved: Option<Drawer<'d>>,
}

impl Drawn<'_> {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stands.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stands.is_empty()
    }

    /// A hand that draws them.
    #[must_use]
    pub fn hand(&self) -> CaseReader<'_> {
        CaseReader { drawn: self, masked: Case::default(), large: None, small: None, moved: None }
    }
}

impl CaseReader<'_> {
    /// The `index`-th case, by name, as far as it was wanted.
    ///
    /// # Errors
    /// The index is not what was written.
    pub fn case(&mut self, nth: usize) -> Result<&Case, Doubt> {
        let Drawn { stands, touched, large, small, moved, wanted, masked } = self.drawn;
        let (id, stands) = *stands.get(nth).ok_or(Doubt::Shape)?;
        let (index, drawer, row) = match stands {
            Stands::Large(row) => (large, &mut self.large, row),
            Stands::Small(row) => (small, &mut self.small, row),
            Stands::Moved(row) => (moved, &mut self.moved, row),
            Stands::Tail => return touched.get(&id).ok_or(Doubt::Shape),
            Stands::Masked(place) => {
                self.masked = masked.at(place).ok_or(Doubt::Shape)?;
                return Ok(&self.masked);
            }
        };
        let drawer = match drawer {
            Some(drawer) => drawer,
            None => drawer.insert(Drawer::new(index.ok_or(Doubt::Shape)?, wanted)?),
        };
        drawer.draw(Found { id, row })
    }
}

impl IndexView {
    /// The cases that are asked for and that `keep` wants, whole; the others are let go of one by one.
    pub(in crate::project) fn select(
        &self,
        ws: &Project,
        which: Which<'_>,
        keep: &dyn Fn(&Case) -> bool,
        masked: &Masked,
    ) -> Result<Vec<Case>, Doubt> {
        let (touched, moved) = (self.touched_shown(ws)?, self.moved(ws)?);
        let of = |index: Option<&Index>, row: usize| index.ok_or(Doubt::Shape)?.record(row);
        let (large, small) = (self.large().map(AsRef::as_ref), self.small().map(AsRef::as_ref));
        let mut all = Vec::new();
        for (id, stands) in self.stand(ws, which, usize::MAX, masked)? {
            let case = match stands {
                Stands::Large(row) => of(large, row)?.case,
                Stands::Small(row) => of(small, row)?.case,
                Stands::Moved(row) => of(moved, row)?.case,
                Stands::Tail => touched.get(&id).cloned().ok_or(Doubt::Shape)?,
                Stands::Masked(place) => masked.at(place).ok_or(Doubt::Shape)?,
            };
            if keep(&case) {
                all.push(case);
            }
        }
        Ok(all)
    }

    /// The names of the cases that are asked for.
    pub(in crate::project) fn names(
        &self,
        ws: &Project,
        which: Which<'_>,
        masked: &Masked,
    ) -> Result<Vec<CaseId>, Doubt> {
        Ok(self.stand(ws, which, usize::MAX, masked)?.into_iter().map(|(id, _)| id).collect())
    }

    /// Makes ready to show the cases that are asked for, at least the first `most`, as far as what is wanted of them.
    pub(in crate::project) fn draw<'v>(
        &'v self,
        ws: &Project,
        which: Which<'_>,
        (wanted, most): (&'v Wanted, usize),
        masked: &'v Masked,
    ) -> Result<Drawn<'v>, Doubt> {
        let (touched, stands) = (self.touched_shown(ws)?, self.stand(ws, which, most, masked)?);
        let moved = self.moved(ws)?;
        let (large, small) = (self.large().map(AsRef::as_ref), self.small().map(AsRef::as_ref));
        Ok(Drawn { stands, touched, large, small, moved, wanted, masked })
    }

    /// Counts the cases that are asked for.
    pub(in crate::project) fn tally(
        &self,
        ws: &Project,
        which: Which<'_>,
        (by, cohort): (&[Dimension], &Cohort),
        masked: &Masked,
    ) -> Result<Tally, Doubt> {
        let mut tally = Tally::default();
        self.each_index(ws, which, masked, &mut |index, query, _| query.tally(index, by, cohort, &mut tally))?;
        for case in self.touched_shown(ws)?.values().filter(|case| !masked.has(case.id) && which.holds(case)) {
            tally.add(case, by, cohort);
        }
        masked.tally(which, by, cohort, &mut tally);
        Ok(tally)
    }

    /// Where the cases stand that are asked for, by name: at least the first `most`.
    fn stand(
        &self,
        ws: &Project,
        which: Which<'_>,
        most: usize,
        masked: &Masked,
    ) -> Result<Vec<(CaseId, Stands)>, Doubt> {
        let mut all: Vec<(CaseId, Stands)> = Vec::new();
        self.each_index(ws, which, masked, &mut |index, query, stands| {
            all.extend(query.first_rows(index, most)?.into_iter().map(|Found { id, row }| (id, stands(row))));
            Ok(())
        })?;
        let touched = self.touched_shown(ws)?.iter().filter(|(id, case)| !masked.has(**id) && which.holds(case));
        all.extend(touched.map(|(id, _)| (*id, Stands::Tail)));
        all.extend(masked.passing(which).into_iter().map(|(id, place)| (id, Stands::Masked(place))));
        // A few sorted parts.
        all.sort_by_key(|(id, _)| *id);
        Ok(all)
    }

    /// Asks each index for the cases of which nothing above it knows, and which are shown as they are.
    fn each_index(&self, ws: &Project, which: Which<'_>, masked: &Masked, ask: &mut Ask<'_>) -> Result<(), Doubt> {
        let mut touched: Vec<CaseId> = self.touched(ws)?.keys().copied().chain(masked.ids()).collect();
        touched.sort_unstable();
        let mut above = touched;
        let layers: [Layer<'_>; 3] = [
            (self.moved(ws)?, Stands::Moved),
            (self.small().map(AsRef::as_ref), Stands::Small),
            (self.large().map(AsRef::as_ref), Stands::Large),
        ];
        for (index, stands) in layers {
            let Some(index) = index else { continue };
            ask(index, &Query { which, above: &above }, stands)?;
            if !matches!(stands(0), Stands::Large(_)) {
                above.extend(index.ids()?);
                above.sort_unstable();
            }
        }
        Ok(())
    }
}

//! The cases that pass terms: out of both pictures and the tail, each case once, by name.

use super::view::View;
use crate::checkpoint::{Dimension, Doubt, Drawer, Found, Picture, Query, Tally, Wanted};
use crate::domain::case::Case;
use crate::domain::id::CaseId;
use crate::domain::term::{AsOf, Filter};
use crate::workspace::open::Workspace;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Where a case stands that passed.
#[derive(Clone, Copy)]
enum Stands {
    Large(usize),
    Small(usize),
    Tail,
}

/// Cases that passed terms, to be shown one at a time.
pub struct Drawn<'v> {
    stands: Vec<(CaseId, Stands)>,
    touched: &'v BTreeMap<CaseId, Case>,
    large: Option<Drawer<'v>>,
    small: Option<Drawer<'v>>,
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

    /// The `index`-th, by name, as far as it was wanted.
    ///
    /// # Errors
    /// The picture is not what was written.
    pub fn case(&mut self, index: usize) -> Result<&Case, Doubt> {
        let (id, stands) = *self.stands.get(index).ok_or(Doubt::Shape)?;
        match stands {
            Stands::Large(row) => self.large.as_mut().ok_or(Doubt::Shape)?.draw(Found { id, row }),
            Stands::Small(row) => self.small.as_mut().ok_or(Doubt::Shape)?.draw(Found { id, row }),
            Stands::Tail => self.touched.get(&id).ok_or(Doubt::Shape),
        }
    }
}

impl View {
    /// The cases (of `among`, by name, if that is given) that pass and that `keep` wants, whole; the others are let go of one by one.
    pub(in crate::workspace) fn select(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        among: Option<&[CaseId]>,
        keep: &dyn Fn(&Case) -> bool,
    ) -> Result<Vec<Case>, Doubt> {
        let touched = self.touched(ws)?;
        let of = |picture: Option<&Rc<Picture>>, row: usize| picture.ok_or(Doubt::Shape)?.record(row);
        let mut all = Vec::new();
        for (id, stands) in self.stand(ws, (filter, at), among)? {
            let case = match stands {
                Stands::Large(row) => of(self.large(), row)?.case,
                Stands::Small(row) => of(self.small(), row)?.case,
                Stands::Tail => touched.get(&id).cloned().ok_or(Doubt::Shape)?,
            };
            if keep(&case) {
                all.push(case);
            }
        }
        Ok(all)
    }

    /// The names of the cases that pass.
    pub(in crate::workspace) fn names(&self, ws: &Workspace, filter: &Filter, at: &AsOf) -> Result<Vec<CaseId>, Doubt> {
        Ok(self.stand(ws, (filter, at), None)?.into_iter().map(|(id, _)| id).collect())
    }

    /// Makes ready to show the cases that pass, or those of `among` (by name) that do, as far as what is wanted of them.
    pub(in crate::workspace) fn draw(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        among: Option<&[CaseId]>,
        wanted: &Wanted,
    ) -> Result<Drawn<'_>, Doubt> {
        let (touched, stands) = (self.touched(ws)?, self.stand(ws, (filter, at), among)?);
        let some = |small: bool| stands.iter().any(|(_, s)| matches!(s, Stands::Small(_)) == small);
        let large = if some(false) {
            self.large().map(AsRef::as_ref).map(|p| Drawer::new(p, wanted)).transpose()?
        } else {
            None
        };
        let small = if some(true) {
            self.small().map(AsRef::as_ref).map(|p| Drawer::new(p, wanted)).transpose()?
        } else {
            None
        };
        Ok(Drawn { stands, touched, large, small })
    }

    /// Counts the cases that pass.
    pub(in crate::workspace) fn tally(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        by: &[Dimension],
    ) -> Result<Tally, Doubt> {
        let mut tally = Tally::new();
        self.each_picture(ws, (filter, at), None, &mut |picture, query, _| query.tally(picture, by, &mut tally))?;
        for case in self.touched(ws)?.values().filter(|case| !case.unopened && filter.holds(case, at)) {
            *tally.entry(by.iter().map(|dimension| dimension.of(case)).collect()).or_default() += 1;
        }
        Ok(tally)
    }

    /// Where the cases stand that pass, by name.
    fn stand(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        among: Option<&[CaseId]>,
    ) -> Result<Vec<(CaseId, Stands)>, Doubt> {
        let mut all: Vec<(CaseId, Stands)> = Vec::new();
        self.each_picture(ws, (filter, at), among, &mut |picture, query, small| {
            let stands = |row| if small { Stands::Small(row) } else { Stands::Large(row) };
            all.extend(query.rows(picture)?.into_iter().map(|Found { id, row }| (id, stands(row))));
            Ok(())
        })?;
        let wanted = |id: &CaseId| among.is_none_or(|among| among.binary_search(id).is_ok());
        let touched = self.touched(ws)?.iter().filter(|(id, _)| wanted(id));
        let touched = touched.filter(|(_, case)| !case.unopened && filter.holds(case, at));
        all.extend(touched.map(|(id, _)| (*id, Stands::Tail)));
        // Three sorted parts.
        all.sort_by_key(|(id, _)| *id);
        Ok(all)
    }

    /// Asks each picture for the cases of which nothing above it knows.
    fn each_picture(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        among: Option<&[CaseId]>,
        ask: &mut dyn FnMut(&Picture, &Query<'_>, bool) -> Result<(), Doubt>,
    ) -> Result<(), Doubt> {
        let touched = self.touched(ws)?;
        let above = match self.small() {
            Some(small) => (0..small.len()).map(|row| small.id_of(row)).collect::<Result<Vec<_>, _>>()?,
            None => Vec::new(),
        };
        // Rows come by name, and so do those above.
        let next = Cell::new(0);
        let is_above = |id: CaseId| {
            while above.get(next.get()).is_some_and(|known| *known < id) {
                next.set(next.get() + 1);
            }
            above.get(next.get()) == Some(&id)
        };
        if let Some(large) = self.large() {
            let without = |id: CaseId| touched.contains_key(&id) || is_above(id);
            ask(large, &Query { filter, at, without: &without, among }, false)?;
        }
        if let Some(small) = self.small() {
            let without = |id: CaseId| touched.contains_key(&id);
            ask(small, &Query { filter, at, without: &without, among }, true)?;
        }
        Ok(())
    }
}

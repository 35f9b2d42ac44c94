//! The cases that pass terms: out of both pictures and the tail, each case once, by name.

use super::view::View;
use crate::checkpoint::{Dimension, Doubt, Drawer, Found, Picture, Query, Tally, Wanted};
use crate::domain::case::Case;
use crate::domain::id::CaseId;
use crate::domain::term::{AsOf, Filter};
use crate::workspace::open::Workspace;
use std::cell::Cell;
use std::rc::Rc;

/// Where a case stands that passed.
#[derive(Clone, Copy)]
enum Stands {
    Large(usize),
    Small(usize),
    Tail,
}

impl View {
    /// The cases that pass, whole.
    pub(in crate::workspace) fn select(&self, ws: &Workspace, filter: &Filter, at: &AsOf) -> Result<Vec<Case>, Doubt> {
        let touched = self.touched(ws)?;
        let of = |picture: Option<&Rc<Picture>>, row: usize| picture.ok_or(Doubt::Shape)?.record(row);
        let stands = self.stand(ws, filter, at)?;
        stands
            .into_iter()
            .map(|(id, stands)| match stands {
                Stands::Large(row) => Ok(of(self.large(), row)?.case),
                Stands::Small(row) => Ok(of(self.small(), row)?.case),
                Stands::Tail => touched.get(&id).cloned().ok_or(Doubt::Shape),
            })
            .collect()
    }

    /// The names of the cases that pass.
    pub(in crate::workspace) fn names(&self, ws: &Workspace, filter: &Filter, at: &AsOf) -> Result<Vec<CaseId>, Doubt> {
        Ok(self.stand(ws, filter, at)?.into_iter().map(|(id, _)| id).collect())
    }

    /// Shows the cases that pass, as far as what is wanted of them.
    pub(in crate::workspace) fn draw(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        wanted: &Wanted,
        each: &mut dyn FnMut(&Case),
    ) -> Result<(), Doubt> {
        let touched = self.touched(ws)?;
        let mut large = self.large().map(|picture| (picture, None::<Drawer<'_>>));
        let mut small = self.small().map(|picture| (picture, None::<Drawer<'_>>));
        for (id, stands) in self.stand(ws, filter, at)? {
            let (of, row) = match stands {
                Stands::Large(row) => (&mut large, row),
                Stands::Small(row) => (&mut small, row),
                Stands::Tail => {
                    each(touched.get(&id).ok_or(Doubt::Shape)?);
                    continue;
                }
            };
            let (picture, drawer) = of.as_mut().ok_or(Doubt::Shape)?;
            let drawer = match drawer {
                Some(drawer) => drawer,
                None => drawer.insert(Drawer::new(picture, wanted)?),
            };
            each(drawer.draw(Found { id, row })?);
        }
        Ok(())
    }

    /// Counts the cases that pass.
    pub(in crate::workspace) fn tally(
        &self,
        ws: &Workspace,
        (filter, at): (&Filter, &AsOf),
        by: &[Dimension],
    ) -> Result<Tally, Doubt> {
        let mut tally = Tally::new();
        self.each_picture(ws, filter, at, &mut |picture, query, _| query.tally(picture, by, &mut tally))?;
        for case in self.touched(ws)?.values().filter(|case| !case.unopened && filter.holds(case, at)) {
            *tally.entry(by.iter().map(|dimension| dimension.of(case)).collect()).or_default() += 1;
        }
        Ok(tally)
    }

    /// Where the cases stand that pass, by name.
    fn stand(&self, ws: &Workspace, filter: &Filter, at: &AsOf) -> Result<Vec<(CaseId, Stands)>, Doubt> {
        let mut all: Vec<(CaseId, Stands)> = Vec::new();
        self.each_picture(ws, filter, at, &mut |picture, query, small| {
            let stands = |row| if small { Stands::Small(row) } else { Stands::Large(row) };
            all.extend(query.rows(picture)?.into_iter().map(|Found { id, row }| (id, stands(row))));
            Ok(())
        })?;
        let touched = self.touched(ws)?.iter().filter(|(_, case)| !case.unopened && filter.holds(case, at));
        all.extend(touched.map(|(id, _)| (*id, Stands::Tail)));
        // Three sorted parts.
        all.sort_by_key(|(id, _)| *id);
        Ok(all)
    }

    /// Asks each picture for the cases of which nothing above it knows.
    fn each_picture(
        &self,
        ws: &Workspace,
        filter: &Filter,
        at: &AsOf,
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
            ask(large, &Query { filter, at, without: &without }, false)?;
        }
        if let Some(small) = self.small() {
            let without = |id: CaseId| touched.contains_key(&id);
            ask(small, &Query { filter, at, without: &without }, true)?;
        }
        Ok(())
    }
}

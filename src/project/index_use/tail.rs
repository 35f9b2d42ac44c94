//! Reads the tail of the log, which the indexes do not cover, and checks its lines.

use super::positions::{CASE, named};
use super::view::{IndexView, TailLine};
use super::{Opened, trouble};
use crate::index::Rejection;
use crate::log::{Finding, FindingKind, Following, Hex, Line, Scan, World, chain, vouch};
use crate::project::flaw::{Flaw, Judge};
use crate::project::open::Project;
use crate::project::read_ahead;
use crate::project::shared_numbers::Clashes;
use memchr::memmem;
use std::cell::RefCell;
use std::ops::ControlFlow;

impl Project {
    /// Reads the tail; `None` if there is no index.
    pub(super) fn replay(&self, opened: &Opened) -> Result<Option<IndexView>, Rejection> {
        let Opened { large: Some(large), small, marks, beyond } = opened else { return Ok(None) };
        let (mut lines, mut bytes) = (Vec::new(), Vec::new());
        let clashes = self.clashes().map_err(|_| Rejection::Log)?;
        let mut flaws = self.kept_flaws(small.as_deref().or(Some(large)))?;
        if *beyond > 0 {
            let damage = RefCell::new(Vec::new());
            let mut erased = false;
            let finder = memmem::Finder::new("\"erased\":{");
            let scan = Scan { damage: Some(&damage), after: marks, ..Scan::default() };
            let mut read: Vec<(TailLine, Option<Hex>)> = Vec::new();
            let done = self.log.scan_chained(scan, &mut |line, before| {
                // The index may hold texts that were erased from the log.
                erased |= finder.find(line.bytes).is_some();
                let start = bytes.len();
                bytes.extend_from_slice(line.bytes);
                read.push((TailLine { position: line.position, n: line.n, bytes: start..bytes.len() }, before()));
                ControlFlow::Continue(())
            });
            done.map_err(|e| trouble(&e))?;
            if erased {
                return Err(Rejection::Log);
            }
            flaws.extend(self.check_tail((read, &bytes), &clashes, &mut lines));
            flaws.extend(damage.into_inner().into_iter().map(Flaw::from));
        }
        Ok(Some(IndexView::new((Some(large.clone()), small.clone()), (lines, bytes), (clashes, flaws))))
    }

    /// Checks the lines of the tail, each with the hash that it must follow. Those that are events go into `lines`.
    fn check_tail(
        &self,
        (read, bytes): (Vec<(TailLine, Option<Hex>)>, &[u8]),
        clashes: &Clashes,
        lines: &mut Vec<TailLine>,
    ) -> Vec<Flaw> {
        let of = |line: &TailLine| &bytes[line.bytes.clone()];
        let mut parts: Vec<Following<'_>> = Vec::with_capacity(read.len());
        parts.extend(read.iter().map(|(line, before)| (Line::split(of(line)), before.as_ref().map(|hash| &hash[..]))));
        vouch(&mut parts);
        let wrong: Vec<Option<FindingKind>> =
            parts.into_iter().map(|(parts, before)| chain(parts, before).err()).collect();
        let (mut flaws, mut judge) = (Vec::new(), Judge::default());
        let case = memmem::Finder::new(CASE);
        for ((line, _), wrong) in read.into_iter().zip(wrong) {
            let (position, text) = (line.position, of(&line));
            let wrong = wrong.and_then(|kind| judge.left(position, text, kind));
            if wrong.is_some() && read_ahead::parse(text, position, clashes).is_err() {
                flaws.push(self.no_event(position).into());
                continue;
            }
            if let Some(kind) = wrong {
                let id = case.find(text).and_then(|at| named(&text[at + CASE.len()..]));
                let file = self.log.layout.segment(position.writer, position.segment);
                let finding = Finding { world: World::Damage, file, line: position.line, kind };
                flaws.push(Flaw { finding, case: id.map(|id| clashes.meant(id, position.writer)) });
            }
            lines.push(line);
        }
        flaws
    }
}

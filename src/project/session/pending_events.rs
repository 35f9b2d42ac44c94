//! Events that wait for the commit, as the bytes that will be written, with a look-up by case.
//!
//! Invariant: what is read back here is what will be written. A batch of a hundred thousand events is held as bytes, not as parsed values.

use crate::domain::event::Event;
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::texts::Texts;
use crate::log::Drafts;
use crate::project::privacy::private_texts;
use std::collections::HashMap;

/// Events that wait for the commit.
#[derive(Default)]
pub(super) struct PendingEvents {
    pub(super) drafts: Drafts,
    /// Drafts that were written, kept for reuse.
    pub(super) spare: Drafts,
    /// Indexes into `drafts` by case; not kept for imported rows, which nothing looks up.
    of: HashMap<Option<CaseId>, Vec<usize>>,
}

impl PendingEvents {
    /// Adds an event; `again` if commands of this session may look it up.
    pub(super) fn add(&mut self, event: &Event, private: &Texts, again: bool) {
        if again {
            self.of.entry(event.case).or_default().push(self.drafts.len());
        }
        self.drafts.add(|part, out| match part {
            0 => event.write_members(out),
            1 => event.text.write_members(out),
            _ => private.write_members(out),
        });
    }

    /// Whether events of a case wait.
    pub(super) fn has(&self, case: CaseId) -> bool {
        self.of.contains_key(&Some(case))
    }

    /// The pending events of a case (or of no case) in order. `greatest` is the number of the last event before the pending ones.
    pub(super) fn events(&self, case: Option<CaseId>, greatest: u64, desk: DeskCode) -> Vec<Event> {
        let places = self.of.get(&case).into_iter().flatten();
        places.filter_map(|place| self.event(*place, greatest, desk)).collect()
    }

    /// The same, each with its private data.
    pub(super) fn whole(&self, case: CaseId, greatest: u64, desk: DeskCode) -> Vec<(Event, Texts)> {
        let places = self.of.get(&Some(case)).into_iter().flatten();
        let private = |place: usize| {
            let members = self.drafts.get(place).map(|draft| String::from_utf8_lossy(draft.private).into_owned());
            members.and_then(|members| private_texts(&members)).unwrap_or_default()
        };
        places.filter_map(|place| Some((self.event(*place, greatest, desk)?, private(*place)))).collect()
    }

    fn event(&self, place: usize, greatest: u64, desk: DeskCode) -> Option<Event> {
        let draft = self.drafts.get(place)?;
        let mut line = format!("{{\"n\":{},", greatest + place as u64 + 1).into_bytes();
        line.extend(draft.members);
        if !draft.text.is_empty() {
            line.extend(b",\"text\":{");
            line.extend(draft.text);
            line.push(b'}');
        }
        line.push(b'}');
        Event::parse(&line, desk).ok()
    }

    /// Approximate size of the commit in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.drafts.bytes() + 300 * self.drafts.len()
    }

    /// Takes the drafts out and leaves nothing pending.
    pub(super) fn take(&mut self) -> Drafts {
        self.of.clear();
        std::mem::replace(&mut self.drafts, std::mem::take(&mut self.spare))
    }

    /// Drops them all.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Body, Noted};
    use crate::domain::value::moment::Moment;

    #[test]
    fn pending_events_are_read_back_unchanged() {
        let at: Moment = "2026-11-23T09:31:07.214+08:00".parse().expect("a moment");
        let desk: DeskCode = "HQ".parse().expect("a desk");
        let event = |n: u64, case: Option<CaseId>| Event {
            desk,
            n,
            at,
            by: "li.na".into(),
            clock: Some(at),
            os: "a@b".into(),
            account: "a".into(),
            case,
            seq: u32::from(case.is_some()) * 7,
            body: Body::Noted(Noted { done_by: "x \"y\"".into(), ..Noted::default() }),
            request: "r".into(),
            import: "i:1".into(),
            row: 7,
            text: Texts::of("note", "排队 \"太久\"\n"),
            sealed: None,
        };
        let case = "HQ-2026-0001".parse().ok();
        let mut pending = PendingEvents::default();
        let private = Texts::of("name", "张三");
        let all = [event(8, case), event(9, None), event(10, case)];
        all.iter().for_each(|event| pending.add(event, &private, true));
        pending.add(&event(11, case), &private, false);
        assert_eq!(pending.events(case, 7, desk), [all[0].clone(), all[2].clone()]);
        assert_eq!(pending.events(None, 7, desk), [all[1].clone()]);
        assert_eq!(pending.drafts.len(), 4);
        assert_eq!(pending.take().get(3).map(|d| d.private), Some("\"name\":\"张三\"".as_bytes()));
        assert_eq!(pending.events(case, 7, desk), []);
    }
}

//! Due dates that a changed calendar moves and that no write has recorded yet: a read shows what the next write would record.
//!
//! Invariant: a read writes nothing of the project, and gives the same dates from the index and from the log. A write starts from the
//! dates on record.

use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::apply::Acted;
use crate::domain::case::due::Dues;
use crate::domain::case::limit;
use crate::domain::event::{Body, Recomputed};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::zone::Zone;
use crate::project::error::ProjectError;
use crate::project::head_note::HeadNote;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The calendar of a snapshot; `None` if it has none or it cannot be read.
pub(super) fn recorded_calendar(snapshot: &str) -> Option<Calendar> {
    let json: serde_json::Value = serde_json::from_str(snapshot).ok()?;
    let mut calendar = Calendar::recorded(json["calendars"].as_str()?).ok()?;
    let desk = &json["policy"]["desk"];
    if let Some(hours) = desk.get("hours") {
        calendar.hours = serde_json::from_value(hours.clone()).ok()?;
    }
    if let Some(zone) = desk["zone"].as_str() {
        calendar.zone = Some(Zone::named(zone)?);
    }
    Some(calendar)
}

/// Of a snapshot of a policy what decides which days and hours count.
#[derive(Default, Deserialize)]
struct CalendarPart<'t> {
    #[serde(borrow, default)]
    notices: Option<&'t RawValue>,
    #[serde(borrow, default)]
    calendars: Option<&'t RawValue>,
    #[serde(borrow, default)]
    policy: PolicyPart<'t>,
}

#[derive(Default, Deserialize)]
struct PolicyPart<'t> {
    #[serde(borrow, default)]
    desk: DeskPart<'t>,
}

#[derive(Default, Deserialize)]
struct DeskPart<'t> {
    #[serde(borrow, default)]
    hours: Option<&'t RawValue>,
}

impl Project {
    /// Whether the next write would recompute due dates: the calendar differs from the one of the last write.
    ///
    /// # Errors
    /// The log cannot be read.
    pub(super) fn moves_dates(&self) -> Result<bool, ProjectError> {
        if self.writing.get() {
            return Ok(false);
        }
        if let Some(known) = self.moves.get() {
            return Ok(known);
        }
        let before = self.adopted()?;
        let moves = !before.is_empty()
            && before != self.digest()
            && self.calendars_of(&before) != self.calendars_of(self.digest());
        self.moves.set(Some(moves));
        Ok(moves)
    }

    /// The digest of the policy of the last write; empty if there was none.
    pub(super) fn adopted(&self) -> Result<String, ProjectError> {
        let note = self.log.head_note().ok().flatten().and_then(|text| HeadNote::parse(&text));
        if let Some(note) = note.filter(|note| !note.cut && !note.policy.is_empty()) {
            return Ok(note.policy);
        }
        Ok(self.adopted_by(None)?.unwrap_or_default())
    }

    /// The calendar of a policy digest, as text that is equal for equal calendars; `None` if its snapshot is lost: then it may be another.
    pub(super) fn calendars_of(&self, digest: &str) -> Option<String> {
        let text = match digest == self.digest() {
            true => self.snapshot().to_string(),
            false => std::fs::read_to_string(self.snapshot_path(digest)).ok()?,
        };
        // Only this part of the snapshot is parsed: every look-up after a change of policy comes here.
        let snapshot: CalendarPart<'_> = serde_json::from_str(&text).ok()?;
        let text = |part: Option<&RawValue>| part.map_or_else(|| "null".to_string(), |raw| raw.get().to_string());
        let CalendarPart { notices, calendars, policy: PolicyPart { desk: DeskPart { hours } } } = snapshot;
        // Limits in working hours move with the desk's hours as all limits do with its days.
        Some([notices, calendars, hours].map(text).join(" "))
    }

    /// The calendar for looking at the past: today's, since a calendar is knowledge; with `known` (only what was on record by then) the one
    /// in force at that time.
    ///
    /// # Errors
    /// The log or the snapshot cannot be read.
    pub fn calendar_at(&self, known: Option<Moment>) -> Result<Cow<'_, Calendar>, ProjectError> {
        if known.is_none() {
            return Ok(Cow::Borrowed(&self.calendar));
        }
        let Some(digest) = self.adopted_by(known)?.filter(|digest| digest != self.digest()) else {
            return Ok(Cow::Borrowed(&self.calendar));
        };
        let missing = || ProjectError::Snapshot { digest: digest.as_str().into() };
        recorded_calendar(&self.snapshot_text(&digest)?).map(Cow::Owned).ok_or_else(missing)
    }

    /// The day for which look-ups are made.
    pub(super) fn day_of_look(&self) -> Option<NaiveDate> {
        self.viewer.borrow().who.as_ref().map(|(_, day)| *day)
    }

    /// The due dates that the next write would recompute for a case.
    pub(super) fn new_dates(&self, case: &Case) -> Result<Dues, ProjectError> {
        if case.unopened || !case.is_pending() || case.id.is_shared() {
            return Ok(Dues::new());
        }
        Ok(limit::settle(case, &*self.policy_of(case.policy())?, &self.calendar))
    }

    /// Moves the due dates of a case to today's calendar; returns whether any moved.
    pub(super) fn move_dates(&self, case: &mut Case) -> Result<bool, ProjectError> {
        let clock = self.day_of_look().map(Moment::day).or(case.touched);
        clock.map_or(Ok(false), |clock| self.move_by(case, clock))
    }

    /// All cases, with the due dates that the calendar in force moves.
    ///
    /// # Errors
    /// As [`Self::events`].
    pub fn cases(&self, as_of: HistoryCut) -> Result<BTreeMap<CaseId, Case>, ProjectError> {
        let mut cases = self.cases_on_record(as_of)?;
        if as_of.known.is_some() || !self.moves_dates()? {
            return Ok(cases);
        }
        let now = as_of.by.map(|_| self.cases_on_record(HistoryCut::default())).transpose()?.unwrap_or_default();
        for (id, case) in &mut cases {
            self.show_dates(case, as_of, &|| Ok(now.get(id).cloned().unwrap_or_default()))?;
        }
        Ok(cases)
    }

    /// Moves the due dates of a case for a history cut. For a past day (`by`) dates move only if they also move in the present case, which
    /// `now` loads. With `known` nothing moves: only what was on record counts.
    pub(super) fn show_dates(
        &self,
        case: &mut Case,
        HistoryCut { by, known }: HistoryCut,
        now: &dyn Fn() -> Result<Case, ProjectError>,
    ) -> Result<(), ProjectError> {
        if known.is_some() || !self.moves_dates()? {
            return Ok(());
        }
        match by {
            None => drop(self.move_dates(case)?),
            Some(by) if !self.new_dates(&now()?)?.is_empty() => drop(self.move_by(case, by)?),
            Some(_) => {}
        }
        Ok(())
    }

    /// The same as [`Self::move_dates`], by the clock of a given day.
    pub(super) fn move_by(&self, case: &mut Case, clock: Moment) -> Result<bool, ProjectError> {
        let due = self.new_dates(case)?;
        if due.is_empty() {
            return Ok(false);
        }
        case.set_dues(&due, Acted::at(clock), &Body::Recomputed(Recomputed::default()));
        Ok(true)
    }
}

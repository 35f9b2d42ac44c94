//! Packing a case, field by field.
//!
//! Invariant: structs are destructured and built with all fields named, so a new field does not compile until it is added here.

use super::{Pack, Packer, Unpacker};
use crate::domain::Code;
use crate::domain::case::acts::{
    AppealMade, CallbackMade, Evidence, Exempted, IncidentLink, Mediation, Payment, RemedyMade, SpotCheckMade,
    Supervision, WithdrawalRequest,
};
use crate::domain::case::due::Due;
use crate::domain::case::fact_type::FactKind;
use crate::domain::case::registered::{Registered, kind_of, registered};
use crate::domain::case::{
    Answered, Case, Counts, DelayExplained, Hop, IssuedForm, Missed, Party, RecordedLate, Round,
};
use crate::domain::value::amount::{Amount, Fields};
use crate::domain::value::moment::Moment;

/// Packs structs field by field; `field: put take` names functions to use instead of those of the field's type.
macro_rules! packed {
    ($($name:ident { $($field:ident $(: $put:ident $take:ident)?),* $(,)? })*) => { $(
        impl Pack for $name {
            fn pack(&self, to: &mut Packer<'_>) {
                let Self { $($field),* } = self;
                $( packed!(@put to, $field $(, $put)?); )*
            }
            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                $( let $field = packed!(@take from $(, $take)?); )*
                Some(Self { $($field),* })
            }
        }
    )* };
    (@put $to:ident, $field:ident) => { $field.pack($to) };
    (@put $to:ident, $field:ident, $put:ident) => { $to.$put($field) };
    (@take $from:ident) => { Pack::unpack($from)? };
    (@take $from:ident, $take:ident) => { $from.$take()? };
}

packed! {
    Case {
        id, state, rounds, opened, recorded, recorded_by, title: put_title take_title, facts, former, unit, person, assist,
        complainant_dropped, withheld, outcome, responsibility, satisfaction, compensation, payments, remedies, remedy_kinds, appeals, limits, lapsed, recorded_late,
        route, attempts, paused, pause_ground, disputed,
        pauses, returned, delays, steps, approvals, said, level, raised, parties, organisations, mediations, evidence, answers, incidents, incident_names, links, forms, counts, supervised, supervisions, wishes, callbacks,
        spot_checks, exemptions,
        withdrawal_open, message, woken, contested, disordered, not_understood, imported, extended, extensions, clash, events, last, touched, acted, days, last_recorded, refold,
        reread, unopened,
    }
    Round { received, policy, milestones, ended, reached_after_end, stopped, told, met, outcome, responsibility, satisfaction, limits, pauses, answered }
    Answered { unit, person }
    Missed { round, limit, rule, due, until, after, corrected }
    Payment { round, part_of, sum, sent_back }
    RecordedLate { round, limit, due, act }
    Hop { unit, person, on }
    IssuedForm { round, form, number, event, on, by }
    DelayExplained { round, on, expected }
    Party { role, person, organisation, persons, event, on }
    Mediation { round, result, on, amount, deadline }
    Evidence { event, on, pieces, returned }
    RemedyMade { round, act, kind, amount, on, by_reply }
    AppealMade { round, unit, outside, state, decision, sent, decided, award, carried_out }
    IncidentLink { incident, kind, team }
    Counts {
        returns, reworks, contacts, chases, notes, files, partial, escalations, callbacks, withdrawals, coerced, overrides,
        given_clock, improvements, extensions, deliveries,
    }
    Due { at, rule, from, within, until, warn, provisional, unclassified, original, spared }
    Supervision { ground, since, by, reason, other }
    WithdrawalRequest { round, requested, recorded, answer, checked, checked_by, reason, reasoned, accountability }
    CallbackMade { round, on, by, resolved, satisfied, taken_up, reworks }
    SpotCheckMade { round, check, on, by, passed, taken_up }
    Exempted { round, measure, ground }
}

/// A fact of a registration.
trait PackFact: Sized {
    fn pack_fact(&self, kind: FactKind, to: &mut Packer<'_>);
    fn unpack_fact(kind: FactKind, from: &mut Unpacker<'_>) -> Option<Self>;
}

/// Nearly every case has a number or text of its own: those would only fill the string table.
const fn is_rare(kind: FactKind) -> bool {
    matches!(kind, FactKind::Reference | FactKind::Text)
}

impl PackFact for Code {
    fn pack_fact(&self, kind: FactKind, to: &mut Packer<'_>) {
        if is_rare(kind) { to.text(self) } else { self.pack(to) }
    }
    fn unpack_fact(kind: FactKind, from: &mut Unpacker<'_>) -> Option<Self> {
        if is_rare(kind) { from.text().map(Self::from) } else { Self::unpack(from) }
    }
}

macro_rules! plain_facts {
    ($($type:ty),*) => { $(
        impl PackFact for $type {
            fn pack_fact(&self, _: FactKind, to: &mut Packer<'_>) {
                self.pack(to);
            }
            fn unpack_fact(_: FactKind, from: &mut Unpacker<'_>) -> Option<Self> {
                Self::unpack(from)
            }
        }
    )* };
}
plain_facts!(bool, Fields, Option<Amount>, Option<Moment>, Vec<Code>);

macro_rules! packed_registered {
    ({ $( $(#[$doc:meta])* $field:ident : $type:ty $(= $row:tt)? ),* $(,)? }) => {
        impl Pack for Registered {
            fn pack(&self, to: &mut Packer<'_>) {
                $( self.$field.pack_fact(kind_of!($($row)?), to); )*
            }
            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Some(Self { $( $field: PackFact::unpack_fact(kind_of!($($row)?), from)?, )* })
            }
        }
    };
}
registered! { packed_registered! () {} {} }

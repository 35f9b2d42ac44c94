//! Packing a case, field by field.
//!
//! Invariant: structs are destructured and built with all fields named, so a new field does not compile until it is added here.

use super::{Pack, Packer, Unpacker};
use crate::domain::case::acts::CallbackMade;
use crate::domain::case::acts::Payment;
use crate::domain::case::acts::Supervision;
use crate::domain::case::acts::WithdrawalRequest;
use crate::domain::case::due::Due;
use crate::domain::case::{Case, Counts, DelayExplained, Hop, Missed, Party, RecordedLate, Round};

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
        id, state, rounds, opened, recorded, recorded_by, title: put_title take_title, channel, source, source_ref: put_rare take_rare,
        source_due, category, nature, received_by, taken_by, against, respondents, former, owner, unit, person, assist, amount,
        causes, tags, fields, anonymous, complainant_dropped, restricted, withheld, outcome, responsibility, satisfaction, compensation, payments, limits, lapsed,
        recorded_late, route, paused,
        pauses, delays, steps, approvals, said, level, raised, parties, links, counts, supervised, supervisions, wishes, callbacks,
        withdrawal_open, woken, contested, disordered, not_understood, imported, extended, extensions, clash, events, last, touched, refold,
        reread, unopened,
    }
    Round { received, policy, milestones, ended, stopped, told, met, outcome, responsibility, satisfaction }
    Missed { round, limit, rule, due, until, after, corrected }
    Payment { round, part_of, sum, sent_back }
    RecordedLate { round, limit, due, act }
    Hop { unit, person, on }
    DelayExplained { round, on, expected }
    Party { role, person, event, on }
    Counts {
        returns, reworks, contacts, chases, notes, files, partial, escalations, callbacks, withdrawals, coerced, overrides,
        given_clock, improvements,
    }
    Due { at, rule, from, within, until, warn, provisional, unclassified, original }
    Supervision { ground, since, by, reason, other }
    WithdrawalRequest { round, requested, answer, checked, checked_by, reason, reasoned, accountability }
    CallbackMade { round, on, by, resolved, satisfied, taken_up }
}

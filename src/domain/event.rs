//! What happened: every kind of event, its facts, and its form as a line's JSON members.
//!
//! Invariant: a line that this version does not know parses all the same ([`Body::Unknown`]); every field of a body may be
//! missing, because the writer may have been older or newer. Source: `design.md` §2.1.

use crate::domain::Code;
use crate::domain::due::Dues;
use crate::domain::id::{CaseId, Desk, EventId};
use crate::domain::moment::Moment;
use crate::domain::texts::Texts;
use crate::domain::value::{Amount, Value};
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// Own fields of a case by name.
pub type Fields = BTreeMap<Code, Value>;

/// One event as a fold sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Desk of the writer that recorded it; the log's folder says it, not the line.
    pub desk: Desk,
    /// Lamport number; 0 before it is recorded.
    pub n: u64,
    /// When it was recorded.
    pub at: Moment,
    /// Who recorded it.
    pub by: Code,
    /// The real time, where `at` was given by flag or environment.
    pub clock: Option<Moment>,
    /// account@host, where actor or clock were given by flag or environment.
    pub os: Code,
    /// The case, if it has one.
    pub case: Option<CaseId>,
    /// The case's k-th event as its writer saw it.
    pub seq: u32,
    /// What happened.
    pub body: Body,
    /// Idempotency key of a retry.
    pub request: Code,
    /// Key of the row in the source that this was imported from.
    pub import: Code,
    /// Free texts that were not said in private.
    pub text: Texts,
    /// Digest of what lies in private for this event.
    pub sealed: Option<Box<str>>,
}

impl Event {
    /// When it happened: `on` where it was given, else when it was recorded.
    #[must_use]
    pub fn on(&self) -> Moment {
        self.body.on().unwrap_or(self.at)
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> EventId {
        EventId { desk: self.desk, n: self.n }
    }

    /// The line's JSON members between `n` and what the store adds (`said`, `sealed`, `more`, `hash`, `text`).
    #[must_use]
    pub fn members(&self) -> String {
        let mut out = String::with_capacity(256);
        let mut put = |key: &str, json: &str| {
            if !out.is_empty() {
                out.push(',');
            }
            out.push('"');
            out.push_str(key);
            out.push_str("\":");
            out.push_str(json);
        };
        put("at", &json(&self.at));
        put("by", &json(&self.by));
        if let Some(clock) = &self.clock {
            put("clock", &json(clock));
        }
        if !self.os.is_empty() {
            put("os", &json(&self.os));
        }
        if let Some(case) = &self.case {
            put("case", &json(case));
            put("seq", &self.seq.to_string());
        }
        put(self.body.kind(), &self.body.json());
        if !self.request.is_empty() {
            put("request", &json(&self.request));
        }
        if !self.import.is_empty() {
            put("import", &json(&self.import));
        }
        out
    }

    /// Reads a log line (without its line end) that a writer of `desk` wrote.
    ///
    /// # Errors
    /// The line is not a JSON object with `n`, `at` and `by`.
    pub fn parse(line: &[u8], desk: Desk) -> Result<Self, serde_json::Error> {
        let mut event: Self = serde_json::from_slice(line)?;
        event.desk = desk;
        Ok(event)
    }
}

fn json<T: Serialize>(value: &T) -> String {
    // Strings, numbers and moments have no way to fail.
    serde_json::to_string(value).unwrap_or_default()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Defines every kind of event: its key in the log, its struct and its facts. All structs also carry `on` (when it happened, if
/// earlier), `done_by` (who did it, if another), `due` (limits decided by it) and `must` (not to be passed over).
macro_rules! events {
    ($( $(#[$doc:meta])* $key:ident : $name:ident { $( $(#[$fdoc:meta])* $field:ident : $type:ty ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
            pub struct $name {
                /// When it happened, if before it was recorded.
                #[serde(default, skip_serializing_if = "is_default")]
                pub on: Option<Moment>,
                /// Who did it, if not who recorded it.
                #[serde(default, skip_serializing_if = "is_default")]
                pub done_by: Code,
                $( $(#[$fdoc])* #[serde(default, skip_serializing_if = "is_default")] pub $field: $type, )*
                /// Limits decided by this event.
                #[serde(default, skip_serializing_if = "is_default")]
                pub due: Dues,
            }
        )*

        /// What happened.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Body {
            $( $(#[$doc])* $name($name), )*
            /// A kind that this version does not know, kept as it is.
            Unknown {
                /// Its key.
                kind: String,
                /// Its body, verbatim.
                json: String,
                /// Whether the case must be left out of figures.
                must: bool,
            },
        }

        impl Body {
            /// The key in the log.
            #[must_use]
            pub fn kind(&self) -> &str {
                match self {
                    $( Self::$name(_) => stringify!($key), )*
                    Self::Unknown { kind, .. } => kind,
                }
            }

            /// When it happened, if earlier than recorded.
            #[must_use]
            pub fn on(&self) -> Option<Moment> {
                match self {
                    $( Self::$name(body) => body.on, )*
                    Self::Unknown { .. } => None,
                }
            }

            /// Who did it, if not who recorded it.
            #[must_use]
            pub fn done_by(&self) -> &str {
                match self {
                    $( Self::$name(body) => &body.done_by, )*
                    Self::Unknown { .. } => "",
                }
            }

            /// The limits decided by it.
            #[must_use]
            pub fn due(&self) -> Option<&Dues> {
                match self {
                    $( Self::$name(body) => Some(&body.due), )*
                    Self::Unknown { .. } => None,
                }
            }

            /// Sets when and by whom it was done, and what limits it decided.
            pub fn set_common(&mut self, when: Option<Moment>, who: &str, dues: Dues) {
                match self {
                    $( Self::$name(body) => {
                        body.on = body.on.or(when);
                        if body.done_by.is_empty() {
                            body.done_by = who.into();
                        }
                        body.due.extend(dues);
                    } )*
                    Self::Unknown { .. } => {}
                }
            }

            /// Whether limits must be looked at again after it.
            #[must_use]
            pub fn moves_limits(&self) -> bool {
                matches!(
                    self,
                    Self::Opened(_)
                        | Self::Accepted(_)
                        | Self::Assigned(_)
                        | Self::Classified(_)
                        | Self::Corrected(_)
                        | Self::Reopened(_)
                        | Self::Resumed(_)
                        | Self::Reworked(_)
                        | Self::Stepped(_)
                )
            }

            /// The body as JSON.
            #[must_use]
            pub fn json(&self) -> String {
                match self {
                    $( Self::$name(body) => json(body), )*
                    Self::Unknown { json, .. } => json.clone(),
                }
            }

            fn read<'de, A: MapAccess<'de>>(kind: &str, map: &mut A) -> Result<Self, A::Error> {
                let raw: &RawValue = map.next_value()?;
                let text = raw.get();
                // `must` is rare: only where it could be there is the body looked at twice.
                if text.contains("\"must\"") && !Self::knows_all(kind, text) {
                    return Ok(Self::Unknown { kind: kind.into(), json: text.into(), must: true });
                }
                match kind {
                    $( stringify!($key) => Ok(match serde_json::from_str(text) {
                        Ok(body) => Self::$name(body),
                        // A known kind in a shape that is not ours: from a newer version, passed over.
                        Err(_) => Self::Unknown { kind: kind.into(), json: text.into(), must: true },
                    }), )*
                    _ => Ok(Self::Unknown { kind: kind.into(), json: text.into(), must: false }),
                }
            }

            /// Whether this version knows every key of a body that says `"must":true`.
            fn knows_all(kind: &str, text: &str) -> bool {
                let Ok(map) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text) else {
                    return false;
                };
                if map.get("must") != Some(&serde_json::Value::Bool(true)) {
                    return true;
                }
                let known: &[&str] = match kind {
                    $( stringify!($key) => &["on", "done_by", "due", "must", $( stringify!($field) ),*], )*
                    _ => return false,
                };
                map.keys().all(|key| known.contains(&key.as_str()))
            }
        }

        /// The keys of all kinds that this version knows.
        pub const KINDS: &[&str] = &[$( stringify!($key) ),*];
    };
}

events! {
    /// A case was registered; `on` is its receipt.
    opened: Opened {
        /// Digest of the policy that holds for this round.
        policy: Code,
        /// Channel by which it came.
        channel: Code,
        /// Source that passed it on.
        source: Code,
        /// The source's own number.
        source_ref: Code,
        /// When the source wants its answer.
        source_due: Option<Moment>,
        /// Category.
        category: Code,
        /// Nature: complaint, suggestion, enquiry …
        nature: Code,
        /// Unit that first heard it.
        received_by: Code,
        /// Person who first heard it.
        taken_by: Code,
        /// Unit complained about.
        against: Code,
        /// Persons complained about, by code.
        respondents: Vec<Code>,
        /// Unit whose customer it is.
        owner: Code,
        /// Sum in question.
        amount: Option<Amount>,
        /// Causes.
        causes: Vec<Code>,
        /// Tags.
        tags: Vec<Code>,
        /// The policy's own fields.
        fields: Fields,
        /// The complainant gave no name.
        anonymous: bool,
        /// Only participants may see it; its texts lie in private.
        restricted: bool,
    }
    /// The desk took the case on.
    accepted: Accepted {
        /// The unit that has it now.
        unit: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// The desk did not take it on.
    declined: Declined {
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Sent to whom it concerns.
    referred: Referred {
        /// Row of the policy's matters outside its power, if one was named.
        outside: Code,
        /// Channel by which the complainant was told.
        told: Code,
    }
    /// Category, nature, causes or own fields were set.
    classified: Classified {
        /// Category.
        category: Option<Code>,
        /// Nature.
        nature: Option<Code>,
        /// Causes.
        causes: Option<Vec<Code>>,
        /// Own fields.
        fields: Fields,
        /// From now on (or no longer) restricted.
        restricted: Option<bool>,
    }
    /// Sent to a unit.
    assigned: Assigned {
        /// Lead unit.
        unit: Code,
        /// Handler.
        person: Code,
        /// Assisting units.
        assist: Vec<Code>,
        /// Form that went with it: transfer or supervision.
        form: Code,
    }
    /// The unit sent it back to the desk.
    returned: Returned {
        /// The unit that sent it back.
        unit: Code,
    }
    /// The desk sent the result back to be done again.
    reworked: Reworked {}
    /// Words with the complainant short of a reply.
    contacted: Contacted {
        /// ack, first, explain, meeting or chase.
        kind: Code,
        /// Channel.
        via: Code,
    }
    /// A step was done.
    stepped: Stepped {
        /// Which.
        step: Code,
        /// Own fields it sets.
        fields: Fields,
    }
    /// Somebody approved.
    approved: Approved {
        /// What.
        what: Code,
    }
    /// A note.
    noted: Noted {}
    /// Files were added; their names lie in private.
    attached: Attached {
        /// How many.
        count: u32,
        /// Their SHA-256, in order.
        sha256: Vec<Code>,
        /// Their sizes in bytes.
        bytes: Vec<u64>,
    }
    /// Why it will be late; moves no date.
    delayed: Delayed {
        /// Channel by which the complainant was told.
        told: Code,
        /// When a result is expected.
        expected: Option<Moment>,
    }
    /// A limit was moved where the policy grants it.
    extended: Extended {
        /// Which limit.
        limit: Code,
        /// Until when.
        until: Option<Moment>,
    }
    /// The clock stopped.
    paused: Paused {
        /// The policy's ground.
        ground: Code,
    }
    /// The clock runs again.
    resumed: Resumed {}
    /// Taken up to a higher level.
    escalated: Escalated {
        /// The level.
        to: Code,
        /// The policy's rule, where it went up by itself.
        rule: Code,
    }
    /// Put under supervision.
    supervised: Supervised {}
    /// A reply, whole or in part.
    replied: Replied {
        /// complainant, desk, source.
        to: Vec<Code>,
        /// Channel.
        via: Code,
        /// Unit that replies.
        from: Code,
        /// An assisting unit's part; moves no state.
        partial: bool,
        /// Whose responsibility.
        responsibility: Code,
        /// Whether the complainant is satisfied.
        satisfaction: Code,
        /// Handler named in the reply.
        handler: Code,
        /// The handler's office phone.
        phone: Code,
        /// Compensation paid.
        compensation: Option<Amount>,
        /// Units that get a copy.
        cc: Vec<Code>,
        /// Outcome.
        outcome: Code,
    }
    /// The complainant was called back.
    called_back: CalledBack {
        /// yes, no or unreached.
        resolved: Code,
        /// yes, basically or no.
        satisfied: Code,
    }
    /// The complainant asked to withdraw; not yet checked.
    withdrawal_requested: WithdrawalRequested {}
    /// It could not be checked whether the wish is free.
    withdrawal_unverified: WithdrawalUnverified {
        /// Who checked.
        checked_by: Code,
    }
    /// The complainant was put under pressure; the case goes on.
    withdrawal_coerced: WithdrawalCoerced {
        /// Who checked.
        checked_by: Code,
        /// The accountability case.
        accountability: Option<CaseId>,
    }
    /// Withdrawn of the complainant's own free wish.
    withdrawn: Withdrawn {
        /// Who checked.
        checked_by: Code,
    }
    /// A new round; `on` is its receipt.
    reopened: Reopened {
        /// Digest of the policy that holds for this round.
        policy: Code,
    }
    /// Archived.
    closed: Closed {
        /// Outcome.
        outcome: Code,
    }
    /// Linked to another case.
    linked: Linked {
        /// The other case.
        other: Option<CaseId>,
        /// duplicate, repeat, related, accountability or incident.
        kind: Code,
    }
    /// A link was taken back.
    unlinked: Unlinked {
        /// The other case.
        other: Option<CaseId>,
    }
    /// Facts of the registration were put right.
    corrected: Corrected {
        /// New values by name.
        set: Fields,
    }
    /// Another event counts as absent.
    revoked: Revoked {
        /// Which.
        event: Option<EventId>,
    }
    /// Not a case at all; the number stays.
    voided: Voided {
        /// test or mistake.
        kind: Code,
    }
    /// A gate was passed over.
    overridden: Overridden {
        /// The command.
        verb: Code,
        /// The rules passed over.
        rules: Vec<Code>,
    }
    /// Due dates were computed again because a calendar or a policy changed.
    recomputed: Recomputed {
        /// calendar or policy.
        why: Code,
    }
    /// From here on this policy holds.
    policy: PolicyAdopted {
        /// SHA-256 of its resolved form, the name of its file.
        digest: Code,
        /// First day on which cases are received under it.
        from: Option<Moment>,
    }
    /// Private data was shown.
    revealed: Revealed {
        /// Whose.
        cases: Vec<CaseId>,
        /// By which command.
        command: Code,
    }
    /// Texts and private data were blanked.
    erased: Erased {
        /// The events whose data is gone.
        events: Vec<EventId>,
        /// private, or all (the institution's own texts too).
        scope: Code,
    }
    /// An import ended.
    imported: Imported {
        /// SHA-256 of the file.
        file: Code,
        /// Its map.
        map: Code,
        /// Cases and events taken, rows rejected, rows already there.
        cases: u64,
        /// Events taken.
        events: u64,
        /// Rows rejected.
        rejected: u64,
        /// Rows that were there already.
        known: u64,
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(EventVisitor)
    }
}

struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a log line")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let (mut n, mut at, mut by, mut body) = (None, None, None, None);
        let (mut clock, mut os, mut case, mut seq) = (None, Code::default(), None, 0);
        let (mut request, mut import) = (Code::default(), Code::default());
        let (mut text, mut sealed) = (Texts::default(), None);
        while let Some(key) = map.next_key::<Code>()? {
            match key.as_str() {
                "n" => n = Some(map.next_value()?),
                "at" => at = Some(map.next_value()?),
                "by" => by = Some(map.next_value()?),
                "clock" => clock = map.next_value()?,
                "os" => os = map.next_value()?,
                "case" => case = map.next_value()?,
                "seq" => seq = map.next_value()?,
                "request" => request = map.next_value()?,
                "import" => import = map.next_value()?,
                "text" => text = map.next_value()?,
                "sealed" => sealed = map.next_value()?,
                "said" | "hash" | "more" | "synced" => drop(map.next_value::<IgnoredAny>()?),
                kind if body.is_none() => body = Some(Body::read(kind, &mut map)?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Event {
            desk: Desk::default(),
            n: n.ok_or_else(|| de::Error::missing_field("n"))?,
            at: at.ok_or_else(|| de::Error::missing_field("at"))?,
            by: by.ok_or_else(|| de::Error::missing_field("by"))?,
            body: body.ok_or_else(|| de::Error::missing_field("kind"))?,
            clock,
            os,
            case,
            seq,
            request,
            import,
            text,
            sealed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"n":17,"at":"2026-11-23T09:31:07.214+08:00","by":"li.na","case":"HQ-2026-0042","seq":1,"opened":{"channel":"phone","category":"attitude","policy":"5e","due":{"reply":{"at":"2026-11-26","rule":"P7-A11-general","from":"2026-11-23","within":"3wd"}}},"said":"aa","hash":"bb","text":{"salt":"00","title":"柜台服务态度"}}"#;

    #[test]
    fn the_line_of_the_design_reads() {
        let event = Event::parse(LINE.as_bytes(), Desk::default()).expect("a good line");
        let Body::Opened(opened) = &event.body else { panic!("opened") };
        assert_eq!((opened.channel.as_str(), event.n, event.text.get("title")), ("phone", 17, Some("柜台服务态度")));
        assert_eq!(opened.due["reply"].as_ref().map(|d| d.rule.as_str()), Some("P7-A11-general"));
        let again = format!("{{\"n\":17,{},\"hash\":\"bb\"}}", event.members());
        let back = Event::parse(again.as_bytes(), Desk::default()).expect("our own line");
        assert_eq!(back.body, event.body);
    }

    #[test]
    fn unknown_kinds_and_keys_are_kept_or_passed_over() {
        let line = |body: &str| {
            format!(r#"{{"n":1,"at":"2026-11-23","by":"a","case":"HQ-2026-0001","seq":1,{body},"hash":""}}"#)
        };
        let body = |s: &str| Event::parse(line(s).as_bytes(), Desk::default()).expect("reads").body;
        assert_eq!(
            body(r#""danced":{"to":"x"}"#),
            Body::Unknown { kind: "danced".into(), json: r#"{"to":"x"}"#.into(), must: false }
        );
        assert!(matches!(body(r#""danced":{"must":true}"#), Body::Unknown { must: true, .. }));
        assert!(matches!(body(r#""noted":{"later":1}"#), Body::Noted(_)));
        assert!(matches!(body(r#""noted":{"later":1,"must":true}"#), Body::Unknown { must: true, .. }));
        assert!(matches!(body(r#""noted":{"must":true}"#), Body::Noted(_)));
    }
}

//! The macro used by `kinds`: it generates the structs, the enum, and reading and writing from one table of kinds and
//! fields.
//!
//! Invariant: every field may be missing; a body with `"must":true` and an unknown key is read as unknown, never as a
//! known kind.

/// Defines every kind of event: its key in the log, its struct, its names in English and Chinese, and its fields. All structs also have `on` (when it
/// happened, if earlier), `done_by` (who did it, if somebody else) and `due` (limits decided by it). A line may also
/// have `must` (not to be ignored by a version that does not know all of its keys).
macro_rules! events {
    ($( $(#[$doc:meta])* $key:ident : $name:ident ($en:literal, $zh:literal) { $( $(#[$fdoc:meta])* $field:ident : $type:ty $(= $row:tt)? ),* $(,)? } )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
            pub struct $name {
                /// When it happened, if before it was recorded.
                #[serde(default, skip_serializing_if = "is_default")]
                pub on: Option<Moment>,
                /// Who did it, if not the person who recorded it.
                #[serde(default, skip_serializing_if = "is_default")]
                pub done_by: Code,
                $( $(#[$fdoc])* #[serde(default, skip_serializing_if = "is_default")] pub $field: $type, )*
                /// Limits decided by this event.
                #[serde(default, skip_serializing_if = "is_default")]
                pub due: Dues,
            }

            impl $name {
                /// Fills an empty body from the line, with the fast parser of [`super::quick`].
                fn read_quick(&mut self, from: &mut Quick<'_>) -> Option<()> {
                    let mut sep = b'{';
                    member!(from, sep, "on" => self.on);
                    member!(from, sep, "done_by" => self.done_by);
                    $( member!(from, sep, stringify!($field) => self.$field); )*
                    member!(from, sep, "due" => self.due);
                    from.end(sep)
                }

                fn facts(&self) -> Vec<(Code, Fact)> {
                    let mut facts = Vec::new();
                    if self.on.is_some() {
                        facts.push((Code::const_new("on"), self.on.fact()));
                    }
                    if !self.done_by.is_empty() {
                        facts.push((Code::const_new("done_by"), self.done_by.fact()));
                    }
                    $( if !is_default(&self.$field) {
                        facts.push((Code::const_new(stringify!($field)), self.$field.fact()));
                    } )*
                    facts
                }

                /// The first field whose value is out of range: its name, the value, and what is expected.
                fn first_beyond(&self) -> Option<(&'static str, String, &'static str)> {
                    let told = |name, found: Option<(String, &'static str)>| {
                        found.map(|(value, wanted)| (name, value, wanted))
                    };
                    told("on", self.on.beyond())
                        .or_else(|| told("done_by", self.done_by.beyond()))
                        $( .or_else(|| told(stringify!($field), self.$field.beyond())) )*
                        .or_else(|| told("due", self.due.beyond()))
                }

                /// A body of extreme values, in range and out of range.
                #[cfg(test)]
                fn extreme(picks: &mut super::range::tests::Picks<'_>) -> Self {
                    use super::range::tests::Extreme;
                    Self {
                        on: Extreme::extreme(picks),
                        done_by: Extreme::extreme(picks),
                        $( $field: Extreme::extreme(picks), )*
                        due: Extreme::extreme(picks),
                    }
                }

                fn write(&self, out: &mut Vec<u8>) {
                    let mut sep = b'{';
                    if self.on.is_some() {
                        put_member!(out, sep, "on" => &self.on);
                    }
                    if !self.done_by.is_empty() {
                        put_member!(out, sep, "done_by" => &self.done_by);
                    }
                    $( if !is_default(&self.$field) {
                        put_member!(out, sep, stringify!($field) => &self.$field);
                    } )*
                    if !self.due.is_empty() {
                        put_member!(out, sep, "due" => &self.due);
                    }
                    write::end(out, sep);
                }
            }
        )*

        /// What happened.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Body {
            $( $(#[$doc])* $name($name), )*
            /// A kind that this version does not know, kept verbatim.
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

            /// When it happened, if earlier than it was recorded.
            #[must_use]
            pub fn on(&self) -> Option<Moment> {
                match self {
                    $( Self::$name(body) => body.on, )*
                    Self::Unknown { .. } => None,
                }
            }

            /// Who did it, if not the person who recorded it.
            #[must_use]
            pub fn done_by(&self) -> &Code {
                match self {
                    $( Self::$name(body) => &body.done_by, )*
                    Self::Unknown { .. } => const { &Code::const_new("") },
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

            /// Sets when and by whom it was done, unless already set, and the limits that it decided.
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

            /// Whether it conflicts with another such act whose author did not know of it (the case is then contested).
            #[must_use]
            pub fn clashes(&self) -> bool {
                matches!(
                    self,
                    Self::Accepted(_)
                        | Self::Declined(_)
                        | Self::Referred(_)
                        | Self::Assigned(_)
                        | Self::Returned(_)
                        | Self::Reworked(_)
                        | Self::Replied(_)
                        | Self::Withdrawn(_)
                        | Self::Closed(_)
                        | Self::Reopened(_)
                        | Self::Voided(_)
                        | Self::Classified(_)
                )
            }

            /// Whether limits must be recomputed after it: they may depend on any fact and milestone.
            #[must_use]
            pub fn moves_limits(&self) -> bool {
                !matches!(
                    self,
                    Self::Noted(_)
                        | Self::Attached(_)
                        | Self::Delayed(_)
                        | Self::Paused(_)
                        | Self::Overridden(_)
                        | Self::WordingFound(_)
                        | Self::Declined(_)
                        | Self::Referred(_)
                        | Self::Withdrawn(_)
                        | Self::Closed(_)
                        | Self::Voided(_)
                        | Self::DirectoryChanged(_)
                        | Self::Revealed(_)
                        | Self::Issued(_)
                        | Self::Erased(_)
                        | Self::Unknown { .. }
                )
            }

            /// Its codes, numbers and flags, by name.
            #[must_use]
            pub fn facts(&self) -> Vec<(Code, Fact)> {
                match self {
                    $( Self::$name(body) => body.facts(), )*
                    Self::Unknown { json, .. } => facts::of_json(json),
                }
            }

            /// The first field whose value is out of range: its name, the value, and what is expected.
            pub(super) fn first_beyond(&self) -> Option<(&'static str, String, &'static str)> {
                match self {
                    $( Self::$name(body) => body.first_beyond(), )*
                    Self::Unknown { .. } => None,
                }
            }

            /// A body of a kind with extreme values, in range and out of range.
            #[cfg(test)]
            pub(super) fn extreme(kind: &str, picks: &mut super::range::tests::Picks<'_>) -> Option<Self> {
                match kind {
                    $( stringify!($key) => Some(Self::$name($name::extreme(picks))), )*
                    _ => None,
                }
            }

            /// Appends the body as JSON.
            pub fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $( Self::$name(body) => body.write(out), )*
                    Self::Unknown { json, .. } => out.extend(json.as_bytes()),
                }
            }

            /// The body as serde writes it.
            #[cfg(test)]
            pub(super) fn by_serde(&self) -> String {
                match self {
                    $( Self::$name(body) => serde_json::to_string(body).expect("it has no way to fail"), )*
                    Self::Unknown { json, .. } => json.clone(),
                }
            }

            /// The body as JSON.
            #[must_use]
            pub fn json(&self) -> String {
                let mut out = Vec::new();
                self.write(&mut out);
                String::from_utf8(out).unwrap_or_default()
            }

            /// Replaces this body by one of the given kind, read by the fast parser of [`super::quick`].
            pub(super) fn read_quick(&mut self, kind: &str, from: &mut Quick<'_>) -> Option<()> {
                match kind {
                    $( stringify!($key) => {
                        *self = Self::$name($name::default());
                        match self {
                            Self::$name(body) => body.read_quick(from),
                            _ => None,
                        }
                    } )*
                    _ => None,
                }
            }

            /// Reads a body with the known shape of its kind and without `must`; for all others see [`Self::read`].
            pub(super) fn read_ours<'de, A: MapAccess<'de>>(kind: &str, map: &mut A) -> Result<Self, A::Error> {
                Ok(match kind {
                    $( stringify!($key) => Self::$name(map.next_value()?), )*
                    _ => {
                        let raw: &RawValue = map.next_value()?;
                        Self::Unknown { kind: kind.into(), json: raw.get().into(), must: false }
                    }
                })
            }

            /// Reads a body of any shape.
            pub(super) fn read<'de, A: MapAccess<'de>>(kind: &str, map: &mut A) -> Result<Self, A::Error> {
                let raw: &RawValue = map.next_value()?;
                let text = raw.get();
                // `must` is rare, so the body is parsed a second time only if the word occurs.
                if text.contains("\"must\"") && !Self::knows_all(kind, text) {
                    return Ok(Self::Unknown { kind: kind.into(), json: text.into(), must: true });
                }
                match kind {
                    $( stringify!($key) => Ok(match serde_json::from_str(text) {
                        Ok(body) => Self::$name(body),
                        // A known kind with an unknown shape, written by a newer version.
                        Err(_) => Self::Unknown { kind: kind.into(), json: text.into(), must: true },
                    }), )*
                    _ => Ok(Self::Unknown { kind: kind.into(), json: text.into(), must: false }),
                }
            }

            /// Whether this version knows every key of a body with `"must":true`; true for a body without it.
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

        /// All kinds that this version knows, with their names for readers.
        pub const KINDS: &[(&str, Two)] = &[$( (stringify!($key), Two($en, $zh)) ),*];

        /// The fields of each kind, beside those that all have.
        pub const FIELDS: &[(&str, &[&str])] = &[$( (stringify!($key), &[$( stringify!($field) ),*]) ),*];
    };
}

pub(super) use events;

//! The free texts of an event, by name, in order.

use crate::domain::Code;
use crate::json::put_text;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use std::borrow::Cow;
use std::fmt;

/// Texts by name (`title`, `reason`, `findings` …), in the order in which they were set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<(Code, String)>);

impl Texts {
    /// The names of the texts that `apply` uses; all others are only shown in the case's history.
    pub const FOLDED: &[&str] = &["title", "reason"];

    /// The name of a request's digest among the private texts of its first event. It is not a text that anybody wrote,
    /// and is never shown.
    pub const REQUEST: &str = "of";

    /// The name of the key that a source gave to an event's row, among its private texts, where the guard found personal data in it. The
    /// log then has [`Self::HIDDEN_KEY`] in its place.
    pub const IMPORT_KEY: &str = "import_key";

    /// What stands in the log for a key that is private, after the source's name: `old:*`.
    pub const HIDDEN_KEY: &str = "*";

    /// Texts with a single entry.
    #[must_use]
    pub fn of(name: &str, text: impl Into<String>) -> Self {
        let mut texts = Self::default();
        texts.set(name, text);
        texts
    }

    /// Sets a text; an empty text is ignored.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.retain(|(known, _)| known != name);
            self.0.push((name.into(), text));
        }
    }

    /// Appends a text as read from a line, without checks.
    pub(in crate::domain) fn append(&mut self, name: &str, text: Cow<'_, str>) {
        self.0.push((name.into(), text.into_owned()));
    }

    /// The text named `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// Takes a text out.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    /// All texts, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether there are no texts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves all texts out of `other` into this.
    pub fn absorb(&mut self, other: &mut Self) {
        for (name, text) in std::mem::take(&mut other.0) {
            self.set(&name, text);
        }
    }

    /// Appends the texts as members of a JSON object, without the braces; appends nothing if there are none.
    pub fn write_members(&self, out: &mut Vec<u8>) {
        for (at, (name, text)) in self.0.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            put_text(out, name);
            out.push(b':');
            put_text(out, text);
        }
    }
}

/// The digits of a phone number without China's country code (+86, 0086).
#[must_use]
pub fn national_number(digits: &str) -> &str {
    // Ten digits are the least that area code and number have together.
    let rest = ["0086", "86"].iter().find_map(|code| digits.strip_prefix(code));
    rest.filter(|rest| rest.len() >= 10).unwrap_or(digits)
}

/// Converts full-width letters, digits and signs, as a Chinese keyboard types them, to ASCII: `２０２６－１１` becomes
/// `2026-11`. For identifiers, dates and numbers; free texts stay as they were typed. Source: Unicode block U+FF00,
/// halfwidth and fullwidth forms.
#[must_use]
pub fn half_width(typed: &str) -> Cow<'_, str> {
    let wide = |c: char| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}' | '\u{2212}' | '\u{2010}'..='\u{2013}');
    if typed.is_ascii() || !typed.contains(wide) {
        return Cow::Borrowed(typed);
    }
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2212}' | '\u{2010}'..='\u{2013}' => '-',
        c => c,
    };
    Cow::Owned(typed.chars().map(narrow).collect())
}

/// The text normalised for comparison: lower case, then NFKC. Source: Unicode NFKC.
#[must_use]
pub fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let lower = text.to_lowercase();
    if lower.is_ascii() { lower } else { lower.nfkc().collect() }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (name, text) in &self.0 {
            map.serialize_entry(name, text)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Texts {
    /// Skips the salt and any value that is not a string (the marker of an erasure).
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> de::Visitor<'de> for V {
            type Value = Texts;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let mut texts = Texts::default();
                while let Some(name) = map.next_key::<Code>()? {
                    if name == "salt" {
                        map.next_value::<de::IgnoredAny>()?;
                    } else if let TextOrOther(Some(text)) = map.next_value()? {
                        texts.0.push((name, text));
                    }
                }
                Ok(texts)
            }
        }
        d.deserialize_map(V)
    }
}

/// A string, or `None` for a value of any other type.
struct TextOrOther(Option<String>);

impl<'de> Deserialize<'de> for TextOrOther {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> de::Visitor<'de> for V {
            type Value = TextOrOther;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_str<E>(self, v: &str) -> Result<TextOrOther, E> {
                Ok(TextOrOther(Some(v.into())))
            }
            fn visit_bool<E>(self, _: bool) -> Result<TextOrOther, E> {
                Ok(TextOrOther(None))
            }
            fn visit_i64<E>(self, _: i64) -> Result<TextOrOther, E> {
                Ok(TextOrOther(None))
            }
            fn visit_u64<E>(self, _: u64) -> Result<TextOrOther, E> {
                Ok(TextOrOther(None))
            }
            fn visit_f64<E>(self, _: f64) -> Result<TextOrOther, E> {
                Ok(TextOrOther(None))
            }
            fn visit_unit<E>(self) -> Result<TextOrOther, E> {
                Ok(TextOrOther(None))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<TextOrOther, A::Error> {
                while seq.next_element::<de::IgnoredAny>()?.is_some() {}
                Ok(TextOrOther(None))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<TextOrOther, A::Error> {
                while map.next_entry::<de::IgnoredAny, de::IgnoredAny>()?.is_some() {}
                Ok(TextOrOther(None))
            }
        }
        d.deserialize_any(V)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_write_json_members_and_skip_salt_and_other_types_on_reading() {
        let mut texts = Texts::of("title", "排队 \"太久\"");
        texts.set("reason", "");
        let members = |texts: &Texts| {
            let mut out = Vec::new();
            texts.write_members(&mut out);
            String::from_utf8(out).expect("UTF-8")
        };
        assert_eq!(members(&texts), r#""title":"排队 \"太久\"""#);
        texts.set("note", "b");
        assert_eq!(members(&texts), r#""title":"排队 \"太久\"","note":"b""#);
        let back: Texts = serde_json::from_str(
            r#"{"salt":"00","title":"a","erased":1,"b":[1,{"c":null}],"d":null,"e":-1.5,"f":{"g":true}}"#,
        )
        .expect("an object");
        assert_eq!(back, Texts::of("title", "a"));
        assert_eq!(members(&Texts::default()), "");
    }
}

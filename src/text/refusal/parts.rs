//! Parts of sentences that refusal messages share.

use super::Talk;
use crate::domain::value::state::State;
use crate::domain::value::title::Title;
use crate::say;
use crate::text::Lang;
use crate::text::names::{self, WordKind};
use crate::text::sanitize::sanitized;

/// Codes are listed if there are at most this many.
pub(super) const FEW: usize = 12;

pub(super) fn state_word(state: State, lang: Lang) -> String {
    names::name(WordKind::State, state.code(), lang)
}

pub(super) fn listed(items: &[String], t: &Talk<'_>) -> String {
    items.join(&say!(t.lang, ", ", "、"))
}

/// The title of a row of the policy, or its label.
pub(super) fn titled(t: &Talk<'_>, title: &Title, code: &str) -> String {
    match title.get(t.lang) {
        "" => t.names.label(code, t.lang),
        name => sanitized(name),
    }
}

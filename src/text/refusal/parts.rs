//! Parts of sentences that refusal messages share.

use super::Talk;
use crate::domain::value::state::State;
use crate::say;
use crate::text::Lang;
use crate::text::names::{self, WordKind};

/// Codes are listed if there are at most this many.
pub(super) const FEW: usize = 12;

pub(super) fn state_word(state: State, lang: Lang) -> String {
    names::name(WordKind::State, state.code(), lang)
}

pub(super) fn listed(items: &[String], t: &Talk<'_>) -> String {
    items.join(&say!(t.lang, ", ", "、"))
}

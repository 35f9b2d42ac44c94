//! Forms: the versions of the log's format, as segment headers name them.
//!
//! Form 2 adds decisions to events that form 1 left to the reader (`domain/event/upcast.rs`). Every form that was ever written can
//! always be read; an unknown form is refused by its number. Invariant: a segment has one form, so a writer whose last segment has an
//! older form begins a new segment.

/// The form that this version writes.
pub(crate) const WRITTEN: u32 = 2;

/// Whether segments of this form can be read.
pub(crate) fn is_known(form: u32) -> bool {
    (1..=WRITTEN).contains(&form)
}

/// The form that a header line names; `None` if it names none.
pub(crate) fn of_header(line: &[u8]) -> Option<u32> {
    let rest = line.strip_prefix(b"{\"redress\":")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}

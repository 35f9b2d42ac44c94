//! Forms of the log: what a segment's header says of the events in it.
//!
//! Form 2 adds what was decided to events that left it to the reader before (`domain/event/upcast.rs`). Every form that was ever written is
//! read for ever, and a form that is not known here is refused by name. Invariant: a segment is of one form, so a writer whose last segment
//! is of an older one begins the next.

/// The form that is written.
pub(crate) const WRITTEN: u32 = 2;

/// Whether segments of this form can be read.
pub(crate) fn is_known(form: u32) -> bool {
    (1..=WRITTEN).contains(&form)
}

/// The form that a header's line names; `None` where it names none.
pub(crate) fn of_header(line: &[u8]) -> Option<u32> {
    let rest = line.strip_prefix(b"{\"redress\":")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}

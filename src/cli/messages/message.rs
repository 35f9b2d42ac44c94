//! What is said of an error: its code, a message, and a hint.

/// An error's message and hint.
pub(super) struct Message {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

pub(super) fn told(code: &'static str, message: String, hint: Option<String>) -> Message {
    Message { code, message, hint }
}

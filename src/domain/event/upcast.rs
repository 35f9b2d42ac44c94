//! Converts events of form 1 of the log to their meaning in the present form.
//!
//! Form 2 records decisions that form 1 left to the reader. They are added to old events here, so that `apply` has one
//! rule and needs no versions. Invariant: an event of form 2 is not changed, so the form of a line need not be known.

use super::{Body, Event, Replied};

/// In `answers` of a final reply of form 1: it settled everybody it was sent to, and the complainant too if the case is
/// anonymous, which only the case knows. No event of form 2 contains this code.
pub const AS_SENT: &str = "as-sent";

impl Event {
    /// Adds the decisions that an event of form 1 implied.
    pub(super) fn upcast(&mut self) {
        if let Body::Replied(reply) = &mut self.body {
            reply.upcast();
        }
    }
}

impl Replied {
    /// A final reply of form 1 settled everybody it was sent to.
    fn upcast(&mut self) {
        if self.partial || !self.answers.is_empty() {
            return;
        }
        self.answers.clone_from(&self.to);
        self.answers.push(AS_SENT.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::id::DeskCode;

    fn answers(reply: &str) -> String {
        let line = format!(
            r#"{{"n":1,"at":"2026-11-23","by":"a","case":"HQ-2026-0001","seq":1,"replied":{reply},"hash":""}}"#
        );
        let Body::Replied(body) = Event::parse(line.as_bytes(), DeskCode::default()).expect("a line").body else {
            panic!("a reply")
        };
        body.answers.join(" ")
    }

    #[test]
    fn a_form_1_reply_settles_its_recipients_and_form_2_its_answers() {
        assert_eq!(answers(r#"{"to":["complainant","desk"]}"#), "complainant desk as-sent");
        assert_eq!(answers(r#"{"to":["source"]}"#), "source as-sent");
        assert_eq!(answers(r#"{"to":["desk"],"partial":true}"#), "");
        assert_eq!(answers(r#"{"to":["desk"],"answers":["desk"]}"#), "desk");
        assert_eq!(answers(r#"{"to":["desk"],"answers":["complainant","desk"]}"#), "complainant desk");
    }
}

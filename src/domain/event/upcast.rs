//! Events of form 1 of the log, as the present version means them.
//!
//! Form 2 says what was decided where form 1 left it to whoever read it. What an old event decided is added here, so that `apply` has one
//! rule and knows no versions. Invariant: an event of form 2 is not changed, so this needs no word on which form a line is of.

use super::{Body, Event, Replied};

/// Stands among what a final reply of form 1 settled: all that it was sent to, and the complainant too where nobody gave a name, which only
/// the case knows. No event of form 2 says this word.
pub const AS_SENT: &str = "as-sent";

impl Event {
    /// Adds what an event of form 1 decided.
    pub(super) fn upcast(&mut self) {
        if let Body::Replied(reply) = &mut self.body {
            reply.upcast();
        }
    }
}

impl Replied {
    /// A final reply of form 1 settled what it was sent to.
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
    fn a_reply_of_form_1_settled_what_it_was_sent_to_and_one_of_form_2_what_it_says() {
        assert_eq!(answers(r#"{"to":["complainant","desk"]}"#), "complainant desk as-sent");
        assert_eq!(answers(r#"{"to":["source"]}"#), "source as-sent");
        assert_eq!(answers(r#"{"to":["desk"],"partial":true}"#), "");
        assert_eq!(answers(r#"{"to":["desk"],"answers":["desk"]}"#), "desk");
        assert_eq!(answers(r#"{"to":["desk"],"answers":["complainant","desk"]}"#), "complainant desk");
    }
}

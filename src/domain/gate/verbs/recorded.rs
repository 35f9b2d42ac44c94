//! Which command records which event: conformance and simulations ask the gates of the command that an event on record came from.

use crate::domain::event::Body;

/// The command that records an event; none for what no command of a person records by itself.
#[must_use]
pub fn verb_of(body: &Body) -> &'static str {
    match body {
        Body::Opened(_) => "intake",
        Body::Accepted(_) => "accept",
        Body::Declined(_) => "decline",
        Body::Referred(_) => "refer",
        Body::Classified(_) => "classify",
        Body::Assigned(_) => "assign",
        Body::Returned(_) => "return",
        Body::Reworked(_) => "rework",
        Body::Contacted(_) => "contact",
        Body::Stepped(_) => "step",
        Body::Approved(_) => "approve",
        Body::Noted(_) => "note",
        Body::Attached(_) => "attach",
        Body::Delayed(_) => "delay",
        Body::Extended(_) => "extend",
        Body::Paused(_) => "pause",
        Body::Resumed(_) => "resume",
        Body::Escalated(_) => "escalate",
        Body::Supervised(_) => "supervise",
        Body::Replied(_) => "reply",
        Body::CalledBack(_) => "callback",
        Body::WithdrawalRequested(_)
        | Body::WithdrawalUnverified(_)
        | Body::WithdrawalCoerced(_)
        | Body::Withdrawn(_) => "withdraw",
        Body::Reopened(_) => "reopen",
        Body::Closed(_) => "close",
        Body::Revealed(_) => "reveal",
        Body::Erased(_) => "erase",
        Body::Linked(_) => "link",
        Body::Unlinked(_) => "unlink",
        Body::Corrected(_) => "correct",
        Body::Revoked(_) => "revoke",
        Body::Voided(_) => "void",
        Body::PartyAdded(_) | Body::PartyDropped(_) => "party",
        Body::DutyDone(_) => "duty",
        Body::ImprovementAdded(_) | Body::ImprovementDone(_) | Body::ImprovementChecked(_) => "improve",
        Body::Mediated(_) => "mediate",
        Body::Remedied(_) => "remedy",
        Body::Appealed(_) => "appeal",
        Body::EvidenceAdded(_) | Body::EvidenceReturned(_) => "evidence",
        Body::Delivered(_) => "deliver",
        Body::IncidentOpened(_)
        | Body::IncidentUpdated(_)
        | Body::IncidentClosed(_)
        | Body::IncidentLinked(_)
        | Body::IncidentUnlinked(_) => "incident",
        Body::Issued(_) => "form",
        Body::Reported(_) | Body::FilingReceived(_) => "filing",
        // What no command of a person records by itself.
        Body::Overridden(_)
        | Body::WordingFound(_)
        | Body::Recomputed(_)
        | Body::PolicyAdopted(_)
        | Body::DirectoryChanged(_)
        | Body::ImportStarted(_)
        | Body::ImportUndone(_)
        | Body::Imported(_)
        | Body::Unknown { .. } => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, KINDS};
    use crate::domain::gate::VERBS;
    use crate::domain::value::id::DeskCode;

    #[test]
    fn each_event_comes_from_a_command_that_there_is() {
        let mut recorded: Vec<&str> = Vec::new();
        for (kind, _) in KINDS {
            let line = format!("{{\"n\":1,\"at\":\"2026-11-23T09:40:11.002+08:00\",\"by\":\"li.na\",\"{kind}\":{{}}}}");
            let Ok(event) = Event::read(&line, DeskCode::default()) else { continue };
            let verb = verb_of(&event.body);
            assert!(verb.is_empty() || VERBS.iter().any(|row| row.name == verb), "{kind}: {verb}");
            recorded.push(verb);
        }
        assert!(recorded.contains(&"intake") && recorded.contains(&"filing"));
    }
}

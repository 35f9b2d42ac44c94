//! Numbers of a person that cannot be right: a mobile number with a digit too few, an identity number whose check digit is wrong.

use crate::domain::gate::proposal::Proposal;
use crate::domain::gate::refusal::Problem;
use crate::domain::guard::number;
use crate::domain::value::texts::Texts;

/// Warns of them where somebody types them; what a file of a source holds is as it is. The number itself is private, and not shown.
pub(in crate::domain::gate) fn warn_doubtful(proposal: &mut Proposal<'_>, private: &Texts) {
    if proposal.cx.past {
        return;
    }
    for (name, text) in private.iter() {
        // A correction names the event before the field.
        let field = name.rsplit(' ').next().unwrap_or(name);
        let is_doubtful = match field {
            "phone" => number::is_doubtful_phone(text),
            "id_number" => number::is_doubtful_identity(text),
            _ => false,
        };
        if is_doubtful {
            proposal.object(Problem::DoubtfulNumber { field: field.into() }, None, true);
        }
    }
}

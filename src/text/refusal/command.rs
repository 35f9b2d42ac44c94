//! Hints as command lines. A case that is being registered has no number yet, so a hint uses `intake` for what it
//! accepts, and says that other commands come after the registration.

use super::Talk;
use super::flag::takes;
use crate::say;
use crate::text::Lang;

impl Talk<'_> {
    /// A command on the case.
    pub(super) fn command(&self, verb: &str, rest: &str) -> String {
        let text = match self.case {
            _ if verb == "intake" => format!("redress intake {rest}"),
            _ if verb == "duty" => format!("redress duty done {rest}"),
            _ if verb == "filing" => format!("redress filing receive {rest}"),
            Some(case) => on_case(verb, &case.to_string(), rest),
            None if verb == "improve" && self.verb == "improve" => format!("redress improve add {rest}"),
            None if !self.is_registering() => format!("redress {verb} {rest}"),
            None => return self.while_registering(verb, rest),
        };
        text.trim_end().to_string()
    }

    /// The current command again, with additions.
    pub(super) fn again(&self, rest: &str) -> String {
        let text = match self.case {
            // A word in the place of one that was typed takes its place.
            _ if let Some(typed) = self.typed().filter(|_| rest.is_empty() || rest.starts_with("--")) => {
                format!("{typed} {rest}").trim_end().to_string()
            }
            None if self.is_registering() && intake_takes(rest) => self.command("intake", rest),
            // Private data is revealed by `show`.
            _ if self.verb == "reveal" => {
                self.command("show", &format!("--private --purpose {} {rest}", self.slot("reason")))
            }
            _ => self.command(self.verb, rest),
        };
        // What else was typed stays: the points say so.
        if self.is_all(rest) { text } else { format!("{text} …") }
    }

    /// Whether the same command registers the case.
    pub(super) fn is_registering(&self) -> bool {
        self.case.is_none() && matches!(self.verb, "intake" | "accept" | "assign" | "reply" | "close")
    }

    fn while_registering(&self, verb: &str, rest: &str) -> String {
        if verb == "accept" {
            return format!("redress intake {} --accept", self.asked("title"));
        }
        if matches!(verb, "classify" | "assign") && intake_takes(rest) {
            return match self.typed() {
                Some(_) => self.again(rest),
                None => format!("redress intake {} {rest}", self.asked("title")),
            };
        }
        let left_out: &[&str] = match self.verb {
            "accept" | "assign" => &["--accept", "--unit"],
            "reply" | "close" => &["--solved", "--answer"],
            // The registration itself is refused, so no command can come before it.
            _ => return self.again(&format!("--override {}", self.slot("reason"))),
        };
        let left_out = left_out.join(&say!(self.lang, ", ", "、"));
        let number = if self.lang == Lang::Zh { "〈编号〉" } else { "CASE" };
        let then = on_case(verb, number, rest);
        let then = then.trim_end();
        say!(self.lang, "register first (without {left_out}), then {then}", "先登记（不加 {left_out}），再 {then}")
    }
}

fn on_case(verb: &str, case: &str, rest: &str) -> String {
    match verb {
        "improve" => format!("redress improve add --case {case} {rest}"),
        "party" => format!("redress party add {case} {rest}"),
        "form" => format!("redress form KIND {case} --issue {rest}"),
        _ => format!("redress {verb} {case} {rest}"),
    }
}

/// Whether `intake` has all these flags.
fn intake_takes(rest: &str) -> bool {
    const BESIDE: &[&str] = &["set", "restricted", "accept", "solved", "as", "done_by", "override"];
    let flags = rest.split(' ').filter_map(|word| word.strip_prefix("--")).map(|flag| flag.replace('-', "_"));
    flags.into_iter().all(|flag| BESIDE.contains(&flag.as_str()) || takes("intake", &flag))
}

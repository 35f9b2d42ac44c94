//! Aliases: commands of the account's own (`config alias.mine "list person:me"`). A command of the program is never replaced.

use crate::cli::parse;
use crate::cli::settings::Settings;
use std::ffi::OsString;

/// The arguments with an alias replaced by the words that it stands for; what follows it follows them.
#[must_use]
pub(crate) fn expanded(args: &[OsString], settings: &Settings) -> Option<Vec<OsString>> {
    let name = parse::command_name(args)?;
    if settings.aliases().is_empty() || parse::find(&name).is_some() {
        return None;
    }
    let words = settings.aliases().iter().find(|(known, _)| *known == name).and_then(|(_, words)| split(words))?;
    let place = args.iter().skip(1).position(|arg| *arg == *name)? + 1;
    let words = words.into_iter().map(OsString::from);
    Some(args[..place].iter().cloned().chain(words).chain(args[place + 1..].iter().cloned()).collect())
}

/// Words as a shell splits them; `None` where quotes have no end.
#[must_use]
pub(crate) fn split(text: &str) -> Option<Vec<String>> {
    shlex::split(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does() {
        assert_eq!(
            split("list status:open --sort '-due,id'"),
            Some(vec!["list".into(), "status:open".into(), "--sort".into(), "-due,id".into()])
        );
        assert_eq!(split("list 'open"), None);
    }
}

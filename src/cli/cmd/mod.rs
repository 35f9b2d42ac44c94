//! The commands: one file each (small siblings share one). This list is the only place that names them all.

mod accept;
mod answer;
mod appeal;
mod approve;
mod assign;
mod attach;
mod batch;
mod calendar;
mod classify;
mod close;
mod completions;
mod config;
mod contact;
mod correct;
mod delay;
mod deliver;
mod demo;
mod desk;
mod directory;
mod duty;
mod erase;
mod escalate;
mod evidence;
mod explain;
mod export;
mod extend;
mod filing;
mod form;
mod help;
mod import;
mod improve;
pub(super) mod incident;
mod init;
mod intake;
mod link;
mod list;
mod log;
pub mod man;
mod mediate;
mod note;
mod party;
mod policy;
mod profile;
mod remedy;
mod reopen;
mod reply;
pub(super) mod report;
mod returning;
mod revoke;
mod search;
mod show;
mod status;
mod step;
mod verify;
mod void;
mod withdraw;

use crate::cli::spec::Spec;

/// The keys of `config`.
pub(super) const SETTINGS: &[&str] = config::KEYS;
/// The command that has told all damage itself.
pub(super) const VERIFY: &str = verify::SPEC.name;

/// All commands, in the order of help.
pub const ALL: &[&Spec] = &[
    &init::SPEC,
    &demo::SPEC,
    &policy::SPEC,
    &profile::SPEC,
    &calendar::SPEC,
    &directory::UNIT,
    &directory::PERSON,
    &config::SPEC,
    &intake::SPEC,
    &accept::ACCEPT,
    &accept::DECLINE,
    &accept::REFER,
    &classify::SPEC,
    &party::SPEC,
    &assign::SPEC,
    &returning::RETURN,
    &returning::REWORK,
    &contact::SPEC,
    &step::SPEC,
    &approve::SPEC,
    &note::SPEC,
    &attach::SPEC,
    &delay::SPEC,
    &extend::EXTEND,
    &extend::PAUSE,
    &extend::RESUME,
    &escalate::ESCALATE,
    &escalate::SUPERVISE,
    &mediate::SPEC,
    &evidence::SPEC,
    &deliver::SPEC,
    &reply::REPLY,
    &remedy::SPEC,
    &reply::CALLBACK,
    &withdraw::SPEC,
    &reopen::SPEC,
    &close::SPEC,
    &appeal::SPEC,
    &link::LINK,
    &link::UNLINK,
    &correct::SPEC,
    &revoke::SPEC,
    &void::SPEC,
    &duty::SPEC,
    &improve::SPEC,
    &batch::SPEC,
    &show::SPEC,
    &list::SPEC,
    &log::SPEC,
    &search::SPEC,
    &explain::SPEC,
    &answer::SPEC,
    &incident::SPEC,
    &status::SPEC,
    &report::SPEC,
    &filing::SPEC,
    &form::SPEC,
    &verify::SPEC,
    &erase::SPEC,
    &import::SPEC,
    &export::SPEC,
    &desk::SPEC,
    &completions::SPEC,
    &man::SPEC,
    &help::SPEC,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::command_names::{chinese, chinese_action};

    #[test]
    fn a_text_names_a_command_as_it_is_typed() {
        for spec in ALL {
            assert_eq!(chinese(spec.name), Some(spec.zh), "{}", spec.name);
        }
        for (command, actions) in [
            ("party", party::ACTIONS),
            ("improve", improve::ACTIONS),
            ("duty", duty::ACTIONS),
            ("filing", filing::ACTIONS),
            ("policy", policy::ACTIONS),
            ("profile", profile::ACTIONS),
            ("desk", desk::ACTIONS),
            ("unit", directory::UNIT_ACTIONS),
            ("person", directory::PERSON_ACTIONS),
        ] {
            for action in actions.iter().filter(|action| action.zh != action.name) {
                assert_eq!(chinese_action(command, action.name), Some(action.zh), "{command} {}", action.name);
            }
        }
    }
}

//! When `filing run` is called by itself: a line for cron, units for systemd.

use crate::cli::cmd::report;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::command::input::Input;
use crate::say;

/// A line of a crontab.
///
/// # Errors
/// There is no project, or no such unit.
pub(super) fn crontab(input: &Input, cx: &Context) -> Result<String, CliError> {
    Ok(say!(
        cx.lang,
        "# Papers that are owed, each once, on the morning after their period; what was missed is made up for.\n30 7 * * *  cd {0} && {1}\n",
        "# 每日早晨出具到期的报送材料，每份一次；此前漏跑的一并补上。\n30 7 * * *  cd {0} && {1}\n",
        quoted(&cx.project()?.root.display().to_string()),
        command(input, cx)?
    ))
}

/// A service and its timer.
///
/// # Errors
/// As [`crontab`].
pub(super) fn systemd(input: &Input, cx: &Context) -> Result<String, CliError> {
    Ok(say!(
        cx.lang,
        "# ~/.config/systemd/user/redress-filing.service\n[Service]\nType=oneshot\nWorkingDirectory={0}\nExecStart={1}\n\n# ~/.config/systemd/user/redress-filing.timer\n[Timer]\nOnCalendar=*-*-* 07:30\nPersistent=true\n[Install]\nWantedBy=timers.target\n",
        "# ~/.config/systemd/user/redress-filing.service\n[Service]\nType=oneshot\nWorkingDirectory={0}\nExecStart={1}\n\n# ~/.config/systemd/user/redress-filing.timer\n[Timer]\nOnCalendar=*-*-* 07:30\nPersistent=true\n[Install]\nWantedBy=timers.target\n",
        cx.project()?.root.display(),
        command(input, cx)?
    ))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.into(), Into::into)
}

/// The command that issues what is owed, with this program's path, because cron and systemd look in few folders; of the unit that was asked
/// for.
fn command(input: &Input, cx: &Context) -> Result<String, CliError> {
    let program = std::env::current_exe().map_or_else(|_| "redress".into(), |path| quoted(&path.display().to_string()));
    let unit = report::whose(input, cx)?.unit;
    let of_unit = if unit.is_empty() { String::new() } else { format!(" --unit {}", quoted(&unit)) };
    Ok(format!("{program} filing run{of_unit}"))
}

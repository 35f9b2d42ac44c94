//! Binding the account that runs this to a person of the directory: offered where a project is made or shared.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Failure};
use crate::cli::output;
use crate::domain::policy::directory::Directory;
use crate::log::accounts::own_login;
use crate::project::with_account;
use crate::say;
use std::path::Path;

/// Where nobody has this account yet, asks at a terminal whose it is, and writes it; elsewhere says how to.
///
/// # Errors
/// No such person, or `directory.toml` cannot be written.
pub(crate) fn offer(cx: &Context, root: &Path) -> Result<(), CliError> {
    let (path, account) = (root.join("directory.toml"), own_login());
    let wrap = |source| CliError::File { path: path.display().to_string(), source };
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let Ok(directory) = toml::from_str::<Directory>(&text) else { return Ok(()) };
    if directory.person_of_account(account).is_some() {
        return Ok(());
    }
    let how = say!(
        cx.lang,
        "who acts is known by the account: write account = \"{account}\" into the row of its person in directory.toml",
        "经办人按登录账户识别：请在 directory.toml 的人员行写 account = \"{account}\""
    );
    if directory.people.is_empty() {
        return output::talk(cx, &how);
    }
    let question = say!(
        cx.lang,
        "whose is the account {account}? a person's code of directory.toml, or nothing:",
        "账户 {account} 由谁使用？请输入 directory.toml 中的人员代码，直接回车则不设："
    );
    match output::ask(cx, &question)? {
        None => output::talk(cx, &how),
        Some(code) if code.is_empty() => Ok(()),
        Some(code) => {
            let bound = with_account(&text, &code, account).ok_or_else(|| {
                let message = say!(
                    cx.lang,
                    "directory.toml was not changed: “{code}” has no row there of its own, or an account already; {how}",
                    "directory.toml 未改动：其中没有“{code}”的人员行，或该行已有账户；{how}"
                );
                CliError::Failed(Failure::Said { message })
            })?;
            // In place: the file keeps its owner, group and mode.
            std::fs::write(&path, bound).map_err(wrap)?;
            output::talk(cx, &say!(cx.lang, "the account {account} is {code}’s", "账户 {account} 现由 {code} 使用"))
        }
    }
}

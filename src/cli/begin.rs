//! The beginning of a locked write: the lock, and what a person should hear before anything is recorded.

use crate::cli::context::{Context, person};
use crate::cli::env;
use crate::cli::error::CliError;
use crate::cli::{messages, output, settings};
use crate::domain::query::term::At;
use crate::log::accounts::own_login;
use crate::project::{Actor, Project, ProjectError, Session};
use crate::say;
use std::time::Duration;

/// How many seconds a write waits for another, unless the setting `patience` says otherwise.
const PATIENCE: u64 = 30;

impl Context {
    /// A locked write; what was found before it is said.
    ///
    /// # Errors
    /// See [`Project::begin`](crate::project::Project::begin).
    pub fn begin(&self, actor: &Actor) -> Result<Session<'_>, CliError> {
        let project = self.project()?;
        if let Some(wrong) = self.settings.mistakes.first() {
            return Err(ProjectError::Mistake(wrong.clone()).into());
        }
        output::check_file(self)?;
        let patience = match self.settings.get("patience") {
            None => PATIENCE,
            Some(text) => text.parse().map_err(|_| CliError::unlike("patience", text, "30, 0"))?,
        };
        let session = project.begin(Duration::from_secs(patience), actor, Box::new(env::salts()))?;
        self.tell_unfollowed(project, actor)?;
        if project.private_is_closed() {
            output::talk(
                self,
                &say!(
                    self.lang,
                    "note: this account may not read private/; what is written now is not compared with complainants' names",
                    "注意：本账户不能读取 private/，所写文字未与投诉人姓名核对"
                ),
            )?;
        }
        if let Some(found) = session.recovered() {
            output::recovered(self, found);
        }
        if session.collected() > 0 {
            let (copies, en_copies) =
                (session.collected(), crate::text::words::count(session.collected() as u64, "attached file"));
            output::talk(
                self,
                &say!(
                    self.lang,
                    "note: attaching was cut short before; removed, since no event names it: {en_copies}",
                    "注意：此前添加附件中断，已删除没有登记的附件副本 {copies} 份"
                ),
            )?;
        }
        let at = At { day: actor.now.date(), now: Some(actor.now) };
        if let Some(told) = messages::work::reread(project.reread(&at)?, self.lang) {
            output::talk(self, &told)?;
        }
        Ok(session)
    }

    /// Where an earlier version would have let `.redress/config.toml` say who acts, and another one acts now, that is said once.
    fn tell_unfollowed(&self, project: &Project, actor: &Actor) -> Result<(), CliError> {
        let Some(name) = self.settings.machine("user").filter(|name| person(project, name) != actor.by) else {
            return Ok(());
        };
        let named = self.given.user.is_some() || self.env.user.is_some();
        let bound = project.directory.person_of_account(own_login()).is_some();
        if named || bound || self.settings.get("user").is_some() || self.settings.get(settings::TOLD) == Some(name) {
            return Ok(());
        }
        let (by, shown) = (&actor.by, crate::text::sanitize::harmless(name));
        output::talk(
            self,
            &say!(
                self.lang,
                "note: .redress/config.toml says that {shown} acts here; others can change that file, so it is not followed: {by} acts\nhint: redress config user {shown}    keeps it in your own settings",
                "注意：.redress/config.toml 写明此处由 {shown} 操作；他人可改动该文件，故不采用，现由 {by} 操作\n提示：redress 配置 user {shown}    保存在本人配置中"
            ),
        )?;
        if let Some(file) = self.env.config_file() {
            // Where it cannot be kept it is said again.
            let _ = settings::set_own(&file, Some(&project.root), settings::TOLD, name);
        }
        Ok(())
    }
}

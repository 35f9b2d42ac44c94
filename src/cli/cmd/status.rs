//! `status`: the morning page.

use crate::cli::cx::Cx;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::reading::{self, AS_OF, KNOWN, OUTPUT, TERMS};
use crate::cli::spec::{Group, Run, Spec};
use crate::cli::ui;
use crate::domain::case::Case;
use crate::domain::term::Filter;
use crate::render::{self, Format};
use crate::report::callbacks;
use crate::report::scene::Scene;
use crate::report::status::status;
use crate::text::Two;
use std::io::Write;

/// status
pub(super) const SPEC: Spec = Spec {
    name: "status",
    zh: "概况",
    group: Group::LookUp,
    about: Two("the morning page: what waits, what is due, what is late", "每日概况：待办、到期、超期"),
    more: Two("redress status unit:taiyuan", "redress 概况 unit:太原分行"),
    flags: &[TERMS, AS_OF, KNOWN, OUTPUT],
    run: Run::Plain(run),
};

fn run(input: &dyn Input, cx: &Cx) -> Result<(), CliError> {
    let terms = input.many("term");
    let seen = if cx.ws()?.policy.callbacks.is_empty() {
        reading::cases_that(Filter::is_any(&["pending", "not-understood"]), input, &terms, cx)?
    } else {
        // Only a call can be owed in a case that is over.
        let waits = |case: &Case, scene: &Scene<'_>| {
            case.state.is_pending() || case.not_understood || callbacks::still_owed(case, scene).is_some()
        };
        reading::cases_if(input, &terms, cx, waits)?
    };
    let page = status(&seen.cases, &seen.scene(cx)?);
    if cx.format() != Format::Table {
        return ui::table(cx, &page.counts);
    }
    let look = cx.look();
    let mut bytes = Vec::new();
    writeln!(bytes, "{}\n", render::style::bold(&page.title, look.color))?;
    render::write(&page.counts, Format::Table, &look, &mut bytes)?;
    for block in &page.blocks {
        writeln!(bytes, "\n{}", render::style::bold(&block.title, look.color))?;
        render::write(block, Format::Table, &look, &mut bytes)?;
    }
    ui::text(cx, &String::from_utf8_lossy(&bytes))
}

//! `calendar [YEAR]`, `calendar due DATE +3wd`.

use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, arg, flags};
use crate::command::input::Input;
use crate::domain::calendar::Calendar;
use crate::domain::calendar::when::{self, Frame};
use crate::domain::value::texts::half_width;
use crate::domain::value::within::Within;
use crate::domain::value::zone::Zone;
use crate::project::Project;
use crate::report::calendar as report;
use crate::text::Two;
use chrono::Datelike;

const WHAT: Flag = arg("what", "YEAR|due", "year, or `due`", "年份，或 due");
const FROM: Flag = arg("from", "DATE", "due: the day of receipt, which is not counted", "due：起始日（当日不计）");
const WITHIN: Flag =
    arg("within", "+3wd", "due: how long: +3wd, +15d, +56cd, +24h, +4wh", "due：期限：+3wd、+15d、+56cd、+24h、+4wh");

/// calendar
pub(super) const SPEC: Spec = Spec {
    name: "calendar",
    zh: "日历",
    group: CommandGroup::SetUp,
    about: Two(
        "holidays and make-up workdays of a year; due: what a limit gives",
        "某年的节假日和调休；due 推算到期日",
    ),
    more: Two(
        "redress calendar 2026\nredress calendar due 2026-09-25 +3wd\nredress calendar due 2026-09-25T16:00 +4wh     in the desk's business hours ([desk] hours)",
        "redress 日历 2026\nredress 日历 due 2026-09-25 +3wd\nredress 日历 due 2026-09-25T16:00 +4wh     按受理时间（[desk] hours）推算",
    ),
    flags: flags![WHAT, FROM, WITHIN],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    // A calendar needs no project: the built-in years do.
    let built_in = Calendar::embedded();
    let opened: Option<&Project> = cx.project().ok();
    let calendar = opened.map_or(&built_in, |project| &project.calendar);
    let zone = Zone::shanghai();
    let now = cx.now().unwrap_or_else(|_| zone.moment(cx.env.clock));
    let today = now.date();
    let when = |text: &str| match opened {
        Some(_) => cx.when("DATE", text, None),
        None => when::parse(text, &Frame { now, base: now, calendar, zone: &|local| zone.offset(local) })
            .map_err(|_| CliError::Usage(Usage::When { flag: "DATE".into(), value: text.into() })),
    };
    let wrong = |flag: &str, value: String, example| Err(CliError::unlike(flag, value, example));
    let due = matches!(input.one(WHAT).as_deref(), Some("due" | "到期"));
    if let Some(given) = [FROM, WITHIN].into_iter().find_map(|flag| input.one(flag).filter(|_| !due)) {
        return Err(CliError::Usage(Usage::Extra { given, command: "calendar".into(), flag: "" }));
    }
    match input.one(WHAT).as_deref() {
        Some("due" | "到期") => {
            let start = when(&input.text(FROM))?;
            let text = input.text(WITHIN);
            match half_width(&text).trim_start_matches('+').parse::<Within>() {
                Ok(within @ (Within::WorkingHours(_) | Within::Hours(_))) => {
                    output::table(cx, &report::due_hours(calendar, start, within, cx.lang))
                }
                Ok(within @ (Within::WorkingDays(_) | Within::Days(_) | Within::PlainDays(_))) => {
                    output::table(cx, &report::due(calendar, start.date(), within, cx.lang))
                }
                _ => wrong("WITHIN", text, "+3wd, +15d, +56cd, +24h, +4wh"),
            }
        }
        None => output::table(cx, &report::year(calendar, today.year(), cx.lang)),
        Some(year) => match year.parse::<i32>() {
            Ok(year) if (1950..=2999).contains(&year) => output::table(cx, &report::year(calendar, year, cx.lang)),
            _ => wrong("YEAR", year.into(), "2026, due"),
        },
    }
}

//! What of a large store is to be looked at: `--part`, `--max`, `--writer`, `--since`.

use super::{MAX, PART, SINCE, WRITER};
use crate::cli::context::Context;
use crate::cli::cursor_file;
use crate::cli::error::{CliError, Failure, Usage};
use crate::cli::output;
use crate::command::input::Input;
use crate::domain::value::texts::half_width;
use crate::project::{Project, SegmentName, VerifyScope, WriterName};
use crate::say;
use chrono::Datelike;
use std::time::{Duration, Instant};

/// The least digits of a hash that name a line.
const DIGITS: usize = 8;

/// What was asked for.
pub(super) struct Asked {
    part: Option<(u32, u32)>,
    until: Option<Instant>,
    writer: Option<WriterName>,
    since: Option<Vec<(WriterName, SegmentName)>>,
    begin: u64,
}

impl Asked {
    /// Reads the flags.
    ///
    /// # Errors
    /// One of them has a value that it cannot have; no line has the hash that was given (exit 6).
    pub(super) fn read(input: &Input, cx: &Context) -> Result<Self, CliError> {
        let project = cx.project()?;
        let unlike = |flag: &str, value: &str, example: &str| CliError::unlike(format!("--{flag}"), value, example);
        let part = input.one(PART).map(|text| part(&text).ok_or_else(|| unlike("part", &text, "2/7"))).transpose()?;
        let max =
            input.one(MAX).map(|text| span(&text).ok_or_else(|| unlike("max", &text, "90s, 10m, 2h"))).transpose()?;
        let writer = input.one(WRITER).map(|text| writer(&text, project)).transpose()?;
        let since = input.one(SINCE).map(|text| since(&text, project, cx)).transpose()?;
        let days = cx.now()?.date().num_days_from_ce();
        Ok(Self {
            part,
            until: max.map(|max| Instant::now() + max),
            writer,
            since,
            begin: u64::try_from(days).unwrap_or_default(),
        })
    }

    /// Whether the time is over.
    pub(super) fn is_over(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }

    /// As the log takes it.
    pub(super) fn scope<'s>(&'s self, is_over: &'s (dyn Fn() -> bool + Sync)) -> VerifyScope<'s> {
        VerifyScope {
            writer: self.writer,
            since: self.since.as_deref(),
            part: self.part,
            begin: self.begin,
            over: self.until.map(|_| is_over),
        }
    }
}

fn part(text: &str) -> Option<(u32, u32)> {
    let text = half_width(text.trim());
    let (k, of) = text.split_once('/')?;
    let (k, of): (u32, u32) = (k.trim().parse().ok()?, of.trim().parse().ok()?);
    (1 <= k && k <= of).then_some((k, of))
}

/// A length of time: `90s`, `10m`, `2h`; a number alone is seconds.
fn span(text: &str) -> Option<Duration> {
    let text = half_width(text.trim()).to_lowercase();
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..at].parse().ok()?;
    let seconds = match &text[at..] {
        "" | "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        _ => return None,
    };
    Some(Duration::from_secs(number.checked_mul(seconds)?))
}

/// The writer of a name, or of the beginning of one.
fn writer(text: &str, project: &Project) -> Result<WriterName, CliError> {
    let all: Vec<WriterName> = project.writer_names()?;
    let name = text.trim();
    let fits: Vec<&WriterName> = all.iter().filter(|writer| writer.to_string() == name).collect();
    let fits =
        if fits.is_empty() { all.iter().filter(|writer| writer.to_string().starts_with(name)).collect() } else { fits };
    match fits[..] {
        [one] => Ok(*one),
        _ => {
            let known: Vec<String> = all.iter().map(ToString::to_string).collect();
            let nearest = crate::domain::gate::codes::nearest(name, &known).map(Into::into);
            Err(CliError::Usage(Usage::Value { flag: "--writer".into(), value: text.into(), known, nearest }))
        }
    }
}

/// The segments from a known end on.
fn since(text: &str, project: &Project, cx: &Context) -> Result<Vec<(WriterName, SegmentName)>, CliError> {
    let text = half_width(text.trim()).into_owned();
    if text.eq_ignore_ascii_case("head") {
        let none = || {
            CliError::Failed(Failure::Said {
                message: say!(
                    cx.lang,
                    "this folder has no record of its last acknowledged line (it wrote nothing, or that record was lost): name the end that you know, `--since HASH`",
                    "本目录没有最后一次确认写入的记录（尚未写入，或该记录已丢失）：请用 --since 校验值 指明已知的末行"
                ),
            })
        };
        return Ok(vec![project.head_segment()?.ok_or_else(none)?]);
    }
    if let Some(cursor) = cursor_file::parse("--since", &text, project, cx)? {
        return Ok(project.segments_from(&cursor)?);
    }
    let is_hash = (DIGITS..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_hash {
        return Err(CliError::unlike("--since", text, "HEAD, HASH, CURSOR"));
    }
    match project.segment_of_end(&text.to_lowercase())? {
        Some(segment) => Ok(vec![segment]),
        None => {
            output::complain(&say!(
                cx.lang,
                "damage: no line of the log has the hash {text}: the log has gone back, or is another one\n",
                "损坏：没有校验值为 {text} 的记录行：记录已回退，或不是同一份记录\n"
            ));
            Err(CliError::Damage)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_lengths_of_time_are_read() {
        assert_eq!([part("2/7"), part(" 1 / 1 "), part("７/７")], [Some((2, 7)), Some((1, 1)), Some((7, 7))]);
        for wrong in ["0/7", "8/7", "2", "a/b", "2/", "-1/2"] {
            assert_eq!(part(wrong), None, "{wrong}");
        }
        let seconds = |text| span(text).map(|span| span.as_secs());
        assert_eq!(
            [seconds("90s"), seconds("10m"), seconds("2H"), seconds("5")],
            [Some(90), Some(600), Some(7200), Some(5)]
        );
        for wrong in ["", "m", "10d", "-5s", "1.5h"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}

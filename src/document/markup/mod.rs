//! A small part of Markdown as a document, so that one template serves all formats.
//!
//! ```text
//! # Title                  the document's title; further on the title of another paper in it
//! ## Heading               level 1; up to ##### for level 4. Numbers are written out
//! A paragraph of lines     a line end is a space, none beside Chinese; a first line that begins with two ideographic spaces is
//!                          indented; ->centred<-
//! - item, 1. item          lists; lines of an item that begin with two spaces go on
//! | a | b |                a table: the heading, | --- | ---: | (right-aligned: numbers), rows; a last row that begins with
//!                          | **Total** | holds the totals
//! ```grid 2 3              a form sheet with relative widths of its columns, to a line of ```: | **label** | text |; || after a cell
//!                          extends it, ^^ joins with the cell above, {4} leaves four lines empty, >>> sets what follows at the foot
//! ```                      lines as they are, to a line of ```
//! >>> Unit                 lines at the right: a signature
//! ---page---               what follows begins a page
//! {#cases-3}               the place that [92](#cases-3) points to: the block that follows
//! **strong** ____ \n \*    emphasis; a blank of so many letters; a line end; a sign that is no markup
//! ```
//!
//! Invariant: no text is lost, and what was escaped by [`escape`] is never markup. What is no markup stays as text, HTML too.

mod inline;
mod problem;
mod rows;

pub use inline::escape;
pub use problem::{MarkupError, MarkupProblem};

use super::span::{Align, unmarked};
use super::{Block, Document};
use crate::text::width::width;
use inline::{is_anchor, spans, trimmed};

/// The document that a text in markup describes.
///
/// # Errors
/// A block without an end, a row that does not fit its table or form sheet, with the line.
pub fn parse(text: &str) -> Result<Document, MarkupError> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut document, mut at) = (Document::default(), 0);
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            at += 1;
            continue;
        }
        let (block, next) = block(&lines, at).map_err(|(line, problem)| MarkupError { line, problem })?;
        match block {
            Block::Heading { level: 0, text } if document.heading.is_empty() && document.blocks.is_empty() => {
                document.heading = text;
            }
            block => document.blocks.push(block),
        }
        at = next;
    }
    Ok(document)
}

/// The block that begins with a line, and the line after it.
fn block(lines: &[&str], at: usize) -> Result<(Block, usize), (usize, MarkupProblem)> {
    let line = lines[at];
    if let Some(opened) = line.strip_prefix("```") {
        return fenced(opened, lines, at);
    }
    if let Some(block) = single(line) {
        return Ok((block, at + 1));
    }
    if line.starts_with(">>>") {
        let end = end_of(lines, at, |line| line.starts_with(">>>"));
        let texts = lines[at..end].iter().map(|line| spans(trimmed(&line[3..])));
        return Ok((Block::Signature(texts.collect()), end));
    }
    if let Some((first, _)) = item(line) {
        return Ok(list(first, lines, at));
    }
    if let Some(rights) = rule_below(lines, at) {
        let end = end_of(lines, at + 2, rows::is_row);
        let rows: Vec<(usize, &str)> = (at + 2..end).map(|i| (i + 1, lines[i])).collect();
        return Ok((Block::Table(rows::table(line, &rights, &rows)?), end));
    }
    let end = end_of(lines, at + 1, |line| !line.trim().is_empty());
    let end = (at + 1..end).find(|i| begins(lines, *i)).unwrap_or(end);
    Ok((prose(&lines[at..end]), end))
}

/// The first line from `at` on that is not such a line.
fn end_of(lines: &[&str], at: usize, is: impl Fn(&str) -> bool) -> usize {
    (at..lines.len()).find(|i| !is(lines[*i])).unwrap_or(lines.len())
}

/// Whether a block begins with this line, so that a paragraph before it ends.
fn begins(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    let marked = line.starts_with("```") || line.starts_with(">>>") || single(line).is_some();
    marked || item(line).is_some() || rule_below(lines, at).is_some()
}

/// A block of one line: a heading, a page break, a target.
fn single(line: &str) -> Option<Block> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if let (1..=5, Some(text)) = (hashes, line[hashes..].strip_prefix(' ')) {
        let level = u8::try_from(hashes - 1).ok()?;
        return Some(Block::Heading { level, text: unmarked(&spans(trimmed(text))) });
    }
    if line.trim_end() == "---page---" {
        return Some(Block::PageBreak);
    }
    let name = line.trim_end().strip_prefix("{#")?.strip_suffix('}')?;
    is_anchor(name).then(|| Block::Target(name.into()))
}

fn fenced(opened: &str, lines: &[&str], at: usize) -> Result<(Block, usize), (usize, MarkupProblem)> {
    let end = (at + 1..lines.len()).find(|i| lines[*i].trim_end() == "```").ok_or((at + 1, MarkupProblem::Unclosed))?;
    let block = match opened.trim().strip_prefix("grid") {
        Some(widths) if widths.is_empty() || widths.starts_with(' ') => {
            let rows: Vec<(usize, &str)> = (at + 1..end).map(|i| (i + 1, lines[i])).collect();
            Block::Grid(rows::grid(widths, &rows, at + 1)?)
        }
        _ => Block::Verbatim(lines[at + 1..end].join("\n")),
    };
    Ok((block, end + 1))
}

/// The alignments, if this line is the heading of a table.
fn rule_below(lines: &[&str], at: usize) -> Option<Vec<bool>> {
    if rows::is_row(lines[at]) { lines.get(at + 1).and_then(|below| rows::rule(below)) } else { None }
}

/// The number of a list's item (`None` for a bullet) and its text.
fn item(line: &str) -> Option<(Option<u32>, &str)> {
    if let Some(text) = line.strip_prefix("- ") {
        return Some((None, text));
    }
    let (number, text) = line.split_once(". ")?;
    let is_number = number.len() <= 6 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if is_number { Some((Some(number.parse().ok()?), text)) } else { None }
}

fn list(first: Option<u32>, lines: &[&str], at: usize) -> (Block, usize) {
    let (mut items, mut next) = (Vec::new(), at);
    while let Some((number, text)) = lines.get(next).and_then(|line| item(line)) {
        if number.is_some() != first.is_some() {
            break;
        }
        let end = end_of(lines, next + 1, |line| line.starts_with("  ") && !line.trim().is_empty());
        items.push(spans(&joined(std::iter::once(text).chain(lines[next + 1..end].iter().copied()))));
        next = end;
    }
    (Block::List { first, items }, next)
}

fn prose(lines: &[&str]) -> Block {
    let indent = lines[0].starts_with("\u{3000}\u{3000}");
    let text = joined(lines.iter().copied());
    let centred = text.strip_prefix("->").and_then(|text| text.strip_suffix("<-"));
    let align = if centred.is_some() { Align::Centre } else { Align::Left };
    Block::Prose { text: spans(trimmed(centred.unwrap_or(&text))), align, indent }
}

/// Lines as one: with a space between them, without where one of both sides is Chinese.
fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for line in lines.map(trimmed) {
        let (before, after) = (all.chars().next_back(), line.chars().next());
        let is_wide = |c: Option<char>| c.is_some_and(|c| width(c.encode_utf8(&mut [0; 4])) > 1);
        if before.is_some() && after.is_some() && !is_wide(before) && !is_wide(after) {
            all.push(' ');
        }
        all.push_str(line);
    }
    all
}

#[cfg(test)]
mod tests;

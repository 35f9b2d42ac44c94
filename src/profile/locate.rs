//! Where a row stands in a policy file: the line to look at.

/// The line, from 1, of a key of a row, or of the row; `None` if the text does not have it. `row` is empty for a single
/// table such as `[desk]`.
#[must_use]
pub fn line_of(text: &str, section: &str, row: &str, key: &str) -> Option<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_head = |line: &str| line.starts_with('[') && !line.starts_with("[ ") && line.contains(']');
    let named = |line: &str, open: &str, close: &str| {
        line.strip_prefix(open).and_then(|rest| rest.split_once(close)).is_some_and(|(name, _)| name.trim() == section)
    };
    let mut at = 0;
    while at < lines.len() {
        let end = (at + 1..lines.len()).find(|n| is_head(lines[*n])).unwrap_or(lines.len());
        let block = &lines[at..end];
        let table = row.is_empty() && named(lines[at], "[", "]");
        let own = named(lines[at], "[[", "]]")
            && block.iter().any(|line| line.starts_with("code") && code(line) == Some(row));
        if table || own {
            let of_key = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
            let first = if own { block.iter().position(|line| code(line) == Some(row)).unwrap_or(0) } else { 0 };
            return Some(at + block.iter().position(|line| of_key(line)).unwrap_or(first) + 1);
        }
        at = end;
    }
    // Rows written as a list: `channel = [ { code = "phone" }, … ]`.
    let list = lines
        .iter()
        .position(|line| line.strip_prefix(section).is_some_and(|rest| rest.trim_start().starts_with('=')))?;
    let wanted = |line: &str| line.contains('{') && code(line) == Some(row);
    lines[list..].iter().position(|line| wanted(line)).map(|n| list + n + 1)
}

/// The code that a line gives its row: `code = "phone"`.
fn code(line: &str) -> Option<&str> {
    let value = line.split_once("code").and_then(|(_, rest)| rest.trim_start().strip_prefix('='))?;
    let value = value.trim_start().strip_prefix(['"', '\''])?;
    value.split(['"', '\'']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "profile = \"bank\"\nchannel = [\n    { code = \"phone\", zh = \"电话\" },\n    { code = \"web\" },\n]\n\
                        [desk]\nzone = \"x\"\n\n[[limit]]\ncode = \"a\"\nwithin = \"3wd\"\n[[gate]]\ncode = \"a\"\non = [\"accept\"]\n";

    #[test]
    fn the_line_of_a_row_and_of_a_key_in_it() {
        assert_eq!(line_of(TEXT, "limit", "a", "code"), Some(10));
        assert_eq!(line_of(TEXT, "limit", "a", "within"), Some(11));
        assert_eq!(line_of(TEXT, "limit", "a", "warn"), Some(10), "the row, where it lacks the key");
        assert_eq!(line_of(TEXT, "gate", "a", "on"), Some(14));
        assert_eq!(line_of(TEXT, "desk", "", "zone"), Some(7));
        assert_eq!(line_of(TEXT, "channel", "web", "zh"), Some(4));
        assert_eq!(line_of(TEXT, "channel", "letter", "zh"), None);
    }
}

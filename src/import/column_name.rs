//! The names of columns, as maps and headers are compared.

use crate::domain::value::texts::half_width;

/// The name of a column in one line: line breaks and the spaces between Chinese characters are for the eye only.
pub(super) fn name(cell: &str) -> String {
    let narrow = half_width(cell.trim());
    if !narrow.contains(char::is_whitespace) {
        return narrow.into_owned();
    }
    let mut name = String::with_capacity(narrow.len());
    for word in narrow.split_whitespace() {
        if name.ends_with(|c: char| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii()) {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

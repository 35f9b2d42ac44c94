//! What a message in HTML says, with a line for each block and a space between cells, so that no figure runs into the next.

use mail_parser::decoders::html::html_to_text;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

static BLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)</?(?:div|li|tr|h[1-6]|section|article|blockquote|table|dt|dd|pre|ul|ol|p|hr|address)(?:\s[^>]*)?>",
    )
    .ok()
});
static CELL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)</t[dh]\s*>").ok());

static LINK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?is)<a\s[^>]*?href\s*=\s*["']?((?:https?|ftp)://[^"'\s>]+)[^>]*>(.*?)</a>"#).ok());

/// The text of a part in HTML; where a link leads stands behind its words.
pub(super) fn text(html: &str) -> String {
    words(&with_addresses(html))
}

fn with_addresses(html: &str) -> Cow<'_, str> {
    LINK.as_ref().map_or(html.into(), |link| {
        link.replace_all(html, |found: &Captures<'_>| match (&found[1], &found[2]) {
            (address, words) if words.contains(address) => words.to_string(),
            (address, words) => format!("{words} ({address})"),
        })
    })
}

/// The same without the addresses of links.
pub(super) fn words(html: &str) -> String {
    let lines = BLOCK.as_ref().map_or(html.into(), |block| block.replace_all(html, "<br>$0"));
    let cells = CELL.as_ref().map_or_else(|| lines.clone(), |cell| cell.replace_all(&lines, "&nbsp;$0"));
    let text = html_to_text(&cells).replace('\u{a0}', " ");
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn blocks_are_lines_and_cells_are_apart() {
        for (html, wanted) in [
            ("<div>被扣金额5000</div><div>13次未处理</div>", "被扣金额5000\n13次未处理"),
            (
                "<table><tr><td>11月30</td><td>5000</td></tr><tr><td>12月1</td><td>3</td></tr></table>",
                "11月30 5000\n12月1 3",
            ),
            ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
            ("a<br>b<p>c</p>d", "a\nb\nc\nd"),
            (
                "看<a class=x href=\"http://pan.example.cn/s/a?pwd=1\">视频</a>",
                "看视频 (http://pan.example.cn/s/a?pwd=1)",
            ),
            ("<a href='https://a.cn/'>https://a.cn/</a>", "https://a.cn/"),
            ("<h3>标题</h3>内容 &lt;1&gt;", "标题\n内容 <1>"),
        ] {
            assert_eq!(super::text(html), wanted, "{html}");
        }
    }
}

//! Says where a spreadsheet program would change a CSV that it opens.

use crate::domain::value::title::Lang;
use crate::say;

/// What to say of it.
pub(super) fn text(lang: Lang) -> String {
    say!(
        lang,
        "note: Excel changes long numbers, leading zeros and 3-5 when it opens a CSV; -o FILE.xlsx keeps them",
        "说明：Excel 打开 CSV 会改动长数字、前导零和 3-5 之类的内容；用 -o 文件.xlsx 可保持原样"
    )
}

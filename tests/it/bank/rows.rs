//! The test rows for the gates of the bank's policy: preparation, the refused command, and what it needs.
//!
//! `who: ` before a command names the actor; otherwise it is Li Na of the head office's customer service.

mod channels;
mod classes;

/// A test row for a gate.
pub struct Row {
    /// The gate.
    pub gate: &'static str,
    /// The article that must be cited: its rule, and its name in Chinese.
    pub cites: (&'static str, &'static str),
    /// Commands before it.
    pub before: &'static [&'static str],
    /// The command that is refused.
    pub refused: &'static str,
    /// Commands that meet its needs.
    pub needs: &'static [&'static str],
    /// The command that then succeeds, if it differs from the refused one.
    pub taken: &'static str,
}

pub const fn row(
    gate: &'static str,
    cites: (&'static str, &'static str),
    before: &'static [&'static str],
    refused: &'static str,
    needs: &'static [&'static str],
    taken: &'static str,
) -> Row {
    Row { gate, cites, before, refused, needs, taken }
}

pub const CALL: &str = "intake --title 柜台态度 --channel 电话 --category 服务态度 --accept";
pub const TO_TAIYUAN: &str = "assign 1 --unit taiyuan --person liu.yang";
/// An answer with all seven elements; the customer is responsible.
pub const ANSWER: &str = "reply 1 --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 --explanation 已说明 \
                      --satisfaction satisfied --outcome explained";
/// The same to the customer only; the form is not back yet.
pub const HALF: &str = "reply 1 --to complainant --responsibility customer --findings 已核实 --explanation 已说明 \
                    --satisfaction satisfied --outcome explained";
pub const FORM: &str = "reply 1 --to desk --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 \
                    --explanation 已说明 --satisfaction satisfied";
/// An answer; the bank is responsible.
pub const OURS: &str = "reply 1 --responsibility ours --findings 属实 --staff-action 批评教育 --lessons 开展培训 --satisfaction satisfied \
                    --outcome resolved";
pub const MEDIA: &str = "intake --title 记者来电 --channel 媒体 --category 服务态度";

/// All rows.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    channels::ROWS.iter().chain(classes::ROWS)
}

//! What each gate of the bank's policy is shown by: a case brought to its point, the command that is refused, what it needs.
//!
//! `who: ` before a command says who types it; Li Na of the head office's customer service otherwise.

mod channels;
mod classes;

/// A gate shown.
pub struct Row {
    /// The gate.
    pub gate: &'static str,
    /// The article that must be cited: its rule, and where the text has it.
    pub cites: (&'static str, &'static str),
    /// What goes before.
    pub before: &'static [&'static str],
    /// What is refused.
    pub refused: &'static str,
    /// What it needs.
    pub needs: &'static [&'static str],
    /// The command as it is taken then, where it is not the same.
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
/// An answer with all seven elements, for what is the customer's own responsibility.
pub const ANSWER: &str = "reply 1 --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 --explanation 已说明 \
                      --satisfaction satisfied --outcome explained";
/// The same to the customer only: the form is not back.
pub const HALF: &str = "reply 1 --to complainant --responsibility customer --findings 已核实 --explanation 已说明 \
                    --satisfaction satisfied --outcome explained";
pub const FORM: &str = "reply 1 --to desk --responsibility customer --findings 已核实 --staff-action 无 --lessons 加强告知 \
                    --explanation 已说明 --satisfaction satisfied";
/// An answer for what is the bank's.
pub const OURS: &str = "reply 1 --responsibility ours --findings 属实 --staff-action 批评教育 --lessons 开展培训 --satisfaction satisfied \
                    --outcome resolved";
pub const MEDIA: &str = "intake --title 记者来电 --channel 媒体 --category 服务态度";

/// All of them.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    channels::ROWS.iter().chain(classes::ROWS)
}

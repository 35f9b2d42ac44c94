//! The verbs: what each command records about a case. One file for each verb; small related verbs share a file.
//!
//! Invariant: a verb proposes what to record and reports what it lacks; gates, guard and limits are applied by the
//! gate, alike for all verbs.

mod accept;
mod appeal;
pub mod approve;
mod assign;
mod attach;
pub(super) mod classify;
mod close;
pub mod contact;
pub mod correct;
mod correct_party;
mod decline;
mod delay;
mod deliver;
mod duty;
pub mod erase;
mod escalate;
mod evidence;
mod extend;
mod filing;
mod form;
mod improve;
mod incident;
pub mod intake;
pub mod link;
mod mediate;
mod note;
pub mod party;
mod past;
mod pause;
mod recorded;
mod remedy;
mod reopen;
pub mod reply;
mod returning;
mod reveal;
mod revoke;
pub mod step;
mod supervise;
mod void;
mod withdraw;

pub use accept::Accept;
pub use appeal::Appeal;
pub use approve::Approve;
pub use assign::Assign;
pub use attach::{Attach, FileFacts};
pub use classify::Classify;
pub use close::Close;
pub use contact::Contact;
pub use correct::Correct;
pub use correct_party::CorrectParty;
pub use decline::{Decline, Refer};
pub use delay::Delay;
pub use deliver::Deliver;
pub use duty::DoDuty;
pub use erase::Erase;
pub use escalate::Escalate;
pub use evidence::{AddEvidence, ReturnEvidence};
pub use extend::Extend;
pub use filing::{IssueFiling, ReceiveFiling};
pub use form::IssueForm;
pub use improve::{AddImprovement, CheckImprovement, FinishImprovement};
pub use incident::{CloseIncident, LinkIncident, OpenIncident, UnlinkIncident, UpdateIncident};
pub use intake::Intake;
pub use link::{Link, Unlink};
pub use mediate::Mediate;
pub use note::Note;
pub use party::{AddParty, DropParty};
pub use past::Past;
pub use pause::{Pause, Resume};
pub use recorded::verb_of;
pub use remedy::Remedy;
pub use reopen::Reopen;
pub use reply::{Callback, Reply, Rework};
pub use returning::Return;
pub use reveal::Reveal;
pub use revoke::{Revoke, RevokeDeskEvent};
pub use step::Step;
pub use supervise::Supervise;
pub use void::{UndoRow, Void};
pub use withdraw::{Withdraw, WithdrawalAnswer};

use crate::domain::value::title::Two;

/// A verb: one row.
#[derive(Clone, Copy, Debug)]
pub struct VerbRow {
    /// Its name, which is the command's, and what gates of a policy name.
    pub name: &'static str,
    /// Its name for readers; in Chinese also the command's.
    pub title: Two,
    /// Its name as an act: `approval`.
    pub act: Two,
    /// What is said when it was done, unless more is to be said.
    pub done: Two,
}

impl VerbRow {
    /// The verb with this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        VERBS.iter().find(|row| row.name == name)
    }
}

const fn verb(name: &'static str, title: Two, act: Two, done: Two) -> VerbRow {
    VerbRow { name, title, act, done }
}

/// The verbs, in the order of help.
pub const VERBS: &[VerbRow] = &[
    verb("intake", Two("intake", "登记"), Two("intake", "登记"), Two("registered", "已登记")),
    verb("accept", Two("accept", "受理"), Two("acceptance", "受理"), Two("accepted", "已受理")),
    verb("decline", Two("decline", "不予受理"), Two("decline", "决定不予受理"), Two("declined", "不予受理")),
    verb("refer", Two("refer", "移送"), Two("referral", "移送"), Two("referred", "已移送")),
    verb("classify", Two("classify", "定性"), Two("classification", "定性"), Two("recorded", "已登记")),
    verb(
        "party",
        Two("party", "当事人"),
        Two("change of parties", "变更当事人"),
        Two("parties recorded", "当事人已登记"),
    ),
    verb("assign", Two("assign", "转办"), Two("assignment", "转办"), Two("recorded", "已登记")),
    verb("return", Two("return", "退回"), Two("return", "退回"), Two("returned to the desk", "已退回")),
    verb("rework", Two("rework", "重办"), Two("rework", "重办"), Two("sent back to be done again", "已退回重办")),
    verb("contact", Two("contact", "联系"), Two("contact", "联系"), Two("contact noted", "已记录联系")),
    verb("step", Two("step", "步骤"), Two("step", "办理步骤"), Two("step recorded", "步骤已记录")),
    verb("approve", Two("approve", "审批"), Two("approval", "审批"), Two("approved", "已审批")),
    verb("note", Two("note", "备注"), Two("note", "备注"), Two("noted", "备注已登记")),
    verb("answer", Two("answer", "知识库"), Two("answer", "给出标准答复"), Two("answer recorded", "已记录所给答复")),
    verb("attach", Two("attach", "附件"), Two("attachment", "添加附件"), Two("files attached", "附件已存")),
    verb(
        "delay",
        Two("delay", "超期说明"),
        Two("delay explanation", "超期说明"),
        Two("delay explained", "已说明超期原因"),
    ),
    verb("extend", Two("extend", "延期"), Two("extension", "延期"), Two("extended", "已延期")),
    verb("pause", Two("pause", "中止"), Two("pause", "中止计时"), Two("clock stopped", "已中止计时")),
    verb("resume", Two("resume", "恢复"), Two("resumption", "恢复计时"), Two("clock runs again", "已恢复计时")),
    verb("escalate", Two("escalate", "上报"), Two("escalation", "上报"), Two("recorded", "已登记")),
    verb("supervise", Two("supervise", "督办"), Two("supervision", "督办"), Two("under supervision", "已列入督办")),
    verb("mediate", Two("mediate", "调解"), Two("mediation", "调解"), Two("mediation recorded", "调解已登记")),
    verb("evidence", Two("evidence", "证据"), Two("evidence", "登记证据"), Two("evidence recorded", "证据已登记")),
    verb("deliver", Two("deliver", "送达"), Two("service", "送达"), Two("service recorded", "送达已登记")),
    verb("reply", Two("reply", "回复"), Two("reply", "回复"), Two("recorded", "已登记")),
    verb("remedy", Two("remedy", "赔付"), Two("remedy", "登记赔付"), Two("remedy recorded", "赔付已登记")),
    verb("callback", Two("callback", "回访"), Two("callback", "回访"), Two("call-back recorded", "回访已记录")),
    verb("withdraw", Two("withdraw", "撤诉"), Two("withdrawal", "撤诉"), Two("recorded", "已登记")),
    verb("reopen", Two("reopen", "重开"), Two("reopening", "重开"), Two("recorded", "已登记")),
    verb("close", Two("close", "归档"), Two("closing", "归档"), Two("archived", "已归档")),
    verb("appeal", Two("appeal", "复查复核"), Two("appeal", "登记复查复核"), Two("appeal recorded", "复查复核已登记")),
    verb("link", Two("link", "关联"), Two("link", "关联"), Two("linked", "已关联")),
    verb("unlink", Two("unlink", "解除关联"), Two("unlinking", "解除关联"), Two("link taken back", "已解除关联")),
    verb("correct", Two("correct", "更正"), Two("correction", "更正"), Two("corrected", "已更正")),
    verb("revoke", Two("revoke", "撤销"), Two("revocation", "撤销"), Two("revoked", "已撤销")),
    verb("void", Two("void", "作废"), Two("voiding", "作废"), Two("voided; the number stays", "已作废，编号保留")),
    verb(
        "undo",
        Two("undo an import", "撤销导入"),
        Two("undoing of an import", "撤销导入"),
        Two("voided; its row may be imported again", "已作废，该行可重新导入"),
    ),
    verb("filing", Two("filing", "报送"), Two("filing", "报送"), Two("recorded", "已登记")),
    verb("duty", Two("duty", "日常检查"), Two("duty", "日常检查"), Two("recorded", "已登记")),
    verb("form", Two("form", "单据"), Two("form", "出具单据"), Two("form issued", "已出具单据")),
    verb("improve", Two("improve", "整改"), Two("improvement", "整改"), Two("recorded", "已登记")),
    verb("incident", Two("incident", "突发事件"), Two("incident", "突发事件"), Two("recorded", "已登记")),
    verb(
        "reveal",
        Two("look at private data", "查看个人信息"),
        Two("look at private data", "查看个人信息"),
        Two("recorded", "已登记"),
    ),
    verb("erase", Two("erase", "删除个人信息"), Two("erasing", "删除个人信息"), Two("recorded", "已登记")),
];

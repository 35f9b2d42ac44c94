//! Owners, groups and modes that stop a command, in both languages: whose it is, and who can change what.

use crate::cli::messages::message::{Message, told};
use crate::domain::value::title::Lang;
use crate::log::access::{AccessProblem, NotOurs};
use crate::log::accounts::{group, login, own_login};
use crate::say;

/// As an error.
pub(super) fn error(it: &NotOurs, lang: Lang) -> Message {
    told("no-access", message(it, lang), Some(hint(it, lang)))
}

/// What was met.
#[must_use]
pub fn message(it: &NotOurs, lang: Lang) -> String {
    let (path, owner, of) = (it.path.display(), login(it.owner), group(it.group));
    let (own, mode) = (own_login(), format!("{:04o}", it.mode));
    match &it.why {
        AccessProblem::Link => say!(
            lang,
            "{path} is a link, and no link is followed here: it may lead to anybody's file",
            "{path} 是链接，此处不跟随链接：它可能指向他人的文件"
        ),
        AccessProblem::Kind => say!(
            lang,
            "{path} is not what should be there: neither an ordinary file nor a folder",
            "{path} 既不是普通文件也不是目录"
        ),
        AccessProblem::Endless => say!(
            lang,
            "{path} is a pipe or a device, not an ordinary file: it has no end",
            "{path} 是管道或设备，不是普通文件，没有结尾"
        ),
        AccessProblem::Owner => say!(
            lang,
            "permission denied to the account {own}: {path} belongs to {owner}, and this project is not shared",
            "账户 {own} 没有权限：{path} 属于 {owner}，此项目未设为多人共用"
        ),
        AccessProblem::NotOwner => say!(
            lang,
            "{path} belongs to the account {owner}: only its owner says who shares it, not {own}",
            "{path} 属于账户 {owner}：只有该账户可设置多人共用，{own} 不能"
        ),
        AccessProblem::Root => say!(
            lang,
            "permission denied: {path} belongs to the account {owner}, and {own} does not write in another account's project",
            "没有权限：{path} 属于账户 {owner}，{own} 不在其他账户的项目中写入"
        ),
        AccessProblem::Group { group: wanted, mode: right } => {
            let (wanted, right) = (group(*wanted), format!("{right:04o}"));
            say!(
                lang,
                "{path} belongs to the account {owner}, with group {of} and mode {mode}; group {wanted} and mode {right} are wanted",
                "{path} 属于账户 {owner}，组为 {of}，权限为 {mode}；应为组 {wanted}、权限 {right}"
            )
        }
        AccessProblem::NoRight => say!(
            lang,
            "permission denied to the account {own}: {path} belongs to {owner}, with group {of} and mode {mode}",
            "账户 {own} 没有权限：{path} 属于 {owner}，组为 {of}，权限为 {mode}"
        ),
        AccessProblem::NoGroup(name) => say!(
            lang,
            "there is no group {name} on this machine, but redress.toml names it as the group of {path}",
            "本机没有组 {name}，而 redress.toml 将其写为 {path} 的组"
        ),
    }
}

/// Who can change what.
fn hint(it: &NotOurs, lang: Lang) -> String {
    let (owner, of) = (login(it.owner), group(it.group));
    match &it.why {
        AccessProblem::Link | AccessProblem::Kind => say!(
            lang,
            "take it away, or name another place for the private side: path = \"…\" under [private] in redress.toml; nothing was recorded",
            "请移走它；个人信息可另存别处：在 redress.toml 的 [private] 下写 path = \"…\"；未登记任何内容"
        ),
        AccessProblem::Endless => say!(
            lang,
            "give an ordinary file, or keep what it gives in one first; nothing was recorded",
            "请给出普通文件，或先将内容存为文件；未登记任何内容"
        ),
        AccessProblem::Owner => say!(
            lang,
            "{owner} can share it with a group: redress desk share; redress help accounts tells how; nothing was recorded",
            "{owner} 可将其设为多人共用：redress desk share；说明见 redress help accounts；未登记任何内容"
        ),
        AccessProblem::NotOwner | AccessProblem::Root => say!(
            lang,
            "work as that account: runuser -u {owner} -- redress …; nothing was recorded",
            "请以该账户操作：runuser -u {owner} -- redress …；未登记任何内容"
        ),
        AccessProblem::Group { .. } => say!(
            lang,
            "{owner} can put it right: redress desk share; nothing was recorded",
            "请由 {owner} 运行：redress desk share；未登记任何内容"
        ),
        AccessProblem::NoRight => say!(
            lang,
            "an administrator can make you a member of the group {of}; redress help accounts tells who may what",
            "管理员可将本账户加入组 {of}；各账户的权限见 redress help accounts"
        ),
        AccessProblem::NoGroup(name) => say!(
            lang,
            "an administrator can make it: groupadd {name}; nothing was recorded",
            "管理员可执行：groupadd {name}；未登记任何内容"
        ),
    }
}

//! What the log and the system say, in both languages.

use super::system::system;
use crate::cli::messages::access;
use crate::cli::messages::message::{Message, told};
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Lang;
use crate::log::access::NotOurs;
use crate::log::{LogError, Operation, Torn};
use crate::project::{IndexNote, Rejection};
use crate::say;
use crate::text::words;
use std::io;

/// An error of the system with a file.
pub(super) fn file(path: &str, error: &io::Error, lang: Lang) -> Message {
    match NotOurs::of(error) {
        Some(it) => access::error(it, lang),
        None => told("file", format!("{path}: {}", system(error, lang)), None),
    }
}

/// What became of the index of the cases.
#[must_use]
pub fn index(note: &IndexNote, lang: Lang) -> String {
    match note {
        IndexNote::Made(cases) => {
            say!(lang, "an index of {cases} cases was made", "已为 {cases} 件建立索引")
        }
        IndexNote::Ignored(doubt) => {
            let why = doubted(doubt, lang);
            say!(lang, "the index of the cases was not used, the log was read: {why}", "未使用索引，已读取日志：{why}")
        }
        IndexNote::NotKept(doubt) => {
            let why = doubted(doubt, lang);
            say!(lang, "the index of the cases could not be kept: {why}", "索引未能保存：{why}")
        }
    }
}

fn doubted(doubt: &Rejection, lang: Lang) -> String {
    match doubt {
        Rejection::Missing => say!(lang, "there is none", "没有索引"),
        Rejection::Other => {
            say!(lang, "it is of another project, or older than an erasure", "属于另一项目，或早于一次删除个人信息")
        }
        Rejection::Version => say!(lang, "another version of redress made it", "由其他版本的 redress 生成"),
        Rejection::Length => say!(lang, "its length is wrong", "长度不对"),
        Rejection::Sum => say!(lang, "a byte of it has changed", "有字节被改动"),
        Rejection::Shape => say!(lang, "it does not hang together", "内容自相矛盾"),
        Rejection::Log => say!(
            lang,
            "the log is not the one that it was made from, or only a reading of all of it can judge",
            "日志与其所据不同，或须通读全部日志才能判断"
        ),
        Rejection::System(error) => say!(lang, "{error}", "系统错误：{error}"),
    }
}

fn doing(operation: Operation, lang: Lang) -> String {
    match operation {
        Operation::Open => say!(lang, "opened", "打开"),
        Operation::Read => say!(lang, "read", "读取"),
        Operation::Write => say!(lang, "written", "写入"),
        Operation::Sync => say!(lang, "made durable", "落盘"),
        Operation::MakeFolder => say!(lang, "made", "建立"),
        Operation::List => say!(lang, "listed", "列出"),
        Operation::Replace => say!(lang, "replaced", "替换"),
        Operation::Lock => say!(lang, "locked", "加锁"),
    }
}

pub(super) fn error(error: &LogError, lang: Lang) -> Message {
    let nothing = || Some(say!(lang, "nothing was recorded", "未登记任何内容"));
    match error {
        LogError::Io { source, .. } if NotOurs::of(source).is_some() => {
            NotOurs::of(source).map_or_else(|| told("io", String::new(), None), |it| access::error(it, lang))
        }
        LogError::Io { operation, path, source } => {
            let (done, why, path) = (doing(*operation, lang), system(source, lang), path.display());
            told("io", say!(lang, "{path} could not be {done}: {why}", "{path} 无法{done}：{why}"), nothing())
        }
        LogError::Unknown { path, source } => {
            let (why, path) = (system(source, lang), path.display());
            told(
                "unknown",
                say!(
                    lang,
                    "it is not known whether this was recorded: {path}: {why}",
                    "无法确定是否已登记：{path}：{why}"
                ),
                Some(say!(lang, "look with redress log before you repeat it", "重复操作之前，请先用 redress log 查看")),
            )
        }
        LogError::Busy { waited } => {
            let message = match waited.as_secs() {
                0 => say!(lang, "another process is writing", "另一进程正在写入"),
                seconds => {
                    say!(lang, "another process has been writing for {seconds} s", "另一进程已写入 {seconds} 秒")
                }
            };
            told("busy", message, Some(say!(lang, "try again; nothing was recorded", "请重试；未登记任何内容")))
        }
        LogError::Binding { path } => {
            let path = path.display();
            told(
                "no-writer",
                say!(
                    lang,
                    "{path} is damaged: it does not say who writes here",
                    "{path} 已损坏，无从得知此处由哪个部门写入"
                ),
                Some(say!(
                    lang,
                    "redress desk adopt CODE, with the code of the desk whose folder this is; reading works without",
                    "redress desk adopt 代码（此目录所属部门的代码）；只查询则不需要"
                )),
            )
        }
        LogError::NoWriter => told(
            "no-writer",
            say!(lang, "this copy of the project has no desk of its own yet", "此项目副本尚无自己的部门"),
            Some(say!(
                lang,
                "redress desk new CODE gives it one; redress desk adopt CODE if it was that desk's only folder; reading works without",
                "redress desk new 代码 为其建立部门；若原为某部门的唯一目录，用 redress desk adopt 代码；只查询则不需要"
            )),
        ),
        LogError::Network { kind, was } => {
            let desk = was.writer.to_string();
            told(
                "network",
                say!(
                    lang,
                    "this folder lies on a network drive ({kind}), and {desk} writes in it from another machine: two machines cannot keep each other from writing at once",
                    "此目录在网络驱动器（{kind}）上，{desk} 已从另一台机器写入：两台机器无法互相防止同时写入"
                ),
                Some(say!(
                    lang,
                    "log in on the machine that writes here and work there (ssh), or give this machine a folder and a desk of its own: copy the project to a local disk, then redress desk new CODE; reading works from anywhere; nothing was recorded",
                    "请登录到写入的那台机器上操作（ssh）；或为本机另建目录和部门：将项目复制到本地磁盘，再用 redress desk new 代码；任何机器都可查询；未登记任何内容"
                )),
            )
        }
        LogError::Copied { was, now } => {
            let (desk, there, here) = (was.writer.to_string(), &was.path, &now.path);
            let message = if there != here {
                say!(
                    lang,
                    "this folder is a copy: {desk} writes in {there}, not in {here}",
                    "本目录系复制或恢复所得：{desk} 在 {there} 写入，而不是 {here}"
                )
            } else if was.machine != now.machine && !was.machine.is_empty() && !now.machine.is_empty() {
                say!(
                    lang,
                    "this folder is a copy: {desk} writes in {there} on another machine (its machine-id is another)",
                    "本目录系复制或恢复所得：{desk} 在另一台机器的 {there} 写入（machine-id 不同）"
                )
            } else {
                say!(
                    lang,
                    "this folder is a copy: {desk} wrote in {there}, but the folder of that name is another one now (restored, or copied to its place)",
                    "本目录系复制或恢复所得：{desk} 原在 {there} 写入，但现在同名的目录已不是原来的（恢复或复制而来）"
                )
            };
            told(
                "copied",
                message,
                Some(say!(
                    lang,
                    "redress desk new CODE to write as a desk of its own, or redress desk adopt if the old place will never write again",
                    "用 redress desk new 代码 建立新的部门；若原位置不再写入，执行 redress desk adopt，由此处继续"
                )),
            )
        }
        LogError::GoneBack { file, expected, found, account } => {
            let file = file.display();
            let en_expected = words::count(*expected, "byte");
            let message = match found {
                Some(found) => say!(
                    lang,
                    "the log has gone back: {file} held {en_expected} acknowledged before, and has {found}, or others",
                    "日志比已确认的少：{file} 已确认 {expected} 字节，现有 {found} 字节，或内容不同"
                ),
                None => say!(
                    lang,
                    "the log has gone back: {file} held {en_expected} acknowledged before, and is not there",
                    "日志比已确认的少：{file} 已确认 {expected} 字节，现已不存在"
                ),
            };
            let message = match account {
                true => say!(
                    lang,
                    "{message} (so says this account's own record; .redress/ has gone back too)",
                    "{message}（依据本账户自己的记录；.redress/ 同样较旧）"
                ),
                false => message,
            };
            told(
                "gone-back",
                message,
                Some(say!(
                    lang,
                    "a copy was restored, or git was reset: bring the newer log back; if it is lost for good, redress desk adopt goes on from this one (redress help backup); nothing was written",
                    "可能恢复了旧备份或执行了 git reset：请取回较新的日志；确已丢失的，用 redress desk adopt 从现有日志继续（见 redress help backup）；未写入任何内容"
                )),
            )
        }
        LogError::CursorDiffers { file, line, n } => {
            let file = file.display();
            told(
                "cursor-differs",
                say!(
                    lang,
                    "the log is not the one that this cursor has read: {file}:{line} should hold event {n}, and does not",
                    "日志与该游标读过的不一致：{file}:{line} 应为第 {n} 条记录，现已不是"
                ),
                Some(say!(
                    lang,
                    "redress verify tells whether the log has gone back; to begin anew, with every event once more: redress log --after start",
                    "查日志是否变少：redress verify；从头重新读取全部记录：redress log --after start"
                )),
            )
        }
        LogError::Damaged(finding) => told(
            "damaged",
            crate::cli::messages::findings::finding(finding, lang),
            Some(say!(
                lang,
                "redress verify checks everything; nothing is repaired and nothing was written",
                "全面核对：redress verify；不会自动修复，也未写入任何内容"
            )),
        ),
        LogError::Form { file, form } => told(
            "form",
            say!(
                lang,
                "{} is written in form {form} of the log, which this version of redress does not know",
                "{} 采用第 {form} 版日志格式，此版本的 redress 无法识别",
                file.display()
            ),
            Some(say!(
                lang,
                "use the version of redress that wrote it, or a later one; nothing was written",
                "请使用写入该日志的版本或更新的 redress；未写入任何内容"
            )),
        ),
        LogError::Exists { path } => {
            let hint = say!(
                lang,
                "what is left of a project is not overwritten: bring its redress.toml back, or begin in another folder",
                "不会覆盖已有项目的内容：请找回其 redress.toml，或另选目录"
            );
            told("exists", say!(lang, "there is one already: {}", "已存在：{}", path.display()), Some(hint))
        }
        LogError::BadName { desk, .. } => told(
            "bad-desk",
            say!(lang, "“{desk}” is not a desk's code", "“{desk}”不能作部门代码"),
            Some(say!(
                lang,
                "2 to 8 capital letters and digits, a letter first: HQ, SX01",
                "2 至 8 位大写字母或数字，以字母开头：HQ、SX01"
            )),
        ),
        LogError::NoRandomness => {
            told("randomness", say!(lang, "the system gives no random bytes", "系统未提供随机数"), nothing())
        }
        LogError::BadProject { project } => {
            let message = say!(lang, "“{project}” is not a project's id", "“{project}”不是项目标识");
            let hint = say!(
                lang,
                "project = \"…\" in redress.toml is letters and digits",
                "redress.toml 中的 project 须为字母和数字"
            );
            told("bad-project", message, Some(hint))
        }
        LogError::Draft { index, .. } => {
            let number = index + 1;
            let message = say!(
                lang,
                "event {number} of this commit cannot be written as a line",
                "本次提交的第 {number} 条记录无法写成日志行"
            );
            told("draft", message, nothing())
        }
        LogError::Spent => told("spent", say!(lang, "this write has failed before", "此次写入此前已失败"), nothing()),
        LogError::Exhausted => {
            told("exhausted", say!(lang, "there is no further number or segment", "编号或分段已用尽"), nothing())
        }
        LogError::NoLine { file, offset } => {
            let file = file.display();
            let message = say!(lang, "no line begins at byte {offset} of {file}", "{file} 的第 {offset} 字节处没有行");
            told("no-line", message, Some(say!(lang, "redress verify checks everything", "全面核对：redress verify")))
        }
    }
}

/// A torn tail that was set aside.
#[must_use]
pub fn torn(torn: &Torn, lang: Lang) -> String {
    let (bytes, file, kept) = (torn.bytes, torn.file.display(), torn.kept.display());
    let en_bytes = words::count(bytes, "byte");
    say!(
        lang,
        "note: an unfinished write of {en_bytes} at the end of {file} was set aside as {kept}; it had never been acknowledged",
        "注意：{file} 末尾有 {bytes} 字节未写完的内容，已移至 {kept}；该内容从未确认成功"
    )
}

/// What a restricted case keeps in private is not held here.
pub(super) fn not_held(case: CaseId, lang: Lang) -> Message {
    told(
        "not-held",
        say!(
            lang,
            "{case} is restricted, and the private side that says who may work on it is not held here",
            "{case} 限制查看，而本目录没有载明办理权限的保密数据"
        ),
        Some(say!(
            lang,
            "do it in the folder that has private/, or copy that folder here; nothing was recorded",
            "请在存有 private/ 的目录中办理，或将该目录复制到此处；未登记任何内容"
        )),
    )
}

//! Words of what is wrong with a form's template, and of why a form is no e-mail.

use crate::cli::error::NoMail;
use crate::cli::messages::message::{Message, told};
use crate::domain::value::title::Lang;
use crate::report::form::{LONGEST, TemplateError, TemplateFault};
use crate::say;
use crate::text::sanitize::sanitized;

/// What is wrong with a template, in which file and line.
pub(super) fn told_of(wrong: &TemplateError, lang: Lang) -> Message {
    let file = sanitized(&wrong.file);
    let at = match (wrong.own, wrong.line) {
        (true, Some(line)) => say!(lang, "templates/{file}, line {line}", "templates/{file} 第 {line} 行"),
        (true, None) => format!("templates/{file}"),
        (false, Some(line)) => say!(lang, "built-in template {file}, line {line}", "内置模板 {file} 第 {line} 行"),
        (false, None) => say!(lang, "built-in template {file}", "内置模板 {file}"),
    };
    let help = Some(say!(
        lang,
        "redress help forms names what a template sees; nothing was recorded",
        "模板可用的内容：redress help forms；未登记任何内容"
    ));
    let (message, hint) = match &wrong.fault {
        TemplateFault::NotFound { name } => {
            let name = sanitized(name);
            (
                say!(lang, "there is no template {name}", "没有模板 {name}"),
                Some(say!(
                    lang,
                    "put it into templates/{name}; redress help forms",
                    "请放入 templates/{name}；见 redress help forms"
                )),
            )
        }
        TemplateFault::Unknown { name, known, nearest } => {
            let (name, known) = (sanitized(name), known.join(", "));
            let near = nearest.as_ref().map(|near| say!(lang, " — did you mean {near}?", "，是否指 {near}？"));
            let near = near.unwrap_or_default();
            (
                say!(lang, "{at}: {name} is not known{near}", "{at}：不认识 {name}{near}"),
                Some(say!(lang, "known there: {known}; nothing was recorded", "该处可用：{known}；未登记任何内容")),
            )
        }
        TemplateFault::Wrong { detail } => {
            let detail = sanitized(detail);
            (say!(lang, "{at}: {detail}", "{at}：{detail}"), help)
        }
        TemplateFault::Endless => (
            say!(
                lang,
                "{at}: it works too long or on too much data; is there a loop in it?",
                "{at}：处理过久或内容过多，是否有循环？"
            ),
            help,
        ),
        TemplateFault::TooLong => {
            (say!(lang, "{at}: it prints more than {LONGEST} bytes", "{at}：输出超过 {LONGEST} 字节"), help)
        }
        TemplateFault::Markup(markup) => {
            let markup = markup.message(lang);
            (say!(lang, "{at}: of what it prints, {markup}", "{at}：其输出的{markup}"), help)
        }
    };
    told("template", message, hint)
}

/// Why no e-mail can be made.
pub(super) fn no_mail(why: NoMail, lang: Lang) -> Message {
    let (message, hint) = match why {
        NoMail::NotALetter => (
            say!(lang, "only a letter to the complainant becomes an e-mail", "只有致投诉人的函件可以存为邮件"),
            say!(lang, "-o FILE.docx or FILE.html", "-o 文件.docx 或 文件.html"),
        ),
        NoMail::NotRevealed => (
            say!(
                lang,
                "an e-mail needs the complainant's address, which is private",
                "邮件须写明投诉人邮箱，属个人信息"
            ),
            say!(lang, "add --private; that is put on record", "请加 --private，该操作会记入历史"),
        ),
        NoMail::NoAddress => (
            say!(lang, "the complainant has no e-mail address on record", "该投诉人没有登记电子邮箱"),
            say!(lang, "-o FILE.docx or FILE.html prints the letter", "可用 -o 文件.docx 或 文件.html 打印函件"),
        ),
        NoMail::NoSender => (
            say!(
                lang,
                "redress.toml names no address from which the desk writes",
                "redress.toml 未写明本单位的发件邮箱"
            ),
            "[desk] email = \"complaints@example.com\"".into(),
        ),
    };
    told("no-mail", message, Some(hint))
}

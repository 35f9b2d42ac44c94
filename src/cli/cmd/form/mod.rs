//! `redress form KIND CASE…`: forms and letters of a case, as drafts or with a number; `form list CASE`.

use crate::cli::action;
use crate::cli::case_names;
use crate::cli::context::Context;
use crate::cli::error::{CliError, Usage};
use crate::cli::output;
use crate::cli::selection::report_context;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{CASES, Flag, NOT_PERSONAL, OVERRIDE, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::domain::gate::refusal::{Problem, Refusal};
use crate::domain::policy::Form;
use crate::domain::value::id::CaseId;
use crate::domain::value::title::Title;
use crate::project::ProjectError;
use crate::report::form::list;
use crate::text::names::{self, WordKind};
use crate::text::{Two, terms};

mod mail;
mod out;
mod print;
mod printed;

const KIND: Flag = arg(
            "kind",
            "KIND|list",
            "transfer, supervision, registration, acceptance, decline, extension, delay, reply, referral, mediation, withdrawal, delivery or evidence; list",
            "转办单 transfer、督办单 supervision、登记表 registration、受理告知书 acceptance、不予受理告知书 decline、延期告知书 extension、超期说明 delay、答复函 reply、移送函 referral、调解书 mediation、撤诉记录 withdrawal、送达回证 delivery、证据清单 evidence；列表 list",
        )
        .required();
const ISSUE: Flag<Switch> = switch(
    "issue",
    "give it a number, which is recorded; a second time it prints the same one",
    "正式出具并编号（记入历史）；再次执行打印同一文号",
);
const AGAIN: Flag<Switch> =
    switch("again", "issue a new one, which replaces the one before", "重新出具新文号，替代原单据");
const PURPOSE: Flag =
    flag("purpose", "WHY", "show the complainant's data; the purpose is put on record", "显示个人信息，用途记入历史");
const PRIVATE: Flag<Switch> = switch(
    "private",
    "letters: show the data of their addressee; that is put on record",
    "函件：显示收件人的个人信息（记入历史）",
);
const MASKED: Flag<Switch> =
    switch("masked", "with --purpose: in part only, as in 138****0000", "与 --purpose 同用：部分遮盖，如 138****0000");
const OUTPUT: Flag = flag(
    "output",
    "FILE|DIR",
    "write to this file, its ending gives the format (docx, html, md, txt, eml); to a folder one file a case",
    "写入文件，格式由扩展名决定（docx、html、md、txt、eml）；写入目录则每件一个文件",
)
.short('o');
const KEEP_GOING: Flag<Switch> = switch("keep-going", "print the cases that can be printed", "可打印的先打印");
const DRY_RUN: Flag<Switch> =
    switch("dry-run", "decide and print, but record nothing", "只检查和打印，不登记").short('n');

/// form
pub(super) const SPEC: Spec = Spec {
    name: "form",
    zh: "单据",
    group: CommandGroup::Report,
    about: Two(
        "forms and letters of a case: a draft, or issued with a number; list shows which are wanted and which are missing",
        "单据和函件：草稿或正式出具（编号）；list 列出应出具、已出具和缺少的单据",
    ),
    more: Two(
        "redress form transfer 42    a draft, the complainant's data blank for the pen\nredress form transfer 42 --issue --purpose \"sent to the branch\" -o transfer.docx\nredress form reply 42 --issue --private -o reply.html\nredress form transfer 42 43 44 --issue -o forms/\nredress form reply 42 43 --issue --private --format eml -o letters/\nredress form list 42\nredress help forms    templates of your own",
        "redress 单据 转办单 42    草稿，个人信息留空手填\nredress 单据 转办单 42 --issue --purpose 发送被投诉单位 -o 转办单.docx\nredress 单据 答复函 42 --issue --private -o 答复函.html\nredress 单据 转办单 42 43 44 --issue -o 单据/\nredress 单据 答复函 42 43 --issue --private --format eml -o 函件/\nredress 单据 列表 42\nredress help 单据模板    自定模板",
    ),
    flags: flags![
        KIND,
        CASES,
        ISSUE,
        AGAIN,
        PURPOSE,
        PRIVATE,
        MASKED,
        OUTPUT,
        OVERRIDE,
        NOT_PERSONAL,
        KEEP_GOING,
        DRY_RUN
    ],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let kind = input.text(KIND);
    if matches!(kind.as_str(), "list" | "列表") {
        action::only(input, ("form", "list"), SPEC.flags, flags![KIND, CASES, OUTPUT])?;
        return listed(input, cx);
    }
    let form = find(&kind, cx)?;
    print::run(&form, input, cx)
}

/// The policy's form of a code, a title or a built-in name.
fn find(name: &str, cx: &Context) -> Result<Form, CliError> {
    let forms = &cx.project()?.policy.forms;
    let built_in = |row: &&Form| {
        names::find(WordKind::Form, &row.code).is_some_and(|two| two.1 == name || two.0.eq_ignore_ascii_case(name))
    };
    let found = forms.iter().find(|row| row.code == name || row.title.is(name)).or_else(|| forms.iter().find(built_in));
    if let Some(row) = found {
        return Ok(row.clone());
    }
    let list = ("list", Title { zh: "列表".into(), en: String::new() });
    let rows = forms.iter().map(|row| (row.code.as_str(), row.title.clone())).chain([list]);
    Err(CliError::unknown_code("form", name, rows, cx.lang))
}

fn listed(input: &Input, cx: &Context) -> Result<(), CliError> {
    let named = case_names::all(&input.many(CASES))?;
    let [name] = &named[..] else {
        return Err(CliError::Usage(Usage::OneCase { given: named.len(), command: "form list".into() }));
    };
    let (project, now) = (cx.project()?, cx.now()?);
    let id = case_names::by_name(name, input, cx)?;
    if project.masks(id)? {
        return super::show::masked(id, cx);
    }
    let case = project.case(id)?.ok_or_else(|| ProjectError::NoCase { name: id.to_string() })?;
    let context = report_context(cx, now.date(), Some(now))?;
    let names = context.names();
    let needed =
        |need: &str| terms::form_need(need).map_or_else(|| names.label(need, cx.lang), |two| two.get(cx.lang).into());
    output::table(cx, &list(&case, context.policy, &needed, &context))
}

/// The refusal to print anything of a restricted case to who has no part in it.
fn no_part(id: CaseId, by: &str) -> CliError {
    ProjectError::Refused(Box::new(Refusal::of("form", Some(id), Problem::NoPart { person: by.into(), of: None })))
        .into()
}

#[cfg(test)]
mod tests {
    use crate::profile::{PROFILES, resolve};
    use crate::report::form::{Templates, file};
    use crate::text::Lang;
    use crate::text::names::{self, WordKind};

    #[test]
    fn every_built_in_form_has_a_short_name_and_a_template_in_both_languages() {
        for (name, _) in PROFILES {
            let policy = resolve(name, &serde_json::Value::Null).expect("a built-in profile").policy;
            assert_eq!(policy.forms.len(), 13, "{name}");
            for form in &policy.forms {
                assert!(names::find(WordKind::Form, &form.code).is_some(), "{}", form.code);
                for lang in [Lang::En, Lang::Zh] {
                    assert!(Templates::default().text(&file(&form.code, lang)).is_some(), "{} {lang:?}", form.code);
                }
            }
        }
    }
}

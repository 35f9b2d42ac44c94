//! `unit` and `person`: the rows of `directory.toml`, listed, added, changed and ended; its comments and order stay.
//!
//! Invariant: what the directory's reader would refuse is refused before a byte is written; the file is replaced in one step, under the
//! lock, and keeps its owner, group and mode.

mod edit;
mod keys;

use crate::cli::action::{self, Action};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::selection;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{AnyFlag, Flag, Many, OUTPUT, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::document::table::{Cell, Column, Row, Table};
use crate::domain::Code;
use crate::domain::policy::directory::{Person, Unit};
use crate::report::context::ReportContext;
use crate::text::Two;
use chrono::NaiveDate;
use edit::DirectorySection;

const ACTION: Flag = arg(
    "action",
    "list|add|set|end",
    "list (also without a word), add, set or end",
    "list 列表（可省略）、add 增加、set 修改、end 停用",
);
const FROM: Flag = flag(
    "from",
    "DATE|FILE",
    "first day; or a list with a header: xlsx, xls, ods, csv (- is standard input)",
    "起始日期；或带表头的名单文件：xlsx、xls、ods、csv（“-”为标准输入）",
);
const UNTIL: Flag = flag("until", "DATE", "last day; end: today where it is not given", "最后一天；停用时默认为当天");
const SHEET: Flag =
    flag("sheet", "S", "with a workbook: which sheet, by name or number", "工作簿中的工作表，名称或序号");
const ALL: Flag<Switch> = switch("all", "list: those that have ended too", "列表：包括已停用的");
const DRY: Flag<Switch> =
    switch("dry-run", "say what would change, write nothing", "只说明将作的改动，不写入").short('n');

const U_CODE: Flag = arg("code", "CODE", "its code, as events name it", "单位代码，记录中使用");
const U_ZH: Flag = flag("zh", "NAME", "its Chinese name", "中文名称");
const U_EN: Flag = flag("en", "NAME", "its English name", "英文名称");
const U_PARENT: Flag = flag("parent", "U", "the unit above it", "上级单位");
const U_LEVEL: Flag = flag("level", "L", "its level", "层级");
const U_FUNCTION: Flag<Many> = flag("function", "F", "a function that it has", "承担的职能").many();
const U_LEADER: Flag = flag("leader", "P", "the leader accountable for complaints", "第一责任人");
const U_FIRST_CONTACT: Flag = flag("first-contact", "P", "first contact", "第一联系人");
const U_SECOND_CONTACT: Flag = flag("second-contact", "P", "second contact", "第二联系人");
const U_CUSTOMERS: Flag = flag("customers", "N", "how many customers it serves", "客户数");
const U_OUTLETS: Flag = flag("outlets", "N", "how many outlets it has", "网点数");
const U_OUTSIDE: Flag<Switch> = switch("outside", "an organisation outside this one", "外部单位");
const U_INTO: Flag = flag("into", "U", "the unit that takes over what it had", "并入的单位");
const P_CODE: Flag = arg("code", "CODE", "the code, as events name it", "人员代码，记录中使用");
const P_NAME: Flag = flag("name", "N", "name", "姓名");
const P_UNIT: Flag = flag("unit", "U", "unit", "所属单位");
const P_ROLE: Flag<Many> = flag("role", "R", "a role", "角色").many();
const P_PHONE: Flag = flag("phone", "T", "office phone", "办公电话");
const P_ACCOUNT: Flag = flag("account", "LOGIN", "login name of the person's account", "登录账户");

/// unit
pub(super) const UNIT: Spec = Spec {
    name: "unit",
    zh: "单位",
    group: CommandGroup::SetUp,
    about: Two("list, add, change and end units", "单位的列表、增加、修改、停用"),
    more: Two(
        "redress unit add yangquan --zh 阳泉分行 --en \"Yangquan branch\" --parent hq --level branch\nredress unit set yangquan --leader li.na --first-contact zhang.wei\nredress unit end gujiao --until 2026-12-31 --into taiyuan\nredress unit add --from units.xlsx",
        "redress 单位 增加 yangquan --zh 阳泉分行 --en \"Yangquan branch\" --parent hq --level branch\nredress 单位 修改 yangquan --leader li.na --first-contact zhang.wei\nredress 单位 停用 gujiao --until 2026-12-31 --into taiyuan\nredress 单位 增加 --from 机构.xlsx",
    ),
    flags: flags![
        ACTION,
        U_CODE,
        U_ZH,
        U_EN,
        U_PARENT,
        U_LEVEL,
        U_FUNCTION,
        U_LEADER,
        U_FIRST_CONTACT,
        U_SECOND_CONTACT,
        U_CUSTOMERS,
        U_OUTLETS,
        U_OUTSIDE,
        FROM,
        UNTIL,
        U_INTO,
        SHEET,
        ALL,
        DRY,
        OUTPUT
    ],
    run: CommandRun::Plain(|input, cx| run(DirectorySection::Unit, input, cx)),
};

/// person
pub(super) const PERSON: Spec = Spec {
    name: "person",
    zh: "人员",
    group: CommandGroup::SetUp,
    about: Two("list, add, change and end persons", "人员的列表、增加、修改、停用"),
    more: Two(
        "redress person add wang.fang --name 王芳 --unit taiyuan --role handler --phone 0351-7654321 --from 2026-12-01\nredress person set wang.fang --account wangf\nredress person end zhang.wei --until 2026-12-31\nredress person set --from staff.xlsx",
        "redress 人员 增加 wang.fang --name 王芳 --unit 太原分行 --role handler --phone 0351-7654321 --from 2026-12-01\nredress 人员 修改 wang.fang --account wangf\nredress 人员 停用 zhang.wei --until 2026-12-31\nredress 人员 修改 --from 人员.xlsx",
    ),
    flags: flags![ACTION, P_CODE, P_NAME, P_UNIT, P_ROLE, P_PHONE, P_ACCOUNT, FROM, UNTIL, SHEET, ALL, DRY, OUTPUT],
    run: CommandRun::Plain(|input, cx| run(DirectorySection::Person, input, cx)),
};

const LISTED: &[AnyFlag] = flags![ALL, OUTPUT];
pub(super) const UNIT_ACTIONS: &[Action] = &[
    action::plain("list", "列表", LISTED),
    action::plain("add", "增加", UNIT.flags).but(LISTED),
    action::plain("set", "修改", UNIT.flags).but(LISTED),
    action::plain("end", "停用", flags![U_CODE, FROM, UNTIL, U_INTO, SHEET, DRY]),
];
pub(super) const PERSON_ACTIONS: &[Action] = &[
    action::plain("list", "列表", LISTED),
    action::plain("add", "增加", PERSON.flags).but(LISTED),
    action::plain("set", "修改", PERSON.flags).but(LISTED),
    action::plain("end", "停用", flags![P_CODE, FROM, UNTIL, SHEET, DRY]),
];

fn run(section: DirectorySection, input: &Input, cx: &Context) -> Result<(), CliError> {
    let actions = match section {
        DirectorySection::Unit => UNIT_ACTIONS,
        DirectorySection::Person => PERSON_ACTIONS,
    };
    match action::chosen(input, section.name(), actions)? {
        "list" => list(section, input, cx),
        other => edit::edit(section, other, input, cx),
    }
}

fn list(section: DirectorySection, input: &Input, cx: &Context) -> Result<(), CliError> {
    let (project, day, all) = (cx.project()?, cx.now()?.date(), input.on(ALL));
    let context = selection::report_context(cx, day, None)?;
    let stands = |until: Option<NaiveDate>| all || until.is_none_or(|until| day <= until);
    let (keys, schema, title, rows): (&[&str], _, _, Vec<Row>) = match section {
        DirectorySection::Unit => {
            let units = project.directory.units.iter().filter(|unit| stands(unit.until));
            (UNIT_KEYS, "redress.units/1", Two("Units", "单位"), units.map(|unit| unit_row(unit, &context)).collect())
        }
        DirectorySection::Person => {
            let people = project.directory.people.iter().filter(|person| stands(person.until));
            (
                PERSON_KEYS,
                "redress.people/1",
                Two("People", "人员"),
                people.map(|person| person_row(person, &context)).collect(),
            )
        }
    };
    let column = |key: &&str| {
        let right = matches!(*key, "customers" | "outlets");
        Column { key: (*key).into(), title: keys::heading(key).get(cx.lang).into(), right }
    };
    let columns = keys.iter().map(column).collect();
    output::table(cx, &Table { title: title.get(cx.lang).into(), schema, columns, rows, ..Table::default() })
}

const UNIT_KEYS: &[&str] = &[
    "code",
    "zh",
    "en",
    "parent",
    "level",
    "functions",
    "leader",
    "first_contact",
    "second_contact",
    "from",
    "until",
    "into",
];
const PERSON_KEYS: &[&str] = &["code", "name", "unit", "roles", "phone", "account", "from", "until"];

fn unit_row(unit: &Unit, context: &ReportContext<'_>) -> Row {
    let cells = vec![
        text(&unit.code),
        text(&unit.zh),
        text(&unit.en),
        context.unit(&unit.parent),
        context.code("level", &unit.level),
        codes(&unit.functions),
        context.person(&unit.leader),
        context.person(&unit.first_contact),
        context.person(&unit.second_contact),
        date(unit.from),
        date(unit.until),
        context.unit(&unit.into),
    ];
    Row { cells, ..Row::default() }
}

fn person_row(person: &Person, context: &ReportContext<'_>) -> Row {
    let cells = vec![
        text(&person.code),
        text(&person.name),
        context.unit(&person.unit),
        codes(&person.roles),
        text(&person.phone),
        text(&person.account),
        date(person.from),
        date(person.until),
    ];
    Row { cells, ..Row::default() }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) }
}

fn codes(all: &[Code]) -> Cell {
    Cell::List(all.iter().map(ToString::to_string).collect())
}

fn date(day: Option<NaiveDate>) -> Cell {
    day.map_or(Cell::Empty, Cell::Date)
}

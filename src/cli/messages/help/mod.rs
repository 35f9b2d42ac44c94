//! Topics of `help` that belong to no single command.

use crate::domain::value::title::Lang;
use crate::say;

mod accounts;
mod backup;
mod changes;
mod personal;
mod policy;

/// The topics.
pub const TOPICS: &[&str] = &[
    "terms",
    "dates",
    "exit-codes",
    "batch",
    "files",
    "accounts",
    "personal-data",
    "backup",
    "policy-rows",
    "changes",
];

/// A topic's text.
#[must_use]
pub fn topic(name: &str, lang: Lang) -> Option<String> {
    Some(match name {
        "terms" | "查询条件" => terms(lang),
        "dates" | "日期" => dates(lang),
        "exit-codes" | "退出码" => exit_codes(lang),
        "batch" | "批处理格式" => batch(lang),
        "files" | "文件" => files(lang),
        "accounts" | "账户" => accounts::topic(lang),
        "personal-data" | "个人信息" => personal::topic(lang),
        "backup" | "备份" => backup::topic(lang),
        "policy-rows" | "制度写法" => policy::topic(lang),
        "changes" | "升级说明" => changes::topic(lang),
        _ => return None,
    })
}

fn terms(lang: Lang) -> String {
    say!(
        lang,
        r"Terms filter list, export, search (--where) and every report (--where). All of them must hold.

  status:open               open, pending, ended, or a state: received accepted assigned replied
                            closed declined referred withdrawn voided
  is:overdue                a limit is past and not met;  is:late  ever missed one
  is:escalated              paused extended supervised repeat media legal restricted contested imported …
  overdue:reply             this limit is past
  unit:taiyuan person:li.na channel:phone,web category:attitude source: nature: cause: tag: …
  received:2026-10          also closed: recorded: due:  with any period (redress help dates)
  amount:50000..            at least; ..100 at most
  FIELD:VALUE               a field of the policy
  not:channel:media         turned round
  refund                    a word in the title
  @late                     a saved query of redress.toml [queries]

A comma means or. Codes and exact titles in both languages are understood.
",
        r"查询条件用于 list、export、search（--where）和各类报表（--where），须全部满足。

  status:open               open 在办、pending 未结、ended 已结，或状态：received accepted assigned replied
                            closed declined referred withdrawn voided
  is:overdue                有时限已过且未完成；is:late 曾经超期
  is:escalated              paused extended supervised repeat media legal restricted contested imported 等
  overdue:reply             该时限已过
  unit:太原分行 person:李娜 channel:电话,网络 category:服务态度 source: nature: cause: tag: 等
  received:2026-10          另有 closed: recorded: due:，可用任何时间段（redress help dates）
  amount:50000..            不低于；..100 不高于
  字段:值                    制度自定项
  not:channel:media         取反
  退款                       标题中的词
  @late                     redress.toml [queries] 中保存的查询

逗号表示“或”。代码和两种语言的准确名称都可使用。
"
    )
}

fn dates(lang: Lang) -> String {
    say!(
        lang,
        r"A time      2026-11-23   2026-11-23T09:30   today   yesterday   +3wd   -10d
A period    2026-11-23   2026-10   2026-10-a (1st–15th)   2026-10-b   2026-W48   2026-Q3   2026-H1   2026
            this-week  last-month  this-half-month  last-quarter …
A range     2026-01-01..2026-03-31   2026-10..   ..yesterday      both ends count

wd are working days: the day of receipt is not counted, holidays and weekends are passed over, make-up
workdays count. redress calendar 2026 lists them; redress calendar due 2026-09-25 +3wd computes one.
",
        r"时间        2026-11-23   2026-11-23T09:30   今天   昨天   +3wd   -10d
时间段      2026-11-23   2026-10   2026-10-a（上半月）   2026-10-b   2026-W48   2026-Q3   2026-H1   2026
            this-week  last-month  this-half-month  last-quarter 等
区间        2026-01-01..2026-03-31   2026-10..   ..昨天      两端都计入

wd 为工作日：收到当日不计，节假日和周末不计，调休上班日计入。redress 日历 2026 列出；
redress 日历 due 2026-09-25 +3wd 推算到期日。
"
    )
}

fn exit_codes(lang: Lang) -> String {
    say!(
        lang,
        r"0   done, or nothing found
1   failed
2   the words of the command are wrong
3   no such case
4   more than one case could be meant
5   refused by a rule
6   verify found damage, or the log has gone back
7   a person must see to it: a copied folder, one without a desk, a number that two desks gave out
8   --fail-if-any found some
74  a file could not be read or written
75  another process is writing; try again
",
        r"0   已完成，或没有符合的内容
1   失败
2   命令写法有误
3   没有此投诉件
4   编号所指不唯一
5   制度不允许
6   校验发现损坏，或日志比已确认的少
7   须由人处理：目录是副本、没有部门，或两个部门用了同一编号
8   --fail-if-any 发现有内容
74  文件无法读写
75  另一进程正在写入，请重试
"
    )
}

fn batch(lang: Lang) -> String {
    say!(
        lang,
        r#"redress batch FILE|-   one JSON command a line; all are one commit, or none is done.

  {{"do":"intake","title":"Queue","channel":"phone","let":"a"}}
  {{"do":"accept","case":"@a"}}
  {{"do":"assign","case":"42","unit":"taiyuan","person":"zhang.wei","as":"li.na"}}
  {{"do":"classify","case":"42","category":"attitude","set":{{"recording":"yes"}}}}

Keys are the command's flags; repeatable flags are arrays, set is an object, as is the actor, on and received are times.
let names the case that a line opens; @a stands for it later. request makes a retry harmless.
--keep-going takes what it can and lists the rest by line.
"#,
        r#"redress 批处理 文件|-   每行一个 JSON 命令；整批一次提交，要么全部办理，要么都不办理。

  {{"do":"登记","title":"排队","channel":"电话","let":"a"}}
  {{"do":"受理","case":"@a"}}
  {{"do":"转办","case":"42","unit":"太原分行","person":"张伟","as":"li.na"}}
  {{"do":"定性","case":"42","category":"服务态度","set":{{"recording":"yes"}}}}

键即命令的参数；可重复的参数写成数组，set 写成对象，as 为登记人，on、received 为时间。
let 为该行新立的投诉件命名，后面用 @a 引用。request 使重试不会重复办理。
--keep-going 可办理的先办理，其余按行列出。
"#
    )
}

fn files(lang: Lang) -> String {
    say!(
        lang,
        r"redress.toml       the policy: a profile, and what you change in it
directory.toml     units and people
calendars/*.json   further calendar years, holiday-cn's format; a file for a published year adds its days (a local holiday, a closing
                   day), and takes its place only where it says replace: true; redress policy check names each date that differs
policies/          each policy that has decided something, by its SHA-256
log/               the history: a folder a writer, JSON lines, each hashed with the one before
private/           who complained, in their own words; not in the log, not in git
.redress/          this machine only: who writes here, and how far; only its cache/ may be deleted (redress help backup)

An import map is a TOML file. redress import FILE --map MAP.toml --dry-run tries it.

  name = 'old-desk'                     begins the keys by which rows are known again: do not change it later
  key = 'complaint_id'                  the column that tells rows apart; it stands in the log: nothing personal
  format = {{ encoding = 'auto', delimiter = ',', empty = ['N/A'] }}    auto, utf-8, gb18030; cells that mean nothing
  [alias]                               other names of a column; Chinese keys of TOML stand in quotes
  complaint_id = ['Complaint ID']
  [case]                                the flags of intake: title and received, then channel, category, tag, amount …
  title = 'issue'
  received = {{ column = 'date_received', date = ['%Y-%m-%d', '%m/%d/%Y'] }}
  channel = {{ column = 'via', map = {{ Web = 'web', Fax = 'letter' }}, default = '' }}
  [field]                               the policy's own fields
  product = 'product'
  [private]                             name, phone, email, address, id-number, statement, place, demand
  statement = 'narrative'
  [accepted]                            each act: when it counts (if not said: where on has a date), since when, by whom
  [assigned]
  on = 'sent'
  unit = {{ const = 'taiyuan' }}
  by = 'clerk'
  [closed]                              without [replied] it was replied to that day: findings, responsibility … go here
  when = {{ column = 'status', is = ['Closed'] }}                        also not = […], set = true; a list: all of them
  on = ['closed_date', 'updated']
  outcome = {{ const = 'explained' }}

A value is a column's name, {{ column = … }}, {{ columns = […], join = ' ' }} or {{ const = … }}, with map, default, prefix, split (of
lists), date and optional = true; of a list of values the first that says something counts. What a map's table does not have, and
has no default for, is not taken. Dates are strftime's; a date without time is a day, a time without offset is the project's.
Further acts: contacted noted returned supervised declined referred withdrawn reopened.

Rows that are acts (a log, one row an event) have [events] instead of key and acts:

  [events]
  case = 'case_id'
  activity = 'activity'
  time = 'timestamp'
  by = 'resource'                       also note, and key where time and activity do not tell a case's rows apart
  other = 'noted'                       all other activities; without it they are not taken
  [events.as]
  Create = 'opened'                     a case's first row registers it
  Send = 'accepted'
  Bill = {{ kind = ['replied', 'closed'], outcome = {{ const = 'answered' }} }}
  Print = 'skip'

Rows that cannot be taken go to private/rejects/ (or --rejects FILE) with _line and _reason: correct and import that file.
Built in: cfpb, nyc311.
",
        r"redress.toml       制度：选用的模板和本单位的改动
directory.toml     单位和人员
calendars/*.json   其他年份的日历，holiday-cn 格式；已公布年份的文件只补充日期（当地假日、停业日），
                   写明 replace: true 才替换全年；redress 制度 check 逐日列出与国务院安排的不同
policies/          曾作为依据的各版制度，以 SHA-256 命名
log/               历史：每个写入者一个目录，逐行 JSON，逐行哈希
private/           投诉人信息和原话；不入日志，不入 git
.redress/          仅属本机：由谁写入、写到何处；只有其中的 cache/ 可以删除（见 redress help backup）

导入对照表是一个 TOML 文件。先用 redress import 文件 --map 对照表.toml --dry-run 试运行。

  name = 'old-desk'                     来源名称，用于识别已导入的行，以后不要改动
  key = 'complaint_id'                  区分各行的列；会写入日志，不得含个人信息
  format = {{ encoding = 'auto', delimiter = ',', empty = ['无'] }}     auto、utf-8、gb18030；empty 为视同空白的内容
  [alias]                               列的其他名称；TOML 中的中文键须加引号
  complaint_id = ['投诉编号']
  [case]                                同登记的参数：title、received 必填，另有 channel、category、tag、amount 等
  title = '标题'
  received = {{ column = '收到日期', date = ['%Y-%m-%d', '%Y年%m月%d日'] }}
  channel = {{ column = '渠道', map = {{ '电话' = 'phone', '来信' = 'letter' }}, default = '' }}
  [field]                               制度自定项
  product = '产品'
  [private]                             name、phone、email、address、id-number、statement、place、demand
  statement = '投诉内容'
  [accepted]                            各项办理：何时算（不写则以 on 有日期为准）、自何时起、由谁
  [assigned]
  on = '转办日期'
  unit = {{ const = 'taiyuan' }}
  by = '经办人'
  [closed]                              没有 [replied] 时视为当日已回复：findings、responsibility 等写在这里
  when = {{ column = '状态', is = ['已结'] }}                            另有 not = […]、set = true；写成列表则须全部满足
  on = ['办结日期', '回复日期']
  outcome = {{ const = 'explained' }}

取值可写列名、{{ column = … }}、{{ columns = […], join = ' ' }} 或 {{ const = … }}，并可加 map、default、prefix、split（列表）、date、
optional = true；写成列表时取第一个非空值。map 中没有又无 default 的内容，该行不导入。日期用 strftime 写法；无时刻的是整日，
无时差的按本项目时区。其他办理：contacted noted returned supervised declined referred withdrawn reopened。

一行一条记录的历史，用 [events] 代替 key 和各项办理：

  [events]
  case = 'case_id'
  activity = 'activity'
  time = 'timestamp'
  by = 'resource'                       另有 note；时间和活动不足以区分各行时用 key
  other = 'noted'                       其余活动；不写则不导入
  [events.as]
  Create = 'opened'                     每件的第一行即登记
  Send = 'accepted'
  Bill = {{ kind = ['replied', 'closed'], outcome = {{ const = 'answered' }} }}
  Print = 'skip'

不能导入的行写入 private/rejects/（或 --rejects 文件），附 _line 和 _reason：更正后再导入该文件即可。
内置对照表：cfpb、nyc311。
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_there_in_both_languages() {
        for name in TOPICS {
            for lang in [Lang::En, Lang::Zh] {
                assert!(topic(name, lang).is_some_and(|text| text.lines().count() > 5), "{name}");
            }
        }
    }

    #[test]
    fn the_maps_of_the_help_are_maps() {
        for lang in [Lang::En, Lang::Zh] {
            let text = topic("files", lang).expect("the topic");
            let code = |begin: &str| -> String {
                let lines = text.lines().skip_while(|l| !l.trim_start().starts_with(begin));
                let lines = lines.take_while(|l| l.starts_with("  ")).map(str::trim);
                // What stands apart is explanation.
                lines.map(|l| l.split("    ").next().unwrap_or_default().to_string() + "\n").collect()
            };
            let rows = code("name = ");
            crate::import::check_map(&rows).unwrap_or_else(|e| panic!("{e}: {rows}"));
            let events = format!("name = 'x'\n[case]\ntitle = 'a'\n{}", code("[events]"));
            crate::import::check_map(&events).unwrap_or_else(|e| panic!("{e}: {events}"));
        }
    }
}

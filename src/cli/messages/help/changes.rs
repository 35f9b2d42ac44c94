//! `help changes`: what an upgrade reads otherwise than the version that wrote the log. `CHANGELOG.md` has the same.

use crate::domain::value::title::Lang;
use crate::say;

/// The text of the topic.
pub(super) fn topic(lang: Lang) -> String {
    say!(
        lang,
        r#"What was decided (dates, states, sums) stays as the version that wrote it meant it; what was a fault of reading is mended for all logs.
redress list is:reread lists the cases that read otherwise now; redress show CASE shows each as it is read.

Form 2 of the log. The first write of this version begins a new segment of form 2. Logs of form 1 are read for ever; a version that
does not know a form says so and does not write.

  a final reply to the desk or     the case is where it was before it, and the complainant's reply is owed again. Of an anonymous
  the source only                  case it is the reply, as before; rounds that have ended keep their end.
  a reply done again after a       its compensation takes the place of the one that was sent back; both were added before.
  rework
  duplicates in a circle, or of    the one that was recorded first is live, counted, and shown as contested.
  a voided case
  a duplicate not closed yet       is out of pending, of received and of every rate from the day of the link, and counted beside them.
  a closed duplicate whose link    is where it was before it was closed.
  was taken back
  a registration that is not       the case is listed, and counted as not understood.
  understood
  a limit until a step             it ends when the step is recorded; it never ended before.
  a limit met before a pause       keeps its date; the pause moved it before.
  days late                        days on which the clock was stopped are left out.
  an imported round's limits of    not told: neither late nor in time (redress list is:not-told).
  which the source says nothing
  a file in calendars/ for a       adds its days to the year; with "replace": true it takes the year's place.
  published year
"#,
        r#"当时作出的决定（日期、状态、金额）以写入时的版本为准；读法上的错误对全部日志一并更正。
redress 列表 is:升级后读法有变 列出读法有变的投诉件；redress 查看 编号 显示现在的读法。

日志第 2 版格式。此版本首次写入时另起新段，采用第 2 版格式。第 1 版日志永远可读；不识别某一版本格式的程序会指明，并且不写入。

  只答复受理部门或来件单位的        该件状态不变，仍须答复投诉人。匿名件以此为答复，与以前相同；已结束的轮次不变。
  最终回复
  退回重办后再次回复的赔付          取代被退回的一笔；以前两笔相加。
  互为重复件，或主件已作废          其中最先登记的一件照常办理、计入，并标明“记录冲突”。
  已关联但尚未归档的重复件          自关联之日起不计入未结、收到件数和各项比率，另行列出件数。
  已归档、关联又被解除的重复件      恢复到归档以前的状态。
  无法识别的登记                    列出该件，计入“无法识别”。
  以办理步骤为止的时限              登记该步骤即终止；以前一直不终止。
  中止计时前已完成的时限            日期不变；以前随中止顺延。
  超期天数                          中止计时的天数不计。
  导入件中来源未说明的时限          既不计超期，也不计按时（redress 列表 is:来源未说明）。
  calendars/ 中已公布年份的文件     只补充日期；写明 "replace": true 才替换全年。
"#
    )
}

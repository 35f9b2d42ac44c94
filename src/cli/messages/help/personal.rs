//! `redress help personal-data`: what lies in private, what the guard catches and what it cannot, and what keeps others out.

use crate::domain::value::title::Lang;
use crate::say;

/// The topic.
#[must_use]
pub(super) fn topic(lang: Lang) -> String {
    say!(
        lang,
        r#"Who complained, in which words, and where to reach them lies in private/; the log names it by a salted digest only, so that it can be
erased while the history still verifies. Everything else that is written (titles, findings, notes, reasons, codes, references, keys of
requests and imports) stays in the log for ever: a guard looks at it before it is recorded.

THE GUARD REFUSES (exit 5), in full or half width, in any case, with blanks, hyphens, dots or brackets between digits:
  mobile phones           11 digits, with or without +86
  fixed phones            with area code and extension; and any number that the case's own complainants gave
  identity numbers        15 digits; 18 with the right check digit
  bank cards              13 to 19 digits of a known issuer with the right check digit
  e-mail addresses        also with (at)
  names                   of the case's own complainants and agents; of two characters where they stand alone or beside a word of
                          address (客户, 先生, 反映 …), elsewhere, and where they are a common word too (高峰, 方便), it only warns

It names the word and the flag that keeps it in private: --name, --phone, --statement, --private on a note. Where it is wrong:
--not-personal WORD lets one word through, and that is on record; the name of a complainant of the case wants an approval for it.
Staff phones of directory.toml may stand. Numbers of orders, serial numbers and sums are let through by what stands beside them.

IT CANNOT KNOW addresses, number plates, passports, foreign phone and identity numbers, numbers written out in words (一三九…), names of
people who are not parties of the case, nicknames, photographs. Read before you record.

WHO SEES IT. show --private, search --private and attach --get want a purpose and leave a trace that stays. Who may is said by the policy
(gates on "reveal"), a restricted case shows others no more than number and state. That is this program's word: who may read the
files can read private/ without it. Keep the folder's owner and group right (redress help accounts).

ON THE DISK private/ is as safe as its disk: nothing in it is encrypted. Use the system's encryption (LUKS, BitLocker, EFS) and keep
backups as safe as the original.

ERASING overwrites what lies in this folder and removes attached files. It does not reach backups, snapshots, copies, git's history or
what was printed (redress help backup).
"#,
        r"投诉人是谁、原话、联系方式都在 private/ 中；日志只记加盐摘要，因此删除个人信息后历史仍可校验。其余所写内容（标题、调查情况、备注、
理由、代码、编号、请求和导入的键）永久留在日志中，登记之前先行检查。

以下内容不予登记（退出码 5），不论全角半角、大小写，数字之间有无空格、连字符、点或括号：
  手机号码                11 位，可带 +86
  固定电话                带区号，可带分机；以及本件投诉人自己留下的任何号码
  身份证号                15 位；18 位且校验位正确
  银行卡号                13 至 19 位，属已知发卡机构且校验位正确
  电子邮箱                包括写作 (at) 的
  姓名                    本件投诉人、代表人、代理人的姓名；两个字的，单独出现或紧邻称谓用语（客户、先生、反映等）时不予登记，其他位置
                          或同时是常用词（高峰、方便）的，只作提醒

提示会指出词语和应使用的选项：--name、--phone、--statement，备注用 --private。确系误判的，用 --not-personal 词语 放行并留痕；放行本件
投诉人姓名须经审批。directory.toml 中的工作电话可以出现。订单号、流水号、金额等按前后文字识别，不作个人信息。

无法识别：地址、车牌、护照、境外电话和证件号码、以文字写出的号码（一三九……）、非本件当事人的姓名、昵称、照片。登记前请自行核对。

谁能查看：show --private、search --private、attach --get 须写明用途，并永久留痕。谁有权查看由制度规定（“reveal” 关卡）；保密件对他人
只显示编号和状态。以上是本程序的约束：能读取文件的人不经本程序也能读 private/。请管好目录的属主和用户组（redress help accounts）。

磁盘：private/ 未加密，其安全取决于所在磁盘。请使用系统加密（LUKS、BitLocker、EFS），备份应与原件同等保护。

删除个人信息：覆写本目录中的内容并删除附件；备份、快照、副本、git 历史和已打印的材料不在其内（redress help backup）。
"
    )
}

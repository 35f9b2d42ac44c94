//! `redress help backup`: how to back up, restore, move and upgrade, and what transports keep of what was erased.

use crate::domain::value::title::Lang;
use crate::say;

/// The topic.
#[must_use]
pub(super) fn topic(lang: Lang) -> String {
    say!(
        lang,
        r"BACK UP the whole folder: log/ and private/ (and [private] path, if it lies elsewhere), policies/, redress.toml, directory.toml,
calendars/, templates/. Nothing of it may be rewritten on the way. Nobody need stop working where the lock is held while it is copied:

  flock complaints/.redress/lock rsync -a complaints/ /backup/complaints/
  redress -C /backup/complaints verify              reads only; exit 0: the copy is whole

Without the lock copy .redress/ first, then log/, then private/: what the log names is then in private/.

WHAT ERASING LEAVES. Erasing overwrites in place: the file keeps its length and gets other bytes and another time. rsync -a and rsync
--checksum carry that over; what goes by size alone (rsync --size-only, some synchronisers) does not. Write-once buckets, snapshots, old
backups and git's own history keep what was erased: they need an end of their own.

RESTORE, then say so:

  redress verify                                    what is there, and what is missing
  redress desk adopt                                this folder goes on as the desk that it was

A log, a private/ or a .redress/ older than what was acknowledged is noticed (exit 6), and nothing is written until the newer copy is back
or somebody adopts the older one. Then what came after it is given up here: verify and status go on telling so, and its case numbers are
not given out again. Private data that no event names any more is kept where it is. If the newer log turns up before that, put it back.

  What knows: .redress/head in the folder, and this account's own record (redress/ in $XDG_STATE_HOME, by default in ~/.local/state),
  which a folder restored whole does not take back with it. On another machine, or under another account, nobody knows: compare the
  last number with papers and mails before you adopt. A backup is adopted once: two folders that go on as one desk give out the same
  numbers, and their logs can never be put together.

MOVE to another machine or path: stop writing, copy the folder with private/ and .redress/, then there redress verify and redress desk
adopt; rename or delete the old one. A copy that is to work beside the original: redress desk new CODE, with a code that nobody has.
In containers: the same volume at the same path needs nothing (without /etc/machine-id path and folder decide); keep $XDG_STATE_HOME on
a volume too.

GIT carries everything but private/ and .redress/. In a fresh clone redress desk new CODE begins a desk; if it is the only folder of a desk
left, redress desk adopt CODE. A log that git has set back (reset, checkout, an old branch) is noticed as above.

TWO DESKS OF ONE CODE, taken in two clones that did not see each other, show after a merge: redress verify ends with 7, and a number
that both gave out is shown twice, as HQ-2026-0001~3fa9 and HQ-2026-0001~77b1 (the first digits of who wrote it). Both can be read by
these names everywhere; nothing more is recorded in them. In one of the two folders: redress desk new with another code, and register
there again, with redress intake --repeat-of HQ-2026-0001~77b1, what is still open.

UPGRADE by putting the new program in the place of the old, after a backup. Logs of older versions are read as they are; .redress/cache
is made anew. Do not go back: an older program does not know what the newer one has written.
",
        r"备份：复制整个目录，即 log/、private/（另设 [private] path 的，也要复制该目录）、policies/、redress.toml、directory.toml、calendars/、
templates/，途中不得改写。复制时持有锁，则无须停止工作：

  flock 投诉台账/.redress/lock rsync -a 投诉台账/ /备份/投诉台账/
  redress -C /备份/投诉台账 verify                  只读；退出码 0 表示副本完整

不加锁时，请依次复制 .redress/、log/、private/：这样日志所指的内容 private/ 中都有。

删除个人信息之后：删除是原处覆盖，文件长度不变，字节和时间改变。rsync -a 和 rsync --checksum 会带走改动；只比较大小的方式（rsync --size-only、
部分同步工具）不会。只写一次的存储、快照、旧备份和 git 历史仍保留已删除的内容，须另行处理。

恢复之后须作说明：

  redress verify                                    有什么，缺什么
  redress desk adopt                                本目录继续作为原部门

日志、private/ 或 .redress/ 比已确认的旧时会指出（退出码 6），取回较新的副本或由人接替之前不写入任何内容。接替即放弃其后的内容：verify 和 status
会一直提示，已用的编号不会再次使用。不再有记录指向的个人信息原样保留。接替之前若找到较新的日志，请放回原处。

  依据：目录中的 .redress/head，以及本账户自己的记录（$XDG_STATE_HOME 下的 redress/，默认为 ~/.local/state）；整个目录恢复时，后者不会随之倒退。
  换了机器或账户则无从得知：接替前请对照纸质材料和邮件核对最后一个编号。一份备份只能接替一次：两个目录以同一部门继续，会用同样的编号，
  日志永远无法合并。

迁移到另一台机器或另一路径：停止写入，连同 private/ 和 .redress/ 复制目录，然后在新位置运行 redress verify 和 redress desk adopt；旧目录改名或删除。
副本要与原目录并行工作的，用 redress desk new 代码，代码不得与其他部门相同。容器：同一卷、同一路径无须处理（没有 /etc/machine-id 时以路径和
目录为准）；$XDG_STATE_HOME 也应放在卷上。

git 传送 private/ 和 .redress/ 以外的全部内容。新克隆的目录用 redress desk new 代码 建立部门；若是某部门仅存的目录，用 redress desk adopt 代码。
git 使日志退回以前（reset、checkout、旧分支）同样会指出。

两个部门代码相同：两个克隆互不知情而用了同一代码，合并后 redress verify 以 7 结束，重复的编号分别显示为 HQ-2026-0001~3fa9 和 HQ-2026-0001~77b1
（写入者的前几位）。各处均可用这两个名称阅读，但不能再登记。请在其中一个目录用 redress desk new 改用其他代码，未办结的用
redress 登记 --repeat-of HQ-2026-0001~77b1 重新登记。

升级：先备份，再以新程序替换旧程序。旧版本的日志照常读取，.redress/cache 会重新生成。请勿退回旧版本：旧程序不认识新程序写入的内容。
"
    )
}

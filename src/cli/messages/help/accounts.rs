//! `help accounts`: several people, one folder; who acts, who may what, and what keeps others out.

use crate::domain::value::title::Lang;
use crate::say;

/// The topic.
#[must_use]
pub(super) fn topic(lang: Lang) -> String {
    say!(
        lang,
        r#"Several accounts of one Unix group can work in one folder, on the machine on which it lies:

  chgrp desk complaints                the group whose members work here
  redress desk share                   (a new one: redress init complaints --profile bank --desk HQ --shared)
  redress desk share --admins chiefs   the members of chiefs may change redress.toml, directory.toml, calendars/, templates/, policies.d/;
                                       without --admins only the owner of the folder may

Whatever the umask: folders of log/, private/, .redress/ have mode 2770, their files 0660. A smaller group may have the private side:
write group = "desk-private" under [private] in redress.toml, then redress desk share again. Who is not in it works all that needs no
private data: list, show, report, accept, assign, note, reply, verify. What such a member writes is not compared with complainants' names,
which this account cannot read; numbers and addresses are looked for as always.
Not shared, private/ has mode 0700 and its files 0600, and only the folder's owner writes. root writes in no other account's folder.

Who acts: --as > REDRESS_USER > the person of directory.toml with account = "LOGIN" > your own setting (redress config user CODE).
Whoever is named, every event also says the account by which it was recorded, as the system knows it. redress report exceptions lists acts
in the name of a person who has another account, and accounts and roles that were moved in directory.toml. No file of the project names
who acts or which program runs.

Network drives (NFS, SMB …): one machine writes. From a second one writing is refused (exit 7): log in on the first (ssh), or give the
second a folder of its own (copy it to a local disk, redress desk new CODE). Anybody may read.

What this is not: root, and whoever has the disk, reads everything. private/ is as safe as the disk that it lies on: use LUKS (Linux), EFS
or BitLocker (Windows), FileVault (macOS). An account's own programs can do what the account can. That a case is restricted keeps honest
people out; the groups above keep the others out.
"#,
        r#"同一 Unix 组的多个账户可以在目录所在的机器上共用一个目录：

  chgrp desk 投诉台账                   成员在此办理的组
  redress desk share                   （新建时：redress init 投诉台账 --profile bank --desk HQ --shared）
  redress desk share --admins chiefs   chiefs 组成员可修改 redress.toml、directory.toml、calendars/、templates/、policies.d/；
                                       不用 --admins 时只有目录所有者可以修改

不论 umask 如何，log/、private/、.redress/ 的目录权限为 2770，文件为 0660。个人信息可只给一个更小的组：在 redress.toml 的 [private]
下写 group = "desk-private"，再运行 redress desk share。不在该组的成员可办理一切不需要个人信息的事：list、show、report、accept、
assign、note、reply、verify。其账户读不到投诉人姓名，所写文字不与姓名核对；号码和地址照常检查。
未设共用时，private/ 为 0700，文件为 0600，只有目录所有者可以写入。root 不在其他账户的目录中写入。

谁在操作：--as > REDRESS_USER > directory.toml 中 account = "登录名" 的人员 > 本人配置（redress config user 代码）。
无论以谁的名义，每条记录都写明系统所知的登录账户。redress report exceptions 列出以账户另属他人的人员名义所作的操作，以及
directory.toml 中账户和角色的变更。项目中的任何文件都不能指定由谁操作、运行什么程序。

网络驱动器（NFS、SMB 等）：只能由一台机器写入。另一台机器写入会被拒绝（退出码 7）：请登录到第一台机器（ssh），或为第二台另建目录
（复制到本地磁盘，redress desk new 代码）。任何机器都可查询。

不能做到的：root 和拿到磁盘的人可以读到一切。private/ 的安全取决于所在磁盘：请使用 LUKS（Linux）、EFS 或 BitLocker（Windows）、
FileVault（macOS）加密。账户自己的程序能做该账户能做的一切。限制查看只约束守规矩的人，真正挡住他人的是上述各组的权限。
"#
    )
}

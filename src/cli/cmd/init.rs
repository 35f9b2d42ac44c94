//! `init`: makes a project in a folder, with a profile and a desk code.

use crate::cli::bind;
use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::spec::{CommandGroup, CommandRun, Spec};
use crate::command::flag::{Flag, Switch, arg, flag, flags, switch};
use crate::command::input::Input;
use crate::domain::value::id::DeskCode;
use crate::log::hash::to_hex;
use crate::profile;
use crate::project::{Init, ProjectError, init};
use crate::say;
use crate::text::Two;
use crate::text::new_project as words;

const DIRECTORY: Flag = arg("directory", "DIR", "directory; this one if not given", "目录，默认为当前目录");
const PROFILE: Flag = flag("profile", "P", "profile; `profile list` shows them", "模板，见 profile list").required();
const DESK: Flag = flag(
    "desk",
    "CODE",
    "this desk's code: capital letters and digits, in every case's number",
    "部门代码：大写字母和数字，用于投诉件编号",
)
.required();
const NAME: Flag = flag("name", "NAME", "what people call it", "名称");
const SHARED: Flag<Switch> = switch(
    "shared",
    "for all accounts of the folder's group: `help accounts`",
    "供该目录所属组的各账户共用，见 help accounts",
);
const SIMULATED: Flag<Switch> =
    switch("simulated", "a project for tests: given clocks are not marked", "测试用：指定的时间不作标注");

/// init
pub(super) const SPEC: Spec = Spec {
    name: "init",
    zh: "建立",
    group: CommandGroup::SetUp,
    about: Two("make a complaint desk in a directory", "在目录中建立投诉台账"),
    more: Two(
        "redress init complaints --profile bank --desk HQ\nredress init complaints --profile base --desk HQ    # rules of your own only",
        "redress 建立 投诉台账 --profile bank --desk HQ\nredress 建立 投诉台账 --profile base --desk HQ    # 只用本单位自己的制度",
    ),
    flags: flags![DIRECTORY, PROFILE, DESK, NAME, SHARED, SIMULATED],
    run: CommandRun::Plain(run),
};

fn run(input: &Input, cx: &Context) -> Result<(), CliError> {
    let code = input.text(DESK);
    let desk: DeskCode = code.parse().map_err(|_| CliError::unlike("--desk", code.clone(), "HQ, SX01"))?;
    let dir = cx.start().join(input.one(DIRECTORY).unwrap_or_else(|| ".".into()));
    let profile = input.text(PROFILE);
    let name = input
        .one(NAME)
        .unwrap_or_else(|| dir.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default());
    let policy = profile::resolve(&profile, &serde_json::Value::Null).map_err(ProjectError::from)?.policy;
    let project = to_hex(&env::random()?);
    let (simulated, shared) = (input.on(SIMULATED), input.on(SHARED));
    let made = Init {
        redress_toml: words::redress_toml(&policy, &project, &name, (simulated, shared), cx.lang),
        directory_toml: words::directory_toml(&policy, cx.lang),
        writer: to_hex(&env::random()?[..4]),
        machine: cx.env.machine(),
        profile,
        desk,
        name,
        simulated,
        shared,
        project,
    };
    init(&dir, &made)?;
    let shown = dir.display();
    output::talk(
        cx,
        &say!(
            cx.lang,
            "{shown}: desk {desk}, profile {}\nnext: who works here, redress unit add and redress person add (or directory.toml), then redress intake --title \"…\"",
            "{shown}：部门 {desk}，模板 {}\n接下来：用 redress 单位 增加、redress 人员 增加 录入本部门（或编辑 directory.toml），然后 redress 登记 --title \"…\"",
            made.profile
        ),
    )?;
    if simulated { Ok(()) } else { bind::offer(cx, &dir) }
}

//! `attach`: files are copied into the private folder under random names before the event that names them.

use crate::cli::cx::Cx;
use crate::cli::env;
use crate::cli::error::CliError;
use crate::cli::input::Input;
use crate::cli::spec::{CASE, Group, Run, Spec, arg};
use crate::cli::work::Work;
use crate::domain::decide::{Attach, FileFacts};
use crate::text::Two;
use crate::workspace::Kept;

/// attach
pub(super) const SPEC: Spec = Spec {
    name: "attach",
    zh: "附件",
    group: Group::Work,
    about: Two("keep files with a case, on the private side", "保存附件（不入日志）"),
    more: Two("redress attach 42 letter.pdf recording.wav", "redress 附件 42 来信.pdf 录音.wav"),
    flags: &[CASE, arg("file", "FILE", "files", "文件").many().required()],
    run: Run::Work(attach),
};

fn attach(input: &dyn Input, cx: &Cx) -> Result<Work, CliError> {
    let ws = cx.ws()?;
    let (mut files, mut kept) = (Vec::new(), Kept::default());
    for path in input.many("file") {
        let wrap = |source| CliError::File { path: path.clone(), source };
        let from = cx.env.cwd.join(&path);
        if input.on("dry-run") {
            std::fs::metadata(&from).map_err(wrap)?;
            files.push(FileFacts { name: path.clone(), ..FileFacts::default() });
            continue;
        }
        files.push(ws.keep_file(&from, env::random(), &mut kept)?);
    }
    Ok(Work { kept, ..Work::one(input, Attach { files }) })
}

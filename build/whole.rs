//! Linking the program whole: with the C library in it, so that no loader has to find, map and bind four files at every start,
//! which took a fifth of a look-up.
//!
//! Invariant: it is done only where a small program that was linked in the same way was seen to run; anywhere else the program is
//! linked as Rust does it. Rust names the libraries after `-Bdynamic`, which wins over `-static`; so each name is given a folder
//! that is searched first, and where it means the archive.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The libraries in the order in which Rust asks for them.
const ASKED: [&str; 7] = ["gcc_s", "util", "rt", "pthread", "m", "dl", "c"];

/// Before glibc 2.34 threads were a library of their own, and not safe to have in the program.
const TRIAL: &str = r#"
#include <features.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <unwind.h>
_Static_assert(__GLIBC__ == 2 && __GLIBC_MINOR__ >= 34, "threads are in the C library");
static _Unwind_Reason_Code frame(struct _Unwind_Context *c, void *n) { ++*(int *)n; return _URC_NO_REASON; }
static void *count(void *n) { _Unwind_Backtrace(frame, n); return n; }
int main(int argc, char **argv) {
    pthread_t thread; int n = 0; char *text = malloc(4096);
    if (!text || pthread_create(&thread, 0, count, &n) || pthread_join(thread, 0)) return 1;
    return n > 0 && pow(argc, 2) >= 1 ? 0 : 1;
}
"#;

/// What the linker must be told, or nothing.
pub(crate) fn arguments(out: &Path) -> Option<Vec<String>> {
    let var = |key: &str| std::env::var(key).ok();
    let here = var("TARGET") == var("HOST") && var("TARGET")? == "x86_64-unknown-linux-gnu";
    // Whoever has asked for it gets it from Rust itself.
    let asked = var("CARGO_CFG_TARGET_FEATURE").is_some_and(|all| all.split(',').any(|one| one == "crt-static"));
    if !here || asked {
        return None;
    }
    let cc = var("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let folder = out.join("whole");
    std::fs::create_dir_all(&folder).ok()?;
    let (unwind, numbers) = (archive(&cc, "gcc_eh")?, archive(&cc, "gcc")?);
    for name in ASKED {
        let found = if name == "gcc_s" { unwind.clone() } else { archive(&cc, name)? };
        let group = [&found, &unwind, &numbers].map(|path| format!("\"{}\"", path.display())).join(" ");
        let group = format!("GROUP ( {group} )\n");
        std::fs::write(folder.join(format!("lib{name}.a")), group).ok()?;
    }
    let arguments = vec![format!("-L{}", folder.display()), "-static".into()];
    runs(&cc, out, &arguments).then_some(arguments)
}

/// Where the compiler finds an archive.
fn archive(cc: &str, name: &str) -> Option<PathBuf> {
    let asked = Command::new(cc).arg(format!("-print-file-name=lib{name}.a")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(asked.stdout).ok()?.trim());
    (path.is_absolute() && path.is_file()).then_some(path)
}

/// Links the trial as Rust will link the program, and runs it.
fn runs(cc: &str, out: &Path, arguments: &[String]) -> bool {
    let (source, program) = (out.join("trial.c"), out.join("trial"));
    let libraries = ASKED.iter().fold(String::from("-Wl,-Bdynamic"), |mut all, name| {
        let _ = write!(all, " -l{name}");
        all
    });
    let linked = std::fs::write(&source, TRIAL).is_ok()
        && Command::new(cc)
            .arg(&source)
            .args(libraries.split(' '))
            .args(["-nodefaultlibs", "-no-pie"])
            .args(arguments)
            .arg("-o")
            .arg(&program)
            .output()
            .is_ok_and(|done| done.status.success());
    linked && Command::new(&program).status().is_ok_and(|done| done.success())
}

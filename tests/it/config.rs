//! `config`: what is shown is what would be set.

use crate::desk::{Desk, ran};

#[test]
fn global_shows_what_holds_for_all_projects_and_not_this_folders_value() {
    let desk = Desk::bank();
    let run = |args: &[&str]| ran(desk.command().args(args).output().expect("the program runs"));
    run(&["config", "patience", "5", "--global"]).ok();
    run(&["config", "patience", "7"]).ok();
    assert_eq!(run(&["config", "patience", "--global"]).ok().trim(), "5");
    assert_eq!(run(&["config", "patience"]).ok().trim(), "7");
    let row = |args: &[&str]| run(args).ok().lines().find(|row| row.starts_with("patience")).map(String::from);
    assert_eq!(row(&["config", "--global"]).as_deref(), Some("patience\t5"));
    assert_eq!(row(&["config"]).as_deref(), Some("patience\t7"));
}

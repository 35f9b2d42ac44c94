//! `config`: it shows the value that it would set.

use crate::desk::{Desk, ran};

#[test]
fn config_global_shows_the_global_value_not_the_folders() {
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

//! Linking: on Linux the program lies at a fixed address, so that the loader has nothing to relocate.
//!
//! The tables of time zones and of Unicode are a megabyte of pointers; as a position-independent program each start copies and
//! patches all of it, about a third of what a look-up takes.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

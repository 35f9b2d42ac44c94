//! Finds a target by its name and gives it a scratch folder.

/// Runs a target of `redress::fuzzing`.
///
/// # Panics
/// There is none of that name; or the target found a fault.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = redress::fuzzing::TARGETS.iter().find(|(known, _)| *known == name).expect("a target");
    target(bytes, &std::env::temp_dir());
}

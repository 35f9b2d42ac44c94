//! What is kept of what a request said: a salted digest.

use crate::log::hash;

pub(super) fn digest_of(salt: &str, content: &str) -> String {
    hash::plain(format!("{salt}{content}").as_bytes()).to_string()
}

/// What is kept of a request's content.
pub(super) fn said(salt: [u8; 16], content: &str) -> String {
    let salt = hash::to_hex(&salt);
    let digest = digest_of(&salt, content);
    salt + &digest
}

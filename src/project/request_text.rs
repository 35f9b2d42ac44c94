//! What is kept of a request's content: a salted digest.

use crate::log::hash;

pub(super) fn digest_of(salt: &str, content: &str) -> String {
    hash::plain(format!("{salt}{content}").as_bytes()).to_string()
}

/// The kept form of a request's content: the salt as 32 hex digits, then the SHA-256 of those digits and the content.
pub(super) fn said(salt: [u8; 16], content: &str) -> String {
    let salt = hash::to_hex(&salt);
    let digest = digest_of(&salt, content);
    salt + &digest
}

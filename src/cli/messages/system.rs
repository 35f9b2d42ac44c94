//! What the system says when it refuses, in the reader's language.

use super::access;
use crate::domain::value::title::Lang;
use crate::log::access::NotOurs;
use crate::say;
use std::io;

/// An error of the system in the reader's language.
#[must_use]
pub fn system(error: &io::Error, lang: Lang) -> String {
    use io::ErrorKind as K;
    if let Some(it) = NotOurs::of(error) {
        return access::message(it, lang);
    }
    match error.kind() {
        K::NotFound => say!(lang, "no such file or directory", "没有此文件或目录"),
        K::PermissionDenied => say!(lang, "permission denied", "没有权限"),
        K::StorageFull | K::QuotaExceeded => say!(lang, "the disk is full", "磁盘已满"),
        K::ReadOnlyFilesystem => say!(lang, "the file system is read-only", "文件系统只读"),
        K::IsADirectory => say!(lang, "it is a directory", "这是一个目录"),
        K::NotADirectory => say!(lang, "it is not a directory", "这不是目录"),
        K::FileTooLarge => say!(lang, "the file would be larger than is allowed", "文件超过允许的大小"),
        K::AlreadyExists => say!(lang, "it exists already", "已存在"),
        K::UnexpectedEof => say!(lang, "it changed while it was read", "读取时文件有变动"),
        K::InvalidData => say!(lang, "it is not UTF-8 text", "不是 UTF-8 文本"),
        _ => say!(lang, "{error}", "系统错误：{error}"),
    }
}

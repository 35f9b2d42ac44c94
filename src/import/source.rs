//! The file to be imported, checked before any row is read: its type, its encoding, its SHA-256.
//!
//! Invariant: the file is read to its end in small pieces; if it passes it is text in one known encoding.

use super::problem::{FileError, Looks};
use crate::log::hash::to_hex;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// A file that can be read as a table.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// UTF-8 or GB18030.
    pub(super) encoding: Encoding,
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

const PIECE: usize = 1 << 18;
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

impl Source {
    /// Checks a file. A byte order mark means UTF-8 whatever the map says; reject files have one.
    pub(super) fn open(path: &Path, wanted: Encoding) -> Result<Self, FileError> {
        let mut file = File::open(path)?;
        if !file.metadata()?.is_file() {
            // It is read twice: for this check, and for the import.
            return Err(io::Error::from(io::ErrorKind::NotSeekable).into());
        }
        let mut seen = Seen::default();
        seen.read(&mut file)?;
        if seen.blank {
            return Err(FileError::Empty);
        }
        let utf8 = seen.bad.map_or(Ok(()), Err);
        let encoding = match (if seen.bom { Encoding::Utf8 } else { wanted }, utf8) {
            (Encoding::Utf8 | Encoding::Auto, Ok(())) => Encoding::Utf8,
            (Encoding::Utf8, Err((line, byte))) => {
                let gb18030_fits = Gb18030::read(&mut file)?.is_likely();
                return Err(FileError::Encoding { line, byte, wanted: "UTF-8", gb18030_fits });
            }
            (Encoding::Auto, Err((line, byte))) => {
                if !Gb18030::read(&mut file)?.is_likely() {
                    return Err(FileError::Encoding { line, byte, wanted: "UTF-8", gb18030_fits: false });
                }
                Encoding::Gb18030
            }
            (Encoding::Gb18030, _) => match Gb18030::read(&mut file)?.bad {
                Some((line, byte)) => {
                    return Err(FileError::Encoding { line, byte, wanted: "GB18030", gb18030_fits: false });
                }
                None => Encoding::Gb18030,
            },
        };
        Ok(Self { path: path.to_path_buf(), encoding, sha256: to_hex(&seen.sha.finalize()), bytes: seen.bytes })
    }
}

/// Results of reading a file once.
struct Seen {
    sha: Sha256,
    bytes: u64,
    bom: bool,
    blank: bool,
    /// Line number and value of the first byte that is not UTF-8.
    bad: Option<(u64, u8)>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { sha: Sha256::new(), bytes: 0, bom: false, blank: true, bad: None }
    }
}

impl Seen {
    fn read(&mut self, file: &mut File) -> Result<(), FileError> {
        // The buffer begins with the incomplete character of the piece before.
        let (mut buffer, mut kept, mut lines) = (vec![0; PIECE], 0, 0u64);
        loop {
            let read = full(file, &mut buffer[kept..])?;
            let (fresh, all) = (&buffer[kept..kept + read], &buffer[..kept + read]);
            if self.bytes == 0 {
                self.bom = fresh.starts_with(BOM);
                if let Some(looks) = looks(fresh) {
                    return Err(FileError::Other(looks));
                }
            }
            if memchr::memchr(0, fresh).is_some() {
                return Err(FileError::Other(Looks::Binary));
            }
            self.bytes += read as u64;
            self.blank = self.blank && fresh.strip_prefix(BOM).unwrap_or(fresh).trim_ascii().is_empty();
            self.sha.update(fresh);
            let rest = match std::str::from_utf8(all) {
                _ if self.bad.is_some() => all.len(),
                Ok(_) => all.len(),
                Err(e) if e.error_len().is_none() && read > 0 => e.valid_up_to(),
                Err(e) => {
                    let before = &all[..e.valid_up_to()];
                    let line = lines + memchr::memchr_iter(b'\n', before).count() as u64 + 1;
                    self.bad = Some((line, all[e.valid_up_to()]));
                    all.len()
                }
            };
            if read == 0 {
                return Ok(());
            }
            lines += memchr::memchr_iter(b'\n', &all[..rest]).count() as u64;
            kept = all.len() - rest;
            let end = all.len();
            buffer.copy_within(rest..end, 0);
        }
    }
}

/// Whether bytes are valid GB18030, and how many of its characters are common ones.
#[derive(Default)]
struct Gb18030 {
    bad: Option<(u64, u8)>,
    begun: [u8; 3],
    len: usize,
    lines: u64,
    pairs: u64,
    common: u64,
}

impl Gb18030 {
    fn read(file: &mut File) -> Result<Self, FileError> {
        file.rewind()?;
        let (mut found, mut buffer) = (Self::default(), vec![0; PIECE]);
        loop {
            let read = full(file, &mut buffer)?;
            if read == 0 {
                if found.len > 0 {
                    found.wrong(found.begun[0]);
                }
                return Ok(found);
            }
            buffer[..read].iter().for_each(|byte| found.take(*byte));
        }
    }

    /// Checks sequences of one, two or four bytes. Source: GB 18030-2005.
    fn take(&mut self, byte: u8) {
        let fits = match (self.len, byte) {
            (0, b'\n') => {
                self.lines += 1;
                return;
            }
            (0, 0..=0x7f) => return,
            (0, 0x81..=0xfe) => true,
            (1, 0x30..=0x39) => true,
            (1, 0x40..=0x7e | 0x80..=0xfe) => {
                self.pairs += 1;
                // The GB 2312 range: nearly all of a Chinese text. In Latin-1 text the second byte is usually a letter.
                self.common += u64::from(self.begun[0] >= 0xa1 && byte >= 0xa1);
                self.len = 0;
                return;
            }
            (2, 0x81..=0xfe) => true,
            (3, 0x30..=0x39) => {
                self.len = 0;
                return;
            }
            _ => false,
        };
        if !fits {
            self.wrong(byte);
            self.len = 0;
            return;
        }
        if let Some(place) = self.begun.get_mut(self.len) {
            *place = byte;
        }
        self.len += 1;
    }

    fn wrong(&mut self, byte: u8) {
        self.bad = self.bad.or(Some((self.lines + 1, byte)));
    }

    /// Whether the text is likely GB18030, and not another encoding that happens to be valid.
    fn is_likely(&self) -> bool {
        self.bad.is_none() && self.common * 10 >= self.pairs * 7
    }
}

/// Reads until the buffer is full or the file ends.
pub(super) fn full(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut have = 0;
    while have < buffer.len() {
        match file.read(&mut buffer[have..]) {
            Ok(0) => break,
            Ok(read) => have += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(have)
}

/// The type of a file by its first bytes, if it is not CSV.
fn looks(start: &[u8]) -> Option<Looks> {
    const SIGNS: &[(&[u8], Looks)] = &[
        (b"PK\x03\x04", Looks::Zip),
        (b"\xd0\xcf\x11\xe0", Looks::Xls),
        (b"%PDF", Looks::Pdf),
        (b"\x1f\x8b", Looks::Gzip),
        (b"\xff\xfe", Looks::Utf16),
        (b"\xfe\xff", Looks::Utf16),
    ];
    if let Some((_, looks)) = SIGNS.iter().find(|(sign, _)| start.starts_with(sign)) {
        return Some(*looks);
    }
    let text = start.strip_prefix(BOM).unwrap_or(start).trim_ascii_start();
    let text = text[..text.len().min(512)].to_ascii_lowercase();
    let begins = |word: &str| text.starts_with(word.as_bytes());
    if begins("<?xml") {
        Some(Looks::Xml)
    } else if ["<!doctype", "<html", "<head", "<body", "<table", "<!--", "<meta"].into_iter().any(begins) {
        Some(Looks::Html)
    } else if begins("{") || ["[{", "[\n", "[\r", "[ "].into_iter().any(begins) {
        Some(Looks::Json)
    } else {
        None
    }
}

/// Character encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8 if valid, else GB18030.
    Auto,
    Utf8,
    Gb18030,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8], wanted: Encoding) -> Result<Source, FileError> {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.csv");
        std::fs::write(&path, bytes).expect("writes");
        Source::open(&path, wanted)
    }

    fn gb(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn other_file_types_are_recognized() {
        for (bytes, expected) in [
            (&b"\n <!DOCTYPE html><html>"[..], Looks::Html),
            (b"<?xml version='1.0'?>", Looks::Xml),
            (b"[{\"id\":1}]", Looks::Json),
            (b"PK\x03\x04rest", Looks::Zip),
            (b"\xd0\xcf\x11\xe0\xa1", Looks::Xls),
            (b"\xff\xfea\0,\0", Looks::Utf16),
            (b"a,b\n1,\0\n", Looks::Binary),
        ] {
            assert!(matches!(open(bytes, Encoding::Auto), Err(FileError::Other(l)) if l == expected), "{expected:?}");
        }
        assert!(matches!(open(b"", Encoding::Auto), Err(FileError::Empty)));
        assert!(matches!(open(b"\xef\xbb\xbf \r\n", Encoding::Auto), Err(FileError::Empty)));
    }

    #[test]
    fn the_encoding_is_detected_and_an_invalid_byte_reports_its_line() {
        let encoding = |bytes: &[u8], wanted| open(bytes, wanted).map(|s| s.encoding).ok();
        assert_eq!(encoding("编号,标题\n".as_bytes(), Encoding::Auto), Some(Encoding::Utf8));
        assert_eq!(encoding(&gb("编号,标题\n1,柜台服务态度\n"), Encoding::Auto), Some(Encoding::Gb18030));
        assert_eq!(encoding(&gb("编号,标题\n1,𠀀㐀€\n2,柜台服务\n"), Encoding::Gb18030), Some(Encoding::Gb18030));
        assert_eq!(encoding("\u{feff}编号\n".as_bytes(), Encoding::Gb18030), Some(Encoding::Utf8));
        let bad = |bytes: &[u8], wanted| match open(bytes, wanted) {
            Err(FileError::Encoding { line, gb18030_fits, .. }) => Some((line, gb18030_fits)),
            _ => None,
        };
        assert_eq!(bad(&gb("a,b\nc,d\n1,标题\n"), Encoding::Utf8), Some((3, true)));
        // Latin-1 that happens to be valid GB18030.
        assert_eq!(bad(b"a,b\nJos\xe9s,caf\xe9s\n", Encoding::Auto), Some((2, false)));
        assert_eq!(bad(b"a,b\n1,\xff\n", Encoding::Gb18030), Some((2, false)));
        // A character cut off by the end of the file.
        assert_eq!(bad(b"a,b\n1,\xe6\xa0", Encoding::Auto), Some((2, false)));
    }

    #[test]
    fn characters_across_piece_boundaries_are_valid() {
        for shift in 0..3 {
            let text = format!("{}\n{}", "x".repeat(shift), "柜".repeat(PIECE / 2));
            let source = open(text.as_bytes(), Encoding::Utf8).expect("UTF-8");
            assert_eq!((source.bytes, source.encoding), (text.len() as u64, Encoding::Utf8));
            assert_eq!(source.sha256, crate::log::hash::plain(text.as_bytes()).to_string());
        }
    }
}

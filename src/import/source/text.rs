//! Checks a text before any row is read: that it is text, and in which encoding.
//!
//! Invariant: the file is read to its end in small pieces; if it passes it is text in one known encoding.

use crate::import::problem::{FileError, Looks};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek};

/// An encoding of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum Encoding {
    /// UTF-8; else GB18030, if it is that beyond doubt.
    #[default]
    Auto,
    Utf8,
    Gb18030,
    /// One that the map names; the text is decoded before it is read.
    Other(&'static encoding_rs::Encoding),
}

const PIECE: usize = 1 << 18;
pub(in crate::import) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Checks a text. A byte order mark means UTF-8 whatever the map says; reject files have one.
pub(super) fn check(file: &mut File, wanted: Encoding) -> Result<Encoding, FileError> {
    file.rewind()?;
    let mut seen = Seen::default();
    seen.read(file)?;
    if seen.blank {
        return Err(FileError::Empty);
    }
    let utf8 = seen.bad.map_or(Ok(()), Err);
    let wrong = |(line, byte), wanted, gb18030_fits| FileError::Encoding { line, byte, wanted, gb18030_fits };
    match (if seen.bom { Encoding::Utf8 } else { wanted }, utf8) {
        (Encoding::Utf8 | Encoding::Auto, Ok(())) => Ok(Encoding::Utf8),
        (Encoding::Utf8, Err(at)) => Err(wrong(at, "UTF-8", Gb18030::read(file)?.is_likely())),
        (Encoding::Auto, Err(at)) => {
            let found = Gb18030::read(file)?;
            if found.is_likely() && found.may_be_korean() {
                return Err(FileError::Ambiguous { line: at.0 });
            }
            if found.is_likely() { Ok(Encoding::Gb18030) } else { Err(wrong(at, "UTF-8", false)) }
        }
        (Encoding::Gb18030, _) => match Gb18030::read(file)?.bad {
            Some(at) => Err(wrong(at, "GB18030", false)),
            None => Ok(Encoding::Gb18030),
        },
        (other, _) => Ok(other),
    }
}

/// SHA-256 of a file, in hexadecimal digits.
pub(super) fn sha256(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let (mut sha, mut buffer) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match full(file, &mut buffer)? {
            0 => break,
            read => sha.update(&buffer[..read]),
        }
    }
    file.rewind()?;
    Ok(crate::log::hash::to_hex(&sha.finalize()))
}

/// Results of reading a file once.
struct Seen {
    bytes: u64,
    bom: bool,
    blank: bool,
    /// Line number and value of the first byte that is not UTF-8.
    bad: Option<(u64, u8)>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { bytes: 0, bom: false, blank: true, bad: None }
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
                if let Some(looks) = looks(fresh).filter(|looks| *looks != Looks::Json) {
                    return Err(FileError::Other(looks));
                }
            }
            if memchr::memchr(0, fresh).is_some() {
                return Err(FileError::Other(Looks::Binary));
            }
            self.bytes += read as u64;
            self.blank = self.blank && fresh.strip_prefix(BOM).unwrap_or(fresh).trim_ascii().is_empty();
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
    /// Pairs in the range of Chinese characters, and those of them that are Hangul in EUC-KR.
    hanzi: u64,
    hangul: u64,
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
                let (lead, gb2312) = (self.begun[0], byte >= 0xa1);
                self.common += u64::from(lead >= 0xa1 && gb2312);
                self.hanzi += u64::from((0xb0..=0xf7).contains(&lead) && gb2312);
                self.hangul += u64::from((0xb0..=0xc8).contains(&lead) && gb2312);
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

    /// Whether the same bytes are Korean text too: EUC-KR has its syllables where GB18030 has half of the common characters, and no
    /// Chinese text of some length keeps to that half. Source: KS X 1001, rows 16 to 40.
    fn may_be_korean(&self) -> bool {
        self.hangul >= 6 && self.hangul * 100 >= self.hanzi * 97
    }

    /// Whether the text is likely GB18030, and not another encoding that happens to be valid.
    fn is_likely(&self) -> bool {
        self.bad.is_none() && self.common * 10 >= self.pairs * 7
    }
}

/// Reads until the buffer is full or the file ends.
pub(in crate::import) fn full(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
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
pub(super) fn looks(start: &[u8]) -> Option<Looks> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn open(bytes: &[u8], wanted: Encoding) -> Result<Encoding, FileError> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("writes");
        check(&mut file, wanted)
    }

    fn gb(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn other_file_types_are_recognized() {
        for (bytes, expected) in [
            (&b"\n <!DOCTYPE html><html>"[..], Looks::Html),
            (b"<?xml version='1.0'?>", Looks::Xml),
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
        let encoding = |bytes: &[u8], wanted| open(bytes, wanted).ok();
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
    fn korean_is_not_taken_for_chinese() {
        let korean = encoding_rs::EUC_KR
            .encode("id,title\n1,창구 직원이 불친절합니다\n2,수수료가 두 번 나갔습니다\n")
            .0
            .into_owned();
        assert!(matches!(open(&korean, Encoding::Auto), Err(FileError::Ambiguous { line: 2 })));
        assert_eq!(
            open(&korean, Encoding::Other(encoding_rs::EUC_KR)).ok(),
            Some(Encoding::Other(encoding_rs::EUC_KR))
        );
        assert_eq!(
            open(&gb("id,title\n1,柜台职员态度不好\n2,手续费扣了两次\n"), Encoding::Auto).ok(),
            Some(Encoding::Gb18030)
        );
    }

    #[test]
    fn characters_across_piece_boundaries_are_valid() {
        for shift in 0..3 {
            let text = format!("{}\n{}", "x".repeat(shift), "柜".repeat(PIECE / 2));
            assert_eq!(open(text.as_bytes(), Encoding::Utf8).expect("UTF-8"), Encoding::Utf8);
        }
    }
}

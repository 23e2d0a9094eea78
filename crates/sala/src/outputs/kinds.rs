//! Which files are taken in, told by what is in them: a name proves nothing, least of all on a borrowed stick.

use std::io::{Read, Seek, SeekFrom};

use crate::{Problem, Result};

/// The largest file that is taken in. It must still travel by stick and mail.
pub const MAX_BYTES: u64 = 100 << 20;
/// How much of a file is looked at to tell text from anything else.
const HEAD: u64 = 64 << 10;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKind {
    /// Media type.
    pub mime: &'static str,
    /// True for a picture, which is taken in upright, smaller and without its metadata; anything else is kept as it is.
    pub picture: bool,
}

impl FileKind {
    /// The name with an ending under which a computer opens this kind of file: its own where that fits, else one more.
    #[must_use]
    pub fn named(&self, name: &str) -> String {
        let endings = if self.picture { PICTURES } else { ENDINGS.iter().find(|(mime, _)| *mime == self.mime).map_or(&[][..], |(_, endings)| endings) };
        match endings.first() {
            Some(usual) if !has_extension(name, endings) => format!("{name}.{usual}"),
            _ => name.to_owned(),
        }
    }
}

/// Every picture is kept as JPEG, under the name it came with: programs look at what is in it.
const PICTURES: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp"];
/// What files of these kinds are called, the usual ending first.
const ENDINGS: &[(&str, &[&str])] = &[
    ("application/pdf", &["pdf"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.presentation", &["odp"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/vnd.oasis.opendocument.graphics", &["odg"]),
    ("application/msword", &["doc"]),
    ("application/vnd.ms-powerpoint", &["ppt"]),
    ("application/vnd.ms-excel", &["xls"]),
    ("text/csv", &["csv", "tsv"]),
    ("text/plain", &["txt", "md"]),
];

const fn kept(mime: &'static str) -> FileKind {
    FileKind { mime, picture: false }
}

const fn picture(mime: &'static str) -> FileKind {
    FileKind { mime, picture: true }
}

/// Tell what the file is, or refuse it: `file_empty`, `file_too_large`, `file_executable`, `file_macros`,
/// `picture_heic`, `file_kind_unknown`. The reader is left at its start.
///
/// # Errors
/// A refusal, or a failing disk.
pub fn recognise(file: &mut (impl Read + Seek), name: &str) -> Result<FileKind> {
    let bytes = file.seek(SeekFrom::End(0))?;
    if bytes == 0 {
        return Problem::new("file_empty").with("name", name).refuse();
    }
    if bytes > MAX_BYTES {
        return Problem::new("file_too_large").with("name", name).with("bytes", bytes).with("max", MAX_BYTES).refuse();
    }
    file.rewind()?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    file.rewind()?;
    let kind = by_content(&head, file, name);
    file.rewind()?;
    kind
}

fn by_content(head: &[u8], file: &mut (impl Read + Seek), name: &str) -> Result<FileKind> {
    if let Some(kind) = by_magic(head) {
        return Ok(kind);
    }
    let (code, kind) = match head {
        [b'P', b'K', 3 | 5, ..] => return by_directory(file, name),
        _ if is_program(head) || has_extension(name, PROGRAMS) => ("file_executable", None),
        _ if brand(head).is_some_and(|b| HEIC.contains(&b)) => ("picture_heic", None),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => ("file_kind_unknown", older_office(name)),
        _ if is_text(head) => ("file_kind_unknown", plain_text(name)),
        _ => ("file_kind_unknown", None),
    };
    kind.map_or_else(|| Problem::new(code).with("name", name).refuse(), Ok)
}

fn by_magic(head: &[u8]) -> Option<FileKind> {
    Some(match head {
        [0xff, 0xd8, 0xff, ..] => picture("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => picture("image/png"),
        [b'G', b'I', b'F', b'8', ..] => picture("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => picture("image/webp"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => picture("image/tiff"),
        // "BM" alone begins many a text; in a bitmap four reserved bytes are zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => picture("image/bmp"),
        // Some programs write a few bytes before the header; readers accept the first kilobyte.
        _ if head.get(..head.len().min(1024))?.windows(5).any(|w| w == b"%PDF-") => kept("application/pdf"),
        _ => return None,
    })
}

/// What an ISO base media file says it is (ISO/IEC 14496-12: `ftyp`).
fn brand(head: &[u8]) -> Option<&[u8]> {
    (head.get(4..8)? == b"ftyp").then(|| head.get(8..12)).flatten()
}

/// The brands of HEIF pictures (ISO/IEC 23008-12), as newer telephones take them.
const HEIC: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

fn is_program(head: &[u8]) -> bool {
    const MAGIC: [&[u8]; 8] = [
        b"MZ",
        b"\x7fELF",
        b"#!",
        b"\xcf\xfa\xed\xfe",
        b"\xce\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"dex\n",
        b"L\0\0\0\x01\x14\x02\0", // a Windows shortcut: the usual way a virus sits on a stick
    ];
    MAGIC.iter().any(|magic| head.starts_with(magic))
}

/// Names that Windows or a shell would run, whatever is inside.
const PROGRAMS: &[&str] = &[
    "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msc", "msi", "pif", "ps1", "py", "reg", "scr", "sh", "vb", "vbe", "vbs",
    "wsf", "apk", "url",
];

fn has_extension(name: &str, any: &[&str]) -> bool {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_lowercase());
    extension.is_some_and(|e| any.contains(&e.as_str()))
}

/// Office documents are zip files; what is in the directory tells which.
fn by_directory(file: &mut (impl Read + Seek), name: &str) -> Result<FileKind> {
    const MAIN: [(&str, &str); 3] = [
        ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];
    const OPEN: [&str; 4] = [
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.graphics",
    ];
    let Ok(mut archive) = zip::ZipArchive::new(file) else {
        return Problem::new("file_damaged").with("name", name).refuse();
    };
    if archive.file_names().flatten().any(|entry| entry.ends_with("vbaProject.bin")) {
        return Problem::new("file_macros").with("name", name).refuse();
    }
    let has = |wanted: &str| archive.file_names().flatten().any(|entry| entry == wanted);
    if has("[Content_Types].xml")
        && let Some((_, mime)) = MAIN.iter().find(|(main, _)| has(main))
    {
        return Ok(kept(mime));
    }
    let mut declared = String::new();
    if let Ok(entry) = archive.by_name("mimetype") {
        // Too long or not text: then it is not one of ours either.
        let _ = entry.take(100).read_to_string(&mut declared);
    }
    match OPEN.iter().find(|mime| **mime == declared.trim()) {
        Some(mime) => Ok(kept(mime)),
        None => Problem::new("file_kind_unknown").with("name", name).refuse(),
    }
}

/// Word, PowerPoint and Excel of before 2007 share one container, with installers among others: here the name decides,
/// because under that name only those programs open it.
fn older_office(name: &str) -> Option<FileKind> {
    const NAMES: [(&str, &str); 3] = [("doc", "application/msword"), ("ppt", "application/vnd.ms-powerpoint"), ("xls", "application/vnd.ms-excel")];
    NAMES.iter().find(|(extension, _)| has_extension(name, &[extension])).map(|(_, mime)| kept(mime))
}

/// Text of any encoding has no zero bytes, unless it is UTF-16 and says so.
fn is_text(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || !head.contains(&0)
}

fn plain_text(name: &str) -> Option<FileKind> {
    if has_extension(name, &["csv", "tsv"]) {
        Some(kept("text/csv"))
    } else if has_extension(name, &["txt", "md"]) {
        Some(kept("text/plain"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn told(name: &str, bytes: &[u8]) -> Result<&'static str, &'static str> {
        recognise(&mut Cursor::new(bytes), name).map(|k| k.mime).map_err(|e| e.problem().code)
    }

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in entries {
            zip.start_file(*name, stored).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn documents_are_known_by_what_is_in_them_whatever_they_are_called() {
        let slides = zipped(&[("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")]);
        let pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        assert_eq!(told("slides.docx", &slides), Ok(pptx), "the wrong ending does not make it a text");
        assert_eq!(told("no ending", b"%PDF-1.7\n..."), Ok("application/pdf"), "a PDF says so itself");
        let odt = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")]);
        assert_eq!(told("letter.odt", &odt), Ok("application/vnd.oasis.opendocument.text"), "OpenDocument declares itself");
        assert_eq!(told("scores.csv", "ชื่อ,คะแนน".as_bytes()), Ok("text/csv"), "text in any script is text");
        assert_eq!(told("scores.csv", b"\xff\xfen\0"), Ok("text/csv"), "so is what Excel saves as Unicode text");
    }

    #[test]
    fn every_kind_that_is_taken_in_has_an_ending_under_which_it_opens() {
        let slides = zipped(&[("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")]);
        for (name, bytes, opens_as) in [
            ("no ending", &b"%PDF-1.7\n..."[..], "no ending.pdf"),
            ("plan.PDF", b"%PDF-1.7\n...", "plan.PDF"),
            ("slides.docx", &slides, "slides.docx.pptx"),
            ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc"),
            ("photo.png", b"\xff\xd8\xff\xe0", "photo.png"),
            ("photo.jpg.desktop", b"\xff\xd8\xff\xe0", "photo.jpg.desktop.jpg"),
            ("scores.tsv", b"a\tb", "scores.tsv"),
            ("notes.md", b"words", "notes.md"),
        ] {
            assert_eq!(recognise(&mut Cursor::new(bytes), name).unwrap().named(name), opens_as);
        }
    }

    #[test]
    fn programs_are_refused_under_any_name() {
        assert_eq!(told("photo.jpg", b"MZ\x90\0\x03"), Err("file_executable"), "a Windows program called a picture");
        assert_eq!(told("Photos", b"L\0\0\0\x01\x14\x02\0\0"), Err("file_executable"), "a shortcut called a folder");
        assert_eq!(told("read me.vbs", b"MsgBox 1"), Err("file_executable"), "a script is a program");
        assert_eq!(told("run.txt", b"#!/bin/sh\n"), Err("file_executable"), "also on Linux");
        let macros = zipped(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b""), ("xl/vbaProject.bin", b"")]);
        assert_eq!(told("budget.xlsx", &macros), Err("file_macros"), "a workbook that carries a program");
    }

    #[test]
    fn what_cannot_be_shown_later_is_refused_now_and_says_why() {
        assert_eq!(told("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0"), Err("picture_heic"), "known by its brand");
        assert_eq!(told("IMG_1.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0"), Err("picture_heic"), "under another name too");
        assert_eq!(told("empty.pdf", b""), Err("file_empty"), "an empty file is what a pulled-out stick leaves");
        let whole = zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
        assert_eq!(told("half.docx", &whole[..whole.len() / 2]), Err("file_damaged"), "half a document is none");
        assert_eq!(told("all.zip", &zipped(&[("a.txt", b"a")])), Err("file_kind_unknown"), "an archive hides its content");
        assert_eq!(told("noise.csv", b"a\0b\x01"), Err("file_kind_unknown"), "noise is not text");
    }

    #[test]
    fn two_hundred_megabytes_are_refused_before_they_are_read() {
        /// A file of zeros that exists only in length.
        struct Long(u64);
        impl Read for Long {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                panic!("a file that is too large must not be read")
            }
        }
        impl Seek for Long {
            fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
                Ok(self.0)
            }
        }
        let refused = recognise(&mut Long(200_000_000), "film.mp4").map_err(|e| e.problem());
        let problem = refused.unwrap_err();
        assert_eq!(problem.code, "file_too_large", "it would never travel by stick and mail");
        assert_eq!(problem.params["bytes"], 200_000_000, "the message can say how large it is");
    }
}

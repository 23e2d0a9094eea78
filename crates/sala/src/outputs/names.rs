//! File names: as they are kept, and as any disk will take them.
//!
//! A name that comes in a bundle was written by another laptop, perhaps by another program: it is words for people, never
//! a path.

/// The longest name that is kept, in characters.
const MAX_KEPT: usize = 200;
/// The longest name that is written, in bytes: every file system takes it, and there is room for a number.
const MAX_WRITTEN: usize = 200;
/// What is longer than this behind the last dot is no ending.
const MAX_ENDING: usize = 16;

/// The name under which a file is kept.
pub(super) fn tidy(name: &str) -> String {
    let name = last_part(name);
    let name = name.trim().trim_end_matches('.');
    let (stem, ending) = split(name);
    let stem: String = stem.chars().take(MAX_KEPT.saturating_sub(ending.chars().count())).collect();
    if stem.is_empty() { "file".to_owned() } else { stem + ending }
}

/// The last part of a path, without what no file system would take back.
fn last_part(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control() && !r#"<>:"|?*"#.contains(*c)).collect()
}

/// The name under which a file is written to a disk: the one it came with, as far as Linux, Windows and the file systems
/// of sticks all take it, and always a name inside the folder, never a way out of it.
#[must_use]
pub fn safe(name: &str) -> String {
    // Marks that turn the writing direction make `gpj.exe` look like `exe.jpg`.
    let turning = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let straight: String = last_part(name).chars().filter(|c| !turning(c)).collect();
    let plain = straight.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = split(plain);
    let stem = cut(stem, MAX_WRITTEN.saturating_sub(ending.len())).trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    match stem {
        "" => format!("file{ending}"),
        // Windows opens a device under these names, in any folder and with any ending.
        stem if is_device(stem) => format!("_{stem}{ending}"),
        stem => format!("{stem}{ending}"),
    }
}

/// The same name with a number, for the second file of that name and those after it.
pub(super) fn numbered(name: &str, number: u32) -> String {
    let (stem, ending) = split(name);
    if number < 2 { name.to_owned() } else { format!("{stem} ({number}){ending}") }
}

/// Before the last dot, and from it on.
fn split(name: &str) -> (&str, &str) {
    let at = name.rfind('.').filter(|at| *at > 0 && name.len() - at <= MAX_ENDING).unwrap_or(name.len());
    name.split_at_checked(at).unwrap_or((name, ""))
}

/// At most so many bytes, and no half of a letter.
fn cut(text: &str, bytes: usize) -> &str {
    let end = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= bytes).last();
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = first.strip_prefix("com").or_else(|| first.strip_prefix("lpt"));
    matches!(first.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || port.is_some_and(|n| n.chars().count() == 1 && n.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_script_and_loses_its_path() {
        assert_eq!(tidy(r"C:\Photos\กลุ่ม ก.jpg"), "กลุ่ม ก.jpg", "a Thai name stays Thai");
        assert_eq!(tidy("../../etc/passwd"), "passwd", "no name leads out of its folder");
        assert_eq!(tidy("a\u{0}b?.pdf"), "ab.pdf", "what Windows cannot write is left out");
        assert_eq!(tidy(".."), "file", "a name that is none gets one");
        let long = tidy(&format!("{}.jpg", "ຂ".repeat(300)));
        assert!(long.ends_with("ຂ.jpg") && long.chars().count() == MAX_KEPT, "a long one is cut before its ending: {long}");
    }

    #[test]
    fn a_name_that_is_written_is_one_that_every_disk_takes() {
        for (came, written, why) in [
            ("flipchart.jpg", "flipchart.jpg", "an ordinary name stays as it is"),
            ("ກຸ່ມ ກ (ສຸດທ້າຍ).pdf", "ກຸ່ມ ກ (ສຸດທ້າຍ).pdf", "in any script"),
            ("../../.bashrc", "bashrc", "never out of the folder, and never hidden in it"),
            (r"..\..\autoexec.bat", "autoexec.bat", "by Windows's strokes neither"),
            (r"C:\x", "x", "nor onto another drive"),
            ("C:x", "Cx", "nor into a stream beside another file"),
            ("con", "_con", "no device of Windows"),
            ("Nul.jpg", "_Nul.jpg", "with no ending"),
            ("aux.tar.gz", "_aux.tar.gz", "with no two endings"),
            ("lpt1 .txt", "_lpt1.txt", "with no blank behind it"),
            ("concert.jpg", "concert.jpg", "though a concert is none"),
            ("report.pdf. . .", "report.pdf", "Windows drops dots and blanks at the end, and would then find no file"),
            ("...", "file", "nothing left is still a name"),
            ("", "file", "so is nothing at all"),
            ("\u{202e}gpj.exe", "gpj.exe", "the ending that is read is the ending that is there"),
        ] {
            assert_eq!(safe(came), written, "{came:?}: {why}");
        }
    }

    #[test]
    fn three_hundred_letters_are_cut_and_the_ending_stays() {
        for letter in ['a', 'ຂ', '😀'] {
            let name = safe(&format!("{}.jpg", letter.to_string().repeat(300)));
            assert!(name.ends_with(".jpg"), "a picture is still known as one: {name}");
            assert!(name.len() <= MAX_WRITTEN && name.starts_with(letter), "and the rest fits: {} bytes", name.len());
        }
        assert!(safe(&"a.".repeat(150)).len() <= MAX_WRITTEN, "dots all over make no ending");
    }

    #[test]
    fn the_second_file_of_a_name_gets_a_number_before_its_ending() {
        assert_eq!([1, 2, 3].map(|n| numbered("notes.txt", n)), ["notes.txt", "notes (2).txt", "notes (3).txt"]);
        assert_eq!(numbered("notes", 2), "notes (2)", "or at its end, where there is none");
    }
}

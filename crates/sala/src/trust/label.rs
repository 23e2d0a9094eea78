//! What laptops are called: a register's history tells them apart by their labels, so two that look alike are one.

use unicode_normalization::UnicodeNormalization as _;

use crate::{Problem, Result};

/// A label is one short line that reads as it is written.
pub(crate) fn check_label(label: &str) -> Result<()> {
    if is_blank(label) || label.chars().count() > 60 || misleads(label) {
        return Problem::new("label_wrong").with("label", label.escape_debug().to_string()).refuse();
    }
    Ok(())
}

/// True for a text of which nobody sees anything.
pub(crate) fn is_blank(text: &str) -> bool {
    key(text).is_empty()
}

/// True for a text with controls, or with letters that nobody sees and that turn what stands around them (Unicode
/// Standard Annex 9) or carry hidden text (tags).
pub(super) fn misleads(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
    })
}

/// What makes two labels the same: neither case, width and composition of letters nor what lies unseen between them.
pub(super) fn key(label: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}');
    let folded: String = label.nfkc().filter(|c| !unseen(c)).collect::<String>().to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_look_alike_are_one() {
        for alike in ["lap-a", "LAP\u{200B}-A", "\u{FF2C}\u{FF21}\u{FF30}-\u{FF21}", " LAP-A", "LAP-\u{00AD}A"] {
            assert_eq!(key(alike), key("LAP-A"), "{alike:?} cannot be told from it");
        }
        for other in ["LAP-B", "LAP A", "\u{0EAB}\u{0EC9}\u{0EAD}\u{0E87}"] {
            assert_ne!(key(other), key("LAP-A"), "{other} is another");
        }
    }

    #[test]
    fn a_label_reads_as_it_is_written() {
        for wrong in ["", "LAP\nA", "\u{202E}A-PAL", "LAP-A\u{E0041}", "\u{FEFF}LAP-A", "LAP\u{2028}A"] {
            assert!(check_label(wrong).is_err(), "{wrong:?} says another thing than it shows");
        }
        for right in ["LAP-A", "\u{0EAB}\u{0EC9}\u{0EAD}\u{0E87}\u{200B} 1", "\u{1000}\u{102D}\u{102F}\u{101A}\u{103A}", "\u{0645}\u{062F}\u{0631}\u{0628}"] {
            assert!(check_label(right).is_ok(), "{right} is a name");
        }
    }
}

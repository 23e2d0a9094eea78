//! Cells that are safe to open, and columns that line up.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A text as a CSV cell. A spreadsheet program takes a cell that begins with one of these for a formula, and a name typed
/// on a form must never become one: an apostrophe keeps it text.
pub(crate) fn neutral(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The widest that a name is shown in a terminal, in columns; files and `--json` have all of it.
pub(crate) const WIDEST: usize = 60;

/// A text on one line that takes no more than so many columns of a terminal, in any script; what is cut off is told by an ellipsis.
#[must_use]
pub fn cut(text: &str, widest: usize) -> String {
    if text.width() <= widest {
        return text.to_owned();
    }
    let mut wide = 0;
    let shown = text.chars().take_while(|c| {
        wide += c.width().unwrap_or(0);
        wide < widest
    });
    format!("{}\u{2026}", shown.collect::<String>().trim_end())
}

/// Where the text of a column stands.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Rows of text as lines with columns two blanks apart, as wide as what is in them.
pub(crate) fn lines(sides: &[Side], rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<_> = (0..sides.len()).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, side), width) in row.iter().zip(sides).zip(&widths) {
            // Counted as a terminal shows it: marks above and below letters take no room.
            let blanks = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = match side {
                Side::Left => ("", blanks.as_str()),
                Side::Right => (blanks.as_str(), ""),
            };
            line.push_str(&format!("{before}{cell}{after}  "));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_on_a_form_becomes_a_formula() {
        for formula in ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(neutral(formula), format!("'{formula}"), "a spreadsheet program would run this");
        }
        assert_eq!(neutral("Võ Ngọc Mẫu"), "Võ Ngọc Mẫu", "an ordinary name is left alone");
    }

    #[test]
    fn a_long_name_makes_no_report_wide_in_any_script() {
        for name in ["a".repeat(260), "ยา".repeat(130), "杨".repeat(260)] {
            assert!(cut(&name, WIDEST).width() <= WIDEST && cut(&name, WIDEST).ends_with('\u{2026}'), "{}", cut(&name, WIDEST));
        }
        assert_eq!(cut("Võ Ngọc Mẫu", WIDEST), "Võ Ngọc Mẫu");
    }

    #[test]
    fn columns_line_up_in_every_script() {
        let rows = [["สมชาย", "1"], ["Fan Li", "20"], ["范例", "3"]].map(|row| row.map(String::from).to_vec());
        let text = lines(&[Side::Left, Side::Right], &rows);
        let ends: Vec<_> = text.lines().map(|line| line.width()).collect();
        assert!(ends.iter().all(|end| *end == ends[0]), "the numbers stand under each other: {text}");
    }
}

//! Keys that have no character, as WebDriver names them (W3C WebDriver, section 17.4.2).

/// Takes back the last character.
pub const BACKSPACE: &str = "\u{E003}";
/// Goes to the next field.
pub const TAB: &str = "\u{E004}";
/// Confirms.
pub const ENTER: &str = "\u{E007}";
/// Held with another key.
pub const SHIFT: &str = "\u{E008}";
/// Held with another key.
pub const CONTROL: &str = "\u{E009}";
/// Leaves what was opened.
pub const ESCAPE: &str = "\u{E00C}";
/// One to the left.
pub const LEFT: &str = "\u{E012}";
/// One up.
pub const UP: &str = "\u{E013}";
/// One to the right.
pub const RIGHT: &str = "\u{E014}";
/// One down.
pub const DOWN: &str = "\u{E015}";

//! Keys that have no character, as WebDriver names them (W3C WebDriver, section 17.4.2).

/// Confirms.
pub const ENTER: &str = "\u{E007}";
/// On to the next that takes the keyboard.
pub const TAB: &str = "\u{E004}";
/// Held with another key.
pub const SHIFT: &str = "\u{E008}";
/// Held with another key.
pub const CONTROL: &str = "\u{E009}";
/// Leaves what was opened.
pub const ESCAPE: &str = "\u{E00C}";
/// One down.
pub const DOWN: &str = "\u{E015}";
/// Held with another key.
pub const ALT: &str = "\u{E00A}";
/// One to the right.
pub const RIGHT: &str = "\u{E014}";
/// Takes away what the hand is on.
pub const DELETE: &str = "\u{E017}";

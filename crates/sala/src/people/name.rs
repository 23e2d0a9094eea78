//! Names: cleaned without being changed, and compared without being stored differently.

use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer name than any passport prints.
pub const MAX_CHARS: usize = 300;

/// A name after cleaning, with what had to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// NFC, single spaces, no invisible controls.
    pub text: String,
    /// Control or direction-override characters were taken out.
    pub controls_removed: bool,
}

/// Cleans a typed text: NFC, white space collapsed, control characters and direction overrides
/// taken out. Emoji, joiners inside words and right-to-left letters stay: they are the writer's.
pub fn clean(text: &str) -> Cleaned {
    let mut controls_removed = false;
    let mut kept = String::with_capacity(text.len());
    for letter in text.nfc() {
        if letter.is_whitespace() {
            kept.push(' ');
        } else if letter.is_control() || is_direction_control(letter) {
            controls_removed = true;
        } else {
            kept.push(letter);
        }
    }
    let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
    let text = words.join(" ").trim_matches('\u{200B}').to_owned();
    Cleaned { text, controls_removed }
}

/// Marks that reorder the letters around them: in a list they would scramble the next column.
fn is_direction_control(letter: char) -> bool {
    matches!(letter, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// True when the text has at least one letter of some script.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A name typed all in capitals, in ordinary capitals; `None` when it is not one.
///
/// Where the same name is known in another spelling (the native-script column of a Vietnamese
/// form), that spelling's own capitals are taken: nothing is guessed.
pub fn title_case(name: &str, known: Option<&str>) -> Option<String> {
    let letters = || name.chars().filter(|letter| letter.is_alphabetic());
    let shouted = letters().any(char::is_uppercase) && !letters().any(char::is_lowercase);
    // One letter (`U`) is as short as a name gets and is right as it is.
    if !shouted || letters().count() < 2 {
        return None;
    }
    if let Some(known) = known
        && known != name
        && known.to_lowercase() == name.to_lowercase()
    {
        return Some(known.to_owned());
    }
    let mut titled = String::with_capacity(name.len());
    let mut inside_word = false;
    for letter in name.chars() {
        if inside_word {
            titled.extend(letter.to_lowercase());
        } else {
            titled.push(letter);
        }
        // Hyphens, apostrophes and the dots of initials begin a new capital; a combining mark
        // belongs to its letter.
        inside_word = letter.is_alphabetic() || (inside_word && is_combining_mark(letter));
    }
    Some(titled.nfc().collect())
}

/// The form under which two spellings of one name are the same: lower case, honorifics left out.
pub fn key(name: &str) -> String {
    let words = words(name);
    let mut rest = words.as_slice();
    while let Some((first, others)) = rest.split_first() {
        if others.is_empty() || !HONORIFICS.contains(&first.as_str()) {
            break;
        }
        rest = others;
    }
    let joined = rest.join(" ");
    NATIVE_PREFIXES
        .iter()
        .find_map(|prefix| joined.strip_prefix(prefix).filter(|rest| rest.chars().count() > 1))
        .map_or(joined.clone(), |rest| rest.trim().to_owned())
}

/// The words of a key in alphabetical order: `Li Fan` and `Fan Li` meet.
pub fn sorted_key(key: &str) -> String {
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// A key without the accents of Latin letters: `Vo Ngoc Mau` for `Võ Ngọc Mẫu`.
pub fn bare_key(key: &str) -> String {
    key.nfd().filter(|letter| !(is_combining_mark(*letter) && u32::from(*letter) < 0x0370)).map(|letter| if letter == 'đ' { 'd' } else { letter }).collect()
}

/// At most two slips of the hand apart, in names long enough that this means something.
pub fn close_spelling(one: &str, other: &str) -> bool {
    let longer = one.chars().count().max(other.chars().count());
    let slips = damerau_levenshtein(one, other);
    slips > 0 && slips <= 2 && longer >= 8 * slips
}

fn words(name: &str) -> Vec<String> {
    clean(name)
        .text
        .nfkc()
        .collect::<String>()
        .to_lowercase()
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | '-' | '\'' | '’' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .map(|word| word.replace('\u{200B}', ""))
        .collect()
}

/// Forms of address that stand before a name as a word of their own.
const HONORIFICS: &[&str] = &[
    "u",
    "daw",
    "ma",
    "ko",
    "maung",
    "mg",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "khun",
    "nai",
    "nang",
    "thao",
    "ông",
    "bà",
    "anh",
    "chị",
    "madam",
    "lok",
    "srey",
    "he",
    "นาย",
    "นาง",
    "นางสาว",
    "คุณ",
    "ดร",
    "ທ່ານ",
    "ທ້າວ",
    "ນາງ",
    "លោក",
    "លោកស្រី",
    "ဦး",
    "ဒေါ်",
];

/// Forms of address written together with the name that follows.
const NATIVE_PREFIXES: &[&str] = &["ဦး", "ဒေါ်", "นางสาว", "นาย", "คุณ", "លោកស្រី", "លោក"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_gets_ordinary_capitals() {
        let cases = [
            ("FAN LI", None, Some("Fan Li")),
            ("U KYAW ZIN NAMUNA", None, Some("U Kyaw Zin Namuna")),
            ("VÕ NGỌC MẪU", None, Some("Võ Ngọc Mẫu")),
            ("VÕ NGỌC MẪU", Some("Võ Ngọc Mẫu"), Some("Võ Ngọc Mẫu")),
            ("LE", None, Some("Le")),
            ("J.K. O'NEILL-SMITH", None, Some("J.K. O'Neill-Smith")),
            ("U", None, None),
            ("Lê Minh Mẫu", None, None),
            ("范例", None, None),
            ("สมชาย", None, None),
        ];
        for (typed, known, kept) in cases {
            assert_eq!(title_case(typed, known).as_deref(), kept, "{typed} known as {known:?}");
        }
    }

    #[test]
    fn an_honorific_is_ignored_in_comparing_but_never_leaves_a_name_empty() {
        assert_eq!(key("U Aung Namuna"), key("Aung Namuna"), "U is a form of address");
        assert_eq!(key("Dr. Daw Khin Namuna"), key("khin namuna"), "several may stand together");
        assert_eq!(key("ဦးအောင်နမူနာ"), "အောင်နမူနာ", "in Burmese it is written together");
        assert_eq!(key("U"), "u", "a person may be called just that");
        assert_ne!(key("U Namuna"), key("U Aung Namuna"), "these are two people");
    }

    #[test]
    fn composed_and_decomposed_letters_are_one_name() {
        assert_eq!(clean("Vo\u{303} Ngo\u{323}c").text, "Võ Ngọc", "both look the same on paper");
    }

    #[test]
    fn invisible_controls_are_taken_out_and_visible_letters_of_any_script_stay() {
        let cleaned = clean("Noy\u{202E}\u{0007} \t Tuayang");
        assert_eq!(cleaned.text, "Noy Tuayang", "an override would turn the rest of the line round");
        assert!(cleaned.controls_removed, "the importer says that it changed something");
        for kept in ["محمد علي", "Somsri 👩🏽‍🏫", "Nguyễn Văn Mẫu", "ກ\u{200D}ຂ"] {
            assert_eq!(clean(kept).text, kept, "letters, emoji and joiners are the writer's own");
        }
    }

    #[test]
    fn close_spelling_needs_a_long_name_and_few_slips() {
        assert!(close_spelling("somchai tuayang", "somchay tuayang"), "one letter in fifteen");
        assert!(!close_spelling("somchai tuayang", "somsri tuayang"), "two sisters, not a slip");
        assert!(!close_spelling("fan li", "fan le"), "too short to tell");
    }
}

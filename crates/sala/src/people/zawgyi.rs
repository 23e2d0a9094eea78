//! Tells Burmese text saved in the Zawgyi font encoding from Unicode text.
//!
//! Zawgyi uses the same code points with other meanings, so a name typed in it turns into wrong
//! letters on every other machine. Both encodings leave traces that the other cannot have: in
//! Unicode the vowel sign E (U+1031) follows its consonant and the stacking sign (U+1039) stands
//! before one; in Zawgyi the vowel comes first and U+1039 is the visible killer at the end of a
//! syllable. Only such impossible orders count, so a correct name is not suspected; a name
//! without any of them is taken as Unicode. Conversion is offered to a person, never done here.

/// True when the text has a letter order that Unicode Burmese cannot have.
pub fn looks_like_zawgyi(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().any(|(at, letter)| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        match letter {
            // Vowel E needs a consonant or a medial before it.
            '\u{1031}' => !before.is_some_and(|before| is_consonant(before) || is_medial(before)),
            // The stacking sign needs a consonant after it.
            '\u{1039}' => !after.is_some_and(is_consonant),
            // A medial needs a consonant, another medial or the killer's stack before it.
            '\u{103B}'..='\u{103E}' => !before.is_some_and(|before| is_consonant(before) || is_medial(before) || before == '\u{103A}'),
            _ => false,
        }
    })
}

fn is_consonant(letter: char) -> bool {
    // Burmese consonants, great SA, and the letters of Mon, Shan and Karen in the same block.
    matches!(letter, '\u{1000}'..='\u{1021}' | '\u{1025}' | '\u{1027}' | '\u{103F}' | '\u{104E}'
        | '\u{105A}'..='\u{105D}' | '\u{1061}' | '\u{1065}' | '\u{1066}' | '\u{106E}'..='\u{1070}'
        | '\u{1075}'..='\u{1081}' | '\u{108E}' | '\u{AA60}'..='\u{AA6F}' | '\u{AA71}'..='\u{AA76}')
}

fn is_medial(letter: char) -> bool {
    matches!(letter, '\u{103B}'..='\u{103E}' | '\u{105E}'..='\u{1060}' | '\u{1082}')
}

#[cfg(test)]
mod tests {
    use super::looks_like_zawgyi;

    #[test]
    fn the_burmese_names_of_the_reference_roster_are_unicode() {
        for name in ["ဦးအောင်နမူနာ", "ဒေါ်ခင်နမူနာ", "ဒေါ်သီရိနမူနာ", "ဦးကျော်ဇင်နမူနာ", "မစုနမူနာ", "မြန်မာ", "ကြွေး"]
        {
            assert!(!looks_like_zawgyi(name), "{name} is correct Unicode and must not be suspected");
        }
    }

    #[test]
    fn the_same_names_saved_in_zawgyi_are_recognised() {
        // "Aung", "Myanmar" and "Daw" as a Zawgyi keyboard writes them.
        for name in ["ေအာင္", "ျမန္မာ", "ေဒၚ"] {
            assert!(looks_like_zawgyi(name), "{name:?} puts signs where Unicode cannot have them");
        }
    }

    #[test]
    fn text_in_other_scripts_is_never_zawgyi() {
        for name in ["สมชาย ตัวอย่าง", "Aung Namuna", "范例", "គំរូ សុភា", ""] {
            assert!(!looks_like_zawgyi(name), "{name} holds no Burmese at all");
        }
    }
}

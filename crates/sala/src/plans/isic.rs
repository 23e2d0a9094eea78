//! Codes of ISIC Rev. 4, by their shape and by the divisions that there are: United Nations, International Standard Industrial Classification of
//! All Economic Activities, Revision 4, Statistical Papers Series M No. 4/Rev. 4 (New York, 2008), part two, "Broad structure" and "Detailed
//! structure". Sections are letters from A to U; divisions have two digits, groups three and classes four, and a group and a class begin with the digits
//! of their division.

use crate::{Problem, Result};

/// The last of the sections.
const LAST_SECTION: char = 'U';
/// The numbers from 01 to 99 that are no division.
const NO_DIVISIONS: [&str; 12] = ["00", "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"];

/// A code as it is stored; none where nothing is written. `plan` names the plan to whoever typed it.
///
/// # Errors
/// `isic_invalid`.
pub(super) fn check(plan: &str, typed: Option<&str>) -> Result<Option<String>> {
    let Some(code) = typed.map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty()) else { return Ok(None) };
    if is_section(&code) || is_of_a_division(&code) {
        return Ok(Some(code));
    }
    Problem::new("isic_invalid").with("plan", plan).with("isic", code).refuse()
}

fn is_section(code: &str) -> bool {
    code.len() == 1 && code.chars().all(|letter| ('A'..=LAST_SECTION).contains(&letter))
}

fn is_of_a_division(code: &str) -> bool {
    (2..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit()) && !NO_DIVISIONS.iter().any(|none| code.starts_with(none))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_what_begins_with_a_division_are_codes_and_nothing_else_is() {
        for (typed, stored) in [("c", "C"), ("U", "U"), ("01", "01"), ("99", "99"), ("107", "107"), (" 1061 ", "1061"), ("3100", "3100")] {
            assert_eq!(check("AP01", Some(typed)).unwrap().as_deref(), Some(stored), "{typed}");
        }
        for typed in ["V", "CC", "C10", "1", "00", "0411", "34", "4400", "8900", "10611", "10.6", "๑๐", "rice"] {
            assert_eq!(check("AP01", Some(typed)).unwrap_err().problem().code, "isic_invalid", "{typed}");
        }
        assert_eq!(check("AP01", Some("  ")).unwrap(), None, "nothing is written");
        let divisions = (1..=99).filter(|n| is_of_a_division(&format!("{n:02}"))).count();
        assert_eq!(divisions, 88, "as many divisions as the classification has");
    }
}

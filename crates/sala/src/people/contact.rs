//! E-mail addresses and telephone numbers as they are kept.

use std::str::FromStr;

use email_address::EmailAddress;

use super::country::Country;

/// A checked address: trimmed, the domain in lower case, `mailto:` removed.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let parsed = EmailAddress::from_str(text).ok()?;
    // An address without a dot in its domain is valid inside one building, not for a participant.
    if !parsed.domain().contains('.') || parsed.local_part().starts_with('"') {
        return None;
    }
    Some(format!("{}@{}", parsed.local_part(), parsed.domain().to_lowercase()))
}

/// A telephone number in E.164 (`+66810000001`). A national number (leading 0) is completed with
/// the country's calling code where the country is one of the six or a near neighbour; a number
/// that cannot be completed is `None`, and the caller keeps what was typed.
pub fn phone(text: &str, country: Option<Country>) -> Option<String> {
    let text = text.trim();
    let written_international = text.starts_with('+') || text.starts_with("00");
    if text.chars().any(|letter| letter.is_alphabetic()) {
        return None;
    }
    let digits: String = text.replace("(0)", "").chars().filter_map(ascii_digit).collect();
    let number = if written_international {
        digits.trim_start_matches('0').to_owned()
    } else {
        let national = digits.strip_prefix('0')?;
        format!("{}{}", calling_code(country?.code())?, national)
    };
    (8..=15).contains(&number.len()).then(|| format!("+{number}"))
}

fn ascii_digit(letter: char) -> Option<char> {
    letter.is_ascii_digit().then_some(letter)
}

fn calling_code(country: &str) -> Option<&'static str> {
    Some(match country {
        "KH" => "855",
        "LA" => "856",
        "MM" => "95",
        "VN" => "84",
        "TH" => "66",
        "CN" => "86",
        "NZ" => "64",
        "MY" => "60",
        "ID" => "62",
        "PH" => "63",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{email, phone};
    use crate::people::country::Country;

    #[test]
    fn numbers_are_kept_in_the_international_form_when_it_is_certain() {
        let laos = Country::parse("LA").ok();
        let cases = [
            (" +66 81 000 0001", None, Some("+66810000001")),
            ("0066-81-000-0001", None, Some("+66810000001")),
            ("+66 (0)81 000 0001", None, Some("+66810000001")),
            ("020 5555 1234", laos, Some("+8562055551234")),
            ("020 5555 1234", None, None),
            ("ext. 12", laos, None),
            ("12", laos, None),
        ];
        for (typed, country, kept) in cases {
            assert_eq!(phone(typed, country).as_deref(), kept, "{typed:?} with {country:?}");
        }
    }

    #[test]
    fn what_is_not_an_address_is_not_taken_for_one() {
        for typed in ["not-an-email", "a@b", "@example.org", "two words@example.org", ""] {
            assert_eq!(email(typed), None, "{typed:?} cannot receive mail");
        }
        assert_eq!(email(" mailto:P01@Example.ORG ").as_deref(), Some("P01@example.org"), "a domain has no case; the part before the @ may have");
    }
}

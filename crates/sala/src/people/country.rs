//! Countries: an ISO 3166-1 alpha-2 code, however the office wrote the name.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A country that exists, as its ISO 3166-1 alpha-2 code (`LA`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// The text names no country of ISO 3166-1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such country: {0}")]
pub struct UnknownCountry(pub String);

impl Country {
    /// Understands a code (`LA`, `LAO`), an English name, a name that offices really write
    /// (`P.R. China`, `Lao PDR`, `Burma`), and the six Mekong countries' names in their languages.
    pub fn parse(text: &str) -> Result<Self, UnknownCountry> {
        let unknown = || UnknownCountry(text.to_owned());
        let wanted = key(text);
        if wanted.is_empty() {
            return Err(unknown());
        }
        if let Some((_, code)) = ALIASES.iter().find(|(alias, _)| *alias == wanted) {
            return Self::from_code(code).ok_or_else(unknown);
        }
        let upper = wanted.to_uppercase();
        let by_code = match upper.len() {
            2 => rust_iso3166::from_alpha2(&upper),
            3 => rust_iso3166::from_alpha3(&upper),
            _ => None,
        };
        by_code.or_else(|| by_name(&wanted)).and_then(|country| Self::from_code(country.alpha2)).ok_or_else(unknown)
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn from_code(code: &str) -> Option<Self> {
        <[u8; 2]>::try_from(code.as_bytes()).ok().map(Self)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownCountry;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

/// The standard's own names, whole or without the part in brackets.
fn by_name(wanted: &str) -> Option<rust_iso3166::CountryCode> {
    let all = rust_iso3166::ALL;
    all.iter()
        .find(|country| key(country.name) == wanted)
        .or_else(|| {
            let mut short = all.iter().filter(|country| country.name.split_once(" (").is_some_and(|(short, _)| key(short) == wanted));
            let found = short.next();
            // `Korea` or `Virgin Islands` alone could be either: an alias says, or nobody does.
            found.filter(|_| short.next().is_none())
        })
        .copied()
}

/// Letters only, lower case, without accents of Latin letters and without "the".
fn key(text: &str) -> String {
    let plain: String = text.nfd().filter(|letter| !(is_combining_mark(*letter) && u32::from(*letter) < 0x0370)).collect::<String>().to_lowercase();
    plain
        .split(|letter: char| letter.is_whitespace() || letter == '-')
        .filter(|word| !matches!(*word, "the" | "of"))
        .flat_map(str::chars)
        .filter(|letter| letter.is_alphanumeric() || is_combining_mark(*letter))
        .collect()
}

/// What offices write instead of the standard's name, as [`key`] sees it.
const ALIASES: &[(&str, &str)] = &[
    ("prchina", "CN"),
    ("chinapr", "CN"),
    ("peoplesrepublicchina", "CN"),
    ("mainlandchina", "CN"),
    ("yunnan", "CN"),
    ("guangxi", "CN"),
    ("中国", "CN"),
    ("中國", "CN"),
    ("中华人民共和国", "CN"),
    ("จีน", "CN"),
    ("ຈີນ", "CN"),
    ("laos", "LA"),
    ("lao", "LA"),
    ("laopdr", "LA"),
    ("lpdr", "LA"),
    ("laopeoplesdemrep", "LA"),
    ("ລາວ", "LA"),
    ("ສປປລາວ", "LA"),
    ("ลาว", "LA"),
    ("สปปลาว", "LA"),
    ("老挝", "LA"),
    ("vietnam", "VN"),
    ("srvietnam", "VN"),
    ("socialistrepublicvietnam", "VN"),
    ("เวียดนาม", "VN"),
    ("ຫວຽດນາມ", "VN"),
    ("越南", "VN"),
    ("burma", "MM"),
    ("unionmyanmar", "MM"),
    ("republicunionmyanmar", "MM"),
    ("မြန်မာ", "MM"),
    ("မြန်မာနိုင်ငံ", "MM"),
    ("พม่า", "MM"),
    ("เมียนมา", "MM"),
    ("เมียนมาร์", "MM"),
    ("ມຽນມາ", "MM"),
    ("缅甸", "MM"),
    ("siam", "TH"),
    ("kingdomthailand", "TH"),
    ("ไทย", "TH"),
    ("ประเทศไทย", "TH"),
    ("ໄທ", "TH"),
    ("泰国", "TH"),
    ("kampuchea", "KH"),
    ("kingdomcambodia", "KH"),
    ("កម្ពុជា", "KH"),
    ("กัมพูชา", "KH"),
    ("ກຳປູເຈຍ", "KH"),
    ("柬埔寨", "KH"),
    ("usa", "US"),
    ("unitedstates", "US"),
    ("uk", "GB"),
    ("unitedkingdom", "GB"),
    ("greatbritain", "GB"),
    ("england", "GB"),
    ("korea", "KR"),
    ("southkorea", "KR"),
    ("republickorea", "KR"),
    ("rok", "KR"),
    ("northkorea", "KP"),
    ("dprk", "KP"),
    ("turkey", "TR"),
    ("czechrepublic", "CZ"),
    ("ivorycoast", "CI"),
    ("swaziland", "SZ"),
    ("capeverde", "CV"),
    ("easttimor", "TL"),
    ("macau", "MO"),
    ("holland", "NL"),
    ("russia", "RU"),
    ("syria", "SY"),
    ("brunei", "BN"),
    ("drcongo", "CD"),
    ("macedonia", "MK"),
    ("uae", "AE"),
    ("nz", "NZ"),
];

#[cfg(test)]
mod tests {
    use super::Country;

    #[test]
    fn the_names_that_offices_of_the_six_countries_write_are_all_understood() {
        for (written, code) in [
            ("P.R. China", "CN"),
            ("PR China", "CN"),
            ("中国", "CN"),
            ("Lao PDR", "LA"),
            ("Lao People's Democratic Republic", "LA"),
            ("ລາວ", "LA"),
            ("Viet Nam", "VN"),
            ("VIETNAM", "VN"),
            ("Việt Nam", "VN"),
            ("Myanmar", "MM"),
            ("Burma", "MM"),
            ("မြန်မာ", "MM"),
            ("Kingdom of Thailand", "TH"),
            ("ประเทศไทย", "TH"),
            ("ไทย", "TH"),
            ("Cambodia", "KH"),
            ("កម្ពុជា", "KH"),
            ("kh", "KH"),
            ("LAO", "LA"),
            ("The Philippines", "PH"),
            ("Korea (Republic of)", "KR"),
            ("Iran", "IR"),
            ("Cote d'Ivoire", "CI"),
        ] {
            let country = Country::parse(written).map(|country| country.code().to_owned());
            assert_eq!(country.as_deref(), Ok(code), "{written:?} is a way people write {code}");
        }
    }

    #[test]
    fn a_country_that_is_not_in_the_standard_is_refused() {
        for written in ["Atlantis", "", "  ", "X", "Virgin Islands", "ZZ", "Mekong"] {
            assert!(Country::parse(written).is_err(), "{written:?} names no single country");
        }
    }
}

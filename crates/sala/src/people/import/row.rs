//! One row of a nomination list: everything wrong with it is said at once, column by column.

use super::super::contact;
use super::super::country::Country;
use super::super::details::Details;
use super::super::name;
use super::super::table::Row;
use super::super::value::{OrgType, Role, Sex, Standing};
use super::super::zawgyi::looks_like_zawgyi;
use super::column::RosterField;
use super::header::Layout;
use super::{Note, Refusal};

/// Longer than any organisation or position on a badge or certificate.
const MAX_TEXT_CHARS: usize = 300;

/// What a row says, after checking.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) row: u32,
    pub(super) code: Option<String>,
    pub(super) details: Details,
    /// How many cells were filled: of two rows for one person the fuller one leads.
    pub(super) filled: usize,
}

/// Reads one row; the refusals and notes are appended.
pub(super) fn read(layout: &Layout<'_>, row: &Row, refused: &mut Vec<Refusal>, notes: &mut Vec<Note>) -> Option<Candidate> {
    let before = refused.len();
    let mut reader = Reader { layout, row, refused, notes };
    let native = reader.native();
    let name = reader.name(native.as_deref());
    let country = reader.word(RosterField::Country, "country_unknown", |text| Country::parse(text).map(Some).map_err(|_| ()));
    let details = Details {
        name,
        native,
        language: reader.word(RosterField::Language, "language_unknown", language),
        sex: reader.word(RosterField::Sex, "sex_unknown", |text| Sex::parse(text).map_err(drop)),
        country,
        organisation: reader.text(RosterField::Organisation),
        org_type: reader.word(RosterField::OrgType, "org_type_unknown", |text| OrgType::parse(text).map_err(drop)),
        position: reader.text(RosterField::Position),
        email: reader.word(RosterField::Email, "email_invalid", |text| contact::email(text).map(Some).ok_or(())),
        phone: reader.phone(country),
        role: reader.word(RosterField::Role, "role_unknown", |text| Role::parse(text).map_err(drop)),
        standing: reader.word(RosterField::Standing, "status_unknown", |text| Standing::parse(text).map_err(drop)),
    };
    let code = reader.code();
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    (refused.len() == before).then_some(Candidate { row: row.number, code, details, filled })
}

struct Reader<'a, 'l> {
    layout: &'a Layout<'l>,
    row: &'a Row,
    refused: &'a mut Vec<Refusal>,
    notes: &'a mut Vec<Note>,
}

impl Reader<'_, '_> {
    /// The cell of a field, cleaned; `None` when the column is missing or the cell is empty.
    fn cell(&mut self, field: RosterField) -> Option<String> {
        let column = self.layout.column(field)?;
        let typed = self.row.cell(column.index);
        let cleaned = name::clean(typed);
        if cleaned.controls_removed {
            self.note(field, "controls_removed", typed, Some(cleaned.text.clone()));
        }
        (!cleaned.text.is_empty()).then_some(cleaned.text)
    }

    fn word<T>(&mut self, field: RosterField, code: &'static str, parse: impl Fn(&str) -> Result<Option<T>, ()>) -> Option<T> {
        let text = self.cell(field)?;
        parse(&text).unwrap_or_else(|()| {
            self.refuse(field, code, &text);
            None
        })
    }

    fn text(&mut self, field: RosterField) -> Option<String> {
        let text = self.cell(field)?;
        if text.chars().count() > MAX_TEXT_CHARS {
            self.refuse(field, "text_too_long", &text);
            return None;
        }
        Some(text)
    }

    fn native(&mut self) -> Option<String> {
        let text = self.cell(RosterField::Native)?;
        if text.chars().count() > name::MAX_CHARS {
            self.refuse(RosterField::Native, "name_too_long", &text);
            return None;
        }
        if looks_like_zawgyi(&text) {
            self.note(RosterField::Native, "zawgyi", &text, None);
        }
        Some(text)
    }

    fn name(&mut self, native: Option<&str>) -> String {
        let field = RosterField::Name;
        let Some(typed) = self.cell(field).or_else(|| self.two_part_name()).or_else(|| native.map(str::to_owned)) else {
            self.refuse(field, "name_missing", "");
            return String::new();
        };
        if typed.chars().count() > name::MAX_CHARS {
            self.refuse(field, "name_too_long", &typed);
        } else if !name::has_letter(&typed) {
            self.refuse(field, "name_without_letters", &typed);
        }
        if looks_like_zawgyi(&typed) {
            self.note(field, "zawgyi", &typed, None);
        }
        match name::title_case(&typed, native) {
            Some(titled) => {
                self.note(field, "name_was_capitals", &typed, Some(titled.clone()));
                titled
            }
            None => typed,
        }
    }

    /// Given and family name joined in the order of the person's country.
    fn two_part_name(&mut self) -> Option<String> {
        let given = self.cell(RosterField::Given);
        let family = self.cell(RosterField::Family);
        let country = self.layout.column(RosterField::Country).map(|column| column.index);
        let country = country.and_then(|index| Country::parse(self.row.cell(index)).ok());
        let family_first = country.is_some_and(|country| matches!(country.code(), "KH" | "VN" | "CN"));
        match (given, family) {
            (Some(given), Some(family)) if family_first => Some(format!("{family} {given}")),
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (one, other) => one.or(other),
        }
    }

    fn phone(&mut self, country: Option<Country>) -> Option<String> {
        let typed = self.cell(RosterField::Phone)?;
        if typed.chars().count() > 60 {
            self.refuse(RosterField::Phone, "text_too_long", &typed);
            return None;
        }
        Some(contact::phone(&typed, country).unwrap_or_else(|| {
            // Better a number as somebody wrote it than none.
            self.note(RosterField::Phone, "phone_kept_as_typed", &typed, None);
            typed
        }))
    }

    fn code(&mut self) -> Option<String> {
        let code = self.cell(RosterField::Code)?;
        if code.chars().count() > 16 || code.chars().any(char::is_whitespace) {
            self.refuse(RosterField::Code, "code_invalid", &code);
            return None;
        }
        Some(code.to_uppercase())
    }

    fn refuse(&mut self, field: RosterField, code: &'static str, value: &str) {
        let column = self.title(field);
        self.refused.push(Refusal { row: self.row.number, column, code, value: short(value) });
    }

    fn note(&mut self, field: RosterField, code: &'static str, from: &str, to: Option<String>) {
        let column = self.title(field);
        self.notes.push(Note { row: self.row.number, column, code, value: short(from), kept: to });
    }

    fn title(&self, field: RosterField) -> String {
        self.layout.column(field).map_or_else(|| field.code().to_owned(), |column| column.title.clone())
    }
}

/// A value in a message is cut where it would fill the screen.
pub(super) fn short(value: &str) -> String {
    if value.chars().count() <= 80 {
        return value.to_owned();
    }
    let mut cut: String = value.chars().take(79).collect();
    cut.push('…');
    cut
}

/// A BCP 47 tag, or the English name of a language of the region.
fn language(text: &str) -> Result<Option<String>, ()> {
    let known = match text.to_lowercase().as_str() {
        "khmer" | "cambodian" => "km",
        "lao" | "laotian" => "lo",
        "burmese" | "myanmar" => "my",
        "vietnamese" => "vi",
        "thai" => "th",
        "chinese" | "mandarin" | "zh-cn" | "zh" => "zh-Hans",
        "english" => "en",
        _ => {
            let mut parts = text.split('-');
            let primary = parts.next().unwrap_or_default();
            let tag = (2..=3).contains(&primary.len())
                && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
                && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            return if tag { Ok(Some(text.to_owned())) } else { Err(()) };
        }
    };
    Ok(Some(known.to_owned()))
}

//! What a trainer asks of groups, and what of a person the rules look at.

use std::collections::BTreeSet;

use serde::Serialize;

/// What of a person the rules look at; nothing where it is not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `F`, `M` or `X`.
    pub sex: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Kind of organisation.
    pub org_type: Option<String>,
    /// BCP 47; people understand each other by its first subtag.
    pub language: Option<String>,
}

impl Facts {
    /// The language that is spoken, whatever the script or region.
    #[must_use]
    pub fn speaks(&self) -> Option<String> {
        self.language.as_deref().and_then(|tag| tag.split('-').next()).filter(|tag| !tag.is_empty()).map(str::to_ascii_lowercase)
    }
}

/// The rules of a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rules {
    /// So many countries at least in each group; 0 asks for none.
    pub countries: u32,
    /// So many kinds of organisation at least in each group; 0 asks for none.
    pub org_types: u32,
    /// As many women in one group as in the next.
    pub even_women: bool,
    /// No woman is the only one in her group.
    pub lone_woman: bool,
    /// No man is the only one in his group.
    pub lone_man: bool,
    /// Nobody is without a partner for their language, where one is to be had.
    pub languages: bool,
}

/// What somebody asks for; what they leave open is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// See [`Rules::countries`].
    pub countries: Option<u32>,
    /// See [`Rules::org_types`].
    pub org_types: Option<u32>,
    /// See [`Rules::even_women`].
    pub even_women: Option<bool>,
    /// See [`Rules::lone_woman`].
    pub lone_woman: Option<bool>,
    /// See [`Rules::lone_man`].
    pub lone_man: Option<bool>,
    /// See [`Rules::languages`].
    pub languages: Option<bool>,
}

impl Rules {
    /// What trainers ask for: mixed by two thirds of what the size of a group allows, so that room is left for partners; nobody
    /// the only woman. Where all come from one country there is nothing to mix.
    #[must_use]
    pub fn usual(people: &[Facts], groups: usize) -> Self {
        let size = people.len().checked_div(groups).unwrap_or(0);
        let least = |kinds: usize| match kinds.min(size) {
            0 | 1 => 0,
            most => u32::try_from((2 * most).div_ceil(3)).unwrap_or(u32::MAX),
        };
        let different = |of: fn(&Facts) -> Option<&String>| people.iter().filter_map(of).collect::<BTreeSet<_>>().len();
        Self {
            countries: least(different(|p| p.country.as_ref())),
            org_types: least(different(|p| p.org_type.as_ref())),
            even_women: true,
            lone_woman: true,
            lone_man: false,
            languages: true,
        }
    }

    /// The same, as far as somebody asks for nothing else.
    #[must_use]
    pub fn with(self, wishes: &Wishes) -> Self {
        Self {
            countries: wishes.countries.unwrap_or(self.countries),
            org_types: wishes.org_types.unwrap_or(self.org_types),
            even_women: wishes.even_women.unwrap_or(self.even_women),
            lone_woman: wishes.lone_woman.unwrap_or(self.lone_woman),
            lone_man: wishes.lone_man.unwrap_or(self.lone_man),
            languages: wishes.languages.unwrap_or(self.languages),
        }
    }
}

//! What a set keeps of its draw: the seed, how many groups, the rules, and by whose side nobody should sit again.

use serde::Serialize;

use super::rules::Rules;
use crate::{
    RecordId,
    journal::{Scalar, Value},
};

/// One value, because its parts make sense only together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// What chance began with.
    pub seed: u32,
    /// How many groups.
    pub groups: u32,
    /// What was asked.
    pub rules: Rules,
    /// The earlier sets whose pairs were to be parted.
    pub apart: Vec<RecordId>,
    /// Who was put where by hand: person and group.
    pub pins: Vec<(RecordId, RecordId)>,
}

impl Kept {
    pub(super) fn to_value(&self) -> Value {
        let Rules { countries, org_types, even_women, lone_woman, lone_man, languages } = self.rules;
        let bytes = |ids: Vec<&RecordId>| (!ids.is_empty()).then(|| ids.into_iter().flat_map(|id| *id.as_bytes()).collect::<Vec<u8>>());
        let yes = i64::from;
        Value::new(vec![
            i64::from(self.seed).into(),
            i64::from(self.groups).into(),
            i64::from(countries).into(),
            i64::from(org_types).into(),
            yes(even_women).into(),
            yes(lone_woman).into(),
            yes(lone_man).into(),
            yes(languages).into(),
            bytes(self.apart.iter().collect()).into(),
            bytes(self.pins.iter().flat_map(|(person, group)| [person, group]).collect()).into(),
        ])
    }

    /// None where the value says nothing, or what no draw could have kept.
    pub(super) fn of_value(value: &Value) -> Option<Self> {
        let number = |at: usize| match value.part(at) {
            Scalar::Int(n) => u32::try_from(*n).ok(),
            Scalar::Null if at > 1 => Some(0),
            _ => None,
        };
        let yes = |at: usize| number(at).and_then(|n| (n < 2).then_some(n == 1));
        let ids = |at: usize| match value.part(at) {
            Scalar::Null => Some(Vec::new()),
            Scalar::Bytes(bytes) => bytes.chunks(16).map(|id| Some(RecordId::from_bytes(id.try_into().ok()?))).collect(),
            _ => None,
        };
        let pins = ids(9)?;
        Some(Self {
            seed: number(0)?,
            groups: number(1)?,
            rules: Rules { countries: number(2)?, org_types: number(3)?, even_women: yes(4)?, lone_woman: yes(5)?, lone_man: yes(6)?, languages: yes(7)? },
            apart: ids(8)?,
            pins: pins.chunks(2).map(|pin| if let [person, group] = pin { Some((*person, *group)) } else { None }).collect::<Option<_>>()?,
        })
    }
}

/// Whether a draw could have kept this.
pub(in crate::groups) fn valid(value: &Value) -> Result<(), &'static str> {
    if value.parts().is_empty() || Kept::of_value(value).is_some() { Ok(()) } else { Err("not_a_draw") }
}

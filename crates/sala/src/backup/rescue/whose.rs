//! Whose store this is: its keys and its name, without which nothing can go on from it; and what else it noted of itself.

use rusqlite::{Connection, types::Value};

use super::found::{Found, exactly};
use crate::{
    Problem, Result, Role,
    store::note,
    trust::{self, Certificate, Keys, SignKey},
};

/// Notes that are made anew, or that speak of chains by numbers which are others in the new store.
const NOT_KEPT: &[&str] = &["registry", "folded", "chain_last", "say_again.wanted", "stamp", "next_replica", "new_keys.ended"];
const OF_CHAINS: &[&str] = &["left.", "left_in.", "moved."];

/// Names under which a store notes something. What lay in a page to which nothing leads may be a row of anything.
const NAMES: &[&str] = &[
    "attachment_key",
    "author",
    "backup.",
    "file.",
    "label",
    "new_keys.",
    "next_sign_key",
    "open_key",
    "org_",
    "parts.",
    "quarantine.",
    "receipt.",
    "recovery_secret",
    "role",
    "root_key",
    "setting.",
    "sign_key",
    "succeeded",
    "succession",
];

/// The keys and the name of the store.
pub(super) struct Whose {
    role: Role,
    label: String,
    /// What headquarters said of this store, where that can be read.
    own: Option<Certificate>,
}

impl Whose {
    pub(super) fn is_headquarters(&self) -> bool {
        self.role == Role::Hq
    }
}

impl Found {
    /// Whose store this is.
    ///
    /// # Errors
    /// `rescue_without_keys`.
    pub(super) fn whose(&mut self) -> Result<Whose> {
        self.settle_keys();
        let lost = || Problem::new("rescue_without_keys");
        let key = |name: &str| self.noted(name).and_then(exactly::<32>);
        let (Some(sign), Some(Value::Text(_))) = (key("sign_key"), self.noted("open_key")) else { return lost().refuse() };
        let public = SignKey::from_bytes(&sign).public();
        let own = self.certificates.iter().filter_map(|signed| Certificate::read(signed).ok()).find(|certificate| certificate.sign == public);
        let root = key("root_key");
        let is_hq = root.is_some()
            || own.as_ref().is_some_and(|own| own.role() == Role::Hq)
            || matches!(self.noted("role"), Some(Value::Text(role)) if role == Role::Hq.as_str());
        let organisation = ["org_root", "org_name", "org_recovery"].iter().all(|name| self.noted(name).is_some()) || own.is_some();
        if is_hq && (root.is_none() || !organisation) {
            // It would go on as a desk that can accept nobody.
            return lost().refuse();
        }
        let label = match (self.noted("label"), &own) {
            (Some(Value::Text(label)), _) => label.clone(),
            (_, Some(own)) => own.label.clone(),
            // It has to be called something until headquarters says what.
            _ => crate::ReplicaId::of_key(&public).to_string().chars().take(8).collect(),
        };
        Ok(Whose { role: if is_hq { Role::Hq } else { Role::Site }, label, own })
    }

    /// Of several signing keys the one that is not a former one, by the longest line of those.
    fn settle_keys(&mut self) {
        if let Some(lines) = self.notes.get_mut("succession") {
            lines.sort_by_key(|line| if let Value::Blob(line) = line { line.len() } else { 0 });
            lines.drain(..lines.len().saturating_sub(1));
        }
        let former: Vec<_> = match self.noted("succession") {
            Some(Value::Blob(line)) => trust::former_keys(line),
            _ => Vec::new(),
        };
        if let Some(keys) = self.notes.get_mut("sign_key").filter(|keys| keys.len() > 1) {
            keys.retain(|key| exactly(key).is_some_and(|key| !former.contains(&SignKey::from_bytes(&key).public())));
        }
    }

    /// Note in the new store what the former one noted of itself.
    pub(super) fn note_all(&self, sql: &Connection, whose: &Whose, hurt: bool) -> Result<()> {
        for name in self.notes.keys() {
            let begins = |with: &[&str]| with.iter().any(|with| name.starts_with(with));
            let kept = !NOT_KEPT.contains(&name.as_str()) && !begins(OF_CHAINS) && (!hurt || begins(NAMES));
            if let Some(value) = self.noted(name).filter(|_| kept) {
                note(sql, name, value)?;
            }
        }
        note(sql, "role", whose.role.as_str())?;
        note(sql, "label", &whose.label)?;
        let keys = Keys::load(sql)?;
        if let (None, Some(own)) = (trust::organisation(sql)?, &whose.own) {
            trust::join(sql, &keys, own, &[])?;
        }
        Ok(())
    }
}

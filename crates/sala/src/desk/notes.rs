//! What a store notes of itself: its role and label, who is at it, and settings. None of it travels as a record.

use std::sync::PoisonError;

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::Desk;
use crate::{
    Problem, Result,
    store::{note, noted},
};

/// The longest name of who is at the desk, in characters; a page refuses much longer ones.
pub(super) const LONGEST_AUTHOR: usize = 200;

/// What a replica is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Headquarters: holds the organisation's root key.
    Hq,
    /// A laptop at a training site.
    Site,
}

impl Role {
    /// What the store is for whose database is being looked at: whoever reads already must not ask the desk, which would wait for them.
    pub(crate) fn noted(sql: &Connection) -> Result<Self> {
        Ok(if noted::<String>(sql, "role")?.as_deref() == Some("hq") { Self::Hq } else { Self::Site })
    }

    /// As it is written in stores and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hq => "hq",
            Self::Site => "site",
        }
    }
}

impl Desk {
    fn meta(&self, key: &str) -> Result<Option<String>> {
        let sql = self.store.reader();
        Ok(sql.query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0)).optional()?)
    }

    /// A setting of this store that does not travel, such as the language of its screens.
    ///
    /// # Errors
    /// Store failures.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        self.meta(&format!("setting.{name}"))
    }

    /// Keep a setting.
    ///
    /// # Errors
    /// Store failures.
    pub fn set_setting(&self, name: &str, value: &str) -> Result<()> {
        self.store.write(|sql| {
            sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", (format!("setting.{name}"), value))?;
            Ok(())
        })
    }

    /// What people call this replica.
    ///
    /// # Errors
    /// Store failures.
    pub fn label(&self) -> Result<String> {
        Ok(self.meta("label")?.unwrap_or_default())
    }

    /// What this replica is for.
    ///
    /// # Errors
    /// Store failures.
    pub fn role(&self) -> Result<Role> {
        self.read(|r| Role::noted(r.sql()))
    }

    /// Who is at the desk.
    ///
    /// # Errors
    /// Store failures.
    pub fn author(&self) -> Result<String> {
        match self.for_now.read().unwrap_or_else(PoisonError::into_inner).clone() {
            Some(name) => Ok(name),
            None => Ok(self.meta(AUTHOR)?.unwrap_or_default()),
        }
    }

    /// Somebody else sits down: what was done before is not theirs to take back.
    ///
    /// # Errors
    /// `author_wrong` for an empty name or one over 200 characters.
    pub fn set_author(&self, name: &str) -> Result<()> {
        let name = checked(name)?;
        self.store.write(|sql| {
            if noted::<String>(sql, AUTHOR)?.as_deref() != Some(name) {
                self.forget_undo(sql)?;
            }
            note(sql, AUTHOR, name)
        })?;
        *self.for_now.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// Somebody works at this desk while it is open; whoever is noted in the store sits there again afterwards.
    ///
    /// # Errors
    /// As [`Desk::set_author`].
    pub fn work_for_now(&self, name: &str) -> Result<()> {
        *self.for_now.write().unwrap_or_else(PoisonError::into_inner) = Some(checked(name)?.to_owned());
        Ok(())
    }
}

/// Where the store notes who is at the desk.
const AUTHOR: &str = "author";

fn checked(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_AUTHOR { Problem::new("author_wrong").refuse() } else { Ok(name) }
}

//! One entry for each code of the core and of the command line.

mod backups;
mod checks;
mod deciding;
mod files;
mod groups;
mod plans;
mod programme;
mod registers;
mod scores;
mod store;
mod travel;
mod visits;

/// The words for one code.
pub struct Words {
    /// What happened.
    pub what: &'static str,
    /// What was kept; none means the usual, that nothing was changed.
    pub kept: Option<&'static str>,
    /// What to do.
    pub todo: &'static str,
}

const fn w(what: &'static str, todo: &'static str) -> Option<Words> {
    Some(Words { what, kept: None, todo })
}

const fn kept(what: &'static str, kept: &'static str, todo: &'static str) -> Option<Words> {
    Some(Words { what, kept: Some(kept), todo })
}

/// The words for a code; none where it comes from a newer core.
pub fn words(code: &str) -> Option<Words> {
    const ALL: &[fn(&str) -> Option<Words>] = &[
        store::store,
        files::files,
        travel::travel,
        backups::backups,
        deciding::deciding,
        files::lists,
        programme::programme,
        registers::registers,
        visits::visits,
        groups::groups,
        plans::plans,
        scores::scores,
        checks::checks,
    ];
    ALL.iter().find_map(|of| of(code))
}

//! Taking a checked file in whose sender is believed: within the import's transaction, and what is told of it.

use std::collections::HashSet;

use rusqlite::Connection;

use super::{
    account::{Imported, KindChange, Status, by_kind, sender_label},
    applier::{Applied, Applier, Came, Whose},
    identity,
    import::{Checked, Mode, Taken},
    own, parts,
    shared::{Coded, newly_shared, shared, shared_within},
    watch::Watch,
};
use crate::{
    Desk, Problem, ReplicaId, Result, fault,
    journal::{Fold, chain_owner, conflict_count},
    trust,
};

/// How many differences wait now that did not before. Those that the file settled make them no fewer; those that it brought and that
/// wait for another file are not asked about yet, and one may be asked about because that file has not come for so long.
fn newly_waiting(before: u64, after: u64, kinds: &[KindChange]) -> u64 {
    let of = |count: fn(&KindChange) -> u64| kinds.iter().map(count).sum::<u64>();
    let brought = of(|kind| kind.differ).min((after + of(|kind| kind.settled)).saturating_sub(before));
    brought.max(after.saturating_sub(before))
}

impl Desk {
    /// Take a checked file in whose sender is believed, under this id.
    pub(super) fn apply(
        &self,
        sql: &Connection,
        mut checked: Checked<'_>,
        id: ReplicaId,
        mode: Mode,
        waiting: &mut Option<u64>,
        watch: &mut Watch<'_>,
    ) -> Result<Taken> {
        let pages = checked.pages.take();
        let Checked { path, opening, contents, .. } = &checked;
        let phase = tracing::trace_span!("certificates and what waits").entered();
        watch.begin(checked.bytes)?;
        let before = waiting.take().map_or_else(|| conflict_count(sql, self.store.tables(), None), Ok)?;
        let (joined, certified) = self.take_certificates(sql, contents, &opening.known)?;
        // What was said later than this was said by a clock that is wrong; or this one is a day behind, as they often are.
        let future = self.now().timestamp_millis() + 2 * 24 * 60 * 60 * 1000;
        let (now_standing, revoked, words) = self.take_revocations(sql, contents, (!certified).then_some(&opening.known.standing))?;
        fault::point("import.certified");
        let manifest = &contents.manifest;
        let is_news = !sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM bundle WHERE id = ?1)")?.query_row([id], |r| r.get::<_, bool>(0))?;
        let query = "INSERT INTO bundle (id, sender, at, taken, entries, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET taken = excluded.taken, set_aside = NULL RETURNING no";
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let row = (id, ReplicaId::of_key(&manifest.sign), manifest.at, self.now().timestamp_millis(), manifest.entries as i64, name);
        let bundle = sql.prepare_cached(query)?.query_row(row, |r| r.get(0))?;
        let keys = self.keys();
        let fold = Fold::new(sql, self.store.tables())?;
        let plain = fold.is_plain()?;
        let codes = shared(sql, self.store.tables().registry)?;
        let mut applier = Applier::new(fold, Whose::new(&keys, now_standing.clone()), bundle, mode, revoked, watch.on());
        drop(phase);
        if let Some(pages) = &pages {
            applier.take_pages(pages)?;
        }
        let end = match contents.end.filter(|_| pages.is_some()) {
            Some(end) => end,
            None => checked.read_again(&mut applier)?,
        };
        identity::remember(sql, id, end)?;
        parts::note_part(sql, manifest, future)?;
        let Applied { fold, came, forked, folded_anew, mut watch } = applier.settle()?;
        fault::point("import.settled");
        let Came { new_entries, known_entries, back, attachments, objected, mut gaps, stamp, own_elsewhere } = came;
        if own_elsewhere {
            // Said now, done once this is kept: what this store would write next under these keys has been written already.
            let copied = forked.iter().any(|(replica, _)| *replica == keys.replica());
            crate::store::note(sql, crate::store::NEW_KEYS_WANTED, if copied { "store_was_copied" } else { "store_is_an_old_copy" })?;
        }
        let query = "INSERT INTO meta (key, value) VALUES ('stamp', ?1) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)";
        sql.prepare_cached(query)?.execute([stamp])?;
        let _phase = tracing::trace_span!("receipts and the account").entered();
        if let Some(receipt) = contents.receipt.as_ref().filter(|receipt| receipt.sign == manifest.sign) {
            let is_old_copy = receipt.keep(sql, &keys, future)?;
            if is_old_copy && !own_elsewhere {
                crate::store::note(sql, crate::store::NEW_KEYS_WANTED, "store_is_an_old_copy")?;
            }
            // A file that is taken in once more says what its sender held when it came first.
            if is_news {
                super::left::do_not_come(sql, &keys, receipt, manifest.partial != Some(true))?;
            }
        }
        super::ask::answered(sql, ReplicaId::of_key(&manifest.sign), &manifest.pages)?;
        if !gaps.is_empty() {
            // Not what others set aside: it is not on its way.
            let missing = super::gaps::gaps(sql)?.into_keys().map(|chain| Ok(chain_owner(sql, chain)?.0)).collect::<Result<HashSet<_>>>()?;
            gaps.retain(|author| missing.contains(author));
        }
        let tally = fold.tally()?;
        let kinds = by_kind(self.store.tables().registry, &tally);
        let mut shared_codes = newly_shared(&codes, shared(sql, self.store.tables().registry)?);
        let books = manifest.pages.iter().map(|range| range.book).collect();
        for (of, kind) in [(Coded::Participant, "participant"), (Coded::Plan, "plan")] {
            if tally.contains_key(&(kind.to_owned(), "code".to_owned())) {
                shared_codes.extend(shared_within(sql, of, &books)?);
            }
        }
        let status = match mode {
            Mode::Preview => Status::Preview,
            Mode::Apply if !gaps.is_empty() => Status::Waiting,
            Mode::Apply => Status::Applied,
        };
        // Where nothing is removed, awaited or kept aside, the fold has counted what waits; otherwise all of it is looked at.
        let after = if plain && !folded_anew && fold.is_plain()? {
            before.saturating_add_signed(fold.newly_differing())
        } else {
            conflict_count(sql, self.store.tables(), None)?
        };
        *waiting = Some(after);
        let trust_changed = certified || !contents.revocations.is_empty();
        // Told when it is news; `status` tells it always.
        let own = if trust_changed { own::not_allowed(sql, &now_standing)? } else { None };
        let own = match own {
            Some(own) if Some(&own) != own::not_allowed(sql, &opening.known.standing)?.as_ref() => Some(own),
            _ => None,
        };
        let from = sender_label(sql, contents)?;
        let forked_labels =
            forked.iter().map(|(author, _)| trust::label(sql, *author)).collect::<Result<std::collections::BTreeSet<_>>>()?.into_iter().collect();
        let account = Imported {
            new_entries,
            known_entries,
            attachments,
            back,
            conflicts: newly_waiting(before, after, &kinds),
            kinds,
            shared_codes,
            revoked: words,
            forked: forked_labels,
            joined,
            why: match (own, objected) {
                (Some(own), _) => Some(Problem::new("own_pages_not_allowed").with("entries", own.entries).with("why", own.why)),
                (None, Some((entries, why))) => Some(Problem::new("pages_not_allowed").with("from", from).with("entries", entries).with("why", why)),
                // Of whom it is, which need not be whoever made this file.
                (None, None) if !gaps.is_empty() => {
                    let of = gaps.iter().map(|author| trust::label(sql, *author)).collect::<Result<Vec<_>>>()?;
                    Some(Problem::new("earlier_file_missing").with("from", of.join(", ")))
                }
                (None, None) => None,
            },
            ..self.account(sql, path, contents, id, status)?
        };
        // The last moment: from here on it is kept.
        watch.at(checked.bytes)?;
        Ok(Taken { account, trust_changed, spent: pages })
    }
}

//! Keeping: what a checked file brings, within the import's transaction: certificates, revocations, pages, attachments, the receipt.

use std::{collections::HashSet, sync::Arc};

use rusqlite::Connection;

use super::{
    account::{Imported, KindChange, RevokedWord, Status, by_kind, sender_label},
    ahead::Trusted,
    apply::Applier,
    identity,
    import::{Checked, Mode, Taken},
    own, parts,
    scan::Contents,
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

/// Who may write what now, the pages that left or came back with that, and what the file said of it.
type Believed = (Arc<trust::Standing>, Vec<[u8; 32]>, Vec<RevokedWord>);

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
        let query = "INSERT INTO bundle (id, sender, at, taken, entries, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (id) DO UPDATE SET taken = excluded.taken, set_aside = NULL RETURNING no";
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let row = (id, ReplicaId::of_key(&manifest.sign), manifest.at, self.now().timestamp_millis(), manifest.entries as i64, name);
        let bundle = sql.prepare_cached(query)?.query_row(row, |r| r.get(0))?;
        let keys = self.keys();
        let fold = Fold::new(sql, self.store.tables())?;
        let plain = fold.is_plain()?;
        let codes = shared(sql, self.store.tables().registry)?;
        let mut applier = Applier {
            fold,
            keys: &keys,
            own: keys.replicas().collect(),
            standing: now_standing.clone(),
            bundle,
            new_entries: 0,
            known_entries: 0,
            objected: None,
            attachments: 0,
            stamp: 0,
            gaps: Default::default(),
            back: 0,
            placing: Default::default(),
            forked: Default::default(),
            unfolded: revoked,
            own_elsewhere: false,
            incoming: None,
            writing: false,
            with_attachments: mode == Mode::Apply,
            without_pages: false,
            done: 0,
            watch: watch.on(),
        };
        drop(phase);
        if let Some(pages) = &pages {
            pages.iter().try_for_each(|page| applier.take_page(page))?;
            applier.without_pages = true;
        }
        let end = match contents.end.filter(|_| applier.without_pages) {
            Some(end) => end,
            None => checked.read_again(&mut applier)?,
        };
        identity::remember(sql, id, end)?;
        parts::note_part(sql, manifest, future)?;
        applier.settle()?;
        fault::point("import.settled");
        let Applier { fold, new_entries, known_entries, objected, attachments, stamp, mut gaps, back, own_elsewhere, forked, unfolded, mut watch, .. } =
            applier;
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
            super::gaps::do_not_come(sql, &keys, receipt.holder())?;
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
        let after = if plain && unfolded.is_empty() && fold.is_plain()? {
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

    /// Keep the certificates of our organisation; join it where we belong to none yet. Answers what was joined, and
    /// whether anything is believed now that was not.
    fn take_certificates(&self, sql: &Connection, contents: &Contents, known: &Trusted) -> Result<(Option<String>, bool)> {
        let keys = self.keys();
        let of_own = || contents.certificates.iter().map(|(c, _)| c).filter(|c| keys.is_own(&c.sign));
        // A file that was on its way when this store went on under new keys speaks of the former ones.
        let own = of_own().find(|c| c.sign == keys.sign.public()).or_else(|| of_own().next());
        let before = trust::organisation(sql)?;
        if let Some(own) = own {
            trust::join(sql, &keys, own)?;
        }
        let Some(organisation) = trust::organisation(sql)? else {
            return Problem::new("unknown_sender").with("from", sender_label(sql, contents)?).refuse();
        };
        let mut changed = before.as_ref() != Some(&organisation);
        // What is here as it came need not be written again.
        let news = contents.certificates.iter().filter(|(c, signed)| c.root == organisation.root && known.certificate(signed).is_none());
        for (certificate, signed) in news {
            trust::keep_certificate(sql, certificate, signed)?;
            changed = true;
        }
        Ok((before.is_none().then_some(organisation.name), changed))
    }

    /// Keep the revocations of our organisation. Pages that are no longer believed leave the union; answers who may write
    /// what now, and which left or came back. `as_before` is who might, where nothing has changed that yet.
    fn take_revocations(&self, sql: &Connection, contents: &Contents, as_before: Option<&Arc<trust::Standing>>) -> Result<Believed> {
        let root = trust::organisation(sql)?.map(|o| o.root);
        let mut words = Vec::new();
        for (revocation, signed) in contents.revocations.iter().filter(|(r, _)| Some(r.root) == root) {
            let replica = ReplicaId(revocation.replica);
            let stood = trust::is_revoked(sql, replica)?;
            if trust::keep_revocation(sql, revocation, signed)? && (stood || revocation.stands()) {
                words.push(RevokedWord { label: trust::label(sql, replica)?, revoked: revocation.stands() });
            }
        }
        let standing = match as_before.filter(|_| contents.revocations.is_empty()) {
            Some(standing) => standing.clone(),
            None => Arc::new(trust::Standing::read(sql)?),
        };
        let moved = if standing.is_plain() && contents.revocations.is_empty() { Vec::new() } else { super::revoke::enforce(sql, &standing)? };
        Ok((standing, moved, words))
    }
}

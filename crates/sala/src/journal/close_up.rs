//! Open actions of which some are lost: those behind a lost one take its places. No page ever gave these places to anybody, and the next
//! page holds what it closes without gaps.

use super::page::Page;

/// One open action, and the place at which it was recorded.
pub(crate) struct ClosedUp {
    pub was: u64,
    pub page: Page,
}

/// Open actions of one chain, in their order, without what is missing between them. A name for an entry that is lost with its action
/// is left out: nobody else ever saw it, and what waited for it would wait for ever. What it had replaced may stand beside what
/// replaces it then, for people to decide.
pub(crate) fn close_up(open: Vec<Page>) -> Vec<ClosedUp> {
    let Some(first) = open.first().map(|page| page.first_seq) else { return Vec::new() };
    let mut next = first;
    // Where an action was, where that ended, and where it begins now.
    let mut moved: Vec<(u64, u64, u64)> = Vec::with_capacity(open.len());
    for page in &open {
        let length = page.len() as u64;
        moved.push((page.first_seq, page.first_seq + length, next));
        next += length;
    }
    let now = |seq: u64| {
        let (was, end, now) = *moved.get(moved.partition_point(|(was, ..)| *was <= seq).checked_sub(1)?)?;
        (seq < end).then(|| seq - was + now)
    };
    let is_whole = moved.iter().all(|(was, _, now)| was == now);
    let closed = open.into_iter().map(|mut page| {
        let was = page.first_seq;
        if !is_whole {
            let writer = page.replica;
            for entry in page.actions.iter_mut().flat_map(|action| &mut action.entries) {
                entry.over = entry
                    .over
                    .iter()
                    .filter_map(|(of, seq)| if *of == writer && *seq >= first { Some((*of, now(*seq)?)) } else { Some((*of, *seq)) })
                    .collect();
            }
            page.first_seq = now(was).unwrap_or(was);
        }
        ClosedUp { was, page }
    });
    closed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        RecordId, ReplicaId,
        journal::{
            Scalar, Value,
            page::{Action, Entry, Shape},
        },
    };

    fn action(first_seq: u64, overs: &[&[u64]]) -> Page {
        let writer = ReplicaId([7; 16]);
        let entries = overs.iter().map(|over| Entry {
            shape: 0,
            a: 0,
            b: None,
            value: Value::new(vec![Scalar::Int(1)]),
            over: over.iter().map(|seq| (writer, *seq)).collect(),
            annex: None,
        });
        Page {
            replica: writer,
            book: RecordId::from_bytes([1; 16]),
            number: 1,
            prev: [0; 32],
            first_seq,
            shapes: vec![Shape { kind: "k".into(), field: "f".into(), pair: false }],
            records: vec![RecordId::from_bytes([2; 16])],
            actions: vec![Action { author: "A".into(), wall: 0, stamp: 1, entries: entries.collect() }],
        }
    }

    #[test]
    fn what_stands_behind_a_lost_action_takes_its_places_and_names_what_it_named() {
        // Of the places from 5 on, 7 and 8 are lost; 3 lies in a page.
        let closed = close_up(vec![action(5, &[&[3], &[]]), action(9, &[&[5], &[7, 3]]), action(11, &[&[10, 8]])]);
        let told: Vec<_> = closed
            .iter()
            .map(|c| (c.was, c.page.first_seq, c.page.actions[0].entries.iter().map(|e| e.over.iter().map(|o| o.1).collect()).collect::<Vec<Vec<_>>>()))
            .collect();
        assert_eq!(
            told,
            [(5, 5, vec![vec![3], vec![]]), (9, 7, vec![vec![5], vec![3]]), (11, 9, vec![vec![8]])],
            "10 is 8 now; of those that are lost nothing is said any more"
        );
        let whole = close_up(vec![action(5, &[&[3], &[]]), action(7, &[&[6]])]);
        assert_eq!(whole[1].page.actions[0].entries[0].over[0].1, 6, "where nothing is missing nothing moves");
    }
}

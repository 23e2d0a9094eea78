//! Whoever may score, and who is in which group: read once for a whole grid.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{
    super::interest::{Facts, Member, Noticed, is_own, noticed},
    sheets::ScorerView,
};
use crate::{
    RecordId, Result,
    journal::BookNo,
    people::{Belongs, views::belongs::with_people},
    scores::{Scorer, Side},
};

/// A person of the roster or a juror.
struct One {
    code: Option<String>,
    name: Option<String>,
    organisation: Option<String>,
    counts: bool,
    here: bool,
}

impl One {
    fn from(&self) -> Option<&str> {
        self.organisation.as_deref()
    }
}

/// Everybody around the scores of a programme.
pub(in crate::scores) struct Around {
    people: HashMap<RecordId, One>,
    jurors: HashMap<RecordId, One>,
    /// Every group with its name and its set.
    groups: HashMap<RecordId, (String, Option<RecordId>)>,
    members: HashMap<RecordId, Vec<Member>>,
    /// Who may be asked, in the order in which people look for them: the panel, then groups, then people.
    pub order: Vec<Scorer>,
}

impl Around {
    /// # Errors
    /// Store failures.
    pub fn read(sql: &Connection, book: BookNo) -> Result<Self> {
        let mut order = Vec::new();
        let mut jurors = HashMap::new();
        for juror in super::jurors(sql, book)? {
            order.push(Scorer::Juror(juror.id));
            jurors.insert(juror.id, One { code: None, name: juror.name, organisation: juror.organisation, counts: false, here: true });
        }
        let query = with_people!(
            "SELECT k.id, COALESCE(p.code, ''), p.name, p.organisation, COALESCE(p.role, 'participant') = 'participant', p.belongs
                       FROM person p JOIN record k ON k.no = p.rec
                      WHERE p.book = ?1 ORDER BY length(p.code), p.code, k.id"
        );
        let person = |r: &rusqlite::Row<'_>| {
            let one = One { code: r.get(1)?, name: r.get(2)?, organisation: r.get(3)?, counts: r.get(4)?, here: r.get::<_, Belongs>(5)?.here() };
            Ok((r.get::<_, RecordId>(0)?, one))
        };
        let people = sql.prepare_cached(query)?.query_map([book.0], person)?.collect::<Result<Vec<_>, _>>()?;
        let on = |panel: bool| people.iter().filter(move |(_, one)| one.here && one.counts != panel).map(|(id, _)| Scorer::Person(*id));
        order.extend(on(true));
        let peers: Vec<_> = on(false).collect();

        let query = "SELECT k.id, COALESCE(g.name, ''), s.id FROM grp g JOIN record k ON k.no = g.rec LEFT JOIN record s ON s.no = g.group_set
                      WHERE g.book = ?1 AND COALESCE(g.removed, 0) = 0 ORDER BY g.group_set, g.name, k.id";
        let group = |r: &rusqlite::Row<'_>| Ok((r.get::<_, RecordId>(0)?, (r.get(1)?, r.get(2)?)));
        let groups = sql.prepare_cached(query)?.query_map([book.0], group)?.collect::<Result<Vec<_>, _>>()?;
        order.extend(groups.iter().map(|(id, _)| Scorer::Group(*id)));
        order.extend(peers);

        let query = with_people!(
            "SELECT kg.id, kp.id, p.organisation, COALESCE(m.member_role, '') = 'facilitator' AND COALESCE(p.role, 'participant') <> 'participant'
                       FROM grp g JOIN record kg ON kg.no = g.rec JOIN membership m ON m.grp = g.rec
                       JOIN person p ON p.rec = m.participant JOIN record kp ON kp.no = p.rec
                      WHERE g.book = ?1 AND COALESCE(m.removed, 0) = 0 AND p.belongs IN ('counted', 'beside')"
        );
        let mut members: HashMap<RecordId, Vec<Member>> = HashMap::new();
        let mut statement = sql.prepare_cached(query)?;
        let mut rows = statement.query([book.0])?;
        while let Some(row) = rows.next()? {
            let member = Member { person: row.get(1)?, organisation: row.get(2)?, facilitates: row.get(3)? };
            members.entry(row.get(0)?).or_default().push(member);
        }
        Ok(Self { people: people.into_iter().collect(), jurors, groups: groups.into_iter().collect(), members, order })
    }

    /// True where this scorer is there.
    pub fn knows(&self, scorer: Scorer) -> bool {
        match scorer {
            Scorer::Juror(id) => self.jurors.contains_key(&id),
            Scorer::Person(id) => self.people.contains_key(&id),
            Scorer::Group(id) => self.groups.contains_key(&id),
        }
    }

    /// True where this scorer takes part: somebody who was replaced or left does not.
    pub fn is_here(&self, scorer: Scorer) -> bool {
        match scorer {
            Scorer::Person(id) => self.people.get(&id).is_some_and(|one| one.here),
            Scorer::Juror(_) | Scorer::Group(_) => true,
        }
    }

    /// True where this output, of this group, is the scorer's own.
    pub fn is_own(&self, scorer: Scorer, group: Option<RecordId>) -> bool {
        is_own(&self.facts(scorer), group, self.members_of(group))
    }

    /// What lies between a scorer and a group.
    pub fn noticed(&self, scorer: Scorer, group: Option<RecordId>) -> Vec<Noticed> {
        noticed(&self.facts(scorer), self.members_of(group))
    }

    /// On which side a scorer sits.
    pub fn side(&self, scorer: Scorer) -> Side {
        match scorer {
            Scorer::Juror(_) => Side::Panel,
            Scorer::Person(id) if self.people.get(&id).is_some_and(|one| !one.counts) => Side::Panel,
            Scorer::Person(_) | Scorer::Group(_) => Side::Peers,
        }
    }

    /// The set that a group belongs to.
    pub fn set_of(&self, group: RecordId) -> Option<RecordId> {
        self.groups.get(&group).and_then(|(_, set)| *set)
    }

    /// A scorer as a screen names them.
    pub fn view(&self, scorer: Scorer) -> ScorerView {
        let (name, code) = match scorer {
            Scorer::Juror(id) => (self.jurors.get(&id).and_then(|one| one.name.clone()), None),
            Scorer::Person(id) => self.people.get(&id).map_or((None, None), |one| (one.name.clone(), one.code.clone())),
            Scorer::Group(id) => (self.groups.get(&id).map(|(name, _)| name.clone()), None),
        };
        ScorerView { scorer, name, code, side: self.side(scorer) }
    }

    /// A scorer in one word, for a sentence.
    pub fn called(&self, scorer: Scorer) -> String {
        let ScorerView { name, code, .. } = self.view(scorer);
        code.filter(|code| !code.is_empty()).or(name).unwrap_or_default()
    }

    fn members_of(&self, group: Option<RecordId>) -> &[Member] {
        group.and_then(|group| self.members.get(&group)).map_or(&[], Vec::as_slice)
    }

    fn facts(&self, scorer: Scorer) -> Facts<'_> {
        let peer = self.side(scorer) == Side::Peers;
        let nobody = Facts { group: None, person: None, peer, organisation: None, members: &[] };
        match scorer {
            Scorer::Juror(id) => Facts { organisation: self.jurors.get(&id).and_then(One::from), ..nobody },
            Scorer::Person(id) => Facts { person: Some(id), organisation: self.people.get(&id).and_then(One::from), ..nobody },
            Scorer::Group(id) => Facts { group: Some(id), members: self.members_of(Some(id)), ..nobody },
        }
    }
}

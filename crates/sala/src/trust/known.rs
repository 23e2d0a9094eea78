//! Whom this store knows: its organisation, certificates and open requests; and the verbs that change that.

use age::secrecy::ExposeSecret as _;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _};

use super::{
    Certificate, Cut, Keys, Request, Signed,
    certificate::READER,
    label::{self, check_label},
    succession,
};
use crate::{Error, Problem, RecordId, ReplicaId, Result, Role};

/// The organisation that a store belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its root key.
    pub root: [u8; 32],
    /// Its name.
    pub name: String,
    /// Its recovery key, as age writes it.
    pub recovery: String,
}

/// What headquarters grants a replica beside its label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// It may look but not write.
    pub read_only: bool,
    /// The only books it may hold and write in; every book where none are named.
    pub books: Option<Vec<RecordId>>,
    /// Until when its files are taken in (milliseconds since 1970, UTC).
    pub until: Option<i64>,
    /// From which page on it may do no more than this: what it wrote before stands. Without one, the first page that
    /// headquarters does not hold yet.
    pub from_page: Option<u64>,
}

/// From the end of a day to the moment at which that day has ended everywhere on earth (UTC-12), in hours.
const LAST_ON_EARTH: i64 = 12;

impl Grant {
    /// The end of that day (milliseconds since 1970, UTC), wherever on earth it ends last: whoever is told a day may rely on all
    /// of it.
    #[must_use]
    pub fn to_end_of(day: NaiveDate) -> Option<i64> {
        Some(day.and_hms_opt(23, 59, 59)?.and_utc().checked_add_signed(TimeDelta::hours(LAST_ON_EARTH))?.timestamp_millis())
    }
}

/// The day that people mean by such a moment.
pub(crate) fn last_day(until: i64) -> Option<NaiveDate> {
    Some(DateTime::from_timestamp_millis(until)?.checked_sub_signed(TimeDelta::hours(LAST_ON_EARTH))?.date_naive())
}

pub(super) fn put(sql: &Connection, key: &str, value: impl rusqlite::ToSql) -> Result<()> {
    sql.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", (key, value))?;
    Ok(())
}

pub(super) fn get<T: rusqlite::types::FromSql>(sql: &Connection, key: &str) -> Result<Option<T>> {
    Ok(sql.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |r| r.get(0)).optional()?)
}

/// True where somebody is known by this label, in small letters, or by an id that begins so, accepted or not.
pub(crate) fn is_known(sql: &Connection, wanted: &str) -> Result<bool> {
    let is_it = |replica: ReplicaId, label: &str| label.to_lowercase() == wanted || (wanted.len() >= 4 && replica.to_string().starts_with(wanted));
    let own: Option<String> = get(sql, "label")?;
    Ok(own.is_some_and(|own| own.to_lowercase() == wanted)
        || certificates(sql)?.iter().any(|(c, _)| is_it(c.replica(), &c.label))
        || requests(sql)?.iter().any(|(r, _)| is_it(r.replica(), &r.label)))
}

/// Found an organisation: its root certifies headquarters itself, and its recovery key is made.
pub(crate) fn found(sql: &Connection, keys: &Keys, organisation: &str, label: &str, now: DateTime<Utc>) -> Result<()> {
    let Some(root) = &keys.root else { return Problem::new("not_headquarters").refuse() };
    let recovery = age::x25519::Identity::generate();
    put(sql, "org_root", root.public().as_slice())?;
    put(sql, "org_name", organisation.trim())?;
    put(sql, "org_recovery", recovery.to_public().to_string())?;
    put(sql, "recovery_secret", recovery.to_string().expose_secret())?;
    let request = Request {
        sign: keys.sign.public(),
        recipient: keys.recipient(),
        label: label.to_owned(),
        role: Role::Hq.as_str().to_owned(),
        at: now.timestamp_millis(),
        succeeds: Vec::new(),
    };
    certify(sql, keys, &request, label, &Grant::default(), now).map(|_| ())
}

/// The organisation of this store, none before it has joined one.
pub(crate) fn organisation(sql: &Connection) -> Result<Option<Organisation>> {
    let (root, name, recovery) = (get(sql, "org_root")?, get(sql, "org_name")?, get(sql, "org_recovery")?);
    Ok(match (root, name, recovery) {
        (Some(root), Some(name), Some(recovery)) => Some(Organisation { root, name, recovery }),
        _ => None,
    })
}

/// That a certificate is of another organisation than this store's. Where both have one name, as after a headquarters that was made anew,
/// nothing tells them apart but the words of their headquarters: of `theirs`, where the file brought along who that is.
pub(crate) fn other_organisation(sql: &Connection, ours: &Organisation, theirs: &Certificate, brought: &[(Certificate, Signed)]) -> Result<Problem> {
    let problem = Problem::new("other_organisation").with("ours", ours.name.as_str()).with("theirs", theirs.organisation.as_str());
    if label::key(&ours.name) != label::key(&theirs.organisation) {
        return Ok(problem);
    }
    let their_headquarters = brought.iter().map(|(c, _)| c).filter(|c| c.root == theirs.root && c.role() == Role::Hq).max_by_key(|c| c.issued);
    let words = |c: Option<&Certificate>| c.map(Certificate::fingerprint);
    let (our_words, their_words) = (words(headquarters(sql)?.as_ref()), words(their_headquarters));
    Ok(Problem { code: "other_organisation_of_one_name", ..problem }.with("our_words", our_words).with("their_words", their_words))
}

/// Join the organisation that certified this replica, or certified it under former keys; `brought` came in the same file.
pub(crate) fn join(sql: &Connection, keys: &Keys, own: &Certificate, brought: &[(Certificate, Signed)]) -> Result<()> {
    if let Some(known) = organisation(sql)?.filter(|known| known.root != own.root) {
        return other_organisation(sql, &known, own, brought)?.refuse();
    }
    // A file that was on its way, or that somebody brings once more, must not give back what was taken since.
    let newer = certificate(sql, own.replica())?.map(|(kept, _)| kept).filter(|kept| kept.issued > own.issued);
    let own = newer.as_ref().unwrap_or(own);
    put(sql, "org_root", own.root.as_slice())?;
    put(sql, "org_name", own.organisation.as_str())?;
    put(sql, "org_recovery", own.recovery.as_str())?;
    if own.sign == keys.sign.public() {
        put(sql, "label", own.label.as_str())?;
    }
    Ok(())
}

/// Certify the replica that asks, under this label.
///
/// Headquarters is what holds the root: whatever a request says, the one who asks becomes a site.
pub(crate) fn certify(sql: &Connection, keys: &Keys, request: &Request, label: &str, grant: &Grant, now: DateTime<Utc>) -> Result<Certificate> {
    let (Some(root), Some(organisation)) = (&keys.root, organisation(sql)?) else {
        return Problem::new("not_headquarters").refuse();
    };
    check_label(label)?;
    let replica = request.replica();
    if certificates(sql)?.iter().any(|(c, _)| c.replica() != replica && label::key(&c.label) == label::key(label)) {
        // Two laptops of one name could not be told apart in a register's history.
        return Problem::new("label_taken").with("label", label).refuse();
    }
    let role = match request.sign == keys.sign.public() {
        true => Role::Hq.as_str(),
        false if grant.read_only => READER,
        false => Role::Site.as_str(),
    };
    let known = certificate(sql, replica)?.map(|(known, _)| known);
    let mut certificate = Certificate {
        root: organisation.root,
        organisation: organisation.name,
        sign: request.sign,
        recipient: request.recipient.clone(),
        label: label.to_owned(),
        role: role.to_owned(),
        // A clock that was set back must not make the newer word the older one.
        issued: now.timestamp_millis().max(known.as_ref().map_or(i64::MIN, |known| known.issued + 1)),
        recovery: organisation.recovery,
        books: grant.books.as_ref().map(|books| books.iter().map(|b| (*b.as_bytes()).into()).collect()),
        until: grant.until,
        stands: None,
    };
    certificate.stands = stands(sql, &certificate, known.as_ref(), grant.from_page)?;
    keep_certificate(sql, &certificate, &certificate.sign(root)?)?;
    Ok(certificate)
}

/// What a replica wrote before it was narrowed stands: as much as headquarters holds of it, or as was said before.
fn stands(sql: &Connection, certificate: &Certificate, before: Option<&Certificate>, from: Option<u64>) -> Result<Option<Vec<Cut>>> {
    let books: Vec<RecordId> = sql.prepare("SELECT id FROM book ORDER BY no")?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut stands = Vec::new();
    for book in books.into_iter().filter(|book| certificate.narrows(*book).is_some()) {
        let mut cut = Cut::at(sql, certificate.replica(), book, from)?;
        if let (None, Some((_, Some(said)))) = (from, before.and_then(|before| before.narrows(book))) {
            cut.page = cut.page.max(said.page);
        }
        if cut.page > 1 {
            stands.push(cut);
        }
    }
    Ok((!stands.is_empty()).then_some(stands))
}

/// Keep a certificate whose signature has been checked; an older one never replaces a newer one.
pub(crate) fn keep_certificate(sql: &Connection, certificate: &Certificate, signed: &Signed) -> Result<()> {
    let replica = certificate.replica();
    if self::certificate(sql, replica)?.is_some_and(|(known, _)| known.issued > certificate.issued) {
        return Ok(());
    }
    let query = "INSERT OR REPLACE INTO certificate (replica, body, sig) VALUES (?1, ?2, ?3)";
    sql.prepare_cached(query)?.execute((replica, &signed.body, signed.sig))?;
    sql.prepare_cached("DELETE FROM request WHERE replica = ?1")?.execute([replica])?;
    Ok(())
}

/// Keep a request until headquarters answers it.
pub(crate) fn keep_request(sql: &Connection, request: &Request, signed: &Signed) -> Result<()> {
    if certificate(sql, request.replica())?.is_none() {
        let query = "INSERT OR REPLACE INTO request (replica, body, sig, at) VALUES (?1, ?2, ?3, ?4)";
        sql.execute(query, (request.replica(), &signed.body, signed.sig, request.at))?;
    }
    Ok(())
}

/// Forget a request: it is not answered.
pub(crate) fn forget_request(sql: &Connection, replica: ReplicaId) -> Result<()> {
    sql.execute("DELETE FROM request WHERE replica = ?1", [replica])?;
    Ok(())
}

fn read_all<T>(sql: &Connection, table: &str, read: impl Fn(&Signed) -> Result<T>) -> Result<Vec<(T, Signed)>> {
    let mut statement = sql.prepare_cached(&format!("SELECT body, sig FROM {table} ORDER BY replica"))?;
    let rows = statement.query_map([], |r| Ok(Signed { body: r.get(0)?, sig: r.get(1)? }))?;
    rows.map(|row| row.map_err(Error::from).and_then(|signed| Ok((read(&signed)?, signed)))).collect()
}

/// All certificates known here.
pub(crate) fn certificates(sql: &Connection) -> Result<Vec<(Certificate, Signed)>> {
    read_all(sql, "certificate", Certificate::kept)
}

/// All requests that wait for an answer.
pub(crate) fn requests(sql: &Connection) -> Result<Vec<(Request, Signed)>> {
    read_all(sql, "request", Request::kept)
}

/// Headquarters: where it went on under new keys, the newest of them.
pub(crate) fn headquarters(sql: &Connection) -> Result<Option<Certificate>> {
    Ok(certificates(sql)?.into_iter().map(|(c, _)| c).filter(|c| c.role() == Role::Hq).max_by_key(|c| c.issued))
}

/// The certificate of one replica.
pub(crate) fn certificate(sql: &Connection, replica: ReplicaId) -> Result<Option<(Certificate, Signed)>> {
    let query = "SELECT body, sig FROM certificate WHERE replica = ?1";
    let signed = sql.prepare_cached(query)?.query_row([replica], |r| Ok(Signed { body: r.get(0)?, sig: r.get(1)? })).optional()?;
    signed.map(|signed| Ok((Certificate::kept(&signed)?, signed))).transpose()
}

/// What people call a replica; the start of its id where nobody has said.
pub(crate) fn label(sql: &Connection, replica: ReplicaId) -> Result<String> {
    if let Some((certificate, _)) = certificate(sql, replica)? {
        return Ok(certificate.label);
    }
    let own: Option<[u8; 32]> = get(sql, "sign_key")?;
    if own.is_some_and(|secret| ReplicaId::of_key(&super::SignKey::from_bytes(&secret).public()) == replica) {
        return Ok(get(sql, "label")?.unwrap_or_default());
    }
    let former = succession::line(sql)?.into_iter().find(|former| former.replica() == replica);
    Ok(former.map_or_else(|| replica.to_string().chars().take(8).collect(), |former| former.label))
}

/// This replica's own request, signed.
pub(crate) fn own_request(sql: &Connection, keys: &Keys, now: DateTime<Utc>) -> Result<(Request, Signed)> {
    let request = Request {
        sign: keys.sign.public(),
        recipient: keys.recipient(),
        label: get(sql, "label")?.unwrap_or_default(),
        role: get(sql, "role")?.unwrap_or_default(),
        at: now.timestamp_millis(),
        succeeds: succession::line(sql)?.into_iter().take(succession::TOLD).collect(),
    };
    let signed = request.sign(&keys.sign)?;
    Ok((request, signed))
}

/// The organisation's recovery secret, until it is written down.
pub(crate) fn recovery_secret(sql: &Connection) -> Result<Option<String>> {
    get(sql, "recovery_secret")
}

/// It is written down: from now on it is nowhere in the store.
pub(crate) fn forget_recovery_secret(sql: &Connection) -> Result<()> {
    sql.execute("DELETE FROM meta WHERE key = 'recovery_secret'", [])?;
    Ok(())
}

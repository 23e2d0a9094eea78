//! What attendance stores.

use chrono::NaiveDate;

use super::status::{Mark, Parts, Status};
use crate::{
    RecordId, Result,
    journal::{Change, Field, Kind, Part, Scalar, Value},
    value,
};

/// The half day that a register is for.
pub static SLOT: Field = Field::new("slot", &[Part::date("date"), Part::text("half")]);
/// How far a register has come, and why it was opened again.
pub static STATE: Field = Field::new("state", &[Part::text("state"), Part::text("reason")]);
/// The session that a register is for, where the programme takes one a session: such a register has no slot of its own.
pub static OF_SESSION: Field = Field::new("of_session", &[Part::reference("session")]);
/// What whoever verified it counted on the paper: signatures of participants and of others, and why that is not what the register says.
pub static PAPER: Field = Field::new("paper", &[Part::int("signatures"), Part::int("others"), Part::text("explained").personal()]);
/// The register of a half day or of a session. Its id follows from date and half, or from the session, so that two laptops opening the
/// same one meet.
pub static REGISTER: Kind = Kind::single("register", &[&SLOT, &STATE, &OF_SESSION, &PAPER]);

/// One person's mark: one value, because its parts make sense only together.
pub static MARK_VALUE: Field = Field::new(
    "mark",
    &[Part::text("status"), Part::int("minutes"), Part::text("reason").personal(), Part::text("approver").personal(), Part::int("left_early")],
)
.checked(check)
.clearable()
.revised(1);
/// What there is to say beside the mark.
pub static REMARK: Field = Field::new("remark", &[Part::text("remark").personal()]);
/// A mark is named by register and person, so that two laptops marking the same person meet in one cell.
pub static MARK: Kind = Kind::pair("mark", "register", "participant", &[&MARK_VALUE, &REMARK]);

/// The register whose paper sheet it is.
pub static OF_REGISTER: Field = Field::new("of_register", &[Part::reference("register")]);
/// What whoever closed a register saw in it, and the seals that they had before them: their ids, one after the other. One
/// without the first was put there by whoever opened the register again; version 0.1 wrote no second.
pub static SEAL: Field = Field::new("seal", &[Part::bytes("seal"), Part::bytes("answered")]);
/// What a register held when it was closed. A record of its own for each time: two laptops that close one register agree
/// that it is closed, whatever else they differ in.
pub static REGISTER_SEAL: Kind = Kind::single("register_seal", &[&OF_REGISTER, &SEAL]);

/// Which page of the paper.
pub static PAGE: Field = Field::new("page", &[Part::int("page")]);
/// A paper sheet; its photograph hangs on it.
pub static SHEET: Kind = Kind::single("sheet", &[&OF_REGISTER, &PAGE]);

/// The register of a half day, made if it is new. Whoever asks knows that the programme has one: see [`open`](super::open()).
///
/// # Errors
/// Store failures.
pub fn register(change: &mut Change<'_>, date: NaiveDate, half: &str) -> Result<RecordId> {
    let id = register_id(change, date, half);
    change.revive(&REGISTER, id)?;
    change.set_if_new(SLOT.of(&REGISTER, id), value![date, half])?;
    Ok(id)
}

/// The register of a session, made if it is new.
///
/// # Errors
/// Store failures.
pub fn register_of_session(change: &mut Change<'_>, session: RecordId) -> Result<RecordId> {
    let id = change.natural(&REGISTER, &["session", &session.to_string()]);
    change.revive(&REGISTER, id)?;
    change.set_if_new(OF_SESSION.of(&REGISTER, id), session)?;
    Ok(id)
}

/// The id of the register of a half day.
#[must_use]
pub fn register_id(change: &Change<'_>, date: NaiveDate, half: &str) -> RecordId {
    change.natural(&REGISTER, &[&date.to_string(), half])
}

impl From<Mark> for Value {
    fn from(mark: Mark) -> Self {
        let Parts { status, minutes, reason, approver, left_early } = mark.into();
        value![status.as_str(), minutes, reason, approver, left_early]
    }
}

/// The mark that a stored value tells; none where it was cleared.
///
/// # Errors
/// The rule that the value breaks.
pub fn mark_of(value: &Value) -> Result<Option<Mark>> {
    let text = |i| match value.part(i) {
        Scalar::Text(text) => Some(text.clone()),
        _ => None,
    };
    let Some(status) = text(0) else { return Ok(None) };
    let number = |i| match value.part(i) {
        Scalar::Int(minutes) => Some(*minutes),
        _ => None,
    };
    let status = Status::from_stored(&status)?;
    Mark::try_from(Parts { status, minutes: number(1), reason: text(2), approver: text(3), left_early: number(4) }).map(Some)
}

/// A mark that breaks a rule is kept and listed for review, never shown as a mark.
fn check(value: &Value) -> Result<(), &'static str> {
    if let [Scalar::Text(status)] = value.parts() {
        // Nearly every mark: a status and nothing else, which each status may be.
        return Status::from_stored(status).map(|_| ()).map_err(|e| e.problem().code);
    }
    mark_of(value).map(|_| ()).map_err(|e| e.problem().code)
}

//! Two signed sheets and their photographs: the first morning's attendance, and a team's word for its plan.

use std::io::Cursor;

use crate::{
    Desk, Error, Problem, RecordId, Result,
    attendance::{self, Paper},
    outputs,
    plans::{self, views},
};

const ATTENDANCE: &[u8] = include_bytes!("files/attendance-2012-05-14-am.jpg");
const COMMITMENT: &[u8] = include_bytes!("files/commitment-ap01.jpg");

/// The plan whose team signed on paper.
const PLAN: &str = "AP01";
/// Everybody but one, whose flight came at noon.
const SIGNATURES: i64 = 28;

/// Hang them where they belong, and compare the register with its sheet.
pub(super) fn photograph(desk: &Desk, programme: RecordId) -> Result<()> {
    let nothing = || Error::Refused(Problem::new("no_such_record"));
    let (register, version) = desk.read(|reader| {
        let (sql, book) = (reader.sql(), reader.book(programme)?);
        let first = attendance::views::registers(reader, book, attendance::views::today(desk))?.first().map(|line| line.id);
        let plan = views::by_code(sql, book, PLAN)?;
        let version = views::versions(sql, book, plan.id)?.first().map(|version| version.id);
        first.zip(version).ok_or_else(nothing)
    })?;
    let sheet = outputs::bring(desk, &mut Cursor::new(ATTENDANCE), "attendance-2012-05-14-am.jpg")?;
    desk.change(programme, "attach_paper", |change| attendance::photograph(change, register, &sheet))?;
    let paper = Paper { signatures: SIGNATURES, others: 0, explained: None };
    desk.change(programme, "attendance_verify", |change| attendance::verify(change, register, Some(&paper), None))?;
    let signed = outputs::bring(desk, &mut Cursor::new(COMMITMENT), "commitment-ap01.jpg")?;
    desk.change(programme, "plan_sheet", |change| plans::hang_sheet(change, version, &signed)).map(drop)
}

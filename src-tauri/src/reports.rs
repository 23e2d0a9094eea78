//! Reports written to a file that the person chooses.

use sala::{RecordId, attendance::views};
use sala_papers::attendance::{Figures, csv, xlsx};

use crate::{
    fault::Fault,
    names, opened,
    picker::Kind,
    shell::Shell,
    wire::{files::SavedFile, register::ReportFormat},
};

/// The attendance report; none when the person closed the dialog.
pub fn attendance(shell: &Shell, programme: RecordId, format: ReportFormat) -> Result<Option<SavedFile>, Fault> {
    let desk = shell.desk()?;
    let today = views::today(&desk);
    let (grid, report) = desk.read(|r| {
        let book = r.book(programme)?;
        Ok((views::grid(r, book, today)?, views::report(r, book, today)?))
    })?;
    let (kind, ending) = match format {
        ReportFormat::Csv => (Kind::Csv, "csv"),
        ReportFormat::Xlsx => (Kind::Workbook, "xlsx"),
    };
    let Some(path) = shell.picker.save(kind, &names::report(&report.programme, today, ending)) else { return Ok(None) };
    let figures = Figures { grid: &grid, report: &report };
    let words = sala_papers::words(shell.language()?.as_deref().unwrap_or("en"));
    let paper = match format {
        ReportFormat::Csv => csv(figures, words)?,
        ReportFormat::Xlsx => xlsx(figures, words)?,
    };
    sala::store::write_file(&path, &paper)?;
    Ok(Some(opened::saved(&path)))
}

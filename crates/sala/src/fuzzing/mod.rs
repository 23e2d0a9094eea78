//! The doors through which bytes of others come in, for the fuzz targets in `fuzz/`. No logic of its own: what is called here
//! is what a bundle, a page and a spreadsheet meet in the product. Every answer is good but a panic.

#[cfg(test)]
mod tests;

use crate::{Result, agenda, bundle, journal, people};

/// The frames of a bundle, as they lie inside the seal.
///
/// # Errors
/// That of reading them.
pub fn bundle(frames: &[u8]) -> Result<()> {
    bundle::scan_unsealed(frames)
}

/// A packed page. What can be read can be written, and says the same again.
///
/// # Errors
/// That of reading it.
///
/// # Panics
/// Where a page that was read cannot be written and read again.
pub fn page(packed: &[u8]) -> Result<()> {
    let page = journal::page::Page::decode(&journal::unpack(packed)?)?;
    let again = page.encode().and_then(|body| journal::page::Page::decode(&body));
    assert!(again.is_ok_and(|again| again == page), "a page that was read is written and read again as it was");
    Ok(())
}

/// A spreadsheet: a nomination list, and an agenda.
///
/// # Errors
/// That of reading the table; what a plan refuses is its answer.
pub fn sheet(file: &[u8]) -> Result<(), people::table::TableError> {
    let table = people::table::read_bytes(file)?;
    let _ = people::import::plan(&table, &[], &Default::default());
    let _ = agenda::import::plan(&table, &[], None, &Default::default());
    Ok(())
}

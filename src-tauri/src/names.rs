//! What files that leave are called: from which laptop, for whom, on which day, so that a folder of them sorts itself.

use sala::Desk;

use crate::fault::Fault;

/// A sealed file. Receiver and second are in its name: two packs written one after the other must not take each other's place.
pub fn bundle(desk: &Desk, receiver: &str) -> Result<String, Fault> {
    let status = desk.status()?;
    let named = status.replicas.iter().find(|one| one.replica == receiver || one.role == receiver);
    let receiver = named.map_or(receiver, |one| one.label.as_str());
    Ok(format!("{} - {} {}.sala", safe(&desk.label()?), safe(receiver), desk.now().with_timezone(&chrono::Local).format("%Y-%m-%d %H%M%S")))
}

/// A backup.
pub fn backup(desk: &Desk) -> Result<String, Fault> {
    Ok(format!("{} {}.sala-backup", safe(&desk.label()?), desk.now().with_timezone(&chrono::Local).format("%Y-%m-%d %H%M%S")))
}

/// A request to be certified.
pub fn request(desk: &Desk) -> Result<String, Fault> {
    Ok(format!("{}.sala-request", safe(&desk.label()?)))
}

/// A report on attendance.
pub fn report(programme: &str, day: chrono::NaiveDate, ending: &str) -> String {
    format!("{} {day}.{ending}", safe(programme))
}

/// An agenda for calendars. Without a day: a later file takes the place of an earlier one, as it does in the calendar.
pub fn calendar(programme: &str) -> String {
    format!("{}.ics", safe(programme))
}

/// What is due of a programme's plans, for calendars.
pub fn due(programme: &str) -> String {
    format!("{} plans.ics", safe(programme))
}

/// A form for the lead of a plan.
pub fn form(plan: &str, month: sala::progress::Month) -> String {
    format!("{} {month}.xlsx", safe(plan))
}

/// A text that every file system takes as a name.
pub fn safe(text: &str) -> String {
    let kept: String = text.chars().map(|c| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { '-' } else { c }).collect();
    let kept = kept.trim_matches([' ', '.']);
    if kept.is_empty() { "sala".to_owned() } else { kept.chars().take(80).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_becomes_a_name_that_any_stick_takes() {
        assert_eq!(safe("LAP-A"), "LAP-A", "an ordinary label stays as it is");
        assert_eq!(safe("ห้อง 2: ซ้าย/ขวา"), "ห้อง 2- ซ้าย-ขวา", "its script stays, what Windows refuses does not");
        assert_eq!(safe(" .. "), "sala", "a label that is no name gets one");
    }
}

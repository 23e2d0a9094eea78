//! The negative controls: each known way of losing things, or of keeping a difference from people, must be seen, or the simulator
//! proves nothing.

use sala::control::{Control, switch};

use crate::search;

/// Within so many histories.
const WITHIN: u32 = 1_500;

fn is_seen(control: Control) {
    // The set of machines is made as it should be.
    std::sync::LazyLock::force(&crate::machine::SET);
    switch(Some(control));
    let (count, found) = search(7, WITHIN);
    switch(None);
    let (why, (sites, events)) = found.unwrap_or_else(|| panic!("{control:?} loses things, and {count} histories did not show it"));
    // It is the control that loses, and nothing else.
    assert_eq!(crate::run(sites, &events), Ok(()), "without {control:?} the same history must hold: {sites} sites, {events:#?}");
    println!("{control:?} is seen by history {count}: {why}\n{sites} sites: {events:#?}");
}

#[test]
fn a_version_vector_is_seen_to_lose() {
    is_seen(Control::VersionVector);
}

#[test]
fn leaving_out_what_is_replaced_here_is_seen_to_lose() {
    is_seen(Control::DeadLocally);
}

#[test]
fn taking_what_was_sent_for_received_is_seen_to_lose() {
    is_seen(Control::AdvanceOnExport);
}

#[test]
fn letting_the_last_writer_win_is_seen_to_lose() {
    is_seen(Control::LastWriterWins);
}

#[test]
fn saying_anew_what_has_left_is_seen() {
    is_seen(Control::SaidTwice);
}

#[test]
fn keeping_a_difference_from_people_is_seen() {
    is_seen(Control::HiddenDifference);
}

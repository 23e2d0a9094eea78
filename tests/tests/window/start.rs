//! The first minute with Sala.

use crate::laptop::Laptop;
use crate::looks;

#[test]
fn the_empty_start_offers_the_demo_and_the_demo_opens() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::start("new", folder.path(), &[]);
    laptop.screen.sees("A register for training without internet");
    assert_eq!(looks::faults(&laptop.screen, "en"), Vec::<String>::new(), "the first thing anybody sees must be right");
    laptop.screen.keep_picture("start-en-light-1280");
    assert_eq!(looks::missing_fonts(&laptop.screen), Vec::<String>::new(), "every font that the window names is inside the program");
    laptop.screen.press_button("Look round with the demo");
    laptop.screen.one("nav.rail");
    laptop.go("People");
    laptop.screen.sees("29 participants");
    laptop.go("Travel");
    laptop.screen.sees("2 left");
}

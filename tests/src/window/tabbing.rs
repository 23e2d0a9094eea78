//! Getting about a screen without a mouse.

use std::thread::sleep;

use serde_json::json;

use super::keys;
use super::screen::{REST, Screen};
use super::scripts::{BY_ROLE_AND_NAME, KEYBOARD_IS};

/// So many steps of the keyboard lead to anything on a screen.
const MOST_STEPS: usize = 250;

impl Screen {
    /// Brings the keyboard there, as somebody without a mouse does: Tab from one to the next, arrows within a group of choices or a menu.
    ///
    /// # Panics
    /// Where Tab does not lead there.
    pub fn reach(&self, role: &str, name: &str) {
        let ask = format!("const wanted = (() => {{ {BY_ROLE_AND_NAME} }})(); {KEYBOARD_IS}");
        self.wait(&format!("the {role} “{name}”"), || self.named(role, name));
        for _ in 0..MOST_STEPS {
            let found = self.session.run(&ask, &[json!(role), json!(name)]).unwrap_or_else(|why| self.give_up(&format!("a script failed: {why}")));
            match found.as_str() {
                Some("there") => return,
                Some("beside") => self.key(keys::RIGHT),
                Some("above") => self.key(keys::DOWN),
                Some("opening") => sleep(REST),
                _ => self.key(keys::TAB),
            }
        }
        self.give_up(&format!("Tab does not lead to the {role} “{name}”"));
    }

    /// Reaches it and confirms.
    pub fn enter(&self, role: &str, name: &str) {
        self.reach(role, name);
        self.key(keys::ENTER);
    }

    /// Types into the field of this name, which is reached by keyboard.
    pub fn type_at(&self, field: &str, text: &str) {
        self.reach("textbox", field);
        self.scan(text);
    }
}

//! How much of what was held somebody attended: whole numbers only, so that 80 % is 80 %.

use serde::Serialize;

/// Registers attended, of registers held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Present or late.
    pub attended: u64,
    /// Registers held, once for each person counted.
    pub of: u64,
}

impl Rate {
    /// True where the rate reaches `min_percent`. Over nothing held there is no rate, and nothing is reached.
    #[must_use]
    pub const fn reaches(self, min_percent: u8) -> bool {
        self.of > 0 && self.attended * 100 >= self.of * min_percent as u64
    }

    /// Percent with two decimals, rounded half up; none where nothing was held: undefined is said, it is not zero.
    #[must_use]
    pub fn percent(self) -> Option<String> {
        if self.of == 0 {
            return None;
        }
        let hundredths = (self.attended * 20_000 + self.of) / (self.of * 2);
        Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
    }

    /// Count one more cell.
    pub const fn count(&mut self, attended: bool) {
        self.of += 1;
        if attended {
            self.attended += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sixteen_of_twenty_is_enough_and_fifteen_is_not() {
        assert!(Rate { attended: 16, of: 20 }.reaches(80), "exactly 80 % is enough");
        assert!(!Rate { attended: 15, of: 20 }.reaches(80), "75 % is not");
        assert!(!Rate { attended: 0, of: 0 }.reaches(0), "nobody is eligible over nothing held");
    }

    #[test]
    fn percent_is_rounded_half_up_and_undefined_over_nothing() {
        let percent = |attended, of| Rate { attended, of }.percent();
        assert_eq!(percent(566, 580).as_deref(), Some("97.59"), "the reference programme");
        assert_eq!(percent(1, 800).as_deref(), Some("0.13"), "0.125 is rounded up");
        assert_eq!(percent(2, 3).as_deref(), Some("66.67"), "66.666… is rounded up");
        assert_eq!(percent(1, 3).as_deref(), Some("33.33"), "33.333… is rounded down");
        assert_eq!(percent(20, 20).as_deref(), Some("100.00"), "all is all");
        assert_eq!(percent(0, 0), None, "no rate over nothing");
    }

    proptest! {
        #[test]
        fn rounding_never_moves_by_more_than_half_a_hundredth(of in 1_u64..100_000, part in 0_u64..=100_000) {
            let attended = part.min(of);
            let text = Rate { attended, of }.percent().unwrap();
            let (whole, cents) = text.split_once('.').unwrap();
            let hundredths = whole.parse::<u64>().unwrap() * 100 + cents.parse::<u64>().unwrap();
            // |hundredths - attended * 10000 / of| <= 1/2, the half itself only upwards.
            let (shown, exact) = (2 * hundredths * of, 2 * attended * 10_000);
            prop_assert!(shown <= exact + of && exact < shown + of);
        }
    }
}

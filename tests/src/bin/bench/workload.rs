//! What is marked in every comparison: 50 sites of 2,000 marks each, the same in every run and for every program that is
//! compared. Knows nothing of Sala, so that other programs can take it in as it is.

/// How many sites there are.
pub const SITES: usize = 50;
/// Registers of a site.
pub const REGISTERS: usize = 40;
/// People in a register.
pub const PEOPLE: usize = 50;
/// All marks of all sites.
pub const ALL: usize = SITES * REGISTERS * PEOPLE;
/// How often each comparison is repeated.
pub const RUNS: usize = 5;

/// A trainer's hand: numbers that do not repeat (xorshift64, Marsaglia 2003), the same in every run.
pub struct Hand(u64);

/// What one trainer says of one person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// `present`, `late` or `absent`.
    pub status: &'static str,
    /// How late.
    pub minutes: Option<i64>,
}

impl Hand {
    /// The hand at a site.
    pub fn at(site: usize) -> Self {
        Self(0x9e37_79b9_7f4a_7c15 ^ (site as u64 + 1))
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    /// Most are present; some are not.
    pub fn says(&mut self) -> Said {
        match self.below(20) {
            0 => Said { status: "late", minutes: Some(1 + self.below(40) as i64) },
            1 => Said { status: "absent", minutes: None },
            _ => Said { status: "present", minutes: None },
        }
    }

    /// What a colleague says of the same person at the same time: never the same.
    pub fn contradicts(&mut self, said: Said) -> Said {
        match said.status {
            "present" => Said { status: "late", minutes: Some(1 + self.below(40) as i64) },
            _ => Said { status: "present", minutes: None },
        }
    }
}

/// All that a site says, register by register: (register of the programme, person, what is said).
pub fn marks(site: usize) -> impl Iterator<Item = (usize, usize, Said)> {
    let mut hand = Hand::at(site);
    (0..REGISTERS).flat_map(|r| (0..PEOPLE).map(move |p| (r, p))).map(move |(r, p)| (site * REGISTERS + r, p, hand.says()))
}

/// The same where sites work in pairs on the same registers, and contradict each other in every mark.
pub fn contradictions(site: usize) -> impl Iterator<Item = (usize, usize, Said)> {
    let mut hand = Hand::at(site);
    marks(site / 2 * 2).map(move |(r, p, said)| if site.is_multiple_of(2) { (r, p, said) } else { (r, p, hand.contradicts(said)) })
}

//! Drawing balanced groups: rules, a seed, and a plain account of what could not be met.
//!
//! The planner ([`plan()`]) and the account ([`account()`]) are pure: people's facts go in by their place in the roster, places
//! of groups come out. The same people, rules and seed make the same groups on every machine.

mod account;
mod ask;
mod keep;
mod kept;
mod plan;
mod rules;
mod tally;
#[cfg(test)]
mod tests;
mod told;
pub mod views;

pub use account::{Account, Fact, Finding, Mix, Unmet, account};
pub use ask::{Ask, Pin, Shape, Target, fresh_seed};
pub use keep::{Drawing, DrawnGroup, DrawnMember, keep, prepare};
pub use kept::Kept;
pub(super) use kept::valid;
pub use plan::{Task, plan};
pub use rules::{Facts, Rules, Wishes};
pub use told::{GroupMix, Told, ToldFinding, Who};

//! The small vocabularies of the months after the training.

use crate::people::value::codes;

codes! {
    /// How an activity stands.
    Doing {
        /// Nothing has been done yet.
        NotStarted = "not_started",
        /// It is being done.
        UnderWay = "under_way",
        /// It is done.
        Done = "done",
        /// Nobody goes on with it.
        Stopped = "stopped",
    }
}

impl Doing {
    /// True where nothing more is expected of the activity.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

codes! {
    /// How a plan stands in a month, at a glance.
    Light {
        /// It goes as planned.
        Green = "green",
        /// It is late, or something stands in its way.
        Amber = "amber",
        /// It will not reach what it is for unless something changes.
        Red = "red",
    }
}

impl Light {
    /// True where the colour must say why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Amber | Self::Red)
    }
}

codes! {
    /// How a coach and a team spoke.
    Way {
        /// The coach was there.
        Visit = "visit",
        /// By telephone.
        Telephone = "telephone",
        /// By letter or e-mail.
        Mail = "mail",
        /// By short messages.
        Message = "message",
    }
}

codes! {
    /// In what assistance is counted.
    Unit {
        /// Hours.
        Hours = "hours",
        /// Days.
        Days = "days",
    }
}

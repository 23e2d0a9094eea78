//! The canvases there are, and the regions of each.

use crate::people::value::codes;

codes! {
    /// How a canvas is divided.
    CanvasKind {
        /// Strengths, weaknesses, opportunities, threats.
        Swot = "swot",
        /// Who has a say, by influence and interest.
        Stakeholders = "stakeholders",
        /// Stages from input to consumer, and what is to be said of each.
        ValueChain = "value_chain",
        /// A problem, its causes below it and its effects above.
        ProblemTree = "problem_tree",
        /// Lines and columns of one's own.
        Matrix = "matrix",
    }
}

codes! {
    /// A part of a canvas in which notes stand.
    Region {
        /// What is good within.
        Strengths = "strengths",
        /// What is bad within.
        Weaknesses = "weaknesses",
        /// What may help from without.
        Opportunities = "opportunities",
        /// What may harm from without.
        Threats = "threats",
        /// Somebody who has a say.
        Stakeholder = "stakeholder",
        /// The problem itself.
        Core = "core",
        /// Why it is.
        Cause = "cause",
        /// What comes of it.
        Effect = "effect",
        /// The heading of a line.
        Line = "line",
        /// The heading of a column.
        Column = "column",
    }
}

impl CanvasKind {
    /// The regions that it has, in the order in which they are read.
    #[must_use]
    pub const fn regions(self) -> &'static [Region] {
        match self {
            Self::Swot => &[Region::Strengths, Region::Weaknesses, Region::Opportunities, Region::Threats],
            Self::Stakeholders => &[Region::Stakeholder],
            Self::ProblemTree => &[Region::Effect, Region::Core, Region::Cause],
            Self::ValueChain | Self::Matrix => &[Region::Line, Region::Column],
        }
    }

    /// True where lines and columns meet in cells.
    #[must_use]
    pub const fn has_cells(self) -> bool {
        matches!(self, Self::ValueChain | Self::Matrix)
    }

    /// True where notes of a region hang under others of it.
    #[must_use]
    pub const fn is_tree(self) -> bool {
        matches!(self, Self::ProblemTree)
    }
}

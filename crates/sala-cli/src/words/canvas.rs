//! What people call a canvas and its regions.

use sala::outputs::canvas::{CanvasKind, Region};

/// A kind of canvas.
pub const fn canvas(kind: CanvasKind) -> &'static str {
    match kind {
        CanvasKind::Swot => "SWOT",
        CanvasKind::Stakeholders => "Stakeholder map",
        CanvasKind::ValueChain => "Value chain",
        CanvasKind::ProblemTree => "Problem tree",
        CanvasKind::Matrix => "Matrix",
    }
}

/// A region of a canvas.
pub const fn region(region: Region) -> &'static str {
    match region {
        Region::Strengths => "Strengths",
        Region::Weaknesses => "Weaknesses",
        Region::Opportunities => "Opportunities",
        Region::Threats => "Threats",
        Region::Stakeholder => "Stakeholder",
        Region::Core => "Problem",
        Region::Cause => "Cause",
        Region::Effect => "Effect",
        Region::Line => "Line",
        Region::Column => "Column",
    }
}

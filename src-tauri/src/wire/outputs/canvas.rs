//! What stands on a canvas, and what is asked of it.

use crate::wire::{Id, Seen, wire};

wire! { "outputs.ts";
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum CanvasKind {
        Swot,
        Stakeholders,
        ValueChain,
        ProblemTree,
        Matrix,
    }

    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum CanvasRegion {
        Strengths,
        Weaknesses,
        Opportunities,
        Threats,
        Stakeholder,
        Core,
        Cause,
        Effect,
        /// The heading of a line.
        Line,
        /// The heading of a column.
        Column,
    }

    /// A note on a canvas, or a heading.
    struct CanvasItem {
        pub id: Id,
        pub region: CanvasRegion,
        /// The item under which it hangs.
        pub beneath: Option<Id>,
        /// Hangs under another that hangs under it, and stands at the top.
        pub in_circle: bool,
        pub note: String,
        /// 1 to 5; none where nobody has said.
        pub influence: Option<u32>,
        pub interest: Option<u32>,
        pub seen: CanvasItemSeen,
        /// Everything live in it: handed back by whoever takes it off.
        pub contents: Seen,
    }

    struct CanvasItemSeen {
        pub spot: Seen,
        pub note: Seen,
        pub weight: Seen,
    }

    /// What stands where a line and a column meet.
    struct CanvasCell {
        pub line: Id,
        pub column: Id,
        pub text: String,
        pub seen: Seen,
    }

    struct Canvas {
        pub kind: CanvasKind,
        /// Region by region, in order.
        pub items: Vec<CanvasItem>,
        pub cells: Vec<CanvasCell>,
    }

    /// A canvas as it stood in a version.
    struct FrozenCanvas {
        pub kind: CanvasKind,
        pub items: Vec<FrozenItem>,
        pub cells: Vec<FrozenCell>,
    }

    struct FrozenItem {
        pub id: Id,
        pub region: CanvasRegion,
        pub beneath: Option<Id>,
        pub note: String,
        pub influence: Option<u32>,
        pub interest: Option<u32>,
    }

    struct FrozenCell {
        pub line: Id,
        pub column: Id,
        pub text: String,
    }

    struct BeginCanvasArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub kind: CanvasKind,
        /// Headings with which a matrix begins.
        pub lines: Vec<String>,
        pub columns: Vec<String>,
        /// The kind as shown.
        pub seen: Seen,
    }

    /// Where an item stands.
    struct CanvasPlace {
        pub region: CanvasRegion,
        /// Before this item; none for the end.
        pub before: Option<Id>,
        /// Under this item of a tree.
        pub beneath: Option<Id>,
    }

    struct AddItemArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub at: CanvasPlace,
        pub note: String,
        /// 1 to 5, of a stakeholder that is put into the map.
        pub influence: Option<u32>,
        pub interest: Option<u32>,
    }

    /// What changes of an item; what is none stays.
    struct EditItemArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub item: Id,
        pub note: Option<String>,
        pub at: Option<CanvasPlace>,
        pub weight: Option<CanvasWeight>,
        pub seen: CanvasItemSeen,
    }

    struct CanvasWeight {
        pub influence: Option<u32>,
        pub interest: Option<u32>,
    }

    struct RemoveItemArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub item: Id,
        pub seen: Seen,
    }

    struct PutCellArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub line: Id,
        pub column: Id,
        pub text: String,
        pub seen: Seen,
    }
}

//! The small vocabularies of action plans.

use crate::people::value::codes;

codes! {
    /// What a plan is for.
    PlanKind {
        /// Building the capacity of a cluster or an office.
        CapacityDevelopment = "capacity_development",
        /// Forming an export consortium.
        ConsortiumFormation = "consortium_formation",
    }
}

codes! {
    /// The stages of forming an export consortium, after the guide of UNIDO ("The Guide to Export Consortia", 2003): each
    /// activity of such a plan belongs to one.
    Stage {
        /// Firms are found and chosen.
        Selection = "selection",
        /// They come to know and trust each other.
        TrustBuilding = "trust_building",
        /// They agree on what they want to do together, with a first small undertaking.
        Planning = "planning",
        /// They give themselves rules and a legal form.
        Formation = "formation",
        /// The consortium works.
        Operation = "operation",
    }
}

codes! {
    /// How a commitment is known.
    How {
        /// The person said so at the laptop.
        InApp = "in_app",
        /// The person signed a sheet, which was photographed.
        Sheet = "sheet",
        /// The person wrote later.
        Mail = "mail",
    }
}

codes! {
    /// What became of a request for assistance.
    AssistanceState {
        /// Nobody has answered yet.
        Asked = "asked",
        /// It will be given.
        Promised = "promised",
        /// It was given.
        Given = "given",
        /// It will not be given.
        Declined = "declined",
    }
}

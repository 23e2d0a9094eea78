//! Exercises and what groups made of them.

mod canvas;

pub use canvas::*;

use super::{
    Id, Seen,
    files::{FileSource, FileView},
    wire,
};

wire! { "outputs.ts";
    #[serde(rename_all = "snake_case")]
    #[derive(Copy, Eq)]
    enum OutputState {
        Draft,
        Submitted,
        Presented,
        Final,
    }

    struct ExerciseLine {
        pub id: Id,
        pub title: String,
        pub brief: String,
        /// What the screen shows as the brief.
        pub brief_seen: Seen,
        /// Everything live in it, as the screen shows it: handed back by whoever takes it away.
        pub contents: Seen,
    }

    struct AddExerciseArgs {
        pub programme: Id,
        pub title: String,
        pub brief: String,
    }

    /// The brief of an exercise anew.
    struct EditExerciseArgs {
        pub programme: Id,
        pub id: Id,
        pub brief: String,
        pub seen: Seen,
    }

    struct OutputLine {
        pub id: Id,
        pub exercise: Option<Id>,
        pub exercise_title: String,
        pub group: Option<Id>,
        pub group_name: String,
        pub title: String,
        pub state: OutputState,
        pub files: u32,
        pub versions: u32,
        /// A picture to show in the list.
        pub cover: Option<FileView>,
    }

    /// A file as a version lists it.
    struct FrozenFile {
        pub hash: String,
        pub name: String,
        pub mime: String,
        pub bytes: u64,
    }

    /// An output as it was handed in.
    struct OutputVersion {
        /// From 1.
        pub number: u32,
        pub title: String,
        pub body: String,
        pub files: Vec<FrozenFile>,
        pub canvas: Option<FrozenCanvas>,
        pub at: Option<String>,
        pub author: Option<String>,
    }

    struct OutputView {
        pub id: Id,
        pub exercise: Option<Id>,
        pub exercise_title: String,
        pub group: Option<Id>,
        pub group_name: String,
        pub title: String,
        pub body: String,
        pub state: OutputState,
        /// Why it was sent back, if it was.
        pub reason: Option<String>,
        pub seen: OutputSeen,
        /// What the screen shows as state.
        pub state_seen: Seen,
        /// Everything live in it, as the screen shows it: handed back by whoever takes it away.
        pub contents: Seen,
        pub canvas: Option<Canvas>,
        /// What the screen shows as the kind of its canvas.
        pub canvas_seen: Seen,
        pub files: Vec<FileView>,
        pub versions: Vec<OutputVersion>,
    }

    struct OutputSeen {
        pub title: Seen,
        pub body: Seen,
    }

    /// A photograph that hangs on an output.
    struct GalleryPicture {
        pub file: FileView,
        pub output: Id,
        pub title: String,
        pub group_name: String,
        pub exercise_title: String,
    }

    struct OutputArgs {
        pub programme: Id,
        pub id: Id,
    }

    struct AddOutputArgs {
        pub programme: Id,
        pub exercise: Id,
        /// None where everybody made it together.
        pub group: Option<Id>,
        pub title: String,
        pub body: String,
    }

    struct EditOutputArgs {
        pub programme: Id,
        pub id: Id,
        /// What the form showed: only what differs from it is written.
        pub shown: OutputText,
        pub text: OutputText,
        pub seen: OutputSeen,
    }

    struct OutputText {
        pub title: String,
        pub body: String,
    }

    struct OutputStateArgs {
        pub programme: Id,
        pub id: Id,
        pub state: OutputState,
        /// Sends it back to an earlier state, and says why; none moves it on.
        pub reason: Option<String>,
        /// What the screen showed as state.
        pub seen: Seen,
    }

    struct AttachArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub from: FileSource,
        pub job: String,
    }

    struct RemoveFileArgs {
        pub programme: Id,
        /// The output.
        pub id: Id,
        pub file: Id,
    }
}

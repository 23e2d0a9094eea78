//! Exercises and what groups made of them.

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
        pub outputs: u32,
    }

    struct AddExerciseArgs {
        pub programme: Id,
        pub title: String,
        pub brief: String,
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

    struct OutputVersion {
        pub id: Id,
        pub number: u32,
        pub title: String,
        pub body: String,
        pub files: u32,
        pub at: String,
        pub author: String,
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
        pub seen: OutputSeen,
        pub files: Vec<FileView>,
        pub versions: Vec<OutputVersion>,
    }

    struct OutputSeen {
        pub title: Seen,
        pub body: Seen,
        pub state: Seen,
    }

    struct OutputArgs {
        pub programme: Id,
        pub id: Id,
    }

    struct AddOutputArgs {
        pub programme: Id,
        pub exercise: Id,
        pub group: Id,
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

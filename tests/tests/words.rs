//! The words of the window against the core: whatever the core can name, a person can read in every language.

use std::{fs, path::Path};

#[test]
fn every_kind_of_record_has_words_in_every_language_of_the_window() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/messages");
    let languages: Vec<_> =
        fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    assert!(languages.len() > 1, "the languages were found at all: {languages:?}");
    for file in languages {
        let messages: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let mute: Vec<_> = sala::registry()
            .kinds()
            .iter()
            .map(|kind| format!("kind.{}", kind.name))
            .filter(|id| !messages[id].as_str().is_some_and(|text| text.contains("count")))
            .collect();
        assert!(mute.is_empty(), "{}: these would be shown as `other records`: {mute:?}", file.display());
    }
}

//! Texts that nobody types, by a laptop that headquarters certified.

use super::forge::{Post, title};
use crate::{
    RecordId,
    bundle::{ExportOptions, To},
    decide,
};

impl Post {
    /// Carry what headquarters has to LAP-A, and what LAP-A has back.
    fn exchange(&self) {
        let (there, back) = (self.folder.path().join("there.sala"), self.folder.path().join("back.sala"));
        self.hq.export(&there, &ExportOptions { to: To::Replica("LAP-A".into()), ..Default::default() }, &mut |_, _| true).unwrap();
        self.a.import(&there, None, &mut |_, _| true).unwrap();
        self.a.export(&back, &ExportOptions::default(), &mut |_, _| true).unwrap();
        self.hq.import(&back, None, &mut |_, _| true).unwrap();
    }
}

/// So many different words.
fn words(of: &str, n: usize) -> String {
    (0..n).map(|i| format!("{of}{i}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn texts_longer_than_people_make_them_are_shown_beside_each_other_and_not_put_together() {
    for (n, is_suggested) in [(3_000, true), (5_000, false)] {
        let post = Post::new();
        let book = post.hq.read(|r| Ok(r.sql().query_row("SELECT id FROM book", [], |r| r.get::<_, RecordId>(0))?)).unwrap();
        let same = words("w", n);
        title(&post.hq, book, "long", &same);
        post.exchange();
        title(&post.hq, book, "long", &format!("Before it. {same}"));
        title(&post.a, book, "long", &format!("{same} Behind it."));
        post.exchange();
        let conflicts = post.hq.read(|r| decide::conflicts(r, None)).unwrap();
        let long = conflicts.iter().find(|one| one.values.iter().any(|value| value.value.to_string().len() > n)).expect("the two differ");
        assert_eq!(long.values.len(), 2, "both are there to choose from");
        assert_eq!(long.suggestion.is_some(), is_suggested, "{n} words in each");
    }
}

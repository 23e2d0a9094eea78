//! A third way for a long text that two people changed: what only one of them touched can be put together; the rest is for a
//! person to see. A suggestion only, nothing is written from here.
//!
//! Merged by words, not by lines: a paragraph is one line. Thai, Lao, Khmer and Burmese write words without spaces, so the
//! words are found by Unicode segmentation with ICU4X's data.

use std::collections::HashMap;

use diffy::{ConflictStyle, MergeOptions};
use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

/// Both texts put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text. Where both changed the same words, both stand in it, one after the other.
    pub text: String,
    /// How many such places there are; none means that each changed something else.
    pub clashes: usize,
}

/// The most words, spaces and marks in all texts together: each of three as long as a person may make it. What is compared takes as long as
/// the square of it.
const MOST_WORDS: usize = 24_000;
/// ... and how many bytes are looked at for words.
const MOST_BYTES: usize = 300_000;

/// How much work may still be done for one answer, while somebody waits for it: in all as much as comparing the longest texts
/// once, and looking for words in ten times as much. A hundred pages of small notes are far below that.
pub(super) struct Effort {
    bytes: usize,
    compared: usize,
}

impl Effort {
    /// That of one answer.
    pub(super) const fn of_one_answer() -> Self {
        Self { bytes: 10 * MOST_BYTES, compared: MOST_WORDS * MOST_WORDS }
    }

    /// True where these texts together are short enough, and what is left suffices for them: then it is spent.
    pub(super) fn suffices<'t>(&mut self, texts: impl Iterator<Item = &'t str> + Clone) -> bool {
        let bytes = texts.clone().map(str::len).sum::<usize>();
        if bytes > MOST_BYTES.min(self.bytes) {
            return false;
        }
        self.bytes -= bytes;
        let words = texts.map(|text| split(text).len()).sum::<usize>();
        let work = words.saturating_mul(words);
        let suffices = words <= MOST_WORDS && work <= self.compared;
        self.compared -= if suffices { work } else { 0 };
        suffices
    }
}

/// Three-way merge against what both replaced.
#[must_use]
pub fn merge(base: &str, first: &str, second: &str) -> Merged {
    // The library merges lines: each word becomes a line that holds its number.
    let mut words = Words::default();
    let [base, first, second] = [base, first, second].map(|text| words.lines(text));
    let merged = MergeOptions::new().set_conflict_style(ConflictStyle::Merge).merge(&base, &first, &second);
    let (merged, clean) = match merged {
        Ok(merged) => (merged, true),
        Err(marked) => (marked, false),
    };
    let mut answer = Merged { text: String::new(), clashes: 0 };
    let (mut side, mut both) = (None, [String::new(), String::new()]);
    for line in merged.lines() {
        match (line.get(..7), clean) {
            (Some("<<<<<<<"), false) => side = Some(0),
            (Some("======="), false) => side = Some(1),
            (Some(">>>>>>>"), false) => {
                answer.clashes += 1;
                answer.text.push_str(&beside(&std::mem::take(&mut both)));
                side = None;
            }
            _ => {
                let word = line.parse().ok().and_then(|n: usize| words.all.get(n)).copied().unwrap_or_default();
                match side.and_then(|side: usize| both.get_mut(side)) {
                    Some(one) => one.push_str(word),
                    None => answer.text.push_str(word),
                }
            }
        }
    }
    answer
}

/// Two texts for one place: on lines of their own where either has lines.
fn beside([first, second]: &[String; 2]) -> String {
    match (first.trim().is_empty(), second.trim().is_empty()) {
        (true, _) => second.clone(),
        (_, true) => first.clone(),
        _ if first.contains('\n') || second.contains('\n') => format!("{}\n{}", first.trim_end_matches('\n'), second.trim_start_matches('\n')),
        _ => format!("{first} / {second}"),
    }
}

/// Words by number.
#[derive(Default)]
struct Words<'t> {
    all: Vec<&'t str>,
    numbers: HashMap<&'t str, usize>,
}

impl<'t> Words<'t> {
    fn lines(&mut self, text: &'t str) -> String {
        let mut lines = String::new();
        for word in split(text) {
            let number = *self.numbers.entry(word).or_insert_with(|| {
                self.all.push(word);
                self.all.len() - 1
            });
            lines.push_str(&number.to_string());
            lines.push('\n');
        }
        lines
    }
}

/// A text's words, spaces and marks, nothing left out.
fn split(text: &str) -> Vec<&str> {
    let ends: Vec<usize> = WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(text).collect();
    ends.windows(2).filter_map(|pair| text.get(*pair.first()?..*pair.last()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_changed_elsewhere_is_put_together() {
        let base = "We visited the weavers of Ban Phon. They dye with indigo. Two looms stand idle.";
        let first = "We visited the silk weavers of Ban Phon. They dye with indigo. Two looms stand idle.";
        let second = "We visited the weavers of Ban Phon. They dye with indigo. Three looms stand idle since April.";
        let expected = "We visited the silk weavers of Ban Phon. They dye with indigo. Three looms stand idle since April.";
        assert_eq!(merge(base, first, second), Merged { text: expected.into(), clashes: 0 }, "three changes in three places");
        assert_eq!(merge(base, second, first).text, expected, "whoever came first");
    }

    #[test]
    fn where_both_changed_the_same_words_both_stand_there() {
        let merged = merge("They dye with indigo.", "They dye with lac.", "They dye with ebony.");
        assert_eq!(merged, Merged { text: "They dye with lac / ebony.".into(), clashes: 1 });
        let agreed = merge("They dye with indigo.", "They dye with lac.", "They dye with lac.");
        assert_eq!(agreed, Merged { text: "They dye with lac.".into(), clashes: 0 }, "two people who agree make no clash");
    }

    #[test]
    fn paragraphs_that_both_added_stand_below_each_other() {
        let merged = merge("First.", "First.\nFrom A.", "First.\nFrom B.");
        assert_eq!((merged.text.as_str(), merged.clashes), ("First.\nFrom A.\nFrom B.", 1), "neither is lost");
    }

    #[test]
    fn one_answer_compares_many_small_texts_and_only_some_of_the_longest() {
        let mut effort = Effort::of_one_answer();
        let long = "word ".repeat(5_000);
        let compared = (0..50).filter(|_| effort.suffices([long.as_str(), "base"].into_iter())).count();
        assert!((1..10).contains(&compared), "fifty such differences would keep whoever opens the list waiting: {compared}");
        let mut effort = Effort::of_one_answer();
        let note = "They dye with indigo, in the village behind the hill.";
        assert!((0..5_000).all(|_| effort.suffices([note, note, note].into_iter())), "of what people write in a week nothing is left out");
    }

    #[test]
    fn thai_is_merged_by_words_although_it_writes_no_spaces() {
        // "The group visited the weavers' village. Members learned natural dyeing."
        let base = "กลุ่มไปเยี่ยมหมู่บ้านทอผ้าสมาชิกเรียนรู้การย้อมสี";
        // One writes "silk village", the other "this morning" at the end.
        let first = "กลุ่มไปเยี่ยมหมู่บ้านทอผ้าไหมสมาชิกเรียนรู้การย้อมสี";
        let second = "กลุ่มไปเยี่ยมหมู่บ้านทอผ้าสมาชิกเรียนรู้การย้อมสีเมื่อเช้านี้";
        let expected = "กลุ่มไปเยี่ยมหมู่บ้านทอผ้าไหมสมาชิกเรียนรู้การย้อมสีเมื่อเช้านี้";
        assert_eq!(merge(base, first, second), Merged { text: expected.into(), clashes: 0 }, "no letter is lost and none doubled");
        assert!(split(base).len() > 5, "words are found: {:?}", split(base));
        assert!(split(base).iter().any(|word| word.chars().count() > 3), "and a word is not taken apart into letters: {:?}", split(base));
        let clash = merge("ประชุมวันจันทร์", "ประชุมวันอังคาร", "ประชุมวันพุธ");
        assert_eq!(clash.clashes, 1, "another day here and there is one clash, not a new word made of both: {clash:?}");
        assert!(clash.text.contains("อังคาร") && clash.text.contains("พุธ"), "both days can be read: {clash:?}");
    }

    #[test]
    fn every_script_of_the_region_comes_back_whole() {
        let texts = ["ສະບາຍດີທຸກຄົນ", "សួស្តីអ្នកទាំងអស់គ្នា", "မင်္ဂလာပါခင်ဗျာ", "大家好，今天我们学习", "Xin chào các bạn", "", "a\r\n\tb 👩‍👩‍👧 é"];
        for text in texts {
            assert_eq!(split(text).concat(), text, "cut into words and joined again");
            let added = format!("{text}!");
            assert_eq!(merge(text, text, &added), Merged { text: added.clone(), clashes: 0 }, "only one changed it");
        }
    }
}

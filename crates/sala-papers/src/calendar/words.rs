//! The words of a calendar, one table for each language.

use sala::progress::What;

/// Every word of a calendar that is not the agenda's own.
#[derive(Debug)]
pub struct CalendarWords {
    /// BCP 47.
    pub language: &'static str,
    /// Before the title of a session that does not take place.
    pub cancelled: &'static str,
    /// Before the names of who teaches.
    pub trainers: &'static str,
    /// Before the hours in which it really was.
    pub held: &'static str,
    methods: [(&'static str, &'static str); 7],
    due: [(What, &'static str); 4],
}

impl CalendarWords {
    /// A method; one from a newer version keeps its own name.
    pub(super) fn method<'a>(&self, code: &'a str) -> &'a str {
        self.methods.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| word)
    }

    /// Before what is due.
    pub(super) fn due(&self, what: What) -> &'static str {
        self.due.iter().find(|(known, _)| *known == what).map_or("", |(_, word)| word)
    }
}

/// The words of a language by its BCP 47 tag; English where a language has none yet.
#[must_use]
pub fn words(language: &str) -> &'static CalendarWords {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("th") { &THAI } else { &ENGLISH }
}

static ENGLISH: CalendarWords = CalendarWords {
    language: "en",
    cancelled: "Cancelled",
    trainers: "Trainers",
    held: "Held",
    methods: [
        ("ceremony", "Ceremony"),
        ("plenary", "Plenary"),
        ("activity", "Activity"),
        ("group_work", "Group work"),
        ("presentation", "Presentation"),
        ("visit", "Visit"),
        ("other", "Other"),
    ],
    due: [(What::Activity, "last day of"), (What::Step, "next step:"), (What::Assistance, "assistance needed:"), (What::Report, "report for")],
};

static THAI: CalendarWords = CalendarWords {
    language: "th",
    cancelled: "ยกเลิก",
    trainers: "วิทยากร",
    held: "จัดจริง",
    methods: [
        ("ceremony", "พิธีการ"),
        ("plenary", "บรรยายรวม"),
        ("activity", "กิจกรรม"),
        ("group_work", "งานกลุ่ม"),
        ("presentation", "การนำเสนอ"),
        ("visit", "ศึกษาดูงาน"),
        ("other", "อื่น ๆ"),
    ],
    due: [(What::Activity, "วันสุดท้ายของ"), (What::Step, "ขั้นต่อไป:"), (What::Assistance, "ต้องการความช่วยเหลือ:"), (What::Report, "รายงานประจำเดือน")],
};

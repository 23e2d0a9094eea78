//! The words of a form, one table for each language.

use sala::{
    plans::value::AssistanceState,
    progress::{Doing, Light, form::Choices},
};

/// Every word of a form that is not the plan's own.
#[derive(Debug)]
pub struct FormWords {
    /// BCP 47.
    pub language: &'static str,
    /// How to fill it in.
    pub help: [&'static str; 3],
    /// The columns of an activity.
    pub activity: [&'static str; 6],
    /// Before the colour of the whole plan.
    pub rating: &'static str,
    /// The columns of a workshop.
    pub cascade: [&'static str; 6],
    /// The columns of an indicator.
    pub indicator: [&'static str; 5],
    /// The columns of a request for assistance.
    pub request: [&'static str; 2],
    /// Beside what was asked for before: what became of it.
    pub became: [(AssistanceState, &'static str); 4],
    /// What can be chosen.
    pub choices: Choices,
}

impl FormWords {
    /// How an activity stands.
    #[must_use]
    pub fn doing(&self, doing: Doing) -> &'static str {
        self.choices.doing.iter().find(|(known, _)| *known == doing).map_or("", |(_, word)| word)
    }

    /// What became of a request.
    #[must_use]
    pub fn became(&self, state: AssistanceState) -> &'static str {
        self.became.iter().find(|(known, _)| *known == state).map_or("", |(_, word)| word)
    }

    /// A colour.
    #[must_use]
    pub fn light(&self, light: Light) -> &'static str {
        self.choices.light.iter().find(|(known, _)| *known == light).map_or("", |(_, word)| word)
    }
}

/// The words of a language by its BCP 47 tag; English where a language has none yet.
#[must_use]
pub fn words(language: &str) -> &'static FormWords {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("th") { &THAI } else { &ENGLISH }
}

static ENGLISH: FormWords = FormWords {
    language: "en",
    help: [
        "Fill in the light cells and mail this file back. The other cells are locked.",
        "For each activity choose how it stands this month. Write how much of it is done, 0 to 100, only where it is under way.",
        "Days are written as 2012-06-15, with the Gregorian year.",
    ],
    activity: ["Activity", "From", "Until", "How it stands", "Done, %", "What happened"],
    rating: "The plan as a whole. Amber and red say why, at the right.",
    cascade: ["Workshops that you held for others", "Day", "Place", "Women", "Men", "Not stated"],
    indicator: ["How it is known whether the plan works", "Before", "Target", "Now", "Looked at on"],
    request: ["Technical assistance that you ask for", "Needed by"],
    became: [
        (AssistanceState::Asked, "Asked for"),
        (AssistanceState::Promised, "Promised"),
        (AssistanceState::Given, "Given"),
        (AssistanceState::Declined, "Declined"),
    ],
    choices: Choices {
        doing: [(Doing::NotStarted, "Not started"), (Doing::UnderWay, "Under way"), (Doing::Done, "Done"), (Doing::Stopped, "Stopped")],
        light: [(Light::Green, "Green"), (Light::Amber, "Amber"), (Light::Red, "Red")],
    },
};

static THAI: FormWords = FormWords {
    language: "th",
    help: [
        "กรอกในช่องสีอ่อนแล้วส่งไฟล์นี้กลับทางอีเมล ช่องอื่นถูกล็อกไว้",
        "เลือกสถานะของแต่ละกิจกรรมในเดือนนี้ เขียนร้อยละที่เสร็จ 0 ถึง 100 เฉพาะกิจกรรมที่กำลังทำ",
        "เขียนวันที่แบบ 2012-06-15 โดยใช้ปีคริสต์ศักราช",
    ],
    activity: ["กิจกรรม", "ตั้งแต่", "ถึง", "สถานะ", "เสร็จแล้ว %", "เกิดอะไรขึ้น"],
    rating: "แผนโดยรวม ถ้าเป็นเหลืองหรือแดง ให้เขียนเหตุผลทางขวา",
    cascade: ["การอบรมที่คุณจัดให้ผู้อื่น", "วันที่", "สถานที่", "หญิง", "ชาย", "ไม่ระบุ"],
    indicator: ["ตัวชี้วัดว่าแผนได้ผล", "ก่อน", "เป้าหมาย", "ขณะนี้", "วันที่ดู"],
    request: ["ความช่วยเหลือทางวิชาการที่ขอ", "ต้องการภายใน"],
    became: [
        (AssistanceState::Asked, "ขอแล้ว"),
        (AssistanceState::Promised, "รับปากแล้ว"),
        (AssistanceState::Given, "ให้แล้ว"),
        (AssistanceState::Declined, "ปฏิเสธ"),
    ],
    choices: Choices {
        doing: [(Doing::NotStarted, "ยังไม่เริ่ม"), (Doing::UnderWay, "กำลังทำ"), (Doing::Done, "เสร็จแล้ว"), (Doing::Stopped, "หยุดแล้ว")],
        light: [(Light::Green, "เขียว"), (Light::Amber, "เหลือง"), (Light::Red, "แดง")],
    },
};

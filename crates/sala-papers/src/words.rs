//! The words of the papers, one table for each language.

use sala::attendance::Status;

/// Every word that a paper prints, in one language.
#[derive(Debug)]
pub struct Words {
    /// BCP 47.
    pub language: &'static str,
    /// The paper's name.
    pub attendance: &'static str,
    /// Name of the sheet with totals.
    pub totals: &'static str,
    /// Heading of codes.
    pub code: &'static str,
    /// Heading of names.
    pub name: &'static str,
    /// Heading of names in their own script.
    pub native: &'static str,
    /// Heading of countries.
    pub country: &'static str,
    /// Heading of the two sexes.
    pub sex: &'static str,
    /// Women.
    pub women: &'static str,
    /// Men.
    pub men: &'static str,
    /// Sex or country not recorded.
    pub not_stated: &'static str,
    /// People who count.
    pub participants: &'static str,
    /// Registers held.
    pub registers: &'static str,
    /// Registers that were cancelled.
    pub cancelled: &'static str,
    /// Registers that are still to come.
    pub to_come: &'static str,
    /// Participants times registers.
    pub cells: &'static str,
    /// Present or late.
    pub attended: &'static str,
    /// Of how many.
    pub of: &'static str,
    /// Heading of rates.
    pub percent: &'static str,
    /// The rate from which a certificate is due.
    pub minimum: &'static str,
    /// Heading of whether the rate reaches the minimum.
    pub eligible: &'static str,
    /// It does.
    pub yes: &'static str,
    /// It does not.
    pub no: &'static str,
    /// All together.
    pub total: &'static str,
    /// The last day included.
    pub cut_off: &'static str,
    /// What the figures are of.
    pub includes: &'static str,
    /// What is included, in a sentence.
    pub includes_text: &'static str,
    /// Differences that nobody has decided.
    pub conflicts: &'static str,
    /// What the signs mean.
    pub legend: &'static str,
    /// There from the start.
    pub present: &'static str,
    /// There, later.
    pub late: &'static str,
    /// Away with leave.
    pub excused: &'static str,
    /// Away without.
    pub absent: &'static str,
    /// Not at the site yet.
    pub not_arrived: &'static str,
    /// No longer at the site.
    pub departed: &'static str,
    /// Nobody has said.
    pub unmarked: &'static str,
}

impl Words {
    /// The word for a mark.
    #[must_use]
    pub const fn mark(&self, mark: Option<Status>) -> &'static str {
        match mark {
            Some(Status::Present) => self.present,
            Some(Status::Late) => self.late,
            Some(Status::Excused) => self.excused,
            Some(Status::Absent) => self.absent,
            Some(Status::NotArrived) => self.not_arrived,
            Some(Status::Departed) => self.departed,
            None => self.unmarked,
        }
    }
}

/// The words of a language by its BCP 47 tag; English where a language has none yet.
#[must_use]
pub fn words(language: &str) -> &'static Words {
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    if primary.eq_ignore_ascii_case("th") { &THAI } else { &ENGLISH }
}

static ENGLISH: Words = Words {
    language: "en",
    attendance: "Attendance",
    totals: "Totals",
    code: "Code",
    name: "Name",
    native: "Name in own script",
    country: "Country",
    sex: "Sex",
    women: "Women",
    men: "Men",
    not_stated: "Not stated",
    participants: "Participants",
    registers: "Registers held",
    cancelled: "Registers cancelled or without a session (not counted)",
    to_come: "Registers still to come (not counted)",
    cells: "Cells",
    attended: "Attended",
    of: "Of",
    percent: "Percent",
    minimum: "Minimum for a certificate",
    eligible: "Eligible",
    yes: "yes",
    no: "no",
    total: "Total",
    cut_off: "Up to and including",
    includes: "What is counted",
    includes_text: "Present and late count as attended; excused does not. Participants only: nobody who declined, withdrew or was replaced.",
    conflicts: "Differences waiting for a decision",
    legend: "Signs",
    present: "present",
    late: "late",
    excused: "excused",
    absent: "absent",
    not_arrived: "not arrived",
    departed: "departed",
    unmarked: "not marked",
};

static THAI: Words = Words {
    language: "th",
    attendance: "การเข้าร่วม",
    totals: "สรุป",
    code: "รหัส",
    name: "ชื่อ",
    native: "ชื่อในอักษรของตน",
    country: "ประเทศ",
    sex: "เพศ",
    women: "หญิง",
    men: "ชาย",
    not_stated: "ไม่ระบุ",
    participants: "ผู้เข้าอบรม",
    registers: "ใบลงชื่อที่จัดขึ้น",
    cancelled: "ใบลงชื่อที่ยกเลิกหรือไม่มีกิจกรรม (ไม่นับ)",
    to_come: "ใบลงชื่อที่ยังไม่ถึง (ไม่นับ)",
    cells: "ช่องทั้งหมด",
    attended: "เข้าร่วม",
    of: "จาก",
    percent: "ร้อยละ",
    minimum: "เกณฑ์ขั้นต่ำสำหรับใบประกาศ",
    eligible: "ผ่านเกณฑ์",
    yes: "ผ่าน",
    no: "ไม่ผ่าน",
    total: "รวม",
    cut_off: "นับถึงวันที่",
    includes: "สิ่งที่นับ",
    includes_text: "มาและมาสายนับว่าเข้าร่วม ลาไม่นับว่าเข้าร่วม นับเฉพาะผู้เข้าอบรม ไม่รวมผู้ปฏิเสธ ผู้ถอนตัว และผู้ที่มีคนแทน",
    conflicts: "ข้อมูลที่ต่างกันและรอการตัดสินใจ",
    legend: "เครื่องหมาย",
    present: "มา",
    late: "มาสาย",
    excused: "ลา",
    absent: "ขาด",
    not_arrived: "ยังไม่มาถึง",
    departed: "กลับแล้ว",
    unmarked: "ยังไม่ลงชื่อ",
};

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_language_is_found_by_its_tag_and_english_stands_in() {
        assert_eq!(words("th-TH").language, "th", "a region does not matter");
        assert_eq!(words("en").language, "en", "English is English");
        assert_eq!(words("my").language, "en", "a language without words yet prints in English, not in nothing");
    }
}

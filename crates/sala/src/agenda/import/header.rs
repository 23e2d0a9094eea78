//! Finding the header of an agenda and its columns.

use super::Options;
use crate::{
    Problem, Result,
    people::{
        table::{Row, Spreadsheet, Table},
        value::codes,
    },
};

codes! {
    /// What a column of an agenda can hold.
    AgendaField {
        /// The day.
        Date = "date",
        /// The start.
        Start = "start",
        /// The end.
        End = "end",
        /// How the time is used.
        Method = "method",
        /// The title.
        Title = "title",
        /// Where.
        Room = "room",
        /// Who teaches.
        Trainers = "trainers",
    }
}

use AgendaField as F;

/// Titles by field, lower case.
const TITLES: &[(AgendaField, &[&str])] = &[
    (F::Date, &["date", "day", "วันที่", "ວັນທີ", "កាលបរិច្ឆេទ", "ថ្ងៃ", "ရက်စွဲ", "ngày", "日期"]),
    (F::Start, &["start", "starts", "from", "begin", "begins", "start time", "เริ่ม", "ເລີ່ມ", "ចាប់ផ្តើម", "စတင်", "bắt đầu", "开始"]),
    (F::End, &["end", "ends", "to", "until", "finish", "end time", "สิ้นสุด", "ສິ້ນສຸດ", "បញ្ចប់", "ပြီးဆုံး", "kết thúc", "结束"]),
    (F::Method, &["method", "type", "format", "kind", "วิธีการ", "ວິທີ", "phương pháp", "方式"]),
    (F::Title, &["title", "session", "topic", "activity", "subject", "หัวข้อ", "ຫົວຂໍ້", "ប្រធានបទ", "ခေါင်းစဉ်", "nội dung", "chủ đề", "主题", "内容"]),
    (
        F::Room,
        &[
            "room",
            "rooms",
            "hall",
            "place",
            "location",
            "venue",
            "ห้อง",
            "สถานที่",
            "ຫ້ອງ",
            "ສະຖານທີ່",
            "បន្ទប់",
            "ទីកន្លែង",
            "အခန်း",
            "နေရာ",
            "phòng",
            "địa điểm",
            "教室",
            "会议室",
            "地点",
        ],
    ),
    (
        F::Trainers,
        &[
            "trainer",
            "trainers",
            "trainer(s)",
            "facilitator",
            "facilitators",
            "facilitator(s)",
            "speaker",
            "speakers",
            "speaker(s)",
            "resource person",
            "resource persons",
            "lecturer",
            "instructor",
            "วิทยากร",
            "ວິທະຍາກອນ",
            "គ្រូបង្គោល",
            "គ្រូ",
            "သင်တန်းဆရာ",
            "ဆရာ",
            "giảng viên",
            "讲师",
            "培训师",
            "主讲人",
        ],
    ),
];

/// The sheet, its header row and where each field stands.
pub(super) struct Layout<'a> {
    pub(super) table: &'a Table,
    pub(super) header_row: u32,
    columns: Vec<(AgendaField, usize, String)>,
}

impl Layout<'_> {
    pub(super) fn body(&self) -> impl Iterator<Item = &Row> {
        self.table.rows.iter().filter(|row| row.number > self.header_row && !row.is_blank())
    }

    /// The text of a field in a row.
    pub(super) fn cell<'r>(&self, row: &'r Row, field: AgendaField) -> &'r str {
        self.columns.iter().find(|(known, ..)| *known == field).map_or("", |(_, at, _)| row.cell(*at))
    }

    /// The title of a field's column.
    pub(super) fn title(&self, field: AgendaField) -> String {
        self.columns.iter().find(|(known, ..)| *known == field).map_or_else(|| field.code().to_owned(), |(.., title)| title.clone())
    }
}

/// The row that names day, start and title; title rows may stand above it.
pub(super) fn find<'a>(file: &'a Spreadsheet, options: &Options) -> Result<Layout<'a>> {
    let wanted = options.sheet.as_deref().map(str::trim);
    let mut sheets = file.sheets.iter().filter(|table| wanted.is_none_or(|wanted| table.sheet.trim() == wanted)).peekable();
    if sheets.peek().is_none() {
        return Problem::new("agenda_no_such_sheet").with("sheet", wanted.unwrap_or_default()).refuse();
    }
    for table in sheets {
        for row in table.rows.iter().take(40) {
            let mut columns: Vec<(AgendaField, usize, String)> = Vec::new();
            for (at, cell) in row.cells.iter().enumerate() {
                let title = cell.trim().trim_end_matches([':', '*', '.']).to_lowercase();
                let field = TITLES.iter().find(|(_, titles)| titles.contains(&title.as_str())).map(|(field, _)| *field);
                if let Some(field) = field.filter(|field| columns.iter().all(|(known, ..)| known != field)) {
                    columns.push((field, at, cell.clone()));
                }
            }
            let needed = [F::Date, F::Start, F::End, F::Title];
            if needed.iter().all(|field| columns.iter().any(|(known, ..)| known == field)) {
                return Ok(Layout { table, header_row: row.number, columns });
            }
        }
    }
    Problem::new("agenda_no_header").refuse()
}

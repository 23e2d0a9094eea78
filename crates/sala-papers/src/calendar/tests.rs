//! The file is opened in a calendar library of others, which knows nothing of the one that wrote it.

use calcard::{
    common::PartialDateTime,
    icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty as P, ICalendarStatus},
};
use sala::{
    Seen,
    agenda::{
        Hours,
        views::{SessionLine, SessionSeen},
    },
    programme::views::ProgrammeSeen,
};

use super::*;

mod due;

fn programme(timezone: Option<&str>) -> Programme {
    let seen = Seen::default;
    Programme {
        id: RecordId::from_bytes([7; 16]),
        code: "SMECEC-2012".into(),
        title: "Clusters; consortia, and export".into(),
        category: None,
        organiser: None,
        partner: None,
        venue: Some("Residential Training Center".into()),
        timezone: timezone.map(str::to_owned),
        starts: "2012-05-14".parse().ok(),
        ends: "2012-05-25".parse().ok(),
        halves: vec!["AM".into(), "PM".into()],
        min_percent: 80,
        grace_minutes: 15,
        follow_up_months: 6,
        seen: ProgrammeSeen { title: seen(), category: seen(), organiser: seen(), partner: seen(), venue: seen(), dates: seen(), rules: seen() },
    }
}

fn session(date: &str, hours: (i64, i64), title: &str) -> Placed {
    let seen = Seen::default;
    let line = SessionLine {
        id: RecordId::from_bytes([u8::try_from(hours.0 % 200).unwrap(); 16]),
        starts_min: hours.0,
        ends_min: hours.1,
        method: "plenary".into(),
        title: title.into(),
        status: "planned".into(),
        reason: None,
        actual: None,
        room: None,
        trainers: vec![],
        seen: SessionSeen { slot: seen(), method: seen(), title: seen(), status: seen(), actual: seen(), room: seen(), trainers: seen() },
    };
    Placed { date: date.parse().unwrap(), line }
}

fn file(zone: Option<&str>, sessions: &[Placed], revisions: &BTreeMap<RecordId, u64>, language: &str) -> String {
    let made = "2012-05-14T03:04:05Z".parse().unwrap();
    ics(Agenda { programme: &programme(zone), sessions, revisions, made }, words(language))
}

/// The file as somebody else's library understands it.
fn opened(text: &str) -> ICalendar {
    ICalendar::parse(text).unwrap_or_else(|e| panic!("another library opens it: {e:?}\n{text}"))
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    calendar.components.iter().filter(|one| one.component_type == ICalendarComponentType::VEvent).collect()
}

fn text(event: &ICalendarComponent, property: P) -> String {
    event.property(&property).and_then(|found| found.values.first()).and_then(|value| value.as_text()).unwrap_or_default().to_owned()
}

fn number(event: &ICalendarComponent, property: P) -> i64 {
    event.property(&property).and_then(|found| found.values.first()).and_then(|value| value.as_integer()).unwrap()
}

fn time(event: &ICalendarComponent, property: P) -> PartialDateTime {
    event.property(&property).and_then(|found| found.values.first()).and_then(|value| value.as_partial_date_time()).unwrap().clone()
}

/// Day, hour, minute, and whether it is said to be UTC.
fn read(time: &PartialDateTime) -> (u8, u8, u8, bool) {
    (time.day.unwrap(), time.hour.unwrap(), time.minute.unwrap(), time.tz_hour == Some(0))
}

#[test]
fn another_library_finds_every_session_with_its_time_place_and_people() {
    let mut opening = session("2012-05-14", (510, 570), "Opening, with a comma; a semicolon \\ and a stroke");
    opening.line.room = Some("Hall 1".into());
    opening.line.trainers = vec!["Dr. Ploy Tuayang".into(), "Sok Namuna".into()];
    opening.line.status = "held".into();
    opening.line.actual = Some(Hours { starts_min: 520, ends_min: 595 });
    let mut visit = session("2012-05-14", (600, 1440), "Korat Food Cluster");
    visit.line.method = "visit".into();
    let revisions = BTreeMap::from([(opening.line.id, 3)]);
    let made = file(Some("Asia/Bangkok"), &[opening.clone(), visit], &revisions, "en");
    let calendar = opened(&made);
    let found = events(&calendar);
    assert_eq!(found.len(), 2, "{made}");

    let first = found[0];
    assert_eq!(text(first, P::Summary), opening.line.title, "what has a meaning in the format is text again");
    assert_eq!(text(first, P::Uid), format!("{}@{}.sala", opening.line.id, RecordId::from_bytes([7; 16])));
    assert_eq!(text(first, P::Location), "Hall 1, Residential Training Center");
    assert_eq!(text(first, P::Description), "Plenary\nTrainers: Dr. Ploy Tuayang, Sok Namuna\nHeld 08:40–09:55");
    assert_eq!((number(first, P::Sequence), number(found[1], P::Sequence)), (3, 0));
    assert_eq!(first.status(), Some(&ICalendarStatus::Confirmed));
    assert_eq!((read(&time(first, P::Dtstart)), read(&time(first, P::Dtend))), ((14, 1, 30, true), (14, 2, 30, true)), "half past eight in Bangkok");
    assert_eq!((read(&time(found[1], P::Dtstart)), read(&time(found[1], P::Dtend))), ((14, 3, 0, true), (14, 17, 0, true)), "until midnight there");
    assert_eq!(text(found[1], P::Location), "", "a visit is not in the house");
    let names: Vec<_> = made.lines().filter(|line| line.starts_with("NAME:") || line.starts_with("X-WR-CALNAME:")).collect();
    assert_eq!(names, [r"NAME:SMECEC-2012 · Clusters\; consortia\, and export", r"X-WR-CALNAME:SMECEC-2012 · Clusters\; consortia\, and export"]);
}

#[test]
fn a_cancelled_session_says_so_in_its_status_and_in_words() {
    let mut session = session("2012-05-16", (540, 720), "Cluster diagnostics");
    session.line.status = "cancelled".into();
    session.line.reason = Some("flood".into());
    for (language, title) in [("en", "Cancelled: Cluster diagnostics"), ("th-TH", "ยกเลิก: Cluster diagnostics"), ("my", "Cancelled: Cluster diagnostics")]
    {
        let made = file(Some("Asia/Bangkok"), std::slice::from_ref(&session), &BTreeMap::new(), language);
        let calendar = opened(&made);
        let event = events(&calendar)[0];
        assert_eq!((event.status(), text(event, P::Summary)), (Some(&ICalendarStatus::Cancelled), title.to_owned()));
        assert!(text(event, P::Description).ends_with("flood"), "with its reason: {made}");
        assert!(made.contains("\r\nTRANSP:TRANSPARENT\r\n"), "and its hours are free: {made}");
    }
}

#[test]
fn long_lines_of_every_script_are_folded_between_letters() {
    let titles = [
        "การพัฒนากลุ่มวิสาหกิจขนาดกลางและขนาดย่อมในอนุภูมิภาคลุ่มแม่น้ำโขง".repeat(3),
        "ການພັດທະນາກຸ່ມວິສາຫະກິດຂະໜາດກາງ".repeat(5),
        "ការអភិវឌ្ឍចង្កោមសហគ្រាសធុនតូច".repeat(5),
        "အသေးစားနှင့်အလတ်စားလုပ်ငန်းစုဖွံ့ဖြိုးရေး".repeat(4),
        "Phát triển cụm doanh nghiệp nhỏ và vừa ".repeat(6).trim().to_owned(),
        "中小企业集群发展与出口联盟".repeat(10),
        "Small and medium enterprise cluster development ".repeat(6).trim().to_owned(),
    ];
    let sessions: Vec<_> = titles.iter().zip(0..).map(|(title, n)| session("2012-05-14", (500 + n, 600 + n), title)).collect();
    let made = file(Some("Asia/Bangkok"), &sessions, &BTreeMap::new(), "en");
    assert!(!made.replace("\r\n", "").contains(['\r', '\n']), "every line ends with both");
    let longest = made.split("\r\n").map(str::len).max().unwrap();
    assert!(longest <= 75, "no line is longer than the format allows: {longest}");
    let calendar = opened(&made);
    let read: Vec<_> = events(&calendar).into_iter().map(|event| text(event, P::Summary)).collect();
    assert_eq!(read, titles, "and put together again they are what was written");
}

#[test]
fn an_hour_that_the_clocks_leave_out_and_a_programme_without_a_zone_have_their_time_too() {
    let sessions = [session("2024-03-31", (150, 210), "Night walk"), session("2024-07-01", (540, 600), "Morning")];
    let berlin = opened(&file(Some("Europe/Berlin"), &sessions, &BTreeMap::new(), "en"));
    let starts: Vec<_> = events(&berlin).into_iter().map(|event| read(&time(event, P::Dtstart))).collect();
    assert_eq!(starts, [(31, 1, 30, true), (1, 7, 0, true)], "half past two does not exist that night: half past three does");
    let nowhere = opened(&file(None, &sessions, &BTreeMap::new(), "en"));
    assert_eq!(read(&time(events(&nowhere)[1], P::Dtstart)), (1, 9, 0, false), "nine o'clock wherever it is read, since nobody said where");
}

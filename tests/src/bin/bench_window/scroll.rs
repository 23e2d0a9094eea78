//! A list of 5,000 people on its way past, against a list of 100: how long one frame is on the screen before the next.

use std::path::Path;

use sala::{
    Role,
    attendance::register,
    people::{country::Country, details::Details, enrol},
    programme::{self, Facts},
};
use sala_tests::{
    laptop::Laptop,
    window::{Screen, Setup},
};
use serde_json::{Value, json};

use crate::at_home_in;

const LONG: usize = 5_000;
const SHORT: usize = 100;

/// Scrolls for so many frames, a third of a screen in each, turning round at the ends; answers what lies between two frames in milliseconds.
const SCROLL: &str = r#"
    const list = document.querySelector('main .scroller');
    const next = () => new Promise((then) => requestAnimationFrame(then));
    const took = [];
    let step = list.clientHeight / 3;
    let before = await next();
    for (let frame = 0; frame < 100; frame += 1) {
      if (list.scrollTop + step < 0 || list.scrollTop + step > list.scrollHeight - list.clientHeight) step = -step;
      list.scrollTop += step;
      const now = await next();
      took.push(now - before);
      before = now;
    }
    return took;"#;

/// p99 of a frame in the list of people and in the roll call.
pub fn measure(sala: &Path) -> Vec<Value> {
    let (long, short) = (frames(sala, LONG), frames(sala, SHORT));
    ["people", "roll call"]
        .iter()
        .zip(long.into_iter().zip(short))
        .map(|(list, (mut long, mut short))| {
            let late = long.iter().filter(|took| **took > 34.0).count();
            let (measured, base) = (p99(&mut long), p99(&mut short));
            json!({
                "figure": format!("window: a frame while 5,000 rows scroll past ({list}), p99, against 100 rows"),
                "measured": measured,
                "base": base,
                "ratio": measured / base,
                "limit": 1.5,
                "unit": "ms",
                "note": format!("{late} of {} frames came more than one late; the longest took {:.0} ms", long.len(), long.last().copied().unwrap_or_default()),
            })
        })
        .collect()
}

/// What lies between two frames, in each list.
fn frames(sala: &Path, people: usize) -> [Vec<f64>; 2] {
    let laptop = Laptop::new("LAP-A", Role::Site, "Thida N.");
    fill(&laptop, people);
    let home = laptop.file("home");
    std::fs::create_dir_all(&home).expect("a home");
    let mut took = [Vec::new(), Vec::new()];
    let _opened_again = laptop.after(|store| {
        let screen = at_home_in(Setup::on(store), &home).open_program(sala);
        screen.resize(1280, 800);
        for (took, name) in took.iter_mut().zip(["People", "Register"]) {
            screen.press_button(name);
            *took = scrolled(&screen);
        }
    });
    took
}

/// A programme of so many people from six countries, with one open register.
fn fill(laptop: &Laptop, people: usize) {
    let day = "2012-05-14".parse().expect("a day");
    let facts = Facts { title: "All alumni".into(), ..Facts::parse(sala::demo::PROGRAMME).expect("facts") };
    let book = programme::create(&laptop.desk, facts).expect("a programme");
    let countries = ["KH", "CN", "LA", "MM", "TH", "VN"];
    let made = laptop.desk.change(book, "bench", |c| {
        for (n, country) in (0..people).zip(countries.iter().cycle()) {
            let name = format!("Somebody With Quite A Long Name {n}");
            enrol(
                c,
                None,
                &Details { name, country: Country::parse(country).ok(), organisation: Some("Mekong Chamber of Small Industries".into()), ..Details::default() },
            )?;
        }
        register(c, day, "AM")
    });
    made.expect("people and a register");
}

fn scrolled(screen: &Screen) -> Vec<f64> {
    screen.one("main .scroller .place");
    let took = screen.script(SCROLL);
    took.as_array().expect("the frames").iter().filter_map(Value::as_f64).collect()
}

fn p99(took: &mut [f64]) -> f64 {
    took.sort_by(f64::total_cmp);
    took[took.len() * 99 / 100]
}

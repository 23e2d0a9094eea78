//! A list of 5,000 people on its way past, against a list of 100: how long one frame is on the screen before the next.

use std::path::Path;

use sala::{
    Role,
    attendance::register,
    people::{import, table::read_bytes},
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

/// Scrolls for so many frames, a third of a screen in each, turning round at the ends; answers what lies between two frames in
/// milliseconds: of the list, and of a still copy of its rows in the same place, which is what this machine takes to paint them.
const SCROLL: &str = r#"
    const next = () => new Promise((then) => requestAnimationFrame(then));
    const pass = async (list) => {
      const took = [];
      let step = list.clientHeight / 3;
      // What opening the screen still paints is no scrolling.
      for (let frame = 0; frame < 10; frame += 1) await next();
      let before = await next();
      for (let frame = 0; frame < 100; frame += 1) {
        if (list.scrollTop + step < 0 || list.scrollTop + step > list.scrollHeight - list.clientHeight) step = -step;
        list.scrollTop += step;
        const now = await next();
        took.push(now - before);
        before = now;
      }
      return took;
    };
    const list = document.querySelector('main .scroller');
    const rows = await pass(list);
    const still = list.cloneNode(false);
    const { left, top } = list.getBoundingClientRect();
    Object.assign(still.style, { position: 'fixed', zIndex: '9', background: 'Canvas', left: `${left}px`, top: `${top}px`, width: `${list.clientWidth}px`, height: `${list.clientHeight}px` });
    for (let screen = 0; screen < 8; screen += 1) {
      const copy = list.cloneNode(true);
      Object.assign(copy.style, { height: `${list.clientHeight}px`, overflow: 'hidden' });
      still.append(copy);
    }
    list.parentElement.append(still);
    await next();
    return [rows, await pass(still)];"#;

/// How long the frames of a list and of its still copy took.
struct Frames {
    list: Vec<f64>,
    still: Vec<f64>,
}

/// p99 of a frame in the list of people and in the roll call.
pub fn measure(sala: &Path) -> Vec<Value> {
    let (long, short) = (frames(sala, LONG), frames(sala, SHORT));
    ["people", "roll call"]
        .iter()
        .zip(long.into_iter().zip(short))
        .map(|(list, (mut long, mut short))| {
            let (measured, base) = (p99(&mut long.list), p99(&mut short.list));
            json!({
                "figure": format!("window: a frame while 5,000 rows scroll past ({list}), p99, against 100 rows"),
                "measured": measured,
                "base": base,
                "ratio": measured / base,
                "limit": 1.5,
                "unit": "ms",
                "note": format!(
                    "in the mean {:.0} ms; {:.0} with 100 rows; {:.0} where nothing but a still copy of the rows is painted",
                    mean(&long.list),
                    mean(&short.list),
                    mean(&long.still)
                ),
            })
        })
        .collect()
}

/// What lies between two frames, in each list.
fn frames(sala: &Path, people: usize) -> [Frames; 2] {
    let laptop = Laptop::new("LAP-A", Role::Site, "Thida N.");
    fill(&laptop, people);
    let home = laptop.file("home");
    std::fs::create_dir_all(&home).expect("a home");
    let folder = laptop.closed();
    let screen = at_home_in(Setup::on(&folder.path().join("store")), &home).open_program(sala);
    screen.resize(1280, 800);
    ["People", "Register"].map(|name| {
        screen.press_button(name);
        scrolled(&screen)
    })
}

/// A programme of so many people from six countries, with one open register.
fn fill(laptop: &Laptop, people: usize) {
    let day = "2012-05-14".parse().expect("a day");
    let facts = Facts { title: "All alumni".into(), ..Facts::parse(sala::demo::PROGRAMME).expect("facts") };
    let book = programme::create(&laptop.desk, facts).expect("a programme");
    let rows = (0..people).zip(["KH", "CN", "LA", "MM", "TH", "VN"].iter().cycle());
    let rows = rows.map(|(n, country)| format!("Somebody With Quite A Long Name {n},{country},Mekong Chamber of Small Industries\n"));
    let file: String = std::iter::once("Name,Country,Organisation\n".into()).chain(rows).collect();
    import::apply(&laptop.desk, book, &read_bytes(file.as_bytes()).expect("a roster"), &import::Options::default(), false).expect("people");
    laptop.desk.change(book, "bench", |c| register(c, day, "AM")).expect("a register");
}

fn scrolled(screen: &Screen) -> Frames {
    screen.one("main .scroller .place");
    let took = screen.script(SCROLL);
    let frames = |of: usize| took[of].as_array().expect("the frames").iter().filter_map(Value::as_f64).collect();
    Frames { list: frames(0), still: frames(1) }
}

fn mean(took: &[f64]) -> f64 {
    took.iter().sum::<f64>() / took.len() as f64
}

fn p99(took: &mut [f64]) -> f64 {
    took.sort_by(f64::total_cmp);
    took[took.len() * 99 / 100]
}

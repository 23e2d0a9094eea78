//! Every screen on the demo, in both languages, light and dark, at both sizes and with large text: photographed, and held to
//! what can be measured about it.

use sala_tests::window::keys;

use crate::laptop::Laptop;
use crate::looks;

/// The rail's buttons by their place in it; the words on them change with the language.
const SCREENS: &[(usize, &str)] = &[(1, "today"), (2, "register"), (3, "agenda"), (4, "people"), (5, "groups"), (6, "visits"), (7, "plans"), (8, "travel")];

#[test]
fn every_screen_of_the_demo_fits_in_both_languages_light_and_dark_and_at_both_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let laptop = Laptop::start("demo", folder.path(), &["--demo"]);
    laptop.screen.one("nav.rail");
    let mut faults = Vec::new();
    for (language, theme) in [("en", "light"), ("en", "dark"), ("th", "light"), ("th", "dark")] {
        settings(&laptop, language, theme);
        for (width, height) in [(1280, 800), (1024, 640)] {
            laptop.screen.resize(width, height);
            faults.extend(screens(&laptop, language, &format!("{language}-{theme}-{width}")));
        }
    }
    settings(&laptop, "en", "light");
    for (nth, text) in [(3, 150), (4, 200)] {
        laptop.screen.resize(1280, 800);
        laptop.screen.click("nav .who");
        laptop.screen.click(&format!("main .row:last-child .segmented button:nth-of-type({nth})"));
        laptop.screen.one(&format!("html[data-text='{text}']"));
        faults.extend(screens(&laptop, "en", &format!("en-text{text}-1280")));
    }
    assert!(faults.is_empty(), "every screen must fit and be readable:\n  {}", faults.join("\n  "));
}

/// Goes through the screens; answers what is wrong with them.
fn screens(laptop: &Laptop, language: &str, suffix: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, screen) in SCREENS {
        laptop.screen.click(&format!("nav li:nth-child({at}) button"));
        let names = match *screen {
            "register" => vec!["register", "grid"],
            "groups" => vec!["groups", "outputs"],
            other => vec![other],
        };
        for (tab, name) in names.iter().enumerate() {
            if names.len() > 1 {
                laptop.screen.click(&format!("main .segmented button:nth-of-type({})", tab + 1));
            }
            let what = format!("{name}-{suffix}");
            faults.extend(looks::faults(&laptop.screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
            // The rules look at what is on the screen, not at its size: one size tells, and in the second language one light.
            if suffix.ends_with("1280") && suffix != "th-dark-1280" {
                faults.extend(looks::barriers(&laptop.screen).into_iter().map(|fault| format!("{what}: {fault}")));
            }
            laptop.screen.keep_picture(&what);
        }
        match *screen {
            "plans" => faults.extend(one_plan(laptop, language, suffix)),
            "groups" => {
                faults.extend(outputs(laptop, language, suffix));
                faults.extend(scoring(laptop, language, suffix));
            }
            "visits" => faults.extend(one_visit(laptop, language, suffix)),
            _ => {}
        }
    }
    faults
}

/// The photographs on one wall, and an output of each structured sheet.
fn outputs(laptop: &Laptop, language: &str, suffix: &str) -> Vec<String> {
    let screen = &laptop.screen;
    let mut faults = Vec::new();
    let mut look = |name: &str| {
        let what = format!("{name}-{suffix}");
        faults.extend(looks::faults(screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
        screen.keep_picture(&what);
    };
    screen.click("main .segmented + .segmented button:nth-of-type(2)");
    screen.one("main section li .from");
    look("gallery");
    screen.click("main .segmented + .segmented button:nth-of-type(1)");
    for (exercise, nth, name) in [(1, 1, "stakeholders"), (1, 2, "value-chain"), (1, 3, "problem-tree"), (2, 1, "swot")] {
        let card = format!("main section:nth-of-type({exercise}) li:nth-child({nth}) button.output");
        screen.one(&card);
        // The covers come one after the other and move the cards: a click by its place may meet nothing.
        screen.script(&format!("document.querySelector('{card}').click()"));
        screen.one("main .output section header h2");
        look(name);
        screen.click("main header button:first-of-type");
    }
    faults
}

/// The first exercise as it is presented and scored, and the timer on its own screen.
fn scoring(laptop: &Laptop, language: &str, suffix: &str) -> Vec<String> {
    let screen = &laptop.screen;
    screen.click("main section:nth-of-type(1) > header button:nth-last-of-type(2)");
    let mut faults = Vec::new();
    for (nth, part, there) in [(1, "order", "main ol li"), (2, "rubric", "main tbody tr"), (3, "scores", "main aside li"), (4, "results", "main tbody svg")] {
        screen.click(&format!("main header .segmented button:nth-of-type({nth})"));
        screen.one(there);
        if part == "scores" {
            // A group: what is its own is not to be scored.
            screen.click("main aside ul:nth-of-type(2) li:nth-child(1) button");
            screen.one("main td.own");
        }
        if part == "results" {
            screen.click("main tbody button.open");
            screen.one("main td.more");
        }
        let what = format!("scoring-{part}-{suffix}");
        faults.extend(looks::faults(screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
        if suffix.ends_with("1280") && suffix != "th-dark-1280" {
            faults.extend(looks::barriers(screen).into_iter().map(|fault| format!("{what}: {fault}")));
        }
        screen.keep_picture(&what);
    }
    screen.click("main header .segmented button:nth-of-type(1)");
    screen.click("main .tools > button:last-of-type");
    screen.one("[role='dialog'] [role='timer']");
    let what = format!("timer-{suffix}");
    faults.extend(looks::faults(screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
    screen.keep_picture(&what);
    screen.key(keys::ESCAPE);
    screen.click("main header button:first-of-type");
    faults
}

/// The first visit: where it goes, who rides in what, the counts.
fn one_visit(laptop: &Laptop, language: &str, suffix: &str) -> Vec<String> {
    let screen = &laptop.screen;
    screen.click("main section li button");
    let mut faults = Vec::new();
    for (nth, part) in [(1, "plan"), (2, "headcount"), (3, "observations")] {
        screen.click(&format!("main header .segmented button:nth-of-type({nth})"));
        let what = format!("visit-{part}-{suffix}");
        faults.extend(looks::faults(screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
        screen.keep_picture(&what);
    }
    faults
}

/// A plan of capacity development and one of a consortium, from top to bottom.
fn one_plan(laptop: &Laptop, language: &str, suffix: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (nth, name) in [(1, "plan"), (7, "consortium")] {
        laptop.screen.click(&format!("main ul li:nth-child({nth}) button"));
        for (part, at) in [("top", "main h2"), ("gantt", "section .track"), ("months", "section .rating"), ("versions", "section ol")] {
            laptop.screen.one(at);
            laptop.screen.script(&format!("document.querySelector('{at}').scrollIntoView()"));
            let what = format!("{name}-{part}-{suffix}");
            faults.extend(looks::faults(&laptop.screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
            laptop.screen.keep_picture(&what);
        }
        // The first button of a plan leads back to all of them.
        laptop.screen.click("main header button:first-of-type");
    }
    // All plans month by month with their lineage, and what is due of them.
    for (nth, part, at) in [(2, "plans-glance", "main table"), (3, "plans-due", "main section ul")] {
        laptop.screen.click(&format!("main .tools .segmented button:nth-of-type({nth})"));
        laptop.screen.one(at);
        let what = format!("{part}-{suffix}");
        faults.extend(looks::faults(&laptop.screen, language).into_iter().map(|fault| format!("{what}: {fault}")));
        laptop.screen.keep_picture(&what);
    }
    laptop.screen.click("main .tools .segmented button:nth-of-type(1)");
    faults
}

/// Chooses the language and the light by hand, in the settings.
pub fn settings(laptop: &Laptop, language: &str, theme: &str) {
    let screen = &laptop.screen;
    screen.click("nav .who");
    screen.choose_nth("main select", usize::from(language == "th"));
    screen.one(&format!("html[lang^={language}]"));
    let nth = if theme == "light" { 2 } else { 3 };
    screen.click(&format!("main .segmented button:nth-of-type({nth})"));
    screen.one(&format!("html[data-theme={theme}]"));
    let faults = looks::faults(screen, language);
    assert!(faults.is_empty(), "the settings themselves in {language}, {theme}: {faults:?}");
    screen.keep_picture(&format!("settings-{language}-{theme}"));
}

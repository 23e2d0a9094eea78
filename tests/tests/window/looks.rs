//! What can be measured about how a screen looks.

use std::fs;
use std::path::Path;

use sala_tests::window::Screen;
use serde_json::Value;

/// What is wrong with the screen as it stands: cut off, unreadable, or without words.
pub fn faults(screen: &Screen, language: &str) -> Vec<String> {
    let found = screen.script(&format!("{STILL}\n{}", LOOK.replace("LANGUAGE", language)));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What keeps somebody with a screen reader, a keyboard or weak eyes from using the screen as it stands, by axe-core's rules
/// for WCAG 2.2 AA.
pub fn barriers(screen: &Screen) -> Vec<String> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("axe-core comes with the packages of the user interface");
    let found = screen.script(&format!("{axe}\n{STILL}\n{AXE}"));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The fonts that the window names and the program does not bring, by family and letters.
pub fn missing_fonts(screen: &Screen) -> Vec<String> {
    let found = screen.script(FONTS);
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

const FONTS: &str = r#"
    const faces = [...document.fonts];
    if (faces.length < 20) return [`the window names ${faces.length} fonts`];
    const missing = await Promise.all(faces.map((face) => face.load().then(() => null, () => `${face.family} ${face.unicodeRange.slice(0, 40)}`)));
    return missing.filter((name) => name !== null)"#;

const AXE: &str = r#"
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    // Tried out by axe-core and off by default: it takes the cap of a key beside a word for a part of the word.
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    const found = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, rules });
    return found.violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.target.join(' ')} (${node.any[0]?.message ?? rule.help})`))"#;

/// Waits until the screen stands still: fonts there, nothing drawn for a moment, no colour on its way to another. A button that
/// is just being enabled is pale for a tenth of a second, and is judged by what it becomes.
const STILL: &str = r#"
    await document.fonts.ready;
    await new Promise((done) => {
      const still = () => (watch.disconnect(), done());
      let timer = setTimeout(still, 300);
      const watch = new MutationObserver(() => (clearTimeout(timer), (timer = setTimeout(still, 300))));
      watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      setTimeout(still, 5000);
    });
    // On a busy machine what a screen asks the desk for comes late.
    const drawn = () => (document.querySelector('main, .start')?.innerText.trim().length ?? 0) >= 20;
    for (let tries = 0; tries < 100 && !drawn(); tries += 1) await new Promise((then) => setTimeout(then, 50));
    const ending = document.getAnimations().filter((it) => it.playState === 'running' && Number.isFinite(it.effect?.getComputedTiming().endTime));
    await Promise.all(ending.map((it) => it.finished.catch(() => null)));"#;

const LOOK: &str = r#"
    const faults = [];
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth) faults.push(`the page is ${page.scrollWidth} wide in a window of ${innerWidth}`);
    if (!page.lang.startsWith('LANGUAGE')) faults.push(`the page says its language is ${page.lang}`);
    const seen = [...document.querySelectorAll('body *')].filter((it) => it.checkVisibility());
    for (const it of seen) {
      const own = [...it.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(' ').trim();
      if (/^[a-z]+\.[a-zA-Z.]+$/.test(own)) faults.push(`a message has no words: ${own}`);
      if (/undefined|NaN|\[object/.test(own)) faults.push(`a value has no words: ${own}`);
      if (it.tagName === 'IMG' && it.complete && it.naturalWidth === 0) faults.push(`a picture is broken: ${it.alt}`);
      if (it.tagName === 'BUTTON') {
        const box = it.getBoundingClientRect();
        const name = (it.getAttribute('aria-label') || it.innerText || it.title || '').trim();
        if (!name) faults.push('a button has no name');
        if (it.closest('nav') && (box.right > innerWidth || box.bottom > innerHeight)) faults.push(`out of reach: ${name}`);
      }
    }
    const main = document.querySelector('main, .start');
    // The page itself never scrolls sideways: what is too wide shows in what it scrolls.
    if (main && main.scrollWidth > main.clientWidth + 1) faults.push(`the screen is ${main.scrollWidth} wide in ${main.clientWidth}`);
    if (!main || main.innerText.trim().length < 20) faults.push('nothing is on the screen');
    return faults"#;

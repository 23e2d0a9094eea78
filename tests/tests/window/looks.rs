//! What can be measured about how a screen looks.

use sala_tests::window::Screen;
use serde_json::Value;

/// What is wrong with the screen as it stands: cut off, unreadable, or without words.
pub fn faults(screen: &Screen, language: &str) -> Vec<String> {
    let found = screen.script(&LOOK.replace("LANGUAGE", language));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Waits until the screen stands still (fonts there, nothing drawn for a moment), then looks.
const LOOK: &str = r#"
    await document.fonts.ready;
    await new Promise((done) => {
      const still = () => (watch.disconnect(), done());
      let timer = setTimeout(still, 300);
      const watch = new MutationObserver(() => (clearTimeout(timer), (timer = setTimeout(still, 300))));
      watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      setTimeout(still, 5000);
    });
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
    if (!main || main.innerText.trim().length < 20) faults.push('nothing is on the screen');
    return faults"#;

//! The questions that a screen asks its page, and the little that it does there without a hand.

/// The first element of a selector that can be seen.
pub const FIRST_SEEN: &str = "
    return [...document.querySelectorAll(arguments[0])].find((it) => it.checkVisibility()) ?? null";

/// The first element of a selector that can be seen and says a text.
pub const SAYING: &str = "
    const [selector, text] = arguments;
    const says = (it) => it.innerText.replace(/\\s+/g, ' ').includes(text);
    return [...document.querySelectorAll(selector)].find((it) => it.checkVisibility() && says(it)) ?? null";

/// Chooses an entry of a list of choices, by its text or its place, as a hand would: the page hears of it.
pub const CHOOSE: &str = "
    const [list, entry] = arguments;
    const option = [...list.options].find((it, place) => it.text.trim() === entry || place === entry);
    if (!option) return false;
    list.value = option.value;
    list.dispatchEvent(new Event('input', { bubbles: true }));
    list.dispatchEvent(new Event('change', { bubbles: true }));
    return true";

/// Whether a picture is painted.
pub const PAINTED: &str = "
    return [...document.images].some((it) => it.checkVisibility() && it.complete && it.naturalWidth > 0)";

/// What an element says, also to a screen reader alone.
pub const TEXT_OF: &str = "return document.querySelector(arguments[0])?.innerText ?? null";

/// Roles as HTML gives them, names as most of the accessible name computation gives them.
pub const BY_ROLE_AND_NAME: &str = r#"
    const [role, name] = arguments;
    const native = {
      button: 'button, summary, input[type=button], input[type=submit]',
      link: 'a[href]', heading: 'h1, h2, h3, h4', row: 'tr', tab: '', menuitem: '', option: 'option',
      textbox: 'input:not([type]), input[type=text], input[type=search], input[type=email], input[type=number], textarea',
      combobox: 'select', checkbox: 'input[type=checkbox]', radio: 'input[type=radio]', dialog: 'dialog',
    };
    const own = native[role] ? ', :is(' + native[role] + '):not([role])' : '';
    const squeeze = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
    const nameOf = (it) => {
      const by = it.getAttribute('aria-labelledby');
      if (by) return squeeze(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(' '));
      if (it.getAttribute('aria-label')) return squeeze(it.getAttribute('aria-label'));
      if (it.labels?.length) return squeeze(it.labels[0].textContent);
      return squeeze(it.innerText) || squeeze(it.title) || squeeze(it.placeholder);
    };
    const seen = [...document.querySelectorAll('[role=' + role + ']' + own)].filter((it) => it.checkVisibility());
    // What stands under a dialog is out of reach as long as it is open.
    const dialog = [...document.querySelectorAll('[role=dialog][data-state=open]')].at(-1);
    const near = seen.filter((it) => dialog?.contains(it));
    const named = (all) => all.find((it) => nameOf(it) === name) ?? all.find((it) => nameOf(it).startsWith(name));
    return named(near) ?? named(seen) ?? null"#;

/// Where the keyboard is beside what is wanted, which stands in `wanted`: there, in the same group of choices or menu, or elsewhere. A menu
/// takes the keyboard a moment after it is drawn.
pub const KEYBOARD_IS: &str = "
    if (!wanted) return 'nowhere';
    const now = document.activeElement;
    if (now === wanted) return 'there';
    const group = wanted.closest('[role=radiogroup], [role=group], [role=menu]');
    const isMenu = group?.getAttribute('role') === 'menu';
    if (!group || !group.contains(now)) return isMenu ? 'opening' : 'elsewhere';
    return isMenu ? 'above' : 'beside'";

/// Waits until pictures are decoded and the next frame is painted.
pub(super) const STANDING: &str = "
    await Promise.all([...document.images].map((picture) => picture.decode().catch(() => null)));
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))";

/** What this window remembers about itself (language, theme): never anything about people. */
const PREFIX = 'sala.';

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    // A locked-down web view has no storage: the window then starts with its defaults.
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Same reason as above: the choice holds until the window closes.
  }
}

// The letters of seven scripts come with Sala, because a training laptop often has none for the neighbours' writing. If
// one of those files is missing or damaged, names turn into boxes: that has to be said, or somebody will type them anew.
import { notices } from './stores/notices.svelte';
import { t, type MessageId } from './words';

/** Every bundled family, with a letter of the script it is there for. */
export const FONTS = [
  { family: 'Noto Sans Variable', letter: 'A', script: 'script.latin' },
  { family: 'Noto Serif Variable', letter: 'A', script: 'script.latin' },
  { family: 'Noto Sans Variable', letter: 'ễ', script: 'script.vietnamese' },
  { family: 'Noto Serif Variable', letter: 'ễ', script: 'script.vietnamese' },
  { family: 'Noto Sans Thai Variable', letter: 'ก', script: 'script.thai' },
  { family: 'Noto Serif Thai Variable', letter: 'ก', script: 'script.thai' },
  { family: 'Noto Sans Lao Variable', letter: 'ກ', script: 'script.lao' },
  { family: 'Noto Serif Lao Variable', letter: 'ກ', script: 'script.lao' },
  { family: 'Noto Sans Khmer Variable', letter: 'ក', script: 'script.khmer' },
  { family: 'Noto Sans Myanmar Variable', letter: 'က', script: 'script.burmese' },
  { family: 'Noto Sans SC Variable', letter: '中', script: 'script.chinese' },
] as const satisfies readonly { family: string; letter: string; script: MessageId }[];

/** What is asked of `document.fonts`. */
export type Faces = Pick<FontFaceSet, 'load'>;

/** The scripts whose letters cannot be shown as they should. */
export async function missingScripts(faces: Faces): Promise<MessageId[]> {
  const asked = FONTS.map(async ({ family, letter, script }) => {
    try {
      // No face at all: the style sheet that names the files is missing.
      const loaded = await faces.load(`1em "${family}"`, letter);
      return loaded.length > 0 && loaded.every((face) => face.status === 'loaded') ? null : script;
    } catch {
      // The browser's reason is about a file; the person is told what it means for them.
      return script;
    }
  });
  const missing = (await Promise.all(asked)).filter((script) => script !== null);
  return [...new Set(missing)];
}

/** Says once, beside the work and never in its way, which letters may show as boxes. */
export async function tellMissingFonts(faces: Faces): Promise<void> {
  const scripts = await missingScripts(faces);
  if (scripts.length === 0) return;
  const names = scripts.map((script) => t(script)).join(', ');
  notices.show({ tone: 'plain', stays: true, title: t('fonts.missing', { scripts: names }), about: t('fonts.missingAbout') });
}

import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/menu.css';
import './styles/week.css';
import { mount } from 'svelte';
import App from './App.svelte';
import Projector from './screens/scoring/Projector.svelte';
import { tellMissingFonts } from './lib/fonts';
import { backUpIfDue, tellNewKeys } from './lib/stores/care';
import { desk } from './lib/stores/desk.svelte';
import { settings } from './lib/stores/settings.svelte';
import { locale } from './lib/words/locale.svelte';

settings.apply();
document.documentElement.lang = locale.language;

/** The window for the projector shows one exercise and nothing else. */
const projected = /^#projector\/([\w-]+)\/([\w-]+)$/.exec(location.hash);

if (projected) {
  // The same window shows another exercise.
  window.addEventListener('hashchange', () => location.reload());
  void import('./styles/fonts-chinese.css').catch(() => undefined);
} else {
  // The letters are looked after once the first screen stands: nothing waits for them.
  void desk
    .begin()
    .then(tellNewKeys)
    // Where this list is missing, the next step says so.
    .then(() => import('./styles/fonts-chinese.css').catch(() => undefined))
    .then(() => tellMissingFonts(document.fonts))
    .then(backUpIfDue);
  // A window that stays open for days still backs up once a day.
  setInterval(() => void backUpIfDue(), 3_600_000);
}

// What nobody waited for still has to be said: a silent window looks as if everything were kept.
window.addEventListener('unhandledrejection', (event) => desk.refused(event.reason));
window.addEventListener('error', (event) => {
  if (event.error) desk.refused(event.error);
});

const target = document.getElementById('app');
if (target && projected) mount(Projector, { target, props: { programme: projected[1] ?? '', exercise: projected[2] ?? '' } });
else if (target) mount(App, { target });

// Pictures of the window on the stand-in desk: `npm run look -- register --lang th --theme dark --size 1024x640`.
// Needs the development server (`npm run dev`) and a Chromium at /usr/bin/chromium (or $CHROMIUM).
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [screens = '', ...flags] = process.argv.slice(2);
const flag = (name, otherwise) => {
  const at = flags.indexOf(`--${name}`);
  return at < 0 ? otherwise : flags[at + 1];
};
const [width, height] = flag('size', '1280x800').split('x').map(Number);
const language = flag('lang', 'en');
const theme = flag('theme', 'light');
const query = new URLSearchParams({ lang: language, theme, text: flag('text', '100') });
for (const extra of flag('with', '').split(',').filter(Boolean)) query.set(...extra.split('=').concat('').slice(0, 2));

const names = { today: 0, register: 1, agenda: 2, people: 3, groups: 4, visits: 5, plans: 6, travel: 7 };
const folder = flag('out', '/tmp/look');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width, height } });
page.on('console', (message) => { if (message.type() === 'error') console.error('console:', message.text()); });
page.on('pageerror', (error) => console.error('page:', error.message));
await page.goto(`http://localhost:1420/dev/?${query}`);
await page.waitForSelector('.app > :not(.hush)');
await page.waitForTimeout(600);
const script = flag('do', '');
for (const screen of screens.split(',').filter(Boolean)) {
  if (screen in names) await page.locator('nav .to').nth(names[screen]).click();
  if (screen === 'settings') await page.locator('nav .who').click();
  if (script) await new Function('page', `return (async () => { ${script} })()`)(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(450);
  const file = `${folder}/${screen}-${language}-${theme}-${width}${flag('name', '')}.png`;
  await page.screenshot({ path: file });
  console.log(file);
}
await browser.close();

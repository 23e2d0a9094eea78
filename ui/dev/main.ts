import { mockIPC } from '@tauri-apps/api/mocks';
import { StandIn, type StandInOptions } from './desk';

// `?empty`, `?role=hq`, `?people=5000`, `?crowd`, `?theme=dark`, `?lang=th`, `?text=200`
const query = new URLSearchParams(location.search);
const options: StandInOptions = { empty: query.has('empty') };
if (query.get('role') === 'hq') options.role = 'hq';
if (query.has('crowd')) options.crowd = true;
if (query.has('people')) options.people = Number(query.get('people'));
const standIn = new StandIn(options);
mockIPC((command, payload) => standIn.answer(command, payload as Record<string, unknown> | undefined));
for (const [key, name] of [['theme', 'theme'], ['lang', 'language'], ['text', 'text']] as const) {
  const value = query.get(key);
  if (value) localStorage.setItem(`sala.${name}`, value);
}
Object.assign(window, { standIn });
await import('../src/main');

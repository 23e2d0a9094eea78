import { host } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';

/** Makes a programme from a file that the person chooses; answers whether there is a new one. */
export async function programmeFromFile(): Promise<boolean> {
  const made = await desk.attempt(host.programmeFromFile({ from: { kind: 'pick' } }));
  if (made) await desk.choose(made.id);
  return !!made;
}

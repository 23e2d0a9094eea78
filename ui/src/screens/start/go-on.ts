import { host } from '../../lib/host';
import { tellNewKeys } from '../../lib/stores/care';
import { desk } from '../../lib/stores/desk.svelte';
import { nav } from '../../lib/stores/nav.svelte';

/** Works with the store that was just restored, and says that it is called otherwise from now on. */
export async function goOnRestored(): Promise<void> {
  if (!(await nav.saved())) return;
  const store = await desk.attempt(host.backupGoOn());
  if (!store) return;
  nav.day = null;
  desk.days = [];
  nav.half = null;
  nav.go('today');
  await desk.open(store);
  await tellNewKeys();
}

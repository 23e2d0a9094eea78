// Visits and the sessions beside which they are told: which a check names, and the word that the two are two things.
import { host, type Problem } from '../../lib/host';
import { desk } from '../../lib/stores/desk.svelte';
import { notices } from '../../lib/stores/notices.svelte';
import { t } from '../../lib/words';

const CODES: readonly string[] = ['visit_not_joined', 'visit_not_cancelled', 'visit_left_behind'];

/** The visit and the session of which a check says that they stand beside each other; none where it says something else. */
export function besideEachOther({ code, params }: Problem): { readonly visit: string; readonly session: string } | null {
  const { visit, session } = params;
  return CODES.includes(code) && typeof visit === 'string' && typeof session === 'string' ? { visit, session } : null;
}

/** Says that a visit is no session of the agenda: nobody is asked any more. */
export async function areTwoThings(programme: string, visit: string): Promise<void> {
  const said = await desk.attempt(host.visitsIsNoSession({ programme, visit }));
  if (!said) return;
  await desk.refresh();
  const name = said.find((one) => one.id === visit)?.host ?? '';
  notices.show({ tone: 'plain', title: t('visits.twoThingsSaid', { host: name }), action: { label: t('common.undo'), run: () => void desk.undo() } });
}

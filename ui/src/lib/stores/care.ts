import { host } from '../host';
import { t } from '../words';
import { problemWords } from '../words/problems';
import { desk } from './desk.svelte';
import { notices } from './notices.svelte';

/** What looks after the store while people work: nothing here stands in anybody's way. */

/** Makes an automatic backup where one is due; one that could not be made is said calmly. */
export async function backUpIfDue(): Promise<void> {
  const ran = await host.backupIfDue({ job: crypto.randomUUID() }).catch(() => null);
  for (const problem of ran?.failed ?? []) {
    const { about } = problemWords(problem);
    notices.show({ tone: 'plain', title: t('backup.notMade'), about });
  }
}

/** Says that this laptop goes on under another name, until somebody has read it. */
export async function tellNewKeys(): Promise<void> {
  const told = await host.backupNewKeys().catch(() => null);
  if (!told) return;
  const { title, about } = problemWords(told);
  notices.show({ tone: 'plain', stays: true, title, about });
  await desk.attempt(host.backupNewKeysTold());
}

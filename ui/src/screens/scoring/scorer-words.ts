import type { InterestNoticed, InterestRelation, Scorer } from '../../lib/host';
import { t } from '../../lib/words';

/** What a scorer is called. */
export function scorerName(scorer: Scorer): string {
  if (scorer.kind === 'group') return t('groups.name', { name: scorer.name });
  return scorer.name || scorer.code || t('scoring.withheld');
}

/** What lies between a scorer and a group: what is declared, and what can be seen. */
export function interestWords(declared: InterestRelation | null, noticed: readonly InterestNoticed[]): string {
  return [...(declared ? [t('interest.declared', { what: t(`interest.${declared}`) })] : []), ...noticed.map((one) => t(`interest.seen.${one}`))].join(' · ');
}

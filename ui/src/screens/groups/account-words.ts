import type { Finding } from '../../lib/host';
import { t, tOr } from '../../lib/words';

/** What is not met, as a sentence. */
export function findingWords(finding: Finding): string {
  const { code, group, people, found, wanted, fewest, most, fact } = finding;
  const names = code === 'together_before' ? pairs(people) : people.join(', ');
  const facts = { group: group ?? '', names, count: people.length, found: found ?? 0, wanted: wanted ?? 0, fewest: fewest ?? 0, most: most ?? 0, fact: fact ? tOr(`draw.fact.${fact}`, fact) : '' };
  switch (code) {
    case 'unplaced': return t('account.unplaced', facts);
    case 'uneven_sizes': return t('account.unevenSizes', facts);
    case 'lone_woman': return t('account.loneWoman', facts);
    case 'lone_man': return t('account.loneMan', facts);
    case 'few_countries': return t('account.fewCountries', facts);
    case 'few_org_types': return t('account.fewOrgTypes', facts);
    case 'together_before': return t('account.togetherBefore', facts);
    case 'uneven_women': return t('account.unevenWomen', facts);
    case 'alone_in_language': return t('account.aloneInLanguage', facts);
    case 'only_speaker': return t('account.onlySpeaker', facts);
    case 'not_stated': return t('account.notStated', facts);
    default: return code;
  }
}

/** Two and two. */
function pairs(people: readonly string[]): string {
  const said: string[] = [];
  for (let at = 0; at < people.length; at += 2) said.push(people.slice(at, at + 2).join(' + '));
  return said.join('; ');
}

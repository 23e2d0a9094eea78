import type { Conflict, ConflictValue } from '../../lib/host';
import { t, tOr } from '../../lib/words';
import { longDate } from '../../lib/words/format';
import { fieldWords, recordWords, valueWords, type ValueWords } from '../../lib/words/values';

/** What differs, in whom. */
export function conflictWords(conflict: Conflict): { readonly subject: string; readonly what: string } {
  const { register, subject: code, kind, field } = conflict;
  const { subject, place } = recordWords(kind, code);
  if (!register) return { subject, what: [place, field === 'removed' ? t('decide.removedEdited') : fieldWords(kind, field)].filter(Boolean).join(' · ') };
  return { subject, what: t('decide.register', { day: longDate(register.date), half: tOr(`half.${register.half}.long`, register.half) }) };
}

/** One side of a difference; where a record was removed here and edited there, what choosing it does. */
export function sideWords(conflict: Conflict, side: ConflictValue): ValueWords {
  if (conflict.field !== 'removed') return valueWords(conflict.kind, side.value, conflict.names);
  const removes = typeof side.value === 'object' && side.value !== null && !Array.isArray(side.value) && Boolean(side.value['removed']);
  if (!side.edited) return { title: t(removes ? 'decide.removed' : 'decide.kept'), about: removes ? t('decide.removes') : '', mark: null, long: false };
  const { kind, field, subject, value } = side.edited;
  const said = t('decide.editedField', { field: fieldWords(kind, field), value: valueWords(kind, value, conflict.names).title });
  const title = subject === '' || subject === conflict.subject ? said : `${subject} · ${said}`;
  return { title, about: t('decide.keeps'), mark: null, long: false };
}

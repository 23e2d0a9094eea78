// What a file of the stand-in desk would change.
import type { Coming, ComingRecord } from '../src/lib/host';

const mark = (status: string, more: Record<string, string | number> = {}) => ({ status, minutes: null, reason: null, approver: null, ...more });
const register = { date: '2012-05-21', half: 'AM' };
const record = (kind: string, more: Partial<ComingRecord>): ComingRecord => ({ programmeCode: 'SMECEC-2012', kind, name: '', person: null, register: null, of: [], isNew: false, fields: [], names: {}, ...more });
const somphone = { code: 'P12', name: 'Somphone Tuayang', native: 'ສົມພອນ ຕົວຢ່າງ', language: 'lo' };
const thiri = { code: 'P15', name: 'Daw Thiri Namuna', native: 'ဒေါ်သီရိနမူနာ', language: 'my' };
const anchovy = '01900000-0000-7000-8000-00000000000a';
const basil = '01900000-0000-7000-8000-00000000000b';

/** A difference, corrections, and what is new. */
export const coming: Coming = {
  records: [
    record('mark', { person: somphone, register, fields: [{ field: 'mark', becomes: 'differs', before: [mark('present')], after: [mark('present'), mark('absent', { reason: 'in room 2' })] }] }),
    record('grp', { name: 'Mango', of: ['Working groups'], fields: [{ field: 'removed', becomes: 'differs', before: [], after: [{ removed: 1 }] }] }),
    record('mark', { person: thiri, register, fields: [{ field: 'mark', becomes: 'changed', before: [mark('present')], after: [mark('late', { minutes: 20 })] }, { field: 'remark', becomes: 'added', before: [], after: [{ remark: 'flight from Mandalay' }] }] }),
    record('membership', { person: thiri, of: ['Working groups'], names: { [anchovy]: 'Anchovy', [basil]: 'Basil' }, fields: [{ field: 'place', becomes: 'changed', before: [{ grp: anchovy, member_role: 'member' }], after: [{ grp: basil, member_role: 'rapporteur' }] }] }),
    record('session', { name: 'Cluster mapping', fields: [{ field: 'slot', becomes: 'changed', before: [{ date: '2012-05-22', starts_min: 540, ends_min: 630 }], after: [{ date: '2012-05-22', starts_min: 600, ends_min: 690 }] }] }),
    record('register', { register, fields: [{ field: 'state', becomes: 'added', before: [], after: [{ state: 'verified', reason: null }] }] }),
    record('exercise', { name: 'Warm-up', fields: [{ field: 'removed', becomes: 'removed', before: [], after: [{ removed: 1 }] }] }),
    record('participant', { person: { code: 'P30', name: 'Chan Sample', native: null, language: null }, isNew: true, fields: [{ field: 'name', becomes: 'added', before: [], after: [{ name: 'Chan Sample', native: null }] }, { field: 'sex', becomes: 'added', before: [], after: [{ sex: 'F' }] }, { field: 'country', becomes: 'added', before: [], after: [{ country: 'MM' }] }] }),
    record('mark', { person: { code: 'P13', name: 'U Aung Namuna', native: 'ဦးအောင်နမူနာ', language: 'my' }, register, isNew: true, fields: [{ field: 'mark', becomes: 'added', before: [], after: [mark('excused', { reason: 'clinic', approver: 'Thida N.' })] }] }),
    record('output', { name: 'Cluster map of milled rice', of: ['Cluster mapping exercise', 'B'], isNew: true, fields: [{ field: 'title', becomes: 'added', before: [], after: [{ title: 'Cluster map of milled rice' }] }, { field: 'state', becomes: 'added', before: [], after: [{ state: 'submitted', reason: null }] }] }),
    record('attachment', { name: 'IMG_2051.jpg', of: ['Cluster map of milled rice'], isNew: true, fields: [{ field: 'file', becomes: 'added', before: [], after: [{ hash: 'ab'.repeat(32), name: 'IMG_2051.jpg', mime: 'image/jpeg', bytes: 412_000, width: 2560, height: 1920 }] }] }),
  ],
  more: 65,
};

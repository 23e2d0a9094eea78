import type { Canvas, CanvasItem,
  AcceptArgs, Accepted, AskArgs, BackupView, BundleView, Carried, Conflict, DeskStatus, EditExerciseArgs, ExerciseLine, FileView, OutputLine, OutputView, ReplicaLine, ResolveArgs, ReviewLine, Revoked, RosterPreview, SetAside, TakenBundle, TurnedAway,
} from '../src/lib/host';
import flipchart from './facts/flipchart.jpg?url';
import { coming as comingIn } from './coming';
import { Months } from './months';
import { Plans } from './plans';
import { past } from './past';
import { Scores } from './scores';
import { Visits } from './visits';
import { backups } from './backups';
import type { StandIn } from './desk';
import { drawing } from './draw';

const picture: FileView = { id: 'file-1', hash: 'h1', name: 'IMG_2041 flip chart, group A.jpg', mime: 'image/jpeg', bytes: 412_000, width: 2560, height: 1920, here: true };
const slides: FileView = { id: 'file-2', hash: 'h2', name: 'Cluster map.pptx', mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', bytes: 1_860_000, width: null, height: null, here: true };
const coming: FileView = { id: 'file-3', hash: 'h3', name: 'IMG_2044.jpg', mime: 'image/jpeg', bytes: 388_000, width: 1920, height: 2560, here: false };

const body = 'Actors\nRice millers, transport firms, the provincial chamber, two banks.\n\nWhat holds them together\nCommon buyers and a common road; little trust so far.\n\nFirst step\nA shared drying floor, paid for by the hour.';

function swot(): Canvas {
  const item = (id: string, region: CanvasItem['region'], note: string): CanvasItem => ({ id, region, note, beneath: null, inCircle: false, influence: null, interest: null, seen: { spot: '1', note: '1', weight: '' }, contents: `all-${id}` });
  return { kind: 'swot', items: [item('n1', 'strengths', 'ช่างทอฝีมือดี'), item('n2', 'weaknesses', 'No common brand'), item('n3', 'threats', 'Cheap imports')], cells: [] };
}

function outputs(): OutputView[] {
  const seen = { title: '1', body: '1' };
  const more = { stateSeen: 'state-1', contents: 'all-of-it', canvas: null, canvasSeen: '' };
  const reason = null;
  const canvas = swot();
  const version = { canvas: null, number: 1, title: 'Cluster map of milled rice', body, files: [picture], at: '2012-05-15T09:20:00Z', author: 'Bounthong' };
  return [
    { id: 'output-1', exercise: 'exercise-1', exerciseTitle: 'Cluster mapping exercise', group: 'group-A', groupName: 'A', title: 'Cluster map of milled rice', body, state: 'presented', reason, seen, ...more, files: [picture, slides, coming], versions: [version] },
    { id: 'output-2', exercise: 'exercise-1', exerciseTitle: 'Cluster mapping exercise', group: 'group-B', groupName: 'B', title: 'แผนที่คลัสเตอร์ผ้าไหม / ແຜນທີ່ກຸ່ມຜ້າໄໝ', body: '', state: 'draft', reason, seen, ...more, canvas, canvasSeen: '1', files: [], versions: [] },
    { id: 'output-3', exercise: 'exercise-2', exerciseTitle: 'SWOT of a home cluster', group: 'group-C', groupName: 'C', title: 'SWOT of the coffee cluster', body, state: 'final', reason, seen, ...more, files: [picture], versions: [version] },
  ];
}

function conflicts(): Conflict[] {
  const mark = (status: string, reason: string | null) => ({ status, minutes: status === 'late' ? 10 : null, reason, approver: null });
  return [
    { id: 'c1', programme: 'programme-1', programmeCode: 'SMECEC-2012', seen: '1', names: {}, kind: 'mark', subject: 'Somphone Tuayang', field: 'mark', base: null, suggestion: null, values: [{ n: 1, value: mark('present', null), author: 'Thida N.', replica: 'LAP-A', at: '2012-05-22T06:05:00Z', edited: null }, { n: 2, value: mark('absent', 'in room 2'), author: 'Bounthong', replica: 'LAP-B', at: '2012-05-22T06:02:00Z', edited: null }], register: { register: '2012-05-21-AM', participant: 'person-12', native: 'ສົມພອນ ຕົວຢ່າງ', language: 'lo', date: '2012-05-22', half: 'PM', papers: [picture] } },
    { id: 'c2', programme: 'programme-1', programmeCode: 'SMECEC-2012', seen: '1', names: {}, kind: 'output', subject: 'Cluster map of milled rice', field: 'body', base: { body }, suggestion: { value: { body: `${body.replace('two banks', 'three banks')} Each member pays a deposit.` }, clashes: 0 }, values: [{ n: 1, value: { body: body.replace('two banks', 'three banks') }, author: 'Thida N.', replica: 'LAP-A', at: '2012-05-22T06:05:00Z', edited: null }, { n: 2, value: { body: `${body} Each member pays a deposit.` }, author: 'Bounthong', replica: 'LAP-B', at: '2012-05-22T07:02:00Z', edited: null }], register: null },
    { id: 'c3', programme: 'programme-1', programmeCode: 'SMECEC-2012', seen: '1', names: { '01900000-0000-7000-8000-00000000000c': 'Mango' }, kind: 'grp', subject: 'Mango', field: 'removed', base: null, suggestion: null, values: [{ n: 1, value: { removed: 1 }, author: 'Thida N.', replica: 'LAP-A', at: '2012-05-22T06:05:00Z', edited: null }, { n: 2, value: { removed: null }, author: 'Bounthong', replica: 'LAP-B', at: '2012-05-22T07:02:00Z', edited: { kind: 'membership', subject: 'Somphone Tuayang, Week 1', field: 'place', value: { grp: '01900000-0000-7000-8000-00000000000c', member_role: 'chair' } } }], register: null },
  ];
}

function review(): ReviewLine[] {
  return [{ id: 'r1', programmeCode: 'SMECEC-2012', kind: 'mark', subject: 'Somphone Tuayang, 2012-05-21/AM', field: 'mark', value: { status: 'late', minutes: -5, reason: null, approver: null }, why: 'minutes_out_of_range', because: null, newer: false, author: 'Bounthong', replica: 'LAP-B', at: '2012-05-21T01:40:00Z', shown: { status: 'present', minutes: null, reason: null, approver: null }, names: {}, seen: '1' }];
}

function roster(): RosterPreview {
  const headers: [string, string | null, string[]][] = [['Sr.', null, ['1', '2']], ['FULL NAME', 'name', ['KUMRU SOPHEA', 'KUMRU DARA']], ['Country', 'country', ['Cambodia', 'Lao PDR']], ['M/F', 'sex', ['F', 'M']], ['Organization', 'organisation', ['Demo Enterprise Cambodia']], ['E-mail', 'email', ['p01@example.org']]];
  return {
    file: 'f1', fileName: 'nominations.xlsx', sheet: 'Nominations', otherSheets: [{ name: 'Notes', rows: 4, text: ['Hotel', 'Visa'] }], headerRow: 4,
    columns: headers.map(([header, field, samples], column) => ({ column, letter: String.fromCharCode(65 + column), header, field, samples })),
    fields: ['code', 'name', 'native', 'language', 'sex', 'country', 'organisation', 'org_type', 'position', 'email'],
    rows: Array.from({ length: 30 }, (_, index) => ({ row: index + 5, outcome: index === 7 ? 'refused' : index === 3 ? 'updated' : 'added', code: `P${index + 1}`, name: `Somebody ${index + 1}`, facts: index === 7 ? null : { native: index % 3 ? null : 'ສົມພອນ ຕົວຢ່າງ', language: 'lo', sex: index % 4 ? 'F' : null, country: 'LA', organisation: 'Demo Enterprise Lao PDR', orgType: 'enterprise', position: 'Adviser', role: 'participant', email: `p${index + 1}@example.org`, phone: null }, changes: index === 3 ? [{ field: 'organisation', from: 'Demo', to: 'Demo Enterprise' }] : [] })),
    notes: [{ row: 5, column: 'FULL NAME', code: 'name_was_capitals', value: 'KUMRU SOPHEA', kept: 'Kumru Sophea' }], encoding: 'utf-8', encodingGuessed: false, seated: 0, codesGiven: true, added: 27, updated: 1, unchanged: 1,
    refused: [{ row: 12, column: 'Country', code: 'country_unknown', value: 'Siam' }, { row: 12, column: 'E-mail', code: 'email_invalid', value: 'nobody at example' }],
    possibleDuplicates: [{ row: 31, name: 'Aung Namuna', like: { code: 'P13', name: 'U Aung Namuna', row: null }, why: 'same_name_ignoring_honorific' }],
  };
}

const bundle: BundleView = {
  file: 'b1', fileName: 'LAP-B 2012-05-21.sala', bundle: 'x', from: 'LAP-B', author: 'Bounthong', made: '2012-05-21T10:10:00Z', fingerprint: 'seven green boats', status: 'preview', newEntries: 75, knownEntries: 0, attachments: 11, conflicts: 2, why: null, joins: null, coming: comingIn,
  changes: [{ code: 'added', params: { kind: 'mark', count: 58 } }, { code: 'differ', params: { kind: 'mark', count: 2 } }, { code: 'added', params: { kind: 'output', count: 4 } }, { code: 'removed', params: { kind: 'output', count: 1 } }, { code: 'added', params: { kind: 'attachment', count: 11 } }],
};

function replicas(): ReplicaLine[] {
  const one = (label: string, more: Partial<ReplicaLine>): ReplicaLine => ({
    replica: `replica-${label}`, label, role: 'site', certified: true, here: false, wasHere: false, lastHeard: '2012-05-21T10:10:00Z', pages: 12, readOnly: false, gaps: [], setAside: 0, notCounted: [], parts: null, asked: [], programmes: null,
    fingerprint: 'seven green boats', goesOnFrom: null, forkedFrom: null, waitingFiles: [], revoked: false, revokedFormer: null, revokedAt: null, revokedFrom: [], until: null, untilDay: null, ...more,
  });
  const missing = { first: 4, last: 6, programme: 'SMECEC-2012', programmeId: 'programme-1', after: '2012-05-17T03:00:00Z', before: '2012-05-17T09:30:00Z', heldBy: null, lost: false };
  return [
    one('HQ', { role: 'hq', lastHeard: '2012-05-18T10:20:00Z', pages: 8 }),
    one('LAP-A', { here: true, lastHeard: null, pages: 31, forkedFrom: 6 }),
    one('LAP-B', { gaps: [missing, { ...missing, first: 9, last: 9, after: null, before: '2012-05-19T02:00:00Z' }] }),
    one('LAP-C', { readOnly: true, notCounted: [{ first: 3, last: 4, programme: 'SMECEC-2012', programmeId: 'programme-1', entries: 12, why: 'read_only' }], until: '2012-06-01T11:59:59Z', untilDay: '2012-05-31' }),
    one('LAP-D', { revoked: true, revokedAt: '2012-05-18T10:00:00Z', revokedFrom: [{ page: 9, programme: 'SMECEC-2012', programmeId: 'programme-1' }], lastHeard: '2012-05-16T10:00:00Z' }),
    one('LAP-E', { certified: false, waitingFiles: [{ bundle: 'e1', file: 'LAP-E 2012-05-20.sala', came: '2012-05-20T10:10:00Z', pages: 3 }], lastHeard: null, pages: 0, goesOnFrom: 'LAP-D' }),
  ];
}

function taken(): TakenBundle[] {
  const one = (bundle: string, from: string, day: string, entries: number, setAside: string | null = null): TakenBundle =>
    ({ bundle, from, made: `2012-05-${day}T10:10:00Z`, taken: `2012-05-${day}T11:02:00Z`, fileName: `${from} - LAP-A 2012-05-${day}.sala`, entries, setAside });
  return [one('b5', 'HQ', '18', 12), one('b4', 'LAP-B', '17', 204), one('b3', 'LAP-C', '17', 0), one('b2', 'LAP-D', '16', 77, '2012-05-19T03:00:00Z'), one('b1', 'HQ', '13', 412)];
}

/** Screens beyond the register: outputs, conflicts, imports. */
export function later(desk: StandIn): void {
  desk.outputs = outputs();
  desk.conflicts = conflicts();
  desk.review = review();
  let laptops = replicas();
  let bundles = taken();
  let exercises: ExerciseLine[] = [
    { id: 'exercise-1', title: 'Cluster mapping exercise', brief: 'Draw who is in the cluster and how they depend on each other.', briefSeen: '1', contents: 'all-exercise-1' },
    { id: 'exercise-2', title: 'SWOT of a home cluster', brief: '', briefSeen: '1', contents: 'all-exercise-2' },
  ];
  const status = (): DeskStatus => ({ replicas: laptops, notYetReceived: { entries: 47, attachments: 3 }, quarantinedFiles: laptops.flatMap((one) => one.waitingFiles).length, conflicts: desk.conflicts.length, attachmentsToCome: 2 });
  const carried: Carried = { file: 'LAP-A to HQ 2012-05-21.sala', folder: '/media/KINGSTON/Sala', bundle: 'x', to: 'HQ', pages: 4, entries: 47, attachments: 3, bytes: 2_100_000, basedOnReceipt: '2012-05-18T10:20:00Z', lostAttachments: 0, overSize: 0, files: 1 };
  const backup: BackupView = { folder: '/mnt/second-disk', toStick: true, stick: '/media/KINGSTON/Sala', last: null };
  const one = (id: string): OutputView => desk.outputs.find((output) => output.id === id) as OutputView;
  desk.visits = new Visits(desk);
  Object.assign(desk, desk.visits.commands());
  desk.plans = new Plans(desk);
  Object.assign(desk, desk.plans.commands(), new Months(desk, desk.plans).commands());
  desk.scores = new Scores(desk, desk.crowd);
  Object.assign(desk, desk.scores.commands());
  Object.assign(desk, {
    past_of: past,
    people_roster: () => desk.people,
    people_next_code: () => `P${String(desk.people.length + 1).padStart(2, '0')}`,
    people_seen: ({ id }: { id: string }) => desk.seen[desk.people.find((one) => one.id === id)?.facts.code ?? ''] ?? 0,
    people_replace_with: ({ id, substitute }: { id: string; substitute: string }) => {
      const before = desk.people;
      desk.undo.push(() => (desk.people = before));
      desk.people = before.map((one) => {
        if (one.id === id) return { ...one, belongs: 'gone' as const, replacedBy: substitute, facts: { ...one.facts, status: 'replaced' } };
        return one.id === substitute ? { ...one, belongs: 'counted' as const, replaces: id, facts: { ...one.facts, status: 'active' } } : one;
      });
      return desk.people.find((one) => one.id === substitute);
    },
    people_open_file: () => roster(),
    people_preview: () => roster(),
    people_accept: () => ({ added: 27, updated: 1, unchanged: 1, refused: [], possibleDuplicates: [] }),
    groups_sets: () => desk.sets,
    ...drawing(desk),
    outputs_exercises: () => exercises,
    outputs_edit_exercise: ({ id, brief, seen }: EditExerciseArgs) => {
      const before = exercises;
      desk.undo.push(() => (exercises = before));
      return (exercises = before.map((one) => {
        if (one.id !== id) return one;
        // A real desk would keep both: here a version that is not the one shown is a mistake of the screen.
        return seen === one.briefSeen ? { ...one, brief, briefSeen: `${seen}+` } : { ...one, brief: `not what was shown: ${seen}` };
      }));
    },
    outputs_remove: ({ id }: { id: string }) => {
      const before = desk.outputs;
      desk.undo.push(() => (desk.outputs = before));
      desk.outputs = before.filter((output) => output.id !== id);
      return null;
    },
    outputs_remove_exercise: () => Promise.reject({ code: 'exercise_has_outputs', params: { outputs: 2 } }),
    groups_remove: ({ id }: { id: string }) => {
      const before = desk.sets;
      desk.undo.push(() => (desk.sets = before));
      return (desk.sets = before.map((set) => ({ ...set, groups: set.groups.filter((group) => group.id !== id) })));
    },
    groups_remove_set: ({ id }: { id: string }) => {
      const before = desk.sets;
      desk.undo.push(() => (desk.sets = before));
      return (desk.sets = before.filter((set) => set.id !== id));
    },
    outputs_list: (): OutputLine[] => desk.outputs.map(({ id, exercise, exerciseTitle, group, groupName, title, state, files, versions }) => ({ id, exercise, exerciseTitle, group, groupName, title, state, files: files.length, versions: versions.length, cover: files.find((file) => file.mime.startsWith('image/')) ?? null })),
    outputs_one: ({ id }: { id: string }) => one(id),
    outputs_edit: ({ id, text }: { id: string; text: { title: string; body: string } }) => Object.assign(one(id), text),
    outputs_set_state: ({ id, state }: { id: string; state: OutputView['state'] }) => Object.assign(one(id), { state }),
    outputs_gallery: () => desk.outputs.flatMap(({ id, title, groupName, exerciseTitle, files }) => files.filter((file) => file.width !== null).map((file) => ({ file, output: id, title, groupName, exerciseTitle }))),
    outputs_add_item: ({ id, at, note }: { id: string; at: { region: CanvasItem['region'] }; note: string }) => {
      const canvas = one(id).canvas ?? swot();
      const item: CanvasItem = { id: `n${canvas.items.length + 1}`, region: at.region, note, beneath: null, inCircle: false, influence: null, interest: null, seen: { spot: '1', note: '1', weight: '' }, contents: 'all' };
      return Object.assign(one(id), { canvas: { ...canvas, items: [...canvas.items, item] } });
    },
    outputs_edit_item: ({ id, item, note, at }: { id: string; item: string; note: string | null; at: { region: CanvasItem['region'] } | null }) => {
      const canvas = one(id).canvas ?? swot();
      const items = canvas.items.map((known) => (known.id === item ? { ...known, note: note ?? known.note, region: at?.region ?? known.region } : known));
      return Object.assign(one(id), { canvas: { ...canvas, items } });
    },
    outputs_remove_item: ({ id, item }: { id: string; item: string }) => {
      const canvas = one(id).canvas ?? swot();
      return Object.assign(one(id), { canvas: { ...canvas, items: canvas.items.filter((known) => known.id !== item) } });
    },
    outputs_attach: ({ id }: { id: string }) => Object.assign(one(id), { files: [...one(id).files, picture] }),
    files_picture: async () => (await fetch(flipchart)).arrayBuffer(),
    files_drives: () => [{ id: 'd1', label: 'KINGSTON', freeBytes: 5_200_000_000, totalBytes: 8_000_000_000, readOnly: false }],
    files_open: () => null,
    backup_show: () => backup,
    backup_plan: ({ toStick }: { toStick: boolean }) => Object.assign(backup, { toStick }),
    backup_now: () => Object.assign(backup, { last: { made: '2012-05-21T18:30:00Z', name: 'LAP-A 2012-05-21 183000.sala-backup', folder: '/media/KINGSTON', bytes: 14_200_000, lostAttachments: 0 } }),
    backup_if_due: () => ({ made: 0, failed: [] }),
    ...backups(desk),
    travel_status: status,
    travel_conflicts: () => desk.conflicts,
    travel_resolve: ({ decisions }: ResolveArgs) => {
      const settled = (one: { id: string }): boolean => decisions.some((decision) => decision.id === one.id);
      desk.review = desk.review.filter((one) => !settled(one));
      return (desk.conflicts = desk.conflicts.filter((one) => !settled(one)));
    },
    travel_review: () => desk.review,
    travel_receive: () => bundle,
    travel_take_in: () => ({ ...bundle, status: 'applied', coming: null }),
    travel_accept: ({ replica, label, readOnly, programmes, until }: AcceptArgs): Accepted => {
      const namesake = laptops.find((one) => one.label === label && one.replica !== replica);
      const waited = laptops.find((one) => one.replica === replica)?.waitingFiles ?? [];
      if (namesake) throw { code: 'label_taken', params: { label } };
      if (until && until < '2012-05-21') throw { code: 'until_over', params: { day: until } };
      laptops = laptops.map((one) => (one.replica === replica ? { ...one, certified: true, readOnly, programmes, until: until && `${until}T23:59:59Z`, untilDay: until, label: label ?? one.label } : one));
      const told: Accepted['told'] = desk.sharedCodes.map((titles) => ({ code: 'shared_code', params: { programme: 'SMECEC-2012', titles } }));
      // Its first request has no page: what waits beside it comes in.
      const came = waited.filter((file) => file.pages > 0 && !desk.isFull);
      const taken: Accepted['taken'] = came.map((file) => ({ ...bundle, file: '', fileName: file.file ?? file.bundle, from: label ?? replica.replace('replica-', ''), status: 'applied', newEntries: 3, conflicts: 0, attachments: 0, coming: null, changes: [{ code: 'added', params: { kind: 'mark', count: 3 } }] }));
      if (desk.isFull) told.push({ code: 'held_up', params: { from: label ?? replica.replace('replica-', '') } });
      return { label: label ?? replica.replace('replica-', ''), told, taken, status: status() };
    },
    travel_turn_away: ({ replica }: { replica: string }): TurnedAway => {
      const gone = laptops.find((one) => one.replica === replica && !one.certified);
      if (!gone) throw { code: 'no_such_request', params: { which: replica } };
      laptops = laptops.filter((one) => one !== gone);
      return { label: gone.label, files: gone.waitingFiles.length, pages: gone.waitingFiles.reduce((sum, file) => sum + file.pages, 0), status: status() };
    },
    travel_ask: ({ replica, first, last, programme, withdraw }: AskArgs): DeskStatus => {
      const asked = { first, last, programme: 'SMECEC-2012', programmeId: programme ?? 'programme-1' };
      const others = (one: ReplicaLine) => one.asked.filter((pages) => pages.first !== first || pages.last !== last);
      laptops = laptops.map((one) => (one.replica === replica ? { ...one, asked: withdraw ? others(one) : [...others(one), asked] } : one));
      return status();
    },
    travel_revoke: ({ replica, lift }: { replica: string; lift: boolean }): Revoked => {
      laptops = laptops.map((one) => (one.replica === replica ? { ...one, revoked: !lift } : one));
      return { label: replica.replace('replica-', ''), entriesOut: 0, entriesBack: lift ? 3 : 0, conflicts: 0, status: status() };
    },
    travel_bundles: () => bundles,
    travel_set_aside: ({ bundle, again }: { bundle: string; again: boolean }): SetAside => {
      bundles = bundles.map((one) => (one.bundle === bundle ? { ...one, setAside: again ? null : '2012-05-21T06:00:00Z' } : one));
      const { from, entries } = bundles.find((one) => one.bundle === bundle) as TakenBundle;
      return { from, entries, pages: 3, conflicts: again ? 0 : 1, bundles };
    },
    travel_carry: ({ splitMb }: { splitMb: number | null }) => ({ ...carried, files: splitMb ? 3 : 1 }),
  });
}

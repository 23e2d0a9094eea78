// Drawing in the stand-in: people are dealt in the order of the roster. The rules are the core's; here only what the window shows of
// them is made up of plain counts.
import type { Account, DrawArgs, DrawKept, Drawing, GroupView, Member } from '../src/lib/host';
import type { StandIn } from './desk';

export function account(groups: readonly GroupView[], unplaced: readonly Member[]): Account {
  const different = (values: (string | null)[]): number => new Set(values.filter(Boolean)).size;
  const women = (members: readonly Member[]): Member[] => members.filter((one) => one.sex === 'F');
  const none = { group: null, found: null, wanted: null, fewest: null, most: null, fact: null };
  return {
    groups: groups.map(({ name, members }) => ({ name, people: members.length, women: women(members).length, men: members.length - women(members).length, countries: different(members.map((one) => one.country)), orgTypes: different(members.map((one) => one.orgType)) })),
    findings: [
      ...(unplaced.length > 0 ? [{ ...none, code: 'unplaced', people: unplaced.map((one) => one.name) }] : []),
      ...groups.filter(({ members }) => women(members).length === 1 && members.length > 1).map(({ name, members }) => ({ ...none, code: 'lone_woman', group: name, people: women(members).map((one) => one.name) })),
    ],
  };
}

/** The answers to drawing and to moving people. */
export function drawing(desk: StandIn) {
  const people = (): Member[] =>
    desk.people.map(({ id, facts }) => ({ participant: id, code: facts.code, name: facts.name, native: facts.native, language: facts.language, sex: facts.sex, country: facts.country, orgType: facts.orgType, role: '', seen: `place-${facts.code}` }));
  const rules = { countries: 4, orgTypes: 3, evenWomen: true, loneWoman: true, loneMan: false, languages: true };

  function drawn(args: DrawArgs): { drawing: Drawing; groups: GroupView[] } {
    const all = people();
    const count = args.groups ?? Math.ceil(all.length / (args.size ?? 6));
    // As commands do: what cannot be is said in plain data.
    if (count > all.length) throw { code: 'draw_too_many_groups', params: { groups: count, people: all.length } };
    const seed = args.seed ?? 731204 + desk.calls.filter((call) => call.command === 'groups_draw').length - 1;
    const names = Array.from({ length: count }, (_, at) => String.fromCharCode(65 + (at % 26)));
    const of = (member: Member, at: number): number => {
      const pin = args.pins.find((one) => one.participant === member.participant);
      return pin ? names.indexOf(pin.group) : (at + seed) % count;
    };
    const groups = names.map((name, group) => ({ id: `drawn-${name}`, name, seen: `name-${name}`, contents: `all-${name}`, members: all.filter((member, at) => of(member, at) === group).map((member) => ({ ...member, role: 'member' })) }));
    const pinned = (member: Member): boolean => args.pins.some((one) => one.participant === member.participant);
    const shown = groups.map(({ name, members }) => ({ name, members: members.map((member) => ({ member, stays: false, pinned: pinned(member) })) }));
    return { groups, drawing: { set: args.set, seed, rules, placed: all.length, groups: shown, account: account(groups, []), print: `print-${seed}` } };
  }

  return {
    groups_draw: (args: DrawArgs): Drawing => drawn(args).drawing,
    groups_keep_draw: (args: DrawArgs): DrawKept => {
      const { groups, drawing } = drawn(args);
      const before = desk.sets;
      desk.undo.push(() => (desk.sets = before));
      const draws = [{ author: 'Thida N.', replica: 'LAP-A', at: '2012-05-21T02:00:00Z', seed: drawing.seed, groups: groups.length, rules, current: true }];
      desk.sets = [...desk.sets, { id: 'set-drawn', name: args.name, seen: 'name-drawn', contents: 'all-drawn', groups, unplaced: [], draws, account: account(groups, []) }];
      return { set: 'set-drawn', sets: desk.sets };
    },
    groups_place: ({ set, participant, group, role }: { set: string; participant: string; group: string | null; role: string }) => {
      desk.sets = desk.sets.map((one) => {
        if (one.id !== set) return one;
        const member = [...one.unplaced, ...one.groups.flatMap(({ members }) => members)].find((who) => who.participant === participant);
        if (!member) return one;
        const without = (members: readonly Member[]): Member[] => members.filter((who) => who.participant !== participant);
        const groups = one.groups.map((of) => ({ ...of, members: of.id === group ? [...without(of.members), { ...member, role }] : without(of.members) }));
        const unplaced = group === null ? [...without(one.unplaced), { ...member, role: '' }] : without(one.unplaced);
        return { ...one, groups, unplaced, account: account(groups, unplaced) };
      });
      return desk.sets;
    },
  };
}

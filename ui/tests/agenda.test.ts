// The week of the agenda as a picture: by keyboard, by the pointer, and what is written of it.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import axe from 'axe-core';
import { PAUSE } from '../src/screens/agenda/gesture.svelte';
import { nav } from '../src/lib/stores/nav.svelte';
import { eachInANewWindow, open, sent, standIn, to } from './open-window';

eachInANewWindow();
beforeEach(() => localStorage.clear());

type User = ReturnType<typeof userEvent.setup>;

/** Opens the week of the first day. */
async function week(): Promise<User> {
  const user = await open();
  await to(user, /^Agenda$/);
  nav.day = '2012-05-14';
  await user.click(await screen.findByRole('radio', { name: 'Week' }));
  await screen.findByRole('region', { name: 'The week as a picture' });
  return user;
}

const session = (title: RegExp) => within(screen.getByRole('application')).getByRole('button', { name: title });
const moves = () => sent('agenda_move').map(({ date, startsMin, endsMin }) => [date, startsMin, endsMin]);
const said = () => screen.getAllByRole('status').map((one) => one.textContent).join(' ');

test('arrows move a session, and the whole gesture is one entry', async () => {
  const user = await week();
  session(/^Cluster diagnostics/).focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{Alt>}{ArrowUp}{/Alt}{ArrowRight}');
  expect(session(/^Cluster diagnostics, Thursday 17 May, 09:25–12:25/), 'the picture follows at once').toBeTruthy();
  expect(said(), 'and is told').toContain('Cluster diagnostics: Thursday 17 May, 09:25–12:25. Enter keeps it, Escape gives it up.');
  expect(moves(), 'nothing is written while it is in the hand').toEqual([]);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(moves()).toEqual([['2012-05-17', 565, 745]]));
  await waitFor(() => expect(said()).toContain('Kept: Cluster diagnostics, Thursday 17 May, 09:25–12:25.'));
  await waitFor(() => expect(document.activeElement, 'whoever works by keys stays on it').toBe(session(/^Cluster diagnostics/)));
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(session(/^Cluster diagnostics, Wednesday 16 May, 09:00–12:00/), 'one undo takes it back').toBeTruthy());
});

test('Shift and arrows change the length, and Escape gives it up', async () => {
  const user = await week();
  session(/^Opening/).focus();
  await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  expect(session(/^Opening, Monday 14 May, 08:30–10:00/)).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(session(/^Opening, Monday 14 May, 08:30–09:30/), 'it stands as before').toBeTruthy();
  expect(said()).toContain('Not moved: Opening, Monday 14 May, 08:30–09:30.');
  await user.tab();
  expect(moves(), 'what was given up is not written').toEqual([]);
});

test('a pause keeps it, and so does going elsewhere', async () => {
  const user = await week();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  session(/^Opening/).focus();
  fireEvent.keyDown(session(/^Opening/), { key: 'ArrowDown' });
  await vi.advanceTimersByTimeAsync(PAUSE + 10);
  expect(moves(), 'a pause ends the gesture').toEqual([['2012-05-14', 525, 585]]);
  vi.useRealTimers();
  fireEvent.keyDown(session(/^Opening/), { key: 'ArrowDown' });
  await user.click(screen.getByRole('radio', { name: 'List' }));
  await waitFor(() => expect(moves().at(-1), 'it rests on what was written just before').toEqual(['2012-05-14', 540, 600]));
  expect(screen.queryByText(/Something nobody foresaw/)).toBeNull();
});

test('S lets a session change places with the next one, and one undo takes both back', async () => {
  const user = await week();
  session(/^Cluster diagnostics/).focus();
  await user.keyboard('s');
  await waitFor(() => expect(session(/^Cluster diagnostics, Wednesday 16 May, 13:00–15:00/)).toBeTruthy());
  expect(session(/^SWOT of a home cluster, Wednesday 16 May, 09:00–12:00/)).toBeTruthy();
  expect(sent('agenda_swap')).toHaveLength(1);
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(session(/^Cluster diagnostics, Wednesday 16 May, 09:00–12:00/)).toBeTruthy());
  session(/^Opening/).focus();
  await user.keyboard('{Shift>}S{/Shift}');
  await waitFor(() => expect(said(), 'before the first there is none').toContain('There is no session to change places with.'));
  expect(sent('agenda_swap')).toHaveLength(1);
});

test('Delete asks why it did not happen, and Enter opens it', async () => {
  const user = await week();
  session(/^Opening/).focus();
  await user.keyboard('{Delete}');
  const dialog = await screen.findByRole('dialog', { name: /Opening/ });
  await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'flood{Enter}');
  await waitFor(() => expect(sent('agenda_set_status').at(-1)).toMatchObject({ status: 'cancelled', reason: 'flood', actualSeen: expect.any(String) }));
  await waitFor(() => expect(session(/^Opening, .*Cancelled, flood/)).toBeTruthy());
  session(/^Opening/).focus();
  await user.keyboard('{Enter}');
  const form = await screen.findByRole('dialog', { name: 'Change the session' });
  await user.type(within(form).getByLabelText('Room'), ' B');
  await user.type(within(form).getByRole('combobox', { name: 'Trainers' }), 'ສົມສີ ຕົວຢ່າງ{Enter}Sok Namuna');
  await fireEvent.input(within(form).getByLabelText('Really began'), { target: { value: '08:40' } });
  await user.click(within(form).getByRole('button', { name: 'Save' }));
  expect(within(form).getByText('Say both: when it began and when it ended.'), 'half a time is none').toBeTruthy();
  await fireEvent.input(within(form).getByLabelText('Really ended'), { target: { value: '09:55' } });
  await user.click(within(form).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('agenda_edit')).toHaveLength(1));
  expect(sent('agenda_edit')[0]?.['facts'], 'the last name was typed and not yet added').toMatchObject({
    room: 'Training Room 1 B', trainers: ['Dr. Ploy Tuayang', 'ສົມສີ ຕົວຢ່າງ', 'Sok Namuna'], actual: { startsMin: 520, endsMin: 595 },
  });
  await waitFor(() => expect(session(/^Opening, .*Held, .*held 08:40–09:55/)).toBeTruthy());
});

// Without layout the picture is given a size: 700 points for seven days, 540 for nine hours.
const area = { left: 0, top: 0, width: 700, height: 540, right: 700, bottom: 540, x: 0, y: 0, toJSON: () => ({}) };
async function drag(title: RegExp, from: readonly [number, number], to: readonly [number, number], more: PointerEventInit & { edge?: boolean } = {}) {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(area);
  const block = session(title);
  const { edge, ...keys } = more;
  const at = ([clientX, clientY]: readonly [number, number]) => ({ clientX, clientY, button: 0, bubbles: true, ...keys });
  await fireEvent.pointerDown(edge ? (block.querySelector('.edge') as Element) : block, at(from));
  await fireEvent.pointerMove(window, at([from[0] + 2, from[1]]));
  await fireEvent.pointerMove(window, at(to));
  return { block, drop: () => fireEvent.pointerUp(window, at(to)) };
}

test('a session is dragged to another day and hour, and written when it is let go', async () => {
  await week();
  const { block, drop } = await drag(/^Cluster diagnostics/, [250, 100], [550, 190]);
  expect(session(/^Cluster diagnostics, Saturday 19 May, 10:30–13:30/), 'it follows the pointer by quarters of an hour').toBeTruthy();
  expect(moves()).toEqual([]);
  await drop();
  await fireEvent.click(block);
  await waitFor(() => expect(moves()).toEqual([['2012-05-19', 630, 810]]));
  expect(screen.queryByRole('dialog'), 'the click that ends a drag opens nothing').toBeNull();
});

test('its lower edge makes it longer, and Escape while dragging gives it up', async () => {
  await week();
  await (await drag(/^Opening/, [50, 90], [50, 122], { edge: true })).drop();
  await waitFor(() => expect(moves()).toEqual([['2012-05-14', 510, 600]]));
  await drag(/^Opening/, [50, 60], [350, 200]);
  expect(session(/^Opening, Thursday 17 May/), 'it is in the hand').toBeTruthy();
  await fireEvent.keyDown(window, { key: 'Escape' });
  expect(session(/^Opening, Monday 14 May, 08:30–10:00/)).toBeTruthy();
  fireEvent.pointerUp(window, { clientX: 350, clientY: 200 });
  expect(moves()).toHaveLength(1);
});

test('dropped on the middle of another session the two change places, with Alt they stand side by side', async () => {
  await week();
  const onto = await drag(/^Cluster diagnostics/, [250, 100], [150, 140]);
  expect(within(session(/^Cluster concepts/)).getByText('Change places'), 'it is said before it is done').toBeTruthy();
  await onto.drop();
  await waitFor(() => expect(sent('agenda_swap')).toHaveLength(1));
  expect(moves()).toEqual([]);
  await waitFor(() => expect(session(/^Cluster diagnostics, Tuesday 15 May/)).toBeTruthy());
  await (await drag(/^Cluster diagnostics/, [150, 100], [250, 100], { altKey: true })).drop();
  await waitFor(() => expect(moves()).toEqual([['2012-05-16', 540, 720]]));
  await waitFor(() => expect(session(/^Cluster diagnostics, .*both need Dr. Ploy Tuayang/), 'what overlaps is said of the session').toBeTruthy());
  expect(screen.getByText(/both need Dr. Ploy Tuayang, 09:00–12:00/, { selector: 'li span' }), 'and below the picture').toBeTruthy();
});

test('a move that is refused stands as before and says why', async () => {
  const user = await week();
  Object.assign(standIn, { agenda_move: () => Promise.reject({ code: 'day_outside_programme', params: { date: '2012-05-15' } }) });
  session(/^Opening/).focus();
  await user.keyboard('{ArrowRight}{Enter}');
  await screen.findByText(/outside|not within/i);
  expect(session(/^Opening, Monday 14 May, 08:30–09:30/)).toBeTruthy();
});

test('the agenda is saved as a calendar file', async () => {
  const user = await open();
  await to(user, /^Agenda$/);
  await to(user, /Save as calendar file/);
  await screen.findByText('The calendar file is saved: SMECEC-2012.ics');
});

test('the picture has no fault that a machine can find for those who cannot see it', async () => {
  await week();
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
});

test('a visit that is no session stands in the picture too, and leads to the visits', async () => {
  const user = await open();
  standIn.visits.all[0]!.facts.session = 'session-1';
  Object.assign(standIn.visits.all[2]!.facts, { startsMin: null, endsMin: null });
  await to(user, /^Agenda$/);
  nav.day = '2012-05-14';
  await user.click(await screen.findByRole('radio', { name: 'Week' }));
  const plane = within(await screen.findByRole('application'));
  const trip = await plane.findByRole('button', { name: /^Visit to International Harmony Life Company, Thursday 17 May, 13:00–17:00$/ });
  expect(plane.getAllByRole('button', { name: /^Visit to/ }), 'one that is a session stands there as such').toHaveLength(2);
  expect(screen.getByRole('button', { name: 'Visit to Dan Kwian Pottery, of which nobody has said when' })).toBeTruthy();
  await user.click(trip);
  await waitFor(() => expect(nav.screen).toBe('visits'));
});

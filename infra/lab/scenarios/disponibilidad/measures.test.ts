import { expect, test } from 'vitest';
import type { Ending, Sent } from '../load/sender.ts';
import { measured } from '../measure.ts';
import type { Seen } from './experiment.ts';
import { OF_A_COMPONENT, OF_KILLS, recovery } from './measures.ts';

function sent(at: number, ending: Ending, flow: Sent['flow'] = 'crearOrden'): Sent {
  return { flow, at, took: 5, ending, status: 200, codigo: '', stream: '', version: 1 };
}

const quiet: Seen = {
  name: 'x',
  title: 'X',
  takes: [],
  outage: { from: 10_000, to: 20_000 },
  sent: [],
  samples: [],
  violations: [],
  restarts: [],
  graceMs: 5_000,
};
const of = (seen: Partial<Seen>, declared = OF_A_COMPONENT) =>
  Object.fromEntries(
    measured(declared, { ...quiet, ...seen }, 'x').map(({ name, value, met }) => [name, [value, met]]),
  );

test('what is not down must be accepted, while it is down', () => {
  const before = sent(5_000, 'later');
  const asked = [...Array.from({ length: 999 }, () => sent(15_000, 'accepted')), sent(15_000, 'later')];
  const name = 'x: commands of what is not down, accepted';
  expect(of({ sent: [before, ...asked] })[name]).toEqual([0.999, true]);
  expect(of({ sent: [...asked, sent(15_000, 'later')] })[name]?.[1]).toBe(false);
  expect(of({ sent: [sent(15_000, 'later')], takes: ['crearOrden'] })).not.toHaveProperty(name);
});

test('an answer that is neither a yes nor a later is one too many', () => {
  const name = 'x: answers that neither do it nor say when to ask again';
  expect(of({ sent: [sent(1, 'accepted'), sent(1, 'later')] })[name]).toEqual([0, true]);
  expect(of({ sent: [sent(1, 'failed')], takes: ['crearOrden'] })[name]).toEqual([1, false]);
  expect(of({ sent: [sent(1, 'unreached')] })[name]).toEqual([1, false]);
  expect(of({ sent: [sent(1, 'unreached')], restarts: [900] }, OF_KILLS)[name]).toEqual([0, true]);
});

test('views may be behind for the outage and a little; the backlog is what is left after it', () => {
  const samples = [
    { at: 15_000, behind: { ordenes: 4_000 } },
    { at: 25_000, behind: { ordenes: 15_000, avisos: 3 } },
    { at: 26_000, behind: { ordenes: 100 } },
  ];
  expect(of({ samples })['x: views behind, at most']).toEqual([15, true]);
  expect(of({ samples, graceMs: 4_999 })['x: views behind, at most']).toEqual([15, false]);
  expect(recovery({ ...quiet, samples })).toBe(5_000);
  expect(of({ samples })['x: backlog gone after']).toEqual([5, true]);
  expect(recovery({ ...quiet, samples: samples.slice(0, 1) })).toBe(0);
});

test('what is wrong in the end is wrong, and a grid must be back soon', () => {
  expect(of({ violations: ['a'] })['x: lost, stuck or doubled']).toEqual([1, false]);
  expect(of({ restarts: [900, 3_100] }, OF_KILLS)['x: back after each kill, at most']).toEqual([3.1, false]);
});

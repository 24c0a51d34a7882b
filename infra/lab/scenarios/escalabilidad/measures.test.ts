import { expect, test } from 'vitest';
import { measured } from '../measure.ts';
import { isCarried, type Seen, type Step } from './experiment.ts';
import { MEASURES } from './measures.ts';

const step = (offered: number, changed: Partial<Step> = {}): Step => ({
  offered,
  accepted: offered,
  p50: 20,
  p99: 100,
  behind: 800,
  ...changed,
});

const calm: Seen = {
  steps: [step(1), step(8, { p99: 300 }), step(10, { p99: 480 }), step(20, { accepted: 12, p99: 4_000 })],
  knee: 10,
  spike: { from: 0, to: 30_000, drained: 70_000, usual: 1 },
  calls: [40, 41],
  dollars: [0.0002, 0.000205],
  places: { many: 20, one: 15 },
  sent: [],
  samples: [],
};
const of = (seen: Partial<Seen>) =>
  Object.fromEntries(measured(MEASURES, { ...calm, ...seen }, 'x').map(({ name, value, met }) => [name, [value, met]]));

test('a load is carried when it is accepted, in time, and views keep up', () => {
  expect(isCarried(step(10))).toBe(true);
  expect(isCarried(step(10, { accepted: 9.7 }))).toBe(false);
  expect(isCarried(step(10, { p99: 501 }))).toBe(false);
  expect(isCarried(step(10, { behind: 5_001 }))).toBe(false);
});

test('the time of commands counts up to 0.8 of the knee', () => {
  const name = 'x: p99 of commands up to 0.8 of the knee';
  expect(of({})[name]).toEqual([300, true]);
  expect(of({ steps: [step(8, { p99: 501 })] })[name]).toEqual([501, false]);
  expect(of({ knee: 0 })).not.toHaveProperty(name);
});

test('a spike is gone within three times its length, an order costs the same among many, and one place carries half', () => {
  expect(of({})['x: backlog gone after the spike']).toEqual([40, true]);
  expect(of({ spike: { ...calm.spike, drained: 121_000 } })['x: backlog gone after the spike']?.[1]).toBe(false);
  const cost = 'x: calls for an order among many, more than among few';
  expect(of({})[cost]).toEqual([0.025, true]);
  expect(of({ calls: [40, 43] })[cost]?.[1]).toBe(false);
  const dollars = 'x: dollars for an order among many, more than among few';
  expect(of({})[dollars]).toEqual([0.025, true]);
  expect(of({ dollars: [0.0002, 0.00022] })[dollars]?.[1]).toBe(false);
  expect(of({ places: { many: 20, one: 9 } })['x: one place, of the throughput of many']).toEqual([0.45, false]);
});

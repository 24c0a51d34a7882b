import { describe, expect, test } from 'vitest';
import { Names } from '#infra/cdk/names.ts';
import cuotas from '../../scenarios/capacidad/cuotas.json' with { type: 'json' };
import type { Medido } from '../../scenarios/capacidad/medido.ts';
import { toldOf } from './look.ts';
import { type Need, needOf } from './need.ts';
import { type Known, type Said, verdictOf } from './verdict.ts';

const NOTHING = needOf([]);
const medido: Medido = {
  date: '2026-11-28',
  orders: 60,
  hotUnits: 4,
  relay: 'alpes-dev-relay',
  trabajo: {
    functions: [
      { name: 'alpes-dev-vista', runs: 2, messages: 4, cpuMs: 0, calls: { dynamodb: 5 } },
      { name: 'alpes-dev-relay', runs: 1, messages: 0, cpuMs: 0, calls: { events: 1 } },
    ],
    requests: 2,
    putEvents: 1,
    events: 4,
    eventUnits: 4,
    eventBytes: 4_000,
    messages: 4,
    writeUnits: { 'alpes-dev-event-log': 10 },
    readUnits: 3,
    commits: 5,
    logBytes: 5_000,
    published: 1,
    lines: 2_000,
  },
};

const said = (total: number, unreserved = total, quotas: Said['quotas'] = {}): Said => ({
  concurrency: { total, unreserved },
  quotas,
});
const known = (of: Partial<Known> & { readonly said: Said }): Known => ({
  names: new Names('prod'),
  before: NOTHING,
  after: NOTHING,
  published: cuotas.quotas,
  medido,
  ...of,
});
const taking = (of: Partial<Need>): Need => ({ ...NOTHING, ...of });

describe('a reservation', () => {
  test.each([
    ['that leaves a hundred', 1_000, 900, 0],
    ['that leaves one less', 1_000, 901, 1],
    ['of a new account that has few', 10, 1, 1],
    ['of nothing, of such an account', 10, 0, 0],
  ])('%s', (_, total, reserved, refusals) => {
    expect(verdictOf(known({ after: taking({ reserved }), said: said(total) })).refusals).toHaveLength(refusals);
  });

  test('that is there already is not counted twice', () => {
    const of = { before: taking({ reserved: 200 }), said: said(400, 200) };
    expect(verdictOf(known({ ...of, after: taking({ reserved: 200 }) })).refusals).toEqual([]);
    expect(verdictOf(known({ ...of, after: taking({ reserved: 300 }) })).refusals).toEqual([]);
    expect(verdictOf(known({ ...of, after: taking({ reserved: 301 }) })).refusals).toHaveLength(1);
  });

  test("is refused in AWS's words, with what to do", () =>
    expect(verdictOf(known({ after: taking({ reserved: 50 }), said: said(100) })).refusals).toEqual([
      'Functions reserve 50 runs at once of the account\'s 100, which leaves 50 to all others; Lambda takes a reservation "as long as you leave at least 100 simultaneous executions unreserved" (https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html). Ask for more concurrency, or reserve less.',
    ]));
});

describe('what is counted', () => {
  const tables = (Value: number) =>
    said(1_000, 1_000, { dynamodb: [{ QuotaName: 'Maximum number of tables', Value }] });
  const needing = (count: number) => taking({ counts: { ...NOTHING.counts, tables: count } });

  test.each([
    ['as many as there may be', 20, []],
    ['one more', 21, [expect.stringContaining('Tables of DynamoDB: 21 are needed')]],
  ])('%s', (_, count, refusals) =>
    expect(verdictOf(known({ after: needing(count), said: tables(20) })).refusals).toEqual(refusals),
  );

  test('is warned of, and not refused, where the account does not say how many there may be', () => {
    const { refusals, warnings } = verdictOf(known({ after: needing(2_501), said: said(1_000) }));
    expect(refusals).toEqual([]);
    expect(warnings[0]).toContain('Tables of DynamoDB: 2,501 are needed');
  });

  test('is told with whose number it is', () => {
    const row = (by: Said) => verdictOf(known({ said: by })).rows.find(({ name }) => name === 'Tables of DynamoDB')?.of;
    expect(row(tables(20))).toBe('20');
    expect(row(said(1_000))).toBe('2,500 (as published)');
  });
});

describe('orders a second', () => {
  const met = (by: Said, after = NOTHING) =>
    Object.fromEntries(verdictOf(known({ said: by, after })).rows.map((row) => [row.name, row.met]));

  test("are bounded by the account's own quotas, and by those that are published where it does not say", () => {
    // Ten runs at once, of which an order takes 55 ms.
    expect(met(said(10))['Lambda concurrency']).toBe('182 orders/s');
    expect(met(said(1_000))['Requests to the bus']).toBe('10,000 orders/s');
    const lower = [{ QuotaName: 'PutEvents throttle limit in transactions per second', Value: 600 }];
    expect(met(said(1_000, 1_000, { events: lower }))['Requests to the bus']).toBe('600 orders/s');
    expect(met(said(1_000))['Writes of alpes-prod-event-log']).toBe('4,000 orders/s');
  });

  test("are bounded by the template's own queues, as they are to be deployed", () => {
    const feedings = new Map([['alpes-prod-vista', { batch: 10, windowMs: 0, concurrency: 2 }]]);
    // Two batches of ten at once; of two messages a batch takes 15 ms, of ten 75, and an order is four.
    const name = 'Queue of alpes-prod-vista (the template’s own)';
    expect(met(said(1_000), taking({ feedings }))[name]).toBe('66.7 orders/s');
    expect(verdictOf(known({ said: said(1_000), after: taking({ feedings }) })).warnings).toEqual([
      expect.stringMatching(/^First comes "Queue of alpes-prod-vista", at 66\.7 orders a second\. /),
    ]);
  });

  test('wait for an API that queues leave nothing', () =>
    expect(verdictOf(known({ said: said(50), after: taking({ polled: 51 }) })).warnings).toContain(
      'Queues may take 51 runs at once, and 50 are not reserved: while they are worked off, the API waits for its functions.',
    ));
});

test('all of it is one table', () => {
  const text = toldOf(verdictOf(known({ said: said(1_000) })));
  for (const word of ['Quota', 'Met at', 'Rules of the bus', 'One product in one warehouse', 'First comes'])
    expect(text).toContain(word);
});

import { expect, test } from 'vitest';
import * as z from 'zod';
import { event } from './event.ts';
import { request } from './request.ts';
import { deadline, saga, step } from './saga.ts';

const schema = z.object({ id: z.string() });
const of = { context: 'x', schema, example: { id: '1' } };
const [Begun, Ended] = [event('Begun', of), event('Ended', of)];
const [ask, tell] = [request('ask', of), request('tell', of)];

test('a saga is declared piece by piece, and each piece leaves the one before as it was', () => {
  const [first, second] = [() => step({ n: 1 }), () => step({ n: 2 })];
  const bare = saga<{ n: number }>('trip', { key: 'id', initial: { n: 0 }, follows: ['box'] });
  const sending = bare.sends(ask).sends(tell);
  const whole = sending.on(Begun, first).on(Ended, second).onDeadline('late', first).onDeadline('later', second);
  const said = { kind: 'saga', name: 'trip', key: 'id', initial: { n: 0 }, follows: ['box'] };
  expect(whole).toMatchObject({
    ...said,
    requests: [ask, tell],
    handlers: { Begun: { event: Begun, react: first }, Ended: { event: Ended, react: second } },
    deadlines: { late: first, later: second },
  });
  expect(sending).toMatchObject({ ...said, requests: [ask, tell] });
  expect([bare.requests, bare.handlers, sending.handlers, sending.deadlines]).toStrictEqual([[], {}, {}, {}]);
});

test('a step leads to its state and its effects, in order', () =>
  expect(step({ n: 1 }, ask({ id: '1' }), deadline('late', 60))).toStrictEqual({
    state: { n: 1 },
    effects: [ask({ id: '1' }), { kind: 'deadline', name: 'late', seconds: 60 }],
  }));

import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { event } from './event.ts';
import { request } from './request.ts';
import { answerOf, lateStepOf, saga, step } from './saga.ts';

const of = { context: 'x', schema: z.object({ id: z.string() }), example: { id: '1' } };
const [Begun, Ended, Seen] = [event('Begun', of), event('Ended', of), event('Seen', of)];
const [ask, tell] = [request('ask', of), request('tell', of)];

type Trip = { readonly paso: 'start' } | { readonly paso: 'begun'; readonly n: number } | { readonly paso: 'ended' };
const begin = () => step({ paso: 'begun', n: 1 });
const end = () => step({ paso: 'ended' });
const bare = saga<Trip>('trip', { initial: { paso: 'start' }, follows: ['box'] });
const trip = bare
  .sends(ask)
  .sends(tell)
  .states({
    start: (says) => says.on(Begun, 'begun', begin).awaits(Ended, Seen),
    begun: (says) =>
      says
        .on(Ended, ['ended', 'begun'], ({ n }, { id }) =>
          id === '1' ? step({ paso: 'ended' }, tell({ id })) : step({ paso: 'begun', n: n + 1 }),
        )
        .on(Seen, 'ended', () => undefined)
        .ignores(Begun)
        .within(60, 'begun', ({ n }, now) => step({ paso: 'begun', n: n + 1 }, ask({ id: now })))
        .waitsForPeople(),
    ended: (says) => says.ignores(Begun, Ended, Seen),
  });
const fact = (type: string, id = '1') => ({ type, data: { id }, now: 'now' });

test('a saga is its requests, its facts, and what each state says of them', () => {
  expect(trip).toMatchObject({
    ...{
      kind: 'saga',
      name: 'trip',
      initial: { paso: 'start' },
      follows: ['box'],
      readsBefore: [],
      requests: [ask, tell],
    },
    facts: { Begun, Ended, Seen },
    states: {
      start: {
        reactions: { Begun: { targets: ['begun'] } },
        awaited: new Set(['Ended', 'Seen']),
        waitsForPeople: false,
      },
      begun: { ignored: new Set(['Begun']), within: { seconds: 60, targets: ['begun'] }, waitsForPeople: true },
      ended: { reactions: {}, within: undefined },
    },
  });
});

test('a step leads to its state and its requests, in order', () =>
  expect(step({ paso: 'x' }, ask({ id: '1' }), tell({ id: '2' }))).toStrictEqual({
    state: { paso: 'x' },
    requests: [ask({ id: '1' }), tell({ id: '2' })],
  }));

describe('a state', () => {
  test('takes a fact, lets it pass, or awaits another first', () => {
    expect(answerOf(trip, { paso: 'begun', n: 1 }, fact('Ended'))).toStrictEqual(
      step({ paso: 'ended' }, tell({ id: '1' })),
    );
    expect(answerOf(trip, { paso: 'begun', n: 1 }, fact('Ended', '2'))).toStrictEqual(step({ paso: 'begun', n: 2 }));
    expect(answerOf(trip, { paso: 'begun', n: 1 }, fact('Seen'))).toBeUndefined();
    expect(answerOf(trip, { paso: 'ended' }, fact('Ended'))).toBeUndefined();
    expect(answerOf(trip, { paso: 'start' }, fact('Ended'))).toBe('awaits');
  });

  test('acts when its deadline passes, if it has one', () => {
    expect(lateStepOf(trip, { paso: 'begun', n: 1 }, 'now')).toStrictEqual(
      step({ paso: 'begun', n: 2 }, ask({ id: 'now' })),
    );
    expect(lateStepOf(trip, { paso: 'ended' }, 'now')).toBeUndefined();
  });

  test('that says nothing of a fact fails', () =>
    expect(() => answerOf(trip, { paso: 'start' }, fact('Unheard'))).toThrow(
      'The state start of trip says nothing of Unheard.',
    ));

  test('that leads elsewhere than it says fails', () => {
    const astray = (): any => step({ paso: 'start' });
    const wrong = bare.states({
      start: (says) => says.on(Begun, ['begun', 'ended'], astray).within(1, 'ended', astray),
      begun: (says) => says,
      ended: (says) => says,
    });
    const message = 'it leads to start, which is not among its targets';
    expect(() => answerOf(wrong, { paso: 'start' }, fact('Begun'))).toThrow(
      `trip, start, Begun: ${message} begun, ended.`,
    );
    expect(() => lateStepOf(wrong, { paso: 'start' }, '')).toThrow(`trip, start, its deadline: ${message} ended.`);
  });

  test('says one thing of a fact, and has one deadline', () => {
    const silent = { begun: (says: any) => says, ended: (says: any) => says };
    expect(() => bare.states({ ...silent, start: (says) => says.on(Begun, 'begun', begin).ignores(Begun) })).toThrow(
      'The state start says two things of Begun.',
    );
    expect(() =>
      bare.states({ ...silent, start: (says) => says.within(1, 'ended', end).within(2, 'ended', end) }),
    ).toThrow('The state start has two deadlines.');
  });
});

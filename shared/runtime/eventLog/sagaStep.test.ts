import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { event } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { request } from '#shared/model/request.ts';
import { saga, step } from '#shared/model/saga.ts';
import { recorded } from '#shared/testing/bus.ts';
import { instanceOf, type Standing, type Surroundings, take } from './sagaStep.ts';

const spec = { context: 'test', schema: z.object({ id: z.string() }), example: { id: 'k' } };
const [Begun, Noted, Ended, Back, Counted] = ['Begun', 'Noted', 'Ended', 'Back', 'Counted'].map((type) =>
  event(type, spec),
) as any;
const ask = request('ask', spec);

type State =
  | { readonly paso: 'start' }
  | { readonly paso: 'begun'; readonly asked: number; readonly at?: string }
  | { readonly paso: 'ended' }
  | { readonly paso: 'back' };

/** `box` tells Begun, Noted and Ended; `van` tells Back, which happens after Ended, and Counted, which counts what is in the box. */
const trip = saga<State>('trip', { initial: { paso: 'start' }, follows: ['box', 'van'], readsBefore: [Counted] })
  .sends(ask)
  .states({
    start: (says) =>
      says
        .on(Begun, 'begun', () => step({ paso: 'begun', asked: 1 }, ask({ id: 'k' })))
        .awaits(Noted, Ended, Back, Counted),
    begun: (says) =>
      says
        .on(Noted, 'begun', (s) => step({ ...s, asked: s.asked + 10 }))
        .on(Ended, 'ended', () => step({ paso: 'ended' }))
        .on(Counted, 'begun', (s) => step({ ...s, asked: s.asked * 2 }))
        .awaits(Back)
        .ignores(Begun)
        .within(60, 'begun', (s, at) => step({ ...s, asked: s.asked + 1, at })),
    ended: (says) => says.on(Back, 'back', () => step({ paso: 'back' })).ignores(Begun, Noted, Ended, Counted),
    back: (says) => says.ignores(Begun, Noted, Ended, Back, Counted),
  });

const fact = (type: string, stream: string, version: number, minute = 0) =>
  recorded(
    type,
    { id: `${stream}/${version}`, stream, version, occurredAt: `2030-01-15T12:0${minute}:00.000Z` },
    { id: 'k' },
  );
const due = (entrada: number) =>
  recorded(
    PlazoVencido.type,
    { id: `due/${entrada}`, stream: 'trip#k', version: entrada + 2 },
    { clave: 'k', entrada },
  );
const start: Standing = { estado: trip.initial, desde: 0, posiciones: {} };
const begun: Standing = { estado: { paso: 'begun', asked: 1 } as State, desde: 1, posiciones: { box: 1 } };
const around = (read: readonly string[] = [], version = 3): Surroundings => ({
  now: 'now',
  version,
  read: new Set(read),
});
const ids = (facts: readonly { metadata: { id: string } }[]) => facts.map(({ metadata }) => metadata.id);

describe('a saga', () => {
  test('takes facts in the order in which they happened, whatever the order they come in', () => {
    const facts = [fact('Back', 'van#k', 1, 2), fact('Ended', 'box#k', 2, 1), fact('Begun', 'box#k', 1)];
    const taking = take(trip, start, facts, around([], 0));
    expect(taking).toStrictEqual({
      standing: { estado: { paso: 'back' }, desde: 1, posiciones: { box: 2, van: 1 } },
      taken: [facts[2], facts[1], facts[0]],
      requests: [ask({ id: 'k' })],
      waiting: [],
      unsure: false,
      needs: new Set(),
    });
  });

  test('takes what builds on another after it, also when clocks say that it was before', () => {
    const facts = [fact('Back', 'van#k', 1, 0), fact('Ended', 'box#k', 2, 5)];
    expect(ids(take(trip, begun, facts, around()).taken)).toStrictEqual(['box#k/2', 'van#k/1']);
  });

  test('takes nothing twice', () => {
    const taking = take(trip, begun, [fact('Begun', 'box#k', 1)], around());
    expect(taking).toMatchObject({ standing: begun, taken: [], waiting: [], unsure: false });
  });

  test('asks for the stream in which there is a gap, unless that was read', () => {
    const ended = fact('Ended', 'box#k', 3);
    const gap = take(trip, begun, [ended], around());
    expect([gap.needs, ids(gap.waiting), gap.unsure]).toStrictEqual([new Set(['box']), ['box#k/3'], true]);
    expect(take(trip, begun, [ended], around(['box'])).needs).toStrictEqual(new Set());
  });

  test('passes over what it does not hear of in the commit of a fact, and over nothing else', () => {
    const ended = (from: number, ...types: string[]) => {
      const { metadata, ...rest } = fact('Ended', 'box#k', 3);
      return { ...rest, metadata: { ...metadata, before: { from, types } } };
    };
    const passed = take(trip, begun, [ended(2, 'Unheard')], around());
    expect(passed).toMatchObject({ standing: { posiciones: { box: 3 } }, waiting: [], unsure: false });
    for (const gap of [ended(2, 'Noted'), ended(2, 'Unheard', 'Noted'), ended(3)])
      expect(take(trip, begun, [gap], around()).needs).toStrictEqual(new Set(['box']));
  });

  test('asks for all streams where a fact builds on another', () => {
    const taking = take(trip, begun, [fact('Back', 'van#k', 1)], around(['van']));
    expect([taking.needs, ids(taking.waiting), taking.taken]).toStrictEqual([new Set(['box']), ['van#k/1'], []]);
  });

  test('reads all streams before a fact that builds on others, and takes what happened before it first', () => {
    const counted = fact('Counted', 'van#k', 1, 3);
    const early = take(trip, begun, [counted], around(['van']));
    expect([early.needs, ids(early.waiting), early.taken]).toStrictEqual([new Set(['box']), ['van#k/1'], []]);
    const taking = take(trip, begun, [counted, fact('Noted', 'box#k', 2, 1)], around(['box', 'van']));
    expect(taking.standing.estado).toStrictEqual({ paso: 'begun', asked: 22 });
    const atOnce = take(trip, begun, [counted, fact('Noted', 'box#k', 2, 3)], around(['box', 'van']));
    expect(atOnce.standing.estado).toStrictEqual({ paso: 'begun', asked: 22 });
  });

  test('moves on over a fact that changes nothing, and is not sure of it', () => {
    const taking = take(trip, begun, [fact('Begun', 'box#k', 2)], around());
    expect(taking).toMatchObject({ standing: { posiciones: { box: 2 } }, taken: [], unsure: true });
  });

  test('moves on over what no state speaks of', () => {
    const taking = take(trip, begun, [fact('Unheard', 'box#k', 2)], around());
    expect(taking).toMatchObject({ standing: { posiciones: { box: 2 } }, taken: [], unsure: false });
  });

  test('has entered a state where a step comes from another one, and not where it stays', () => {
    expect(take(trip, begun, [fact('Noted', 'box#k', 2)], around()).standing).toStrictEqual({
      estado: { paso: 'begun', asked: 11 },
      desde: 1,
      posiciones: { box: 2 },
    });
    expect(take(trip, begun, [fact('Ended', 'box#k', 2)], around()).standing.desde).toBe(4);
  });
});

describe('a deadline', () => {
  test('moves a saga only when all that it follows was read, and enters the state again', () => {
    const early = take(trip, begun, [due(1)], around(['box']));
    expect([early.needs, ids(early.waiting)]).toStrictEqual([new Set(['van']), ['due/1']]);
    const taking = take(trip, begun, [due(1)], around(['box', 'van']));
    expect(taking).toMatchObject({
      standing: { estado: { paso: 'begun', asked: 2, at: 'now' }, desde: 4 },
      waiting: [],
    });
    expect(ids(taking.taken)).toStrictEqual(['due/1']);
  });

  test('comes after all that has happened', () => {
    const taking = take(trip, begun, [due(1), fact('Ended', 'box#k', 2, 5)], around(['box', 'van']));
    expect([ids(taking.taken), taking.standing.estado]).toStrictEqual([['box#k/2'], { paso: 'ended' }]);
  });

  test('of an earlier entry says nothing, also when the saga is in the same state', () => {
    const again = { ...begun, desde: 3 };
    expect(take(trip, again, [due(1)], around())).toMatchObject({ standing: again, waiting: [], unsure: false });
  });

  test('of an entry that is not known of may be told by the log', () =>
    expect(take(trip, begun, [due(4)], around())).toMatchObject({ standing: begun, waiting: [], unsure: true }));

  test('of a state that has none any more says nothing', () => {
    const ended = { ...begun, estado: { paso: 'ended' } };
    expect(take(trip, ended, [due(1)], around(['box', 'van']))).toMatchObject({ standing: ended, taken: [] });
  });
});

test('a fact tells its instance by its stream, a deadline by the saga that set it', () => {
  expect([instanceOf(trip, fact('Begun', 'box#k', 1)), instanceOf(trip, due(1))]).toStrictEqual(['k', 'k']);
  expect(() => instanceOf(trip, fact('Begun', 'eye#k', 1))).toThrow(
    'Begun is of eye#k, which the saga trip does not follow.',
  );
});

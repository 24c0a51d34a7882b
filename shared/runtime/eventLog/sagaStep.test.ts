import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { event } from '#shared/model/event.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import { request } from '#shared/model/request.ts';
import { deadline, NOT_YET, saga, step } from '#shared/model/saga.ts';
import { recorded } from '#shared/testing/bus.ts';
import { instanceOf, type Standing, type Surroundings, take } from './sagaStep.ts';

const spec = { context: 'test', schema: z.object({ id: z.string() }), example: { id: 'k' } };
const [Begun, Ended, Seen] = [event('Begun', spec), event('Ended', spec), event('Seen', spec)];
const ask = request('ask', spec);

interface State {
  readonly at: string;
  readonly seen: number;
}
const trip = saga<State>('trip', { key: 'id', initial: { at: 'start', seen: 0 }, follows: ['box', 'van'] })
  .sends(ask)
  .on(Begun, (s, { id }) => step({ ...s, at: 'begun' }, ask({ id }), deadline('late', 60)))
  .on(Ended, (s) => (s.at === 'begun' ? step({ ...s, at: 'ended' }) : undefined))
  .on(Seen, (s) => (s.at === 'start' ? NOT_YET : step({ ...s, seen: s.seen + 1 })))
  .onDeadline('late', (s, _, now) => (s.at === 'begun' ? step({ ...s, at: `late at ${now}` }) : undefined));

const fact = (type: string, stream: string, version: number, minute = 0) =>
  recorded(
    type,
    { id: `${stream}/${version}`, stream, version, occurredAt: `2030-01-15T12:0${minute}:00.000Z` },
    { id: 'k' },
  );
const due = (version: number) =>
  recorded(PlazoVencido.type, { id: `due/${version}`, stream: 'trip#k', version }, { clave: 'k', nombre: 'late' });
const start: Standing = { estado: trip.initial, posiciones: {}, vistos: [] };
const begun: Standing = { estado: { at: 'begun', seen: 0 }, posiciones: { box: 1 }, vistos: [] };
const around = (read: readonly string[] = [], version = 1): Surroundings => ({
  now: 'now',
  version,
  read: new Set(read),
});
const ids = (facts: readonly { metadata: { id: string } }[]) => facts.map(({ metadata }) => metadata.id);

describe('a saga', () => {
  test('takes facts in the order in which they happened, whatever the order they come in', () => {
    const facts = [fact('Seen', 'eye#1', 1, 2), fact('Ended', 'box#k', 2, 1), fact('Begun', 'box#k', 1)];
    const taking = take(trip, start, facts, around());
    expect(taking).toStrictEqual({
      standing: { estado: { at: 'ended', seen: 1 }, posiciones: { box: 2 }, vistos: ['eye#1/1'] },
      taken: [facts[2], facts[1], facts[0]],
      effects: [ask({ id: 'k' }), { kind: 'deadline', name: 'late', seconds: 60 }],
      waiting: [],
      unsure: false,
      needs: new Set(),
    });
  });

  test('takes nothing twice', () => {
    const seen = { ...begun, vistos: ['eye#1/1'] };
    const taking = take(trip, seen, [fact('Begun', 'box#k', 1), fact('Seen', 'eye#1', 1)], around());
    expect(taking).toMatchObject({ standing: seen, taken: [], waiting: [], unsure: false });
  });

  test('asks for the stream in which there is a gap, unless that was read', () => {
    const ended = fact('Ended', 'box#k', 3);
    const gap = take(trip, begun, [ended], around());
    expect([gap.needs, ids(gap.waiting), gap.unsure]).toStrictEqual([new Set(['box']), ['box#k/3'], true]);
    expect(take(trip, begun, [ended], around(['box'])).needs).toStrictEqual(new Set());
  });

  test('asks for all streams before it says of a fact that it is too early', () => {
    const taking = take(trip, start, [fact('Seen', 'eye#1', 1)], around(['van']));
    expect([taking.needs, ids(taking.waiting), taking.taken]).toStrictEqual([new Set(['box']), ['eye#1/1'], []]);
  });

  test('moves on over a fact that changes nothing, and is not sure of it', () => {
    const taking = take(trip, start, [fact('Ended', 'box#k', 1)], around());
    expect(taking).toMatchObject({ standing: { posiciones: { box: 1 }, vistos: [] }, taken: [], unsure: true });
    const elsewhere = take(trip, start, [fact('Ended', 'eye#1', 1)], around());
    expect(elsewhere).toMatchObject({ standing: { posiciones: {}, vistos: [] }, taken: [], unsure: true });
  });

  test('follows no stream of another instance', () => {
    const taking = take(trip, begun, [fact('Seen', 'box#other', 7)], around());
    expect(taking.standing).toStrictEqual({
      estado: { at: 'begun', seen: 1 },
      posiciones: { box: 1 },
      vistos: ['box#other/7'],
    });
  });
});

describe('a deadline', () => {
  test('moves a saga only when all that it follows was read', () => {
    const early = take(trip, begun, [due(1)], around(['box']));
    expect([early.needs, ids(early.waiting)]).toStrictEqual([new Set(['van']), ['due/1']]);
    const taking = take(trip, begun, [due(1)], around(['box', 'van']));
    expect(taking).toMatchObject({
      standing: { estado: { at: 'late at now', seen: 0 }, vistos: ['due/1'] },
      waiting: [],
    });
  });

  test('comes after all that has happened', () => {
    const taking = take(trip, begun, [due(1), fact('Ended', 'box#k', 2, 5)], around(['box', 'van']));
    expect([ids(taking.taken), taking.standing.estado]).toStrictEqual([['box#k/2'], { at: 'ended', seen: 0 }]);
  });

  test('that moves nothing is settled once the saga is as far as it was when it was set', () => {
    const ended = { ...begun, estado: { at: 'ended', seen: 0 } };
    expect(take(trip, ended, [due(1)], around([], 1)).unsure).toBe(false);
    expect(take(trip, ended, [due(2)], around([], 1)).unsure).toBe(true);
  });
});

test('a fact tells its instance, a deadline by the saga that set it', () => {
  expect([instanceOf(trip, fact('Begun', 'box#k', 1)), instanceOf(trip, due(1))]).toStrictEqual(['k', 'k']);
  expect(() => instanceOf(trip, recorded('Begun'))).toThrow('Begun has no "id", by which trip is kept.');
});

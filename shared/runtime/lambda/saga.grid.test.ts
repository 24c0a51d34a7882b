import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Recorded } from '#shared/model/envelope.ts';
import { type EventType, event } from '#shared/model/event.ts';
import { request } from '#shared/model/request.ts';
import { saga, step } from '#shared/model/saga.ts';
import { openBus, type TestBus } from '#shared/testing/bus.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';
import { recordedOf } from '../eventLog/commit.ts';
import { commitsAfter } from '../eventLog/read.ts';
import { commitOf } from '../eventLog/testing/log.ts';
import { sagaHandler } from './saga.ts';

const spec = { context: 'test', schema: z.object({ id: z.string() }), example: { id: '1' } };
const [Begun, Ended] = [event('Begun', spec), event('Ended', spec)];
const ask = request('ask', spec);

type Trip = { readonly paso: 'start' } | { readonly paso: 'begun' } | { readonly paso: 'ended' };

const trip = saga<Trip>('trip', { initial: { paso: 'start' }, follows: ['box'] })
  .sends(ask)
  .states({
    start: (says) =>
      says
        .on(Begun, 'begun', (_, { id }) => {
          if (id === 'poison') throw new RangeError('poison');
          return step({ paso: 'begun' }, ask({ id }));
        })
        .awaits(Ended),
    begun: (says) => says.on(Ended, 'ended', () => step({ paso: 'ended' })).ignores(Begun),
    ended: (says) => says.ignores(Begun, Ended),
  });

let bus: TestBus;
beforeAll(async () => {
  bus = await openBus();
});
afterAll(() => bus?.stop());

const happened = (id: string, ...types: readonly EventType<string, { readonly id: string }>[]) =>
  bus.happened(`box#${id}`, ...types.map((type) => type({ id })));
const given = (...events: readonly Recorded[]) => goneBack(sagaHandler(trip, 'procesos'), events.map(messageOf));
const logOf = async (id: string) =>
  (await commitsAfter(`trip#${id}`, 0)).map((commit) =>
    recordedOf(commit).map(({ type, metadata }) => [type, metadata.context]),
  );

test('the facts of a batch that concern one instance are one commit, and each instance has its own', async () => {
  const [one, other] = [await happened('one', Begun, Ended), await happened('other', Begun)];
  expect(await given(...one.toReversed(), ...other)).toStrictEqual([]);
  const advanced = ['SagaAvanzada', 'procesos'];
  expect(await logOf('one')).toStrictEqual([[advanced, ['ask', 'procesos']]]);
  expect(await logOf('other')).toStrictEqual([[advanced, ['ask', 'procesos']]]);
});

test('an instance that fails takes all of its facts along, and no other instance', async () => {
  const [bad, good] = [await happened('poison', Begun, Ended), await happened('good', Begun)];
  expect((await given(...bad, ...good)).sort()).toStrictEqual(['box#poison/1', 'box#poison/2']);
  expect([await logOf('poison'), (await logOf('good')).length]).toStrictEqual([[], 1]);
});

test('a message of a stream that the saga does not follow fails alone', async () => {
  const [stray] = await happened('stray', Begun);
  const { metadata } = stray as Recorded;
  const lost = { ...(stray as Recorded), metadata: { ...metadata, stream: 'crate#stray' } };
  expect(await given(lost, ...(await happened('found', Begun)))).toStrictEqual(['box#stray/1']);
  expect(await logOf('found')).toHaveLength(1);
});

test('a fact that is ahead of the log comes again', async () => {
  const [, ended] = recordedOf(commitOf('box#ahead', 1, Begun({ id: 'ahead' }), Ended({ id: 'ahead' })));
  expect(await given(ended as Recorded)).toStrictEqual(['box#ahead/2']);
  expect(await logOf('ahead')).toStrictEqual([]);
});

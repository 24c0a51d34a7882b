import { expect, test } from 'vitest';
import type { Recorded } from '#shared/model/envelope.ts';
import { notification } from '#shared/model/notification.ts';
import { projection } from '#shared/model/projection.ts';
import { forgotten } from '#shared/testing/forgotten.ts';
import { Added, at, inClear, instance, Opened, Renamed, viewForTests } from './testing/accounts.ts';

const { written, rows, put, shown, life } = viewForTests();

test('what is personal does not come back, whatever an instance remembers', async () => {
  const events = await written(
    'secret',
    [Opened({ account: 'secret', owner: 'owner-secret', name: inClear('Ana') })],
    [Added({ amount: 1 })],
    [Renamed({ owner: 'owner-secret', name: inClear('Eva') })],
  );
  const [old, other] = [await instance(), await instance()];
  await old.apply('account#secret', at(events, 1));
  expect(await shown()).toMatchObject([{ name: 'Ana' }]);
  await forgotten('owner-secret');
  expect(await other.forget('owner-secret')).toStrictEqual(['secret']);
  expect(await shown()).toMatchObject([{ name: null }]);
  await old.apply('account#secret', at(events, 2));
  await old.apply('account#secret', at(events, 3));
  expect(await shown()).toStrictEqual([{ account: 'secret', owner: 'owner-secret', name: null, sum: 1 }]);
});

test('forgetting reaches each row by itself; one that the log knows nothing of is removed, and others of its owner are blank', async () => {
  const events = await written('known', [Opened({ account: 'known', owner: 'owner-gone', name: inClear('Ana') })]);
  const { apply, forget } = await instance();
  await apply('account#known', events);
  const [first] = events as [Recorded];
  const invented = { ...first, data: { account: 'made', owner: 'owner-gone', name: 'Eva' } };
  await apply('account#made', [{ ...invented, metadata: { ...first.metadata, stream: 'account#made' } }]);
  await forgotten('owner-gone');
  expect(await forget('owner-gone')).toHaveLength(2);
  expect(await shown()).toStrictEqual([{ account: 'known', owner: 'owner-gone', name: null, sum: 0 }]);
});

test('forgetting takes rows of other generations away, which this fold cannot make anew', async () => {
  const events = await written('both', [Opened({ account: 'both', owner: 'owner-both', name: inClear('Ana') })]);
  const [old, now] = [await instance({ generation: 'uno' }), await instance({ generation: 'dos' })];
  await old.apply('account#both', events);
  await now.apply('account#both', events);
  await put({ key: { S: '#' }, activa: { S: 'uno' }, listas: { SS: ['uno', 'dos'] } });
  await forgotten('owner-both');
  expect(await now.forget('owner-both')).toStrictEqual(['both']);
  expect((await rows()).map(({ key, view }) => [key.S, view && JSON.parse(view.S).name])).toStrictEqual([
    ['#', undefined],
    ['dos|both', null],
  ]);
});

test('a row goes no further by being blanked, and goes on from there', async () => {
  const events = await life('behind', 'owner-behind');
  const { apply, forget } = await instance();
  await apply('account#behind', at(events, 1, 2));
  await forgotten('owner-behind');
  await forget('owner-behind');
  expect((await rows()).map(({ version }) => version.N)).toEqual(['2']);
  await apply('account#behind', at(events, 3, 4));
  expect(await shown()).toStrictEqual([{ account: 'behind', owner: 'owner-behind', name: null, sum: 7 }]);
});

test('what is blank already is not written again, nor remembered as it was', async () => {
  const { apply, forget, calls, memory } = await instance();
  await apply('account#twice', await life('twice', 'owner-twice'));
  await forgotten('owner-twice');
  await forget('owner-twice');
  expect(memory.get('account#twice')).toBeUndefined();
  calls.length = 0;
  expect(await forget('owner-twice')).toEqual(['twice']);
  expect(calls).not.toContain('BatchExecuteStatement');
});

test('who has forgotten a customer shows nothing more of it, also where its key was remembered', async () => {
  const { apply, forget } = await instance();
  await apply('account#old', await life('old', 'owner-back'));
  const events = await life('new', 'owner-back');
  await forgotten('owner-back');
  await forget('owner-back');
  await apply('account#new', events);
  expect((await shown()).map(({ name }) => name)).toEqual([null, null]);
});

test('a row that moves on while it is blanked is blank all the same', async () => {
  const events = await life('moving', 'owner-moving');
  const [one, other] = [await instance(), await instance()];
  await one.apply('account#moving', at(events, 1));
  await forgotten('owner-moving');
  let moved = false;
  one.beforeCalls(async (command) => {
    if (command !== 'BatchExecuteStatement' || moved) return;
    moved = true;
    await other.apply('account#moving', at(events, 2, 3, 4));
  });
  await one.forget('owner-moving');
  expect(await shown()).toStrictEqual([{ account: 'moving', owner: 'owner-moving', name: null, sum: 7 }]);
});

test('a row that cannot be blanked keeps no other from it, and is told', async () => {
  const { apply, forget, beforeCalls } = await instance();
  for (const id of ['one', 'two', 'three']) await apply(`account#${id}`, await life(id, 'owner-three'));
  await forgotten('owner-three');
  beforeCalls(async (command, { Statements: [first] = [] }) => {
    if (command === 'BatchExecuteStatement' && first.Parameters.some(({ S = '' }) => S.endsWith('|two')))
      throw new RangeError('not this one');
  });
  await expect(forget('owner-three')).rejects.toMatchObject({
    message: '1 rows could not be blanked.',
    errors: [new RangeError('not this one')],
  });
  expect((await shown()).map(({ account, name }) => [account, name])).toEqual([
    ['one', null],
    ['three', null],
    ['two', 'Ana'],
  ]);
});

test('a row that moves on at every attempt is told to be busy', async () => {
  const { apply, forget, beforeCalls } = await instance();
  await apply('account#restless', await life('restless', 'owner-restless'));
  await forgotten('owner-restless');
  const [row] = await rows();
  let version = 10;
  beforeCalls(async (command) => {
    if (command === 'BatchExecuteStatement') await put({ ...row, version: { N: `${version++}` } });
  });
  await expect(forget('owner-restless')).rejects.toMatchObject({
    errors: [{ code: 'VISTA_OCUPADA', detail: 'accounts: restless' }],
  });
});

test('the rows of a customer are all found, however many answers of DynamoDB that takes', async () => {
  const { apply, forget } = await instance();
  const wordy = { owner: { S: 'uno|owner-wordy' }, version: { N: '1' }, view: { S: `"${'x'.repeat(390_000)}"` } };
  await apply('account#known', await life('known', 'owner-wordy'));
  for (const id of ['a', 'b', 'c', 'd']) await put({ ...wordy, key: { S: `uno|${id}` } });
  await forgotten('owner-wordy');
  expect((await forget('owner-wordy')).toSorted()).toEqual(['a', 'b', 'c', 'd', 'known']);
  expect(await shown()).toMatchObject([{ account: 'known', name: null }]);
});

test('in a view without anything personal there is nothing to forget', async () => {
  const plain = projection<{ readonly account: string }>('plain', { of: 'account', key: 'account' }).on(
    Opened,
    (_, { account }) => ({ account }),
  );
  const { apply, forget } = await instance({ projection: plain });
  await apply('account#plain', await life('plain', 'owner-plain'));
  expect(await forget('owner-plain')).toEqual([]);
  expect(await shown()).toEqual([{ account: 'plain' }]);
});

test('a row that is kept whatever its generation keeps that, and who holds it', async () => {
  const { followingMessages } = await import('../notifications/follower.ts');
  const { forget } = await import('./forget.ts');
  const news = notification<{ readonly owner: string }>('news', {
    of: 'account',
    channels: {},
    subject: ({ owner }) => owner,
    perHour: { address: 1, subject: 1 },
  }).remember(Opened, (_, { owner }) => ({ owner }));
  await life('held', 'owner-held');
  await put({
    key: { S: 'held' },
    version: { N: '1' },
    generation: { S: 'dos' },
    holdAfter: { N: '0' },
    holdUntil: { N: '5' },
    clienteId: { S: 'owner-held' },
    view: { S: '{"memoria":{"name":"Ana"}}' },
  });
  await forget(followingMessages(news), 'owner-held');
  expect(await rows()).toMatchObject([
    { version: { N: '1' }, generation: { S: 'dos' }, holdAfter: { N: '0' }, holdUntil: { N: '5' } },
  ]);
  expect((await rows())[0]?.view.S).not.toContain('Ana');
});

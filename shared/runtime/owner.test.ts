import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import type { DecisionContext } from '#shared/model/command.ts';
import { command, to, unitOfWork } from '#shared/model/command.ts';
import { event } from '#shared/model/event.ts';
import { reject } from '#shared/model/rejection.ts';
import { checkOwner, decideFor } from './owner.ts';

const Closed = event('Closed', { context: 'test', schema: z.object({ id: z.string() }), example: { id: '1' } });

interface Box {
  readonly of?: string;
  readonly closed: boolean;
}
const box = aggregate<Box>('box', { closed: false }).on(Closed, (state) => ({ ...state, closed: true }));
const accepts = z.strictObject({ id: z.string(), as: z.string().optional() });

const close = command({
  of: box,
  accepts,
  example: { id: '1' },
  rejects: ['NOT_THERE'],
  id: ({ id }) => id,
  owner: ({ as }, { of }) => as ?? of,
  decide: ({ id }, { of, closed }) => (of === undefined ? reject('NOT_THERE') : closed ? [] : [Closed({ id })]),
});
/** Makes what is not there. */
const open = command({
  of: box,
  accepts,
  example: { id: '1' },
  id: ({ id }) => id,
  owner: (_, { of }) => of,
  decide: ({ id }) => [Closed({ id })],
});

/** Makes what is not there, in several places. */
const several = {
  over: { box },
  accepts,
  example: { id: '1', as: 'me' },
  main: ({ id }: { readonly id: string }) => ({ of: box, id }),
  streams: () => ({}),
  decide: ({ id }: { readonly id: string }) => [to(box, id, Closed({ id }))],
};
const openAll = unitOfWork({ ...several, owner: ({ as }) => as ?? 'nobody' });

const by = (clienteId?: string): DecisionContext => ({
  now: '2030-01-01T00:00:00.000Z',
  id: 'id',
  actor: { subject: 's', scopes: [], ...(clienteId && { clienteId }) },
});
const mine = { of: 'me', closed: false };
const on = (state: Box, as?: string) => ({ input: { id: '1', ...(as && { as }) }, state });

describe('a customer', () => {
  test('acts on what is its own', () => expect(decideFor(close, on(mine), by('me'))).toEqual([Closed({ id: '1' })]));
  test.each([mine, { ...mine, closed: true }])(
    'is told of %j, which is not its own, what it is told of nothing',
    (state) =>
      expect(decideFor(close, on(state), by('you'))).toStrictEqual(decideFor(close, on(box.initial), by('you'))),
  );
  test('does not act in the name of another, whatever there is', () => {
    for (const state of [mine, box.initial])
      expect(() => decideFor(close, on(state, 'me'), by('you'))).toThrow(
        expect.objectContaining({ code: 'NO_ES_SUYO' }),
      );
  });
  test('writes to no stream that is not its own', () => {
    for (const state of [mine, box.initial])
      expect(() => decideFor(open, on(state), by('you'))).toThrow(expect.objectContaining({ code: 'NO_EXISTE' }));
  });
});

test('a customer does not write where nothing says whose a stream is', () => {
  const { owner: _, ...rest } = open;
  expect(() => decideFor(rest, on(box.initial), by('me'))).toThrow(expect.objectContaining({ code: 'NO_EXISTE' }));
});

test('a customer that names itself acts on what is its own', () =>
  expect(decideFor(close, on(mine, 'me'), by('me'))).toEqual([Closed({ id: '1' })]));

test('on several streams, a customer acts in the own name only', () => {
  const refused = expect.objectContaining({ code: 'NO_ES_SUYO' });
  expect(() => checkOwner(openAll, { id: '1', as: 'me' }, by('me'))).not.toThrow();
  expect(() => checkOwner(openAll, { id: '1', as: 'me' }, by('you'))).toThrow(refused);
  expect(() => checkOwner(unitOfWork(several), { id: '1', as: 'me' }, by('me'))).toThrow(refused);
});

test('whoever is no customer acts on all', () => {
  expect(() => checkOwner(openAll, { id: '1', as: 'me' }, by())).not.toThrow();
  expect(decideFor(close, on(mine), by())).toEqual([Closed({ id: '1' })]);
  expect(decideFor(open, on(box.initial, 'me'), by())).toEqual([Closed({ id: '1' })]);
});

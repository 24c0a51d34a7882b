import { expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from './aggregate.ts';
import { command, to, unitOfWork } from './command.ts';
import { event, older } from './event.ts';
import { reject } from './rejection.ts';
import { request } from './request.ts';
import { deadline, saga, step } from './saga.ts';

const Hecho = event('Hecho', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const Ajeno = event('Ajeno', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const pedir = request('pedir', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const callar = request('callar', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const cosa = aggregate<{ n: number }>('cosa', { n: 0 }).on(Hecho, ({ n }) => ({ n: n + 1 }));
const base = { accepts: z.strictObject({ id: z.string() }), example: { id: '' } };

type Estado = { readonly paso: 'inicio' } | { readonly paso: 'fin'; readonly n: number };
const proceso = saga<Estado>('proceso', { key: 'id', initial: { paso: 'inicio' }, follows: [] }).sends(pedir);

/**
 * What must not compile. It is not run: the compiler reports an expected error that does not come, so a change of the
 * declarations' types that lets more through is found by `tsc`.
 */
const refused = () => [
  command({
    of: cosa,
    ...base,
    id: ({ id }) => id,
    // @ts-expect-error The aggregate does not fold Ajeno.
    decide: ({ id }) => [Ajeno({ id })],
  }),
  command({
    of: cosa,
    ...base,
    rejects: ['UNO'],
    id: ({ id }) => id,
    // @ts-expect-error DOS is not declared.
    decide: (_, { n }) => (n > 0 ? reject('DOS') : []),
  }),
  unitOfWork({
    over: { cosa },
    ...base,
    main: ({ id }) => ({ of: cosa, id }),
    // @ts-expect-error There is no "otra" in "over".
    streams: ({ id }, loaded) => ({ cosa: [id], otra: loaded.otra }),
    // @ts-expect-error The aggregate does not fold Ajeno.
    decide: ({ id }) => [to(cosa, id, Ajeno({ id }))],
  }),
  // @ts-expect-error "callar" is not among the requests that it sends.
  proceso.on(Hecho, (_, { id }) => step({ paso: 'inicio' }, callar({ id }), deadline('x', 1))),
  // @ts-expect-error The state "fin" has an n.
  proceso.on(Hecho, () => step({ paso: 'fin' })),
  // @ts-expect-error An event's data is as its schema says.
  Hecho({ id: 1 }),
  // @ts-expect-error The older schema has no "nombre".
  older({ schema: z.object({ n: z.int() }), example: { n: 1 }, up: ({ nombre }) => ({ id: nombre }) }),
  event('Hecho', {
    context: 'x',
    schema: z.object({ id: z.string() }),
    example: { id: '' },
    // @ts-expect-error The last one gives data of the present schema.
    older: [older({ schema: z.object({ n: z.int() }), example: { n: 1 }, up: ({ n }) => ({ id: n }) })],
  }),
];

test('the refusals above are for the compiler', () => expect(refused).toBeTypeOf('function'));

test('a saga knows its requests, and a step its effects in order', () => {
  const ready = proceso.on(Hecho, (_, { id }) => step({ paso: 'fin', n: 1 }, pedir({ id }), deadline('x', 60)));
  expect(ready.requests).toStrictEqual([pedir]);
  expect(ready.handlers.Hecho?.react({ paso: 'inicio' }, { id: 'a' }, '')).toStrictEqual({
    state: { paso: 'fin', n: 1 },
    effects: [pedir({ id: 'a' }), { kind: 'deadline', name: 'x', seconds: 60 }],
  });
});

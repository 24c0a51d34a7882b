import { expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from './aggregate.ts';
import { command, to, unitOfWork } from './command.ts';
import { event, older, upcast } from './event.ts';
import { type Personal, personal } from './personal.ts';
import { projection, tally } from './projection.ts';
import { listQuery, reportQuery } from './query.ts';
import { reject } from './rejection.ts';
import { request } from './request.ts';
import { answerOf, saga, step } from './saga.ts';
import type { Says } from './sagaState.ts';

const Hecho = event('Hecho', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const Ajeno = event('Ajeno', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const pedir = request('pedir', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const callar = request('callar', { context: 'x', schema: z.object({ id: z.string() }), example: { id: '' } });
const cosa = aggregate<{ n: number }>('cosa', { n: 0 }).on(Hecho, ({ n }) => ({ n: n + 1 }));
const ajena = aggregate<{ veces: number }>('ajena', { veces: 0 }).on(Ajeno, ({ veces }) => ({ veces: veces + 1 }));
const base = { accepts: z.strictObject({ id: z.string() }), example: { id: '' } };

const Firmado = event('Firmado', {
  context: 'x',
  subject: 'id',
  schema: z.object({ id: z.string(), por: personal(z.string()), en: z.array(z.object({ lugar: personal(z.int()) })) }),
  example: { id: '', por: 'Ana', en: [{ lugar: 1 }] },
});
const avisar = request('avisar', {
  context: 'x',
  schema: z.object({ id: z.string(), a: personal(z.email()) }),
  example: { id: '', a: 'ana@example.com' },
});
const firma = aggregate<{ por?: Personal<string> }>('firma', {}).on(Firmado, (_, { por }) => ({ por }));
const firmar = command({
  of: firma,
  accepts: z.strictObject({ id: z.string(), por: personal(z.string()), alias: z.string() }),
  example: { id: '', por: 'Ana', alias: 'A' },
  id: ({ id }) => id,
  // What the API brings is in clear, and fits into a fact.
  decide: ({ id, por }) => (por.length > 0 ? [Firmado({ id, por, en: [] })] : []),
});

const publica = projection<{ id: string; por: string | null }>('publica', { of: 'firma', key: 'id' });
const sumas = tally('sumas', {
  of: 'cosa',
  initial: { n: 0 },
  contributes: ({ n }: { readonly n: number }) => ({ todas: { ordenes: n } }),
});
const filas = projection<{ readonly id: string; readonly n: number }>('filas', { of: 'cosa', key: 'id' });
const asked = {
  ...base,
  http: 'GET /cosas',
  scope: 'x:leer',
  docs: { summary: 's', description: 'd' },
  answers: z.object({ n: z.number() }),
} as const;

type Estado = { readonly paso: 'inicio' } | { readonly paso: 'fin'; readonly n: number };
const proceso = saga<Estado>('proceso', { initial: { paso: 'inicio' }, follows: [] }).sends(pedir);
declare const alInicio: Says<Estado, 'inicio', ReturnType<typeof pedir>>;

/** Version 2: who signed says how. */
const Sellado = event('Sellado', {
  context: 'x',
  subject: 'id',
  schema: z.object({ id: z.string(), por: personal(z.string()), como: z.enum(['tinta', 'sello']) }),
  example: { id: '', por: 'Ana', como: 'tinta' },
  older: [
    older({
      schema: z.object({ id: z.string(), firma: personal(z.string()) }),
      example: { id: '', firma: 'Ana' },
      up: ({ id, firma }) => ({ id, por: firma, como: 'sello' }),
    }),
  ],
});

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
    // @ts-expect-error The state of the main stream has no "otra".
    streams: ({ id }, { otra }) => ({ cosa: [id, otra] }),
    // @ts-expect-error There is no "otra" in "over".
    more: (_, { otra }) => ({ cosa: Object.keys(otra) }),
    // @ts-expect-error The aggregate does not fold Ajeno.
    decide: ({ id }) => [to(cosa, id, Ajeno({ id }))],
  }),
  unitOfWork({
    over: { cosa },
    consults: { ajena },
    ...base,
    main: ({ id }) => ({ of: cosa, id }),
    directories: { cosas: { of: publica, where: () => ({}) } },
    // @ts-expect-error The rows of its directory have no "n".
    streams: (_, __, { directories }) => ({ ajena: directories.cosas.map(({ n }) => n) }),
    // @ts-expect-error What it only consults it does not write.
    decide: ({ id }) => [to(ajena, id, Ajeno({ id }))],
  }),
  // @ts-expect-error "callar" is not among the requests that it sends.
  alInicio.on(Hecho, 'inicio', (_, { id }) => step({ paso: 'inicio' }, callar({ id }))),
  // @ts-expect-error The state "fin" has an n.
  alInicio.on(Hecho, 'fin', () => step({ paso: 'fin' })),
  // @ts-expect-error It leads elsewhere than it says.
  alInicio.on(Hecho, 'fin', () => step({ paso: 'inicio' })),
  // @ts-expect-error There is no state "final".
  alInicio.on(Hecho, 'final', () => undefined),
  // @ts-expect-error In the state "inicio" nothing is remembered.
  alInicio.on(Hecho, 'fin', ({ n }) => step({ paso: 'fin', n })),
  // @ts-expect-error Its deadline does something.
  alInicio.within(1, 'fin', () => undefined),
  // @ts-expect-error Of the state "fin" nothing is said.
  proceso.states({ inicio: (says) => says }),
  // @ts-expect-error An event's data is as its schema says.
  Hecho({ id: 1 }),
  // @ts-expect-error A text that is not personal does not become so in a fact: it would stay readable elsewhere.
  command({ ...firmar, decide: ({ id, alias }) => [Firmado({ id, por: alias, en: [] })] }),
  // @ts-expect-error What is personal in a fact cannot be read.
  aggregate<{ n: number }>('firma', { n: 0 }).on(Firmado, (_, { por }) => ({ n: por.length })),
  // @ts-expect-error Nor deep inside.
  aggregate<{ n: number }>('firma', { n: 0 }).on(Firmado, (_, { en }) => ({ n: en.length + en[0].lugar })),
  // @ts-expect-error What is personal does not become a text that is not.
  alInicio.on(Firmado, 'inicio', (_, { por }) => step({ paso: 'inicio' }, pedir({ id: por }))),
  command({
    of: cosa,
    request: avisar,
    accepts: avisar.schema,
    example: avisar.example,
    id: ({ id }) => id,
    // @ts-expect-error What a request brings may be encrypted.
    decide: ({ a }) => (a.includes('@') ? [] : []),
  }),
  // @ts-expect-error A view that is not personal sees it encrypted.
  publica.on(Firmado, (_, { id, por }) => ({ id, por })),
  projection<{ id: string; por: string }>('v', { of: 'firma', key: 'id', indexes: { i: { by: 'id' } }, personal: 'i' })
    // @ts-expect-error In a personal view, it may be gone.
    .on(Firmado, (_, { id, por }) => ({ id, por })),
  // @ts-expect-error The older schema has no "nombre".
  older({ schema: z.object({ n: z.int() }), example: { n: 1 }, up: ({ nombre }) => ({ id: nombre }) }),
  event('Hecho', {
    context: 'x',
    schema: z.object({ id: z.string() }),
    example: { id: '' },
    // @ts-expect-error The last one gives data of the present schema.
    older: [older({ schema: z.object({ n: z.int() }), example: { n: 1 }, up: ({ n }) => ({ id: n }) })],
  }),
  event('Firmado', {
    context: 'x',
    schema: z.object({ por: z.string() }),
    example: { por: '' },
    // @ts-expect-error What was personal does not become readable in a newer version.
    older: [older({ schema: Firmado.schema, example: Firmado.example, up: ({ por }) => ({ por }) })],
  }),
  reportQuery({
    ...asked,
    of: sumas,
    where: () => [],
    // @ts-expect-error The totals have no measure "unidades".
    shape: (totales) => ({ n: totales.reduce((suma, { unidades }) => suma + (unidades ?? 0), 0) }),
  }),
  listQuery({
    ...asked,
    of: filas,
    where: () => ({}),
    // @ts-expect-error The rows have no "nombre".
    shape: ({ nombre }) => ({ n: nombre }),
  }),
];

test('the refusals above are for the compiler', () => expect(refused).toBeTypeOf('function'));

test('what is personal moves on from an older version, and a value of a few is known as one', () =>
  expect(upcast(Sellado, 1, { id: '', firma: 'Ana' })).toStrictEqual({ id: '', por: 'Ana', como: 'sello' }));

test('a state of a saga knows what it remembers, the data of its facts, and where it may lead', () => {
  const ready = proceso.states({
    inicio: (says) => says.on(Hecho, 'fin', (_, { id }) => step({ paso: 'fin', n: 1 }, pedir({ id }))),
    fin: (says) =>
      says.on(Hecho, ['inicio', 'fin'], (e) => (e.n > 1 ? step({ paso: 'inicio' }) : step({ ...e, n: e.n + 1 }))),
  });
  expect(answerOf(ready, { paso: 'inicio' }, { type: 'Hecho', data: { id: 'a' }, now: '' })).toStrictEqual({
    state: { paso: 'fin', n: 1 },
    requests: [pedir({ id: 'a' })],
  });
});

test('the rows of totals are known by their measures, and those of a view by its type', () => {
  const report = reportQuery({
    ...asked,
    of: sumas,
    where: () => [],
    shape: (totales) => ({ n: totales.reduce((suma, { ordenes = 0 }) => suma + ordenes, 0) }),
  });
  const list = listQuery({ ...asked, of: filas, where: () => ({}), shape: ({ n }) => ({ n }) });
  expect(report.shape([{ key: 'todas', ordenes: 2 }], { id: '' })).toStrictEqual({ n: 2 });
  expect(list.shape({ id: '1', n: 3 }, { id: '' })).toStrictEqual({ n: 3 });
});

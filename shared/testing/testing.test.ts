import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { command, to, unitOfWork } from '#shared/model/command.ts';
import { idOf } from '#shared/model/envelope.ts';
import { event } from '#shared/model/event.ts';
import { projection, tally } from '#shared/model/projection.ts';
import { reject } from '#shared/model/rejection.ts';
import { arbitraryOf } from './arbitrary.ts';
import { given } from './given.ts';
import { givenStreams } from './givenStreams.ts';
import { storm } from './storm.ts';

const Sumado = event('Sumado', { context: 'x', schema: z.object({ n: z.int() }), example: { n: 1 } });
const suma = aggregate<{ total: number }>('suma', { total: 0 }).on(Sumado, ({ total }, { n }) => ({
  total: total + n,
}));
const accepts = z.strictObject({ id: z.string(), n: z.int() });
const sumar = command({
  of: suma,
  accepts,
  example: { id: 'a', n: 1 },
  rejects: ['MUCHO'],
  id: ({ id }) => id,
  decide: ({ n }, { total }) => (total + n > 10 ? reject('MUCHO') : [Sumado({ n })]),
});
const pasar = unitOfWork({
  over: { suma },
  accepts,
  example: { id: 'a', n: 1 },
  main: ({ id }) => ({ of: suma, id }),
  streams: (_, { total }) => ({ suma: total > 0 ? ['resto'] : [] }),
  decide: ({ id, n }, { suma: sumas }) =>
    sumas.resto ? [to(suma, id, Sumado({ n: -n })), to(suma, 'resto', Sumado({ n }))] : [],
});

const sumas = projection<{ id: string; total: number }>('sumas', { of: 'suma', key: 'id' }).on(
  Sumado,
  (fila, { n }, { metadata }) => ({ id: idOf(metadata.stream), total: (fila?.total ?? 0) + n }),
);
const porTamano = tally<number, 'total'>('porTamano', {
  of: 'suma',
  initial: 0,
  contributes: (total) => ({ [total > 5 ? 'grandes|a' : 'chicas|a']: { total } }),
}).on(Sumado, (total, { n }) => total + n);
const resto = aggregate<{ total: number }>('suma', { total: 0 }).on(Sumado, (_, { n }) => ({ total: n }));

/** Adds what others have: those of two and four as the directory has them, that of eight as the stream of four tells, and the large ones together. */
const juntar = unitOfWork({
  over: { suma },
  accepts,
  example: { id: 'a', n: 1 },
  main: ({ id }) => ({ of: suma, id }),
  directories: {
    sumas: { of: sumas, where: () => ({}) },
    grandes: { of: porTamano, where: () => ({ value: 'grandes' }) },
  },
  streams: (_, __, { directories }) => ({
    suma: directories.sumas.filter(({ total }) => total === 2 || total === 4).map(({ id }) => id),
  }),
  more: (_, { suma: leidas }) => ({ suma: Object.values(leidas).some(({ total }) => total === 4) ? ['8'] : [] }),
  decide: ({ id, n }, { suma: leidas }, { directories }) => {
    const ajenas = Object.entries(leidas).filter(([otra]) => otra !== id);
    const grandes = directories.grandes.map(({ total = 0 }) => total);
    return [to(suma, id, ...[n, ...ajenas.map(([, { total }]) => total), ...grandes].map((uno) => Sumado({ n: uno })))];
  },
});

describe('given, when', () => {
  test('yields the facts', () =>
    given(Sumado({ n: 4 }))
      .when(sumar, { id: 'a', n: 6 })
      .yields(Sumado({ n: 6 })));
  test('rejects', () =>
    given(Sumado({ n: 4 }))
      .when(sumar, { id: 'a', n: 7 })
      .rejects('MUCHO'));
  test('is strict', () => {
    expect(() => given().when(sumar, { id: 'a', n: 6 }).yields()).toThrow();
    expect(() => given().when(sumar, { id: 'a', n: 6 }).rejects('MUCHO')).toThrow();
    expect(() => given().when(sumar, { id: 'a', n: 1.5 })).toThrow();
  });
  test('reads the streams for which the main one asks', () => {
    givenStreams({ 'suma#a': [Sumado({ n: 4 })] })
      .when(pasar, { id: 'a', n: 3 })
      .yields({ 'suma#a': [Sumado({ n: -3 })], 'suma#resto': [Sumado({ n: 3 })] });
    givenStreams({}).when(pasar, { id: 'a', n: 3 }).yields({});
  });
  test('reads once more what the streams read tell of, and what the directories show', () => {
    givenStreams({ 'suma#a': [Sumado({ n: 1 })], 'suma#b': [Sumado({ n: 2 })] })
      .when(juntar, { id: 'a', n: 3 })
      .yields({ 'suma#a': [Sumado({ n: 3 }), Sumado({ n: 2 })] });
    givenStreams({ 'suma#a': [Sumado({ n: 1 })], 'suma#4': [Sumado({ n: 4 })], 'suma#8': [Sumado({ n: 8 })] })
      .when(juntar, { id: 'a', n: 3 })
      .yields({ 'suma#a': [Sumado({ n: 3 }), Sumado({ n: 4 }), Sumado({ n: 8 }), Sumado({ n: 8 })] });
  });
  test('refuses to write what is only read', () => {
    const fuera = unitOfWork({ ...juntar, decide: ({ id, n }) => [to(resto, id, Sumado({ n })) as never] });
    expect(() => givenStreams({}).when(fuera, { id: 'a', n: 1 })).toThrow('not in "over"');
  });
});

describe('arbitraries', () => {
  const schema = z.strictObject({
    id: z.uuid(),
    nombre: z.string().min(1).max(5),
    clave: z.string().regex(/^[A-Z]{3}$/),
    n: z.int().min(3).max(9),
    medida: z.number().positive().max(2),
    cuando: z.iso.datetime(),
    correo: z.email().optional(),
    uno: z.enum(['a', 'b']).default('a'),
    lista: z.array(z.strictObject({ x: z.boolean() })).min(1),
  });
  test('fit their schema', () => {
    fc.assert(fc.property(arbitraryOf(schema), (value) => schema.safeParse(value).success));
  });
  test('take members from pools', () => {
    fc.assert(fc.property(arbitraryOf(schema, { clave: ['XYZ'] }), ({ clave }) => clave === 'XYZ'));
  });
  test('say what they do not know', () => {
    expect(() => arbitraryOf(z.map(z.string(), z.string()))).toThrow('There is no arbitrary for z.map() yet');
  });
});

test('a storm brings everything, some of it again', () => {
  fc.assert(fc.property(storm([1, 2, 3]), (things) => new Set(things).size === 3));
});

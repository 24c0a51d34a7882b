import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { looseParts } from '#shared/testing/bounds.ts';
import { languageOf } from '#shared/testing/sources.ts';
import { contextos } from './contextos.ts';

const language = await languageOf(contextos);

describe('10: what comes in is bounded', () => {
  const accepting = contextos.flatMap(({ commands, queries }) =>
    [...Object.entries(commands), ...Object.entries(queries)].map(([name, { accepts }]) => [name, accepts] as const),
  );
  const known = [...language.events, ...language.requests].map(({ type, schema }) => [type, schema] as const);
  test.each([...accepting, ...known])('%s takes texts, lists and numbers of a known size', (_, schema: z.ZodType) => {
    expect(looseParts(schema)).toStrictEqual([]);
  });
});

describe('11: a range has its ends in order', () => {
  const ranges = contextos.flatMap(({ queries }) =>
    Object.entries(queries).filter(([, { accepts }]) => 'desde' in accepts.shape && 'hasta' in accepts.shape),
  );
  test.each(ranges)('%s, or it is refused, naming both', (_, { accepts, example }) => {
    const ends = [
      { desde: '2030-01-01T00:00:00Z', hasta: '2030-01-01T00:00:00.001Z' },
      { desde: '2030-01-01', hasta: '2030-01-02' },
    ].find((each) => accepts.safeParse({ ...example, ...each }).success);
    expect(ends, 'desde and hasta are moments or days').toBeDefined();
    const reversed = accepts.safeParse({ ...example, desde: ends?.hasta, hasta: ends?.desde });
    expect(reversed.error?.issues).toMatchObject([{ path: ['hasta'], message: 'hasta no puede ser anterior a desde' }]);
  });
});

import { expect, test } from 'vitest';
import * as z from 'zod';
import { line, paragraph } from '#shared/model/text.ts';
import { looseParts } from './bounds.ts';

test.each([
  ['a free text', z.string()],
  ['a free text with a length', z.string().min(1).max(10)],
  ['a pattern without an end', z.string().regex(/^[a-z]+$/)],
  ['a pattern without anchors', z.string().regex(/[a-z]{3}/)],
  ['a format without an end', z.email()],
  ['a number without bounds', z.number()],
  ['a number with one bound', z.number().min(0)],
  ['a list without an end', z.array(line(3))],
  ['a kind that is not known', z.map(line(3), line(3))],
])('%s is loose, however deep it lies', (_, schema) => {
  const deep = z.object({ a: z.array(z.object({ b: schema.optional() })).max(3) });
  expect(looseParts(deep).every((found) => found.startsWith('a.*.b'))).toBe(true);
  expect(looseParts(deep)).toHaveLength(1);
});

test('what is bounded is not', () => {
  const schema = z.strictObject({
    a: line(3),
    b: paragraph(9).optional(),
    c: z.uuid(),
    d: z.string().regex(/^[a-z+*]{1,3}\+?$/),
    e: z.email().max(9),
    f: z.array(z.enum(['x'])).max(2),
    g: z.union([z.literal(1), z.int().min(1).max(2)]).default(1),
    h: z.iso.date(),
  });
  expect(looseParts(schema)).toStrictEqual([]);
});

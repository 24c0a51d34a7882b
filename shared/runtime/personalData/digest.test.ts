import { expect, test } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { command } from '#shared/model/command.ts';
import { personal } from '#shared/model/personal.ts';
import { digestOfInput } from './digest.ts';

const sign = command({
  of: aggregate<object>('thing', {}),
  accepts: z.strictObject({
    id: z.string(),
    by: personal(z.string()),
    lines: z.array(z.object({ to: personal(z.strictObject({ lat: z.number() })), n: z.int() })),
  }),
  example: { id: '1', by: 'Ana', lines: [] },
  id: ({ id }) => id,
  decide: () => [],
});
const input = { id: '1', by: 'Ana Rojas', lines: [{ to: { lat: 4 }, n: 1 }] };
const digest = (change: object) => digestOfInput(sign, { ...input, ...change });

test('a digest tells inputs apart', () => {
  expect(digest({})).toBe(digest({}));
  const others = [{ id: '2' }, { lines: [] }, { lines: [{ to: { lat: 4 }, n: 2 }] }].map(digest);
  expect(new Set([digest({}), ...others]).size).toBe(4);
});

test('whoever tries names finds none in it', () => {
  for (const other of [{ by: 'Luis Pardo' }, { by: 'Marta Gil' }, { lines: [{ to: { lat: 5 }, n: 1 }] }])
    expect(digest(other)).toBe(digest({}));
});

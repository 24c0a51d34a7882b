import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { journal, projection, tally } from '#shared/model/projection.ts';
import { keepsNothingPersonal } from './personal.ts';

const Signed = event('Signed', {
  context: 'test',
  subject: 'id',
  schema: z.object({ id: z.string(), name: personal(z.string()), at: personal(z.strictObject({ lat: z.number() })) }),
  example: { id: '1', name: 'Ana', at: { lat: 1 } },
});

const rows = projection<any>('rows', { of: 'thing', key: 'id' });
const totals = tally('totals', { of: 'thing', initial: {}, contributes: (_: any) => ({}) });

describe('a view that keeps what is personal without saying so is found', () => {
  test.each([
    ['as it came', rows.on(Signed, (_, data) => ({ ...data }))],
    ['deeper', rows.on(Signed, (_, { id, at }) => ({ id, places: [{ at }] }))],
    ['inside a text', rows.on(Signed, (_, { id, name }) => ({ id, greeting: `Hola, ${name}` }))],
    ['inside what a total remembers', totals.on(Signed, (_, { name }) => ({ name }))],
    ['in a line', journal('lines', 'id').on(Signed, ({ name }) => ({ titulo: 'Firmado', detalle: `por ${name}` }))],
  ])('%s', async (_, view) => {
    const cause = { message: expect.stringContaining('keeps a personal field of an event') };
    await expect(keepsNothingPersonal(view)).rejects.toMatchObject({ cause });
  });
});

test.each([
  rows.on(Signed, (_, { id }) => ({ id })),
  totals.on(Signed, () => ({})),
  journal('lines', 'id').on(Signed, () => ({ titulo: 'Firmado' })),
])('one that keeps nothing of it is not ($kind)', (view) => keepsNothingPersonal(view));

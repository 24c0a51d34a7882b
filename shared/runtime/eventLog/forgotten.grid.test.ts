import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { command } from '#shared/model/command.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { isSealed } from '#shared/model/sealed.ts';
import { asked, instance, logForTests } from './testing/log.ts';

const Signed = event('Signed', {
  context: 'test',
  subject: 'of',
  schema: z.object({ of: z.string(), name: personal(z.string()) }),
  example: { of: 'shop', name: 'Ana' },
});
const order = aggregate<{ readonly signed: number }>('order', { signed: 0 }).on(Signed, ({ signed }) => ({
  signed: signed + 1,
}));
const accepts = z.object({ id: z.string(), of: z.string(), name: personal(z.string()) });
const sign = command({
  of: order,
  accepts,
  example: { id: '1', of: 'shop', name: 'Ana' },
  creates: true,
  id: ({ id }) => id,
  decide: ({ of, name }) => [Signed({ of, name })],
});

const log = logForTests();
beforeAll(async () => {
  await log.makeTable({ name: 'keys', keys: { subject: 'S' } });
  vi.stubEnv('KEYS_TABLE', 'keys');
});

const ofAna = (id: string) => ({ id, of: 'shop', name: 'Ana' });

test('with a customer who asks to be forgotten nothing begins; what had begun is repeated and goes on', async () => {
  const [old, other] = [await instance(), await instance()];
  const first = await old.decide(sign, asked(ofAna('1'), 'the first'));
  await old.keys.closeKey('shop');
  await expect(other.decide(sign, asked(ofAna('2'), 'the second'))).rejects.toMatchObject({ code: 'CLIENTE_OLVIDADO' });
  expect(await other.commitsAfter('order#2', 0)).toEqual([]);
  const again = await (await instance()).decide(sign, asked(ofAna('1'), 'the first'));
  expect(again).toEqual({ ...first, repeated: true });
  expect(await other.decide(sign, asked(ofAna('1')))).toMatchObject({ version: 2 });

  await old.keys.forgetKey('shop', new Date());
  const last = await instance();
  expect(await last.decide(sign, asked(ofAna('1')))).toMatchObject({ version: 3 });
  const commits = await last.commitsAfter('order#1', 0);
  expect(commits.flatMap(({ events }) => events).every(({ data }) => isSealed((data as any).name))).toBe(true);
});

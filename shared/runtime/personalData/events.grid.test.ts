import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { dynamodbService } from '#infra/grid/services/dynamodb/service.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { makeTable } from '#infra/grid/testing/makeTable.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { isSealed } from '#shared/model/sealed.ts';

const TABLE = 'keys-of-events-test';
const Signed = event('Signed', {
  context: 'test',
  subject: 'who',
  schema: z.object({
    who: z.string(),
    n: z.int(),
    name: personal(z.string()),
    at: personal(z.strictObject({ lat: z.number() })).optional(),
    parts: z.tuple([personal(z.string()), z.int()]).optional(),
    by: z.record(z.string(), z.array(z.object({ name: personal(z.string().nullable()), n: z.int() }))).optional(),
  }),
  example: { who: 'w', n: 1, name: 'Ana' },
});
const Unnamed = event('Unnamed', {
  context: 'test',
  schema: z.object({ name: personal(z.string()) }),
  example: { name: 'Ana' },
});
const data = {
  who: 'shop-1',
  n: 7,
  name: 'Ana Rojas',
  at: { lat: 4.7 },
  parts: ['Ana', 2],
  by: {
    door: [
      { name: 'Luis', n: 1 },
      { name: null, n: 2 },
    ],
  },
};

let served: Served<{ dynamodb: ReturnType<typeof dynamodbService> }>;
let code: typeof import('./events.ts');
let keys: typeof import('./keys.ts');

beforeAll(async () => {
  served = await serve((grid) => ({ dynamodb: dynamodbService(grid) }));
  for (const [name, value] of Object.entries({ ...served.environment, KEYS_TABLE: TABLE })) vi.stubEnv(name, value);
  await makeTable(served.services.dynamodb, { name: TABLE, keys: { subject: 'S' } });
  vi.resetModules();
  [code, keys] = await Promise.all([import('./events.ts'), import('./keys.ts')]);
});

afterAll(() => served?.stop());

test('what is personal is encrypted wherever it is, and nothing else; its customer can read it', async () => {
  const stored: any = await code.encryptPersonal(Signed, data);
  expect(JSON.stringify(stored)).not.toMatch(/Ana|Luis|4\.7/);
  expect(stored).toMatchObject({ who: 'shop-1', n: 7, parts: [{}, 2], by: { door: [{ n: 1 }, { name: null, n: 2 }] } });
  expect([stored.name, stored.at, stored.parts[0], stored.by.door[0].name].every(isSealed)).toBe(true);
  expect(await code.decryptPersonal(Signed, stored)).toStrictEqual(data);
});

test('what is encrypted already stays as it is', async () => {
  const stored: any = await code.encryptPersonal(Signed, data);
  const passedOn: any = await code.encryptPersonal(Signed, { ...data, name: stored.name });
  expect(passedOn.name).toStrictEqual(stored.name);
});

test('where nothing personal is in clear, no key is needed to write it', async () => {
  const { name }: any = await code.encryptPersonal(Signed, data);
  for (const rest of [{}, { name: null }, { name: undefined }, { name }])
    expect(await code.encryptPersonal(Unnamed, rest)).toStrictEqual(rest);
});

test('what was written before it was personal is read as it is', async () => {
  const { name }: any = await code.encryptPersonal(Signed, data);
  expect(await code.decryptPersonal(Signed, { ...data, name })).toStrictEqual(data);
});

test('what was encrypted for one customer is none of another', async () => {
  await code.encryptPersonal(Signed, { ...data, who: 'shop-2' });
  const { name }: any = await code.encryptPersonal(Signed, data);
  await expect(code.decryptPersonal(Signed, { ...data, who: 'shop-2', name })).rejects.toThrow(
    'Signed: something in it was not encrypted for the customer shop-2.',
  );
});

test.each(['', 'AQ', 'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'no es base64 ¡'])(
  'what only looks encrypted (%j) is told',
  async (cifrado) => {
    await code.encryptPersonal(Signed, data);
    await expect(code.decryptPersonal(Signed, { ...data, name: { cifrado } })).rejects.toMatchObject({
      message: expect.stringContaining('was not encrypted'),
      cause: expect.any(Error),
    });
  },
);

test('of a customer who was forgotten nothing is left', async () => {
  const stored: any = await code.encryptPersonal(Signed, { ...data, who: 'gone' });
  await keys.closeKey('gone');
  await keys.forgetKey('gone', new Date());
  const left = {
    ...data,
    who: 'gone',
    name: null,
    at: null,
    parts: [null, 2],
    by: {
      door: [
        { name: null, n: 1 },
        { name: null, n: 2 },
      ],
    },
  };
  expect(await code.decryptPersonal(Signed, stored)).toStrictEqual(left);
  expect(await code.blankPersonal(Signed, stored)).toStrictEqual(left);
});

test('what goes on about a customer who was forgotten can be written, and is read by nobody', async () => {
  await code.encryptPersonal(Signed, { ...data, who: 'late' });
  await keys.closeKey('late');
  await keys.forgetKey('late', new Date());
  const stored: any = await code.encryptPersonal(Signed, { ...data, who: 'late' }, 'goesOn');
  expect(isSealed(stored.name)).toBe(true);
  expect(await code.decryptPersonal(Signed, stored)).toMatchObject({ who: 'late', name: null });
  await expect(code.encryptPersonal(Signed, { ...data, who: 'late' }, 'begins')).rejects.toMatchObject({
    code: 'CLIENTE_OLVIDADO',
  });
});

test('an event whose customer is not named cannot be written', async () => {
  await expect(code.encryptPersonal(Unnamed, { name: 'Ana' })).rejects.toThrow('names no "subject"');
});

import { expect, test } from 'vitest';
import * as z from 'zod';
import { event } from '#shared/model/event.ts';
import { notification } from '#shared/model/notification.ts';
import { recorded } from '#shared/testing/bus.ts';
import { fold, opaque } from '../follow/fold.ts';
import { composing } from './compose.ts';

const schema = z.object({ name: z.string() });
const of = { context: 'test', schema, example: { name: 'Ana' } };
const [Opened, Moved, Paid] = [event('Opened', of), event('Moved', of), event('Paid', of)];

const news = notification<{ name: string; mail?: string }>('news', {
  of: 'account',
  channels: { sms: ({ name }) => `+57 ${name}`, mail: ({ mail }) => mail },
  subject: ({ name }) => `customer ${name}`,
  perHour: { address: 1, subject: 1 },
})
  .remember(Opened, (_, { name }) => ({ name: String(name) }))
  .on(Opened, ({ name }) => ({ asunto: 'Opened', texto: `Hello ${name}` }))
  .remember(Moved, (memory) => memory && { ...memory, mail: 'a@b.c' })
  .on(Paid, (_, { name }) => (name === 'nobody' ? undefined : { asunto: 'Paid', texto: `by ${name}` }));

const { handlers } = composing(news);
const happened = (...facts: readonly (readonly [type: string, name: string])[]) =>
  facts.map(([type, name], at) => recorded(type, { stream: 'account#7', version: at + 1 }, { name }));
const outboxAfter = async (...facts: readonly (readonly [string, string])[]) =>
  (await fold(handlers, { version: 0, state: undefined }, { news: happened(...facts), reveal: opaque })).state;

const opened = { hito: 'Opened', version: 1, canal: 'sms', destino: '+57 Ana', asunto: 'Opened', texto: 'Hello Ana' };
const paid = { hito: 'Paid', version: 3, canal: 'sms', destino: '+57 Ana', asunto: 'Paid', texto: 'by Luis' };

test('a milestone makes a message for each channel that has an address', async () => {
  expect(await outboxAfter(['Opened', 'Ana'])).toStrictEqual({
    clave: '7',
    clienteId: 'customer Ana',
    memoria: { name: 'Ana' },
    mensajes: [opened],
  });
  expect(await outboxAfter(['Opened', 'Ana'], ['Moved', ''], ['Paid', 'Luis'])).toStrictEqual({
    clave: '7',
    clienteId: 'customer Ana',
    memoria: { name: 'Ana', mail: 'a@b.c' },
    mensajes: [opened, paid, { ...paid, canal: 'mail', destino: 'a@b.c' }],
  });
});

test('nothing is told of somebody of whom nothing is known', async () => {
  expect(await outboxAfter(['Paid', 'Luis'])).toBeUndefined();
  expect(await outboxAfter(['Moved', ''], ['Paid', 'Luis'])).toBeUndefined();
});

test('a milestone may have nothing to say', async () =>
  expect((await outboxAfter(['Opened', 'Ana'], ['Paid', 'nobody']))?.mensajes).toStrictEqual([opened]));

test("is a projection of the aggregate's streams, personal by its customer", () =>
  expect(composing(news)).toMatchObject({
    name: 'news',
    options: { of: 'account', key: 'clave', indexes: { porCliente: { by: 'clienteId' } }, personal: 'porCliente' },
  }));

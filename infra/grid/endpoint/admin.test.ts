import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { createUsage } from '../iam/usage.ts';
import { createMeter } from '../meter/meter.ts';
import { Outbox } from '../outbox.ts';
import { Store } from '../store.ts';
import { noFaults } from '../testing/noFaults.ts';
import { createAdmin } from './admin.ts';

function open() {
  const clock = new Clock();
  clock.freeze();
  const store = new Store(':memory:');
  const outbox = new Outbox({ store, clock, log: () => undefined });
  const about = { services: [], stacks: () => [], outputs: () => ({}), status: () => 'ready' as const };
  const parts = { clock, meter: createMeter(), usage: createUsage(), outbox, faults: noFaults({ clock }).faults };
  const admin = createAdmin({ ...parts, ...about });
  const ask = (method: string, url: string, body = '') => {
    const { status, body: text } = admin({ method, url, headers: {}, body: Buffer.from(body) });
    return { status, answer: JSON.parse(String(text)) };
  };
  const page = () => {
    const headers = { accept: 'text/html,application/xhtml+xml' };
    return String(admin({ method: 'GET', url: '/_alpes/outbox', headers, body: Buffer.from('') }).body);
  };
  return { clock, store, outbox, ask, page };
}

function ask(body: string) {
  const grid = open();
  const before = grid.clock.now();
  const { status, answer } = grid.ask('POST', '/_alpes/clock', body);
  return { status, moved: grid.clock.now() - before, message: answer.message };
}

test('the outbox is read by pages from the newest on, and keeps the last thousand', async () => {
  const { store, outbox, clock, ask } = open();
  await store.write(() => {
    for (let n = 1; n <= 1_001; n++) {
      outbox.keep({ protocol: 'sms', to: '+573001234567', from: null, subject: null, body: String(n) });
    }
  });
  const { messages } = ask('GET', '/_alpes/outbox').answer;
  expect(messages).toHaveLength(100);
  expect(messages[0]).toStrictEqual({
    id: 1_001,
    at: new Date(clock.now()).toISOString(),
    protocol: 'sms',
    to: '+573001234567',
    from: null,
    subject: null,
    body: '1001',
  });
  expect(ask('GET', '/_alpes/outbox?before=902').answer.messages[0].body).toBe('901');
  expect(ask('GET', '/_alpes/outbox?before=3').answer.messages.map(({ body }: { body: string }) => body)).toStrictEqual(
    ['2'],
  );
  expect(ask('GET', '/_alpes/outbox?before=x').status).toBe(400);
  store.close();
});

test('a browser gets the outbox as a page, in which no message is more than text', async () => {
  const { store, outbox, page } = open();
  expect(page()).toContain('There is nothing.');
  const body = '<script>alert(1)</script>';
  await store.write(() => outbox.keep({ protocol: 'email', to: 'ana@x.co', from: 'b@x.co', subject: 'Su <b>', body }));
  expect(page()).toContain('email to ana@x.co from b@x.co');
  expect(page()).toContain('<h2>Su &lt;b&gt;</h2><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  expect(page()).toContain('<a href="?before=1">');
  store.close();
});

test.each([
  ['null', /not an object/],
  ['[]', /not an object/],
  ['7', /not an object/],
  ['{"advance":1e20}', /no further than 9999-12-31/],
  ['{"advance":1e999}', /no further than 9999-12-31/],
  ['{"advance":"P999999999D"}', /no further than 9999-12-31/],
  ['{"advance":-1}', /forward only, not -1/],
  ['{"advance":"-PT1H"}', /forward only, not "-PT1H"/],
  ['{"advance":"P"}', /not "P"/],
  ['{"advance":null}', /not null/],
  ['{"advance":{}}', /not \{\}/],
  ['{"advance":NaN}', /not JSON/],
  ['{"advance":60000,"resume":"yes"}', /true or false/],
  ['{"rewind":1}', /not "rewind"/],
  ['', /not JSON/],
])('the clock refuses %s and stays where it is', (body, message) => {
  expect(ask(body)).toStrictEqual({ status: 400, moved: 0, message: expect.stringMatching(message) });
});

test.each([
  ['{"advance":60000}', 60_000],
  ['{"advance":"P1DT1H"}', 25 * 3_600_000],
  ['{}', 0],
])('%s moves it by %d ms', (body, moved) => {
  expect(ask(body)).toStrictEqual({ status: 200, moved, message: undefined });
});

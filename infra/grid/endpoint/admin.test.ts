import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { createMeter } from '../meter/meter.ts';
import { noFaults } from '../testing/noFaults.ts';
import { createAdmin } from './admin.ts';

function ask(body: string) {
  const clock = new Clock();
  clock.freeze();
  const before = clock.now();
  const about = { services: [], stacks: () => [], outputs: () => ({}), status: () => 'ready' as const };
  const admin = createAdmin({ clock, meter: createMeter(), faults: noFaults({ clock }).faults, ...about });
  const request = { method: 'POST', url: '/_alpes/clock', headers: {}, body: Buffer.from(body) };
  const { status, body: text } = admin(request);
  return { status, moved: clock.now() - before, message: JSON.parse(String(text)).message };
}

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

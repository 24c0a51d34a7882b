import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Probe, startProbe } from './testing/probe.ts';

let probe: Probe;
/** The OpenAPI document, as the API itself gives it. */
let document: any;

beforeAll(async () => {
  probe = await startProbe();
  document = (await probe.ask('GET /openapi.json', { token: '' })).body;
}, 120_000);

afterAll(() => probe?.stop());

type Answered = Awaited<ReturnType<Probe['ask']>>;

/** Holds an answer against what the document says of its status: its headers, its type and its code. */
function expectDeclared(answer: Answered, status: number): void {
  expect(answer.status).toBe(status);
  const declared = document.paths['/ordenes'].get.responses[status];
  const given = Object.fromEntries(Object.keys(declared.headers ?? {}).map((name) => [name, answer.headers.get(name)]));
  for (const [name, value] of Object.entries(given)) expect(value, name).not.toBeNull();
  const [type, { schema }] = Object.entries<any>(declared.content)[0] ?? [];
  expect(answer.headers.get('Content-Type')).toContain(type);
  expect(schema.allOf[1].properties.codigo.enum).toContain(answer.body.codigo);
}

test.each(['', 'no.es.token'])('a request with the token "%s" is answered as the document says', async (token) => {
  const answer = await probe.ask('GET /ordenes', { token });
  expectDeclared(answer, 401);
  expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
});

test('a request too many is answered as the document says', async () => {
  const { clock } = probe.system.grid;
  // What was used of the stage's burst comes back with time: there is none.
  clock.freeze();
  let answer = await probe.ask('GET /ordenes', { token: '' });
  for (let asked = 0; answer.status !== 429 && asked < 3_000; asked += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => probe.ask('GET /ordenes', { token: '' })));
    answer = answers.at(-1) as Answered;
  }
  expectDeclared(answer, 429);
  expect(answer.headers.get('Retry-After')).toBe('1');
  clock.resume();
});

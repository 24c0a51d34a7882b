import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBus, recorded, runOf, type TestBus } from '#shared/testing/bus.ts';
import { handler } from './plazos.handler.ts';
import { deadlineItem } from './plazos.ts';

const MARCA = { cubo: { S: 'marca' }, plazo: { S: 'ultima' } };
const HORA = 3_600_000;
const MINUTO = 60_000;
const RUN = runOf('alpes-plazos');

let bus: TestBus;

beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('VIEW_TABLE', 'plazos');
  await bus.makeTable({ name: 'plazos', keys: { cubo: 'S', plazo: 'S' } });
});
afterAll(() => bus?.stop());

const hace = (ms: number) => new Date(Date.now() - ms).toISOString();
const put = (item: Record<string, any>) => bus.put('plazos', item);
const marcar = (hasta: string) => put({ ...MARCA, hasta: { S: hasta } });

/** The item of a deadline, with an id and a time to come. */
function plazo(id: string, vence: string) {
  const data = { saga: 'cumplimiento', clave: id, paso: 'enRuta', entrada: 7, vence };
  return deadlineItem(recorded('PlazoFijado', { id, stream: `cumplimiento#${id}` }, data), vence);
}

/** The context of a run that has time for so many hours: it is asked once before the first, and before each. */
function timeFor(hours: number): Context {
  let asked = 0;
  return runOf('alpes-plazos', () => (asked++ <= hours ? 15_000 : 4_000));
}

async function marca(): Promise<number> {
  const { Item } = await bus.dynamodb.send(new GetItemCommand({ TableName: 'plazos', Key: MARCA }));
  return Date.parse(Item?.hasta?.S ?? '');
}

const vencidos = async () => (await bus.arrived()).map(({ data }) => data.clave).sort();

test('after a long stop each run gets further, and every deadline is told once', async () => {
  await marcar(hace(2.5 * HORA));
  await Promise.all([put(plazo('a', hace(2.2 * HORA))), put(plazo('b', hace(0.5 * HORA)))]);
  expect(await handler({}, timeFor(1))).toStrictEqual({ vencidos: 1, muertos: 0 });
  const reached = await marca();
  expect(Math.abs(reached - Date.parse(hace(1.5 * HORA)))).toBeLessThan(0.2 * HORA);
  expect(await handler({}, timeFor(1))).toStrictEqual({ vencidos: 0, muertos: 0 });
  expect(await marca()).toBeGreaterThan(reached);
  expect(await handler({}, timeFor(9))).toStrictEqual({ vencidos: 1, muertos: 0 });
  expect(Date.now() - (await marca())).toBeLessThan(120_000);
  expect(await handler({}, timeFor(1))).toStrictEqual({ vencidos: 0, muertos: 0 });
  expect(await vencidos()).toStrictEqual(['a', 'b']);
});

test('one that was noted in a minute that a run has passed is told by the next', async () => {
  await marcar(hace(0));
  await put(plazo('tarde', hace(2 * MINUTO)));
  expect(await handler({}, RUN)).toStrictEqual({ vencidos: 1, muertos: 0 });
  expect(await vencidos()).toStrictEqual(['tarde']);
});

test.each([
  ['without an event', () => undefined],
  ['with an event that is no JSON', () => '{María'],
  ['with an event of something else', () => '{"data":{"hola":1},"metadata":{"id":"1"}}'],
  ['with a time that is none', (evento: string) => evento.replace(/"vence":"[^"]+"/, '"vence":"pronto"')],
  ['that is nobody’s', (evento: string) => evento.replace('"id":"malo"', '"di":"malo"')],
])('a deadline %s holds up no other: it is dead once, and told when its letter is redriven', async (_, spoil) => {
  await marcar(hace(MINUTO));
  const malo = plazo('malo', hace(MINUTO));
  const evento = spoil(malo.evento.S);
  const buenos = Array.from({ length: 9 }, (_, at) => `bueno-${at}`);
  await put({ ...malo, evento: evento === undefined ? { NULL: true } : { S: evento } });
  await Promise.all(buenos.map((id) => put(plazo(id, hace(MINUTO)))));

  const { muertos } = await handler({}, RUN);
  expect(muertos).toBe(1);
  expect(await handler({}, RUN)).toStrictEqual({ vencidos: 0, muertos: 0 });
  expect(await vencidos()).toStrictEqual(buenos);
  const [letter, ...others] = await bus.letters();
  expect(others).toStrictEqual([]);
  expect(letter?.body).toStrictEqual({ cubo: malo.cubo.S, plazo: malo.plazo.S });
  expect(letter?.attributes).toMatchObject({
    function: 'alpes-plazos',
    reason: expect.stringMatching(/no deadline|is none/),
  });

  await expect(handler(letter?.body, RUN)).rejects.toThrow(/no deadline|is none/);
  await put(malo);
  expect(await handler(letter?.body, RUN)).toStrictEqual({ vencidos: 1, muertos: 0 });
  expect(await vencidos()).toStrictEqual(['malo']);
});

test('a letter of a deadline that was deleted is done with', async () => {
  expect(await handler({ cubo: 'x', plazo: 'y' }, RUN)).toStrictEqual({ vencidos: 0, muertos: 0 });
});

test('one that cannot be published now holds up no other, and the next run tells it', async () => {
  await marcar(hace(MINUTO));
  await Promise.all(['x', 'frenado', 'z'].map((id) => put(plazo(id, hace(MINUTO)))));
  bus.throttle.refuse('cumplimiento#frenado', Number.POSITIVE_INFINITY);
  await expect(handler({}, RUN)).rejects.toThrow('1 deadlines could not be published; the next run tries again.');
  expect(await vencidos()).toStrictEqual(['x', 'z']);
  bus.throttle.refuse('cumplimiento#frenado', 0);
  expect(await handler({}, RUN)).toStrictEqual({ vencidos: 1, muertos: 0 });
  expect(await vencidos()).toStrictEqual(['frenado']);
  expect(await bus.letters()).toStrictEqual([]);
});

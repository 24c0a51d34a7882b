import type { APIGatewayProxyResult, SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { aggregate } from '#shared/model/aggregate.ts';
import { type AnyCommand, command, to, unitOfWork } from '#shared/model/command.ts';
import { event, type Fact } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';
import { reject } from '#shared/model/rejection.ts';
import { request } from '#shared/model/request.ts';
import { openBus, recorded, runOf, type TestBus } from '#shared/testing/bus.ts';
import { goneBack, messageOf } from '#shared/testing/messages.ts';
import { recordedOf } from '../eventLog/commit.ts';
import { commitsAfter } from '../eventLog/read.ts';
import { encryptPersonal } from '../personalData/events.ts';
import { logger } from '../telemetry.ts';
import { toAuthorizer } from './caller.ts';
import { commandHandler } from './command.ts';

const Opened = event('Opened', {
  context: 'test',
  subject: 'owner',
  schema: z.object({ owner: z.string(), name: personal(z.string()) }),
  example: { owner: 'o', name: 'Ana' },
});
const Taken = event('Taken', { context: 'test', schema: z.object({ by: z.string() }), example: { by: 'x' } });
interface Box {
  readonly left: number;
}
const box = aggregate<Box>('box', { left: 0 })
  .on(Opened, () => ({ left: 2 }))
  .on(Taken, ({ left }) => ({ left: left - 1 }));

const input = z.strictObject({ owner: z.string(), name: personal(z.string().min(1)) });
const ask = request('open', { context: 'test', schema: input, example: { owner: 'o', name: 'Ana' } });
const open = command({
  of: box,
  http: 'POST /boxes',
  scope: 'boxes:escribir',
  request: ask,
  accepts: ask.schema,
  example: ask.example,
  creates: true,
  id: (_, { id }) => id,
  decide: ({ owner, name }) => [Opened({ owner, name })],
});
const accepts = z.strictObject({ id: z.string() });
const base = { scope: 'boxes:escribir', accepts, example: { id: '1' }, rejects: ['VACIA'] as const };
const take = command({
  ...base,
  of: box,
  http: 'POST /boxes/{id}/taking',
  id: ({ id }) => id,
  decide: ({ id }, { left }, { actor }) =>
    left > 0 ? [Taken({ by: actor.subject })] : reject('VACIA', `La caja ${id}`),
});
const takeBoth = unitOfWork({
  ...base,
  over: { box },
  http: 'POST /boxes/{id}/both',
  tells: { schema: z.object({ por: z.array(z.string()) }), of: (facts) => ({ por: facts.map(({ data }) => data.by) }) },
  main: ({ id }) => ({ of: box, id }),
  streams: ({ id }) => ({ box: [id] }),
  decide: ({ id }) => [to(box, id, Taken({ by: 'a' }), Taken({ by: 'b' }))],
});
const meanings = { VACIA: { status: 409, title: 'La caja está vacía' } } as const;

let bus: TestBus;
beforeAll(async () => {
  bus = await openBus();
  vi.stubEnv('KEYS_TABLE', 'keys');
  await bus.makeTable({ name: 'keys', keys: { subject: 'S' } });
});
afterAll(() => bus?.stop());
afterEach(() => vi.restoreAllMocks());

interface Asking {
  readonly body: object;
  readonly path?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly subject?: string;
}

let requests = 0;

/** What the API answers when a command is asked for. */
async function asked(it: AnyCommand, { body, path, headers, subject = 'ana' }: Asking) {
  const actor = { subject, scopes: ['boxes:escribir'] };
  const authorizer = toAuthorizer({ actor, until: Math.floor(Date.now() / 1_000) + 600 });
  const event = {
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    pathParameters: path ?? null,
    requestContext: { authorizer, requestId: `request-${++requests}` },
  };
  const result = (await commandHandler('it', it, meanings)(event as never, runOf('alpes-it'))) as APIGatewayProxyResult;
  return { status: result.statusCode, headers: result.headers ?? {}, body: JSON.parse(result.body) };
}
const ofAna = { owner: 'o', name: 'Ana' };
const opened = async () => (await asked(open, { body: ofAna })).body.id as string;
const eventsOf = async (id: string) => (await commitsAfter(`box#${id}`, 0)).flatMap(recordedOf);

describe('asked by the API', () => {
  test('what begins a stream says where it is', async () => {
    const { status, headers, body } = await asked(open, { body: ofAna, headers: { 'X-Correlation-Id': 'c-1' } });
    expect([status, body]).toStrictEqual([201, { id: body.id, version: 1, flujo: `box#${body.id}` }]);
    expect(headers).toMatchObject({ ETag: '"1"', Location: `boxes/${body.id}`, 'X-Correlation-Id': 'c-1' });
    const [first] = await eventsOf(body.id);
    expect(first?.metadata).toMatchObject({
      correlationId: 'c-1',
      causationId: `request-${requests}`,
      commandId: `request-${requests}`,
      actor: 'ana',
      traceparent: expect.stringMatching(/^00-/),
    });
  });

  test('what goes on in one says its version, and nothing of a place', async () => {
    const id = await opened();
    const { status, headers, body } = await asked(take, { body: {}, path: { id } });
    expect([status, body]).toStrictEqual([200, { id, version: 2, flujo: `box#${id}` }]);
    expect([headers.ETag, 'Location' in headers]).toStrictEqual(['"2"', false]);
    const both = await asked(takeBoth, { body: {}, path: { id } });
    expect([both.status, both.body.version, 'Location' in both.headers]).toStrictEqual([200, 4, false]);
  });

  test('what tells what it did says so beside the version, again where it is repeated', async () => {
    const id = await opened();
    const asking = { body: {}, path: { id }, headers: { 'Idempotency-Key': 'tell' } };
    const told = { por: ['a', 'b'], id, version: 3, flujo: `box#${id}` };
    expect((await asked(takeBoth, asking)).body).toStrictEqual(told);
    expect((await asked(takeBoth, asking)).body).toStrictEqual(told);
  });

  test('a refusal is told by its meaning', async () => {
    const { status, headers, body } = await asked(take, {
      body: { id: 'none' },
      headers: { 'x-correlation-id': 'c-2' },
    });
    expect([status, body.codigo, body.detail, headers['X-Correlation-Id']]).toStrictEqual([
      409,
      'VACIA',
      'La caja none',
      'c-2',
    ]);
  });

  test.each([
    [{ body: { id: 1 } }, 400],
    [{ body: { id: '1' }, headers: { 'X-Correlation-Id': 'a b' } }, 400],
    [{ body: { id: '1' }, headers: { 'Idempotency-Key': 'a b' } }, 400],
  ])('%j is refused before anything is decided', async (asking, wanted) => {
    const { status, headers } = await asked(take, asking);
    expect(status).toBe(wanted);
    expect(headers['X-Correlation-Id']).toBe(`request-${requests}`);
  });

  test('takes nothing that is encrypted', async () => {
    const { status, body } = await asked(open, { body: { owner: 'o', name: { cifrado: 'AQ' } } });
    expect([status, body.errores]).toStrictEqual([400, [{ campo: 'name', mensaje: 'Debe ser un texto' }]]);
  });

  test("a key makes a repetition of a caller's own command, and of nobody else's", async () => {
    const headers = { 'Idempotency-Key': 'key-1' };
    const first = await asked(open, { body: ofAna, headers });
    const again = await asked(open, { body: ofAna, headers });
    expect(again.body).toStrictEqual(first.body);
    expect([first, again].map((one) => one.headers['Idempotency-Replayed'])).toStrictEqual([undefined, 'true']);
    expect((await asked(open, { body: ofAna, headers, subject: 'luis' })).body.id).not.toBe(first.body.id);
    expect((await asked(open, { body: { ...ofAna, owner: 'p' }, headers })).body.codigo).toBe('CLAVE_REUTILIZADA');
    const { id } = first.body;
    const takeAgain = () => asked(take, { body: { id }, headers });
    expect([(await takeAgain()).body.version, (await takeAgain()).body.version]).toStrictEqual([2, 2]);
    expect((await asked(take, { body: { id }, headers, subject: 'luis' })).body.version).toBe(3);
  });

  test('without a key each is a command of its own', async () => {
    const id = await opened();
    await asked(take, { body: { id } });
    expect((await asked(take, { body: { id } })).body.version).toBe(3);
  });

  test('goes on with the trace of the caller', async () => {
    const traceparent = '00-6745d1f3a006649127e371903a2de979-70de5b6f19ff9a0a-01';
    const { body } = await asked(open, { body: ofAna, headers: { traceparent } });
    expect((await eventsOf(body.id))[0]?.metadata.traceparent).toBe(traceparent);
  });
});

describe('asked by the bus', () => {
  const message = (data: object, metadata: object) =>
    messageOf(recorded('asked', { correlationId: 'c', actor: 'saga', ...metadata }, data));
  const given = (it: AnyCommand, ...messages: SQSRecord[]) => goneBack(commandHandler('it', it, meanings), messages);

  test('it is the same command however often it comes, in the name of who asked', async () => {
    const id = await opened();
    const asks = message({ id }, { id: 'm-1', traceparent: '00-6745d1f3a006649127e371903a2de979-70de5b6f19ff9a0a-01' });
    expect(await given(take, asks, asks)).toStrictEqual([]);
    const events = await eventsOf(id);
    expect(events.map(({ type, data }) => [type, data.by])).toStrictEqual([
      ['Opened', undefined],
      ['Taken', 'saga'],
    ]);
    expect(events[1]?.metadata).toMatchObject({
      commandId: 'm-1',
      causationId: 'm-1',
      correlationId: 'c',
      traceparent: '00-6745d1f3a006649127e371903a2de979-70de5b6f19ff9a0a-01',
    });
  });

  test('a message without a trace leads to a commit without one', async () => {
    const id = await opened();
    await given(take, message({ id }, {}));
    expect('traceparent' in ((await eventsOf(id))[1]?.metadata ?? {})).toBe(false);
  });

  test('a refusal ends the message, and is told in the log', async () => {
    const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    expect(await given(take, message({ id: 'none' }, { id: 'm-2' }))).toStrictEqual([]);
    expect(warn).toHaveBeenCalledExactlyOnceWith('it was refused: VACIA', { detail: 'La caja none', causa: 'm-2' });
  });

  test('what fails comes back, alone', async () => {
    const id = await opened();
    const wrong = message({ id: 1 }, {});
    expect(await given(take, wrong, message({ id }, {}))).toStrictEqual([wrong.messageId]);
    expect(await eventsOf(id)).toHaveLength(2);
  });

  test('what views may not show yet is decided a moment later, once', async () => {
    const id = await opened();
    const doubtful = { ...takeBoth, looksAgain: (facts: readonly Fact[]) => facts.some(({ data }) => data.by === 'b') };
    const asks = message({ id }, { id: 'm-3' });
    expect(await given(doubtful, asks)).toStrictEqual([asks.messageId]);
    expect(await eventsOf(id)).toHaveLength(1);
    const again = { ...asks.attributes, ApproximateFirstReceiveTimestamp: String(Date.now() - 2_000) };
    expect(await given(doubtful, { ...asks, attributes: again })).toStrictEqual([]);
    expect(await eventsOf(id)).toHaveLength(3);
  });

  test('a caller of the API and whoever is not in doubt wait for nothing', async () => {
    const id = await opened();
    const doubtful = { ...takeBoth, looksAgain: () => true };
    expect((await asked(doubtful, { body: {}, path: { id } })).body.version).toBe(3);
    expect(await given({ ...takeBoth, looksAgain: () => false }, message({ id }, {}))).toStrictEqual([]);
  });

  test('what is personal may come encrypted where the command is asked for by a request', async () => {
    const { name } = (await encryptPersonal(Opened, ofAna)) as { name: object };
    expect(await given(open, message({ owner: 'o', name }, {}))).toStrictEqual([]);
    const { request: _, ...unasked } = open;
    expect(await given(unasked as AnyCommand, message({ owner: 'o', name }, {}))).toHaveLength(1);
  });
});

describe('asked by hand', () => {
  const byHand = (it: AnyCommand, by: object, awsRequestId: string): Promise<any> =>
    commandHandler('it', it, meanings)(by as never, { ...runOf('alpes-it'), awsRequestId });

  test('it gives what became of it, the same in a repetition by Lambda', async () => {
    const first = await byHand(open, ofAna, 'run-1');
    expect(first).toStrictEqual({ id: first.id, stream: `box#${first.id}`, version: 1, changed: true });
    expect(await byHand(open, ofAna, 'run-1')).toStrictEqual({ ...first, repeated: true });
    const [{ metadata } = {} as never] = await eventsOf(first.id);
    expect(metadata).toMatchObject({
      actor: 'invocacion-directa',
      commandId: 'run-1',
      correlationId: 'run-1',
      causationId: 'run-1',
      traceparent: expect.stringMatching(/^00-/),
    });
  });

  test.each([null, undefined, 'Records', 7, ['Records']])('%j is no input', async (by) =>
    expect(await byHand(take, by as never, 'run-4')).toMatchObject({
      codigo: 'ENTRADA_INVALIDA',
      errores: [{ campo: '(cuerpo)', mensaje: 'Debe ser un objeto JSON' }],
    }),
  );

  test('it gives a problem where it fails or is refused', async () => {
    expect(await byHand(take, { id: 'none', Records: 3 }, 'run-5')).toMatchObject({ codigo: 'ENTRADA_INVALIDA' });
    expect(await byHand(take, { id: 'none' }, 'run-2')).toMatchObject({ codigo: 'VACIA', detail: 'La caja none' });
    expect(await byHand(take, { id: 1 }, 'run-3')).toMatchObject({
      codigo: 'ENTRADA_INVALIDA',
      instance: 'urn:alpes:peticion:run-3',
    });
  });
});

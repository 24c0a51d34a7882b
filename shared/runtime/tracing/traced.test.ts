import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tracedClient } from './calls.ts';
import { contextOf } from './context.ts';
import { traced } from './traced.ts';

const TRACE = '6745d1f3a006649127e371903a2de979';
const traceparentOf = (span: string, flags = '01') => `00-${TRACE}-${span.repeat(16)}-${flags}`;
const causeOf = (span: string, id?: string) => ({ traceparent: traceparentOf(span), id });
const notSampled = { traceparent: traceparentOf('c', '00') };

const REFUSED = 'refused';

const server = answering();
let daemon: Socket;
let dynamodb: DynamoDBClient;
const told: Record<string, any>[] = [];

beforeAll(async () => {
  daemon = createSocket('udp4');
  daemon.on('message', (message) => {
    const [header, document] = message.toString().split('\n');
    expect(JSON.parse(header as string)).toEqual({ format: 'json', version: 1 });
    told.push(JSON.parse(document as string));
  });
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  dynamodb = tracedClient(
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
    }),
  );
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'alpes-crearOrden');
});
afterAll(() => {
  vi.unstubAllEnvs();
  daemon.close();
  dynamodb.destroy();
  server.close();
});

describe('traced work', () => {
  test('is a child of its cause, and the cause of what follows', async () => {
    const handedOn = await traced([causeOf('a')], async (handOn) => handOn);
    const [segment] = await next(1);
    const own = contextOf(handedOn);
    expect(segment).toMatchObject({
      name: 'alpes-crearOrden',
      id: own?.spanId,
      trace_id: '1-6745d1f3-a006649127e371903a2de979',
      parent_id: 'a'.repeat(16),
      subsegments: [],
    });
    expect(segment?.end_time).toBeGreaterThanOrEqual(segment?.start_time);
    // In seconds since 1970: today, and not in some other unit.
    expect(new Date(segment?.start_time * 1_000).toISOString().slice(0, 4)).toBe(new Date().toISOString().slice(0, 4));
    expect(own).toMatchObject({ traceId: TRACE, sampled: true });
  });

  test('is told once to each of its causes, and not to those that are not sampled', async () => {
    await traced([causeOf('a'), causeOf('b'), causeOf('a'), notSampled, {}], async () => {});
    expect((await next(2)).map((segment) => segment.parent_id).sort()).toEqual(['a'.repeat(16), 'b'.repeat(16)]);
    await traced([causeOf('d')], async () => {});
    expect((await next(1))[0]?.parent_id).toBe('d'.repeat(16));
  });

  test('names its messages and its invocation', async () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1;Parent=2');
    await traced([causeOf('a', 'one'), causeOf('b', 'two'), causeOf('a', 'three')], async () => {});
    vi.stubEnv('_X_AMZN_TRACE_ID', undefined);
    const told = Object.fromEntries((await next(2)).map(({ parent_id, metadata }) => [parent_id[0], metadata.alpes]));
    const invocacion = 'Root=1;Parent=2';
    expect(told).toStrictEqual({
      a: { mensajes: ['one', 'three'], invocacion },
      b: { mensajes: ['two'], invocacion },
    });
    await traced([causeOf('a')], async () => {});
    expect((await next(1))[0]).not.toHaveProperty('metadata');
  });

  test('hands on a context that is not sampled as it came', async () => {
    expect(await traced([notSampled], async (handOn) => handOn)).toBe(notSampled.traceparent);
    expect(await traced([{}], async (handOn) => handOn)).toBeUndefined();
  });

  test('that fails says so, and fails all the same', async () => {
    const failing = traced([causeOf('a')], () => Promise.reject(new RangeError('too far')));
    await expect(failing).rejects.toThrow('too far');
    const [segment] = await next(1);
    expect(segment).toMatchObject({ fault: true, cause: { exceptions: [{ type: 'RangeError', message: 'too far' }] } });
  });

  test('that throws something else than an error says what', async () => {
    await expect(traced([causeOf('a')], () => Promise.reject('no'))).rejects.toBe('no');
    const [segment] = await next(1);
    expect(segment?.cause).toMatchObject({ exceptions: [{ type: 'Error', message: 'no' }] });
  });

  test('holds the AWS calls made for it, those that failed too, and no others', async () => {
    const put = new PutItemCommand({ TableName: 'alpes-event-log', Item: {} });
    await dynamodb.send(put);
    await traced([causeOf('a')], async () => {
      await dynamodb.send(put);
      await expect(dynamodb.send(new QueryCommand({ TableName: REFUSED }))).rejects.toThrow();
    });
    const [segment] = await next(1);
    expect(segment?.subsegments).toMatchObject([
      { name: 'DynamoDB', namespace: 'aws', aws: { operation: 'PutItem', table_name: 'alpes-event-log' } },
      { name: 'DynamoDB', namespace: 'aws', aws: { operation: 'Query', table_name: REFUSED }, fault: true },
    ]);
  });
});

/** The next `count` segments that the daemon hears. */
async function next(count: number): Promise<Record<string, any>[]> {
  await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count));
  return told.splice(0, told.length);
}

/** Answers as DynamoDB does: an empty output, or an error for one table. */
function answering() {
  return createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.writeHead(body.includes(REFUSED) ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetTracesCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  type Trace,
  XRayClient,
} from '@aws-sdk/client-xray';
import { App, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';

/** A function that tells the daemon of its work, as tracing libraries do, and answers with its trace header. */
const CODE = `
const dgram = require('node:dgram');
exports.handler = async () => {
  const { _X_AMZN_TRACE_ID: header, AWS_XRAY_DAEMON_ADDRESS: daemon } = process.env;
  const [, root, parent] = /Root=([^;]+);Parent=([^;]+)/.exec(header);
  const now = Date.now() / 1000;
  const document = { name: 'own work', id: '00000000000000aa', trace_id: root, parent_id: parent, start_time: now, end_time: now };
  const [host, port] = daemon.split(':');
  const socket = dgram.createSocket('udp4');
  const send = (text) => new Promise((sent) => socket.send(text, Number(port), host, sent));
  await send('no header');
  await send('{"format":"json","version":1}\\n' + JSON.stringify(document));
  socket.close();
  return { statusCode: 200, body: header };
};`;

const folder = mkdtempSync(join(tmpdir(), 'grid-xray-'));
const logged: string[] = [];
let grid: Grid;
let xray: XRayClient;

beforeAll(start);
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a traced request', () => {
  test('is one trace: gateway, function, and what the function tells', async () => {
    const { root, header } = await request(`Root=${traceId(1)};Parent=00000000000000ff;Sampled=1`);
    expect(root).toBe(traceId(1));
    const [gateway, fn, own] = await segmentsOf(root, 3);
    expect(gateway).toMatchObject({
      name: 'Api/prod',
      origin: 'AWS::ApiGateway::Stage',
      parent_id: '00000000000000ff',
      http: { request: { method: 'GET', url: '/' }, response: { status: 200 } },
    });
    expect(fn).toMatchObject({ origin: 'AWS::Lambda::Function', parent_id: gateway?.id });
    expect(header).toBe(`Root=${root};Parent=${fn?.id};Sampled=1`);
    expect(own).toMatchObject({ name: 'own work', parent_id: fn?.id });
  });

  test('begins a trace when the client sends none', async () => {
    const { root } = await request();
    expect(await segmentsOf(root, 3)).toHaveLength(3);
  });

  test('is not told when the client says so', async () => {
    const { header } = await request(`Root=${traceId(2)};Sampled=0`);
    expect(header).toMatch(/;Sampled=0$/);
    // What the function sends of its own accord is its own affair.
    expect(await segmentsOf(traceId(2), 1)).toMatchObject([{ name: 'own work' }]);
  });

  test.each(['Root=casa', 'Root=1-67458888-00000000000000000000000g;Parent=x', `Root=${traceId(9)};Parent=casa`])(
    'is answered whatever the client says of its trace: %s',
    async (said) => {
      const answer = await fetch(`${grid.apis.Api}/`, { headers: { 'x-amzn-trace-id': said } });
      expect(answer.status).toBe(200);
      const root = /Root=([^;]+)/.exec(await answer.text())?.[1] ?? '';
      const [gateway] = await segmentsOf(root, 3);
      expect(gateway).not.toHaveProperty('parent_id');
    },
  );

  test('is found by its time, and after a restart', async () => {
    const { root } = await request();
    const before = await segmentsOf(root, 3);
    await stop();
    await start();
    expect(await segmentsOf(root, 3)).toEqual(before);
    const now = Date.now();
    const { TraceSummaries = [] } = await xray.send(
      new GetTraceSummariesCommand({ StartTime: new Date(now - 60_000), EndTime: new Date(now + 60_000) }),
    );
    expect(TraceSummaries.find(({ Id }) => Id === root)).toMatchObject({ HasFault: false, IsPartial: false });
  });
});

describe('segments', () => {
  const segment = { name: 'a', id: '00000000000000bb', trace_id: traceId(3), start_time: 1_700_000_000 };

  test('that are told again are replaced', async () => {
    await put({ ...segment, in_progress: true });
    await put({ ...segment, end_time: 1_700_000_002.5 });
    const [trace] = await traces(traceId(3));
    expect(trace).toMatchObject({ Id: traceId(3), Duration: 2.5 });
    expect(trace?.Segments).toHaveLength(1);
  });

  test('that are told again as begun, by a datagram that was overtaken, stay ended', async () => {
    await put({ ...segment, trace_id: traceId(4), end_time: 1_700_000_003 });
    await put({ ...segment, trace_id: traceId(4), in_progress: true });
    expect(await traces(traceId(4))).toMatchObject([{ Duration: 3 }]);
  });

  test.each([
    ['JSON', 'no json', 'not JSON'],
    ['an object', 'null', 'no object'],
    ['a name', { ...segment, name: undefined, end_time: 1 }, 'no name'],
    ['an id', { ...segment, id: 'b', end_time: 1 }, 'id'],
    ['a trace', { ...segment, trace_id: '1-2-3', end_time: 1 }, 'trace_id'],
    ['a start', { ...segment, start_time: undefined, end_time: 1 }, 'start_time'],
    ['an end', segment, 'end_time'],
    ['a size under 64 KB', { ...segment, end_time: 1, metadata: 'x'.repeat(70_000) }, 'larger'],
  ])('need %s', async (_, document, said) => {
    const [refused] = await put(document);
    expect(refused).toMatchObject({ ErrorCode: 'InvalidRequestException', Message: expect.stringContaining(said) });
  });

  test('that the daemon cannot read are dropped with a line', async () => {
    await request();
    await vi.waitFor(() => expect(logged.join('\n')).toContain('X-Ray: a segment was dropped'));
  });
});

test('more traces than X-Ray gives at once are refused', async () => {
  await expect(traces(...[1, 2, 3, 4, 5, 6].map(traceId))).rejects.toThrow('At most 5');
});

async function start(): Promise<void> {
  const app = new App({ outdir: join(folder, 'assembly') });
  const stack = new Stack(app, 'Traced');
  const handler = new Lambda(stack, 'Fn', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(CODE),
    tracing: Tracing.ACTIVE,
  });
  new LambdaRestApi(stack, 'Api', { handler, deployOptions: { stageName: 'prod', tracingEnabled: true } });
  app.synth();
  const assembly = join(folder, 'assembly');
  grid = await startGrid({ assembly, dataFolder: join(folder, 'data'), onLog: (line) => logged.push(line) });
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  xray = new XRayClient({ endpoint: grid.endpoint, region: 'us-east-1', credentials });
}

async function stop(): Promise<void> {
  xray?.destroy();
  await grid?.stop();
}

/** Sends a request, and gives the trace header that the function saw. */
async function request(trace?: string): Promise<{ root: string; header: string }> {
  const answer = await fetch(`${grid.apis.Api}/`, { headers: trace ? { 'x-amzn-trace-id': trace } : {} });
  const header = await answer.text();
  return { root: /Root=([^;]+)/.exec(header)?.[1] ?? '', header };
}

/** The documents of a trace once there are `count`: the gateway's, the function's, and its own. */
async function segmentsOf(trace: string, count: number): Promise<any[]> {
  return vi.waitFor(async () => {
    const [found] = await traces(trace);
    const documents = (found?.Segments ?? []).map(({ Document }) => JSON.parse(Document as string));
    expect(documents).toHaveLength(count);
    return documents.toSorted((a, b) => rank(a) - rank(b));
  }, 10_000);
}

/** Within a millisecond, the order in which they began cannot be told from their times. */
function rank({ origin }: { origin?: string }): number {
  return ['AWS::ApiGateway::Stage', 'AWS::Lambda::Function', undefined].indexOf(origin);
}

async function traces(...ids: string[]): Promise<Trace[]> {
  const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds: ids }));
  return Traces;
}

async function put(document: unknown) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const { UnprocessedTraceSegments = [] } = await xray.send(
    new PutTraceSegmentsCommand({ TraceSegmentDocuments: [text] }),
  );
  return UnprocessedTraceSegments;
}

function traceId(number: number): string {
  return `1-67458888-${String(number).padStart(24, '0')}`;
}

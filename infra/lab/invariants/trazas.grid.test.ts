import { XRayClient } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { type Served, serve } from '#infra/grid/services/sqs/served.ts';
import { xrayService } from '#infra/grid/services/xray/service.ts';
import type { LoggedEvent } from './log.ts';
import { checkTraces } from './trazas.ts';

const TRACE = '6745d1f3a006649127e371903a2de979';

let served: Served<{ xray: ReturnType<typeof xrayService> }>;
let xray: XRayClient;

beforeAll(async () => {
  served = await serve((grid) => ({ xray: xrayService(grid) }));
  xray = new XRayClient(served.client);
});
afterAll(async () => {
  xray?.destroy();
  await served?.stop();
});

const logged = (stream: string, trace: string, flags = '01'): [string, LoggedEvent[]] => [
  stream,
  [{ id: '', stream, version: 1, type: 'X', data: {}, at: '', traceparent: `00-${trace}-00000000000000aa-${flags}` }],
];

test('an order that X-Ray does not know is found, unless it was not sampled', async () => {
  expect(await checkTraces(xray, LOCAL, new Map([logged('orden#1', TRACE)]), ['1'])).toEqual([
    'traza de la orden 1: X-Ray no sabe de su cumplimiento',
  ]);
  expect(await checkTraces(xray, LOCAL, new Map([logged('orden#1', TRACE, '00')]), ['1'])).toEqual([]);
});

test('an order with several traces is found', async () => {
  served.services.xray.tell({
    name: LOCAL.of('cumplimiento'),
    id: '00000000000000ab',
    trace_id: `1-${TRACE.slice(0, 8)}-${TRACE.slice(8)}`,
    start_time: 1,
    end_time: 2,
  });
  const log = new Map([logged('orden#1', TRACE), logged('cumplimiento#1', TRACE.replace('6', '7'))]);
  expect(await checkTraces(xray, LOCAL, log, ['1'])).toEqual(['traza de cumplimiento#1: no es la de su orden']);
});

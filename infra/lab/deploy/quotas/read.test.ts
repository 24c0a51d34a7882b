import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saidBy } from './look.ts';
import { type Asked, concurrencyOf, quotasOf } from './read.ts';

const quota = (QuotaCode: string, QuotaName: string, Value: number) => ({ QuotaCode, QuotaName, Value });

/** What a small account answers, by the operation and what it is asked. */
const ANSWERS: Readonly<Record<string, object>> = {
  'ListAWSDefaultServiceQuotas events ': { Quotas: [quota('L-1', 'Rules', 300)], NextToken: 'more' },
  'ListAWSDefaultServiceQuotas events more': { Quotas: [quota('L-2', 'PutEvents throttle limit', 600)] },
  'ListServiceQuotas events ': { Quotas: [quota('L-1', 'Rules', 900)] },
};
const LAMBDA = { AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 7 }, AccountUsage: {} };

let server: Server;
let asked: Asked;

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
      const { ServiceCode, NextToken = '' } = text ? JSON.parse(text) : {};
      const forbidden = ServiceCode === 'dynamodb';
      const answer = operation ? (ANSWERS[`${operation} ${ServiceCode} ${NextToken}`] ?? { Quotas: [] }) : LAMBDA;
      response.writeHead(forbidden ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(forbidden ? { __type: 'AccessDeniedException', message: 'no' } : answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const options = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'lab', secretAccessKey: 'lab' },
  };
  asked = { lambda: new LambdaClient(options), quotas: new ServiceQuotasClient(options) };
});

afterAll(() => {
  asked.lambda.destroy();
  asked.quotas.destroy();
  return new Promise((closed) => server.close(closed));
});

test('an account says how many functions may run at once', async () =>
  expect(await concurrencyOf(asked)).toStrictEqual({ total: 10, unreserved: 7 }));

test('a quota that was raised is the raised one, and another the usual one, over all pages', async () =>
  expect(await quotasOf(asked, 'events')).toStrictEqual([
    { QuotaName: 'Rules', Value: 900 },
    { QuotaName: 'PutEvents throttle limit', Value: 600 },
  ]));

test('whoever may not know them knows none', async () => expect(await quotasOf(asked, 'dynamodb')).toStrictEqual([]));

test('each service that is counted by is asked', async () =>
  expect(Object.keys((await saidBy(asked)).quotas).sort()).toStrictEqual([
    'apigateway',
    'cloudformation',
    'dynamodb',
    'events',
    'logs',
    'sns',
  ]));

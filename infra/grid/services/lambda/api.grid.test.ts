import {
  DeleteFunctionConcurrencyCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../../endpoint/server.ts';
import { createMeter } from '../../meter/meter.ts';
import { RawAnswer } from '../../service.ts';
import { harness, until } from './testing/harness.ts';

const started = harness();
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:api';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:queue';
let endpoint: Endpoint;
let client: LambdaClient;
let uuid: string;

beforeAll(async () => {
  endpoint = await startEndpoint({
    port: 0,
    services: [started.lambda],
    access: started.grid.access,
    meter: createMeter(),
    throughFaults: started.grid.throughFaults,
    admin: () => new RawAnswer(404, {}, ''),
    front: () => false,
    log() {},
  });
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' };
  client = new LambdaClient({ endpoint: endpoint.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const code =
    "export const handler = async (e, c) => { console.log('hola'); if (e.fail) throw new RangeError('mal'); return { e, client: c.clientContext }; };";
  await started.deploy('api', code, { Environment: { Variables: { A: '1' } }, MemorySize: 256 });
  await started.deployResource('AWS::Lambda::Permission', 'permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: ARN,
    Principal: 'events.amazonaws.com',
    SourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
  });
  uuid = await started.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', {
    EventSourceArn: QUEUE,
    FunctionName: 'api',
    BatchSize: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  await started.deployResource('AWS::Lambda::EventInvokeConfig', 'config', {
    FunctionName: 'api',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
  });
  started.lambda.run?.();
});

afterAll(async () => {
  client.destroy();
  await endpoint.stop();
  await started.stop();
});

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

test('Invoke answers with the payload, the version and, on request, the log', async () => {
  const ClientContext = Buffer.from('{"app":"x"}').toString('base64');
  const answer = await client.send(
    new InvokeCommand({ FunctionName: 'api', Payload: '{"a":1}', LogType: 'Tail', ClientContext }),
  );
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer.FunctionError).toBeUndefined();
  expect(JSON.parse(text(answer.Payload))).toEqual({ e: { a: 1 }, client: { app: 'x' } });
  expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toMatch(
    /^START RequestId: .*\tINFO\thola\nEND .*\nREPORT /s,
  );
});

test('Invoke without a payload gives an empty object; an error of the function is not one of the call', async () => {
  expect(JSON.parse(text((await client.send(new InvokeCommand({ FunctionName: ARN }))).Payload))).toEqual({ e: {} });
  const failed = await client.send(new InvokeCommand({ FunctionName: 'api', Payload: '{"fail":true}' }));
  expect(failed).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(JSON.parse(text(failed.Payload))).toMatchObject({ errorType: 'RangeError', errorMessage: 'mal' });
});

test('Event and DryRun have their own status', async () => {
  expect(
    (await client.send(new InvokeCommand({ FunctionName: 'api', InvocationType: 'Event', Payload: '{}' }))).StatusCode,
  ).toBe(202);
  expect((await client.send(new InvokeCommand({ FunctionName: 'api', InvocationType: 'DryRun' }))).StatusCode).toBe(
    204,
  );
});

test('what is not there, is not JSON or is not supported is an error by name', async () => {
  await expect(client.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(client.send(new InvokeCommand({ FunctionName: 'api', Payload: '{' }))).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
  await expect(client.send(new InvokeWithResponseStreamCommand({ FunctionName: 'api' }))).rejects.toMatchObject({
    name: 'NotImplementedException',
  });
});

test('functions are described and listed', async () => {
  const configuration = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'api' }));
  expect(configuration).toMatchObject({
    FunctionArn: ARN,
    MemorySize: 256,
    Timeout: 3,
    Environment: { Variables: { A: '1' } },
    State: 'Active',
  });
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'api' }));
  expect(Configuration?.Handler).toBe('index.handler');
  expect((await client.send(new ListFunctionsCommand({}))).Functions?.map((fn) => fn.FunctionName)).toEqual(['api']);
  const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: 'api' }));
  expect(JSON.parse(Policy ?? '').Statement).toMatchObject([
    { Principal: { Service: 'events.amazonaws.com' }, Resource: ARN },
  ]);
  const config = await client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'api' }));
  expect(config).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 21_600 });
});

test('a mapping is paused and resumed by API', async () => {
  const { EventSourceMappings } = await client.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'api', EventSourceArn: QUEUE }),
  );
  expect(EventSourceMappings).toMatchObject([
    { UUID: uuid, State: 'Enabled', BatchSize: 5, FunctionResponseTypes: ['ReportBatchItemFailures'] },
  ]);
  const paused = await client.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: false, BatchSize: 2 }));
  expect(paused).toMatchObject({ State: 'Disabled', BatchSize: 2 });
  started.queue.send('{}');
  await started.deployResource('AWS::Lambda::EventSourceMapping', 'mapping', {
    EventSourceArn: QUEUE,
    FunctionName: 'api',
    BatchSize: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  expect((await client.send(new GetEventSourceMappingCommand({ UUID: uuid }))).State).toBe('Disabled');
  expect(started.queue.held[0]?.receives).toBe(0);
  await client.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: true }));
  await until(() => started.queue.held.length === 0);
});

test('a concurrency of zero switches a function off, until it is deleted', async () => {
  await client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'api', ReservedConcurrentExecutions: 0 }));
  await expect(client.send(new InvokeCommand({ FunctionName: 'api' }))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  });
  await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'api' }));
  expect((await client.send(new InvokeCommand({ FunctionName: 'api' }))).StatusCode).toBe(200);
});

test('a function tells the architecture of its template, x86_64 unless one is given', async () => {
  await started.deploy('arm', 'export const handler = async () => 1;', { Architectures: ['arm64'] });
  const told = async (FunctionName: string) =>
    (await client.send(new GetFunctionConfigurationCommand({ FunctionName }))).Architectures;
  expect([await told('arm'), await told('api')]).toEqual([['arm64'], ['x86_64']]);
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: 'arm' }));
  expect(Configuration?.Architectures).toEqual(['arm64']);
});

test('an architecture that Lambda does not have is refused', async () => {
  const refused = started.deploy('riscv', 'export const handler = async () => 1;', { Architectures: ['riscv64'] });
  await expect(refused).rejects.toThrow("'riscv64'");
});

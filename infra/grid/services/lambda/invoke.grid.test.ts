import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { harness, until } from './testing/harness.ts';

const started = harness();
const { lambda, deploy, grid } = started;
afterAll(() => started.stop());

test('a handler gets the event and its answer comes back as JSON', async () => {
  await deploy('echo', 'export const handler = async (event) => ({ got: event });');
  const answer = await lambda.invoke('echo', '{"a":1}');
  expect(JSON.parse(answer.payload)).toEqual({ got: { a: 1 } });
  expect(answer.functionError).toBeUndefined();
});

test('an instance is used again, and its memory of the last invocation with it', async () => {
  await deploy('counter', 'let n = 0; export const handler = async () => ++n;');
  for (const expected of ['1', '2', '3']) expect((await lambda.invoke('counter', '{}')).payload).toBe(expected);
});

test('the environment is the function its own and nothing of the machine', async () => {
  await deploy('environment', 'export const handler = async () => process.env;', {
    Environment: { Variables: { MINE: 'yes' } },
  });
  const seen = JSON.parse((await lambda.invoke('environment', '{}')).payload);
  expect(seen).toMatchObject({
    MINE: 'yes',
    TZ: ':UTC',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: grid.endpoint,
    AWS_LAMBDA_FUNCTION_NAME: 'environment',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_ACCESS_KEY_ID: 'ASIA-arn:aws:iam::000000000000:role/environment',
  });
  expect(seen._X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
  expect(Object.keys(seen)).not.toContain('HOME');
});

test('the context names function, request and the time that is left', async () => {
  await deploy('context', 'export const handler = async (e, c) => ({ ...c, left: c.getRemainingTimeInMillis() });', {
    Timeout: 7,
  });
  const answer = await lambda.invoke('arn:aws:lambda:us-east-1:000000000000:function:context:$LATEST', '{}');
  const context = JSON.parse(answer.payload);
  expect(context).toMatchObject({
    functionName: 'context',
    functionVersion: '$LATEST',
    memoryLimitInMB: '128',
    awsRequestId: answer.requestId,
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:context:$LATEST',
    logGroupName: '/aws/lambda/context',
  });
  expect(context.left).toBeGreaterThan(6000);
  expect(context.left).toBeLessThanOrEqual(7000);
});

test('a thrown error is an Unhandled one in the shape of the Node runtime', async () => {
  await deploy('thrower', "export const handler = async () => { throw new TypeError('no'); };");
  const answer = await lambda.invoke('thrower', '{}');
  expect(answer.functionError).toBe('Unhandled');
  expect(JSON.parse(answer.payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
  expect(JSON.parse(answer.payload).trace[0]).toBe('TypeError: no');
});

test('a function that does not answer in time is ended, and the next invocation gets a new instance', async () => {
  await deploy(
    'slow',
    'export const handler = async (e) => (e.hang ? new Promise((r) => setTimeout(r, 60000)) : process.pid);',
    { Timeout: 1 },
  );
  const before = (await lambda.invoke('slow', '{}')).payload;
  const answer = await lambda.invoke('slow', '{"hang":true}');
  expect(JSON.parse(answer.payload)).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${answer.requestId} Error: Task timed out after 1.00 seconds`,
  });
  expect((await lambda.invoke('slow', '{}')).payload).not.toBe(before);
});

test('a busy loop is ended too', async () => {
  await deploy('loop', 'export const handler = async () => { for (;;); };', { Timeout: 1 });
  expect(JSON.parse((await lambda.invoke('loop', '{}')).payload).errorType).toBe('Sandbox.Timedout');
});

test('a process that exits in the middle is reported, and replaced', async () => {
  await deploy('exit', 'export const handler = async (e) => (e.exit ? process.exit(3) : 1);');
  const answer = await lambda.invoke('exit', '{"exit":true}');
  expect(JSON.parse(answer.payload)).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${answer.requestId} Error: Runtime exited with error: exit status 3`,
  });
  expect((await lambda.invoke('exit', '{}')).payload).toBe('1');
});

test('Buffers beyond the memory of the function end the instance, not the grid', async () => {
  const code =
    'const kept = []; export const handler = async () => { for (;;) { kept.push(Buffer.alloc(8e6, 1)); await new Promise((r) => setTimeout(r, 5)); } };';
  await deploy('eater', code, { Timeout: 20 });
  const answer = await lambda.invoke('eater', '{}');
  expect(JSON.parse(answer.payload).errorType).toBe('Runtime.OutOfMemory');
  expect(answer.logTail).toContain('Error Type: Runtime.OutOfMemory');
});

test('an unhandled rejection after the answer does not take the next invocation with it', async () => {
  await deploy(
    'late',
    "export const handler = async (e) => { if (e.late) setTimeout(() => Promise.reject(new Error('late')), 1); return process.pid; };",
  );
  const first = (await lambda.invoke('late', '{"late":true}')).payload;
  await until(() => !existsSync(`/proc/${first}`) || process.platform !== 'linux');
  const next = await lambda.invoke('late', '{}');
  expect(next.functionError).toBeUndefined();
});

test('what does not load is reported as the runtime does', async () => {
  await deploy('broken', "import 'nothing-of-the-kind'; export const handler = 1;");
  expect(JSON.parse((await lambda.invoke('broken', '{}')).payload).errorType).toBe('Runtime.ImportModuleError');
  await deploy('nameless', 'export const other = 1;');
  expect(JSON.parse((await lambda.invoke('nameless', '{}')).payload)).toMatchObject({
    errorType: 'Runtime.HandlerNotFound',
    errorMessage: 'index.handler is undefined or not exported',
  });
});

test('code that is not there any more fails the invocation, is told to the operator, and the grid lives on', async () => {
  await deploy('lost', 'export const handler = async () => 1;');
  rmSync(join(grid.dataFolder, 'assets', 'lost'), { recursive: true });
  const answers = await Promise.all(['{}', '{}'].map((payload) => lambda.invoke('lost', payload)));
  for (const { functionError, payload } of answers) {
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringMatching(/^Error: The code of lost cannot be read: ENOENT.*assets\/lost/),
    });
  }
  const told = started.logged.filter((line) => line.startsWith('lambda: lost cannot be loaded: '));
  expect(told).toStrictEqual([expect.stringMatching(/The code of lost cannot be read: ENOENT/)]);
  await deploy('lost', 'export const handler = async () => 2;', { Description: 'again' });
  expect((await lambda.invoke('lost', '{}')).payload).toBe('2');
});

test('code in the template is CommonJS; callbacks work before Node 24 and are refused from it on', async () => {
  const Code = {
    ZipFile:
      'exports.handler = (event, context, callback) => setTimeout(() => callback(null, { event, file: __filename }), 1);',
  };
  await deploy('callback', '', { Code, Runtime: 'nodejs22.x' });
  expect(JSON.parse((await lambda.invoke('callback', '{"b":2}')).payload)).toMatchObject({ event: { b: 2 } });
  await deploy('callback24', '', { Code });
  expect(JSON.parse((await lambda.invoke('callback24', '{}')).payload).errorType).toBe(
    'Runtime.CallbackHandlerDeprecated',
  );
});

test('Date follows the clock of the grid, in a running instance too; timers do not', async () => {
  await deploy(
    'clock',
    'export const handler = async () => [Date.now(), new Date().getTime(), new Date() instanceof Date, new Date(5).getTime(), typeof Date()];',
  );
  await lambda.invoke('clock', '{}');
  grid.clock.advance(3_600_000);
  const [now, made, isDate, five, text] = JSON.parse((await lambda.invoke('clock', '{}')).payload);
  expect(Math.abs(now - grid.clock.now())).toBeLessThan(5000);
  expect(Math.abs(made - now)).toBeLessThan(100);
  expect([isDate, five, text]).toEqual([true, 5, 'string']);
  grid.clock.freeze();
  expect(JSON.parse((await lambda.invoke('clock', '{}')).payload)[0]).toBe(grid.clock.now());
  grid.clock.resume();
});

test('the log has START, the lines of the function, END and REPORT, in the tail and in the file', async () => {
  await deploy(
    'logger',
    "export const handler = async () => { console.log('hola', { a: 1 }); console.error('mal'); process.stdout.write('raw\\n'); };",
  );
  const { logTail, requestId } = await lambda.invoke('logger', '{}');
  const lines = logTail.trimEnd().split('\n');
  expect(lines[0]).toBe(`START RequestId: ${requestId} Version: $LATEST`);
  expect(lines[1]).toMatch(new RegExp(`^\\d{4}-.*Z\t${requestId}\tINFO\thola \\{ a: 1 \\}$`));
  expect(lines[2]).toContain('\tERROR\tmal');
  expect(lines[3]).toBe('raw');
  expect(lines[4]).toBe(`END RequestId: ${requestId}`);
  expect(lines[5]).toMatch(
    /^REPORT .*Duration: [\d.]+ ms\tBilled.*Memory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: /,
  );
  const file = join(grid.dataFolder, 'logs', 'logger.log');
  await until(() => existsSync(file) && readFileSync(file, 'utf8').includes(`REPORT RequestId: ${requestId}`));
});

test('new code is used from the next invocation on', async () => {
  await deploy('changing', 'export const handler = async () => 1;');
  expect((await lambda.invoke('changing', '{}')).payload).toBe('1');
  await deploy('changing', 'export const handler = async () => process.env.N;', {
    Environment: { Variables: { N: '2' } },
  });
  expect((await lambda.invoke('changing', '{}')).payload).toBe('"2"');
});

test('a version keeps the function as it was, and an alias leads to it', async () => {
  await deploy('versioned', 'export const handler = async () => process.env.N ?? 0;');
  const version = await started.deployResource('AWS::Lambda::Version', 'v1', { FunctionName: 'versioned' });
  expect(version).toMatch(/:versioned:1$/);
  await started.deployResource('AWS::Lambda::Alias', 'live', {
    FunctionName: 'versioned',
    FunctionVersion: '1',
    Name: 'live',
  });
  await deploy('versioned', 'export const handler = async () => process.env.N ?? 0;', {
    Environment: { Variables: { N: '2' } },
  });
  expect((await lambda.invoke('versioned:live', '{}')).payload).toBe('0');
  expect((await lambda.invoke('versioned', '{}')).payload).toBe('"2"');
  expect(await started.deployResource('AWS::Lambda::Version', 'v1', { FunctionName: 'versioned' })).toBe(version);
});

test('a version with another description is another version', async () => {
  await deploy('described', 'export const handler = async () => process.env.N ?? 0;');
  const described = (Description: string) =>
    started.deployResource('AWS::Lambda::Version', 'described', { FunctionName: 'described', Description });
  expect(await described('a')).toMatch(/:described:1$/);
  await deploy('described', 'export const handler = async () => process.env.N ?? 0;', {
    Environment: { Variables: { N: '2' } },
  });
  expect(await described('a')).toMatch(/:described:1$/);
  expect(await described('b')).toMatch(/:described:2$/);
  expect((await lambda.invoke('described:1', '{}')).payload).toBe('0');
  expect((await lambda.invoke('described:2', '{}')).payload).toBe('"2"');
});

test('what is not there, and what is not JSON, is an error of the API', async () => {
  await expect(lambda.invoke('nobody', '{}')).rejects.toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
  await expect(lambda.invoke('echo', '{')).rejects.toMatchObject({ code: 'InvalidRequestContentException' });
});

test('a reserved concurrency that is in use throttles at once', async () => {
  await deploy('reserved', 'export const handler = async (e) => new Promise((r) => setTimeout(r, e.ms, 1));', {
    ReservedConcurrentExecutions: 1,
  });
  const first = lambda.invoke('reserved', '{"ms":300}');
  await expect(lambda.invoke('reserved', '{}')).rejects.toMatchObject({
    code: 'TooManyRequestsException',
    status: 429,
  });
  expect((await first).payload).toBe('1');
});

test('with JSON logs every line is JSON, levels below the configured one are left out', async () => {
  const LoggingConfig = { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', LogGroup: 'mine' };
  await deploy(
    'json',
    "export const handler = async (e, c) => { console.info('no'); console.warn({ a: 1 }); return c.logGroupName; };",
    { LoggingConfig },
  );
  const { logTail, requestId, payload } = await lambda.invoke('json', '{}');
  expect(payload).toBe('"mine"');
  const lines = logTail
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { type: 'platform.start', record: { requestId, version: '$LATEST' } },
    { level: 'WARN', requestId, message: { a: 1 } },
    { type: 'platform.report', record: { requestId, status: 'success', metrics: { memorySizeMB: 128 } } },
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test('variables of more than 4 KB are refused', async () => {
  // `{"K":"…"}` is eight bytes more.
  const withVariables = (name: string, bytes: number) =>
    deploy(name, '', { Environment: { Variables: { K: 'x'.repeat(bytes - 8) } } });
  await withVariables('full', 4_096);
  await expect(withVariables('more', 4_097)).rejects.toThrow('exceeded the 4KB limit');
});

test('what would change behaviour and is not there is refused by name', async () => {
  await expect(deploy('python', '', { Runtime: 'python3.13' })).rejects.toThrow('python.Runtime python3.13');
  await expect(deploy('image', '', { PackageType: 'Image' })).rejects.toThrow('image.PackageType Image');
  await expect(deploy('own', '', { Environment: { Variables: { AWS_REGION: 'x' } } })).rejects.toThrow('AWS_REGION');
  expect(lambda.resources['AWS::Lambda::Function']?.acted).not.toContain('FileSystemConfigs');
});

/**
 * The Node runtime of a function instance: loads the handler, then polls the Runtime API for
 * one invocation after the other.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
 */

import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const { env } = process;
const agent = new Agent({ keepAlive: true, maxSockets: 2 });
const [host, port, instance] = env.AWS_LAMBDA_RUNTIME_API.split(/[:/]/);
const base = `/${instance}/2018-06-01/runtime`;
let requestId = '';

redirectConsole();
const handler = await loadHandler().catch(async (error) => {
  console.error(error);
  await call('POST', '/init/error', describe(error));
  process.exit(1);
});

for (;;) {
  const { status, headers, body } = await call('GET', '/invocation/next');
  if (status !== 200) process.exit(0);
  await answer(headers, body);
  requestId = '';
  flushCompileCache();
}

async function answer(headers, body) {
  requestId = headers['lambda-runtime-aws-request-id'];
  env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  try {
    const result = await handler(JSON.parse(body), contextOf(headers));
    await call('POST', `/invocation/${requestId}/response`, result ?? null);
  } catch (error) {
    console.error(error);
    await call('POST', `/invocation/${requestId}/error`, describe(error));
  }
}

async function loadHandler() {
  const dot = env._HANDLER.indexOf('.', env._HANDLER.lastIndexOf('/') + 1);
  const [stem, path] = [env._HANDLER.slice(0, dot), env._HANDLER.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs']
    .map((extension) => join(env.LAMBDA_TASK_ROOT, stem + extension))
    .find((candidate) => existsSync(candidate));
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${stem}'`);
  const module = await import(pathToFileURL(file).href);
  const found = dig(module, path) ?? dig(module.default, path);
  if (typeof found !== 'function')
    throw named('Runtime.HandlerNotFound', `${env._HANDLER} is undefined or not exported`);
  return found;
}

function dig(value, path) {
  return path.split('.').reduce((inner, key) => inner?.[key], value);
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

/** console.* writes lines in Lambda's shape; process.stdout stays as it is. */
function redirectConsole() {
  const levels = { debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR', trace: 'TRACE' };
  for (const [method, level] of Object.entries(levels))
    console[method] = (...values) => process.stdout.write(`${line(level, format(...values))}\n`);
}

function line(level, message) {
  const timestamp = new Date().toISOString();
  if (env.AWS_LAMBDA_LOG_FORMAT === 'JSON') return JSON.stringify({ timestamp, level, requestId, message });
  return `${timestamp}\t${requestId || 'undefined'}\t${level}\t${message.replaceAll('\n', '\r')}`;
}

function call(method, path, value) {
  return new Promise((resolve) => {
    const body = value === undefined ? undefined : Buffer.from(JSON.stringify(value) ?? 'null');
    const headers = body ? { 'content-type': 'application/json', 'content-length': body.length } : {};
    // LocalStack is gone when its socket is: an orphan has nothing left to do.
    request({ host, port, method, path: base + path, agent, headers }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() });
    })
      .on('error', () => process.exit(1))
      .end(body);
  });
}

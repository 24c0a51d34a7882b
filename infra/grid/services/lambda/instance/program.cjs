'use strict';
/**
 * What runs inside a function instance: loads the handler once, then answers one invocation at a time over IPC.
 *
 * Plain CommonJS on purpose: it starts in 25 ms where the same file as TypeScript takes 55 (type stripping), and nothing
 * of the grid is loaded into the function's process. `instance.ts` is its other half.
 */
const path = require('node:path');
const fs = require('node:fs');
const nodeModule = require('node:module');
const { pathToFileURL } = require('node:url');
const { format, types } = require('node:util');
const { STREAMING, answerStream, offerStreaming } = require('./streaming.cjs');

const settings = JSON.parse(process.argv[2]);
process.argv.length = 2;
nodeModule.enableCompileCache(settings.cacheFolder);
require('./packages.cjs').offerPackages({
  codeFolder: settings.codeFolder,
  layersFolder: settings.layersFolder,
  nodePath: settings.layersFolder ? (process.env.NODE_PATH ?? '').split(path.delimiter) : [],
  sources: [__dirname, settings.appFolder],
});
require('./localRequests.cjs').reachGridAt(settings.endpoint);
offerStreaming();
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group; the grid decides when its instances end.
process.on('SIGINT', () => {});

const RealDate = Date;
let reading = settings.clock;
const now = () => reading.frozenAt ?? RealDate.now() + reading.offset;

/** The grid's time behind the function's `Date`. Timers and `performance` stay the machine's. */
function GridDate(...args) {
  if (!new.target) return new RealDate(now()).toString();
  return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target);
}
Object.setPrototypeOf(GridDate, RealDate);
GridDate.prototype = RealDate.prototype;
GridDate.prototype.constructor = GridDate;
Object.defineProperty(GridDate, 'name', { value: 'Date' });
Object.defineProperty(GridDate, 'length', { value: 7 });
GridDate.now = now;
globalThis.Date = GridDate;

let current;
let invocations = 0;

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const lowest = LEVELS.indexOf(settings.log.level);

function writeLog(level, values) {
  if (LEVELS.indexOf(level) < lowest) return;
  const timestamp = new Date().toISOString();
  const requestId = current?.id;
  if (settings.log.format === 'JSON') {
    const only =
      values.length === 1 && typeof values[0] === 'object' && values[0] !== null && !types.isNativeError(values[0]);
    const message = only ? values[0] : format(...values);
    process.stdout.write(`${JSON.stringify({ timestamp, level, requestId, message })}\n`);
  } else process.stdout.write(`${timestamp}\t${requestId}\t${level}\t${format(...values)}\n`);
}
for (const [method, level] of Object.entries({
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  debug: 'DEBUG',
  trace: 'TRACE',
})) {
  console[method] = (...values) => writeLog(level, values);
}

/** An error as Lambda's Node runtime answers it. */
function described(error, errorType) {
  if (types.isNativeError(error) || (error?.name && error?.message !== undefined && error?.stack)) {
    return { errorType: errorType ?? error.name, errorMessage: error.message, trace: String(error.stack).split('\n') };
  }
  return { errorType: errorType ?? typeof error, errorMessage: String(error), trace: [] };
}

function answer(id, outcome) {
  if (current?.id !== id) return;
  current = undefined;
  process.channel.ref();
  process.send({ id, rss: process.memoryUsage.rss(), ...outcome });
  invocations += 1;
  if (invocations === 1) setImmediate(() => nodeModule.flushCompileCache());
}

function succeed(id, result) {
  let payload;
  try {
    payload = JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch (error) {
    return fail(
      id,
      described(new Error(`Unable to stringify response body: ${error.message}`), 'Runtime.MarshalError'),
    );
  }
  answer(id, { payload });
}

function fail(id, error) {
  if (current?.id === id) writeLog('ERROR', ['Invoke Error', JSON.stringify(error)]);
  answer(id, { error: JSON.stringify(error) });
}

/** What the runtime cannot go on from: said to the grid, then the process ends. */
function die(error) {
  writeLog('ERROR', [error.errorType, JSON.stringify(error)]);
  const id = current?.id;
  process.send(
    id === undefined ? { failed: JSON.stringify(error) } : { id, error: JSON.stringify(error), last: true },
    () => process.exit(129),
  );
}
process.on('uncaughtException', (error) => die(described(error)));
process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace } = described(reason);
  const name = types.isNativeError(reason) ? `${reason.name}: ` : '';
  die({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: name + errorMessage, trace });
});
// The event loop ran dry under a callback handler that has not called back: Lambda answers null.
process.on('beforeExit', () => current?.callback && (current.settled ?? (() => succeed(current.id, null)))());

function contextOf(invocation) {
  const deadline = performance.now() + invocation.timeout;
  return {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: invocation.arn,
    awsRequestId: invocation.id,
    clientContext: invocation.clientContext,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

/**
 * Callback style, and the context's older ways to end, which runtimes before Node 24 have: `done`, `succeed` and `fail` end
 * the invocation at once, a callback when nothing is left to do (aws-lambda-nodejs-runtime-interface-client,
 * `CallbackContext.js`).
 */
function withCallback(handler, event, context, id) {
  current.callback = true;
  const isNothing = (error) => error === undefined || error === null;
  const done = (error, result) => (isNothing(error) ? succeed(id, result) : fail(id, described(error)));
  Object.assign(context, {
    callbackWaitsForEmptyEventLoop: true,
    done,
    succeed: (result) => done(null, result),
    fail: (error) => done(isNothing(error) ? 'handled' : error),
  });
  const callback = (error, result) => {
    const settled = () => done(error, result);
    if (current?.id !== id || current.settled) return;
    if (!context.callbackWaitsForEmptyEventLoop) return settled();
    current.settled = settled;
    process.channel.unref();
  };
  const returned = handler(event, context, callback);
  if (typeof returned?.then === 'function') {
    current.callback = false;
    return returned.then(
      (result) => succeed(id, result),
      (error) => fail(id, described(error)),
    );
  }
  process.channel.unref();
}

async function invoke(handler, invocation) {
  const { id } = invocation;
  current = { id };
  process.env._X_AMZN_TRACE_ID = invocation.trace;
  try {
    const event = JSON.parse(invocation.payload);
    const context = contextOf(invocation);
    if (handler[STREAMING]) return answer(id, { payload: await answerStream(handler, event, context) });
    if (settings.callbacks) return withCallback(handler, event, context, id);
    succeed(id, await handler(event, context));
  } catch (error) {
    fail(id, described(error));
  }
}

function startupError(errorType, message) {
  return Object.assign(new Error(message), { errorType });
}

/** A `.js` file outside any package of the function's own is CommonJS, whatever package the grid's folder lies in. */
function isLooseScript(file) {
  if (!file.endsWith('.js')) return false;
  for (let folder = path.dirname(file); folder.startsWith(settings.codeFolder); folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return false;
  }
  return true;
}

async function load(file) {
  if (!isLooseScript(file)) return import(pathToFileURL(file).href);
  const loose = new nodeModule.Module(file);
  loose.filename = file;
  loose.paths = nodeModule.Module._nodeModulePaths(path.dirname(file));
  loose._compile(fs.readFileSync(file, 'utf8'), file);
  return loose.exports;
}

async function findHandler() {
  const { codeFolder, handler } = settings;
  const at = path.basename(handler).indexOf('.');
  if (at < 0) throw startupError('Runtime.MalformedHandlerName', `Bad handler: ${handler}`);
  const name = path.basename(handler).slice(0, at);
  const member = path.basename(handler).slice(at + 1);
  const stem = path.resolve(codeFolder, path.dirname(handler), name);
  const file = ['.js', '.mjs', '.cjs'].map((ending) => stem + ending).find((candidate) => fs.existsSync(candidate));
  if (!file) throw startupError('Runtime.ImportModuleError', `Error: Cannot find module '${name}' in ${codeFolder}`);
  let loaded;
  try {
    loaded = await load(file);
  } catch (error) {
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw startupError('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    if (error instanceof SyntaxError)
      throw startupError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    throw error;
  }
  const reach = (from) => member.split('.').reduce((value, key) => value?.[key], from);
  const found = reach(loaded) ?? reach(loaded.default);
  if (typeof found !== 'function')
    throw startupError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (!settings.callbacks && !found[STREAMING] && found.length >= 3) {
    throw startupError(
      'Runtime.CallbackHandlerDeprecated',
      'Callback-based function handlers are not supported from Node.js 24 on: make the handler async.',
    );
  }
  return found;
}

const ready = findHandler();
ready.then(
  () => process.send({ ready: true }),
  (error) => die(described(error, error?.errorType)),
);
process.on('message', (message) => {
  reading = message.clock ?? reading;
  if (message.invoke)
    ready.then(
      (handler) => invoke(handler, message.invoke),
      () => {},
    );
});

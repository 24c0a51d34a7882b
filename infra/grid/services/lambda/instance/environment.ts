import { delimiter, join } from 'node:path';
import { type GridContext, REGION } from '../../../service.ts';
import type { LambdaFunction } from '../function.ts';
import { MARK, markOf } from './leftovers.ts';

/** The names that Lambda keeps for itself: a template that sets one is refused, as on AWS. */
export const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_XRAY_DAEMON_ADDRESS',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/**
 * What an instance sees in `process.env`: Lambda's variables, the function's own (with the URLs of APIs as they are on
 * this machine), the grid's mark, and nothing of the machine's.
 */
export function environmentOf(
  grid: GridContext,
  fn: LambdaFunction,
  at: { readonly taskRoot: string; readonly layers: string | undefined; readonly logStream: string },
): Record<string, string> {
  const credentials = grid.access.credentialsFor(fn.role, fn.name);
  return {
    ...machine(),
    ...layered(fn, at.layers),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: grid.endpoint,
    ...localized(grid, fn.variables),
    _HANDLER: fn.handler,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: at.logStream,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_XRAY_DAEMON_ADDRESS: grid.traces.daemon,
    LAMBDA_TASK_ROOT: at.taskRoot,
    [MARK]: markOf(grid.dataFolder),
  };
}

function localized(grid: GridContext, variables: LambdaFunction['variables']): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, grid.withLocalUrls(value)]));
}

/** Where layers are looked into: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
function layered({ runtime }: LambdaFunction, layers: string | undefined): Record<string, string> {
  if (layers === undefined) return {};
  const modules = [join(layers, 'nodejs', nodeOf(runtime), 'node_modules'), join(layers, 'nodejs', 'node_modules')];
  return {
    NODE_PATH: modules.join(delimiter),
    PATH: [process.env.PATH ?? '', join(layers, 'bin')].join(delimiter),
    LD_LIBRARY_PATH: join(layers, 'lib'),
  };
}

/** `node22` of `nodejs22.x`: the folder of a layer that is for this runtime alone. */
function nodeOf(runtime: string): string {
  return runtime.replace(/^nodejs(\d+).*/, 'node$1');
}

/** Windows processes do not start without `SystemRoot`; elsewhere the search path is all that is handed on. */
function machine(): Record<string, string> {
  const { PATH, SystemRoot } = process.env;
  return { PATH: PATH ?? '', ...(process.platform === 'win32' && SystemRoot ? { SystemRoot } : {}) };
}

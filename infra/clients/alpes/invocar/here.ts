import { randomUUID } from 'node:crypto';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { GetFunctionConfigurationCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Context } from 'aws-lambda';
import { contextos } from '#functions/contextos.ts';
import { entrySource } from '#infra/cdk/derive/entries.ts';
import type { Declared } from '#infra/cdk/derive/functions.ts';
import type { Names } from '#infra/cdk/names.ts';
import type { Invoked } from './invoked.ts';
import { notDeployed } from './there.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/**
 * Runs a function in this process, from its sources, with the variables that it has where it is deployed: a debugger can
 * stop in it. Its rights are those of whoever runs this, not of its role.
 */
export async function invokeHere(declared: Declared, names: Names, event: unknown): Promise<Invoked> {
  const functionName = names.of(declared.name);
  Object.assign(process.env, await variablesOf(functionName));
  const back = logToStderr();
  try {
    const { handler } = await importEntry(declared);
    const result = await handler(event, contextOf(functionName));
    return { result: result ?? null, log: [], failed: false };
  } catch (error) {
    const { name, message, stack } = error as Error;
    return { result: { errorType: name, errorMessage: message, trace: stack?.split('\n') }, log: [], failed: true };
  } finally {
    back();
  }
}

async function variablesOf(FunctionName: string): Promise<Record<string, string>> {
  const lambda = new LambdaClient({});
  try {
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    // Options of Node are read when a process starts; this one has.
    const { NODE_OPTIONS: _, ...variables } = Environment?.Variables ?? {};
    return { ...variables, AWS_LAMBDA_FUNCTION_NAME: FunctionName };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw notDeployed(FunctionName);
    throw error;
  } finally {
    lambda.destroy();
  }
}

/** Imports the entry that the bundler writes for the function: it is no file, so the loader is told its source. */
async function importEntry(declared: Declared): Promise<{ handler: Handler }> {
  const root = path.resolve(import.meta.dirname, '../../../..');
  const url = pathToFileURL(path.join(root, `${declared.name}.entry.mjs`)).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) => (specifier === url ? { url, shortCircuit: true } : next(specifier, context)),
    load: (asked, context, next) =>
      asked === url
        ? { format: 'module', source: entrySource(declared, contextos), shortCircuit: true }
        : next(asked, context),
  });
  try {
    return (await import(url)) as { handler: Handler };
  } finally {
    hooks.deregister();
  }
}

/** Sends what a function writes to stdout, where only results belong, to stderr. Gives the way back. */
function logToStderr(): () => void {
  const write = process.stdout.write;
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write;
  return () => {
    process.stdout.write = write;
  };
}

/** No time runs out under a debugger. */
function contextOf(functionName: string): Context {
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'en-proceso',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => 15_000,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Declared } from '#infra/cdk/derive/functions.ts';
import type { Names } from '#infra/cdk/names.ts';
import { Failure } from '../failures.ts';
import type { Invoked } from './invoked.ts';

/** Invokes a function where it is deployed. Once only: a second try could do its work twice. */
export async function invokeThere({ name }: Declared, names: Names, event: unknown): Promise<Invoked> {
  const lambda = new LambdaClient({ maxAttempts: 1 });
  const FunctionName = names.of(name);
  try {
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }),
    );
    const payload = Buffer.from(answer.Payload ?? []).toString('utf8');
    return {
      result: payload === '' ? null : JSON.parse(payload),
      log: Buffer.from(answer.LogResult ?? '', 'base64')
        .toString('utf8')
        .split('\n')
        .filter(Boolean),
      failed: answer.FunctionError !== undefined,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw notDeployed(FunctionName);
    throw error;
  } finally {
    lambda.destroy();
  }
}

/** What is thrown for a function that is in the sources and not on the grid. */
export function notDeployed(name: string): Failure {
  return new Failure(`la función ${name} no está desplegada ahí; vuelva a arrancar la red, o despliegue`);
}

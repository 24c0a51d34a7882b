import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { LOCAL, type Names } from '#infra/cdk/names.ts';
import { clientsOf, viewsBehind } from '#infra/clients/alpes/reconstruir/marks.ts';

const ALPES = path.resolve(import.meta.dirname, '../clients/alpes/main.ts');

/** Fills the views of a grid that was started from this project, and that have not the whole log in the generation of their functions. */
export async function fillViewsBehind(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'alpes', secretAccessKey: 'alpes' };
  const clients = clientsOf(LOCAL, { endpoint, region: 'us-east-1', credentials });
  try {
    const behind = await viewsBehind(clients);
    if (behind.length > 0) await fillViews(endpoint, LOCAL, behind);
  } finally {
    clients.dynamodb.destroy();
    clients.lambda.destroy();
  }
}

/**
 * Fills views in the generation of the present sources, each in a process that works as their functions do.
 * @param endpoint `undefined` for AWS.
 * @param names what everything of the stage is called there.
 * @param views their names; all that are behind when there are none.
 * @throws Error when some could not be filled; what went wrong was told on stderr.
 */
export async function fillViews(
  endpoint: string | undefined,
  names: Names,
  views: readonly string[] = [],
): Promise<void> {
  const where = endpoint ? ['--endpoint', endpoint] : ['--aws'];
  const filling = spawn(process.execPath, [ALPES, ...where, '--etapa', names.stage, 'reconstruir', ...views], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(filling, 'exit');
  if (code !== 0) throw new Error('Some views could not be filled from the log.');
}

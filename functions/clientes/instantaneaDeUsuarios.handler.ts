import type { Context } from 'aws-lambda';
import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { usuarioDe, usuariosLegado } from '#events/legado/usuariosLegado.ts';
import type { RowLetter } from '#shared/runtime/changes/capture.ts';
import type { Run } from '#shared/runtime/changes/run.ts';
import { goOn, type ReadAgain, readAgain, type Snapshot } from '#shared/runtime/changes/snapshot.ts';
import { observed } from '#shared/runtime/lambda/middleware.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll } from '#shared/runtime/views/read.ts';
import { clientes, type VistaCliente } from './projections/clientes.ts';

const usuarios: Snapshot = {
  type: UsuarioCambiado,
  table: usuariosLegado,
  knownBefore: async (epoch) => {
    // Earlier epochs, and nothing of this one: it compares as a longer text than its beginning.
    const selection = { index: 'porOrigen', value: 'dynamodb', to: epoch.slice(0, -1) };
    const filas: readonly VistaCliente[] = await readAll(clientes, selection, directoryTable(clientes.name));
    return filas.map(({ clienteId }) => usuarioDe(clienteId));
  },
};

/** Goes on with a snapshot of an epoch; without one, with what is under way, or begins. */
interface Asked {
  readonly epoca?: string;
}

/**
 * Reads all users of the legacy system, page by page, while they change. Each call goes on for as long as it may, and says
 * how far it is. Given a dead letter, it reads that row alone.
 */
export const handler = observed(
  (event: Asked | RowLetter, context: Context): Promise<Run | ReadAgain> =>
    'key' in event ? readAgain(usuarios, event, context) : goOn(usuarios, context, event.epoca),
);

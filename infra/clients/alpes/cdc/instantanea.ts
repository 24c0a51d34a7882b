import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { usuariosLegado } from '#events/legado/usuariosLegado.ts';
import type { Names } from '#infra/cdk/names.ts';
import type { Run } from '#shared/runtime/changes/run.ts';
import { functionNamed } from '../catalogue.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { EXIT, Failure } from '../failures.ts';
import { noteInterruption } from '../interruption.ts';
import { refusalIn } from '../invocar/answer.ts';
import { invokeThere } from '../invocar/there.ts';
import { say, show } from '../output.ts';
import { openBar } from '../progress.ts';
import { counted } from '../words.ts';

const FUNCTION = 'instantaneaDeUsuarios';

/**
 * Has the table of the legacy system read whole, call by call, and tells how far it is. What was interrupted goes on where it
 * was. Throws Failure when a call failed.
 */
export async function instantanea(options: GlobalOptions): Promise<void> {
  const { names } = connect(options);
  const began = performance.now();
  const declared = functionNamed(FUNCTION, names);
  const bar = openBar('Leyendo', await rowsThere(names));
  const interruption = noteInterruption();
  let run: Run | undefined;
  try {
    while (run?.stage !== 'over' && !interruption.signal.aborted) {
      const answer = await invokeThere(declared, names, run ? { epoca: run.epoch } : {});
      const refusal = refusalIn(answer);
      if (refusal !== undefined)
        throw new Failure(`la instantánea se detuvo: ${refusal} Vuelva a ejecutar la misma orden para seguir`);
      run = answer.result as Run;
      bar.at(run.rows, counted(run.rows, 'fila', 'filas'));
    }
  } finally {
    bar.end();
    interruption.end();
  }
  const seconds = (performance.now() - began) / 1_000;
  show(options, run ?? null, () => toldOf(run, seconds));
  if (run?.stage === 'over') return;
  say('interrumpida; vuelva a ejecutar la misma orden para seguir');
  process.exitCode = EXIT.failed;
}

function toldOf(run: Run | undefined, seconds: number): string {
  if (!run) return 'No se ha leído nada.';
  const gone = run.gone > 0 ? ` y ${counted(run.gone, 'que ya no está', 'que ya no están')}` : '';
  return `${counted(run.rows, 'fila leída', 'filas leídas')}${gone}, época ${run.epoch}, ${seconds.toFixed(1)} s.`;
}

/** About how many rows the table has: AWS counts them every six hours. */
async function rowsThere(names: Names): Promise<number> {
  const dynamodb = new DynamoDBClient({});
  try {
    const TableName = names.of(usuariosLegado.name);
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    return Table?.ItemCount ?? 0;
  } finally {
    dynamodb.destroy();
  }
}

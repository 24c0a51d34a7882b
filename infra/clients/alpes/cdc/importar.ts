import { marshall } from '@aws-sdk/util-dynamodb';
import { usuariosLegado } from '#events/legado/usuariosLegado.ts';
import { batchWrite } from '#shared/runtime/batchWrite.ts';
import { connect, type GlobalOptions } from '../connection.ts';
import { EXIT, Failure } from '../failures.ts';
import { sizeOf } from '../files.ts';
import { noteInterruption } from '../interruption.ts';
import { say, show } from '../output.ts';
import { openBar } from '../progress.ts';
import { counted } from '../words.ts';
import { entriesIn, type Fila, filaDe } from './filas.ts';

/** Rows that are written at once. */
const AT_ONCE = 100;

/**
 * Enters the rows of a file into the table of the legacy system, in its place: bad lines are told by their numbers and skipped;
 * of two rows of one id the later one counts. Throws Failure for a file without rows.
 */
export async function importar(file: string, options: GlobalOptions): Promise<void> {
  const { names } = connect(options);
  const bar = openBar('Importando', sizeOf(file));
  const interruption = noteInterruption();
  const count = { filas: 0, conErrores: 0 };
  let rows = new Map<number, Fila>();
  const write = async () => {
    await batchWrite(
      names.of(usuariosLegado.name),
      [...rows.values()].map((row) => ({ PutRequest: { Item: itemOf(row) } })),
    );
    count.filas += rows.size;
    rows = new Map();
  };
  try {
    for await (const entry of entriesIn(file)) {
      const row = filaDe(entry);
      if (typeof row === 'string') {
        say(`línea ${entry.number}: ${row}`);
        count.conErrores++;
      } else {
        if (rows.size === AT_ONCE) await write();
        rows.set(row.id, row);
      }
      bar.at(entry.bytes, counted(count.filas, 'fila', 'filas'));
      if (interruption.signal.aborted) break;
    }
    await write();
    if (!interruption.signal.aborted && count.filas + count.conErrores === 0)
      throw new Failure(`${file} no tiene filas de usuarios: no se importó nada`);
  } finally {
    bar.end();
    interruption.end();
  }
  show(options, count, () => `${counted(count.filas, 'fila', 'filas')}, ${count.conErrores} con errores.`);
  if (interruption.signal.aborted) say('interrumpido; vuelva a ejecutar la misma orden: lo que ya está no cambia');
  if (interruption.signal.aborted || count.conErrores > 0) process.exitCode = EXIT.failed;
}

/** What is not said is not there. */
function itemOf(row: Fila) {
  return marshall(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}

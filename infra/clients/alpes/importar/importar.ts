import { EXIT, UsageError } from '../failures.ts';
import { sizeOf } from '../files.ts';
import { noteInterruption } from '../interruption.ts';
import type { ImportarOptions } from '../options.ts';
import { say, show } from '../output.ts';
import { openBar } from '../progress.ts';
import { counted } from '../words.ts';
import { reachApi, refusalOf, stopped } from './api.ts';
import { type CsvRecord, recordsOf } from './csv.ts';
import { columnsIn } from './header.ts';
import { openJournal } from './journal.ts';
import { eachAtMost } from './pool.ts';
import { openRejects } from './rejects.ts';
import { type Count, tasksIn } from './tasks.ts';

/** Imports a file of orders: bad lines are reported and skipped; what an earlier run has done is not done again. */
export async function importar(file: string, options: ImportarOptions): Promise<void> {
  const size = sizeOf(file);
  const lines = recordsOf(file);
  const header = (await lines.next()).value as CsvRecord | undefined;
  if (!header) throw new UsageError(`el archivo ${file} está vacío: su primera línea debe ser el encabezado`);
  const columns = columnsIn(header);
  const api = await reachApi(options);

  const journal = openJournal(`${file}.progreso`, api.url, options.desdeCero);
  const rejects = openRejects(`${file}.errores.csv`, columns);
  const count: Count = { lineas: 0, creadas: 0, yaEstaban: 0, conErrores: 0, rechazadas: 0 };
  const bar = openBar('Importando', size);
  const interruption = noteInterruption();
  const shown = whileWanted(lines, (line) => {
    bar.at(line.bytes, counted(count.creadas, 'creada', 'creadas'));
    return !interruption.signal.aborted;
  });
  try {
    await eachAtMost(tasksIn(shown, { columns, journal, rejects, count }), options.concurrencia, async (task) => {
      const { line, row, order } = task;
      try {
        const { id, repetida } = await api.client.post('/ordenes', order.body, order.key);
        journal.add(order.key, id);
        count[repetida ? 'yaEstaban' : 'creadas']++;
      } catch (error) {
        rejects.add({ ...line, row, reason: refusalOf(error) });
        count.rechazadas++;
      }
    });
  } catch (error) {
    throw stopped(error, api.url, count.creadas);
  } finally {
    bar.end();
    interruption.end();
  }
  report(file, options, { count, interrupted: interruption.signal.aborted });
}

/** Passes items on as long as `wanted` says so. */
async function* whileWanted<T>(items: AsyncIterable<T>, wanted: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) {
    if (!wanted(item)) return;
    yield item;
  }
}

interface End {
  readonly count: Count;
  readonly interrupted: boolean;
}

function report(file: string, options: ImportarOptions, { count, interrupted }: End): void {
  const bad = count.conErrores + count.rechazadas;
  show(options, { ...count, ...(bad > 0 && { errores: `${file}.errores.csv` }) }, () => told(count));
  if (bad > 0) {
    say(`${counted(bad, 'línea no se importó; está', 'líneas no se importaron; están')} en ${file}.errores.csv`);
  }
  if (interrupted) say('interrumpido; vuelva a ejecutar la misma orden para seguir');
  if (interrupted || bad > 0) process.exitCode = EXIT.failed;
}

function told({ lineas, creadas, yaEstaban, conErrores, rechazadas }: Count): string {
  const parts = [
    counted(creadas, 'creada', 'creadas'),
    counted(yaEstaban, 'ya estaba', 'ya estaban'),
    `${conErrores} con errores`,
    `${counted(rechazadas, 'rechazada', 'rechazadas')} por la API`,
  ];
  return `${counted(lineas, 'línea', 'líneas')}: ${parts.join(', ')}.`;
}

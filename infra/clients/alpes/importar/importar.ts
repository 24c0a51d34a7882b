import { ApiProblem, apiClient } from '#infra/clients/api/client.ts';
import type { ImportarOptions } from '../commands/ordenes.ts';
import { connect } from '../connection.ts';
import { EXIT, Failure, isUnreachable, UsageError } from '../failures.ts';
import { note, show } from '../output.ts';
import { openBar } from '../progress.ts';
import { columnsIn, rowIn } from './header.ts';
import { openJournal } from './journal.ts';
import { type Line, linesOf, sizeOf } from './lines.ts';
import { type Order, orderFrom } from './order.ts';
import { eachAtMost } from './pool.ts';
import { openRejects } from './rejects.ts';

/** Codes that say something of the caller or the address, and so of every line. */
const FATAL = ['NO_AUTENTICADO', 'SIN_PERMISO', 'RUTA_DESCONOCIDA'];

interface Task {
  readonly line: Line;
  readonly order: Order;
}

/** Imports a file of orders: bad lines are reported and skipped; what an earlier run has done is not done again. */
export async function importar(file: string, options: ImportarOptions): Promise<void> {
  const { apiUrl, token } = reach(options);
  const size = sizeOf(file);
  const lines = linesOf(file);
  const header = (await lines.next()).value as Line | undefined;
  if (!header) throw new UsageError(`${file} está vacío: su primera línea debe ser el encabezado`);
  const columns = columnsIn(header.text);
  await greet(apiUrl);

  const journal = openJournal(`${file}.progreso`, apiUrl, options.desdeCero);
  const rejects = openRejects(`${file}.errores.csv`, header.text, columns);
  const api = apiClient(apiUrl, token);
  const bar = openBar('Importando', size);
  const sum = { lineas: 0, creadas: 0, yaEstaban: 0, conErrores: 0, rechazadas: 0 };
  const seen = new Map<string, number>();
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.once('SIGINT', interrupt);

  async function* tasks(): AsyncGenerator<Task> {
    for await (const line of lines) {
      if (interrupted) return;
      sum.lineas++;
      bar.at(line.bytes, `${sum.creadas} creadas`);
      const row = rowIn(columns, line.text);
      const order = 'reason' in row ? row : orderFrom(row);
      const first = 'key' in order ? seen.get(order.key) : undefined;
      const reason =
        'reason' in order ? order.reason : first && `referencia: "${order.referencia}" ya está en la línea ${first}`;
      if ('reason' in order || reason) {
        sum.conErrores++;
        rejects.add(line, String(reason));
        continue;
      }
      seen.set(order.key, line.number);
      if (journal.has(order.key)) sum.yaEstaban++;
      else yield { line, order };
    }
  }

  try {
    await eachAtMost(tasks(), options.concurrencia, async ({ line, order }) => {
      try {
        journal.add(order.key, (await api.post('/ordenes', order.body, order.key)).id);
        sum.creadas++;
      } catch (error) {
        rejects.add(line, refusalOf(error));
        sum.rechazadas++;
      }
    });
  } catch (error) {
    throw stopped(error, apiUrl, sum.creadas);
  } finally {
    bar.end();
    process.removeListener('SIGINT', interrupt);
  }
  const bad = sum.conErrores + sum.rechazadas;
  show(options, { ...sum, ...(bad > 0 && { errores: `${file}.errores.csv` }) }, () => told(sum));
  if (interrupted) note('alpes: interrumpido; vuelva a ejecutar la misma orden para seguir');
  else if (bad > 0) note(`alpes: ${bad} líneas no se importaron; están en ${file}.errores.csv`);
  if (interrupted || bad > 0) process.exitCode = EXIT.failed;
}

function reach(options: ImportarOptions): { apiUrl: string; token: string } {
  const known = connect(options);
  const apiUrl = options.api ?? known.apiUrl;
  const token = options.token ?? known.token;
  if (!apiUrl)
    throw new UsageError(
      `no se sabe dónde está la API: no hay ${options.data}/outputs.json; arranque la red con npm start, o diga --api URL`,
    );
  if (!URL.canParse(apiUrl)) throw new UsageError(`--api debe ser una URL, no "${apiUrl}"`);
  if (!token) throw new UsageError('falta el token: --token T o ALPES_TOKEN');
  return { apiUrl: apiUrl.replace(/\/$/, ''), token };
}

/** Asks for something public first: without it, a wrong address would only show after all retries of the first order. */
async function greet(apiUrl: string): Promise<void> {
  await fetch(`${apiUrl}/openapi.json`, { method: 'GET' }).then(
    (answer) => answer.body?.cancel(),
    (error: unknown) => {
      throw isUnreachable(error) ? new Failure(`no hay una API en ${apiUrl}; arranque la red con: npm start`) : error;
    },
  );
}

/** What the API has against this one order. Throws what concerns them all. */
function refusalOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) throw error;
  const { status, codigo, body } = error;
  if (status >= 500 || status === 429 || FATAL.includes(codigo)) throw error;
  return [codigo, body.title, body.detail].filter(Boolean).join(': ');
}

function stopped(error: unknown, apiUrl: string, created: number): Failure {
  const why =
    error instanceof ApiProblem
      ? error.message
      : isUnreachable(error)
        ? `la API ${apiUrl} dejó de responder`
        : String(error);
  return new Failure(`${why}; ${created} creadas en esta vez. Vuelva a ejecutar la misma orden para seguir`);
}

function told({ lineas, creadas, yaEstaban, conErrores, rechazadas }: Record<string, number>): string {
  return `${lineas} líneas: ${creadas} creadas, ${yaEstaban} ya estaban, ${conErrores} con errores, ${rechazadas} rechazadas por la API`;
}

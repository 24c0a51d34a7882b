import type { Bill, Line, PriceName } from '#infra/grid/meter/bill.ts';
import type { Reading } from '#infra/grid/meter/meter.ts';
import { connect } from '../connection.ts';
import { UsageError } from '../failures.ts';
import type { CostoOptions } from '../options.ts';
import { show, table } from '../output.ts';
import { counted } from '../words.ts';
import { askGrid } from './grid.ts';

const A_MILLION = 1_000_000;
/** Of the whole, what a line must be to be shown alone. */
const WORTH_TELLING = 0.01;

/**
 * Shows what AWS would bill for what the grid has done since it started, by function and resource, and what a million runs of
 * one function come to with all that follows them.
 * @throws UsageError for a function that has not run.
 */
export async function costo(options: CostoOptions): Promise<void> {
  const { names } = connect(options);
  const bill = await askGrid<Bill>(options, { path: 'bill' });
  const { runs } = await askGrid<Reading>(options, { path: 'meter' });
  const count = runs.find((run) => names.short(run.function) === options.por)?.count;
  if (count === undefined)
    throw new UsageError(`la función ${options.por} no se ha ejecutado desde que arrancó la red`);
  const lines = bill.lines.map((line) => ({ ...line, resource: names.short(line.resource) }));
  const perMillion = (usd: number) => (usd * A_MILLION) / count;
  const result = { ...bill, lines, por: options.por, veces: count, usdPorMillon: perMillion(bill.usd) };
  show(options, result, () =>
    [
      table(
        ['SERVICIO', 'DE QUIÉN', 'DE QUÉ', 'UNIDADES', 'USD', 'USD POR MILLÓN'],
        [
          ...rowsOf(lines, bill.usd).map(({ usd, ...what }) => [
            ...Object.values(what),
            usd.toFixed(6),
            perMillion(usd).toFixed(2),
          ]),
          ['todo', '', '', '', bill.usd.toFixed(6), perMillion(bill.usd).toFixed(2)],
        ],
      ),
      `Por millón de ${options.por} (${counted(count, 'ejecución', 'ejecuciones')}), a precios de lista de ${bill.region} del ${bill.date}. ${LEFT_OUT}`,
    ].join('\n\n'),
  );
}

const LEFT_OUT =
  'No cuenta lo que se guarda, transfiere o alarma por mes, los mensajes de texto, las trazas ni lo que AWS da gratis; ' +
  'el tiempo de las funciones es el de esta máquina.';

const UNITS: Readonly<Record<PriceName, string>> = {
  apiRequest: 'peticiones a una API REST',
  archiveGb: 'GB archivados',
  busEvent: 'eventos, por cada 64 KB',
  connectionMinute: 'minutos de conexión',
  fifoRequest: 'peticiones a colas FIFO',
  httpApiRequest: 'peticiones a una API HTTP',
  keyRequest: 'peticiones a claves',
  lambdaGbSecond: 'GB-segundos (x86)',
  lambdaRequest: 'ejecuciones',
  logGb: 'GB de registros',
  mail: 'correos',
  objectRead: 'lecturas de objetos',
  objectWrite: 'escrituras y listas de objetos',
  queueRequest: 'peticiones a colas',
  readUnit: 'unidades de lectura',
  scheduleInvocation: 'ejecuciones programadas',
  tableGbMonth: 'GB de tabla por mes',
  topicPublish: 'mensajes publicados',
  trace: 'trazas',
  webSocketMessage: 'mensajes WebSocket, por cada 32 KB',
  writeUnit: 'unidades de escritura',
};

interface Row {
  readonly service: string;
  readonly resource: string;
  readonly what: string;
  readonly units: string;
  readonly usd: number;
}

/** What is worth telling, and the rest in one line. */
function rowsOf(lines: readonly Line[], whole: number): Row[] {
  const isWorth = ({ usd }: Line) => usd >= whole * WORTH_TELLING;
  const rest = lines.filter((line) => !isWorth(line));
  const told = lines.filter(isWorth).map(({ service, resource, price, units, usd }) => {
    return { service, resource, what: UNITS[price], units: NUMBER.format(units), usd };
  });
  if (rest.length === 0) return told;
  const usd = rest.reduce((sum, line) => sum + line.usd, 0);
  return [
    ...told,
    { service: 'lo demás', resource: counted(rest.length, 'renglón', 'renglones'), what: '', units: '', usd },
  ];
}

const NUMBER = new Intl.NumberFormat('es-CO', { maximumSignificantDigits: 3, notation: 'compact' });

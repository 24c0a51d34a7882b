import { billOf, type Price, type PriceName } from '#infra/grid/meter/bill.ts';
import type { Reading } from '#infra/grid/meter/meter.ts';
import { duracionDe } from './duracion.ts';
import type { Trabajo } from './trabajo.ts';

/** The list prices of a region that the system pays. */
export type Precios = Readonly<
  Record<
    | 'lambdaRequest'
    | 'lambdaGbSecond'
    | 'writeUnit'
    | 'readUnit'
    | 'tableGbMonth'
    | 'busEvent'
    | 'archiveGb'
    | 'queueRequest'
    | 'topicPublish'
    | 'apiRequest'
    | 'logGb'
    | 'trace',
    Price
  >
>;

/** What some orders cost of one thing. */
export interface Renglon {
  readonly name: string;
  readonly units: number;
  readonly unit: string;
  readonly usd: number;
  readonly source: string;
}

/** What is deployed, as far as it costs. */
interface Desplegado {
  /** The memory of a function, in megabytes, by its name. */
  readonly memoryMb: (name: string) => number;
  /** The part of the requests of which traces are kept. */
  readonly traced: number;
}

const GB = 1e9;
const MB_PER_GB = 1_024;
/** A message is sent, and a batch of messages is received and deleted. */
const REQUESTS_OF_BATCH = 2;

/** What so many orders cost, the dearest first. What costs without any order is not in it: `ociosoDe`. */
export function costoDe(
  orders: number,
  trabajo: Trabajo,
  { precios, memoryMb, traced }: Desplegado & { precios: Precios },
): Renglon[] {
  const { functions } = trabajo;
  const gbSeconds = functions.reduce((sum, one) => {
    const mb = memoryMb(one.name);
    return sum + (one.runs * duracionDe(one, mb) * mb) / (1_000 * MB_PER_GB);
  }, 0);
  const runs = functions.reduce((sum, one) => sum + one.runs, 0);
  const fed = functions.reduce((sum, one) => sum + (one.messages > 0 ? one.runs : 0), 0);
  const taken: Readonly<Record<keyof Precios, number>> = {
    lambdaRequest: runs,
    lambdaGbSecond: gbSeconds,
    writeUnit: Object.values(trabajo.writeUnits).reduce((sum, units) => sum + units, 0),
    readUnit: trabajo.readUnits,
    tableGbMonth: trabajo.logBytes / GB,
    busEvent: trabajo.eventUnits,
    archiveGb: trabajo.eventBytes / GB,
    queueRequest: trabajo.messages + REQUESTS_OF_BATCH * fed,
    topicPublish: trabajo.published,
    apiRequest: trabajo.requests,
    logGb: trabajo.lines / GB,
    trace: trabajo.requests * traced,
  };
  return Object.entries(taken)
    .map(([name, units]) => {
      const { usd, per, unit, source } = precios[name as keyof Precios];
      return { name, units: units * orders, unit, usd: (units * orders * usd) / per, source };
    })
    .sort((a, b) => b.usd - a.usd);
}

/** What depends on this machine, or on who looks on, and not on what orders need. */
const BESIDE: ReadonlySet<PriceName> = new Set(['lambdaGbSecond', 'apiRequest', 'logGb']);

/** What a grid has counted of the work behind its API, at list prices in dollars. */
export function dollarsOf(reading: Reading): number {
  return billOf(reading).lines.reduce((sum, { price, usd }) => (BESIDE.has(price) ? sum : sum + usd), 0);
}

/** Lambda asks an empty queue so often: five at a time, each for twenty seconds (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html). */
const POLLERS = 5;
const POLL_SECONDS = 20;
const MONTH_SECONDS = 30 * 24 * 3_600;

/** What a month of asking so many empty queues costs, in dollars. */
export function ociosoDe(queues: number, { queueRequest }: Precios): number {
  return (queues * POLLERS * (MONTH_SECONDS / POLL_SECONDS) * queueRequest.usd) / queueRequest.per;
}

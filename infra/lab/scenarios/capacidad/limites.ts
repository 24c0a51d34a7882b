import { duracionDe } from './duracion.ts';
import type { Trabajo, TrabajoDeFuncion } from './trabajo.ts';

/** A quota of AWS, as its page said it on a day. */
export interface Cuota {
  readonly value: number;
  readonly unit: string;
  /** Whether, and how, there is more of it. */
  readonly raised: string;
  readonly date: string;
  readonly source: string;
}

/** The quotas of a region that the system meets. */
export type Cuotas = Readonly<
  Record<
    | 'lambdaConcurrency'
    | 'putEvents'
    | 'busInvocations'
    | 'tableWriteUnits'
    | 'partitionWriteUnits'
    | 'shardBatches'
    | 'newTablePartitions'
    | 'inFlight'
    | 'apiRate'
    | 'snsPublish',
    Cuota
  >
>;

/** What bounds how many orders a second there can be. */
export interface Limite {
  readonly name: string;
  /** Whose it is: AWS's quota, or one that the template sets. */
  readonly of: 'AWS' | 'template';
  readonly ordersPerSecond: number;
  /** What of it there is, and what an order takes. */
  readonly why: string;
  readonly remedy: string;
  readonly source?: string;
}

/** What is deployed, as far as it bounds. */
export interface Despliegue {
  /** The memory of a function, in megabytes, by its name. */
  readonly memoryMb: (name: string) => number;
  readonly log: string;
  readonly relay: string;
  /** Records of the stream that are brought to the relay at once. */
  readonly relayBatch: number;
  /** What one order that wants a product writes into the stream of that product in one warehouse, in write units. */
  readonly hotUnits: number;
  /** Of tables of which an index has few values: how often a row of theirs is written, indexes included. */
  readonly fewValues: Readonly<Record<string, number>>;
}

const MS = 1_000;

/** All that bounds, the narrowest first. */
export function limitesDe(trabajo: Trabajo, cuotas: Cuotas, despliegue: Despliegue): Limite[] {
  return [...deAws(trabajo, cuotas, despliegue), ...dePlantilla(trabajo, despliegue)]
    .filter(({ ordersPerSecond }) => Number.isFinite(ordersPerSecond))
    .sort((a, b) => a.ordersPerSecond - b.ordersPerSecond);
}

function deAws(
  trabajo: Trabajo,
  cuotas: Cuotas,
  { memoryMb, log, hotUnits, fewValues, ...rest }: Despliegue,
): Limite[] {
  const { functions } = trabajo;
  const atOnce = functions.reduce((sum, one) => sum + (one.runs * duracionDe(one, memoryMb(one.name))) / MS, 0);
  const [table = '', units = 0] = Object.entries(trabajo.writeUnits).sort((a, b) => b[1] - a[1])[0] ?? [];
  const held = Math.max(0, ...functions.map((one) => (one.messages * duracionDe(one, memoryMb(one.name))) / MS));
  const of = (
    name: string,
    cuota: Cuota,
    { takes, what, remedy }: { takes: number; what: string; remedy: string },
  ): Limite => ({
    name,
    of: 'AWS',
    ordersPerSecond: cuota.value / takes,
    why: `${cuota.value.toLocaleString('en')} ${cuota.unit}; an order takes ${figure(takes)} ${what}`,
    remedy: `${remedy} (raised ${cuota.raised})`,
    source: cuota.source,
  });
  return [
    of('Lambda concurrency', cuotas.lambdaConcurrency, {
      takes: atOnce,
      what: 'seconds of functions, all of them together',
      remedy: 'Ask for more; more memory makes each run shorter',
    }),
    of('Requests to the bus', cuotas.putEvents, {
      takes: trabajo.putEvents,
      what: 'PutEvents',
      remedy: 'Fuller batches of the relay, ten events a request; then ask for more',
    }),
    of('Deliveries of the bus', cuotas.busInvocations, {
      takes: trabajo.messages,
      what: 'messages to queues; what is above is delivered later, and not lost',
      remedy: 'Ask for more; rules that hear less',
    }),
    of(`Writes of ${table}`, cuotas.tableWriteUnits, {
      takes: units,
      what: 'write units of it',
      remedy: 'Ask for more; warm the table up before a campaign',
    }),
    of('One product in one warehouse', cuotas.partitionWriteUnits, {
      takes: hotUnits,
      what: 'write units of its stream, if each order wants that one',
      remedy: 'More warehouses that have it: no key gets more',
    }),
    ...Object.entries(fewValues).map(([crowded, copies]) =>
      of(`One value of an index of ${crowded}`, cuotas.partitionWriteUnits, {
        takes: (trabajo.writeUnits[crowded] ?? 0) / copies,
        what: 'write units of its index with the fewest values, if all were of one of them: the most',
        remedy: 'Several values for each, by a digit of the key: a list merges them as it merges states',
      }),
    ),
    of('Messages in flight', cuotas.inFlight, {
      takes: held,
      what: 'messages of its fullest queue, while they are worked on',
      remedy: 'More consumers; the template’s own limits come long before',
    }),
    of('Requests to the API', cuotas.apiRate, {
      takes: trabajo.requests,
      what: 'requests',
      remedy: 'Ask for more',
    }),
    of('Messages to customers', cuotas.snsPublish, {
      takes: trabajo.published,
      what: 'messages published, in batches of ten at most',
      remedy: 'Ask for more',
    }),
    relayed(trabajo, cuotas, { memoryMb, log, hotUnits, fewValues, ...rest }),
  ];
}

/** A stream's shard is a partition's; each is read by one batch at a time. */
function relayed(trabajo: Trabajo, cuotas: Cuotas, { memoryMb, relay, relayBatch, log }: Despliegue): Limite {
  const one = trabajo.functions.find(({ name }) => name === relay);
  const { shardBatches, newTablePartitions } = cuotas;
  const fullMs = one ? loteMs(one, { size: relayBatch, ofRun: trabajo.commits / one.runs, memoryMb }) : 0;
  const perShard = (shardBatches.value * relayBatch * MS) / fullMs;
  return {
    name: 'The relay, from a new log',
    of: 'AWS',
    ordersPerSecond: (perShard * newTablePartitions.value) / trabajo.commits,
    why: `${newTablePartitions.value} ${newTablePartitions.unit} of ${log}, ${shardBatches.value} ${shardBatches.unit}, ${figure(fullMs / MS)} s for ${relayBatch} records; an order is ${figure(trabajo.commits)} of them`,
    remedy:
      'ParallelizationFactor (up to 10) on the mapping of the log: records of a stream stay in their order; more memory for the relay',
    source: shardBatches.source,
  };
}

/** Batches at once that the template allows each queue. */
function dePlantilla({ functions }: Trabajo, { memoryMb }: Despliegue): Limite[] {
  return functions.flatMap((one) => {
    const { feeding, messages, runs } = one;
    if (!feeding?.concurrency || messages === 0) return [];
    const fullMs = loteMs(one, { size: feeding.batch, ofRun: Math.max(1, messages / runs), memoryMb });
    return [
      {
        name: `Queue of ${one.name}`,
        of: 'template' as const,
        ordersPerSecond: (feeding.concurrency * feeding.batch * MS) / fullMs / messages,
        why: `${feeding.concurrency} batches at once of ${feeding.batch}, ${figure(fullMs / MS)} s each; an order is ${figure(messages)} messages`,
        remedy: remedyOf(one),
      },
    ];
  });
}

interface Of {
  /** Messages of a full batch. */
  readonly size: number;
  /** … of those that were seen, on average. */
  readonly ofRun: number;
  readonly memoryMb: Despliegue['memoryMb'];
}

/** How long a full batch takes. Where none were seen of several sizes, as much longer as it is larger: the most. */
function loteMs(one: TrabajoDeFuncion, { size, ofRun, memoryMb }: Of): number {
  if (one.full) return duracionDe({ runs: 1, ...one.full }, memoryMb(one.name));
  return (duracionDe(one, memoryMb(one.name)) * size) / ofRun;
}

/** So few batches at once are there where functions contend for the same items. */
const CONTENDED = 2;

function remedyOf({ feeding }: TrabajoDeFuncion): string {
  return feeding?.concurrency === CONTENDED
    ? 'It is narrow since its batches contend for the same items: raise it with the number of warehouses or rows, and look at refused writes'
    : 'Raise its maximum concurrency in infra/cdk/defaults.ts';
}

/** A number as one likes to read it. */
export function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value >= 1 ? value.toFixed(1) : value.toPrecision(2);
}

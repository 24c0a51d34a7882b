import type { Rato } from './medicion.ts';

/** How a function is fed, as it is deployed. */
export interface Alimentacion {
  /** Batches at once, at most; none where the template says none. */
  readonly concurrency?: number;
  readonly batch: number;
  readonly windowMs: number;
}

/** What one order makes a function do. */
export interface TrabajoDeFuncion {
  readonly name: string;
  readonly runs: number;
  readonly messages: number;
  /** Of a core here, without its calls. */
  readonly cpuMs: number;
  /** Calls of AWS APIs by service. */
  readonly calls: Readonly<Record<string, number>>;
  readonly feeding?: Alimentacion;
  /** What a run with a full batch takes, where batches of several sizes were seen. */
  readonly full?: Lote;
}

/** What a run with a batch takes. */
export type Lote = Pick<TrabajoDeFuncion, 'cpuMs' | 'calls'>;

/** What one order takes, on average, from its creation to its delivery. */
export interface Trabajo {
  readonly functions: readonly TrabajoDeFuncion[];
  /** Requests to the API. */
  readonly requests: number;
  readonly putEvents: number;
  readonly events: number;
  /** Events as they are billed. */
  readonly eventUnits: number;
  readonly eventBytes: number;
  /** Messages that rules bring to queues. */
  readonly messages: number;
  /** Write units by table. */
  readonly writeUnits: Readonly<Record<string, number>>;
  readonly readUnits: number;
  /** What is added to the event log: commits, and their bytes. */
  readonly commits: number;
  readonly logBytes: number;
  readonly published: number;
  /** What functions write to their logs, in bytes. */
  readonly lines: number;
}

/** What is not in the grid's meter. */
interface Beside {
  readonly requests: number;
  readonly lines: number;
  readonly log: string;
  readonly feedings: ReadonlyMap<string, Alimentacion>;
  /** What a run of a function with a batch of a size takes, where that is known. */
  readonly loteDe: (name: string, size: number) => Lote | undefined;
}

/** What was measured in a while, for each order of it. */
export function trabajoDe({ orders, reading, cpu }: Rato, beside: Beside): Trabajo {
  const amount = (what: string, service: string, resource?: string) =>
    reading.amounts.reduce(
      (sum, one) =>
        one.what === what && one.service === service && (resource === undefined || one.resource === resource)
          ? sum + one.amount / orders
          : sum,
      0,
    );
  const calls = (service: string, action: RegExp) =>
    reading.calls.reduce(
      (sum, one) => (one.service === service && action.test(one.action) ? sum + one.count / orders : sum),
      0,
    );
  const units = reading.amounts.filter(({ what }) => what === 'WriteUnits');
  return {
    functions: reading.runs.map(({ function: name, count }) => {
      const own = reading.calls.filter(({ caller }) => caller === name);
      const services = [...new Set(own.map(({ service }) => service))];
      const feeding = beside.feedings.get(name);
      const full = feeding && beside.loteDe(name, feeding.batch);
      return {
        name,
        runs: count / orders,
        messages: amount('Messages', 'sqs', name),
        cpuMs: (cpu.functions.get(name) ?? 0) / orders,
        calls: Object.fromEntries(
          services.map((service) => [
            service,
            own.reduce((sum, one) => sum + (one.service === service ? one.count / orders : 0), 0),
          ]),
        ),
        ...(feeding && { feeding }),
        ...(full && { full }),
      };
    }),
    requests: beside.requests / orders,
    putEvents: calls('events', /^PutEvents$/),
    events: amount('Events', 'events'),
    eventUnits: amount('Units', 'events'),
    eventBytes: amount('Bytes', 'events'),
    messages: amount('Messages', 'sqs'),
    writeUnits: Object.fromEntries(units.map((one) => [one.resource, one.amount / orders])),
    readUnits: amount('ReadUnits', 'dynamodb'),
    commits: amount('Items', 'dynamodb', beside.log),
    logBytes: amount('Bytes', 'dynamodb', beside.log),
    published: calls('sns', /^PublishBatch$/),
    lines: beside.lines / orders,
  };
}

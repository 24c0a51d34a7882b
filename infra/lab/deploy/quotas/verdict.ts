import { LIMITS } from '#infra/cdk/defaults.ts';
import { LOCAL, type Names } from '#infra/cdk/names.ts';
import { type Cuotas, figure, type Limite, limitesDe } from '../../scenarios/capacidad/limites.ts';
import type { Medido } from '../../scenarios/capacidad/medido.ts';
import { memoriaDe } from '../../scenarios/capacidad/memoria.ts';
import { pocosValoresDe } from '../../scenarios/capacidad/pocosValores.ts';
import { COUNTED, type Counted } from './counted.ts';
import { KINDS, type Need } from './need.ts';
import type { Concurrency, Quota } from './read.ts';

/** What an account says of its limits. */
export interface Said {
  readonly concurrency: Concurrency;
  /** Quotas by the code of their service. */
  readonly quotas: Readonly<Record<string, readonly Quota[]>>;
}

/** What is known when a system is held against an account. */
export interface Known {
  readonly names: Names;
  /** Of what is deployed, and of what is to be. */
  readonly before: Need;
  readonly after: Need;
  readonly said: Said;
  /** The quotas as they are published, and what an order was seen to take. */
  readonly published: Cuotas;
  readonly medido: Medido;
}

/** A line of the table. */
export interface Row {
  readonly name: string;
  /** What there is, what is taken of it, and when that is all, in words. */
  readonly of: string;
  readonly takes: string;
  readonly met: string;
}

/** What comes of it. */
export interface Verdict {
  readonly rows: readonly Row[];
  /** Why the deployment cannot succeed; nothing, where it can. */
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * "…as long as you leave at least 100 simultaneous executions unreserved for functions that aren't configured with a
 * per-function limit."
 */
const UNRESERVED = {
  least: 100,
  source: 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html',
};

/** Where Service Quotas has what the capacity model counts with: the service's code, and how the quota's name begins. */
export const RATES: readonly (readonly [key: keyof Cuotas, service: string, quota: RegExp])[] = [
  ['putEvents', 'events', /^PutEvents throttle limit/i],
  ['busInvocations', 'events', /^Invocations throttle limit/i],
  ['tableWriteUnits', 'dynamodb', /^Table-level write throughput limit/i],
  ['apiRate', 'apigateway', /^Throttle rate$/i],
  ['snsPublish', 'sns', /^Messages Published per Second/i],
];

/** Of the limits that the template itself sets, so many are shown; of AWS's, all. */
const OWN_SHOWN = 3;

/** Holds a system against what an account allows. */
export function verdictOf(known: Known): Verdict {
  const { before, after, said } = known;
  const { total, unreserved } = said.concurrency;
  const left = unreserved + before.reserved - after.reserved;
  const counts = KINDS.map((kind) => ({ kind, needs: after.counts[kind], ...mostOf(kind, said) }));
  const over = counts.filter(({ needs, most }) => needs > most);
  const tooMany = ({ kind, needs, most }: (typeof over)[number]) =>
    `${COUNTED[kind].name}: ${whole(needs)} are needed, and an account may have ${whole(most)} (${COUNTED[kind].source}). Ask for more.`;
  const [first, ...limits] = limitsOf(known);
  const refusals = [
    ...(after.reserved > before.reserved && left < UNRESERVED.least
      ? [
          `Functions reserve ${whole(after.reserved)} runs at once of the account's ${whole(total)}, which leaves ${whole(left)} to all others; Lambda takes a reservation "as long as you leave at least 100 simultaneous executions unreserved" (${UNRESERVED.source}). Ask for more concurrency, or reserve less.`,
        ]
      : []),
    ...over.filter(({ isPublished }) => !isPublished).map(tooMany),
  ];
  const warnings = [
    // A number that is not the account's own may be another one here.
    ...over.filter(({ isPublished }) => isPublished).map(tooMany),
    ...(after.polled > left
      ? [
          `Queues may take ${whole(after.polled)} runs at once, and ${whole(Math.max(0, left))} are not reserved: while they are worked off, the API waits for its functions.`,
        ]
      : []),
    ...(first
      ? [`First comes "${first.name}", at ${figure(first.ordersPerSecond)} orders a second. ${first.remedy}.`]
      : []),
  ];
  return {
    rows: [
      { name: 'Concurrency that is reserved', of: whole(total), takes: whole(after.reserved), met: '' },
      { name: 'Concurrency of queues', of: whole(Math.max(0, left)), takes: whole(after.polled), met: '' },
      ...counts.map(({ kind, needs, most, isPublished }) => ({
        name: COUNTED[kind].name,
        of: `${whole(most)}${isPublished ? ' (as published)' : ''}`,
        takes: whole(needs),
        met: '',
      })),
      ...[...(first ? [first] : []), ...limits].map(rowOf),
    ],
    refusals,
    warnings,
  };
}

/** A number of things, as one likes to read it. */
function whole(count: number): string {
  return count.toLocaleString('en');
}

function mostOf(kind: Counted, { quotas }: Said): { readonly most: number; readonly isPublished: boolean } {
  const { service, quota, usual } = COUNTED[kind];
  const found = lowestOf(quotas[service], quota);
  return { most: found ?? usual, isPublished: found === undefined };
}

/** Of several that are called alike the lowest, which is met first. */
function lowestOf(quotas: readonly Quota[] = [], name: RegExp): number | undefined {
  const values = quotas.filter(({ QuotaName = '' }) => name.test(QuotaName)).map(({ Value = 0 }) => Value);
  return values.length === 0 ? undefined : Math.min(...values);
}

/** The orders a second at which each limit is met, by the capacity model: with this account's quotas, and these templates. */
function limitsOf({ names, after, said, published, medido }: Known): Limite[] {
  const here = (name: string) => names.of(LOCAL.short(name));
  const { trabajo, hotUnits } = medido;
  const quotas = { ...published, lambdaConcurrency: { ...published.lambdaConcurrency, value: said.concurrency.total } };
  for (const [key, service, quota] of RATES) {
    const value = lowestOf(said.quotas[service], quota);
    if (value !== undefined) quotas[key] = { ...quotas[key], value };
  }
  const functions = trabajo.functions.map(({ feeding: _measured, ...one }) => {
    const feeding = after.feedings.get(here(one.name));
    return { ...one, name: here(one.name), ...(feeding && { feeding }) };
  });
  const { streamBatchSize: relayBatch } = LIMITS;
  const writeUnits = Object.fromEntries(
    Object.entries(trabajo.writeUnits).map(([table, units]) => [here(table), units]),
  );
  const all = limitesDe({ ...trabajo, functions, writeUnits }, quotas, {
    ...{ relayBatch, hotUnits },
    memoryMb: memoriaDe(names),
    fewValues: pocosValoresDe(names),
    log: names.eventLog,
    relay: here(medido.relay),
  });
  const own = all.filter(({ of }) => of === 'template').slice(0, OWN_SHOWN);
  return all.filter((one) => one.of === 'AWS' || own.includes(one));
}

function rowOf({ name, of, why, ordersPerSecond }: Limite): Row {
  const [there = '', takes = ''] = why.split('; an order ');
  return {
    name: `${name}${of === 'template' ? ' (the template’s own)' : ''}`,
    of: there,
    takes: `an order ${takes}`,
    met: `${figure(ordersPerSecond)} orders/s`,
  };
}

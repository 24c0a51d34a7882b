import type { Reading } from './meter.ts';
import prices from './prices.json' with { type: 'json' };

/** A list price of AWS, in the region and at the date that the table of prices names. */
export interface Price {
  readonly usd: number;
  /** For how many units. */
  readonly per: number;
  readonly unit: string;
  /** The page that says it. */
  readonly source: string;
}

/** What there are prices of. */
export type PriceName = keyof typeof prices.prices;

/** What AWS would bill for one thing. */
export interface Line {
  readonly service: string;
  /** The function, table, queue, bus or API; for a call, the function that makes it, or `owner`. */
  readonly resource: string;
  readonly price: PriceName;
  readonly unit: string;
  readonly units: number;
  readonly usd: number;
}

/** A bill, and of which list of prices. */
export interface Bill {
  readonly region: string;
  /** Of the list: `YYYY-MM-DD`. */
  readonly date: string;
  /** The dearest first. */
  readonly lines: readonly Line[];
  readonly usd: number;
}

const GB = 1e9;

/** The price of what resources take. */
const OF_AMOUNTS: Readonly<Record<string, PriceName>> = {
  'dynamodb WriteUnits': 'writeUnit',
  'dynamodb ReadUnits': 'readUnit',
  'events Units': 'busEvent',
  'execute-api HttpRequests': 'httpApiRequest',
  'execute-api RestRequests': 'apiRequest',
  'lambda GbSeconds': 'lambdaGbSecond',
  'logs Bytes': 'logGb',
  'scheduler Invocations': 'scheduleInvocation',
  'sqs Requests': 'queueRequest',
};

/** The price of calls that are billed each, by service and action. */
const OF_CALLS: readonly (readonly [RegExp, PriceName])[] = [
  [/^execute-api Message$/, 'webSocketMessage'],
  [/^execute-api ConnectionMinute$/, 'connectionMinute'],
  [/^kms /, 'keyRequest'],
  [/^s3 (Put|Copy|Post|List|Create|Complete|Upload)/, 'objectWrite'],
  [/^s3 (Get|Head)/, 'objectRead'],
  [/^ses SendEmail$/, 'mail'],
  [/^sns Publish/, 'topicPublish'],
  [/^sqs /, 'queueRequest'],
];

/**
 * What AWS would bill at list prices for what a grid has counted. Not in it: what is stored or kept for a month, what is
 * transferred, text messages, traces, metrics and alarms, and free tiers. The time that functions run is that of this machine.
 */
export function billOf({ runs, calls, amounts }: Reading): Bill {
  const lines = [
    ...runs.map(({ function: resource, count }) => line('lambda', resource, 'lambdaRequest', count)),
    ...amounts.flatMap(({ service, what, resource, amount }) => {
      const price = OF_AMOUNTS[`${service} ${what}`];
      if (price === 'logGb') return line(service, resource, price, amount / GB);
      if (price === 'queueRequest' && resource.endsWith('.fifo')) return line(service, resource, 'fifoRequest', amount);
      return price ? line(service, resource, price, amount) : [];
    }),
    ...calls.flatMap(({ service, action, caller, count }) => {
      const [, price] = OF_CALLS.find(([pattern]) => pattern.test(`${service} ${action}`)) ?? [];
      return price ? line(service, caller, price, count) : [];
    }),
  ];
  const summed = summedUp(lines).sort((a, b) => b.usd - a.usd);
  const { region, date } = prices;
  return { region, date, lines: summed, usd: summed.reduce((sum, { usd }) => sum + usd, 0) };
}

function line(service: string, resource: string, price: PriceName, units: number): Line {
  const { usd, per, unit }: Price = prices.prices[price];
  return { service, resource, price, unit, units, usd: (units * usd) / per };
}

/** Calls of several actions have one price. */
function summedUp(lines: readonly Line[]): Line[] {
  const byKey = new Map<string, Line>();
  for (const one of lines) {
    const key = `${one.service} ${one.resource} ${one.price}`;
    const known = byKey.get(key);
    byKey.set(key, known ? { ...one, units: known.units + one.units, usd: known.usd + one.usd } : one);
  }
  return [...byKey.values()];
}

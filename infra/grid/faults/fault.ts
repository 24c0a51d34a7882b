import { milliseconds } from '../endpoint/duration.ts';

type JsonObject = Record<string, any>;

/** What can go wrong where: with a run of a function, a call of an AWS API, what a service hands on to another, or a resource's deployment. */
export const KINDS = {
  function: ['error', 'throttle', 'latency', 'blackHole', 'crashBefore', 'crashAfter', 'duplicate', 'lostAck'],
  call: ['error', 'throttle', 'latency', 'blackHole', 'crashBefore', 'crashAfter', 'duplicate', 'lostAck'],
  delivery: ['error', 'throttle', 'latency', 'duplicate', 'reorder'],
  deployment: ['error'],
} as const;

/** A way to fail. */
export type Kind = (typeof KINDS)[keyof typeof KINDS][number];

/** Where it fails. Texts are patterns as IAM has them: `*` is any run of characters, `?` any single one. */
export type Place =
  | { readonly function: string }
  | {
      /** `dynamodb:PutItem`. */
      readonly call: string;
      /** The function that calls; `owner` for whoever is none. */
      readonly by?: string;
      /** The ARN that it is about. */
      readonly resource?: string;
      /** The partition key of an item that it reads or writes, in DynamoDB. */
      readonly key?: string;
    }
  | {
      /** The ARN of a queue, a topic, a bus or a function. */
      readonly delivery: string;
      /** The service that hands on: `events`, `sns`, `lambda`. */
      readonly from?: string;
    }
  | {
      /** A resource of a template, as a deployment names it: `Stack: LogicalId (AWS::SQS::Queue)`. */
      readonly deployment: string;
    };

/** A fault as one asks for it. */
export interface FaultOrder {
  readonly kind: Kind;
  readonly on: Place;
  /** The part of what passes there that it strikes: all, unless given. */
  readonly rate?: number;
  /** How often it strikes at most. */
  readonly times?: number;
  /** How long it stays by the grid's clock, as ISO 8601 has durations; until it is removed, unless given. */
  readonly for?: string;
  /** Milliseconds of machine time: how long `latency` holds up, and `reorder` at most. */
  readonly ms?: number;
  /** Which of what passes is struck follows from it; 1 unless given. */
  readonly seed?: number;
}

/** A fault that cannot be. */
export class BadFault extends Error {}

/** What a grid has, so that a fault which could never strike is refused. */
export interface Known {
  /** Names of functions. */
  functions(): readonly string[];
  /** `service:Action`. */
  calls(): readonly string[];
}

const MEMBERS = ['kind', 'on', 'rate', 'times', 'for', 'ms', 'seed'];
const PLACES: Readonly<Record<keyof typeof KINDS, readonly string[]>> = {
  function: ['function'],
  call: ['call', 'by', 'resource', 'key'],
  delivery: ['delivery', 'from'],
  deployment: ['deployment'],
};
const LONGEST_PATTERN = 2_048;
const LONGEST_MS = 600_000;
const MOST_SEED = 2 ** 32 - 1;

/** Reads a fault. @throws BadFault that says what is wrong and what may be there instead. */
export function readFault(given: unknown): FaultOrder {
  const order = objectOf(given, 'A fault is an object such as {"kind":"error","on":{"function":"orders-*"}}.');
  refuseOthers(order, MEMBERS, 'A fault');
  const on = objectOf(order.on, 'on says where: {"function":…}, {"call":…}, {"delivery":…} or {"deployment":…}.');
  const point = pointOf(on);
  refuseOthers(on, PLACES[point], `on with ${point}`);
  for (const [name, pattern] of Object.entries(on)) checkPattern(`on.${name}`, pattern);
  const kinds: readonly string[] = KINDS[point];
  if (!kinds.includes(order.kind))
    throw new BadFault(`kind is one of ${kinds.join(', ')} for a ${point}, not ${JSON.stringify(order.kind)}.`);
  const { kind, rate, times, ms, seed } = order;
  if (rate !== undefined && !(typeof rate === 'number' && rate > 0 && rate <= 1))
    throw new BadFault(`rate is above 0 and at most 1, not ${JSON.stringify(rate)}.`);
  checkWhole('times', times, 1, Number.MAX_SAFE_INTEGER);
  checkWhole('seed', seed, 0, MOST_SEED);
  checkWhole('ms', ms, 1, LONGEST_MS);
  const waits = kind === 'latency' || kind === 'reorder';
  if (waits !== (ms !== undefined))
    throw new BadFault(waits ? `${kind} needs ms: for how long.` : `${kind} takes no ms.`);
  if (order.for !== undefined && !(typeof order.for === 'string' && milliseconds(order.for)))
    throw new BadFault(`for is a duration like PT1M, not ${JSON.stringify(order.for)}.`);
  if (waits && 'delivery' in on && !on.delivery.startsWith('arn:aws:sqs:'))
    throw new BadFault(
      `${kind} holds up what goes to queues: on.delivery begins with arn:aws:sqs:, unlike ${on.delivery}.`,
    );
  return given as FaultOrder;
}

/** Which of the four a place is. @throws BadFault unless it is exactly one. */
function pointOf(on: Place | JsonObject): keyof typeof KINDS {
  const points = (Object.keys(PLACES) as (keyof typeof KINDS)[]).filter((point) => point in on);
  const [point, other] = points;
  if (point === undefined || other !== undefined)
    throw new BadFault('on has exactly one of function, call, delivery and deployment.');
  return point;
}

function objectOf(value: unknown, or: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new BadFault(or);
}

function refuseOthers(value: JsonObject, known: readonly string[], what: string): void {
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other !== undefined) throw new BadFault(`${what} has ${known.join(', ')}, no ${other}.`);
}

function checkPattern(name: string, pattern: unknown): void {
  if (typeof pattern === 'string' && pattern !== '' && pattern.length <= LONGEST_PATTERN) return;
  throw new BadFault(`${name} is a text like alpes-*, of at most ${LONGEST_PATTERN} characters.`);
}

function checkWhole(name: string, value: unknown, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most)) return;
  throw new BadFault(`${name} is a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`);
}

import { contextos } from '#functions/contextos.ts';
import { functionsOf } from '#infra/cdk/derive/functions.ts';
import { LOCAL } from '#infra/cdk/names.ts';
import type { FaultOrder } from '#infra/grid/faults/fault.ts';
import { Azar } from '../driver/azar.ts';

/** Something that goes wrong, and when: milliseconds since the storm began. */
export type Mishap =
  | { readonly at: number; readonly what: 'kill' }
  | { readonly at: number; readonly what: 'fault'; readonly order: FaultOrder; readonly lasts: number };

/** One in so many mishaps is the end of the whole grid. */
const KILLS = 0.12;
const APART_MS = [400, 4_000] as const;
const LASTS_MS = [1_000, 8_000] as const;
const OURS = LOCAL.of('*');

const NAMES = functionsOf(contextos).map(({ name }) => LOCAL.of(name));

/** Each makes a fault out of chance. */
const FAULTS: readonly ((azar: Azar, seed: number) => FaultOrder)[] = [
  (azar, seed) => ({ kind: azar.oneOf(['error', 'throttle']), on: fn(azar), rate: rate(azar), seed }),
  (azar, seed) => ({ kind: azar.oneOf(['crashBefore', 'crashAfter']), on: fn(azar), rate: rate(azar), seed }),
  (azar, seed) => ({ kind: azar.oneOf(['lostAck', 'duplicate']), on: fn(azar), rate: rate(azar), seed }),
  (azar, seed) => ({ kind: 'latency', on: fn(azar), rate: rate(azar), ms: azar.between(50, 1_500), seed }),
  (azar) => ({ kind: 'blackHole', on: fn(azar), times: azar.between(1, 2) }),
  (azar, seed) => ({
    kind: azar.oneOf(['error', 'throttle', 'lostAck']),
    on: { call: service(azar), by: OURS },
    rate: 0.05 + azar.next() * 0.25,
    seed,
  }),
  (azar, seed) => ({
    kind: 'latency',
    on: { call: service(azar), by: OURS },
    rate: rate(azar),
    ms: azar.between(20, 400),
    seed,
  }),
  (azar) => ({
    kind: azar.oneOf(['crashBefore', 'crashAfter']),
    on: { call: azar.oneOf(['dynamodb:PutItem', 'dynamodb:TransactWriteItems', 'events:PutEvents']), by: OURS },
    times: azar.between(1, 3),
  }),
  (azar, seed) => ({
    kind: 'duplicate',
    on: { call: azar.oneOf(['events:PutEvents', 'sqs:*']), by: OURS },
    rate: rate(azar),
    seed,
  }),
  (azar, seed) => ({ kind: azar.oneOf(['error', 'duplicate']), on: queues(), rate: rate(azar), seed }),
  (azar, seed) => ({ kind: 'reorder', on: queues(), rate: rate(azar), ms: azar.between(500, 4_000), seed }),
];

/** What goes wrong in a storm of so many minutes: the same for the same seed. */
export function scheduleOf(seed: number, minutes: number): readonly Mishap[] {
  const azar = new Azar(`chaos ${seed}`);
  const mishaps: Mishap[] = [];
  for (let at = azar.between(...APART_MS); at < minutes * 60_000; at += azar.between(...APART_MS)) {
    if (azar.next() < KILLS) mishaps.push({ at, what: 'kill' });
    else {
      const order = azar.oneOf(FAULTS)(azar, azar.between(1, 1_000_000));
      mishaps.push({ at, what: 'fault', order, lasts: azar.between(...LASTS_MS) });
    }
  }
  return mishaps;
}

function fn(azar: Azar): { readonly function: string } {
  return { function: azar.oneOf(NAMES) };
}

function service(azar: Azar): string {
  return azar.oneOf(['dynamodb:*', 'dynamodb:*', 'sqs:*', 'events:*']);
}

function queues(): { readonly delivery: string; readonly from: string } {
  return { delivery: `arn:aws:sqs:*:${OURS}`, from: 'events' };
}

function rate(azar: Azar): number {
  return 0.1 + azar.next() * 0.9;
}

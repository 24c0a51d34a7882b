import fc from 'fast-check';
import { expect } from 'vitest';
import { idOf, type Recorded } from '#shared/model/envelope.ts';
import type { EventType, Fact } from '#shared/model/event.ts';
import type { Notification } from '#shared/model/notification.ts';
import type { AnyProjection, Contribution, Journal, Projection, Tally } from '#shared/model/projection.ts';
import { sum } from '#shared/runtime/follow/contributions.ts';
import { type Cursor, fold, newsAfter, opaque } from '#shared/runtime/follow/fold.ts';
import { linesOf } from '#shared/runtime/follow/lines.ts';
import { foldRow } from '#shared/runtime/follow/rows.ts';
import { changeOf } from '#shared/runtime/follow/totals.ts';
import { composing } from '#shared/runtime/notifications/compose.ts';
import { emptyRow, type Row } from '#shared/runtime/views/row.ts';
import { arbitraryFact, type Pools } from './arbitrary.ts';
import { asStored, NOW } from './given.ts';
import { storm } from './storm.ts';

/** The facts of one stream as consumers get them, a minute apart. */
export function recorded(stream: string, facts: readonly Fact[], from: string = NOW): Recorded[] {
  return facts.map(({ type, version, data }, position) => ({
    type,
    data: asStored(data),
    metadata: {
      id: `${stream}/${position + 1}`,
      stream,
      version: position + 1,
      schemaVersion: version,
      context: 'test',
      occurredAt: new Date(Date.parse(from) + position * 60_000).toISOString(),
      correlationId: 'test',
      causationId: 'test',
      commandId: 'test',
      actor: 'test',
    },
  }));
}

/** What a view shows after events have come in batches, each event perhaps late or more than once. */
export async function rowAfter(projection: Projection, life: readonly Recorded[], batches: readonly Recorded[][]) {
  let row: Row = emptyRow(idOf(life[0]?.metadata.stream ?? '#'));
  for (const batch of batches) {
    const news = await newsAfter(row.version, batch, async (version) => life.slice(version));
    row = asStored(await foldRow(projection, row, { news, reveal: opaque }));
  }
  return row;
}

/** What a view shows of the facts of one stream. */
export async function viewOf<V>(
  projection: Projection<V>,
  stream: string,
  ...facts: readonly Fact[]
): Promise<V | undefined> {
  const life = recorded(stream, facts);
  return (await rowAfter(projection, life, [life])).state;
}

/** The totals after events of one stream have come in batches. */
export async function totalsAfter(
  tally: Tally,
  life: readonly Recorded[],
  batches: readonly Recorded[][],
): Promise<Contribution> {
  let cursor: Cursor = { version: 0, state: tally.initial };
  let totals: Contribution = {};
  for (const batch of batches) {
    const news = await newsAfter(cursor.version, batch, async (version) => life.slice(version));
    const next: Cursor = asStored(await fold(tally.handlers, cursor, { news, reveal: opaque }));
    totals = sum([totals, changeOf(tally, { before: cursor, after: next })]);
    cursor = next;
  }
  return totals;
}

/** Any facts, in any order, of the events that a read model or notifications react to. */
export function anyLife(of: AnyProjection | Notification, pools: Pools = {}): fc.Arbitrary<Recorded[]> {
  const events: EventType[] = Object.values(of.handlers).map(({ event }) => event);
  const facts = events.map((event) => arbitraryFact(event, pools));
  return fc.array(fc.oneof(...facts), { minLength: 1, maxLength: 12 }).map((life) => recorded('law#1', life));
}

/** A life's events, each at least once, in any order and cut into batches. */
export function arrivals(life: readonly Recorded[]): fc.Arbitrary<Recorded[][]> {
  return fc.tuple(storm(life), fc.infiniteStream(fc.integer({ min: 1, max: 4 }))).map(([events, sizes]) => {
    const batches: Recorded[][] = [];
    for (let rest = events; rest.length > 0; ) {
      const size = sizes.next().value as number;
      batches.push(rest.slice(0, size));
      rest = rest.slice(size);
    }
    return batches;
  });
}

/** Law 6: whatever order a life's events come in and however often, what is shown is what its history says. */
export async function showsTheHistory(of: AnyProjection | Notification, pools: Pools = {}): Promise<void> {
  const cases = anyLife(of, pools).chain((life) => fc.tuple(fc.constant(life), arrivals(life)));
  await fc.assert(
    fc.asyncProperty(cases, async ([life, batches]) => {
      expect(await shown(of, life, batches)).toStrictEqual(await shown(of, life, [life]));
    }),
    { numRuns: 100 },
  );
}

async function shown(of: AnyProjection | Notification, life: readonly Recorded[], batches: readonly Recorded[][]) {
  switch (of.kind) {
    case 'projection':
      return rowAfter(of, life, batches);
    case 'notification':
      return rowAfter(composing(of), life, batches);
    case 'tally':
      return totalsAfter(of, life, batches);
    case 'journal':
      return lines(of, batches.flat());
  }
}

function lines(journal: Journal, events: readonly Recorded[]) {
  return asStored(linesOf(journal, events)).sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

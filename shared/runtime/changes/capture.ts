import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DynamoDBRecord } from 'aws-lambda';
import { type NotDone, streamFunction } from '../lambda/stream.ts';
import { count, logger, metrics } from '../telemetry.ts';
import { firstTraceparent } from '../tracing/context.ts';
import { traced } from '../tracing/traced.ts';
import { type Brought, publishChanges } from './publishChanges.ts';
import { changesIn, type Told } from './rows.ts';
import { presentEpoch } from './run.ts';

/** A dead letter of a row: enough to look at it again. Its sequence number is that of its stream's record, where that tells of it. */
export interface RowLetter {
  readonly table: string;
  readonly key: number;
  readonly sequence?: string;
}

/**
 * What wraps the function that a table's stream feeds: it tells the bus what changed, in order for each key. A row that is
 * not as its declaration says is dead by itself, and so is what the bus will never take.
 */
export function captureFunction(what: Omit<Told, 'epoch'>) {
  return streamFunction({
    work: (records) => capture(what, records),
    letter: ({ dynamodb }): RowLetter => ({
      table: what.table.name,
      key: Number(dynamodb?.Keys?.[what.table.key]?.N),
      sequence: dynamodb?.SequenceNumber as string,
    }),
  });
}

async function capture(
  what: Omit<Told, 'epoch'>,
  records: readonly DynamoDBRecord[],
): Promise<ReadonlyMap<DynamoDBRecord, NotDone>> {
  // Asked for with the records at hand: what is called by an earlier epoch was then written before a later one's scan.
  const epoch = await presentEpoch(what.table);
  const from = new Map<Brought, DynamoDBRecord>();
  for (const record of records) for (const change of changesIn(record, { ...what, epoch })) from.set(change, record);
  const notDone = new Map<DynamoDBRecord, NotDone>();
  const left = await traced([{ traceparent: firstTraceparent(undefined) }], () =>
    publishChanges(what.type, [...from.keys()]),
  );
  for (const { event, error, forGood } of left) {
    const record = from.get(event) as DynamoDBRecord;
    if (notDone.get(record)?.forGood !== false) notDone.set(record, { error, forGood });
  }
  tell(records, from.size - left.length);
  return notDone;
}

/** How far the capture is, and how late. */
function tell(records: readonly DynamoDBRecord[], published: number): void {
  const { ApproximateCreationDateTime: changedAt, SequenceNumber: position } = records.at(-1)?.dynamodb ?? {};
  count('CambiosCapturados', published);
  if (changedAt === undefined) return;
  metrics.addMetric('UltimoCambioCapturado', MetricUnit.Seconds, changedAt);
  metrics.addMetric('RetrasoDeCaptura', MetricUnit.Seconds, Math.max(0, Math.round(Date.now() / 1_000 - changedAt)));
  logger.info('Changes are captured', { published, position });
}

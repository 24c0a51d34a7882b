import { createHash } from 'node:crypto';
import { AwsError, type JsonObject, REGION, type StreamRecord, type Streams } from '../../service.ts';
import { tableName } from './arns.ts';
import { type Forwarder, STREAMS } from './forward.ts';

/** The number of digits that a sequence number of AWS has at least; padded, they also sort as text. */
const DIGITS = 21;

/** Iterators kept, so that a reader who goes on asks once per read. */
const ITERATORS = 1000;

/** Streams for event source mappings, and what tells them that there is something to read. */
export interface StreamsOf extends Streams {
  /** The id that the engine gives the shard of a stream, of which `shard` is AWS's form. */
  engineShard(streamArn: string): Promise<string>;
  /** A write was answered: wakes the listeners of the tables that its request may have named. */
  written(body: Buffer): void;
  /** A write that the grid made itself. */
  touched(table: string): void;
}

/** Reads streams over the engine's own API. */
export function streamsOver(forwarder: Forwarder): StreamsOf {
  const shards = new Map<string, Promise<string>>();
  const iterators = new Map<string, string>();
  const woken = new Map<string, Listeners>();

  /** `DescribeStream` slows with the number of records, and the engines have one shard: it is asked once. */
  function shardOf(arn: string): Promise<string> {
    let shard = shards.get(arn);
    if (!shard) {
      shard = forwarder.call(`${STREAMS}DescribeStream`, { StreamArn: arn }).then(lastShard);
      shard.catch(() => shards.delete(arn));
      shards.set(arn, shard);
    }
    return shard;
  }

  async function iteratorAt(arn: string, type: string, position?: string): Promise<string> {
    const output = await forwarder.call(`${STREAMS}GetShardIterator`, {
      StreamArn: arn,
      ShardId: await shardOf(arn),
      ShardIteratorType: type,
      ...(position !== undefined && { SequenceNumber: position }),
    });
    return output.ShardIterator;
  }

  async function next(arn: string, position: string | undefined): Promise<string> {
    if (position === undefined) return iteratorAt(arn, 'TRIM_HORIZON');
    return iterators.get(`${arn}/${position}`) ?? iteratorAt(arn, 'AFTER_SEQUENCE_NUMBER', position);
  }

  function remember(arn: string, position: string, iterator: string): void {
    const [oldest] = iterators.keys();
    if (iterators.size >= ITERATORS && oldest !== undefined) iterators.delete(oldest);
    iterators.set(`${arn}/${position}`, iterator);
  }

  return {
    async read(arn, position, limit) {
      const ShardIterator = await next(arn, position);
      const output = await forwarder.call(`${STREAMS}GetRecords`, { ShardIterator, Limit: limit });
      const records = output.Records.map((record: StreamRecord) => asAws(record, arn));
      const last = records.at(-1)?.dynamodb.SequenceNumber ?? position;
      if (last !== undefined && output.NextShardIterator) remember(arn, last, output.NextShardIterator);
      return records;
    },
    async latest(arn) {
      const iterator = await iteratorAt(arn, 'LATEST');
      return positionOf(iterator) ?? lastOf(forwarder, await iteratorAt(arn, 'TRIM_HORIZON'));
    },
    shard: async (arn) => asShardId(await shardOf(arn)),
    engineShard: shardOf,
    onWrite(arn, listener) {
      const table = tableName(arn);
      const listeners = woken.get(table) ?? new Listeners(table);
      woken.set(table, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) woken.delete(table);
      };
    },
    written(body) {
      for (const listeners of woken.values()) {
        if (body.includes(listeners.needle)) listeners.wake();
      }
    },
    touched: (table) => woken.get(table)?.wake(),
  };
}

/** The listeners of a table, called once for all writes of a turn. */
class Listeners extends Set<() => void> {
  /** How a request that names the table (or its ARN) looks; one that only happens to hold the text costs an empty read. */
  readonly needle: string;
  #due = false;

  constructor(table: string) {
    super();
    this.needle = `${table}"`;
  }

  wake(): void {
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      for (const listener of this) listener();
    });
  }
}

/**
 * A shard's id in AWS's form (`shardId-00000001414576573621-f55eea83`): dynoxide's are shorter than the API's minimum, and
 * an SDK that checks its input refuses to send them back.
 */
export function asShardId(engineShard: string): string {
  const digest = createHash('md5').update(engineShard).digest('hex');
  const number = String(Number.parseInt(digest.slice(8, 18), 16)).padStart(20, '0');
  return `shardId-${number}-${digest.slice(0, 8)}`;
}

/** A record as AWS gives it: our region, an id of its own, a sequence number of full length. */
export function asAws(record: StreamRecord, arn: string): StreamRecord {
  const sequence = padded(record.dynamodb.SequenceNumber);
  return {
    ...record,
    eventID: createHash('md5').update(`${arn}/${sequence}`).digest('hex'),
    awsRegion: REGION,
    eventSourceARN: arn,
    dynamodb: { ...record.dynamodb, SequenceNumber: sequence },
  };
}

/** A sequence number of full length. */
export function padded(sequence: string): string {
  return sequence.padStart(DIGITS, '0');
}

function lastShard(output: JsonObject): string {
  const shards: { ShardId: string }[] = output.StreamDescription.Shards;
  const shard = shards.at(-1);
  if (!shard)
    throw new AwsError('ResourceNotFoundException', `The stream ${output.StreamDescription.StreamArn} has no shard.`);
  return shard.ShardId;
}

/** Reads to the end of what there is now. */
async function lastOf(forwarder: Forwarder, from: string): Promise<string | undefined> {
  let last: string | undefined;
  for (let iterator = from; ; ) {
    const { Records, NextShardIterator } = await forwarder.call(`${STREAMS}GetRecords`, { ShardIterator: iterator });
    if (Records.length === 0) return last;
    last = padded(Records.at(-1).dynamodb.SequenceNumber);
    if (!NextShardIterator) return last;
    iterator = NextShardIterator;
  }
}

/** dynoxide's iterator is base64 of JSON that holds the position; DynamoDB Local's gives none. */
function positionOf(iterator: string): string | undefined {
  try {
    const { position } = JSON.parse(Buffer.from(iterator, 'base64').toString());
    return typeof position === 'number' ? padded(String(position)) : undefined;
  } catch {
    return undefined;
  }
}

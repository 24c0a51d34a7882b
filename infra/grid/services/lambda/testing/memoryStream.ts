import { AwsError, type StreamRecord, type Streams } from '../../../service.ts';

/** One stream in memory, of a table with partition key `pk` and sort key `sk`. */
export class MemoryStream implements Streams {
  readonly records: StreamRecord[] = [];
  #trimmed = 0;
  readonly #listeners = new Set<() => void>();

  /** Appends one inserted item, and gives its sequence number. */
  put(pk: string, values: Record<string, string> = {}): string {
    const SequenceNumber = String(this.records.length + 1).padStart(21, '0');
    const NewImage = Object.fromEntries(Object.entries({ pk, ...values }).map(([name, S]) => [name, { S }]));
    this.records.push({
      eventID: SequenceNumber,
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: described({
        ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
        Keys: { pk: { S: pk }, sk: { S: SequenceNumber } },
        NewImage,
        SequenceNumber,
      }),
    });
    for (const listener of this.#listeners) setImmediate(listener);
    return SequenceNumber;
  }

  async read(_arn: string, position: string | undefined, limit: number): Promise<StreamRecord[]> {
    const from = position === undefined ? this.#trimmed : Number(position);
    if (from < this.#trimmed) throw new AwsError('TrimmedDataAccessException', 'The record is not there any more.');
    return this.records.slice(from, from + limit);
  }

  /** Forgets all records up to this one, as DynamoDB does after a day. */
  trim(sequenceNumber: string): void {
    this.#trimmed = Number(sequenceNumber);
  }

  async shard(arn: string): Promise<string> {
    if (arn.includes('table/missing')) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    return 'shardId-memory';
  }

  async latest(): Promise<string | undefined> {
    return this.records.at(-1)?.dynamodb.SequenceNumber;
  }

  onWrite(_arn: string, listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  partitionKey(): string {
    return 'pk';
  }
}

/** A record's body has more members than the contract names. */
function described<T extends StreamRecord['dynamodb']>(body: T): StreamRecord['dynamodb'] {
  return body;
}

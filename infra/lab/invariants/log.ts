import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Names } from '#infra/cdk/names.ts';

/** The tables of one stage: where they are, and what they are called. */
export interface Tables {
  readonly dynamodb: DynamoDBClient;
  readonly names: Names;
}

/** An event of the log, read without the code under test. */
export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: any;
  readonly at: string;
  /** Of the work that wrote it (W3C); empty for none. */
  readonly traceparent: string;
}

/** What a fact tells, wherever it is kept. */
export type Told = Pick<LoggedEvent, 'type' | 'data'>;

/** The whole log: the events of each stream, in order. Throws when a stream has a gap: that alone would be a loss. */
export async function readLog({ dynamodb, names }: Tables): Promise<Map<string, LoggedEvent[]>> {
  const streams = new Map<string, LoggedEvent[]>();
  for (const item of await scan(dynamodb, names.eventLog)) {
    const stream = item.stream?.S as string;
    const first = Number(item.version?.N);
    const { traceparent = '' } = JSON.parse(item.metadata?.S ?? '{}');
    const events = JSON.parse(item.events?.S as string) as { id: string; type: string; data: unknown }[];
    const logged = events.map(({ id, type, data }, at) => ({
      id,
      stream,
      version: first + at,
      type,
      data,
      at: item.occurredAt?.S as string,
      traceparent,
    }));
    streams.set(stream, [...(streams.get(stream) ?? []), ...logged]);
  }
  for (const [stream, events] of streams) {
    events.sort((a, b) => a.version - b.version);
    const gap = events.findIndex(({ version }, at) => version !== at + 1);
    if (gap >= 0) throw new Error(`${stream} has no event with version ${gap + 1}.`);
  }
  return streams;
}

/** All items of a table. */
export async function scan(
  dynamodb: DynamoDBClient,
  table: string,
): Promise<Record<string, { S?: string; N?: string }>[]> {
  const items: Record<string, any>[] = [];
  let start: Record<string, any> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

/** The items of a view that queries are answered from, by their keys without the generation of the view's fold. */
export async function served(
  { dynamodb, names }: Tables,
  view: string,
): Promise<(readonly [key: string, item: Record<string, { S?: string; N?: string }>])[]> {
  const items = await scan(dynamodb, names.view(view));
  const prefix = `${items.find(({ key }) => key?.S === '#')?.activa?.S}|`;
  return items.flatMap((item) => {
    const key = item.key?.S ?? '';
    return key.startsWith(prefix) ? [[key.slice(prefix.length), item] as const] : [];
  });
}

/** The events of the streams of one aggregate, by id. */
export function streamsOf<E>(log: ReadonlyMap<string, readonly E[]>, aggregate: string): Map<string, readonly E[]> {
  const found = [...log].filter(([stream]) => stream.startsWith(`${aggregate}#`));
  return new Map(found.map(([stream, events]) => [stream.slice(aggregate.length + 1), events]));
}

/**
 * All events as they were written: by their ids, which are UUIDs of the moment of writing (version 7). Their times are
 * those at which the decisions began, and one that had to wait is written after what it waited for. Those of a stream stay
 * in their order.
 */
export function inTime(log: ReadonlyMap<string, readonly LoggedEvent[]>): LoggedEvent[] {
  const dated = [...log.values()].flatMap((events) => {
    let latest = '';
    return events.map((event) => {
      if (event.id > latest) latest = event.id;
      return { event, latest };
    });
  });
  return dated.sort((a, b) => (a.latest < b.latest ? -1 : Number(a.latest > b.latest))).map(({ event }) => event);
}
